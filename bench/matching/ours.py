"""Our own matching, driven as the service drives it: the pure rules of `aid.matching`, nothing copied."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

from aid.matching import rules
from aid.matching.chance import HALF_LIFE, Record, answered_within, band_of
from aid.matching.waves import Moment, Thinking, wave
from aid.understanding.taxonomy import Urgency
from aid.volunteers.skills import skills
from bench.matching.assumptions import DAY
from bench.matching.world import instant
from bench.matching.year import Case, Year


class Tally:
    """Decayed counts, as `aid.matching.learning` keeps them in rows."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[Record, float]] = {}

    def at(self, key: object, now: float) -> Record:
        if key not in self._kept:
            return Record()
        record, since = self._kept[key]
        left = 0.5 ** ((now - since) / (HALF_LIFE / timedelta(days=1) * DAY))
        return Record(record.yes * left, record.tried * left, record.expected * left)

    def of_category(self, category: str | None, now: float) -> dict[str, Record]:
        """What a ranking reads: the habits of all, and of this category."""
        return {
            key: self.at(key, now)
            for key in self._kept
            if isinstance(key, str) and (not key.startswith("category:") or key == f"category:{category}")
        }

    def add(self, key: object, now: float, yes: float, tried: float, expected: float) -> None:
        known = self.at(key, now)
        self._kept[key] = (Record(known.yes + yes, known.tried + tried, known.expected + expected), now)


class Ours:
    """`rank` and `wave` of `aid.matching`, with the load and the history that the rows would show."""

    name = "ours"
    keeps_caps = True

    def begin(self, year: Year) -> None:
        self.habits, self.people = Tally(), Tally()
        self._offers: dict[tuple[int, int], tuple[rules.Ranked, tuple[str, ...], str]] = {}
        self._scarce = {each.id for each in skills().values() if each.scarce}

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        request, community, at = case.request, year.world.community, instant(now)
        need = replace(request.need, asked=frozenset(case.asked), category=request.category)
        band = band_of(at, community.zone)
        known = self.habits.of_category(request.category, now)
        crowd = [self._seen(year, each, need, now, band) for each in request.pool[year.open_to(case)]]
        ranked = rules.rank(crowd, need, at, community, known)
        if why != "no":
            case.wave += 1
        thinking = [
            Thinking(self._offers[request.number, each][0].chance, instant(since))
            for each, since in case.asked.items()
            if (request.number, each) in self._offers
        ]
        step = timedelta(minutes=request.step if math.isfinite(request.step) else 1)
        moment = Moment(at, timedelta(minutes=request.deadline - now), step, case.missing, thinking)
        if request.need.urgency is not Urgency.EMERGENCY:
            chosen = wave(ranked, moment, request.need.urgency, community, f"{request.number}:{len(case.asked)}")
        else:
            chosen = ranked
        for each in chosen:
            ask = rules.ask_of(each.candidate, need, at, community)
            self._offers[request.number, each.candidate.volunteer_id] = (each, ask.keys(), band)
        return [each.candidate.volunteer_id for each in chosen], None if why == "no" or math.isinf(request.step) else now + request.step

    def _seen(self, year: Year, volunteer: int, need: rules.Need, now: float, band: str) -> rules.Candidate:
        last = year.last_asked[volunteer]
        known = year.world.volunteers[volunteer]
        return replace(
            known,
            asked_day=int(year.asked_day[volunteer]),
            asked_week=int(year.asked_week[volunteer]),
            last_asked_at=None if math.isinf(last) else instant(last),
            record=self.people.at(volunteer, now),
            record_now=self.people.at((volunteer, band), now),
            scarce=bool(self._scarce & known.skills.keys() - need.skills),
        )

    def heard(self, year: Year, case: Case, volunteer: int, now: float, answer: str) -> None:
        if answer in ("yes", "no"):
            self._learn(case, volunteer, now, float(answer == "yes"), 1.0)

    def closed(self, year: Year, case: Case, now: float) -> None:
        for volunteer, since in case.asked.items():
            self._learn(case, volunteer, now, 0.0, answered_within(timedelta(minutes=now - since), year.world.community.answers))

    def _learn(self, case: Case, volunteer: int, now: float, yes: float, tried: float) -> None:
        offer = self._offers.pop((case.request.number, volunteer), None)
        if offer is None or case.request.need.urgency is Urgency.EMERGENCY:
            return
        ranked, keys, band = offer
        for key in keys:
            self.habits.add(key, now, yes, tried, 0.0)
        for key in (volunteer, (volunteer, band)):
            self.people.add(key, now, yes, tried, tried * ranked.context)
