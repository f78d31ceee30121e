"""证书快到期: the volunteer hears 30 days before its last day and again 7 days before, the captain when it has ended; each once.

Looked at once a day. What was said stands in the row, so that neither a restart nor a day of standstill says it twice or skips it:
of several steps gone by at once only the last is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from aid.delivery.rules import Reader
from aid.delivery.service import ask, ask_no_more, post
from aid.people import audit
from aid.people.model import Address, Person
from aid.people.trail import AuditKind
from aid.store.work import Unit, Work
from aid.understanding.moment import SHANGHAI, read_time
from aid.understanding.text import fold
from aid.volunteers.application import decider_for
from aid.volunteers.cells import Unreadable, read_day
from aid.volunteers.model import Level, Volunteer, VolunteerSkill, VolunteerStatus

# Days before the last one on which the volunteer hears of it.
WARNED = (30, 7)
ENDED = 0
# What ended longer ago came from an old sheet: nobody needs to hear of it in the morning.
NEWS_FOR = timedelta(days=30)
# The question for the new date waits as long as the first warning is ahead.
ANSWERED_WITHIN = timedelta(days=3)
# What the buttons add to the last day, in years.
YEARS = (1, 3, 6)
_OPEN = re.compile(r"长期|永久|一直有效|没有?期限|不到期|无期限|permanent|no (?:end|expiry|limit)|does ?n[o']t expire")


def step_due(until: date, today: date, said: int | None) -> int | None:
    """What is to be said today of a certificate with this last day: 30, 7, `ENDED`, or nothing; `said` is the last that was."""
    left = (until - today).days
    step = ENDED if left < 0 else min((each for each in WARNED if left <= each), default=None)
    if step is None or -left > NEWS_FOR.days or (said is not None and said <= step):
        return None
    return step


def tell_ending(work: Work) -> int:
    """Say today's; of how many certificates. A second look on the same day says nothing."""
    with work.read() as unit:
        if not _ending(unit):
            return 0
        day = today(unit)
    return work.write(f"certificates:{day}", _tell)


def today(unit: Unit) -> date:
    return unit.now.astimezone(unit.community.zone).date()


def _ending(unit: Unit) -> list[tuple[VolunteerSkill, int]]:
    on = today(unit)
    rows = (
        select(VolunteerSkill)
        .join(Volunteer)
        .where(
            VolunteerSkill.level == Level.CERTIFIED,
            VolunteerSkill.certified_until.between(on - NEWS_FOR, on + timedelta(days=max(WARNED))),
            Volunteer.status.in_([VolunteerStatus.APPROVED, VolunteerStatus.PAUSED]),
        )
        .order_by(VolunteerSkill.certified_until, VolunteerSkill.id)
    )
    found = ((row, step_due(row.certified_until, on, row.expiry_said)) for row in unit.session.scalars(rows) if row.certified_until)
    return [(row, step) for row, step in found if step is not None]


def _tell(unit: Unit) -> int:
    for_captains: dict[int, list[int]] = defaultdict(list)
    ending = _ending(unit)
    for row, step in ending:
        row.expiry_said = step
        volunteer = unit.session.get_one(Volunteer, row.volunteer_id)
        reached = _reached(unit, volunteer.person)
        if reached and not row.lets_lapse:
            own = replace(unit, cause=f"certificate:{row.id}:{row.certified_until}:{step}"[:64])
            key = "certificate_over" if step == ENDED else "certificate_ends"
            post(own, volunteer.person_id, key, reader=Reader.VOLUNTEER, volunteer=volunteer.id, skill=row.id)
        if step == ENDED or not reached:
            for_captains[decider_for(unit, volunteer)].append(row.id)
    for captain, rows in for_captains.items():
        post(unit, captain, "captain_certificates", reader=Reader.CAPTAIN, skills=rows)
    return len(ending)


def _reached(unit: Unit, person: Person) -> bool:
    """Whether a message gets there: somebody of the office's sheet may never have joined the chat."""
    chats = select(Address.id).where(Address.person_id == person.id)
    return person.unreachable_at is None and unit.session.scalars(chats).first() is not None


# — what the volunteer does then —


def ask_until(unit: Unit, volunteer: Volunteer, row: VolunteerSkill) -> None:
    """换了新证: until when is the new one good?"""
    ask(unit, volunteer.person_id, "volunteer_certificate", lasts=ANSWERED_WITHIN, volunteer=volunteer.id, skill=row.id)
    post(unit, volunteer.person_id, "volunteer_certificate", volunteer=volunteer.id, skill=row.id)


def read_until(text: str, now: datetime) -> tuple[bool, date | None]:
    """Whether these words name the last day of a certificate, and that day; None: it has none (「长期」)."""
    if _OPEN.search(fold(text)):
        return True, None
    day: date | bool = False
    with suppress(Unreadable):
        day = read_day(re.sub(r"^\D*(?=20\d\d)", "", fold(text).strip()))
    if not isinstance(day, date) and (read := read_time(text, now)):
        day = ((read.end or read.start + timedelta(seconds=1)) - timedelta(seconds=1)).astimezone(SHANGHAI).date()
    return (True, day) if isinstance(day, date) and day > now.astimezone(SHANGHAI).date() else (False, None)


def choices(row: VolunteerSkill, today: date) -> Sequence[date]:
    """The last days that stand on buttons: some whole years after the old one."""
    old = row.certified_until
    return [day for years in YEARS if (day := _years_later(old, years)) > today] if old else []


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def renew(unit: Unit, volunteer: Volunteer, row: VolunteerSkill, until: date | None) -> None:
    """The new last day, by the volunteer's own word; whoever answers for the building hears of it and may look at the paper."""
    ask_no_more(unit, volunteer.person_id)
    row.certify(row.certificate, until)
    row.level = Level.CERTIFIED
    _changed(unit, volunteer)
    post(unit, volunteer.person_id, "certificate_renewed", volunteer=volunteer.id, skill=row.id)
    post(unit, decider_for(unit, volunteer), "captain_certificate_renewed", reader=Reader.CAPTAIN, volunteer=volunteer.id, skill=row.id)


def let_lapse(unit: Unit, volunteer: Volunteer, row: VolunteerSkill) -> None:
    """不续了: not asked about again; after its last day it counts as 熟练, as any other."""
    ask_no_more(unit, volunteer.person_id)
    row.lets_lapse = True
    _changed(unit, volunteer)
    post(unit, volunteer.person_id, "certificate_lapses", volunteer=volunteer.id, skill=row.id)


def _changed(unit: Unit, volunteer: Volunteer) -> None:
    unit.session.flush()
    audit.record(unit, AuditKind.VOLUNTEER_CHANGED, person_id=volunteer.person_id, volunteer=volunteer.id, fields=["certificates"])
