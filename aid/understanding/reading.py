"""One message, read whole: what the model says of it joined with what rules read out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aid.understanding.beneficiary import Beneficiary, read_beneficiary
from aid.understanding.headcount import read_headcount
from aid.understanding.moment import TimeReading, read_time
from aid.understanding.needs import Classify, Need, find_needs
from aid.understanding.neighbour import helps_neighbour
from aid.understanding.phone import read_phone
from aid.understanding.place import PlaceReading, read_place
from aid.understanding.recurring import Recurring
from aid.understanding.recurring_words import read_first_day, read_recurring
from aid.understanding.screen import Alarm, combine
from aid.understanding.taxonomy import CATEGORIES, Urgency
from aid.understanding.text import clean
from aid.understanding.urgency import read_urgency


@dataclass(frozen=True)
class Parse:
    """What the model says: the 25 categories by falling confidence, and whether it is sure of the first."""

    ranking: tuple[tuple[str, float], ...]
    sure: bool

    @property
    def best(self) -> str:
        return self.ranking[0][0] if self.ranking else "out_of_scope"

    def confidence(self, category: str) -> float:
        return dict(self.ranking).get(category, 0.0)


# What the model says of words that it is not, or cannot be, asked about.
NOTHING_HEARD = Parse((), sure=False)


def parse_of(answer: Mapping[str, Any]) -> Parse:
    """Rasa's `/model/parse` answer, or a tracker's latest message, without its fallback and dialogue-only intents."""
    ranking = tuple(
        (str(each["name"]), float(each["confidence"])) for each in answer.get("intent_ranking") or [] if each.get("name") in CATEGORIES
    )
    return Parse(ranking, sure=(answer.get("intent") or {}).get("name") in CATEGORIES)


@dataclass(frozen=True)
class Reading:
    """Everything read out of one message; None for what is absent."""

    text: str
    parse: Parse
    alarm: Alarm | None
    urgency: Urgency
    place: PlaceReading
    phone: str | None
    time: TimeReading | None
    beneficiary: Beneficiary | None
    needs: tuple[Need, ...]
    needed: int | None = None  # how many people are asked for
    recurring: Recurring | None = None  # help that comes again
    first_day: date | None = None  # 「下周开始」
    for_neighbour: bool = False

    @property
    def category(self) -> str:
        return "emergency" if self.alarm else self.parse.best

    @property
    def for_whom(self) -> Beneficiary | None:
        """Whom the help is for. An old neighbour, one with a child or one who is disabled is that first."""
        general = self.beneficiary in (None, Beneficiary.SELF, Beneficiary.FAMILY)
        return Beneficiary.NEIGHBOUR if self.for_neighbour and general else self.beneficiary

    @property
    def sure(self) -> bool:
        return self.parse.sure or self.alarm is not None


def read(
    text: str,
    parse: Parse,
    now: datetime,
    buildings: Collection[str],
    classify: Classify | None = None,
) -> Reading:
    """Read a message. `classify` (clause → ranking) is asked for two-need messages; without it one need is taken."""
    text = clean(text)
    alarm = combine(text, parse.confidence("emergency"))
    if alarm is None and parse.best == "emergency":  # nothing in the words bears it out: what else it may be is asked
        parse = Parse((*parse.ranking[1:], parse.ranking[0]), sure=False)
    category = "emergency" if alarm else parse.best
    needs: Sequence[Need] = find_needs(text, classify, parse.ranking, category) if classify else [Need(category, text)]
    return Reading(
        text=text,
        parse=parse,
        alarm=alarm,
        urgency=read_urgency(text, category, alarm),
        place=read_place(text, buildings),
        phone=read_phone(text),
        time=read_time(text, now),
        beneficiary=read_beneficiary(text),
        needs=tuple(needs),
        needed=read_headcount(text),
        recurring=read_recurring(text, now),
        first_day=read_first_day(text, now),
        for_neighbour=helps_neighbour(text),
    )


def as_json(reading: Reading) -> dict[str, Any]:
    """The object that `wobanglin understand` prints (design §10); its beneficiaries are six, and a neighbour is none of them."""
    place, time = reading.place.place, reading.time
    ranking = reading.parse.ranking
    if reading.alarm:  # the alarm is the answer, whatever the model thought
        others = [each for each in ranking if each[0] != "emergency"]
        ranking = (("emergency", max(reading.parse.confidence("emergency"), 0.99)), *others)
    return {
        "text": reading.text,
        "category": reading.category,
        "confidence": round(ranking[0][1], 4) if ranking else 0.0,
        "decision": "sure" if reading.sure else "ask",
        "top3": [{"category": name, "confidence": round(value, 4)} for name, value in ranking[:3]],
        "urgency": reading.urgency.value,
        "emergency": reading.alarm is not None,
        "emergency_kind": reading.alarm.kind.value if reading.alarm else None,
        "building": place.building,
        "unit": place.unit,
        "room": place.room,
        "phone": reading.phone,
        "time_text": time.text if time else None,
        "time": time.start.isoformat() if time else None,
        "time_end": time.end.isoformat() if time and time.end else None,
        "beneficiary": reading.beneficiary.value if reading.beneficiary else None,
        "needs": [{"category": need.category, "text": need.text} for need in reading.needs],
    }
