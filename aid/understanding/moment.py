"""When help is wanted or the thing happened: Chinese words for time against `now`, in Asia/Shanghai.

Ours, because the packages are wrong more often on what residents write: jionlp reads 三号楼 as the 3rd of the month, 明早八点 as
today, 周五 as the past one and an afternoon 「…点半」 as early morning, and installs 220 MB. Lunar feasts come from `lunar.py`.

Conventions: a clock time is an instant; a part of the day, a day, a week are ranges; 「五点前」 and 「周五前」 begin now, 「五点以后」 ends
with its part of the day. An hour from 1 to 6 without a part of the day
is in the afternoon, from 7 to 11 in the morning; a weekday, a date and a feast are the coming ones, unless the words beside them
say that it has happened (「周一就报修了」). How long something has lasted (「漏了三天了」) is no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aid.understanding import moment_context as context
from aid.understanding.hour_words import DAWN, NIGHT, Clock, Part, on_part
from aid.understanding.moment_en import time_in_chinese
from aid.understanding.moment_words import Words, runs
from aid.understanding.numerals import NUMERAL as N
from aid.understanding.numerals import to_count
from aid.understanding.text import fold

SHANGHAI = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)
_HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class TimeReading:
    """The exact words, the start, and the end (exclusive) or None for an instant; both with Shanghai's offset."""

    text: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class _Read:
    at: tuple[int, int]
    start: datetime
    end: datetime | None


def read_time(text: str, now: datetime) -> TimeReading | None:
    """The one time that matters in a message: when help is wanted before when it happened; None when there is none.

    `now` must have an offset (ValueError otherwise). 现在, 马上, 刚才 are no times.
    """
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError(f"a time without an offset was given: {now!r}")
    if english := time_in_chinese(text):
        said, at = english
        meant = read_time(said, now)
        return replace(meant, text=text[slice(*at)]) if meant else None
    local = now.astimezone(SHANGHAI)
    folded = context.mask(fold(text))
    found = runs(folded, local.date(), lambda start, end: context.happened(folded, start, end))
    reads = [read for run in _share_days(found, folded, local) if (read := _resolve(run, folded, local))]
    reads += _offsets(folded, local)
    reads.sort(key=lambda read: read.at)
    weights = [context.weight(folded, *read.at, past=(read.end or read.start) <= local) for read in reads]
    if not reads or max(weights) == context.TAKEN_BACK:
        return None
    best = reads[weights.index(max(weights))]
    return TimeReading(text[slice(*best.at)], best.start, best.end)


def _share_days(found: list[Words], folded: str, now: datetime) -> list[Words]:
    """Give a day, or a part of one, named earlier to the hours that follow it: 「明天带我妈看病, 早上八点出门」."""
    shared: list[Words] = []
    for run in found:
        last = shared[-1] if shared else None
        if last and not last.clock and not run.days and _may_share(last, run):
            between = folded[last.at[1] : run.at[0]]
            past = last.days is not None and _midnight(last.days.end) <= now
            if not re.search(r"[。!?\n]", between) and not (past and re.search("[,;]", between)) and len(between) <= 30:
                near = len(between) <= 6 and not re.search("[,;]", between)
                at = (last.at[0] if near else run.at[0], run.at[1])
                shared[-1] = replace(run, at=at, days=last.days, part=run.part or last.part)
                continue
        shared.append(run)
    return shared


def _may_share(last: Words, run: Words) -> bool:
    """A day lends itself to any hour, a part of the day to one that may lie in it (「下午接孩子, 五点十分」)."""
    if last.part is None:
        return last.days is not None
    if run.part or run.clock is None or run.clock.sure:
        return False
    return last.part.begins - timedelta(hours=2) <= on_part(run.clock, last.part) <= last.part.ends + timedelta(hours=2)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _resolve(run: Words, folded: str, now: datetime) -> _Read | None:
    try:
        span = _span(run, folded, now)
    except (OverflowError, ValueError):
        return None
    if span is None:
        return None
    before = _BEFORE.match(folded, run.at[1]) if run.part and not run.clock else None
    return _Read((run.at[0], before.end() if before and span[0] == now else run.at[1]), *span)


