"""Column types: UTC instants, encrypted text and encrypted JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from aid.clock import check_aware
from aid.store.secrets import Cipher


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant = check_aware(value).astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def cipher_of(dialect: Dialect) -> Cipher:
    """The cipher that `open_engine` put on this engine's dialect: no global key, two stores may have two."""
    cipher = getattr(dialect, "wobanglin_cipher", None)
    if not isinstance(cipher, Cipher):
        raise RuntimeError("this engine was not made by aid.store.engine.open_engine")
    return cipher


class Encrypted(TypeDecorator[str]):
    """Text that a person wrote or is: encrypted at rest, never searchable."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher_of(dialect).encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else cipher_of(dialect).decrypt(bytes(value))


class EncryptedJson(TypeDecorator[dict[str, Any]]):
    """A small JSON object, encrypted as a whole. Assign a new dict to change it."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher_of(dialect).encrypt(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        if value is None:
            return None
        found = json.loads(cipher_of(dialect).decrypt(bytes(value)))
        assert isinstance(found, dict)
        return found
