"""`wobanglin backup` and `wobanglin restore`: one file, encrypted as the database is; the key is kept elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console

from aid.store.copies import back_up
from aid.store.copies import restore as bring_back
from aid.store.engine import open_engine
from aid.store.secrets import Cipher, key_from_file
from cli.keys import bar, refuse_beside_a_bot
from cli.settings import BadSetting, read_settings
from cli.wiring import open_work

console = Console()


def backup(file: Path | None = typer.Argument(None, help="写到哪个文件; 不写就放在 var/backups/")) -> None:
    """Copy everything while the bot may go on running."""
    settings = read_settings()
    work = open_work(settings)
    now = work.clock.now().astimezone(work.community.zone)
    target = file or settings.var / "backups" / f"wobanglin-{now:%Y%m%d-%H%M%S}.db"
    with bar() as progress:
        task = progress.add_task("备份", total=None)
        back_up(work.engine, target, lambda done, total: progress.update(task, completed=done, total=total))
    size = f"{target.stat().st_size / 1e6:.1f} MB"
    console.print(f"已备份到 {target} ({size})。个人信息是加密的: 密钥请另外保存, 不要放在一起。", highlight=False, soft_wrap=True)


def restore(file: Path = typer.Argument(..., help="wobanglin backup 写的文件")) -> None:
    """Bring a backup into an empty database; a database with anything in it is refused."""
    settings = read_settings()
    refuse_beside_a_bot(settings)
    if settings.secret_key is None and not settings.key_file.exists():
        raise BadSetting(f"没有密钥: 请先把备份时的密钥放到 {settings.key_file} (或设 WOBANGLIN_SECRET_KEY)")
    engine = open_engine(settings.database, Cipher(settings.secret_key or key_from_file(settings.key_file)))
    with bar() as progress:
        task = progress.add_task("恢复", total=None)
        bring_back(file, engine, lambda done, total: progress.update(task, completed=done, total=total))
    engine.dispose()
    written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    console.print(f"已恢复 {file} ({written:%Y-%m-%d %H:%M} 写的)。启动后, 错过的时限会按顺序补上。", highlight=False, soft_wrap=True)
