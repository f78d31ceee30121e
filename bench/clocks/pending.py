"""A tick over 100,000 pending follow-ups: how long it takes when nothing is due and when something is, and how the store finds it."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median

from sqlalchemy import insert, text

from aid.followups import service as followups
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.requests import service as requests
from aid.requests.known import Known
from aid.requests.model import Status
from aid.store.work import Unit
from bench.clocks.month import Month
from bench.clocks.people import SMALL
from bench.clocks.store import month_on

PENDING, DUE, REQUESTS = 100_000, 20, 2_000
_QUERY = "SELECT due_at FROM follow_up WHERE status = 'pending' ORDER BY due_at LIMIT 1"


def measure(engine: str) -> tuple[float, float, str]:
    """Seconds of a tick with nothing due, of one with DUE clocks due, and the plan of the query that every tick asks."""
    with month_on(engine, SMALL, 1) as month:
        month.does(_fill, month)
        idle = median(_tick(month) for _ in range(21))
        month.does(_make_due)
        busy = _tick(month)
        return idle, busy, _plan(month)


def _fill(unit: Unit, month: Month) -> None:
    """So many requests, each with clocks that strike in the next weeks."""
    from aid.people.model import Person

    person = unit.session.get_one(Person, month.ids["resident0"])
    ids = []
    for _ in range(REQUESTS):
        request = requests.start(unit, person, Known(category="wish", building="1", words=["样例"]))
        requests.move(unit, request, Status.WITH_CAPTAIN, "for_captain")
        ids.append(request.id)
    rows = [
        {
            "request_id": ids[at % REQUESTS], "kind": FollowUpKind.CAPTAIN_REMIND, "episode": 1000 + at // REQUESTS, "round": 0,
            "status": FollowUpStatus.PENDING, "created_at": unit.now, "due_at": unit.now + timedelta(days=1, seconds=at),
        }
        for at in range(PENDING)
    ]  # fmt: skip
    unit.session.execute(insert(FollowUp), rows)
    unit.session.execute(text("ANALYZE"))


def _make_due(unit: Unit) -> None:
    first = text(
        f"SELECT id FROM follow_up WHERE status = 'pending' AND kind = 'captain_remind' AND episode >= 1000 ORDER BY id LIMIT {DUE}"
    )
    for (follow_up,) in unit.session.execute(first).all():
        unit.session.get_one(FollowUp, follow_up).due_at = unit.now


def _tick(month: Month) -> float:
    began = time.perf_counter()
    followups.fire_due(month.work)
    return time.perf_counter() - began


def _plan(month: Month) -> str:
    with month.work.read() as unit:
        explain = "EXPLAIN QUERY PLAN " if unit.session.get_bind().dialect.name == "sqlite" else "EXPLAIN "
        return "\n".join(str(row[-1]) for row in unit.session.execute(text(explain + _QUERY)))
