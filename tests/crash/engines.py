"""`make crash-engines`: 20 SIGKILLs on SQLite, 20 on PostgreSQL, and 20 on PostgreSQL with two bots at once, each compared with one unbroken run."""

from __future__ import annotations

import asyncio
import random
import shutil
import sys
import tempfile
from pathlib import Path

from bench.clocks.store import postgres_server
from cli.settings import ROOT
from cli.stage import BotProcess
from tests.crash.run import BOT_KILLS, SEED, Played, console, judged, play
from tests.crash.several import TwoBots

WAYS: dict[str, tuple[str, type[BotProcess]]] = {
    "sqlite": ("SQLite", BotProcess),
    "postgresql": ("PostgreSQL", BotProcess),
    "two": ("PostgreSQL, 两个机器人同时在", TwoBots),
}


async def disturbed(way: str, whole: Played) -> bool:
    """The play once more in this way, with the kills at other points than in the others."""
    name, bot_process = WAYS[way]
    kill_at = sorted(random.Random(f"{SEED}:{way}").sample(range(5, whole.points * 9 // 10), BOT_KILLS))
    console.print(f"[bold]{name}[/]: {whole.points} 个点里在 {kill_at} 杀机器人 (种子 {SEED})")
    folder = ROOT / "var" / "crash" / way
    if way == "sqlite":
        return judged(whole, await play(folder, kill_at, set()), BOT_KILLS)
    home = Path(tempfile.mkdtemp(prefix="wobanglin-crash-"))
    server = postgres_server(home)
    try:
        return judged(whole, await play(folder, kill_at, set(), server.get_uri(), bot_process), BOT_KILLS)
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


async def main(ways: list[str]) -> int:
    console.print("[bold]不受打扰的一遍[/] (SQLite)")
    whole = await play(ROOT / "var" / "crash" / "whole", [], set())
    good = [await disturbed(way, whole) for way in ways or WAYS]
    console.print(f"{sum(good)} passed, {len(good) - sum(good)} failed")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
