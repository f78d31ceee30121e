"""`make run`: both programs under the process runner, killed in turn, stopped by Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from cli.rasa_process import free_port
from cli.seat import Seat, Shown
from cli.settings import ROOT, token_from_file

PATIENCE = 120


class Running:
    """`wobanglin run --sample` with a seat at its terminal door."""

    def __init__(self, var: Path) -> None:
        self.action_port = free_port()
        self.environment = {
            **os.environ,
            "WOBANGLIN_VAR": str(var),
            "WOBANGLIN_DATABASE_URL": f"sqlite:///{var / 'run.db'}",
            "WOBANGLIN_ACTION_PORT": str(self.action_port),
            "WOBANGLIN_RASA_PORT": str(free_port()),
            "WOBANGLIN_TELEGRAM_TOKEN": "",
        }
        self.log = var / "run.log"
        with self.log.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cli.main", "run", "--sample"], cwd=ROOT, env=self.environment, stdout=file, stderr=subprocess.STDOUT
            )
        self.shown: asyncio.Queue[Shown] = asyncio.Queue()
        token = token_from_file(var / "terminal.token")
        self.seat = Seat(f"ws://127.0.0.1:{self.action_port}/terminal", token, self.shown.put_nowait)
        self.sitting = asyncio.create_task(self.seat.run())

    def program(self, word: str) -> psutil.Process | None:
        """The running program whose command line holds this word."""
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.Error):  # a killed one may not have been buried yet
                if word in child.cmdline():
                    return child
        return None

    async def hears(self, text: str) -> Shown:
        """resident1 says it; the first thing shown to resident1 that carries buttons."""
        assert self.process.poll() is None, self.log.read_text()
        await asyncio.wait_for(self.seat.say("resident1", text=text), PATIENCE)
        while True:
            shown = await asyncio.wait_for(self.shown.get(), PATIENCE)
            if shown.to == "resident1" and shown.buttons:
                return shown


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A running pair, stopped by Ctrl-C at the end if the test has not done so."""
    running = Running(tmp_path)
    yield running
    running.sitting.cancel()
    await asyncio.gather(running.sitting, return_exceptions=True)
    if running.process.poll() is None:
        running.process.send_signal(signal.SIGINT)
        await asyncio.to_thread(running.process.wait, 60)


@pytest.mark.rasa
@pytest.mark.xdist_group("run")
async def test_either_program_may_be_killed_and_ctrl_c_leaves_none_behind(running: Running) -> None:
    """With the bot or Rasa killed by SIGKILL the resident still gets buttons, and both come back; after one SIGINT nothing is left."""
    first = await running.hears("厨房水龙头漏水了")
    assert first.buttons
    said = running.log.read_text()
    assert "不连 Telegram" in said and "wobanglin chat" in said
    bot = running.program("serve")
    assert bot is not None
    bot.kill()
    assert (await running.hears("3号楼2单元501")).buttons
    rasa = running.program("run")
    assert rasa is not None
    rasa.kill()
    assert (await running.hears("电脑开不了机")).buttons
    assert bot.pid != (again.pid if (again := running.program("serve")) else None)
    children = psutil.Process(running.process.pid).children(recursive=True)
    assert len(children) >= 2
    running.process.send_signal(signal.SIGINT)
    assert await asyncio.to_thread(running.process.wait, 60) == 0
    _, alive = await asyncio.to_thread(psutil.wait_procs, children, 30)
    assert not alive
