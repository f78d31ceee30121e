"""One cell of the sheet at a time: what Excel and people make of a phone, a level, a skill, a day, and how it is written back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from aid.understanding.english import in_latin_letters
from aid.understanding.numerals import NUMERAL, to_int
from aid.understanding.text import clean, fold
from aid.volunteers.model import Level, Reach
from aid.volunteers.skills import skills, skills_in

SkillsNamed = tuple[tuple[str, Level | None], ...]
"""Ids of skills with the level, None where the sheet does not state one."""

_NOTHING = {"", "无", "没有", "暂无", "/", "-", "--", "—", "空", "nan", "none", "null", "不详", "#n/a"}


class Unreadable(ValueError):
    """The cell cannot be read; the message says so to the person who keeps the sheet."""


def text_of(value: object) -> str:
    """A cell's value as somebody would read it aloud: Excel's 3.0 is 「3」, TRUE 「是」; placeholders such as 「无」 are empty."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    words = clean("" if value is None else str(value)).strip(" '\t\n\"")
    return "" if words.lower() in _NOTHING else words


def read_name(value: object) -> str:
    """A person's name; Chinese names lose the space that aligns 「王 芳」 with longer ones."""
    name = text_of(value)
    if len(name) > 64 or sum(sign.isdigit() for sign in name) > 4:
        raise Unreadable("这里不像姓名")
    return name if name.isascii() else re.sub(r"\s", "", name)


_MOBILE = re.compile(r"(?<!\d)(?:\+?86|0086)?[- ]?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\.?\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[- ]?(\d{7,8})(?!\d)")


def read_phone(value: object) -> tuple[str, bool]:
    """The phone's digits, and whether the cell held more than one. A number whose digits Excel has thrown away is refused."""
    words = fold(text_of(value)).lstrip("=").strip('"')
    if re.fullmatch(r"\d(?:\.\d+)?e\+?\d+", words):
        words = _unscientific(words)
    words = re.sub(r"(\d{11})\.0+$", r"\1", words)
    found = [re.sub(r"\D", "", "".join(each)) for each in _MOBILE.findall(words)] or ["".join(each) for each in _LANDLINE.findall(words)]
    if not found:
        digits = len(re.sub(r"\D", "", words))
        raise Unreadable(f"手机号应为 11 位, 这里是 {digits} 位" if digits else "这里不是电话号码")
    return found[0], len(set(found)) > 1


def _unscientific(words: str) -> str:
    mantissa, exponent = words.split("e")
    if len(mantissa.partition(".")[2]) < int(exponent):
        raise Unreadable("Excel 把号码写成了科学计数法, 末几位已经丢失: 请把这一列设为文本格式后重填")
    try:
        return str(int(Decimal(words)))
    except (InvalidOperation, ValueError) as error:
        raise Unreadable("这里不是电话号码") from error


_LEVELS = {
    Level.SOME: ("会一点", "一般", "初级", "入门", "了解", "懂一点", "略懂", "some"),
    Level.SKILLED: ("熟练", "熟悉", "中级", "擅长", "精通", "高级", "较好", "好", "skilled"),
    Level.CERTIFIED: ("持证", "有证", "专业", "持证上岗", "certified"),
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words}


def read_level(value: object) -> Level:
    """「熟练」 → skilled."""
    words = fold(text_of(value)).strip()
    if words not in _LEVEL_OF:
        raise Unreadable(f"看不懂的等级「{text_of(value)}」, 应为 会一点、熟练 或 持证")
    return _LEVEL_OF[words]


def read_skills(value: object) -> tuple[SkillsNamed, tuple[str, ...]]:
    """The skills of a cell such as 「水管(持证)、理发/做饭」, and the pieces that name none."""
    named: dict[str, Level | None] = {}
    unknown: list[str] = []
    whole = _brackets_whole(fold(text_of(value)))
    between = r"[、,;/|+&\n]+|\band\b" if in_latin_letters(whole) else r"[、,;/|+\n\s]+"
    for piece in re.split(between, whole):
        words, level = _level_beside(piece)
        if not words or words in _NOTHING:
            continue
        found = (words,) if words in skills() else _by_name(words) or skills_in(words)
        if not found:
            unknown.append(words)
        for skill in found:
            named[skill] = level if level is not None else named.get(skill)
    return tuple(named.items()), tuple(unknown)


def _brackets_whole(words: str) -> str:
    """Separators inside brackets part no skills: 「家电(空调、冰箱)」 stays one piece."""
    return re.sub(r"\(.*?\)", lambda found: re.sub(r"[、,;/|+\n\s]+", "·", found[0]), words)


def _level_beside(piece: str) -> tuple[str, Level | None]:
    found = re.fullmatch(r"(.*?)[(\[【:](.*?)[)\]】]?", piece)
    if found and found[2] in _LEVEL_OF:
        return found[1].strip(), _LEVEL_OF[found[2]]
    return piece.strip(" ()。"), None


def _by_name(words: str) -> tuple[str, ...]:
    return tuple(skill.id for skill in skills().values() if words in (fold(skill.name), fold(skill.en)))


def write_skills(named: Iterable[tuple[str, Level]]) -> str:
    """What `read_skills` reads back as the same skills and levels."""
    return "、".join(f"{skills()[skill].name if skill in skills() else skill}({_LEVELS[level][0]})" for skill, level in named)


