"""What an offer and the holder's cards show besides the request itself, and the buttons around a visit."""

from __future__ import annotations

from collections.abc import Callable

from aid.delivery.catalogue import say
from aid.delivery.facts import surname
from aid.delivery.model import InboxMessage
from aid.delivery.page import Button, Page
from aid.delivery.taps import Act
from aid.delivery.volunteer_cards import mute_words
from aid.followups import schedule
from aid.followups.model import FollowUpKind
from aid.matching.door import door_code
from aid.matching.model import DECLINE_REASONS, Decline, OfferStatus, Progress, Went
from aid.matching.visits import ARRIVES_IN, SPENT
from aid.people import audit
from aid.people.model import Person
from aid.people.service import may_act_for
from aid.people.trail import AuditKind
from aid.requests import notes
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Note
from aid.volunteers.model import Mute
from aid.volunteers.steps import Step

Rows = tuple[tuple[Button, ...], ...]
Extra = dict[str, str | int]


# — facts —


def good_until(page: Page) -> str:
    """Until when an offer is theirs to answer before the captain must act; 「none」 where no such clock runs."""
    due = [each.due_at for each in schedule.pending(page.unit, page.needed_request) if each.kind is FollowUpKind.CAPTAIN_MUST_ACT]
    return page.tongue.when(min(due)) or "none" if due else "none"


def code_words(page: Page) -> str:
    """The code at the door of whoever the message is about; 「none」 where there is none."""
    offer = page.offer or next(iter(requests.holders(page.unit, page.needed_request)), None)
    return (door_code(page.unit, offer) if offer else None) or "none"


def _holder(page: Page) -> Extra:
    """The code, when they are expected, and what earlier helpers left to know; the view of that is recorded."""
    left = notes.for_next(page.unit, page.needed_request)
    if left:
        audit.record(page.unit, AuditKind.VIEWED, request_id=page.needed_request.id, reader=page.reader.id, fields=["notes"])
    expected = page.offer.expected_at if page.offer else None
    return {
        "code": code_words(page),
        "expected": page.tongue.when(expected) or "none",
        "left": "; ".join(each.words for each in left) or "none",
    }


def _code(page: Page) -> Extra:
    return {"code": code_words(page)}


def _way(page: Page) -> Extra:
    """From the rows of the compound: which row, between which buildings; and what `community.toml` says of it."""
    building, community = page.needed_request.building, page.unit.community
    if building is None:
        return {"row": 0, "left": "none", "right": "none", "hint": "none"}
    at, row = next((at, row) for at, row in enumerate(community.rows, 1) if building in row)
    place = row.index(building)
    return {
        "row": at,
        "left": row[place - 1] if place else "none",
        "right": row[place + 1] if place + 1 < len(row) else "none",
        "hint": community.ways.get(building, "none"),
    }


def _muted(page: Page) -> Extra:
    mute = page.unit.session.get_one(Mute, page.message.args["mute"])
    return {"what": mute_words(mute, page.tongue), "until": page.tongue.day(mute.until.astimezone(page.unit.community.zone).date())}


def _own_words(page: Page) -> Extra:
    """What they have just written themselves."""
    return {"words": str(page.unit.session.get_one(InboxMessage, page.message.args["inbox"]).payload.get("text") or "")}


def _captain_note(page: Page) -> Extra:
    """The words, for who answers for the building."""
    request = page.needed_request
    if page.reader.id != request.captain_id and not may_act_for(page.unit, page.reader.id, request.building):
        return {"note": "…", "author": ""}
    return _note(page)


def _note(page: Page) -> Extra:
    found = page.unit.session.get(Note, page.message.args["note"])
    if found is None:  # forgotten meanwhile
        return {"note": "…", "author": ""}
    audit.record(page.unit, AuditKind.VIEWED, request_id=found.request_id, reader=page.reader.id, fields=["notes"])
    author = page.unit.session.get_one(Person, found.author_id)
    return {"note": found.words, "author": surname(author) or say(page.language, "neighbour-unnamed")}


EXTRA: dict[str, Callable[[Page], Extra]] = {
    "holder_card": _holder,
    "resident_accepted": _code,
    "the_way": _way,
    "muted": _muted,
    "captain_note": _captain_note,
    "holder_thanked": _note,
    "which_meant": _own_words,
    "to_whom": _own_words,
}


# — buttons —


def offer_buttons(page: Page) -> Rows:
    """接单, 这次不行, 今天别找我, 静音这类."""
    assert page.offer is not None
    number = page.offer.id
    first = (page.button("accept", Act.ACCEPT, number), page.button("decline", Act.DECLINE, number))
    if page.needed_request.emergency_kind or page.offer.status is not OfferStatus.PROPOSED:
        return (first,)
    return (first, (page.button("not-today", Act.NOT_TODAY, number), page.button("mute-kind", Act.MUTE_KIND, number)))


