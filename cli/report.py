"""`wobanglin report`: rates, clocks, categories, repeats and hours of a period as a file."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console

from aid.reports.files import Format, written
from aid.reports.service import gather
from cli.period import FROM, TO, period_of
from cli.settings import read_settings
from cli.wiring import open_work

console = Console()


def report(
    since: str | None = FROM,
    until: str | None = TO,
    form: Format = typer.Option(Format.HTML, "--format", help="html 手机看, pdf 打印, xlsx 再统计"),
    out: Path | None = typer.Option(None, "--out", help="写到哪里; 不写就放在当前文件夹"),
) -> None:
    """Write a report; there is nothing personal in it."""
    work = open_work(read_settings())
    with work.read() as unit:
        period = period_of(since, until, unit)
        found = gather(unit, period)
    path = out or Path(f"报告-{period.first}-{period.last}.{form.value}")
    try:
        path.write_bytes(written(found, form))
    except OSError as error:
        console.print(f"[red]没有写成[/red]: {path}: {error.strerror}", highlight=False)
        raise typer.Exit(1) from None
    console.print(f"{period}: 新求助 {found.asked} 件, 办结 {found.closed} 件。写在 {path}。", highlight=False)
