"""先不说: the building left out, the request all the same, and asked once more when somebody comes."""

from __future__ import annotations

import pytest

from aid.requests.model import Status
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town


async def leaves_out(town: Town, category: str = "家中小修") -> Someone:
    """A resident whose home nobody knows opens a request by the button menu without naming a building."""
    stranger = town.stranger
    await stranger.says("我家厨房水管漏水了")
    await stranger.taps(category)
    stranger.looks_away()
    await stranger.taps("先不说")
    return stranger


async def test_the_building_may_be_left_out(town: Town) -> None:
    """The card says so; the request opens, is the secretary's, and neighbours who go anywhere are asked."""
    stranger = await leaves_out(town)
    assert "先不说, 有人接单了再问您" in stranger.last("confirm_card").text
    await stranger.taps("对")
    assert stranger.new()[-1].key == "resident_card"
    request = town.request_of(1)
    assert (request.building, request.status) == (None, Status.OFFERING)
    assert request.captain_id == town.person(town.secretary).id
    assert "地点待定" in town.lin.last("offer").text


async def test_it_is_asked_once_more_when_a_neighbour_comes(town: Town) -> None:
    """The building by tap, then unit and room; the neighbour sees the door, and the captain of that building has the request."""
    stranger = await leaves_out(town)
    await stranger.taps("对")
    await town.lin.taps("接单")
    for who in (stranger, town.lin, town.captain5):
        who.looks_away()
    assert "还不知道" in town.lin.last("holder_card").text
    assert stranger.last("ask_where").labels[-1] == "先不说"
    await stranger.taps("5号楼")
    stranger.sees("ask_door")
    assert "居民说了住在哪里" in town.captain5.sees_one("captain_card").text
    town.lin.sees("holder_added")
    await stranger.says("1单元203")
    assert "5号楼1单元203" in stranger.sees_one("door_noted").text
    assert "5号楼1单元203" in town.lin.last("holder_card").text
    assert town.request_of(1).captain_id == town.person(town.captain5).id
    assert stranger.last("ask_where").shown.buttons == []
    assert town.person(stranger).building == "5"


@pytest.mark.parametrize("words", ["5号楼1单元203", "五栋", "我在5号楼"])
async def test_it_may_be_said_in_words(town: Town, words: str) -> None:
    """Asked for or not yet: a place by itself is the place of that request."""
    stranger = await leaves_out(town)
    await stranger.taps("对")
    stranger.looks_away()
    await stranger.says(words)
    assert town.request_of(1).building == "5"
    assert [card.key for card in stranger.new()] == (["door_noted"] if "203" in words else ["ask_door"])
    assert len(town.requests()) == 1
    await town.lin.taps("接单")
    assert "ask_where" not in [card.key for card in stranger.new()]


@pytest.mark.parametrize("by_tap", [True, False])
async def test_left_out_twice_is_not_asked_again(town: Town, by_tap: bool) -> None:
    """Whoever comes will ask; the next neighbour's yes asks nothing any more."""
    stranger = await leaves_out(town)
    await stranger.taps("对")
    await town.lin.taps("接单")
    await (stranger.taps("先不说") if by_tap else stranger.says("不方便说"))
    assert "来帮您的人会在这里问您" in stranger.last("door_skipped").text
    stranger.looks_away()
    await town.lin.taps("我去不了了")
    await town.chen.taps("接单")
    assert "ask_where" not in [card.key for card in stranger.new()]
    assert town.request_of(1).building is None


async def test_a_photo_is_no_answer_to_where(town: Town) -> None:
    """While a place is listened for, a picture goes with the request that is being put together."""
    stranger = await leaves_out(town)
    await stranger.taps("对")
    await stranger.says("帮我去驿站拿个快递")
    await stranger.taps("新的求助")
    await stranger.sends(photo=[{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 900}])
    assert stranger.last("attached").request == 2


