"""ServiceRecord 志愿服务记录: what the rules of the Ministry of Civil Affairs want written down of a piece of service."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aid.matching.model import Offer
from aid.requests.model import HelpRequest
from aid.store.base import Base
from aid.volunteers.model import Volunteer


class MinutesFrom(enum.StrEnum):
    """Where the minutes of a record come from."""

    COUNTED = "counted"  # from the volunteer's taps
    SAID = "said"  # by the volunteer
    SETTLED = "settled"  # by the captain, after 「时长不对」


class RecordStatus(enum.StrEnum):
    """Only what is confirmed counts as hours."""

    NOTED = "noted"  # the volunteer says done; nobody has confirmed it yet
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"  # the volunteer says that it is wrong; the captain decides


class ServiceRecord(Base):
    """志愿服务记录: one holder's service for one request; what and where stand in the request.

    志愿服务记录与证明出具办法(试行), 民政部令第67号, art. 7: name, date and place of the activity, content, time actually given, organiser
    and person responsible.
    """

    __tablename__ = "service_record"
    __table_args__ = (Index("ix_service_record_volunteer", "volunteer_id", "began_at"), Index("ix_service_record_request", "request_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"), unique=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    minutes: Mapped[int]
    minutes_from: Mapped[MinutesFrom]
    status: Mapped[RecordStatus]
    noted_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    disputed_at: Mapped[datetime | None]

    offer: Mapped[Offer] = relationship()
    request: Mapped[HelpRequest] = relationship()
    volunteer: Mapped[Volunteer] = relationship(lazy="joined")
