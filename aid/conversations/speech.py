"""Voice notes: what our ears made of one, and the words that count once their speaker says that they are right."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from aid.captains.service import NotYours
from aid.conversations import service as conversations
from aid.conversations.incoming import Incoming, Kind
from aid.delivery.model import InboxMessage
from aid.delivery.service import answered, post
from aid.delivery.taps import Stale, Tap
from aid.people.model import Person
from aid.people.service import person_at
from aid.requests.attachments import LARGEST, seconds_of
from aid.store.work import Unit

LONGEST = 60  # seconds of a note that is listened to; a longer one is kept and passed on like any file
# A note over which the program has fallen so often is not listened to again.
MOST_TRIES = 3


@dataclass(frozen=True)
class ForEars:
    """A voice note to be listened to before anything is done about it: the channel's id of its file."""

    file: str


class Hearing(enum.StrEnum):
    """What became of listening."""

    PENDING = "pending"
    DEAF = "deaf"  # we have no ears
    LONG = "long"
    UNCLEAR = "unclear"
    CLEAR = "clear"


def hearing_of(incoming: Incoming, tries: int, ears: bool) -> Hearing | None:
    """How it stands with a message that is a voice note and nothing else; None for any other."""
    note = incoming.attachment
    if note is None or note["kind"] != "voice" or incoming.text:
        return None
    if incoming.heard is not None:
        return Hearing.CLEAR if incoming.heard else Hearing.UNCLEAR
    if not ears:
        return Hearing.DEAF
    if seconds_of(note) > LONGEST or int(note.get("size") or 0) > LARGEST:
        return Hearing.LONG
    return Hearing.UNCLEAR if tries > MOST_TRIES else Hearing.PENDING


def keep_words(unit: Unit, inbox_id: int, words: str) -> None:
    """What our ears heard, beside the note: it can be dealt with now."""
    message = unit.session.get_one(InboxMessage, inbox_id, with_for_update=True)
    message.payload = {**message.payload, "heard": words}


def count(unit: Unit, person: Person, tap: Tap) -> None:
    """对: the tap becomes the words, as if they had been typed. 不对: they are asked for."""
    note = unit.session.get_one(InboxMessage, tap.number(0), with_for_update=True)
    if not note.address or person_at(unit, note.channel, note.address).id != person.id:
        raise NotYours("somebody else's voice")
    if not note.payload.get("heard") or note.payload.get("settled"):
        raise Stale
    note.payload = {**note.payload, "settled": True}
    if tap.flag(1):
        tapped = unit.session.get_one(InboxMessage, unit.inbox_id)
        said = Incoming(Kind.TEXT, note.payload["heard"], reply_to=note.payload.get("reply_to"), message_id=note.payload.get("message_id"))
        tapped.payload = said.payload()
        return
    post(unit, person.id, "voice_retype")
    conversation = conversations.running(unit, person.id)
    if conversation and not conversations.over(conversation) and conversation.open_question is None and conversation.known.get("words"):
        conversations.ask_next(unit, conversation.id)
    answered(unit)
