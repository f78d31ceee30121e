"""An application waits for nobody's silence: the captain is shown it again, and then the secretary too, until somebody decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.people.model import PostKind
from aid.people.service import owner_for
from aid.store.work import Unit, Work
from aid.volunteers.application import decider_for
from aid.volunteers.model import Volunteer, VolunteerStatus

EVERY = timedelta(days=2)
# From this reminder on the secretary hears of it as well.
SECRETARY_FROM = 2


def rounds(applied_at: datetime, now: datetime) -> int:
    """How many reminders an application of then should have had by now."""
    return max((now - applied_at) // EVERY, 0)


def remind(work: Work) -> int:
    """Once a day: show again what waits; how many. Each reminder is unique by its number, so that a second look writes nothing."""
    with work.read() as unit:
        waiting = unit.session.execute(
            select(Volunteer.id, Volunteer.applied_at).where(
                Volunteer.status == VolunteerStatus.APPLIED, Volunteer.applied_at <= unit.now - EVERY
            )
        ).all()
        due = [(volunteer, rounds(applied, unit.now)) for volunteer, applied in waiting if applied]
    for volunteer, number in due:
        work.write(f"application:{volunteer}:{number}", _remind, volunteer, number)
    return len(due)


def _remind(unit: Unit, volunteer_id: int, number: int) -> None:
    volunteer = unit.session.get_one(Volunteer, volunteer_id)
    if volunteer.status is not VolunteerStatus.APPLIED:
        return
    post(unit, decider_for(unit, volunteer), "captain_application", reader=Reader.CAPTAIN, volunteer=volunteer.id)
    if number >= SECRETARY_FROM:
        secretary = owner_for(unit, None, PostKind.SECRETARY).person_id
        post(unit, secretary, "captain_application", reader=Reader.CAPTAIN, volunteer=volunteer.id)
