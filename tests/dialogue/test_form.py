"""Everything that fills or asks a slot: category, place, confirmation; through the real Rasa and its actions."""

from __future__ import annotations

import pytest

from aid.requests.model import Status
from tests.dialogue.town import Town

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("rasa")]

LEAK = "我家厨房水管漏水了"


async def test_what_is_known_is_never_asked(rasa_town: Town) -> None:
    """One sentence with need, place and time, from somebody we have never seen: straight to the card."""
    stranger = rasa_town.stranger
    await stranger.says("5号楼1单元203, 厨房水管漏水了, 明天下午三点来修, 电话13912345678")
    card = stranger.sees_one("confirm_card")
    request = rasa_town.request_of(1)
    assert (request.category, request.building, request.contact_phone) == ("repair_home", "5", "13912345678")
    assert request.wanted_from is not None
    assert request.captain_id == rasa_town.person(rasa_town.captain5).id
    assert "5号楼1单元203" in card.text


async def test_the_home_of_a_known_resident_is_taken_for_the_place(rasa_town: Town) -> None:
    """吴阿姨 need not say where she lives; the card shows it."""
    await rasa_town.wu.says(LEAK)
    assert "3号楼2单元501" in rasa_town.wu.sees_one("confirm_card").text


async def test_an_unclear_need_is_met_with_the_top_three(rasa_town: Town, vague: list[str]) -> None:
    """Three categories to tap and a person; the tap fills the category and the form goes on."""
    wu = rasa_town.wu
    await wu.says(vague[0])
    card = wu.sees_one("ask_category")
    assert len(card.buttons) == 4
    assert card.labels[-1] == "找真人"
    await wu.taps(card.labels[0])
    wu.sees("confirm_card")
    assert rasa_town.request_of(1).category == card.buttons[0][1].split(":")[-1]


async def test_a_tap_keeps_what_the_same_sentence_said_of_place_and_time(rasa_town: Town, vague: list[str]) -> None:
    """Place and time of an unclear sentence survive the question for the category."""
    stranger = rasa_town.stranger
    await stranger.says(f"{vague[0]}, 5号楼1单元203")
    seen = stranger.new()
    if seen[-1].key == "ask_category":
        await stranger.taps(seen[-1].labels[0])
        seen = stranger.new()
    assert [card.key for card in seen] == ["confirm_card"]
    assert "5号楼1单元203" in seen[0].text


async def test_other_words_may_name_the_category(rasa_town: Town, vague: list[str]) -> None:
    """Whoever does not tap but says it again is understood."""
    wu = rasa_town.wu
    await wu.says(vague[0])
    wu.sees("ask_category")
    await wu.says(LEAK)
    wu.sees("confirm_card")
    assert rasa_town.request_of(1).category == "repair_home"


async def test_two_failed_understandings_bring_a_person(rasa_town: Town, vague: list[str]) -> None:
    """Unclear three times: the captain comes in with everything that was said."""
    wu, captain = rasa_town.wu, rasa_town.captain
    for words in vague[:2]:
        await wu.says(words)
        wu.sees("ask_category")
    await wu.says(vague[2])
    wu.sees("resident_handed_over")
    card = captain.sees_one("captain_handoff")
    assert all(words in card.text for words in vague[:3])
    assert rasa_town.status() is Status.WITH_CAPTAIN


async def test_the_place_is_asked_when_nobody_knows_it(rasa_town: Town) -> None:
    """Building, unit and room in one answer."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.sees("ask_place")
    await stranger.says("3号楼2单元502")
    assert "3号楼2单元502" in stranger.sees_one("confirm_card").text


@pytest.mark.parametrize(
    ("answer", "door"),
    [("5", "5号楼"), ("我在5号楼", "5号楼"), ("五号楼一单元二零三", "5号楼1单元203"), ("5-1-203", "5号楼1单元203"), ("就在五栋", "5号楼")],
)
async def test_a_place_may_be_said_in_many_ways(rasa_town: Town, answer: str, door: str) -> None:
    """A bare number, characters, dashes: all are an answer to 「几号楼」, none is an emergency."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.sees("ask_place")
    await stranger.says(answer)
    assert f"在哪里: {door}\n" in stranger.sees_one("confirm_card").text


