"""From an offer to a word of thanks: what a volunteer taps and says around one visit. No Rasa is needed."""

from __future__ import annotations

import re

import pytest

from aid.hours.service import record_of
from aid.matching.model import Went
from aid.requests.model import Status
from tests.dialogue.test_volunteers_and_captains import offer_of
from tests.dialogue.town import Town, leak_by_taps


async def hold(town: Town) -> None:
    """林师傅 holds the leak of 吴阿姨, and everybody looks away."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    for who in (town.lin, town.wu, town.captain):
        who.looks_away()


async def test_an_offer_says_until_when_it_is_good(town: Town) -> None:
    """The instant at which the captain must act; an emergency has none."""
    await leak_by_taps(town)
    assert "请在 今天 11:" in town.lin.sees_one("offer").text
    await town.he.says("着火了, 3号楼, 快来人")
    assert "前回一声" not in town.lin.sees_one("offer").text


@pytest.mark.parametrize(
    ("label", "helps"), [("没空", "今天别找我"), ("太远", "改范围"), ("不会", "改技能"), ("不方便", None)]
)  # fmt: skip
async def test_a_no_may_say_why_by_one_tap(town: Town, label: str, helps: str | None) -> None:
    """The no counts at once; the reason is one tap more and brings what would spare the next such offer."""
    await leak_by_taps(town)
    await town.lin.taps("这次不行")
    card = town.lin.last("decline_noted")
    assert card.labels == ["没空", "太远", "不会", "不方便"]
    await town.lin.taps(label)
    assert town.lin.last("decline_reason_noted").labels == ([helps] if helps else [])
    assert offer_of(town, "lin").decline_reason in ("busy", "far", "unable", "awkward")


async def test_not_today_is_a_no_and_a_rest(town: Town) -> None:
    """今天别找我 on the card: somebody else is asked at once, and the next leak goes past her until midnight."""
    await leak_by_taps(town)
    await town.lin.taps("今天别找我")
    assert [card.key for card in town.lin.new()] == ["offer", "decline_noted", "volunteer_rests"]
    town.yu.sees("offer")
    await town.he.says("家里水管漏了")
    await town.he.taps("家中小修")
    await town.he.taps("对")
    town.lin.sees_nothing()


async def test_muting_a_kind_is_shown_and_undone(town: Town) -> None:
    """静音这类: until when, only this skill instead, and gone by one tap."""
    await leak_by_taps(town)
    await town.lin.taps("静音这类")
    card = town.lin.last("muted")
    assert "家中小修" in card.text and "10月16日" in card.text
    assert card.labels == ["只静音 水管水龙头", "取消静音: 家中小修"]
    await town.lin.taps("只静音 水管水龙头")
    await town.lin.says("我的设置")
    assert "静音: 水管水龙头 (10月16日)" in town.lin.last("volunteer_settings").text
    await town.lin.taps("取消静音: 水管水龙头")
    assert town.lin.new()[-1].key == "unmuted"
    await town.lin.presses(card, "取消静音")
    town.lin.sees("tap_refused")  # that mute has long gone


async def test_muting_a_kind_in_words(town: Town) -> None:
    """「静音水管」: the same for what is named, and one tap takes it back; somebody who is no volunteer says nothing with it."""
    await town.lin.says("静音水管")
    card = town.lin.sees_one("muted")
    assert "水管水龙头" in card.text and card.labels == ["取消静音: 水管水龙头"]
    await town.lin.taps("取消静音")
    town.lin.sees("unmuted")
    await town.he.says("静音水管")
    assert "muted" not in [card.key for card in town.he.new()]


async def test_both_sides_see_the_same_code_for_the_door(town: Town) -> None:
    """Four digits on the holder's card and in the resident's message; another holder has another."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    mine = re.search(r"暗号 (\d{4})", town.lin.last("holder_card").text)
    theirs = re.search(r"暗号 (\d{4})", town.wu.last("resident_accepted").text)
    assert mine and theirs and mine[1] == theirs[1]
    await town.lin.taps("我去不了了")
    await town.chen.taps("接单")
    other = re.search(r"暗号 (\d{4})", town.chen.last("holder_card").text)
    assert other and other[1] == re.findall(r"暗号 (\d{4})", town.wu.last("resident_accepted").text)[0]
    assert other[1] != mine[1]


