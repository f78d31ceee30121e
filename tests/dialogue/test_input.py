"""Whatever a person may send: each gets a clear answer, nothing is half-written. Without Rasa; what Rasa hears is at the end."""

from __future__ import annotations

import pytest

from aid.requests.model import Status
from tests.dialogue.someone import Card
from tests.dialogue.town import Town

LEAK = "我家厨房水管漏水了"
STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]


async def test_start_says_who_we_are(town: Town) -> None:
    """First contact: what we do, what is kept, the numbers for emergencies, one button."""
    newcomer = town.newcomer()
    await newcomer.starts()
    card = newcomer.sees_one("welcome")
    assert all(word in card.text for word in ("金辉华府", "120", "加密"))
    await newcomer.taps("知道了")
    newcomer.sees("welcome_agreed")
    assert town.person(newcomer).consent_at is not None
    assert card.shown.buttons == []


async def test_start_in_all_its_forms(town: Town) -> None:
    """With the bot's name, in capitals."""
    for text in ("/start", "/START", "/start@wobanglin_bot", "/start "):
        await town.he.says(text)
        assert [card.key for card in town.he.new()] == ["welcome"], text


async def test_a_deep_link_that_is_no_invitation(town: Town) -> None:
    """The payload is read as an invitation; a made-up one is refused in words and nobody gets a role."""
    await town.he.says("/start abc123")
    town.he.sees("invitation_refused")


async def test_start_in_mid_form_loses_nothing(town: Town) -> None:
    """The welcome again; the form's buttons still work."""
    await town.wu.says(LEAK)
    await town.wu.starts()
    await town.wu.taps("家中小修")
    assert town.wu.new()[-1].key == "confirm_card"


async def test_what_has_no_words_is_answered(town: Town) -> None:
    """Sticker, dice: please use words."""
    for what in ({"sticker": STICKER}, {"dice": {"emoji": "🎲", "value": 3}}):
        await town.wu.sends(**what)
        assert [card.key for card in town.wu.new()] == ["not_text"], what
    assert town.all_answered()


async def test_a_picture_with_words_counts_by_its_words(town: Town) -> None:
    """The caption begins the request."""
    await town.wu.sends(photo=PHOTO, caption=LEAK)
    assert town.wu.new()[-1].key == "ask_category"
    await town.wu.taps("家中小修")
    assert LEAK in town.request_of(1).words


async def test_signs_without_words_are_asked_for_words(town: Town) -> None:
    """Emoji, punctuation, invisible and control characters."""
    for text in ("😀😀😀", "👍", "。。。", "🏠🔥", "\u200b", "\u202e\u202d", "\x00\x01\x02"):
        await town.wu.says(text)
        assert [card.key for card in town.wu.new()] == ["not_text"], ascii(text)
    assert town.requests() == []


async def test_four_thousand_and_ninety_six_characters(town: Town) -> None:
    """The longest message that Telegram delivers is kept whole, and every card about it stays within the limit."""
    text = (LEAK + ", 请来看看。") * 600
    text = text[:4096]
    await town.wu.says(text)
    await town.wu.taps("家中小修")
    await town.wu.taps("对")
    town.wu.looks_away()
    assert town.request_of(1).words == text
    await town.lin.taps("接单")
    card: Card = town.lin.last("holder_card")
    first = town.api.seen_by(town.lin.chat)[-2]
    assert max(len(first.text), len(card.text)) <= 4096
    assert "请来看看" in card.text
    assert card.buttons and not first.buttons


async def test_control_characters_do_no_harm(town: Town) -> None:
    """Among words they are dropped."""
    await town.wu.says("我家\x00厨房\u202e水管\x07漏水了")
    await town.wu.taps("家中小修")
    assert "\x00" not in town.request_of(1).words
    assert "\u202e" not in town.request_of(1).words


