"""A few days of the simulated month: every clock once, in order and at its instant, and a run cut anywhere ends as the unbroken one."""

from __future__ import annotations

import pytest

from bench.clocks import checks, stops
from bench.clocks.month import sleepers
from bench.clocks.people import Size
from bench.clocks.store import month_on

TINY = Size(requests=5, days=2, captains=2, volunteers=8, residents=5)


def test_every_clock_of_some_days_fires_once_in_order_and_when_it_should() -> None:
    """Counted anew minute by minute; no request is left without a clock. (`make bench-clocks` is the whole month.)"""
    with month_on("sqlite", TINY, seed=7) as month:
        month.runs()
        found = checks.check(month.work)
        assert found.wrong == [] and sleepers(month.work) == []
        assert sum(row.by_hand for row in found.rows.values()) >= 10


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_run_cut_at_any_commit_or_send_loses_and_doubles_nothing(engine: str) -> None:
    """All rows are those of the unbroken run. (`make stops` cuts the whole month a thousand times.)"""
    whole = stops.run("sqlite", TINY, seed=7)
    broken = stops.run(engine, TINY, 7, stops.cuts(whole.points, 40, seed=7))
    assert broken.cuts == 40
    assert stops.compared(whole, broken) == []
