"""When a clock strikes: pure, in UTC, counted as design §7 says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import chinese_calendar

from aid.community import Community, Partner, Workdays
from aid.followups.model import FollowUpKind as Kind
from aid.requests.model import Status
from aid.understanding.taxonomy import Urgency

# The clocks each status sets anew. Every unfinished status has at least one that ends in an action.
STATUS_CLOCKS: dict[Status, tuple[Kind, ...]] = {
    Status.RECEIVED: (Kind.RESIDENT_REMINDER, Kind.TO_CAPTAIN),
    Status.OPEN: (),
    Status.OFFERING: (Kind.NEXT_WAVE, Kind.CAPTAIN_MUST_ACT),
    Status.ACCEPTED: (Kind.NUDGE_HOLDER, Kind.REOFFER),
    Status.WITH_CAPTAIN: (Kind.CAPTAIN_REMIND, Kind.CAPTAIN_DEPUTY, Kind.CAPTAIN_SECRETARY),
    Status.REFERRED: (Kind.PARTNER_REMIND, Kind.PARTNER_BACK),
    Status.DONE: (Kind.CONFIRM_DUE,),
    Status.CONFIRMED: (Kind.ASK_AFTER, Kind.AFTERCARE_REMIND, Kind.AFTERCARE_CALL, Kind.AFTERCARE_CLOSE),
    Status.CLOSED: (),
    Status.CANCELLED: (),
}
# The three promises to the resident, each with its warning: the first human word, the next word, done.
# They run from "open" until "done", across changes of status.
PROMISES = {Kind.FIRST_WORD: Kind.FIRST_WARN, Kind.WORD_TO_RESIDENT: Kind.WORD_WARN, Kind.DONE_BY: Kind.DONE_WARN}
LASTING = (*PROMISES, *PROMISES.values())
# Once somebody human has spoken these have done their work.
UNTIL_FIRST_WORD = frozenset({Kind.FIRST_WORD, Kind.FIRST_WARN})
# The clocks of waiting itself: all others of the request stand still meanwhile.
WAITS = frozenset({Kind.WAIT_REMIND, Kind.WAIT_OVER})
LASTING_STATUSES = frozenset({Status.OPEN, Status.OFFERING, Status.ACCEPTED, Status.WITH_CAPTAIN, Status.REFERRED, Status.DONE})
UNFINISHED = frozenset(set(Status) - {Status.CLOSED, Status.CANCELLED})
# Cut to fit before an agreed time: they exist so that help is there by then.
BEFORE_AGREED_TIME = frozenset({Kind.NEXT_WAVE, Kind.CAPTAIN_MUST_ACT, Kind.NUDGE_HOLDER, Kind.REOFFER})
# Who holds a job and has moved (「我在路上」) is asked again only after the agreed time.
OF_HOLDERS = frozenset({Kind.NUDGE_HOLDER, Kind.REOFFER})
# However near the agreed time is, a clock that is set again is cut as if so much were left: else each is a part of the last, without end.
LEAST_LEFT = timedelta(minutes=20)
# Where the piece of time that an instant lies in ends, and whether it counts.
Stretch = tuple[datetime, bool]
_PARTNER_CLOCKS = frozenset({Kind.PARTNER_REMIND, Kind.PARTNER_BACK, Kind.PARTNER_NEWS})


def due_at(
    kind: Kind,
    urgency: Urgency,
    since: datetime,
    community: Community,
    *,
    agreed: datetime | None = None,
    partner: Partner | None = None,
    again: bool = False,
) -> datetime | None:
    """The UTC instant at which this clock, started at `since`, strikes; None where the compound sets no such clock.

    Emergency and urgent clocks count every minute, normal ones every minute outside quiet hours, partners'
    clocks opening hours and working days. Clocks that serve an agreed time are cut to strike before it; one of a
    holder's that is set again (`again`) counts from it.
    """
    duration = community.clocks[urgency].get(kind.value)
    if duration is None:
        return None
    if kind in (Kind.DONE_BY, Kind.DONE_WARN) and agreed:
        since = max(since, agreed)
    if kind in OF_HOLDERS and agreed and again:
        since = max(since, agreed)
    if kind in BEFORE_AGREED_TIME and agreed and since < agreed and isinstance(duration, timedelta):
        left = waking_time(since, agreed, community) if urgency is Urgency.NORMAL else agreed - since
        duration = min(duration, _share(kind, duration, urgency, community) * (max(left, LEAST_LEFT) if again else left) / 2)
    if kind in _PARTNER_CLOCKS and partner is not None:
        return after_open_time(since, duration, community, partner)
    if isinstance(duration, Workdays):
        return after_workdays(since, duration.days, community)
    if urgency is Urgency.NORMAL:
        return after_waking_time(since, duration, community)
    return since + duration


def agreed_time(wanted_from: datetime | None, wanted_to: datetime | None, now: datetime) -> datetime | None:
    """The instant that clocks must fit before: when help is wanted from, or once that is past, a deadline within the day (「五点前」)."""
    if wanted_from and wanted_to and wanted_from <= now < wanted_to and wanted_to - wanted_from < timedelta(days=1):
        return wanted_to
    return wanted_from


def left_of(
    kind: Kind, urgency: Urgency, now: datetime, due: datetime, community: Community, *, partner: Partner | None = None
) -> timedelta:
    """How much of the time that this clock counts lies between now and its stroke: what it has left when it is paused."""
    stretch = _stretches(kind, urgency, community, partner)
    return max(due - now, timedelta(0)) if stretch is None else _counted(now, due, stretch)


def strikes_after(
    kind: Kind, urgency: Urgency, since: datetime, left: timedelta, community: Community, *, partner: Partner | None = None
) -> datetime:
    """The instant at which so much of the time that this clock counts has gone by."""
    stretch = _stretches(kind, urgency, community, partner)
    return since + left if stretch is None else _spend(since, left, stretch)


def _stretches(kind: Kind, urgency: Urgency, community: Community, partner: Partner | None) -> Callable[[datetime], Stretch] | None:
    """Which minutes this clock counts; None where it counts every one."""
    if kind in _PARTNER_CLOCKS and partner is not None:
        return lambda at: _open_stretch(at, community, partner)
    if urgency is Urgency.NORMAL:
        return lambda at: _waking_stretch(at, community)
    return None


def opens_at(now: datetime, community: Community, partner: Partner) -> datetime:
    """Now if the partner is open, else when it opens next."""
    end, is_open = _open_stretch(now, community, partner)
    while not is_open:
        now, (end, is_open) = end, _open_stretch(end, community, partner)
    return now


def _share(kind: Kind, duration: timedelta, urgency: Urgency, community: Community) -> float:
    """How far along its status this clock strikes, 1 for the last: cut by this, two clocks keep their order."""
    fellows = next(kinds for kinds in STATUS_CLOCKS.values() if kind in kinds)
    longest = max(each for kind in fellows if isinstance(each := community.clocks[urgency].get(kind.value), timedelta))
    return duration / longest if longest else 0.0


def is_quiet(instant: datetime, community: Community) -> bool:
    """Whether we start nothing at this instant."""
    return quiet_end(instant, community) is not None


def quiet_end(instant: datetime, community: Community) -> datetime | None:
    """The end of the quiet hours this instant lies in, else None."""
    local = instant.astimezone(community.zone)
    for begin, end in community.quiet:
        if begin <= end:
            if begin <= local.time() < end:
                return _at(local.date(), end, community)
        elif local.time() >= begin:
            return _at(local.date() + timedelta(days=1), end, community)
        elif local.time() < end:
            return _at(local.date(), end, community)
    return None


def after_waking_time(since: datetime, duration: timedelta, community: Community) -> datetime:
    """`duration` of minutes outside quiet hours after `since`."""
    return _spend(since, duration, lambda at: _waking_stretch(at, community))


def waking_time(since: datetime, until: datetime, community: Community) -> timedelta:
    """How much of the time between lies outside quiet hours."""
    return _counted(since, until, lambda at: _waking_stretch(at, community))


def _counted(since: datetime, until: datetime, stretch: Callable[[datetime], Stretch]) -> timedelta:
    at, counted = since.astimezone(UTC), timedelta(0)
    while at < until:
        end, counts = stretch(at)
        if counts:
            counted += min(end, until) - at
        at = end
    return counted


def after_open_time(since: datetime, duration: timedelta | Workdays, community: Community, partner: Partner) -> datetime:
    """`duration` of a partner's opening hours on working days after `since`; working days end at closing time."""
    if isinstance(duration, Workdays):
        day = after_workdays(since, duration.days, community).astimezone(community.zone).date()
        return _at(day, partner.opens[1], community)
    return _spend(since, duration, lambda at: _open_stretch(at, community, partner))


