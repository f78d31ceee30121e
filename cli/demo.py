"""`wobanglin demo`: the whole chain in the terminal, through the real model, on a clock that we move."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from aid.followups.model import FollowUp, FollowUpStatus
from aid.people.audit import first_break
from aid.people.model import AuditEvent
from aid.people.story import story
from aid.store.secrets import key_from_file
from aid.store.work import Work
from cli import rasa_process, sample
from cli.fake_clock import ClockServer
from cli.rasa_process import RasaProcess, free_port
from cli.scenes import SCENES, Scene
from cli.seat import Seat, Shown
from cli.settings import ROOT, BadSetting, Settings, read_settings, token_from_file
from cli.stage import BotProcess, Stage, Unexpected
from cli.wiring import open_work

console = Console(width=100)
# A Wednesday morning; the play takes some weeks.
OPENING = datetime.fromisoformat("2026-09-16T09:00:00+08:00")
_COLOURS = {"resident": "cyan", "volunteer": "green", "captain": "yellow", "deputy": "magenta", "secretary": "red"}


def demo(only: str = typer.Option("", "--only", help="只演这几幕, 例: ac")) -> None:
    """Play the scenes; exit code 1 if any expected state was not reached."""
    scenes = [scene for scene in SCENES if not only or scene.letter in only]
    if not scenes:
        raise BadSetting("--only 里没有这样的幕; 有: " + " ".join(scene.letter for scene in SCENES))
    if not rasa_process.is_trained():
        raise BadSetting("语言模型还没有训练, 或训练后有改动: 请先运行 wobanglin train")
    began = time.monotonic()
    raise typer.Exit(asyncio.run(_play(scenes, began)))


async def _play(scenes: list[Scene], began: float) -> int:
    folder = read_settings().var / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    async with set_up(folder, _show_said, _show) as (stage, work):
        numbers = []
        for scene in scenes:
            console.print()
            console.rule(f"[bold]第 {scene.letter} 幕  {scene.title}", style="bold blue")
            try:
                numbers.append(await scene.play(stage))
            except (Unexpected, TimeoutError) as error:
                console.print(f"[bold red]没有走到该到的地方:[/] {str(error) or '等得太久'}  (日志在 {folder})")
                return 1
        console.print()
        console.rule("[bold]每一件的来龙去脉", style="bold blue")
        for number in numbers:
            _tell(work, number)
        whole = _clocks(work)
    took = f"用时 {time.monotonic() - began:.0f} 秒。"
    console.print("\n全部走到了该到的地方, " + took if whole else f"\n[bold red]有时钟没守住[/], {took}", highlight=False)
    return 0 if whole else 1


@asynccontextmanager
async def set_up(
    folder: Path,
    on_say: Callable[[str, str], None],
    on_shown: Callable[[Shown], None],
    bot_module: str = "cli.main",
    *bot_arguments: str,
    database_url: str | None = None,
    bot_process: type[BotProcess] = BotProcess,
) -> AsyncIterator[tuple[Stage, Work]]:
    """Rasa, a bot on a fresh SQLite file (or the given empty database), the test clock and a seat; all stopped at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = ClockServer(OPENING)
    rasa_port, action_port = free_port(), free_port()
    environment = {
        "WOBANGLIN_VAR": str(folder),
        "WOBANGLIN_DATABASE_URL": database_url or f"sqlite:///{folder / 'wobanglin.db'}",
        "WOBANGLIN_CLOCK": clock.address,
        "WOBANGLIN_RASA_PORT": str(rasa_port),
        "WOBANGLIN_ACTION_PORT": str(action_port),
        "WOBANGLIN_TICK_SECONDS": "0.2",
        "WOBANGLIN_TELEGRAM_TOKEN": "",
        "WOBANGLIN_RASA_URL": "",
        "WOBANGLIN_RASA_TOKEN": "",
        "WOBANGLIN_COMMUNITY": str(ROOT / "community.toml"),
        "WOBANGLIN_SECRET_KEY": key_from_file(folder / "secret.key"),
    }
    settings = Settings(
        secret_key=environment["WOBANGLIN_SECRET_KEY"],
        community=ROOT / "community.toml",
        var=folder,
        database_url=environment["WOBANGLIN_DATABASE_URL"],
        clock=clock.address,
        rasa_port=rasa_port,
        action_port=action_port,
    )
    work = open_work(settings)
    work.write("sample", sample.load)
    rasa = RasaProcess(rasa_port, token_from_file(folder / "rasa.token"), action_port, folder / "rasa.log")
    bot = bot_process(environment, folder / "bot.log", bot_module, *bot_arguments)
    seat: Seat | None = None
    sitting: asyncio.Task[None] | None = None
    try:
        rasa.start()
        await bot.start()
        with console.status("正在启动 Rasa 和机器人…"):
            await asyncio.to_thread(lambda: list(rasa.ready()))
        token = token_from_file(folder / "terminal.token")
        seat = Seat(f"ws://127.0.0.1:{action_port}/terminal", token, lambda shown: None)
        stage = Stage(work, clock, seat, bot, rasa, on_say)

        def take(shown: Shown) -> None:
            stage.take(shown)
            on_shown(shown)

        seat.on_shown = take
        sitting = asyncio.create_task(seat.run())
        await stage.settle()
        yield stage, work
    finally:
        if sitting:
            sitting.cancel()
            with suppress(asyncio.CancelledError):
                await sitting
        await bot.stop()
        rasa.stop()
        clock.close()
        work.engine.dispose()


