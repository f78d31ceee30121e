"""A row of the outbox becomes text and buttons, at the moment of sending, for the eyes of its reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from aid.conversations.pair import second_asked
from aid.conversations.service import known_of
from aid.delivery import cards, certificate_cards, digest, offer_cards, post_cards, series_cards, volunteer_cards
from aid.delivery.attached import attached
from aid.delivery.buttons import BUTTONS
from aid.delivery.captain_buttons import phone_choices, ranked_choices
from aid.delivery.captain_facts import CAPTAIN_EXTRA
from aid.delivery.catalogue import say
from aid.delivery.facts import door_words, private_facts, reasons_words, request_facts, volunteer_name
from aid.delivery.lines import digest_lines, hours_lines, progress_lines, talk_lines, thanks_lines
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.my_data import my_data_lines, posts_words
from aid.delivery.page import Extra, Page, Rendered
from aid.hours import service as hours
from aid.hours.rules import hours as hours_words
from aid.people import audit
from aid.people.service import may_act_for
from aid.people.trail import AuditKind
from aid.reports.period import Period
from aid.requests import series
from aid.requests.intake import DISCREET
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.understanding.beneficiary import Beneficiary
from aid.understanding.recurring import of_json
from aid.understanding.things import things_in
from aid.volunteers.model import Volunteer


def render(unit: Unit, message: OutboxMessage) -> Rendered:
    """Text and buttons of a message. A view of door, phone or words is recorded in the trail."""
    page = Page(unit, message)
    facts: dict[str, str | int] = {
        "community": page.tongue.called(unit.community.name, unit.community.english.name),
        "assistant": page.tongue.called(unit.community.assistant, unit.community.english.assistant),
        "promise": page.tongue.called(unit.community.promise, unit.community.english.promise),
        "hotline": unit.community.hotline,
        "keep": unit.community.keep.requests.days,
        "number": "",
        "category": "",
    }
    facts |= {key: value for key, value in message.args.items() if isinstance(value, str | int) and not isinstance(value, bool)}
    key = message.key
    if page.request:
        facts |= request_facts(unit, page.request, page.tongue, page.offer)
        if over := cards.over(page, facts):
            return over
        if key == "attachments":
            return attached(page, facts)
        facts["discreet"] = "yes" if page.request.emergency_kind in {kind.value for kind in DISCREET} else "no"
        if key in _PRIVATE:
            if _may_see(page):
                facts |= private_facts(unit, page.request, page.tongue)
                audit.record(unit, AuditKind.VIEWED, request_id=page.request.id, reader=page.reader.id, fields=["door", "phone", "words"])
            else:  # not theirs any more
                key = "nothing_to_do"
    if key in _EXTRA:
        facts |= _EXTRA[key](page)
    text = say(page.language, key, facts)
    if key == "my_data":
        text = "\n".join([text, *my_data_lines(page)])
    if key == "progress":
        text = "\n".join([text, *progress_lines(page)])
    if key == "digest":
        text = "\n".join([text, *digest_lines(page, lambda row: render(unit, row).text)])
    if key == "my_hours":
        text = "\n".join([text, *hours_lines(page)])
    if key in _LISTED:
        text = "\n".join([text, *_request_lines(page)])
    if key == "captain_choices" and not (ranked_choices(page) or phone_choices(page)):
        text = say(page.language, "captain_choices_none", facts)
    rows = BUTTONS[key](page) if key in BUTTONS else ()
    return Rendered(text, tuple(row for row in rows if row), reacts_to=_own_message(page))


def _own_message(page: Page) -> str | None:
    """The message under which a sign is enough: what has just been passed on, after the first of a talk."""
    if page.message.key != "relay_noted" or not page.message.args.get("again"):
        return None
    inbox = page.unit.session.get(InboxMessage, page.message.args["inbox"])
    return inbox.payload.get("message_id") if inbox else None


# These end with a line for each request they speak of.
_LISTED = frozenset({"stands_in", "takes_over", "leave_over", "handed_back_to"})
_PRIVATE = frozenset(
    {"holder_card", "captain_card", "captain_emergency", "captain_call", "captain_handoff", "captain_refer_call", "captain_tell"}
)


def _may_see(page: Page) -> bool:
    request = page.needed_request
    if page.message.key == "holder_card":
        return cards.holds(page)
    return page.reader.id == request.captain_id or may_act_for(page.unit, page.reader.id, request.building)


def _asked_again(page: Page) -> Extra:
    return {
        "again": "yes" if page.message.args.get("again") else "no",
        "hasrequest": "yes" if page.request else "no",
    }


def _place(page: Page) -> Extra:
    return {"unknown": known_of(page.conversation).get("unknown_building") or "none"}


def _other(page: Page) -> Extra:
    other = page.unit.session.get_one(HelpRequest, page.message.args["other"])
    return request_facts(page.unit, other, page.tongue)


def _why_you(page: Page) -> Extra:
    assert page.offer is not None
    return {"reasons": reasons_words(page.offer, page.tongue), "until": offer_cards.good_until(page)}


def _words_relayed(page: Page) -> Extra:
    inbox = page.unit.session.get_one(InboxMessage, page.message.args["inbox"])
    audit.record(page.unit, AuditKind.VIEWED, request_id=page.needed_request.id, reader=page.reader.id, fields=["words"])
    direct = "yes" if page.message.args.get("direct") else "no"
    return {"words": str(inbox.payload.get("text") or ""), "direct": direct}


def _words_heard(page: Page) -> Extra:
    """What our ears made of the reader's own voice; nothing once it was forgotten."""
    return {"words": str(page.unit.session.get_one(InboxMessage, page.message.args["inbox"]).payload.get("heard") or "…")}


