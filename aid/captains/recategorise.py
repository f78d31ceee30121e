"""改类别: the captain says what it really is, and it goes where that belongs."""

from __future__ import annotations

from aid.captains.service import held_for, moved_on
from aid.delivery.service import post
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests import corrections, intake
from aid.requests import service as requests
from aid.requests.model import CorrectedBy, HelpRequest, Status
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group
from aid.volunteers.skills import skills_for

# Nobody has said yes yet, and it is not over.
MAY_CHANGE = frozenset({Status.OFFERING, Status.WITH_CAPTAIN, Status.REFERRED})
# What a request can be; danger has its own way in, talk is no request, and who wants to help applies.
CHOICES = tuple(
    each.id for each in CATEGORIES.values() if each.group in (Group.HELP, Group.SERVICE, Group.COMMUNITY) and each.id != "volunteer_offer"
)


def may_change(unit: Unit, request: HelpRequest) -> bool:
    """Whether its category may still be changed: no emergency, nobody holds it, and it is not over."""
    return request.status in MAY_CHANGE and request.emergency_kind is None and not requests.holders(unit, request)


def show_categories(unit: Unit, request_id: int, actor_id: int) -> None:
    request = held_for(unit, request_id, actor_id)
    if not may_change(unit, request):
        return moved_on(unit, request, actor_id)
    post(unit, actor_id, "captain_categories", request=request)
    return None


def recategorise(unit: Unit, request_id: int, category: str, actor_id: int) -> None:
    """Another category: the offers that are out end, and it is sent where the new one goes (neighbours, partner, captain)."""
    request = held_for(unit, request_id, actor_id)
    if not may_change(unit, request) or category == request.category:
        return moved_on(unit, request, actor_id)
    before = CATEGORIES.get(request.category or "")
    if before is None or request.urgency is before.urgency:  # what the words raised stays raised
        request.urgency = CATEGORIES[category].urgency
    first = request.words.split("\n")[0]  # from which the model took it for something else
    corrections.record(unit, request, first, taken_for=request.category, chosen=category, by=CorrectedBy.CAPTAIN)
    audit.record(unit, AuditKind.RELABELLED, request_id=request.id, before=request.category, after=category)
    request.category = category
    request.skills = list(skills_for(category, request.words))
    requests.end_offers(unit, request)
    if request.status is not Status.WITH_CAPTAIN:
        requests.move(unit, request, Status.WITH_CAPTAIN, "recategorised")
    request.partner = None
    requests.tell_resident(unit, request, "resident_recategorised")
    intake.dispatch(unit, request)
    post(unit, actor_id, "captain_recategorised", request=request)
    return None