def _why_no(page: Page) -> Rows:
    if page.offer is None or page.offer.decline_reason != Decline.UNSAID:
        return ()
    return (tuple(page.button(f"because-{each.value}", Act.DECLINE_BECAUSE, page.offer.id, each.value) for each in DECLINE_REASONS),)


def _after_no(page: Page) -> Rows:
    """What would spare them the next such offer."""
    number, why = page.message.args["volunteer"], page.message.args["why"]
    if why == Decline.BUSY:
        return ((page.button("not-today", Act.PAUSE, number, "today"),),)
    if why == Decline.FAR:
        return ((page.button("change-reach", Act.STEP_OPEN, number, Step.REACH.value),),)
    return ((page.button("change-skills", Act.STEP_OPEN, number, Step.SKILLS.value),),) if why == Decline.UNABLE else ()


def _mute(page: Page) -> Rows:
    mute = page.unit.session.get(Mute, page.message.args["mute"])
    if mute is None:
        return ()
    undo = page.button("unmute", Act.UNMUTE, mute.id, what=mute_words(mute, page.tongue))
    if page.offer is None or mute.skill:
        return ((undo,),)
    mine = {each.skill for each in page.offer.volunteer.skills}
    asked = [each for each in page.needed_request.skills if each in mine]
    if len(asked) != 1:
        return ((undo,),)
    return ((page.button("mute-skill", Act.MUTE_SKILL, page.offer.id, asked[0], what=page.tongue.skill(asked[0])),), (undo,))


def way_rows(page: Page) -> Rows:
    """Minutes for a holder on the way, and the way itself."""
    assert page.offer is not None
    offer = page.offer
    rows: list[tuple[Button, ...]] = []
    if offer.progress is Progress.COMING and offer.expected_at is None:
        rows.append(tuple(page.button("expect", Act.EXPECT, offer.id, each, minutes=each) for each in ARRIVES_IN))
    if offer.progress is not Progress.ARRIVED and page.needed_request.building:
        rows.append((page.button("way", Act.WAY, offer.id),))
    return tuple(rows)


def _spent(page: Page) -> Rows:
    assert page.offer is not None
    number = page.offer.id
    if page.offer.progress is not Progress.DONE:
        return ()
    minutes = [page.button("spent", Act.SPENT, number, each, minutes=each) for each in SPENT]
    return (tuple(minutes[:3]), tuple(minutes[3:]), (page.button("tell-captain", Act.TELL_CAPTAIN, number),))


def _how(page: Page) -> Rows:
    assert page.offer is not None
    return (tuple(page.button(f"went-{each.value}", Act.WENT, page.offer.id, each.value) for each in Went),)


def _again(page: Page) -> Rows:
    assert page.offer is not None
    return ((page.button("again-yes", Act.AGAIN, page.offer.id, True), page.button("again-no", Act.AGAIN, page.offer.id, False)),)


def _note_for(page: Page) -> Rows:
    assert page.offer is not None
    rows = [(page.button("tell-captain", Act.TELL_CAPTAIN, page.offer.id),)]
    if page.needed_request.household_id is not None:
        rows.insert(0, (page.button("tell-next", Act.TELL_NEXT, page.offer.id),))
    return tuple(rows)


def _thank(page: Page) -> Rows:
    if not page.needed_request.satisfied or not requests.holders(page.unit, page.needed_request):
        return ()
    return ((page.button("thank", Act.THANK, page.needed_request.id),),)


def _which_meant(page: Page) -> Rows:
    words, asked = page.message.args["inbox"], page.message.args["asked"]
    settings = page.message.args["about"] == "settings"
    tell = page.button("tell-them", Act.TELL_THEM, words, page.needed_request.id)
    return ((tell, page.button("as-settings" if settings else "as-answer", Act.AS_ANSWER, words, asked)),)


def _to_whom(page: Page) -> Rows:
    found = [page.unit.session.get_one(HelpRequest, each) for each in page.message.args["requests"]]
    words = page.message.args["inbox"]
    taps = [
        page.button("to-one", Act.TELL_THEM, words, each.id, number=each.id, category=page.tongue.category(each.category)) for each in found
    ]
    return (*((each,) for each in taps), (page.button("new-words", Act.NEW_WORDS, words),))


def _perhaps_new(page: Page) -> Rows:
    return ((page.button("new-words", Act.NEW_WORDS, page.message.args["inbox"]),),) if page.message.args.get("new") else ()


def _tell_them(page: Page) -> Rows:
    return ((page.button("tell-them-too", Act.TELL_THEM, page.message.args["inbox"], page.needed_request.id),),)


BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "decline_noted": _why_no,
    "decline_reason_noted": _after_no,
    "muted": _mute,
    "holder_done": _spent,
    "holder_how": _how,
    "holder_again": _again,
    "holder_note": _note_for,
    "thanks_for_answer": _thank,
    "which_meant": _which_meant,
    "taken_as_answer": _tell_them,
    "to_whom": _to_whom,
    "relay_noted": _perhaps_new,
}
