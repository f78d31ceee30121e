"""Whom to ask: hard limits, the named parts of the score, and an order that is always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.community import Community, read_community
from aid.delivery.catalogue import DEFAULT_LANGUAGE, say
from aid.delivery.facts import parts_words
from aid.delivery.tongue import Tongue
from aid.matching.chance import PRIORS, Habits, Record
from aid.matching.rules import Candidate, Need, is_free, nearness, parts_of, rank, refusal
from aid.matching.waves import Moment, wave
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Level, Reach
from aid.volunteers.skills import skills
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


SKILLS = ("plumbing", "electrical", "listening")
REASONS = ("reason-same-building", "reason-next-building", "reason-certified", "reason-rested", "reason-never-asked")
moments = st.integers(0, 7 * 24 * 60 - 1).map(lambda minutes: at("00:00") + timedelta(minutes=minutes))
buildings = st.none() | st.sampled_from(["1", "2", "3", "4", "9", "30"])
CATEGORY_IDS = ("repair_home", "errand")
records = st.builds(Record, yes=st.floats(0, 20), tried=st.floats(0, 60), expected=st.floats(0, 20))
candidates = st.builds(
    Candidate,
    volunteer_id=st.integers(1, 40),
    person_id=st.integers(1, 40),
    building=buildings,
    household_id=st.none() | st.integers(1, 6),
    skills=st.dictionaries(st.sampled_from(SKILLS), st.sampled_from(Level), max_size=3),
    reach=st.sampled_from(Reach),
    vetted=st.booleans(),
    night_ok=st.booleans(),
    available=st.booleans(),
    hours=st.lists(st.tuples(st.integers(0, 6), st.just(8 * 60), st.just(20 * 60)), max_size=3).map(tuple),
    asked_day=st.integers(0, 3),
    asked_week=st.integers(0, 6),
    last_asked_at=st.none() | st.integers(0, 20).map(lambda days: at("00:00") - days * DAY),
    record=records,
    record_now=records,
    scarce=st.booleans(),
    muted=st.frozensets(st.sampled_from(CATEGORY_IDS), max_size=1),
)
habits = st.dictionaries(
    st.sampled_from([f"{trait}:{value}" for trait, values in PRIORS.items() for value in values] + ["all", "category:errand"]), records
)
needs = st.builds(
    Need,
    skills=st.frozensets(st.sampled_from(SKILLS)),
    building=buildings,
    household_id=st.none() | st.integers(1, 6),
    requester_id=st.integers(1, 40),
    urgency=st.sampled_from(Urgency),
    sensitive=st.booleans(),
    wanted_from=st.none() | moments,
    asked=st.frozensets(st.integers(1, 40), max_size=5),
    category=st.none() | st.sampled_from(CATEGORY_IDS),
)
crowds = st.lists(candidates, max_size=12, unique_by=lambda each: each.volunteer_id)


@given(crowds, needs, moments)
def test_no_limit_is_ever_broken(crowd: list[Candidate], need: Need, now: datetime) -> None:
    """Whoever is ranked passes every hard limit of design §8, said here in other words."""
    local = now.astimezone(COMPOUND.zone)
    resting = local.hour >= 22 or local.hour < 7 or (12, 30) <= (local.hour, local.minute) < (14, 0)
    for each in rank(crowd, need, now, COMPOUND):
        helper = each.candidate
        assert helper.available
        assert not need.skills or need.skills.intersection(helper.skills)
        assert helper.person_id != need.requester_id
        assert helper.household_id is None or helper.household_id != need.household_id
        assert helper.vetted or not need.sensitive
        assert helper.volunteer_id not in need.asked
        assert helper.reach is Reach.COMPOUND or helper.building is not None
        assert helper.reach is not Reach.BUILDING or helper.building == need.building
        if need.urgency is not Urgency.EMERGENCY:
            assert need.category not in helper.muted
            assert helper.asked_day < helper.cap_day and helper.asked_week < helper.cap_week
            assert not resting or (need.urgency is Urgency.URGENT and helper.night_ok)


@given(crowds, needs, moments)
def test_a_better_score_comes_first_and_every_part_is_a_share(crowd: list[Candidate], need: Need, now: datetime) -> None:
    """The order falls by score, ties rise by id, and all parts lie between 0 and 1."""
    ranked = rank(crowd, need, now, COMPOUND)
    assert ranked == sorted(ranked, key=lambda each: (-each.score, each.candidate.volunteer_id))
    assert all(0 <= part <= 1 for each in ranked for part in each.parts.values())


@given(crowds, needs, moments, st.randoms(use_true_random=False))
def test_the_order_in_which_volunteers_are_read_changes_nothing(crowd: list[Candidate], need: Need, now: datetime, dice: object) -> None:
    """Ranking is a function of the set of candidates."""
    shuffled = list(crowd)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis's Random
    assert rank(shuffled, need, now, COMPOUND) == rank(crowd, need, now, COMPOUND)


@given(crowds, candidates, needs, moments)
def test_somebody_who_may_not_be_asked_changes_nothing(crowd: list[Candidate], other: Candidate, need: Need, now: datetime) -> None:
    """Adding a volunteer whom a limit forbids leaves the ranking of all others as it was."""
    outsider = replace(other, volunteer_id=99, available=False)
    assert rank([*crowd, outsider], need, now, COMPOUND) == rank(crowd, need, now, COMPOUND)


BETTER = {
    "skill": lambda each, need: replace(each, skills=dict.fromkeys({*each.skills, *need.skills}, Level.CERTIFIED)),
    "nearness": lambda each, need: replace(each, building=need.building or each.building),
    "hours": lambda each, need: replace(each, hours=()),
    "rest": lambda each, need: replace(each, last_asked_at=each.last_asked_at and each.last_asked_at - 30 * DAY),
    "never_asked": lambda each, need: replace(each, last_asked_at=None),
    "room": lambda each, need: replace(each, asked_week=0),
    "spare": lambda each, need: replace(each, scarce=False),
    "record": lambda each, need: replace(each, record=replace(each.record, yes=each.record.yes + 1)),
}


@given(candidates, needs, moments, habits, st.sampled_from(sorted(BETTER)), st.sampled_from([0, 99]))
def test_who_is_better_never_ranks_below_who_is_worse(
    worse: Candidate, need: Need, now: datetime, known: Habits, part: str, number: int
) -> None:
    """Improving one part of a volunteer and nothing else never costs a place, whatever the ids and whatever our offers taught."""
    better = replace(BETTER[part](worse, need), volunteer_id=number, person_id=99)
    ranked = {each.candidate.volunteer_id: each for each in rank([worse, better], need, now, COMPOUND, known)}
    if worse.volunteer_id in ranked:
        assert ranked[number].score >= ranked[worse.volunteer_id].score
        if ranked[number].score > ranked[worse.volunteer_id].score:
            assert next(iter(ranked)) == number


@given(crowds, needs, moments, habits)
def test_who_came_last_time_ranks_higher_and_everybody_else_as_before(
    crowd: list[Candidate], need: Need, now: datetime, known: Habits
) -> None:
    """Of help that comes again: a named part of the score, which breaks no limit and touches no other."""
    without = {each.candidate.volunteer_id: each for each in rank(crowd, replace(need, last=None), now, COMPOUND, known)}
    for last in {each.volunteer_id for each in crowd}:
        ranked = {each.candidate.volunteer_id: each for each in rank(crowd, replace(need, last=last), now, COMPOUND, known)}
        assert ranked.keys() == without.keys()
        for number, each in ranked.items():
            more = COMPOUND.weights["again"] if number == last else 0.0
            assert each.score == pytest.approx(without[number].score + more, abs=1e-5) and each.parts["again"] == float(number == last)


@given(crowds, needs, moments, habits)
def test_no_reason_holds_anything_personal(crowd: list[Candidate], need: Need, now: datetime, known: Habits) -> None:
    """What an offer keeps and shows are numbers under our own names, and sentences of the catalogue with names of skills."""
    sentences = {say(DEFAULT_LANGUAGE, key) for key in REASONS}
    skilled = {say(DEFAULT_LANGUAGE, "reason-skill", {"skill": skills()[each].name}) for each in SKILLS}
    for each in rank(crowd, need, now, COMPOUND, known):
        assert set(each.parts) == set(COMPOUND.weights) and all(isinstance(part, float) for part in each.parts.values())
        words = parts_words(each.parts, each.candidate.skills, sorted(need.skills), Tongue(DEFAULT_LANGUAGE, now, COMPOUND.zone))
        assert set(words.split(" · ") if words else ()) <= sentences | skilled


@given(crowds, needs, moments, habits, st.integers(0, 9))
def test_the_same_question_has_the_same_answer(crowd: list[Candidate], need: Need, now: datetime, known: Habits, seed: int) -> None:
    """Ranking and wave are functions of what is known and of the seed."""
    moment = Moment(now, timedelta(hours=2), timedelta(minutes=20))

    def asked() -> list[int]:
        ranked = rank(crowd, need, now, COMPOUND, known)
        return [each.candidate.volunteer_id for each in wave(ranked, moment, need.urgency, COMPOUND, str(seed))]

    assert asked() == asked()
