"""What any door brings in, in one shape."""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass
from typing import Any


class Kind(enum.StrEnum):
    """What a person did."""

    TEXT = "text"
    TAP = "tap"
    START = "start"
    OTHER = "other"  # a sticker, a picture without words, …


@dataclass(frozen=True)
class Incoming:
    """A message as every door hands it over. `reply_to` is the channel's id of the message replied to."""

    kind: Kind
    text: str = ""
    tap: str = ""
    reply_to: str | None = None

    def payload(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, payload: dict[str, Any]) -> Incoming:
        return cls(
            kind=Kind(payload["kind"]),
            text=str(payload.get("text") or ""),
            tap=str(payload.get("tap") or ""),
            reply_to=payload.get("reply_to"),
        )
