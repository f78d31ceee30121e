"""Behind which door: asked once a request is open, in words or by a tap, and never again of whom we know it; in which building, where
that was left out."""

from __future__ import annotations

from sqlalchemy import select

from aid.captains.referrals import contacts_of
from aid.conversations import service as conversations
from aid.conversations.own import own
from aid.conversations.rules import Question
from aid.delivery.model import Asked
from aid.delivery.rules import Reader
from aid.delivery.service import answered, ask, ask_no_more, becomes, post, show_anew
from aid.delivery.taps import BadTap, Stale, Tap
from aid.people import audit
from aid.people.model import Person, PostKind
from aid.people.service import household_at, posts_of, settle_home
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests import whereabouts
from aid.requests.model import HelpRequest, Series, Status
from aid.requests.rules import FINISHED
from aid.store.work import Unit
from aid.understanding.answers import says_later
from aid.understanding.beneficiary import Beneficiary
from aid.understanding.place import Place, beside_place, read_place, read_place_answer
from aid.understanding.taxonomy import CATEGORIES, Group
from aid.volunteers.application import volunteer_of

DOOR = "door"


def at_home(request: HelpRequest) -> bool:
    """Whether a neighbour comes to a door."""
    return request.category is not None and CATEGORIES[request.category].group is Group.HELP


def opened(unit: Unit, request: HelpRequest) -> None:
    """A request has opened: where its requester lives is kept for the next one, and the door asked for where it is not known."""
    if request.building is None:
        return whereabouts.listen(unit, request)
    if request.filed_by is not None or not at_home(request) or request.status in FINISHED:
        return None
    _keep_home(unit, request)
    if request.household_id is None and not _asking(unit, request):
        ask(unit, request.requester_id, DOOR, request=request)
        post(unit, request.requester_id, "ask_door", request=request)
    return None


def _asking(unit: Unit, request: HelpRequest) -> bool:
    """Whether their door is asked for already: of two needs at once, for the first."""
    waiting = select(Asked).where(
        Asked.person_id == request.requester_id, Asked.question == DOOR, Asked.answered_at.is_(None), Asked.expires_at > unit.now
    )
    return any(unit.session.get_one(HelpRequest, each.request_id).building == request.building for each in unit.session.scalars(waiting))


def _keep_home(unit: Unit, request: HelpRequest) -> None:
    """Of a request for oneself: the place of a mother's lamp is not where we find somebody next time."""
    if request.beneficiary in (None, Beneficiary.SELF.value) and request.building is not None:
        firm = volunteer_of(unit, request.requester_id) is not None or bool(posts_of(unit, request.requester_id))
        settle_home(unit, request.requester, request.building, request.household, firm=firm)


def reads(unit: Unit, asked: Asked, text: str) -> bool:
    """Whether the words are a unit or a room and nothing else, or that they would rather not say."""
    if says_later(text):
        return _open(unit, asked)
    place = _place(unit, asked, text)
    return _open(unit, asked) and bool(place.unit or place.room) and not beside_place(text)


def _open(unit: Unit, asked: Asked) -> bool:
    request = unit.session.get_one(HelpRequest, asked.request_id)
    return request.status not in FINISHED and request.household_id is None


def _place(unit: Unit, asked: Asked, text: str) -> Place:
    return read_place_answer(text, unit.community.buildings, "room" if asked.args.get("door_unit") else "unit").place


def use(unit: Unit, asked: Asked, text: str) -> None:
    """Unit and room, or one of them; a unit alone is followed by the question for the room."""
    assert asked.request_id is not None
    request, place = requests.hold(unit, asked.request_id), _place(unit, asked, text)
    if says_later(text):
        return _left_out(unit, request)
    _learnt(unit, request, place.unit or asked.args.get("door_unit"), place.room)
    return None


def _learnt(unit: Unit, request: HelpRequest, door_unit: str | None, room: str | None) -> None:
    person = request.requester_id
    assert request.building is not None
    household = household_at(unit, request.building, door_unit, room)
    if household is None:
        ask(unit, person, DOOR, request=request, door_unit=door_unit)
        if not becomes(unit, person, "ask_door", request, "ask_door", door_unit=door_unit):
            post(unit, person, "ask_door", request=request, door_unit=door_unit)
        return
    for each in requests.unfinished_of(unit, person):
        if each.building == request.building and each.household_id is None and each.category and at_home(each):
            each.household_id, each.household = household.id, household
            audit.record(unit, AuditKind.ADDED, request_id=each.id, fields=["door"])
            for offer in requests.holders(unit, each):
                requests.show_holder_card(unit, offer)
            requests.show_card(unit, each)
    _keep_home(unit, request)
    show_anew(unit, person, "ask_door", request)
    post(unit, person, "door_noted", request=request)


