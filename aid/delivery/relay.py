"""What the relay does to rows: claim what is due, render it, record what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from aid.delivery.model import OutboxMessage, OutboxStatus
from aid.delivery.page import Rendered
from aid.delivery.render import render
from aid.delivery.rules import Attempt, Outcome, Reader, next_attempt
from aid.delivery.service import post
from aid.people import audit
from aid.people.model import Address, Person
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest
from aid.store.work import Unit

LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Outgoing:
    """A rendered message on its way: which row, to which chat of which channel."""

    id: int
    channel: str
    address: str
    rendered: Rendered


def due_ids(unit: Unit, limit: int) -> list[int]:
    """The rows that may be sent now, in the order they were written; leased to this process."""
    rows = unit.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.status == OutboxStatus.PENDING,
            OutboxMessage.due_at <= unit.now,
            or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= unit.now),
        )
        .order_by(OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.lease_until = unit.now + LEASE
    return [row.id for row in rows]


def make(unit: Unit, message_id: int, channels: Collection[str]) -> Outgoing | None:
    """Render one row for sending; None when it was sent meanwhile or its person has no chat on these channels."""
    message = unit.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    if message.status is not OutboxStatus.PENDING:
        return None
    address = unit.session.scalars(
        select(Address).where(Address.person_id == message.person_id, Address.channel.in_(sorted(channels))).order_by(Address.id.desc())
    ).first()
    if address is None:
        message.lease_until = None
        message.due_at = unit.now + timedelta(minutes=1)
        return None
    return Outgoing(message.id, address.channel, address.value, render(unit, message))


def record(unit: Unit, message_id: int, attempt: Attempt) -> datetime | None:
    """Write down what became of an attempt: sent, to be tried again, or over; the captain hears of the unreachable.

    The instant of the next try, if there is to be one.
    """
    message = unit.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    if message.status is not OutboxStatus.PENDING:
        return None
    message.tries += 1
    message.lease_until = None
    if attempt.outcome is Outcome.SENT:
        message.status, message.sent_at = OutboxStatus.SENT, unit.now
        message.channel_message_id = attempt.message_id
        return None
    again = next_attempt(message.created_at, message.tries, unit.now, attempt)
    if again is not None:
        message.due_at = again
        return again
    message.status, message.failure = OutboxStatus.FAILED, attempt.outcome.value
    audit.record(unit, AuditKind.NOT_DELIVERED, request_id=message.request_id, person_id=message.person_id, failure=message.failure)
    person = unit.session.get_one(Person, message.person_id)
    if attempt.outcome is Outcome.FORBIDDEN and person.unreachable_at is None:
        person.unreachable_at = unit.now
    request = unit.session.get(HelpRequest, message.request_id) if message.request_id else None
    if request and request.captain_id != person.id:
        post(unit, request.captain_id, "captain_unreachable", request=request, reader=Reader.CAPTAIN, person=person.id)
    return None


def give_up_lease(unit: Unit, message_id: int, until: datetime) -> None:
    """The chat may not be written to yet (rate limits): back into the queue until then, no try counted."""
    message = unit.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    message.lease_until = None
    message.due_at = max(message.due_at, until)


def next_due(unit: Unit) -> datetime | None:
    """When the next message is due, if any is pending."""
    return unit.session.scalar(
        select(OutboxMessage.due_at).where(OutboxMessage.status == OutboxStatus.PENDING).order_by(OutboxMessage.due_at).limit(1)
    )
