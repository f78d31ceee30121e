"""Whom to ask: hard limits, the named parts of the score, and an order that is always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from aid.community import Community, read_community
from aid.matching.rules import Candidate, Need, is_free, nearness, parts_of, rank, refusal
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Level, Reach
from cli.settings import ROOT

COMPOUND = read_community(ROOT / "community.toml")
DAY = timedelta(days=1)


def at(clock: str) -> datetime:
    """An instant of one Wednesday in 福清."""
    return datetime.fromisoformat(f"2026-09-16 {clock}+08:00")


MORNING, NIGHT, NOON = at("10:00"), at("23:00"), at("13:00")
LIN = Candidate(volunteer_id=1, person_id=11, building="3", household_id=101, skills={"plumbing": Level.SKILLED})
LEAK = Need(skills=frozenset({"plumbing"}), building="3", household_id=201, requester_id=21, urgency=Urgency.NORMAL)


def test_a_neighbour_who_can_and_may_is_not_refused(community: Community) -> None:
    """Nothing forbids asking a free plumber of the same building in the morning."""
    assert refusal(LIN, LEAK, MORNING, community) is None


@pytest.mark.parametrize(
    ("why", "candidate", "need", "now"),
    [
        ("unavailable", replace(LIN, available=False), LEAK, MORNING),
        ("skill", replace(LIN, skills={"smartphone": Level.CERTIFIED}), LEAK, MORNING),
        ("same_household", replace(LIN, household_id=201), LEAK, MORNING),
        ("same_household", replace(LIN, person_id=21), replace(LEAK, household_id=None), MORNING),
        ("not_vetted", LIN, replace(LEAK, sensitive=True), MORNING),
        ("asked_before", LIN, replace(LEAK, asked=frozenset({1})), MORNING),
        ("muted", replace(LIN, muted=frozenset({"repair_home"})), replace(LEAK, category="repair_home"), MORNING),
        ("too_far", replace(LIN, building="5", reach=Reach.BUILDING), LEAK, MORNING),
        ("too_far", replace(LIN, building="5", reach=Reach.NEIGHBOURS), LEAK, MORNING),
        ("too_far", replace(LIN, reach=Reach.NEIGHBOURS), replace(LEAK, building=None), MORNING),
        ("quiet", LIN, LEAK, NIGHT),
        ("quiet", LIN, LEAK, NOON),
        ("quiet", replace(LIN, night_ok=True), LEAK, NIGHT),
        ("quiet", LIN, replace(LEAK, urgency=Urgency.URGENT), NIGHT),
        ("cap", replace(LIN, asked_day=2), LEAK, MORNING),
        ("cap", replace(LIN, asked_week=5), LEAK, MORNING),
        ("cap", replace(LIN, asked_day=2), replace(LEAK, urgency=Urgency.URGENT), MORNING),
        ("hours", replace(LIN, hours=((2, 18 * 60, 20 * 60),)), replace(LEAK, urgency=Urgency.URGENT), MORNING),
        ("muted", replace(LIN, muted=frozenset({"repair_home"})), replace(LEAK, category="repair_home"), MORNING),
        ("muted", replace(LIN, muted=frozenset({"plumbing"})), LEAK, MORNING),
        ("unwilling", LIN, replace(LEAK, unwilling=frozenset({1})), MORNING),
    ],
)
def test_each_hard_limit_forbids_asking(why: str, candidate: Candidate, need: Need, now: datetime, community: Community) -> None:
    """One thing wrong is enough, and the refusal names it."""
    assert refusal(candidate, need, now, community) == why
    assert rank([candidate], need, now, community) == []


@pytest.mark.parametrize(
    ("candidate", "need", "now"),
    [
        (replace(LIN, vetted=True), replace(LEAK, sensitive=True), MORNING),
        (replace(LIN, household_id=None), replace(LEAK, household_id=None), MORNING),
        (replace(LIN, building="4", reach=Reach.NEIGHBOURS), LEAK, MORNING),
        (replace(LIN, building="30"), LEAK, MORNING),
        (replace(LIN, night_ok=True), replace(LEAK, urgency=Urgency.URGENT), NIGHT),
        (LIN, replace(LEAK, urgency=Urgency.EMERGENCY), NIGHT),
        (replace(LIN, asked_day=99, asked_week=99), replace(LEAK, urgency=Urgency.EMERGENCY), NIGHT),
        (replace(LIN, asked_day=1, asked_week=4), LEAK, MORNING),
        (replace(LIN, muted=frozenset({"pet", "computer"})), replace(LEAK, category="repair_home"), MORNING),
        (replace(LIN, muted=frozenset({"plumbing"})), replace(LEAK, urgency=Urgency.EMERGENCY), MORNING),
        (replace(LIN, hours=((2, 9 * 60, 11 * 60),)), replace(LEAK, urgency=Urgency.URGENT), MORNING),
        (replace(LIN, hours=((6, 0, 60),)), replace(LEAK, urgency=Urgency.URGENT, wanted_from=MORNING + DAY), MORNING),
        (replace(LIN, skills={}), replace(LEAK, skills=frozenset()), MORNING),
    ],
)
def test_a_limit_forbids_no_more_than_it_says(candidate: Candidate, need: Need, now: datetime, community: Community) -> None:
    """What is just inside every limit may be asked; an emergency knows neither quiet hours nor caps."""
    assert refusal(candidate, need, now, community) is None


@pytest.mark.parametrize(
    ("limit", "candidate"),
    [
        ("unavailable", replace(LIN, available=False)),
        ("skill", replace(LIN, skills={})),
        ("same_household", replace(LIN, household_id=201)),
        ("asked_before", replace(LIN, volunteer_id=9)),
        ("too_far", replace(LIN, building="30", reach=Reach.BUILDING)),
        ("not_vetted", replace(LIN, vetted=False)),
    ],
)
def test_an_emergency_breaks_no_limit_but_quiet_hours_and_caps(limit: str, candidate: Candidate, community: Community) -> None:
    """Household, vetting and reach hold in an emergency too."""
    need = replace(LEAK, urgency=Urgency.EMERGENCY, sensitive=limit == "not_vetted", asked=frozenset({9}))
    assert refusal(candidate, need, NIGHT, community) == limit


@pytest.mark.parametrize(
    ("home", "place", "reach", "near"),
    [
        ("3", "3", Reach.BUILDING, 1.0), ("4", "3", Reach.NEIGHBOURS, 0.6), ("2", "3", Reach.COMPOUND, 0.6), ("4", "3", Reach.BUILDING, None),
        ("8", "9", Reach.COMPOUND, 0.2), ("8", "9", Reach.NEIGHBOURS, None), ("30", "3", Reach.COMPOUND, 0.2),
        (None, "3", Reach.COMPOUND, 0.2), (None, "3", Reach.BUILDING, None), ("3", None, Reach.COMPOUND, 0.2), ("3", None, Reach.BUILDING, None),
    ],
)  # fmt: skip
def test_nearness_goes_by_building_and_row(
    home: str | None, place: str | None, reach: Reach, near: float | None, community: Community
) -> None:
    """Same building, next in the row (8 and 9 stand in different rows), elsewhere, or farther than one will go."""
    assert nearness(replace(LIN, building=home, reach=reach), replace(LEAK, building=place), community) == near


@pytest.mark.parametrize(
    ("candidate", "need", "part", "worth"),
    [
        (replace(LIN, skills={"plumbing": Level.SOME}), LEAK, "skill", 0.4),
        (LIN, LEAK, "skill", 0.8),
        (replace(LIN, skills={"plumbing": Level.CERTIFIED}), LEAK, "skill", 1.0),
        (replace(LIN, skills={"plumbing": Level.SOME, "locks": Level.CERTIFIED}), replace(LEAK, skills=frozenset({"plumbing", "locks"})), "skill", 1.0),
        (replace(LIN, skills={"plumbing": Level.SOME, "locks": Level.CERTIFIED}), LEAK, "skill", 0.4),
        (LIN, replace(LEAK, skills=frozenset()), "skill", 0.0),
        (LIN, LEAK, "nearness", 1.0),
        (LIN, LEAK, "hours", 1.0),
        (replace(LIN, hours=((2, 18 * 60, 20 * 60),)), LEAK, "hours", 0.0),
        (replace(LIN, hours=((3, 9 * 60, 11 * 60),)), replace(LEAK, wanted_from=MORNING + DAY), "hours", 1.0),
        (LIN, LEAK, "rest", 1.0),
        (replace(LIN, last_asked_at=MORNING), LEAK, "rest", 0.0),
        (replace(LIN, last_asked_at=MORNING - 3.5 * DAY), LEAK, "rest", 0.5),
        (replace(LIN, last_asked_at=MORNING - 30 * DAY), LEAK, "rest", 1.0),
        (LIN, LEAK, "never_asked", 1.0),
        (replace(LIN, last_asked_at=MORNING - 30 * DAY), LEAK, "never_asked", 0.0),
        (LIN, LEAK, "room", 1.0),
        (replace(LIN, asked_week=4), LEAK, "room", 0.2),
        (LIN, LEAK, "spare", 1.0),
        (replace(LIN, scarce=True), LEAK, "spare", 0.0),
        (LIN, LEAK, "chance", 0.5),
    ],
)  # fmt: skip
def test_each_part_of_the_score_has_its_worth(candidate: Candidate, need: Need, part: str, worth: float, community: Community) -> None:
    """Named parts between 0 and 1; the chance of a yes counts a half where it is the compound's usual one."""
    assert parts_of(candidate, need, MORNING, community, 0.15, 0.15)[part] == pytest.approx(worth)


