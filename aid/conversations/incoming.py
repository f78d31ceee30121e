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
    OWN_PHONE = "own_phone"  # their own contact card: the channel vouches for the number, which is the text
    BIND = "bind"  # /绑定 in a group, whose chat is the text
    UNBIND = "unbind"
    FILE = "file"  # a photo, a voice note, a place or a contact card, without words
    OTHER = "other"  # a sticker, a video, …


@dataclass(frozen=True)
class Incoming:
    """A message as every door hands it over. `message_id` is the channel's id of it, `reply_to` of the message replied to;
    `edited`: what was written before under this id now reads so; `attachment`: what came beside the words;
    `language`: that of their device, as the channel tells it."""

    kind: Kind
    text: str = ""
    tap: str = ""
    reply_to: str | None = None
    message_id: str | None = None
    edited: bool = False
    attachment: dict[str, Any] | None = None
    heard: str | None = None  # what our ears made of a voice note; empty where they understood nothing
    language: str | None = None

    def payload(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, payload: dict[str, Any]) -> Incoming:
        return cls(
            kind=Kind(payload["kind"]),
            text=str(payload.get("text") or ""),
            tap=str(payload.get("tap") or ""),
            reply_to=payload.get("reply_to"),
            message_id=payload.get("message_id"),
            edited=bool(payload.get("edited")),
            attachment=payload.get("attachment"),
            heard=payload.get("heard"),
            language=payload.get("language"),
        )
