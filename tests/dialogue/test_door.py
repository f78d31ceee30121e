"""The door itself: commands, 「正在输入」, the little wheel on a button, and who is asked for what."""

from __future__ import annotations

from tests.dialogue.town import Town, leak_by_taps


async def test_the_menu_of_commands_is_published(town: Town) -> None:
    """For all private chats, with words from the catalogue: in English where the device speaks it."""
    await town.settle()
    everybodys = ["start", "progress", "mine", "cancel", "human", "mydata", "erase", "language", "help"]
    assert town.api.commands == {"all_private_chats": everybodys, "all_private_chats:en": everybodys}
    assert town.api.menus["all_private_chats"]["progress"] == "查进度"
    assert town.api.menus["all_private_chats:en"]["progress"] == "How far is my request?"


async def test_the_menu_of_a_role_stands_in_its_own_chat(town: Town) -> None:
    """Captain, secretary and volunteer find their commands first; a resident has the menu of all, and nothing is set twice."""
    for who in (town.captain, town.secretary, town.lin, town.he, town.lin):
        await who.says("查进度")
    menus = {scope: commands[:4] for scope, commands in town.api.commands.items() if scope.startswith("chat")}
    assert menus == {
        f"chat:{town.captain.chat}": ["todo", "file", "volunteers", "start"],
        f"chat:{town.secretary.chat}": ["todo", "file", "volunteers", "invite"],
        f"chat:{town.lin.chat}": ["settings", "thanks", "start", "progress"],
    }
    assert [call.method for call in town.api.calls].count("setMyCommands") == 5


async def test_typing_is_shown_before_the_answer(town: Town) -> None:
    """Whoever writes sees at once that somebody is at work."""
    await town.wu.starts()
    methods = [call.method for call in town.api.calls if call.params.get("chat_id") == str(town.wu.chat)]
    assert methods == ["sendChatAction", "sendMessage"]


async def test_every_tap_is_acknowledged(town: Town) -> None:
    """The wheel on the button stops, whatever the tap was worth."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.sends_code("forged")
    taps = [call for call in town.api.calls if call.method == "answerCallbackQuery"]
    assert len(taps) == 4
    assert {call.code for call in taps} == {200}


async def test_a_failing_acknowledgement_changes_nothing(town: Town) -> None:
    """Blocked between tap and answer: the row has what counts."""
    town.provoked |= {403, 400}
    await leak_by_taps(town)
    card = town.lin.last("offer")
    town.api.tap(town.lin.chat, card.code("接单"), card.shown.id)
    town.api.blocked.add(town.lin.chat)
    await town.settle()
    assert town.trail("accepted")


async def test_a_tap_under_a_message_of_somebody_else(town: Town) -> None:
    """A forged message id loses nobody's buttons."""
    await leak_by_taps(town)
    other = town.chen.last("offer")
    await town.lin.sends_code(town.lin.last("offer").code("这次不行"), other.shown.id)
    assert other.shown.buttons == list(other.buttons)


async def test_nothing_but_what_the_door_needs_is_asked_of_telegram(town: Town) -> None:
    """Private messages and taps only; no webhook is left behind by somebody's experiment."""
    await leak_by_taps(town)
    assert {call.method for call in town.api.calls} == {
        "getMe", "deleteWebhook", "setMyCommands", "sendChatAction", "sendMessage", "answerCallbackQuery", "editMessageReplyMarkup",
    }  # fmt: skip
