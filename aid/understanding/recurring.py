"""Help that comes again: which days, at what hours, from when and until when. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from aid.understanding.moment import SHANGHAI

Unit = Literal["day", "week", "month"]
DAY = timedelta(days=1)
WHOLE_DAY = 1440  # minutes
# Nobody is planned for longer without being asked again.
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Recurring:
    """Every `every` days, weeks (on `weekdays`, Monday is 0) or months (on the `day`th), from the date `starts` until `until`, both
    included. `begins` and `ends` are minutes after midnight; `ends` is None for an instant, and more than a day for a weekend.

    `times`: so often in `every` weeks or months, on days that have still to be said (「每周两次」): until then it has no dates.
    `without`: days that somebody has said they need nobody on.
    """

    unit: Unit
    every: int
    weekdays: tuple[int, ...]
    day: int | None
    begins: int
    ends: int | None
    starts: date
    until: date | None = None
    times: int = 0
    without: tuple[date, ...] = ()

    def dates(self, after: date | None = None) -> Iterator[date]:
        """The days on which somebody comes, in order, later than `after`."""
        at = self.starts
        monday = at - DAY * at.weekday()
        while at <= (self.until or at) and at - self.starts <= 10 * LONGEST:
            if self._falls_on(at, monday) and (after is None or at > after) and at not in self.without:
                yield at
            at += DAY

    def _falls_on(self, at: date, monday: date) -> bool:
        if self.times:
            return False
        if self.unit == "day":
            return (at - self.starts).days % self.every == 0
        if self.unit == "month":
            return at.day == self.day
        return at.weekday() in self.weekdays and (at - monday).days // 7 % self.every == 0

    def on(self, day: date) -> tuple[datetime, datetime | None]:
        """The hours of that day."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
        return midnight + timedelta(minutes=self.begins), None if self.ends is None else midnight + timedelta(minutes=self.ends)

    def at_hours(self, start: datetime, end: datetime | None) -> Recurring:
        """The same days at the hours of another reading (「改成下午三点」); a whole day changes nothing."""
        local = start.astimezone(SHANGHAI)
        begins = local.hour * 60 + local.minute
        ends = begins + int((end - start) / timedelta(minutes=1)) if end else None
        return self if not begins and ends and ends >= WHOLE_DAY else replace(self, begins=begins, ends=ends)

    def with_days(self, days: Sequence[int]) -> Recurring:
        """The same with these weekdays, or this day of the month, besides those already said; decided when they are as many as
        were asked for, or when they are a day of the month."""
        if self.unit == "month":
            return replace(self, day=days[0], times=0).beginning(self.starts)
        weekdays = tuple(sorted({*self.weekdays, *days}))
        decided = len(weekdays) >= self.times
        return replace(self, weekdays=weekdays, times=0).beginning(self.starts) if decided else replace(self, weekdays=weekdays)

    def beginning(self, day: date) -> Recurring:
        """The same from its first day on or after this one, from which every second week counts."""
        read = replace(self, starts=day)
        return replace(read, starts=next(read.dates(), day))

    def leaving_out(self, days: Sequence[date]) -> Recurring:
        """The same without these days; what lies before them needs no remembering."""
        return replace(self, without=tuple(sorted({*(day for day in self.without if day >= min(days)), *days})) if days else self.without)

    def as_json(self) -> dict[str, object]:
        return {
            **self.__dict__, "weekdays": list(self.weekdays), "starts": self.starts.isoformat(),
            "until": self.until.isoformat() if self.until else None, "without": [day.isoformat() for day in self.without],
        }  # fmt: skip


def of_json(kept: dict[str, Any]) -> Recurring:
    """What `as_json` wrote, now or before a field was added."""
    dates = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("starts", "until")}
    without = tuple(date.fromisoformat(each) for each in kept.get("without", ()))
    return Recurring(**{**kept, **dates, "weekdays": tuple(kept["weekdays"]), "without": without})
