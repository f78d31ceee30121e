"""What is known of a request before and while it is one."""

from __future__ import annotations

from typing import TypedDict


class Known(TypedDict, total=False):
    """What has been read out of a resident's words so far; absent means not said."""

    words: list[str]
    category: str | None
    urgency: str
    building: str | None
    unit: str | None
    room: str | None
    unknown_building: str | None
    phone: str | None
    time_text: str | None
    time: str | None  # ISO 8601
    time_end: str | None
    beneficiary: str | None
    confirmed: bool | None
    their_consent: bool  # whom a sensitive request is for agrees, says the resident
    choices: list[str]  # the categories on the buttons last shown
    needed: int
