"""FollowUp 跟进: a thing that happens at a certain time unless somebody moves first."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from aid.store.base import Base


class FollowUpKind(enum.StrEnum):
    """The clocks of design §7."""

    RESIDENT_REMINDER = "resident_reminder"  # received, resident silent: one reminder
    TO_CAPTAIN = "to_captain"  # received, resident still silent: to the captain as it is
    NEXT_WAVE = "next_wave"
    CAPTAIN_MUST_ACT = "captain_must_act"  # not enough accepted
    NUDGE_HOLDER = "nudge_holder"
    REOFFER = "reoffer"
    CAPTAIN_REMIND = "captain_remind"  # 催办
    CAPTAIN_DEPUTY = "captain_deputy"  # 督办
    CAPTAIN_SECRETARY = "captain_secretary"  # 通报
    PARTNER_REMIND = "partner_remind"
    PARTNER_BACK = "partner_back"
    PARTNER_NEWS = "partner_news"  # said 收到, and nothing since
    WORD_TO_RESIDENT = "word_to_resident"  # no news
    FIRST_WARN = "first_warn"  # warned before each of the three promises is broken
    FIRST_WORD = "first_word"  # nobody human has spoken yet
    WORD_WARN = "word_warn"
    DONE_WARN = "done_warn"
    WAIT_REMIND = "wait_remind"  # waiting for the resident
    WAIT_OVER = "wait_over"
    DONE_BY = "done_by"
    CONFIRM_DUE = "confirm_due"  # captain has not confirmed after "done"
    ASK_AFTER = "ask_after"  # 回访
    AFTERCARE_REMIND = "aftercare_remind"
    AFTERCARE_CALL = "aftercare_call"  # the captain phones
    AFTERCARE_CLOSE = "aftercare_close"  # closed as "no answer"


class FollowUpStatus(enum.StrEnum):
    """A follow-up is pending until it has fired or is no longer needed."""

    PENDING = "pending"
    PAUSED = "paused"  # the request waits for the resident or for a day; `left_seconds` is what it has left
    FIRED = "fired"
    DROPPED = "dropped"


class FollowUp(Base):
    """跟进. Unique by request, kind, episode and round, so that setting it twice sets it once."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("request_id", "kind", "episode", "round"),
        Index("ix_follow_up_due", "status", "due_at", "id"),
        Index("ix_follow_up_request", "request_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    kind: Mapped[FollowUpKind]
    episode: Mapped[int]
    round: Mapped[int] = mapped_column(default=0)
    status: Mapped[FollowUpStatus] = mapped_column(default=FollowUpStatus.PENDING)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    fired_at: Mapped[datetime | None]
    left_seconds: Mapped[int | None]  # of a paused one, in the minutes that its clock counts
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[int | None]  # the bot that claimed it
