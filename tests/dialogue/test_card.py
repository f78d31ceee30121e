"""The one card of a request: edited in place, found again, and what its buttons do; the other cards that are kept right."""

from __future__ import annotations

import pytest

from aid.requests.model import Discontent, Outcome, Status
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town, leak_by_taps


def card_of(who: Someone) -> str:
    """The text of somebody's card as it stands now."""
    return who.last("resident_card").text


def buttons_of(who: Someone, key: str = "resident_card") -> list[str]:
    return [label for label, _ in who.last(key).shown.buttons]


async def test_one_card_from_opened_to_closed(town: Town) -> None:
    """Of all that happens to a request only what must ring comes as a new message; the card says it all, in one place."""
    await leak_by_taps(town)
    assert "正在找邻居" in card_of(town.wu)
    assert buttons_of(town.wu) == ["补充", "改时间", "撤销", "联系楼栋长"]
    await town.lin.taps("接单")
    assert "3号楼的样例·林邻居" in card_of(town.wu)
    await town.lin.taps("我在路上")
    assert "在路上了" in card_of(town.wu)
    await town.lin.taps("我到了")
    await town.lin.taps("办好了")
    assert buttons_of(town.wu) == ["解决了", "还没解决", "解决了一部分", "联系楼栋长"]
    await town.captain.taps("确认办好")
    assert "来问您是不是真解决了" in card_of(town.wu)
    town.wu.sees("resident_accepted", "resident_arrived", "resident_done")
    await town.wu.taps("解决了")
    assert "已办结: 解决了" in card_of(town.wu)
    assert [each.key for each in (town.wu.last("resident_card"),)] == ["resident_card"]
    shown = [each for each in town.api.seen_by(town.wu.chat) if "📌" in each.text]
    assert len(shown) == 1 and shown[0].edits >= 5


async def test_what_changes_nothing_is_not_sent(town: Town) -> None:
    """Telegram is never asked to edit a card into what it already says."""
    await leak_by_taps(town)
    await town.wu.taps("撤销")
    await town.wu.taps("不撤销")
    await town.waits(minutes=25)  # another wave: nothing that a resident sees
    assert not [call for call in town.api.refusals(400) if "not modified" in str(call)]
    assert town.waiting() == []


async def test_adding_words_reaches_whoever_helps(town: Town) -> None:
    """补充, then words: on the holder's card, with a ring for holder and captain."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    for who in (town.wu, town.lin, town.captain):
        who.looks_away()
    await town.wu.taps("补充")
    town.wu.sees("ask_more")
    await town.wu.says("水表在门外左边")
    town.wu.sees("added")
    town.lin.sees("holder_added")
    town.captain.sees("captain_card")
    assert "水表在门外左边" in town.lin.last("holder_card").text


async def test_an_emergency_is_never_an_addition(town: Town) -> None:
    """Whatever was asked last: the number comes first."""
    await leak_by_taps(town)
    await town.wu.taps("补充")
    await town.wu.says("我家着火了")
    assert "119" in town.wu.last("emergency_number").text


async def test_changing_the_time_by_button(town: Town) -> None:
    """改时间 and a tap: on the card, told to who helps, and the clocks are cut to fit."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    town.lin.looks_away()
    await town.wu.taps("改时间")
    assert "明天上午" in buttons_of(town.wu, "ask_new_time")
    town.wu.looks_away()
    await town.wu.taps("明天上午")
    town.wu.sees_nothing()  # the question has become its answer, in place
    assert "时间改成" in town.wu.last("time_changed").text and buttons_of(town.wu, "time_changed") == []
    assert "明天 08:00—12:00" in card_of(town.wu)
    assert "明天 08:00—12:00" in town.lin.sees_one("holder_time_changed").text
    assert "明天 08:00—12:00" in town.lin.last("holder_card").text


async def test_changing_the_time_in_words(town: Town) -> None:
    """「后天下午三点」; words without a time are asked for once more, and then a person reads them."""
    await leak_by_taps(town)
    await town.wu.taps("改时间")
    await town.wu.says("后天下午三点")
    assert "后天 15:00" in card_of(town.wu)
    await town.wu.taps("改时间")
    town.wu.looks_away()
    await town.wu.says("等我女儿回来再说")
    town.wu.sees("ask_new_time")
    await town.wu.says("她没说")
    town.wu.sees("added")
    assert "她没说" in town.request_of(1).words


async def test_times_that_have_passed_are_not_offered(town: Town) -> None:
    """In the evening nobody can tap 今天下午."""
    await leak_by_taps(town)
    await town.waits(hours=9)
    await town.wu.taps("改时间")
    assert "今天下午" not in buttons_of(town.wu, "ask_new_time")
    assert "尽快" in buttons_of(town.wu, "ask_new_time")


async def test_withdrawing_asks_once_more(town: Town) -> None:
    """A slip of the thumb ends nothing; the second tap does, and every card says so."""
    await leak_by_taps(town)
    await town.wu.taps("撤销")
    town.wu.looks_away()
    await town.wu.taps("不撤销")
    town.wu.sees_nothing()
    assert "接着办" in town.wu.last("kept").text
    assert town.status() is Status.OFFERING
    await town.wu.taps("撤销")
    await town.wu.taps("对, 撤销")
    assert town.status() is Status.CANCELLED
    assert "已撤销" in card_of(town.wu) and buttons_of(town.wu) == []
    assert "已撤销" in town.lin.last("offer").text and buttons_of(town.lin, "offer") == []


