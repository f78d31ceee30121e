"""找真人: a captain comes in, about what is open already rather than about something new."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from aid.conversations import service as conversations
from aid.conversations.meant import own_words
from aid.conversations.model import Conversation
from aid.delivery.model import OutboxMessage
from aid.delivery.service import answered, post
from aid.delivery.taps import Stale, Tap
from aid.people.model import Person
from aid.requests import service as requests
from aid.store.work import Unit
from aid.understanding.text import clean

# So many buttons at most; of more, the newest.
MOST = 6
# Whoever asks again so soon after the question about which wants a person, not buttons.
LATELY = timedelta(minutes=10)


def bring(unit: Unit, person: Person, conversation: Conversation | None, text: str) -> None:
    """The captain of the request that is being put together, else of the one that is open; of several they say which, and the newest is
    meant when they ask once more. With none a new request begins."""
    begun = conversation is not None and (conversation.request_id is not None or conversation.known.get("filing"))
    open_ones = [] if begun else [each.id for each in requests.unfinished_of(unit, person.id)]
    if len(open_ones) > 1 and not _asked_lately(unit, person):
        post(unit, person.id, "ask_about_which", requests=open_ones[:MOST], inbox=unit.inbox_id)
        return answered(unit)
    return _hand_over(unit, conversation or conversations.begin(unit, person.id), next(iter(open_ones), None), text)


def _hand_over(unit: Unit, conversation: Conversation, request_id: int | None, text: str) -> None:
    conversation.request_id = conversation.request_id or request_id
    conversation.known = {**conversation.known, "words": [*conversation.known.get("words", []), text]}
    conversations.hand_over(unit, conversation, "asked_for_human")


def _asked_lately(unit: Unit, person: Person) -> bool:
    asked = select(OutboxMessage.id).where(
        OutboxMessage.person_id == person.id, OutboxMessage.key == "ask_about_which", OutboxMessage.created_at > unit.now - LATELY
    )
    return unit.session.scalars(asked).first() is not None


def other_matter(unit: Unit, person: Person, tap: Tap) -> None:
    """另一件事: a request of its own, once, which the captain will ask about."""
    message = own_words(unit, person, tap)
    if message.payload.get("settled"):
        raise Stale
    message.payload = {**message.payload, "settled": True}
    _hand_over(unit, conversations.begin(unit, person.id), None, clean(str(message.payload["text"])))
