"""代居民登记: a captain tells us what a resident without a phone needs; the request is the resident's, the answers are the captain's."""

from __future__ import annotations

from aid.conversations import service as conversations
from aid.delivery.service import post
from aid.people import audit
from aid.people.trail import AuditKind
from aid.store.work import Unit


def begin(unit: Unit, captain_id: int) -> None:
    """The captain's next words are the resident's: the same questions, and the same card to confirm."""
    conversation = conversations.begin(unit, captain_id)
    conversation.known = {"filing": True}
    audit.record(unit, AuditKind.FILING_BEGUN, person_id=captain_id)
    post(unit, captain_id, "file_how")
