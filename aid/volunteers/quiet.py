"""今天别找我, 暂停, 静音这类: a volunteer's own rest, always with an end that is shown, or one tap away from over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from aid.delivery.service import ask, ask_no_more, post
from aid.people import audit
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.understanding.moment import read_time
from aid.understanding.text import fold
from aid.volunteers.model import Mute, Volunteer, VolunteerStatus
from aid.volunteers.skills import skills_in

MUTED_FOR = timedelta(days=30)
# The rests that stand on buttons, in days; 1 is the rest of today.
PAUSES = {"today": 1, "days": 3, "week": 7, "month": 30}
_MUTES = re.compile(r"(?:静音|mute) ?(?P<what>[^,。!?]{1,16}?)(?:的|这?一?类)?[。!~]?")


def pause_until(unit: Unit, volunteer: Volunteer, until: datetime) -> None:
    """Nobody asks them before then."""
    volunteer.paused_until = until
    audit.record(unit, AuditKind.VOLUNTEER_PAUSED, person_id=volunteer.person_id, volunteer=volunteer.id)
    post(unit, volunteer.person_id, "volunteer_rests", volunteer=volunteer.id)


def pause(unit: Unit, volunteer: Volunteer, name: str) -> None:
    """A tap on one of the rests; 「until I say so」 is the status `paused`."""
    ask_no_more(unit, volunteer.person_id)
    if name in PAUSES:
        return pause_until(unit, volunteer, end_of_day(unit, PAUSES[name]))
    volunteer.status = VolunteerStatus.PAUSED
    audit.record(unit, AuditKind.VOLUNTEER_PAUSED, person_id=volunteer.person_id, volunteer=volunteer.id)
    return post(unit, volunteer.person_id, "volunteer_rests", volunteer=volunteer.id)


def come_back(unit: Unit, volunteer: Volunteer) -> None:
    """恢复接单."""
    volunteer.paused_until = None
    if volunteer.status is VolunteerStatus.PAUSED:
        volunteer.status = VolunteerStatus.APPROVED
    audit.record(unit, AuditKind.VOLUNTEER_BACK, person_id=volunteer.person_id, volunteer=volunteer.id)
    post(unit, volunteer.person_id, "volunteer_is_back", volunteer=volunteer.id)


def ask_how_long(unit: Unit, volunteer: Volunteer) -> None:
    """暂停接单: until when?"""
    ask(unit, volunteer.person_id, "volunteer_pause", volunteer=volunteer.id)
    post(unit, volunteer.person_id, "volunteer_pause", volunteer=volunteer.id)


def read_end(text: str, now: datetime) -> datetime | None:
    """「到周五」 → the end of Friday; None for words that name no time to come."""
    found = read_time(text, now)
    end = (found.end or found.start) if found else None
    return end if end and end > now else None


def end_of_day(unit: Unit, days: int) -> datetime:
    """The midnight that ends the day so many days on, today being the first."""
    day = unit.now.astimezone(unit.community.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), unit.community.zone)


def mute(unit: Unit, volunteer: Volunteer, *, category: str | None = None, skill: str | None = None) -> Mute:
    """静音: not asked for this for a while; a second time begins anew."""
    found = next((each for each in volunteer.mutes if (each.category, each.skill) == (category, skill)), None)
    if found is None:
        found = Mute(volunteer_id=volunteer.id, category=category, skill=skill, until=unit.now + MUTED_FOR)
        volunteer.mutes.append(found)
    found.until = unit.now + MUTED_FOR
    unit.session.flush()
    audit.record(unit, AuditKind.MUTED, person_id=volunteer.person_id, volunteer=volunteer.id, category=category, skill=skill)
    return found


def read_mute(text: str) -> tuple[str, ...]:
    """The skills of 「静音水管」, which says 「静音这类」 without a card; none where it is something else."""
    found = _MUTES.fullmatch(fold(text))
    return skills_in(found["what"]) if found else ()


def mute_skills(unit: Unit, volunteer: Volunteer, named: Sequence[str]) -> None:
    """Each of these for a while, with the tap that takes it back."""
    for each in named:
        post(unit, volunteer.person_id, "muted", volunteer=volunteer.id, mute=mute(unit, volunteer, skill=each).id)


def unmute(unit: Unit, mute: Mute) -> None:
    """取消静音."""
    volunteer = unit.session.get_one(Volunteer, mute.volunteer_id)
    audit.record(unit, AuditKind.UNMUTED, person_id=volunteer.person_id, volunteer=volunteer.id, category=mute.category, skill=mute.skill)
    volunteer.mutes.remove(mute)
    unit.session.flush()
    post(unit, volunteer.person_id, "unmuted", volunteer=volunteer.id)


def mutes_of(volunteer: Volunteer, now: datetime) -> list[Mute]:
    """Those that still hold, in the order in which they end."""
    return sorted((each for each in volunteer.mutes if each.until > now), key=lambda each: (each.until, each.id))
