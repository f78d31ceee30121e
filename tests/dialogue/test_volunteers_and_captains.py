"""What volunteers and captains tap, and what everybody else sees of it; no Rasa is needed for any of it."""

from __future__ import annotations

from aid.matching.model import Offer, OfferStatus
from aid.requests.model import Outcome, Status
from tests.dialogue.town import Town, leak_by_taps


def offer_of(town: Town, name: str) -> Offer:
    """The offer made to this volunteer."""
    person = town.person(getattr(town, name)).id
    found: Offer = town.read(lambda unit: next(each for each in unit.session.query(Offer) if each.volunteer.person_id == person))
    return found


async def test_accepting_shows_door_and_phone_to_the_holder_alone(town: Town) -> None:
    """The offer shows neither, the card after acceptance both; the other volunteer never sees them."""
    await leak_by_taps(town)
    assert "501" not in town.lin.sees_one("offer").text
    await town.lin.taps("接单")
    card = town.lin.sees_one("holder_card")
    assert "3号楼2单元501" in card.text
    assert "13800000001" in card.text
    assert "501" not in town.chen.sees_one("offer").text
    assert any(each.facts["fields"] == ["door", "phone", "words"] for each in town.trail("viewed"))


async def test_a_used_offer_loses_its_buttons(town: Town) -> None:
    """接单 and 这次不行 both leave the card without a second answer."""
    await leak_by_taps(town)
    await town.lin.taps("这次不行")
    await town.chen.taps("接单")
    for volunteer in (town.lin, town.chen):
        assert volunteer.last("offer").shown.buttons == []


async def test_coming_and_arrived_follow_each_other_on_the_card(town: Town) -> None:
    """One step at a time is offered; the resident hears of each."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    town.lin.looks_away()
    town.wu.looks_away()
    await town.lin.taps("我在路上")
    assert [label for label, _ in town.lin.last("holder_card").shown.buttons] == [
        "5 分钟到", "10 分钟到", "20 分钟到", "30 分钟到", "怎么走", "我到了", "办好了", "我去不了了"
    ]  # fmt: skip
    assert "在路上" in town.wu.last("resident_card").text
    await town.lin.taps("我到了")
    assert [label for label, _ in town.lin.last("holder_card").shown.buttons] == ["办好了", "我去不了了"]
    town.wu.sees("resident_arrived")
    town.lin.sees_nothing()


async def test_stepping_back_offers_it_on_at_once(town: Town) -> None:
    """我去不了了: thanked, released, and the next neighbour is asked; the resident is told."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    for who in (town.lin, town.wu, town.yu):
        who.looks_away()
    await town.lin.taps("我去不了了")
    town.lin.sees("step_back_noted")
    town.wu.sees("resident_reoffered")
    town.yu.sees("offer")
    assert town.status() is Status.OFFERING


async def test_after_closing_the_old_card_no_longer_acts(town: Town) -> None:
    """A tap on the holder's card of a finished request gets a truthful word and changes nothing."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    card = town.lin.last("holder_card")
    await town.lin.taps("办好了")
    await town.captain.taps("确认办好")
    town.lin.looks_away()
    await town.lin.presses(card, "我在路上")
    town.lin.sees("nothing_to_do")
    assert town.status() is Status.CONFIRMED


async def test_a_yes_after_the_captain_arranged_it(town: Town) -> None:
    """楼栋长已安排: nobody who wants to help is turned away with an untrue sentence."""
    await leak_by_taps(town)
    offer = town.lin.sees_one("offer")
    await town.captain_takes(1)
    await town.captain.taps("已经办好")
    await town.lin.presses(offer, "接单")
    assert "楼栋长已安排" in town.lin.sees_one("offer_too_late").text


async def test_a_yes_after_withdrawal(town: Town) -> None:
    """已撤销 is said when it was withdrawn."""
    await leak_by_taps(town)
    offer = town.lin.sees_one("offer")
    await town.wu.sends_code("rw:1")
    await town.lin.presses(offer, "接单")
    assert "已撤销" in town.lin.sees_one("offer_too_late").text


async def test_a_yes_while_the_captain_has_it_is_welcome(town: Town) -> None:
    """An offer stays good until someone's yes fills the request."""
    await leak_by_taps(town)
    offer = town.lin.sees_one("offer")
    await town.waits(hours=2, minutes=5)
    assert town.status() is Status.WITH_CAPTAIN
    await town.lin.presses(offer, "接单")
    town.lin.sees("holder_card")
    assert town.status() is Status.ACCEPTED


