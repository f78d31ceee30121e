"""空闲时段 in English, said in Chinese for `hours.py`: "9 to 5 on Mondays" is 「周一9:00-17:00」. Days, parts of them and hours. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aid.understanding.text import fold

_WEEK = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日", strict=True))
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_PARTS = {
    "morning": "上午", "noon": "中午", "midday": "中午", "lunchtime": "中午", "lunch time": "中午", "afternoon": "下午", "evening": "晚上",
    "night": "晚上", "after work": "下班后", "daytime": "白天", "day time": "白天", "all day": "全天", "whole day": "全天",
}  # fmt: skip
_CLOCK = r"(?P<{0}>\d{{1,2}})(?:[:.](?P<{0}m>[0-5]\d))?(?: ?(?P<{0}h>[ap])\.?m\b\.?| ?o'?clock)?"


def _part(name: str) -> str:
    return rf"(?P<{name}>{'|'.join(_PARTS)})s?\b"


_OF = r"(?: (?:in the |at )?{})?"
_ANY_TIME = re.compile(
    r"(?:(?:at )?any ?time|always|whenever|(?:i'?m |i am )?(?:always )?(?:flexible|free any ?time)|24/7|no limits?|all week)[ .!]*"
)
_TOKEN = re.compile(
    rf"(?P<run>(?P<first>{_WEEKDAY}) ?(?:-|to|through|thru|till|until) ?(?P<last>{_WEEKDAY}))"
    rf"|(?P<day>{_WEEKDAY})"
    r"|(?P<work>(?:week|work|working )days?\b)"
    r"|(?P<week_end>week-?ends?\b)"
    r"|(?P<every>(?:every ?|each |any )day\b|daily\b|seven days a week\b)"
    rf"|(?:(?:from|between) )?{_CLOCK.format('a')} ?(?:-|to|until|till|and) ?{_CLOCK.format('b')}{_OF.format(_part('late'))}"
    rf"|(?P<side>after|from|before|until|till|by) {_CLOCK.format('c')}{_OF.format(_part('late2'))}(?: onwards\b)?"
    rf"|{_part('part')}"
    r"|(?P<on>(?:on|during)\b)"
    r"|(?P<comma>,)"
    r"|(?P<and>(?:and|or|plus|also|as well as)\b|[;&/+])"
    r"|(?P<filler>(?:every|each|any|in the|in|at|the|i'?m|i am|i|we|free|available|usually|mostly|mainly|only|just|can help|can|help|do"
    r"|time|times|hours|is|are|fine|good|ok|okay|best|works?|for me|please)\b|[ .!():])"
)


class _Unsure(ValueError):
    """English that does not say when, or not surely."""


@dataclass(frozen=True)
class _Said:
    """What a piece of English is in Chinese: `day`, `time`, or what stands between."""

    kind: str
    words: str = ""


def hours_in_chinese(text: str) -> str | None:
    """The same in Chinese; None where a word is not understood, or could mean two things (「after 6」)."""
    folded = re.sub(r"\s+", " ", fold(text).replace("’", "'").replace("–", "-").replace("—", "-")).strip()
    if _ANY_TIME.fullmatch(folded):
        return "随时"
    said, at = list[_Said](), 0
    try:
        while at < len(folded):
            token = _TOKEN.match(folded, at)
            if token is None:
                return None
            at = token.end()
            said += _read(token, said)
        return "、".join(_in_order(said)) or None
    except _Unsure:
        return None


def _read(token: re.Match[str], before: Sequence[_Said]) -> list[_Said]:
    if token["run"]:
        return [_Said("day", f"周{_sign(token['first'])}-周{_sign(token['last'])}")]
    if token["day"]:
        return [_Said("day", f"周{_sign(token['day'])}")]
    for group, name in (("work", "工作日"), ("week_end", "周末"), ("every", "每天")):
        if token[group]:
            return [_Said("day", name)]
    if token["a"]:
        return [_Said("time", _range(token, _PARTS.get(token["late"] or "") or _part_of(before)))]
    if token["c"]:
        return [_Said("time", _side(token, _PARTS.get(token["late2"] or "") or _part_of(before)))]
    if token["part"]:
        return [_Said("part", _PARTS[token["part"]])]
    return [_Said(kind) for kind in ("on", "comma", "and") if token[kind]]


def _sign(day: str) -> str:
    return _WEEK[day[:3]]


def _part_of(before: Sequence[_Said]) -> str:
    """「evenings 6 to 9」: the part of the day just before a clock time says which half is meant."""
    return before[-1].words if before and before[-1].kind == "part" else ""


_LATE = ("下午", "晚上", "下班后")


def _range(token: re.Match[str], part: str) -> str:
    start, end = (int(token[name]) for name in "ab")
    first, second, of_24 = token["ah"], token["bh"], token["a"].startswith("0") or max(int(token["a"]), int(token["b"])) > 12
    if max(start, end) > 24 or not (first or second or part or of_24 or _surely(start, end)):
        raise _Unsure
    if of_24:
        return f"{start}:{token['am'] or '00'}-{end}:{token['bm'] or '00'}"
    if not first and not second and part in _LATE:
        first = second = "p"
    start = _hour(start, first)
    end = _hour(end, second)
    if not first and second == "p" and start + 12 < end:
        start += 12
    elif not first and not second and not part and start in range(1, 6) and end > start:
        start, end = start + 12, end + 12
    if not second and end <= start and end + 12 <= 24:
        end += 12
    return f"{start}:{token['am'] or '00'}-{end}:{token['bm'] or '00'}"


def _surely(start: int, end: int) -> bool:
    """「9 to 5」, 「8 to 12」, 「2 to 4」 have one meaning; 「6 to 9」 has two."""
    return end < start or start not in (6, 7)


def _hour(hour: int, half: str | None) -> int:
    if half == "p" and hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour


def _side(token: re.Match[str], part: str) -> str:
    hour, half = int(token["c"]), token["ch"]
    if hour > 24 or not (half or part or hour > 12 or token["c"].startswith("0")):
        raise _Unsure
    hour = _hour(hour, "p" if half is None and part in _LATE else half)
    return f"{hour}:{token['cm'] or '00'}{'以后' if token['side'] in ('after', 'from') else '以前'}"


def _in_order(said: Sequence[_Said]) -> list[str]:
    """Days before their hours, as Chinese has them: 「evenings on weekdays」 is 「工作日晚上」."""
    words, at, timed = list[str](), 0, True
    while at < len(said):
        days, at = _take(said, at, ("day",))
        if days and _kind(said, at) == "comma" and _kind(said, at + 1) in _TIMES:  # 「Mon to Fri, 9 to 5」
            at += 1
        times, at = _take(said, at, _TIMES, between=())
        if times and not days and _kind(said, at) in ("on", "day"):
            days, at = _take(said, at + (_kind(said, at) == "on"), ("day",))
            if not days or _kind(said, at) in _TIMES:
                raise _Unsure("hours on both sides of the days")
        elif times and not days and not timed:  # 「weekends and evenings」: these are everybody's evenings
            days = ["每天"]
        if "周末" in days and "工作日" in days and times:  # 「weekends and weekday evenings」
            words.append("周末全天")
            days.remove("周末")
        if days or times:
            words.append("、".join(days) + (_clock(times) or "全天"))
            timed = bool(times)
        else:
            at += 1
    return words


_TIMES = ("part", "time")


def _kind(said: Sequence[_Said], at: int) -> str:
    return said[at].kind if at < len(said) else ""


def _take(said: Sequence[_Said], at: int, kinds: tuple[str, ...], between: tuple[str, ...] = ("and", "comma")) -> tuple[list[str], int]:
    """The words of these kinds from here on, and where they end; what stands between two of them is passed over."""
    found = list[str]()
    while _kind(said, at) in kinds or (found and _kind(said, at) in between and _kind(said, at + 1) in kinds):
        if said[at].kind in kinds:
            found.append(said[at].words)
        at += 1
    return found, at


def _clock(times: Sequence[str]) -> str:
    """A clock time says more than the part of the day before it."""
    exact = [each for each in times if each[0].isdigit()]
    return "、".join(exact or times)
