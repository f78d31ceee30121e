"""The captains' morning digest: what quiet hours held back comes as one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import or_, select

from aid.delivery.model import OutboxMessage, OutboxStatus
from aid.delivery.page import Page
from aid.delivery.service import post
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit

# Fewer than this come as they are, with their own text and buttons.
ENOUGH = 2
# A captain's next step is awaited here.
WAITS_FOR_CAPTAIN = (Status.WITH_CAPTAIN, Status.DONE)


def joined(unit: Unit, rows: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """The rows with those that were held for a digest put together, a message a person; the rest as it was."""
    found = [row for row in rows if not row.digest]
    for person in dict.fromkeys(row.person_id for row in rows if row.digest):
        held = _held(unit, person)
        found += [_digest(unit, held)] if len(held) >= ENOUGH else held
    return sorted(found, key=lambda row: row.id)


def _held(unit: Unit, person_id: int) -> list[OutboxMessage]:
    """Everything due that was held back for this person, also what did not fit into the batch."""
    due = select(OutboxMessage).where(
        OutboxMessage.person_id == person_id,
        OutboxMessage.digest,
        OutboxMessage.status == OutboxStatus.PENDING,
        OutboxMessage.due_at <= unit.now,
        or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= unit.now),
    )
    return list(unit.session.scalars(due.order_by(OutboxMessage.id).with_for_update(skip_locked=True)))


def _digest(unit: Unit, held: Sequence[OutboxMessage]) -> OutboxMessage:
    first = held[0]
    cause = f"digest:{first.cause}"
    post(replace(unit, cause=cause), first.person_id, "digest")
    of_this_morning = select(OutboxMessage).where(OutboxMessage.cause == cause, OutboxMessage.person_id == first.person_id)
    whole = unit.session.scalars(of_this_morning).one()
    for row in held:
        row.status = OutboxStatus.JOINED
    for row in (*held, whole):
        row.joined_into = first.id
    return whole


def parts(page: Page) -> list[OutboxMessage]:
    """The messages that became lines of this digest, in the order they were written."""
    joined_in = select(OutboxMessage).where(
        OutboxMessage.joined_into == page.message.joined_into, OutboxMessage.status == OutboxStatus.JOINED
    )
    return list(page.unit.session.scalars(joined_in.order_by(OutboxMessage.id)))


def requests_in(page: Page) -> list[HelpRequest]:
    """What happened to in the night: each request once."""
    numbers = dict.fromkeys(row.request_id for row in parts(page) if row.request_id)
    return [page.unit.session.get_one(HelpRequest, number) for number in numbers]


def also_waiting(page: Page) -> list[HelpRequest]:
    """What else waits for a step of this reader, oldest first."""
    mine = select(HelpRequest).where(HelpRequest.captain_id == page.reader.id, HelpRequest.status.in_(WAITS_FOR_CAPTAIN))
    told = {request.id for request in requests_in(page)}
    return [request for request in page.unit.session.scalars(mine.order_by(HelpRequest.id)) if request.id not in told]
