"""`wobanglin volunteers`: the library, with load and when each was last asked."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from aid.matching.model import Offer
from aid.volunteers.model import Volunteer
from aid.volunteers.skills import skills
from cli.settings import read_settings
from cli.wiring import open_work

console = Console()


def volunteers() -> None:
    """List the volunteers of the library."""
    work = open_work(read_settings())
    table = Table("#", "姓名", "楼", "状态", "技能", "审核", "近 7 天被请", "上次被请")
    with work.read() as unit:
        counts = dict(
            unit.session.execute(
                select(Offer.volunteer_id, func.count())
                .where(Offer.proposed_at > unit.now - timedelta(days=7))
                .group_by(Offer.volunteer_id)
            )
            .tuples()
            .all()
        )
        for each in unit.session.scalars(select(Volunteer).order_by(Volunteer.id)):
            names = "、".join(skills()[skill.skill].name for skill in each.skills if skill.skill in skills())
            last = each.last_asked_at.astimezone(unit.community.zone).strftime("%m-%d %H:%M") if each.last_asked_at else "—"
            vetted = "✓" if each.vetted_at else ""
            table.add_row(
                str(each.id), each.person.name or "", each.person.building or "", each.status.value, names, vetted,
                f"{counts.get(each.id, 0)}/{each.cap_week}", last,
            )  # fmt: skip
    console.print(table)
