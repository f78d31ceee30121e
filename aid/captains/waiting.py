"""等居民, 等到某天: a request that waits stands still, and wakes by itself or by the resident's words."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from aid.captains.service import held_for, moved_on
from aid.delivery.service import ask, post
from aid.followups import schedule
from aid.followups.model import FollowUpKind
from aid.followups.rules import due_at
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import Status
from aid.store.work import Unit

# Where somebody works on it and may have to wait.
MAY_WAIT = frozenset({Status.WITH_CAPTAIN, Status.ACCEPTED, Status.REFERRED})
# What a captain waits for until a day, is looked at again in the morning.
_MORNING = time(9)
_LONGEST = 14


def show_days(unit: Unit, request_id: int, actor_id: int) -> None:
    """Until when?"""
    request = held_for(unit, request_id, actor_id)
    if request.status not in MAY_WAIT or due_at(FollowUpKind.WAIT_OVER, request.urgency, unit.now, unit.community) is None:
        return moved_on(unit, request, actor_id)
    post(unit, actor_id, "captain_wait", request=request)
    return None


def wait(unit: Unit, request_id: int, days: int, actor_id: int) -> None:
    """0 days: for the resident's words, who is reminded once; else until the morning of that day."""
    request = held_for(unit, request_id, actor_id)
    over = due_at(FollowUpKind.WAIT_OVER, request.urgency, unit.now, unit.community)
    if request.status not in MAY_WAIT or over is None:
        return moved_on(unit, request, actor_id)
    requests.wake(unit, request, "waits_anew")
    until = _morning(unit, min(days, _LONGEST)) if days else over
    requests.human_word(unit, request)
    requests.tell_resident(unit, request, "resident_waits_until" if days else "resident_waited_for", until=until.isoformat())
    schedule.pause(unit, request, until)
    if not days:
        schedule.start(unit, request, [FollowUpKind.WAIT_REMIND])
        ask(unit, request.requester_id, requests.WAITED_FOR, request=request, lasts=until - unit.now)
    schedule.start(unit, request, [FollowUpKind.WAIT_OVER], at=until)
    audit.record(unit, AuditKind.WAITS, request_id=request.id, until=until.isoformat(), on="day" if days else "resident")
    post(unit, actor_id, "captain_waits", request=request, until=until.isoformat())
    return None


def _morning(unit: Unit, days: int) -> datetime:
    zone = unit.community.zone
    day = unit.now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, _MORNING, zone).astimezone(unit.now.tzinfo)
