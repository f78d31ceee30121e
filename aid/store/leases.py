"""Leases that a fallen process left behind."""

from __future__ import annotations

from sqlalchemy import update

from aid.delivery.model import OutboxMessage, OutboxStatus
from aid.followups.model import FollowUp, FollowUpStatus
from aid.store.work import Unit


def free_leases(unit: Unit) -> None:
    """Take back what a bot had claimed when it fell. On SQLite only one bot runs, and it is just starting: all
    leases are dead. On PostgreSQL others may hold theirs: there a lease ends by itself."""
    if unit.session.get_bind().dialect.name != "sqlite":
        return
    unit.session.execute(update(FollowUp).where(FollowUp.status == FollowUpStatus.PENDING).values(lease_until=None))
    unit.session.execute(update(OutboxMessage).where(OutboxMessage.status == OutboxStatus.PENDING).values(lease_until=None))
