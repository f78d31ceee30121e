"""One person who writes without end must not keep Rasa from the others: they are asked, once, to say it in one message."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.service import answered, post
from aid.people.model import Person
from aid.store.work import Unit

# More than this in so short a time is no conversation. What is about danger has been heard before it is counted.
MOST, WITHIN = 20, timedelta(minutes=1)


def damped(unit: Unit, person: Person) -> bool:
    """Whether this message is one too many: it is kept in the inbox, and answered by the one polite word about it."""
    message = unit.session.get_one(InboxMessage, unit.inbox_id) if unit.inbox_id else None
    if message is None:
        return False
    before = select(InboxMessage.received_at).where(InboxMessage.address_hash == message.address_hash, InboxMessage.id <= message.id)
    first = unit.session.scalar(before.order_by(InboxMessage.id.desc()).offset(MOST).limit(1))  # of one more than we hear out
    if first is None or first <= message.received_at - WITHIN:
        return False
    told = select(OutboxMessage.id).where(
        OutboxMessage.person_id == person.id, OutboxMessage.key == "slow_down", OutboxMessage.created_at > unit.now - WITHIN
    )
    if unit.session.scalar(told) is None:
        post(unit, person.id, "slow_down")
    answered(unit)
    return True
