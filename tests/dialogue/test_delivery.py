"""What Telegram refuses and what the network swallows: rescheduled, given up, told to the captain; never lost, never held."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from aid.delivery.model import OutboxMessage
from aid.requests.model import Status
from aid.store.work import Unit
from bot.telegram import RefusedToken
from tests.dialogue.town import Town, leak_by_taps


async def test_a_429_for_one_chat_holds_no_other(town: Town) -> None:
    """林师傅's chat must wait half a minute: 陈大哥's offer and the resident's answer go out at once."""
    town.provoked.add(429)
    town.api.flooded[town.lin.chat] = town.clock.now() + timedelta(seconds=60)
    await leak_by_taps(town)
    town.lin.sees_nothing()
    town.chen.sees("offer")
    assert town.waiting() == ["offer"]
    await town.waits(seconds=61)
    town.lin.sees("offer")
    assert town.waiting() == []


async def test_a_429_is_waited_for_as_long_as_telegram_says(town: Town) -> None:
    """One refused call, not one a second."""
    town.provoked.add(429)
    town.api.flooded[town.wu.chat] = town.clock.now() + timedelta(minutes=5)
    await town.wu.starts()
    await town.waits(minutes=4)
    assert len(town.api.refusals(429)) == 1
    await town.waits(minutes=2)
    town.wu.sees("welcome")


async def test_after_a_429_a_chat_keeps_its_order(town: Town) -> None:
    """What was written first arrives first, also when it was the one that had to wait."""
    town.provoked.add(429)
    town.api.flooded[town.wu.chat] = town.clock.now() + timedelta(seconds=30)
    await town.wu.says("我家着火了")
    await town.wu.starts()
    town.wu.sees_nothing()
    await town.waits(seconds=40)
    town.wu.sees("emergency_number", "emergency_paged", "welcome")


async def test_messages_to_one_chat_keep_a_second_apart(town: Town) -> None:
    """No 429 is ever provoked by our own pace; three messages take two seconds of the clock."""
    before = town.clock.now()
    for _ in range(3):
        town.api.write(town.wu.chat, "/start")
    await town.settle()
    town.wu.sees("welcome", "welcome", "welcome")
    assert town.clock.now() - before >= timedelta(seconds=2)


async def test_forty_chats_at_once_stay_under_thirty_a_second(town: Town) -> None:
    """The overall limit is kept by waiting, not by being refused."""
    people = [town.newcomer(820_000_000 + number) for number in range(40)]
    for each in people:
        town.api.write(each.chat, "/start")
    await town.settle()
    for each in people:
        each.sees("welcome")
    assert not town.api.refusals(429)


@pytest.mark.parametrize("gone", ["blocked", "deactivated", "unknown"])
async def test_who_cannot_be_reached_is_marked_and_the_captain_told(town: Town, gone: str) -> None:
    """403 for a blocked bot or a deleted account, 400 for a chat that is none: tried once, then a person phones."""
    town.provoked |= {403, 400}
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("我在路上")
    {"blocked": town.api.blocked.add, "deactivated": town.api.deactivated.add, "unknown": town.api.chats.pop}[gone](town.wu.chat)
    town.captain.looks_away()
    await town.lin.taps("我到了")
    town.captain.sees("captain_unreachable")
    assert town.person(town.wu).unreachable_at is not None
    assert ("resident_arrived", "forbidden") in town.failed()


async def test_an_unreachable_volunteer_is_passed_over(town: Town) -> None:
    """林师傅 blocked us: found out with the first offer, not asked for the next request."""
    town.provoked.add(403)
    town.api.blocked.add(town.lin.chat)
    await leak_by_taps(town)
    assert town.person(town.lin).unreachable_at is not None
    await town.he.says("卫生间的水龙头一直滴水")
    await town.he.taps("家中小修")
    await town.he.taps("对")
    assert ("offer", "forbidden") in town.failed()
    assert len(town.failed()) == 1


async def test_whoever_writes_again_can_be_reached_again(town: Town) -> None:
    """Unblocked: the mark goes with the next message."""
    town.provoked.add(403)
    town.api.blocked.add(town.wu.chat)
    await town.wu.starts()
    assert town.person(town.wu).unreachable_at is not None
    town.api.blocked.clear()
    await town.wu.starts()
    assert town.person(town.wu).unreachable_at is None
    town.wu.sees("welcome")


async def test_a_broken_network_is_tried_again(town: Town) -> None:
    """Nothing goes out while Telegram is away; when it is back everything does, in order, once."""
    await leak_by_taps(town)
    town.lin.looks_away()
    town.request.down = True
    await town.on_tap("oy", "lin")
    assert set(town.waiting()) > {"holder_card", "resident_accepted", "captain_accepted"}
    town.request.down = False
    await town.waits(minutes=2)
    town.lin.sees("holder_card")
    town.wu.sees("resident_accepted")
    town.captain.sees("captain_accepted")
    assert town.waiting() == []


