"""Which building, unit and door a resident means, against the compound's own list of buildings.

Ours, because no package reads 「3#2-501」 and because a number may only be a door when it is nothing else
(a bus line, a price, a parcel code, the 119 one dials).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from aid.understanding.numerals import NUMERAL as N
from aid.understanding.place_mentions import Mention, before_it, digits_of, mentions
from aid.understanding.text import fold


@dataclass(frozen=True, slots=True)
class Place:
    """Building, unit and room as digits without suffix (「三号楼二单元五零一」: "3", "2", "501"); None for what was not said."""

    building: str | None = None
    unit: str | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What was read, the building named that the compound does not have, and where in the text the words stand."""

    place: Place
    unknown_building: str | None
    span: tuple[int, int] | None


Asked = Literal["building", "unit", "room"]

NOTHING = PlaceReading(Place(), None, None)

_TAKEN_BACK = re.compile(
    r"(?:不是|不在|不住|[写说打听看记送弄填跑走]错了?|[写说打听看记弄填]成|并非|(?:别|不要|不用|不必)再?又?[去送来到]+[到去]?)\s*$"
)
_WRONG_AFTER = re.compile(r"的?[,\s]*[哦啊噢哎呃嗯]*[,\s]*(?:不对|错了|写错|说错|打错|不不)")
_FORMER = re.compile(r"(?:以前|之前|原来|原先|从前|早先|过去|曾经|本来|上一?次|旧)[^,。!?;\n]{0,7}$|从\s*$")
_NEW = re.compile(
    r"(?:[改换搬挪](?:成|到|为|去|来|至)+了?|现在?(?:是|在|住在?|搬到)|新(?:的|地址|家)(?:是|在|:)*|应该是|应是|而是|不是[^。!?;\n]{1,14}(?<!还)是|更正:?)\s*$"
)
_I = r"(?:我|咱|俺|本人|鄙人)"
_OWN_EXPRESSLY = re.compile(rf"(?:{_I}自己|本人|自家)(?:是|家|在|住|们|的)*\s*$")
_OWN = re.compile(
    rf"(?:{_I}们?(?:这边|这里|这|自己)?家?(?:的?地址)?(?:是|在|住在?)?|(?:家住?在?|住在?)|地址是?:?|这里是|送到|来|位置是?:?)\s*$"
)
_NEIGHBOUR = re.compile(r"(?:楼上|楼下|隔壁|对门|对面|邻居)\s*(?:的|是|那个|那户|那家|,)?\s*$")
_SOMEBODY_ELSE = re.compile(r"(?:朋友|同事|同学|亲戚|人家|别人|他|她|邻居|师傅|老师)(?:说|讲|家|是|在|住|们|的)*\s*$")
_RELATIVE = re.compile(
    r"(?:爸|妈|爹|娘|父母|爷爷|奶奶|公公?|婆婆?|阿嬷|老人|老伴|儿子|女儿|孩子|姐|妹|哥|弟|姑|舅|叔|姨|孙)[^,。!?;\n]{0,4}[住在是]+\s*$"
)


# What a place is said with: 「我在5号楼」 and "I live in Building 5" tell nothing else.
_SAYS_A_PLACE = re.compile(
    r"\b(?:building|block|bldg|unit|room|flat|apartment|apt|number|no|it's|it is|i'm|i am|i live|we live|my|in|at)\b"
    r"|[\d一二三四五六七八九十零〇两百\s,，。.、!！?？\-#号號楼樓栋棟幢座单单元室层户房门牌我们咱家在住这那里儿边就是的嗯啊呢哦吧]",
    re.IGNORECASE,
)


def beside_place(text: str) -> str:
    """What a message says beside a place; empty for 「我在5号楼」, but not for 「我在5号楼, 我快撑不住了」."""
    return _SAYS_A_PLACE.sub("", text)


def read_place(text: str, buildings: Collection[str]) -> PlaceReading:
    """The place that a message names, never guessed.

    A building that is not in `buildings` (numbers as digits) is reported as `unknown_building` and left out of the place.
    Of several places the resident's own comes first, then the first one not taken back (「不是3号楼是5号楼」).
    """
    found = mentions(text, buildings)
    if not found:
        return NOTHING
    folded = fold(text)
    main = max(found, key=lambda mention: (_weight(folded, mention), _is_own(folded, mention), -mention.start))
    parts = [main] + [other for other in found if other is not main and _completes(folded, main, other)]
    unit = next((part.unit for part in parts if part.unit), None)
    room = next((part.room for part in parts if part.room), None)
    building = next((part.building for part in parts if part.building), None)
    return _reading(building, unit, room, buildings, (main.start, main.end))


