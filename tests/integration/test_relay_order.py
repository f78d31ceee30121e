"""The relay under Telegram's limit over all: who was written to first is sent to first, however long looking through the queue takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from aid.clock import FixedClock
from aid.community import Community
from aid.delivery.page import Rendered
from aid.delivery.rules import Attempt, Outcome
from aid.delivery.service import post
from aid.people.service import person_at
from aid.store.work import Unit, Work
from bot.relay import Limits, Relay
from tests.integration.compound import START

CHATS = 70
A_LOOK = timedelta(milliseconds=6)


class Hurrying(FixedClock):
    """Time passes with every look at the clock, as it does on a busy machine."""

    def now(self) -> datetime:
        self.move_to(super().now() + A_LOOK)
        return super().now()


class Channel:
    """A door that takes everything and remembers when."""

    def __init__(self, clock: FixedClock) -> None:
        self.limits: Limits | None = Limits()
        self.sent: list[tuple[datetime, str]] = []
        self._clock = clock

    def open(self) -> bool:
        return True

    async def send(self, address: str, rendered: Rendered, edits: str | None = None) -> Attempt:
        self.sent.append((self._clock.now(), address))
        return Attempt(Outcome.SENT, message_id=str(len(self.sent)))


async def test_nobody_is_overtaken_where_the_limit_over_all_holds_them_up(sqlite_work: Work, community: Community) -> None:
    """Seventy chats at thirty a second: in the order in which they were written, and never more than thirty in a second."""
    clock = Hurrying(START)
    work = Work(sqlite_work.engine, clock, community)

    def write(unit: Unit) -> None:
        for number in range(CHATS):
            post(unit, person_at(unit, "telegram", str(1000 + number)).id, "progress_none")

    work.write("everybody", write)
    channel = Channel(clock)
    relay = Relay(work, {"telegram": channel})
    while len(channel.sent) < CHATS:
        await relay.send_due()
    assert [address for _, address in channel.sent] == [str(1000 + number) for number in range(CHATS)]
    times = [at for at, _ in channel.sent]
    assert min(later - at for at, later in zip(times, times[30:], strict=False)) >= timedelta(seconds=1) - 4 * A_LOOK
