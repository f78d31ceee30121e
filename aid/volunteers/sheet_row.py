"""One row of the skills sheet: what it says of a volunteer, and what is wrong with it in plain Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from openpyxl.utils import get_column_letter

from aid.volunteers import cells, doors
from aid.volunteers.cells import SkillsNamed, Unreadable, text_of
from aid.volunteers.certificates import Certificate, Certificates, read_certificates
from aid.volunteers.grid import Grid
from aid.volunteers.headings import field_of
from aid.volunteers.hours import Span, UnreadableHours, read_hours
from aid.volunteers.model import Level, Reach

T = TypeVar("T")

_FOOTERS = ("合计", "总计", "小计", "共计", "备注", "说明", "填表", "制表", "注:")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, where (column by letter and heading), and whether the row is refused for it."""

    sheet: str
    row: int
    column: str
    heading: str
    says: str = field(repr=False)
    refuses: bool = True

    def __str__(self) -> str:
        where = f" {self.column} 列({self.heading})" if self.column else ""
        return f"工作表「{self.sheet}」第 {self.row} 行{where}: {self.says}"


@dataclass(frozen=True)
class SheetRow:
    """What one row says of a volunteer; None where it says nothing. `row` counts from 1 as in Excel.

    `number` is our own number of a volunteer (from an export). `hours` () means at any time. `vetted` is the day, or
    only whether. `unread` are the headings of filled cells that nothing is kept of; `places` where each field stands: its name, the
    letter of its column and the heading.
    """

    sheet: str
    row: int
    number: int | None = None
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    building: str | None = None
    unit: str | None = field(default=None, repr=False)
    room: str | None = field(default=None, repr=False)
    gender: str | None = None
    skills: SkillsNamed | None = None
    languages: tuple[str, ...] | None = None
    hours: tuple[Span, ...] | None = None
    reach: Reach | None = None
    night_ok: bool | None = None
    cap_day: int | None = None
    cap_week: int | None = None
    vetted: date | bool | None = None
    certificates: Certificates | None = None
    tools: tuple[str, ...] | None = None
    team: tuple[str, bool] | None = None  # as written, and whether they lead it
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    places: tuple[tuple[str, str, str], ...] = ()

    def blame(self, says: str, *fields: str) -> Problem:
        """What is wrong with the first of these fields that stands in the row; with the row as a whole where none does."""
        column, heading = next(((letter, words) for name, letter, words in self.places if name in fields), ("", ""))
        return Problem(self.sheet, self.row, column, heading, says)

    @property
    def refused(self) -> bool:
        return any(problem.refuses for problem in self.problems)


def texts_of(values: Iterable[object]) -> list[str]:
    """A row of cells as text."""
    return [text_of(value) for value in values]


def is_phone(value: object) -> bool:
    """Whether a phone number can be read from the cell."""
    try:
        return bool(cells.read_phone(value))
    except Unreadable:
        return False


