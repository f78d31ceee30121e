"""The bot, killing itself with SIGKILL at planned points: every commit (before and after) and every send is one.

`KILL_COUNT` is a file that carries the number of points over all lives of the process; `KILL_AT` the numbers to die at.
"""

from __future__ import annotations

import fcntl
import os
import signal
import threading
from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from aid.delivery.page import Rendered
from aid.delivery.rules import Attempt
from bot.terminal import Terminal
from cli.main import main

COUNT = Path(os.environ["KILL_COUNT"])
AT = {int(number) for number in os.environ.get("KILL_AT", "").split(",") if number}
_lock = threading.Lock()


def point() -> None:
    """Count one point; die here if the plan says so."""
    with _lock, COUNT.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # several bots count together
        file.seek(0)
        number = int(file.read() or 0) + 1
        file.truncate(0)
        file.write(str(number))
        file.flush()
        if number in AT:
            os.kill(os.getpid(), signal.SIGKILL)


def _before_commit(connection: Connection) -> None:
    if not connection.get_execution_options().get("read_only"):
        point()


class MortalTerminal(Terminal):
    """A terminal door at which the bot may die before a message goes out, and between sending and recording."""

    async def send(self, address: str, rendered: Rendered, edits: str | None = None) -> Attempt:
        point()
        attempt = await super().send(address, rendered, edits)
        point()
        return attempt


if __name__ == "__main__":
    import bot.serve

    event.listen(Engine, "commit", _before_commit)
    bot.serve.Terminal = MortalTerminal  # type: ignore[misc]
    main()