async def test_on_the_way_with_minutes(town: Town) -> None:
    """我在路上, 10 分钟到: the resident hears when; the way is shown to the holder alone."""
    await hold(town)
    await town.lin.taps("我在路上")
    await town.lin.taps("10 分钟到")
    assert [card.key for card in town.wu.new()][-1] == "resident_expects"
    assert "10 分钟" in town.wu.last("resident_expects").text
    await town.lin.taps("怎么走")
    assert "第 1 排, 2号楼旁边, 再过去是4号楼" in town.lin.new()[-1].text
    await town.chen.sends_code("ow:1")
    assert town.chen.new()[-1].key == "tap_refused"


async def test_after_the_visit_four_questions_of_one_tap(town: Town) -> None:
    """Minutes by word, how it was, again or not, and a note that only the next holder of this household sees."""
    await hold(town)
    await town.lin.taps("办好了")
    await town.lin.says("一个半小时")
    await town.lin.taps("顺利")
    await town.lin.taps("愿意")
    await town.lin.taps("给下一位邻居留句话")
    await town.lin.says("耳朵背, 敲门要重一点")
    assert [card.key for card in town.lin.new()] == ["holder_done", "holder_how", "holder_again", "holder_note", "ask_note", "note_kept"]
    offer = offer_of(town, "lin")
    record = town.read(lambda unit: record_of(unit, offer.id))
    assert (record.minutes, offer.went, offer.would_return) == (90, Went.WELL, True)
    await town.captain.taps("确认办好")
    assert "耳朵背" not in " ".join(card.text for who in (town.captain, town.wu) for card in who.new())
    await town.wu.says("我家水管又漏水了")
    await town.wu.taps("新的求助")
    await town.wu.taps("家中小修")
    await town.wu.taps("对")
    next_one = next(who for who in (town.chen, town.yu, town.lin) if who.last("offer").request == 2)
    assert "耳朵背" not in next_one.last("offer").text
    await next_one.taps("接单")
    assert "上次来的邻居说: 耳朵背" in next_one.last("holder_card").text
    assert any(event.facts["fields"] == ["notes"] for event in town.trail("viewed"))


async def test_settings_typed_with_a_job_in_hand_stay_settings(town: Town) -> None:
    """改次数, 「一天一次」 at once: it is the answer; one tap also tells the neighbour, once."""
    await hold(town)
    await town.lin.says("我的设置")
    await town.lin.taps("改次数")
    await town.lin.says("一天一次")
    assert [card.key for card in town.lin.new()][-2:] == ["volunteer_settings", "taken_as_answer"]
    town.wu.sees_nothing()
    card = town.lin.last("taken_as_answer")
    await town.lin.presses(card, "也告诉居民")
    assert "一天一次" in town.wu.sees_one("relayed").text
    await town.lin.presses(card, "也告诉居民")
    town.wu.sees_nothing()
    assert town.lin.new()[-1].key == "tap_stale"


@pytest.mark.parametrize(("label", "told", "cap"), [("告诉居民", True, 2), ("改我的设置", False, 1)])
async def test_words_that_fit_a_forgotten_card_are_asked_about(town: Town, label: str, told: bool, cap: int) -> None:
    """The card of the settings has stood open for a while: nothing is done before a tap says whom the words are for."""
    await hold(town)
    await town.lin.says("我的设置")
    await town.lin.taps("改次数")
    await town.waits(minutes=10)
    await town.lin.says("一天一次")
    assert "一天一次" in town.lin.last("which_meant").text
    town.wu.sees_nothing()
    await town.lin.taps(label)
    assert [card.key for card in town.wu.new()] == (["relayed"] if told else [])
    assert offer_of(town, "lin").volunteer.cap_day == cap


