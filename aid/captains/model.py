"""Partners in our chat, and the requests that stand with them."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from aid.store.base import Base


class PartnerContact(Base):
    """联系人: a person who speaks for a partner in our chat."""

    __tablename__ = "partner_contact"
    __table_args__ = (UniqueConstraint("partner", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partner: Mapped[str]  # its id in `community.toml`
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class ReferralEnd(enum.StrEnum):
    """How a referral came to its end."""

    DONE = "done"  # the partner says it is done
    SENT_BACK = "sent_back"  # 退回, with a reason
    SILENT = "silent"  # never acknowledged in time
    TAKEN_BACK = "taken_back"  # the captain took it, or it ended otherwise


class Referral(Base):
    """转介: one request with one partner, from being told to done or back."""

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_request", "request_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    partner: Mapped[str]
    referred_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[ReferralEnd | None]
    reason: Mapped[str | None]  # a code, not words
