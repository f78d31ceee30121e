"""Cards for those on posts about who is at a request, what it is, 待办, and who may come: facts and buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from aid.captains import handling, recategorise, todo
from aid.captains.inviting import Invited
from aid.delivery.catalogue import say
from aid.delivery.facts import request_facts
from aid.delivery.offer_cards import code_words
from aid.delivery.page import Button, Page
from aid.delivery.taps import Act, encode
from aid.groups.service import COME
from aid.people import audit
from aid.people.invitations import code_of
from aid.people.model import Person
from aid.people.trail import AuditKind
from aid.requests import notes
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.volunteers.model import Volunteer

Rows = tuple[tuple[Button, ...], ...]
Extra = dict[str, str | int]


# — facts —


def person_words(page: Page, person_id: int) -> str:
    person = page.unit.session.get_one(Person, person_id)
    return person.name or say(page.language, "somebody-on-post")


def on_the_card(page: Page) -> Extra:
    """Who is at it now, what captains have noted down, and that a captain filed it; the view of notes is recorded."""
    request = page.needed_request
    who = handling.handler_of(request, page.unit.now)
    written = notes.for_captains(page.unit, request)
    if written:
        audit.record(page.unit, AuditKind.VIEWED, request_id=request.id, reader=page.reader.id, fields=["notes"])
    return {
        "handling": "none" if who is None else "you" if who == page.reader.id else person_words(page, who),
        "noted": "; ".join(each.words for each in written) or "none",
        "filed": "yes" if request.filed_by is not None else "no",
    }


def _handler(page: Page) -> Extra:
    until = page.needed_request.handled_until
    return {
        "name": person_words(page, page.message.args["handler"]),
        "until": f"{until.astimezone(page.unit.community.zone):%H:%M}" if until else "",
    }


def left_words(unit: Unit, language: str, due: datetime | None) -> str:
    """「还剩 1 小时 20 分」, 「已到时间」."""
    if due is None:
        return say(language, "left-open")
    minutes = int((due - unit.now) / timedelta(minutes=1))
    if minutes <= 0:
        return say(language, "left-none")
    days, hours = minutes // 1440, minutes // 60 % 24
    return say(language, "left", {"days": days, "hours": hours, "minutes": 0 if days else minutes % 60})


def _todo(page: Page) -> Extra:
    lines = []
    for number in page.message.args["requests"]:
        request = page.unit.session.get_one(HelpRequest, number)
        who = handling.handler_of(request, page.unit.now)
        facts = request_facts(page.unit, request, page.tongue) | {
            "left": left_words(page.unit, page.language, todo.deadline(page.unit, request)),
            "handling": person_words(page, who) if who is not None and who != page.reader.id else "none",
        }
        lines.append(say(page.language, "todo-line", facts))
    applied = len(page.message.args["volunteers"])
    return {"count": len(lines), "lines": "\n".join(lines) or say(page.language, "nothing-yet"), "applied": applied}


def _told(page: Page) -> Extra:
    """What the resident would have read, for the captain to say on the phone."""
    facts: Extra = {"community": page.tongue.called(page.unit.community.name, page.unit.community.english.name), "code": "none"}
    facts |= {key: value for key, value in page.message.args.items() if isinstance(value, str | int)}
    facts |= request_facts(page.unit, page.needed_request, page.tongue, page.offer)
    facts["code"] = code_words(page)
    return {"told": say(page.language, page.message.args["says"], facts)}


def _invitation(page: Page) -> Extra:
    """The code is made anew from its nonce: neither it nor the link stands in any row."""
    code, bot = code_of(page.unit, page.message.args["nonce"]), page.unit.community.telegram_bot
    return {"code": code, "link": f"https://t.me/{bot}?start={code}" if bot else "none"}


def _in_the_group(page: Page) -> Extra:
    return {"link": f"https://t.me/{page.unit.community.telegram_bot}?start={COME}{page.needed_request.id}"}


def _way_in(page: Page) -> Extra:
    bot = page.unit.community.telegram_bot
    return {"link": f"https://t.me/{bot}?start=volunteer" if bot else "none", "waiting": len(page.message.args["volunteers"])}


EXTRA: dict[str, Callable[[Page], Extra]] = {
    "captain_being_handled": _handler,
    "captain_taken_over": _handler,
    "captain_todo": _todo,
    "captain_tell": _told,
    "invitation_made": _invitation,
    "group_asks": _in_the_group,
    "invite_volunteers": _way_in,
}


# — buttons —


def more_buttons(page: Page) -> list[Button]:
    """Behind 更多 of a captain's card."""
    request = page.needed_request
    buttons = [page.button("note", Act.NOTE, request.id)]
    if recategorise.may_change(page.unit, request):
        buttons.append(page.button("recategorise", Act.CATEGORIES, request.id))
    return buttons


def _pairs(buttons: list[Button], by: int = 2) -> Rows:
    return tuple(tuple(buttons[at : at + by]) for at in range(0, len(buttons), by))


def _categories(page: Page) -> Rows:
    request = page.needed_request
    named = [each for each in recategorise.CHOICES if each != request.category]
    return _pairs([Button(page.tongue.category(each), encode(Act.RECATEGORISE, request.id, each)) for each in named])


def _anyway(page: Page) -> Rows:
    number = page.needed_request.id
    return ((page.button("take-anyway", Act.TAKE_ANYWAY, number), page.button("card", Act.CARD, number, number=number)),)


def _one_card(page: Page) -> Rows:
    number = page.needed_request.id
    return ((page.button("card", Act.CARD, number, number=number),),)


def _todo_cards(page: Page) -> Rows:
    cards = [page.button("card", Act.CARD, number, number=number) for number in page.message.args["requests"]]
    applied = []
    for number in page.message.args["volunteers"]:
        volunteer = page.unit.session.get_one(Volunteer, number)
        name = volunteer.person.name or str(number)
        applied.append(page.button("see-application", Act.APPLICATION, number, name=name))
    return (*_pairs(cards, 4), *_pairs(applied))


def _invite_whom(page: Page) -> Rows:
    kinds = list(Invited) if page.message.args["secretary"] else [Invited.VOLUNTEER]
    return _pairs([page.button(f"invite-{each.value}", Act.INVITE, each.value) for each in kinds])


def _invite_where(page: Page) -> Rows:
    invited = page.message.args["invited"]
    places = [
        Button(say(page.language, "building-name", {"building": each}), encode(Act.INVITE, invited, each))
        for each in page.unit.community.ordered_buildings
    ]
    return _pairs(places, 4)


def _unlinked(page: Page) -> Rows:
    buttons = []
    for number in page.message.args["volunteers"]:
        volunteer = page.unit.session.get_one(Volunteer, number)
        buttons.append(page.button("invite-one", Act.INVITE_LINK, number, name=volunteer.person.name or str(number)))
    return _pairs(buttons)


BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "captain_categories": _categories,
    "captain_being_handled": _anyway,
    "captain_taken_over": _one_card,
    "captain_recategorised": _one_card,
    "captain_note": _one_card,
    "captain_todo": _todo_cards,
    "invite_whom": _invite_whom,
    "invite_where": _invite_where,
    "invite_volunteers": _unlinked,
}
