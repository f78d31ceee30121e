"""Our ears: one voice note after another is fetched and turned into words by a program of its own, or not at all."""

from __future__ import annotations

import asyncio
import json
import logging
import struct
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

log = logging.getLogger(__name__)

# Seconds from a note's turn in the line to its words, the wait for the notes before it included.
PATIENCE = 60.0


class Transcriber(Protocol):
    """Whatever turns sound into words."""

    async def hear(self, sound: bytes) -> str:
        """The words, or nothing where there are none to be relied on."""
        ...

    async def stop(self) -> None: ...


class Ears:
    """Hears one note at a time; what cannot be fetched, takes too long or breaks the transcriber was not understood."""

    def __init__(self, transcriber: Transcriber, fetch: Callable[[str], Awaitable[bytes]], patience: float = PATIENCE) -> None:
        self._transcriber, self._fetch, self._patience = transcriber, fetch, patience
        self._one = asyncio.Lock()

    async def hear(self, file: str) -> str:
        """What is said in the channel's file of this id. The sound is in memory only, and the words are never logged."""
        try:
            async with asyncio.timeout(self._patience), self._one:
                return await self._transcriber.hear(await self._fetch(file))
        except Exception as error:  # Telegram, the worker or the time: whatever fails, the note counts as unclear and is passed on
            log.warning("a voice note could not be heard: %s", type(error).__name__)
            return ""

    async def stop(self) -> None:
        await self._transcriber.stop()


class WorkerFell(RuntimeError):
    """The program that listens is gone."""


class Whisper:
    """`bot.whisper` as a process of its own: begun by the first note, ended when the time is up, gone when it has had nothing to do."""

    def __init__(self, model: Path) -> None:
        self._command = (sys.executable, "-m", "bot.whisper", str(model))
        self._worker: asyncio.subprocess.Process | None = None

    async def hear(self, sound: bytes) -> str:
        if self._worker is None or self._worker.returncode is not None:
            pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
            self._worker = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe, stderr=nowhere)
        said, answer = self._worker.stdin, self._worker.stdout
        assert said is not None and answer is not None
        try:
            said.write(struct.pack(">I", len(sound)) + sound)
            await said.drain()
            line = await answer.readline()
            if not line:
                raise WorkerFell
        except BaseException:  # also when the time is up: what it would say later belongs to no note
            await self.stop()
            raise
        return str(json.loads(line))

    async def stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            with suppress(ProcessLookupError):  # it has ended by itself
                worker.kill()
            await worker.wait()
