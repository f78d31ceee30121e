"""`wobanglin volunteers`: the library, with load and when each was last asked; and what partners offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from aid.matching.model import Offer
from aid.people import audit
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.model import Level, Volunteer, VolunteerSkill
from aid.volunteers.profile import STATUSES
from aid.volunteers.skills import skills
from cli.settings import read_settings
from cli.wiring import open_work

console = Console()
_LEVELS = {Level.SOME: "会一点", Level.SKILLED: "", Level.CERTIFIED: "持证"}


def volunteers() -> None:
    """List the volunteers of the library, then the partners and what they offer. Each volunteer can read in 我的数据 that it was done."""
    work = open_work(read_settings())
    people: list[int] = []
    table = Table("#", "姓名", "楼", "状态", "会什么、有什么", "审核", "被请")
    for column in table.columns[:4]:
        column.no_wrap = True
    table.columns[4].overflow = "fold"
    with work.read() as unit:
        lately, ever, kept = _asked(unit, timedelta(days=7)), _asked(unit), _kept(unit)
        for each in unit.session.scalars(select(Volunteer).order_by(Volunteer.id)):
            last = each.last_asked_at.astimezone(unit.community.zone).strftime("%m-%d") if each.last_asked_at else "没有"
            people.append(each.person_id)
            table.add_row(
                str(each.id), each.person.name or "", each.person.building or "", STATUSES[each.status], "\n".join(_brings(each, unit)),
                each.vetted_at.astimezone(unit.community.zone).strftime("%y-%m-%d") if each.vetted_at else "",
                f"7天 {lately.get(each.id, 0)}/{each.cap_week}\n上次 {last}\n答应 {kept.get(each.id, 0)}/{ever.get(each.id, 0)}",
            )  # fmt: skip
        partners = Table("同盟单位", "开门时间", "能做什么", title="同盟单位 (不是志愿者, 由楼栋长转介)")
        for partner in unit.community.partner:
            partners.add_row(partner.name, partner.hours_words, "、".join(skills()[each].name for each in partner.skills))
    work.write("volunteers", record_views, people)
    console.print(table)
    console.print(partners)


def record_views(unit: Unit, people: Sequence[int]) -> None:
    """A view of each of these people by whoever runs the command: no reader of ours."""
    for person_id in people:
        audit.record(unit, AuditKind.VIEWED, person_id=person_id, reader=None, fields=["name", "building", "skills"])


def _brings(volunteer: Volunteer, unit: Unit) -> list[str]:
    """A line each, as far as there is any: skills, tools, languages, team."""
    lines = [
        "、".join(_skill(skill, unit) for skill in volunteer.skills if skill.skill in skills()),
        "工具: " + "、".join(volunteer.tools) if volunteer.tools else "",
        "语言: " + "、".join(volunteer.languages) if volunteer.languages else "",
        f"使团: {volunteer.team}{'(团长)' if volunteer.leads_team else ''}" if volunteer.team else "",
    ]
    return [line for line in lines if line]


def _skill(skill: VolunteerSkill, unit: Unit) -> str:
    """「电路跳闸(持证到 2027-05-01)」; a certificate that has lapsed is said to have."""
    until = skill.certified_until
    lapsed = until is not None and until < unit.now.astimezone(unit.community.zone).date()
    level = "证已过期" if lapsed else _LEVELS[skill.level] + (f"到 {until}" if until and skill.level is Level.CERTIFIED else "")
    return skills()[skill.skill].name + (f"({level})" if level else "")


def _asked(unit: Unit, ago: timedelta | None = None) -> dict[int, int]:
    counts = select(Offer.volunteer_id, func.count()).group_by(Offer.volunteer_id)
    if ago is not None:
        counts = counts.where(Offer.proposed_at > unit.now - ago)
    return {volunteer: count for volunteer, count in unit.session.execute(counts)}


def _kept(unit: Unit) -> dict[int, int]:
    rows = select(Offer.volunteer_id, func.count()).where(Offer.kept > 0).group_by(Offer.volunteer_id)
    return {volunteer: count for volunteer, count in unit.session.execute(rows)}
