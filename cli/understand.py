"""`wobanglin understand`: what a sentence is taken to mean (design §10)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx
import typer
from rich.console import Console
from rich.table import Table

from aid.clock import SystemClock, check_aware
from aid.community import read_community
from aid.understanding.reading import Reading, as_json, parse_of, read
from aid.understanding.taxonomy import CATEGORIES
from cli import rasa_process
from cli.settings import BadSetting, read_settings, token_from_file

console = Console()


@contextmanager
def rasa_at_hand() -> Iterator[httpx.Client]:
    """A client of the Rasa at WOBANGLIN_RASA_URL, else of one started for this run."""
    settings = read_settings()
    started: rasa_process.RasaProcess | None = None
    if settings.rasa_url:
        url, token = settings.rasa_url, settings.rasa_token or token_from_file(settings.var / "rasa.token")
    else:
        if not rasa_process.MODEL.exists():
            raise BadSetting("还没有语言模型: 请先运行 wobanglin train")
        token = token_from_file(settings.var / "rasa.token")
        started = rasa_process.RasaProcess(rasa_process.free_port(), token, 1, settings.var / "rasa.log")
        started.start()
        url = started.url
    try:
        if started:
            with Console(stderr=True).status("正在启动 Rasa…"):
                for _ in started.ready():
                    pass
        with httpx.Client(base_url=url, params={"token": token}, timeout=60, trust_env=False) as http:
            yield http
    finally:
        if started:
            started.stop()


def read_text(http: httpx.Client, text: str, now: datetime, buildings: frozenset[str]) -> Reading:
    """Read one message with a running Rasa."""

    def parse(words: str) -> dict[str, object]:
        answer = http.post("/model/parse", json={"text": words})
        answer.raise_for_status()
        found = answer.json()
        assert isinstance(found, dict)
        return found

    return read(text, parse_of(parse(text)), now, buildings, lambda clause: parse_of(parse(clause)).ranking)


def understand(
    text: str | None = typer.Argument(None, help="一句话"),
    file: Path | None = typer.Option(None, "--file", help="一行一句的文件; - 为标准输入"),
    now: str | None = typer.Option(None, "--now", help="以这个时间为「现在」 (ISO 8601)"),
    as_lines: bool = typer.Option(False, "--json", help="每句打印一行 JSON"),
) -> None:
    """Print what each sentence is taken to mean."""
    if (text is None) == (file is None):
        raise BadSetting("请给一句话, 或用 --file 给一个文件 (两者选一)")
    instant = _instant(now)
    lines = [text] if text is not None else _lines(file)
    buildings = read_community(read_settings().community).buildings
    with rasa_at_hand() as http:
        for line in lines:
            if not line.strip():
                continue
            found = read_text(http, line, instant, buildings)
            if as_lines:
                sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False) + "\n")
                sys.stdout.flush()
            else:
                _show(found)


def _instant(now: str | None) -> datetime:
    if now is None:
        return SystemClock().now()
    try:
        return check_aware(datetime.fromisoformat(now))
    except ValueError:
        raise BadSetting("--now 应是带时区的时间, 例: 2026-09-16T10:30:00+08:00") from None


def _lines(file: Path | None) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes() if file else b""
    except OSError as error:
        raise BadSetting(f"读不了 {file}: {error.strerror}") from None
    return raw.decode("utf-8", errors="replace").splitlines()


def _show(found: Reading) -> None:
    answer = as_json(found)
    table = Table(title=answer["text"][:60], show_header=False)
    table.add_row("类别", f"{CATEGORIES[answer['category']].name} ({answer['category']}) {answer['confidence']:.2f} {answer['decision']}")
    table.add_row("前三", "  ".join(f"{CATEGORIES[each['category']].name} {each['confidence']:.2f}" for each in answer["top3"]))
    for name, key in (
        ("紧急程度", "urgency"), ("紧急种类", "emergency_kind"), ("楼", "building"), ("单元", "unit"), ("室", "room"),
        ("电话", "phone"), ("时间", "time_text"), ("从", "time"), ("到", "time_end"), ("为谁", "beneficiary"),
    ):  # fmt: skip
        if answer[key]:
            table.add_row(name, str(answer[key]))
    if len(answer["needs"]) > 1:
        table.add_row("两件事", "  +  ".join(f"{CATEGORIES[each['category']].name}「{each['text']}」" for each in answer["needs"]))
    console.print(table)
