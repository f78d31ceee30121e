"""What the relay does to rows: claim what is due, render it, record what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from aid.delivery import digest
from aid.delivery.attached import sheets
from aid.delivery.model import OutboxMessage, OutboxStatus
from aid.delivery.page import Rendered
from aid.delivery.render import render, report_of
from aid.delivery.rules import LONGEST_TEXT, Attempt, Outcome, Reader, next_attempt, pages
from aid.delivery.service import post
from aid.people import audit
from aid.people.model import Address, Person
from aid.people.service import hash_of
from aid.people.trail import AuditKind
from aid.reports.period import Period
from aid.requests.model import HelpRequest
from aid.store.work import Unit

LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Outgoing:
    """A rendered message, or a page of one, on its way: which edition of which row, to which chat of which channel; `edits`
    is the channel's id of the message that it takes the place of."""

    id: int
    channel: str
    address: str
    rendered: Rendered
    edition: int = 0
    edits: str | None = None
    next_page: int | None = None  # more of this text is to be sent after it
    report: Period | None = None  # the document that goes with it, made outside of any transaction that writes


def due_ids(unit: Unit, limit: int) -> list[int]:
    """The rows that may be sent now, in the order they were written; leased to this process."""
    rows: Sequence[OutboxMessage] = unit.session.scalars(
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
    rows = digest.joined(unit, rows)
    for row in rows:
        row.lease_until, row.lease_by = unit.now + LEASE, unit.bot
    return [row.id for row in rows]


def make(unit: Unit, message_id: int, channels: Collection[str]) -> Outgoing | None:
    """Render one row for sending; None when it was sent meanwhile, its person has no chat on these channels, or nothing
    is left to say."""
    message = unit.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    if message.status is not OutboxStatus.PENDING:
        return None
    address = unit.session.scalars(
        select(Address).where(Address.person_id == message.person_id, Address.channel.in_(sorted(channels))).order_by(Address.id.desc())
    ).first()
    if address is None and unit.session.scalars(select(Address.id).where(Address.person_id == message.person_id)).first() is None:
        message.status, message.failure = OutboxStatus.FAILED, "no_address"  # whom only a captain's call reaches
        return None
    if address is None:
        message.lease_until = None
        message.due_at = unit.now + timedelta(minutes=1)
        return None
    edits = message.channel_message_id if message.channel == address.channel else None
    rendered = render(unit, message)
    if edits is None and rendered.moot:
        message.status, message.lease_until = OutboxStatus.DROPPED, None
        return None
    if edits is not None and message.shown_hash == _hash_of(unit, rendered):
        message.status, message.lease_until = OutboxStatus.SENT, None
        return None
    whole, page = pages(rendered.text), int(message.args.get("page", 0))
    if rendered.media:
        each = sheets(rendered)
        after = page + 1 if page + 1 < len(each) else None
        sheet = each[min(page, len(each) - 1)]
        return Outgoing(message.id, address.channel, address.value, sheet, message.edition, next_page=after)
    if edits is not None and len(whole) > 1:  # an edit has one message to fit into
        rendered = replace(rendered, text=pages(rendered.text, LONGEST_TEXT - 1)[0] + "…")
    elif len(whole) > page + 1:  # the buttons hang under the last page
        return Outgoing(message.id, address.channel, address.value, Rendered(whole[page]), message.edition, next_page=page + 1)
    elif page:
        rendered = replace(rendered, text=whole[-1])
    report = report_of(unit, message)
    return Outgoing(message.id, address.channel, address.value, rendered, message.edition, edits, report=report)


def _hash_of(unit: Unit, rendered: Rendered) -> str:
    return hash_of(unit, "shown", rendered.text, *(f"{button.label} {button.tap}" for row in rendered.buttons for button in row))


def record(unit: Unit, outgoing: Outgoing, attempt: Attempt) -> datetime | None:
    """Write down what became of an attempt: sent, to be tried again, or over; the captain hears of the unreachable.

    The instant of the next try, if there is to be one.
    """
    message = unit.session.get_one(OutboxMessage, outgoing.id, with_for_update=True, populate_existing=True)
    if message.status is not OutboxStatus.PENDING:
        return None
    message.tries += 1
    message.lease_until = None
    if attempt.outcome is Outcome.SENT:
        message.sent_at, message.channel, message.channel_message_id = unit.now, outgoing.channel, attempt.message_id
        message.shown_hash = _hash_of(unit, outgoing.rendered)
        if outgoing.next_page is not None:
            message.args, message.channel_message_id, message.tries = {**message.args, "page": outgoing.next_page}, None, 0
        elif message.edition != outgoing.edition:  # its card has changed meanwhile: shown anew at once
            message.due_at, message.tries = unit.now, 0
        else:
            message.status = OutboxStatus.SENT
        return None
    if attempt.outcome is Outcome.GONE:
        message.channel_message_id = None
    if attempt.outcome is Outcome.MOVED and attempt.address:
        _move(unit, outgoing, attempt.address)
    return _try_again(unit, message, attempt)


def _move(unit: Unit, outgoing: Outgoing, address: str) -> None:
    """A group became a supergroup: it is written to at its new id from now on."""
    value_hash = hash_of(unit, outgoing.channel, outgoing.address)
    for each in unit.session.scalars(select(Address).where(Address.channel == outgoing.channel, Address.value_hash == value_hash)):
        each.value, each.value_hash = address, hash_of(unit, outgoing.channel, address)


def record_unmade(unit: Unit, message_id: int) -> None:
    """A message that could not be made is tried again like one that could not be sent."""
    message = unit.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    message.tries += 1
    message.lease_until = None
    _try_again(unit, message, Attempt(Outcome.NETWORK))


def _try_again(unit: Unit, message: OutboxMessage, attempt: Attempt) -> datetime | None:
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
    unseen = message.channel_message_id is None  # a card that could not be changed was seen once: nobody need phone for it
    if request and message.key != "group_asks" and request.captain_id != person.id and unseen:
        post(unit, request.captain_id, "captain_unreachable", request=request, reader=Reader.CAPTAIN, person=person.id)
    return None


def give_up_leases(unit: Unit, message_ids: Sequence[int], until: datetime) -> None:
    """They may not be sent yet (rate limits), or this bot stops: back into the queue until then, no try counted."""
    for message in unit.session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(message_ids)).with_for_update()):
        message.lease_until = None
        message.due_at = max(message.due_at, until)


def next_due(unit: Unit) -> datetime | None:
    """When the next message is due, if any is pending."""
    return unit.session.scalar(
        select(OutboxMessage.due_at).where(OutboxMessage.status == OutboxStatus.PENDING).order_by(OutboxMessage.due_at).limit(1)
    )
