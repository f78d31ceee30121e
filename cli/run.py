"""`wobanglin run`: Rasa and the bot under supervisor, a well-kept process runner; and the two programs it runs."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from pathlib import Path

import typer
from rich.console import Console

from actions.clauses import Clauses
from actions.turns import all_actions
from bot.rasa import RasaAddress
from bot.serve import BotSettings, run_bot
from bot.telegram import Webhook
from cli import rasa_process, sample
from cli.settings import ROOT, BadSetting, Settings, read_settings, token_from_file
from cli.voice import transcriber_of
from cli.wiring import open_work

console = Console()
_PR_SET_PDEATHSIG = 1  # linux/prctl.h

# Both come back after a fall; one that falls at once waits a second longer each time before the next try.
_CONF = """\
[supervisord]
nodaemon=true
logfile={var}/supervisord.log
pidfile={var}/supervisord.pid
loglevel=info
{user}
[program:rasa]
command={python} -m cli.main rasa
directory={root}
autorestart=true
startsecs=5
startretries=1000
stopsignal=TERM
stopwaitsecs=20
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={var}/rasa.log

[program:bot]
command={python} -m cli.main serve
directory={root}
autorestart=true
startsecs=2
startretries=1000
stopwaitsecs=20
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
stderr_logfile=/dev/stderr
stderr_logfile_maxbytes=0
"""


def bot_settings(settings: Settings) -> BotSettings:
    """What the bot process needs, out of the settings."""
    rasa_token = settings.rasa_token or token_from_file(settings.var / "rasa.token")
    webhook = None
    if url := settings.telegram_webhook_url:
        webhook = Webhook(url, settings.telegram_webhook_port, token_from_file(settings.var / "webhook.token"))
    return BotSettings(
        rasa=RasaAddress(settings.rasa, rasa_token),
        port=settings.action_port,
        terminal_token=token_from_file(settings.var / "terminal.token"),
        telegram_token=settings.telegram_token,
        telegram_api_url=settings.telegram_api_url,
        telegram_webhook=webhook,
        tick_seconds=settings.tick_seconds,
        transcriber=transcriber_of(settings),
    )


def run(
    with_sample: bool = typer.Option(False, "--sample", help="装入样例小区的人 (只用于试用)"),
) -> None:
    """Check everything first, then hand over to supervisor; Ctrl-C stops both."""
    settings = read_settings()
    work = open_work(settings)
    if with_sample:
        work.write("sample", sample.load)
    if not rasa_process.is_trained():
        raise BadSetting("语言模型还没有训练, 或训练后有改动: 请先运行 wobanglin train")
    token_from_file(settings.var / "rasa.token")
    if settings.telegram_token:
        console.print("Telegram 已开启。")
    else:
        console.print("没有 WOBANGLIN_TELEGRAM_TOKEN, 不连 Telegram。另开一个窗口运行 [bold]wobanglin chat[/bold] 就能聊。")
    conf = settings.var / "supervisord.conf"
    user = "user=root\n" if os.geteuid() == 0 else ""  # supervisor wants to be told so
    conf.write_text(_CONF.format(var=settings.var, root=ROOT, python=sys.executable, user=user))
    supervisord = Path(sys.executable).with_name("supervisord")
    os.execv(supervisord, [str(supervisord), "-c", str(conf)])


def _die_with_parent() -> None:
    """Should the process runner itself be killed, its programs stop too instead of holding ports (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def serve() -> None:
    """The bot process alone."""
    _die_with_parent()
    settings = read_settings()
    work = open_work(settings)
    bot = bot_settings(settings)
    asyncio.run(run_bot(work, all_actions(work, Clauses(bot.rasa.url, bot.rasa.token)), bot))


def rasa() -> None:
    """The Rasa process alone: replaced by Rasa itself."""
    _die_with_parent()
    settings = read_settings()
    token = settings.rasa_token or token_from_file(settings.var / "rasa.token")
    os.chdir(ROOT)
    command = rasa_process.command(settings.rasa_port, token)
    os.execve(command[0], command, rasa_process.environment(settings.action_port))
