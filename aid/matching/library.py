"""The volunteers whom a ranking has to look at: few, by indexes, and provably with the best among them.

Those of the building and its neighbours are read whole. Of the rest each skill's holders are read level by level, the best promise
first, a page at a time, until nobody unread could score higher than the last one wanted (`rules.most_possible`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, union_all

from aid.matching import learning, rules
from aid.matching.chance import Expectation, Habits, band_of
from aid.matching.model import Offer
from aid.matching.rules import Candidate, Need, Ranked
from aid.people.model import Address, Person
from aid.store.work import Unit
from aid.understanding.taxonomy import Urgency
from aid.volunteers.hours import Span
from aid.volunteers.model import Availability, Level, Mute, Reach, Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.skills import skills

PAGE = 40
"""How many holders of a skill and level are read at first; each further page is four times as long."""


def rank(unit: Unit, need: Need, wanted: int, habits: Habits) -> list[Ranked]:
    """At least the best `wanted` of all who may be asked, best first, and whoever else was looked at."""
    pool = set(_near(unit, need))
    page, ended = PAGE, False
    while True:
        far, frontier, ended = _far(unit, need, page) if need.skills else ([], {}, True)
        ranked = rules.rank(load(unit, pool | set(far), need), need, unit.now, unit.community, habits)
        if ended or _certain(unit, need, ranked[:wanted], wanted, frontier, habits):
            return ranked
        page *= 4


def _certain(unit: Unit, need: Need, best: Sequence[Ranked], wanted: int, frontier: dict[tuple[str, Level], float], habits: Habits) -> bool:
    """Whether nobody beyond the frontier (skill and level → the last promise read) could be among the best."""
    if len(best) < wanted:
        return False
    last = best[-1].score
    expectation = Expectation(habits, unit.community.cold_start)
    edges = {(level, promise) for (_, level), promise in frontier.items()}
    return all(rules.most_possible(level, promise, need, unit.community, expectation) < last for level, promise in edges)


def _may_be_asked(unit: Unit) -> ColumnElement[bool]:
    """Approved, on duty, not resting, and reachable: who came from the sheet and has never written to us cannot be asked."""
    return and_(
        Volunteer.status == VolunteerStatus.APPROVED,
        Volunteer.on_duty.is_(True),
        or_(Volunteer.paused_until.is_(None), Volunteer.paused_until <= unit.now),
        Person.unreachable_at.is_(None),
        exists(select(Address.id).where(Address.person_id == Person.id)),
    )


def _near(unit: Unit, need: Need) -> Sequence[int]:
    """Everybody of the building and the buildings beside it who may be asked, and has a skill that is needed."""
    if need.building is None:
        return ()
    around = [need.building, *sorted(unit.community.neighbours(need.building))]
    found = (
        select(Volunteer.id).join(Person, Person.id == Volunteer.person_id).where(Person.building.in_(around), _may_be_asked(unit))
    )  # fmt: skip
    if need.skills:
        skilled = VolunteerSkill.volunteer_id == Volunteer.id, VolunteerSkill.skill.in_(sorted(need.skills))
        found = found.where(exists(select(VolunteerSkill.id).where(*skilled)))
    return unit.session.scalars(found).all()


def _far(unit: Unit, need: Need, page: int) -> tuple[list[int], dict[tuple[str, Level], float], bool]:
    """The first page of each skill and level: ids, the last promise of each that has more, and whether all were read."""
    streams = [_stream(unit, need, skill, level, page) for skill in sorted(need.skills) for level in Level]
    rows = unit.session.execute(union_all(*[select(each.subquery()) for each in streams]))
    ids, counts, last = [], dict[tuple[str, Level], int](), dict[tuple[str, Level], float]()
    for skill, level, volunteer_id, promise in rows:
        key = (skill, Level(level))
        ids.append(volunteer_id)
        counts[key] = counts.get(key, 0) + 1
        last[key] = min(last.get(key, promise), promise)
    frontier = {key: last[key] for key, count in counts.items() if count >= page}
    return ids, frontier, not frontier


def _stream(unit: Unit, need: Need, skill: str, level: Level, page: int) -> Select[*tuple[Any, ...]]:
    """Holders of one skill at one level who go anywhere in the compound, the best promise first: one walk along an index."""
    found = (
        select(literal(skill).label("skill"), literal(level.value).label("level"), Volunteer.id, VolunteerSkill.promise)
        .join(Volunteer, Volunteer.id == VolunteerSkill.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(VolunteerSkill.skill == skill, VolunteerSkill.level == level, Volunteer.reach == Reach.COMPOUND, _may_be_asked(unit))
        .order_by(VolunteerSkill.promise.desc(), VolunteerSkill.volunteer_id.desc())
        .limit(page)
    )
    if need.sensitive:
        found = found.where(Volunteer.vetted_at.is_not(None))
    if need.asked:
        found = found.where(Volunteer.id.not_in(sorted(need.asked)))
    if need.urgency is not Urgency.EMERGENCY:
        found = found.where(_within_caps(unit))
    return found


def _within_caps(unit: Unit) -> ColumnElement[bool]:
    """Asked less often than they want, a day and a week. Who has not been asked for a week needs no counting."""

    def asked(since: timedelta) -> Any:
        mine = Offer.volunteer_id == Volunteer.id, Offer.proposed_at > unit.now - since
        return select(func.count()).select_from(Offer).where(*mine).scalar_subquery()

    rested = or_(Volunteer.last_asked_at.is_(None), Volunteer.last_asked_at <= unit.now - timedelta(days=7))
    some = Volunteer.cap_day > 0, Volunteer.cap_week > 0
    return and_(*some, or_(rested, and_(asked(timedelta(days=1)) < Volunteer.cap_day, asked(timedelta(days=7)) < Volunteer.cap_week)))


def load(unit: Unit, ids: Iterable[int], need: Need) -> list[Candidate]:
    """These volunteers as matching sees them. No name, door or phone is read."""
    ids = sorted(set(ids))
    if not ids:
        return []
    known = _skills_of(unit, ids)
    hours: dict[int, list[Span]] = {}
    for volunteer_id, *span in unit.session.execute(
        select(Availability.volunteer_id, Availability.weekday, Availability.from_minute, Availability.to_minute).where(
            Availability.volunteer_id.in_(ids)
        )
    ):
        hours.setdefault(volunteer_id, []).append((span[0], span[1], span[2]))
    lately, mutes = _asked_lately(unit, ids), _muted(unit, ids)
    band = band_of(unit.now, unit.community.zone)
    rows = unit.session.execute(_columns().where(Volunteer.id.in_(ids)).order_by(Volunteer.id))
    return [
        _candidate(unit, row, band, need, known.get(row.id, {}), hours.get(row.id, []), lately.get(row.id, (0, 0)), mutes.get(row.id, ()))
        for row in rows
    ]


def _columns() -> Select[*tuple[Any, ...]]:
    reachable = exists(select(Address.id).where(Address.person_id == Person.id))
    return select(
        Volunteer.id, Volunteer.person_id, Volunteer.status, Volunteer.reach, Volunteer.night_ok, Volunteer.on_duty, Volunteer.cap_day,
        Volunteer.cap_week, Volunteer.vetted_at, Volunteer.paused_until, Volunteer.last_asked_at, Volunteer.record,
        Person.building, Person.household_id, Person.unreachable_at, reachable.label("reachable"),
    ).join(Person, Person.id == Volunteer.person_id)  # fmt: skip


def _skills_of(unit: Unit, ids: Sequence[int]) -> dict[int, dict[str, Level]]:
    today = unit.now.astimezone(unit.community.zone).date()
    found: dict[int, dict[str, Level]] = {}
    for volunteer_id, skill, level, until in unit.session.execute(
        select(VolunteerSkill.volunteer_id, VolunteerSkill.skill, VolunteerSkill.level, VolunteerSkill.certified_until).where(
            VolunteerSkill.volunteer_id.in_(ids)
        )
    ):
        lapsed = level is Level.CERTIFIED and until is not None and until < today
        found.setdefault(volunteer_id, {})[skill] = Level.SKILLED if lapsed else level
    return found


def _asked_lately(unit: Unit, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How often in the last day and week, from the index alone."""
    today = func.sum(case((Offer.proposed_at > unit.now - timedelta(days=1), 1), else_=0))
    rows = unit.session.execute(
        select(Offer.volunteer_id, today, func.count())
        .where(Offer.volunteer_id.in_(ids), Offer.proposed_at > unit.now - timedelta(days=7))
        .group_by(Offer.volunteer_id)
    )
    return {volunteer_id: (day, week) for volunteer_id, day, week in rows}