async def test_other_tongues_get_the_menu(town: Town) -> None:
    """Words that we may not understand are kept and the categories shown."""
    tongues = {
        "wu": "My kitchen pipe is leaking, please help",
        "he": "水道管が漏れています",
        "stranger": "Труба течёт",
        "lin": "我家水管漏水🙏",
    }
    for name, text in tongues.items():
        await getattr(town, name).says(text)
        assert getattr(town, name).new()[-1].key == "ask_category", text
    assert sorted(each.words for each in town.requests()) == sorted(tongues.values())


async def test_commands_to_rasa_are_plain_words(town: Town) -> None:
    """Nothing typed drives Rasa or raises an alarm; with Rasa away they are words like any."""
    for text in ("/restart", '/emergency{"x":1}', '/repair_home{"category":"pet"}', "/tap", "/session_start", "//tap", "/"):
        await town.wu.says(text)
        assert town.wu.new()[-1].key in ("ask_category", "not_text"), text
    assert all(each.urgency.value != "emergency" for each in town.requests())
    assert town.all_answered()


async def test_an_update_delivered_twice_is_answered_once(town: Town) -> None:
    """Telegram repeats itself after troubles of its own: one row, one answer."""
    content = {"message_id": 900, "date": 1, "chat": {"id": town.wu.chat, "type": "private"}, "from": {"id": town.wu.chat, "is_bot": False,
               "first_name": "吴"}, "text": "/start"}  # fmt: skip
    update = town.api.deliver("message", content)
    await town.settle()
    town.api.deliver_again(update, "message", content)
    await town.settle()
    town.wu.sees("welcome")
    assert len(town.inbox()) == 1


async def test_channels_and_groups_are_no_business_of_ours(town: Town) -> None:
    """Nothing is kept of them, nothing is said."""
    group = {"id": -42, "type": "group", "title": "三号楼"}
    sender = {"id": town.wu.chat, "is_bot": False, "first_name": "吴"}
    base = {"message_id": 901, "date": 1, "text": LEAK}
    town.api.deliver("channel_post", base | {"chat": {"id": -43, "type": "channel", "title": "x"}})
    town.api.deliver("message", base | {"chat": group, "from": sender})
    await town.settle()
    assert town.inbox() == []
    town.wu.sees_nothing()


async def test_nobody_on_any_post_is_said_honestly(town: Town) -> None:
    """A compound without captain and secretary: the hotline instead of a promise."""
    town.vacate_posts()
    await town.wu.says("我家着火了")
    assert "12345" in town.wu.sees_one("nobody_on_post").text
    assert town.all_answered()


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
@pytest.mark.parametrize("text", ["/restart", '/emergency{"x":1}', '/repair_home{"category":"pet"}', "/tap", "/session_start", "/cancel_x"])
async def test_rasa_hears_commands_as_words(rasa_town: Town, text: str) -> None:
    """With Rasa there: no restart, no slot, no alarm by typing; an answer all the same."""
    await rasa_town.wu.says(LEAK)
    rasa_town.wu.sees("confirm_card")
    await rasa_town.wu.says(text)
    assert rasa_town.wu.new()
    request = rasa_town.request_of(1)
    assert (request.category, request.status) == ("repair_home", Status.RECEIVED)
    await rasa_town.wu.says("对")
    assert rasa_town.status() is Status.OFFERING


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
@pytest.mark.parametrize("text", ["La tubería gotea", "asdfghjkl", "1234567890" * 3, ("水管漏水, " * 800)[:4096]])
async def test_strange_words_through_rasa(rasa_town: Town, text: str) -> None:
    """Foreign, random, digits, 4,096 characters: one answer, in one turn, no trouble."""
    await rasa_town.wu.says(text)
    keys = [card.key for card in rasa_town.wu.new()]
    assert len(keys) == 1
    assert keys[0] not in ("please_wait", "trouble")


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
@pytest.mark.parametrize(
    ("command", "key"), [("/progress", "progress_none"), ("/cancel", "progress_none"), ("/human", "resident_handed_over")]
)
async def test_commands_of_the_menu_mean_their_words(rasa_town: Town, command: str, key: str) -> None:
    """查进度, 撤销求助, 找真人: tapped in the menu or typed, the same."""
    await rasa_town.wu.says(command)
    rasa_town.wu.sees(key)
