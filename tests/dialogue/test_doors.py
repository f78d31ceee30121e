"""Where somebody lives: asked by buttons or in words once a request is open, skippable, and known the next time."""

from __future__ import annotations

import pytest

from tests.dialogue.someone import Someone
from tests.dialogue.town import Town

LEAK = "我家厨房水管漏水了"


async def leak(town: Town, who: Someone, building: str = "3") -> None:
    """A leak in this building, of somebody who has never told us where they live."""
    await who.says(LEAK)
    for key, label in (
        ("ask_add_or_new", "新的求助"),
        ("ask_category", "家中小修"),
        ("ask_place", f"{building}号楼"),
        ("confirm_card", "对"),
    ):
        if who.last_key() == key:
            await who.taps(label)


async def test_the_door_is_asked_for_in_words_and_never_again(town: Town) -> None:
    """Unit and room after the request is open: on the cards at once, and the next request asks neither building nor door."""
    await leak(town, town.stranger)
    assert [card.key for card in town.stranger.new()][-2:] == ["resident_card", "ask_door"]
    await town.lin.taps("接单")
    assert "单元501" not in town.lin.last("holder_card").text  # a bare 501 may stand in the code for the door
    await town.stranger.says("2单元501")
    assert "3号楼2单元501" in town.stranger.last("door_noted").text
    assert "3号楼2单元501" in town.lin.last("holder_card").text and "3号楼2单元501" in town.stranger.last("resident_card").text
    assert town.stranger.last("ask_door").shown.buttons == []
    await leak(town, town.stranger)
    assert "3号楼2单元501" in town.stranger.last("confirm_card").text
    assert [card.key for card in town.stranger.new()].count("ask_door") == 0
    await town.stranger.says("我的数据")
    assert "3号楼2单元501" in town.stranger.last("my_data").text


async def test_the_unit_by_a_button_and_the_room_in_words(town: Town) -> None:
    """The compound says how many units there are: one tap, and the same question asks for the room."""
    town.work.community = town.work.community.model_copy(update={"units": {"3": 2}})
    await leak(town, town.stranger)
    card = town.stranger.last("ask_door")
    assert card.labels == ["1单元", "2单元", "先不说"]
    town.stranger.looks_away()
    await town.stranger.presses(card, "2单元")
    town.stranger.sees_nothing()
    assert "2单元几室" in card.text and [label for label, _ in card.shown.buttons] == ["先不说"]
    await town.stranger.says("501")
    assert "3号楼2单元501" in town.stranger.last("door_noted").text
    for label in ("1单元", "先不说"):
        await town.stranger.presses(card, label)
        assert town.stranger.new()[-1].key == "tap_stale"
    assert [event.facts["why"] for event in town.trail("tap_refused")] == ["Stale", "Stale"]


async def test_the_door_may_be_left_out(town: Town) -> None:
    """先不说: the request goes on, and the next words are no door."""
    await leak(town, town.stranger)
    town.stranger.looks_away()
    await town.stranger.taps("先不说")
    town.stranger.sees_nothing()
    assert "先不写门牌" in town.stranger.last("door_skipped").text
    await town.stranger.says("501")
    assert "door_noted" not in [card.key for card in town.stranger.new()]


@pytest.mark.parametrize("words", ["水还在漏, 都流到501了", "谢谢你们", "5号楼的王阿姨也漏水"])
async def test_what_says_more_than_a_door_is_no_door(town: Town, words: str) -> None:
    """Other words are what they are without the question."""
    await leak(town, town.stranger)
    town.stranger.looks_away()
    await town.stranger.says(words)
    assert "door_noted" not in [card.key for card in town.stranger.new()]


async def test_whoever_moves_is_found_at_the_new_place(town: Town) -> None:
    """The place of the last request for oneself is where they live; a volunteer's home is the office's to change."""
    await leak(town, town.stranger)
    await town.stranger.says("2单元501")
    for who in (town.stranger, town.lin):
        await who.says(LEAK)
        for key, label in (("ask_add_or_new", "新的求助"), ("ask_category", "家中小修"), ("confirm_card", "改一下")):
            if who.last_key() == key:
                await who.taps(label)
        await who.taps("地点不对")
        await who.taps("5号楼")
        await who.taps("对")
    assert town.person(town.stranger).building == "5" and town.person(town.stranger).household_id is None
    assert town.person(town.lin).building == "3"


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
async def test_the_place_of_a_mothers_lamp_is_not_ones_home(rasa_town: Town) -> None:
    """替别人办: the card says that yes is theirs too, the trail records it, and the next request asks where."""
    town = rasa_town
    await town.stranger.says("帮我妈修一下水龙头, 漏水了, 她在5号楼")
    assert "替别人办" in town.stranger.last("confirm_card").text
    await town.stranger.taps("对")
    assert town.request_of(1).building == "5" and town.request_of(1).beneficiary_consent_at is not None
    assert town.person(town.stranger).building is None
    assert [event.facts["field"] for event in town.trail("consented") if event.facts["field"] == "beneficiary"] == ["beneficiary"]


async def test_a_neighbours_door_is_not_ones_own(town: Town) -> None:
    """For 王阿姨 next door: the card says that she agrees, her door is asked for, and the writer's own stays as it is."""
    await town.wu.says("邻居王阿姨腿脚不便, 帮她取快递")
    await town.wu.taps("跑腿代办")
    card = town.wu.last("confirm_card").text
    assert "替别人办" in card and "在哪里: 3号楼\n" in card
    await town.wu.taps("对")
    assert town.wu.new()[-1].key == "ask_door"
    await town.wu.says("2单元502")
    request = town.request_of(1)
    assert request.beneficiary == "邻居" and request.beneficiary_consent_at is not None
    assert request.household_id not in (None, town.person(town.wu).household_id)
    assert [event.facts["field"] for event in town.trail("consented") if event.facts["field"] == "beneficiary"] == ["beneficiary"]


async def test_a_sensitive_need_of_a_neighbour_has_one_yes(town: Town) -> None:
    """Whose it is was said: only 替别人办 is offered."""
    await town.wu.says("邻居手术刚出院, 想请人看看她")
    await town.wu.taps("就医健康")
    labels = town.wu.last("confirm_card").labels
    assert any("替别人" in label for label in labels) and not any("我自己的事" in label for label in labels)


async def test_a_neighbour_who_is_to_help_changes_nothing(town: Town) -> None:
    """「请邻居帮我」 is for oneself, behind one's own door."""
    await town.wu.says("想请邻居帮我取快递")
    await town.wu.taps("跑腿代办")
    card = town.wu.last("confirm_card").text
    assert "替别人办" not in card and "3号楼2单元501" in card


@pytest.mark.parametrize("code", ["rg:1:1", "rh:1", "rg:1", "rg:99:1"])
async def test_nobody_elses_door_is_theirs_to_tell(town: Town, code: str) -> None:
    """Both buttons name the request; a unit that the building does not have is refused too."""
    await leak(town, town.stranger)
    for who in (town.he, *((town.stranger,) if code.startswith("rg") else ())):
        who.looks_away()
        await who.sends_code(code)
        assert who.new()[-1].key == "tap_refused"
