"""Whom to ask, in what order: hard limits, then a score of named parts. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aid.community import Community
from aid.followups.rules import is_quiet
from aid.matching.chance import NO_HABITS, NOTHING, Ask, Expectation, Habits, Record
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Level, Reach

_LEVEL_WORTH = {Level.SOME: 0.4, Level.SKILLED: 0.8, Level.CERTIFIED: 1.0}
# After this long without being asked a volunteer counts as fully rested.
_RESTED = timedelta(days=7)


@dataclass(frozen=True)
class Need:
    """What a request asks of a helper."""

    skills: frozenset[str]  # any one of them; empty = whoever is near
    building: str | None
    household_id: int | None
    requester_id: int
    urgency: Urgency
    sensitive: bool = False
    wanted_from: datetime | None = None
    asked: frozenset[int] = frozenset()  # volunteers asked for this request before
    category: str | None = None
    unwilling: frozenset[int] = frozenset()  # volunteers who would rather not go to this household again
    last: int | None = None  # of help that comes again: the volunteer who came last time


@dataclass(frozen=True)
class Candidate:
    """A volunteer as matching sees one: no name, no door, no phone."""

    volunteer_id: int
    person_id: int
    building: str | None
    household_id: int | None
    skills: Mapping[str, Level]
    reach: Reach = Reach.COMPOUND
    vetted: bool = False
    night_ok: bool = False
    available: bool = True  # approved, not paused, reachable
    hours: tuple[tuple[int, int, int], ...] = ()  # weekday, from minute, to minute; empty = any hour
    cap_day: int = 2
    cap_week: int = 5
    asked_day: int = 0
    asked_week: int = 0
    last_asked_at: datetime | None = None
    record: Record = NOTHING  # what all their offers came to
    record_now: Record = NOTHING  # those of this band of the week
    scarce: bool = False  # knows something that few know and this request does not need
    muted: frozenset[str] = frozenset()  # categories and skills for which they want to be left alone for a while


@dataclass(frozen=True)
class Ranked:
    """A candidate with the named parts of the score, each 0…1 before its weight, and the chance of a yes."""

    candidate: Candidate
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    chance: float = 0.0
    context: float = 0.0  # the chance for anybody asked in the same way


def refusal(candidate: Candidate, need: Need, now: datetime, community: Community) -> str | None:
    """The first hard limit that forbids asking, as a code; None when the candidate may be asked now."""
    if not candidate.available:
        return "unavailable"
    if need.skills and not need.skills & candidate.skills.keys():
        return "skill"
    if need.urgency is not Urgency.EMERGENCY and is_muted(candidate, need):
        return "muted"
    if candidate.person_id == need.requester_id or (need.household_id is not None and candidate.household_id == need.household_id):
        return "same_household"
    if need.sensitive and not candidate.vetted:
        return "not_vetted"
    if candidate.volunteer_id in need.asked:
        return "asked_before"
    if candidate.volunteer_id in need.unwilling:
        return "unwilling"
    if nearness(candidate, need, community) is None:
        return "too_far"
    if need.urgency is Urgency.EMERGENCY:
        return None
    if is_quiet(now, community) and not (need.urgency is Urgency.URGENT and candidate.night_ok):
        return "quiet"
    if candidate.asked_day >= candidate.cap_day or candidate.asked_week >= candidate.cap_week:
        return "cap"
    if need.urgency is Urgency.URGENT and need.wanted_from is None and not is_free(candidate, now, community):
        return "hours"
    return None


def is_muted(candidate: Candidate, need: Need) -> bool:
    """Whether the category, or every skill they would be asked for, is muted."""
    return need.category in candidate.muted or (bool(need.skills) and need.skills & candidate.skills.keys() <= candidate.muted)


def nearness(candidate: Candidate, need: Need, community: Community) -> float | None:
    """1 same building, 0.6 neighbouring, 0.2 elsewhere; None when farther than the volunteer will go."""
    if need.building is None or candidate.building is None:
        return 0.2 if candidate.reach is Reach.COMPOUND else None
    if candidate.building == need.building:
        return 1.0
    if candidate.building in community.neighbours(need.building):
        return 0.6 if candidate.reach is not Reach.BUILDING else None
    return 0.2 if candidate.reach is Reach.COMPOUND else None


def is_free(candidate: Candidate, at: datetime, community: Community) -> bool:
    """Whether this instant lies in the volunteer's own hours."""
    if not candidate.hours:
        return True
    local = at.astimezone(community.zone)
    minute = local.hour * 60 + local.minute
    return any(day == local.weekday() and start <= minute < end for day, start, end in candidate.hours)


