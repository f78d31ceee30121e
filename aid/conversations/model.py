"""Conversation 会话: what is known so far and what we asked last."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from aid.store.base import Base
from aid.store.types import EncryptedJson


class ConversationState(enum.StrEnum):
    """`running` until the request is confirmed, dropped or handed to a person."""

    RUNNING = "running"
    HANDED_OFF = "handed_off"  # 转人工: words go to the captain, the assistant is silent
    ENDED = "ended"


def random_id() -> str:
    """A random id: no Telegram number ever reaches Rasa."""
    return uuid.uuid4().hex


class Conversation(Base):
    """会话. `known` is what has been read so far; `inbox_id` the last message whose turn is complete."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_person", "person_id", "state"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("help_request.id"))
    state: Mapped[ConversationState] = mapped_column(default=ConversationState.RUNNING)
    known: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    open_question: Mapped[str | None]
    misses: Mapped[int] = mapped_column(default=0)  # answers we could not read, in a row
    started_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox_message.id"))
    forgotten_at: Mapped[datetime | None]
