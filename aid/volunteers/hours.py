"""空闲时段 as people write them, in Chinese or English: 「周一至周五晚上、周末全天」, 「随时」; and written back in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from aid.understanding.english import in_latin_letters
from aid.understanding.numerals import NUMERAL, to_int
from aid.understanding.text import fold
from aid.volunteers.hours_en import hours_in_chinese

Span = tuple[int, int, int]
"""Weekday (0 Monday … 6 Sunday), from minute, to minute (up to 1440), local time."""

DAY = 24 * 60
_WEEK = "一二三四五六日"

_PERIODS = {
    "早上": (360, 540), "早晨": (360, 540), "清晨": (360, 540), "上午": (480, 720), "中午": (690, 840), "下午": (840, 1080),
    "傍晚": (1020, 1140), "晚上": (1080, 1320), "晚间": (1080, 1320), "晚": (1080, 1320), "下班后": (1080, 1320), "下班": (1080, 1320),
    "白天": (480, 1080), "早": (360, 540), "夜里": (1320, 1440), "夜间": (1320, 1440), "全天": (0, 1440), "整天": (0, 1440),
    "一天": (0, 1440), "24小时": (0, 1440), "随时": (0, 1440),
}  # fmt: skip
_PM = {"中午", "下午", "傍晚", "晚上", "晚间", "晚", "下班后", "下班", "夜里", "夜间"}
_ANY_TIME = re.compile(
    r"(?:随时|时间)?(?:都|均)?(?:可以?|行|有空|有时间|方便)|随时|不限|不定|不固定|无限制"
    r"|看情况|视情况而定|电话联系|提前联系|任何时间|任意时间|全天|全周"
)

_N = rf"(?:{NUMERAL}{{1,3}})"
_POINT = rf"{_N}(?:[:点时](?:半|[0-5]?\d分?)?)?"
_TOKEN = re.compile(
    rf"(?P<run>(?:周|星期|礼拜)[一二三四五六日天]-(?:周|星期|礼拜)?[一二三四五六日天])"
    rf"|(?P<days>(?:周|星期|礼拜)[一二三四五六日天](?:[、,和及]?[一二三四五六日天](?![点:时-]))*)"
    rf"|(?P<named>工作日|平时|平日|周末|双休日?|每天|天天|每日|周内)"
    rf"|(?P<range>(?P<of>{'|'.join(sorted(_PERIODS, key=len, reverse=True))})?"
    rf"\(?(?P<from>{_POINT})-(?P<of3>{'|'.join(_PM)})?(?P<to>{_POINT})\)?)"
    rf"|(?P<after>(?P<of2>{'|'.join(_PM)})?(?P<since>{_N}[:点时](?:半|[0-5]\d)?)(?:以后|之后|后|起))"
    rf"|(?P<before>(?P<until>{_N}[:点时](?:半|[0-5]\d)?)(?:以前|之前|前))"
    rf"|(?P<period>{'|'.join(sorted(_PERIODS, key=len, reverse=True))})"
    rf"|(?P<filler>每(?=[周星礼工双早晚上下中])|[、,;。:/和及与或+()\n]|都可以|均可|可以|都行|都可|有空|有时间|空闲|在家|时间|左右|期间|的|都)"
)
_NAMED = {
    "工作日": range(5),
    "平时": range(5),
    "平日": range(5),
    "周内": range(5),
    "周末": range(5, 7),
    "双休": range(5, 7),
    "双休日": range(5, 7),
}


class UnreadableHours(ValueError):
    """The words do not say when somebody is free; guessing would break their limits."""


def read_hours(words: str) -> tuple[Span, ...]:
    """The spans that the words name, tidied; empty for 「随时」. UnreadableHours when any of them is not understood."""
    said = hours_in_chinese(words) or "" if in_latin_letters(words) else words
    text = re.sub(r"[ \t\u3000]+", "", fold(said)).translate({ord(sign): "-" for sign in "~—到至"})
    if _ANY_TIME.fullmatch(text):
        return ()
    spans: list[Span] = []
    days: list[int] = []
    timed, at = True, 0  # timed: whether the days heard so far have been given hours
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise UnreadableHours(f"看不懂的空闲时间「{words.strip()}」, 例: 周一至周五晚上、周末全天")
        at = token.end()
        heard = _days(token)
        if heard is not None:
            days = heard if timed else days + heard
            timed = False
        elif token["filler"] is None:
            for later, start, end in _minutes(token, words):
                spans += [((day + later) % 7, start, end) for day in (days or range(7))]
            timed = True
    if not timed:
        spans += [(day, 0, DAY) for day in days]
    found = tidy(spans)
    if not found and not any(span[1:] == (0, DAY) for span in spans):  # nothing is left of them, which must not read as "at any hour"
        raise UnreadableHours(f"看不懂的空闲时间「{words.strip()}」, 例: 周一至周五晚上、周末全天")
    return found


def _days(token: re.Match[str]) -> list[int] | None:
    if token["named"]:
        return list(_NAMED.get(token["named"], range(7)))
    if token["run"]:
        first, last = (_WEEK.index(sign.replace("天", "日")) for sign in re.findall("[一二三四五六日天]", token["run"]))
        return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]
    if token["days"]:
        return [_WEEK.index(sign.replace("天", "日")) for sign in re.findall("[一二三四五六日天]", token["days"])]
    return None


def _minutes(token: re.Match[str], words: str) -> list[Span]:
    """The spans of one expression, with how many days after the named one each lies (0 or, past midnight, 1)."""
    if token["period"]:
        return [(0, *_PERIODS[token["period"]])]
    if token["after"]:
        return [(0, _afternoon(_minute(token["since"], words), token["of2"]), DAY)]
    if token["before"]:
        return [(0, 0, _minute(token["until"], words))]
    start, end = _afternoon(_minute(token["from"], words), token["of"]), _minute(token["to"], words)
    if (token["of3"] or token["of"]) in _PM and end < 720 and end + 720 > start:
        end += 720
    if start == end or max(start, end) > DAY:
        raise UnreadableHours(f"空闲时间「{words.strip()}」的起止时间不对")
    return [(0, start, end)] if start < end else [(0, start, DAY), (1, 0, end)]


def _afternoon(minute: int, period: str | None) -> int:
    return minute + 720 if period in _PM and minute < 720 and not (period == "中午" and minute >= 600) else minute


def _minute(point: str, words: str) -> int:
    found = re.fullmatch(rf"({_N})(?:[:点时](半|[0-5]?\d)?分?)?", point)
    hour = to_int(found[1]) if found else None
    if found is None or hour is None or hour > 24:
        raise UnreadableHours(f"空闲时间「{words.strip()}」里的钟点看不懂")
    return hour * 60 + (30 if found[2] == "半" else int(found[2] or 0))


def tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, joined where they touch, without impossible ones; empty when they cover the whole week (free at any hour)."""
    joined: list[Span] = []
    for day, start, end in sorted(span for span in spans if 0 <= span[0] < 7 and 0 <= span[1] < span[2] <= DAY):
        if joined and joined[-1][0] == day and start <= joined[-1][2]:
            joined[-1] = (day, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((day, start, end))
    return () if joined == [(day, 0, DAY) for day in range(7)] else tuple(joined)


def by_days(spans: Iterable[Span]) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """The days that have the same hours together, with these: ((0, 1), ("18:00-22:00",)); empty when free at any hour."""
    by_day = {day: tuple((start, end) for _, start, end in each) for day, each in groupby(tidy(spans), key=lambda span: span[0])}
    groups: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for day, ranges in by_day.items():
        groups.setdefault(ranges, []).append(day)
    return [(tuple(days), tuple(_clock(*each) for each in ranges)) for ranges, days in groups.items()]


def write_hours(spans: Iterable[Span]) -> str:
    """Words that `read_hours` reads back as the same spans."""
    days = ["、".join(f"周{_WEEK[day]}" for day in each) + " " + "、".join(ranges) for each, ranges in by_days(spans)]
    return "; ".join(days) or "随时"


def _clock(start: int, end: int) -> str:
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