def ask_of(candidate: Candidate, need: Need, now: datetime, community: Community) -> Ask:
    """The traits of asking this volunteer now, by which the chance of a yes is learned."""
    near = nearness(candidate, need, community) or 0.0
    level = max((candidate.skills[each] for each in need.skills & candidate.skills.keys()), key=_LEVEL_WORTH.__getitem__, default=None)
    return Ask(
        category=need.category,
        near="same" if near >= 1 else "next" if near >= 0.5 else "elsewhere",
        level=level.value if level else "none",
        hours="unsaid" if not candidate.hours else "free" if is_free(candidate, now, community) else "busy",
        load=str(min(candidate.asked_week, 5)),
    )


def parts_of(candidate: Candidate, need: Need, now: datetime, community: Community, chance: float, rate: float) -> dict[str, float]:
    """The named parts of the score, each 0…1; `chance` of a yes is measured against the `rate` of the compound."""
    skill = max((_LEVEL_WORTH[candidate.skills[each]] for each in need.skills & candidate.skills.keys()), default=0.0)
    rest = 1.0
    if candidate.last_asked_at:
        rest = min((now - candidate.last_asked_at) / _RESTED, 1.0)
    return {
        "chance": chance / (chance + rate),
        "skill": skill,
        "nearness": nearness(candidate, need, community) or 0.0,
        "hours": float(is_free(candidate, need.wanted_from or now, community)),
        "rest": rest,
        "room": 1 - min(candidate.asked_week / max(candidate.cap_week, 1), 1.0),
        "spare": float(not candidate.scarce),
        "never_asked": float(candidate.last_asked_at is None),
        "again": float(candidate.volunteer_id == need.last),
    }


def rank(candidates: Iterable[Candidate], need: Need, now: datetime, community: Community, habits: Habits = NO_HABITS) -> list[Ranked]:
    """Everyone who may be asked, best first; equal scores by id, so that the same question has one answer."""
    expectation = Expectation(habits, community.cold_start)
    ranked = []
    for candidate in candidates:
        if refusal(candidate, need, now, community) is None:
            chance = expectation.of(ask_of(candidate, need, now, community), candidate.record, candidate.record_now)
            parts = parts_of(candidate, need, now, community, chance.value, expectation.rate)
            score = sum(weight * parts[name] for name, weight in community.weights.items())
            ranked.append(Ranked(candidate, round(score, 6), parts, chance.value, chance.context))
    return sorted(ranked, key=lambda each: (-each.score, each.candidate.volunteer_id))


class Bounds:
    """The highest score that somebody outside the neighbourhood can have, by what little is known of them: where a search may stop."""

    def __init__(self, need: Need, now: datetime, community: Community, expectation: Expectation) -> None:
        self._now, self._rate, self._weights = now, expectation.rate, community.weights
        self._best = {level: expectation.best(need.category, "elsewhere", level.value) for level in Level}
        apart = ("chance", "skill", "nearness", "rest", "never_asked", "again")  # who came last time is always looked at
        rest = sum(weight for name, weight in community.weights.items() if name not in apart) + 0.2 * community.weights["nearness"]
        self._fixed = {level: rest + community.weights["skill"] * _LEVEL_WORTH[level] for level in Level}

    def known(self, level: Level, promise: float, last_asked_at: datetime | None) -> float:
        """Of somebody of this level and promise who was last asked then."""
        rest = 1.0 if last_asked_at is None else min((self._now - last_asked_at) / _RESTED, 1.0)
        return self._score(level, max(promise, 1.0), rest, float(last_asked_at is None))

    def unknown(self, level: Level, promise: float) -> float:
        """Of anybody of this level and at most this promise. One above 1 comes of offers: who has it is not new."""
        return max(self._score(level, 1.0, 1.0, 1.0), self._score(level, max(promise, 1.0), 1.0, 0.0))

    def _score(self, level: Level, promise: float, rest: float, never_asked: float) -> float:
        best, weights = self._best[level] * promise, self._weights
        chance = weights["chance"] * best / (best + self._rate)
        return self._fixed[level] + chance + weights["rest"] * rest + weights["never_asked"] * never_asked + 1e-6  # scores are rounded
