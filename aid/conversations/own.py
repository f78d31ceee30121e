"""What residents may do is theirs alone: the request behind a tap, held, if its tapper made it."""

from __future__ import annotations

from aid.captains.service import NotYours
from aid.requests import service as requests
from aid.requests.model import HelpRequest
from aid.store.work import Unit


def own(unit: Unit, request_id: int, person_id: int) -> HelpRequest:
    """The request, held, if this person made it; else NotYours."""
    request = requests.hold(unit, request_id)
    unit.actor_id = person_id
    if request.requester_id != person_id:
        raise NotYours(f"person {person_id} did not make request {request_id}")
    return request
