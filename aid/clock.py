"""The only source of `now`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

import httpx


class Clock(Protocol):
    """Tells the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands until it is moved by hand: for tests and `understand --now`."""

    def __init__(self, start: datetime) -> None:
        self._now = check_aware(start).astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Set the present; going back is refused, as a day of requests would be shuffled."""
        if check_aware(instant) < self._now:
            raise ValueError(f"时钟不能倒退: {instant} < {self._now}")
        self._now = instant.astimezone(UTC)


class RemoteClock:
    """A test clock shared by several processes: `GET address/now` answers an ISO 8601 instant."""

    def __init__(self, address: str) -> None:
        self._url = address.rstrip("/") + "/now"
        self._http = httpx.Client(timeout=5, trust_env=False)

    def now(self) -> datetime:
        answer = self._http.get(self._url)
        answer.raise_for_status()
        return check_aware(datetime.fromisoformat(answer.text.strip())).astimezone(UTC)

    def close(self) -> None:
        self._http.close()


def check_aware(instant: datetime) -> datetime:
    """The instant itself; ValueError when it has no offset, because a naive time is a guess."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError(f"a time without an offset was given: {instant!r}")
    return instant