async def test_reaching_the_captain_from_the_card(town: Town) -> None:
    """联系楼栋长: summary and words for the captain, both ways, silent assistant, and back."""
    await leak_by_taps(town)
    town.wu.looks_away()
    await town.wu.taps("联系楼栋长")
    town.wu.sees("resident_handed_over")
    card = town.captain.sees_one("captain_handoff")
    assert "我家厨房水管漏水了" in card.text
    await town.wu.says("查进度")  # the assistant is silent: this is for the captain
    assert "查进度" in town.captain.sees_one("relayed").text
    await town.captain.says("我十分钟后到", reply_to=card)
    assert "我十分钟后到" in town.wu.last("relayed").text
    assert "700000" not in town.wu.last("relayed").text
    town.wu.looks_away()
    await town.wu.says("说完了")
    town.wu.sees("handed_back")
    await town.wu.says("查进度")
    town.wu.sees("progress")


async def test_not_satisfied_asks_why_with_one_tap(town: Town) -> None:
    """满意吗 no, a reason, and the captain hears it."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("办好了")
    await town.captain.taps("确认办好")
    await town.wu.taps("解决了")
    await town.wu.taps("不满意")
    town.captain.looks_away()
    await town.wu.taps("来得太慢")
    assert "来得太慢" in town.captain.sees_one("captain_why_not").text
    request = town.request_of(1)
    assert (request.outcome, request.satisfied, request.discontent) == (Outcome.SOLVED, False, Discontent.SLOW)


async def test_my_requests_brings_the_card_down(town: Town) -> None:
    """我的求助: the card comes to the foot of the chat, the old one says where it went, and only the new one changes."""
    await leak_by_taps(town)
    old = town.wu.last("resident_card")
    town.wu.looks_away()
    await town.wu.says("我的求助")
    town.wu.sees("my_requests")
    await town.wu.taps("#1 家中小修")
    new = town.wu.sees_one("resident_card")
    assert "移到下面" in old.text and old.shown.buttons == []
    await town.lin.taps("接单")
    assert "已有邻居接单" in new.text
    assert "移到下面" in old.text


async def test_a_card_that_is_gone_is_sent_anew(town: Town) -> None:
    """The resident cleared the chat: the next change brings a new card, once."""
    town.provoked.add(400)
    await leak_by_taps(town)
    card = town.wu.last("resident_card")
    town.api.shown.remove(card.shown)
    await town.lin.taps("接单")
    assert [each.key for each in town.wu.new()] == ["resident_card", "resident_accepted"] or "📌" in card_of(town.wu)
    await town.lin.taps("我在路上")
    assert "在路上了" in card_of(town.wu)


async def test_the_holders_card_loses_door_and_phone_after_closing(town: Town) -> None:
    """Once the captain has confirmed it, the card in the volunteer's chat shows neither any more."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    card = town.lin.last("holder_card")
    assert "501" in card.text
    await town.lin.taps("办好了")
    assert "501" in card.text  # until the captain agrees it may have to be gone back to
    await town.captain.taps("确认办好")
    assert "501" not in card.text and "13800000001" not in card.text
    assert card.shown.buttons == []


async def test_a_lost_offer_says_why_and_wins_its_buttons_back(town: Town) -> None:
    """已有人接单 while somebody has it; when that one cannot come, a yes is welcome again."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    assert "已有人接单" in town.chen.last("offer").text and buttons_of(town.chen, "offer") == []
    await town.lin.taps("我去不了了")
    assert buttons_of(town.chen, "offer") == ["接单", "这次不行"]
    await town.chen.taps("接单")
    town.chen.last("holder_card")
    assert town.status() is Status.ACCEPTED


async def test_an_offer_lost_before_it_was_shown_wakes_nobody(town: Town) -> None:
    """陈大哥's chat had to wait, 林师傅 was quicker: there is nothing left to ask, and nothing is sent."""
    town.silence(town.chen)
    await leak_by_taps(town)
    await town.lin.taps("接单")
    town.request.unreachable.clear()
    await town.waits(minutes=15)
    town.chen.sees_nothing()
    assert town.waiting() == []


@pytest.mark.parametrize("code", ["ra:1", "rm:1", "rd:1:soon", "rq:1", "rk:1", "rc:1", "rv:1", "ry:1:slow"])
async def test_nobody_elses_card_can_be_used(town: Town, code: str) -> None:
    """Each button of the card is the resident's alone; the refusal is in the trail."""
    await leak_by_taps(town)
    await town.he.sends_code(code)
    town.he.sees("tap_refused")
    assert town.trail("tap_refused")


@pytest.mark.parametrize("words", ["查进度", "我的求助", "撤销"])
async def test_commands_need_no_rasa(town: Town, words: str) -> None:
    """In words or by the menu, with Rasa away."""
    await town.he.says(words)
    town.he.sees("progress_none")
    command = {"查进度": "/progress", "我的求助": "/mine", "撤销": "/cancel"}[words]
    await town.he.says(command)
    town.he.sees("progress_none")
