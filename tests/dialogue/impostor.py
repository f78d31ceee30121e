"""Somebody at Rasa's address who is not Rasa: hangs, talks rubbish, refuses, or says yes and does nothing."""

from __future__ import annotations

import asyncio
import enum
from types import TracebackType

from bot.rasa import RasaAddress

_HEAD = "HTTP/1.1 {} X\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n"


class Manner(enum.StrEnum):
    """How it answers every call."""

    HANGS = "hangs"
    HANGS_UP = "hangs up"
    NO_HTTP = "no http"
    SERVER_ERROR = "500"
    UNAUTHORISED = "401"
    NO_JSON = "200, no json"
    DOES_NOTHING = "200, []"


class Impostor:
    """Listens on a free port of loopback. Use `async with`; `heard` counts the calls."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.heard = 0
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Impostor:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for writer in self._open:
            writer.close()
        self._server.close()
        await self._server.wait_closed()

    @property
    def address(self) -> RasaAddress:
        return RasaAddress(f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}", "")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await reader.readuntil(b"\r\n\r\n")
            self.heard += 1
            if self.manner is Manner.HANGS:
                await reader.read()  # until the other side gives up
            elif self.manner is not Manner.HANGS_UP:
                writer.write(self._answer())
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    def _answer(self) -> bytes:
        if self.manner is Manner.NO_HTTP:
            return b"\x00\x01\x02 220 smtp ready\r\n"
        code, body = {
            Manner.SERVER_ERROR: (500, "boom"),
            Manner.UNAUTHORISED: (401, "{}"),
            Manner.NO_JSON: (200, "<html>"),
            Manner.DOES_NOTHING: (200, "[]"),
        }[self.manner]
        return (_HEAD.format(code, "application/json", len(body)) + body).encode()
