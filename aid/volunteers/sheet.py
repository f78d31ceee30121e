"""The skills sheet of a community office, read whole: its headings found, its rows read, rows about one person joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from aid.volunteers.grid import BadSheet, Grid, read_grids
from aid.volunteers.headings import fields_in, looks_like_headings
from aid.volunteers.sheet_row import Problem, RowReading, SheetRow, is_phone, texts_of

_HEADINGS_WITHIN = 30  # rows from the top in which the headings are looked for


def read_sheet(path: Path) -> list[SheetRow]:
    """Every person in the file, in its order; rows about the same person are joined. BadSheet when nothing can be read."""
    grids = read_grids(path)
    rows: list[SheetRow] = []
    read_any = False
    for grid in grids:
        at = _headings_of(grid)
        if at is not None:
            rows += _rows_below(grid, at)
            read_any = True
        elif sum(is_phone(value) for values in grid.rows for value in values) > 1:  # one is the office's own, under the instructions
            raise BadSheet(f"工作表「{grid.name}」里有电话号码, 但前 {_HEADINGS_WITHIN} 行没有找到表头 (至少要有「姓名」和「电话」两列)")
    if not read_any:
        raise BadSheet(f"{path.name} 里没有找到表头: 至少要有「姓名」和「电话」两列")
    return _joined(rows)


def _headings_of(grid: Grid) -> int | None:
    """The row that names the most fields near the top; None when no row looks like headings."""
    likely = [
        (len(set(fields_in(texts).values())), -row)
        for row, values in enumerate(grid.rows[:_HEADINGS_WITHIN])
        if looks_like_headings(texts := texts_of(values))
    ]
    return -max(likely)[1] if likely else None


def _second_line(headings: list[str], below: list[str]) -> list[str] | None:
    """The headings with the line below them taken in (「住址」 over 「楼栋 | 单元 | 房号」); None when that line is no heading."""
    above, named = fields_in(headings), fields_in(below)
    if (
        len(named) < 2
        or any(is_phone(cell) for cell in below)
        or any(above.get(column, field) not in (field, "address") for column, field in named.items())
    ):
        return None
    return [low if column in named else high for column, (high, low) in enumerate(zip_longest(headings, below, fillvalue=""))]


def _rows_below(grid: Grid, at: int) -> list[SheetRow]:
    headings = texts_of(grid.rows[at])
    start = at + 1
    if start < len(grid.rows) and (both := _second_line(headings, texts_of(grid.rows[start]))):
        headings, start = both, start + 1
    fields = fields_in(headings)
    missing = [heading for field_, heading in (("name", "姓名"), ("phone", "电话")) if field_ not in fields.values()]
    if missing:
        raise BadSheet(f"工作表「{grid.name}」第 {at + 1} 行的表头里没有「{'」「'.join(missing)}」列")
    rows = []
    for row in range(start, len(grid.rows)):
        reading = RowReading(grid, row, headings, fields)
        if not reading.is_nobody():
            rows.append(reading.whole())
    return rows


def _joined(rows: Iterable[SheetRow]) -> list[SheetRow]:
    """Rows with the same phone and name as one, skills together; a phone that another name also uses is refused."""
    by_phone: dict[str, int] = {}
    joined: list[SheetRow] = []
    for row in rows:
        at = by_phone.get(row.phone) if row.phone else None
        if at is None:
            if row.phone:
                by_phone[row.phone] = len(joined)
            joined.append(row)
            continue
        first = joined[at]
        if differing := _differing(first, row):
            says = f"与「{first.sheet}」第 {first.row} 行电话相同, 但{'、'.join(differing)}不同, 请核对"
            joined.append(replace(row, problems=(*row.problems, Problem(row.sheet, row.row, "", "", says))))
        else:
            joined[at] = _together(first, row)
    return joined


_MUST_AGREE = {
    "name": "姓名", "number": "系统编号", "building": "楼栋", "unit": "单元", "room": "房号", "gender": "性别", "hours": "空闲时间",
    "languages": "语言", "reach": "范围", "night_ok": "夜间", "cap_day": "每日上限", "cap_week": "每周上限",
    "vetted": "审核", "team": "使团",
}  # fmt: skip


def _differing(first: SheetRow, second: SheetRow) -> list[str]:
    pairs: list[tuple[str, Any, Any]] = [(heading, getattr(first, name), getattr(second, name)) for name, heading in _MUST_AGREE.items()]
    return [heading for heading, one, other in pairs if one is not None and other is not None and one != other]


def _together(first: SheetRow, second: SheetRow) -> SheetRow:
    filled: dict[str, Any] = {name: getattr(second, name) for name in _MUST_AGREE if getattr(first, name) is None}
    levels = dict(first.skills or ())
    for skill, level in second.skills or ():
        levels[skill] = levels.get(skill) or level
    note = Problem(second.sheet, second.row, "", "", f"与「{first.sheet}」第 {first.row} 行是同一人, 已合并", refuses=False)
    return replace(
        first,
        **filled,
        skills=tuple(levels.items()) or None,
        certificates=tuple(dict((*(first.certificates or ()), *(second.certificates or ()))).items()) or None,
        tools=tuple(dict.fromkeys((*(first.tools or ()), *(second.tools or ())))) or None,
        problems=(*first.problems, *second.problems, note),
        unread=tuple(dict.fromkeys(first.unread + second.unread)),
    )
