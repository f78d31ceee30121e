"""The yardstick: it knows every true chance of a yes and how fast answers come, and plans the best waves under the clocks we keep.

At each decision it looks for the numbers to ask now and at each later wave (the same instants as ours) that make

    P(filled in time) - price x E(asks)

as large as possible, best chances first, from those already asked and still silent on. The plans tried are all totals in
several shapes (all now ... all later), improved by single moves; it plans anew at each wave and at each no. It keeps caps,
rest and quiet hours as we must. It does not look beyond the request before it, so it is the best plan for each request, not for the year.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from aid.understanding.taxonomy import Urgency
from bench.matching.rivals import Rival
from bench.matching.year import Case, Year

SHAPES = (0.0, 0.6, 1.0, 1.6, 3.0, math.inf)
"""How much larger each wave is than the one before; 0: all at once, inf: all in the last."""
IMPROVEMENTS = 4
LOOKED_AT = 30  # of the pool, best chances first


class Oracle(Rival):
    name = "oracle"

    def __init__(self) -> None:
        super().__init__(keeps_caps=True)

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        request = case.request
        places = year.open_to(case)
        if request.need.urgency is Urgency.EMERGENCY:
            return request.pool[places].tolist(), None
        chances = year.chances(request, now)
        places = places[np.argsort(-chances[places], kind="stable")]
        begun = case.asked and why == "no"
        first = self._next_wave.get(request.number, now) if begun else now
        later = np.arange(first + (0 if begun else request.step), request.deadline - 1e-9, request.step)
        times = np.concatenate([[now], later[later > now + 1e-9]])
        count = best_now(
            chances[places][:LOOKED_AT], times, request.deadline, _silent(year, case, now), case.missing, year, year.world.assume.captain_price
        )  # fmt: skip
        again = None if why == "no" else now + request.step
        if again is not None:
            self._next_wave[request.number] = again
        return request.pool[places[:count]].tolist(), again

    def begin(self, year: Year) -> None:
        super().begin(year)
        self._next_wave: dict[int, float] = {}


def _silent(year: Year, case: Case, now: float) -> tuple[np.ndarray, np.ndarray]:
    """Of each who was asked and has not answered: when, and the chance of a yes given the silence so far, as a share of all answers."""
    number = case.request.number
    who = np.array([each for each in case.asked if each not in case.refused], dtype=int)
    at = np.array([case.asked[each] for each in who])
    chances = np.array([year.chance_when_asked[number, each] for each in who])
    came = (now - at >= year.delay[number, who]) & (year.world.luck[0, number, who] < chances)  # a yes that came is a filled seat
    at, chances = at[~came], chances[~came]
    speaks = chances + (1 - chances) * year.world.assume.says_no
    return at, chances / np.maximum(1 - year.answered_within(now - at) * speaks, 1e-9)


@cache
def _plans(waves: int, people: int) -> np.ndarray:
    """Numbers asked at each wave, a row a plan."""
    rows = {(0,) * waves}
    totals = {*range(1, min(people, 6) + 1), *range(6, people + 1, 4), people}
    for total in totals:
        for shape in SHAPES:
            weights = np.array(
                [1.0] + [0.0] * (waves - 1)
                if shape == 0
                else [0.0] * (waves - 1) + [1.0]
                if math.isinf(shape)
                else shape ** np.arange(waves)
            )
            cut = np.round(np.cumsum(weights) / weights.sum() * total).astype(int)
            rows.add(tuple(np.diff(cut, prepend=0).tolist()))
    return np.array(sorted(rows))


def best_now(
    chances: np.ndarray, times: np.ndarray, deadline: float, silent: tuple[np.ndarray, np.ndarray], missing: int, year: Year, price: float
) -> int:
    """How many of `chances` (falling) to ask at the first of `times`."""
    if not len(chances):
        return 0
    waves = len(times)
    instants = np.concatenate([times, [deadline]])
    answered = year.answered_within(instants[:, None] - times[None, :])  # instant, wave → share of answers there by then
    logs = np.log1p(-np.minimum(chances[None, None, :] * answered[:, :, None], 0.999999))
    sums = np.concatenate([np.zeros((waves + 1, waves, 1)), np.cumsum(logs, axis=2)], axis=2)
    at, chance = silent
    gained = year.answered_within(instants[:, None] - at) - year.answered_within(times[0] - at)
    pending = np.log1p(-np.minimum(chance * gained, 0.999999)).sum(axis=1)
    worth = _worth(sums, pending, missing, price)
    plans = _plans(waves, len(chances))
    values = worth(plans)
    best, value = plans[int(np.argmax(values))], float(values.max())
    for _ in range(IMPROVEMENTS):
        near = _moves(best, len(chances))
        values = worth(near)
        if values.max() <= value + 1e-12:
            break
        best, value = near[int(np.argmax(values))], float(values.max())
    return int(best[0])


def _worth(sums: np.ndarray, pending: np.ndarray, missing: int, price: float):  # type: ignore[no-untyped-def]  # a closure over arrays
    wave = np.arange(sums.shape[1])

    def worth(plans: np.ndarray) -> np.ndarray:
        cut = np.concatenate([np.zeros((len(plans), 1), dtype=int), np.cumsum(plans, axis=1)], axis=1)
        none_yet = pending[:, None] + (sums[:, wave, cut[:, 1:]] - sums[:, wave, cut[:, :-1]]).sum(axis=2)  # instant, plan
        open_ = _fewer_than(missing, none_yet)
        asks = plans[:, 0] + (plans[:, 1:] * open_[1:-1].T).sum(axis=1)
        return 1 - open_[-1] - price * asks

    return worth


def _fewer_than(missing: int, log_none: np.ndarray) -> np.ndarray:
    """P(fewer yes than missing), as of a Poisson number with the same chance of none: exact for one seat."""
    rate = -log_none
    return np.exp(log_none) * sum(rate**k / math.factorial(k) for k in range(missing))


@cache
def _steps(waves: int) -> np.ndarray:
    """One more or one fewer at a wave, or one moved between now and a later wave."""
    one = np.eye(waves, dtype=int)
    moved = [sign * (one[0] - one[later]) for later in range(1, waves) for sign in (1, -1)]
    return np.array([*one, *-one, *moved])


def _moves(plan: np.ndarray, people: int) -> np.ndarray:
    """The plans one step away."""
    found = plan + _steps(len(plan))
    return found[(found >= 0).all(axis=1) & (found.sum(axis=1) <= people)]
