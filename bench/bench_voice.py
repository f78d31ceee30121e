"""`make bench-voice`: seconds from a voice note to its words and the memory of the program that listens, with real speech."""

from __future__ import annotations

import asyncio
import io
import statistics
import time
import wave
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from bot.ears import Whisper
from cli.settings import ROOT, read_settings

SPEECH = sorted((ROOT / "build" / "speech" / "s3tokenizer" / "assets").glob("*.wav"))
ROUNDS = 5


def together(files: list[Path]) -> tuple[bytes, float]:
    """These recordings one after another as one, and its seconds."""
    frames = []
    for file in files:
        with wave.open(str(file)) as reader:
            shape = reader.getparams()
            frames.append(reader.readframes(reader.getnframes()))
    whole = io.BytesIO()
    with wave.open(whole, "wb") as writer:
        writer.setparams(shape)
        writer.writeframes(b"".join(frames))
    return whole.getvalue(), len(b"".join(frames)) / (shape.framerate * shape.sampwidth * shape.nchannels)


async def bench() -> None:
    whisper = Whisper(read_settings().voice_model)
    table = Table("语音", "秒", "中位数", "最长", title="从语音到文字 (秒)")
    try:
        began = time.perf_counter()
        await whisper.hear(b"")
        table.add_row("启动并装入模型", "", f"{time.perf_counter() - began:.1f}", "")
        for name, files in (("一句", SPEECH[:1]), ("两句", SPEECH), ("一分钟", SPEECH * 7)):
            sound, seconds = together(files)
            took = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                await whisper.hear(sound)
                took.append(time.perf_counter() - began)
            table.add_row(name, f"{seconds:.1f}", f"{statistics.median(took):.1f}", f"{max(took):.1f}")
        assert whisper._worker is not None
        memory = psutil.Process(whisper._worker.pid).memory_info().rss / 1e6
    finally:
        await whisper.stop()
    Console().print(table, f"内存 {memory:.0f} MB")


if __name__ == "__main__":
    asyncio.run(bench())
