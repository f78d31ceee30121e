"""The one relay: takes due messages from the outbox to whichever door their reader sits behind."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.exc import DBAPIError

from aid.delivery import relay as rows
from aid.delivery.page import Document, Rendered
from aid.delivery.rules import Attempt, Outcome
from aid.reports.period import Period
from aid.reports.publish import report_document
from aid.store.work import Work

log = logging.getLogger(__name__)

BATCH = 50


class Sender(Protocol):
    """A door's outgoing side. `send` never raises for what the channel says: it answers an Attempt. With `edits` the message
    of that id is changed in place.

    `limits`: messages a second over all, a second to one chat, a minute to a group; None = no limits.
    """

    limits: Limits | None

    def open(self) -> bool:
        """Whether anybody is behind this door to take messages."""
        ...

    async def send(self, address: str, rendered: Rendered, edits: str | None = None) -> Attempt: ...


class Limits:
    """Telegram's published limits: 30 a second over all, 1 a second to one chat, 20 a minute to a group."""

    def __init__(self, overall: int = 30, group_a_minute: int = 20) -> None:
        self._overall, self._group = overall, group_a_minute
        self._sent: deque[datetime] = deque()
        self._chats: dict[str, deque[datetime]] = {}
        self._held: dict[str, datetime] = {}

    def hold(self, address: str, until: datetime) -> None:
        """Nothing more to this chat until then: what was written first is to arrive first."""
        self._held[address] = until

    def free_at(self, now: datetime) -> datetime:
        """The earliest instant at which anybody may be written to; `now` when somebody may be at once."""
        while self._sent and now - self._sent[0] >= timedelta(seconds=1):
            self._sent.popleft()
        return self._sent[0] + timedelta(seconds=1) if len(self._sent) >= self._overall else now

    def next_slot(self, address: str, now: datetime) -> datetime:
        """The earliest instant at which this chat may be written to; `now` when it may be at once."""
        slot = self.free_at(now)
        if self._held.get(address, now) > now:
            slot = max(slot, self._held[address])
        else:
            self._held.pop(address, None)
        chat = self._chats.get(address)
        if chat:
            slot = max(slot, chat[-1] + timedelta(seconds=1))
            if address.startswith("-") and len(chat) >= self._group:  # a group's chat id is negative
                slot = max(slot, chat[-self._group] + timedelta(minutes=1))
        return slot

    def count(self, address: str, now: datetime) -> None:
        """A message goes out to this chat now."""
        self._sent.append(now)
        self._chats.setdefault(address, deque(maxlen=self._group)).append(now)
        if len(self._chats) > 10_000:
            self._chats = {chat: sent for chat, sent in self._chats.items() if now - sent[-1] < timedelta(minutes=1)}


class Relay:
    """Sends what is due, in the order it was written; wakes when something is written or a tick passes."""

    def __init__(self, work: Work, senders: Mapping[str, Sender]) -> None:
        self._work = work
        self._senders = senders
        self._wake = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._stopping = False
        self._report: tuple[Period, Document] | None = None  # the last one made
        self.settled = asyncio.Event()
        self.sends = True  # one of several bots on a database does: it alone can keep the channel's limits

    def wake(self) -> None:
        """Something may be due; callable from any thread."""
        self._loop.call_soon_threadsafe(self._woken)

    def _woken(self) -> None:
        self.settled.clear()
        self._wake.set()

    def open(self) -> bool:
        """Whether any door has somebody behind it."""
        return any(sender.open() for sender in self._senders.values())

    def stop(self) -> None:
        """End `run` after the message that is on its way: one that was sent is to be recorded as sent."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Until stopped or cancelled."""
        while not self._stopping:
            self._wake.clear()
            try:
                while await self.send_due():
                    pass
            except Exception as error:  # a database in trouble must not end the relay: rows wait for the next wake
                log.error("the relay could not go on: %s", type(error).__name__)
            if not self._wake.is_set():
                self.settled.set()
            await self._wake.wait()

    async def send_due(self) -> int:
        """Send one batch; how many were sent (or failed for good)."""
        channels = [name for name, sender in self._senders.items() if sender.open()]
        if not channels or not self.sends:
            return 0
        if not await asyncio.to_thread(self._anything_due):
            return 0
        moved = 0
        due = await asyncio.to_thread(self._work.write, "relay", rows.due_ids, BATCH)
        for place, message_id in enumerate(due):
            now = self._work.clock.now()
            # Where one has to wait all after it do: else a later one takes the place that comes free while they are looked through.
            slot = max((each.limits.free_at(now) for name in channels if (each := self._senders[name]).limits), default=now)
            if self._stopping or slot > now:
                await asyncio.to_thread(self._work.write, "relay", rows.give_up_leases, due[place:], slot)
                if slot > now:
                    self._loop.call_later((slot - now).total_seconds(), self._woken)
                break
            moved += await self._send(message_id, channels)
        return 0 if self._stopping else moved

    def _anything_due(self) -> bool:
        with self._work.read() as unit:  # most wakes find nothing: they must not take the write lock
            due = rows.next_due(unit)
            return due is not None and due <= unit.now

    async def _with_document(self, outgoing: rows.Outgoing) -> Rendered:
        """The message with the report that it names: made once, in a thread that only reads, for all who get it."""
        if outgoing.report is None:
            return outgoing.rendered
        if self._report is None or self._report[0] != outgoing.report:
            self._report = outgoing.report, await asyncio.to_thread(self._made, outgoing.report)
        return replace(outgoing.rendered, document=self._report[1])

    def _made(self, period: Period) -> Document:
        with self._work.read() as unit:
            return report_document(unit, period)

    async def _send(self, message_id: int, channels: list[str]) -> bool:
        try:
            outgoing = await asyncio.to_thread(self._work.write, "relay", rows.make, message_id, channels)
            rendered = await self._with_document(outgoing) if outgoing else None
        except DBAPIError:  # the database itself: everything waits
            raise
        except Exception as error:  # one message that cannot be made must not hold up the others
            log.error("message %s could not be made: %s", message_id, type(error).__name__)
            await asyncio.to_thread(self._work.write, f"sent:{message_id}", rows.record_unmade, message_id)
            return False
        if outgoing is None or rendered is None:
            return False
        sender = self._senders[outgoing.channel]
        now = self._work.clock.now()
        if sender.limits:
            slot = sender.limits.next_slot(outgoing.address, now)
            if slot > now:
                await asyncio.to_thread(self._work.write, "relay", rows.give_up_leases, [message_id], slot)
                self._loop.call_later((slot - now).total_seconds(), self._woken)
                return False
            sender.limits.count(outgoing.address, now)
        attempt = await sender.send(outgoing.address, rendered, outgoing.edits)
        again = await asyncio.to_thread(self._work.write, f"sent:{message_id}", rows.record, outgoing, attempt)
        if again is not None and sender.limits:
            sender.limits.hold(outgoing.address, again)
        return attempt.outcome is Outcome.SENT