def test_the_score_is_the_weighted_sum_of_its_parts(community: Community) -> None:
    """With the compound's weights, and with nothing that is not named."""
    (only,) = rank([LIN], LEAK, MORNING, community)
    assert set(only.parts) == set(community.weights)
    assert only.score == pytest.approx(sum(weight * only.parts[name] for name, weight in community.weights.items()))
    assert only.chance == pytest.approx(0.15 * 1.2), "who lives in the building says yes rather than others, before anything is known"


@pytest.mark.parametrize(
    ("clock", "free"), [("08:59", False), ("09:00", True), ("10:59", True), ("11:00", False)]
)  # fmt: skip
def test_own_hours_hold_from_their_first_minute_to_before_their_last(clock: str, free: bool, community: Community) -> None:
    """Wednesday nine to eleven, in the compound's time."""
    assert is_free(replace(LIN, hours=((2, 9 * 60, 11 * 60),)), at(clock), community) is free


def test_equal_neighbours_are_asked_in_order_of_their_ids(community: Community) -> None:
    """The same question has one answer, in whatever order the candidates come."""
    equals = [replace(LIN, volunteer_id=number, person_id=100 + number) for number in (5, 3, 9, 1)]
    for order in (equals, equals[::-1]):
        assert [each.candidate.volunteer_id for each in rank(order, LEAK, MORNING, community)] == [1, 3, 5, 9]
