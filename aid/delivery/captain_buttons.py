"""Buttons of those on posts and of partners: a first card with few large ones, the rarer acts behind 更多."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aid.captains import by_phone, merging, referrals, sendback
from aid.captains import service as captains
from aid.captains.aftercare import CALLS, ENDINGS
from aid.captains.extension import REASONS as EXTENSION_REASONS
from aid.captains.waiting import MAY_WAIT
from aid.delivery import post_cards
from aid.delivery.catalogue import say
from aid.delivery.facts import parts_words, request_facts, volunteer_name
from aid.delivery.page import Button, Page, Rows
from aid.delivery.taps import Act
from aid.followups.rules import LASTING_STATUSES
from aid.matching.rules import Ranked
from aid.people.model import PostKind
from aid.people.service import posts_for, posts_of
from aid.requests import series
from aid.requests.model import Outcome, Status
from aid.requests.rules import FINISHED
from aid.requests.subscribers import merged_of
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Volunteer

SHOWN_CHOICES = 5
SHOWN_CARDS = 12


def _card(page: Page) -> Rows:
    request = page.needed_request
    number = request.id
    if request.status is Status.WITH_CAPTAIN:
        # The card that says 「由您处理」 need not offer it.
        first = [] if page.message.args.get("why") == "yours" else [page.button("take-over", Act.TAKE_OVER, number)]
        if request.skills and request.urgency is not Urgency.EMERGENCY:
            first.append(page.button("choose", Act.CHOOSE, number))
        if request.emergency_kind:
            return (tuple(first), (page.button("mark-done", Act.MARK_DONE, number), page.button("false-alarm", Act.FALSE_ALARM, number)))
        return (tuple(first), (page.button("mark-done", Act.MARK_DONE, number), page.button("more", Act.MORE, number)), _beside(page))
    if request.status is Status.DONE:
        return _confirm(page)
    if request.status is Status.REFERRED:
        return (*_referred(page), (page.button("take-over", Act.TAKE_OVER, number), page.button("more", Act.MORE, number)), _beside(page))
    if request.status in FINISHED or request.status is Status.CONFIRMED:
        return ()
    return ((page.button("take-over", Act.TAKE_OVER, number), page.button("more", Act.MORE, number)), _beside(page))


def _beside(page: Page) -> tuple[Button, ...]:
    """Notes and the category, at hand on every card."""
    return tuple(post_cards.more_buttons(page))


def _more(page: Page) -> Rows:
    """What is possible now, the commonest first."""
    request = page.needed_request
    number, mine = request.id, request.status is Status.WITH_CAPTAIN
    buttons: list[Button] = []
    if request.status in MAY_WAIT and request.urgency is not Urgency.EMERGENCY:
        buttons += [page.button("wait-resident", Act.WAIT, number, 0), page.button("wait-day", Act.WAIT, number)]
    if request.status in LASTING_STATUSES and request.status is not Status.DONE and request.urgency in page.unit.community.extension:
        buttons.append(page.button("extend", Act.EXTEND, number))
    if request.status is Status.ACCEPTED:
        buttons.append(page.button("phone-done", Act.MARK_DONE, number))
    if mine and page.unit.community.partner:
        buttons.append(page.button("refer", Act.REFER, number))
    if request.status in merging.RUNNING and merging.candidates(page.unit, request):
        buttons.append(page.button("merge", Act.MERGE, number))
    buttons += [page.button("split", Act.SPLIT, each.id, number=each.id) for each in merged_of(page.unit, request)]
    if mine and sendback.may_send_back(page.unit, request):
        buttons.append(page.button("send-back", Act.SEND_BACK, number))
    if mine:
        buttons.append(page.button("end", Act.ENDINGS, number))
    return (*_pairs(buttons), *no_more(page))


def no_more(page: Page) -> Rows:
    """Of help that comes again: leave the next day out, or no more of it."""
    row = series.of_request(page.unit, page.needed_request)
    if row is None or row.ended_at is not None:
        return ()
    return ((page.button("skip-series", Act.SKIP_SERIES, row.id), page.button("end-series", Act.END_SERIES, row.id)),)


def _pairs(buttons: Iterable[Button]) -> Rows:
    each = tuple(buttons)
    return tuple(each[at : at + 2] for at in range(0, len(each), 2))


def _column(buttons: Iterable[Button]) -> Rows:
    return tuple((each,) for each in buttons)


def _wait_days(page: Page) -> Rows:
    number = page.needed_request.id
    return (
        (page.button("wait-tomorrow", Act.WAIT, number, 1), page.button("wait-2-days", Act.WAIT, number, 2)),
        (page.button("wait-3-days", Act.WAIT, number, 3), page.button("wait-week", Act.WAIT, number, 7)),
    )


def _extend(page: Page) -> Rows:
    return _column(page.button(f"extend-{each}", Act.EXTEND, page.needed_request.id, each) for each in EXTENSION_REASONS)


def _grant(page: Page) -> Rows:
    number = page.needed_request.id
    return ((page.button("grant", Act.GRANT, number, True), page.button("grant-no", Act.GRANT, number, False)),)


def _send_back(page: Page) -> Rows:
    return _column(page.button(f"back-{each}", Act.SEND_BACK, page.needed_request.id, each) for each in sendback.REASONS)


def _decide(page: Page) -> Rows:
    request = page.needed_request
    below = {each.kind for each in posts_for(page.unit, request.building)} - {PostKind.SECRETARY}
    named = [page.button(f"decide-{kind.value}", Act.DECIDE, request.id, kind.value) for kind in PostKind if kind in below]
    return (
        (page.button("take-over", Act.TAKE_OVER, request.id), page.button("refer", Act.REFER, request.id)),
        *_pairs(named),
        (page.button("end", Act.ENDINGS, request.id),),
    )


def _partners(page: Page) -> Rows:
    found = referrals.choices(page.unit, page.needed_request)
    return _pairs(
        page.button("partner", Act.REFER, page.needed_request.id, each.id, partner=page.tongue.called(each.name, each.en)) for each in found
    )


def _partner(page: Page) -> Rows:
    request = page.needed_request
    if request.status is not Status.REFERRED:
        return ()
    number = request.id
    referral = referrals.open_referral(page.unit, request)
    back = page.button("partner-back", Act.PARTNER_BACK, number)
    if referral is None or referral.acknowledged_at is None:
        return ((page.button("partner-takes", Act.PARTNER_TAKES, number), back),)
    return ((page.button("partner-works", Act.PARTNER_WORKS, number), page.button("done", Act.PARTNER_DONE, number)), (back,))


def _partner_why(page: Page) -> Rows:
    return _column(page.button(f"partner-back-{each}", Act.PARTNER_BACK, page.needed_request.id, each) for each in sendback.PARTNER_REASONS)


def _referred(page: Page) -> Rows:
    """What the captain hears from the partner on the phone."""
    number = page.needed_request.id
    return (
        (page.button("phone-takes", Act.PARTNER_TAKES, number), page.button("mark-done", Act.MARK_DONE, number)),
        (page.button("phone-back", Act.PARTNER_BACK, number),),
    )


def _merge(page: Page) -> Rows:
    request = page.needed_request
    found = merging.candidates(page.unit, request)[:SHOWN_CHOICES]
    status = {each.id: request_facts(page.unit, each, page.tongue)["status"] for each in found}
    return _column(page.button("merge-into", Act.MERGE, request.id, each.id, number=each.id, status=status[each.id]) for each in found)


def _joined(page: Page) -> Rows:
    number, other = page.needed_request.id, page.message.args["other"]
    return ((page.button("split", Act.SPLIT, other, number=other), page.button("card", Act.CARD, number, number=number)),)


def _endings(page: Page) -> Rows:
    return _pairs(page.button(f"end-{outcome.value}", Act.CLOSE, page.needed_request.id, outcome.value) for outcome in ENDINGS)


def _why(page: Page) -> Rows:
    outcome = page.message.args["outcome"]
    reasons = ENDINGS[Outcome(outcome)]
    return _column(page.button(f"why-{each}", Act.CLOSE, page.needed_request.id, outcome, each) for each in reasons)


def _confirm(page: Page) -> Rows:
    number = page.needed_request.id
    return ((page.button("confirm", Act.CAPTAIN_CONFIRM, number), page.button("not-done", Act.NOT_DONE, number)),)


def ranked_choices(page: Page) -> list[Ranked]:
    return captains.choices(page.unit, page.needed_request)[:SHOWN_CHOICES]


def phone_choices(page: Page) -> list[Ranked]:
    """Those whom only a call reaches, after those whom the chat reaches."""
    return by_phone.callable_choices(page.unit, page.needed_request)[: max(SHOWN_CHOICES - len(ranked_choices(page)), 2)]


def _choices(page: Page) -> Rows:
    request = page.needed_request
    rows = []
    for ranked in ranked_choices(page):
        volunteer = page.unit.session.get_one(Volunteer, ranked.candidate.volunteer_id)
        why = parts_words(dict(ranked.parts), dict(ranked.candidate.skills), request.skills, page.tongue)
        rows.append(
            (page.button("ask-named", Act.ASK_NAMED, request.id, volunteer.id, name=volunteer_name(volunteer, page.tongue), why=why),)
        )
    for ranked in phone_choices(page):
        volunteer = page.unit.session.get_one(Volunteer, ranked.candidate.volunteer_id)
        rows.append((page.button("call-named", Act.CALL_VOLUNTEER, request.id, volunteer.id, name=volunteer_name(volunteer, page.tongue)),))
    return tuple(rows)


def _asked(page: Page) -> Rows:
    return ((page.button("call-instead", Act.CALL_VOLUNTEER, page.needed_request.id, page.message.args["volunteer"]),),)


def _call_volunteer(page: Page) -> Rows:
    return (
        (page.button("phone-yes", Act.PHONE_YES, page.needed_request.id, page.message.args["volunteer"]),),
        (page.button("choose-other", Act.CHOOSE, page.needed_request.id),),
    )


def _call(page: Page) -> Rows:
    return _pairs(page.button(f"phoned-{each}", Act.PHONED, page.needed_request.id, each) for each in CALLS)


def _satisfied_by_phone(page: Page) -> Rows:
    number = page.needed_request.id
    yes = page.button("satisfied", Act.SATISFIED_BY_PHONE, number, True)
    return ((yes, page.button("not-satisfied", Act.SATISFIED_BY_PHONE, number, False)),)


def _hand_back(page: Page) -> Rows:
    return (*_card(page), (page.button("hand-back", Act.HAND_BACK, page.needed_request.id),))


def _leave_days(page: Page) -> Rows:
    return (
        (page.button("leave-today", Act.LEAVE, 0), page.button("leave-tomorrow", Act.LEAVE, 1)),
        (page.button("leave-3-days", Act.LEAVE, 2), page.button("leave-week", Act.LEAVE, 6)),
        (page.button("resign", Act.RESIGN),),
    )


def _give_up(page: Page) -> Rows:
    """A button for each post that this person holds."""
    held = [
        page.button("give-up", Act.GIVE_UP, each.id, post=say(page.language, f"post-{each.kind.value}"), building=each.building or "none")
        for each in posts_of(page.unit, page.reader.id)
    ]
    return (*((button,) for button in held), (page.button("keep-post", Act.KEEP_POST),))


def _back(page: Page) -> Rows:
    return ((page.button("i-am-back", Act.BACK),),)


def _cards(page: Page) -> Rows:
    """A button for each of a list; a long list shows its first ones."""
    numbers = page.message.args["requests"][:SHOWN_CARDS]
    buttons = [page.button("card", Act.CARD, number, number=number) for number in numbers]
    return tuple(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4))


CAPTAIN_BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "captain_card": _card,
    "captain_emergency": _card,
    "captain_remind": _card,
    "captain_escalated": _card,
    "captain_overdue": _card,
    "captain_warned": _card,
    "captain_broken": _card,
    "captain_wait_over": _card,
    "captain_sent_back": _card,
    "captain_partner_silent": _card,
    "captain_referred": _card,
    "captain_refer_call": _card,
    "captain_confirm": _confirm,
    "captain_choices": _choices,
    "captain_asked": _asked,
    "captain_call_volunteer": _call_volunteer,
    "captain_call": _call,
    "captain_ask_satisfied": _satisfied_by_phone,
    "captain_handoff": _hand_back,
    "captain_more": _more,
    "captain_wait": _wait_days,
    "captain_extend": _extend,
    "extension_asked": _grant,
    "captain_send_back": _send_back,
    "captain_decide": _decide,
    "captain_partners": _partners,
    "captain_merge": _merge,
    "captain_joined": _joined,
    "captain_endings": _endings,
    "captain_why": _why,
    "partner_card": _partner,
    "partner_reminded": _partner,
    "partner_why": _partner_why,
    "leave_until_when": _leave_days,
    "leave_noted": _back,
    "leave_over": _cards,
    "stands_in": _cards,
    "takes_over": _cards,
    "give_up_sure": _give_up,
}
