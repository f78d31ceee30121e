"""`make bench-clocks` and `make stops`: the simulated month as a table, and the same month cut at a thousand points."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from aid.followups.model import FollowUpKind
from aid.people.story import CLOCK_WORDS
from aid.requests.model import HelpRequest
from bench.clocks import checks, pending, stops
from bench.clocks.month import Month, away, sleepers
from bench.clocks.people import Size
from bench.clocks.store import month_on

console = Console(width=120)
SEED = int(os.environ.get("CLOCKS_SEED", "580"))
SIZE = Size(requests=int(os.environ.get("CLOCKS_REQUESTS", "600")))
CUTS = int(os.environ.get("CLOCKS_CUTS", "1000"))


def bench() -> bool:
    """The month, its table, and the tick over 100,000 pending follow-ups."""
    began = time.monotonic()
    with month_on("sqlite", SIZE, SEED) as month:
        month.runs()
        found = checks.check(month.work)
        asleep = sleepers(month.work)
        people = {
            "忘了": month.did["forgot"],
            "说了不": month.did["said_no"],
            "拉黑了": month.did["had_blocked"],
            "请过假": away(month.work),
        }
        unheard = [kind.value for kind in FollowUpKind if not found.rows[kind].fired]
        console.print(_clocks(found))
        console.print(_outcomes(month))
        seconds = time.monotonic() - began
    for line in found.wrong[:20]:
        console.print(f"[red]{line}[/]", highlight=False)
    console.print(
        f"{SIZE.volunteers} 位志愿者, {SIZE.captains} 位楼栋长, {SIZE.requests} 件求助, {SIZE.days} 天 (种子 {SEED}): "
        f"时钟出错 {len(found.wrong)} 处, 没人跟进的求助 {len(asleep)} 件; 用时 {seconds:.0f} 秒"
    )
    console.print(
        "人们 " + ", ".join(f"{what} {times} 次" for what, times in people.items()) + f"; 没响过的时钟: {' '.join(unheard) or '没有'}"
    )
    fast = True
    for engine in ("sqlite", "postgresql"):
        idle, busy, plan = pending.measure(engine)
        fast = fast and idle < 0.05 and busy < 1
        console.print(
            f"{engine}: {pending.PENDING:,} 个时钟在等, 没有到点的: 一次 {idle * 1000:.1f} 毫秒; {pending.DUE} 个到点: {busy * 1000:.0f} 毫秒\n  {plan}",
            highlight=False,
        )
    return not found.wrong and not asleep and all(people.values()) and not unheard and fast


def _clocks(found: checks.Found) -> Table:
    table = Table("时钟", "设了", "响了", "不用响了", "逐分钟数过, 一秒不差", "有人动过 (等、延期、约好的时间)", title="每个时钟")
    for kind in sorted(found.rows, key=str):
        row = found.rows[kind]
        table.add_row(f"{kind.value} {CLOCK_WORDS[kind.value]}", *map(str, (row.started, row.fired, row.dropped, row.by_hand, row.moved)))
    return table


def _outcomes(month: Month) -> Table:
    table = Table("办到哪里", "结果", "件数", title="每件求助")
    with month.work.read() as unit:
        ends = Counter(
            (each.status.value, each.outcome.value if each.outcome else "") for each in unit.session.scalars(select(HelpRequest))
        )
    for (status, outcome), number in sorted(ends.items()):
        table.add_row(status, outcome, str(number))
    return table


def cut() -> bool:
    """The unbroken month, then the cut one on each engine."""
    whole = stops.run("sqlite", SIZE, SEED)
    console.print(f"不受打扰: {whole.points} 个点 (每次提交、每次发送前后), {whole.sent} 条消息, {whole.seconds:.0f} 秒")
    good, plan = True, stops.cuts(whole.points, CUTS, SEED)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        runs = [(engine, pool.submit(stops.run, engine, SIZE, SEED, plan)) for engine in ("sqlite", "postgresql")]
    for engine, run in runs:
        broken = run.result()
        found = stops.compared(whole, broken)
        for line in found[:20]:
            console.print(f"[red]{line}[/]", highlight=False)
        console.print(
            f"{engine}: 断了 {broken.cuts} 次又重来, 表里的差别 {len(found)} 处, 多送的消息 {broken.doubled} 条, {broken.seconds:.0f} 秒",
        )
        good = good and not found and broken.cuts >= min(CUTS, whole.points - 1)
    return good


if __name__ == "__main__":
    passed = cut() if sys.argv[1:] == ["stops"] else bench()
    console.print("1 passed, 0 failed" if passed else "0 passed, 1 failed")
    sys.exit(0 if passed else 1)