def _names() -> dict[str, str]:
    return dict(sample.addresses())


def _colour(who: str) -> str:
    return next((colour for role, colour in _COLOURS.items() if who.startswith(role)), "white")


def _show_said(who: str, what: str) -> None:
    console.print(Text.assemble((f"\n{_names().get(who, who)} ", f"bold {_colour(who)}"), (what, "bold")))


def _show(shown: Shown) -> None:
    body = Text(shown.text)
    if shown.buttons:
        labels = [label for label, _ in shown.buttons]
        more = f" … 共 {len(labels)} 个" if len(labels) > 6 else ""
        body.append("\n" + "  ".join(f"[{label}]" for label in labels[:6]) + more, style="bold")
    who = _names().get(shown.to, shown.to)
    title = f"{who} 的卡片更新了" if shown.edited else f"{who} 看到"
    console.print(Panel(body, title=title, title_align="left", border_style=_colour(shown.to), width=78))


def _tell(work: Work, number: int) -> None:
    with work.read() as unit:
        events = unit.session.scalars(select(AuditEvent).where(AuditEvent.request_id == number).order_by(AuditEvent.seq)).all()
        console.print(f"\n[bold]求助 #{number}[/]")
        for line in story(events, work.community.zone):
            console.print("  " + line, highlight=False)
        broken = first_break(events)
    if broken:
        raise Unexpected(f"求助 #{number} 的留痕断了 (第 {broken.seq} 条)")


def _clocks(work: Work) -> bool:
    """Print how the clocks were kept; False if one fired late or is still due."""
    with work.read() as unit:
        rows = unit.session.scalars(select(FollowUp)).all()
        late = [each for each in rows if each.fired_at and each.fired_at - each.due_at > timedelta(seconds=60)]
        overdue = [each for each in rows if each.status is FollowUpStatus.PENDING and each.due_at <= unit.now]
        counts = Counter(each.status for each in rows)
    table = Table("时钟", "个数", title="时钟守得怎么样")
    table.add_row("有人先动了, 不必再催", str(counts[FollowUpStatus.DROPPED]))
    table.add_row("到点就响", str(counts[FollowUpStatus.FIRED] - len(late)))
    table.add_row("响晚了", str(len(late)))
    table.add_row("该响没响", str(len(overdue)))
    table.add_row("还没到点", str(counts[FollowUpStatus.PENDING] - len(overdue)))
    console.print()
    console.print(table)
    return not late and not overdue
