"""`make stops`: the month unbroken, then cut at a thousand points on SQLite and on PostgreSQL, and compared row by row."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from bench.clocks.people import Size
from bench.clocks.store import month_on
from tests.crash.compare import Rows, broken_chains, differences, rows_of


@dataclass(frozen=True)
class Run:
    """What one run left behind."""

    rows: Rows
    points: int
    cuts: int
    sent: int
    doubled: int
    broken: int
    seconds: float


def run(engine: str, size: Size, seed: int, cut_at: frozenset[int] = frozenset()) -> Run:
    """The month once, cut at these points."""
    began = time.monotonic()
    with month_on(engine, size, seed) as month:
        month.runs(cut_at)
        rows, broken = rows_of(month.work), len(broken_chains(month.work))
        sent = sum(month.sent.values()) - month.doubled
        return Run(rows, month.points.passed, month.points.cuts, sent, month.doubled, broken, time.monotonic() - began)


def cuts(points: int, many: int, seed: int) -> frozenset[int]:
    """So many of the points, at random but the same each time. Each life passes some points twice: the plan reaches a little less far."""
    return frozenset(random.Random(f"cuts:{seed}").sample(range(1, points), min(many, points - 1)))


def compared(whole: Run, cut: Run) -> list[str]:
    """What the cut run has lost or doubled against the unbroken one; a message may come twice only where it was cut after sending."""
    found = differences(whole.rows, cut.rows)
    if cut.broken:
        found.append(f"留痕链断了 {cut.broken} 条")
    if cut.sent != whole.sent:
        found.append(f"送到的消息 {cut.sent} 条, 该 {whole.sent} 条")
    if cut.doubled > cut.cuts:
        found.append(f"多送了 {cut.doubled} 条, 只断了 {cut.cuts} 次")
    return found
