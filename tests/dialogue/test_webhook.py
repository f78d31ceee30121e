"""Webhook mode: the same path behind another door; nobody gets in without the secret."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.telegram import Webhook
from cli.rasa_process import free_port
from tests.dialogue.town import Town

SECRET = "a-secret-that-telegram-shows"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def hooked(closed_town: Town) -> AsyncIterator[tuple[Town, httpx.AsyncClient]]:
    """A town that Telegram calls, and Telegram's own client."""
    webhook = Webhook("https://bot.example.org/telegram", free_port(), SECRET)
    await closed_town.open(webhook=webhook)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{webhook.port}", trust_env=False, timeout=30) as telegram:
        yield closed_town, telegram


async def bring(town: Town, telegram: httpx.AsyncClient, secret: str | None = SECRET) -> list[int]:
    """Bring what waits at Telegram; the answers' codes."""
    headers = {HEADER: secret} if secret is not None else {}
    codes = [(await telegram.post("/telegram", json=update, headers=headers)).status_code for update in town.api.taken()]
    await town.settle()
    return codes


async def test_a_whole_request_over_the_webhook(hooked: tuple[Town, httpx.AsyncClient]) -> None:
    """Words and taps arrive as with polling; the row exists when Telegram gets its 200."""
    town, telegram = hooked
    assert town.api.webhook["secret_token"] == SECRET
    town.api.write(town.wu.chat, "我家厨房水管漏水了")
    assert await bring(town, telegram) == [200]
    card = town.wu.last("ask_category")
    town.api.tap(town.wu.chat, card.code("家中小修"), card.shown.id)
    await bring(town, telegram)
    card = town.wu.last("confirm_card")
    town.api.tap(town.wu.chat, card.code("对"), card.shown.id)
    await bring(town, telegram)
    assert town.wu.new()[-1].key == "resident_card"
    town.lin.sees("offer")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET.upper()])
async def test_a_bad_secret_is_refused(hooked: tuple[Town, httpx.AsyncClient], secret: str | None) -> None:
    """403, and nothing is kept."""
    town, telegram = hooked
    town.api.write(town.wu.chat, "/start")
    assert await bring(town, telegram, secret) == [403]
    assert town.inbox() == []
    town.wu.sees_nothing()


async def test_an_update_brought_twice_is_answered_once(hooked: tuple[Town, httpx.AsyncClient]) -> None:
    """Telegram repeats what it thinks was not taken."""
    town, telegram = hooked
    town.api.write(town.wu.chat, "/start")
    (update,) = town.api.taken()
    for _ in range(2):
        assert (await telegram.post("/telegram", json=update, headers={HEADER: SECRET})).status_code == 200
    await town.settle()
    town.wu.sees("welcome")


async def test_updates_may_come_out_of_order(hooked: tuple[Town, httpx.AsyncClient]) -> None:
    """The later one first: both are heard, each once, in the order in which they came."""
    town, telegram = hooked
    for words in ("/start", "查进度"):
        town.api.write(town.wu.chat, words)
    first, second = town.api.taken()
    for update in (second, first, second):
        assert (await telegram.post("/telegram", json=update, headers={HEADER: SECRET})).status_code == 200
    await town.settle()
    assert [card.key for card in town.wu.new()][-2:] == ["progress_none", "welcome"]
    assert town.all_answered() and len(town.inbox()) == 2


async def test_an_update_whose_row_cannot_be_kept_is_not_taken(hooked: tuple[Town, httpx.AsyncClient]) -> None:
    """500: Telegram will bring it again."""
    town, telegram = hooked
    town.api.write(town.wu.chat, "/start")
    (update,) = town.api.taken()
    with town.locked_out():
        assert (await telegram.post("/telegram", json=update, headers={HEADER: SECRET})).status_code == 500
    assert town.inbox() == []


@pytest.mark.parametrize(
    "body", ['{"update_id": 1, "message": {"text": "13987654321"', '{"update_id": "13987654321", "message": 7}', "13987654321"]
)
async def test_what_cannot_be_read_is_logged_without_its_words(
    hooked: tuple[Town, httpx.AsyncClient], caplog: pytest.LogCaptureFixture, body: str
) -> None:
    """python-telegram-bot prints the whole update at CRITICAL; not here."""
    caplog.set_level(logging.DEBUG, logger="bot")
    _town, telegram = hooked
    headers: Any = {HEADER: SECRET, "Content-Type": "application/json"}
    assert (await telegram.post("/telegram", content=body, headers=headers)).status_code >= 400
    assert not any("13987654321" in logging.Formatter().format(record) + repr(vars(record)) for record in caplog.get_records("call"))
