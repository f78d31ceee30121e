"""HelpRequest 求助 and its statuses."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aid.people.model import Household, Person, Post, PostKind
from aid.store.base import Base
from aid.store.types import Encrypted, EncryptedJson
from aid.understanding.taxonomy import Urgency


class Status(enum.StrEnum):
    """Where a request stands (design §6)."""

    RECEIVED = "received"  # 已收到: not yet confirmed by the resident
    OPEN = "open"  # 已受理
    OFFERING = "offering"  # 派单中: fewer have said yes than are needed
    ACCEPTED = "accepted"  # 已接单
    WITH_CAPTAIN = "with_captain"  # 楼栋长处理中
    REFERRED = "referred"  # 已转介
    DONE = "done"  # 待确认: the last holder says it is done
    CONFIRMED = "confirmed"  # 待回访: the captain agrees
    CLOSED = "closed"  # 已办结
    CANCELLED = "cancelled"  # 已撤销


class Outcome(enum.StrEnum):
    """How a request ended (办理结果)."""

    SOLVED = "solved"
    PARTLY = "partly"
    UNSOLVED = "unsolved"
    NOT_OURS = "not_ours"
    MERGED = "merged"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"
    MISTAKEN = "mistaken"
    FALSE_ALARM = "false_alarm"


class Discontent(enum.StrEnum):
    """Why it was not solved, or not well: one tap each."""

    NOBODY = "nobody"  # 没人来
    SLOW = "slow"  # 来得太慢
    UNFINISHED = "unfinished"  # 没弄好
    AGAIN = "again"  # 又坏了
    MANNER = "manner"  # 态度不好
    OTHER = "other"  # 别的原因


class Series(Base):
    """定期求助: help that comes again. It opens an ordinary request for each of its days, some time ahead.

    `known` is what the resident confirmed; it is emptied when the series ends.
    """

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    requester_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    filed_by: Mapped[int | None]  # person on a post, for a resident without a phone
    known: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    rule: Mapped[dict[str, Any]]  # a Recurring
    next_day: Mapped[date | None]  # the next day for which no request exists yet
    opens_at: Mapped[datetime | None] = mapped_column(index=True)  # when that request is opened; None: no more
    ended_at: Mapped[datetime | None]


class HelpRequest(Base):
    """求助. `captain_id` is never null: a request has an owner from its first message.

    `episode` counts status changes; follow-ups belong to the episode that set them.
    """

    __tablename__ = "help_request"
    __table_args__ = (Index("ix_help_request_series", "series_id", "series_day", unique=True),)  # no day is opened twice

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    requester_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[Status] = mapped_column(index=True)
    episode: Mapped[int] = mapped_column(default=0)
    category: Mapped[str | None]
    urgency: Mapped[Urgency]
    emergency_kind: Mapped[str | None]
    building: Mapped[str | None] = mapped_column(index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    words: Mapped[str] = mapped_column(Encrypted)  # the resident's own
    contact_phone: Mapped[str | None] = mapped_column(Encrypted)
    beneficiary: Mapped[str | None]
    beneficiary_consent_at: Mapped[datetime | None]  # of whom a sensitive request is for, as the resident says
    wanted_from: Mapped[datetime | None]
    wanted_to: Mapped[datetime | None]
    skills: Mapped[list[str]] = mapped_column(default=list)
    needed: Mapped[int] = mapped_column(default=1)
    wave: Mapped[int] = mapped_column(default=0)
    captain_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    captain_level: Mapped[PostKind]
    handled_by: Mapped[int | None]  # person: said 我来处理, and has it until then
    handled_until: Mapped[datetime | None]
    filed_by: Mapped[int | None]  # person on a post, for a resident without a phone
    stands_in_for: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who is on leave and gets it back
    first_word_at: Mapped[datetime | None]  # when the resident first heard of a human being who acts
    extended: Mapped[int] = mapped_column(default=0, server_default="0")
    extension_asked: Mapped[str | None]  # the reason's code, while the level above has not answered
    sent_back: Mapped[int] = mapped_column(default=0, server_default="0")
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    series_day: Mapped[date | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("help_request.id"), index=True)
    partner: Mapped[str | None]
    waiting_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(default=0)
    solved: Mapped[bool | None]
    satisfied: Mapped[bool | None]
    discontent: Mapped[Discontent | None]
    outcome: Mapped[Outcome | None]
    reason: Mapped[str | None]  # a code, not words
    forgotten_at: Mapped[datetime | None]

    requester: Mapped[Person] = relationship(foreign_keys=[requester_id])
    captain: Mapped[Person] = relationship(foreign_keys=[captain_id])
    household: Mapped[Household | None] = relationship()


# An owner holds a post (a trigger sees to it): posts are there before requests, also when a database is copied row by row.
Base.metadata.tables[HelpRequest.__tablename__].add_is_dependent_on(Base.metadata.tables[Post.__tablename__])


class NoteFor(enum.StrEnum):
    """Who may read a note."""

    CAPTAINS = "captains"  # 备注: whoever answers for the building, never the resident
    NEXT = "next"  # the next neighbour who goes to this household
    HELPERS = "helpers"  # a word of thanks to who helped


class Note(Base):
    """备注 and the like: words that somebody wrote about a request, for certain eyes only."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    meant_for: Mapped[NoteFor]
    words: Mapped[str] = mapped_column(Encrypted)
    written_at: Mapped[datetime]


class CorrectedBy(enum.StrEnum):
    """Who said that it is something else."""

    RESIDENT = "resident"
    CAPTAIN = "captain"


class Correction(Base):
    """更正: what the model took somebody's words for and what a person says they are; waits to be looked at."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"), index=True)
    words: Mapped[str] = mapped_column(Encrypted)
    taken_for: Mapped[str | None]
    chosen: Mapped[str]
    by: Mapped[CorrectedBy]
    corrected_at: Mapped[datetime]


class AttachmentKind(enum.StrEnum):
    """What somebody may send beside words."""

    PHOTO = "photo"
    VOICE = "voice"
    LOCATION = "location"
    CONTACT = "contact"  # a phone number to call; shown on the card, not passed on as a file


class Attachment(Base):
    """附件: what came with the words. The file stays at its channel; `about` holds the channel's id of it, its type and size.

    It belongs to a request, or to a conversation that has none yet.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("help_request.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[AttachmentKind]
    album: Mapped[str | None]  # several sent as one
    about: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    sent_at: Mapped[datetime]


class Subscriber(Base):
    """关注: somebody else with the same trouble, told at every step of the one request that is followed up."""

    __tablename__ = "subscriber"
    __table_args__ = (UniqueConstraint("request_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime]
