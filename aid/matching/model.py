"""Offer 邀约: one volunteer asked for one request."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aid.requests.model import HelpRequest
from aid.store.base import Base
from aid.volunteers.model import Volunteer


class OfferStatus(enum.StrEnum):
    """An offer stays `proposed` until answered or until the request no longer needs it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"  # a holder
    DECLINED = "declined"
    EXPIRED = "expired"  # the request was filled, referred or ended first
    WITHDRAWN = "withdrawn"  # the holder stepped back, or the captain took it back


class Progress(enum.StrEnum):
    """How far a holder has come."""

    COMING = "coming"  # 我在路上
    ARRIVED = "arrived"  # 我到了
    DONE = "done"  # 完成


class Habit(Base):
    """How often neighbours say yes, by one trait of the ask ("all", "category:errand", "near:same"): decayed counts as of `at`."""

    __tablename__ = "habit"

    trait: Mapped[str] = mapped_column(primary_key=True)
    yes: Mapped[float]
    tried: Mapped[float]
    at: Mapped[datetime]


class Went(enum.StrEnum):
    """How a visit was, in the holder's own word."""

    WELL = "well"
    FAIRLY = "fairly"
    BADLY = "badly"


class Decline(enum.StrEnum):
    """Why a volunteer said no."""

    UNSAID = "no"
    BUSY = "busy"  # 没空
    FAR = "far"  # 太远
    UNABLE = "unable"  # 不会
    AWKWARD = "awkward"  # 不方便
    NOT_TODAY = "not_today"  # 今天别找我
    MUTED = "muted"  # 静音这类


# Those that stand on buttons after 这次不行.
DECLINE_REASONS = (Decline.BUSY, Decline.FAR, Decline.UNABLE, Decline.AWKWARD)


class Offer(Base):
    """邀约: asked once per request and volunteer; a captain's named ask uses the same row again."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("request_id", "volunteer_id"),
        # Covers what matching asks of a volunteer's history: how often lately, and what came of it.
        Index("ix_offer_volunteer", "volunteer_id", "proposed_at", "band", "tried", "kept", "context"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"))
    wave: Mapped[int]
    status: Mapped[OfferStatus]
    proposed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    by_captain: Mapped[bool] = mapped_column(default=False)
    reasons: Mapped[dict[str, Any]]  # name of each part of the score → its number
    score: Mapped[float]
    decline_reason: Mapped[str | None]
    progress: Mapped[Progress | None]
    expected_at: Mapped[datetime | None]  # when a holder on the way said they would be there
    arrived_at: Mapped[datetime | None]  # of the 我到了 that counts: the last
    chance: Mapped[float] = mapped_column(default=0.0)  # of a yes, as it was thought when asked
    context: Mapped[float] = mapped_column(default=0.0)  # the same, of anybody asked in the same way
    band: Mapped[str] = mapped_column(default="own")  # of the week: working hours or one's own
    traits: Mapped[list[str]] = mapped_column(default=list)  # the habits that the answer moves
    tried: Mapped[float] = mapped_column(default=0.0)  # how much of an ask it has counted for
    kept: Mapped[float] = mapped_column(default=0.0)  # 1 for a yes that was kept
    went: Mapped[Went | None]
    would_return: Mapped[bool | None]

    request: Mapped[HelpRequest] = relationship()
    volunteer: Mapped[Volunteer] = relationship(lazy="joined")
