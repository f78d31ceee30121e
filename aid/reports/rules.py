"""三率 and what a report says beside them: pure, over plain cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# 未诉先办: the same place and category so often within so long is worth going there before anybody asks again.
REPEATS, WITHIN = 3, timedelta(days=30)


@dataclass(frozen=True)
class Case:
    """A closed request, as far as rates are concerned. None: the resident was asked and never answered."""

    number: int
    building: str | None
    category: str | None
    team: str  # who did it: an ambassador team, "neighbours" of none, "captain", or a partner's id
    month: str  # in which it was closed: 2026-09
    responded: bool  # somebody human acted within the promised time
    solved: bool | None
    satisfied: bool | None

    @property
    def answered(self) -> bool:
        """Whether the resident has said anything at all about how it ended."""
        return self.solved is not None or self.satisfied is not None


@dataclass(frozen=True)
class Rate:
    """One of the three: how many, out of all closed cases and out of those with an answer; side by side, always."""

    yes: int
    closed: int
    yes_of_answers: int
    answers: int

    @property
    def of_all(self) -> float | None:
        return self.yes / self.closed if self.closed else None

    @property
    def of_answers(self) -> float | None:
        return self.yes_of_answers / self.answers if self.answers else None


@dataclass(frozen=True)
class Rates:
    """三率 of a group of closed cases. Who did not answer counts in every `of_all`, and never as a yes."""

    responded: Rate
    solved: Rate
    satisfied: Rate


def rates(cases: Iterable[Case]) -> Rates:
    """响应率: acted on in time; 解决率 and 满意率: the resident says so."""
    cases = list(cases)
    return Rates(
        responded=_rate(cases, lambda case: case.responded, lambda case: case.answered),
        solved=_rate(cases, lambda case: case.solved is True, lambda case: case.solved is not None),
        satisfied=_rate(cases, lambda case: case.satisfied is True, lambda case: case.satisfied is not None),
    )


def _rate(cases: Sequence[Case], yes: Callable[[Case], bool], answered: Callable[[Case], bool]) -> Rate:
    answers = [case for case in cases if answered(case)]
    return Rate(sum(map(yes, cases)), len(cases), sum(map(yes, answers)), len(answers))


def rates_by(cases: Iterable[Case], key: Callable[[Case], str | None]) -> Mapping[str | None, Rates]:
    """The rates of each group, the largest first."""
    groups: dict[str | None, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return {name: rates(groups[name]) for name in sorted(groups, key=lambda name: (-len(groups[name]), name or ""))}


@dataclass(frozen=True)
class Asking:
    """Somebody asked for something at a place: a building, or one home in it (by number, never shown)."""

    place: tuple[str, int | None]
    category: str
    at: datetime


@dataclass(frozen=True)
class Repeat:
    """The same thing at the same place again and again: how often at most within WITHIN, and when last."""

    building: str
    at_home: bool
    category: str
    times: int
    last: datetime


def repeats(askings: Iterable[Asking]) -> list[Repeat]:
    """What came at least REPEATS times within WITHIN, the most frequent first."""
    groups: dict[tuple[tuple[str, int | None], str], list[datetime]] = defaultdict(list)
    for each in askings:
        groups[each.place, each.category].append(each.at)
    found = []
    for (place, category), instants in groups.items():
        instants.sort()
        most = max(sum(at - WITHIN <= earlier <= at for earlier in instants) for at in instants)
        if most >= REPEATS:
            found.append(Repeat(place[0], place[1] is not None, category, most, instants[-1]))
    return sorted(found, key=lambda each: (-each.times, each.building, each.category))


@dataclass(frozen=True)
class Kept:
    """One kind of clock: how often somebody moved first, how often it struck, how many still run."""

    kept: int
    missed: int
    running: int

    @property
    def share(self) -> float | None:
        """The share kept of those that are decided."""
        decided = self.kept + self.missed
        return self.kept / decided if decided else None


def percent(share: float | None) -> str:
    """「96%」; 「—」 where there is nothing to divide by."""
    return "—" if share is None else f"{100 * share:.0f}%"
