"""`make bench-matching`: the standard table; `--vary`: every assumption by half each way; `--seeds 1001-1004` for tuning.

Seeds 1 to 20 are for the table only: whoever tunes uses seeds from 1001 on.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import track

from aid.community import read_community
from bench.matching import report
from bench.matching.assumptions import VARIED, Assumptions, varied
from bench.matching.oracle import Oracle
from bench.matching.ours import Ours
from bench.matching.report import Years
from bench.matching.rivals import Broadcast, Hindsight, NearestFirst, RandomWaves, RoundRobin
from bench.matching.world import draw
from bench.matching.year import Outcome, Policy, Year
from cli.settings import ROOT

LEVELS = (0.05, 0.15, 0.30)
console = Console(width=200)


def policies() -> dict[str, Policy]:
    """Every way of asking, by the name of its row."""
    return {
        "broadcast": Broadcast(),
        "broadcast, caps": Broadcast(keeps_caps=True),
        "nearest first": NearestFirst(),
        "round robin": RoundRobin(),
        "random waves": RandomWaves(),
        "random waves, caps": RandomWaves(keeps_caps=True),
        "hindsight": Hindsight(keeps_caps=True),
        "oracle": Oracle(),
        "ours": Ours(),
    }


def years_of(seed: int, assume: Assumptions, names: tuple[str, ...], levels: tuple[float, ...]) -> dict[tuple[float, str], Outcome]:
    """One world under each policy at each level."""
    world = draw(seed, read_community(ROOT / "community.toml"), assume)
    return {(level, name): Year(world, level, policies()[name]).run() for level in levels for name in names}


def simulate(seeds: list[int], assume: Assumptions, names: tuple[str, ...], levels: tuple[float, ...], says: str) -> Years:
    years: Years = {(level, name): [] for level in levels for name in names}
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        work = [pool.submit(years_of, seed, assume, names, levels) for seed in seeds]
        for each in track(work, description=says, console=Console(stderr=True), transient=True):
            for key, outcome in each.result().items():
                years[key].append(outcome)
    return years


def main(
    seeds: str = typer.Option("1-20", help="a range of seeds"),
    vary: bool = typer.Option(False, "--vary", help="every assumption by half each way, against the rivals that come nearest"),
    assumptions: str = typer.Option("", help="with --vary: only these, parted by semicolons"),
    only: str = typer.Option("", help="names of policies, parted by semicolons"),
    picture: Path = typer.Option(ROOT / "docs" / "matching.png", help="where the picture goes"),
) -> None:
    """Print the table and the verdicts; exit code 1 when a promise does not hold."""
    first, _, last = seeds.partition("-")
    chosen = list(range(int(first), int(last or first) + 1))
    began = time.monotonic()
    if vary:
        _vary(chosen, [each.strip() for each in assumptions.split(";") if each.strip()])
        return
    names = tuple(each.strip() for each in only.split(";") if each.strip()) or tuple(policies())
    years = simulate(chosen, Assumptions(), names, LEVELS, "years")
    report.show(years, console)
    if not only:
        report.draw_picture(years, picture)
        kept = report.verdicts(years)
        for holds, says in kept:
            console.print(("[green]✓[/green] " if holds else "[red]✗[/red] ") + says, highlight=False)
    console.print(f"{len(chosen)} seeds in {time.monotonic() - began:.0f} s on {os.cpu_count()} cores")
    if not only and not all(holds for holds, _ in kept):
        raise typer.Exit(1)


def _vary(seeds: list[int], assumptions: list[str]) -> None:
    """A row as soon as its seeds are done: the whole takes an hour or more."""
    names = tuple(each for each in policies() if each not in ("hindsight", "broadcast, caps"))
    changes = [(name, factor) for name in assumptions or (*VARIED, "distance", "level") for factor in (0.5, 1.5)]
    console.print("| assumption | times | behind | asks | better on both |\n|---|---|---|---|---|", highlight=False)
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        work = {
            change: [pool.submit(years_of, seed, varied(Assumptions(), *change), names, LEVELS) for seed in seeds] for change in changes
        }
        for (name, factor), each in work.items():
            done = [seed.result() for seed in each]
            years: Years = {(level, policy): [year[level, policy] for year in done] for level in LEVELS for policy in names}
            near = [report.oracle_gap(years, level) for level in LEVELS]
            better = [f"{other} at {level:.0%}" for level in LEVELS for other in report.better_on_both(years, level)]
            cells = " · ".join(f"{behind.mean * 100:.1f}" for behind, _ in near), " · ".join(f"{ratio.mean:.2f}" for _, ratio in near)
            console.print(f"| `{name}` | {factor} | {cells[0]} | {cells[1]} | {', '.join(better) or 'nobody'} |", highlight=False)


if __name__ == "__main__":
    typer.run(main)
