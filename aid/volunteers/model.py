"""Volunteers, what they can do and when they may be asked."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aid.people.model import Person
from aid.store.base import Base
from aid.volunteers.steps import Step


class VolunteerStatus(enum.StrEnum):
    """Only the approved are asked."""

    DRAFT = "draft"  # an application begun and not handed in
    APPLIED = "applied"  # handed in; the captain decides
    APPROVED = "approved"
    DECLINED = "declined"  # by the captain, with a reason
    PAUSED = "paused"
    LEFT = "left"


class Reach(enum.StrEnum):
    """How far from home a volunteer is willing to go."""

    BUILDING = "building"
    NEIGHBOURS = "neighbours"
    COMPOUND = "compound"


class Level(enum.StrEnum):
    """会一点, 熟练, 持证."""

    SOME = "some"
    SKILLED = "skilled"
    CERTIFIED = "certified"


class Volunteer(Base):
    """志愿者: a person with skills, hours and limits of their own."""

    __tablename__ = "volunteer"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    status: Mapped[VolunteerStatus]
    reach: Mapped[Reach] = mapped_column(default=Reach.COMPOUND)
    night_ok: Mapped[bool] = mapped_column(default=False)  # 夜里也可以叫我
    on_duty: Mapped[bool] = mapped_column(default=True)
    cap_day: Mapped[int] = mapped_column(default=2)
    cap_week: Mapped[int] = mapped_column(default=5)
    vetted_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    last_asked_at: Mapped[datetime | None]
    gender: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    step: Mapped[Step | None]  # where a draft stands
    applied_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]  # person
    decline_reason: Mapped[str | None]  # a code, not words
    tools: Mapped[list[str]] = mapped_column(default=list)  # at hand: 梯子, 电钻, 三轮车
    team: Mapped[str | None]  # the ambassador team (五大使团), by its name in community.toml
    leads_team: Mapped[bool] = mapped_column(default=False)
    record: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what their offers came to, by band; written by matching

    person: Mapped[Person] = relationship(lazy="joined")
    skills: Mapped[list[VolunteerSkill]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    hours: Mapped[list[Availability]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    mutes: Mapped[list[Mute]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class VolunteerSkill(Base):
    """A skill of a volunteer, with how well they know it."""

    __tablename__ = "volunteer_skill"
    __table_args__ = (
        UniqueConstraint("volunteer_id", "skill"),
        # In this order matching reads the holders of a skill: the best promise first, of each level.
        Index("ix_volunteer_skill_promise", "skill", "level", "promise", "volunteer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"))
    skill: Mapped[str]
    level: Mapped[Level] = mapped_column(default=Level.SKILLED)
    certificate: Mapped[str | None]  # what it is called: 电工证
    certified_until: Mapped[date | None]  # after this day it counts as 熟练
    expiry_said: Mapped[int | None]  # days before its last one of which the volunteer has heard; 0: that it has ended
    lets_lapse: Mapped[bool] = mapped_column(default=False, server_default=false())  # 不续了
    promise: Mapped[float] = mapped_column(default=1.0)  # how many times the usual their yeses come to, at best; written by matching

    @property
    def certified(self) -> bool:
        """Whether a certificate stands in the row, lapsed or not."""
        return self.certificate is not None or self.certified_until is not None

    def certify(self, name: str | None, until: date | None) -> None:
        """The certificate as it is now; of another last day nothing has been said yet."""
        if until != self.certified_until:
            self.expiry_said, self.lets_lapse = None, False
        self.certificate, self.certified_until = name, until


class Availability(Base):
    """空闲时段: local minutes of a weekday (0 Monday … 6 Sunday). A volunteer without rows is free whenever it is not quiet."""

    __tablename__ = "availability"

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    weekday: Mapped[int]
    from_minute: Mapped[int]
    to_minute: Mapped[int]


class Mute(Base):
    """静音: until then the volunteer is not asked for this category, or for the sake of this skill."""

    __tablename__ = "mute"

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    category: Mapped[str | None]
    skill: Mapped[str | None]
    until: Mapped[datetime]
