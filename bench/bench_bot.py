"""`make bench-bot`: from update in to reply out through the real Application, against stock Rasa; two hundred at once; the relay.

Everything in one run on one machine: our bot in this process under the fake Bot API, the real Rasa beside it. `N=1000`.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from rich.console import Console
from rich.table import Table

from actions.turns import all_actions
from aid.delivery.service import post
from aid.store.work import Unit
from bot.endpoint import Endpoint, endpoint_app
from tests.dialogue.running_rasa import RunningRasa
from tests.dialogue.founded import Founded
from tests.dialogue.town import Town

console = Console(width=100)
MANY = int(os.environ.get("N", "1000"))
PROBES = int(os.environ.get("PROBES", "200"))
AT_ONCE = 200
RELAYED = 300
ANSWER, NOTED = "我在呢", "按先后一个一个来"
WORDS = "你好呀"  # small talk: one turn of Rasa, one action, one answer


class Empty(Action):
    """An action that does nothing: what stock Rasa costs by itself."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return []


def spread(seconds: Sequence[float]) -> tuple[str, str]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return f"{statistics.median(ordered) * 1000:.0f}", f"{ordered[int(len(ordered) * 0.95) - 1] * 1000:.0f}"


def answers_in(town: Town, chat: int) -> int:
    return sum(ANSWER in each.text for each in town.api.seen_by(chat))


async def answered_in(town: Town, chat: int) -> float:
    """Seconds from an update at Telegram to the full answer in that chat."""
    before = answers_in(town, chat)
    town.clock.move_to(town.clock.now() + timedelta(seconds=10))  # nobody writes faster than that for long
    began = time.perf_counter()
    town.api.write(chat, WORDS)
    while answers_in(town, chat) == before:
        await asyncio.sleep(0.0005)  # measured from outside: no event of the bot's is trusted
    took = time.perf_counter() - began
    await town.settle()
    return took


async def newcomer(town: Town, chat: int) -> float:
    """The same for somebody's first words: Telegram lets nobody write before they have tapped 开始."""
    town.api.write(chat, "/start")
    await town.settle()
    return await answered_in(town, chat)


@dataclass(frozen=True)
class AtOnce:
    """Two hundred who have begun write in the same moment: when the last of them had a first word (「收到」, or the answer itself)
    and the first and the last full answer came, in seconds; how many had 「收到」 first, and by how many places at most an
    answer came earlier or later than its turn."""

    last_word: float
    first: float
    last: float
    noted: int
    displaced: int


async def at_once(town: Town) -> AtOnce:
    """See AtOnce."""
    chats = [860_000_000 + number for number in range(AT_ONCE)]
    for at in range(0, AT_ONCE, 20):
        for chat in chats[at : at + 20]:
            town.api.write(chat, "/start")
        await town.settle()
        town.clock.move_to(town.clock.now() + timedelta(minutes=1))
    looked = len(town.api.shown)
    began, start = time.perf_counter(), town.clock.now()
    for chat in chats:
        town.api.write(chat, WORDS)
    word: dict[int, float] = {}
    full: dict[int, float] = {}
    noted = 0
    while len(full) < AT_ONCE:
        await asyncio.sleep(0.02)  # as above
        now = time.perf_counter() - began
        town.clock.move_to(start + timedelta(seconds=now))  # the limits of Telegram count real seconds
        assert town.bot is not None
        town.bot.relay.wake()
        for shown in town.api.shown[looked:]:
            looked += 1
            if shown.chat in chats:
                noted += shown.chat not in word and NOTED in shown.text
                word.setdefault(shown.chat, now)
                if ANSWER in shown.text:
                    full[shown.chat] = now
    displaced = max(abs(place - chats.index(chat)) for place, chat in enumerate(full))  # in the order in which they came
    return AtOnce(max(word.values()), min(full.values()), max(full.values()), noted, displaced)


async def relay_rate(town: Town) -> float:
    """Messages a second from committed row to Telegram, the limits of Telegram left out."""
    assert town.bot is not None
    for sender in town.bot._senders.values():
        sender.limits = None

    def write(unit: Unit) -> None:
        for number in range(RELAYED):
            unit.cause = f"bench:{number}"
            post(unit, town.person(town.he).id, "progress_none")

    before = len(town.api.shown)
    town.api.limits = False
    began = time.perf_counter()
    town.work.write("bench", write)
    while len(town.api.shown) < before + RELAYED:
        await asyncio.sleep(0.005)  # as above
    return RELAYED / (time.perf_counter() - began)


async def stock(rasa: RunningRasa, sender: str, times: int) -> list[float]:
    """Turns of stock Rasa over its REST channel, one after another, in seconds."""
    took = []
    async with httpx.AsyncClient(base_url=rasa.address.url, params={"token": rasa.address.token}, trust_env=False, timeout=30) as http:
        for _ in range(times):
            began = time.perf_counter()
            answer = await http.post("/webhooks/rest/webhook", json={"sender": sender, "message": WORDS, "metadata": {"inbox_id": 0}})
            answer.raise_for_status()
            took.append(time.perf_counter() - began)
    return took


async def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bench-bot-"))
    founded = Founded.new(folder)
    rasa = await asyncio.to_thread(RunningRasa.start, folder)
    table = Table("", "中位 (毫秒)", "p95 (毫秒)", title="从收到一句话到答出去")
    try:
        town = Town(founded)
        await town.open(rasa.address, rasa.action_port)
        await answered_in(town, town.he.chat)  # the first turn of all warms everything
        for _ in range(MANY):
            await answered_in(town, town.wu.chat)
        new, old = [], []
        for number in range(PROBES):  # one of each in turn: whatever else the machine does meets both
            new.append(await newcomer(town, 850_000_000 + number))
            old.append(await answered_in(town, town.wu.chat))
        table.add_row("新居民", *spread(new))
        table.add_row(f"同一位居民说过 {MANY} 句以后", *spread(old))
        growth = statistics.median(old) / statistics.median(new)
        console.print(f"说过 {MANY} 句以后是新居民的 {growth:.2f} 倍 (上限 1.20): {'✓' if growth <= 1.2 else '✗'}")
        crowd = await at_once(town)
        rate = await relay_rate(town)
        console.print(
            f"{AT_ONCE} 人同一刻写来: 每人最晚 {crowd.last_word:.1f} 秒得到第一句回话 ({crowd.noted} 人先得到「收到」), "
            f"第一个完整回答 {crowd.first:.1f} 秒, 最后一个 {crowd.last:.1f} 秒; 离先来后到的次序最多差 {crowd.displaced} 位"
        )
        console.print(f"发件: 每秒 {rate:.0f} 条 (不算 Telegram 自己的限制)")
        await town.close()
        empty = Endpoint(endpoint_app([Empty(each.name()) for each in all_actions(town.work)]), rasa.action_port)
        await empty.start()
        await stock(rasa, "same", MANY)
        plain, grown = [], []
        for number in range(PROBES):
            plain += await stock(rasa, f"new-{number}", 1)
            grown += await stock(rasa, "same", 1)
        table.add_row("原装 Rasa 的 REST, 空动作, 新会话", *spread(plain))
        table.add_row(f"原装 Rasa, 同一会话 {MANY} 句以后", *spread(grown))
        await empty.stop()
        town.shut()
    finally:
        rasa.stop()
    console.print(table)


if __name__ == "__main__":
    asyncio.run(main())
