"""What is known of a request before and while it is one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict


class Second(TypedDict, total=False):
    """What the second need of a message with two is; when, only if its own words say so."""

    category: str
    urgency: str
    time_text: str | None
    time: str | None
    time_end: str | None


class Known(TypedDict, total=False):
    """What has been read out of a resident's words so far; absent means not said."""

    words: list[str]
    category: str | None
    urgency: str
    building: str | None
    unit: str | None
    room: str | None
    unknown_building: str | None
    place_later: bool | None  # 先不说: they would rather not say yet where
    phone: str | None
    time_text: str | None
    time: str | None  # ISO 8601
    time_end: str | None
    beneficiary: str | None
    confirmed: bool | None
    their_consent: bool  # whom a sensitive request is for agrees, says the resident
    choices: list[str]  # the categories on the buttons last shown
    needed: int
    taken_for: str | None  # what the model took the words for, while the resident says what they are
    second: Second | None  # the other need of the same words, until the resident says which they want
    both: bool | None  # they want both: the second is opened after the first
    alike: str | None  # the category, while it is open whether the words are more about an open request of that kind
    alike_to: int  # that request
    recurring: dict[str, Any] | None  # help that comes again: a Recurring
    filing: bool  # a captain speaks for a resident without a phone


def days_missing(known: Known) -> bool:
    """Whether help is to come again so often, on days that have still to be said (「每周两次」)."""
    return bool((known.get("recurring") or {}).get("times"))


def at_time(known: Known, start: datetime | None, end: datetime | None) -> Known:
    """The same, wanted then."""
    new = Known(**known)
    new["time"] = start.isoformat() if start else None
    new["time_end"] = end.isoformat() if end else None
    return new
