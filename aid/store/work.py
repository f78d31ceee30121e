"""The one place where a transaction begins and ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import stamina
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from aid.clock import Clock
from aid.community import Community

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Unit:
    """One unit of work: a transaction, the instant it happens at, who caused it and why.

    `cause` makes what is written because of one message or one follow-up unique by it ("inbox:7",
    "followup:12"), so that a replay changes nothing twice.
    """

    session: Session
    now: datetime
    community: Community
    cause: str
    actor_id: int | None = None
    inbox_id: int | None = None
    bot: int | None = None  # which bot does it, where several share a database


class Work:
    """Runs a use case `fn(unit, …)` in one transaction: all of it is kept, or none of it.

    A database that is busy, or a row that another process wrote first, is tried again a few times; what
    still fails is raised with nothing half-written.
    """

    def __init__(self, engine: Engine, clock: Clock, community: Community) -> None:
        self.engine = engine
        self.clock = clock
        self.community = community
        self.bot: int | None = None
        self._written: list[Callable[[], None]] = []
        # SQLite lets one write at a time. Who waits inside it sleeps and looks again, and is overtaken meanwhile.
        self._turn: AbstractContextManager[Any] = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    def on_written(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each commit of a writing use case (from that use case's thread)."""
        self._written.append(listener)

    def write(
        self,
        cause: str,
        fn: Callable[Concatenate[Unit, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `fn(unit, *args, **kwargs)` in one transaction that holds what it reads."""
        inbox_id = int(cause.removeprefix("inbox:")) if cause.startswith("inbox:") else None
        for attempt in stamina.retry_context(on=(OperationalError, IntegrityError), attempts=4, timeout=60, wait_initial=0.1, wait_max=2):
            with attempt, self._turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
                unit = Unit(session, self.clock.now(), self.community, cause, inbox_id=inbox_id, bot=self.bot)
                result = fn(unit, *args, **kwargs)
        for listener in self._written:
            listener()
        return result

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A read-only unit; what was loaded may still be looked at after it, loaded columns only."""
        with self.engine.connect().execution_options(read_only=True) as connection, Session(connection) as session:
            yield Unit(session, self.clock.now(), self.community, "read")
