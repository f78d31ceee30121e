"""Words for days: 「后天」, 「下周二」, 「12月3号」, 「这两天」, 「月底」, 「过年前」, as spans of whole days.

The first pattern that matches at a place wins; what its words mean is said in `day_rules.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from aid.understanding import day_rules as rules
from aid.understanding.festivals import FESTIVAL
from aid.understanding.numerals import NUMERAL as N


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days from `start` to before `end`, and where the words stand."""

    start: date
    end: date
    at: tuple[int, int]
    until: bool = False
    """Any time before `end`, beginning now (「周五前」)."""


_WEEK = r"(?:周|星期|礼拜)"
_WHICH_WEEK = r"(?:(?P<week>下下|上上|下|上|这|本)个?)?"
_WHICH_MONTH = r"(?P<which>这个?|本|下个?|上个?|当)月的?"
_WHICH_YEAR = r"(?:(?P<y>[今明去]年)的?)?"
_WD = r"[一二三四五六日天1-7]"
# 「周六8点」 is Saturday at eight, 「周六8」 is neither.
_CLOCK_AHEAD = rf"{N}{{1,3}}(?:[:：]\d|[点點时]|半(?!天))"
_NO_COUNT = rf"(?!(?!{_CLOCK_AHEAD}){N}|次|遍|趟|回(?!来|家)|节课|天|个|年|月|[日号]楼|以来)"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_FULL_YEAR = r"(?P<y>20\d\d|\d\d(?=年)|二零[零一二三四五六七八九]{2}|[今明去后]年)(?:年|[-/.]|(?<=年))"
# 「3号」 is a day unless it numbers a building, a door, a gate, a line, a lift, a parking place.
_NUMBERS_A_THING = (
    r"(?:楼|栋|幢|院|线|门|电梯|梯|车|位|桌|床|柜|机|桩|店|馆|口|厅|窗|技|师傅|选手|[那这]栋|单元|字|\d|房|室|充|铺|商|地块|公|\s*\d)"
)
_THING_BEFORE = r"(?<![a-z月路街道巷弄第住牌桩./])(?<!门牌)(?<!尾号)"
_PART_OF_MONTH = "(?P<part>上旬|中旬|下旬|初|底|末)"
_SIDE = "(?P<side>以后|之后|过后|后|以前|之前|前|以内|之内|内)"
_LENGTH = rf"(?P<n>{N}{{1,3}}|半(?=个月))个?(?P<unit>天|日|周|星期|礼拜|月)"
_HOLIDAY = "(?P<holiday>那几天|小?长假|假期|期间|黄金周|放假|假日|七天)"

