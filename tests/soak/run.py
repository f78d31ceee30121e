"""`make soak`: the whole program under the fake Telegram, a simulated week on the shared test clock, told as a table."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import os
import random
import shutil
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any

import httpx
from rich.console import Console
from sqlalchemy import select

from aid.clock import FixedClock
from aid.delivery.relay import next_due as next_message
from aid.followups.service import next_due as next_follow_up
from aid.people.model import Address
from aid.people.service import hash_of
from aid.store.secrets import key_from_file
from aid.store.work import Unit, Work
from cli import rasa_process, sample
from cli.fake_clock import ClockServer
from cli.rasa_process import RasaProcess, free_port
from cli.seat import Seat
from cli.settings import ROOT, Settings, token_from_file
from cli.stage import BotProcess
from cli.wiring import open_work
from tests.dialogue.fake_bot_api import TOKEN
from tests.soak.account import account_of
from tests.soak.people import Someone, choice, compound, incidents, requests

console = Console(width=110)
OPENING = datetime.fromisoformat("2026-09-14T07:30:00+08:00")  # a Monday
DAYS = float(os.environ.get("SOAK_DAYS", "7"))
SEED = int(os.environ.get("SOAK_SEED", "580"))


class Week:
    """The fake Telegram's people act; the clock goes from one instant at which something is due to the next."""

    def __init__(self, work: Work, clock: FixedClock, telegram: httpx.AsyncClient, seat: Seat, people: list[Someone]) -> None:
        self.work, self.clock, self.telegram, self.seat = work, clock, telegram, seat
        self.chance = random.Random(SEED)
        self.people = {each.chat: each for each in people}
        self._plan: list[tuple[datetime, int, str, dict[str, Any]]] = []
        self._order = itertools.count()
        self._seen = 0
        self._considered: set[tuple[int, int]] = set()
        self._decided: dict[int, set[str]] = {}  # message → what somebody has thought about it already
        self._away: set[int] = set()
        self.done: Counter[str] = Counter()
        self.said: list[tuple[int, datetime]] = []  # who wrote when, but for floods: each is to be answered
        self.until = OPENING + timedelta(days=DAYS)

    def plan(self, at: datetime, what: str, how: dict[str, Any]) -> None:
        heapq.heappush(self._plan, (at, next(self._order), what, how))

    def begin(self) -> None:
        for happening in (*requests(OPENING, DAYS, self.chance), *incidents(OPENING, self.chance)):
            self.plan(*happening)

    async def play(self) -> None:
        """Until the week is over."""
        while True:
            due = [each for each in (self._next_row(), self._plan[0][0] if self._plan else None) if each is not None]
            at = min(due, default=self.until)
            if at > self.until:
                break
            self.clock.move_to(max(at, self.clock.now()))
            while self._plan and self._plan[0][0] <= self.clock.now():
                _, _, what, how = heapq.heappop(self._plan)
                await self._happens(what, how)
            await self.settle()
        self.clock.move_to(self.until)
        await self.settle()

    async def _happens(self, what: str, how: dict[str, Any]) -> None:
        if what == "trouble":
            self._away |= {*how.get("block", ()), *how.get("delete", ())}
            self._away -= set(how.get("unblock", ()))
        elif how.get("chat") in self._away:  # who has blocked the bot does not write to it
            return
        self.done[what] += 1
        if what in ("write", "edit") and not how.get("flood"):
            self.said.append((how["chat"], self.clock.now()))
        path = "/trouble" if what == "trouble" else f"/people/{what}"
        (await self.telegram.post(path, json=how)).raise_for_status()

    async def settle(self) -> None:
        """Until nothing is left to do at this instant, and everybody has looked at what arrived."""
        while (await self._look())["pending"]:
            await asyncio.sleep(0.005)  # another process takes them: there is no event
        await self.seat.settle()
        await self._look()

    async def _look(self) -> dict[str, Any]:
        news: dict[str, Any] = (await self.telegram.get("/people/news", params={"since": self._seen})).json()
        self._seen = news["seen"]
        for shown in news["shown"]:
            once = (shown["id"], shown["edits"])
            if once in self._considered or shown["chat"] not in self.people:
                continue
            self._considered.add(once)
            role = self.people[shown["chat"]].role
            buttons, decided = [tuple(button) for button in shown["buttons"]], self._decided.setdefault(shown["id"], set())
            if chosen := choice(role, shown["text"], buttons, decided, self.chance):
                what, how, after = chosen
                under = {"under": shown["id"]} if what == "tap" else {}
                self.plan(self.clock.now() + after, what, {"chat": shown["chat"], **how, **under})
        return news

    def _next_row(self) -> datetime | None:
        with self.work.read() as unit:
            found = [each for each in (next_follow_up(unit), next_message(unit)) if each is not None]
        return min(found, default=None)


