"""`wobanglin hours list|export|certificate|check`: volunteers' hours."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from aid.hours import service
from aid.hours.certificate import NothingToCertify, certified, certify, what_words, where_words
from aid.hours.model import MinutesFrom, RecordStatus, ServiceRecord
from aid.hours.rules import hours
from aid.people import audit
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.grid import BadSheet, write_grid
from cli.period import FROM, TO, period_of
from cli.settings import read_settings
from cli.wiring import open_work

console = Console()
app = typer.Typer(help="志愿服务时长: 汇总、导出、开证明、查证明", no_args_is_help=True)
STATUS = {RecordStatus.NOTED: "待确认", RecordStatus.CONFIRMED: "已确认", RecordStatus.DISPUTED: "有异议"}
SOURCE = {MinutesFrom.COUNTED: "按点按计", MinutesFrom.SAID: "本人说的", MinutesFrom.SETTLED: "楼栋长定的"}
_HEADINGS = ("志愿者编号", "姓名", "求助号", "服务内容", "地点", "开始", "结束", "分钟", "时长来源", "状态", "确认人", "确认时间")


@app.command("list", help="每位志愿者的时长 (有姓名, 请注意旁边有没有人)")
def list_(since: str | None = FROM, until: str | None = TO) -> None:
    """Confirmed hours of each volunteer in a period, and what still waits."""
    work = open_work(read_settings())
    with work.read() as unit:
        period = period_of(since, until, unit)
        confirmed: dict[int, list[ServiceRecord]] = defaultdict(list)
        waiting: dict[int, int] = defaultdict(int)
        for record in service.between(unit, period.since, period.until):
            if record.status is RecordStatus.CONFIRMED:
                confirmed[record.volunteer_id].append(record)
            else:
                waiting[record.volunteer_id] += 1
        table = Table("#", "姓名", "小时", "次", "待确认或有异议", title=f"志愿服务时长 {period}")
        names = {record.volunteer_id: record.volunteer.person.name for record in service.between(unit, period.since, period.until)}
        for each in sorted(names, key=lambda each: (-sum(record.minutes for record in confirmed[each]), each)):
            minutes = sum(record.minutes for record in confirmed[each])
            table.add_row(str(each), names[each] or "", hours(minutes), str(len(confirmed[each])), str(waiting[each] or ""))
    console.print(table)


@app.command("export", help="导出服务记录 (.xlsx 或 .csv; 含姓名, 文件只有自己能读)")
def export(file: Path = typer.Argument(..., help="写到哪里"), since: str | None = FROM, until: str | None = TO) -> None:
    """Every record of a period with the fields that the rules ask for."""
    work = open_work(read_settings())
    try:
        count = work.write("export", _export, file, since, until)
    except (BadSheet, OSError) as error:
        console.print(f"[red]没有导出[/red]: {error}", highlight=False)
        raise typer.Exit(1) from None
    console.print(f"已导出 {count} 条服务记录到 {file}。")


def _export(unit: Unit, file: Path, since: str | None, until: str | None) -> int:
    period, zone = period_of(since, until, unit), unit.community.zone
    records = service.between(unit, period.since, period.until)

    def local(instant: datetime | None) -> str:
        return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" if instant else ""

    rows = [
        [
            str(each.volunteer_id), each.volunteer.person.name or "", str(each.request_id), what_words(each), where_words(unit, each),
            local(each.began_at), local(each.ended_at), str(each.minutes), SOURCE[each.minutes_from], STATUS[each.status],
            service.confirmer_words(unit, each), local(each.confirmed_at),
        ]
        for each in records
    ]  # fmt: skip
    audit.record(unit, AuditKind.HOURS_EXPORTED, since=period.since.isoformat(), until=period.until.isoformat(), records=len(records))
    write_grid(file, "志愿服务记录", [list(_HEADINGS), *rows])
    return len(records)


@app.command("certificate", help="开一份志愿服务记录证明 (PDF, 民政部令第67号)")
def certificate(
    volunteer: int = typer.Argument(..., help="志愿者编号 (wobanglin volunteers 列出)"),
    out: Path | None = typer.Option(None, "--out", help="写到哪里; 不写就放在当前文件夹"),
    since: str | None = FROM,
    until: str | None = TO,
) -> None:
    """Certify a volunteer's confirmed service in a period."""
    work = open_work(read_settings())
    with work.read() as unit:
        period = period_of(since, until, unit)
    try:
        made = work.write("certificate", certify, volunteer, period.since, period.until)
    except NothingToCertify as error:
        console.print(f"[red]没有开证明[/red]: {error}", highlight=False)
        raise typer.Exit(1) from None
    path = out or Path(f"志愿服务记录证明-{made.number}.pdf")
    path.write_bytes(made.pdf)
    os.chmod(path, 0o600)
    console.print(f"已开出 {path}: {hours(made.minutes)} 小时, 编号 {made.number}。请核对后盖章。", highlight=False)


@app.command("check", help="查一份证明是不是我们开的; 不是时退出码 1")
def check(number: str = typer.Argument(..., help="证明编号")) -> None:
    """Whether a certificate with this number was given, and over what."""
    work = open_work(read_settings())
    with work.read() as unit:
        event, zone = certified(unit, number), unit.community.zone
    if event is None:
        console.print(f"[red]✗[/red] 没有开出过编号 {number} 的证明。", highlight=False)
        raise typer.Exit(1)
    facts = event.facts
    since, until = (datetime.fromisoformat(str(facts[name])).astimezone(zone) for name in ("since", "until"))
    console.print(
        f"[green]✓[/green] {event.at.astimezone(zone):%Y-%m-%d} 开出: 志愿者 {facts['volunteer']}, "
        f"{since:%Y-%m-%d} 起, {until:%Y-%m-%d} 前, {hours(int(facts['minutes']))} 小时。",
        highlight=False,
    )
