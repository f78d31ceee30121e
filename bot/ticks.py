"""APScheduler only ticks: what is due lives in our tables."""

from __future__ import annotations

import asyncio
import logging
from datetime import date

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from aid.followups.service import fire_due
from aid.privacy.forgetting import erase_due, sweep
from aid.reports.publish import publish
from aid.store.leases import Life, take_over
from aid.store.work import Work
from aid.volunteers.expiring import tell_ending
from aid.volunteers.reminding import remind
from bot.relay import Relay
from bot.turns import Turns

log = logging.getLogger(__name__)


class Ticks:
    """Fires due follow-ups, forgets who asked to be forgotten, and wakes the relay, once a second.

    Once a day it sweeps and looks at certificates.
    """

    def __init__(self, work: Work, relay: Relay, life: Life, turns: Turns, every: float = 1.0) -> None:
        self._work, self._relay, self._life, self._turns = work, relay, life, turns
        self._scheduler = AsyncIOScheduler(timezone=work.community.zone)
        self._scheduler.add_job(self.tick, "interval", seconds=every, max_instances=1, coalesce=True)
        self._running = asyncio.Lock()
        self._swept: date | None = None
        self._published: date | None = None

    async def tick(self) -> int:
        """One tick; how many follow-ups fired."""
        async with self._running:
            try:
                await self.take_over()
                fired = await asyncio.to_thread(fire_due, self._work)
                await asyncio.to_thread(self._forget)
                await asyncio.to_thread(self._publish)
            except Exception as error:  # the next tick tries again; the operator reads why
                log.error("a tick failed: %s", type(error).__name__)
                fired = 0
        self._relay.wake()
        return fired

    async def take_over(self) -> int:
        """Go on with what another bot has left that fell; how many messages it had not answered."""

        def look() -> list[tuple[str, int]]:
            alive = self._life.look(may_send=self._relay.open())
            self._work.bot = self._life.number
            return [] if alive is None else self._work.write("lives", take_over, alive)

        found = await asyncio.to_thread(look)
        self._relay.sends = self._life.relays
        for chat, inbox_id in found:
            self._turns.put(chat, inbox_id)
        if found:
            log.info("补处理没人答完的来信 %s 条", len(found))
        return len(found)

    def _forget(self) -> None:
        erase_due(self._work)
        today = self._work.clock.now().astimezone(self._work.community.zone).date()
        if today != self._swept:
            sweep(self._work)
            tell_ending(self._work)
            self._swept = today

    def _publish(self) -> None:
        """Once a day is enough, after the hour of the digest; the rows know whether it was done."""
        local = self._work.clock.now().astimezone(self._work.community.zone)
        if local.date() != self._published and local.time() >= self._work.community.digest_at:
            self._work.write(f"reports:{local.date()}", publish)
            remind(self._work)
            self._published = local.date()

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)