async def test_words_that_fit_no_card_go_to_the_neighbour(town: Town) -> None:
    """With a card of the settings open, 「十分钟到」 is no limit, and no question is asked."""
    await hold(town)
    await town.lin.says("我的设置")
    await town.lin.taps("改次数")
    await town.lin.says("我带了扳手, 马上到")
    assert "扳手" in town.wu.sees_one("relayed").text


async def test_a_talk_rings_for_the_one_who_listens(town: Town) -> None:
    """The first 「已转达」 is said, then a sign under each message says it; an hour later it is said again."""
    town.provoked.add(400)
    await hold(town)
    for words in ("我带了扳手", "要不要买个新龙头?", "您家几楼来着"):
        await town.lin.says(words)
    town.lin.sees("relay_noted")
    assert list(town.api.reactions.values()) == [["👌"], ["👌"]]
    assert [card.key for card in town.wu.new()] == ["relayed"] * 3
    town.api._written.clear()  # they have deleted their message before the sign came
    await town.lin.says("稍等")
    town.api.write(town.lin.chat, "上来了")
    town.lin.sees_nothing()
    await town.waits(hours=2)
    assert town.failed() == []
    await town.lin.says("好了告诉我")
    assert "relay_noted" in [card.key for card in town.lin.new()]


async def test_the_resident_answers_what_was_passed_on(town: Town) -> None:
    """「我带了扳手」, 「好的, 我在家等」: back to who wrote, without replying to anything; later words are the assistant's again."""
    await hold(town)
    await town.lin.says("我带了扳手, 十分钟到")
    assert "直接回话就行" in town.wu.sees_one("relayed").text
    town.lin.looks_away()
    await town.wu.says("好的, 我在家等")
    town.wu.sees("relay_noted")
    assert "好的, 我在家等" in town.lin.sees_one("relayed").text
    assert "要插话" in town.captain.last("relayed").text  # the captain is shown it, and is in no talk
    await town.waits(minutes=31)
    for who in (town.wu, town.lin):
        who.looks_away()
    await town.wu.says("好的, 我在家等")
    assert "relay_noted" not in [card.key for card in town.wu.new()]
    town.lin.sees_nothing()


async def test_what_was_passed_on_may_have_been_something_new(town: Town) -> None:
    """是一件新的事: one tap, and the words begin a conversation as if they were said now."""
    await hold(town)
    await town.lin.says("我十分钟到")
    await town.wu.says("手机也不会用了, 谁来教教我")
    town.lin.sees("relay_noted", "relayed")
    await town.wu.taps("是一件新的事")
    await town.wu.taps("新的求助")
    assert town.wu.last("ask_category").labels
    await town.wu.taps("手机电脑")
    assert "手机也不会用" in town.request_of(2).words


async def test_a_captain_who_was_brought_in_just_writes(town: Town) -> None:
    """联系楼栋长: the captain's next words go to the resident; with two who wait it is asked for whom they are."""
    await hold(town)
    await town.wu.taps("联系楼栋长")
    await town.captain.says("我马上给您打电话")
    assert "我马上给您打电话" in town.wu.last("relayed").text
    await town.he.says("家里水管漏了")
    await town.he.taps("家中小修")
    await town.he.taps("对")
    await town.he.taps("联系楼栋长")
    town.he.looks_away()
    await town.captain.says("我五分钟就到")
    card = town.captain.last("to_whom")
    assert "我五分钟就到" in card.text and sorted(card.labels) == ["#1 家中小修", "#2 家中小修", "是一件新的事"]
    town.he.sees_nothing()
    await town.captain.presses(card, "#2")
    assert "我五分钟就到" in town.he.sees_one("relayed").text
    for who, words in ((town.wu, "说完了"), (town.he, "说完了")):
        await who.says(words)
    town.wu.looks_away()
    await town.captain.says("下次再说")
    assert "relayed" not in [card.key for card in (*town.wu.new(), *town.he.new())]


