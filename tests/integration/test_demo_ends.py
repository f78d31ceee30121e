"""`wobanglin demo` ends with 0 only when every expected state was reached and every clock kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cli import demo
from cli.scenes import Scene
from cli.stage import Stage, Unexpected
from tests.integration.compound import DAY, Compound, opens


@pytest.fixture
def played(small: Compound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compound:
    """A compound in place of Rasa, bot and terminal: what has happened in it is what the play finds."""

    @asynccontextmanager
    async def set_up(*_arguments: Any) -> AsyncIterator[tuple[None, Any]]:
        yield None, small.work

    monkeypatch.setattr(demo, "set_up", set_up)
    monkeypatch.setenv("WOBANGLIN_VAR", str(tmp_path))
    opens(small)
    return small


async def plays(_stage: Stage) -> int:
    return 1


async def fails(_stage: Stage) -> int:
    raise Unexpected("求助 #1 应为 done, 实为 offering")


async def hangs(_stage: Stage) -> int:
    raise TimeoutError


@pytest.mark.parametrize(("play", "code", "words"), [(plays, 0, "全部走到了"), (fails, 1, "应为 done"), (hangs, 1, "等得太久")])
async def test_the_exit_code_says_whether_every_state_was_reached(
    played: Compound, capsys: pytest.CaptureFixture[str], play: Any, code: int, words: str
) -> None:
    """A scene that does not come to its state, or never, ends the play with 1 and says where."""
    assert await demo._play([Scene("x", "一幕", play)], 0.0) == code
    said = capsys.readouterr().out
    assert words in said and (code or "求助 #1" in said)


async def test_a_clock_that_struck_late_is_told_and_ends_with_1(played: Compound, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is glossed over: the count of late clocks stands in the table."""
    played.sleeps_until(played.now + DAY)
    played.fires()
    assert await demo._play([Scene("x", "一幕", plays)], 0.0) == 1
    assert "响晚了" in capsys.readouterr().out
