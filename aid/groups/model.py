"""GroupChat 楼栋群: the group of a building that a captain has bound."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aid.people.model import Person
from aid.store.base import Base


class GroupChat(Base):
    """楼栋群. The outbox writes to its `person`, whose one address is the group's chat: it is nobody of flesh and blood."""

    __tablename__ = "group_chat"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    building: Mapped[str] = mapped_column(index=True)
    bound_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    bound_at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
