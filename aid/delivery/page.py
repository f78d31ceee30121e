"""One message being made: its row, its reader, and what may be looked up for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aid.conversations.model import Conversation
from aid.delivery.catalogue import say
from aid.delivery.model import OutboxMessage
from aid.delivery.taps import Act, encode
from aid.delivery.tongue import Tongue
from aid.hours.model import ServiceRecord
from aid.matching.model import Offer
from aid.people.model import Person
from aid.requests.model import HelpRequest
from aid.store.work import Unit


@dataclass(frozen=True)
class Button:
    """A label and the code that travels when it is tapped."""

    label: str
    tap: str


Rows = tuple[tuple[Button, ...], ...]
# What a message says beside the facts of its request.
Extra = dict[str, str | int]


@dataclass(frozen=True)
class Document:
    """A file that goes along with a message."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Media:
    """A file that lies at the channel already, or a place: `kind` and what the channel needs to show it again."""

    kind: str
    about: Mapping[str, Any]
    album: str | None = None


@dataclass(frozen=True)
class Rendered:
    """What a person sees: plain text and rows of buttons, with a document or without.

    `moot`: worth changing a card for, not worth a new message. `reacts_to`: the channel's id of the reader's own message, under
    which a sign says the same without a ring, where the channel has such signs.
    """

    text: str
    buttons: Rows = ()
    moot: bool = False
    document: Document | None = None
    media: tuple[Media, ...] = ()
    reacts_to: str | None = None


class Page:
    """One message being rendered: its row, its reader and what may be looked up for it."""

    def __init__(self, unit: Unit, message: OutboxMessage) -> None:
        self.unit, self.message = unit, message
        self.reader = unit.session.get_one(Person, message.person_id)
        self.language = self.reader.language
        self.tongue = Tongue.of(unit, self.language)
        self.request = unit.session.get(HelpRequest, message.request_id) if message.request_id else None
        offer_id = message.args.get("offer")
        self.offer = unit.session.get(Offer, offer_id) if offer_id else None
        record_id = message.args.get("record")
        self.record = unit.session.get(ServiceRecord, record_id) if record_id else None

    def button(self, label: str, act: Act, *args: object, **words: str | int) -> Button:
        return Button(say(self.language, f"button-{label}", words), encode(act, *args))

    def buildings(self, act: Act, row: str | int) -> Rows:
        """A button for each building, as they stand, four in a line."""
        buttons = [Button(self.tongue.building(each), encode(act, row, each)) for each in self.unit.community.ordered_buildings]
        return tuple(tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4))

    @property
    def needed_request(self) -> HelpRequest:
        if self.request is None:
            raise LookupError(f"outbox {self.message.id}: {self.message.key} names no request")
        return self.request

    @property
    def conversation(self) -> Conversation:
        return self.unit.session.get_one(Conversation, self.message.args["conversation"])
