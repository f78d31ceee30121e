"""Bringing the office's sheet into the skills library, and out again: planned first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from aid.people import audit
from aid.people.model import Person
from aid.people.service import hash_of, household_at
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.cells import read_name
from aid.volunteers.grid import write_grid
from aid.volunteers.headings import NUMBER
from aid.volunteers.model import Volunteer, VolunteerStatus
from aid.volunteers.profile import SHEET_HEADINGS, FieldChange, Profile, cells_of, differences, profile_of, put, wanted
from aid.volunteers.sheet_row import Problem, SheetRow

T = TypeVar("T")

_IN_THE_LIBRARY = (VolunteerStatus.APPROVED, VolunteerStatus.PAUSED)


class RowsRefused(ValueError):
    """Some rows cannot be imported, and the operator did not say to leave them out."""


class PlanOutdated(RuntimeError):
    """Between the plan and its carrying out the library has changed: the operator must see the new plan first."""


@dataclass(frozen=True)
class Entry:
    """One row of the plan: whom it means here (None: not known yet), what it changes, and what stands in the way."""

    row: SheetRow
    person_id: int | None = None
    volunteer_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do. Two plans of the same rows are equal while nothing they touch has changed."""

    rows: tuple[SheetRow, ...]
    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    refused: tuple[Entry, ...]

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What the operator should know of the rows that are not refused."""
        return tuple(problem for entry in (*self.added, *self.changed, *self.unchanged) for problem in entry.row.problems)

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings of filled columns that nothing is kept of."""
        return tuple(dict.fromkeys(heading for row in self.rows for heading in row.unread))


def plan_import(unit: Unit, rows: Iterable[SheetRow]) -> ImportPlan:
    """What importing these rows would add, change, leave and refuse; writes nothing.

    A volunteer is found by our number (from an export), else by the phone; name, phone and number may not contradict
    each other by more than one.
    """
    rows = tuple(rows)
    library = _Library(unit, rows)
    lists: dict[str, list[Entry]] = {"added": [], "changed": [], "unchanged": [], "refused": []}
    met: dict[int, SheetRow] = {}
    for row in rows:
        entry = _entry(unit, library, row, met)
        kind = "refused" if entry.problems else "added" if entry.volunteer_id is None else "changed" if entry.changes else "unchanged"
        if entry.person_id is not None and not entry.problems:
            met[entry.person_id] = row
        lists[kind].append(entry)
    return ImportPlan(rows, **{kind: tuple(entries) for kind, entries in lists.items()})


class _Library:
    """Everybody the rows may mean, fetched at once and held until the end of the unit."""

    def __init__(self, unit: Unit, rows: Iterable[SheetRow]) -> None:
        hashes = {phone: hash_of(unit, "phone", phone) for row in rows if (phone := row.phone)}
        numbers = {row.number for row in rows if row.number}
        self._persons: dict[str, list[Person]] = {}
        for chunk in _chunks(sorted(hashes.values())):
            for person in unit.session.scalars(select(Person).where(Person.phone_hash.in_(chunk)).order_by(Person.id)):
                self._persons.setdefault(person.phone_hash or "", []).append(person)
        known = [person.id for persons in self._persons.values() for person in persons]
        self.by_number: dict[int, Volunteer] = {}
        self._by_person: dict[int, Volunteer] = {}
        for column, values in ((Volunteer.person_id, known), (Volunteer.id, sorted(numbers))):
            for part in _chunks(values):
                for volunteer in unit.session.scalars(select(Volunteer).where(column.in_(part)).with_for_update(of=Volunteer)):
                    self.by_number[volunteer.id] = self._by_person[volunteer.person_id] = volunteer
        self._hashes: Mapping[str, str] = hashes

    def persons(self, phone: str) -> list[Person]:
        return self._persons.get(self._hashes[phone], [])

    def volunteer(self, person: Person | None) -> Volunteer | None:
        return self._by_person.get(person.id) if person else None


def _chunks(values: list[T], size: int = 500) -> Iterable[list[T]]:
    return (values[at : at + size] for at in range(0, len(values), size))


def _entry(unit: Unit, library: _Library, row: SheetRow, met: Mapping[int, SheetRow]) -> Entry:
    person, volunteer, contradictions = _found(library, row)
    wrong = [row.blame(each, "number", "phone") for each in contradictions]
    today = unit.now.astimezone(unit.community.zone).date()
    before = profile_of(volunteer, unit.community.zone) if volunteer else _newcomer(person)
    after = wanted(row, before, today)
    if person and person.id in met:
        other = met[person.id]
        wrong.append(row.blame(f"与「{other.sheet}」第 {other.row} 行是同一位志愿者"))
    if volunteer and volunteer.status is VolunteerStatus.LEFT:
        wrong.append(row.blame("此人已退出志愿者, 不能由表格恢复: 请本人重新报名"))
    if row.building and row.building not in unit.community.buildings:
        wrong.append(row.blame(f"小区里没有 {row.building} 号楼", "building", "address", "room"))
    if row.team and row.team[0] not in {team.name for team in unit.community.team}:
        wrong.append(row.blame(f"小区没有「{row.team[0]}」这个使团", "team"))
    if after.vetted and after.vetted > today:
        wrong.append(row.blame("审核日期在将来", "vetted"))
    if not after.skills and not row.refused:
        wrong.append(row.blame("没有写技能: 没有技能的人不会被邀约"))
    problems = (*(problem for problem in row.problems if problem.refuses), *wrong)
    return Entry(
        row=row,
        person_id=person.id if person else None,
        volunteer_id=volunteer.id if volunteer else None,
        changes=differences(before, after),
        problems=problems,
    )


