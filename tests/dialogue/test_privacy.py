"""A marked phone number goes through every failure; no log record, no line of Rasa's, no terminal output ever shows it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from sqlalchemy import text

from actions.turns import Hear, Say, all_actions
from aid.conversations.model import Conversation
from aid.delivery.model import OutboxMessage
from aid.people.model import Person
from aid.store.work import Unit, Work
from cli.main import set_up_logging
from tests.dialogue.impostor import Impostor, Manner
from tests.dialogue.running_rasa import RunningRasa
from tests.dialogue.town import NO_RASA, Town, leak_by_taps

PHONE = "13987654321"
MARKED = ("13987654321", "9876543", "芝麻开门")
WORDS = f"我家厨房水管漏水了, 打 {PHONE} 找我, 口令芝麻开门"
OURS = ("aid", "bot", "actions", "cli")


@pytest.fixture(autouse=True)
def nothing_shown(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Everything is logged as in production, our own loggers at DEBUG; at the end all of it is searched."""
    noisy = {
        name: logging.getLogger(name).level for name in ("httpx", "apscheduler", "telegram", "sanic", "rasa_sdk", "alembic", "stamina")
    }
    set_up_logging()
    for name in OURS:
        caplog.set_level(logging.DEBUG, logger=name)
    yield
    shown = "".join(capfd.readouterr())
    records = [record for phase in ("setup", "call", "teardown") for record in caplog.get_records(phase)]
    logged = "\n".join(logging.Formatter().format(record) + repr(vars(record)) for record in records)
    for name, level in noisy.items():
        logging.getLogger(name).setLevel(level)
    assert not [mark for mark in MARKED if mark in shown + logged]


@pytest.fixture(autouse=True)
async def nothing_in_clear(closed_town: Town) -> Any:
    """Nor does the database file hold it in clear, or the trail in any way."""
    yield
    await closed_town.close()

    def trail(unit: Unit) -> str:
        rows = unit.session.execute(text("select facts, kind, cause from audit_event")).all()
        return json.dumps([[str(cell) for cell in row] for row in rows], ensure_ascii=False)

    assert not [mark for mark in MARKED if mark in closed_town.read(trail)]
    kept = b"".join(path.read_bytes() for path in closed_town.folder.glob("town.db*"))
    assert not [mark for mark in MARKED if mark.encode() in kept]


class BrokenHear(Hear):
    """Fails with the resident's words in its mouth."""

    async def turn(self, tracker: Tracker) -> list[EventType]:
        raise ValueError(f"cannot read {tracker.latest_message.get('text')}")


def with_bug(name: str, raising: Callable[[Unit, str], None]) -> Callable[[Work], list[Action]]:
    """All actions, this one's service replaced."""
    return lambda work: [Say(work, name, raising) if each.name() == name else each for each in all_actions(work)]


def bug(unit: Unit, conversation_id: str) -> None:
    known = unit.session.get_one(Conversation, conversation_id).known
    raise RuntimeError(f"a bug: {known}")


async def test_no_failure_at_all(closed_town: Town) -> None:
    """The plain way first: menu, offer, acceptance, cards with door and phone."""
    await closed_town.open()
    await closed_town.wu.says(WORDS)
    await closed_town.wu.taps("家中小修")
    await closed_town.wu.taps("对")
    await closed_town.lin.taps("接单")
    assert "芝麻开门" in closed_town.lin.last("holder_card").text


async def test_bad_taps(closed_town: Town) -> None:
    """Callback data may carry anything."""
    await closed_town.open()
    for code in (PHONE, f"oy:{PHONE}", f"kc:{PHONE}:repair_home", f"kp:x:{PHONE}", f"rw:{PHONE}", f"oy:{PHONE}x", f"zz:{PHONE}"):
        await closed_town.wu.sends_code(code)
        assert [card.key for card in closed_town.wu.new()] == ["tap_refused"], code


@pytest.mark.parametrize("manner", Manner)
async def test_rasa_failing(closed_town: Town, manner: Manner) -> None:
    """Down, hanging, rubbish: the words were in the call that failed."""
    async with Impostor(manner) as impostor:
        await closed_town.open(impostor.address, patience=0.3)
        await closed_town.wu.says(WORDS)
        assert closed_town.wu.new()[-1].key == "ask_category"
        await closed_town.close()


@pytest.mark.parametrize("failure", ["blocked", "flooded", "swallowed", "refused", "garbled"])
async def test_sending_failing(closed_town: Town, failure: str) -> None:
    """The card that fails to go out shows door, phone and words."""
    town = closed_town
    town.provoked |= {403, 429, 400}
    await town.open()
    await town.wu.says(WORDS)
    await town.wu.taps("家中小修")
    await town.wu.taps("对")
    card = town.lin.last("offer")
    chat = town.lin.chat
    if failure == "blocked":
        town.api.blocked.add(chat)
    elif failure == "flooded":
        town.api.flooded[chat] = town.clock.now().replace(hour=23)
    elif failure == "swallowed":
        town.silence(town.lin)
    elif failure == "refused":
        town.api.chats.pop(chat)
    else:
        town.request.garbled["sendMessage"] = f'{{"ok": true, "result": "{PHONE}'.encode()
    town.api.tap(chat, card.code("接单"), card.shown.id)
    town.api.chats.pop(chat) if failure == "refused" else None
    await town.waits(hours=3)
    assert town.trail("accepted")