async def test_after_a_day_a_message_is_given_up_and_the_captain_told(town: Town) -> None:
    """Telegram away for that one chat for longer than a word can help."""
    await leak_by_taps(town)
    town.silence(town.wu)
    await town.lin.taps("接单")
    town.captain.looks_away()
    await town.waits(hours=26)
    assert ("resident_accepted", "network") in town.failed()
    assert "captain_unreachable" in [card.key for card in town.captain.new()]


async def test_a_message_that_cannot_be_made_holds_no_other(town: Town) -> None:
    """A row whose text does not exist stays behind; the rest of the outbox goes on."""

    def write(unit: Unit) -> None:
        unit.session.add(OutboxMessage(person_id=town.person(town.he).id, key="no_such_text", args={}, cause="test", created_at=unit.now,
                                       due_at=unit.now))  # fmt: skip

    town.work.write("test", write)
    await town.wu.starts()
    town.wu.sees("welcome")
    assert town.waiting() == ["no_such_text"]


async def test_an_update_is_not_confirmed_before_its_row_exists(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """The database is locked for good: Telegram is not told, polling survives, and the message is answered when the lock is gone."""
    async with asyncio.timeout(30):
        with town.locked_out():
            town.api.write(town.wu.chat, "/start")
            while "could not be kept" not in caplog.text:  # until the door has given up once
                await asyncio.sleep(0.05)
            assert town.api.pending()
    async with asyncio.timeout(30):
        while town.api.pending():  # python-telegram-bot's own pause lies between
            await asyncio.sleep(0.05)
    await town.settle()
    town.wu.sees("welcome")
    assert len(town.inbox()) == 1


async def test_unconfirmed_updates_come_again_after_a_kill(town: Town) -> None:
    """The row was committed, the confirmation never sent: the second delivery finds the row and nothing is said twice."""
    await town.wu.starts()
    town.wu.sees("welcome")
    update = town.inbox()[0].update_id
    town.api.deliver_again(int(update), "message", {"message_id": 1, "date": 1, "chat": {"id": town.wu.chat, "type": "private"},
                           "from": {"id": town.wu.chat, "is_bot": False, "first_name": "吴"}, "text": "/start"})  # fmt: skip
    await town.settle()
    town.wu.sees_nothing()


async def test_what_waited_while_the_bot_was_down_is_answered(closed_town: Town) -> None:
    """Messages that lay at Telegram and messages that lay in the outbox: both at the next start."""
    town = closed_town
    town.api.write(town.he.chat, "/start")
    await town.open()
    await town.settle()
    town.he.sees("welcome")
    await leak_by_taps(town)
    await town.close()
    town.api.write(town.wu.chat, "/start")
    town.sleeps(hours=3)
    await town.open()
    await town.waits(hours=4)
    assert "welcome" in [card.key for card in town.wu.new()]
    assert town.status() is Status.WITH_CAPTAIN


async def test_a_start_without_telegram_is_a_start(closed_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """No network at start: clocks and doors run, and Telegram is joined when it answers."""
    monkeypatch.setattr("bot.telegram.PAUSES", (0.05,))
    town = closed_town
    town.request.down = True
    town.api.write(town.wu.chat, "/start")
    await town.open()
    await asyncio.sleep(0.2)
    town.request.down = False
    await town.settle()
    town.wu.sees("welcome")


async def test_a_token_that_telegram_does_not_know(closed_town: Town) -> None:
    """One clear line that names the setting."""
    closed_town.request._token = "1:another"
    with pytest.raises(RefusedToken, match="WOBANGLIN_TELEGRAM_TOKEN"):
        await closed_town.open()


async def test_the_weekly_report_comes_as_a_document(town: Town) -> None:
    """On Monday morning captain and secretary get a PDF with a caption, once; a resident gets none; a 429 delays it and loses nothing."""
    await leak_by_taps(town)
    await town.waits(days=4, hours=22)  # Monday 07:30
    for someone in (town.captain, town.secretary, town.wu):
        someone.looks_away()
    town.provoked.add(429)
    town.api.flooded[town.captain.chat] = town.clock.now() + timedelta(hours=1)
    await town.waits(hours=2)
    for someone in (town.captain, town.secretary):
        shown = someone.last("report_week").shown
        assert shown.document is not None and "9月14日—9月20日" in shown.text
        name, content = shown.document
        assert name == "金辉华府报告-2026-09-14-2026-09-20.pdf" and content.startswith(b"%PDF")
    assert [card.key for card in town.captain.new()].count("report_week") == 1
    assert "report_week" not in {card.key for card in town.wu.new()}
