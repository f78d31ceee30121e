"""One year of one world under one policy: asks, answers, clocks, fatigue, and who leaves."""

from __future__ import annotations

import heapq
import math
from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from scipy.special import ndtr, ndtri

from aid.understanding.taxonomy import Urgency
from bench.matching.assumptions import DAY, WEEK
from bench.matching.world import Request, World, hour_of_week

LATEST = DAY  # a yes that comes later than this is no help


@dataclass
class Case:
    """A request being dealt with: who was asked when, who said no, and how many seats are filled."""

    request: Request
    asked: dict[int, float] = field(default_factory=dict)  # volunteer → when
    refused: set[int] = field(default_factory=set)
    yes: list[float] = field(default_factory=list)
    wave: int = 0

    @property
    def missing(self) -> int:
        return self.request.needed - len(self.yes)


class Policy(Protocol):
    """Whom to ask. `plan` is called when a request opens, at the instant the policy asked to be called again, and when somebody says no;
    it answers with volunteers and the instant of its next wave. `closed`: filled, or gone to the captain."""

    name: str
    keeps_caps: bool

    def begin(self, year: Year) -> None: ...
    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]: ...
    def heard(self, year: Year, case: Case, volunteer: int, now: float, answer: str) -> None: ...
    def closed(self, year: Year, case: Case, now: float) -> None: ...


@dataclass
class Outcome:
    """What a year came to."""

    by_urgency: dict[str, list[int]]  # urgency → in time, all
    waits: list[float]
    asks: int
    taken: int
    per_volunteer: np.ndarray
    monthly: float  # share of volunteers asked in every full month they were there, on average over months
    left: float
    caps_broken: int


