"""志愿服务记录证明: the certificate, and checking one that somebody shows.

志愿服务记录与证明出具办法(试行), 民政部令第67号: free and true to the records (art. 14), with time served, what was done and who
recorded it (art. 15), open to being checked (art. 17). Personal data leave the store: run `certify` in a writing unit, which
keeps the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fpdf.enums import Align
from sqlalchemy import select

from aid.hours import service
from aid.hours.model import ServiceRecord
from aid.hours.rules import hours
from aid.paper import GREY, Paper
from aid.people import audit
from aid.people.model import AuditEvent
from aid.people.service import hash_of
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.model import Volunteer


class NothingToCertify(LookupError):
    """There is no such volunteer, or none of their service is confirmed."""


@dataclass(frozen=True)
class Certificate:
    """A certificate as a file, with the number under which it can be checked."""

    number: str
    minutes: int
    pdf: bytes


def certify(unit: Unit, volunteer_id: int, since: datetime, until: datetime) -> Certificate:
    """The certificate of a volunteer's confirmed service that ended in [since, until); NothingToCertify when there is none."""
    volunteer = unit.session.get(Volunteer, volunteer_id)
    if volunteer is None:
        raise NothingToCertify(f"没有编号为 {volunteer_id} 的志愿者: wobanglin volunteers 列出编号")
    records = service.between(unit, since, until, volunteer_id=volunteer_id, confirmed=True)
    if not records:
        raise NothingToCertify(f"志愿者 {volunteer_id} 在这段时间没有已确认的服务记录")
    minutes = sum(record.minutes for record in records)
    number = _number(unit, volunteer_id, since, until, minutes)
    audit.record(
        unit,
        AuditKind.CERTIFIED,
        person_id=volunteer.person_id,
        number=number,
        volunteer=volunteer_id,
        since=since.isoformat(),
        until=until.isoformat(),
        minutes=minutes,
    )
    return Certificate(number, minutes, _page(unit, volunteer, records, number, since, until))


def _number(unit: Unit, volunteer_id: int, since: datetime, until: datetime, minutes: int) -> str:
    """「20261125-7-1f3a9c04」: day, volunteer, and a keyed hash of what is certified, which nobody else can make up."""
    day = f"{unit.now.astimezone(unit.community.zone):%Y%m%d}"
    seal = hash_of(unit, "certificate", day, str(volunteer_id), since.isoformat(), until.isoformat(), str(minutes))
    return f"{day}-{volunteer_id}-{seal[:8]}"


def certified(unit: Unit, number: str) -> AuditEvent | None:
    """When and over what a certificate with this number was given; None when there was none."""
    given = select(AuditEvent).where(AuditEvent.kind == AuditKind.CERTIFIED.value).order_by(AuditEvent.id.desc())
    return next((event for event in unit.session.scalars(given) if event.facts["number"] == number.strip()), None)


def what_words(record: ServiceRecord) -> str:
    """What was done: the category, no words of the resident."""
    category = CATEGORIES.get(record.request.category or "")
    return category.name if category else "邻里互助"


def where_words(unit: Unit, record: ServiceRecord) -> str:
    """Where: the building, never the door."""
    building = record.request.building
    return f"{unit.community.name}{building}号楼" if building else unit.community.name


def _page(unit: Unit, volunteer: Volunteer, records: Sequence[ServiceRecord], number: str, since: datetime, until: datetime) -> bytes:
    zone, issuer = unit.community.zone, unit.community.issuer or unit.community.name
    first, last = since.astimezone(zone), until.astimezone(zone) - timedelta(days=1)
    minutes = sum(record.minutes for record in records)
    paper = Paper("志愿服务记录证明", f"{issuer} · 证明编号 {number}", unit.now)
    paper.ln(4)
    paper.heading("志愿服务记录证明", 24, align=Align.C, font="serif")
    paper.ln(6)
    name, assistant = volunteer.person.name or "", unit.community.assistant.replace(" ", "\N{NO-BREAK SPACE}")
    paper.say(
        f"兹证明 {name} (志愿者编号 {volunteer.id}) 于 {_day(first)} 至 {_day(last)} 期间, "
        f"参加「{assistant}」邻里互助志愿服务 {len(records)} 次, 实际服务时间共计 {hours(minutes)} 小时。",
        12.5,
    )
    paper.ln(2)
    paper.say("身份证件号码 (需要时由本人填写): ____________________________", 10.5)
    paper.ln(4)
    rows = []
    for record in records:
        day = record.ended_at.astimezone(zone)
        lead = record.request.captain.name or ""
        what = f"#{record.request_id} {what_words(record)}"
        rows.append((what, f"{day:%Y-%m-%d}", where_words(unit, record), hours(record.minutes), lead))
    rows.append(("合计", "", "", hours(minutes), ""))
    paper.grid(("服务内容", "日期", "地点", "服务时间 (小时)", "负责人"), rows, (30, 20, 30, 20, 20), size=10)
    paper.ln(12)
    for line in (f"记录单位: {issuer} (盖章)", f"出具日期: {_day(unit.now.astimezone(zone))}", "经办人: ________________"):
        paper.say(line, 12, align=Align.R)
        paper.ln(2)
    paper.ln(8)
    paper.say(
        "本证明依据《志愿服务记录与证明出具办法(试行)》(民政部令第67号) 无偿出具, 只列经确认的服务; 服务时间是实际付出的时间。"
        f"查验请向记录单位报编号 {number}。本证明不得用于商业目的。",
        9,
        colour=GREY,
    )
    return paper.whole()


def _day(local: datetime) -> str:
    return f"{local.year}年{local.month}月{local.day}日"