async def test_a_building_that_does_not_exist_is_asked_again(rasa_town: Town) -> None:
    """The answer says which building we do not have."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.sees("ask_place")
    await stranger.says("88号楼")
    assert "88" in stranger.sees_one("ask_place").text
    await stranger.says("8号楼")
    stranger.sees("confirm_card")


async def test_a_building_may_be_tapped(rasa_town: Town) -> None:
    """Buttons in the order of the compound, four in a row; captain and card follow the tap."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.sees("ask_place")
    await stranger.taps("5号楼")
    assert "5号楼" in stranger.sees_one("confirm_card").text
    assert rasa_town.request_of(1).captain_id == rasa_town.person(rasa_town.captain5).id


async def test_a_room_said_later_joins_the_building(rasa_town: Town) -> None:
    """First the building by tap, then only the room: the card is shown again with both."""
    stranger = rasa_town.stranger
    await stranger.says(LEAK)
    stranger.sees("ask_place")
    await stranger.taps("5号楼")
    stranger.sees("confirm_card")
    await stranger.says("1单元203")
    assert "5号楼1单元203" in stranger.sees_one("confirm_card").text


@pytest.mark.parametrize("yes", ["对", "是的", "好的谢谢", "没错", "👍", "嗯嗯"])
async def test_yes_in_words_opens_the_request(rasa_town: Town, yes: str) -> None:
    """The words of a yes are read from the text before any intent."""
    await rasa_town.wu.says(LEAK)
    rasa_town.wu.sees("confirm_card")
    await rasa_town.wu.says(yes)
    rasa_town.wu.sees("resident_card")
    assert rasa_town.status() is Status.OFFERING


async def test_yes_by_tap_opens_the_request(rasa_town: Town) -> None:
    """The neighbours who can do it are asked at once; whoever lives with the resident is not."""
    await rasa_town.wu.says(LEAK)
    await rasa_town.wu.taps("对")
    rasa_town.wu.sees("confirm_card", "resident_card")
    for volunteer in (rasa_town.lin, rasa_town.chen):
        volunteer.sees("offer")
    rasa_town.husband.sees_nothing()


async def test_hello_is_no_yes(rasa_town: Town) -> None:
    """「你好」 has a 「好」 in it and confirms nothing."""
    await rasa_town.wu.says(LEAK)
    await rasa_town.wu.says("你好")
    rasa_town.wu.sees("confirm_card", "smalltalk", "confirm_card")
    assert rasa_town.status() is Status.RECEIVED


async def test_no_asks_what_is_wrong(rasa_town: Town) -> None:
    """A bare no is followed by the question what to change."""
    await rasa_town.wu.says(LEAK)
    await rasa_town.wu.says("不对")
    rasa_town.wu.sees("confirm_card", "ask_what_to_change")


async def test_a_no_that_brings_its_correction_shows_the_card_again(rasa_town: Town) -> None:
    """「不对, 我在5号楼」 changes the place, and is no emergency."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.says("不对, 我在5号楼1单元203")
    assert "5号楼1单元203" in wu.sees("confirm_card", "confirm_card")[1].text
    await wu.says("对")
    wu.sees("resident_card")
    assert rasa_town.request_of(1).building == "5"


async def test_category_and_place_may_be_changed_by_tap(rasa_town: Town) -> None:
    """改一下 → 事情不对 → another category; 改一下 → 地点不对 → another building; then the card again."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.taps("改一下")
    await wu.taps("事情不对")
    wu.sees("confirm_card", "ask_what_to_change", "ask_category")
    await wu.taps("搬抬重物")
    assert "搬抬重物" in wu.sees_one("confirm_card").text
    await wu.taps("改一下")
    await wu.taps("地点不对")
    wu.sees("ask_what_to_change", "ask_place")
    await wu.taps("5号楼")
    assert "5号楼" in wu.sees_one("confirm_card").text
    await wu.taps("对")
    assert wu.new()[0].key == "resident_card"
    request = rasa_town.request_of(1)
    assert (request.category, request.building, request.household_id) == ("moving_heavy", "5", None)