def _named(page: Page) -> Extra:
    volunteer = page.unit.session.get_one(Volunteer, page.message.args["volunteer"])
    return {"name": volunteer_name(volunteer, page.tongue)}


def _emergency(page: Page) -> Extra:
    return {"kind": str(page.message.args["emergency"]), "number": str(page.message.args["number"])}


def _erasing(page: Page) -> Extra:
    numbers = page.tongue.listed((f"#{each}" for each in page.message.args["requests"]), "none")
    return {"open": numbers, "danger": "yes" if page.message.args["danger"] else "no"}


def _posts(page: Page) -> Extra:
    return {"posts": posts_words(page)}


def _partners(page: Page) -> Extra:
    """The partners who offer what is needed: they are referred to, not asked."""
    tongue = page.tongue
    named = [
        tongue.say("partner-open", partner=tongue.called(each.name, each.en), opens=each.hours_words)
        for each in page.unit.community.partners_with(page.needed_request.skills)
    ]
    return {"partners": tongue.listed(named, "none")}


def _door(page: Page) -> Extra:
    again = known_of(page.conversation).get("recurring")
    mine = page.needed_request.beneficiary in (None, Beneficiary.SELF.value)
    later = known_of(page.conversation).get("place_later")
    return {
        "door": page.tongue.say("door-later") if later else door_words(page.needed_request, page.tongue),
        "whose": "own" if mine else "others",
        "second": _second(page) or "none",
        "recurring": page.tongue.recurring(of_json(again)) if again else "none",
    }


def _ask_door(page: Page) -> Extra:
    return {"unit": str(page.message.args.get("door_unit") or "none")}


def _second(page: Page) -> str | None:
    """The second need of a pair: its category and, where its own words say so, when."""
    second = second_asked(known_of(page.conversation))
    if second is None:
        return None
    start, end = (datetime.fromisoformat(each) if each else None for each in (second.get("time"), second.get("time_end")))
    when = page.tongue.when(start, end)
    return ", ".join(each for each in (page.tongue.category(second["category"]), when) if each)


def _minutes(page: Page) -> Extra:
    record = page.record
    return {
        "minutes": record.minutes if record else 0,
        "name": volunteer_name(record.volunteer, page.tongue) if record else "",
    }


