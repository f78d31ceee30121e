"""`wobanglin train`."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import typer
from rich.console import Console

from cli import rasa_process
from cli.settings import ROOT, BadSetting, read_settings

console = Console()


def train(
    force: bool = typer.Option(False, "--force", help="没有改动也重新训练; 与 --gate 同用时没过关也换上"),
    gate: bool = typer.Option(False, "--gate", help="新模型在验证集上过了关才换下旧的"),
) -> None:
    """Train unless the model on disk came from exactly what is in nlu/ now."""
    var = read_settings().var
    log = var / "train.log"
    if rasa_process.is_trained() and not force:
        console.print("模型是最新的, 不用训练。")
        return
    trained_from = rasa_process.sources_hash()
    with console.status("正在训练语言模型 (2 核约 1–2 分钟)…"):
        code = rasa_process.train_candidate(log)
    if code:
        console.print(f"[red]训练失败[/red], 原因见 {log} 末尾")
        raise typer.Exit(1)
    if gate and rasa_process.MODEL.exists():
        with console.status("正在用验证集给新模型打分…"):
            missed = floors_missed(var / "rasa.log")
        if not adopts(missed, force=force):
            rasa_process.CANDIDATE.unlink(missing_ok=True)
            raise typer.Exit(1)
    rasa_process.adopt(trained_from)
    console.print(f"训练完成: {rasa_process.MODEL}")


def adopts(missed: list[str], *, force: bool) -> bool:
    """Whether the new model may take the old one's place: not where it misses a floor, unless that was asked for; says why."""
    for line in missed:
        console.print(f"  没到底线: {line}", highlight=False)
    if not missed:
        console.print("新模型守住了验证集的每一条底线。")
    elif not force:
        console.print("[red]没有换[/red], 旧模型照旧在用。看看刚加的句子是不是放错了类别; 一定要换就加 --force。")
    return not missed or force


def floors_missed(log: Path) -> list[str]:
    """The figures of the candidate that lie below their floor in tests/nlu/floors.toml, a line each."""
    server = rasa_process.RasaProcess(rasa_process.free_port(), secrets.token_urlsafe(16), 1, log, rasa_process.CANDIDATE)
    server.start()
    try:
        for _ in server.ready():
            pass
        scored = subprocess.run(
            [sys.executable, "-m", "tests.nlu.scoring", "--floors"],
            cwd=ROOT,
            env={**os.environ, "WOBANGLIN_RASA_URL": server.url, "WOBANGLIN_RASA_TOKEN": server.token},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        server.stop()
    if scored.returncode not in (0, 1):
        raise BadSetting(f"打不了分: {scored.stderr.strip().splitlines()[-1] if scored.stderr.strip() else scored.returncode}")
    return scored.stdout.splitlines()
