"""Where a text names a building, a unit or a door: the grammar behind `place.py`.

One regular expression per way of writing; what merely looks like a door (bus lines, prices, parcel codes, charging posts, other
compounds) is refused by what stands before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from aid.understanding.numerals import NUMERAL as N
from aid.understanding.numerals import to_int
from aid.understanding.text import fold


@dataclass(frozen=True, slots=True)
class Mention:
    """One place as written; `start` and `end` are positions in the text, fields are digits (a building may be a letter)."""

    building: str | None
    unit: str | None
    room: str | None
    start: int
    end: int


# What follows a number that counts or names something else than a door. Words that merely begin like a measure (「501天花板」,
# 「501只有老人」, 「501路由器」) are let through.
_MEASURE = (
    r"(?:路(?!由|灯)|[元斤克分角度米平个名次遍页集瓶箱袋盒粒颗双倍折届级倍瓦兆万亿句件顿份秒%℃+]|块(?!砖|玻)|毛(?!巾|病)|公[斤里分升交]|天(?![花然台气窗])"
    r"|年|月(?!嫂|子)|日(?![光用常])|点(?!外卖|菜)|条(?!件)|人(?!在|不|家|说|来|没)|只(?![有剩要能是想])|片|包(?!裹)|楼(?![上下道梯])|层|套|班|种|型|岁|毫|厘|千|小时|升(?!降)"
    r"|[多几来][个块元人斤]|(?:kg|km|cm|mm|ml|mg|[gwvkm]b?)(?![a-z])|线(?!路)|国道|省道|高速|县道|大学|高校|工程|胶|医院|部队|厂|包[厢间房]|教室|病[房床区]|办公"
    r"|会议|柜|桩|车厢|航班|频道|专线|快线|班车|户人家)"
)
_GAP = r"[\s,、。的;:\-/·._~]{0,2}"
_DASH = r"\s*[-#/杠_~]\s*"
_D = "[一二三四五六七八九]"
# A door: three or four digits, typed or spoken one by one, or spoken as a number (「十二零三」, 「五百零一」, 「一千二百零三」).
_DOOR = rf"(?:[0-9零一幺二三四五六七八九]{{3,4}}|[一二三]?十{_D}?零{_D}|{_D}百零{_D}|一千{_D}百零{_D})"
_DOOR_END = rf"(?!{N}|[.:%]\d|-\d)(?:号?房间?|室|户|(?!\s*{_MEASURE}))"
_START = rf"(?<!{N})(?<!\d[:.])(?<![a-z¥$])"
_FLOOR = rf"(?:第?{N}{{1,3}}\s*[楼层]{_GAP})?"

_BUILDING = (
    rf"(?:第?(?P<b>{N}{{1,4}})\s*(?:号\s*楼栋?|号?那?[栋幢座]号?楼?|号栋|#\s*楼?|楼栋)|(?<![a-z])(?P<letter>[a-z])\s*(?:栋|幢|座|号楼)"
    rf"|(?:#|楼栋号?|栋号|楼号|几号?[楼栋幢座]\s*[:是]|(?<!{N})(?<![号\u4e00-\u9fff])[楼栋幢座]\s*[:是])[\s:是为]*(?P<after>{N}{{1,3}})"
    rf"(?!{N}|\s*(?:楼|层)|\s*单元(?!号?[:是]?\s*{N}{{1,2}}(?!{N}))))"
)
_UNIT = rf"第?(?P<u>{N}{{1,3}})\s*(?:号?单元|[门单梯](?=\s*{N}{{3}}))"

# 「3号楼2单元501」, 「3#2-501」, 「三幢五零一」, 「12栋」
_MARKED = re.compile(
    rf"{_START}{_BUILDING}(?:{_GAP}(?P<u3>{N}{{1,2}})梯(?!{N}|[子口队])|{_GAP}{_UNIT}(?:{_GAP}{_FLOOR}(?P<r>{_DOOR}){_DOOR_END}|{_GAP}(?P<r4>{N}{{1,4}})室)?"
    rf"|{_GAP}(?P<u2>{N}{{1,2}}){_DASH}{_FLOOR}(?P<r2>{_DOOR}){_DOOR_END}|{_GAP}{_FLOOR}(?P<r3>{_DOOR}){_DOOR_END}|{_GAP}(?P<r5>{N}{{1,4}})室)?"
)
# 「3号501」, 「3号2单元」, 「3楼2单元」, 「3-2单元501」
_NUMBERED = re.compile(
    rf"{_START}第?(?P<b>{N}{{1,3}})\s*(?:[号楼]的?\s*|{_DASH})(?:{_UNIT}(?:{_GAP}{_FLOOR}(?P<r>{_DOOR}){_DOOR_END})?)"
    rf"|{_START}第?(?P<b2>{N}{{1,3}})\s*号\s*-?\s*(?:(?P<u2>{N}{{1,2}}){_DASH})?(?P<r2>{_DOOR}){_DOOR_END}"
)
# 「12-1-803」, 「三杠二杠五零一」, 「3 2 501」, 「3.2.501」
_BETWEEN = rf"(?:{_DASH}|\s+|[.·])"
_TRIPLE = re.compile(rf"{_START}(?<!-)(?P<b>{N}{{1,3}}){_BETWEEN}(?P<u>{N}{{1,2}}){_BETWEEN}(?P<r>{_DOOR}){_DOOR_END}")
# 「3-501」, 「三杠五零一」
_PAIR = re.compile(rf"{_START}(?<!-)(?P<b>{N}{{1,3}}){_DASH}(?P<r>{_DOOR}){_DOOR_END}")
# 「2单元501」, 「二单元」
_UNIT_ONLY = re.compile(rf"{_START}{_UNIT}(?:{_GAP}{_FLOOR}(?P<r>{_DOOR}){_DOOR_END})?")
# 「单元: 2」, where forms put the name before the number
_UNIT_LABEL = re.compile(rf"(?<![第这那个])单元号?\s*[:是为]?\s*(?P<u>{N}{{1,2}})(?!{N}|\s*(?:号楼|[栋幢座#层室]|楼(?!号|栋)))")
_BUILDING_LABEL = re.compile(rf"(?:#|楼栋号?|栋号|楼号)[\s:是为]*{N}{{1,3}}$")
# 「15楼06室」: floor and door apart
_FLOOR_DOOR = re.compile(rf"{_START}第?(?P<floor>{N}{{1,3}})\s*[楼层]\s*(?P<door>[0零]?{N}{{1,2}})\s*(?:室|号?房)")
# 「501」, 「五零一室」
_DOOR_ONLY = re.compile(rf"{_START}(?<![-/])(?:第?(?P<floor>{N}{{1,3}})\s*[楼层]{_GAP})?(?P<r>{_DOOR}){_DOOR_END}")
_FORMS = (_MARKED, _NUMBERED, _TRIPLE, _PAIR, _UNIT_LABEL, _UNIT_ONLY, _DOOR_ONLY, _FLOOR_DOOR)

_CODE_BEFORE = re.compile(
    r"(?:码|取件|取货号?|提货|货架号?|单号|编号|尾号|末尾|后[三四]位|订单|工号|学号|卡号|车牌|密码|口令|证号|号码|微信号?|账号|频道|型号|qq"
    r"|wi-?fi|无线网|网络|名字|名称|单|表号|编码|条码|充电桩|充电柜|快递柜|柜子?|桩|车位|车库|高压|低压|血压|血糖|心率|心跳|脉搏|体重|工资|花了?"
    r"|价格|价钱|只要|要价|房租|租金|电费|水费|利率|分数|考了?|转(?:账|给?[我你他她])?|收到|公交车?|坐|乘|打|拨|电话|热线|手机|座机)"
    r"[\s:是为的号在了改成设到叫里上]{0,4}$"
)
# What is written on a found thing is no address of the writer's.
_WRITTEN_BEFORE = re.compile(r"(?:[贴写印刻标挂]|上面|牌子)(?:着|了|有|的|是|:)*[\s\"'“”「]*$")
_NO_HOME_BEFORE = re.compile(
    r"(?:(?:会议|活动|教|办公|诊|阅览|棋牌)室|床位?|[a-d]区|驿站|超市|便利店|车棚|停车场|居委会|党群|服务[中站]心?|中心|病房|门店|商铺号|美的|格力|海尔)[^,。!?;\n]{0,3}$"
)
_PARCEL_AFTER = re.compile(r"\s*(?:的?\s*(?:快递|包裹|件(?!事)|邮件)|取件|号?柜)")
_EMERGENCY_NUMBERS = frozenset({"110", "119", "120", "122", "911", "999"})
_NOT_A_BUILDING = re.compile(r"\s*(?:教室|病房|病区|住院|车位|门诊|充电|桩|桌|技师|司机|选手)")
# 「1-5号楼」 names several, and which of them is meant is asked.
_RANGE_BEFORE = re.compile(rf"{N}\s*(?:-|~|到|至)\s*$")
_COUNT_BEFORE = re.compile(r"(?:[每哪某同整另这那有共全各上下前后隔几买卖建盖]|[一二三]?两)\s*$")
_COUNTED_AFTER = re.compile(r"\s*(?:房子|别墅|大楼|高楼|桥|山|庙|城|人|都|高层|位|的?\s*(?:车|商务|面包车|suv))")
_ON_ITS_BUILDING = re.compile(r"[下上道栋梯层长门的\d,。]|$")
_TEXTBOOK = re.compile(r"数学|英语|语文|课本|课文|复习|测试|试卷|单词|考试|练习册|作文")
_STREET_BEFORE = re.compile(r"(?:路|街|大道|巷|弄|胡同|国道)\s*(?:\d+\s*号?)?\s*$")
_DATE_BEFORE = re.compile(r"(?:月|\d{4}年)\s*$")

_OTHER_COMPOUND = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,8}?)(?:花园|家园|小区|新村|公寓|佳苑|雅苑|[苑城府湾轩庭园村厂院馆]|广场|名都|豪庭|大厦|国际|山庄|社区|酒店|宾馆|学校|小学|中学|大学"
    r"|公司|工地|商场|商城|住院部|门诊部|门诊|教学|宿舍|[一二三四五六七八九十][小中]|附[小中]|锦江|融侨|阳光城|万科|恒大|碧桂园|校区|世纪|世家|公馆|御景|江南|首府|一品|时代|中心)(?:[a-z\d东西南北一二三四五][区期])?$"
)
_OURS = re.compile(r"(?:金辉|华府)[\u4e00-\u9fff]{0,3}$")
_WORDS_BEFORE_OURS = frozenset("我们咱俺本这住在是到来去的你您好全整于自己家个搬从请往回送就也还和")


_AROUND = 40
_MOST_MENTIONS = 50


def mentions(text: str, buildings: Collection[str] = (), *, elsewhere: bool = False) -> list[Mention]:
    """All places of a text in their order; with `elsewhere` also those of other compounds (for measuring on address lists)."""
    folded = _mend(fold(text))
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            mention = _mention(match)
            if mention is None or not _plausible(form, match[0], mention, folded, buildings):
                continue
            taken.append(match.span())
            if len(taken) > _MOST_MENTIONS:
                return sorted(found, key=lambda mention: mention.start)
            if elsewhere or not _of_another_compound(before_it(folded, match.start())):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _mend(folded: str) -> str:
    """Undo what dictation makes of 号楼, 栋, 幢, 单元 between numbers, sign for sign."""
    folded = _IN_ENGLISH.sub(_as_in_chinese, folded)
    folded = re.sub(rf"(?<={N})[浩好耗毫]楼", "号楼", folded)
    folded = re.sub(rf"(?<={N})号[喽娄搂漏露](?=\s*{N})", "号楼", folded)
    folded = re.sub(rf"(?<={N})[动冻懂撞壮状坐](?=\s*{N}+(?:\s*单|{N}{{2}}))", "栋", folded)
    folded = re.sub(rf"(?<={N})(?:单[园源员远圆]|丹元|担元)", "单元", folded)
    folded = re.sub(r"(?<=\d)o(?=\d)", "0", folded)
    # On many keyboards 一 is nearer than the dash: 「3一2一501」.
    folded = re.sub(r"(?<=\d)一(?=\d)", "-", folded)
    return _FORMAL_RUN.sub(lambda match: match[0].translate(_FORMAL), folded)


# 「Building 3, unit 2, room 501」 as 「3号楼, 2单元, 501室」, at the end of the same span.
_SUFFIXES = {"building": "号楼", "bldg": "号楼", "block": "号楼", "tower": "号楼", "unit": "单元", "entrance": "单元"}
_IN_ENGLISH = re.compile(
    r"(?<![a-z])(?P<word>building|bldg\.?|block|tower|unit|entrance|room|flat|apartment|apt\.?|door)"
    r"(?: ?(?:number|no\.?|nr\.?|#))? ?(?P<n>\d{1,4})(?![\d.:])"
)


def _as_in_chinese(match: re.Match[str]) -> str:
    suffix = _SUFFIXES.get(match["word"].rstrip("."), "室")
    doors = len(match["n"]) >= 3
    return f"{match['n']}{suffix}".rjust(len(match[0])) if doors == (suffix == "室") else match[0]


# Numerals as on cheques; two of them are surnames as well, so they count only beside a word for a place or another number.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_FORMAL_RUN = re.compile(
    rf"(?:(?<={N})|(?<=[楼元栋幢座层第]))[壹贰叁肆伍陆柒捌玖拾]+|[零壹贰叁肆伍陆柒捌玖拾]+(?=\s*(?:{N}|号|#|[栋幢座]|单元|室))"
)


def _mention(match: re.Match[str]) -> Mention | None:
    fields: dict[str, str | None] = {}
    for field, names in {
        "building": ("b", "b2", "after", "letter"),
        "unit": ("u", "u2", "u3"),
        "room": ("r", "r2", "r3", "r4", "r5"),
    }.items():
        words = next((match.groupdict()[name] for name in names if match.groupdict().get(name)), None)
        fields[field] = words and digits_of(words)
        if words and not fields[field]:
            return None
    floor, door = match.groupdict().get("floor"), match.groupdict().get("door")
    if floor and door:
        fields["room"] = f"{digits_of(floor) or 0}{to_int(door) or 0:02d}"
    elif floor and (fields["room"] or "")[:-2] != digits_of(floor):
        # 「3楼501」: the fifth floor is not on the third, so the number is the building's.
        fields["building"] = digits_of(floor)
    end = match.end() - len(match[0]) + len(match[0].rstrip())
    mention = Mention(fields["building"], fields["unit"], fields["room"], match.start(), end)
    if mention.room in _EMERGENCY_NUMBERS and mention.building and not match[0].endswith("室"):
        # 「3号楼120来了吗」 asks for the ambulance.
        mention = replace(mention, room=None, end=mention.end - len(match[0]) + len(match[0].rstrip("0123456789 ")))
    return mention


def before_it(folded: str, start: int) -> str:
    """The words before a place, as many as can matter: patterns that end at it would else be tried from each sign of a long text."""
    return folded[max(0, start - _AROUND) : start]


def digits_of(words: str) -> str | None:
    """A number as typed or said, as digits without leading zeros; a letter as a capital; None for nothing or zero."""
    if words.isascii() and words.isalpha():
        return words.upper()
    value = to_int(words)
    return str(value) if value else None


def _plausible(form: re.Pattern[str], words: str, mention: Mention, folded: str, buildings: Collection[str]) -> bool:
    before, after = before_it(folded, mention.start), folded[mention.start + len(words) :][:_AROUND]
    if form is _MARKED:
        if _RANGE_BEFORE.search(before):
            return False
        return bool(mention.room or mention.unit) or _names_a_building(words, before, after)
    if form is _UNIT_LABEL:
        counted = bool(re.search(rf"{N}$", before)) and not _BUILDING_LABEL.search(before)
        return not (counted or _TEXTBOOK.search(before[-8:] + after[:6]))
    if form is _FLOOR_DOOR:
        return _has_shape(mention.room, doors=99)
    if int(mention.unit or 0) > 30:
        return False
    if form is _UNIT_ONLY:
        several = _COUNT_BEFORE.search(before) or words.startswith("两") or _TEXTBOOK.search(before[-8:] + after[:6])
        return mention.room is not None or not several
    if _STREET_BEFORE.search(before):
        return False
    if form is _NUMBERED:
        return not _DATE_BEFORE.search(before)
    if _CODE_BEFORE.search(before) or _NO_HOME_BEFORE.search(before) or _PARCEL_AFTER.match(after):
        return False
    if form is _DOOR_ONLY:
        return _is_bare_door(words, mention.room, before, after)
    known = mention.building in buildings
    dashed = bool(re.search(r"[-#杠_]", words))
    if form is _TRIPLE:
        return _has_shape(mention.room, doors=99 if dashed else 12) and (dashed or known)
    return _has_shape(mention.room, doors=99 if known and dashed else 12) and (known or (dashed and len(mention.building or "") < 3))


def _names_a_building(words: str, before: str, after: str) -> bool:
    """Tell 「三栋」, the building, from 「三栋楼」, three of them."""
    if _NOT_A_BUILDING.match(after):
        return False
    if not re.fullmatch(rf"{N}+\s*[栋幢座]楼?", words):
        return True
    counted = words.startswith("两") or _COUNT_BEFORE.search(before) or _COUNTED_AFTER.match(after)
    return not counted and not (words.endswith("楼") and not _ON_ITS_BUILDING.match(after))


def _has_shape(room: str | None, *, doors: int) -> bool:
    """Whether it can be floor and door: 501, 1203; not 500, 2025."""
    return room is not None and 3 <= len(room) <= 4 and 1 <= int(room[:-2]) <= 60 and 1 <= int(room[-2:]) <= doors


def _is_bare_door(words: str, room: str | None, before: str, after: str) -> bool:
    if _WRITTEN_BEFORE.search(before):
        return False
    if words.endswith(("室", "户", "房", "房间")):
        return _has_shape(room, doors=99)
    if not _has_shape(room, doors=12) or room in _EMERGENCY_NUMBERS:
        return False
    return not re.search(r"[a-z第][\s-]*$", before) and not re.match(r"\s*[款届级-]", after)


def _of_another_compound(before: str) -> bool:
    clause = re.sub(r"(?:的|在|:|\s)+$", "", re.split(r"[,。!?;\n]", before)[-1])
    if _OURS.search(clause):
        return False
    for start in range(max(0, len(clause) - 14), len(clause)):
        if found := _OTHER_COMPOUND.match(clause, start):
            return bool(set(found["name"]) - _WORDS_BEFORE_OURS) and not _OURS.search(found["name"])
    return False
