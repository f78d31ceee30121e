"""A small town around a real bot: its people, its clock, its Telegram; everything a transcript needs."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rasa_sdk.interfaces import Action
from sqlalchemy import event, select

from actions.turns import all_actions
from aid.clock import FixedClock
from aid.community import read_community
from aid.conversations.incoming import Incoming, Kind
from aid.conversations.model import Conversation
from aid.delivery import relay as outbox
from aid.delivery.model import InboxMessage, OutboxMessage, OutboxStatus
from aid.delivery.service import receive, unanswered
from aid.followups.service import next_due as next_follow_up
from aid.people.model import AuditEvent, Person, Post
from aid.people.service import person_at
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit, Work
from bot.ears import Transcriber
from bot.rasa import RasaAddress
from bot.serve import Bot, BotSettings
from bot.telegram import Webhook
from cli.settings import ROOT
from tests.dialogue.fake_bot_api import TOKEN, BotApi
from tests.dialogue.fake_people import Shown
from tests.dialogue.fake_request import FakeBotApi
from tests.dialogue.founded import CHANNEL, START, Founded
from tests.dialogue.someone import Card, Someone

# Nobody answers on this port: the bot must do without Rasa.
NO_RASA = RasaAddress("http://127.0.0.1:9", "")
# What the limits of Telegram may put off; anything later is held on purpose and a test moves the clock itself.
BREATH = timedelta(seconds=8)
SETTLE_WITHIN = 60.0


class Town:
    """The compound of `town.toml` in a store of its own, and the bot that may run in it."""

    def __init__(self, founded: Founded) -> None:
        path = Path(founded.engine.url.database or "")
        self.folder = path.parent
        for left in self.folder.glob("town.db*"):
            left.unlink()
        path.write_bytes(founded.file)
        self.clock = FixedClock(START)
        self.api = BotApi(self.clock)
        self.request = FakeBotApi(self.api)
        self._patience = 30_000  # milliseconds that a writer waits for another
        event.listen(founded.engine, "checkout", self._wait_for_locks)
        self.work = Work(founded.engine, self.clock, read_community(ROOT / "community.toml"))
        self.bot: Bot | None = None
        self.provoked: set[int] = set()  # the refusals of Telegram that this transcript brings about on purpose
        self._people = {name: Someone(self, name, chat) for name, chat in founded.chats.items()}
        self.api.chats.update(dict.fromkeys(founded.chats.values(), "private"))

    def __getattr__(self, name: str) -> Someone:
        """`town.wu`, `town.captain`, …"""
        try:
            return self.__dict__["_people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def newcomer(self, chat: int = 800_000_001) -> Someone:
        """Somebody who has never written to us."""
        return Someone(self, "newcomer", chat)

    # The bot in it.

    async def open(
        self,
        rasa: RasaAddress = NO_RASA,
        port: int = 0,
        *,
        actions: Callable[[Work], list[Action]] = all_actions,
        patience: float = 8.0,
        webhook: Webhook | None = None,
        transcriber: Transcriber | None = None,
    ) -> None:
        """Start a bot here."""
        settings = BotSettings(
            rasa=rasa,
            port=port,
            terminal_token="terminal",
            telegram_token=TOKEN,
            telegram_webhook=webhook,
            telegram_request=self.request,
            tick_seconds=3600,  # the clock is moved by hand, and each settling ticks
            rasa_patience=patience,
            transcriber=transcriber,
        )
        self.bot = Bot(self.work, actions(self.work), settings)
        self.clock.move_to(self.clock.now() + timedelta(seconds=1))  # a start takes its time
        await self.bot.start()

    async def close(self) -> None:
        if self.bot is not None:
            await self.bot.stop()
            self.bot = None

    def shut(self) -> None:
        event.remove(self.work.engine, "checkout", self._wait_for_locks)
        self.work.engine.dispose()

    # Time.

    async def settle(self, breath: timedelta = BREATH) -> None:
        """Until nothing is left to do; the clock moves on as far as Telegram's limits make messages wait."""
        async with asyncio.timeout(SETTLE_WITHIN):
            until = self.clock.now() + breath
            while True:
                await self._settled()
                due = self._next_outgoing()
                if due is None or due <= self.clock.now() or due > until:
                    return
                self.clock.move_to(due)

    async def _settled(self) -> None:
        assert self.bot is not None
        # What is waited for lies in rows and in another's memory: nobody sets an event for it.
        while self.api.pending() and not self.request.down:  # as above
            await asyncio.sleep(0.005)
        while not await self.bot.is_settled():  # as above
            await asyncio.sleep(0.005)

    async def bot_rests(self) -> None:
        """Until the bot has let go of every message, answered or not."""
        assert self.bot is not None
        async with asyncio.timeout(SETTLE_WITHIN):
            while self.api.pending():  # as in `_settled`
                await asyncio.sleep(0.005)
            await self.bot.turns.settled.wait()

    async def breathe(self, seconds: float) -> None:
        """Real time, where something outside the test's clock must have its chance to go wrong."""
        await asyncio.sleep(seconds)

    async def waits(self, **duration: float) -> None:
        """Time passes: every clock on the way strikes at its own instant."""
        until = self.clock.now() + timedelta(**duration)
        for _ in range(1000):
            await self.settle()
            coming = [due for due in (self._next_outgoing(), self._next_clock()) if due is not None and self.clock.now() < due <= until]
            if not coming:
                break
            self.clock.move_to(min(coming))
        else:
            raise AssertionError("the clocks never come to rest")
        self.clock.move_to(max(until, self.clock.now()))
        await self.settle()

    def _next_outgoing(self) -> datetime | None:
        with self.work.read() as unit:
            return outbox.next_due(unit)

    def _next_clock(self) -> datetime | None:
        with self.work.read() as unit:
            return next_follow_up(unit)

    def silence(self, who: Someone) -> None:
        """From now on the network swallows every call about this chat."""
        self.request.unreachable.add(who.chat)

    async def on_tap(self, act: str, name: str) -> None:
        """The tap arrives just before the network goes: `act` on offer or request 1."""
        who: Someone = getattr(self, name)
        unit_now = self.clock.now()
        incoming = Incoming(Kind.TAP, tap=f"{act}:1").payload()
        row = self.work.write("door", receive, CHANNEL, f"late-{unit_now.isoformat()}", str(who.chat), incoming)
        assert self.bot is not None
        assert row is not None
        await self.bot.turns.put(f"{CHANNEL}:{who.chat}", row)
        await self.settle(timedelta(0))

    @contextmanager
    def locked_out(self) -> Iterator[None]:
        """Somebody else holds the database's write lock, and the bot's patience with it is short."""
        other = sqlite3.connect(self.folder / "town.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        self._patience = 50
        try:
            yield
        finally:
            self._patience = 30_000
            other.execute("ROLLBACK")
            other.close()

    def _wait_for_locks(self, connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={self._patience}")

    def sleeps(self, **duration: float) -> None:
        """Time passes while no bot runs."""
        self.clock.move_to(self.clock.now() + timedelta(**duration))

    def vacate_posts(self) -> None:
        """Nobody holds any post."""

        def vacate(unit: Unit) -> None:
            for post in unit.session.scalars(select(Post)):
                unit.session.delete(post)

        self.work.write("test", vacate)

    # What lies in the rows.

    def card(self, shown: Shown) -> Card:
        with self.work.read() as unit:
            row = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.channel_message_id == str(shown.id))).one()
            first = self.api.first_buttons[shown.id]
            return Card(row.key, row.args, row.request_id, shown, tuple(first))

    def read(self, look: Callable[[Unit], Any]) -> Any:
        """What `look(unit)` finds; rows come back whole, free of their session."""
        with self.work.read() as unit:
            found = look(unit)
            unit.session.expunge_all()
            return found

    def first_pages(self) -> set[int]:
        """The messages that are but the beginning of a longer one: their row names the last page."""
        known = {each for each in self.read(lambda unit: unit.session.scalars(select(OutboxMessage.channel_message_id)).all()) if each}
        return {each.id for each in self.api.shown if str(each.id) not in known}

    def request_of(self, number: int) -> HelpRequest:
        found = self.read(lambda unit: unit.session.get_one(HelpRequest, number))
        assert isinstance(found, HelpRequest)
        return found

    def status(self, number: int = 1) -> Status:
        return self.request_of(number).status

    def requests(self) -> list[HelpRequest]:
        return list(self.read(lambda unit: unit.session.scalars(select(HelpRequest).order_by(HelpRequest.id)).all()))

    def conversations(self, who: Someone) -> list[Conversation]:
        def look(unit: Unit) -> list[Conversation]:
            person = person_at(unit, CHANNEL, str(who.chat))
            mine = select(Conversation).where(Conversation.person_id == person.id).order_by(Conversation.started_at)
            return list(unit.session.scalars(mine))

        found: list[Conversation] = self.read(look)
        return found

    def trail(self, kind: str) -> list[AuditEvent]:
        return list(self.read(lambda unit: unit.session.scalars(select(AuditEvent).where(AuditEvent.kind == kind)).all()))

    def inbox(self) -> list[InboxMessage]:
        return list(self.read(lambda unit: unit.session.scalars(select(InboxMessage).order_by(InboxMessage.id)).all()))

    def waiting(self) -> list[str]:
        """The keys of what still waits to be sent."""
        pending = select(OutboxMessage.key).where(OutboxMessage.status == OutboxStatus.PENDING).order_by(OutboxMessage.id)
        return list(self.read(lambda unit: unit.session.scalars(pending).all()))

    def failed(self) -> list[tuple[str, str | None]]:
        gone = select(OutboxMessage.key, OutboxMessage.failure).where(OutboxMessage.status == OutboxStatus.FAILED)
        return [(key, why) for key, why in self.read(lambda unit: unit.session.execute(gone).all())]

    def person(self, who: Someone) -> Person:
        found: Person = self.read(lambda unit: person_at(unit, CHANNEL, str(who.chat)))
        return found

    def all_answered(self) -> bool:
        return not self.read(unanswered)

    async def captain_takes(self, request: int) -> None:
        """The captain takes a request over, wherever the card may be by now."""
        await self.captain.sends_code(f"ct:{request}")
        assert self.status(request) is Status.WITH_CAPTAIN


def dumped(town: Town) -> str:
    """The trail as one text, for searching."""
    return json.dumps(town.read(lambda unit: [each.facts for each in unit.session.scalars(select(AuditEvent))]), ensure_ascii=False)


async def leak_by_taps(town: Town) -> None:
    """吴阿姨 opens a request by the button menu, without Rasa; everybody but the volunteers looks away."""
    await town.wu.says("我家厨房水管漏水了")
    await town.wu.taps("家中小修")
    await town.wu.taps("对")
    for who in (town.wu, town.captain):
        who.looks_away()
    assert town.status() is Status.OFFERING