def _my_hours(page: Page) -> Extra:
    local = page.unit.now.astimezone(page.unit.community.zone)
    volunteer, year = page.message.args["volunteer"], local.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    minutes, pieces = hours.total(page.unit, volunteer)
    this_year, _ = hours.total(page.unit, volunteer, year)
    return {"hours": hours_words(minutes), "pieces": pieces, "thisyear": hours_words(this_year)}


def _my_thanks(page: Page) -> Extra:
    waiting = hours.waiting(page.unit, page.message.args["volunteer"])
    return {**_my_hours(page), "waiting": waiting, "words": "\n".join(thanks_lines(page)) or "none"}


def _when_now(page: Page) -> Extra:
    return {"again": "yes" if page.message.args.get("again") else "no"}


def _recurs(page: Page) -> Extra:
    row = series.of_request(page.unit, page.needed_request)
    return {"recurs": "yes" if row and not row.ended_at else "no"}


def _report(page: Page) -> Extra:
    first, last = (page.tongue.day(date.fromisoformat(page.message.args[name])) for name in ("first", "last"))
    return {"first": first, "last": last}


def _digest(page: Page) -> Extra:
    others = sum(row.request_id is None for row in digest.parts(page))
    return {"count": len(digest.requests_in(page)) + others}


def _other_issue(page: Page) -> Extra:
    """The running case in public words: what kind of thing, and since when; never what a neighbour wrote."""
    other = page.unit.session.get_one(HelpRequest, page.message.args["other"])
    things = sorted(things_in(other.words) & things_in(page.needed_request.words)) or sorted(things_in(other.words))
    return {
        "thing": page.tongue.say(f"thing-{things[0]}") if things else "none",
        "since": page.tongue.day(other.created_at.astimezone(page.unit.community.zone).date()),
    }


_EXTRA: dict[str, Callable[[Page], Extra]] = {
    "ask_category": _asked_again,
    "ask_place": _place,
    "ask_add_or_new": _other,
    "confirm_card": _door,
    "ask_door": _ask_door,
    "door_noted": lambda page: {"door": door_words(page.needed_request, page.tongue)},
    "resident_card": cards.card_facts,
    "ask_same_issue": _other_issue,
    "ask_new_time": _when_now,
    "offer": _why_you,
    "ask_withdraw": _recurs,
    "relayed": _words_relayed,
    "voice_heard": _words_heard,
    "voice_alarm": _words_heard,
    "erase_ask": _erasing,
    "erase_on_post": _posts,
    "captain_choices": _partners,
    "captain_asked": _named,
    "captain_cannot_ask": _named,
    "emergency_number": _emergency,
    "holder_thanks": _minutes,
    "hours_disputed": _minutes,
    "hours_settled": _minutes,
    "captain_hours": _minutes,
    "captain_hours_settled": _minutes,
    "my_hours": _my_hours,
    "my_thanks": _my_thanks,
    **series_cards.EXTRA,
    **certificate_cards.EXTRA,
    **volunteer_cards.EXTRA,
    **offer_cards.EXTRA,
    "digest": _digest,
    "report_week": _report,
    "report_month": _report,
    **CAPTAIN_EXTRA,
    "captain_handoff": lambda page: {"talk": "\n".join(talk_lines(page)) or "none"},
    **post_cards.EXTRA,
    "captain_card": lambda page: {**CAPTAIN_EXTRA["captain_card"](page), **post_cards.on_the_card(page)},
    "captain_emergency": post_cards.on_the_card,
}
# These go out with a document.
REPORTS = frozenset({"report_week", "report_month"})


def report_of(unit: Unit, message: OutboxMessage) -> Period | None:
    """The period of the report that goes along with a message, if one does."""
    if message.key not in REPORTS:
        return None
    first, last = (date.fromisoformat(message.args[name]) for name in ("first", "last"))
    return Period(first, last, unit.community.zone)


def _request_lines(page: Page) -> list[str]:
    requests_ = [page.unit.session.get_one(HelpRequest, number) for number in page.message.args["requests"]]
    return [say(page.language, "request-line", request_facts(page.unit, each, page.tongue)) for each in requests_]
