"""Publication 已发报告: which weekly and monthly reports have gone out."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import Date, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from aid.store.base import Base


class ReportKind(enum.StrEnum):
    """How long a report looks back."""

    WEEK = "week"  # on Monday: Monday to Sunday
    MONTH = "month"  # on the first


class Publication(Base):
    """已发报告: unique by kind and first day, so that a report goes out once, whoever is the first to think of it."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("kind", "first"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind]
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    published_at: Mapped[datetime]
