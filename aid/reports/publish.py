"""Weekly and monthly reports on their way to captains and secretary: rows, once; the file is made when it is sent."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, or_, select

from aid.community import Community
from aid.delivery.page import Document
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.people.model import Post, PostKind
from aid.reports.files import Format, written
from aid.reports.model import Publication, ReportKind
from aid.reports.period import Period, month_before, week_before
from aid.reports.service import gather
from aid.requests.model import HelpRequest
from aid.store.work import Unit

# A report that is later than this (the program was stopped) is news no longer.
FRESH = timedelta(days=5)


def due(today: date, community: Community) -> list[tuple[ReportKind, Period]]:
    """What should have gone out by the morning of `today`, and is still news. Pure."""
    periods = {ReportKind.WEEK: week_before(today, community.zone), ReportKind.MONTH: month_before(today, community.zone)}
    return [(kind, periods[kind]) for kind in ReportKind if kind in community.reports and today - periods[kind].last <= FRESH]


def publish(unit: Unit) -> int:
    """Write the reports that are due to captains and secretary, those about nothing left out; how many went out."""
    local = unit.now.astimezone(unit.community.zone)
    if local.time() < unit.community.digest_at:
        return 0
    published = 0
    for kind, period in due(local.date(), unit.community):
        known = select(Publication.id).where(Publication.kind == kind, Publication.first == period.first)
        if unit.session.scalar(known) is not None or not _anything(unit, period):
            continue
        unit.session.add(Publication(kind=kind, first=period.first, last=period.last, published_at=unit.now))
        unit.session.flush()
        readers = select(Post.person_id).where(Post.kind.in_([PostKind.SECRETARY, PostKind.CAPTAIN])).distinct().order_by(Post.person_id)
        for person_id in unit.session.scalars(readers).all():
            post(
                unit,
                person_id,
                "report_week" if kind is ReportKind.WEEK else "report_month",
                reader=Reader.CAPTAIN,
                first=period.first.isoformat(),
                last=period.last.isoformat(),
            )
        published += 1
    return published


def _anything(unit: Unit, period: Period) -> bool:
    """Whether anybody asked for something, or anything was ended."""
    begun = HelpRequest.created_at.between(period.since, period.until)
    ended = HelpRequest.closed_at.between(period.since, period.until)
    return bool(unit.session.scalar(select(func.count()).select_from(HelpRequest).where(or_(begun, ended))))


def report_document(unit: Unit, period: Period) -> Document:
    """The file of a report: a PDF, which every phone shows and every office prints."""
    return Document(f"{unit.community.name}报告-{period.first}-{period.last}.pdf", written(gather(unit, period), Format.PDF))
