"""The volunteers whom a ranking has to look at: few, by indexes, and provably with the best among them.

Where few hold a skill that is needed, all of them are ranked. Else those of the building and its neighbours are read whole; of the
rest each skill's holders are read level by level, the best promise first, a page at a time. What a page tells of somebody bounds
their score (`rules.Bounds`): only who could still be among the best is looked at closely, and reading ends when nobody unread could be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CursorResult, Executable

from aid.matching import learning, rules, statements
from aid.matching.chance import Expectation, Habits, band_of
from aid.matching.rules import Candidate, Need, Ranked
from aid.store.work import Unit
from aid.understanding.taxonomy import Urgency
from aid.volunteers.hours import Span
from aid.volunteers.model import Level, VolunteerStatus
from aid.volunteers.skills import skills

FEW = 150
"""So many are simply read."""
FIRST_PAGE = 450
"""How many holders are read at first, over all skills and levels; each further page is four times as long."""

Stream = tuple[str, Level]
"""The holders of a skill at a level, the best promise first."""


@dataclass
class _Far:
    """Who was read from afar: the highest score each may have, and of each skill and level with more the highest of anybody unread."""

    bounds: dict[int, float]
    unread: dict[Stream, float]


def rank(unit: Unit, need: Need, wanted: int, habits: Habits, *, few: int = FEW) -> list[Ranked]:
    """At least the best `wanted` of all who may be asked, best first, and whoever else was looked at; all, where they are few."""
    everybody = _rows(unit, statements.holders(), {"skills": sorted(need.skills), "most": few + 1}).scalars().all() if need.skills else ()
    looked = set(everybody) if 0 < len(everybody) <= few else set(_near(unit, need))
    if need.last is not None:
        looked.add(need.last)
    ranked = rules.rank(load(unit, looked, need), need, unit.now, unit.community, habits)
    if len(everybody) <= few:
        return ranked
    expectation = Expectation(habits, unit.community.cold_start)
    streams = [(skill, level) for skill in sorted(need.skills) for level in Level]
    page = max(3, FIRST_PAGE // len(streams))
    while True:
        far = _far(unit, need, streams, page, expectation)
        while more := _worth_a_look(far, looked, ranked, wanted):
            looked.update(more)
            ranked += rules.rank(load(unit, more, need), need, unit.now, unit.community, habits)
            ranked.sort(key=lambda each: (-each.score, each.candidate.volunteer_id))
        beat = _score_to_beat(ranked, wanted)
        streams = [stream for stream, bound in far.unread.items() if bound >= beat]
        if not streams:
            return ranked
        page *= 4


def _score_to_beat(ranked: Sequence[Ranked], wanted: int) -> float:
    return ranked[wanted - 1].score if len(ranked) >= wanted else float("-inf")


def _worth_a_look(far: _Far, looked: set[int], ranked: Sequence[Ranked], wanted: int) -> list[int]:
    """The most promising of those not looked at who could still be among the best, some at a time."""
    beat = _score_to_beat(ranked, wanted)
    found = [(-bound, number) for number, bound in far.bounds.items() if bound >= beat and number not in looked]
    return [number for _, number in sorted(found)[: 4 * wanted]]


def _near(unit: Unit, need: Need) -> Sequence[int]:
    if need.building is None:
        return ()
    around = [need.building, *sorted(unit.community.neighbours(need.building))]
    named = {"skills": sorted(need.skills)} if need.skills else {}
    found = _rows(unit, statements.near(skilled=bool(need.skills)), {"buildings": around, **named, "now": unit.now})
    return found.scalars().all()


def _far(unit: Unit, need: Need, streams: Sequence[Stream], page: int, expectation: Expectation) -> _Far:
    """The first page of each stream, with what it says of everybody's score."""
    caps = need.urgency is not Urgency.EMERGENCY
    times = statements.instants(unit.now) if caps else {"now": unit.now}
    statement: Executable
    if unit.session.get_bind().dialect.name == "postgresql":
        statement = statements.far_lateral(vetted=need.sensitive, caps=caps)
        named: dict[str, Any] = {"skills": [skill for skill, _ in streams], "levels": [level.value for _, level in streams]}
    else:
        statement = statements.far(len(streams), vetted=need.sensitive, caps=caps)
        named = {f"skill_{at}": skill for at, (skill, _) in enumerate(streams)}
        named |= {f"level_{at}": level for at, (_, level) in enumerate(streams)}
    bound = rules.Bounds(need, unit.now, unit.community, expectation)
    bounds, counts, least = dict[int, float](), dict[Stream, int](), dict[Stream, float]()
    for skill, level, volunteer_id, promise, last_asked_at in _rows(unit, statement, {**named, **times, "page": page}):
        if volunteer_id not in need.asked:
            bounds[volunteer_id] = max(bounds.get(volunteer_id, 0.0), bound.known(level, promise, last_asked_at))
        counts[skill, level] = counts.get((skill, level), 0) + 1
        least[skill, level] = min(promise, least.get((skill, level), promise))
    return _Far(bounds, {stream: bound.unknown(stream[1], least[stream]) for stream, count in counts.items() if count >= page})


def _rows(unit: Unit, statement: Executable, named: dict[str, Any]) -> CursorResult[*tuple[Any, ...]]:
    """The rows of a statement, straight from the connection: nothing here is an object, and the session would take a third of the time."""
    unit.session.flush()  # what was written in this transaction counts
    return unit.session.connection().execute(statement, named)


def load(unit: Unit, ids: Iterable[int], need: Need) -> list[Candidate]:
    """These volunteers as matching sees them. No name, door or phone is read."""
    them = {"ids": sorted(set(ids))}
    if not them["ids"]:
        return []
    times = statements.instants(unit.now)
    known, hours, mutes = _skills_of(unit, them), dict[int, list[Span]](), dict[int, set[str]]()
    for volunteer_id, weekday, start, end in _rows(unit, statements.hours(), them):
        hours.setdefault(volunteer_id, []).append((weekday, start, end))
    for volunteer_id, category, skill in _rows(unit, statements.mutes(), {**them, "now": unit.now}):
        mutes.setdefault(volunteer_id, set()).update(name for name in (category, skill) if name)
    asked = _rows(unit, statements.lately(), {**them, "day_ago": times["day_ago"], "week_ago": times["week_ago"]})
    lately = {volunteer_id: (day, week) for volunteer_id, day, week in asked}
    band = band_of(unit.now, unit.community.zone)
    return [
        _candidate(unit, row, band, need, known.get(row.id, {}), hours.get(row.id, []), lately.get(row.id, (0, 0)), mutes.get(row.id, ()))
        for row in _rows(unit, statements.volunteers(), them)
    ]


def _skills_of(unit: Unit, them: dict[str, list[int]]) -> dict[int, dict[str, Level]]:
    """Skills with the level that counts today: a certificate that has lapsed is none."""
    today = unit.now.astimezone(unit.community.zone).date()
    found: dict[int, dict[str, Level]] = {}
    for volunteer_id, skill, level, until in _rows(unit, statements.skills(), them):
        lapsed = level is Level.CERTIFIED and until is not None and until < today
        found.setdefault(volunteer_id, {})[skill] = Level.SKILLED if lapsed else level
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
