"""What every test may lean on: the compound as it stands, and Hypothesis without chance in it."""

from __future__ import annotations

import os
from typing import Any

import psutil
import pytest
from hypothesis import settings

from aid.community import Community, read_community
from cli.settings import ROOT

# Two shared cores make single examples slow; the same examples every time make a red run mean something.
settings.register_profile("same", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def community() -> Community:
    """金辉华府 as `community.toml` describes it."""
    return read_community(ROOT / "community.toml")


_left = pytest.StashKey[list[str]]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tests leave no process behind: whoever starts one stops it. With several workers each looks for itself and tells."""
    config = session.config
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        left = config.stash.get(_left, [])
    else:
        _, alive = psutil.wait_procs(psutil.Process().children(recursive=True), timeout=5)
        left = [" ".join(each.cmdline()[:4]) for each in alive]
    if hasattr(config, "workeroutput"):
        config.workeroutput["left"] = left
    elif left:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nprocesses left behind: {left}")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker found."""
    found: list[str] = getattr(node, "workeroutput", {}).get("left", [])
    node.config.stash[_left] = node.config.stash.get(_left, []) + found
