"""退单: a return needs a reason and has a limit; after it the secretary decides on the spot."""

from __future__ import annotations

from aid.captains import referrals
from aid.captains.service import LADDER, NotYours, held_for, moved_on
from aid.delivery.service import post
from aid.followups import schedule
from aid.people import audit
from aid.people.model import PostKind
from aid.people.service import level_above, posts_for
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit

REASONS = ("wrong_place", "not_mine", "related", "cannot")
PARTNER_REASONS = ("not_ours", "unclear", "cannot")


def may_send_back(unit: Unit, request: HelpRequest) -> bool:
    """Below the backstop, and below the limit."""
    return request.captain_level is not PostKind.SECRETARY and request.sent_back < unit.community.send_back_limit


def send_back(unit: Unit, request_id: int, reason: str | None, actor_id: int) -> None:
    """The captain returns it to the level above; without a reason the reasons are shown."""
    request = held_for(unit, request_id, actor_id)
    if request.status is not Status.WITH_CAPTAIN:
        return moved_on(unit, request, actor_id)
    if not may_send_back(unit, request):
        post(unit, actor_id, "send_back_refused", request=request)
    elif reason is None:
        post(unit, actor_id, "captain_send_back", request=request)
    else:
        request.sent_back += 1
        audit.record(unit, AuditKind.SENT_BACK, request_id=request.id, reason=reason, times=request.sent_back)
        _to_above(unit, request, level_above(request.captain_level), reason)
        requests.tell_resident(unit, request, "resident_with_captain")
        post(unit, actor_id, "sent_back_noted", request=request)
    return None


def partner_sends_back(unit: Unit, request_id: int, reason: str | None, actor_id: int) -> None:
    """退回: the partner's contact, or the captain who heard it on the phone, returns it with a reason."""
    request, by_contact = referrals.held_by(unit, request_id, actor_id)
    if request.status is not Status.REFERRED:
        return referrals.over(unit, request, actor_id, by_contact)
    if reason is None:
        post(unit, actor_id, "partner_why", request=request)
        return None
    request.sent_back += 1
    audit.record(unit, AuditKind.SENT_BACK, request_id=request.id, reason=reason, times=request.sent_back, partner=request.partner)
    requests.move(unit, request, Status.WITH_CAPTAIN, "partner_sent_back")
    _to_above(unit, request, request.captain_level, reason)
    requests.tell_resident(unit, request, "resident_with_captain")
    if by_contact:
        post(unit, actor_id, "partner_thanks", request=request)
    return None


def _to_above(unit: Unit, request: HelpRequest, level: PostKind, reason: str) -> None:
    """To that level, or, at the limit, to the backstop, who decides."""
    if request.sent_back >= unit.community.send_back_limit:
        requests.own_to(unit, request, PostKind.SECRETARY)
        requests.tell_captain(unit, request, "captain_decide", reason=reason)
    else:
        if level is not request.captain_level:
            requests.own_to(unit, request, level)
        requests.tell_captain(unit, request, "captain_sent_back", reason=reason)
    schedule.restart(unit, request, LADDER)


def decide(unit: Unit, request_id: int, level: PostKind, actor_id: int) -> None:
    """The secretary names who does it; nobody may send it back after that."""
    request = held_for(unit, request_id, actor_id)
    posts = posts_for(unit, request.building)
    if not any(each.person_id == actor_id and each.kind is PostKind.SECRETARY for each in posts):
        raise NotYours(f"person {actor_id} is not the backstop")
    named = next((each for each in posts if each.kind is level), None)
    if request.status is not Status.WITH_CAPTAIN or named is None:
        return moved_on(unit, request, actor_id)
    request.sent_back = max(request.sent_back, unit.community.send_back_limit)
    requests.give_to(unit, request, named)
    audit.record(unit, AuditKind.DECIDED, request_id=request.id, level=level.value, person=named.person_id)
    schedule.restart(unit, request, LADDER)
    requests.tell_captain(unit, request, "captain_card", why="decided")
    post(unit, actor_id, "captain_decided", request=request)
    return None
