"""Two needs in one message: found clause by clause, and only where the clauses clearly differ.

A joiner (「另外」, 「顺便」) announces a second need, so a moderate confidence is enough behind it; at a mere comma most clauses are
the reason for the first need (「我腿脚不好, 想找人买菜」), so there both must ask for something and be sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aid.understanding.taxonomy import CATEGORIES, Group
from aid.understanding.text import MAX_LENGTH

JOINED = 0.40
"""Confidence from which a part behind a joiner or a full stop counts as a need of its own."""
COMMA = 0.60
"""Confidence from which a clause between commas does."""

_SHORTEST = 3
_MOST_CLAUSES = 12
"""Clauses looked at: each costs one call of the classifier, and a long story has its needs at its beginning."""

_DROPPED_JOINERS = (
    r"另外|此外|除此之外|还有(?:就是|一?(?:个|件)?事(?:情)?|呢)?(?![点人没多几好力空\d一二三四五六七八九十半])"
    r"|再就是|再一个|再有|同时|(?<!不)(?<!说)对了|以及|其次|第二[件个点]|另一[件个]|二来|外加|并且|顺便问一?下?|最后"
)
_ACTS = "[帮找请给叫买修搬教带拿取送陪问报]"
# These begin a clause that keeps them: 「还想报个班」, 「再帮我搬个柜子」.
_KEPT_JOINERS = (
    rf"顺便|顺带|顺手|还[想要得需](?!不要)|[也又][想要需]|再(?={_ACTS})|然后(?=.{{0,3}}(?:{_ACTS}|[想要能]))|(?:和|跟|与|并)(?=帮)"
)
_SPLIT = re.compile(rf"(?:{_DROPPED_JOINERS})[,，、:：\s]*|(?={_KEPT_JOINERS})|[。；;！!？?\n]+|(?<=[\s,，。])[2二][.、．]")
_COMMAS = re.compile(r"[,，、\s]+")
_BARE_JOINER = re.compile(rf"^(?:{_KEPT_JOINERS}|[,，、和跟与并]|然后|[1一][.、．])+")

_ASKS = re.compile(
    r"帮|想|要|能|可以|请|麻烦|谁|哪|怎么|如何|吗|吧|求|找|修|换|买|送|接|取|搬|办|报名|教|陪|借|问|申请|投诉|建议|希望|需要|预约|安装|清理|处理"
    r"|坏|漏|堵|不亮|不会|不通|断|丢|捡|吵|臭|没(?:电|水|网|人)|乱|占|太"
)
_BACKGROUND = re.compile(
    r"^(?:因为|由于|我(?:是|住|在|家在|家住|姓|叫)|家?住|在家|今天是|谢谢|多谢|辛苦|你好|您好|打扰|不好意思|请问一下$|麻烦了$|急|拜托了?$|有没有人$"
    r"|我.{0,6}(?:在外地|上班|出差|没空|不在家|腿脚)|儿女|孩子都|老公(?:在|出)|老伴)"
)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked for: its category and the words that ask for it."""

    category: str
    text: str


Classify = Callable[[str], tuple[str, float]]


def clauses(text: str) -> list[str]:
    """The candidate clauses of a message, in order: split at joiners and full stops, else at commas."""
    parts = _parts(text[:MAX_LENGTH])
    return parts if len(parts) >= 2 else _clauses_of(text[:MAX_LENGTH])


def _parts(text: str) -> list[str]:
    return [part for piece in _SPLIT.split(text) if len(part := _trimmed(piece)) >= _SHORTEST]


def _clauses_of(text: str) -> list[str]:
    return [clause for piece in _COMMAS.split(text) if len(clause := _trimmed(piece)) >= _SHORTEST]


def _trimmed(piece: str | None) -> str:
    return (piece or "").strip(" \t,，、。;；:：")


def find_needs(text: str, classify: Classify, whole: str) -> list[Need]:
    """The needs of a message, each category once, in order of appearance.

    `classify` gives a clause's category and confidence (0 to 1); `whole` is the category of the message as a whole, which is
    the only need unless two clear ones are found. An emergency stays the first need whatever its clauses say.
    """
    found: dict[str, Need] = {}
    if whole == "emergency":
        found[whole] = Need(whole, text)
    for need in _clear_needs(text, classify):
        found.setdefault(need.category, need)
    return list(found.values()) if len(found) >= 2 else [Need(whole, text)]


def _clear_needs(text: str, classify: Classify) -> Iterator[Need]:
    parts = _parts(text[:MAX_LENGTH])[:_MOST_CLAUSES]
    if len(parts) < 2:
        yield from _comma_needs(text[:MAX_LENGTH], classify)
        return
    for part in parts:
        need = _need(part, classify, JOINED)
        if need:
            yield need
        elif len(part) > 2 * _SHORTEST:
            yield from _comma_needs(part, classify)


def _comma_needs(text: str, classify: Classify) -> Iterator[Need]:
    for clause in _clauses_of(text)[:_MOST_CLAUSES]:
        if _ASKS.search(clause) and not _BACKGROUND.search(clause):
            need = _need(clause, classify, COMMA)
            if need:
                yield need


def _need(part: str, classify: Classify, sure: float) -> Need | None:
    if _BACKGROUND.search(part) and not _ASKS.search(_BACKGROUND.sub("", part)):
        return None
    category, confidence = classify(_BARE_JOINER.sub("", part) or part)
    if confidence < sure or category == "emergency":
        return None
    # Greetings and chat are no needs; asking after a request or withdrawing one is.
    talk = CATEGORIES[category].group is Group.TALK and category not in ("status_query", "cancel")
    return None if talk else Need(category, part)
