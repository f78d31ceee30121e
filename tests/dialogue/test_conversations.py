"""Who a message belongs to: two conversations, replies to cards, hand-offs, Rasa's memory, one request a conversation."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from aid.requests.model import Status
from tests.dialogue.running_rasa import RunningRasa
from tests.dialogue.town import Town

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("rasa")]

LEAK = "我家厨房水管漏水了"
PHONE = "手机不会用微信, 想找人教一下"


async def test_two_residents_at_once_do_not_mix(rasa_town: Town) -> None:
    """Two forms, turn by turn: each keeps its own category, place and yes."""
    wu, stranger = rasa_town.wu, rasa_town.stranger
    await stranger.says(LEAK)
    await wu.says(PHONE)
    stranger.sees("ask_place")
    assert "手机电脑" in wu.sees_one("confirm_card").text
    await stranger.says("5号楼1单元203")
    await wu.says("对")
    assert "5号楼1单元203" in stranger.sees_one("confirm_card").text
    wu.sees("resident_card")
    first, second = rasa_town.requests()
    assert (first.category, first.status, second.category, second.status) == (
        "repair_home", Status.RECEIVED, "digital_help", Status.OFFERING,
    )  # fmt: skip


async def test_a_new_conversation_begins_after_confirming(rasa_town: Town) -> None:
    """One conversation is one request long: the next need is a request and a tracker of its own."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.says("对")
    await wu.says(PHONE)
    wu.sees("confirm_card", "resident_card", "confirm_card")
    first, second = rasa_town.conversations(wu)
    assert (first.state.value, second.state.value) == ("ended", "running")
    assert first.id != second.id
    assert [each.category for each in rasa_town.requests()] == ["repair_home", "digital_help"]


async def test_unclear_words_with_an_open_request_are_asked_about(rasa_town: Town, vague: list[str]) -> None:
    """补充到 #1 or 新的求助: the tap on 补充 brings them to whoever helps."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.says("对")
    await rasa_town.lin.taps("接单")
    for who in (wu, rasa_town.lin, rasa_town.captain):
        who.looks_away()
    await wu.says(vague[0])
    wu.sees("ask_add_or_new")
    await wu.taps("补充到 #1")
    wu.sees("added")
    rasa_town.lin.sees("holder_added")
    assert vague[0] in rasa_town.lin.last("holder_card").text
    assert len(rasa_town.requests()) == 1


async def test_unclear_words_may_be_a_new_need_all_the_same(rasa_town: Town, vague: list[str]) -> None:
    """新的求助: the form begins with its first question."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.says("对")
    wu.looks_away()
    await wu.says(vague[0])
    await wu.taps("新的求助")
    wu.sees("ask_add_or_new", "ask_category")
    assert len(rasa_town.requests()) == 2


