"""What a report says, gathered from the rows; nothing personal is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.hours.model import RecordStatus, ServiceRecord
from aid.matching.model import Offer, OfferStatus
from aid.reports.period import Period
from aid.reports.rules import WITHIN, Asking, Case, Kept, Rates, Repeat, rates, rates_by, repeats
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.rules import FINISHED
from aid.requests.service import CAPTAIN, NEIGHBOURS
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group
from aid.volunteers.model import Volunteer

# Clocks whose striking means that somebody was slow; the others only say what happens next.
PROMISES = (
    FollowUpKind.FIRST_WORD, FollowUpKind.WORD_TO_RESIDENT, FollowUpKind.DONE_BY, FollowUpKind.REOFFER, FollowUpKind.CAPTAIN_REMIND,
    FollowUpKind.CAPTAIN_DEPUTY,
    FollowUpKind.CAPTAIN_SECRETARY, FollowUpKind.CONFIRM_DUE, FollowUpKind.PARTNER_REMIND, FollowUpKind.PARTNER_BACK,
)  # fmt: skip
# Struck: nobody had said a human word to the resident by the promised time.
RESPONSE = FollowUpKind.FIRST_WORD


@dataclass(frozen=True)
class Hours:
    """Confirmed service of a period: minutes, pieces, people; by category."""

    minutes: int
    pieces: int
    people: int
    by_category: Mapping[str | None, int]


@dataclass(frozen=True)
class Report:
    """Everything a report says. No names, phones, doors or words: there is no field for them."""

    community: str
    period: Period
    made_at: datetime
    asked: int
    closed: int
    merged: int
    cancelled: int
    unfinished: int
    overall: Rates
    by_building: Mapping[str | None, Rates]
    by_category: Mapping[str | None, Rates]
    by_team: Mapping[str | None, Rates]
    by_month: Mapping[str | None, Rates]
    clocks: Mapping[FollowUpKind, Kept]
    busiest: Mapping[str | None, int]
    repeats: Sequence[Repeat]
    hours: Hours
    partners: Mapping[str, str]


def gather(unit: Unit, period: Period) -> Report:
    """The report on a period."""
    found = cases(unit, period)
    busiest = _asked_by_category(unit, period)
    return Report(
        community=unit.community.name,
        period=period,
        made_at=unit.now,
        asked=sum(busiest.values()),
        closed=len(found),
        merged=_ended(unit, period, HelpRequest.outcome == Outcome.MERGED),
        cancelled=_ended(unit, period, HelpRequest.status == Status.CANCELLED),
        unfinished=unit.session.scalar(select(func.count()).where(HelpRequest.status.not_in(list(FINISHED)))) or 0,
        overall=rates(found),
        by_building=rates_by(found, lambda each: each.building),
        by_category=rates_by(found, lambda each: each.category),
        by_team=rates_by(found, lambda each: each.team),
        by_month=dict(sorted(rates_by(found, lambda each: each.month).items(), key=lambda each: each[0] or "")),
        clocks=_clocks(unit, period),
        busiest=busiest,
        repeats=repeats(_askings(unit, period)),
        hours=_hours(unit, period),
        partners={each.id: each.name for each in unit.community.partner},
    )


def cases(unit: Unit, period: Period) -> list[Case]:
    """The closed cases of a period in one query. What was merged is counted as the request that it went into."""
    struck = exists().where(FollowUp.request_id == HelpRequest.id, FollowUp.kind == RESPONSE, FollowUp.status == FollowUpStatus.FIRED)
    holder = (
        select(func.coalesce(Volunteer.team, NEIGHBOURS))
        .join(Offer, Offer.volunteer_id == Volunteer.id)
        .where(Offer.request_id == HelpRequest.id, Offer.status == OfferStatus.ACCEPTED)
        .order_by(Offer.answered_at, Offer.id)
        .limit(1)
        .scalar_subquery()
    )
    team = func.coalesce(holder, HelpRequest.partner, CAPTAIN)
    rows = unit.session.execute(
        select(
            HelpRequest.id, HelpRequest.building, HelpRequest.category, team, HelpRequest.closed_at, ~struck, HelpRequest.solved,
            HelpRequest.satisfied,
        )
        .where(
            HelpRequest.status == Status.CLOSED,
            HelpRequest.closed_at >= period.since,
            HelpRequest.closed_at < period.until,
            HelpRequest.outcome != Outcome.MERGED,
        )
        .order_by(HelpRequest.id)
    )  # fmt: skip
    return [
        Case(number, building, category, by, f"{closed_at.astimezone(period.zone):%Y-%m}", bool(responded), solved, satisfied)
        for number, building, category, by, closed_at, responded, solved, satisfied in rows
    ]


def _ended(unit: Unit, period: Period, how: ColumnElement[bool]) -> int:
    within = (HelpRequest.closed_at >= period.since, HelpRequest.closed_at < period.until)
    return unit.session.scalar(select(func.count()).select_from(HelpRequest).where(*within, how)) or 0


def _asked_by_category(unit: Unit, period: Period) -> dict[str | None, int]:
    counted = (
        select(HelpRequest.category, func.count())
        .where(HelpRequest.created_at >= period.since, HelpRequest.created_at < period.until)
        .group_by(HelpRequest.category)
    )
    found = {category: count for category, count in unit.session.execute(counted)}
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0] or "")))


def _askings(unit: Unit, period: Period) -> list[Asking]:
    """Who asked where, from WITHIN before the period on: what is public by building, the rest by home."""
    rows = unit.session.execute(
        select(HelpRequest.building, HelpRequest.household_id, HelpRequest.category, HelpRequest.created_at).where(
            HelpRequest.created_at >= period.since - WITHIN,
            HelpRequest.created_at < period.until,
        )
    )
    found = []
    for building, household, category, at in rows:
        if building is None or category is None:
            continue
        public = CATEGORIES[category].group is Group.SERVICE
        if public or household is not None:
            found.append(Asking((building, None if public else household), category, at))
    return found


def _clocks(unit: Unit, period: Period) -> dict[FollowUpKind, Kept]:
    """The clocks that began in the period: dropped because somebody moved first, struck, or running."""
    rows = unit.session.execute(
        select(FollowUp.kind, FollowUp.status, func.count())
        .where(FollowUp.created_at >= period.since, FollowUp.created_at < period.until, FollowUp.kind.in_(PROMISES))
        .group_by(FollowUp.kind, FollowUp.status)
    )
    found = {(kind, status): count for kind, status, count in rows}

    def count(kind: FollowUpKind, *wanted: FollowUpStatus) -> int:
        return sum(found.get((kind, status), 0) for status in wanted)

    running = [status for status in FollowUpStatus if status not in (FollowUpStatus.DROPPED, FollowUpStatus.FIRED)]
    return {kind: Kept(count(kind, FollowUpStatus.DROPPED), count(kind, FollowUpStatus.FIRED), count(kind, *running)) for kind in PROMISES}


def _hours(unit: Unit, period: Period) -> Hours:
    rows = unit.session.execute(
        select(HelpRequest.category, ServiceRecord.volunteer_id, func.sum(ServiceRecord.minutes), func.count())
        .join(HelpRequest, HelpRequest.id == ServiceRecord.request_id)
        .where(
            ServiceRecord.status == RecordStatus.CONFIRMED,
            ServiceRecord.ended_at >= period.since,
            ServiceRecord.ended_at < period.until,
        )
        .group_by(HelpRequest.category, ServiceRecord.volunteer_id)
    ).all()
    by_category: dict[str | None, int] = {}
    for category, _, minutes, _ in rows:
        by_category[category] = by_category.get(category, 0) + int(minutes)
    return Hours(
        minutes=sum(int(minutes) for _, _, minutes, _ in rows),
        pieces=sum(pieces for *_, pieces in rows),
        people=len({volunteer for _, volunteer, _, _ in rows}),
        by_category=dict(sorted(by_category.items(), key=lambda each: (-each[1], each[0] or ""))),
    )
