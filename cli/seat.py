"""A seat at the terminal door: the client side of bot/terminal.py, for `chat`, the demo and the crash run."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake


@dataclass(frozen=True)
class Shown:
    """A message that somebody at this terminal was shown."""

    to: str
    text: str
    buttons: tuple[tuple[str, str], ...]  # label, tap
    number: int = 0
    edited: bool = False  # a card that was shown before and has changed

    def tap(self, label: str) -> str:
        """The code behind the button whose label begins so; LookupError when there is none."""
        for text, tap in self.buttons:
            if text.startswith(label):
                return tap
        raise LookupError(f"「{self.text[:40]}」 没有按钮 {label}")


@dataclass
class Seat:
    """Keeps a connection to the bot, again and again until closed; what is not confirmed is sent again."""

    url: str
    token: str
    on_shown: Callable[[Shown], None]
    _unsent: dict[str, str] = field(default_factory=dict)
    _waiting: dict[str, asyncio.Future[None]] = field(default_factory=dict)
    _settles: dict[int, asyncio.Future[None]] = field(default_factory=dict)
    _socket: ClientConnection | None = None
    _count: int = 0

    async def run(self) -> None:
        """Until cancelled: connect, show, acknowledge; reconnect with the library's growing pause."""
        while True:
            try:
                headers = {"Authorization": f"Bearer {self.token}"}
                async with connect(self.url, additional_headers=headers, proxy=None, ping_interval=None) as socket:
                    self._socket = socket
                    for line in [*self._unsent.values()]:
                        await socket.send(line)
                    for number in self._settles:
                        await socket.send(json.dumps({"settle": number}))
                    async for said in socket:
                        await self._take(socket, json.loads(said))
            except (OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                await asyncio.sleep(0.2)  # the bot is down or starting: there is no event to wait for
            finally:
                self._socket = None

    async def say(self, sender: str, kind: str = "text", update: str | None = None, **what: Any) -> None:
        """Hand in a message as `sender`; returns when the bot has committed it, however often it falls."""
        update = update or uuid.uuid4().hex
        line = json.dumps({"from": sender, "update": update, "kind": kind, **what}, ensure_ascii=False)
        self._unsent[update] = line
        future = self._waiting[update] = asyncio.get_running_loop().create_future()
        await self._try(line)
        await future

    async def settle(self) -> None:
        """Returns when the bot has nothing left to do at this instant."""
        self._count += 1
        future = self._settles[self._count] = asyncio.get_running_loop().create_future()
        await self._try(json.dumps({"settle": self._count}))
        await future

    async def _try(self, line: str) -> None:
        if self._socket is not None:
            with suppress(ConnectionClosed):  # sent again on reconnection
                await self._socket.send(line)

    async def _take(self, socket: ClientConnection, said: dict[str, Any]) -> None:
        if "received" in said:
            self._unsent.pop(said["received"], None)
            if (future := self._waiting.pop(said["received"], None)) and not future.done():
                future.set_result(None)
        elif "settled" in said:
            if (future := self._settles.pop(said["settled"], None)) and not future.done():
                future.set_result(None)
        elif "show" in said:
            buttons = tuple((button["label"], button["tap"]) for row in said["buttons"] for button in row)
            self.on_shown(Shown(said["to"], said["text"], buttons, said["show"], bool(said.get("edits"))))
            await socket.send(json.dumps({"ack": said["show"]}))
