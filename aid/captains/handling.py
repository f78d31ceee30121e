"""X 正在处理: who of captain, deputy and secretary is at a request just now, so that two do not both call; and 备注."""

from __future__ import annotations

from datetime import datetime, timedelta

from aid.captains import service as captains
from aid.captains.service import DEALT_WITH, held_for, moved_on
from aid.delivery.service import ask, post
from aid.matching.visits import NOTE_FOR
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest, NoteFor
from aid.store.work import Unit
from aid.understanding.taxonomy import Urgency

# Long enough for a call, short enough that a forgotten one hinders nobody.
HOLDS = timedelta(minutes=20)


def handler_of(request: HelpRequest, now: datetime) -> int | None:
    """Whoever said 我来处理 and still has it, else None."""
    return request.handled_by if request.handled_until is not None and request.handled_until > now else None


def take_over(unit: Unit, request_id: int, actor_id: int) -> None:
    """我来处理; while somebody else is at it, told so and asked once more. In an emergency nobody is held back."""
    request = held_for(unit, request_id, actor_id)
    other = handler_of(request, unit.now)
    if other is not None and other != actor_id and request.urgency is not Urgency.EMERGENCY and request.status not in DEALT_WITH:
        post(unit, actor_id, "captain_being_handled", request=request, handler=other)
        return
    take_anyway(unit, request_id, actor_id)


def take_anyway(unit: Unit, request_id: int, actor_id: int) -> None:
    """还是我来: the one who was at it hears of it."""
    request = held_for(unit, request_id, actor_id)
    before = handler_of(request, unit.now)
    if request.status not in DEALT_WITH:
        request.handled_by, request.handled_until = actor_id, unit.now + HOLDS
        audit.record(unit, AuditKind.HANDLED, request_id=request.id, person=actor_id)
        if before is not None and before != actor_id:
            post(unit, before, "captain_taken_over", request=request, handler=actor_id)
    captains.take_over(unit, request_id, actor_id, handled=before is not None)


def ask_note(unit: Unit, request_id: int, actor_id: int) -> None:
    """备注: the captain's next words, for captains' eyes only."""
    request = held_for(unit, request_id, actor_id)
    if request.forgotten_at is not None:
        return moved_on(unit, request, actor_id)
    ask(unit, actor_id, f"note_{NoteFor.CAPTAINS.value}", request=request, lasts=NOTE_FOR)
    post(unit, actor_id, "ask_note", request=request, whom=NoteFor.CAPTAINS.value)
    return None
