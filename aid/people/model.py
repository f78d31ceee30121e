"""Who lives here, how they are reached, what posts they hold, and the trail of what happened."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aid.store.base import Base
from aid.store.types import Encrypted


class PostKind(enum.StrEnum):
    """The posts behind a request, from the first owner up."""

    CAPTAIN = "captain"  # 楼栋长
    DEPUTY = "deputy"  # 副楼栋长
    SECRETARY = "secretary"  # 书记: the backstop of the whole compound


class Household(Base):
    """户: a flat. `door_hash` is the keyed hash of building, unit and room."""

    __tablename__ = "household"

    id: Mapped[int] = mapped_column(primary_key=True)
    building: Mapped[str]
    door_hash: Mapped[str] = mapped_column(unique=True)
    unit: Mapped[str | None] = mapped_column(Encrypted)
    room: Mapped[str | None] = mapped_column(Encrypted)


class Person(Base):
    """居民: anyone who has written to us or holds a role."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    name: Mapped[str | None] = mapped_column(Encrypted)
    phone: Mapped[str | None] = mapped_column(Encrypted)
    phone_hash: Mapped[str | None] = mapped_column(index=True)
    building: Mapped[str | None] = mapped_column(index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    language: Mapped[str] = mapped_column(default="zh-CN")
    language_chosen_at: Mapped[datetime | None]  # by themselves; until then it follows what they write
    heard_at: Mapped[datetime | None]  # their last message or tap
    noticed_at: Mapped[datetime | None]  # told who we are and what is kept
    consent_at: Mapped[datetime | None]
    sensitive_consent_at: Mapped[datetime | None]
    erase_asked_at: Mapped[datetime | None] = mapped_column(index=True)
    forgotten_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    sample: Mapped[bool] = mapped_column(default=False)  # belongs to the sample compound: no real person

    household: Mapped[Household | None] = relationship(lazy="joined")


class Address(Base):
    """Where a person is reached: a chat of a channel. One person may have several."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "value_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str]
    value: Mapped[str] = mapped_column(Encrypted)
    value_hash: Mapped[str]


class Post(Base):
    """A post held by a person: captain or deputy of a building, or secretary (no building)."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("kind", "building", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PostKind]
    building: Mapped[str | None] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    on_duty: Mapped[bool] = mapped_column(default=True)


class Leave(Base):
    """请假: from `starts_at` to `ends_at` the next one up stands in; `begun_at` and `ended_at` say when the hands changed."""

    __tablename__ = "leave"
    __table_args__ = (Index("ix_leave_person", "person_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class Invitation(Base):
    """A one-time code for a post, or for speaking on behalf of a partner; only its keyed hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[PostKind | None]  # else a volunteer's or a partner's
    building: Mapped[str | None]
    volunteer_id: Mapped[int | None]  # whose chat it brings
    partner: Mapped[str | None]  # its id in `community.toml`
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AuditEvent(Base):
    """留痕: what happened, to which ids and fields; never a value. Append-only, chained per request or person.

    `hash` covers the event and the hash before it, so that a changed or missing row shows. Triggers of the database refuse
    to change or delete a row. `kind` is read as it stands: one that was tampered with must still be readable.
    """

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain", "seq"), Index("ix_audit_event_request", "request_id", "seq"))

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str]
    seq: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[str]
    request_id: Mapped[int | None]
    person_id: Mapped[int | None]
    actor_id: Mapped[int | None]
    cause: Mapped[str]
    facts: Mapped[dict[str, Any]]  # ids, statuses and names of fields
    hash: Mapped[str]


class AuditHead(Base):
    """链头: where a chain stands, so that rows missing at its end show. `seal` is the keyed hash of the rest."""

    __tablename__ = "audit_head"

    chain: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]
    seal: Mapped[str]
