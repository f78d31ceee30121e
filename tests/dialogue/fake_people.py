"""Telegram as its people see it: chats, messages and taps, and what lies there between them and the bot."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aid.clock import Clock


@dataclass
class Shown:
    """A message of ours in a chat, as it stands there now; `buttons` in reading order."""

    chat: int
    id: int
    text: str
    buttons: list[tuple[str, str]]
    at: datetime
    edits: int = 0
    document: tuple[str, bytes] | None = None  # name and content; `text` is then its caption


@dataclass(frozen=True)
class Call:
    """One call of a method and what came of it: 200, or the code of the refusal."""

    method: str
    params: dict[str, Any]
    code: int
    at: datetime


@dataclass
class Telegram:
    """What lies at Telegram, and what its people do. Tests feed it with `write`, `tap` and `deliver`, and read `shown` and `calls`."""

    clock: Clock
    chats: dict[int, str] = field(default_factory=dict)  # chats that exist for the bot: id → type
    limits: bool = True  # a bench that measures us, not Telegram, turns them off
    migrated: dict[int, int] = field(default_factory=dict)  # a group → the supergroup that it became
    devices: dict[int, str] = field(default_factory=dict)  # chat → the language of its Telegram, where it is not Chinese
    blocked: set[int] = field(default_factory=set)
    deactivated: set[int] = field(default_factory=set)
    flooded: dict[int, datetime] = field(default_factory=dict)  # chat → until when Telegram answers 429 for it
    shown: list[Shown] = field(default_factory=list)
    first_buttons: dict[int, list[tuple[str, str]]] = field(default_factory=dict)  # message → its buttons when it was sent
    calls: list[Call] = field(default_factory=list)
    commands: dict[str, list[str]] = field(default_factory=dict)  # scope → the commands set for it
    reactions: dict[tuple[int, int], list[str]] = field(default_factory=dict)  # chat and message → our signs under it
    menus: dict[str, dict[str, str]] = field(default_factory=dict)  # scope → the same with what is said about each
    webhook: dict[str, Any] = field(default_factory=dict)  # as set, else empty
    files: dict[str, bytes] = field(default_factory=dict)  # file id → what people have sent under it
    came_as: dict[str, str] = field(default_factory=dict)  # file id → photo, voice, audio, document, …
    surprises: list[str] = field(default_factory=list)
    confirmed: int = 0  # every update below this id has been confirmed and is gone

    def __post_init__(self) -> None:
        self._updates: list[dict[str, Any]] = []
        self._last: dict[str, Any] = {}  # the newest update
        self._newest: dict[int, dict[str, Any]] = {}  # chat → the newest message written there
        self._written: dict[int, set[int]] = {}  # chat → the messages of its people
        self._update_ids, self._message_ids, self._query_ids = itertools.count(1000), itertools.count(1), itertools.count(1)
        self._queries: dict[str, datetime] = {}
        self._sent: deque[datetime] = deque()
        self._sent_to: dict[int, deque[datetime]] = {}
        self._news = asyncio.Event()
        self._polling: asyncio.Event | None = None
        self._allowed: list[str] = []

    def write(self, chat: int, text: str | None = None, *, reply_to: int | None = None, **what: Any) -> int:
        """A private message (or, with `what`, a sticker, a photo, …); the id of its update."""
        message = self._message(chat, next(self._message_ids)) | what
        for kind, file in what.items():
            if found := (file[-1] if kind == "photo" else file if isinstance(file, dict) and "file_id" in file else None):
                self.came_as[found["file_id"]] = kind
        if text is not None:
            message["text"] = text
            if found := re.match(r"/[A-Za-z0-9_]{1,32}(@\w+)?", text):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": found.end()}]
        if reply_to is not None:
            message["reply_to_message"] = self._message(chat, reply_to)
        self._newest[chat] = message
        self._written.setdefault(chat, set()).add(message["message_id"])
        return self.deliver("message", message)

    def tap(self, chat: int, data: str, message_id: int) -> int:
        """A tap on a button under message `message_id`; the id of its update."""
        query = f"q{next(self._query_ids)}"
        self._queries[query] = self.clock.now()
        under = self._message(chat, message_id) | {"from": self._bot(), "text": "…"}
        for shown in self.seen_by(chat):
            if shown.id == message_id and shown.buttons:
                keyboard = [[{"text": label, "callback_data": code}] for label, code in shown.buttons]
                under["reply_markup"] = {"inline_keyboard": keyboard}
        return self.deliver("callback_query", {"id": query, "from": self._user(chat), "chat_instance": "1", "data": data, "message": under})

    def deliver(self, kind: str, content: dict[str, Any]) -> int:
        """Put an update before the bot, unless it asked not to be told of this kind."""
        update_id = next(self._update_ids)
        if not self._allowed or kind in self._allowed:
            self._last = {"update_id": update_id, kind: content}
            self._updates.append(self._last)
            self._news.set()
        return update_id

    def deliver_again(self, update_id: int, kind: str, content: dict[str, Any]) -> None:
        """The same update a second time, as after a restart of Telegram's own servers."""
        self._updates.append({"update_id": update_id, kind: content})
        self._news.set()

    def edit_newest(self, chat: int, text: str) -> int:
        """The newest message of this chat now reads otherwise; the id of the update that says so."""
        message = self._newest[chat] | {"text": text, "edit_date": int(self.clock.now().timestamp())}
        return self.deliver("edited_message", message)

    def repeat_newest(self) -> None:
        """The newest update comes once more."""
        self._updates.append(self._last)
        self._news.set()

    def taken(self) -> list[dict[str, Any]]:
        """The updates that wait, taken out: a test brings them to the webhook itself."""
        taken, self._updates = self._updates, []
        return taken

    def pending(self) -> list[int]:
        """The updates that the bot has not confirmed."""
        return [each["update_id"] for each in self._updates]

    def forget_queries(self) -> None:
        """Every tap so far becomes too old to be answered."""
        self._queries.clear()

    def seen_by(self, chat: int) -> list[Shown]:
        return [each for each in self.shown if each.chat == chat]

    def refusals(self, code: int | None = None) -> list[Call]:
        return [call for call in self.calls if call.code != 200 and code in (None, call.code)]

    def _message(self, chat: int, number: int) -> dict[str, Any]:
        kind = self.chats.setdefault(chat, "private")
        return {
            "message_id": number,
            "date": int(self.clock.now().timestamp()),
            "chat": {"id": chat, "type": kind},
            "from": self._user(chat),
        }

    def _as_message(self, shown: Shown) -> dict[str, Any]:
        message = self._message(shown.chat, shown.id) | {"from": self._bot()}
        if shown.document is None:
            return message | {"text": shown.text}
        name, content = shown.document
        file = {"file_id": f"f{shown.id}", "file_unique_id": f"u{shown.id}", "file_name": name, "file_size": len(content)}
        return message | {"caption": shown.text, "document": file}

    def _user(self, chat: int) -> dict[str, Any]:
        return {"id": abs(chat), "is_bot": False, "first_name": "邻居", "language_code": self.devices.get(chat, "zh-hans")}

    def _bot(self) -> dict[str, Any]:
        return {"id": 580580, "is_bot": True, "first_name": "580 我帮邻", "username": "wobanglin_bot"}