class Year:
    """The state of the simulated year; policies read it, only `run` changes it."""

    def __init__(self, world: World, level: float, policy: Policy) -> None:
        self.world, self.policy, self.level = world, policy, level
        count = len(world.volunteers)
        self.asked_day, self.asked_week, self.asked_month = (np.zeros(count, dtype=int) for _ in range(3))
        self._windows = ((DAY, self.asked_day, deque()), (WEEK, self.asked_week, deque()), (28 * DAY, self.asked_month, deque()))
        self.last_asked = np.full(count, -math.inf)
        self.gone = np.zeros(count, dtype=bool)
        self.asks_of = np.zeros(count, dtype=int)
        self._in_month = np.zeros((13, count), dtype=bool)
        self._there = np.zeros((13, count), dtype=bool)
        self.caps_broken = 0
        self._caps = np.array([(each.cap_day, each.cap_week) for each in world.volunteers])
        self.cases: list[Case] = [Case(each) for each in world.requests]
        self._events: list[tuple[float, int, str, int, int]] = []
        self._order = 0
        assume = world.assume
        self.chance_when_asked: dict[tuple[int, int], float] = {}
        self.delay = (np.exp(ndtri(world.luck[1].clip(1e-6, 1 - 1e-6)) * assume.answer_sigma) * assume.answer_median).astype(float)

    # — what may be known —

    def chances(self, request: Request, now: float) -> np.ndarray:
        """The true chances of a yes of the request's pool, asked at this instant. Only oracles look."""
        pool = request.pool
        tired = (1 - self.world.assume.fatigue) ** self.asked_week[pool]
        return np.minimum(request.base * self.world.scale * self.level * self.world.free[pool, hour_of_week(now)] * tired, 0.95)

    def answered_within(self, after: float | np.ndarray) -> np.ndarray:
        """The share of answers that come within so many minutes."""
        assume = self.world.assume
        return ndtr(np.log(np.maximum(after, 1e-9) / assume.answer_median) / assume.answer_sigma)

    def open_to(self, case: Case) -> np.ndarray:
        """Places in the pool of those not asked yet, still there, and (for policies that keep them) within their caps."""
        pool = case.request.pool
        open_ = ~self.gone[pool]
        if case.asked:
            open_ &= [each not in case.asked for each in pool.tolist()]
        if self.policy.keeps_caps and case.request.need.urgency is not Urgency.EMERGENCY:
            open_ &= (self.asked_day[pool] < self._caps[pool, 0]) & (self.asked_week[pool] < self._caps[pool, 1])
        return np.flatnonzero(open_)

    # — what happens —

    def run(self) -> Outcome:
        self.policy.begin(self)
        for case in self.cases:
            self._later(case.request.opens, "open", case.request.number)
            self._later(case.request.deadline + 1e-6, "deadline", case.request.number)
        for week in range(1, self.world.assume.days // 7 + 1):
            self._later(week * WEEK, "week", week)
        while self._events:
            now, _, kind, number, volunteer = heapq.heappop(self._events)
            self._pass(now)
            if kind == "week":
                self._some_leave(number, now)
            elif kind in ("open", "wake"):
                self._plan(self.cases[number], now, kind)
            elif kind == "deadline":
                if self.cases[number].missing > 0:  # the captain has it now
                    self.policy.closed(self, self.cases[number], now)
            else:
                self._answer(self.cases[number], volunteer, now, kind)
        return self._outcome()

    def _later(self, at: float, kind: str, number: int, volunteer: int = -1) -> None:
        self._order += 1
        heapq.heappush(self._events, (at, self._order, kind, number, volunteer))

    def _pass(self, now: float) -> None:
        for span, counts, window in self._windows:
            while window and window[0][0] <= now - span:
                counts[window.popleft()[1]] -= 1

    def _plan(self, case: Case, now: float, why: str) -> None:
        if case.missing <= 0 or now > case.request.deadline:
            return
        chosen, again = self.policy.plan(self, case, now, why)
        for volunteer in chosen:
            self._ask(case, volunteer, now)
        if again is not None and again < case.request.deadline:
            self._later(max(again, now + 1e-3), "wake", case.request.number)

    def _ask(self, case: Case, volunteer: int, now: float) -> None:
        request, number = case.request, case.request.number
        assert volunteer not in case.asked and not self.gone[volunteer]
        place = int(np.flatnonzero(request.pool == volunteer)[0])
        chance = float(self.chances(request, now)[place])
        person = self.world.volunteers[volunteer]
        if request.need.urgency is not Urgency.EMERGENCY:
            self.caps_broken += bool(self.asked_day[volunteer] >= person.cap_day or self.asked_week[volunteer] >= person.cap_week)
        case.asked[volunteer] = now
        self.chance_when_asked[number, volunteer] = chance
        luck = self.world.luck[:, number, volunteer]
        kind = "yes" if luck[0] < chance else "no" if luck[2] < self.world.assume.says_no else None
        delay = self.delay[number, volunteer]
        if kind and delay <= LATEST:
            self._later(now + delay, kind, number, volunteer)
        for _, counts, window in self._windows:
            window.append((now, volunteer))
            counts[volunteer] += 1
        self.last_asked[volunteer] = now
        self.asks_of[volunteer] += 1
        self._in_month[min(int(now // (30.4 * DAY)), 12), volunteer] = True

    def _answer(self, case: Case, volunteer: int, now: float, answer: str) -> None:
        if answer == "yes" and case.missing <= 0:
            answer = "late"
        self.policy.heard(self, case, volunteer, now, answer)
        if answer == "yes":
            case.yes.append(now)
            if case.missing == 0 and now <= case.request.deadline:
                self.policy.closed(self, case, now)
        elif answer == "no":
            case.refused.add(volunteer)
            self._plan(case, now, "no")

    def _some_leave(self, week: int, now: float) -> None:
        assume = self.world.assume
        month = min(int(now // (30.4 * DAY)), 12)
        self._there[month] |= ~self.gone
        over = np.maximum(self.asked_month / self.world.tolerance - 1, 0)
        idle = now - np.maximum(self.last_asked, 0.0) > 60 * DAY
        hazard = assume.leaves_anyway + assume.leaves_over * over + assume.leaves_idle * idle
        self.gone |= self.world.leave_luck[week - 1] < hazard

    def _outcome(self) -> Outcome:
        by_urgency: dict[str, list[int]] = {each.value: [0, 0] for each in Urgency}
        waits, taken = [], 0
        for case in self.cases:
            request = case.request
            filled = case.yes[request.needed - 1] if case.missing <= 0 else math.inf
            tally = by_urgency[request.need.urgency.value]
            tally[0] += filled <= request.deadline
            tally[1] += 1
            taken += len(case.yes)
            if case.yes:
                waits.append(case.yes[0] - request.opens)
        months = range(1, 12)
        monthly = float(np.mean([self._in_month[each][self._there[each]].mean() for each in months if self._there[each].any()]))
        return Outcome(
            by_urgency, waits, int(self.asks_of.sum()), taken, self.asks_of.copy(), monthly, float(self.gone.mean()), self.caps_broken
        )  # fmt: skip
