"""What must hold of every clock of the month, checked against a count made here anew, minute by minute and day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import chinese_calendar
from sqlalchemy import select

from aid.community import Workdays
from aid.followups.model import FollowUp, FollowUpStatus
from aid.followups.model import FollowUpKind as Kind
from aid.followups.rules import BEFORE_AGREED_TIME
from aid.people.model import AuditEvent
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest
from aid.store.work import Unit, Work
from aid.understanding.taxonomy import Urgency

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
_BEIJING = timedelta(hours=8)
_PARTNERS = {Kind.PARTNER_REMIND, Kind.PARTNER_BACK, Kind.PARTNER_NEWS}
# These may strike at an instant that somebody chose: an agreed time, a day waited for, an extension.
_CHOSEN = {Kind.WAIT_OVER}


@dataclass
class Row:
    """One line of the table: a kind of clock."""

    started: int = 0
    fired: int = 0
    dropped: int = 0
    by_hand: int = 0  # strokes whose instant was counted anew and agreed
    moved: int = 0  # paused, cut to an agreed time, extended or put off to the morning: only their hours were checked


@dataclass
class Found:
    """The table, and everything that is not as it should be."""

    rows: dict[Kind, Row] = field(default_factory=lambda: defaultdict(Row))
    wrong: list[str] = field(default_factory=list)


def check(work: Work) -> Found:
    """Every clock fired once, in order, at its instant, in the hours in which it may."""
    found = Found()
    with work.read() as unit:
        clocks = list(unit.session.scalars(select(FollowUp).order_by(FollowUp.id)))
        events = list(unit.session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
        requests = {each.id: each for each in unit.session.scalars(select(HelpRequest))}
        _once_and_in_order(found, clocks, events)
        moved = _moved(events)
        for clock in clocks:
            _one(unit, found, clock, requests[clock.request_id], moved)
    return found


def _once_and_in_order(found: Found, clocks: list[FollowUp], events: list[AuditEvent]) -> None:
    struck = Counter(event.cause for event in events if event.kind == AuditKind.FIRED)
    for clock in clocks:
        times = struck.pop(f"followup:{clock.id}", 0)
        if times != (clock.status is FollowUpStatus.FIRED):
            found.wrong.append(f"#{clock.request_id} {clock.kind}: {clock.status}, 响了 {times} 次")
    found.wrong += [f"{cause}: 响了, 却没有这个时钟" for cause in struck]
    last = datetime.min.replace(tzinfo=UTC)
    before: dict[tuple[int | None, str], datetime] = {}
    for event in events:
        if event.kind == AuditKind.FIRED:
            due = datetime.fromisoformat(event.facts["due"])
            if due < last:
                found.wrong.append(f"#{event.request_id} {event.facts['clock']}: {due} 在 {last} 之后才响")
            last = due
            same = (event.request_id, event.facts["clock"])
            if due - before.get(same, due - DAY) < MINUTE:
                found.wrong.append(f"#{event.request_id} {event.facts['clock']}: {before[same]} 和 {due} 一连响了两次")
            before[same] = due


def _moved(events: list[AuditEvent]) -> dict[int, list[datetime]]:
    """When the clocks of each request were moved by somebody: paused, woken, extended."""
    moved: dict[int, list[datetime]] = defaultdict(list)
    for event in events:
        if event.kind in (AuditKind.WAITS, AuditKind.WOKEN, AuditKind.EXTENDED, AuditKind.REFERRED, AuditKind.JOINED):
            moved[event.request_id or 0].append(event.at)
    return moved


def _one(unit: Unit, found: Found, clock: FollowUp, request: HelpRequest, moved: dict[int, list[datetime]]) -> None:
    row = found.rows[clock.kind]
    row.started += 1
    if clock.status is FollowUpStatus.DROPPED:
        row.dropped += 1
    if clock.status is not FollowUpStatus.FIRED:
        return
    row.fired += 1
    assert clock.fired_at is not None
    where = f"#{clock.request_id} {clock.kind} ({request.urgency})"
    if clock.fired_at != clock.due_at:
        found.wrong.append(f"{where}: 该 {clock.due_at} 响, {clock.fired_at} 才响")
    if request.urgency is Urgency.NORMAL and clock.kind not in _PARTNERS and _sleeps(clock.fired_at):
        found.wrong.append(f"{where}: 在安静时段 {clock.fired_at} 响了")
    touched = any(clock.created_at <= at <= clock.fired_at for at in moved[clock.request_id])
    agreed = request.wanted_from is not None and clock.kind in (*BEFORE_AGREED_TIME, Kind.DONE_BY, Kind.DONE_WARN)
    put_off = clock.kind is Kind.NEXT_WAVE and _sleeps(clock.created_at)
    if touched or agreed or put_off or clock.kind in _CHOSEN:
        row.moved += 1
        return
    expected = _by_hand(unit, clock, request)
    if expected == clock.fired_at:
        row.by_hand += 1
    else:
        found.wrong.append(f"{where}: 从 {clock.created_at} 数该 {expected} 响, {clock.fired_at} 响了")


def _by_hand(unit: Unit, clock: FollowUp, request: HelpRequest) -> datetime | None:
    duration = unit.community.clocks[request.urgency].get(clock.kind.value)
    partner = next((each for each in unit.community.partner if each.id == request.partner), None)
    if duration is None:
        return None
    if clock.kind in _PARTNERS and partner is not None:
        opens, closes = partner.opens
        if isinstance(duration, Workdays):
            return _beijing(_workday_after(_local(clock.created_at).date(), duration.days), closes)
        return _minutes(clock.created_at, duration, lambda at: _is_open(at, opens, closes))
    assert isinstance(duration, timedelta)
    if request.urgency is Urgency.NORMAL:
        return _minutes(clock.created_at, duration, lambda at: not _sleeps(at))
    return clock.created_at + duration


def _minutes(since: datetime, duration: timedelta, counts: object) -> datetime:
    """The end of so many seconds that count, walked in steps that never cross a minute."""
    assert callable(counts)
    at, left = since, duration
    while left or not counts(at):
        step = MINUTE - timedelta(seconds=at.second, microseconds=at.microsecond)
        if counts(at):
            step = min(step, left)
            left -= step
        at += step
    return at


def _local(instant: datetime) -> datetime:
    return instant.astimezone(UTC) + _BEIJING


def _beijing(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC) - _BEIJING


def _sleeps(instant: datetime) -> bool:
    """Quiet hours as design §7 has them, typed here anew."""
    clock = _local(instant).time()
    return clock >= time(22) or clock < time(7) or time(12, 30) <= clock < time(14)


def _is_open(instant: datetime, opens: time, closes: time) -> bool:
    local = _local(instant)
    return _works(local.date()) and opens <= local.time() < closes


def _works(day: date) -> bool:
    try:
        holiday, _ = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return day.weekday() < 5
    return not holiday


def _workday_after(day: date, days: int) -> date:
    while days:
        day += DAY
        days -= _works(day)
    return day
