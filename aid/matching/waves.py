"""How many are asked at once: as few as give the chance of a yes that the urgency calls for. Pure and deterministic for a seed."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aid.community import Community
from aid.matching.chance import answered_within, any_yes
from aid.matching.rules import Ranked
from aid.understanding.taxonomy import Urgency

# What the part `chance` of a score is for somebody half as likely to say yes as people usually are.
_HALF_THE_USUAL = 1 / 3


@dataclass(frozen=True)
class Thinking:
    """Somebody asked who has not answered: the chance of a yes when asked, and since when."""

    chance: float
    since: datetime


@dataclass(frozen=True)
class Moment:
    """Where a request stands when a wave is chosen: `left` until the captain must act, `step` from wave to wave."""

    now: datetime
    left: timedelta
    step: timedelta
    missing: int = 1
    thinking: Sequence[Thinking] = ()

    @property
    def waves_left(self) -> int:
        """This one included."""
        return max(1, math.ceil(self.left / self.step - 1e-9)) if self.step else 1


def wave(ranked: Sequence[Ranked], moment: Moment, urgency: Urgency, community: Community, seed: str) -> list[Ranked]:
    """Whom to ask now, best first.

    The target of the urgency is what all waves that are left should reach together, so each has its equal part of it and grows
    as time runs out. Who still thinks counts, so that nobody is asked for a yes that is on its way.
    Beyond the least that are asked, nobody is disturbed whose yes is unlikely: each ask makes the next one less welcome, and what a
    tired neighbour or one at work is not asked today they may gladly do another day.
    """
    if urgency is Urgency.EMERGENCY:
        return list(ranked)
    target = 1 - (1 - community.targets[urgency]) ** (1 / moment.waves_left)
    chances = [_still(each, moment, community) for each in moment.thinking]
    chosen: list[Ranked] = []
    in_time = answered_within(moment.left, community.answers)
    for each in ranked:
        enough = len(chances) >= community.least
        if enough and any_yes(chances, moment.missing) >= target:
            break
        if enough and each.chance < community.worth_asking and each.parts.get("chance", 1.0) < _HALF_THE_USUAL:
            continue
        chances.append(each.chance * in_time)
        chosen.append(each)
    return _with_a_turn(chosen, ranked, community, seed)


def first_alone(ranked: Sequence[Ranked], waves_before: int) -> list[Ranked]:
    """Of help that comes again, who came last time is asked first, alone; later, or where they cannot be asked, nobody is."""
    return [each for each in ranked if each.parts.get("again")][:1] if not waves_before else []


def plan(ranked: Sequence[Ranked], moment: Moment, urgency: Urgency, community: Community) -> list[list[Ranked]]:
    """The waves as they would go out if everybody stayed silent: what is to be expected, for people to look at."""
    found: list[list[Ranked]] = []
    thinking, left, now = list(moment.thinking), moment.left, moment.now
    rest = list(ranked)
    while rest and (left > timedelta(0) or not found):
        chosen = wave(rest, Moment(now, left, moment.step, moment.missing, thinking), urgency, community, "")
        rest = [each for each in rest if each not in chosen]
        thinking += [Thinking(each.chance, now) for each in chosen]
        found += [chosen] if chosen else []
        if not moment.step:
            break
        now, left = now + moment.step, left - moment.step
    return found


def _still(each: Thinking, moment: Moment, community: Community) -> float:
    """The chance that a yes comes before the deadline from somebody who has been silent so far."""
    so_far = answered_within(moment.now - each.since, community.answers)
    by_then = answered_within(moment.now - each.since + moment.left, community.answers)
    return each.chance * (by_then - so_far) / (1 - each.chance * so_far)


def _with_a_turn(chosen: list[Ranked], ranked: Sequence[Ranked], community: Community, seed: str) -> list[Ranked]:
    """In a share of the waves the last place goes to the best of those who have never been asked."""
    if not chosen or random.Random(seed).random() >= community.exploration:  # fairness, not secrecy
        return chosen
    waiting = [each for each in ranked[len(chosen) :] if each.candidate.last_asked_at is None]
    never = any(each.candidate.last_asked_at is None for each in chosen)
    return chosen if never or not waiting else [*chosen[:-1], waiting[0]]
