"""The store: migrations, keys, transactions that are whole, and updates that two processes cannot lose."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.fernet import Fernet
from sqlalchemy import Engine, event, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from aid.clock import FixedClock
from aid.community import Community
from aid.people.model import Address, Person
from aid.store.base import Base, KeyCheck
from aid.store.engine import BadDatabaseUrl, open_engine
from aid.store.migrate import SCRIPTS, check_key, upgrade
from aid.store.secrets import Cipher, WrongKey
from aid.store.work import Unit, Work
from cli.settings import ROOT
from tests.integration.compound import START, Compound


@pytest.fixture
def empty(empty_url: str, key: str) -> Iterator[Engine]:
    """An engine on a database in which nothing is."""
    engine = open_engine(empty_url, Cipher(key))
    yield engine
    engine.dispose()


def test_the_migrations_build_exactly_the_models(empty: Engine) -> None:
    """Upgrading an empty database leaves no difference from the rows as they are written in the code."""
    upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert set(inspect(connection).get_table_names()) == set(Base.metadata.tables) | {"alembic_version"}


def test_upgrading_again_changes_nothing(empty: Engine) -> None:
    """Every start upgrades; the second finds nothing to do and the same key check."""
    for _ in range(2):
        upgrade(empty)
    with empty.connect() as connection:
        assert len(connection.execute(select(KeyCheck.id)).all()) == 1


def test_every_migration_can_be_walked_down_and_up_again(empty: Engine) -> None:
    """From the newest to the very first and back, one step at a time; at the top the models are exactly built again."""
    upgrade(empty)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    steps = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
    walk = [(command.downgrade, each) for each in (*steps[1:], "base")] + [(command.upgrade, each) for each in reversed(steps)]
    for step, revision in walk:
        with empty.begin() as connection:
            config.attributes["connection"] = connection
            step(config, revision)
    with empty.connect() as connection:
        assert set(inspect(connection).get_table_names()) == set(Base.metadata.tables) | {"alembic_version"}
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert context.get_current_revision() == steps[0] and compare_metadata(context, Base.metadata) == []


def test_a_database_written_with_another_key_is_refused_before_anything_else(database_url: str, key: str) -> None:
    """The program does not start; the line says how to mend it, and nothing in the database has changed."""
    engine = open_engine(database_url, Cipher(Fernet.generate_key().decode()))
    with pytest.raises(WrongKey, match="WOBANGLIN_SECRET_KEY") as refused:
        upgrade(engine)
    assert len(str(refused.value).splitlines()) == 1
    engine.dispose()
    right = open_engine(database_url, Cipher(key))
    check_key(right)
    right.dispose()


def test_while_the_key_is_changed_both_are_taken(database_url: str, key: str) -> None:
    """「new,old」 opens what the old key wrote."""
    engine = open_engine(database_url, Cipher(f"{Fernet.generate_key().decode()},{key}"))
    upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://root@localhost/x", "sqlite+aiosqlite:///x.db"])
def test_an_address_of_no_database_of_ours_is_one_clear_line(url: str, key: str) -> None:
    """The line names the setting."""
    with pytest.raises(BadDatabaseUrl, match="WOBANGLIN_DATABASE_URL") as refused:
        open_engine(url, Cipher(key))
    assert len(str(refused.value).splitlines()) == 1


def test_a_failed_use_case_leaves_nothing(work: Work) -> None:
    """All of it is kept or none of it, and nobody is told that something was written."""
    told: list[bool] = []
    work.on_written(lambda: told.append(True))

    def half(unit: Unit) -> None:
        unit.session.add(Person(created_at=unit.now, name="某人"))
        unit.session.flush()
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        work.write("test", half)
    with work.read() as unit:
        assert unit.session.scalars(select(Person)).all() == []
    assert told == []


def test_a_listener_hears_of_what_was_written_after_it_was_written(work: Work) -> None:
    """Whoever is woken finds the row."""
    found: list[int] = []

    def look() -> None:
        with work.read() as unit:
            found.append(len(unit.session.scalars(select(Person)).all()))

    work.on_written(look)
    work.write("test", lambda unit: unit.session.add(Person(created_at=unit.now)))
    assert found == [1]


def test_reading_changes_nothing(work: Work) -> None:
    """What a read unit happens to change is not kept."""
    work.write("test", lambda unit: unit.session.add(Person(created_at=unit.now, building="3")))
    with work.read() as unit:
        unit.session.scalars(select(Person)).one().building = "4"
        unit.session.flush()
    with work.read() as unit:
        assert unit.session.scalars(select(Person)).one().building == "3"


def test_a_row_that_points_nowhere_is_refused(work: Work) -> None:
    """Foreign keys hold on SQLite too."""
    with pytest.raises(IntegrityError), work.read() as unit:
        unit.session.add(Address(person_id=4711, channel="test", value="x", value_hash="x"))
        unit.session.flush()


def test_who_was_second_is_tried_again_and_sees_what_the_first_wrote(work: Work) -> None:
    """A row that another process wrote first costs a new attempt in a new transaction, not the use case."""
    attempts: list[int] = []

    def once(unit: Unit) -> int:
        attempts.append(len(unit.session.scalars(select(Person)).all()))
        unit.session.add(Person(created_at=unit.now))
        unit.session.flush()
        if len(attempts) == 1:
            raise IntegrityError("INSERT", {}, RuntimeError("somebody was first"))
        return len(attempts)

    assert work.write("test", once) == 2
    assert attempts == [0, 0]


def test_an_error_of_the_database_carries_nobodys_words(work: Work) -> None:
    """What a person wrote does not reach a log through an exception."""
    secret = "我家在三号楼, 电话13800000001"
    with pytest.raises(DBAPIError) as failed, work.read() as unit:
        unit.session.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": secret})
    assert secret not in str(failed.value)


def test_sqlite_begins_every_writing_transaction_with_the_lock(sqlite_work: Work) -> None:
    """A second writer waits from its first word on; a reader does not."""
    engine = sqlite_work.engine
    with engine.begin() as writing:
        for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30000), ("synchronous", 2)):
            assert writing.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
        with sqlite_work.read() as reading:
            assert reading.session.scalars(select(Person)).all() == []
        impatient = engine.connect().execution_options(read_only=True)
        impatient.exec_driver_sql("PRAGMA busy_timeout=1")
        with pytest.raises(OperationalError, match="locked"):
            impatient.exec_driver_sql("UPDATE person SET building = '3'")
        impatient.close()


def test_writers_of_one_process_take_turns_before_sqlite_makes_them_wait(sqlite_url: str, key: str, community: Community) -> None:
    """SQLite's own waiting sleeps and lets whoever wakes first in: with no patience at all in SQLite, nobody is turned away here."""
    engine = open_engine(sqlite_url, Cipher(key))
    turned_away = []
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    event.listen(engine, "handle_error", turned_away.append)
    work = Work(engine, FixedClock(START), community)

    def add(unit: Unit) -> None:
        unit.session.add(Person(created_at=unit.now))
        unit.session.flush()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: work.write("test", add), range(80)))
    with work.read() as unit:
        assert unit.session.scalar(select(func.count()).select_from(Person)) == 80
    engine.dispose()
    assert turned_away == []


def test_two_processes_lose_no_update(database_url: str, key: str, community: Community) -> None:
    """Two hundred increments from each of two processes make four hundred."""
    engine = open_engine(database_url, Cipher(key))
    clock = FixedClock(START)
    compound = Compound(Work(engine, clock, community), clock).settled()
    compound.says("wu", "厨房的水龙头有点滴水", "repair_home")
    before = compound.request(1).wave
    command = [sys.executable, "-m", "tests.integration.increments", database_url, "200"]
    processes = [
        subprocess.Popen(
            command, cwd=ROOT, text=True, env={**os.environ, "WOBANGLIN_SECRET_KEY": key}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=120)
    assert [process.returncode for process in processes] == [0, 0]
    assert compound.request(1).wave == before + 400
    engine.dispose()
