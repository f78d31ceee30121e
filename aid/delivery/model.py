"""What came in and what must go out: rows before anything else."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from aid.store.base import Base
from aid.store.types import Encrypted, EncryptedJson


class InboxMessage(Base):
    """来信: committed before the channel learns that it arrived; unanswered ones are played again at start."""

    __tablename__ = "inbox_message"
    __table_args__ = (UniqueConstraint("channel", "update_id"), Index("ix_inbox_message_answered_at", "answered_at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    update_id: Mapped[str]
    address: Mapped[str] = mapped_column(Encrypted)
    address_hash: Mapped[str] = mapped_column(index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    received_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    taken_by: Mapped[int | None]  # the bot that answers it (aid/store/leases.py)


class OutboxStatus(enum.StrEnum):
    """A message is pending until sent, or until sending it can no longer help. One that was sent is pending again when its
    card is to be shown anew: it is then edited in place."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"  # unreachable, or the deadline passed
    DROPPED = "dropped"  # nothing is left to say: an offer lost before it was shown
    JOINED = "joined"  # became a line of the morning digest


class OutboxMessage(Base):
    """待发消息: names person, message key and ids, never the text. Unique by cause, key and person.

    `edition` counts how often its card was shown anew, so that a change that comes while an older edition is on its way is
    not taken for sent; `shown_hash` is the keyed hash of what was shown last.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("cause", "key", "person_id"),
        Index("ix_outbox_message_due", "status", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("help_request.id"), index=True)
    key: Mapped[str]
    args: Mapped[dict[str, Any]]
    cause: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    digest: Mapped[bool] = mapped_column(default=False, server_default=false())  # held back for the morning digest
    # The first of the rows that one digest was made of; theirs and the digest's. Never a later row: a copy is written in order.
    joined_into: Mapped[int | None] = mapped_column(ForeignKey("outbox_message.id"), index=True)
    status: Mapped[OutboxStatus] = mapped_column(default=OutboxStatus.PENDING)
    tries: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[int | None]  # the bot that claimed it
    sent_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    channel_message_id: Mapped[str | None] = mapped_column(index=True)
    edition: Mapped[int] = mapped_column(default=0)
    shown_hash: Mapped[str | None]
    failure: Mapped[str | None]


class Asked(Base):
    """待答: a question that we put to a person; their next words answer it until it expires."""

    __tablename__ = "asked"
    __table_args__ = (Index("ix_asked_person", "person_id", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("help_request.id"))
    question: Mapped[str]
    args: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