async def test_the_captain_does_not_agree_that_it_is_done(town: Town) -> None:
    """还没办好: it is the captain's now, and the resident hears it."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("办好了")
    for who in (town.wu, town.captain):
        who.looks_away()
    await town.captain.taps("还没办好")
    town.captain.sees("captain_card")
    assert "楼栋长处理中" in town.wu.last("resident_card").text
    assert town.status() is Status.WITH_CAPTAIN


async def test_the_captain_ends_what_is_not_ours(town: Town) -> None:
    """不归我们管: closed with its reason; the resident may disagree with one tap."""
    await leak_by_taps(town)
    await town.captain_takes(1)
    town.wu.looks_away()
    for label in ("更多", "结束", "不归我们管", "不在我们小区"):
        await town.captain.taps(label)
    town.captain.sees("captain_card", "captain_more", "captain_endings", "captain_why", "captain_closed")
    assert "不归" in town.wu.sees_one("resident_closed_by_captain").text
    assert town.request_of(1).outcome is Outcome.NOT_OURS
    await town.wu.taps("还没解决")
    town.wu.sees("resident_reopened", "ask_why_not")
    assert town.status() is Status.WITH_CAPTAIN


async def test_the_list_of_neighbours_keeps_its_other_names(town: Town) -> None:
    """After one name was tapped it is gone from the list, the others stay; the card above keeps its buttons."""
    await leak_by_taps(town)
    await town.waits(hours=2, minutes=5)
    await town.captain.taps("指派邻居")
    choices = town.captain.last("captain_choices")
    first = choices.labels[0]
    await town.captain.taps(first)
    assert first not in [label for label, _ in choices.shown.buttons]
    assert len(choices.shown.buttons) == len(choices.labels) - 1
    assert "指派邻居" in [label for label, _ in town.captain.last("captain_card").shown.buttons]


async def test_a_silent_captain_is_followed_up(town: Town) -> None:
    """催办 to the captain, 督办 to the deputy, 通报 to the secretary; the owner stays the same."""
    await leak_by_taps(town)
    await town.waits(hours=2, minutes=5)
    town.captain.looks_away()
    await town.waits(days=3)
    assert "captain_remind" in [card.key for card in town.captain.new()]
    assert "captain_escalated" in [card.key for card in town.deputy.new()]
    assert "captain_escalated" in [card.key for card in town.secretary.new()]
    assert town.request_of(1).captain_id == town.person(town.captain).id


async def test_a_silent_holder_is_nudged_and_released(town: Town) -> None:
    """Accepted and silent: a nudge, then others are asked, and no reproach."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    for who in (town.lin, town.wu):
        who.looks_away()
    await town.waits(days=3)
    assert [card.key for card in town.lin.new()][:2] == ["holder_nudge", "holder_released"]
    assert "resident_reoffered" in [card.key for card in town.wu.new()]
    assert offer_of(town, "lin").status is OfferStatus.WITHDRAWN


async def test_a_volunteer_is_a_resident_too(town: Town) -> None:
    """林师傅 asks for help himself: nobody offers him his own request."""
    await town.lin.says("家里水管漏了")
    await town.lin.taps("家中小修")
    await town.lin.taps("对")
    assert "offer" not in [card.key for card in town.lin.new()]
    town.chen.sees("offer")


async def test_at_night_nobody_is_asked_about_a_tap(town: Town) -> None:
    """A normal request of the night waits for the morning; the resident's own answer does not."""
    await town.waits(hours=14)  # half past eleven at night
    await town.wu.says("我家厨房水管漏水了")
    await town.wu.taps("家中小修")
    await town.wu.taps("对")
    assert town.wu.new()[-1].key == "resident_card"
    for volunteer in (town.lin, town.chen):
        volunteer.sees_nothing()
    await town.waits(hours=8)
    assert [card.key for card in town.lin.new()] == ["offer"]
