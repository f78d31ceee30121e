"""The pictures of a report, by matplotlib, as PNG."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch

from aid.paper import SANS
from aid.reports.rules import Rate, percent
from aid.reports.service import Report
from aid.reports.words import CLOCKS, THREE, category_words

_ALL, _ANSWERS, _KEPT, _MISSED = "#b23a2e", "#e3a857", "#5f8f6b", "#b23a2e"
_SHOWN = 8
_FONT = FontProperties(fname=SANS)


def charts(report: Report) -> dict[str, bytes]:
    """Title → PNG, of what has anything to show; readable at the width of a phone."""
    found = {}
    if report.closed:
        found["三率"] = _three(report)
    if report.busiest:
        found["最忙的类别"] = _busiest(report.busiest)
    if any(each.share is not None for each in report.clocks.values()):
        found["时限"] = _clocks(report)
    return found


def _three(report: Report) -> bytes:
    """Two bars a rate, side by side: of all, and of those who answered; the answers counted below."""
    figure, axes = _axes(2.9, ("top", "right", "left"))
    for place, (name, _) in enumerate(THREE):
        rate: Rate = getattr(report.overall, name)
        for shift, share, colour in ((-0.2, rate.of_all, _ALL), (0.2, rate.of_answers, _ANSWERS)):
            axes.bar(place + shift, share or 0, 0.38, color=colour)
            axes.text(place + shift, (share or 0) + 0.02, percent(share), ha="center", fontproperties=_font(11))
    labels = [f"{words}\n{getattr(report.overall, name).answers} 人答复\n共 {report.closed} 件" for name, words in THREE]
    axes.set_xticks(range(3), labels, fontproperties=_font(10))
    axes.tick_params(axis="x", pad=6)
    axes.set_ylim(0, 1.3)
    axes.set_yticks([])
    keys = [Patch(color=_ALL, label="全部办结"), Patch(color=_ANSWERS, label="答复者")]
    axes.legend(handles=keys, prop=_font(10), loc="upper center", ncols=2, frameon=False)
    return _png(figure)


def _busiest(busiest: Mapping[str | None, int]) -> bytes:
    """A bar a category, the longest on top."""
    shown = list(busiest.items())[:_SHOWN]
    longest = max(busiest.values())
    figure, axes = _lying([category_words(category) for category, _ in shown])
    for place, (_, count) in enumerate(shown):
        axes.barh(place, count, 0.62, color=_ALL)
        axes.text(count + longest * 0.02, place, str(count), va="center", fontproperties=_font(10))
    axes.set_xlim(0, longest * 1.15)
    return _png(figure)


def _clocks(report: Report) -> bytes:
    """The share kept of each clock, and how many that were."""
    shown = [(CLOCKS[kind], each) for kind, each in report.clocks.items() if each.share is not None]
    figure, axes = _lying([name for name, _ in shown])
    for place, (_, each) in enumerate(shown):
        share = each.share or 0
        axes.barh(place, share, 0.62, color=_KEPT)
        axes.barh(place, 1 - share, 0.62, left=share, color=_MISSED)
        axes.text(1.02, place, f"{percent(share)} ({each.kept}/{each.kept + each.missed})", va="center", fontproperties=_font(10))
    axes.set_xlim(0, 1.5)
    keys = [Patch(color=_KEPT, label="守住"), Patch(color=_MISSED, label="没守住")]
    axes.legend(handles=keys, prop=_font(10), loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)
    return _png(figure)


def _lying(names: Sequence[str]) -> tuple[Figure, Axes]:
    figure, axes = _axes(0.7 + 0.33 * len(names), ("top", "right", "bottom"))
    axes.set_yticks(range(len(names)), names, fontproperties=_font(10))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks([])
    return figure, axes


def _axes(height: float, bare: Sequence[str]) -> tuple[Figure, Axes]:
    """Small paper, so that its letters are large on a phone."""
    figure = Figure(figsize=(4.4, height), layout="constrained")  # no pyplot: it keeps figures, and is not for several threads
    axes = figure.add_subplot()
    for side in bare:
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    return figure, axes


def _font(size: float) -> FontProperties:
    found = _FONT.copy()
    found.set_size(size)
    return found


def _png(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=200, metadata={"Software": None})
    return file.getvalue()