async def test_the_time_may_be_changed_in_words(rasa_town: Town) -> None:
    """After 改一下 a time is understood as the correction; so is one said over the card itself."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.taps("改一下")
    wu.sees("confirm_card", "ask_what_to_change")
    await wu.says("明天下午三点")
    assert "明天 15:00" in wu.sees_one("confirm_card").text
    await wu.says("改到后天上午九点")
    assert "后天 09:00" in wu.sees_one("confirm_card").text


async def test_another_need_said_over_a_no_changes_the_category(rasa_town: Town) -> None:
    """「不对」, then 「手机不会用」: that is what was meant."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    await wu.says("不对")
    wu.sees("confirm_card", "ask_what_to_change")
    await wu.says("手机不会用, 想找人教一下")
    assert "手机电脑" in wu.sees_one("confirm_card").text


async def test_a_phone_number_over_the_card_is_kept(rasa_town: Town) -> None:
    """It counts as a correction: the card comes again, and the number is in the row."""
    await rasa_town.wu.says(LEAK)
    await rasa_town.wu.says("电话13912345678")
    rasa_town.wu.sees("confirm_card", "confirm_card")
    assert rasa_town.request_of(1).contact_phone == "13912345678"


async def test_dropping_it_on_the_card_cancels(rasa_town: Town) -> None:
    """不用了: cancelled, nobody was ever asked, and the buttons are gone."""
    wu = rasa_town.wu
    await wu.says(LEAK)
    card = wu.sees_one("confirm_card")
    await wu.taps("不用了")
    wu.sees("cancelled")
    assert rasa_town.status() is Status.CANCELLED
    assert card.shown.buttons == []
    rasa_town.lin.sees_nothing()


async def test_a_sensitive_need_says_who_will_see_it(rasa_town: Town) -> None:
    """Health and children: the card asks for consent, the yes is kept as one."""
    wu = rasa_town.wu
    await wu.says("我妈一个人在家, 想请人陪她说说话做个饭")
    assert "审核过" in wu.sees_one("confirm_card").text
    await wu.taps("对")
    assert rasa_town.person(wu).sensitive_consent_at is not None


async def test_a_service_need_goes_to_the_partner(rasa_town: Town) -> None:
    """A broken lamp in the stairwell is the property company's; the captain watches."""
    wu = rasa_town.wu
    await wu.says("我们单元楼道的灯坏了, 晚上看不见路")
    wu.sees("confirm_card")
    await wu.taps("对")
    assert "已转给" in wu.sees_one("resident_card").text
    rasa_town.captain.sees("captain_refer_call")
    assert rasa_town.status() is Status.REFERRED


async def test_two_needs_become_two_requests(rasa_town: Town) -> None:
    """Both are shown on one card, and one tap opens them, each with a number of its own."""
    wu = rasa_town.wu
    await wu.says("厨房水龙头漏水想找人修一下，另外楼道灯不亮了")
    card = wu.sees_one("confirm_card")
    assert card.labels[:3] == ["两件都要", "只要第一件", "只要第二件"]
    await wu.taps("两件都要")
    assert {rasa_town.request_of(number).category for number in (1, 2)} == {"repair_home", "property_public_facility"}
    assert [each.key for each in wu.new()].count("resident_card") == 2
    assert rasa_town.request_of(1).conversation_id != rasa_town.request_of(2).conversation_id
