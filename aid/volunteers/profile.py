"""A volunteer as the sheet knows one: read from the rows, changed by a sheet's row, compared, written back. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from aid.volunteers.cells import read_name, write_reach, write_skills
from aid.volunteers.certificates import Certificate, Certificates, write_certificates
from aid.volunteers.hours import Span, tidy, write_hours
from aid.volunteers.model import Availability, Level, Reach, Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.sheet_row import SheetRow
from aid.volunteers.skills import skills

DEFAULT_LEVEL = Level.SKILLED


@dataclass(frozen=True)
class Profile:
    """Everything of a volunteer that a sheet may change. `hours` () is any time; `vetted` the local day of vetting."""

    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    building: str | None = None
    unit: str | None = field(default=None, repr=False)
    room: str | None = field(default=None, repr=False)
    gender: str | None = None
    skills: tuple[tuple[str, Level], ...] = ()
    languages: tuple[str, ...] = ()
    hours: tuple[Span, ...] = ()
    reach: Reach = Reach.COMPOUND
    night_ok: bool = False
    cap_day: int = 2
    cap_week: int = 5
    vetted: date | None = None
    certificates: Certificates = ()
    tools: tuple[str, ...] = ()
    team: str | None = None
    leads_team: bool = False
    status: VolunteerStatus = VolunteerStatus.APPROVED


@dataclass(frozen=True)
class FieldChange:
    """One field (our name of it and its heading) before and after, as the operator reads it; empty for nothing."""

    name: str
    heading: str
    before: str = field(repr=False)
    after: str = field(repr=False)


def profile_of(volunteer: Volunteer, zone: ZoneInfo) -> Profile:
    """What the rows say now."""
    person = volunteer.person
    home = person.household
    order = list(skills())
    certified = [each for each in volunteer.skills if each.certified]
    return Profile(
        name=person.name,
        phone=person.phone,
        building=home.building if home else person.building,
        unit=home.unit if home else None,
        room=home.room if home else None,
        gender=volunteer.gender,
        skills=tuple(sorted(((each.skill, each.level) for each in volunteer.skills), key=lambda each: _place(each[0], order))),
        languages=tuple(volunteer.languages),
        hours=tidy((each.weekday, each.from_minute, each.to_minute) for each in volunteer.hours),
        reach=volunteer.reach,
        night_ok=volunteer.night_ok,
        cap_day=volunteer.cap_day,
        cap_week=volunteer.cap_week,
        vetted=volunteer.vetted_at.astimezone(zone).date() if volunteer.vetted_at else None,
        certificates=_ordered((each.skill, Certificate(each.certificate, each.certified_until)) for each in certified),
        tools=tuple(volunteer.tools),
        team=volunteer.team,
        leads_team=volunteer.leads_team,
        status=volunteer.status,
    )


def _ordered(certificates: Iterable[tuple[str, Certificate]]) -> Certificates:
    order = list(skills())
    return tuple(sorted(certificates, key=lambda each: _place(each[0], order)))


def _place(skill: str, order: list[str]) -> tuple[int, str]:
    return (order.index(skill) if skill in order else len(order), skill)


def wanted(row: SheetRow, before: Profile, today: date) -> Profile:
    """`before` with what the row says: an empty cell changes nothing, filled skills, hours and languages replace the old ones."""
    order = list(skills())
    known = dict(before.skills)
    written = {name: value for name in _AS_WRITTEN if (value := getattr(row, name)) is not None}
    if before.name is not None and row.name == read_name(before.name):
        del written["name"]  # the same, but for how it is spaced
    after = replace(
        before,
        **written,
        status=VolunteerStatus.APPROVED if before.status in _UNDECIDED else before.status,
    )
    if row.skills is not None:
        levelled = [(skill, level or known.get(skill, DEFAULT_LEVEL)) for skill, level in row.skills]
        after = replace(after, skills=tuple(sorted(levelled, key=lambda each: _place(each[0], order))))
    if row.vetted is not None:
        vetted = (before.vetted or today) if row.vetted is True else None if row.vetted is False else row.vetted
        after = replace(after, vetted=vetted)
    if row.team is not None:
        after = replace(after, team=row.team[0], leads_team=row.team[1])
    certified = dict(before.certificates) | dict(row.certificates or ())
    kept = ((skill, each) for skill, each in certified.items() if dict(after.skills).get(skill) is Level.CERTIFIED)
    return _door(row, before, replace(after, certificates=_ordered(kept)))


# The office's sheet decides these.
_UNDECIDED = (VolunteerStatus.DRAFT, VolunteerStatus.APPLIED, VolunteerStatus.DECLINED)
_AS_WRITTEN = ("name", "phone", "gender", "languages", "hours", "reach", "night_ok", "cap_day", "cap_week", "tools")


def _door(row: SheetRow, before: Profile, after: Profile) -> Profile:
    """A new building or room is a new door: of the old one nothing is kept but what the row says again."""
    building = row.building or before.building
    moved = building != before.building
    room = (row.room or (None if moved else before.room)) if building else None
    unit = row.unit or (before.unit if not moved and room == before.room else None)
    return replace(after, building=building, unit=unit if room else None, room=room)


_GENDERS = {"female": "女", "male": "男", None: ""}
STATUSES = {
    VolunteerStatus.DRAFT: "报名未完成",
    VolunteerStatus.APPLIED: "待审核",
    VolunteerStatus.APPROVED: "已通过",
    VolunteerStatus.DECLINED: "未通过",
    VolunteerStatus.PAUSED: "暂停",
    VolunteerStatus.LEFT: "已退出",
}

_SHOWN: dict[str, tuple[str, Callable[[Profile], str]]] = {
    "name": ("姓名", lambda profile: profile.name or ""),
    "gender": ("性别", lambda profile: _GENDERS.get(profile.gender, profile.gender or "")),
    "phone": ("电话", lambda profile: profile.phone or ""),
    "building": ("楼栋", lambda profile: profile.building or ""),
    "unit": ("单元", lambda profile: profile.unit or ""),
    "room": ("房号", lambda profile: profile.room or ""),
    "skills": ("技能", lambda profile: write_skills(profile.skills)),
    "languages": ("语言", lambda profile: "、".join(profile.languages)),
    "hours": ("空闲时间", lambda profile: write_hours(profile.hours)),
    "reach": ("服务范围", lambda profile: write_reach(profile.reach)),
    "night_ok": ("夜间可叫", lambda profile: "是" if profile.night_ok else "否"),
    "cap_day": ("每日上限", lambda profile: str(profile.cap_day)),
    "cap_week": ("每周上限", lambda profile: str(profile.cap_week)),
    "vetted": ("审核日期", lambda profile: profile.vetted.isoformat() if profile.vetted else ""),
    "certificates": ("证书", lambda profile: write_certificates(profile.certificates)),
    "tools": ("工具", lambda profile: "、".join(profile.tools)),
    "team": ("使团", lambda profile: (profile.team or "") + ("(团长)" if profile.team and profile.leads_team else "")),
}

SHEET_HEADINGS = tuple(heading for heading, _ in _SHOWN.values())
"""Headings of an exported sheet, in order; `read_sheet` reads each of them."""


def cells_of(profile: Profile) -> list[str]:
    """The profile as the cells under `SHEET_HEADINGS`."""
    return [show(profile) for _, show in _SHOWN.values()]


def differences(before: Profile, after: Profile) -> tuple[FieldChange, ...]:
    """Field by field, what becomes different."""
    shown = _SHOWN | {
        "status": ("状态", lambda profile: STATUSES[profile.status]),
        "leads_team": ("团长", lambda profile: "是" if profile.leads_team else "否"),
    }
    changed = [each.name for each in fields(Profile) if getattr(before, each.name) != getattr(after, each.name)]
    return tuple(FieldChange(name, shown[name][0], shown[name][1](before), shown[name][1](after)) for name in changed)


def put(volunteer: Volunteer, before: Profile, after: Profile, zone: ZoneInfo) -> None:
    """Change the volunteer's own rows (not the person's) from `before` to `after`."""
    volunteer.status = after.status
    volunteer.reach = after.reach
    volunteer.night_ok = after.night_ok
    volunteer.cap_day, volunteer.cap_week = after.cap_day, after.cap_week
    volunteer.gender = after.gender
    volunteer.languages = list(after.languages)
    volunteer.tools, volunteer.team, volunteer.leads_team = list(after.tools), after.team, after.leads_team
    if after.vetted != before.vetted:
        volunteer.vetted_at = datetime.combine(after.vetted, time(), zone) if after.vetted else None
    levels = dict(after.skills)
    for known in list(volunteer.skills):
        if known.skill in levels:
            known.level = levels.pop(known.skill)
        else:
            volunteer.skills.remove(known)
    volunteer.skills.extend(VolunteerSkill(skill=skill, level=level) for skill, level in levels.items())
    certified = dict(after.certificates)
    for known in volunteer.skills:
        found = certified.get(known.skill, Certificate())
        known.certify(found.name, found.until)
    if after.hours != before.hours:
        volunteer.hours[:] = [Availability(weekday=day, from_minute=start, to_minute=end) for day, start, end in after.hours]
