"""Who becomes a volunteer: the captain approves or declines, and sensitive kinds of help need a vetting with its date."""

from __future__ import annotations

from sqlalchemy import select

from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.people import audit
from aid.people.model import Person, PostKind
from aid.people.service import posts_of
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.application import is_sensitive
from aid.volunteers.model import Volunteer, VolunteerStatus

# One tap says why not; the codes end message keys.
DECLINE_REASONS = ("enough", "meet_first", "incomplete", "not_resident")
SHOWN_IN_A_LIST = 30
_IN_THE_LIST = (VolunteerStatus.APPLIED, VolunteerStatus.APPROVED, VolunteerStatus.PAUSED)


def approve(unit: Unit, volunteer: Volunteer, *, vetted: bool = False) -> None:
    """通过; with `vetted` the captain has also looked at who this is (证件, 面谈), today."""
    captain = unit.actor_id
    assert captain is not None
    if volunteer.status is not VolunteerStatus.APPLIED:
        post(unit, captain, "application_decided", volunteer=volunteer.id)
        return
    _decided(unit, volunteer, VolunteerStatus.APPROVED)
    if vetted:
        _vetted(unit, volunteer)
    audit.record(unit, AuditKind.VOLUNTEER_APPROVED, person_id=volunteer.person_id, volunteer=volunteer.id)
    post(unit, captain, "application_approved", volunteer=volunteer.id)
    key = "volunteer_welcome_unvetted" if is_sensitive(volunteer) and volunteer.vetted_at is None else "volunteer_welcome"
    post(unit, volunteer.person_id, key, reader=Reader.VOLUNTEER, volunteer=volunteer.id)


def ask_why(unit: Unit, volunteer: Volunteer) -> None:
    """不通过: the reason by one more tap."""
    assert unit.actor_id is not None
    key = "captain_decline_why" if volunteer.status is VolunteerStatus.APPLIED else "application_decided"
    post(unit, unit.actor_id, key, volunteer=volunteer.id)


def decline(unit: Unit, volunteer: Volunteer, reason: str) -> None:
    """不通过, with a reason that the applicant hears in friendly words."""
    captain = unit.actor_id
    assert captain is not None
    if volunteer.status is not VolunteerStatus.APPLIED:
        post(unit, captain, "application_decided", volunteer=volunteer.id)
        return
    _decided(unit, volunteer, VolunteerStatus.DECLINED)
    volunteer.decline_reason = reason
    audit.record(unit, AuditKind.VOLUNTEER_DECLINED, person_id=volunteer.person_id, volunteer=volunteer.id, reason=reason)
    post(unit, captain, "application_declined", volunteer=volunteer.id)
    post(unit, volunteer.person_id, "volunteer_declined", reader=Reader.VOLUNTEER, reason=reason)


def vet(unit: Unit, volunteer: Volunteer) -> None:
    """已审核: from today on they may be asked where health or children are concerned."""
    assert unit.actor_id is not None
    if volunteer.vetted_at is None:
        _vetted(unit, volunteer)
        post(unit, volunteer.person_id, "volunteer_vetted", reader=Reader.VOLUNTEER)
    post(unit, unit.actor_id, "vetting_noted", volunteer=volunteer.id)


def _decided(unit: Unit, volunteer: Volunteer, status: VolunteerStatus) -> None:
    volunteer.status, volunteer.decided_at, volunteer.decided_by = status, unit.now, unit.actor_id
    unit.session.flush()


def _vetted(unit: Unit, volunteer: Volunteer) -> None:
    volunteer.vetted_at = unit.now
    audit.record(unit, AuditKind.VETTED, person_id=volunteer.person_id, volunteer=volunteer.id)


def buildings_of(unit: Unit, person_id: int) -> frozenset[str] | None:
    """The buildings this person answers for; None is all of them."""
    posts = posts_of(unit, person_id)
    if any(each.kind is PostKind.SECRETARY for each in posts):
        return None
    return frozenset(each.building for each in posts if each.building)


def volunteers_for(unit: Unit, captain_id: int) -> list[Volunteer]:
    """Those whom a captain answers for: applications first, then by number."""
    rows = select(Volunteer).join(Person, Person.id == Volunteer.person_id).where(Volunteer.status.in_(_IN_THE_LIST))
    buildings = buildings_of(unit, captain_id)
    if buildings is not None:
        rows = rows.where(Person.building.in_(sorted(buildings)))
    found = unit.session.scalars(rows.order_by(Volunteer.id)).unique().all()
    return sorted(found, key=lambda each: (each.status is not VolunteerStatus.APPLIED, each.id))


def applications_for(unit: Unit, captain_id: int) -> list[Volunteer]:
    """The applications that wait for this captain's word."""
    return [each for each in volunteers_for(unit, captain_id) if each.status is VolunteerStatus.APPLIED]


def show_list(unit: Unit, captain_id: int) -> None:
    """志愿者名单."""
    post(unit, captain_id, "captain_volunteers", volunteers=[each.id for each in volunteers_for(unit, captain_id)][:SHOWN_IN_A_LIST])
