"""找真人 from somebody whose request is open: its captain comes, with what was said, and nothing new begins."""

from __future__ import annotations

import pytest

from aid.requests.model import Status
from tests.dialogue.town import Town, leak_by_taps


async def second_by_taps(town: Town) -> None:
    """吴阿姨 opens another one."""
    await town.wu.says("帮我去驿站拿个快递")
    await town.wu.taps("新的求助")
    if town.wu.last_key() == "ask_category":
        await town.wu.taps("跑腿代办")
    await town.wu.taps("对")
    for who in (town.wu, town.captain):
        who.looks_away()
    assert len(town.requests()) == 2


@pytest.mark.parametrize("words", ["找真人", "我要找楼栋长", "talk to a person", "/human"])
async def test_the_captain_of_the_open_request_comes(town: Town, words: str) -> None:
    """One request, one captain: the hand-off has the summary and what was said, and no second request begins."""
    await leak_by_taps(town)
    await town.waits(hours=1)
    town.captain.looks_away()
    town.wu.looks_away()
    await town.wu.says(words)
    assert [card.request for card in town.wu.new() if card.key == "resident_handed_over"] == [1]
    card = town.captain.last("captain_handoff")
    assert "求助 #1「家中小修」" in card.text and "3号楼2单元501" in card.text and "电话: 13800000001" in card.text
    assert "居民: 我家厨房水管漏水了" in card.text and "助手: 请居民核对" in card.text
    assert len(town.requests()) == 1
    await town.captain.says("我一会儿上来", reply_to=card)
    assert "我一会儿上来" in town.wu.last("relayed").text
    await town.wu.says("好, 我等您")
    assert "好, 我等您" in town.captain.last("relayed").text


async def test_what_was_said_about_something_else_is_not_shown(town: Town) -> None:
    """Words between the conversation and the call for a person belonged to no talk about this request."""
    await leak_by_taps(town)
    await town.waits(minutes=5)
    await town.wu.says("我的数据")
    await town.waits(minutes=5)
    await town.wu.says("找真人")
    assert "我的数据" not in town.captain.last("captain_handoff").text


async def test_of_several_they_say_which(town: Town) -> None:
    """A button for each and one for something else; a tap brings the captain in about that one."""
    await leak_by_taps(town)
    await second_by_taps(town)
    await town.wu.says("找真人")
    card = town.wu.sees_one("ask_about_which")
    assert card.labels == ["#2 跑腿代办", "#1 家中小修", "另一件事"]
    assert not any(each.key == "captain_handoff" for each in town.captain.new())
    await town.wu.taps("#1 家中小修")
    assert town.wu.sees_one("resident_handed_over").request == 1
    assert card.shown.buttons == []
    assert town.captain.last("captain_handoff").request == 1
    assert len(town.requests()) == 2


async def test_something_else_is_a_request_of_its_own(town: Town) -> None:
    """The captain hears of it at once and asks."""
    await leak_by_taps(town)
    await second_by_taps(town)
    await town.wu.says("找真人")
    await town.wu.taps("另一件事")
    assert town.wu.last("resident_handed_over").request == 3
    assert town.status(3) is Status.WITH_CAPTAIN
    assert town.captain.last("captain_handoff").request == 3
    assert town.request_of(3).words == "找真人"
    await town.wu.presses(town.wu.last("ask_about_which"), "另一件事")
    assert len(town.requests()) == 3


async def test_who_asks_again_gets_a_person_without_buttons(town: Town) -> None:
    """Whoever does not tap is not asked twice: the newest is meant. Later it is asked again."""
    await leak_by_taps(town)
    await second_by_taps(town)
    await town.wu.says("找真人")
    await town.wu.says("找真人")
    assert [(card.key, card.request) for card in town.wu.new()] == [("ask_about_which", None), ("resident_handed_over", 2)]
    await town.wu.taps("说完了")
    await town.waits(minutes=15)
    town.wu.looks_away()
    await town.wu.says("找真人")
    town.wu.sees("ask_about_which")


async def test_a_request_that_has_ended_is_not_offered(town: Town) -> None:
    """Withdrawn meanwhile, it loses its button; of one left there is nothing to choose."""
    await leak_by_taps(town)
    await second_by_taps(town)
    await town.wu.says("找真人")
    old = town.wu.last("ask_about_which")
    await town.wu.sends_code("rw:2")
    town.wu.looks_away()
    await town.wu.presses(old, "#2")
    town.wu.sees("tap_stale")
    await town.waits(minutes=15)
    await town.wu.says("找真人")
    assert town.wu.last("resident_handed_over").request == 1


async def test_the_one_being_put_together_comes_first(town: Town) -> None:
    """Half way through a new one it is the new one that is handed over."""
    await leak_by_taps(town)
    await town.wu.says("帮我去驿站拿个快递")
    await town.wu.taps("新的求助")
    await town.wu.says("找真人")
    assert town.wu.last("resident_handed_over").request == 2


async def test_it_is_asked_in_english(town: Town) -> None:
    """The same question for who reads English."""
    await leak_by_taps(town)
    await second_by_taps(town)
    await town.wu.says("English")
    await town.wu.says("talk to a person")
    card = town.wu.last("ask_about_which")
    assert card.labels == ["#2 Errands", "#1 Small repairs at home", "Something else"]
