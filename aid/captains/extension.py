"""延期: asked before the limit with a reason, once freely, then granted by the level above; after the limit refused."""

from __future__ import annotations

from datetime import timedelta

from aid.captains.service import NotYours, held_for, moved_on
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.followups import schedule
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.followups.rules import LASTING_STATUSES, left_of, strikes_after
from aid.people import audit
from aid.people.model import PostKind
from aid.people.service import level_above, owner_for, posts_for
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit

REASONS = ("material", "people", "resident", "weather", "other")
_LEVELS = list(PostKind)


def ask(unit: Unit, request_id: int, reason: str | None, actor_id: int) -> None:
    """The captain asks for more time; without a reason the reasons are shown."""
    request = held_for(unit, request_id, actor_id)
    if request.status not in LASTING_STATUSES or request.status is Status.DONE or request.urgency not in unit.community.extension:
        return moved_on(unit, request, actor_id)
    limit = schedule.live_of(unit, request, FollowUpKind.DONE_BY)
    if limit is None:
        post(unit, actor_id, "extension_too_late", request=request)
    elif reason is None:
        post(unit, actor_id, "captain_extend", request=request)
    elif request.extension_asked:
        post(unit, actor_id, "extension_sent", request=request)
    elif request.extended == 0:
        _grant(unit, request, limit, reason)
    else:
        request.extension_asked = reason
        above = owner_for(unit, request.building, level_above(request.captain_level))
        audit.record(unit, AuditKind.EXTENSION_ASKED, request_id=request.id, reason=reason, of=above.person_id)
        post(unit, above.person_id, "extension_asked", request=request, reader=Reader.CAPTAIN, reason=reason)
        post(unit, actor_id, "extension_sent", request=request)
    return None


def answer(unit: Unit, request_id: int, yes: bool, actor_id: int) -> None:
    """The level above says yes or no; too late is too late."""
    request = held_for(unit, request_id, actor_id)
    if not _is_above(unit, request, actor_id):
        raise NotYours(f"person {actor_id} is not above the owner of request {request_id}")
    reason = request.extension_asked
    limit = schedule.live_of(unit, request, FollowUpKind.DONE_BY)
    if reason is None:
        return moved_on(unit, request, actor_id)
    request.extension_asked = None
    if limit is None:
        post(unit, actor_id, "extension_too_late", request=request)
        requests.tell_captain(unit, request, "extension_refused", late=True)
    elif yes:
        _grant(unit, request, limit, reason)
        post(unit, actor_id, "extension_answered", request=request)
    else:
        audit.record(unit, AuditKind.EXTENSION_REFUSED, request_id=request.id)
        requests.tell_captain(unit, request, "extension_refused", late=False)
        post(unit, actor_id, "extension_answered", request=request)
    return None


def _is_above(unit: Unit, request: HelpRequest, person_id: int) -> bool:
    needed = _LEVELS.index(level_above(request.captain_level))
    return any(each.person_id == person_id and _LEVELS.index(each.kind) >= needed for each in posts_for(unit, request.building))


def _grant(unit: Unit, request: HelpRequest, limit: FollowUp, reason: str) -> None:
    """The limit moves by what the compound gives, counted from the old one; the warning keeps its share."""
    more, urgency = unit.community.extension[request.urgency], request.urgency
    if limit.status is FollowUpStatus.PAUSED:
        left = timedelta(seconds=limit.left_seconds or 0)
        old = strikes_after(limit.kind, urgency, unit.now, left, unit.community)
    else:
        old = limit.due_at
    until = strikes_after(limit.kind, urgency, old, more, unit.community)
    request.extended += 1
    audit.record(unit, AuditKind.EXTENDED, request_id=request.id, reason=reason, until=until.isoformat())
    schedule.restart(unit, request, [FollowUpKind.DONE_BY], at=until)
    warned = unit.now + (until - unit.now) * 0.8
    quiet_free = left_of(FollowUpKind.DONE_WARN, urgency, unit.now, warned, unit.community)
    schedule.restart(
        unit, request, [FollowUpKind.DONE_WARN], at=strikes_after(FollowUpKind.DONE_WARN, urgency, unit.now, quiet_free, unit.community)
    )  # fmt: skip
    requests.tell_resident(unit, request, "resident_extended", until=until.isoformat(), reason=reason)
    requests.tell_captain(unit, request, "extension_granted", until=until.isoformat())
