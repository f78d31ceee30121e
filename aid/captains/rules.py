"""What captains say about their duty, read: 「我请假到周五」, 「我回来了」. Pure; words and days only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from aid.understanding.moment import SHANGHAI, TimeReading, read_time
from aid.understanding.numerals import NUMERAL, to_int
from aid.understanding.text import fold

# A longer text tells a story; it is no notice of leave.
_LONGEST = 30
_LEAVE = re.compile(
    r"请(?:个|一下|一?天|[两\d]天)?假|休假|调休|轮休|出差|出差|我.{0,4}不在|歇(?:一|两|几)?天"
    r"|^(?:i am |i'm )?(?:on )?leave$|^i (?:need|take) (?:a )?(?:leave|day off)$"
)
_BACK = re.compile(r"(?:我)?(?:已经)?(?:回来了?|回岗了?|销假|上岗了?|休完假了?|假期结束了?|上班了|(?:i'm |i am )?back)[。.!~啊啦]*")
_DAYS = re.compile(rf"({NUMERAL}|两|半)(?:个)?(天|周|星期|礼拜|个月)(?![一二三四五六日天末\\d])")
_DAY = timedelta(days=1)
_LONG = {"天": 1, "周": 7, "星期": 7, "礼拜": 7, "个月": 30}


@dataclass(frozen=True)
class LeaveWords:
    """A notice of leave. Without an end we ask until when."""

    starts: datetime
    ends: datetime | None


def says_back(text: str) -> bool:
    """「我回来了」, 「销假」: nothing else in the message."""
    return _BACK.fullmatch(fold(text).strip()) is not None


def read_leave(text: str, now: datetime) -> LeaveWords | None:
    """When somebody says they are away, and until when; None for what is no notice of leave.

    「到周五」 includes Friday, 「三天」 counts today, a day alone (「明天请假」) is that day.
    """
    folded = fold(text).strip()
    if len(folded) > _LONGEST or not _LEAVE.search(folded):
        return None
    head, _, tail = folded.partition("到")
    starts = now
    begin = read_time(head, now)
    if begin and begin.start > now:
        starts = begin.start
    if found := _DAYS.search(folded):
        count = {"两": 2, "半": 1}.get(found[1]) or to_int(found[1]) or 1
        return LeaveWords(starts, _midnight(starts) + count * _LONG[found[2]] * _DAY)
    if tail:
        end = read_time(tail, starts)
        return LeaveWords(starts, _end_of(end) if end and _end_of(end) > starts else None)
    return LeaveWords(starts, _end_of(begin) if begin and _end_of(begin) > now else None)


def days_from(now: datetime, days: int) -> datetime:
    """The end of the day so many days from today; 0 is today."""
    return _midnight(now) + (days + 1) * _DAY


def _end_of(reading: TimeReading) -> datetime:
    if reading.end is None:  # a time of day: until then
        return reading.start
    return reading.end


def _midnight(instant: datetime) -> datetime:
    return datetime.combine(instant.astimezone(SHANGHAI).date(), time(), SHANGHAI).astimezone(UTC)