def _muted(unit: Unit, ids: Sequence[int]) -> dict[int, set[str]]:
    """The categories and skills for which they want to be left alone for now."""
    found: dict[int, set[str]] = {}
    rows = select(Mute.volunteer_id, Mute.category, Mute.skill).where(Mute.volunteer_id.in_(ids), Mute.until > unit.now)
    for volunteer_id, category, skill in unit.session.execute(rows):
        found.setdefault(volunteer_id, set()).update(name for name in (category, skill) if name)
    return found


def _candidate(
    unit: Unit, row: Any, band: str, need: Need, known: dict[str, Level], hours: list[Span], lately: tuple[int, int], muted: Iterable[str]
) -> Candidate:
    record, record_now = learning.records_of(row.record, unit.now, band)
    resting = row.paused_until is not None and row.paused_until > unit.now
    reached = bool(row.reachable) and row.unreachable_at is None
    return Candidate(
        volunteer_id=row.id,
        person_id=row.person_id,
        building=row.building,
        household_id=row.household_id,
        skills=known,
        reach=row.reach,
        vetted=row.vetted_at is not None,
        night_ok=row.night_ok,
        available=row.status is VolunteerStatus.APPROVED and row.on_duty and reached and not resting,
        hours=tuple(hours),
        cap_day=row.cap_day,
        cap_week=row.cap_week,
        asked_day=lately[0],
        asked_week=lately[1],
        last_asked_at=row.last_asked_at,
        record=record,
        record_now=record_now,
        scarce=any(skills()[each].scarce for each in known if each not in need.skills and each in skills()),
        muted=frozenset(muted),
    )
