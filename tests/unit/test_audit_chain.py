"""The trail: a row that was changed, taken out or put elsewhere is noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aid.people.audit import FIRST_HASH, chained_hash, first_break
from aid.people.model import AuditEvent

BEGAN = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)


def trail(length: int = 6) -> list[AuditEvent]:
    """A chain of events as `record` writes it."""
    events: list[AuditEvent] = []
    for seq in range(1, length + 1):
        event = AuditEvent(
            chain="request:7",
            seq=seq,
            at=BEGAN + timedelta(minutes=seq),
            kind="moved",
            request_id=7,
            person_id=None,
            actor_id=seq % 3,
            cause=f"inbox:{seq}",
            facts={"before": "open", "after": "offering"},
        )
        event.hash = chained_hash(events[-1].hash if events else FIRST_HASH, event)
        events.append(event)
    return events


def test_an_untouched_trail_has_no_break() -> None:
    """What was written in order reads as whole, also when there is nothing."""
    assert first_break(trail()) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "viewed"), ("at", BEGAN), ("request_id", 8), ("person_id", 3), ("actor_id", 9), ("cause", "inbox:99"), ("chain", "request:8"),
        ("facts", {"before": "open", "after": "closed"}), ("facts", {}), ("hash", FIRST_HASH),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 3, 5])
def test_a_changed_row_shows(place: int, field: str, value: Any) -> None:
    """Any field of any row: the first event that no longer fits is the one that was touched."""
    events = trail()
    setattr(events[place], field, value)
    assert first_break(events) is events[place]


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_missing_row_shows(place: int) -> None:
    """The event after a gap does not fit, also when its number was made to."""
    events = trail()
    del events[place]
    assert first_break(events) is events[place]
    for seq, event in enumerate(events, 1):
        event.seq = seq
    assert first_break(events) is events[place]


def test_an_instant_is_the_same_in_every_time_zone() -> None:
    """A row written with one offset and read back with another is untouched."""
    events = trail()
    for event in events:
        event.at = event.at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert first_break(events) is None


def test_two_swapped_rows_show() -> None:
    """Order is part of what the chain keeps, with and without the numbers swapped along."""
    events = trail()
    events[2], events[3] = events[3], events[2]
    assert first_break(events) is events[2]
    events[2].seq, events[3].seq = 3, 4
    assert first_break(events) is events[2]


def test_a_row_rewritten_with_its_hash_breaks_the_next() -> None:
    """Whoever mends the hash of a changed row must mend every row after it."""
    events = trail()
    events[2].facts = {"before": "open", "after": "closed"}
    events[2].hash = chained_hash(events[1].hash, events[2])
    assert first_break(events) is events[3]
