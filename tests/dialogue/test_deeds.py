"""Words that say what a button says: done where they can mean one card, else they are words. No Rasa is needed."""

from __future__ import annotations

from aid.requests.model import Outcome, Status
from aid.understanding.moment import SHANGHAI
from tests.dialogue.test_volunteers_and_captains import offer_of
from tests.dialogue.town import Town, leak_by_taps


async def test_a_whole_visit_in_words(town: Town) -> None:
    """From 「我来」 to 「满意」 nobody taps anything but the captain, who says 「确认办好」."""
    await leak_by_taps(town)
    await town.lin.says("好的, 我来")
    assert town.status() is Status.ACCEPTED
    await town.lin.says("我在路上了")
    await town.lin.says("到门口了")
    assert "邻居到了" in town.wu.last("resident_card").text
    await town.lin.says("修好了")
    assert town.status() is Status.DONE
    await town.captain.says("确认办好")
    assert town.status() is Status.CONFIRMED
    await town.wu.says("修好了, 谢谢")
    assert (town.status(), town.request_of(1).outcome) == (Status.CLOSED, Outcome.SOLVED)
    await town.wu.says("很满意")
    assert town.request_of(1).satisfied is True
    assert "relayed" not in [card.key for who in (town.wu, town.lin) for card in who.new()]


async def test_a_no_and_a_step_back_in_words(town: Town) -> None:
    """「没空」 of who was asked, 「我去不了了」 of who holds it."""
    await leak_by_taps(town)
    await town.chen.says("没空")
    assert offer_of(town, "chen").status.value == "declined"
    await town.lin.says("接单")
    await town.lin.says("我去不了了")
    assert offer_of(town, "lin").status.value == "withdrawn"


async def test_not_solved_in_words_opens_it_again(town: Town) -> None:
    """「还没修好」: back to the captain, as by the button."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("办好了")
    await town.wu.says("没修好")
    assert town.status() is Status.WITH_CAPTAIN
    assert town.wu.new()[-1].key == "ask_why_not"


async def test_words_that_could_mean_two_cards_do_nothing(town: Town) -> None:
    """With a job in hand 「不行」 is for the neighbour, and 「到了」 of a resident is no arrival."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    town.wu.looks_away()
    await town.lin.says("不行")
    assert "不行" in town.wu.sees_one("relayed").text
    await town.wu.says("到了")
    assert offer_of(town, "lin").progress is None


async def test_an_answer_to_a_question_is_no_deed(town: Town) -> None:
    """Asked for a note, 「修好了」 is the note."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("办好了")
    await town.lin.taps("给楼栋长留句话")
    await town.lin.says("修好了")
    assert "修好了" in town.captain.last("captain_note").text


async def test_a_conversation_left_half_way_hides_no_card(town: Town) -> None:
    """The captain has begun something of their own: 「确认办好」 is still the button, and no answer to 「哪一类」."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("办好了")
    await town.captain.says("我家也有点事")
    assert town.captain.last_key() == "ask_category"
    await town.captain.says("确认办好")
    assert town.status() is Status.CONFIRMED


async def test_the_words_of_the_cards_own_buttons(town: Town) -> None:
    """「改时间」 and 「补充」 typed are the buttons, not something new."""
    await leak_by_taps(town)
    town.wu.looks_away()
    await town.wu.says("改时间")
    assert town.wu.last_key() == "ask_new_time"
    await town.wu.says("明天上午九点")
    assert town.request_of(1).wanted_from is not None
    await town.wu.says("我要补充")
    assert town.wu.last_key() == "ask_more"
    await town.wu.says("门铃坏了, 请敲门")
    assert "门铃坏了" in town.request_of(1).words


async def test_a_corrected_time_is_the_new_time(town: Town) -> None:
    """「不是明天, 是后天早上八点」 of somebody with one request says all that 改时间 asks for."""
    await leak_by_taps(town)
    await town.wu.says("啊呀 不是明天 是后天早上八点")
    at = town.request_of(1).wanted_from
    assert at is not None and at.astimezone(SHANGHAI).hour == 8
    assert town.wu.last_key() in ("time_changed", "resident_card")
    await town.wu.says("改到后天晚上七点")
    later = town.request_of(1).wanted_from
    assert later is not None and later.astimezone(SHANGHAI).hour == 19


async def test_a_time_said_while_something_new_is_put_together_is_the_new_one_s(town: Town) -> None:
    """With a conversation running 「改到…」 moves nothing that was open before it."""
    await leak_by_taps(town)
    before = town.request_of(1).wanted_from
    await town.wu.says("想请人帮我搬柜子")
    await town.wu.taps("新的求助")
    await town.wu.says("改到后天晚上七点")
    assert town.request_of(1).wanted_from == before and "time_changed" not in [card.key for card in town.wu.new()]


async def test_a_captain_who_types_a_button_chooses_the_request(town: Town) -> None:
    """「指派邻居」 begins nothing new: the list of what waits is shown; from a resident it is words."""
    await leak_by_taps(town)
    town.captain.looks_away()
    await town.captain.says("指派邻居")
    assert town.captain.last_key().startswith("captain_todo")
    assert len(town.requests()) == 1
