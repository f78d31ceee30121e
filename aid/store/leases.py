"""Who is alive: bots on one database know each other by locks that die with their holder; what the dead had claimed is free at once."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Set

from sqlalchemy import Connection, Engine, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from aid.delivery.model import InboxMessage, OutboxMessage, OutboxStatus
from aid.followups.model import FollowUp, FollowUpStatus
from aid.store.work import Unit

log = logging.getLogger(__name__)

# Key of the advisory locks: (_LIVES, a bot's number), and (_LIVES, _RELAY) for the one that sends.
_LIVES, _RELAY = 580, 0
_HOLD = text("SELECT pg_advisory_lock(:lives, :number)")
_TRY = text("SELECT pg_try_advisory_lock(:lives, :number)")
_LEAVE = text("SELECT pg_advisory_unlock(:lives, :number)")
_HELD = text(
    "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = :lives AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class Life:
    """This bot among those on its database. `number` names it, `relays` says whether it is the one that sends.

    On PostgreSQL a session of its own holds the lock of its number for as long as the process lives: a SIGKILL ends the
    session, and with it the lock. On SQLite there is one bot, and whoever was before it is dead.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Connection | None = None
        self._seen: Set[int] | None = None
        self.number = 1
        self.relays = engine.dialect.name == "sqlite"

    def begin(self) -> int:
        """This bot's number, held from now on."""
        if self._engine.dialect.name != "sqlite":
            self._alive()
        return self.number

    def look(self, *, may_send: bool = True) -> Set[int] | None:
        """Who is alive, when somebody may have died since the last look; None when all are as they were."""
        if self._engine.dialect.name == "sqlite":
            alive: Set[int] = frozenset()  # at the first look; later ones find no change
        else:
            alive = self._alive()
            self._relays_if(may_send)
        before, self._seen = self._seen, alive
        return alive if before is None or before - alive else None

    def _alive(self) -> Set[int]:
        try:
            return self._ask()
        except DBAPIError:  # the session broke, and its locks are gone: a new life
            self.end()
            return self._ask()

    def _ask(self) -> Set[int]:
        if self._session is None:
            options = {"isolation_level": "AUTOCOMMIT", "read_only": True}
            self._session = self._engine.connect().execution_options(**options)
            self.number = secrets.randbelow(2**31 - 1) + 1
            self._session.execute(_HOLD, {"lives": _LIVES, "number": self.number})
        return frozenset(self._session.scalars(_HELD, {"lives": _LIVES})) - {_RELAY}

    def _relays_if(self, may_send: bool) -> None:
        """Send, if nobody else does; leave it to the others while no door is open here."""
        if self._session is not None and self.relays != may_send:
            self.relays = bool(self._session.scalar(_TRY if may_send else _LEAVE, {"lives": _LIVES, "number": _RELAY})) and may_send

    def end(self) -> None:
        """Let go of the session: what this bot still holds is free for the others."""
        if self._session is not None:
            self._session.invalidate()
            self._session.close()
            self._session, self.relays = None, False


def take_over(unit: Unit, alive: Set[int]) -> list[tuple[str, int]]:
    """What the dead had claimed is free again, and the messages that they had not answered are this bot's: (chat, id) of each."""
    gone = or_(FollowUp.lease_by.is_(None), FollowUp.lease_by.not_in(alive))
    held = (FollowUp.status == FollowUpStatus.PENDING, FollowUp.lease_until.is_not(None))
    unit.session.execute(update(FollowUp).where(*held, gone).values(lease_until=None, lease_by=None))
    gone = or_(OutboxMessage.lease_by.is_(None), OutboxMessage.lease_by.not_in(alive))
    pending = (OutboxMessage.status == OutboxStatus.PENDING, OutboxMessage.lease_until.is_not(None))
    unit.session.execute(update(OutboxMessage).where(*pending, gone).values(lease_until=None, lease_by=None))
    gone = or_(InboxMessage.taken_by.is_(None), InboxMessage.taken_by.not_in(alive))
    left = select(InboxMessage).where(InboxMessage.answered_at.is_(None), gone).order_by(InboxMessage.id)
    orphans = list(unit.session.scalars(left.with_for_update(skip_locked=True)))
    for message in orphans:
        message.taken_by = unit.bot
    return [(f"{message.channel}:{message.address}", message.id) for message in orphans]
