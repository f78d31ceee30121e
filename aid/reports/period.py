"""A stretch of whole days of the compound: what a report is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Period:
    """From the beginning of `first` to the end of `last`, days in `zone`."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(0), self.zone).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """The first instant that no longer belongs to it."""
        return datetime.combine(self.last + timedelta(days=1), time(0), self.zone).astimezone(UTC)

    def __str__(self) -> str:
        return f"{self.first} 至 {self.last}" if self.first != self.last else str(self.first)

    def __contains__(self, instant: datetime) -> bool:
        return self.since <= instant < self.until


def week_before(day: date, zone: ZoneInfo) -> Period:
    """The last whole week, Monday to Sunday, that ended before `day`."""
    last = day - timedelta(days=day.weekday() + 1)
    return Period(last - timedelta(days=6), last, zone)


def month_before(day: date, zone: ZoneInfo) -> Period:
    """The last whole month that ended before `day`."""
    last = day.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last, zone)
