"""Words within a day: parts of it (「早上」, 「傍晚」) and clock times (「八点半」, 「3点到5点」, 「20:15」)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from aid.understanding.numerals import to_int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: hours after midnight between which it lies, and how it reads a clock time."""

    name: str
    begins: timedelta
    ends: timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as said; the hour may still be one of two unless `sure`. `side` is for 「五点前」 and 「五点以后」."""

    hour: int
    minute: int
    sure: bool = False
    side: Literal["before", "after"] | None = None


def _hours(name: str, begins: float, ends: float) -> Part:
    return Part(name, timedelta(hours=begins), timedelta(hours=ends))


DAWN = _hours("凌晨", 0, 6)
MORNING = _hours("早上", 8, 12)
NOON = _hours("中午", 11.5, 13.5)
AFTERNOON = _hours("下午", 13, 18)
DUSK = _hours("傍晚", 17, 19)
EVENING = _hours("晚上", 18, 22)
NIGHT = _hours("夜里", 22, 30)

_PARTS = (
    (r"凌晨|拂晓|天(?:还)?(?:没|不)亮", DAWN),
    (r"(?:大?清|(?<![周期拜初])一大?)?早上|早晨|清晨|大?清早|(?<![周期拜初])一大?早|早间|上午|上昼|午前|晨间|大早", MORNING),
    (r"中午|正午|晌午|日昼|午间", NOON),
    (r"下午|午后|下昼|下半天|后半晌", AFTERNOON),
    (r"傍晚|黄昏|天快黑|天黑(?:前|时)", DUSK),
    (r"大?半夜(?:三更)?|三更半夜|深更半夜|深夜|午夜|夜里|夜间|夜(?=[^市宵总景跑来班色猫店]|$)", NIGHT),
    (r"晚上|晚间|夜晚|暝晡", EVENING),
    # One sign is a part of the day only beside a day or a number: 「周五晚」, 「早8点」, never 「晚饭」.
    (r"早(?![饭餐班市读教点些就知已恋熟期安日年])", MORNING),
    (r"晚(?![饭餐班宴辈年婚期熟点些安会自])", EVENING),
    (r"晨(?![练跑])", MORNING),
)
PART = re.compile("|".join(f"(?P<p{number}>{pattern})" for number, (pattern, _) in enumerate(_PARTS)))
SINGLE_SIGN = 3


def part_of(match: re.Match[str]) -> Part:
    """The part of the day that a match of `PART` names."""
    return _PARTS[int((match.lastgroup or "p0")[1:])][1]


def stands_alone(match: re.Match[str]) -> bool:
    """Whether the words are a time without a day or a clock beside them."""
    return int((match.lastgroup or "p0")[1:]) < len(_PARTS) - SINGLE_SIGN and match[0] != "夜"


_H = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二]?|[零一二两三四五六七八九])"
_MIN = r"(?:[0-5]\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])"
_TENS = "[二三四五]?十[一二三四五六七八九]?"
_MINUTES = rf"(?P<minute>{_MIN}(?!\d|个|岁|[年月天人元块度斤栋号单])|[1-9一二三四五六七八九](?=分))分?钟?"
_AFTER_HOUR = rf"(?:(?P<half>半(?!小时|个))|(?P<quarter>[一三])刻|{_MINUTES}|整)"
# 「两点建议」 are two suggestions.
_POINT = (
    r"[点點](?!建议|意见|要求|问题|想法|原因|希望|说明|理由|注意|体会|疑问|看法|诉求|心得|外卖|点|菜|餐|评|赞|名|击|心|滴"
    r"|东西|阅|播|[一二三四五六七八九]折)钟?"
)
_BEFORE = r"(?:(?<=[周期拜][一二三四五六日天])|(?<![\d零一二两三四五六七八九十第几./:-]))"
_ROUGH = (
    r"(?:多钟?|左右|前后|不到|出头|来钟|许|(?P<before>之前|以前|前(?!面|天|台))"
    r"|(?P<after>之后|以后|过后|后(?!面|天|台))|过(?!来|去|年|节))?"
)

_RUNS = {"一二": (1, 2), "一两": (1, 2), "两三": (2, 3), "二三": (2, 3), "三四": (3, 4), "四五": (4, 5), "五六": (5, 6)} | {
    "六七": (6, 7), "七八": (7, 8), "八九": (8, 9), "九十": (9, 10), "十一二": (11, 12)
}  # fmt: skip

_CLOCK = (
    rf"(?:(?<![周期拜])(?P<run>{'|'.join(_RUNS)}){_POINT}"
    rf"|差(?P<short>一刻|{_MIN}分?|[一二三四五六七八九5-9]分)钟?(?:到)?(?P<h5>{_H}){_POINT}"
    rf"|(?P<h6>{_H}){_POINT}差(?P<short2>一刻|{_MIN}分?|[一二三四五六七八九5-9]分)"
    rf"|(?P<h>{_H})\s*(?:{_POINT}|时(?=\d|半|整|{_TENS}分|许|左右|到|至|-)){_AFTER_HOUR}?"
    rf"|(?P<h2>2[0-4]|1\d|0?\d):(?P<m2>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s*(?P<ampm>[ap])\.?m\.?)?"
    rf"|(?P<h3>1[0-2]|[1-9])\s*(?P<ampm3>[ap])\.?m\.?(?![a-z])"
    rf")\s*{_ROUGH}"
)
CLOCK = re.compile(_BEFORE + _CLOCK)
CLOCK_HERE = re.compile(_CLOCK)
# 「3-5点」, 「三到五点」, where the first number has no 点 of its own.
HOURS = re.compile(rf"{_BEFORE}(?P<a>{_H})(?P<half>半)?\s*(?:-|~|到|至)\s*(?=(?:{_H}){_POINT})")
TO = re.compile(r"\s*(?:-|~|到|至|一直到)\s*(?:第二天|次日|隔天)?\s*")


def clock_of(match: re.Match[str]) -> tuple[Clock, Clock | None] | None:
    """The clock time of a match of `CLOCK`, with the second one of 「三四点」; None when it is none (「25点」)."""
    groups = match.groupdict()
    if groups["run"]:
        begin, end = _RUNS[groups["run"]]
        return Clock(begin, 0), Clock(end, 0)
    clock = _one_clock(groups)
    side: Literal["before", "after"] | None = "before" if groups["before"] else "after" if groups["after"] else None
    return None if clock is None else (replace(clock, side=side), None)


def _one_clock(groups: dict[str, str | None]) -> Clock | None:
    if groups["short"] or groups["short2"]:
        return _short_of(groups["h5"] or groups["h6"] or "", groups["short"] or groups["short2"] or "")
    hour = to_int(groups["h"] or groups["h2"] or groups["h3"] or "")
    if hour is None or hour > 24:
        return None
    marked = groups["ampm"] or groups["ampm3"]
    if marked:
        hour = hour % 12 + (12 if marked == "p" else 0)
    minute = 30 if groups["half"] else to_int(groups["minute"] or groups["m2"] or "0") or 0
    if groups["quarter"]:
        minute = 15 if groups["quarter"] == "一" else 45
    # An hour typed as 05:30 is by the 24-hour clock; said as a.m. or p.m. it is sure as well.
    return Clock(hour, minute, sure=bool(marked) or (groups["h2"] or "").startswith("0"))


def _short_of(hour_words: str, short: str) -> Clock | None:
    hour = to_int(hour_words)
    minutes = 15 if short == "一刻" else to_int(short.rstrip("分钟"))
    if hour is None or not minutes or not 1 <= hour <= 24 or minutes > 59:
        return None
    return Clock(hour - 1, 60 - minutes)


_OFFSETS = {DAWN.name: range(0), MORNING.name: range(0), NOON.name: range(1, 5), AFTERNOON.name: range(1, 12), DUSK.name: range(1, 12)}


def on_part(clock: Clock, part: Part) -> timedelta:
    """How long after the part's midnight a clock time lies: 「晚上两点」 is 26 hours, 「下午3点」 15."""
    hour = clock.hour
    if part in (EVENING, NIGHT):
        hour = hour + 24 if hour < (5 if part is EVENING else 7) else hour + 12 if hour <= 12 else hour
    elif part is DAWN:
        hour = hour % 12 if hour <= 12 else hour
    elif hour in _OFFSETS[part.name]:
        hour += 12
    return timedelta(hours=hour, minutes=clock.minute)
