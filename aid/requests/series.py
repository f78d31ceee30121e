"""定期求助: when the next request of a series is opened, when it is left out, and how the series ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from sqlalchemy import select

from aid.community import Community
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests.known import Known
from aid.requests.model import HelpRequest, Series
from aid.store.work import Unit
from aid.understanding.recurring import Recurring, of_json

# So many days ahead neighbours are asked, in the morning; of help that comes oftener than that, the day before.
_AHEAD = timedelta(days=2)
_ASKED_AT = time(9)
# What every request of a series begins with.
_KEPT = ("words", "category", "urgency", "building", "unit", "room", "phone", "beneficiary", "needed", "their_consent")


def opens_at(rule: Recurring, day: date, community: Community) -> datetime:
    """When the request of this day is opened: in time for whoever helped last to think about it. Pure."""
    ahead = timedelta(days=1) if rule.unit == "day" and rule.every == 1 else _AHEAD
    return datetime.combine(day - ahead, _ASKED_AT, community.zone)


def rule_of(series: Series) -> Recurring:
    return of_json(series.rule)


def begin(unit: Unit, request: HelpRequest, known: Known) -> Series:
    """The confirmed request is the first of a series."""
    rule = of_json(known["recurring"] or {})
    series = Series(
        created_at=unit.now, requester_id=request.requester_id, filed_by=request.filed_by, rule=rule.as_json(),
        known={name: value for name, value in known.items() if name in _KEPT},
    )  # fmt: skip
    unit.session.add(series)
    unit.session.flush()
    request.series_id, request.series_day = series.id, rule.starts
    plan(unit, series, rule.starts)
    audit.record(unit, AuditKind.SERIES_BEGUN, request_id=request.id, series=series.id)
    return series


def plan(unit: Unit, series: Series, after: date) -> None:
    """The next day later than `after` that is still ahead; the series ends where there is none.

    Days that went by while we were stopped are left out: nobody can help yesterday.
    """
    rule = rule_of(series)
    series.next_day = next((day for day in rule.dates(after) if rule.on(day)[0] > unit.now), None)
    series.opens_at = opens_at(rule, series.next_day, unit.community) if series.next_day else None
    if series.next_day is None:
        _close(unit, series)


def hold(unit: Unit, series_id: int) -> Series:
    return unit.session.get_one(Series, series_id, with_for_update=True, populate_existing=True)


def due(unit: Unit) -> list[tuple[int, date | None]]:
    """The series whose next request is to be opened now, and for which day."""
    found = select(Series.id, Series.next_day).where(Series.opens_at <= unit.now).order_by(Series.opens_at, Series.id)
    return [(number, day) for number, day in unit.session.execute(found)]


def next_opening(unit: Unit) -> datetime | None:
    return unit.session.scalar(select(Series.opens_at).where(Series.opens_at.is_not(None)).order_by(Series.opens_at).limit(1))


def live_of(unit: Unit, person_id: int) -> Sequence[Series]:
    """The series of a resident that go on."""
    mine = select(Series).where(Series.requester_id == person_id, Series.ended_at.is_(None)).order_by(Series.id)
    return unit.session.scalars(mine).all()


def of_request(unit: Unit, request: HelpRequest) -> Series | None:
    return unit.session.get(Series, request.series_id) if request.series_id else None


def latest_of(unit: Unit, series: Series) -> HelpRequest:
    """The newest request of a series: there is always one, as the first began it."""
    newest = select(HelpRequest).where(HelpRequest.series_id == series.id).order_by(HelpRequest.id.desc()).limit(1)
    return unit.session.scalars(newest).one()


def end(unit: Unit, series: Series) -> None:
    """No more of it; what is already open goes on."""
    if series.ended_at is None:
        _close(unit, series)


def _close(unit: Unit, series: Series) -> None:
    series.ended_at, series.next_day, series.opens_at, series.known = unit.now, None, None, {}
    audit.record(unit, AuditKind.SERIES_ENDED, request_id=latest_of(unit, series).id, series=series.id)


def days_within(series: Series, first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included, for which nobody has been asked yet."""
    if series.next_day is None:
        return []
    ahead = takewhile(lambda day: day <= last, rule_of(series).dates(max(first, series.next_day) - timedelta(days=1)))
    return list(ahead)


def requests_within(unit: Unit, series: Series, first: date, last: date) -> Sequence[HelpRequest]:
    """The requests of its days from `first` to `last`, both included, whatever has become of them."""
    mine = select(HelpRequest).where(HelpRequest.series_id == series.id, HelpRequest.series_day.between(first, last))
    return unit.session.scalars(mine.order_by(HelpRequest.series_day)).all()


def skip(unit: Unit, series: Series, days: Sequence[date]) -> None:
    """These days, for which nobody has been asked yet, are left out."""
    series.rule = rule_of(series).leaving_out(days).as_json()
    for day in days:
        audit.record(unit, AuditKind.SERIES_SKIPPED, request_id=latest_of(unit, series).id, series=series.id, day=day.isoformat())
    if series.next_day is not None and series.next_day in days:
        plan(unit, series, series.next_day)
