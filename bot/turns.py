"""From an inbox row to its answer: the desk, Rasa, and the button menu when Rasa cannot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from aid.conversations import desk, routing, speech
from aid.conversations import service as conversations
from aid.conversations.routing import ForRasa
from aid.conversations.speech import ForEars
from aid.delivery.model import InboxMessage
from aid.delivery.service import post
from aid.people.service import person_at
from aid.store.work import Unit, Work
from bot.ears import Ears
from bot.rasa import Rasa

log = logging.getLogger(__name__)

# Turns that may be with Rasa at once; more would only queue inside it.
AT_ONCE = 8
# Seconds before a message that could not be answered is tried again; after the last it waits for the next start.
PAUSES = (1.0, 4.0, 15.0)


class Turns:
    """Answers inbox messages: those of one chat one after another, in the order they came."""

    def __init__(self, work: Work, rasa: Rasa, pauses: Sequence[float] = PAUSES) -> None:
        self.ears: Ears | None = None
        self._work = work
        self._rasa = rasa
        self._pauses = pauses
        self._with_rasa = asyncio.Semaphore(AT_ONCE)
        self._chats: dict[str, asyncio.Queue[tuple[int, asyncio.Future[None]]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._listening: set[asyncio.Task[None]] = set()
        self._busy = 0
        self._queued: dict[int, asyncio.Future[None]] = {}
        self.settled = asyncio.Event()
        self.settled.set()

    def put(self, chat: str, inbox_id: int) -> asyncio.Future[None]:
        """A message has been committed: answer it after those of the same chat before it. The future is done when it was."""
        if inbox_id in self._queued:  # the door and the replay at start may both bring it
            return self._queued[inbox_id]
        self._busy += 1
        self.settled.clear()
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queued[inbox_id] = done
        self._chats.setdefault(chat, asyncio.Queue()).put_nowait((inbox_id, done))
        if chat not in self._tasks:
            self._tasks[chat] = asyncio.create_task(self._drain(chat))
        return done

    async def stop(self) -> None:
        """Let go of what is running; unanswered rows are played again at the next start."""
        tasks = [*self._tasks.values(), *self._listening]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.ears:
            await self.ears.stop()

    async def _drain(self, chat: str) -> None:
        queue = self._chats[chat]
        while not queue.empty():
            inbox_id, done = queue.get_nowait()
            try:
                await self._answer_at_last(chat, inbox_id)
                done.set_result(None)
            finally:
                done.cancel()  # nothing once it has its result
                self._busy -= 1
                self._queued.pop(inbox_id, None)
        del self._tasks[chat], self._chats[chat]
        if not self._busy:
            self.settled.set()

    def _listen(self, chat: str, inbox_id: int, note: ForEars) -> None:
        """Outside the chat's line: whoever goes on writing is answered meanwhile. The row stays unanswered until the note was heard."""
        self._busy += 1
        task = asyncio.create_task(self._hear(chat, inbox_id, note))
        self._listening.add(task)
        task.add_done_callback(self._listening.discard)

    async def _hear(self, chat: str, inbox_id: int, note: ForEars) -> None:
        assert self.ears is not None
        try:
            words = await self.ears.hear(note.file)
            await asyncio.to_thread(self._work.write, f"heard:{inbox_id}", speech.keep_words, inbox_id, words)
            self.put(chat, inbox_id)
        except Exception as error:  # the database: the note is listened to again at the next start
            log.error("what message %s says could not be kept: %s", inbox_id, type(error).__name__)
        finally:
            self._busy -= 1
            if not self._busy:
                self.settled.set()

    async def _answer_at_last(self, chat: str, inbox_id: int) -> None:
        """Try until answered; what is in trouble for longer keeps its row and is played again at the next start."""
        for pause in (*self._pauses, None):
            try:
                return await self._answer(chat, inbox_id)
            except Exception as error:  # one message must not stop the chat
                log.error("message %s could not be answered: %s", inbox_id, type(error).__name__)
                await self._apologise(inbox_id)
            if pause is not None:
                await asyncio.sleep(pause)

    async def _answer(self, chat: str, inbox_id: int) -> None:
        cause = f"inbox:{inbox_id}"
        step = await asyncio.to_thread(self._work.write, cause, desk.take, inbox_id, ears=self.ears is not None)
        if step is None:
            return
        if isinstance(step, ForEars):
            return self._listen(chat, inbox_id, step)
        if self._with_rasa.locked():  # a word at once, without waiting for Rasa
            await asyncio.to_thread(self._work.write, cause, _in_line, step.conversation_id)
        if await self._rasa_turn(step, inbox_id):
            return
        await asyncio.to_thread(self._work.write, cause, _please_wait, step.conversation_id)
        if await self._rasa_turn(replace(step, again=True), inbox_id):
            return
        log.warning("message %s is answered by the button menu", inbox_id)
        await asyncio.to_thread(self._work.write, cause, routing.without_rasa, step, inbox_id)

    async def _rasa_turn(self, step: ForRasa, inbox_id: int) -> bool:
        """True when the turn is complete: the Conversation row carries this message."""
        async with self._with_rasa:
            if step.again:
                await self._rasa.forget(step.conversation_id)
            await self._rasa.turn(step.conversation_id, step.text, inbox_id)

        def complete() -> bool:
            with self._work.read() as unit:
                return unit.session.get_one(InboxMessage, inbox_id).answered_at is not None

        return await asyncio.to_thread(complete)

    async def _apologise(self, inbox_id: int) -> None:
        try:
            await asyncio.to_thread(self._work.write, f"inbox:{inbox_id}", _trouble, inbox_id)
        except Exception as error:  # the database itself is in trouble: the operator's line is above, the row stays
            log.error("nor could it be apologised for: %s", type(error).__name__)


def _in_line(unit: Unit, conversation_id: str) -> None:
    post(unit, conversations.hold(unit, conversation_id).person_id, "in_line")


def _please_wait(unit: Unit, conversation_id: str) -> None:
    post(unit, conversations.hold(unit, conversation_id).person_id, "please_wait")


def _trouble(unit: Unit, inbox_id: int) -> None:
    message = unit.session.get_one(InboxMessage, inbox_id)
    post(unit, person_at(unit, message.channel, message.address).id, "trouble")