def after_workdays(since: datetime, days: int, community: Community) -> datetime:
    """The same time of day, `days` Chinese working days later."""
    local = since.astimezone(community.zone)
    day = local.date()
    while days > 0:
        day += timedelta(days=1)
        days -= is_workday(day)
    return datetime.combine(day, local.time(), community.zone).astimezone(UTC)


def is_workday(day: date) -> bool:
    """Chinese working days with make-up days; beyond the announced years, Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def _spend(since: datetime, duration: timedelta, stretch: Callable[[datetime], Stretch]) -> datetime:
    at, left = since.astimezone(UTC), duration
    while True:
        end, counts = stretch(at)
        if counts:
            if at + left < end:  # at the end itself the quiet (or closed) hours have begun
                return at + left
            left -= end - at
        at = end


def _waking_stretch(at: datetime, community: Community) -> Stretch:
    if end := quiet_end(at, community):
        return end, False
    day = at.astimezone(community.zone).date()
    begins = [_at(day + timedelta(days=shift), begin, community) for shift in (0, 1) for begin, _ in community.quiet]
    return min((begin for begin in begins if begin > at), default=at + timedelta(days=365)), True


def _open_stretch(at: datetime, community: Community, partner: Partner) -> Stretch:
    day = at.astimezone(community.zone).date()
    opens, closes = (_at(day, moment, community) for moment in partner.opens)
    if is_workday(day):
        if at < opens:
            return opens, False
        if at < closes:
            return closes, True
    return _at(day + timedelta(days=1), time(0), community), False


def _at(day: date, moment: time, community: Community) -> datetime:
    return datetime.combine(day, moment, community.zone).astimezone(UTC)
