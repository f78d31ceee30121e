"""Times in English, said in Chinese for `moment.py`: 「tomorrow at 3 pm」 is 「明天15:00」. Days, their parts and hours only. Pure."""

from __future__ import annotations

import re

from aid.understanding.english import in_latin_letters
from aid.understanding.text import fold

_DAYS = {
    "today": "今天",
    "tonight": "今天晚上",
    "the day after tomorrow": "后天",
    "day after tomorrow": "后天",
    "tomorrow": "明天",
    "this weekend": "周末",
    "on the weekend": "周末",
    "at the weekend": "周末",
    "next weekend": "下周末",
    "next week": "下周",
}
_WEEKDAYS = dict(zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "一二三四五六日", strict=True))
_PARTS = {"morning": "早上", "noon": "中午", "afternoon": "下午", "evening": "晚上", "night": "晚上"}
_SIDES = {"before": ("", "前"), "by": ("", "前"), "until": ("到", ""), "till": ("到", ""), "after": ("", "以后"), "from": ("", "以后")}
_SMALL = {"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "half an": "半", "half a": "半"}

_DAY = rf"(?P<day>{'|'.join(sorted(_DAYS, key=len, reverse=True))})|(?P<which>this |next |coming )?(?P<weekday>{'|'.join(_WEEKDAYS)})"
_PART = rf"(?:in the |at |this )?(?P<part>{'|'.join(_PARTS)})"
_CLOCK = (
    r"(?:(?:at|around|about) )?"
    r"(?:(?P<half>half past )?(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?(?: ?(?P<noon>[ap])\.?m\b\.?| ?o'?clock)"
    r"|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d))"
)
_HOUR_LATER = rf"(?:,? (?P<inner>before |by |after )?(?:{_CLOCK}|at (?P<plain>[01]?\d)(?![\d:.%])))"
# The same groups a second time, for 「at 3 pm tomorrow」, need names of their own.
_CLOCK_FIRST = f"(?:{_CLOCK})(?: (?:on )?(?:{_DAY}))?".replace("?P<", "?P<c_")
_TIME = re.compile(
    rf"(?<![\w.:-])(?P<side>before |by |until |till |after |from )?(?:on )?"
    rf"(?:(?:{_DAY})(?: {_PART})?{_HOUR_LATER}?|{_CLOCK_FIRST}|this (?P<alone>{'|'.join(_PARTS)}))(?![\w:])"
)
_OFFSET = re.compile(
    rf"(?<!\w)in (?P<count>{'|'.join(sorted(_SMALL, key=len, reverse=True))}|\d{{1,3}}) (?P<unit>hours?|minutes?|mins?)(?!\w)"
)
# Since when, how often, and what has been are no times at which help is wanted.
_NOT_WANTED = re.compile(r"(?:since|last|every|each|yesterday|ago)[\w ]{0,12}$")


def time_in_chinese(text: str) -> tuple[str, tuple[int, int]] | None:
    """The first time that English words name, in Chinese, and where it stands; None for what is no English or names none."""
    if not in_latin_letters(text):
        return None
    folded = fold(text).replace("’", "'")
    if found := _OFFSET.search(folded):
        unit = "小时后" if found["unit"].startswith("hour") else "分钟后"
        return _SMALL.get(found["count"], found["count"]) + unit, found.span()
    for found in _TIME.finditer(folded):
        if not _NOT_WANTED.search(folded[: found.start()]):
            return _said(found), found.span()
    return None


def _said(found: re.Match[str]) -> str:
    groups = found.groupdict()
    of = {name.removeprefix("c_"): value for name, value in groups.items() if value is not None}
    day = _DAYS.get(of.get("day", "")) or _weekday(of)
    part = _PARTS.get(of.get("part") or of.get("alone") or "", "")
    if of.get("alone"):
        day = "今天"
    clock = _clock(of, part or ("晚上" if of.get("day") == "tonight" else ""))
    before, after = _SIDES.get((of.get("side") or of.get("inner") or "").strip(), ("", ""))
    return f"{before}{day}{part}{clock}{after}"


def _weekday(of: dict[str, str]) -> str:
    if "weekday" not in of:
        return ""
    return f"{'下' if of.get('which') == 'next ' else ''}周{_WEEKDAYS[of['weekday']]}"


def _clock(of: dict[str, str], part: str) -> str:
    if "h24" in of:
        return f"{of['h24']}:{of['m24']}"
    if "hour" not in of and "plain" not in of:
        return ""
    hour, minute = int(of.get("hour") or of["plain"]), "30" if "half" in of else of.get("minute", "00")
    late = of.get("noon") == "p" or (part in ("下午", "晚上") and of.get("noon") is None)
    if late and hour < 12:
        hour += 12
    elif of.get("noon") == "a" and hour == 12:
        hour = 0
    surely = of.get("noon") or part or hour > 12
    return f"{hour}:{minute}" if surely else f"{hour}点{minute}分"