def read_languages(value: object) -> tuple[str, ...]:
    """「普通话、福清话」; 「本地话」 is 福清话, 「国语」 普通话."""
    same = {
        "本地话": "福清话",
        "本地方言": "福清话",
        "福清方言": "福清话",
        "国语": "普通话",
        "英文": "英语",
        "english": "英语",
        "中文": "普通话",
        "汉语": "普通话",
        "chinese": "普通话",
        "mandarin": "普通话",
        "日文": "日语",
        "fuqinghua": "福清话",
        "闽南": "闽南语",
        "闽南话": "闽南语",
    }
    words = re.sub(r"(?i)^i (?:can )?speak ", "", text_of(value))
    pieces = [re.sub(r"^(?:会说|会讲|会)|\(.*?\)$", "", piece) for piece in re.split(r"[、,;/|+\n\s]+|\band\b", words)]
    return tuple(dict.fromkeys(same.get(piece.lower(), piece)[:32] for piece in pieces if piece and piece not in _NOTHING))


def read_tools(value: object) -> tuple[str, ...]:
    """「梯子、电钻,三轮车」: what somebody has at hand."""
    pieces = [piece.strip(" .。") for piece in re.split(r"[、,;/|+\n]+", text_of(value))]
    return tuple(dict.fromkeys(piece[:32] for piece in pieces if piece and piece not in _NOTHING))


def read_team(value: object) -> tuple[str, bool]:
    """The ambassador team as it is written, and whether they lead it: 「平安守护使团(团长)」."""
    words = text_of(value)
    leads = re.search(r"团长|队长|负责人|组长|带头", words)
    return re.sub(r"[((\[【]?(?:副)?(?:团长|队长|负责人|组长|带头人?)[))\]】]?", "", words).strip()[:64], bool(leads) and "副" not in words


def read_yes(value: object) -> bool:
    """「是」, 「√」, 「可以」 → True; 「否」, 「×」, 「不」 → False."""
    words = fold(text_of(value))
    if words in {
        "是",
        "有",
        "可",
        "可以",
        "√",
        "✓",
        "✔",
        "v",
        "y",
        "yes",
        "1",
        "对",
        "能",
        "行",
        "愿意",
        "已审核",
        "已通过",
        "通过",
        "合格",
        "true",
    }:
        return True
    if words in {
        "否",
        "不",
        "不可",
        "不可以",
        "×",
        "✗",
        "x",
        "n",
        "no",
        "0",
        "不能",
        "不行",
        "不愿意",
        "未",
        "未审核",
        "未通过",
        "不合格",
        "false",
    }:
        return False
    raise Unreadable(f"看不懂「{text_of(value)}」, 应为 是 或 否")


def read_gender(value: object) -> str:
    """「女」 → female, 「男」 → male."""
    words = fold(text_of(value)).strip()
    for gender, said in (("female", ("女", "女性", "女士", "f", "female")), ("male", ("男", "男性", "先生", "m", "male"))):
        if words in said:
            return gender
    raise Unreadable(f"看不懂的性别「{text_of(value)}」")


_REACHES = {
    Reach.BUILDING: (
        "本楼栋",
        "本楼",
        "本栋",
        "同楼",
        "本幢",
        "building",
        "my building",
        "my own building",
        "this building",
        "same building",
    ),
    Reach.NEIGHBOURS: (
        "邻近楼栋",
        "邻楼",
        "附近",
        "邻近",
        "周边",
        "附近几栋",
        "neighbours",
        "nearby",
        "close by",
        "next door",
        "buildings nearby",
        "neighbouring buildings",
    ),
    Reach.COMPOUND: (
        "全小区",
        "小区",
        "本小区",
        "不限",
        "整个小区",
        "compound",
        "whole compound",
        "the whole compound",
        "anywhere",
        "everywhere",
        "all buildings",
    ),
}


def read_reach(value: object) -> Reach:
    """「本楼」, 「附近」, 「全小区」."""
    words = fold(text_of(value)).strip(" .!")
    for reach, said in _REACHES.items():
        if words in said:
            return reach
    raise Unreadable(f"看不懂的范围「{text_of(value)}」, 应为 本楼栋、邻近楼栋 或 全小区")


def write_reach(reach: Reach) -> str:
    """What `read_reach` reads back."""
    return _REACHES[reach][0]


def read_count(value: object) -> int:
    """A small whole number, 0 to 50: 「3次」 → 3."""
    found = re.fullmatch(rf"({NUMERAL}{{1,4}})(?:[次个单件])?", fold(text_of(value)))
    number = to_int(found[1]) if found else None
    if number is None or number > 50:
        raise Unreadable(f"看不懂的次数「{text_of(value)}」, 应为 0 到 50")
    return number


def read_number(value: object) -> int:
    """The number our own export gave a volunteer."""
    words = text_of(value)
    if not re.fullmatch(r"[1-9]\d{0,8}", words):
        raise Unreadable(f"系统编号「{words}」不对: 这一列由系统导出, 请勿改动")
    return int(words)


def read_day(value: object) -> date | bool:
    """The date of a vetting (also as Excel's count of days since 1900), or only whether there was one."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = fold(text_of(value))
    if re.fullmatch(r"[345]\d{4}", words):
        return date(1899, 12, 30) + timedelta(days=int(words))
    if found := re.match(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:$|[t\s])", words):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError as error:
            raise Unreadable(f"没有 {text_of(value)} 这一天") from error
    return read_yes(value)