async def test_a_partner_gets_it_too(town: Town) -> None:
    """A service request without a place is referred; asked when the captain has heard 收到, and the answer is the captain's to pass on."""
    stranger = await leaves_out(town, "公共设施报修")
    await stranger.taps("对")
    assert town.status() is Status.REFERRED
    stranger.looks_away()
    await town.secretary.taps("单位说收到")
    stranger.sees("resident_partner_acknowledged", "ask_where")
    await stranger.says("3号楼")
    assert "3号楼" in stranger.sees_one("door_noted").text
    assert "3号楼" in town.captain.last("captain_card").text


async def test_whoever_takes_it_over_keeps_it(town: Town) -> None:
    """The secretary acts: the place is asked for, and what is begun stays in one hand."""
    stranger = await leaves_out(town)
    await stranger.taps("对")
    await town.secretary.sends_code("ct:1")
    assert "ask_where" in [card.key for card in stranger.new()]
    await stranger.taps("5号楼")
    assert "5号楼" in town.secretary.last("captain_card").text
    assert town.request_of(1).captain_id == town.person(town.secretary).id


async def test_a_place_that_is_wrong_may_be_left_out(town: Town) -> None:
    """地点不对, then 先不说: we do not keep the one that was called wrong, nor its captain."""
    await town.wu.says("我家厨房水管漏水了")
    await town.wu.taps("家中小修")
    await town.wu.taps("改一下")
    await town.wu.taps("地点不对")
    await town.wu.taps("先不说")
    request = town.request_of(1)
    assert (request.building, request.household_id) == (None, None)
    assert request.captain_id == town.person(town.secretary).id
    await town.wu.taps("改一下")
    await town.wu.taps("地点不对")
    await town.wu.taps("5号楼")
    assert "5号楼" in town.wu.last("confirm_card").text
    assert town.request_of(1).captain_id == town.person(town.captain5).id


@pytest.mark.parametrize("words", ["先不说", "不方便说"])
async def test_unit_and_room_may_be_left_out_in_words_too(town: Town, words: str) -> None:
    """Not only by the button, and no request begins with it."""
    await town.stranger.says("我家厨房水管漏水了")
    await town.stranger.taps("家中小修")
    await town.stranger.taps("5号楼")
    await town.stranger.taps("对")
    assert town.stranger.last_key() == "ask_door"
    await town.stranger.says(words)
    assert "先不写门牌" in town.stranger.last("door_skipped").text
    assert len(town.requests()) == 1


async def test_who_files_for_somebody_is_not_offered_to_leave_it_out(town: Town) -> None:
    """A captain knows where the resident lives."""
    await town.captain.says("代居民登记")
    await town.captain.says("水管漏水了")
    await town.captain.taps("家中小修")
    assert "先不说" not in town.captain.last("ask_place").labels


async def test_it_may_be_skipped_in_english(town: Town) -> None:
    """By the button or the word, and asked in English when somebody comes."""
    stranger = town.stranger
    await stranger.says("English")
    await stranger.says("the kitchen tap is leaking")
    await stranger.taps("Small repairs")
    assert "Skip" in stranger.last("ask_place").labels
    await stranger.says("skip")
    assert "not said yet" in stranger.last("confirm_card").text
    await stranger.taps("Yes")
    await town.lin.taps("接单")
    await stranger.says("I live in Building 5")
    await stranger.says("unit 1, room 203")
    assert "Building 5, unit 1, room 203" in stranger.last("door_noted").text
    assert "5号楼1单元203" in town.lin.last("holder_card").text


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
@pytest.mark.parametrize("words", ["先不说", "这个不方便说", None])
async def test_rasa_goes_on_with_the_card(rasa_town: Town, words: str | None) -> None:
    """In words or by tap the form takes it for an answer, never for 撤销."""
    stranger = rasa_town.stranger
    await stranger.says("我家厨房水管漏水了")
    stranger.sees("ask_place")
    await (stranger.says(words) if words else stranger.taps("先不说"))
    stranger.sees("confirm_card")
    await stranger.says("对")
    stranger.sees("resident_card")
    assert "说" not in rasa_town.request_of(1).words
