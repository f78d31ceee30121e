"""A process of its own that adds one to a request's wave again and again: `python -m tests.integration.increments URL TIMES`.

The key comes in the environment. It prints `ready` and waits for a line, so that two of them start together.
"""

from __future__ import annotations

import os
import sys

from aid.clock import SystemClock
from aid.community import read_community
from aid.requests import service as requests
from aid.store import rows
from aid.store.engine import open_engine
from aid.store.secrets import Cipher
from aid.store.work import Unit, Work
from cli.settings import ROOT


def add_one(unit: Unit) -> None:
    """Read in order to write, as every service does."""
    requests.hold(unit, 1).wave += 1


if __name__ == "__main__":
    assert rows.METADATA.tables
    url, times = sys.argv[1], int(sys.argv[2])
    work = Work(open_engine(url, Cipher(os.environ["WOBANGLIN_SECRET_KEY"])), SystemClock(), read_community(ROOT / "community.toml"))
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(times):
        work.write(f"add:{os.getpid()}:{number}", add_one)