def read_place_answer(text: str, buildings: Collection[str], asked: Asked) -> PlaceReading:
    """The answer to 「哪一栋?」, 「几单元?」 or 「门牌号?」, where a bare 「3」, 「三号」 or 「501」 says it.

    An answer that names more than was asked is read whole; a number that cannot be what was asked is read as what it can be.
    """
    folded = fold(text).strip()
    bare = _bare_answer(folded, buildings, asked)
    if bare is not None:
        start = len(text) - len(text.lstrip())
        return _reading(bare.building, bare.unit, bare.room, buildings, (start, start + len(text.strip())))
    return read_place(text, buildings)


_LEAD = r"(?:嗯+|哦|噢|那个|就|是的?|我|我们|家|住|在|第|对|应该|大概|好像|它|这里|门牌号?|房号|#|[,。\s])*"
_TAIL = r"(?:的|吧|啊|呀|哦|哈|呢|了|谢谢|谢了|这栋|那栋|这边|[,。!~\s])*"
_BARE_NUMBER = re.compile(rf"{_LEAD}(?P<n>{N}{{1,6}})\s*(?P<suffix>号楼?|#|[栋幢座楼]|号?单元|号?门|室|房|号房)?{_TAIL}")
_BARE_PAIR = re.compile(rf"{_LEAD}(?P<u>{N}{{1,2}})(?:\s*[-杠/#_]\s*|\s+|\s*号?单元\s*)(?P<r>{N}{{3,5}})(?:室|房)?{_TAIL}")
_BARE_TRIPLE = re.compile(rf"{_LEAD}(?P<b>{N}{{1,3}})[-杠/#_\s,]+(?P<u>{N}{{1,2}})[-杠/#_\s,]+(?P<r>{N}{{3,5}})(?:室|房)?{_TAIL}")


def _bare_answer(folded: str, buildings: Collection[str], asked: Asked) -> Mention | None:
    if triple := _BARE_TRIPLE.fullmatch(folded):
        return Mention(digits_of(triple["b"]), digits_of(triple["u"]), digits_of(triple["r"]), 0, 0)
    if pair := _BARE_PAIR.fullmatch(folded):
        first, room = digits_of(pair["u"]), digits_of(pair["r"])
        if asked == "building" and "单元" not in pair[0]:
            return Mention(first, None, room, 0, 0)
        return Mention(None, first, room, 0, 0)
    single = _BARE_NUMBER.fullmatch(folded)
    value = digits_of(single["n"]) if single else None
    if single is None or value is None:
        return None
    suffix = single["suffix"] or ""
    return _one_number(value, suffix, buildings, asked)


def _one_number(value: str, suffix: str, buildings: Collection[str], asked: Asked) -> Mention | None:
    if "单元" in suffix:
        return Mention(None, value, None, 0, 0)
    if suffix in ("室", "房", "号房"):
        return Mention(None, None, value, 0, 0)
    could_be_building = asked == "building" and (value in buildings or len(value) < 3)
    if suffix in ("栋", "幢", "座", "号楼", "#") or (suffix in ("", "号", "楼") and could_be_building):
        return Mention(value, None, None, 0, 0)
    if suffix == "楼":
        return None
    if len(value) >= 3:
        return Mention(None, None, value, 0, 0)
    return Mention(None, value, None, 0, 0) if asked == "unit" else Mention(None, None, value, 0, 0)


_NOT_MEANT = -4


def _weight(folded: str, mention: Mention) -> int:
    """How much a place looks like the one where help is needed: `_NOT_MEANT` or less when it is said not to be that."""
    before, after = before_it(folded, mention.start), folded[mention.end : mention.end + 20]
    if _TAKEN_BACK.search(before) or _WRONG_AFTER.match(after):
        return 3 * _NOT_MEANT
    if _FORMER.search(before):
        return 2 * _NOT_MEANT
    if _NEIGHBOUR.search(before):
        return _NOT_MEANT
    detail = bool(mention.building) + bool(mention.unit) + bool(mention.room)
    if _NEW.search(before):
        return detail + 4
    if _SOMEBODY_ELSE.search(before):
        return detail - 1
    if _RELATIVE.search(before):
        return detail + 1
    return detail + (4 if _OWN_EXPRESSLY.search(before) else 2 if _is_own(folded, mention) else 0)


def _is_own(folded: str, mention: Mention) -> bool:
    return bool(_OWN.search(before_it(folded, mention.start)))


def _completes(folded: str, main: Mention, other: Mention) -> bool:
    """Whether the other mention fills what the first left open: 「3号楼的, 二单元, 501」, 「501, 3号楼」."""
    if other.building and main.building and other.building != main.building:
        return False
    if _weight(folded, other) <= _NOT_MEANT:
        return False
    return not (other.unit and main.unit) and not (other.room and main.room)


def _reading(building: str | None, unit: str | None, room: str | None, buildings: Collection[str], span: tuple[int, int]) -> PlaceReading:
    known = building in buildings
    return PlaceReading(Place(building if known else None, unit, room), None if known else building, span)
