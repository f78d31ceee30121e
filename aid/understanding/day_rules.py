"""What the words for days mean: one function per kind of expression, from its match to a span of whole days.

The patterns, whose group names these functions read, are in `day_words.py`. None is for what is no day (「2月30号」).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from aid.understanding.festivals import HOLIDAY_LENGTH, festival_in, last_festival, next_festival
from aid.understanding.lunar import lunar_day, new_year
from aid.understanding.numerals import to_count, to_int


@dataclass(frozen=True, slots=True)
class Day:
    """The day on which a message is written, and whether the words speak of something that has happened."""

    today: date
    happened: bool


Span = tuple[date, date] | None
_ONE = timedelta(days=1)

_RELATIVE = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_WEEKDAYS = "一二三四五六日"


def _whole(day: date | None) -> Span:
    return None if day is None else (day, day + _ONE)


def _month(year: int, month: int) -> tuple[date, date]:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def relative(match: re.Match[str], on: Day) -> Span:
    """「昨天」, 「大后天」."""
    return _whole(on.today + _ONE * _RELATIVE[match["rel"]])


def _coming(candidates: Iterator[date | None], on: Day) -> date | None:
    """The nearest day not past, or with `happened` the latest one not ahead."""
    days = [day for day in candidates if day is not None]
    if on.happened:
        return max((day for day in days if day <= on.today), default=None)
    return min((day for day in days if day >= on.today), default=None)


def full_date(match: re.Match[str], on: Day) -> Span:
    """「12月3号」, 「2025-12-03」, 「明年1月5日」; without a year the coming one."""
    month, day = to_int(match["m"]), to_int(match["d"])
    if not month or not day:
        return None
    words = match.groupdict().get("y")
    if words:
        years = {"今年": on.today.year, "明年": on.today.year + 1, "去年": on.today.year - 1, "后年": on.today.year + 2}
        year = years.get(words) or to_int(words) or 0
        return _whole(_date(year + 2000 if 0 < year < 100 else year, month, day))
    return _whole(_coming((_date(on.today.year + step, month, day) for step in (-1, 0, 1, 2, 3, 4)), on))


def lunar_date(match: re.Match[str], on: Day) -> Span:
    """「农历八月十五」, 「正月初三」, 「大年初二」."""
    words = match["lm"] or "正"
    month = {"正": 1, "冬": 11, "腊": 12}.get(words) or to_int(words)
    day = to_int(match["ld"].lstrip("初"))
    if not month or not day:
        return None
    return _whole(_coming((lunar_day(on.today.year + step, month, day) for step in (-1, 0, 1)), on))


def day_of_month(match: re.Match[str], on: Day) -> Span:
    """「3号」, 「下个月15号」."""
    day = to_int(match["d"])
    if not day or day > 31:
        return None
    step = {"上": -1, "下": 1}.get(match["which"][0]) if match["which"] else None
    if match["which"]:
        first, _ = _month(on.today.year, on.today.month + (step or 0))
        return _whole(_date(first.year, first.month, day))
    months = (_month(on.today.year, on.today.month + shift)[0] for shift in (-2, -1, 0, 1, 2))
    return _whole(_coming((_date(first.year, first.month, day) for first in months), on))


def days_of_month(match: re.Match[str], on: Day) -> Span:
    """「26-28号」."""
    first, last = day_of_month(match, on), to_int(match["last"])
    if first is None or not last or not first[0].day < last <= 31:
        return None
    end = _date(first[0].year, first[0].month, last)
    return None if end is None else (first[0], end + _ONE)


def _monday(today: date) -> date:
    return today - _ONE * today.weekday()


def _weeks(words: str | None) -> int | None:
    """How many weeks on 「下」, 「上上」, 「这」 stand for; None when nothing was said."""
    if not words:
        return None
    return words.count("下") - words.count("上")


def weekday(match: re.Match[str], on: Day) -> Span:
    """「周二」 the coming one, 「下周二」 in the next Monday-to-Sunday week."""
    weekday = _weekday_number(match["wd"])
    weeks = _weeks(match["week"])
    if weeks is not None:
        return _whole(_monday(on.today) + timedelta(weeks=weeks, days=weekday))
    return _whole(_coming((_monday(on.today) + timedelta(weeks=step, days=weekday) for step in (-1, 0, 1)), on))


def _weekday_number(sign: str) -> int:
    if sign in "天日7七":
        return 6
    return int(sign) - 1 if sign in "123456" else _WEEKDAYS.index(sign)


def weekday_run(match: re.Match[str], on: Day) -> Span:
    """「周一到周五」."""
    first = weekday(match, on)
    last = _weekday_number(match["last"])
    if first is None:
        return None
    return first[0], first[0] + _ONE * ((last - first[0].weekday()) % 7 + 1)


def weekday_pair(match: re.Match[str], on: Day) -> Span:
    """「周三四」, when the one follows the other."""
    first, last = weekday(match, on), _weekday_number(match["last"])
    return (first[0], first[1] + _ONE) if first and last == (first[0].weekday() + 1) % 7 else None


def weekend(match: re.Match[str], on: Day) -> Span:
    """Saturday and Sunday."""
    weeks = _weeks(match["week"]) or 0
    saturday = _monday(on.today) + timedelta(weeks=weeks, days=5)
    if on.happened and weeks == 0 and saturday > on.today and not match["week"]:
        saturday -= timedelta(weeks=1)
    return saturday, saturday + 2 * _ONE


def week(match: re.Match[str], on: Day) -> Span:
    """「下周」 from Monday to Monday; of this week what is left."""
    weeks = _weeks(match["week"]) or 0
    monday = _monday(on.today) + timedelta(weeks=weeks)
    return (on.today if weeks == 0 else monday), monday + timedelta(weeks=1)


def these_days(match: re.Match[str], on: Day) -> Span:
    """「这两天」 from today."""
    words = match["n"]
    count = 3 if "几" in words else {"两三": 3, "一两": 2, "三四": 4, "三五": 5}.get(words) or to_int(words)
    return None if not count or count > 60 else (on.today, on.today + _ONE * count)


def two_days(match: re.Match[str], on: Day) -> Span:
    """「明后天」."""
    first, last = _RELATIVE[match["a"]], _RELATIVE[match["b"]]
    return None if last <= first else (on.today + _ONE * first, on.today + _ONE * (last + 1))


def part_of_month(match: re.Match[str], on: Day) -> Span:
    """「下个月初」: three days at either end, ten for a 旬."""
    first, after = _named_month(match, on)
    part = match["part"]
    spans = {
        "初": (first, first + 3 * _ONE),
        "上旬": (first, first + 10 * _ONE),
        "中旬": (first + 10 * _ONE, first + 20 * _ONE),
        "中": (first + 13 * _ONE, first + 16 * _ONE),
        "下旬": (first + 20 * _ONE, after),
        "底": (after - 3 * _ONE, after),
        "末": (after - 3 * _ONE, after),
    }
    return spans[part]


def _named_month(match: re.Match[str], on: Day) -> tuple[date, date]:
    words = match["which"] or ""
    step = 1 if words.startswith("下") else -1 if words.startswith("上") else 0
    return _month(on.today.year, on.today.month + step)


def bare_part_of_month(match: re.Match[str], on: Day) -> Span:
    """「月底」: of this month, or of the next when it is over."""
    span = part_of_month(match, on)
    if span is not None and span[1] <= on.today and not on.happened:
        first, _ = _month(on.today.year, on.today.month + 1)
        return part_of_month(match, Day(first, on.happened))
    return span


def whole_month(match: re.Match[str], on: Day) -> Span:
    """「下个月」; of this month what is left."""
    first, after = _named_month(match, on)
    return (on.today if first <= on.today < after else first), after


def numbered_month(match: re.Match[str], on: Day) -> Span:
    """「12月」, 「5月下旬」, 「明年三月份」."""
    month = to_int(match["m"])
    if not month or month > 12:
        return None
    year = on.today.year + {"明年": 1, "去年": -1}.get(match["y"] or "", 0)
    if not match["y"] and _month(year, month)[1] <= on.today and not on.happened:
        year += 1
    first, after = _month(year, month)
    part = match["part"]
    if part in ("底", "末"):
        return after - 3 * _ONE, after
    if part == "初":
        return first, first + 3 * _ONE
    if part in ("上旬", "中旬", "下旬"):
        begin = "上中下".index(part[0]) * 10
        return first + begin * _ONE, after if part == "下旬" else first + (begin + 10) * _ONE
    return first, after


def festival(match: re.Match[str], on: Day) -> Span:
    """「中秋」 as a day, 「国庆期间」 as its public holiday."""
    name, year = match["feast"], match["y"]
    if year:
        day = festival_in(name, on.today.year + {"今年": 0, "明年": 1, "去年": -1}[year])
    else:
        day = last_festival(name, on.today) if on.happened else next_festival(name, on.today)
    if day is None:
        return None
    if match["holiday"]:
        start = day - _ONE if name[0] in "春过" else day
        return start, start + _ONE * HOLIDAY_LENGTH.get(name[0], 3)
    return _whole(day)


def around_festival(match: re.Match[str], on: Day) -> Span:
    """「春节前」: any day until then; 「中秋后」: the seven after it."""
    span = festival(match, Day(on.today, False))
    if span is None:
        return None
    if match["side"].endswith("前"):
        return (on.today, span[0]) if on.today < span[0] else None
    return span[1], span[1] + 7 * _ONE


def around_new_year(match: re.Match[str], on: Day) -> Span:
    """「年前」: any day until the lunar new year; 「过完年」: the seven after it."""
    day = next_festival("春节", on.today) or new_year(on.today.year + 1)
    if day is None:
        return None
    if "前" in match[0]:
        return (on.today, day) if on.today < day else None
    return day + _ONE, day + 8 * _ONE


def days_on(match: re.Match[str], on: Day) -> Span:
    """「三天后」, 「两周内」, 「一个月前」."""
    words = match["n"]
    unit = match["unit"]
    if words == "半":
        words, unit = "十五", "天"
    count = 3 if words == "几" else to_count(words)
    if count is None or count > 400:
        return None
    days = count * (1 if unit in "天日" else 7 if unit in ("周", "星期", "礼拜") else 30)
    side = match["side"] if "side" in match.re.groupindex else "后"
    if side.endswith("内"):
        return on.today, on.today + _ONE * max(1, days)
    day = on.today + _ONE * (days if not side.endswith("前") else -days)
    if unit == "月":
        # 「两个月后」 is the same day of the month, or its last one.
        first, after = _month(on.today.year, on.today.month + (count if not side.endswith("前") else -count))
        day = min(first + _ONE * (on.today.day - 1), after - _ONE)
    return _whole(day)


def days_before(match: re.Match[str], on: Day) -> Span:
    """「前几天」."""
    count = 3 if match["n"] == "几" else to_int(match["n"]) or 0
    return None if not 0 < count <= 60 else (on.today - _ONE * count, on.today)


def year_end(match: re.Match[str], on: Day) -> Span:
    """「年底」: December."""
    return date(on.today.year, 12, 1), date(on.today.year + 1, 1, 1)
