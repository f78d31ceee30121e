"""`wobanglin audit verify|show`: whether the trail is whole, and the story of a request in words."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.progress import track
from sqlalchemy import select

from aid.people.model import AuditEvent
from aid.people.story import story
from aid.people.verify import Break, breaks, chains
from cli.settings import read_settings
from cli.wiring import open_work

console = Console()
app = typer.Typer(help="留痕: 查有没有被改过, 看一件求助的来龙去脉", no_args_is_help=True)


@app.command("verify", help="逐条核对留痕: 改过的、少了的 (末尾少了也算) 都查得出; 有问题时退出码 1")
def verify() -> None:
    """Check every chain from its first row to its head."""
    work = open_work(read_settings())
    with work.read() as unit:
        everything = chains(unit)
        found: list[Break] = []
        for chain in track(everything, description="核对", console=console, transient=True):
            found += breaks(unit, chain)
            unit.session.expunge_all()
    for each in found:
        console.print(f"[red]✗[/red] {each.chain} 第 {each.seq} 条: {each.what}", highlight=False)
    if found:
        console.print(f"留痕有 {len(found)} 处不对。请停下来, 保留数据库原样, 从备份里核对。")
        raise typer.Exit(1)
    console.print(f"[green]✓[/green] {len(everything)} 条链, 一条不少, 一字未改。", highlight=False)


@app.command("show", help="一件求助的来龙去脉, 用话说")
def show(
    number: int = typer.Argument(..., help="求助号"),
    views: bool = typer.Option(False, "--views", help="谁看过个人信息也列出来"),
) -> None:
    """Tell the story of a request; no personal data."""
    work = open_work(read_settings())
    with work.read() as unit:
        events = unit.session.scalars(select(AuditEvent).where(AuditEvent.request_id == number).order_by(AuditEvent.seq)).all()
        wrong = list(breaks(unit, f"request:{number}")) if events else []
        if not events:
            console.print(f"没有求助 #{number}。")
            raise typer.Exit(1)
        console.print(f"求助 #{number}", style="bold")
        for line in story(events, unit.community.zone, views=views):
            console.print(f"  {line}", highlight=False)
    for each in wrong:
        console.print(f"[red]✗[/red] 第 {each.seq} 条: {each.what}", highlight=False)
    if wrong:
        raise typer.Exit(1)
