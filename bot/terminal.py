"""The terminal door: a WebSocket on loopback, at which `wobanglin chat` and the demo sit.

The client hands in what people write, and acknowledges every message
it is shown (`ack`): a message counts as sent when it was acknowledged, exactly like one to Telegram.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from sanic import Request, Sanic, Websocket
from sanic.exceptions import Unauthorized

from aid.conversations.incoming import Incoming, Kind
from aid.delivery.page import Rendered
from aid.delivery.rules import Attempt, Outcome
from aid.delivery.service import receive
from aid.store.work import Work
from bot.relay import Limits
from bot.turns import Turns

log = logging.getLogger(__name__)

CHANNEL = "terminal"
ACK_WITHIN = 10.0


class Terminal:
    """Both sides of the terminal door."""

    limits: Limits | None = None

    def __init__(self, work: Work, token: str) -> None:
        self._work = work
        self._token = token
        self._turns: Turns | None = None
        self._client: Websocket | None = None
        self._acks: dict[int, asyncio.Future[None]] = {}
        self._count = 0
        self._settling: set[asyncio.Task[None]] = set()
        self._on_open: Callable[[], None] = lambda: None
        self._is_settled: Callable[[], Awaitable[bool]] | None = None

    def attach(
        self,
        app: Sanic[Any, Any],
        turns: Turns,
        on_open: Callable[[], None],
        is_settled: Callable[[], Awaitable[bool]],
    ) -> None:
        """Put the door into the endpoint's app; `on_open` is called whenever somebody sits down."""
        self._turns, self._on_open, self._is_settled = turns, on_open, is_settled
        app.add_websocket_route(self._serve, "/terminal")

    def open(self) -> bool:
        return self._client is not None

    async def send(self, address: str, rendered: Rendered, edits: str | None = None) -> Attempt:
        """Show a message and wait for its acknowledgement; a card that changes is shown again, marked as an edit."""
        client = self._client
        if client is None:
            return Attempt(Outcome.NETWORK)
        self._count += 1
        number = self._count
        shown = {
            "show": number,
            "to": address,
            "text": rendered.text + (f"\n📎 {rendered.document.name}" if rendered.document else "") + "📎" * len(rendered.media),
            "edits": edits is not None,
            "buttons": [[{"label": button.label, "tap": button.tap} for button in row] for row in rendered.buttons],
        }
        future = self._acks[number] = asyncio.get_running_loop().create_future()
        try:
            await client.send(json.dumps(shown, ensure_ascii=False))
            await asyncio.wait_for(future, ACK_WITHIN)
        except Exception as error:  # whatever broke the socket: not delivered, tried again
            log.warning("the terminal did not take a message: %s", type(error).__name__)
            return Attempt(Outcome.NETWORK)
        finally:
            del self._acks[number]
        return Attempt(Outcome.SENT, message_id=str(number))

    async def _serve(self, request: Request, socket: Websocket) -> None:
        if request.token != self._token:
            raise Unauthorized("the terminal's token is needed")
        self._client = socket
        self._on_open()
        try:
            async for line in socket:
                if line is not None:
                    await self._take(socket, json.loads(line))
        finally:
            if self._client is socket:
                self._client = None

    async def _settle(self, socket: Websocket, number: int) -> None:
        """Answer when nothing is left to do at this instant: how a demo on a test clock knows it may go on."""
        assert self._is_settled is not None
        while not await self._is_settled():
            pass
        await socket.send(json.dumps({"settled": number}))

    async def _take(self, socket: Websocket, said: dict[str, Any]) -> None:
        if "settle" in said:
            self._settling.add(task := asyncio.create_task(self._settle(socket, said["settle"])))
            task.add_done_callback(self._settling.discard)
            return
        if "ack" in said:
            future = self._acks.get(said["ack"])
            if future and not future.done():
                future.set_result(None)
            return
        address, update_id = str(said["from"]), str(said["update"])
        incoming = Incoming(
            kind=Kind(said.get("kind", "text")),
            text=str(said.get("text", "")),
            tap=str(said.get("tap", "")),
            reply_to=said.get("reply_to"),
        )
        inbox_id = await asyncio.to_thread(self._work.write, "door", receive, CHANNEL, update_id, address, incoming.payload())
        await socket.send(json.dumps({"received": update_id}))
        if inbox_id is not None and self._turns is not None:
            self._turns.put(f"{CHANNEL}:{address}", inbox_id)
