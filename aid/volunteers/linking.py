"""A volunteer of the office's sheet and the chat of the same person find each other: by invitation, or by their own phone."""

from __future__ import annotations

from sqlalchemy import select

from aid.delivery.service import ask_no_more, post
from aid.matching.model import Offer
from aid.people import audit
from aid.people.model import Address, Person
from aid.people.service import hash_of
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.application import volunteer_of
from aid.volunteers.model import Volunteer, VolunteerStatus

# An application of their own gives way to the office's word.
_UNDECIDED = frozenset({VolunteerStatus.DRAFT, VolunteerStatus.APPLIED, VolunteerStatus.DECLINED, VolunteerStatus.LEFT})


def has_chat(unit: Unit, volunteer: Volunteer) -> bool:
    """Whether this volunteer can be written to."""
    return unit.session.scalars(select(Address.id).where(Address.person_id == volunteer.person_id)).first() is not None


def unlinked(unit: Unit, limit: int) -> list[Volunteer]:
    """Volunteers of the sheet whom no chat reaches yet."""
    reached = select(Address.id).where(Address.person_id == Volunteer.person_id).exists()
    waiting = select(Volunteer).where(Volunteer.status == VolunteerStatus.APPROVED, ~reached).order_by(Volunteer.id).limit(limit)
    return list(unit.session.scalars(waiting).unique())


def link(unit: Unit, person: Person, volunteer: Volunteer) -> bool:
    """From now on this chat is the volunteer's; False when either of the two is somebody's already.

    Whoever writes keeps their row, with all that hangs on it; name, phone and door come over from the sheet's.
    """
    mine = volunteer_of(unit, person.id)
    if has_chat(unit, volunteer) or (mine is not None and not _gives_way(unit, mine)):
        return False
    sheet = volunteer.person
    if mine is not None:
        unit.session.delete(mine)
        unit.session.flush()
    ask_no_more(unit, person.id)
    volunteer.person = person
    person.name, person.building = sheet.name or person.name, sheet.building or person.building
    person.household_id = sheet.household_id or person.household_id
    if sheet.phone:
        person.phone, person.phone_hash = sheet.phone, sheet.phone_hash
    sheet.phone = sheet.phone_hash = sheet.name = sheet.household_id = None
    unit.session.flush()
    audit.record(unit, AuditKind.VOLUNTEER_LINKED, person_id=person.id, volunteer=volunteer.id, before=sheet.id)
    post(unit, person.id, "volunteer_linked", volunteer=volunteer.id)
    return True


def _gives_way(unit: Unit, volunteer: Volunteer) -> bool:
    """Whether this is only an application, of which nothing has come yet."""
    asked = unit.session.scalars(select(Offer.id).where(Offer.volunteer_id == volunteer.id).limit(1)).first()
    return volunteer.status in _UNDECIDED and asked is None


def link_by_phone(unit: Unit, person: Person, phone: str) -> bool:
    """The chat's own number, vouched for by the channel, is that of a volunteer of the sheet: they are the same person."""
    known = select(Volunteer).join(Person, Person.id == Volunteer.person_id).where(Person.phone_hash == hash_of(unit, "phone", phone))
    found = [each for each in unit.session.scalars(known).unique() if not has_chat(unit, each)]
    return len(found) == 1 and link(unit, person, found[0])