async def test_nobody_elses_words_are_theirs_to_pass_on(town: Town) -> None:
    """Both buttons name a message and a row: those of another are refused, and the refusal is in the trail."""
    await hold(town)
    for code in ("jt:1:1", "ja:1:1", "jt:99:1", "ja:1:99", "jn:1", "jn:99"):
        await town.he.sends_code(code)
        assert town.he.new()[-1].key == "tap_refused"
    assert len(town.trail("tap_refused")) == 6


async def test_who_would_rather_not_go_again_is_not_asked_again(town: Town) -> None:
    """请别人吧: the next leak of this household is offered past him, and nobody is told."""
    await hold(town)
    await town.lin.taps("办好了")
    await town.lin.taps("30 分钟")
    await town.lin.taps("不顺利")
    await town.lin.taps("请别人吧")
    await town.captain.taps("确认办好")
    town.lin.looks_away()
    await town.wu.says("我家水管又漏水了")
    await town.wu.taps("新的求助")
    await town.wu.taps("家中小修")
    await town.wu.taps("对")
    town.lin.sees_nothing()
    assert {each.request for each in (town.chen.last("offer"), town.yu.last("offer"))} >= {2}


async def test_a_note_to_the_captain_reaches_the_captain_alone(town: Town) -> None:
    """给楼栋长留句话 after 办好了: the words go to the captain's eyes, in whose name they were written."""
    await hold(town)
    await town.lin.taps("办好了")
    await town.lin.taps("给楼栋长留句话")
    await town.lin.says("阀门老了, 建议物业换掉")
    note = town.captain.last("captain_note")
    assert "阀门老了" in note.text and "林" in note.text
    assert "阀门" not in " ".join(card.text for card in town.wu.new())


async def test_a_word_of_thanks_reaches_the_helper(town: Town) -> None:
    """满意, 说声谢谢: the words come to the helper, and 我的感谢 counts."""
    await hold(town)
    await town.lin.taps("办好了")
    await town.captain.taps("确认办好")
    await town.waits(days=2)
    await town.wu.taps("解决了")
    await town.wu.taps("满意")
    await town.wu.taps("对邻居说声谢谢")
    await town.wu.says("小林人真好, 谢谢!")
    assert town.wu.new()[-1].key == "note_kept"
    assert "小林人真好" in town.lin.last("holder_thanked").text
    await town.lin.says("我的感谢")
    thanks = town.lin.last("my_thanks").text
    assert "帮过 1 次: 1 次居民说解决了, 1 次说满意" in thanks
    assert "「小林人真好, 谢谢!」 (家中小修, 9月18日)" in thanks and "吴" not in thanks
    assert re.search(r"服务时长: 一共 [\d.]+ 小时, 今年 [\d.]+ 小时。", thanks)
    await town.chen.says("我的感谢")
    assert town.chen.new()[-1].key == "my_thanks_none"
    await town.he.sends_code("rn:1")
    assert town.he.new()[-1].key == "tap_refused"


async def test_an_old_card_of_a_visit_tells_the_truth(town: Town) -> None:
    """After the end, or after stepping back, minutes, the way and how it went are nobody's to tap."""
    await hold(town)
    card = town.lin.last("holder_card")
    await town.lin.taps("我去不了了")
    town.lin.looks_away()
    await town.lin.presses(card, "怎么走")
    town.lin.sees("nothing_to_do")
    for code in ("oi:1:10", "og:1:well", "oz:1:1", "oe:1", "ox:1"):
        await town.lin.sends_code(code)
        town.lin.sees("nothing_to_do")
    for code in ("os:1:30", "os:1:17", "oi:1:7", "og:1:great", "or:1:lazy", "ok:1:computer"):
        await town.lin.sends_code(code)
        town.lin.sees("tap_refused")
    assert town.status() is Status.OFFERING


async def test_a_photo_of_the_finished_work_reaches_who_confirms(town: Town) -> None:
    """Sent after 办好了, while we ask how long it took: it belongs to that request, and the captain sees it."""
    await hold(town)
    await town.lin.taps("办好了")
    await town.lin.sends(photo=[{"file_id": "small", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 1000}])
    assert town.lin.new()[-1].key == "attached"
    assert "attachments" in [card.key for card in town.captain.new()]
    assert len(town.requests()) == 1
