"""The six scenes of the main job, over Telegram with the real Rasa: what each role sees, in order."""

from __future__ import annotations

import pytest

from aid.requests.model import Outcome, Status
from tests.dialogue.town import Town

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("rasa")]

LEAK = "我家厨房水管漏水了"


async def leak_opened(town: Town) -> None:
    await town.wu.says(LEAK)
    await town.wu.says("对")
    town.wu.sees("confirm_card", "resident_card")
    town.captain.sees("captain_opened")


async def leak_confirmed(town: Town) -> None:
    """As far as 待回访, everybody looking away."""
    await leak_opened(town)
    await town.lin.taps("接单")
    await town.lin.taps("办好了")
    await town.captain.taps("确认办好")
    for who in (town.wu, town.lin, town.chen, town.captain):
        who.looks_away()
    assert town.status() is Status.CONFIRMED


async def test_a_a_leak_from_first_word_to_closed(rasa_town: Town) -> None:
    """The first declines, the second accepts, comes, is done; the captain confirms; two mornings later: solved, satisfied, closed."""
    town = rasa_town
    wu, lin, chen, yu, captain = town.wu, town.lin, town.chen, town.yu, town.captain
    await leak_opened(town)
    lin.sees("offer")
    card = chen.sees_one("offer")
    assert "501" not in card.text
    assert LEAK not in card.text

    await lin.taps("这次不行")
    lin.sees("decline_noted")
    yu.sees("offer")  # asked at once in his place

    await chen.taps("接单")
    card = chen.sees_one("holder_card")
    assert ("3号楼2单元501" in card.text, "13800000001" in card.text, LEAK in card.text) == (True, True, True)
    assert "陈" in wu.sees_one("resident_accepted").text
    captain.sees("captain_accepted")

    await chen.taps("我在路上")
    await chen.taps("我到了")
    await chen.taps("办好了")
    chen.sees("holder_done")
    wu.sees("resident_arrived", "resident_done")
    captain.sees("captain_confirm")

    await captain.taps("确认办好")
    captain.sees("captain_confirmed")
    assert town.status() is Status.CONFIRMED

    await town.waits(days=2)  # a day of waking hours
    wu.sees("ask_solved")
    await wu.taps("解决了")
    wu.sees("ask_satisfied")
    captain.sees("captain_solved")
    chen.sees("holder_thanks")
    await wu.taps("满意")
    wu.sees("thanks_for_answer")
    request = town.request_of(1)
    assert (request.status, request.outcome, request.solved, request.satisfied) == (Status.CLOSED, Outcome.SOLVED, True, True)
    town.husband.sees_nothing()


async def test_b_nobody_answers(rasa_town: Town) -> None:
    """Wave after wave in silence; then the captain must act, and asks one neighbour by name, who comes."""
    town, captain, chen = rasa_town, rasa_town.captain, rasa_town.chen
    await leak_opened(town)
    await town.waits(hours=2, minutes=5)
    captain.sees("captain_card")
    town.wu.sees_nothing()
    assert "楼栋长处理中" in town.wu.last("resident_card").text
    assert town.status() is Status.WITH_CAPTAIN
    for volunteer in (town.lin, chen, town.yu):
        volunteer.sees("offer")

    await captain.taps("指派邻居")
    choices = captain.sees_one("captain_choices")
    assert all("样例" in label for label in choices.labels)
    await captain.taps(next(label for label in choices.labels if "陈" in label))
    captain.sees("captain_asked")
    assert "点名" in chen.sees_one("offer").text
    await chen.taps("接单")
    chen.sees("holder_card")
    assert town.status() is Status.ACCEPTED


async def test_c_an_emergency(rasa_town: Town) -> None:
    """120 first; captain and every vetted volunteer of the building at once, at night; several may accept and see the door."""
    town = rasa_town
    await town.waits(hours=15)  # half past midnight
    await town.wu.says("我家老头子晕倒了叫不醒")
    first = town.wu.sees("emergency_number", "emergency_paged")[0]
    assert "120" in first.text.splitlines()[0]
    town.captain.sees("captain_emergency")
    for volunteer in (town.lin, town.chen):
        volunteer.sees("offer")
        await volunteer.taps("接单")
        assert "3号楼2单元501" in volunteer.sees_one("holder_card").text
    for volunteer in (town.yu, town.listener, town.husband):
        volunteer.sees_nothing()  # another building, another kind of help, the household itself
    await town.captain.taps("我来处理")
    assert town.status() is Status.WITH_CAPTAIN


