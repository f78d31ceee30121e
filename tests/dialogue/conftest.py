"""What transcripts stand on: a town with a real bot in it, without Rasa (`town`) or with one (`rasa_town`)."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.dialogue.running_rasa import RunningRasa
from tests.dialogue.town import Town


@pytest.fixture(scope="session")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRasa]:
    """The session's one Rasa."""
    running = RunningRasa.start(tmp_path_factory.mktemp("rasa"))
    yield running
    running.stop()


@pytest.fixture
async def closed_town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot has not started yet; at the end nothing was asked of Telegram that it refuses unprovoked."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    town = Town(tmp_path)
    try:
        yield town
    finally:
        await town.close()
        town.shut()
    assert not town.api.surprises
    unprovoked = [call for call in town.api.refusals() if call.code not in town.provoked]
    assert not unprovoked, unprovoked


@pytest.fixture
async def town(closed_town: Town) -> Town:
    """A town with a bot that has no Rasa: the button menu answers."""
    await closed_town.open()
    return closed_town


@pytest.fixture
async def rasa_town(closed_town: Town, rasa: RunningRasa) -> Town:
    """A town with a bot and the real Rasa behind it."""
    await closed_town.open(rasa.address, rasa.action_port)
    return closed_town
