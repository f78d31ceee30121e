"""How likely a yes is, and how many are asked at once for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.community import Community, read_community
from aid.matching.chance import Ask, Expectation, Record, answered_within, any_yes, band_of, decay, most_promise, promise
from aid.matching.rules import Candidate, Ranked
from aid.matching.together import share_out, without_others
from aid.matching.waves import Moment, Thinking, first_alone, plan, wave
from aid.understanding.taxonomy import Urgency
from cli.settings import ROOT

COMPOUND = read_community(ROOT / "community.toml")
NOW = datetime.fromisoformat("2026-09-16T10:00:00+08:00")
MINUTE = timedelta(minutes=1)
FIRST = Moment(NOW, 120 * MINUTE, 20 * MINUTE)
AN_ASK = Ask("errand", "next", "skilled", "unsaid", "0")


def crowd(*chances: float, asked_before: bool = True) -> list[Ranked]:
    """Neighbours with these chances of a yes, best first."""
    last = NOW - timedelta(days=30) if asked_before else None
    return [
        Ranked(
            Candidate(volunteer_id=number, person_id=number, building="3", household_id=None, skills={}, last_asked_at=last),
            -number,
            {},
            chance,
        )
        for number, chance in enumerate(chances)
    ]


def sizes(ranked: list[Ranked], urgency: Urgency, community: Community = COMPOUND) -> list[int]:
    return [len(each) for each in plan(ranked, FIRST, urgency, community)]


def test_the_less_likely_a_yes_the_more_are_asked() -> None:
    """Two who mostly say yes are enough; of people who hardly ever do, more are asked."""
    willing, unwilling = (wave(crowd(*[chance] * 60), FIRST, Urgency.NORMAL, COMPOUND, "1") for chance in (0.6, 0.03))
    assert len(willing) == COMPOUND.least and len(unwilling) > COMPOUND.least


def test_waves_grow_as_time_runs_out() -> None:
    """Each wave of a request that nobody answers asks at least as many as the one before, and the plan ends with the time."""
    found = sizes(crowd(*[0.1] * 80), Urgency.NORMAL)
    assert found == sorted(found) and len(found) == 6


def test_nobody_is_disturbed_for_an_unlikely_yes_beyond_the_least() -> None:
    """A tired neighbour is left in peace: neither one in twenty-five nor half of what is usual; where that is all there is, the least are asked."""

    def of_rate(rate: float, *chances: float) -> list[Ranked]:
        return [replace(each, parts={"chance": each.chance / (each.chance + rate)}) for each in crowd(*chances)]

    asked = wave(of_rate(0.1, *[0.1] * 3, *[0.03] * 40), FIRST, Urgency.URGENT, COMPOUND, "1")
    assert [each.chance for each in asked] == [0.1] * 3
    assert len(wave(of_rate(0.1, *[0.03] * 40), FIRST, Urgency.URGENT, COMPOUND, "1")) == COMPOUND.least
    for rate, chance in ((0.04, 0.03), (0.3, 0.1)):  # as usual as any; likely enough
        assert len(wave(of_rate(rate, *[chance] * 40), FIRST, Urgency.URGENT, COMPOUND, "1")) > COMPOUND.least


def test_who_came_last_time_is_asked_alone_and_only_at_first() -> None:
    """In later waves, and where they may not be asked, it is a request like any other."""
    others = crowd(0.9, 0.8)
    last = replace(others[1], parts={"again": 1.0})
    assert first_alone([others[0], last], 0) == [last]
    assert first_alone([others[0], last], 1) == [] and first_alone(others, 0) == []


def test_the_more_urgent_the_more_are_asked_at_once() -> None:
    """An emergency asks all, an urgent request more than a normal one."""
    everybody = crowd(*[0.1] * 60)
    first = {urgency: len(wave(everybody, FIRST, urgency, COMPOUND, "1")) for urgency in Urgency}
    assert first[Urgency.EMERGENCY] == 60 > first[Urgency.URGENT] > first[Urgency.NORMAL]


def test_nobody_is_asked_for_a_yes_that_is_on_its_way() -> None:
    """Who was asked a minute ago and mostly says yes still counts; who has been silent for hours does not."""
    likely = [Thinking(0.9, NOW - MINUTE), Thinking(0.9, NOW - MINUTE)]
    silent = [Thinking(0.1, NOW - 300 * MINUTE), Thinking(0.1, NOW - 300 * MINUTE)]
    assert wave(crowd(0.5, 0.5), replace(FIRST, thinking=likely), Urgency.NORMAL, COMPOUND, "1") == []
    assert wave(crowd(0.05, 0.05), replace(FIRST, thinking=silent), Urgency.NORMAL, COMPOUND, "1") != []


def test_two_helpers_need_more_asks_than_one() -> None:
    """The chance is that of enough yeses, not of one."""
    everybody = crowd(*[0.3] * 40)
    one, three = (wave(everybody, replace(FIRST, missing=missing), Urgency.URGENT, COMPOUND, "1") for missing in (1, 3))
    assert len(three) > len(one)


def test_the_never_asked_get_a_turn_in_their_share_of_the_waves() -> None:
    """Over many waves about one in ten gives its last place to somebody new, and the same seed gives the same answer."""
    known, new = crowd(*[0.3] * 10), crowd(*[0.1] * 12, asked_before=False)[10:]
    everybody = [*known, *new]
    turns = [any(each in new for each in wave(everybody, FIRST, Urgency.NORMAL, COMPOUND, str(seed))) for seed in range(400)]
    again = [any(each in new for each in wave(everybody, FIRST, Urgency.NORMAL, COMPOUND, str(seed))) for seed in range(400)]
    assert turns == again and 0.05 < sum(turns) / 400 < 0.16


@given(
    st.lists(st.floats(0.005, 0.95), max_size=30), st.integers(1, 3), st.integers(1, 240), st.sampled_from([Urgency.URGENT, Urgency.NORMAL])
)
def test_a_wave_is_no_larger_than_its_target_needs(chances: list[float], missing: int, left: int, urgency: Urgency) -> None:
    """Without its last two (one for the target, one for a turn) a wave would miss the target or fall below the least."""
    moment = Moment(NOW, left * MINUTE, 20 * MINUTE, missing)
    community = COMPOUND.model_copy(update={"exploration": 0.0})
    chosen = wave(crowd(*sorted(chances, reverse=True)), moment, urgency, community, "1")
    target = 1 - (1 - community.targets[urgency]) ** (1 / moment.waves_left)
    in_time = answered_within(moment.left, community.answers)
    assert len(chosen) <= community.least or any_yes((each.chance * in_time for each in chosen[:-1]), missing) < target


@pytest.mark.parametrize(
    ("chances", "missing", "expected"), [([], 1, 0.0), ([0.5], 1, 0.5), ([0.5, 0.5], 1, 0.75), ([0.5, 0.5], 2, 0.25), ([0.5], 2, 0.0)]
)
def test_the_chance_of_enough_yeses_is_exact(chances: list[float], missing: int, expected: float) -> None:
    """At least so many of independent yeses."""
    assert any_yes(chances, missing) == pytest.approx(expected)


def test_what_is_learned_moves_the_chance_and_little_is_believed_at_once() -> None:
    """Two noes lower a volunteer's chance a little, fifty lower it much, and yeses raise it."""
    expectation = Expectation({}, 0.15)
    usual, two, fifty, glad = (
        expectation.of(AN_ASK, Record(yes, tried, tried * 0.15)).value for yes, tried in ((0, 0), (0, 2), (0, 50), (10, 20))
    )
    assert glad > usual > two > fifty and two > 0.75 * usual


