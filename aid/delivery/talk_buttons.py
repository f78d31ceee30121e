"""Buttons of a resident's conversation: what is asked while a request is put together, and where somebody lives."""

from __future__ import annotations

from collections.abc import Callable

from aid.conversations.pair import Which, second_asked
from aid.conversations.service import known_of
from aid.delivery.facts import request_facts
from aid.delivery.page import Button, Page, Rows
from aid.delivery.taps import Act, encode
from aid.requests.model import HelpRequest
from aid.requests.rules import FINISHED
from aid.requests.whereabouts import owed
from aid.understanding.beneficiary import Beneficiary
from aid.understanding.taxonomy import CATEGORIES, Group


def _categories(page: Page) -> Rows:
    conversation = page.conversation
    known = known_of(conversation)
    offered = known.get("choices") or [each.id for each in CATEGORIES.values() if each.group in (Group.HELP, Group.SERVICE)]
    buttons = [Button(page.tongue.category(each), encode(Act.CATEGORY, conversation.id, each)) for each in offered]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return (*rows, (page.button("human", Act.HUMAN, conversation.id),))


def _buildings(page: Page) -> Rows:
    conversation = page.conversation
    human = page.button("human", Act.HUMAN, conversation.id)
    if known_of(conversation).get("filing"):  # whoever speaks for somebody knows where they live
        return (*page.buildings(Act.PLACE, conversation.id), (human,))
    return (*page.buildings(Act.PLACE, conversation.id), (page.button("no-door", Act.LEAVE_PLACE, conversation.id), human))


def _confirm(page: Page) -> Rows:
    conversation = page.conversation
    if second_asked(known_of(conversation)):
        return (
            (page.button("both", Act.WHICH, conversation.id, Which.BOTH.value),),
            (
                page.button("only-first", Act.WHICH, conversation.id, Which.FIRST.value),
                page.button("only-second", Act.WHICH, conversation.id, Which.SECOND.value),
            ),
            (page.button("change", Act.CONFIRM, conversation.id, False), page.button("drop", Act.WITHDRAW, page.needed_request.id)),
        )
    yes: list[tuple[Button, ...]] = [(page.button("yes", Act.CONFIRM, conversation.id, True),)]
    category = CATEGORIES.get(page.needed_request.category or "")
    if category and category.sensitive:
        yes = _yes_for_whom(page)
    once = [(page.button("once", Act.CHANGE, conversation.id, "once"),)] if known_of(conversation).get("recurring") else []
    return (
        *yes,
        *once,
        (page.button("change", Act.CONFIRM, conversation.id, False), page.button("drop", Act.WITHDRAW, page.needed_request.id)),
    )


def _yes_for_whom(page: Page) -> list[tuple[Button, ...]]:
    """A sensitive need: one tap confirms it and says whose it is; of another's, that they agree."""
    conversation, said = page.conversation, page.needed_request.beneficiary
    own = (page.button("yes-own", Act.CONFIRM, conversation.id, True, "own"),)
    others = (page.button("yes-others", Act.CONFIRM, conversation.id, True, "others"),)
    if said == Beneficiary.SELF.value:
        return [own]
    if said in (Beneficiary.CHILD.value, Beneficiary.FAMILY.value, Beneficiary.NEIGHBOUR.value):
        return [others]
    return [own, others] if said is None else [others, own]


def _heard(page: Page) -> Rows:
    note = page.message.args["inbox"]
    return ((page.button("heard", Act.HEARD, note, True),), (page.button("misheard", Act.HEARD, note, False),))


def _change(page: Page) -> Rows:
    conversation = page.conversation
    return (
        (
            page.button("change-category", Act.CHANGE, conversation.id, "category"),
            page.button("change-place", Act.CHANGE, conversation.id, "place"),
        ),
        (page.button("drop", Act.WITHDRAW, page.needed_request.id), page.button("human", Act.HUMAN, conversation.id)),
    )


def _add_or_new(page: Page) -> Rows:
    conversation, other = page.conversation, page.message.args["other"]
    return ((page.button("add", Act.ADD_TO, conversation.id, other, number=other), page.button("new", Act.NEW_NEED, conversation.id)),)


def _about_which(page: Page) -> Rows:
    """Open ones only: one that has ended meanwhile has no captain to speak with."""
    found = [page.unit.session.get_one(HelpRequest, each) for each in page.message.args["requests"]]
    named = [(each, request_facts(page.unit, each, page.tongue)["category"]) for each in found if each.status not in FINISHED]
    rows = [(page.button("show-card", Act.REACH_CAPTAIN, each.id, number=each.id, category=category),) for each, category in named]
    return (*rows, (page.button("other-matter", Act.OTHER_MATTER, page.message.args["inbox"]),))


def _ask_door(page: Page) -> Rows:
    request = page.needed_request
    if request.household_id is not None or request.status in FINISHED:
        return ()
    units = 0 if page.message.args.get("door_unit") else page.unit.community.units.get(request.building or "", 0)
    taps = [page.button("door-unit", Act.DOOR_UNIT, request.id, each, unit=each) for each in range(1, units + 1)]
    return (*(tuple(taps[at : at + 4]) for at in range(0, units, 4)), (page.button("no-door", Act.NO_DOOR, request.id),))


def _ask_where(page: Page) -> Rows:
    request = page.needed_request
    if not owed(request):
        return ()
    return (*page.buildings(Act.WHERE, request.id), (page.button("no-door", Act.NO_DOOR, request.id),))


TALK_BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "voice_heard": _heard,
    "ask_category": _categories,
    "ask_place": _buildings,
    "ask_add_or_new": _add_or_new,
    "ask_about_which": _about_which,
    "confirm_card": _confirm,
    "ask_what_to_change": _change,
    "ask_door": _ask_door,
    "ask_where": _ask_where,
}
