"""The simpler ways of asking, and hindsight, which no policy can have."""

from __future__ import annotations

import numpy as np

from aid.understanding.taxonomy import Urgency
from bench.matching.year import Case, Year


class Rival:
    """What all of them share: they learn nothing, and know no caps unless told to."""

    name = ""

    def __init__(self, *, keeps_caps: bool = False) -> None:
        self.keeps_caps = keeps_caps

    def begin(self, year: Year) -> None:
        self.dice = np.random.default_rng(len(year.cases))

    def heard(self, year: Year, case: Case, volunteer: int, now: float, answer: str) -> None:
        """Nothing is learned."""

    def closed(self, year: Year, case: Case, now: float) -> None:
        """Nothing is learned."""

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        raise NotImplementedError


class Broadcast(Rival):
    """Everybody with the skill who may be asked, at once: what a chat group of a building does."""

    name = "broadcast"

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        return case.request.pool[year.open_to(case)].tolist() if why == "open" else [], None


class OneByOne(Rival):
    """One for each free seat; the next after a no, or after the clock of a wave. Emergencies ask all: no system rings round a fire."""

    def order(self, year: Year, case: Case, places: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        places = year.open_to(case)
        if case.request.need.urgency is Urgency.EMERGENCY:
            return case.request.pool[places].tolist(), None
        chosen = self.order(year, case, places)[: 1 if why == "no" else case.missing]
        return case.request.pool[chosen].tolist(), None if why == "no" else now + case.request.step


class NearestFirst(OneByOne):
    """The nearest first, equals by number."""

    name = "nearest first"

    def order(self, year: Year, case: Case, places: np.ndarray) -> np.ndarray:
        return places[np.argsort(-case.request.near[places], kind="stable")]


class RoundRobin(OneByOne):
    """Whoever was asked longest ago first."""

    name = "round robin"

    def order(self, year: Year, case: Case, places: np.ndarray) -> np.ndarray:
        return places[np.argsort(year.last_asked[case.request.pool[places]], kind="stable")]


class RandomWaves(Rival):
    """UPchieve's published settings: 30 s head start, then 6 rounds, one each 30 s, of 2 or 3 people at random."""

    name = "random waves"
    HEAD_START, EVERY, ROUNDS, SIZES = 0.5, 0.5, 6, (2, 3)

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        if why == "open":
            return [], now + self.HEAD_START
        if why == "no" or case.wave >= self.ROUNDS:
            return [], None
        case.wave += 1
        places = self.dice.permutation(year.open_to(case))[: self.dice.integers(self.SIZES[0], self.SIZES[1] + 1)]
        return case.request.pool[places].tolist(), now + self.EVERY


class Hindsight(Rival):
    """Knows who will say yes and when: asks only those, the soonest. A limit, not a policy."""

    name = "hindsight"

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        if why != "open":
            return [], None
        request = case.request
        places = year.open_to(case)
        sure = year.world.luck[0, request.number, request.pool] < year.chances(request, now)
        delay = year.delay[request.number, request.pool]
        will = [each for each in places if sure[each] and now + delay[each] <= request.deadline]
        will.sort(key=lambda each: delay[each])
        return request.pool[will[: request.needed]].tolist() if len(will) >= request.needed else [], None
