"""`wobanglin chat`: the terminal door for people: be the resident, a volunteer or the captain, one after another."""

from __future__ import annotations

import asyncio
import contextlib

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from cli import sample
from cli.seat import Seat, Shown
from cli.settings import read_settings, token_from_file

console = Console()
_HELP = "直接打字就是说话; 打数字点按钮; /我是 名字 换人; /谁 看有哪些人; /走 离开"


class Chat:
    """Who we are at the moment, and the buttons each person was last shown."""

    def __init__(self) -> None:
        self.people = dict(sample.addresses())
        self.who = next(iter(self.people))
        self.buttons: dict[str, list[tuple[str, str]]] = {}

    def show(self, shown: Shown) -> None:
        buttons = list(shown.buttons)
        if buttons:
            self.buttons[shown.to] = buttons
        body = Text(shown.text)
        for place, (label, _) in enumerate(buttons, 1):
            body.append(f"\n  {place}) {label}", style="bold")
        mine = shown.to == self.who
        name = self.people.get(shown.to, shown.to)
        title = f"{name} 的卡片更新了" if shown.edited else f"{name} 看到"
        console.print(Panel(body, title=title, title_align="left", border_style="cyan" if mine else "dim"))

    def switch(self, name: str) -> str:
        for address, full in self.people.items():
            if name and (name == address or name in full):
                self.who = address
                return f"现在您是 {full}"
        return f"没有「{name}」。有: " + "、".join(self.people.values())

    def tapped(self, line: str) -> str | None:
        """The code of the button with this number, if the line is one."""
        buttons = self.buttons.get(self.who, [])
        if line.isdigit() and 0 < int(line) <= len(buttons):
            return buttons[int(line) - 1][1]
        return None


def chat() -> None:
    """Sit at the terminal door of a running bot."""
    settings = read_settings()
    token = token_from_file(settings.var / "terminal.token")
    with contextlib.suppress(KeyboardInterrupt, EOFError):
        asyncio.run(_talk(f"ws://127.0.0.1:{settings.action_port}/terminal", token))
    console.print("再见。")


async def _talk(url: str, token: str) -> None:
    talk = Chat()
    seat = Seat(url, token, talk.show)
    sitting = asyncio.create_task(seat.run())
    console.print(f"[bold]580 我帮邻[/] 终端。{_HELP}")
    console.print(talk.switch(talk.who) + "。先说一句要帮什么忙。(机器人要先用 make run 启动)")
    try:
        while True:
            line = (await asyncio.to_thread(input, f"{talk.people[talk.who]}> ")).strip()
            if line in ("/走", "/quit", "/exit"):
                return
            if line in ("/谁", "/who"):
                console.print("、".join(f"{name} ({address})" for address, name in talk.people.items()))
            elif line.startswith("/我是"):
                console.print(talk.switch(line.removeprefix("/我是").strip()))
            elif line in ("/帮助", "/help", "?"):
                console.print(_HELP)
            elif line:
                await _hand_in(seat, talk, line)
    finally:
        sitting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sitting


async def _hand_in(seat: Seat, talk: Chat, line: str) -> None:
    tap = talk.tapped(line)
    kind, what = ("tap", {"tap": tap}) if tap else ("start", {"text": line}) if line.startswith("/start") else ("text", {"text": line})
    try:
        await asyncio.wait_for(seat.say(talk.who, kind, **what), 20)
        await asyncio.wait_for(seat.settle(), 20)
    except TimeoutError:
        console.print("[red]机器人没有回应[/]: 请先在另一个窗口运行 make run (话已记下, 它一启动就会处理)")