async def test_c_despair_is_told_to_few(rasa_town: Town) -> None:
    """Not the building, not the household: the captain and who is vetted for listening, and the card names no kind."""
    town = rasa_town
    await town.wu.says("我不想活了")
    assert "12356" in town.wu.sees("emergency_number", "emergency_paged")[0].text
    town.captain.sees("captain_emergency")
    card = town.listener.sees_one("offer")
    assert "需要马上联系" in card.text
    for volunteer in (town.lin, town.chen, town.yu, town.husband):
        volunteer.sees_nothing()


async def test_d_two_accept_at_the_same_moment(rasa_town: Town) -> None:
    """One wins, the other is told the truth and loses the buttons."""
    town, lin, chen = rasa_town, rasa_town.lin, rasa_town.chen
    await leak_opened(town)
    for volunteer in (lin, chen):
        card = volunteer.sees_one("offer")
        town.api.tap(volunteer.chat, card.code("接单"), card.shown.id)
    await town.settle()
    seen = {volunteer.name: [card.key for card in volunteer.new()] for volunteer in (lin, chen)}
    assert sorted(seen.values()) == [["holder_card"], ["offer_too_late"]]
    loser = next(volunteer for volunteer in (lin, chen) if seen[volunteer.name] == ["offer_too_late"])
    assert "已有人接单" in loser.last("offer_too_late").text
    assert loser.last("offer").shown.buttons == []
    town.wu.sees("resident_accepted")


async def test_e_not_solved_goes_back_to_the_same_captain(rasa_town: Town) -> None:
    """The answer 还没解决 reopens it to the same captain; a second time it goes one level up."""
    town, wu, captain = rasa_town, rasa_town.wu, rasa_town.captain
    await leak_confirmed(town)
    await town.waits(days=2)  # a day of waking hours
    wu.sees("ask_solved")
    await wu.taps("还没解决")
    wu.sees("resident_reopened", "ask_why_not")
    captain.sees("captain_card")
    assert town.status() is Status.WITH_CAPTAIN
    assert town.request_of(1).captain_id == town.person(captain).id

    await captain.taps("已经办好")
    captain.sees("captain_confirmed")
    wu.sees("resident_captain_done")
    await town.waits(days=2)  # a day of waking hours
    await wu.taps("还没解决")
    wu.sees("ask_solved", "resident_reopened", "ask_why_not")
    town.deputy.sees("captain_card")
    assert town.request_of(1).captain_id == town.person(town.deputy).id


async def test_f_a_resident_who_stops_answering_before_confirming(rasa_town: Town) -> None:
    """One reminder, then the captain gets it as it stands."""
    town = rasa_town
    await town.stranger.says(LEAK)
    await town.waits(hours=1, minutes=5)
    town.stranger.sees("ask_place", "resident_reminder", "resident_card")
    assert LEAK in town.secretary.sees_one("captain_card").text
    assert town.status() is Status.WITH_CAPTAIN


async def test_f_a_resident_who_never_says_whether_it_is_solved(rasa_town: Town) -> None:
    """Asked, reminded, the captain phones, closed as "no answer"; a late 还没解决 still reopens it."""
    town, wu, captain = rasa_town, rasa_town.wu, rasa_town.captain
    await leak_confirmed(town)
    await town.waits(days=13)  # seven days of waking hours
    wu.sees("ask_solved", "ask_solved_again", "resident_closed_no_answer")
    captain.sees("captain_call", "report_week")
    request = town.request_of(1)
    assert (request.status, request.outcome) == (Status.CLOSED, Outcome.NO_ANSWER)
    await wu.taps("还没解决")
    wu.sees("resident_reopened", "ask_why_not")
    assert town.status() is Status.WITH_CAPTAIN


async def test_many_at_once_are_all_answered(rasa_town: Town) -> None:
    """Ten at once: each gets the own card, in whatever order Rasa answers, and no limit of Telegram is broken."""
    town = rasa_town
    people = [town.newcomer(810_000_000 + number) for number in range(10)]
    for number, each in enumerate(people, 1):
        town.api.write(each.chat, f"{number}号楼1单元203 厨房水管漏水了")
    await town.settle()
    for number, each in enumerate(people, 1):
        first, *_, last = each.new()  # between them perhaps: there is a queue
        assert (first.key, last.key) == ("notice", "confirm_card")
        assert f"{number}号楼1单元203" in last.text