async def test_a_message_that_cannot_be_made(closed_town: Town) -> None:
    """Its arguments would be in the error."""
    town = closed_town
    await town.open()
    await leak_by_taps(town)
    await town.wu.says(WORDS)

    def write(unit: Unit) -> None:
        words = {"inbox": 10**9, "speaker": "resident"}
        unit.session.add(OutboxMessage(person_id=town.person(town.he).id, request_id=1, key="relayed", args=words, cause="test",
                                       created_at=unit.now, due_at=unit.now))  # fmt: skip

    town.work.write("test", write)
    await town.settle()
    assert "relayed" in town.waiting()


async def test_the_database_failing(closed_town: Town) -> None:
    """A table is gone in the middle of a turn: the statement's parameters are the words."""
    town = closed_town
    await town.open()
    assert town.bot is not None
    town.bot.turns._pauses = ()

    def rename(unit: Unit, old: str, new: str) -> None:
        unit.session.execute(text(f"alter table {old} rename to {new}"))

    town.work.write("test", rename, "conversation", "gone")
    town.api.write(town.wu.chat, WORDS)
    await town.bot_rests()
    town.work.write("test", rename, "gone", "conversation")
    assert not town.all_answered()
    await town.close()
    await town.open()
    await town.settle()
    assert town.all_answered()
    assert town.wu.new()[-1].key == "ask_category"


async def test_the_inbox_failing(closed_town: Town) -> None:
    """The row with the words cannot be written."""
    await closed_town.open()
    with closed_town.locked_out():
        closed_town.api.write(closed_town.wu.chat, WORDS)
        await closed_town.breathe(0.5)
    await closed_town.settle()
    assert closed_town.wu.new()[-1].key == "ask_category"


async def test_forgetting_failing(closed_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be forgotten is in the error; the tick goes on, and tries again."""

    def fail(unit: Unit, person: Person) -> None:
        raise RuntimeError(f"cannot forget {person.id}: {WORDS}")

    town = closed_town
    await town.open()
    await town.wu.says(WORDS)
    with monkeypatch.context() as patched:
        patched.setattr("aid.privacy.forgetting.forget_person", fail)
        await town.wu.says("删除我的数据")
        await town.wu.taps("现在撤销并删除")
        await town.settle()
        assert town.trail("erase_asked") and not town.trail("forgotten")
    await town.settle()
    assert town.trail("forgotten")


@pytest.mark.parametrize("method", ["getUpdates", "getMe"])
async def test_an_answer_of_telegram_that_cannot_be_read(closed_town: Town, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off in the middle of an update: python-telegram-bot would log all of it."""
    monkeypatch.setattr("bot.telegram.PAUSES", (0.05,))
    town = closed_town
    town.request.garbled[method] = f'{{"ok": true, "result": [{{"update_id": 1, "message": {{"text": "{WORDS}'.encode()
    await town.open()
    town.api.write(town.wu.chat, "/start")
    await town.settle()
    town.wu.sees("welcome")


async def test_an_update_of_a_strange_shape(closed_town: Town) -> None:
    """Fields that no library expects, around our words."""
    town = closed_town
    await town.open()
    town.api.deliver("message", {"message_id": 1, "date": 1, "chat": {"id": town.wu.chat, "type": "private"}, "from": {"id": town.wu.chat,
                     "is_bot": False, "first_name": PHONE}, "text": WORDS, "brand_new": {"x": PHONE}})  # fmt: skip
    await town.settle()
    assert town.wu.new()[-1].key == "ask_category"


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
@pytest.mark.parametrize("where", ["hears", "asks", "opens"])
async def test_an_action_raising(closed_town: Town, rasa: RunningRasa, where: str) -> None:
    """Rasa prints a failed turn's words itself, unless the action's failure is silent; its log is searched too."""
    town = closed_town
    before = len(rasa.log.read_bytes())
    actions: Callable[[Work], list[Action]] = {
        "hears": lambda work: [BrokenHear(work) if each.name() == "action_validate_slot_mappings" else each for each in all_actions(work)],
        "asks": with_bug("action_ask_confirmed", bug),
        "opens": with_bug("action_open_request", bug),
    }[where]
    await town.open(rasa.address, rasa.action_port, actions=actions)
    await town.wu.says(WORDS)
    await town.wu.says("对")
    assert town.wu.new()
    assert town.all_answered()
    said = rasa.log.read_bytes()[before:].decode(errors="replace")
    assert not [mark for mark in MARKED if mark in said]


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
async def test_the_action_endpoint_away(closed_town: Town, rasa: RunningRasa) -> None:
    """Rasa cannot reach its actions: it logs that, and not what was said."""
    town = closed_town
    before = len(rasa.log.read_bytes())
    await town.open(rasa.address, 0)  # the bot listens elsewhere than where Rasa looks for it
    await town.wu.says(WORDS)
    assert town.wu.new()[-1].key == "ask_category"
    said = rasa.log.read_bytes()[before:].decode(errors="replace")
    assert not [mark for mark in MARKED if mark in said]


async def test_doors_shut_and_open(closed_town: Town) -> None:
    """Stopped with a message in hand, started again."""
    town = closed_town
    await town.open(NO_RASA)
    town.api.write(town.wu.chat, WORDS)
    await town.close()
    await town.open(NO_RASA)
    await town.settle()
    assert town.wu.new()[-1].key == "ask_category"
