"""Help that comes again: 「每周三上午陪阿嬷量血压」 → which days, at what hours, from when and until when. Pure.

Only what somebody asks for is recurring help: that something happens again and again (「我妈每天都说头晕」) is not. Without days that a
calendar knows (「每周两次」) there is nothing to plan, and people arrange it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal

from aid.understanding.moment import SHANGHAI, read_time
from aid.understanding.numerals import NUMERAL as N
from aid.understanding.numerals import to_count
from aid.understanding.text import fold

Unit = Literal["day", "week", "month"]
_DAY = timedelta(days=1)
_WHOLE_DAY = 1440
# Nobody is planned for longer without being asked again.
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Recurring:
    """Every `every` days, weeks (on `weekdays`, Monday is 0) or months (on the `day`th), from the date `starts` until `until`, both
    included. `begins` and `ends` are minutes after midnight; `ends` is None for an instant, and more than a day for a weekend."""

    unit: Unit
    every: int
    weekdays: tuple[int, ...]
    day: int | None
    begins: int
    ends: int | None
    starts: date
    until: date | None = None

    def dates(self, after: date | None = None) -> Iterator[date]:
        """The days on which somebody comes, in order, later than `after`."""
        at = self.starts
        monday = at - _DAY * at.weekday()
        while at <= (self.until or at) and at - self.starts <= 10 * LONGEST:
            if self._falls_on(at, monday) and (after is None or at > after):
                yield at
            at += _DAY

    def _falls_on(self, at: date, monday: date) -> bool:
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
        return self if not begins and ends and ends >= _WHOLE_DAY else replace(self, begins=begins, ends=ends)

    def as_json(self) -> dict[str, object]:
        return {
            **self.__dict__, "weekdays": list(self.weekdays), "starts": self.starts.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }  # fmt: skip


def of_json(kept: dict[str, object]) -> Recurring:
    """What `as_json` wrote."""
    days: tuple[int, ...] = tuple(kept["weekdays"])  # type: ignore[arg-type]  # as_json wrote it
    dates = {name: date.fromisoformat(str(kept[name])) if kept[name] else None for name in ("starts", "until")}
    return Recurring(**{**kept, "weekdays": days, **dates})  # type: ignore[arg-type]  # the same


_WEEK = "(?:周|星期|礼拜)"
_SIGNS = "一二三四五六日天"
_ONE = f"[{_SIGNS}](?![次回趟遍个])"
_LIST = rf"{_ONE}(?:(?:[、,和跟与及]|还有)?{_WEEK}?{_ONE})*"
_RANGE = rf"{_ONE}[到至-]{_WEEK}?{_ONE}"
_ON = rf"(?:(?P<range>{_RANGE})|(?P<list>{_LIST})|(?P<weekend>末))"
_EVERY = re.compile(
    rf"隔{_WEEK}(?:的|一次)?{_WEEK}?(?P<other>{_LIST}|末)"
    rf"|每(?:隔)?(?P<weeks>{N})个?{_WEEK}(?:的|一次)?{_WEEK}?(?P<several>{_LIST}|末)"
    rf"|(?:每逢|逢|每一?个?){_WEEK}(?:的)?{_WEEK}?{_ON}"
    rf"|(?P<workdays>每个?工作日|工作日每天|(?:周一到周五|工作日)(?=每天|都))"
    rf"|每(?:一|个)?个?月的?(?P<day>{N}{{1,3}})(?:号|日)"
    rf"|(?P<gap>每?隔(?:一)?天|每隔(?P<skip>{N})天|每(?P<days>[两三四五六])天)"
    rf"|(?P<daily>每天|天天|每日|每一天|每(?=早上?|晚上?|中午|下午|上午|傍晚))"
)
_CLAUSE = re.compile(r"[,;。!?\n]")
# Asking for somebody to come and do it.
_HANDS = "帮|陪|接送?|送|教|代[买取拿办]|照[看顾]|看护|辅导|打扫|推着?|搀|扶|喂|遛|量血压|测血[压糖]|换药|买菜|送饭|做饭|带(?!来)"
_ASKS = re.compile(
    r"能不能|可不可以|可以.*吗|能.*吗|有没有人|有人(?:能|可以|愿意|来|帮)|谁(?:能|可以|有空|愿意|来)|[找叫求]个?人|要(?:个|有)?人|请|想要|希望|需要|麻烦"
    rf"|上门|(?:来|过来)(?:一下|看|个)|{_HANDS}"
)
_ASKS_NEXT = re.compile(
    r"(?:有没有人|有人(?:能|可以|愿意)|谁(?:能|可以|有空|愿意)|能不能|可不可以|可以.*吗|[想要]?[请找]个?人|需要|麻烦|想请|希望|要人)"
)
_JUST_ONCE = re.compile(r"今[天早晚]|明[天早晚]|后天|现在|马上|这[次回]|刚才")
# What happens again and again without anybody wanting it.
_TROUBLE = re.compile(
    r"都?(?:说|喊|叫唤|吵|闹|哭|叫[^个人]|响|漏|停|坏|堵|臭|疼|痛|晕|咳|吐|失眠|睡不|没电|跳闸|装修|唱|跳舞|打麻将|抽烟|堆|占|乱|骂|打我|打人|被)"
)
_SELF = re.compile(r"(?:我|我们|咱们?|他|她|他们)(?:自己|都|也|现在)?$")
_DAY_WORDS = (
    rf"(?:(?:这个?|本|下个?|明年?)?(?:月底|月末|年底|月(?![0-9一二三十]))|(?:下个?月|明年)?{N}{{1,3}}月(?:{N}{{1,3}}[号日]|底|中旬)?|下个?月{N}{{1,3}}[号日]|{N}{{1,3}}[号日]"
    rf"|(?:下下?|这)个?{_WEEK}[{_SIGNS}末]?|{_WEEK}[{_SIGNS}]|春节|过年|国庆节?|元旦|中秋节?|五一|端午节?|清明节?|明天|后天|今天)"
)
_FROM = re.compile(rf"(?:从)?(?P<day>{_DAY_WORDS})(?:开始|起)")
_UNTIL = re.compile(rf"(?:一直)?(?:做|来)?[到至](?P<day>{_DAY_WORDS})(?:为止|结束|止)?")
_FOR = re.compile(rf"(?:持续|连续|连着|先(?:来|做|帮)?|一共|总共|坚持)(?P<count>{N}{{1,3}})(?P<unit>天|个?{_WEEK}|个?月|[次回趟])")


def read_recurring(text: str, now: datetime) -> Recurring | None:
    """The recurring help that a message asks for; None when it asks for none, or for days that no calendar knows."""
    folded = fold(text)
    for found in _EVERY.finditer(folded):
        if _asked_for(folded, found) and (read := _read(folded, found, now)):
            return read
    return None


def says_once(text: str) -> bool:
    """「只要这一次」: the help is wanted once after all."""
    return bool(re.search(r"(?:只|就)(?:要|来|用|是)?(?:这)?一[次回趟]|不用每[天周月]|不是每[天周月]|不要定期|不用定期", fold(text)))


_QUESTION = re.compile(r"在哪|哪里|哪儿|几点|多少|什么时候|怎么(?:收费|走|去)")


def _asked_for(folded: str, found: re.Match[str]) -> bool:
    begins = max((each.end() for each in _CLAUSE.finditer(folded, 0, found.start())), default=0)
    before, rest = folded[begins : found.start()], _CLAUSE.split(folded[found.end() :])
    if _QUESTION.search(rest[0]):
        return False
    own = bool(_SELF.search(before))
    if _ASKS.search(rest[0]) or _ASKS.search(before):
        asks = re.sub(_HANDS, "", rest[0]) if own else rest[0]  # 「我每天帮他买菜」 is no request
        if _ASKS.search(asks) or (not own and _ASKS.search(before)):
            trouble = _TROUBLE.match(rest[0])
            return trouble is None or bool(re.search("陪|帮", rest[0]))
    if _TROUBLE.search(rest[0]):
        return False
    following = rest[1] if len(rest) > 1 else ""
    return bool(_ASKS_NEXT.search(following)) and not _JUST_ONCE.search(following)


def _read(folded: str, found: re.Match[str], now: datetime) -> Recurring | None:
    today = now.astimezone(SHANGHAI).date()
    rest = folded[: found.start()] + "明天" + folded[found.end() :]
    rest, starts = _taken(rest, _FROM, now, first=True)
    rest, until = _taken(rest, _UNTIL, now, first=False)
    unit, every, weekdays, day = _days_of(found)
    if every is None or not 1 <= every <= 8 or (unit == "week" and not weekdays) or (unit == "month" and not 1 <= (day or 0) <= 31):
        return None
    begins, ends = _hours(rest, now, weekend=found["weekend"] is not None or "末" in (found["other"], found["several"]))
    read = Recurring(unit, every, weekdays, day, begins, ends, max(starts or today, today), until)
    return _counted(_from_first(read, now), rest)


def _days_of(found: re.Match[str]) -> tuple[Unit, int | None, tuple[int, ...], int | None]:
    if found["day"]:
        return "month", 1, (), to_count(found["day"])
    if found["workdays"]:
        return "week", 1, (0, 1, 2, 3, 4), None
    if found["gap"]:
        between = to_count(found["skip"]) if found["skip"] else None
        return "day", to_count(found["days"]) if found["days"] else (between or 1) + 1, (), None
    if found["daily"] is not None:
        return "day", 1, (), None
    weeks = 1
    if found["other"] or found["several"]:
        counted = to_count(found["weeks"]) if found["weeks"] else 1
        weeks = (counted or 0) + 1 if found["other"] or "隔" in found[0] else counted or 0
    signs = found["range"] or found["list"] or found["other"] or found["several"] or "末"
    if signs == "末":
        return "week", weeks, (5,), None
    named = [min(_SIGNS.index(sign), 6) for sign in signs if sign in _SIGNS]
    if found["range"]:
        first, last = named
        return "week", weeks, tuple(range(first, last + 1)) if first <= last else (), None
    return "week", weeks, tuple(sorted(set(named))), None


def _hours(rest: str, now: datetime, *, weekend: bool) -> tuple[int, int | None]:
    """Minutes after midnight: the phrase itself stands as 「明天」 in these words."""
    rest = re.sub(
        r"明天(?:都|的)?(?=早|晚|中|下|上|傍|凌|[0-9一二三四五六七八九十])", "明天", re.sub(r"明天早(?!上|晨|饭|餐)", "明天早上", rest)
    )
    rest = re.sub(r"明天晚(?![上饭餐间])", "明天晚上", rest)
    at = rest.index("明天")
    midnight = datetime.combine(now.astimezone(SHANGHAI).date() + _DAY, datetime.min.time(), SHANGHAI)
    read = read_time(rest[at:], now) or read_time(rest, now)
    if read is None or not midnight <= read.start < midnight + _DAY or read.end == midnight + _DAY:
        return 0, 2 * _WHOLE_DAY if weekend else _WHOLE_DAY
    begins = int((read.start - midnight) / timedelta(minutes=1))
    return begins, int((read.end - midnight) / timedelta(minutes=1)) if read.end else None


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
        read = replace(read, starts=read.starts + _DAY)
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