@pytest.mark.parametrize(
    ("answer", "keys", "count"), [("补充到 #1", ["added"], 1), ("是补充的", ["added"], 1), ("新的求助", ["confirm_card"], 2), ("是另外一件", ["confirm_card"], 2)]
)  # fmt: skip
async def test_more_of_the_same_is_asked_about(rasa_town: Town, answer: str, keys: list[str], count: int) -> None:
    """「水槽下面也有水」 while the tap is being seen to: more about it or a new need, by a tap or in words."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.says("对")
    wu.looks_away()
    await wu.says("水槽下面的水管也漏水了")
    wu.sees("ask_add_or_new")
    await (wu.taps(answer) if answer in ("补充到 #1", "新的求助") else wu.says(answer))
    wu.sees(*keys)
    assert [each.category for each in rasa_town.requests()] == ["repair_home"] * count


async def test_a_reply_to_a_card_belongs_to_its_request(rasa_town: Town) -> None:
    """With two requests open, a reply goes to the one whose card was replied to, without Rasa."""
    wu, lin, captain = rasa_town.wu, rasa_town.lin, rasa_town.captain
    await wu.says(LEAK)
    await wu.says("对")
    opened = wu.sees("confirm_card", "resident_card")[1]
    await lin.taps("接单")
    await wu.says(PHONE)
    for who in (wu, lin, captain):
        who.looks_away()
    await wu.says("门铃坏了, 请敲门", reply_to=opened)
    wu.sees("relay_noted")
    assert "门铃坏了, 请敲门" in lin.sees_one("relayed").text
    captain.sees("relayed")


async def test_a_holder_and_the_resident_reach_each_other(rasa_town: Town) -> None:
    """What the holder writes goes to the resident and shows no number."""
    wu, lin = rasa_town.wu, rasa_town.lin
    await wu.says(LEAK)
    await wu.says("对")
    await lin.taps("接单")
    wu.looks_away()
    lin.looks_away()
    await lin.says("我带了扳手, 十分钟到")
    assert "十分钟到" in wu.sees_one("relayed").text
    lin.sees("relay_noted")


async def test_a_person_is_brought_in_and_the_assistant_is_silent(rasa_town: Town) -> None:
    """找真人 in words: the captain gets the words so far; then words go to and fro until the resident hands back."""
    wu, captain = rasa_town.wu, rasa_town.captain
    await wu.says(LEAK)
    await wu.says("我要找真人")
    wu.sees("confirm_card", "resident_handed_over")
    handoff = captain.sees_one("captain_handoff")
    assert f"居民: {LEAK}" in handoff.text and "助手: 请居民核对" in handoff.text and "居民: 我要找真人" in handoff.text
    await wu.says("查进度")  # no longer the assistant's business
    wu.sees("relay_noted")
    assert "查进度" in captain.sees_one("relayed").text
    await captain.says("我马上上来看看", reply_to=handoff)
    assert "我马上上来看看" in wu.sees_one("relayed").text
    captain.sees("relay_noted")
    await wu.taps("说完了")
    wu.sees("handed_back")
    await wu.says("查进度")
    wu.sees("progress")
    assert rasa_town.status() is Status.WITH_CAPTAIN


async def test_the_captain_may_hand_back_too(rasa_town: Town) -> None:
    """Both hear of it, and the assistant answers again."""
    wu, captain = rasa_town.wu, rasa_town.captain
    await wu.says(LEAK)
    await wu.taps("改一下")
    await wu.taps("找真人")
    wu.looks_away()
    captain.sees("captain_handoff")
    await captain.taps("说完了")
    wu.sees("handed_back")
    captain.sees("handed_back")
    await wu.says("你好")
    wu.sees("smalltalk_busy")


@pytest.mark.parametrize("question", ["place", "confirmed", "category"])
async def test_rasa_may_forget_everything_between_two_turns(rasa_town: Town, rasa: RunningRasa, vague: list[str], question: str) -> None:
    """With its tracker wiped (a restart, an hour's silence) slots, form and question come back from our row."""
    who = rasa_town.wu if question == "confirmed" else rasa_town.stranger
    await who.says(vague[0] if question == "category" else LEAK)
    who.looks_away()
    await rasa.forget(rasa_town.conversations(who)[-1].id)
    if question == "category":
        await who.says(LEAK)
        who.sees("ask_place")
    elif question == "place":
        await who.says("5号楼")
        who.sees("confirm_card")
    else:
        await who.says("对")
        who.sees("resident_card")
    assert len(rasa_town.requests()) == 1


@pytest.mark.parametrize("aside", ["你好呀", "查进度"])
async def test_a_digression_may_be_the_first_thing_a_fresh_rasa_hears(rasa_town: Town, rasa: RunningRasa, aside: str) -> None:
    """The restored form steps aside and comes back like the old one."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.looks_away()
    await rasa.forget(rasa_town.conversations(stranger)[-1].id)
    await stranger.says(aside)
    assert stranger.new()[-1].key == "ask_place"


async def test_a_tap_may_be_the_first_thing_a_fresh_rasa_hears(rasa_town: Town, rasa: RunningRasa) -> None:
    """The button under an old question still works after Rasa forgot it."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.looks_away()
    await rasa.forget(rasa_town.conversations(stranger)[-1].id)
    await stranger.taps("5号楼")
    assert "5号楼" in stranger.sees_one("confirm_card").text


async def test_another_rasa_process_takes_the_conversation_over(closed_town: Town, rasa: RunningRasa, tmp_path: Path) -> None:
    """Half a form with one Rasa, the rest with another that has never heard of it: not noticed."""
    town, stranger = closed_town, closed_town.stranger
    await town.open(rasa.address, rasa.action_port)
    await stranger.says(LEAK)
    stranger.sees("ask_place")
    await town.close()
    fresh = RunningRasa.another(tmp_path, rasa.action_port)
    try:
        await town.open(fresh.address, fresh.action_port)
        await stranger.says("5号楼1单元203")
        assert "5号楼1单元203" in stranger.sees_one("confirm_card").text
        await stranger.says("对")
        stranger.sees("resident_card")
    finally:
        await town.close()
        fresh.stop()


async def test_a_day_later_nothing_is_confused(rasa_town: Town) -> None:
    """A form left alone for a day is over: its request is with the captain, new words begin anew."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await rasa_town.waits(hours=25)
    for who in (wu, rasa_town.captain):
        who.looks_away()
    await wu.says(PHONE)
    wu.sees("confirm_card")
    assert [each.category for each in rasa_town.requests()] == ["repair_home", "digital_help"]
    assert rasa_town.status(1) is Status.WITH_CAPTAIN


async def test_completing_a_form_that_went_to_the_captain(rasa_town: Town) -> None:
    """The resident fell silent, the captain has it; the late yes is passed on instead of opening it anew."""
    wu, captain = rasa_town.wu, rasa_town.captain
    await wu.says(LEAK)
    await rasa_town.waits(minutes=61)
    wu.sees("confirm_card", "resident_reminder", "resident_card")
    captain.sees("captain_card")
    await wu.says("对")
    wu.sees("resident_with_captain")
    captain.sees("captain_card")
    assert rasa_town.status() is Status.WITH_CAPTAIN


async def test_no_telegram_number_reaches_rasa(rasa_town: Town, rasa: RunningRasa) -> None:
    """Rasa's sender is the conversation's random id, and nothing it keeps of the conversation names the chat."""
    await rasa_town.wu.says(LEAK)
    await rasa_town.wu.says("对")
    talk = rasa_town.conversations(rasa_town.wu)[-1].id
    async with httpx.AsyncClient(base_url=rasa.address.url, params={"token": rasa.address.token}, trust_env=False) as http:
        tracker = (await http.get(f"/conversations/{talk}/tracker")).raise_for_status().json()
    assert tracker["sender_id"] == talk
    assert LEAK in str(tracker)
    assert str(rasa_town.wu.chat) not in str(tracker)