def test_the_compound_learns_its_own_rate() -> None:
    """A compound in which one in twenty says yes is not taken for one in seven after a season."""
    learned = Expectation({"all": Record(50, 1000)}, 0.15)
    assert learned.rate == pytest.approx(0.05, abs=0.005)


def test_an_answer_counts_half_after_half_a_year() -> None:
    """What people did long ago says less about them."""
    assert decay(timedelta(days=180)) == pytest.approx(0.5) and decay(timedelta(0)) == 1


@pytest.mark.parametrize(("clock", "band"), [("2026-09-16T09:00", "working"), ("2026-09-16T18:00", "own"), ("2026-09-19T10:00", "own")])
def test_working_hours_are_weekdays_from_eight_to_six(clock: str, band: str) -> None:
    """A Wednesday morning is, an evening and a Saturday are not."""
    assert band_of(datetime.fromisoformat(f"{clock}+08:00"), COMPOUND.zone) == band


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=2, max_size=2), st.lists(st.floats(0.5, 1), min_size=1, max_size=5))
def test_no_promise_grows_beyond_what_was_kept_of_it(bands: list[tuple[float, float]], fading: list[float]) -> None:
    """As old answers fade, nobody's promise exceeds the bound by which a search through a hundred thousand stops."""
    records = [Record(yes, expected=expected) for yes, expected in bands]

    def faded(left: float) -> list[Record]:
        return [Record(each.yes * left, expected=each.expected * left) for each in records]

    def all_of(parts: list[Record]) -> Record:
        return Record(sum(each.yes for each in parts), expected=sum(each.expected for each in parts))

    bound = max(most_promise(all_of(records), records), 1.0)
    for left in accumulate(fading, lambda one, other: one * other):
        assert promise(all_of(faded(left)), faded(left)) <= bound + 1e-9


def ranked_by(chances: dict[int, float]) -> list[Ranked]:
    """A ranking by volunteer and chance."""
    ordered = sorted(chances.items(), key=lambda each: -each[1])
    return [replace(crowd(chance)[0], candidate=replace(crowd(chance)[0].candidate, volunteer_id=number)) for number, chance in ordered]


def test_who_alone_can_help_one_is_not_taken_by_another_who_has_a_choice() -> None:
    """Volunteer 1 is the best for both requests, but the second has nobody else: they are kept for it."""
    kept = share_out({1: ranked_by({1: 0.5, 2: 0.4}), 2: ranked_by({1: 0.3})}, {1: 1, 2: 1})
    assert kept == {1: {2}, 2: {1}}
    assert [each.candidate.volunteer_id for each in without_others(ranked_by({1: 0.5, 2: 0.4}), 1, kept)] == [2]


def test_who_would_be_left_with_nobody_shares() -> None:
    """With one volunteer for two requests both may ask: nobody waits because of another."""
    kept = share_out({1: ranked_by({1: 0.5}), 2: ranked_by({1: 0.3})}, {1: 1, 2: 1})
    assert [each.candidate.volunteer_id for each in without_others(ranked_by({1: 0.3}), 2, kept)] == [1]


@given(
    st.dictionaries(st.integers(1, 5), st.dictionaries(st.integers(1, 8), st.floats(0.01, 0.9), max_size=6), max_size=4), st.integers(1, 3)
)
def test_shared_out_nobody_is_kept_twice_nor_for_what_they_may_not_do(chances: dict[int, dict[int, float]], seats: int) -> None:
    """Each volunteer for one request at most, only where ranked, and no more than its places."""
    kept = share_out({request: ranked_by(each) for request, each in chances.items()}, dict.fromkeys(chances, seats))
    everybody = [volunteer for volunteers in kept.values() for volunteer in volunteers]
    assert len(everybody) == len(set(everybody))
    assert all(volunteers <= chances[request].keys() and len(volunteers) <= seats for request, volunteers in kept.items())
