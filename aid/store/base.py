"""The declarative base that every room's rows share."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from aid.store.types import Encrypted, UtcDateTime


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """Rows: aware UTC instants, string enums without native types (a new member needs no migration)."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        str: String(64),
        enum.StrEnum: Enum(enum.StrEnum, native_enum=False, length=32, values_callable=_values),
        list[str]: JSON,
        dict[str, Any]: JSON,
    }


class KeyCheck(Base):
    """One row, written with the key at first start: a wrong key is noticed before anything else is."""

    __tablename__ = "key_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(Encrypted)
    fingerprint: Mapped[str | None]  # of the key that the keyed hashes were made with
