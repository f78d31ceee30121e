"""What transcripts stand on: a town with a real bot in it, without Rasa (`town`) or with one (`rasa_town`)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from actions.clauses import Clauses
from actions.turns import all_actions
from aid.understanding.reading import parse_of, read
from tests.dialogue.founded import START, Founded
from tests.dialogue.running_rasa import RunningRasa
from tests.dialogue.town import Town


@pytest.fixture(scope="session")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRasa]:
    """The session's one Rasa."""
    running = RunningRasa.start(tmp_path_factory.mktemp("rasa"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """The store that every town begins with."""
    return Founded.new(tmp_path_factory.mktemp("founded"))


@pytest.fixture
async def closed_town(founded: Founded) -> AsyncIterator[Town]:
    """A town whose bot has not started yet; at the end nothing was asked of Telegram that it refuses unprovoked."""
    town = Town(founded)
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
    clauses = Clauses(rasa.address.url, rasa.address.token)
    await closed_town.open(rasa.address, rasa.action_port, actions=lambda work: all_actions(work, clauses))
    return closed_town


# Sentences that say next to nothing; which of them leave the model unsure changes with its training.
_VAGUE = (
    "那个能弄吗", "有点事情想麻烦一下", "家里出了点状况", "都不是", "那个东西弄一下", "我也说不清", "需要帮助", "家里有点乱", "能来一下吗", "帮我一下", "咋整",
    "这个怎么办", "急", "搞不定", "我想弄一下那个", "能不能帮一把", "还有一个", "弄一下", "家里不太好", "有个事要弄", "东西不对劲", "想请人看看", "来个人看看吧",
)  # fmt: skip


@pytest.fixture(scope="session")
def vague(rasa: RunningRasa) -> list[str]:
    """Words of a need that today's model is not sure about, at least three."""
    found = []
    with httpx.Client(base_url=rasa.address.url, params={"token": rasa.address.token}, trust_env=False, timeout=30) as http:
        for text in _VAGUE:
            parse = parse_of(http.post("/model/parse", json={"text": text}).raise_for_status().json())
            if not parse.sure and read(text, parse, START, frozenset("123")).alarm is None:
                found.append(text)
    assert len(found) >= 3, f"the model is unsure of {found} only: give _VAGUE more to choose from"
    return found
