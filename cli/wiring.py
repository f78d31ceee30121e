"""The one place that joins settings, store, key, clock and services."""

from __future__ import annotations

from aid.clock import Clock, RemoteClock, SystemClock
from aid.community import read_community
from aid.store import rows
from aid.store.engine import open_engine
from aid.store.migrate import upgrade
from aid.store.secrets import Cipher, key_from_file
from aid.store.work import Work
from cli.settings import Settings

assert rows.METADATA.tables  # every room's rows are known before the first mapping is used


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, or the shared test clock."""
    return RemoteClock(settings.clock) if settings.clock else SystemClock()


def open_work(settings: Settings) -> Work:
    """The store, opened with its key and brought up to date, on its clock, for its community.

    Raises BadCommunity, BadDatabaseUrl or WrongKey, each with one line that says what to mend.
    """
    community = read_community(settings.community)
    cipher = Cipher(settings.secret_key or key_from_file(settings.key_file))
    engine = open_engine(settings.database, cipher)
    upgrade(engine)
    return Work(engine, clock_of(settings), community)
