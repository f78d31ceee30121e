"""Our own matching, driven as the service drives it: the pure rules of `aid.matching`, nothing copied."""

from __future__ import annotations

import math
from dataclasses import replace

from aid.matching import rules
from aid.understanding.taxonomy import Urgency
from bench.matching.world import instant
from bench.matching.year import Case, Year


class Ours:
    """`rank` and `wave_size` of `aid.matching.rules`, with the load that the rows would show."""

    name = "ours"
    keeps_caps = True

    def begin(self, year: Year) -> None:
        """Nothing is known at first."""

    def plan(self, year: Year, case: Case, now: float, why: str) -> tuple[list[int], float | None]:
        request, community = case.request, year.world.community
        need = replace(request.need, asked=frozenset(case.asked))
        ranked = rules.rank([self._seen(year, each) for each in request.pool if not year.gone[each]], need, instant(now), community)
        if request.need.urgency is Urgency.EMERGENCY:
            return [each.candidate.volunteer_id for each in ranked], None
        if why == "no":
            return [each.candidate.volunteer_id for each in ranked[:1]], None
        case.wave += 1
        size = rules.wave_size(request.need.urgency, case.wave, community)
        return [each.candidate.volunteer_id for each in ranked[:size]], now + request.step

    def _seen(self, year: Year, volunteer: int) -> rules.Candidate:
        last = year.last_asked[volunteer]
        return replace(
            year.world.volunteers[volunteer],
            asked_day=int(year.asked_day[volunteer]),
            asked_week=int(year.asked_week[volunteer]),
            last_asked_at=None if math.isinf(last) else instant(last),
        )

    def heard(self, year: Year, case: Case, volunteer: int, now: float, answer: str) -> None:
        """Nothing is learned."""

    def closed(self, year: Year, case: Case, now: float) -> None:
        """Nothing is learned."""
