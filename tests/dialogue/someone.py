"""One person's chat with the bot, as a transcript speaks of it: says, taps, sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.dialogue.fake_people import Shown

if TYPE_CHECKING:
    from tests.dialogue.town import Town


@dataclass(frozen=True)
class Card:
    """A message as somebody saw it arrive: its key and ids from the outbox row behind it, text and buttons as shown."""

    key: str
    args: Mapping[str, Any]
    request: int | None
    shown: Shown
    buttons: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return self.shown.text

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.buttons]

    def code(self, label: str) -> str:
        """The code behind the button that begins with `label`, also when it is no longer shown."""
        for text, code in self.buttons:
            if text.startswith(label):
                return code
        raise AssertionError(f"{self.key} has no button {label}, only {self.labels}")


class Someone:
    """One person's chat with the bot. `says`, `taps` and `starts` return when the bot has nothing left to do."""

    def __init__(self, town: Town, name: str, chat: int) -> None:
        self.town, self.name, self.chat = town, name, chat
        self._seen = 0

    async def says(self, text: str, *, reply_to: Card | None = None) -> None:
        self.town.api.write(self.chat, text, reply_to=reply_to.shown.id if reply_to else None)
        await self.town.settle()

    async def sends(self, **what: Any) -> None:
        """Something that is not plain words: sticker=…, photo=…, caption=…"""
        self.town.api.write(self.chat, **what)
        await self.town.settle()

    async def starts(self) -> None:
        await self.says("/start")

    async def taps(self, label: str) -> None:
        """Tap the newest button that is still shown and begins with `label`."""
        for shown in reversed(self.town.api.seen_by(self.chat)):
            for text, code in shown.buttons:
                if text.startswith(label):
                    return await self.sends_code(code, shown.id)
        raise AssertionError(f"{self.name} sees no button {label}")

    async def presses(self, card: Card, label: str) -> None:
        """Tap a button of this card as it once was: an old screen, a second tap."""
        await self.sends_code(card.code(label), card.shown.id)

    async def sends_code(self, code: str, under: int = 1) -> None:
        """Send callback data, ours or not."""
        self.town.api.tap(self.chat, code, under)
        await self.town.settle()

    def new(self) -> list[Card]:
        """What has arrived since somebody last looked."""
        shown = self.town.api.seen_by(self.chat)
        found = [self.town.card(each) for each in shown[self._seen :] if each.id not in self.town.first_pages()]
        self._seen = len(shown)
        return found

    def sees(self, *keys: str) -> list[Card]:
        """Exactly these messages have arrived since the last look, in this order."""
        cards = self.new()
        assert [card.key for card in cards] == list(keys), f"{self.name} sees " + " | ".join(f"{card.key}: {card.text}" for card in cards)
        return cards

    def sees_one(self, key: str) -> Card:
        return self.sees(key)[0]

    def sees_nothing(self) -> None:
        self.sees()

    def last(self, key: str) -> Card:
        """The newest message with this key, seen or not."""
        beginnings = self.town.first_pages()
        for shown in reversed(self.town.api.seen_by(self.chat)):
            if shown.id in beginnings:
                continue
            card = self.town.card(shown)
            if card.key == key:
                return card
        raise AssertionError(f"{self.name} never got {key}")

    def last_key(self) -> str:
        """The key of the newest message, seen or not."""
        return self.town.card(self.town.api.seen_by(self.chat)[-1]).key

    def looks_away(self) -> None:
        """Whatever has arrived is of no interest to the transcript."""
        self.new()
