"""How long a piece of service took."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.hours.rules import LONGEST, LONGEST_WITHOUT_ARRIVAL, STEP, BadMinutes, checked, counted, hours

YES = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)
M, H = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("arrived", "agreed", "done", "minutes"),
    [
        (None, None, YES + 3 * M, 5),
        (None, None, YES + 31 * M, 35),
        (None, None, YES + 9 * H, 60),
        (None, YES + 24 * H, YES + 24 * H + 40 * M, 40),
        (None, YES + 24 * H, YES + 2 * H, 5),
        (YES + 20 * M, None, YES + 95 * M, 75),
        (YES + 20 * M, YES + 5 * H, YES + 20 * M, 5),
        (YES + 20 * M, None, YES + 30 * H, 480),
    ],
    ids=[
        "in a moment",
        "rounded up",
        "no arrival",
        "from the agreed time",
        "before it",
        "from the arrival",
        "at once",
        "forgot to say done",
    ],
)
def test_minutes_are_counted_from_the_arrival_else_from_the_yes_or_the_agreed_time(
    arrived: datetime | None, agreed: datetime | None, done: datetime, minutes: int
) -> None:
    """What the taps tell, rounded up to five minutes, and never more than a person works."""
    assert counted(YES, arrived, agreed, done)[1] == minutes


offsets = st.integers(0, 3000).map(lambda minutes: minutes * M)


@given(arrived=st.none() | offsets, agreed=st.none() | offsets, done=offsets)
def test_whatever_was_tapped_the_minutes_lie_within_what_can_be_true(
    arrived: timedelta | None, agreed: timedelta | None, done: timedelta
) -> None:
    """At least a step, at most the longest, and the work begins before it ends and not before the yes."""
    came = YES + min(arrived, done) if arrived is not None else None
    began, minutes = counted(YES, came, YES + agreed if agreed is not None else None, YES + done)
    longest = LONGEST if came else LONGEST_WITHOUT_ARRIVAL
    assert YES <= began <= YES + done and STEP <= minutes <= longest / M
    assert timedelta(0) <= minutes * M - (YES + done - began) <= STEP * M


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_minutes_that_no_day_holds_are_refused(minutes: int) -> None:
    """Neither nothing nor more than a day."""
    with pytest.raises(BadMinutes):
        checked(minutes)


@pytest.mark.parametrize(("minutes", "words"), [(0, "0"), (3, "0.1"), (30, "0.5"), (60, "1"), (75, "1.3"), (600, "10"), (1234, "20.6")])
def test_hours_are_written_to_one_decimal(minutes: int, words: str) -> None:
    """The rules count in hours."""
    assert hours(minutes) == words
