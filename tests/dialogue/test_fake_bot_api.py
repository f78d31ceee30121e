"""The fake behaves and refuses as Telegram documents; the transcripts rest on it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from aid.clock import FixedClock
from tests.dialogue.fake_bot_api import TOKEN, BotApi
from tests.dialogue.fake_request import FakeBotApi

START = datetime.fromisoformat("2026-09-16T09:30:00+08:00")

WU, GROUP = 1, -100


@pytest.fixture
def api() -> BotApi:
    return BotApi(FixedClock(START), chats={WU: "private", 2: "private", GROUP: "group"})


@pytest.fixture
def bot(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> Bot:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it python-telegram-bot 22 warns whenever it reads a 429
    request = FakeBotApi(api)
    return Bot(TOKEN, request=request, get_updates_request=request)


def moved(api: BotApi, **duration: float) -> None:
    assert isinstance(api.clock, FixedClock)
    api.clock.move_to(api.clock.now() + timedelta(**duration))


def keyboard(label: str = "接单", code: str = "oy:1") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=code)]])


async def test_an_update_stays_until_a_higher_offset_confirms_it(api: BotApi, bot: Bot) -> None:
    """Unconfirmed updates are delivered again, confirmed ones never."""
    first, second = api.write(WU, "一"), api.write(WU, "二")
    assert [each.update_id for each in await bot.get_updates()] == [first, second]
    assert [each.update_id for each in await bot.get_updates(offset=first + 1)] == [second]
    assert await bot.get_updates(offset=second + 1) == ()
    assert api.pending() == []


async def test_a_long_poll_waits_for_the_next_update(api: BotApi, bot: Bot) -> None:
    """The answer comes when somebody writes, not before."""
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.01)
    assert not poll.done()
    api.write(WU, "在吗")
    assert (await poll)[0].message.text == "在吗"


async def test_a_second_long_poll_ends_the_first(api: BotApi, bot: Bot) -> None:
    """Two bots on one token: 409."""
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.01)
    api.write(2, "后来的")
    await bot.get_updates()
    with pytest.raises(Conflict):
        await poll


async def test_kinds_not_asked_for_are_not_delivered(api: BotApi, bot: Bot) -> None:
    """allowed_updates holds for what comes after the call that set it."""
    await bot.get_updates(allowed_updates=["message"])
    api.tap(WU, "oy:1", 1)
    assert api.pending() == []


@pytest.mark.parametrize(
    ("count", "chats"),
    [(31, range(10, 41)), (2, [WU, WU]), (21, [GROUP] * 21)],
    ids=["30 a second over all", "1 a second to a chat", "20 a minute to a group"],
)
async def test_too_much_is_answered_429(api: BotApi, bot: Bot, count: int, chats: list[int]) -> None:
    """The message over the limit is refused with the seconds to wait, and taken when they have passed."""
    for chat in chats:
        api.chats.setdefault(chat, "private")
    for chat in list(chats)[:-1]:
        await bot.send_message(chat, "好")
        if chat == GROUP:
            moved(api, seconds=1)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(list(chats)[-1], "好")
    wait = refused.value.retry_after
    moved(api, seconds=wait.total_seconds() if isinstance(wait, timedelta) else wait)
    await bot.send_message(list(chats)[-1], "好")
    assert len(api.shown) == count


async def test_a_chat_may_be_flooded_alone(api: BotApi, bot: Bot) -> None:
    """429 for one chat says nothing about another."""
    api.flooded[WU] = START + timedelta(seconds=30)
    with pytest.raises(RetryAfter):
        await bot.send_message(WU, "好")
    await bot.send_message(2, "好")


@pytest.mark.parametrize(
    ("text", "markup", "why"),
    [
        ("", None, "empty"),
        (" \n\t", None, "empty"),
        ("好" * 4097, None, "too long"),
        ("好", keyboard(code="字" * 22), "BUTTON_DATA_INVALID"),
        ("好", keyboard(label=" "), "text is empty"),
        ("好", InlineKeyboardMarkup([[InlineKeyboardButton("没有码", pay=False)]]), "inline keyboard button"),
        ("好", InlineKeyboardMarkup([[InlineKeyboardButton(str(n), callback_data="x") for n in range(9)]]), "too long"),
    ],
)
async def test_what_telegram_would_refuse_is_refused(bot: Bot, text: str, markup: InlineKeyboardMarkup | None, why: str) -> None:
    """Empty and over-long texts, over-long or missing callback data, a malformed keyboard: 400."""
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.send_message(WU, text, reply_markup=markup)


async def test_64_bytes_and_4096_characters_are_taken(bot: Bot, api: BotApi) -> None:
    """The limits themselves are still good."""
    await bot.send_message(WU, "好" * 4096, reply_markup=keyboard(code="a" * 64))
    assert api.shown[0].buttons == [("接单", "a" * 64)]


async def test_markup_that_is_no_json_is_refused(api: BotApi) -> None:
    """The wire form is judged, not python-telegram-bot's objects."""
    code, body = await api.call("sendMessage", {"chat_id": "1", "text": "好", "reply_markup": "{inline_keyboard"})
    assert (code, "can't parse" in body["description"]) == (400, True)


