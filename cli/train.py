"""`wobanglin train`."""

from __future__ import annotations

import typer
from rich.console import Console

from cli import rasa_process
from cli.settings import read_settings

console = Console()


def train(force: bool = typer.Option(False, "--force", help="没有改动也重新训练")) -> None:
    """Train unless the model on disk came from exactly what is in nlu/ now."""
    log = read_settings().var / "train.log"
    if rasa_process.is_trained() and not force:
        console.print("模型是最新的, 不用训练。")
        return
    with console.status("正在训练语言模型 (2 核约 1–2 分钟)…"):
        code = rasa_process.train(log)
    if code:
        console.print(f"[red]训练失败[/red], 原因见 {log} 末尾")
        raise typer.Exit(1)
    console.print(f"训练完成: {rasa_process.MODEL}")
