"""`wobanglin skills import|export`: the sheet that a community office keeps."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Column, Table

from aid.volunteers.enrolment import ImportPlan, PlanOutdated, RowsRefused, apply_import, export_sheet, plan_import
from aid.volunteers.grid import BadSheet
from aid.volunteers.profile import FieldChange
from aid.volunteers.sheet import read_sheet
from cli.settings import read_settings
from cli.wiring import open_work

console = Console()
app = typer.Typer(help="技能库表格: 导入、导出", no_args_is_help=True)


@app.command("import", help="读入 Excel 或 CSV; 先看会改什么, 加 --yes 才写入")
def import_(
    file: Path = typer.Argument(..., help="表格 (.xlsx 或 .csv)"),
    yes: bool = typer.Option(False, "--yes", help="写入"),
    skip_bad: bool = typer.Option(False, "--skip-bad", help="跳过有错的行, 其余照样导入"),
) -> None:
    """A dry run shows what would be added, changed and refused; nothing is half-imported."""
    work = open_work(read_settings())
    try:
        rows = read_sheet(file)
        with work.read() as unit:
            plan = plan_import(unit, track(rows, description="核对", console=console, transient=True))
        _show(plan)
        if not yes:
            console.print("这是预览, 什么都没有写入。确认无误后加 --yes。")
            return
        done = work.write("import", apply_import, plan, skip_bad=skip_bad)
    except (BadSheet, RowsRefused, PlanOutdated, OSError) as error:
        console.print(f"[red]没有导入[/red]: {error}", highlight=False)
        raise typer.Exit(1) from None
    console.print(f"已导入: 新增 {len(done.added)}, 修改 {len(done.changed)}, 未变 {len(done.unchanged)}, 跳过 {len(done.refused)}。")


# Of these only that they change is shown: a screen is read by more people than a sheet.
_PERSONAL = frozenset({"name", "gender", "phone", "building", "unit", "room"})


def _show(plan: ImportPlan) -> None:
    table = Table("怎样", "工作表", "行", Column("改什么", overflow="fold"))
    for title, entries in (("新增", plan.added), ("修改", plan.changed)):
        for entry in entries:
            table.add_row(title, entry.row.sheet, str(entry.row.row), escape("; ".join(_change(each) for each in entry.changes)))
    for entry in plan.refused:
        for problem in entry.problems:
            column = f"{problem.column} 列({problem.heading}): " if problem.column else ""
            table.add_row("[red]拒绝[/red]", problem.sheet, str(problem.row), escape(column + problem.says))
    if table.row_count:
        console.print(table)
    for remark in plan.remarks:
        console.print(f"  注意: {remark}", highlight=False)
    if plan.unread:
        console.print(f"  没有用到的列: {'、'.join(str(each) for each in plan.unread)}", highlight=False)
    console.print(f"新增 {len(plan.added)}, 修改 {len(plan.changed)}, 未变 {len(plan.unchanged)}, 拒绝 {len(plan.refused)}。")


def _change(change: FieldChange) -> str:
    """「技能: 水管水龙头(熟练)」, 「每日上限: 2 → 3」; of what is personal only the heading."""
    if change.name in _PERSONAL:
        return change.heading
    return f"{change.heading}: {change.before} → {change.after or '(无)'}" if change.before else f"{change.heading}: {change.after}"


@app.command("export", help="导出成导入能读的表格 (含个人信息, 文件只有自己能读)")
def export(file: Path = typer.Argument(..., help="写到哪里 (.xlsx 或 .csv)")) -> None:
    """Write what `import` reads."""
    work = open_work(read_settings())
    try:
        count = work.write("export", export_sheet, file)
    except (BadSheet, OSError) as error:
        console.print(f"[red]没有导出[/red]: {error}", highlight=False)
        raise typer.Exit(1) from None
    console.print(f"已导出 {count} 位志愿者到 {file}。")
