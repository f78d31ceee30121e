"""How likely somebody says yes: Beta priors moved by what our own offers came to. Pure.

The chance is the rate of the whole compound, times a ratio for each trait of the ask (category, hours, nearness, level, load), times
the volunteer's own ratio, over all and at this time of the week. Each is the mean of a Beta posterior: a prior, stated here and
in `community.toml`, moved by decayed counts of asks and yeses. An offer whose request was filled before an answer could be expected
counts as part of an ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

HALF_LIFE = timedelta(days=180)
"""After this long an answer counts half."""

WORKING, OWN = "working", "own"
"""Bands of the week: the hours in which people with a job are at work, and the others."""

# What a trait is worth before anything is known, against the average; in the order in which a better one never counts less.
PRIORS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "near": {"elsewhere": 0.85, "next": 1.0, "same": 1.2},
        "level": {"some": 0.9, "none": 1.0, "skilled": 1.0, "certified": 1.05},
        "hours": {"busy": 0.5, "unsaid": 1.0, "free": 1.1},
        "load": {"5": 0.65, "4": 0.7, "3": 0.8, "2": 0.9, "1": 0.95, "0": 1.0},
    }
)
_STRENGTH_OF_RATE = 30.0  # asks that the stated rate of the compound is worth
_STRENGTH_OF_TRAIT = 6.0  # expected yeses that a trait's prior is worth
_STRENGTH_OF_PERSON = 1.5  # the same, of a person's: few yeses tell much, as people differ more than traits
_STRENGTH_OF_BAND = 2.0
_LEAST, _MOST = 0.005, 0.95


@dataclass(frozen=True)
class Record:
    """What asks came to, decayed to an instant: yeses, asks, and the yeses that were expected of these asks."""

    yes: float = 0.0
    tried: float = 0.0
    expected: float = 0.0

    def ratio(self, strength: float, prior: float = 1.0) -> float:
        """How many times what was expected came true: the mean of a Gamma (for rare yeses: Beta) posterior around `prior`."""
        return (strength * prior + self.yes) / (strength + self.expected)


NOTHING = Record()
Habits = Mapping[str, Record]
"""What is known of the whole compound, by trait: "all", "category:errand", "near:same", …"""
NO_HABITS: Habits = MappingProxyType({})


@dataclass(frozen=True)
class Ask:
    """The traits of asking one volunteer for one request at one time."""

    category: str | None
    near: str
    level: str
    hours: str
    load: str

    def keys(self) -> tuple[str, ...]:
        """The habits that an answer to it moves."""
        return ("all", f"category:{self.category}", f"near:{self.near}", f"level:{self.level}", f"hours:{self.hours}", f"load:{self.load}")


@dataclass(frozen=True)
class Chance:
    """Of a yes: for this volunteer, and (`context`) for anybody of whom nothing is known asked in the same way."""

    value: float
    context: float


def band_of(at: datetime, zone: ZoneInfo) -> str:
    """Weekdays from eight to six are working hours, whoever is asked."""
    local = at.astimezone(zone)
    return WORKING if local.weekday() < 5 and 8 <= local.hour < 18 else OWN


class Expectation:
    """The ratios of all traits worked out once for a ranking."""

    def __init__(self, habits: Habits, cold_start: float) -> None:
        everything = habits.get("all", NOTHING)
        self.rate = (_STRENGTH_OF_RATE * cold_start + everything.yes) / (_STRENGTH_OF_RATE + everything.tried)
        self._habits = habits
        self._ratios = {trait: self._rising(trait, priors) for trait, priors in PRIORS.items()}

    def _rising(self, trait: str, priors: Mapping[str, float]) -> dict[str, float]:
        """Learned, but a better value never counts less than a worse one."""
        found, least = {}, 0.0
        for value, prior in priors.items():
            least = max(least, self._ratio(f"{trait}:{value}", prior))
            found[value] = least
        return found

    def _ratio(self, key: str, prior: float) -> float:
        record = self._habits.get(key, NOTHING)
        return Record(record.yes, expected=record.tried * self.rate).ratio(_STRENGTH_OF_TRAIT, prior)

    def of(self, ask: Ask, own: Record = NOTHING, in_band: Record = NOTHING) -> Chance:
        """The chance of a yes to this ask, of a volunteer with this record, over all and in this band of the week."""
        context = self.rate * self._ratio(f"category:{ask.category}", 1.0)
        for trait, value in (("near", ask.near), ("level", ask.level), ("hours", ask.hours), ("load", ask.load)):
            context *= self._ratios[trait][value]
        return Chance(_bounded(context * promise(own, [in_band])), _bounded(context))

    def best(self, category: str | None, near: str, level: str) -> float:
        """The highest chance of anybody of average promise there: not asked lately, and free."""
        return self.of(Ask(category, near, level, "free", "0")).context


def promise(own: Record, bands: Iterable[Record]) -> float:
    """How many times the usual chance somebody's is, in their best band of the week."""
    usual = own.ratio(_STRENGTH_OF_PERSON)
    return usual * max((Record(each.yes, expected=each.expected * usual).ratio(_STRENGTH_OF_BAND) for each in bands), default=1.0)


def most_promise(own: Record, bands: Iterable[Record]) -> float:
    """What the promise can come to at any later time, as old answers fade; of who does worse than usual, what it is now (1 at most)."""
    bands = list(bands)
    usual = own.ratio(_STRENGTH_OF_PERSON)
    least = min(usual, 1.0)
    most = max(usual, 1.0) * max([1.0, *(Record(each.yes, expected=each.expected * least).ratio(_STRENGTH_OF_BAND) for each in bands)])
    return most if most > 1 else promise(own, bands)


def _bounded(chance: float) -> float:
    return min(max(chance, _LEAST), _MOST)


def decay(age: timedelta) -> float:
    """What an answer of this age still counts."""
    return float(0.5 ** (age / HALF_LIFE))


def answered_within(time: timedelta, median: timedelta) -> float:
    """The share of answers that have come after this time, when half come within `median` (log-logistic)."""
    return max(time / (time + median), 0.0) if time > timedelta(0) else 0.0


def any_yes(chances: Iterable[float], missing: int = 1) -> float:
    """The chance that at least `missing` of them say yes."""
    fewer = [1.0] + [0.0] * (missing - 1)
    for chance in chances:
        for count in range(missing - 1, 0, -1):
            fewer[count] = fewer[count] * (1 - chance) + fewer[count - 1] * chance
        fewer[0] *= 1 - chance
    return 1 - sum(fewer)