async def test_who_blocked_us_and_who_is_gone_is_403(api: BotApi, bot: Bot) -> None:
    """A blocked bot and a deleted account are told apart from an unknown chat, which is 400."""
    api.blocked.add(WU)
    api.deactivated.add(2)
    for chat, why in ((WU, "blocked"), (2, "deactivated")):
        with pytest.raises(Forbidden, match=f"(?i){why}"):
            await bot.send_message(chat, "好")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(999, "好")


async def test_an_edit_must_change_something_that_exists(api: BotApi, bot: Bot) -> None:
    """An edit that changes nothing, one of a message that is not there, and a good one."""
    sent = await bot.send_message(WU, "要吗", reply_markup=keyboard())
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_reply_markup(WU, sent.message_id, reply_markup=keyboard())
    with pytest.raises(BadRequest, match=r"(?i)to edit not found"):
        await bot.edit_message_text("?", WU, 999)
    await bot.edit_message_reply_markup(WU, sent.message_id)
    await bot.edit_message_text("好了", WU, sent.message_id)
    assert (api.shown[0].text, api.shown[0].buttons, api.shown[0].edits) == ("好了", [], 2)


async def test_a_file_stays_what_it_came_as(api: BotApi, bot: Bot) -> None:
    """By its id a document is shown as a document, and as nothing else."""
    api.write(WU, document={"file_id": "f1", "file_unique_id": "u1"})
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Document as Photo"):
        await bot.send_photo(WU, "f1")
    assert (await bot.send_document(WU, "f1", caption="这个")).message_id
    assert api.shown[-1].text == "[document f1] 这个"


async def test_a_tap_can_be_answered_for_a_minute(api: BotApi, bot: Bot) -> None:
    """After that, and for an id that is none: "query is too old"."""
    api.tap(WU, "oy:1", 1)
    query = (await bot.get_updates())[0].callback_query
    assert query is not None
    assert await bot.answer_callback_query(query.id)
    moved(api, seconds=61)
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(query.id)


async def test_commands_are_checked_and_kept_by_scope(api: BotApi, bot: Bot) -> None:
    """A name with capitals is refused."""
    await bot.set_my_commands([BotCommand("start", "重新开始")])
    assert api.commands == {"default": ["start"]}
    with pytest.raises(BadRequest, match=r"(?i)COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand("Start", "x")])


async def test_chat_actions_are_checked(bot: Bot) -> None:
    """「正在输入」 is one of few."""
    assert await bot.send_chat_action(WU, "typing")
    with pytest.raises(BadRequest, match=r"(?i)parameter action"):
        await bot.send_chat_action(WU, "thinking")


async def test_a_wrong_token_is_401(api: BotApi) -> None:
    """As with a token that BotFather revoked."""
    bot = Bot("1:wrong", request=FakeBotApi(api))
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_any_other_method_or_parameter_is_a_surprise(api: BotApi, bot: Bot) -> None:
    """The fixture of the transcripts fails on it."""
    with pytest.raises(TelegramError):
        await bot.send_dice(WU)
    with pytest.raises(TelegramError):
        await bot.send_message(WU, "<b>", parse_mode="HTML")
    assert api.surprises == ["sendDice ['chat_id']", "sendMessage ['parse_mode']"]


async def test_the_network_can_be_down(api: BotApi) -> None:
    """Every call then fails as an unreachable host does."""
    request = FakeBotApi(api)
    request.down = True
    with pytest.raises(NetworkError):
        await Bot(TOKEN, request=request).get_me()
