"""`wobanglin review`: what people say that the model took for something else, looked at before it may teach it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.prompt import Prompt
from rich.table import Table

from aid.requests import corrections
from aid.store.work import Work
from aid.understanding.personal import without_personal_data
from aid.understanding.taxonomy import CATEGORIES
from cli import utterances
from cli.settings import ROOT, BadSetting, read_settings
from cli.wiring import open_work

console = Console()
NLU = ROOT / "nlu"
_BY = {"resident": "居民", "captain": "楼栋长"}
_TAKE, _CHANGE, _DROP, _STOP = "收下", "改成", "丢掉", "停"


@dataclass(frozen=True)
class Waiting:
    """A correction as a reviewer sees it: `line` is the sentence without personal data, empty when nothing is left of it."""

    id: int
    taken_for: str | None
    chosen: str
    by: str
    at: str
    line: str


def waiting(work: Work) -> list[Waiting]:
    """Everything that nobody has looked at yet."""
    with work.read() as unit:
        return [
            Waiting(each.id, each.taken_for, each.chosen, each.by.value, _day(each.corrected_at), without_personal_data(each.words))
            for each in corrections.waiting(unit)
        ]


def _day(instant: datetime) -> str:
    return instant.date().isoformat()


def review(
    as_list: bool = typer.Option(False, "--list", help="只列出, 不逐条看"),
    as_json: bool = typer.Option(False, "--json", help="每条打印一行 JSON"),
) -> None:
    """Show corrections one after another; only what is taken reaches nlu/."""
    work = open_work(read_settings())
    found = waiting(work)
    if as_json:
        for each in found:
            typer.echo(json.dumps(asdict(each), ensure_ascii=False))
        return
    if as_list or not found:
        _show(found)
        return
    written = look_through(work, found, NLU, _ask)
    if written:
        console.print(f"写进了 {written} 句。接着运行 [bold]wobanglin train --gate[/bold]: 新模型过了关才换上; 再运行 make gate-nlu。")


def look_through(work: Work, found: list[Waiting], folder: Path, ask: Callable[[str, Sequence[str]], str]) -> int:
    """Ask about each, by `ask(question, choices)`; how many sentences were written."""
    written = 0
    for number, each in enumerate(found, start=1):
        console.print(
            f"\n{number}/{len(found)} {_BY[each.by]}说是「{_name(each.chosen)}」, 模型以为是「{_name(each.taken_for)}」", highlight=False
        )
        if not each.line or utterances.is_known(folder, each.line):
            console.print("  去掉个人信息后没有内容, 或训练语料里已有, 丢掉。")
            work.write(f"review:{each.id}", corrections.settle, each.id)
            continue
        console.print("  将写入这一行 (已去掉电话、门牌、姓名, 请再看一眼):", highlight=False)
        console.print(utterances.line_of(each.line), style="bold", highlight=False, markup=False)
        answer = ask("  怎么办", (_TAKE, _CHANGE, _DROP, _STOP))
        if answer == _STOP:
            break
        category = ask("  类别", tuple(CATEGORIES)) if answer == _CHANGE else each.chosen
        if answer != _DROP:
            if not (folder / f"{category}.yml").exists():
                raise BadSetting(f"没有 {folder / category}.yml: 先给这个类别建语料文件")
            utterances.add(folder, category, each.line)
            written += 1
            console.print(f"  → nlu/{category}.yml", highlight=False)
        work.write(f"review:{each.id}", corrections.settle, each.id)
    return written


def _ask(question: str, choices: Sequence[str]) -> str:
    few = len(choices) < 6
    if not few:
        console.print("  " + "  ".join(f"{each} {_name(each)}" for each in choices), highlight=False)
    return Prompt.ask(question, choices=list(choices), show_choices=few, console=console)


def _name(category: str | None) -> str:
    return CATEGORIES[category].name if category and category in CATEGORIES else "说不准"


def _show(found: list[Waiting]) -> None:
    if not found:
        console.print("没有要看的更正。")
        return
    table = Table("#", "谁改的", "哪天", "模型以为", "改成", "句子 (已去掉个人信息)")
    for each in found:
        table.add_row(str(each.id), _BY[each.by], each.at, _name(each.taken_for), _name(each.chosen), each.line or "—")
    console.print(table)