def move_to_telegram(unit: Unit) -> None:
    """The sample people sit at Telegram instead of the terminal."""
    for address in unit.session.scalars(select(Address)):
        address.channel, address.value_hash = "telegram", hash_of(unit, "telegram", address.value)


async def main() -> int:
    began = time.monotonic()
    folder = ROOT / "var" / "soak"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    clock = ClockServer(OPENING)
    rasa_port, action_port, telegram_port = free_port(), free_port(), free_port()
    environment = {
        "WOBANGLIN_VAR": str(folder),
        "WOBANGLIN_DATABASE_URL": f"sqlite:///{folder / 'wobanglin.db'}",
        "WOBANGLIN_CLOCK": clock.address,
        "WOBANGLIN_RASA_PORT": str(rasa_port),
        "WOBANGLIN_ACTION_PORT": str(action_port),
        "WOBANGLIN_TICK_SECONDS": "0.2",
        "WOBANGLIN_TELEGRAM_TOKEN": TOKEN,
        "WOBANGLIN_TELEGRAM_API_URL": f"http://127.0.0.1:{telegram_port}",
        "WOBANGLIN_TELEGRAM_WEBHOOK_URL": "",
        "WOBANGLIN_RASA_URL": "",
        "WOBANGLIN_RASA_TOKEN": "",
        "WOBANGLIN_COMMUNITY": str(ROOT / "community.toml"),
        "WOBANGLIN_SECRET_KEY": key_from_file(folder / "secret.key"),
    }
    names = {name.removeprefix("WOBANGLIN_").lower(): value for name, value in environment.items()}
    work = open_work(Settings(**{name: value for name, value in names.items() if value}))  # type: ignore[arg-type]  # pydantic reads the words
    raw, people = compound()
    work.write("sample", sample.load, raw)
    work.write("sample", move_to_telegram)
    async with AsyncExitStack() as stack:
        fake = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.soak.fake_telegram", str(telegram_port), clock.address, cwd=ROOT
        )
        stack.push_async_callback(fake.wait)
        stack.callback(fake.terminate)
        rasa = RasaProcess(rasa_port, token_from_file(folder / "rasa.token"), action_port, folder / "rasa.log")
        rasa.start()
        stack.callback(rasa.stop)
        telegram = await stack.enter_async_context(
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{telegram_port}", trust_env=False, timeout=30)
        )
        await _reachable(telegram)
        await telegram.post("/people/exist", json={"chats": [each.chat for each in people]})
        await asyncio.to_thread(lambda: list(rasa.ready()))
        bot = BotProcess(environment, folder / "bot.log")
        await bot.start()
        stack.push_async_callback(bot.stop)
        seat = Seat(f"ws://127.0.0.1:{action_port}/terminal", token_from_file(folder / "terminal.token"), lambda shown: None)
        sitting = asyncio.create_task(seat.run())
        stack.callback(sitting.cancel)
        await seat.settle()
        week = Week(work, clock.clock, telegram, seat, people)
        week.begin()
        with console.status("一个星期过得很快…"):
            await week.play()
        telegrams = (await telegram.get("/people/account")).json()
        account = account_of(work, telegrams, week.done, week.said, DAYS, bot.falls, time.monotonic() - began)
    clock.close()
    work.engine.dispose()
    console.print(account.table)
    if account.failed:
        console.print(account.found)
    console.print(f"{account.passed} passed, {account.failed} failed" + (f" (日志在 {folder})" if account.failed else ""))
    return 1 if account.failed else 0


async def _reachable(telegram: httpx.AsyncClient) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                await telegram.get("/people/account")
                return
            except httpx.ConnectError:
                await asyncio.sleep(0.1)  # the process is starting: there is no event


if __name__ == "__main__":
    if not rasa_process.is_trained():
        console.print("语言模型还没有训练, 或训练后有改动: 请先运行 make train")
        sys.exit(2)
    sys.exit(asyncio.run(main()))