def _newcomer(person: Person | None) -> Profile:
    home = person.household if person else None
    return Profile(
        name=person.name if person else None,
        phone=person.phone if person else None,
        building=home.building if home else person.building if person else None,
        unit=home.unit if home else None,
        room=home.room if home else None,
    )


def _found(library: _Library, row: SheetRow) -> tuple[Person | None, Volunteer | None, list[str]]:
    """Whom the row means, and what contradicts it."""
    owners = library.persons(row.phone) if row.phone else []
    if row.number is not None:
        volunteer = library.by_number.get(row.number)
        if volunteer is None:
            return None, None, [f"没有系统编号为 {row.number} 的志愿者"]
        person = volunteer.person
        if _other_name(row, person) and _differ(row.phone, person.phone):
            return person, volunteer, ["姓名和电话都与这个系统编号登记的不同, 请核对"]
        if any(owner.id != person.id for owner in owners):
            return person, volunteer, ["这个电话已登记在另一位居民名下, 请核对"]
        return person, volunteer, []
    same = [owner for owner in owners if not _other_name(row, owner)]
    if owners and not same:
        return owners[0], library.volunteer(owners[0]), ["这个电话已登记在另一个姓名下, 请核对"]
    enlisted = [owner for owner in same if library.volunteer(owner)]
    chosen = next(iter(enlisted or same), None)
    return chosen, library.volunteer(chosen), []


def _other_name(row: SheetRow, person: Person) -> bool:
    return row.name is not None and person.name is not None and row.name != read_name(person.name)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def apply_import(unit: Unit, plan: ImportPlan, *, skip_bad: bool = False) -> ImportPlan:
    """Carry the plan out in this unit's transaction; the plan as carried out comes back.

    RowsRefused, with nothing written, when rows are refused and `skip_bad` was not said. PlanOutdated, with nothing
    written, when the same rows would by now do something else than the operator saw.
    """
    if plan.refused and not skip_bad:
        raise RowsRefused(f"有 {len(plan.refused)} 行不能导入, 所以一行也没有导入: 请改正后重试, 或加 --skip-bad 跳过这些行")
    if plan_import(unit, plan.rows) != plan:
        raise PlanOutdated("名册在预览之后有了变动, 一行也没有导入: 请重新预览一次")
    for entry in (*plan.added, *plan.changed):
        _enrol(unit, entry)
    audit.record(unit, AuditKind.SHEET_IMPORTED, added=len(plan.added), changed=len(plan.changed), refused=len(plan.refused))
    return plan


def _enrol(unit: Unit, entry: Entry) -> None:
    zone = unit.community.zone
    person = unit.session.get(Person, entry.person_id) if entry.person_id else None
    if person is None:
        person = Person(created_at=unit.now)
        unit.session.add(person)
        unit.session.flush()
    volunteer = unit.session.get(Volunteer, entry.volunteer_id) if entry.volunteer_id else None
    before = profile_of(volunteer, zone) if volunteer else _newcomer(person)
    after = wanted(entry.row, before, unit.now.astimezone(zone).date())
    if volunteer is None:
        volunteer = Volunteer(person=person, skills=[], hours=[])
        unit.session.add(volunteer)
    put(volunteer, before, after, zone)
    _settle(unit, person, after)
    unit.session.flush()
    kind = AuditKind.VOLUNTEER_CHANGED if entry.volunteer_id else AuditKind.VOLUNTEER_ADDED
    audit.record(unit, kind, person_id=person.id, volunteer=volunteer.id, fields=[change.name for change in entry.changes])


def _settle(unit: Unit, person: Person, after: Profile) -> None:
    person.name = after.name
    if after.phone and after.phone != person.phone:
        person.phone, person.phone_hash = after.phone, hash_of(unit, "phone", after.phone)
    person.building = after.building
    person.household = household_at(unit, after.building, after.unit, after.room) if after.building else None


def export_sheet(unit: Unit, path: Path) -> int:
    """Write the skills library to .xlsx or .csv as `read_sheet` reads it; how many volunteers were written.

    The approved and the paused, by building and number. Personal data leaves the store here, so run it in a writing unit,
    which keeps the audit event.
    """
    volunteers = unit.session.scalars(select(Volunteer).where(Volunteer.status.in_(_IN_THE_LIBRARY)).order_by(Volunteer.id)).all()
    order = {building: at for at, building in enumerate(unit.community.ordered_buildings)}
    profiles = [(each.id, profile_of(each, unit.community.zone)) for each in volunteers]
    profiles.sort(key=lambda each: (order.get(each[1].building or "", len(order)), each[0]))
    audit.record(unit, AuditKind.SHEET_EXPORTED, volunteers=len(profiles))
    write_grid(path, "红色管家技能库", [[*SHEET_HEADINGS, NUMBER], *([*cells_of(profile), str(number)] for number, profile in profiles)])
    return len(profiles)
