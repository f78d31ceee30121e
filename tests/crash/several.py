"""Two bots on one database behind one address: who falls stays down until the other has gone on without it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import count
from pathlib import Path

from cli.rasa_process import free_port
from cli.stage import BotProcess


class _Held(BotProcess):
    """One of them. After a fall it may come back when the other has settled what was going on, or has fallen as well."""

    other: _Held

    def __init__(self, environment: dict[str, str], log: Path, module: str, *arguments: str) -> None:
        super().__init__(environment, log, module, *arguments)
        self.port = int(environment["WOBANGLIN_ACTION_PORT"])
        self.may_start = asyncio.Event()
        self.may_start.set()

    async def _comes_back(self) -> None:
        if self.falls and self.other.is_up:
            self.may_start.clear()
            while not self.may_start.is_set() and self.other.is_up:
                with suppress(TimeoutError):  # looks again whether the other is still up
                    await asyncio.wait_for(self.may_start.wait(), 0.2)


class TwoBots(BotProcess):
    """In the place of one: its port is a plain forwarder that gives each new connection to a bot that answers, in turn."""

    def __init__(self, environment: dict[str, str], log: Path, module: str = "cli.main", *arguments: str) -> None:
        super().__init__(environment, log, module, *arguments)
        self._port = int(environment["WOBANGLIN_ACTION_PORT"])
        self.bots = [
            _Held({**environment, "WOBANGLIN_ACTION_PORT": str(free_port())}, log.with_name(f"bot{number}.log"), module, *arguments)
            for number in (1, 2)
        ]
        self.bots[0].other, self.bots[1].other = self.bots[1], self.bots[0]
        self._turn = count()
        self._forwarder: asyncio.Server | None = None

    @property
    def falls(self) -> int:  # type: ignore[override]  # a plain number there, the sum of two here
        return sum(bot.falls for bot in self.bots)

    @falls.setter
    def falls(self, value: int) -> None:
        """Counted by each of the two."""

    async def start(self) -> None:
        self._forwarder = await asyncio.start_server(self._forward, "127.0.0.1", self._port)
        for bot in self.bots:
            await bot.start()

    def settled(self) -> None:
        """What was going on has been finished: whoever is down may come back."""
        for bot in self.bots:
            bot.may_start.set()

    async def stop(self) -> None:
        if self._forwarder:
            self._forwarder.close()
        for bot in self.bots:
            await bot.stop()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = next(self._turn) % 2
        for bot in (self.bots[first], self.bots[1 - first]):
            try:
                inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", bot.port)
            except OSError:
                continue
            await asyncio.gather(_pipe(reader, inner_writer), _pipe(inner_reader, writer))
            return
        writer.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):  # a killed bot drops its connections: that is what is tried here
        while block := await reader.read(65536):
            writer.write(block)
            await writer.drain()
    with suppress(OSError):  # closed already
        writer.close()
