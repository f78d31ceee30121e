"""The times that are offered as buttons, each in the words that `read_time` reads."""

from __future__ import annotations

import enum
from datetime import datetime

from aid.understanding.moment import TimeReading, read_time


class DayPart(enum.StrEnum):
    """A time to tap; `soon` is no time at all: as soon as somebody can."""

    SOON = "soon"
    TODAY_AFTERNOON = "today_afternoon"
    TODAY_EVENING = "today_evening"
    TOMORROW_MORNING = "tomorrow_morning"
    TOMORROW_AFTERNOON = "tomorrow_afternoon"
    AFTER_TOMORROW = "after_tomorrow"


_WORDS = {
    DayPart.TODAY_AFTERNOON: "今天下午",
    DayPart.TODAY_EVENING: "今天晚上",
    DayPart.TOMORROW_MORNING: "明天上午",
    DayPart.TOMORROW_AFTERNOON: "明天下午",
    DayPart.AFTER_TOMORROW: "后天",
}


def time_of(part: DayPart, now: datetime) -> TimeReading | None:
    """The range that a button means when it is tapped at `now`; None for `soon`."""
    return None if part is DayPart.SOON else read_time(_WORDS[part], now)


def still_ahead(now: datetime) -> list[DayPart]:
    """The buttons worth showing: `soon`, and what has not passed yet."""
    return [part for part in DayPart if (read := time_of(part, now)) is None or (read.end or read.start) > now]
