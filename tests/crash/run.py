"""`make crash`: an unbroken run, then the same play with 20 SIGKILLs of the bot and 3 of Rasa, compared row by row."""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from aid.store.secrets import new_key
from cli.demo import set_up
from cli.scenes import SCENES
from cli.seat import Shown
from cli.settings import ROOT
from cli.stage import BotProcess, Stage
from tests.crash.compare import Rows, broken_chains, differences, rows_of
from tests.crash.several import TwoBots

console = Console(width=120)
BOT_KILLS, RASA_KILLS = int(os.environ.get("CRASH_KILLS", "20")), 3
# Which scenes, for a quick look while something is mended; all when nothing is said.
PLAYED = [scene for scene in SCENES if scene.letter in os.environ.get("CRASH_SCENES", "abcdef")]
# Both runs have the same key: codes at the door are made with it.
KEY = new_key()
SEED = int(os.environ.get("CRASH_SEED", "580"))


class Counted:
    """What was shown, by how often: a message may come twice only where a kill fell between sending and recording."""

    def __init__(self) -> None:
        self.shown: dict[tuple[str, str], int] = {}

    def __call__(self, shown: Shown) -> None:
        if shown.edited:  # of several changes of a card only the last need be shown
            return
        # Without the requests' numbers: PostgreSQL leaves some out where a transaction was cut.
        key = (shown.to, re.sub(r"#\d+", "#", shown.text))
        self.shown[key] = self.shown.get(key, 0) + 1


@dataclass(frozen=True)
class Played:
    """What one play left: rows, points passed, falls of the bot, what was shown, and chains that do not hold."""

    rows: Rows
    points: int
    falls: int
    shown: dict[tuple[str, str], int]
    broken: list[str]


async def play(
    folder: Path,
    kill_at: list[int],
    rasa_kills_before: set[int],
    database_url: str | None = None,
    bot_process: type[BotProcess] = BotProcess,
) -> Played:
    """Play all scenes, with these kills, on this database (else a SQLite file)."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "secret.key").write_text(KEY)
    os.environ["KILL_COUNT"] = str(folder / "points")
    os.environ["KILL_AT"] = ",".join(map(str, kill_at))
    counted = Counted()
    said = 0
    async with set_up(
        folder, lambda who, what: None, counted, "tests.crash.killed_bot", database_url=database_url, bot_process=bot_process
    ) as (
        stage,
        work,
    ):
        plain = Stage.says

        async def says(who: str, text: str) -> None:
            nonlocal said
            said += 1
            if said in rasa_kills_before:
                stage.rasa.kill()
                stage.rasa.start()
                await asyncio.to_thread(lambda: list(stage.rasa.ready()))
            await plain(stage, who, text)

        async def one_by_one(whos: list[str], label: str) -> None:
            """Who wins at the same moment is chance, and what follows depends on it: here the first does, in both runs."""
            for who, tap in [(who, stage.button(who, label)) for who in whos]:
                await stage._handed_in(who, "tap", tap=tap)

        stage.says, stage.tap_at_once = says, one_by_one  # type: ignore[method-assign]  # this run's own way of speaking
        if isinstance(stage.bot, TwoBots):
            stage.on_settled = stage.bot.settled
        for scene in PLAYED:
            began = time.monotonic()
            await scene.play(stage)
            console.print(f"  第 {scene.letter} 幕走完, {time.monotonic() - began:.0f} 秒, 机器人倒下 {stage.bot.falls} 次")
        points = int((folder / "points").read_text())
        return Played(rows_of(work), points, stage.bot.falls, counted.shown, broken_chains(work))


def judged(whole: Played, broken: Played, kills: int, rasa_kills: int = 0) -> bool:
    """Print what the disturbed play has lost or doubled; whether it has nothing."""
    found = differences(whole.rows, broken.rows)
    twice = sum(max(0, count - whole.shown.get(key, 0)) for key, count in broken.shown.items())
    lost = [key for key, count in whole.shown.items() if broken.shown.get(key, 0) < count]
    for line in found[:40]:
        console.print(f"[red]{line}[/]", highlight=False)
    for to, text in lost[:10]:
        console.print(f"[red]没有送到 {to}: {text[:60]}[/]", highlight=False)
    console.print(
        f"机器人被杀 {broken.falls} 次, Rasa 被杀 {rasa_kills} 次; 表里的差别 {len(found)} 处, 没送到的消息 {len(lost)} 条, "
        f"多送的 {twice} 条 (只会在发出与记下之间被杀时出现), 断掉的留痕链 {len(broken.broken)} 条"
    )
    return not found and not lost and not broken.broken and broken.falls == kills and twice <= kills + 1


async def main() -> int:
    var = ROOT / "var" / "crash"
    console.print("[bold]不受打扰的一遍[/]")
    whole = await play(var / "whole", [], set())
    chance = random.Random(SEED)
    kill_at = sorted(chance.sample(range(5, whole.points), BOT_KILLS))
    rasa_before = set(chance.sample(range(1, 8), RASA_KILLS))
    console.print(
        f"[bold]受打扰的一遍[/]: {whole.points} 个点里在 {kill_at} 杀机器人; 在第 {sorted(rasa_before)} 句话前杀 Rasa (种子 {SEED})"
    )
    good = judged(whole, await play(var / "broken", kill_at, rasa_before), BOT_KILLS, RASA_KILLS)
    console.print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
