"""三率, repeats and shares of clocks, on plain cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.reports.period import Period, month_before, week_before
from aid.reports.rules import Asking, Case, Rate, Repeat, percent, rates, rates_by, repeats

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)
answers = st.none() | st.booleans()
cases = st.lists(
    st.builds(
        Case,
        number=st.integers(1, 99),
        building=st.sampled_from(["1", "2", None]),
        category=st.sampled_from(["errand", "legal", None]),
        team=st.sampled_from(["neighbours", "captain", "property"]),
        month=st.sampled_from(["2026-08", "2026-09"]),
        responded=st.booleans(),
        solved=answers,
        satisfied=answers,
    ),
    max_size=12,
)


def case(solved: bool | None = None, satisfied: bool | None = None, *, responded: bool = True) -> Case:
    return Case(1, "3", "errand", "captain", "2026-09", responded, solved, satisfied)


def test_who_did_not_answer_counts_among_all_and_never_as_a_yes() -> None:
    """Two of four solved are half of all and two thirds of those who answered, and both are shown."""
    found = rates([case(True, True), case(True, None), case(False), case(None, responded=False)])
    assert found.solved == Rate(yes=2, closed=4, yes_of_answers=2, answers=3)
    assert found.satisfied == Rate(yes=1, closed=4, yes_of_answers=1, answers=1)
    assert found.responded == Rate(yes=3, closed=4, yes_of_answers=3, answers=3)
    assert (percent(found.solved.of_all), percent(found.solved.of_answers)) == ("50%", "67%")


def test_of_nothing_there_is_no_rate() -> None:
    """No case, no percentage: neither 0 % nor 100 %."""
    assert percent(rates([]).solved.of_all) == percent(rates([]).solved.of_answers) == "—"


@given(cases)
def test_groups_add_up_and_answers_never_exceed_cases(found: list[Case]) -> None:
    """Whatever is grouped by, every case is in one group; a rate over all is never above the one over the answers."""
    for key in (lambda each: each.building, lambda each: each.category, lambda each: each.team, lambda each: each.month):
        groups = rates_by(found, key)
        for name in ("responded", "solved", "satisfied"):
            whole: Rate = getattr(rates(found), name)
            parts: list[Rate] = [getattr(each, name) for each in groups.values()]
            for field in ("yes", "closed", "yes_of_answers", "answers"):
                assert sum(getattr(part, field) for part in parts) == getattr(whole, field)
            for rate in (whole, *parts):
                assert 0 <= rate.yes_of_answers <= rate.answers <= rate.closed and rate.yes_of_answers <= rate.yes <= rate.closed
                if name != "responded" and rate.answers:
                    assert (rate.of_all or 0) <= (rate.of_answers or 0)


def asked(*days: float, place: tuple[str, int | None] = ("3", None), category: str = "environment") -> list[Asking]:
    return [Asking(place, category, NOW + timedelta(days=day)) for day in days]


@pytest.mark.parametrize(
    ("askings", "times"),
    [
        (asked(0, 10), None),
        (asked(0, 10, 30), 3),
        (asked(0, 10, 30.1), None),
        (asked(0, 20, 25, 45, 50), 4),
        (asked(0, 1) + asked(2, place=("4", None)), None),
        (asked(0, 1) + asked(2, category="safety_hazard"), None),
        (asked(0, 1, place=("3", 7)) + asked(2, place=("3", 8)), None),
    ],
    ids=["twice", "thirty days", "a little longer", "the densest stretch", "another place", "another thing", "another home"],
)
def test_the_same_thing_at_the_same_place_three_times_in_thirty_days_repeats(askings: list[Asking], times: int | None) -> None:
    """Then somebody should go there before anybody has to ask again."""
    found = repeats(askings)
    assert [each.times for each in found] == ([times] if times else [])


def test_a_home_is_not_named() -> None:
    """What repeats in one home is said of its building."""
    assert repeats(asked(0, 1, 2, place=("3", 7))) == [Repeat("3", True, "environment", 3, NOW + timedelta(days=2))]


def test_periods_are_whole_days_of_the_compound() -> None:
    """Weeks from Monday to Sunday and whole months, both before the day on which the report is made."""
    assert (
        week_before(date(2026, 9, 21), ZONE) == week_before(date(2026, 9, 27), ZONE) == Period(date(2026, 9, 14), date(2026, 9, 20), ZONE)
    )
    assert month_before(date(2027, 3, 1), ZONE) == Period(date(2027, 2, 1), date(2027, 2, 28), ZONE)
    month = month_before(date(2026, 10, 1), ZONE)
    assert month.until - month.since == timedelta(days=30) and month.until not in month and month.since in month