def _span(run: Words, folded: str, now: datetime) -> tuple[datetime, datetime | None] | None:
    if run.clock:
        start = _instant(run, run.clock, folded, now)
        return (start, _closing(run, start)) if run.until else _on_side(run.clock, start, now)
    if run.part:
        if run.days is None and (context.is_habit(folded, *run.at) or (run.part is NIGHT and not _asks_for_night(run, folded))):
            return None
        day = _day_of_part(run, run.part, folded, now)
        if _BEFORE.match(folded, run.at[1]) and day + run.part.begins > now:
            return now, day + run.part.begins
        if run.until and run.until.part and run.until.days:
            return day + run.part.begins, _midnight(run.until.days.start) + run.until.part.ends
        ends = run.until.part.ends if run.until and run.until.part else run.part.ends
        return day + run.part.begins, day + max(ends, run.part.begins + timedelta(hours=1))
    if run.days is None:
        return None
    return now if run.days.until else _midnight(run.days.start), _midnight(run.days.end)


_BEFORE = re.compile(r"(?:之前|以前|前)(?![天面台门])")


def _on_side(clock: Clock, at: datetime, now: datetime) -> tuple[datetime, datetime | None]:
    """「五点前」 from now until then, 「五点以后」 from then until that part of the day ends; an instant else."""
    if clock.side == "before" and at > now:
        return now, at
    ends = next((hour for hour in (6, 12, 18, 22) if at.hour < hour), None)
    if clock.side == "after" and ends and at > now:
        return at, at.replace(hour=ends, minute=0)
    return at, None


def _asks_for_night(run: Words, folded: str) -> bool:
    # 「半夜还在装修」 complains of every night; 「夜里谁能陪一下」 means this one.
    return context.wished(folded, *run.at) and not context.happened(folded, *run.at)


def _day_of_part(run: Words, part: Part, folded: str, now: datetime) -> datetime:
    """The midnight that a part of the day is counted from."""
    today = _midnight(now.date())
    if run.days:
        day = _midnight(run.days.start) + (_DAY if run.next_day else timedelta())
        over = day == today and day + part.ends <= now
        several = run.days.end - run.days.start > _DAY
        return day + _DAY if over and several else day
    done = context.happened(folded, *run.at)
    if done:
        return today if today + part.begins <= now else today - _DAY
    if part is DAWN and not context.wished(folded, *run.at):
        return today
    return today if now < today + part.ends else today + _DAY


def _instant(run: Words, clock: Clock, folded: str, now: datetime) -> datetime:
    if run.part:
        return _instant_on_part(run, run.part, clock, folded, now)
    if run.days:
        day = _midnight(run.days.start)
        instant = day + _daytime(clock, run, folded)
        later = instant + _HALF_DAY
        ambiguous = not clock.sure and clock.hour <= 11
        missed = instant <= now < later and day.date() == now.date() and later.date() == day.date()
        return later if ambiguous and missed and not context.happened(folded, *run.at) else instant
    return _nearest(clock, run, folded, now)


def _instant_on_part(run: Words, part: Part, clock: Clock, folded: str, now: datetime) -> datetime:
    after = on_part(clock, part)
    today = _midnight(now.date())
    if run.days:
        return _midnight(run.days.start) + after + (_DAY if run.next_day else timedelta())
    if part in (DAWN, NIGHT) and after % _DAY < timedelta(hours=7):
        # The small hours just past, unless help is wanted in those to come.
        small = today + after % _DAY
        ahead = context.wished(folded, *run.at) and not context.happened(folded, *run.at)
        return small if small > now or not ahead else small + _DAY
    instant = today + after
    if context.happened(folded, *run.at):
        return instant if instant <= now else instant - _DAY
    return instant if instant > now else instant + _DAY


