"""合并: the same trouble twice is one request, whose every step all who have it are told; 拆开 undoes it."""

from __future__ import annotations

from sqlalchemy import select

from aid.captains.service import NotYours, held_for, moved_on
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.people import audit
from aid.people.service import may_act_for
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.subscribers import subscribe, unsubscribe
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group, Urgency

# Somebody works on it, or is being looked for.
RUNNING = (Status.OPEN, Status.OFFERING, Status.ACCEPTED, Status.WITH_CAPTAIN, Status.REFERRED)
# A quarrel is nobody's but those who have it.
_PRIVATE = frozenset({"noise_dispute"})
_RANK = {Urgency.EMERGENCY: 0, Urgency.URGENT: 1, Urgency.NORMAL: 2}


def twin_of(unit: Unit, request: HelpRequest) -> HelpRequest | None:
    """The running request that this one repeats: of the same household, or of the same public trouble in the building.

    What is more urgent, or wanted on another day, repeats nothing.
    """
    category = CATEGORIES.get(request.category or "")
    if category is None or category.group is Group.DANGER or request.urgency is Urgency.EMERGENCY:
        return None
    public = category.group is Group.SERVICE and category.id not in _PRIVATE and request.building is not None
    since = unit.now - unit.community.same_issue_window
    for other in _alike(unit, request):
        if _RANK[other.urgency] > _RANK[request.urgency]:
            continue
        if same_door(request, other) and _same_day(unit, request, other):
            return requests.hold(unit, other.id)
        if public and other.building == request.building and other.created_at >= since:
            return requests.hold(unit, other.id)
    return None


def _alike(unit: Unit, request: HelpRequest) -> list[HelpRequest]:
    alike = select(HelpRequest).where(
        HelpRequest.category == request.category, HelpRequest.status.in_(RUNNING), HelpRequest.id != request.id
    )  # fmt: skip
    return list(unit.session.scalars(alike.order_by(HelpRequest.id)))


def same_door(request: HelpRequest, other: HelpRequest) -> bool:
    """Whether both came from one household; without a known one, from one person."""
    if request.household_id is not None or other.household_id is not None:
        return request.household_id == other.household_id
    return request.requester_id == other.requester_id and request.building == other.building


def _same_day(unit: Unit, request: HelpRequest, other: HelpRequest) -> bool:
    if request.wanted_from is None or other.wanted_from is None:
        return True
    zone = unit.community.zone
    return request.wanted_from.astimezone(zone).date() == other.wanted_from.astimezone(zone).date()


def join(unit: Unit, request: HelpRequest, main: HelpRequest, reason: str) -> None:
    """`request` ends as merged; its words, its resident and what is owed to them go on in `main`."""
    for offer in requests.holders(unit, request):
        post(unit, offer.volunteer.person_id, "holder_merged", request=request, reader=Reader.VOLUNTEER, offer=offer.id)
    if request.status is not Status.WITH_CAPTAIN:
        requests.move(unit, request, Status.WITH_CAPTAIN, reason)
    requests.move(unit, request, Status.CLOSED, reason, outcome=Outcome.MERGED)
    request.merged_into = main.id
    main.words = f"{main.words}\n{request.words}"
    unit.session.flush()
    subscribe(unit, main, request.requester_id)
    audit.record(unit, AuditKind.JOINED, request_id=main.id, other=request.id, reason=reason)
    requests.wake(unit, main, "joined")
    for offer in requests.holders(unit, main):
        requests.show_holder_card(unit, offer)
        post(unit, offer.volunteer.person_id, "holder_added", request=main, reader=Reader.VOLUNTEER, offer=offer.id)
    post(unit, request.requester_id, "resident_joined", request=request, other=main.id)
    requests.tell_captain(unit, main, "captain_joined", other=request.id)


def candidates(unit: Unit, request: HelpRequest) -> list[HelpRequest]:
    """What a captain may merge this one into: the same category in the same building or of the same household, oldest first."""
    return [each for each in _alike(unit, request) if each.building == request.building or same_door(request, each)]


def merge(unit: Unit, request_id: int, other_id: int | None, actor_id: int) -> None:
    """合并: without a number the candidates are shown; with one of them this request becomes part of it."""
    request = held_for(unit, request_id, actor_id)
    found = candidates(unit, request) if request.status in RUNNING else []
    if not found:
        return moved_on(unit, request, actor_id)
    if other_id is None:
        post(unit, actor_id, "captain_merge", request=request)
        return None
    if other_id not in {each.id for each in found}:
        raise NotYours(f"request {request_id} does not belong into {other_id}")
    main = held_for(unit, other_id, actor_id)
    join(unit, request, main, "captain_merges")
    post(unit, actor_id, "captain_joined", request=main, other=request.id)
    return None


def split(unit: Unit, request_id: int, actor_id: int) -> None:
    """拆开, 不是同一件, 还没解决: the merged request is one of its own again, with its captain."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if actor_id not in (request.requester_id, request.captain_id) and not may_act_for(unit, actor_id, request.building):
        raise NotYours(f"person {actor_id} has no part in request {request_id}")
    if request.status is not Status.CLOSED or request.merged_into is None:
        post(unit, actor_id, "resident_status", request=request)
        return
    main = requests.hold(unit, request.merged_into)
    main.words = main.words.replace(f"\n{request.words}", "", 1)
    unsubscribe(unit, main, request.requester_id)
    request.merged_into = None
    audit.record(unit, AuditKind.SPLIT, request_id=main.id, other=request.id)
    requests.move(unit, request, Status.WITH_CAPTAIN, "split")
    requests.tell_captain(unit, request, "captain_card", why="split")
    requests.tell_resident(unit, request, "resident_split", answering=actor_id == request.requester_id)
    if actor_id not in (request.requester_id, request.captain_id):
        post(unit, actor_id, "captain_card", request=request, why="split")
