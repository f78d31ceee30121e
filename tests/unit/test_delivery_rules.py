"""When a message may go out, and when a failed one is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.community import Community
from aid.delivery.rules import DEADLINE, Attempt, Outcome, Reader, goes_out_at, next_attempt, pages, units
from aid.understanding.taxonomy import Urgency

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
WRITTEN = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)


def at(clock: str) -> datetime:
    """An instant of one Wednesday in 福清."""
    return datetime.fromisoformat(f"2026-09-16 {clock}+08:00")


NIGHT, MORNING, DIGEST = at("23:00"), at("07:00") + timedelta(days=1), at("08:00") + timedelta(days=1)
NOON, AFTER_NOON = at("13:00"), at("14:00")


@pytest.mark.parametrize("urgency", [None, Urgency.NORMAL, Urgency.URGENT, Urgency.EMERGENCY])
@pytest.mark.parametrize("reader", list(Reader), ids=str)
def test_outside_quiet_hours_everything_goes_at_once(reader: Reader, urgency: Urgency | None, community: Community) -> None:
    """By day nothing is held back."""
    assert goes_out_at(at("10:00"), reader, urgency, community) == at("10:00")


@pytest.mark.parametrize(
    ("reader", "urgency", "by_night", "at_noon"),
    [
        (Reader.ASKER, None, NIGHT, NOON),
        (Reader.ASKER, Urgency.NORMAL, NIGHT, NOON),
        (Reader.ASKER, Urgency.URGENT, NIGHT, NOON),
        (Reader.ASKER, Urgency.EMERGENCY, NIGHT, NOON),
        (Reader.RESIDENT, Urgency.NORMAL, MORNING, AFTER_NOON),
        (Reader.RESIDENT, Urgency.URGENT, MORNING, AFTER_NOON),
        (Reader.RESIDENT, Urgency.EMERGENCY, NIGHT, NOON),
        (Reader.VOLUNTEER, Urgency.NORMAL, MORNING, AFTER_NOON),
        (Reader.VOLUNTEER, Urgency.URGENT, MORNING, AFTER_NOON),
        (Reader.VOLUNTEER, Urgency.EMERGENCY, NIGHT, NOON),
        (Reader.NIGHT_VOLUNTEER, Urgency.NORMAL, MORNING, AFTER_NOON),
        (Reader.NIGHT_VOLUNTEER, Urgency.URGENT, NIGHT, NOON),
        (Reader.NIGHT_VOLUNTEER, Urgency.EMERGENCY, NIGHT, NOON),
        (Reader.CAPTAIN, None, DIGEST, AFTER_NOON),
        (Reader.CAPTAIN, Urgency.NORMAL, DIGEST, AFTER_NOON),
        (Reader.CAPTAIN, Urgency.URGENT, NIGHT, NOON),
        (Reader.CAPTAIN, Urgency.EMERGENCY, NIGHT, NOON),
    ],
)
def test_quiet_hours_hold_what_we_start(
    reader: Reader, urgency: Urgency | None, by_night: datetime, at_noon: datetime, community: Community
) -> None:
    """An answer and an emergency always go; an urgent request wakes only captains and who chose to be woken; the digest is at eight."""
    assert goes_out_at(NIGHT, reader, urgency, community) == by_night
    assert goes_out_at(NOON, reader, urgency, community) == at_noon


def test_before_dawn_the_digest_of_the_same_day_is_meant(community: Community) -> None:
    """A captain's message written at two in the night goes out at eight of that morning."""
    assert goes_out_at(at("02:00"), Reader.CAPTAIN, Urgency.NORMAL, community) == at("08:00")


@pytest.mark.parametrize(
    ("tries", "attempt", "age", "wait"),
    [
        (1, Attempt(Outcome.SENT, message_id="7"), 0 * SECOND, None),
        (1, Attempt(Outcome.FORBIDDEN), 0 * SECOND, None),
        (1, Attempt(Outcome.REFUSED), 0 * SECOND, None),
        (1, Attempt(Outcome.RETRY_AFTER, wait=37 * SECOND), 0 * SECOND, 37 * SECOND),
        (9, Attempt(Outcome.RETRY_AFTER, wait=37 * SECOND), 25 * HOUR, 37 * SECOND),
        (1, Attempt(Outcome.RETRY_AFTER), 0 * SECOND, 1 * SECOND),
        (1, Attempt(Outcome.NETWORK), 0 * SECOND, 2 * SECOND),
        (2, Attempt(Outcome.NETWORK), 2 * SECOND, 4 * SECOND),
        (5, Attempt(Outcome.NETWORK), MINUTE, 32 * SECOND),
        (9, Attempt(Outcome.NETWORK), HOUR, 512 * SECOND),
        (10, Attempt(Outcome.NETWORK), HOUR, 10 * MINUTE),
        (4000, Attempt(Outcome.NETWORK), HOUR, 10 * MINUTE),
        (10, Attempt(Outcome.NETWORK), DEADLINE - SECOND, 10 * MINUTE),
        (10, Attempt(Outcome.NETWORK), DEADLINE, None),
    ],
)  # fmt: skip
def test_a_failed_attempt_is_tried_again_by_its_cause(tries: int, attempt: Attempt, age: timedelta, wait: timedelta | None) -> None:
    """The channel's own wait is kept to, the network is given doubling pauses until the deadline, and a refusal is final."""
    now = WRITTEN + age
    assert next_attempt(WRITTEN, tries, now, attempt) == (None if wait is None else now + wait)


@given(text=st.text(st.sampled_from("水管漏了😀。\n, ab"), max_size=400), longest=st.integers(4, 60))
def test_a_long_text_is_split_and_nothing_is_lost(text: str, longest: int) -> None:
    """Every page fits as Telegram counts it, and together they have every sign but the spaces at the cuts."""
    found = pages(text, longest)
    assert all(units(page) <= longest for page in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@given(
    tries=st.integers(1, 10_000),
    age=st.timedeltas(timedelta(0), 3 * DEADLINE),
    outcome=st.sampled_from(list(Outcome)),
    wait=st.timedeltas(timedelta(0), HOUR),
)
def test_a_further_attempt_always_lies_ahead(tries: int, age: timedelta, outcome: Outcome, wait: timedelta) -> None:
    """Nothing is tried again in the same instant, so that the relay cannot spin, and never before the channel allows it."""
    now = WRITTEN + age
    again = next_attempt(WRITTEN, tries, now, Attempt(outcome, wait=wait))
    assert again is None or again >= now + SECOND
    if again is not None and outcome is Outcome.RETRY_AFTER:
        assert again >= now + wait
