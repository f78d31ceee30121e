"""A full disk and a locked database: nothing is lost, nothing half-written, and it goes on afterwards."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, event, func, select
from sqlalchemy.exc import OperationalError

from aid.clock import FixedClock
from aid.community import Community
from aid.conversations import desk
from aid.conversations.incoming import Incoming, Kind
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.service import receive
from aid.people.model import AuditEvent, Person
from aid.store.engine import open_engine
from aid.store.secrets import Cipher
from aid.store.work import Work

START = Incoming(Kind.START, text="/start").payload()


@pytest.fixture
def sqlite_work(sqlite_url: str, key: str, clock: FixedClock, community: Community) -> Iterator[Work]:
    """A store in one SQLite file."""
    engine = open_engine(sqlite_url, Cipher(key))
    yield Work(engine, clock, community)
    engine.dispose()


def _counts(work: Work) -> tuple[int, ...]:
    with work.read() as unit:
        return tuple(unit.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Person, AuditEvent, OutboxMessage))


def test_a_full_disk_keeps_the_message_and_writes_no_half_of_its_answer(sqlite_work: Work) -> None:
    """While the file may not grow, answering fails as a whole; once it may, the same message is answered once."""
    ids = [sqlite_work.write("door", receive, "terminal", str(number), f"somebody {number}", START) for number in range(80)]
    full = True

    def limit(connection: Connection) -> None:
        pages = "max_page_count=1" if full else "max_page_count=1073741823"  # 1 means: not one page more than now
        connection.exec_driver_sql(f"PRAGMA {pages}")

    def answered_until_full() -> int:
        """The message for whose answer no page was left: the first answers fit into pages that are there."""
        for inbox_id in ids:
            assert inbox_id is not None
            before = _counts(sqlite_work)
            try:
                sqlite_work.write(f"inbox:{inbox_id}", desk.take, inbox_id)
            except OperationalError:
                assert _counts(sqlite_work) == before
                return inbox_id
        raise AssertionError("the disk was never full")

    event.listen(sqlite_work.engine, "begin", limit)
    inbox_id = answered_until_full()
    with sqlite_work.read() as unit:
        assert unit.session.get_one(InboxMessage, inbox_id).answered_at is None
    full = False
    sqlite_work.write(f"inbox:{inbox_id}", desk.take, inbox_id)
    sqlite_work.write(f"inbox:{inbox_id}", desk.take, inbox_id)
    with sqlite_work.read() as unit:
        assert unit.session.scalars(select(OutboxMessage.key).where(OutboxMessage.cause == f"inbox:{inbox_id}")).all() == ["welcome"]


def test_a_locked_database_is_waited_for(sqlite_work: Work, sqlite_url: str) -> None:
    """A message that comes while another program holds the file is kept as soon as it lets go."""
    holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    trying = threading.Event()
    found: list[int | None] = []

    def write() -> None:
        trying.set()
        found.append(sqlite_work.write("door", receive, "terminal", "1", "somebody", START))

    thread = threading.Thread(target=write)
    thread.start()
    trying.wait()
    holder.execute("ROLLBACK")
    holder.close()
    thread.join()
    assert found == [1]


def test_an_error_carries_no_words_of_a_person(sqlite_work: Work) -> None:
    """What a failing statement says names no parameter: a phone number cannot reach a log that way."""
    with pytest.raises(OperationalError) as caught, sqlite_work.engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("13800007777",))
    assert "13800007777" not in str(caught.value)
