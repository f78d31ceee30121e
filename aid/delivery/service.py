"""Writing to the inbox and the outbox, in the transaction that belongs to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from aid.delivery.model import Asked, InboxMessage, OutboxMessage, OutboxStatus
from aid.delivery.rules import Reader, goes_out_at, in_digest
from aid.people.service import hash_of
from aid.requests.model import HelpRequest
from aid.store.work import Unit

# Among so many of a person's last messages an edited one is looked for.
EDITS_LOOK_BACK = 50


def receive(unit: Unit, channel: str, update_id: str, address: str, payload: dict[str, Any]) -> int | None:
    """Keep an incoming message; its id, or None when this update is already here."""
    known = select(InboxMessage.id).where(InboxMessage.channel == channel, InboxMessage.update_id == update_id)
    if unit.session.scalar(known) is not None:
        return None
    if payload.get("edited") and _replaced(unit, channel, address, payload):
        return None
    message = InboxMessage(
        channel=channel,
        update_id=update_id,
        address=address,
        address_hash=hash_of(unit, channel, address),
        payload=payload,
        received_at=unit.now,
        taken_by=unit.bot,
    )
    unit.session.add(message)
    unit.session.flush()
    return message.id


def _replaced(unit: Unit, channel: str, address: str, payload: dict[str, Any]) -> bool:
    """Whether an edit is dealt with by being kept: it takes the place of a message that nobody has answered yet, and one
    that changes no word (a link's preview) says nothing. The edit of an answered message is new words."""
    theirs = select(InboxMessage).where(InboxMessage.address_hash == hash_of(unit, channel, address))
    for before in unit.session.scalars(theirs.order_by(InboxMessage.id.desc()).limit(EDITS_LOOK_BACK)):
        if before.payload.get("message_id") != payload.get("message_id"):
            continue
        if before.answered_at is None:
            before.payload = {**before.payload, "text": payload.get("text")}
            return True
        return before.payload.get("text") == payload.get("text")
    return False


def unanswered(unit: Unit) -> list[InboxMessage]:
    """What came in and has no answer yet, oldest first."""
    return list(unit.session.scalars(select(InboxMessage).where(InboxMessage.answered_at.is_(None)).order_by(InboxMessage.id)))


def answered(unit: Unit) -> None:
    """Mark the message that caused this unit as answered, if a message caused it."""
    if unit.inbox_id is not None:
        message = unit.session.get_one(InboxMessage, unit.inbox_id)
        message.answered_at = message.answered_at or unit.now


def post(
    unit: Unit,
    person_id: int,
    key: str,
    *,
    reader: Reader = Reader.ASKER,
    request: HelpRequest | None = None,
    **args: Any,
) -> None:
    """Write a message to a person: its key and ids; the text is made when it is sent.

    Writing the same key to the same person for the same cause twice writes it once.
    """
    same = select(OutboxMessage.id).where(OutboxMessage.cause == unit.cause, OutboxMessage.key == key, OutboxMessage.person_id == person_id)
    if unit.session.scalar(same) is not None:
        return
    partner = next((each for each in unit.community.partner if request and each.id == request.partner), None)
    due_at = goes_out_at(unit.now, reader, request.urgency if request else None, unit.community, partner)
    unit.session.add(
        OutboxMessage(
            person_id=person_id,
            request_id=request.id if request else None,
            key=key,
            args=args,
            cause=unit.cause,
            created_at=unit.now,
            due_at=due_at,
            digest=in_digest(due_at, unit.now, reader, unit.community),
        )
    )
    unit.session.flush()


# The one question that nothing else silences: where an emergency is.
EMERGENCY_PLACE = "emergency_place"
# No question: somebody has written to them through us, and their next words may be the answer.
TALK = "talk"
# How long the next words of a person are taken for the answer, where nothing else is said.
ASKED_FOR = timedelta(hours=1)


def ask(
    unit: Unit, person_id: int, question: str, *, request: HelpRequest | None = None, lasts: timedelta = ASKED_FOR, **args: Any
) -> None:  # fmt: skip
    """Take the next words of this person that can be read so as the answer to this question; an earlier one is over."""
    ask_no_more(unit, person_id)
    unit.session.add(
        Asked(
            person_id=person_id,
            request_id=request.id if request else None,
            question=question,
            args=args,
            asked_at=unit.now,
            expires_at=unit.now + lasts,
        )
    )
    unit.session.flush()


def ask_no_more(unit: Unit, person_id: int) -> None:
    """Their next words answer nothing of ours any more."""
    unit.session.execute(
        update(Asked)
        .where(Asked.person_id == person_id, Asked.question.not_in([EMERGENCY_PLACE, TALK]), Asked.answered_at.is_(None))
        .values(answered_at=unit.now)
    )


def waits_for(unit: Unit, person_id: int, stem: str) -> bool:
    """Whether a question of ours whose name begins so is open with this person."""
    waiting = select(Asked.id).where(
        Asked.person_id == person_id, Asked.question.startswith(stem), Asked.answered_at.is_(None), Asked.expires_at > unit.now
    )
    return unit.session.scalars(waiting).first() is not None


def listen(unit: Unit, person_id: int, request: HelpRequest, lasts: timedelta) -> None:
    """Keep the way back open: for so long this person's words go to whoever has just written to them about the request."""
    talks = select(Asked).where(Asked.person_id == person_id, Asked.request_id == request.id, Asked.question == TALK)
    talk = unit.session.scalars(talks).first()
    if talk is None:
        talk = Asked(person_id=person_id, request_id=request.id, question=TALK, args={}, asked_at=unit.now, expires_at=unit.now)
        unit.session.add(talk)
    talk.asked_at, talk.expires_at, talk.answered_at = unit.now, unit.now + lasts, None
    unit.session.flush()


def listen_no_more(unit: Unit, request: HelpRequest) -> None:
    """The talk about this request is over on both sides."""
    talks = update(Asked).where(Asked.request_id == request.id, Asked.question == TALK, Asked.answered_at.is_(None))
    unit.session.execute(talks.values(answered_at=unit.now))


def show_anew(unit: Unit, person_id: int, key: str, request: HelpRequest, *, offer: int | None = None, **args: Any) -> bool:
    """Let the newest card of this kind show how things stand now: it is edited in place; False when there is none.

    An edit that still waits is the same row, so that of several changes only the last is shown. Edits do not ring: quiet
    hours do not hold them.
    """
    cards = select(OutboxMessage).where(
        OutboxMessage.person_id == person_id, OutboxMessage.key == key, OutboxMessage.request_id == request.id
    )  # fmt: skip
    newest = unit.session.scalars(cards.order_by(OutboxMessage.id.desc()).with_for_update())
    card = next((each for each in newest if each.args.get("offer") == offer), None)
    if card is None:
        return False
    card.edition += 1
    card.args = {**card.args, **args}
    if card.channel_message_id is not None:
        card.status, card.due_at, card.created_at, card.tries, card.failure = OutboxStatus.PENDING, unit.now, unit.now, 0, None
    unit.session.flush()
    return True


def becomes(unit: Unit, person_id: int, question: str, request: HelpRequest, key: str, **args: Any) -> bool:
    """Let the newest question of this kind turn into the answer to what was tapped under it: it is edited in place and rings
    no more. False when it was never shown."""
    asked = select(OutboxMessage).where(
        OutboxMessage.person_id == person_id, OutboxMessage.key == question, OutboxMessage.request_id == request.id
    )  # fmt: skip
    card = unit.session.scalars(asked.order_by(OutboxMessage.id.desc()).limit(1).with_for_update()).first()
    if card is None or card.channel_message_id is None:
        return False
    card.key, card.args, card.edition = key, args, card.edition + 1
    card.status, card.due_at, card.created_at, card.tries, card.failure = OutboxStatus.PENDING, unit.now, unit.now, 0, None
    unit.session.flush()
    return True