class RowReading:
    """One row being read: collects what cannot be read on the way."""

    def __init__(self, grid: Grid, row: int, headings: list[str], fields: dict[int, str]) -> None:
        values = grid.rows[row]
        self._sheet, self._row, self._headings, self._carried = grid.name, row + 1, headings, grid.carried
        kept = [None if (row, column) in grid.spread else value for column, value in enumerate(values)]
        self._own = [value for column, value in enumerate(kept) if (row, column) not in grid.carried and text_of(value)]
        self._cells: dict[str, list[tuple[int, object]]] = {}
        self._unread = [
            headings[column] for column, value in enumerate(kept) if column < len(headings) and column not in fields and text_of(value)
        ]
        for column, field_ in fields.items():
            if column < len(kept) and text_of(kept[column]):
                self._cells.setdefault(field_, []).append((column, kept[column]))
        identity = [(column, field_) for column, field_ in fields.items() if field_ in ("name", "phone") and column < len(kept)]
        self._is_headings = bool(identity) and all(field_of(text_of(kept[column])) == field_ for column, field_ in identity)
        self._problems: list[Problem] = []
        self._certificates: Certificates = ()

    def is_nobody(self) -> bool:
        """A blank row, the headings again on a new page, a total or a signature line."""
        names = self._cells.get("name", []) + [(0, value) for value in self._own[:1]]
        footer = not self._cells.keys() & {"phone", "skills", "number"} and any(text_of(value).startswith(_FOOTERS) for _, value in names)
        somebody = self._cells.keys() & {"name", "phone", "skills", "number"}
        return not self._own or self._is_headings or footer or not somebody

    def whole(self) -> SheetRow:
        building, unit, room = self._door()
        number = self._one("number", cells.read_number)
        name, phone = self._one("name", cells.read_name), self._phone()
        for field_, heading, value in (("name", "姓名", name), ("phone", "电话", phone)):
            if value is None and number is None and not self._cells.get(field_):
                self._blame(None, f"没有填{heading}")
        skills = self._skills()
        return SheetRow(
            sheet=self._sheet,
            row=self._row,
            number=number,
            name=name,
            phone=phone,
            building=building,
            unit=unit,
            room=room,
            gender=self._one("gender", cells.read_gender),
            skills=skills,
            certificates=self._certificates or None,
            tools=self._one("tools", cells.read_tools),
            team=self._team(),
            languages=self._one("languages", cells.read_languages),
            hours=self._one("hours", lambda value: read_hours(text_of(value))),
            reach=self._one("reach", cells.read_reach),
            night_ok=self._one("night_ok", cells.read_yes),
            cap_day=self._one("cap_day", cells.read_count),
            cap_week=self._one("cap_week", cells.read_count),
            vetted=self._one("vetted", cells.read_day),
            problems=tuple(self._problems),
            places=tuple(
                (field_, get_column_letter(column + 1), self._headings[column])
                for field_, filled in self._cells.items()
                for column, _ in filled[:1]
            ),
            unread=tuple(self._unread + [self._headings[column] for column, _ in self._cells.get("note", [])]),
        )

    def _blame(self, column: int | None, says: str, *, refuses: bool = True) -> None:
        letter, heading = ("", "") if column is None else (get_column_letter(column + 1), self._headings[column])
        self._problems.append(Problem(self._sheet, self._row, letter, heading, says, refuses))

    def _one(self, field_: str, read: Callable[[object], T]) -> T | None:
        """The first filled cell of the field, read; None and a problem when it cannot be."""
        for column, value in self._cells.get(field_, [])[:1]:
            try:
                return read(value)
            except (Unreadable, UnreadableHours) as error:
                self._blame(column, str(error))
        return None

    def _team(self) -> tuple[str, bool] | None:
        """A block merged over several rows names the team of all of them, and the leader of the first."""
        team = self._one("team", cells.read_team)
        below = any((self._row - 1, column) in self._carried for column, _ in self._cells.get("team", [])[:1])
        return (team[0], False) if team and below else team

    def _phone(self) -> str | None:
        filled = self._cells.get("phone", [])
        readable = [each for each in filled if is_phone(each[1])]
        for column, value in (readable or filled)[:1]:
            try:
                phone, more = cells.read_phone(value)
            except Unreadable as error:
                self._blame(column, str(error))
                return None
            if more:
                self._blame(column, "有不止一个号码, 只录入第一个", refuses=False)
            return phone
        return None

    def _door(self) -> tuple[str | None, str | None, str | None]:
        stated = "address" in self._cells
        address = self._one("address", doors.read_address) if stated else self._whole_address()
        building, unit, room = address or (None, None, None)
        if stated or address is None:
            building = self._one("building", doors.read_building) or building
            room_unit, room = self._one("room", doors.read_room) or (unit, room)
            unit = self._one("unit", doors.read_unit) or room_unit
        return building, unit, room

    def _whole_address(self) -> tuple[str, str | None, str | None] | None:
        """An address written into the column for the building or the room, when it says more than that column asks."""
        for field_ in ("building", "room"):
            for _, value in self._cells.get(field_, []):
                try:
                    address = doors.read_address(value)
                except Unreadable:
                    continue
                if (field_ == "room" and "building" not in self._cells) or (
                    field_ == "building" and address[2] and "room" not in self._cells
                ):
                    return address
        return None

    def _skills(self) -> SkillsNamed | None:
        levels = [self._level(column, value) for column, value in self._cells.get("level", [])]
        filled = self._cells.get("skills", [])
        named: dict[str, Level | None] = {}
        unknown: list[tuple[int, str]] = []
        for at, (column, value) in enumerate(filled):
            beside = levels[at] if len(levels) == len(filled) else levels[0] if levels else None
            found, not_found = cells.read_skills(value)
            named |= {skill: level or beside for skill, level in found}
            unknown += [(column, piece) for piece in not_found]
        for column, piece in unknown:
            self._blame(column, f"技能库里没有「{piece}」" + (", 这一项未录入" if named else ""), refuses=not named)
        self._certify(named)
        return tuple(named.items()) or None

    def _level(self, column: int, value: object) -> Level | None:
        try:
            return cells.read_level(value)
        except Unreadable as error:
            self._blame(column, str(error) + ", 未录入", refuses=False)
            return None

    def _certify(self, named: dict[str, Level | None]) -> None:
        """「电工证」 certifies the electrician among the row's skills, 「是」 the only skill; else the keeper is asked to say which."""
        until = self._one("certified_until", cells.read_day)
        for column, value in self._cells.get("certificate", []):
            try:
                found, unfit = read_certificates(value, named, until if isinstance(until, date) else None)
            except Unreadable as error:
                self._blame(column, str(error))
                continue
            self._certificates += tuple(each for each in found if each[1] != Certificate())
            named |= dict.fromkeys((skill for skill, _ in found), Level.CERTIFIED)
            for words in unfit if named else ():
                self._blame(column, f"看不出「{words}」是哪一项技能的证书, 请在技能后面写(持证)", refuses=False)
