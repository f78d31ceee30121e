"""What a volunteer is asked, in which order, and what stands on the buttons. Pure."""

from __future__ import annotations

import enum
import re
from collections.abc import Container, Mapping
from types import MappingProxyType

from aid.understanding.english import in_latin_letters
from aid.understanding.numerals import NUMERAL, to_int
from aid.understanding.text import fold


class Step(enum.StrEnum):
    """One card of an application; the same cards change the settings later."""

    SKILLS = "skills"
    HOURS = "hours"
    REACH = "reach"
    LANGUAGES = "languages"
    LIMITS = "limits"
    NIGHT = "night"
    NAME = "name"
    BUILDING = "building"
    SUMMARY = "summary"


# Without these nobody can be approved: no default fills them.
NEEDED = (Step.SKILLS, Step.NAME, Step.BUILDING)


def next_step(step: Step, missing: Container[Step], *, defaults: bool = False) -> Step:
    """What is asked after this; name and building only where they are missing, with `defaults` nothing else either."""
    order = list(Step)
    for later in order[order.index(step) + 1 :]:
        if later is Step.SUMMARY:
            break
        if later in missing or (later not in NEEDED and not defaults):
            return later
    return next((each for each in NEEDED if each in missing), Step.SUMMARY)


_DAY = 24 * 60
_EVENINGS = tuple((day, 18 * 60, 22 * 60) for day in range(5))
_WEEKENDS = ((5, 0, _DAY), (6, 0, _DAY))
# The hours behind each button, as `aid/volunteers/hours.py` writes them: () is any hour.
HOURS: Mapping[str, tuple[tuple[int, int, int], ...]] = MappingProxyType(
    {"evenings": _EVENINGS, "weekends": _WEEKENDS, "both": _EVENINGS + _WEEKENDS, "any": ()}
)

LANGUAGES = ("普通话", "福清话", "福州话", "闽南语", "英语")

# How often in a day, and then how often in a week.
LIMITS: Mapping[int, int] = MappingProxyType({1: 3, 2: 5, 3: 10, 10: 50})

# The surnames of nine Chinese in ten (Ministry of Public Security, report on names 2020): without 「我叫」, two to four
# signs are taken for a name only behind one of them, so that a sentence is not.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾"
    "韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤翁游念俞施池倪庄柯詹欧"
)
_NAME = re.compile(
    r"(?:(?:我叫|叫我|姓名(?:是|[::])|我的名字(?:是|叫)|my name is |i am |i'm |call me )(?P<said>[\u4e00-\u9fff·]{2,8}|[a-z][a-z .]{1,30})"
    rf"|(?P<alone>(?:[\u4e00-\u9fff]{{2}}·)?(?:欧阳|上官|司马|诸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}))[。.!]*",
    re.IGNORECASE,
)
_LIMIT = re.compile(rf"(?:一天|每天|一日|每日|最多){{1,3}}({NUMERAL}{{1,3}}|两)(?:次|个|件)?")

_COUNTS = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3}
_LIMIT_EN = re.compile(
    rf"(?:at most |up to |max(?:imum)? |no more than )?({'|'.join(_COUNTS)}|\d{{1,2}})(?: times?| requests?| jobs?)? (?:a|per|each) day"
)


def read_own_name(text: str) -> str | None:
    """「我叫林建国」 → 「林建国」; None for what is no name alone."""
    found = _NAME.fullmatch(text.strip())
    return (found["said"] or found["alone"]).strip() if found else None


def read_limit(text: str) -> int | None:
    """「一天最多两次」, "twice a day" → 2, at most 10."""
    said = fold(text).strip(" 。.!")
    if found := _LIMIT_EN.fullmatch(said):
        return min(_COUNTS.get(found[1]) or int(found[1]), 10) or None
    found = _LIMIT.fullmatch(said)
    number = (2 if found[1] == "两" else to_int(found[1])) if found else None
    return min(number, 10) if number else None


def week_limit(a_day: int) -> int:
    """How often a week goes with so often a day."""
    return LIMITS.get(a_day) or min(a_day * 3, 50)


# Words of somebody who needs help; with 会 and the like before them they are a skill again (「会修漏水」).
_NEED = re.compile(r"坏|漏|堵|滴|帮我|帮忙|请人|找人|请个|谁|怎么|不亮|没电|没水|跳闸|急|疼|摔|想找|能不能|[了吗]$")
_ABLE = re.compile(r"^(?!.*谁).*(?:会|懂|擅长|做过|干过|学过|能修|可以教|是.{0,6}(?:师|工|生|士|员)$)")
# The same in English.
_NEED_EN = re.compile(
    r"\b(?:i|we) need|\bneed (?:help|some(?:body|one))|\bhelp me\b|\bplease (?:help|send|come)\b|\blooking for\b|\bi(?:'ve| have)? lost\b"
    r"|\b(?:can|could|would|will) (?:you|some(?:body|one)|any(?:body|one))\b|\bwho (?:can|could|knows)\b|\bhow (?:do|can)\b"
    r"|\b(?:is|are|got|it's) (?:broken|leaking|blocked|stuck|dead)\b|\b(?:not|n't|stopped) work"
)
_ABLE_EN = re.compile(
    r"\bi (?:can|could|know|do|did|speak|play|teach|have|am|was|used to|worked|like|love|would)\b|\bi'(?:m|d|ve)\b"
    r"|\b(?:good|great) (?:at|with)\b|\bexperience|\b(?:able|happy) to\b|\b(?:trained|certified|qualified|licen[cs]ed|retired)\b"
)
# The name of a skill alone is no longer than this; a longer piece tells something.
_LONGEST_NAME = 5
# English takes more room: a longer text tells something, and so do more words in a row.
_LONGEST_ENGLISH, _MOST_WORDS = 120, 4


def sounds_like_a_need(text: str) -> bool:
    """Whether the words ask for help instead of answering one of our cards."""
    words = text.strip(" 。.!~")
    if in_latin_letters(words):
        return len(words) > _LONGEST_ENGLISH or _NEED_EN.search(fold(words).replace("’", "'")) is not None
    return len(words) > 40 or (_NEED.search(words) is not None and _ABLE.search(words) is None)


def lists_skills(text: str) -> bool:
    """Whether the words say what somebody can do (「会修水管」, 「水管、电脑」) and not what is the matter (「水龙头有点滴水」)."""
    if sounds_like_a_need(text):
        return False
    if in_latin_letters(text):
        pieces = re.split(r"[,;/&]|\band\b", fold(text))
        return _ABLE_EN.search(fold(text).replace("’", "'")) is not None or all(len(piece.split()) <= _MOST_WORDS for piece in pieces)
    return _ABLE.search(text) is not None or all(len(piece) <= _LONGEST_NAME for piece in re.split(r"[、,,;;/和\s]+", text.strip(" 。.!")))
