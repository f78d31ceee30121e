"""`wobanglin rekey`: a new key for everything that is encrypted."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from aid.store.engine import scrub
from aid.store.rekey import reencrypt, rehash, rows_to_read
from aid.store.secrets import new_key
from cli.settings import BadSetting, Settings, read_settings
from cli.wiring import open_work

console = Console()


def bar() -> Bar:
    """A progress bar like all of ours: what, how far, how long still."""
    return Bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True)


def refuse_beside_a_bot(settings: Settings) -> None:
    """BadSetting while a bot of these settings runs: it would go on with what it knew."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex(("127.0.0.1", settings.action_port)) == 0:
            raise BadSetting(f"机器人还在运行 (端口 {settings.action_port}): 请先停下 make run")


def rekey() -> None:
    """Re-encrypt with a new key; killed half-way, it is simply run again."""
    settings = read_settings()
    refuse_beside_a_bot(settings)
    if settings.secret_key is None:
        keys = _begin(settings.key_file)
    else:
        keys = [each.strip() for each in settings.secret_key.split(",") if each.strip()]
        if len(keys) < 2:
            raise BadSetting(f"WOBANGLIN_SECRET_KEY 里只有一把钥匙: 请改成 {new_key()},现在的钥匙 再运行一次 (前面那把是刚生成的新钥匙)")
    work = open_work(settings)
    with bar() as progress:
        task = progress.add_task("换钥匙", total=rows_to_read(work.engine))
        changed = reencrypt(work.engine, lambda rows: progress.advance(task, rows))
    invitations = work.write("rekey", rehash)
    scrub(work.engine)
    console.print(f"换好了: 重新加密 {changed} 行。", highlight=False)
    if invitations:
        console.print(f"还没用的邀请有 {invitations} 份, 已作废: 请重新发 (wobanglin invite)。", highlight=False)
    if settings.secret_key is None:
        old = _finish(settings.key_file, keys)
        console.print(f"新钥匙在 {settings.key_file}, 请另存一份。旧钥匙在 {old}: 以前的备份要用它, 备份过期后请删掉。", highlight=False)
    else:
        console.print("WOBANGLIN_SECRET_KEY 里现在只留前面那把。旧钥匙请和以前的备份一起保存。", highlight=False)


def _begin(path: Path) -> list[str]:
    """The keys of a change begun just now, or of one that was broken off."""
    if not path.exists():
        raise BadSetting(f"没有 {path}: 还没有资料可以换钥匙")
    keys = [each.strip() for each in path.read_text().split(",") if each.strip()]
    if len(keys) < 2:
        keys = [new_key(), *keys]
        _write(path, ",".join(keys))
    return keys


def _finish(path: Path, keys: list[str]) -> Path:
    """Only the new key stays; the old ones go into a file beside it, a line each."""
    old = path.with_name(path.name + ".old")
    kept = old.read_text().splitlines() if old.exists() else []
    _write(old, "\n".join([*kept, *(each for each in keys[1:] if each not in kept)]))
    _write(path, keys[0])
    return old


def _write(path: Path, text: str) -> None:
    """All of it or nothing, readable by nobody else, and on the disk before we go on."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
