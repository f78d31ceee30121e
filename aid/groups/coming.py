"""Out of the group into the private chat: whoever wants to help is checked by the ordinary rules, and gets the ordinary offer."""

from __future__ import annotations

from aid.delivery.service import post
from aid.matching import service as matching
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest
from aid.requests.rules import TAKES_A_YES
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.application import volunteer_of
from aid.volunteers.model import VolunteerStatus


def come(unit: Unit, person_id: int, request_id: int) -> None:
    """The link under a request in the group was tapped by this person."""
    unit.actor_id = person_id
    known = unit.session.get(HelpRequest, request_id)
    category = CATEGORIES.get(known.category or "") if known else None
    if known is None or category is None or category.sensitive or known.emergency_kind is not None:
        return post(unit, person_id, "group_over")  # a made-up number learns nothing
    request = requests.hold(unit, request_id)
    volunteer = volunteer_of(unit, person_id)
    if request.status not in TAKES_A_YES or len(requests.holders(unit, request)) >= request.needed:
        return post(unit, person_id, "group_over")
    if volunteer is None or volunteer.status is not VolunteerStatus.APPROVED:
        return post(unit, person_id, "group_newcomer")
    ranked = matching.ranking(unit, request, again=True, only=volunteer.id)
    audit.record(unit, AuditKind.CAME_FROM_GROUP, request_id=request.id, volunteer=volunteer.id, may=bool(ranked))
    if not ranked:
        return post(unit, person_id, "group_cannot", category=category.name)
    matching.propose(unit, request, ranked[0])
    return None
