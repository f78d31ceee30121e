"""The bot process: doors, relay, ticks and action endpoint in one event loop."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from dataclasses import dataclass

from rasa_sdk.interfaces import Action
from telegram.request import BaseRequest

from aid.delivery.relay import next_due as next_message
from aid.delivery.service import unanswered
from aid.followups.service import next_due as next_follow_up
from aid.store.leases import Life
from aid.store.work import Work
from bot.ears import Ears, Transcriber
from bot.endpoint import Endpoint, endpoint_app
from bot.rasa import PATIENCE, Rasa, RasaAddress
from bot.relay import Relay, Sender
from bot.telegram import TelegramDoor, Webhook
from bot.terminal import Terminal
from bot.ticks import Ticks
from bot.turns import Turns

log = logging.getLogger(__name__)

# Seconds that a message on its way is given to arrive before the process ends.
STOP_WITHIN = 10.0


@dataclass(frozen=True)
class BotSettings:
    """What the bot process needs beside its services."""

    rasa: RasaAddress
    port: int
    terminal_token: str
    telegram_token: str | None = None
    telegram_api_url: str | None = None
    telegram_webhook: Webhook | None = None
    telegram_request: BaseRequest | None = None
    tick_seconds: float = 1.0
    rasa_patience: float = PATIENCE
    transcriber: Transcriber | None = None


class Bot:
    """Everything that runs in the bot process, started and stopped in order."""

    def __init__(self, work: Work, actions: list[Action], settings: BotSettings) -> None:
        self._work = work
        self._settings = settings
        self._rasa = Rasa(settings.rasa, settings.rasa_patience)
        self.turns = Turns(work, self._rasa)
        self._terminal = Terminal(work, settings.terminal_token)
        self._app = endpoint_app(actions)
        self._endpoint = Endpoint(self._app, settings.port)
        self._senders: dict[str, Sender] = {"terminal": self._terminal}
        self._telegram: TelegramDoor | None = None

    async def start(self) -> int:
        """Start everything; the port of the action endpoint and the terminal door."""
        if self._settings.telegram_token:
            self._telegram = TelegramDoor(
                self._work,
                self.turns,
                self._settings.telegram_token,
                api_url=self._settings.telegram_api_url,
                webhook=self._settings.telegram_webhook,
                request=self._settings.telegram_request,
            )
            self._senders["telegram"] = self._telegram
            if self._settings.transcriber:
                self.turns.ears = Ears(self._settings.transcriber, self._telegram.fetch)
        self.relay = Relay(self._work, self._senders)
        self._work.on_written(self.relay.wake)
        self._life = Life(self._work.engine)
        self._work.bot = await asyncio.to_thread(self._life.begin)
        self.ticks = Ticks(self._work, self.relay, self._life, self.turns, self._settings.tick_seconds)
        self._terminal.attach(self._app, self.turns, self.relay.wake, self.is_settled)
        port = await self._endpoint.start()
        played = await self.ticks.take_over()
        self._relaying = asyncio.create_task(self.relay.run())
        self.ticks.start()
        if self._telegram:
            await self._telegram.start()
        log.info("机器人已就绪: 端口 %s, 补处理来信 %s 条, Telegram %s", port, played, "开" if self._telegram else "关")
        return port

    async def is_settled(self) -> bool:
        """Whether nothing is left to do at this instant: no message unanswered, nothing due, nothing to send."""
        if self._telegram:
            await self._telegram.forwarded()
        await self.turns.settled.wait()
        if self._telegram:
            await self._telegram.acknowledged()
        await self.ticks.tick()
        await self.relay.settled.wait()

        def due() -> bool:
            with self._work.read() as unit:
                follow_up, message = next_follow_up(unit), next_message(unit)
                return bool(unanswered(unit)) or any(each is not None and each <= unit.now for each in (follow_up, message))

        return not await asyncio.to_thread(due) and self.turns.settled.is_set() and self.relay.settled.is_set()

    async def stop(self) -> None:
        """Stop taking, then let go: rows that are not finished are taken up at the next start."""
        self.relay.stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._relaying, STOP_WITHIN)
        if self._telegram:
            await self._telegram.stop()
        self.ticks.stop()
        await self.turns.stop()
        await self._endpoint.stop()
        await self._rasa.close()
        await asyncio.to_thread(self._life.end)


async def run_bot(work: Work, actions: list[Action], settings: BotSettings) -> None:
    """Run until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    bot = Bot(work, actions, settings)
    await bot.start()
    await stop.wait()
    await bot.stop()
