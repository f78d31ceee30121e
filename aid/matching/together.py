"""Several requests that wait for the same hour, shared out together so that one does not take what another needs more. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from aid.matching.rules import Ranked

Rankings = Mapping[int, Sequence[Ranked]]
"""By request: who may be asked, best first."""


def share_out(rankings: Rankings, places: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """The volunteers kept for each request: as many as its `places`, nobody for two, with the highest sum of chances of a yes.

    Equal chances go by score. Who is kept for nobody is free for all.
    """
    seats = [request for request in sorted(rankings) for _ in range(places[request])]
    people = sorted({each.candidate.volunteer_id for ranked in rankings.values() for each in ranked})
    kept: dict[int, set[int]] = {request: set() for request in rankings}
    if not seats or not people:
        return {request: frozenset() for request in rankings}
    column = {volunteer: at for at, volunteer in enumerate(people)}
    worth = np.zeros((len(seats), len(people)))
    for row, request in enumerate(seats):
        for each in rankings[request]:
            worth[row, column[each.candidate.volunteer_id]] = 1 + each.chance + each.score * 1e-6  # 1: better asked at all than not
    for row, at in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
        if worth[row, at] > 0:
            kept[seats[row]].add(people[at])
    return {request: frozenset(volunteers) for request, volunteers in kept.items()}


def without_others(ranked: Sequence[Ranked], request: int, kept: Mapping[int, frozenset[int]]) -> list[Ranked]:
    """The ranking of one request without those who are kept for another; the whole of it where nobody would be left."""
    others = frozenset[int]().union(*(volunteers for number, volunteers in kept.items() if number != request))
    return [each for each in ranked if each.candidate.volunteer_id not in others] or list(ranked)
