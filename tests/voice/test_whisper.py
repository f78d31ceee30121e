"""The installed model and a real process: `make voice-test`. Skipped where the extra `voice` is not installed."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import AsyncIterator, Callable
from difflib import SequenceMatcher

import psutil
import pytest

from bot.ears import Ears, Whisper
from cli.settings import ROOT, read_settings
from cli.voice import Voice, voice_of

SPEECH = ROOT / "build" / "speech" / "s3tokenizer" / "assets"
# Two sentences of AISHELL-1 and what is said in them.
SAID = {"BAC009S0764W0121.wav": "甚至出现交易几乎停滞的情况", "BAC009S0764W0122.wav": "一二线城市虽然也处于调整中"}
# Of the characters, so many in order must be right: small words are misheard, which is why their speaker is asked.
ALIKE = 0.8

pytestmark = [
    pytest.mark.skipif(voice_of(read_settings()) is not Voice.ON, reason="the extra `voice` is not installed: make voice"),
    pytest.mark.skipif(not SPEECH.exists(), reason="no recorded speech here: make voice-test fetches it"),
]


@pytest.fixture
async def whisper() -> AsyncIterator[Whisper]:
    whisper = Whisper(read_settings().voice_model)
    yield whisper
    await whisper.stop()


def sound(sample: Callable[[int], int], seconds: int = 4) -> bytes:
    """A wave file of 16,000 samples a second."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(b"".join(sample(at).to_bytes(2, "little", signed=True) for at in range(16_000 * seconds)))
    return file.getvalue()


async def test_speech_becomes_words(whisper: Whisper) -> None:
    """One worker hears one note after another, and most characters are right."""
    for name, said in SAID.items():
        heard = await whisper.hear((SPEECH / name).read_bytes())
        assert SequenceMatcher(None, heard, said).ratio() >= ALIKE, heard


@pytest.mark.parametrize(
    "nothing",
    [sound(lambda _: 0), sound(lambda at: (at * 1_103_515_245 + 12_345) % 6_000 - 3_000), b"no sound at all", b""],
    ids=["silence", "noise", "garbage", "empty"],
)
async def test_what_is_no_speech_has_no_words(whisper: Whisper, nothing: bytes) -> None:
    """And the worker lives on."""
    assert await whisper.hear(nothing) == ""
    assert await whisper.hear(b"") == ""


async def test_a_worker_that_takes_too_long_is_ended(whisper: Whisper) -> None:
    """The note was not understood, its process is gone, and the next note gets another one."""

    async def fetch(name: str) -> bytes:
        return (SPEECH / name).read_bytes()

    name, said = next(iter(SAID.items()))
    before = set(psutil.Process().children())
    assert await Ears(whisper, fetch, patience=0.2).hear(name) == ""
    assert set(psutil.Process().children()) == before
    heard = await Ears(whisper, fetch).hear(name)
    assert SequenceMatcher(None, heard, said).ratio() >= ALIKE


async def test_the_worker_ends_with_the_bot(whisper: Whisper) -> None:
    """A bot that is killed leaves no listener behind: its end of the pipe closes."""
    assert await whisper.hear(b"") == ""
    worker = whisper._worker
    assert worker is not None and worker.stdin is not None
    worker.stdin.close()
    assert await asyncio.wait_for(worker.wait(), 20) == 0
