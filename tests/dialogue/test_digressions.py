"""Leaving the form in the middle and coming back; an emergency does not come back."""

from __future__ import annotations

import pytest

from aid.requests.model import Status
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("rasa")]

LEAK = "我家厨房水管漏水了"
QUESTIONS = {
    "category": ["ask_category"],
    "place": ["ask_place"],
    "confirmed": ["confirm_card"],
}
DIGRESSIONS = {
    "small talk": ("你好呀", "smalltalk"),
    "thanks": ("谢谢", "smalltalk"),
    "progress": ("查进度", "progress"),
    "cancel": ("我想撤销求助", "which_to_cancel"),
    "out of scope": ("帮我写一篇作文", "out_of_scope"),
}


async def at(question: str, town: Town, vague: list[str]) -> Someone:
    """Somebody who has just been asked this question."""
    who = town.wu if question == "confirmed" else town.stranger
    await who.says(vague[0] if question == "category" else LEAK)
    assert [card.key for card in who.new()] == QUESTIONS[question]
    return who


@pytest.mark.parametrize("digression", DIGRESSIONS)
@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_digression_is_answered_and_the_question_asked_again(
    rasa_town: Town, vague: list[str], question: str, digression: str
) -> None:
    """Whatever was asked, the aside gets its answer first, and then the same question stands."""
    words, key = DIGRESSIONS[digression]
    who = await at(question, rasa_town, vague)
    await who.says(words)
    who.sees(key, *QUESTIONS[question])
    assert rasa_town.status() is Status.RECEIVED


async def test_half_a_word_is_not_refused(rasa_town: Town) -> None:
    """「那个」 in the middle of a request brings the question again and nothing else; 「同意」 after it is small talk."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.looks_away()
    await stranger.says("那个")
    assert [card.key for card in stranger.new()] == ["ask_place"]
    await stranger.says("3号楼2单元502")
    await stranger.says("对")
    stranger.looks_away()
    await stranger.says("同意")
    assert "out_of_scope" not in [card.key for card in stranger.new()]


async def test_what_is_out_of_scope_alone_may_belong_to_what_was_just_opened(rasa_town: Town) -> None:
    """A shopping list sent after its errand is asked about, not refused and lost."""
    wu = rasa_town.wu
    await wu.says("帮我跑一趟菜市场买点菜, 我脚痛")
    await wu.says("对")
    assert rasa_town.status() is not Status.RECEIVED
    wu.looks_away()
    await wu.says("青菜豆腐 再来一斤肉")
    assert wu.last_key() == "ask_add_or_new"
    await wu.taps("补充到 #1")
    assert "再来一斤肉" in rasa_town.request_of(1).words


async def test_the_form_goes_on_after_a_digression(rasa_town: Town) -> None:
    """Small talk, progress, out of scope, and still: place, yes, open; the asides are no part of the request's words."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    for words in ("你好呀", "查进度", "帮我写一篇作文"):
        await stranger.says(words)
    stranger.looks_away()
    await stranger.says("3号楼2单元502")
    stranger.sees("confirm_card")
    await stranger.says("谢谢")
    stranger.sees("smalltalk", "confirm_card")
    await stranger.says("对")
    stranger.sees("resident_card")
    assert rasa_town.request_of(1).words == f"{LEAK}\n3号楼2单元502"


async def test_many_digressions_do_not_call_a_person(rasa_town: Town) -> None:
    """Asides are no failed understandings."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    for _ in range(4):
        await wu.says("查进度")
    assert {card.key for card in wu.new()} == {"confirm_card", "progress"}
    rasa_town.captain.sees_nothing()


async def test_cancelling_in_the_middle_ends_it(rasa_town: Town) -> None:
    """撤销 in words, then the tap on the one request: gone, and the next words begin anew."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.says("我想撤销求助")
    wu.sees("confirm_card", "which_to_cancel", "confirm_card")
    await wu.taps("撤销 #1")
    wu.sees("cancelled")
    assert rasa_town.status() is Status.CANCELLED
    await wu.says("手机不会用微信, 想找人教一下")
    wu.sees("confirm_card")
    assert [each.status for each in rasa_town.requests()] == [Status.CANCELLED, Status.RECEIVED]


async def test_outside_the_form_an_aside_leaves_nothing_behind(rasa_town: Town) -> None:
    """Greeting, progress, cancel and out of scope with nothing open: one answer each, no request, no conversation."""
    wu = rasa_town.wu
    for words, key in (
        ("你好", "smalltalk"),
        ("查进度", "progress_none"),
        ("我想撤销求助", "progress_none"),
        ("帮我写一篇作文", "out_of_scope"),
    ):
        await wu.says(words)
        wu.sees(key)
    assert rasa_town.requests() == []
    assert {each.state.value for each in rasa_town.conversations(wu)} == {"ended"}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_an_emergency_in_mid_form_ends_the_form(rasa_town: Town, vague: list[str], question: str) -> None:
    """The number to call is the first line; the request begun becomes the emergency; nothing is asked on."""
    who = await at(question, rasa_town, vague)
    await who.says("我老伴突然晕倒了叫不醒, 3号楼2单元501")
    card = who.sees("emergency_number", "emergency_paged")[0]
    assert "120" in card.text.splitlines()[0]
    rasa_town.captain.looks_away()
    (request,) = rasa_town.requests()
    assert (request.status, request.urgency.value, request.building) == (Status.WITH_CAPTAIN, "emergency", "3")
    await who.says("谢谢")
    who.sees("smalltalk_busy")


async def test_an_emergency_from_nowhere_asks_where(rasa_town: Town) -> None:
    """Somebody unknown without a place: the secretary is paged and the place asked in the same breath; the answer calls the building."""
    stranger = rasa_town.stranger
    await stranger.says("快来人, 有人晕倒了")
    stranger.sees("emergency_number", "emergency_where")
    rasa_town.secretary.sees("captain_emergency")
    await stranger.says("3号楼2单元502")
    stranger.sees("emergency_paged")
    rasa_town.captain.sees("captain_emergency")
    for volunteer in (rasa_town.lin, rasa_town.chen):
        volunteer.sees("offer")


async def test_a_false_alarm_is_one_tap(rasa_town: Town) -> None:
    """误报: cancelled, everybody on the way hears of it, and it is kept."""
    await rasa_town.wu.says("我家着火了")
    rasa_town.wu.sees("emergency_number", "emergency_paged")
    await rasa_town.lin.taps("接单")
    rasa_town.lin.looks_away()
    await rasa_town.wu.taps("误报")
    assert "cancelled" in [card.key for card in rasa_town.wu.new()]
    rasa_town.lin.sees("holder_cancelled")
    assert rasa_town.status() is Status.CANCELLED
    assert rasa_town.request_of(1).outcome == "false_alarm"
