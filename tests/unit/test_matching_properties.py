"""The promises of matching, over crowds that nobody thought of: limits, order, reasons, and the same answer to the same question."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aid.community import read_community
from aid.delivery.catalogue import say
from aid.delivery.facts import parts_words
from aid.delivery.tongue import Tongue
from aid.matching.chance import PRIORS, Habits, Record
from aid.matching.rules import Candidate, Need, Ranked, rank, refusal
from aid.matching.waves import Moment, plan, wave
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Level, Reach
from cli.settings import ROOT

COMPOUND = read_community(ROOT / "community.toml")
DAY = timedelta(days=1)


def at(clock: str) -> datetime:
    """An instant of one Wednesday in 福清."""
    return datetime.fromisoformat(f"2026-09-16 {clock}+08:00")


def moment_of(now: datetime) -> Moment:
    return Moment(now, timedelta(hours=2), timedelta(minutes=20))


SKILLS = ("plumbing", "electrical", "listening")
REASONS = (
    "reason-same-building", "reason-next-building", "reason-certified", "reason-rested", "reason-never-asked", "reason-again", "reason-captain",
)  # fmt: skip
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
    muted=st.frozensets(st.sampled_from((*CATEGORY_IDS, *SKILLS)), max_size=2),
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
    asked=st.frozensets(st.integers(1, 8), max_size=2),
    category=st.none() | st.sampled_from(CATEGORY_IDS),
    unwilling=st.frozensets(st.integers(1, 8), max_size=2),
    last=st.none() | st.integers(1, 40),
)
crowds = st.lists(candidates, max_size=12, unique_by=lambda each: each.volunteer_id)

# One thing that keeps somebody away who could otherwise be asked. Chance alone hardly ever brings about exactly one.
TOUCHES = {
    "nothing": lambda each, need: each,
    "unavailable": lambda each, need: replace(each, available=False),
    "skill": lambda each, need: replace(each, skills={}),
    "household": lambda each, need: replace(each, household_id=need.household_id),
    "requester": lambda each, need: replace(each, person_id=need.requester_id),
    "vetted": lambda each, need: replace(each, vetted=False),
    "far": lambda each, need: replace(each, building="30", reach=Reach.NEIGHBOURS),
    "muted": lambda each, need: replace(each, muted=frozenset({need.category or "pet"})),
    "muted skills": lambda each, need: replace(each, muted=need.skills),
    "cap": lambda each, need: replace(each, asked_day=each.cap_day),
    "cap of the week": lambda each, need: replace(each, asked_week=each.cap_week),
    "hours": lambda each, need: replace(each, hours=((0, 0, 1),)),
    "night": lambda each, need: replace(each, night_ok=False),
}


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Candidate], Need, datetime]:
    """A need, an instant, and neighbours who could help but for one thing, among others of whom anything may be true."""
    need, now = draw(needs), draw(moments | st.just(at("10:00")))
    able = Candidate(
        volunteer_id=0, person_id=0, building=need.building, household_id=None, skills=dict.fromkeys(need.skills, Level.SKILLED),
        vetted=True, night_ok=True,
    )  # fmt: skip
    crowd = []
    for number in range(1, draw(st.integers(2, 8))):
        touched = TOUCHES[draw(st.sampled_from(sorted(TOUCHES)))](replace(able, person_id=50 + number), need)
        crowd.append(replace(draw(candidates) if draw(st.integers(0, 3)) == 0 else touched, volunteer_id=number))
    return crowd, need, now


def broken(helper: Candidate, need: Need, now: datetime) -> set[str]:
    """Every hard limit of design §8 that asking this volunteer would break, said once more in other words."""
    local = now.astimezone(COMPOUND.zone)
    minute = local.hour * 60 + local.minute
    emergency, urgent = need.urgency is Urgency.EMERGENCY, need.urgency is Urgency.URGENT
    can = need.skills.intersection(helper.skills)
    resting = minute >= 22 * 60 or minute < 7 * 60 or 12 * 60 + 30 <= minute < 14 * 60
    around = {need.building, *COMPOUND.neighbours(need.building)} if need.building else set()
    goes = {Reach.COMPOUND: True, Reach.NEIGHBOURS: helper.building in around, Reach.BUILDING: helper.building == need.building}
    at_home = helper.building is not None and need.building is not None
    busy = bool(helper.hours) and not any(day == local.weekday() and start <= minute < end for day, start, end in helper.hours)
    limits = {
        "unavailable": not helper.available,
        "skill": bool(need.skills) and not can,
        "household": helper.person_id == need.requester_id
        or (None not in (need.household_id,) and helper.household_id == need.household_id),
        "vetted": need.sensitive and not helper.vetted,
        "asked": helper.volunteer_id in need.asked,
        "unwilling": helper.volunteer_id in need.unwilling,
        "far": not (goes[helper.reach] and (at_home or helper.reach is Reach.COMPOUND)),
        "muted": not emergency and (need.category in helper.muted or (bool(can) and can <= helper.muted)),
        "cap": not emergency and (helper.asked_day >= helper.cap_day or helper.asked_week >= helper.cap_week),
        "quiet": not emergency and resting and not (urgent and helper.night_ok),
        "hours": urgent and need.wanted_from is None and busy,
    }
    return {name for name, breaks in limits.items() if breaks}


def ids(ranked: list[Ranked]) -> list[int]:
    return [each.candidate.volunteer_id for each in ranked]


@settings(max_examples=300)
@given(situations())
def test_no_limit_is_ever_broken_and_nothing_else_keeps_anybody_away(situation: tuple[list[Candidate], Need, datetime]) -> None:
    """Those are ranked, and only those, whom no limit forbids."""
    crowd, need, now = situation
    assert set(ids(rank(crowd, need, now, COMPOUND))) == {each.volunteer_id for each in crowd if not broken(each, need, now)}


@given(crowds, needs, moments, habits, st.integers(0, 99))
def test_a_wave_asks_nobody_else_and_nobody_twice(crowd: list[Candidate], need: Need, now: datetime, known: Habits, seed: int) -> None:
    """Neither the turn of the never-asked nor the planned waves reach beyond who may be asked."""
    ranked = rank(crowd, need, now, COMPOUND, known)
    asked = ids(wave(ranked, moment_of(now), need.urgency, COMPOUND, str(seed)))
    planned = [number for each in plan(ranked, moment_of(now), need.urgency, COMPOUND) for number in ids(each)]
    for numbers in (asked, planned):
        assert len(set(numbers)) == len(numbers) and set(numbers) <= set(ids(ranked))


@given(crowds, needs, moments)
def test_a_better_score_comes_first_and_every_part_is_a_share(crowd: list[Candidate], need: Need, now: datetime) -> None:
    """The order falls by score, ties rise by id, and all parts lie between 0 and 1."""
    ranked = rank(crowd, need, now, COMPOUND)
    assert ranked == sorted(ranked, key=lambda each: (-each.score, each.candidate.volunteer_id))
    assert all(0 <= part <= 1 for each in ranked for part in each.parts.values())


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_in_which_volunteers_are_read_changes_nothing(situation: tuple[list[Candidate], Need, datetime], dice: Random) -> None:
    """Ranking is a function of the set of candidates, also of those who are alike in everything but the id."""
    crowd, need, now = situation
    shuffled = list(crowd)
    dice.shuffle(shuffled)
    assert rank(shuffled, need, now, COMPOUND) == rank(crowd, need, now, COMPOUND)


# One way each of being the wrong one to ask, whatever else is true of them.
SPOILT = {
    "unavailable": lambda each, need: (replace(each, available=False), need),
    "skill": lambda each, need: (replace(each, skills={}), replace(need, skills=need.skills or frozenset({"plumbing"}))),
    "household": lambda each, need: (replace(each, household_id=6), replace(need, household_id=6)),
    "requester": lambda each, need: (replace(each, person_id=need.requester_id), need),
    "vetted": lambda each, need: (replace(each, vetted=False), replace(need, sensitive=True)),
    "asked": lambda each, need: (each, replace(need, asked=need.asked | {99})),
    "unwilling": lambda each, need: (each, replace(need, unwilling=need.unwilling | {99})),
    "far": lambda each, need: (replace(each, building=None, reach=Reach.BUILDING), need),
    "muted": lambda each, need: (replace(each, muted=frozenset({"errand"})), replace(need, category="errand", urgency=Urgency.NORMAL)),
    "muted skills": lambda each, need: (
        replace(each, skills={"plumbing": Level.SKILLED}, muted=frozenset({"plumbing"})),
        replace(need, skills=need.skills | {"plumbing"}, urgency=Urgency.NORMAL),
    ),
    "cap": lambda each, need: (replace(each, asked_week=each.cap_week), replace(need, urgency=Urgency.URGENT)),
    "hours": lambda each, need: (replace(each, hours=((0, 0, 0),)), replace(need, urgency=Urgency.URGENT, wanted_from=None)),
}


@pytest.mark.parametrize("limit", sorted(SPOILT))
@given(crowds, candidates, needs, moments, habits, st.integers(0, 99))
def test_somebody_who_may_not_be_asked_changes_nothing(
    limit: str, crowd: list[Candidate], other: Candidate, need: Need, now: datetime, known: Habits, seed: int
) -> None:
    """Adding a volunteer whom any one limit forbids leaves ranking, wave and planned waves of all others as they were."""
    outsider, need = SPOILT[limit](replace(other, volunteer_id=99, person_id=98, building="3"), need)
    assert refusal(outsider, need, now, COMPOUND) is not None
    without, with_them = (rank(each, need, now, COMPOUND, known) for each in (crowd, [*crowd, outsider]))
    assert with_them == without
    one, other_one = (wave(each, moment_of(now), need.urgency, COMPOUND, str(seed)) for each in (without, with_them))
    assert one == other_one
    assert plan(with_them, moment_of(now), need.urgency, COMPOUND) == plan(without, moment_of(now), need.urgency, COMPOUND)


BETTER = {
    "skill": lambda each, need: replace(each, skills=dict.fromkeys({*each.skills, *need.skills}, Level.CERTIFIED)),
    "nearness": lambda each, need: replace(each, building=need.building or each.building),
    "hours": lambda each, need: replace(each, hours=()),
    "rest": lambda each, need: replace(each, last_asked_at=each.last_asked_at and each.last_asked_at - 30 * DAY),
    "never_asked": lambda each, need: replace(each, last_asked_at=None),
    "room": lambda each, need: replace(each, asked_week=0),
    "spare": lambda each, need: replace(each, scarce=False),
    "record": lambda each, need: replace(each, record=replace(each.record, yes=each.record.yes + 1)),
    "record_now": lambda each, need: replace(each, record_now=replace(each.record_now, yes=each.record_now.yes + 1)),
    "cap": lambda each, need: replace(each, cap_day=each.cap_day + 3, cap_week=each.cap_week + 3),
    "reach": lambda each, need: replace(each, reach=Reach.COMPOUND),
    "vetted": lambda each, need: replace(each, vetted=True),
    "night_ok": lambda each, need: replace(each, night_ok=True),
    "muted": lambda each, need: replace(each, muted=frozenset()),
    "last": lambda each, need: each,  # came last time, see below
}


@pytest.mark.parametrize("part", sorted(BETTER))
@given(candidates, needs, moments, habits, st.sampled_from([0, 99]))
def test_who_is_better_never_ranks_below_who_is_worse(
    part: str, worse: Candidate, need: Need, now: datetime, known: Habits, number: int
) -> None:
    """Improving one part of a volunteer and nothing else never costs a place, whatever the ids and whatever our offers taught."""
    assume(number not in need.asked | need.unwilling)
    need = replace(need, last=number if part == "last" else None)
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


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@given(crowds, needs, moments, habits, st.booleans())
def test_no_reason_holds_anything_personal(
    language: str, crowd: list[Candidate], need: Need, now: datetime, known: Habits, by_captain: bool
) -> None:
    """What an offer keeps and shows are numbers under our own names, and sentences of the catalogue with names of skills."""
    tongue = Tongue(language, now, COMPOUND.zone)
    sentences = {say(language, key) for key in REASONS}
    skilled = {say(language, "reason-skill", {"skill": tongue.skill(each)}) for each in SKILLS}
    for each in rank(crowd, need, now, COMPOUND, known):
        assert set(each.parts) == set(COMPOUND.weights) and all(isinstance(part, float) for part in each.parts.values())
        words = parts_words(each.parts, each.candidate.skills, sorted(need.skills), tongue, by_captain=by_captain)
        assert set(words.split(" · ") if words else ()) <= sentences | skilled


@given(crowds, needs, moments, habits, st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_same_question_has_the_same_answer(
    crowd: list[Candidate], need: Need, now: datetime, known: Habits, seed: int, dice: Random
) -> None:
    """Ranking and wave are functions of what is known and of the seed, in whatever order it was read."""

    def asked(crowd: list[Candidate], known: Habits) -> list[int]:
        ranked = rank(crowd, need, now, COMPOUND, known)
        return ids(wave(ranked, moment_of(now), need.urgency, COMPOUND, str(seed)))

    shuffled = [replace(each, skills=dict(dice.sample(sorted(each.skills.items()), len(each.skills)))) for each in crowd]
    dice.shuffle(shuffled)
    assert asked(crowd, known) == asked(shuffled, dict(dice.sample(sorted(known.items()), len(known))))


def fingerprint() -> str:
    """What ranking and waves make of a fixed crowd, as one short word."""
    dice, now = Random(7), at("10:00")
    crowd = [
        Candidate(
            volunteer_id=number, person_id=number, building=dice.choice(["1", "3", "9"]), household_id=None,
            skills={skill: dice.choice(list(Level)) for skill in dice.sample(SKILLS, 2)},
            last_asked_at=dice.choice([None, now - DAY, now - 9 * DAY]), asked_week=dice.randrange(3),
        )
        for number in range(60)
    ]  # fmt: skip
    need = Need(skills=frozenset(SKILLS), building="3", household_id=None, requester_id=-1, urgency=Urgency.NORMAL)
    ranked = rank(crowd, need, now, COMPOUND)
    asked = [ids(wave(ranked, moment_of(now), need.urgency, COMPOUND, f"{seed}")) for seed in range(40)]
    return hashlib.sha256(json.dumps([ids(ranked), asked]).encode()).hexdigest()


def test_another_process_gives_the_same_answer() -> None:
    """Nothing hangs on the order in which this process happens to walk through its sets."""
    code = "from tests.unit.test_matching_properties import fingerprint; print(fingerprint())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {fingerprint()}
