"""The table, the verdicts against what was promised, and the picture."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.matching.figures import COLUMNS, SHARES, Interval, interval
from bench.matching.year import Outcome

Years = dict[tuple[float, str], list[Outcome]]
"""Level and policy → a year for each seed, in the order of the seeds."""

LIMITS = ("hindsight", "oracle")
OURS = "ours"


def values(years: Years, level: float, policy: str, column: str) -> list[float]:
    return [COLUMNS[column](each) for each in years[level, policy]]


def show(years: Years, console: Console) -> None:
    """One table a level; shares in per cent; ± is half the 95 % interval over the seeds."""
    levels = sorted({level for level, _ in years})
    for level in levels:
        table = Table("policy", *COLUMNS, title=f"level of acceptance {level:.0%}")
        for policy in [name for at, name in years if at == level]:
            cells = [_cell(column, interval(values(years, level, policy, column))) for column in COLUMNS]
            table.add_row(policy, *cells, style="bold" if policy == OURS else None)
        console.print(table)


def _cell(column: str, found: Interval) -> str:
    if column == "caps broken":
        return f"{found.mean:.0f}"
    if column in SHARES:
        return f"{found.mean * 100:.1f}±{found.half * 100:.1f}"
    return f"{found.mean:.2f}±{found.half:.2f}"


def verdicts(years: Years) -> list[tuple[bool, str]]:
    """Whether each promise of matching holds, and in which figures. Differences are taken seed by seed."""
    found = []
    for level in sorted({level for level, _ in years}):
        better = better_on_both(years, level)
        found.append(
            (not better, f"{level:.0%}: no other policy better on share in time and on asks" + (f", but {better}" if better else ""))
        )
        found.append(_near_oracle(years, level))
        for rival in ("broadcast", "random waves"):
            fewer = _difference(years, level, rival, "left")
            factor = interval(values(years, level, rival, "left")).mean / interval(values(years, level, OURS, "left")).mean
            found.append((fewer.low > 0, f"{level:.0%}: fewer leave than under {rival}: {factor:.2f} times as many leave there"))
        even = interval(values(years, level, OURS, "Gini"))
        found.append((even.high <= 0.35, f"{level:.0%}: Gini of asks {even.mean:.3f}±{even.half:.3f}, at most 0.35"))
        broken = sum(values(years, level, OURS, "caps broken"))
        found.append((broken == 0, f"{level:.0%}: {broken:.0f} caps broken"))
    return found


def _difference(years: Years, level: float, policy: str, column: str) -> Interval:
    """The other less ours."""
    pairs = zip(values(years, level, policy, column), values(years, level, OURS, column))
    return interval([other - ours for other, ours in pairs])


def better_on_both(years: Years, level: float) -> list[str]:
    """The policies that have a higher share in time and fewer asks for a yes than ours, by their means."""
    others = [name for at, name in years if at == level and name not in (*LIMITS, OURS)]
    return [
        name
        for name in others
        if _difference(years, level, name, "in time").mean > 0 and _difference(years, level, name, "asks/yes").mean < 0
    ]


def oracle_gap(years: Years, level: float) -> tuple[Interval, Interval]:
    """How far behind the oracle's share in time, and our asks for a yes as a multiple of its."""
    pairs = zip(values(years, level, OURS, "asks/yes"), values(years, level, "oracle", "asks/yes"))
    return _difference(years, level, "oracle", "in time"), interval([ours / best for ours, best in pairs])


def _near_oracle(years: Years, level: float) -> tuple[bool, str]:
    behind, ratio = oracle_gap(years, level)
    says = f"{level:.0%}: {behind.mean * 100:.1f}±{behind.half * 100:.1f} points behind the oracle (2), with {ratio.mean:.2f} times its asks (1.25)"
    return behind.mean <= 0.02 and ratio.mean <= 1.25, says


def draw_picture(years: Years, path: Path) -> None:
    """Share in time against asks for a yes, a panel a level, and who left."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import font_manager, pyplot
    from mplfonts.conf import FONT_DIR

    font = Path(FONT_DIR) / "NotoSansCJKsc-Regular.otf"
    font_manager.fontManager.addfont(str(font))
    pyplot.rcParams["font.family"] = font_manager.FontProperties(fname=str(font)).get_name()
    levels = sorted({level for level, _ in years})
    figure, panels = pyplot.subplots(1, len(levels) + 1, figsize=(5 * (len(levels) + 1), 5), layout="constrained")
    for panel, level in zip(panels, levels):
        for policy in [name for at, name in years if at == level]:
            share, asks = (interval(values(years, level, policy, column)) for column in ("in time", "asks/yes"))
            panel.errorbar(
                asks.mean, share.mean * 100, xerr=asks.half, yerr=share.half * 100, fmt="*" if policy == OURS else "o",
                ms=14 if policy == OURS else 7, label=_NAMES[policy], color=_COLOURS[policy],
            )  # fmt: skip
        panel.set(title=f"接受率 {level:.0%}", xlabel="每一个“好”要请几次 (越少越好)", ylabel="按时有人接单 % (越高越好)", xscale="log")
        panel.grid(alpha=0.3)
    panels[0].legend(fontsize=9)
    last, names = panels[-1], [name for at, name in years if at == levels[0] and name != "hindsight"]
    width = 0.8 / len(levels)
    for shift, level in enumerate(levels):
        left = [interval(values(years, level, name, "left")) for name in names]
        spots = [at + (shift - (len(levels) - 1) / 2) * width for at in range(len(names))]
        last.barh(spots, [each.mean * 100 for each in left], width, xerr=[each.half * 100 for each in left], label=f"接受率 {level:.0%}")
    last.set_yticks(range(len(names)), [_NAMES[each] for each in names])
    last.set(title="一年后退出的志愿者 %")
    last.legend(fontsize=9)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


_NAMES = {
    "broadcast": "群发", "broadcast, caps": "群发 (守上限)", "nearest first": "由近到远, 一次一人", "round robin": "轮流",
    "random waves": "随机分批 (UPchieve)", "random waves, caps": "随机分批 (守上限)", "hindsight": "事后最优", "oracle": "全知分批", "ours": "我们",
}  # fmt: skip
_COLOURS = {
    "broadcast": "tab:red", "broadcast, caps": "lightcoral", "nearest first": "tab:brown", "round robin": "tab:orange", "random waves": "tab:purple",
    "random waves, caps": "plum", "hindsight": "lightgray", "oracle": "tab:gray", "ours": "tab:green",
}  # fmt: skip
