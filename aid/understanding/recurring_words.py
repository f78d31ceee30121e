"""「每周三上午陪阿嬷量血压」 → a `Recurring`. Pure.

Only what somebody asks for is recurring help: that something happens again and again (「我妈每天都说头晕」) is not. Days that no calendar
knows yet (「每周两次」) are read with `times`, and asked for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from aid.understanding.moment import SHANGHAI, read_time
from aid.understanding.numerals import NUMERAL as N
from aid.understanding.numerals import to_count
from aid.understanding.recurring import DAY, WHOLE_DAY, Recurring, Unit
from aid.understanding.recurring_wanted import is_asked_for
from aid.understanding.text import fold

_WEEK = "(?:周|星期|礼拜|(?<!礼)拜)"
_SIGNS = "一二三四五六日天"
_ONE = "(?:[一二三四五六](?![次回趟遍个天])|[日天](?![次回趟遍个]))"
_LIST = rf"{_ONE}(?:(?:[、,和跟与及]|还有)?(?:每个?)?{_WEEK}?{_ONE})*"
_RANGE = rf"{_ONE}[到至-]{_WEEK}?{_ONE}"
_ON = rf"(?:(?P<range>{_RANGE})|(?P<list>{_LIST})|(?P<weekend>末))"
_NOT_THIS = "(?<![这下上本前近过那几])(?<![这下上本前近过那几]个)"
# A span of time without 每 counts only beside 「两次」.
_SPAN = rf"(?P<span>每一?个?(?P<unit>{_WEEK}|月)|(?:每(?:隔)?)?(?<![周期拜])(?P<n>{N}{{1,2}}|半)个?(?P<units>{_WEEK}|月|天|日))"
_COUNT = rf"(?P<times>{N}{{1,2}})(?:[次趟回遍]|晚(?!上)|天(?!班)(?=$|[ ,;。!?\n上来要帮]))"
_EVERY = re.compile(
    rf"隔{_WEEK}(?:的|一次)?{_WEEK}?(?P<other>{_LIST}|末)"
    rf"|每(?:隔)?(?P<weeks>{N})个?{_WEEK}(?:的|一次)?{_WEEK}?(?P<several>{_LIST}|末)"
    rf"|(?:每逢|逢|每一?个?){_WEEK}(?:的)?{_WEEK}?{_ON}"
    rf"|(?P<workdays>每个?工作日|工作日每天|(?<![个这])工作日(?![内里])|{_NOT_THIS}{_WEEK}一[到至-]{_WEEK}?五(?:每天)?)"
    rf"|每(?:一|个)?个?月的?(?P<day>{N}{{1,3}})(?:号|日)"
    rf"|{_NOT_THIS}{_SPAN}(?P<between>[^,;。!?\n ]{{0,8}}?){_COUNT}"
    rf"|(?P<gap>每?隔(?:一)?天|每隔(?P<skip>{N})天|每(?P<days>[两三四五六])天)"
    rf"|(?P<daily>每天|天天|每日|日日|每一天|每(?=早上?|晚上?|中午|下午|上午|傍晚|放学))"
    rf"|{_NOT_THIS}{_WEEK}(?P<always>{_LIST})(?=[^,;。!?\n ]{{0,4}}都(?!可|行|好|在家|有空|推|取消|不))"
    rf"|{_NOT_THIS}{_WEEK}(?P<later>{_LIST})(?=.{{0,40}}(?:每次|每回|长期|每个?{_WEEK}(?![{_SIGNS}])))"
    rf"|(?<![{_SIGNS}0-9楼元号])(?:{_NOT_THIS}{_WEEK})?(?P<short>一三五|二四六|一三|二四)(?![{_SIGNS}0-9十百零室号房楼栋幢元])"
    rf"|(?P<bare>每一?个?{_WEEK}|每一?个月|每月|每(?P<bare_n>[两三四])个?{_WEEK})(?![{_SIGNS}几边围刊报会费底中初末第头0-9]|两小时|两个)"
)
_DAY_WORDS = (
    rf"(?:(?:这个?|本|下个?|明年?)?(?:月底|月末|年底|月(?![0-9一二三十]))|(?:下个?月|明年)?{N}{{1,3}}月(?:{N}{{1,3}}[号日]|底|中旬)?|下个?月{N}{{1,3}}[号日]|{N}{{1,3}}[号日]"
    rf"|(?:下下?|这)个?{_WEEK}[{_SIGNS}末]?|{_WEEK}[{_SIGNS}]|春节|过年|国庆节?|元旦|中秋节?|五一|端午节?|清明节?|明天|后天|今天)"
)
_FROM = re.compile(rf"(?:从)?(?P<day>{_DAY_WORDS})(?:开始|起)")
_UNTIL = re.compile(rf"(?:一直)?(?:做|来)?[到至](?P<day>{_DAY_WORDS})(?:为止|结束|止)?")
_FOR = re.compile(rf"(?:持续|连续|连着|先(?:来|做|帮)?|一共|总共|坚持)(?P<count>{N}{{1,3}})(?P<unit>天|个?{_WEEK}|个?月|[次回趟])")
_NAMED = re.compile(rf"(?<![这下上本])(?<![这下上本]个){_WEEK}(?P<list>{_LIST})")
# 「每 周 三 上 午」 as some phones hear it; a weekday as a figure; what fills a sentence.
_SPACED = re.compile(r"(?:\S ){4,}\S")
_FIGURES = re.compile(r"(周|星期|礼拜)([1-7](?:[、,和到至 -]?[1-7])*)(?![0-9次回趟天个遍点:时月号])")
_AS_SIGNS = str.maketrans("1234567", "一二三四五六日")
_FILLERS = re.compile(r"就是|嗯+|呃+|嘛|那个(?=每|周|星期|礼拜|一)|固定(?=每|周|在)|(?<=每周|星期|礼拜)固定")


def read_recurring(text: str, now: datetime) -> Recurring | None:
    """The recurring help that a message asks for; None when it asks for none."""
    folded = _smooth(fold(text))
    for found in _EVERY.finditer(folded):
        weak, daily = found["short"] is not None or _is_plain(found), found["daily"] is not None
        asked_for = _once_a_day(found) and is_asked_for(folded, found.start(), _said_from(found), weak=weak, daily=daily)
        if asked_for and (read := _read(folded, found, now)):
            return read
    return None


def says_once(text: str) -> bool:
    """「只要这一次」: the help is wanted once after all."""
    return bool(re.search(r"(?:只|就)(?:要|来|用|是)?(?:这)?一[次回趟]|不用每[天周月]|不是每[天周月]|不要定期|不用定期", fold(text)))


def read_first_day(text: str, now: datetime) -> date | None:
    """「下周开始」, 「10月1号起」: the first day on which help is wanted again and again; None when none is named."""
    day = _taken(_smooth(fold(text)), _FROM, now, first=True)[1]
    return day if day and day >= now.astimezone(SHANGHAI).date() else None


def read_days(text: str, rule: Recurring) -> tuple[int, ...]:
    """The answer to 「星期几来方便」 (Monday is 0) or 「每个月几号」: 「周二周五」, 「二、五」, 「15号」; spread evenly for 「都可以」.

    Empty when it is no answer.
    """
    folded = _smooth(fold(text))
    if rule.unit == "month":
        said = re.search(rf"(?<![0-9月周期拜])(?P<day>{N}{{1,3}})(?:号|日|st|nd|rd|th|$)", folded)
        day = to_count(said["day"]) if said else (1 if _ANY.search(folded) else None)
        return (day,) if day and 1 <= day <= 31 else ()
    named: list[int] = []
    for found in re.finditer(rf"{_WEEK}(?:(?P<range>{_RANGE})|{_LIST})|^[{_SIGNS} 、,和跟]+$", folded):
        days = [_weekday(sign) for sign in found[0] if sign in _SIGNS]
        named += range(days[0], days[-1] + 1) if found["range"] else days
    named += [day for day, name in enumerate(_ENGLISH) if re.search(rf"\b{name}", folded)]
    if "周末" in folded or "weekend" in folded:
        named += [5, 6]
    if not named and _ANY.search(folded):
        named = list(_SPREAD[min(rule.times, 7)])
    return tuple(sorted(set(named)))


_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ANY = re.compile(r"any (?:day|of)|whenever|up to you|都(?:可以|行|好|成|没问题)|随便|随你|你们?定|您定|看你|哪天都|无所谓|什么时候都|不挑")
_SPREAD = {0: (2,), 1: (2,), 2: (1, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4), 6: (0, 1, 2, 3, 4, 5), 7: (0, 1, 2, 3, 4, 5, 6)}


def _weekday(sign: str) -> int:
    return min(_SIGNS.index(sign), 6)


def _smooth(folded: str) -> str:
    """Words as the patterns know them."""
    if _SPACED.fullmatch(folded.strip()):
        folded = folded.replace(" ", "")
    folded = _FIGURES.sub(lambda found: found[1] + found[2].replace(" ", "").translate(_AS_SIGNS), folded)
    return _FILLERS.sub("", folded)


def _said_from(found: re.Match[str]) -> int:
    """Where what is said of the days begins: 「每周来擦一次」 says it within."""
    return found.end("span") if found["between"] else found.end()


def _once_a_day(found: re.Match[str]) -> bool:
    """「一天三趟」 of a dog is no visit; 「一天来一次」 is."""
    in_a_day = found["units"] in ("天", "日") and (found["n"] in ("一", "1"))
    return not in_a_day or found["between"] in ("", "来", "要来", "得来", "上门", "要")


def _is_plain(found: re.Match[str]) -> bool:
    """「周一到周五」, 「工作日」, without 每: when somebody is at home is said so too."""
    return found["workdays"] is not None and "每" not in found[0]


def _read(folded: str, found: re.Match[str], now: datetime) -> Recurring | None:
    today = now.astimezone(SHANGHAI).date()
    rest = folded[: found.start()] + "明天" + (found["between"] or "") + folded[found.end() :]
    rest, starts = _taken(rest, _FROM, now, first=True)
    rest, until = _taken(rest, _UNTIL, now, first=False)
    unit, every, weekdays, day, times = _days_of(found)
    if every is None or not 1 <= every <= 8 or (unit == "month" and not times and not 1 <= (day or 0) <= 31):
        return None
    if times and unit == "week" and (named := _NAMED.search(rest)):
        signs = sorted({_weekday(sign) for sign in named["list"] if sign in _SIGNS})
        if len(signs) == times:
            weekdays, times = tuple(signs), 0
            rest = rest[: named.start()] + "明天" + rest[named.end() :] if not rest.startswith("明天") else rest.replace(named[0], "", 1)
    if unit == "week" and not weekdays and not times:
        return None
    begins, ends = _hours(rest, now, weekend=found["weekend"] is not None or "末" in (found["other"], found["several"]))
    read = Recurring(unit, every, weekdays, day, begins, ends, max(starts or today, today), until, times)
    if times:  # a day that is chosen a moment later must not be over
        return replace(read, starts=max(read.starts, today + DAY))
    return _counted(_from_first(read, now), rest)


def _days_of(found: re.Match[str]) -> tuple[Unit, int | None, tuple[int, ...], int | None, int]:
    """Unit, every how many of it, weekdays, day of the month, and how often where the days are still to be said."""
    if found["day"]:
        return "month", 1, (), to_count(found["day"]), 0
    if found["workdays"]:
        return "week", 1, (0, 1, 2, 3, 4), None, 0
    if found["span"] or found["bare"]:
        return _so_often(found)
    if found["gap"]:
        between = to_count(found["skip"]) if found["skip"] else None
        return "day", to_count(found["days"]) if found["days"] else (between or 1) + 1, (), None, 0
    if found["daily"] is not None:
        return "day", 1, (), None, 0
    weeks = 1
    if found["other"] or found["several"]:
        counted = to_count(found["weeks"]) if found["weeks"] else 1
        weeks = (counted or 0) + 1 if found["other"] or "隔" in found[0] else counted or 0
    signs = next((found[name] for name in ("range", "list", "other", "several", "always", "later", "short") if found[name]), "末")
    if signs == "末":
        return "week", weeks, (5,), None, 0
    named = [_weekday(sign) for sign in signs if sign in _SIGNS]
    if found["range"]:
        first, last = named
        return "week", weeks, tuple(range(first, last + 1)) if first <= last else (), None, 0
    return "week", weeks, tuple(sorted(set(named))), None, 0


def _so_often(found: re.Match[str]) -> tuple[Unit, int | None, tuple[int, ...], int | None, int]:
    """「每周两次」, 「半个月一次」, 「三天一次」, 「每月」."""
    times = to_count(found["times"]) if found["times"] else 1
    if not times:
        return "week", None, (), None, 0
    unit = found["unit"] or found["units"] or ("月" if "月" in found["bare"] else "周")
    counted = found["n"] or found["bare_n"]
    every = 1 if counted in (None, "半") else to_count(counted)
    if unit in ("天", "日"):  # several times a day is once for whoever comes
        return "day", every, (), None, 0
    if unit != "月":
        return "week", every, (), None, min(times, 7)
    if counted == "半" or (every == 1 and times == 2):
        return "week", 2, (), None, 1
    return ("month", 1, (), None, 1) if every == 1 and times == 1 else ("week", 1, (), None, 1 if times <= 4 else 2)


def _hours(rest: str, now: datetime, *, weekend: bool) -> tuple[int, int | None]:
    """Minutes after midnight: the phrase itself stands as 「明天」 in these words."""
    rest = re.sub(
        r"明天(?:都|的)?(?=早|晚|中|下|上|傍|凌|[0-9一二三四五六七八九十])", "明天", re.sub(r"明天早(?!上|晨|饭|餐)", "明天早上", rest)
    )
    rest = re.sub(r"明天晚(?![上饭餐间])", "明天晚上", rest)
    at = rest.index("明天")
    midnight = datetime.combine(now.astimezone(SHANGHAI).date() + DAY, datetime.min.time(), SHANGHAI)
    for words in (rest[at:], rest, "明天" + rest[:at] + rest[at + 2 :]):
        read = read_time(words, now)
        if read is not None and midnight <= read.start < midnight + DAY and read.end != midnight + DAY:
            begins = int((read.start - midnight) / timedelta(minutes=1))
            return begins, int((read.end - midnight) / timedelta(minutes=1)) if read.end else None
    return 0, 2 * WHOLE_DAY if weekend else WHOLE_DAY


def _taken(words: str, pattern: re.Pattern[str], now: datetime, *, first: bool) -> tuple[str, date | None]:
    """The words without a 「从下周开始」 or 「到月底」, and the day that it names."""
    for found in pattern.finditer(words):
        said = "下个月1号" if first and found["day"] in ("下个月", "下月") else found["day"]
        read = read_time(said, now)
        if read is None:
            continue
        day = read.start.date() if first or read.end is None else (read.end - timedelta(seconds=1)).date()
        if day > now.astimezone(SHANGHAI).date() or first:
            return words[: found.start()] + words[found.end() :], day
    return words, None


def _from_first(read: Recurring, now: datetime) -> Recurring | None:
    """`starts` is the first day whose hours are still ahead, so that 「隔周」 and 「每三天」 count from it."""
    if read.unit == "day" and read.on(read.starts)[0] <= now:
        read = replace(read, starts=read.starts + DAY)
    first = next((day for day in islice(read.dates(), 400) if read.on(day)[0] > now), None)
    return replace(read, starts=first) if first else None


def _counted(read: Recurring | None, rest: str) -> Recurring | None:
    """「持续一个月」, 「先来三次」."""
    found = _FOR.search(rest)
    count = to_count(found["count"]) if found else None
    if read is None or found is None or not count or read.until:
        return read
    if found["unit"] in "次回趟":
        last = next(islice(read.dates(), count - 1, None), None)
    else:
        days = count if found["unit"] == "天" else count * 30 if "月" in found["unit"] else count * 7
        last = read.starts + timedelta(days=days - 1)
    return replace(read, until=last)
