"""From years to figures: what a column says of one year, and means with 95 % intervals over seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from bench.matching.year import Outcome


def gini(values: np.ndarray) -> float:
    """0: all alike; towards 1: a few have all."""
    ordered = np.sort(values.astype(float))
    count, total = len(ordered), ordered.sum()
    return float((2 * np.arange(1, count + 1) - count - 1) @ ordered / (count * total)) if total else 0.0


def in_time(outcome: Outcome, urgency: str | None = None) -> float:
    """Share of requests filled before the captain must act."""
    tallies = [each for name, each in outcome.by_urgency.items() if urgency in (None, name)]
    return sum(each[0] for each in tallies) / max(sum(each[1] for each in tallies), 1)


COLUMNS: dict[str, Callable[[Outcome], float]] = {
    "in time": in_time,
    "emergency": lambda each: in_time(each, "emergency"),
    "urgent": lambda each: in_time(each, "urgent"),
    "normal": lambda each: in_time(each, "normal"),
    "median min": lambda each: float(np.median(each.waits)) if each.waits else float("nan"),
    "p90 min": lambda each: float(np.percentile(each.waits, 90)) if each.waits else float("nan"),
    "asks/yes": lambda each: each.asks / max(each.taken, 1),
    "asked monthly": lambda each: each.monthly,
    "Gini": lambda each: gini(each.per_volunteer),
    "left": lambda each: each.left,
    "caps broken": lambda each: float(each.caps_broken),
}
SHARES = {"in time", "emergency", "urgent", "normal", "asked monthly", "left"}


@dataclass(frozen=True)
class Interval:
    """A mean and half the width of its 95 % interval (Student's t)."""

    mean: float
    half: float

    @property
    def low(self) -> float:
        return self.mean - self.half

    @property
    def high(self) -> float:
        return self.mean + self.half


def interval(values: Sequence[float]) -> Interval:
    kept = np.array([each for each in values if not np.isnan(each)])
    if len(kept) < 2:
        return Interval(float(kept.mean()) if len(kept) else float("nan"), 0.0)
    return Interval(float(kept.mean()), float(t.ppf(0.975, len(kept) - 1) * kept.std(ddof=1) / np.sqrt(len(kept))))
