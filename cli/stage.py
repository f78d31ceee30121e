"""A stage for plays on a test clock: the bot as a process, a seat at its terminal door, and the book to check against."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from aid.delivery.relay import next_due as next_message
from aid.followups.service import next_due as next_follow_up
from aid.people.model import Address, Person
from aid.people.service import hash_of
from aid.requests.model import HelpRequest, Status
from aid.store.work import Work
from cli import sample
from cli.fake_clock import ClockServer
from cli.rasa_process import RasaProcess
from cli.seat import Seat, Shown
from cli.settings import ROOT

PATIENCE = 90.0


class Unexpected(AssertionError):
    """The chain did not come to the state that the play expects."""


class BotProcess:
    """The bot as a process of its own, begun again whenever it falls, until stopped."""

    def __init__(self, environment: dict[str, str], log: Path, module: str = "cli.main", *arguments: str) -> None:
        self._environment, self._log = environment, log
        self._command = [sys.executable, "-m", module, *(arguments or ("serve",))]
        self._process: asyncio.subprocess.Process | None = None
        self._keeping: asyncio.Task[None] | None = None
        self.falls = 0

    async def start(self) -> None:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._keeping = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        while True:
            await self._comes_back()
            with self._log.open("a") as file:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command, cwd=ROOT, env={**os.environ, **self._environment}, stdout=file, stderr=subprocess.STDOUT
                )
            code = await self._process.wait()
            self.falls += 1
            if code == 2 or self.falls > 200:
                raise RuntimeError(f"机器人没有启动成功, 原因见 {self._log}")

    async def _comes_back(self) -> None:
        """Returns when it may start (again): here at once."""

    @property
    def is_up(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def stop(self) -> None:
        if self._keeping:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()


class Stage:
    """What a play needs: say, tap, let time pass, expect."""

    def __init__(
        self,
        work: Work,
        clock: ClockServer,
        seat: Seat,
        bot: BotProcess,
        rasa: RasaProcess,
        on_say: Callable[[str, str], None],
    ) -> None:
        self._work, self._clock, self._seat, self._on_say = work, clock, seat, on_say
        self.bot, self.rasa = bot, rasa
        self.shown: dict[str, list[Shown]] = {}
        self.on_settled: Callable[[], None] = lambda: None
        self._count = 0

    def take(self, shown: Shown) -> None:
        self.shown.setdefault(shown.to, []).append(shown)

    @property
    def now(self) -> datetime:
        return self._clock.clock.now()

    async def says(self, who: str, text: str) -> None:
        """Somebody writes; returns when everything that follows at once has happened."""
        self._on_say(who, f"「{text}」")
        await self._handed_in(who, "text", text=text)

    async def taps(self, who: str, label: str) -> None:
        """Somebody taps the newest button of that name."""
        self._on_say(who, f"[{label}]")
        await self._handed_in(who, "tap", tap=self.button(who, label))

    async def tap_at_once(self, whos: list[str], label: str) -> None:
        """Several people tap at the same moment."""
        for who in whos:
            self._on_say(who, f"[{label}]")
        taps = [(who, self.button(who, label)) for who in whos]
        await asyncio.wait_for(asyncio.gather(*(self._seat.say(who, "tap", self._update(), tap=tap) for who, tap in taps)), PATIENCE)
        await self.settle()

    async def _handed_in(self, who: str, kind: str, **what: str) -> None:
        await asyncio.wait_for(self._seat.say(who, kind, self._update(), **what), PATIENCE)
        await self.settle()

    def _update(self) -> str:
        self._count += 1
        return f"play-{self._count}"

    def button(self, who: str, label: str) -> str:
        """The code of the newest button of that name that this person was shown."""
        for shown in reversed(self.shown.get(who, [])):
            for text, tap in shown.buttons:
                if text.startswith(label):
                    return tap
        raise Unexpected(f"{who} 没有看到按钮「{label}」")

    async def settle(self) -> None:
        await asyncio.wait_for(self._seat.settle(), PATIENCE)
        self.on_settled()

    async def passes(self, time: timedelta) -> None:
        """Time passes: the clock stands at every instant at which something is due, and nothing is skipped."""
        target = self.now + time
        while (due := self._next_due()) is not None and due <= target:
            self._clock.clock.move_to(max(due, self.now))
            await self.settle()
        self._clock.clock.move_to(target)
        await self.settle()

    async def passes_until(self, number: int, status: Status, at_most: timedelta = timedelta(days=15)) -> None:
        """Time passes from one due instant to the next until the request stands so."""
        limit = self.now + at_most
        while self.request(number).status is not status:
            due = self._next_due()
            if due is None or due > limit:
                raise Unexpected(f"求助 #{number} 停在 {self.request(number).status.value}, 等不到 {status.value}")
            self._clock.clock.move_to(max(due, self.now))
            await self.settle()

    def _next_due(self) -> datetime | None:
        with self._work.read() as unit:
            found = [each for each in (next_follow_up(unit), next_message(unit)) if each is not None]
        return min((each for each in found if each > self.now), default=None)

    def request(self, number: int) -> HelpRequest:
        with self._work.read() as unit:
            found = unit.session.get(HelpRequest, number)
            if found is None:
                raise Unexpected(f"没有求助 #{number}")
            unit.session.expunge(found)
            return found

    def newest(self) -> int:
        """The number of the newest request."""
        with self._work.read() as unit:
            found = unit.session.scalars(select(HelpRequest.id).order_by(HelpRequest.id.desc()).limit(1)).first()
        if found is None:
            raise Unexpected("还没有任何求助")
        return found

    def expect(self, number: int, status: Status) -> None:
        found = self.request(number).status
        if found is not status:
            raise Unexpected(f"求助 #{number} 应为 {status.value}, 实为 {found.value}")

    def expect_owner(self, number: int, who: str) -> None:
        with self._work.read() as unit:
            value_hash = hash_of(unit, sample.CHANNEL, who)
            person = unit.session.scalars(select(Person).join(Address).where(Address.value_hash == value_hash)).one()
            if self.request(number).captain_id != person.id:
                raise Unexpected(f"求助 #{number} 的负责人应是 {who}")

    def expect_shown(self, who: str, words: str) -> None:
        if not any(words in shown.text for shown in self.shown.get(who, [])):
            raise Unexpected(f"{who} 应看到「{words}」")
