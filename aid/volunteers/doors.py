"""Building, unit and room as a sheet's cells hold them: in one column, in three, or turned into a date by Excel."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from aid.understanding.numerals import NUMERAL, to_int
from aid.understanding.text import fold
from aid.volunteers.cells import Unreadable, text_of

_N = rf"{NUMERAL}{{1,4}}"
_BUILDING = re.compile(rf"第?({_N}|[a-z]\d{{0,2}}|\d{{1,3}}[a-z])(?:号楼?|[栋幢座楼#])?")
_UNIT = re.compile(rf"第?({_N}|[a-z])(?:号?单元|号)?")
_ROOM = re.compile(rf"(?:({_N})(?:单元|[-/#]))?({NUMERAL}{{2,5}}[a-z]?)(?:室|房|号)?")
_ADDRESS = re.compile(
    rf"({_N}|[a-z]\d{{0,2}})(?:号楼|[栋幢座#])[-,\s]*(?:第?({_N})(?:号?单元|[-/#])[-,\s]*)?(?:({NUMERAL}{{3,5}}[a-z]?)(?:室|房|号)?)?$"
)
_DASHED = re.compile(rf"({_N})[-/#](?:({NUMERAL}{{1,2}})[-/#])?({NUMERAL}{{3,5}}[a-z]?)(?:室|房|号)?$")


def read_building(value: object) -> str:
    """「三号楼」, 「3栋」, 「3#」, 3.0 → 「3」; a name with letters is kept in capitals."""
    found = _BUILDING.fullmatch(_door_words(value))
    if not found:
        raise Unreadable("看不懂的楼栋, 例: 3 或 3号楼")
    return _digits(found[1])


def read_unit(value: object) -> str:
    """「2单元」, 「二」 → 「2」."""
    found = _UNIT.fullmatch(_door_words(value))
    if not found:
        raise Unreadable("看不懂的单元, 例: 2 或 2单元")
    return _digits(found[1])


def read_room(value: object) -> tuple[str | None, str]:
    """「501室」 → (None, 「501」); 「2-501」 → (「2」, 「501」)."""
    found = _ROOM.fullmatch(_door_words(value))
    if not found:
        raise Unreadable("看不懂的房号, 例: 501 或 2-501")
    return _digits(found[1]) if found[1] else None, _digits(found[2])


def read_address(value: object) -> tuple[str, str | None, str | None]:
    """Building, unit and room of 「金辉华府3号楼2单元501」, 「3-2-501」 or 「3栋」."""
    words = _door_words(value)
    found = _ADDRESS.search(words) or _DASHED.search(words)
    if not found:
        raise Unreadable("看不懂的住址, 例: 3号楼2单元501 或 3-2-501")
    building, unit, room = (_digits(each) if each else None for each in found.groups())
    assert building is not None
    return building, unit, room


def _door_words(value: object) -> str:
    if isinstance(value, datetime | date | time):
        raise Unreadable("Excel 把它变成了日期: 请把这一列设为文本格式后重填")
    return re.sub(r"\s", "", fold(text_of(value)))


def _digits(words: str) -> str:
    number = to_int(words)
    return words.upper() if number is None else str(number)
