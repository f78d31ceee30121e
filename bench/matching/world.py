"""A compound and a year of requests, drawn from a seed. Every policy meets the same world, and the same luck of each pair."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from aid.community import Community
from aid.followups.model import FollowUpKind
from aid.followups.rules import due_at, quiet_end
from aid.matching.rules import Candidate, Need, nearness, refusal
from aid.understanding.taxonomy import CATEGORIES, Group, Urgency
from aid.volunteers.model import Level, Reach
from aid.volunteers.skills import skills
from bench.matching.assumptions import DAY, Assumptions

START = datetime.fromisoformat("2026-01-05T00:00:00+08:00")  # a Monday, so that hours of the week count from the start

# Requests by hour of the day: a morning and an evening peak, little at night, as calls to 12345 lines run. [guess]
HOUR_WEIGHTS = np.array([1, 0.5, 0.5, 0.5, 0.5, 1, 3, 6, 9, 10, 9, 7, 5, 5, 6, 7, 7, 7, 8, 9, 8, 6, 4, 2], dtype=float)
# By month: cold water pipes in January, the quiet Spring Festival, typhoons from July to September. [guess]
MONTH_WEIGHTS = np.array([1.1, 0.8, 0.95, 1.0, 1.0, 1.0, 1.15, 1.2, 1.15, 0.95, 0.95, 1.0])
# How often each category of help is asked for. [guess]
CATEGORY_WEIGHTS = {
    "repair_home": 22, "errand": 16, "digital_help": 13, "elder_care": 11, "moving_heavy": 10, "medical": 8, "paperwork": 7,
    "child_care": 6, "psychological": 3, "legal": 2, "pet": 2,
}  # fmt: skip
# In how many volunteers' sheets a group of skills stands: errands and carrying are everybody's, law is not. [guess]
GROUP_WEIGHTS = {
    "代办跑腿": 5, "搬运体力": 4, "老人照护": 4, "手机电脑": 3, "水电维修": 2, "家电家具": 2, "孩子": 3, "证件政策": 2, "医疗健康": 2, "倾诉心理": 2,
    "法律": 1, "宠物": 1.5, "安全应急": 2, "语言翻译": 1, "文体": 1.5, "调解": 1,
}  # fmt: skip


@dataclass
class Request:
    """One request: what it needs, when it may first be asked for, by when it must be accepted, and who may be asked at all.

    Times are minutes from START. `pool` are volunteers' numbers; `base` their chances of a yes but for hour and fatigue, before the level.
    """

    number: int
    need: Need
    category: str
    needed: int
    at: float
    opens: float
    deadline: float
    step: float
    pool: np.ndarray
    base: np.ndarray
    near: np.ndarray


@dataclass
class World:
    """Volunteers as matching sees them (without load), their hidden traits, the requests, and three luck numbers a pair."""

    assume: Assumptions
    community: Community
    volunteers: list[Candidate]
    free: np.ndarray  # volunteer, hour of the week → factor of the chance
    tolerance: np.ndarray
    requests: list[Request]
    luck: np.ndarray  # three, request, volunteer
    leave_luck: np.ndarray  # week, volunteer
    scale: float


def draw(seed: int, community: Community, assume: Assumptions) -> World:
    """The world of this seed."""
    rng = np.random.default_rng([seed, 580])
    people, free = _volunteers(rng, community, assume)
    readiness = rng.lognormal(0, assume.spread_of_people, len(people))
    helps = [each.id for each in CATEGORIES.values() if each.group is Group.HELP]
    gladly = dict(zip(helps, rng.lognormal(0, assume.spread_of_categories, len(helps)))) | {"emergency": assume.alarm}
    taste = {each: rng.lognormal(0, assume.spread_of_taste, len(people)) for each in gladly}
    requests = []
    for at in _instants(rng, assume):
        request = _request(rng, len(requests), at, community, assume, people)
        request.base = request.base * readiness[request.pool] * gladly[request.category] * taste[request.category][request.pool]
        requests.append(request)
    seen = [float((each.base * free[each.pool, hour_of_week(each.opens)]).mean()) for each in requests if len(each.pool)]
    return World(
        assume=assume,
        community=community,
        volunteers=people,
        free=free,
        tolerance=assume.tolerance * rng.lognormal(0, assume.spread_of_tolerance, len(people)),
        requests=requests,
        luck=rng.random((3, len(requests), len(people)), dtype=np.float32),
        leave_luck=rng.random((assume.days // 7 + 1, len(people))),
        scale=1 / float(np.mean(seen)),
    )


def hour_of_week(at: float) -> int:
    return int(at // 60) % 168


def instant(at: float) -> datetime:
    """Minutes from the start → the instant."""
    return START + timedelta(minutes=at)


def minutes(when: datetime) -> float:
    return (when - START).total_seconds() / 60


def _volunteers(rng: np.random.Generator, community: Community, assume: Assumptions) -> tuple[list[Candidate], np.ndarray]:
    groups: dict[str, list[str]] = {}
    for skill in skills().values():
        groups.setdefault(skill.group, []).append(skill.id)
    weights = np.array([GROUP_WEIGHTS.get(each, 1.0) for each in groups])
    buildings = community.ordered_buildings
    people, free = [], np.ones((assume.volunteers, 168))
    for number in range(assume.volunteers):
        count = max(1, math.floor(assume.groups_per_volunteer + rng.random()))
        chosen = rng.choice(len(groups), size=min(count, len(groups)), replace=False, p=weights / weights.sum())
        known = [each for at in chosen for each in list(groups.values())[at] if rng.random() < assume.skills_known]
        levels = [tuple(Level)[at] for at in rng.choice(3, size=len(known), p=[0.3, 0.5, 0.2])]
        works = rng.random() < assume.working_share
        if works:
            for day in range(5):
                free[number, day * 24 + 8 : day * 24 + 18] = assume.busy
        hours: tuple[tuple[int, int, int], ...] = ()
        if rng.random() < assume.hours_stated:
            week = [(day, 18 * 60, 22 * 60) for day in range(5)] + [(5, 0, 1440), (6, 0, 1440)]
            hours = tuple(week) if works else tuple((day, 7 * 60, 21 * 60) for day in range(7))
        far = rng.random()
        people.append(
            Candidate(
                volunteer_id=number,
                person_id=number,
                building=buildings[rng.integers(len(buildings))],
                household_id=number,
                skills=dict(zip(known, levels)),
                reach=Reach.BUILDING if far < assume.reach_building
                else Reach.NEIGHBOURS if far < assume.reach_building + assume.reach_neighbours else Reach.COMPOUND,
                vetted=bool(rng.random() < assume.vetted_share),
                night_ok=bool(rng.random() < 0.15),
                hours=hours,
            )
        )  # fmt: skip
    return people, free


def _instants(rng: np.random.Generator, assume: Assumptions) -> list[float]:
    """When requests come in: a Poisson process with a daily and a yearly rhythm."""
    total = rng.poisson(assume.households * assume.requests_per_household * assume.days / 365)
    days = np.arange(assume.days)
    by_day = MONTH_WEIGHTS[[(START + timedelta(days=int(day))).month - 1 for day in days]]
    day = rng.choice(days, size=total, p=by_day / by_day.sum())
    hour = rng.choice(24, size=total, p=HOUR_WEIGHTS / HOUR_WEIGHTS.sum())
    return sorted((day * DAY + hour * 60 + rng.random(total) * 60).tolist())


def _request(
    rng: np.random.Generator, number: int, at: float, community: Community, assume: Assumptions, people: list[Candidate]
) -> Request:
    alarm = rng.random() < assume.emergency_share
    names, weights = list(CATEGORY_WEIGHTS), np.array(list(CATEGORY_WEIGHTS.values()), dtype=float)
    category = "emergency" if alarm else names[rng.choice(len(names), p=weights / weights.sum())]
    mine = [each.id for each in skills().values() if category in each.categories]
    urgency = Urgency.EMERGENCY if alarm else Urgency.URGENT if rng.random() < assume.urgent_share else CATEGORIES[category].urgency
    wanted = frozenset() if alarm else frozenset([mine[rng.integers(len(mine))]]) if rng.random() < assume.named_share else frozenset(mine)
    several = category == "moving_heavy" and rng.random() < assume.several_share
    needed = int(rng.integers(2, 4)) if several else 1
    later = urgency is Urgency.NORMAL and rng.random() < assume.agreed_share
    agreed = instant((at // DAY + rng.integers(1, 4)) * DAY + rng.integers(8, 20) * 60) if later else None
    building = community.ordered_buildings[rng.integers(len(community.ordered_buildings))]
    need = Need(
        skills=wanted,
        building=building,
        household_id=None,
        requester_id=-1,
        urgency=urgency,
        sensitive=alarm or CATEGORIES[category].sensitive,
        wanted_from=agreed,
    )
    now = instant(at)
    awake = quiet_end(now, community) if urgency is Urgency.NORMAL else None
    opens = minutes(awake) if awake else at
    deadline = due_at(FollowUpKind.CAPTAIN_MUST_ACT, urgency, now, community, agreed=agreed)
    next_wave = due_at(FollowUpKind.NEXT_WAVE, urgency, instant(opens), community, agreed=agreed)
    assert deadline is not None
    pool = [
        each.volunteer_id
        for each in people
        if (not alarm or each.building == building) and refusal(each, need, instant(opens), community) is None
    ]
    near = np.array([nearness(people[each], need, community) or 0.0 for each in pool])
    base = np.array([_fits(people[each], wanted, assume) for each in pool]) * np.where(
        near >= 1, 1.0, np.where(near >= 0.5, assume.next_building, assume.elsewhere)
    )
    return Request(
        number=number,
        need=need,
        category=category,
        needed=needed,
        at=at,
        opens=opens,
        deadline=minutes(deadline),
        step=minutes(next_wave) - opens if next_wave else math.inf,
        pool=np.array(pool, dtype=int),
        base=base.reshape(-1),
        near=near,
    )


def _fits(person: Candidate, wanted: frozenset[str], assume: Assumptions) -> float:
    worth = {Level.SOME: assume.beginner, Level.SKILLED: 1.0, Level.CERTIFIED: assume.certified}
    return max((worth[person.skills[each]] for each in wanted & person.skills.keys()), default=1.0)