def _daytime(clock: Clock, run: Words, folded: str) -> timedelta:
    """The hour that is meant when no part of the day is said."""
    hour = clock.hour
    small = 1 <= hour <= 6 and not (hour >= 5 and context.speaks_of_early(folded, *run.at))
    large = 7 <= hour <= 11 and context.speaks_of_evening(folded, *run.at)
    if not clock.sure and (small or large):
        hour += 12
    return timedelta(hours=hour, minutes=clock.minute)


def _nearest(clock: Clock, run: Words, folded: str, now: datetime) -> datetime:
    """A clock time without a day: the coming one, or the last one when it has happened."""
    today = _midnight(now.date())
    meant = today + _daytime(clock, run, folded)
    if not context.happened(folded, *run.at):
        # In the afternoon 「八点」 is this evening, unless a child is brought to school then.
        tonight = now.hour >= 12 and not clock.sure and 7 <= clock.hour <= 11 and not context.speaks_of_early(folded, *run.at)
        later = meant + _HALF_DAY
        return meant if meant > now else later if tonight and later.date() == now.date() and later > now else meant + _DAY
    spoken = today + timedelta(hours=clock.hour, minutes=clock.minute)
    candidates = [meant] if clock.sure or clock.hour > 12 else [meant, spoken, spoken + _HALF_DAY]
    return max((instant for instant in candidates if instant <= now), default=meant - _DAY)


def _closing(run: Words, start: datetime) -> datetime | None:
    """The end of 「三点到五点」: the first such hour after the start."""
    until = run.until
    if until is None or until.clock is None:
        return None
    day = _midnight(until.days.start if until.days else start.date())
    if until.part:
        end = day + on_part(until.clock, until.part) + (_DAY if until.next_day else timedelta())
        return end if end > start else end + _DAY
    spoken = day + timedelta(hours=until.clock.hour, minutes=until.clock.minute)
    steps = (timedelta(), _HALF_DAY, _DAY, _DAY + _HALF_DAY) if until.clock.hour <= 12 and not until.clock.sure else (timedelta(), _DAY)
    return next(spoken + step for step in steps if spoken + step > start) if spoken + steps[-1] > start else None


_OFFSET = re.compile(
    rf"(?<!{N})(?P<lead>再?过|再?等)?(?P<n>半|{N}{{1,3}}(?:\.\d)?)个?(?P<half>半)?多?(?P<unit>小时|钟头|分钟|刻钟|分(?=[后钟]))"
    r"(?P<side>以后|之后|过后|后|以前|之前|前|以内|之内|内)?(?!面|台|了)"
)
_SOON = re.compile(
    r"(?<![等看坐聊陪玩睡歇待呆带管躺站走抱顾了息我跑吵闹响再多])(?:[待等过]一?会儿?|一会儿?(?!功夫|时间|工夫|了))|等一?下(?=再|我|你|他|她|要|去|来|就)|稍后|稍晚|晚些时候"
)


def _offsets(folded: str, now: datetime) -> list[_Read]:
    """「半小时后」, 「过十分钟」, 「两小时内」; 「一会儿」 is within the hour."""
    reads = [_Read(match.span(), now, now + timedelta(hours=1)) for match in _SOON.finditer(folded)]
    for match in _OFFSET.finditer(folded):
        length = _length(match)
        side = match["side"] or ("后" if match["lead"] and "过" in match["lead"] else "")
        if length is None or not side:
            continue
        if side.endswith("内"):
            reads.append(_Read(match.span(), now, now + length))
        else:
            reads.append(_Read(match.span(), now - length if side.endswith("前") else now + length, None))
    return reads


def _length(match: re.Match[str]) -> timedelta | None:
    words = match["n"]
    if words == "半":
        count = 0.5
    elif "." in words:
        count = float(words) if words.replace(".", "").isascii() else 0.0
    else:
        count = to_count(words) or 0
    count += 0.5 if match["half"] else 0
    minutes = {"小时": 60, "钟头": 60, "刻钟": 15}.get(match["unit"], 1)
    return timedelta(minutes=count * minutes) if 0 < count <= 999 else None