_PATTERNS: tuple[tuple[str, Callable[[re.Match[str], rules.Day], rules.Span]], ...] = (
    (rf"(?<!\d){_FULL_YEAR}\s*(?P<m>{_M})(?:月|[-/.])(?P<d>{_D})[日号]?(?!\d)", rules.full_date),
    (rf"(?:农历|阴历|旧历)\s*(?P<lm>[正冬腊]|{_M})月(?P<ld>初?{_D})[日号]?", rules.lunar_date),
    (rf"(?P<lm>[正冬腊])月(?P<ld>初?{_D})", rules.lunar_date),
    (rf"(?P<lm>{_M})月(?P<ld>初{_D})", rules.lunar_date),
    # Without 号 these are feasts, not the 15th of August.
    (rf"{_WHICH_YEAR}(?<!{N})(?P<feast>八月十五|九月九|二月二)(?P<holiday>)(?!{N}|[号日])", rules.festival),
    (rf"(?:大年|年)(?P<lm>)(?P<ld>初{_D})", rules.lunar_date),
    (rf"(?<!{N})(?P<m>{_M})\s*月\s*(?P<d>{_D})\s*[日号]?(?!{N}|[个天])", rules.full_date),
    (rf"(?<![\d/.-])(?P<m>{_M})[/.](?P<d>{_D})(?:[日号]|(?=\s*\(?(?:周|星期|上午|下午|早|晚|中午|那天)))", rules.full_date),
    (rf"(?<![\d.-])(?P<m>{_M})\.(?P<d>{_D})(?=\s*[-~到至]\s*{_M}\.{_D}(?!\d))", rules.full_date),
    (rf"(?<=\d[-~到至])(?P<m>{_M})\.(?P<d>{_D})(?![\d.])(?=去|要|回|不|出|在|,|$|日|号)", rules.full_date),
    (rf"{_WHICH_WEEK}{_WEEK}(?P<wd>{_WD})(?:到|至|-|~)[下这本]?个?{_WEEK}?(?P<last>{_WD}){_NO_COUNT}", rules.weekday_run),
    (rf"{_WHICH_WEEK}{_WEEK}(?P<wd>{_WD})[、,]?(?P<last>{_WD})(?![点點:时半]){_NO_COUNT}", rules.weekday_pair),
    (rf"{_WHICH_WEEK}(?:{_WEEK}(?:末|六[和跟或者、,]*{_WEEK}?[日天]|六日)|双休日?)", rules.weekend),
    (rf"(?P<week>[下上这本])个?{_WEEK}的?{_WEEK}末", rules.weekend),
    (rf"(?<![一两二三四五六七八九十几\d]){_WHICH_WEEK}{_WEEK}的?{_WEEK}?(?P<wd>{_WD}){_NO_COUNT}", rules.weekday),
    (r"(?P<week>下|上|这)个?拜(?P<wd>[一二三四五六])", rules.weekday),
    (rf"(?P<week>下下|上上|下|上|这|本)一?个?{_WEEK}(?!边|围|年|岁|期)", rules.week),
    (
        r"(?:最?近|这|未来|接下来)(?:的|这)?(?P<n>几|两三|一两|三四|三五|[一二两三四五六七八九十\d])[天日](?!的?饭)",
        rules.these_days,
    ),
    (r"(?P<a>今|明)天?(?:或者?|和|跟|、|,|还是)?(?P<b>明|后)(?:两?天|日)", rules.two_days),
    (r"(?P<rel>大前|大后)[天日]", rules.relative),
    (r"(?<!先)(?P<rel>[前昨今明后])(?:天(?!天(?!气))|日(?!子)|儿个?|旦)", rules.relative),
    (r"(?P<rel>[昨今明])(?=[早晚晨夜]|上午|中午|下午|傍晚|凌晨|暝)", rules.relative),
    (r"(?P<rel>[前后])(?=晚(?!上))", rules.relative),
    (
        rf"{_WHICH_YEAR}(?<!{N})(?P<feast>{FESTIVAL})(?P<holiday>)(?P<side>[之以]前|前(?!后)|[之以]后|过?后)(?!天|台|门|面|勤)",
        rules.around_festival,
    ),
    (r"(?<![一二两三四五六七八九十几多半数当早去今明前大\d])年[前后](?!面)", rules.around_new_year),
    (r"过[完了]年(?:后|以后|之后)?|过年(?:之|以)?[前后]", rules.around_new_year),
    (rf"{_WHICH_YEAR}(?<!{N})(?P<feast>{FESTIVAL})(?!{N}|中?路|广场|新?村){_HOLIDAY}?", rules.festival),
    (rf"{_WHICH_MONTH}(?P<part>上旬|中旬|下旬|初|底|末|中(?!午))", rules.part_of_month),
    (rf"(?<![一二三四五六七八九十年个\d])(?P<which>)月{_PART_OF_MONTH}", rules.bare_part_of_month),
    (rf"{_WHICH_MONTH}(?P<d>{_D})[号日]?(?!{N}|个)", rules.day_of_month),
    (rf"每个?月的?(?P<which>)(?P<d>{_D})[号日]", rules.day_of_month),
    (r"(?P<which>这个|本|下个?|上个?)月(?!饼|嫂|子|经)", rules.whole_month),
    (rf"{_WHICH_YEAR}(?<!{N}|第|个)(?P<m>{_M})月份?的?(?:{_PART_OF_MONTH}(?!{N}))?(?!{N}|饼)", rules.numbered_month),
    (
        rf"(?<!{N}){_THING_BEFORE}(?P<which>)(?P<d>{_D})\s*(?:-|~|到|至|、|和)\s*(?P<last>{_D})[号日](?!{N}|{_NUMBERS_A_THING})",
        rules.days_of_month,
    ),
    (rf"(?<!{N}){_THING_BEFORE}(?P<which>)(?P<d>{_D})[号日](?!{N}|{_NUMBERS_A_THING})", rules.day_of_month),
    (r"年底|岁末", rules.year_end),
    (rf"(?<!{N})(?:再?过|等)?{_LENGTH}{_SIDE}(?!面|台)", rules.days_on),
    (r"再?过(?P<n>[一二两三四五六七八九十\d]{1,2}|几)个?(?P<unit>天|日|周|星期|礼拜|月)(?![了就])", rules.days_on),
    (r"前(?P<n>几|两|三)[天日]", rules.days_before),
)
_RULES = tuple((re.compile(pattern), rule) for pattern, rule in _PATTERNS)

_BEFORE = re.compile(r"(?:之前|以前|前)(?![天面台门晚后])")
_JOINED = re.compile(r"\s*(?:到|至|-|~|或者?|和|跟|、|还是|以及)?\s*")
_ONE = timedelta(days=1)


def days(folded: str, today: date, happened: Callable[[int, int], bool]) -> list[Days]:
    """All spans of days that a folded text names, in their order, without overlap.

    `happened` tells of a span of the text whether it is said of something past.
    """
    found: list[Days] = []
    for pattern, rule in _RULES:
        for match in pattern.finditer(folded):
            if any(match.start() < other.at[1] and other.at[0] < match.end() for other in found):
                continue
            try:
                span = rule(match, rules.Day(today, happened(*match.span())))
            except (OverflowError, ValueError):
                span = None
            if span is not None:
                found.append(Days(*span, match.span(), until=span[0] == today and match[0].endswith("前")))
    found.sort(key=lambda each: each.at)
    return _joined([_cut_before(folded, each, today) for each in found], folded)


def _cut_before(folded: str, named: Days, today: date) -> Days:
    """「周五前」 is any day until then, 「月底前」 until its end."""
    match = _BEFORE.match(folded, named.at[1])
    if not match or named.start <= today:
        return named
    end = named.start if named.end - named.start == _ONE else named.end
    return Days(today, end, (named.at[0], match.end()), until=True)


def _joined(found: list[Days], folded: str) -> list[Days]:
    """Make one of 「12月3号到5号」 and 「周六或周日」, and of a day said twice (「12月6号周六」)."""
    joined: list[Days] = []
    for later in found:
        both = _both(joined[-1], later, folded) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(later)
    return joined


def _both(first: Days, later: Days, folded: str) -> Days | None:
    at = (first.at[0], later.at[1])
    if first.start <= later.start and later.end <= first.end and later.at[0] - first.at[1] <= 2:
        return Days(later.start, later.end, at)
    gap = _JOINED.fullmatch(folded, first.at[1], later.at[0])
    if not gap:
        return None
    through = re.search("[到至~-]", gap[0]) and later.start > first.start
    return Days(first.start, later.end, at) if through or later.start == first.end else None