def _asked(unit: Unit, person: Person, tap: Tap) -> HelpRequest:
    request = own(unit, tap.number(0), person.id)
    if request.status in FINISHED or request.household_id is not None:
        raise Stale
    return request


def unit_tapped(unit: Unit, person: Person, tap: Tap) -> None:
    """「2单元」: its room is asked for next."""
    request = _asked(unit, person, tap)
    if not 1 <= tap.number(1) <= unit.community.units.get(request.building or "", 0):
        raise BadTap("no such unit")
    _learnt(unit, request, str(tap.number(1)), None)
    answered(unit)


def skipped(unit: Unit, person: Person, tap: Tap) -> None:
    """先不说: whoever comes will ask."""
    request = _asked(unit, person, tap)
    if request.building is not None:
        ask_no_more(unit, person.id)
    _left_out(unit, request)
    answered(unit)


def _left_out(unit: Unit, request: HelpRequest) -> None:
    question = "ask_where" if request.building is None else "ask_door"
    if not becomes(unit, request.requester_id, question, request, "door_skipped"):
        post(unit, request.requester_id, "door_skipped", request=request)


# — the building —


def reads_where(unit: Unit, asked: Asked, text: str) -> bool:
    """Whether the words are a place and nothing else, or that they would rather not say; the question of a running conversation
    goes first."""
    request, conversation = unit.session.get_one(HelpRequest, asked.request_id), conversations.running(unit, asked.person_id)
    if not whereabouts.owed(request) or (conversation is not None and conversation.open_question == Question.PLACE):
        return False
    if asked.args.get("asked") and says_later(text):
        return True
    return _where(unit, asked, text).building is not None and not beside_place(text)


def _where(unit: Unit, asked: Asked, text: str) -> Place:
    """Before it was asked for, a bare 「3」 is no building."""
    buildings = unit.community.buildings
    return (read_place_answer(text, buildings, "building") if asked.args.get("asked") else read_place(text, buildings)).place


def use_where(unit: Unit, asked: Asked, text: str) -> None:
    """The building, with unit and room where they are said too."""
    assert asked.request_id is not None
    request, place = requests.hold(unit, asked.request_id), _where(unit, asked, text)
    if place.building is None:
        return _left_out(unit, request)
    return _found(unit, request, place.building, place.unit, place.room)


def building_tapped(unit: Unit, person: Person, tap: Tap) -> None:
    """「5号楼」."""
    request = own(unit, tap.number(0), person.id)
    if not whereabouts.owed(request):
        raise Stale
    if tap.word(1) not in unit.community.buildings:
        raise BadTap("no such building")
    _found(unit, request, tap.word(1), None, None)
    answered(unit)


def _found(unit: Unit, request: HelpRequest, building: str, door_unit: str | None, room: str | None) -> None:
    """Whoever comes sees it, the captain of that building has it, and the door is asked for where a neighbour comes to one."""
    for each in requests.unfinished_of(unit, request.requester_id):
        if each.id == request.id or whereabouts.owed(each):
            _place_learnt(unit, requests.hold(unit, each.id), building, door_unit, room)
    show_anew(unit, request.requester_id, "ask_where", request)
    opened(unit, request)
    if request.household_id is not None or not at_home(request):
        post(unit, request.requester_id, "door_noted", request=request)


def _place_learnt(unit: Unit, request: HelpRequest, building: str, door_unit: str | None, room: str | None) -> None:
    request.building, request.household = building, household_at(unit, building, door_unit, room)
    request.household_id = request.household.id if request.household else None
    audit.record(unit, AuditKind.ADDED, request_id=request.id, fields=["building", "door"])
    if request.series_id is not None:
        row = unit.session.get_one(Series, request.series_id)
        row.known = {**row.known, "building": building, "unit": door_unit, "room": room}
    if request.status is not Status.WITH_CAPTAIN:  # whoever is at it keeps it
        requests.own_to(unit, request, PostKind.CAPTAIN)
    requests.tell_captain(unit, request, "captain_card", why="place_known")
    for offer in requests.holders(unit, request):
        requests.show_holder_card(unit, offer)
        post(unit, offer.volunteer.person_id, "holder_added", request=request, reader=Reader.VOLUNTEER, offer=offer.id)
    for contact in contacts_of(unit, request.partner):
        show_anew(unit, contact, "partner_card", request)
    requests.show_card(unit, request)
