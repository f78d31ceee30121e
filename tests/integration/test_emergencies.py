"""Emergencies: the number first, the right people at once, and discretion where a life depends on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from aid.matching.model import OfferStatus
from aid.requests.model import Outcome, Status
from aid.volunteers.model import Level
from tests.integration.compound import DAY, HOUR, LEAK, MINUTE, START, Compound, opens

WORDS = {
    "medical": ("快来人, 我老伴突然晕倒了叫不醒", "120"),
    "fire_gas": ("着火了! 厨房全是烟, 快来人", "119"),
    "trapped": ("我被困在电梯里出不来了", "119"),
    "violence": ("救命, 我老公在打我", "110"),
    "despair": ("我不想活了", "12356"),
    "missing": ("我妈走丢了, 她有老年痴呆, 到处找不到", "110"),
}
OPEN = ["medical", "fire_gas", "trapped", "missing"]
DISCREET = ["violence", "despair"]
NIGHT = START.replace(hour=2) + DAY


@pytest.fixture
def watch(small: Compound) -> Compound:
    """Beside the others: vetted neighbours in the building and next door, and two vetted listeners far away."""
    small.volunteers("gao", "3", {"first_aid": Level.CERTIFIED}, name="高医生", vetted=True)
    small.volunteers("jiang", "3", {"smartphone": Level.SKILLED}, name="江同学", vetted=True)
    small.volunteers("off", "3", {"first_aid": Level.SKILLED}, name="休班", vetted=True, on_duty=False)
    small.volunteers("next", "2", {"first_aid": Level.SKILLED}, name="隔壁楼", vetted=True)
    small.volunteers("ear", "12", {"listening": Level.CERTIFIED}, name="俞阿姨", vetted=True)
    small.volunteers("near_ear", "3", {"listening": Level.SKILLED}, name="近邻", vetted=True)
    small.volunteers("unvetted_ear", "12", {"listening": Level.SKILLED}, name="未审核")
    small.volunteers(
        "daughter", "3", {"listening": Level.CERTIFIED, "first_aid": Level.CERTIFIED}, name="吴小妹", door="2", room="501", vetted=True
    )
    return small


def alarms(compound: Compound, kind: str, who: str = "wu") -> int:
    """Somebody raises this kind of alarm; the number of the request."""
    compound.says(who, WORDS[kind][0])
    return 1


@pytest.mark.parametrize("kind", list(WORDS))
def test_the_number_to_call_comes_before_anything_else(watch: Compound, kind: str) -> None:
    """The first thing that arrives is whom to call, in the same instant, at whatever hour."""
    watch.sleeps_until(NIGHT)
    number = alarms(watch, kind)
    first = watch.new("wu")[0]
    assert (first.key, first.at) == ("emergency_number", NIGHT) and WORDS[kind][1] in first.text
    assert watch.request(number).emergency_kind == kind
    assert watch.status(number) is Status.WITH_CAPTAIN


@pytest.mark.parametrize("kind", list(WORDS))
def test_the_captain_is_called_at_once_with_door_and_phone(watch: Compound, kind: str) -> None:
    """Two in the night is no reason to wait for the digest."""
    watch.sleeps_until(NIGHT)
    alarms(watch, kind)
    card = watch.last("captain3", "captain_emergency")
    assert card.at == NIGHT and "3号楼2单元501" in card.text and "13800000001" in card.text
    assert ("不要声张" in card.text) is (kind in DISCREET)


@pytest.mark.parametrize("kind", OPEN)
def test_every_vetted_neighbour_on_duty_in_the_building_is_called_at_once(watch: Compound, kind: str) -> None:
    """Whatever they know; not the unvetted, not who is off duty, not next door, not the requester's household."""
    watch.sleeps_until(NIGHT)
    assert set(watch.offers(alarms(watch, kind))) == {"gao", "jiang", "near_ear"}
    assert all(watch.last(who, "offer").at == NIGHT for who in ("gao", "jiang", "near_ear"))


@pytest.mark.parametrize("kind", DISCREET)
def test_violence_and_despair_reach_only_vetted_listeners_and_never_the_household(watch: Compound, kind: str) -> None:
    """Those vetted for listening, wherever they live; nobody else of the building, and nobody from behind the same door."""
    assert set(watch.offers(alarms(watch, kind))) == {"ear", "near_ear"}


@pytest.mark.parametrize("kind", DISCREET)
def test_the_card_of_a_discreet_alarm_says_only_that_somebody_is_needed(watch: Compound, kind: str) -> None:
    """需要马上联系 and the number of the request: no building, no kind, no reason that would give either away."""
    alarms(watch, kind)
    for who in ("ear", "near_ear"):
        text = watch.last(who, "offer").text
        assert "需要马上联系" in text
        assert not [word for word in ("3号楼", "栋", "楼", "人身安全", "打", "不想活", "吴", "138") if word in text], text
    assert "只有他们知道" in watch.last("wu", "emergency_paged").text


@pytest.mark.parametrize("kind", DISCREET)
def test_a_discreet_alarm_stays_discreet_when_the_place_becomes_known(watch: Compound, kind: str) -> None:
    """A stranger who then names the building brings its captain, and still nobody but listeners."""
    number = alarms(watch, kind, "stranger")
    assert set(watch.offers(number)) == {"ear", "near_ear", "daughter"}
    watch.says("stranger", "3号楼2单元501")
    assert watch.owner(number) == "captain3"
    assert set(watch.offers(number)) == {"ear", "near_ear", "daughter"}


def test_an_unknown_building_pages_the_secretary_and_asks_for_the_place_in_the_same_breath(watch: Compound) -> None:
    """The number, then the question; the answer brings captain and neighbours at once."""
    number = alarms(watch, "fire_gas", "stranger")
    watch.sees("stranger", "emergency_number", "emergency_where")
    assert watch.last("secretary", "captain_emergency").request == number and watch.offers(number) == {}
    watch.says("stranger", "3号楼2单元402")
    assert watch.owner(number) == "captain3" and "402" in watch.last("captain3", "captain_emergency").text
    assert {"gao", "jiang"} <= set(watch.offers(number))
    assert watch.last("stranger").key == "emergency_paged"


def test_a_place_said_with_the_alarm_is_not_asked_for(watch: Compound) -> None:
    """「2号楼着火了」 by a stranger calls building 2 without a question."""
    watch.says("stranger", "2号楼1单元301着火了, 快来人")
    assert watch.owner() == "captain2" and set(watch.offers()) == {"next"}
    assert watch.got("stranger", "emergency_where") == 0


def test_words_that_name_no_place_go_to_the_captain_and_the_place_is_asked_again(watch: Compound) -> None:
    """Panic answers with anything: nothing of it is lost, and the question stays open."""
    number = alarms(watch, "fire_gas", "stranger")
    watch.says("stranger", "我不知道怎么办")
    assert watch.got("stranger", "emergency_where") == 2
    assert "我不知道怎么办" in watch.last("secretary", "captain_emergency").text
    watch.says("stranger", "三号楼")
    assert watch.owner(number) == "captain3"


@pytest.mark.parametrize("end", ["false alarm", "done"])
def test_once_it_is_over_no_words_are_taken_for_the_place(watch: Compound, end: str) -> None:
    """「3号楼」 after 误报 or after the captain was there calls nobody any more, and nobody is asked where."""
    number = alarms(watch, "fire_gas", "stranger")
    watch.taps("secretary", "误报" if end == "false alarm" else "已经办好")
    watch.says("stranger", "没事了, 我在3号楼, 谢谢", "greeting_chitchat")
    assert watch.offers(number) == {} and watch.got("stranger", "emergency_where") == 1


def test_who_panics_and_writes_twice_has_one_emergency(watch: Compound) -> None:
    """A second cry is told to the captain and joined to the first; the place in it calls the neighbours."""
    number = alarms(watch, "fire_gas", "stranger")
    watch.passes(MINUTE)
    watch.says("stranger", "快来人啊, 3号楼2单元402着火了, 烟好大")
    assert "烟好大" in watch.request(number).words and watch.owner(number) == "captain3"
    assert {"gao", "jiang"} <= set(watch.offers(number))
    assert watch.got("stranger", "emergency_number") == 2
    watch.says("stranger", "着火了快点")
    assert watch.got("captain3", "captain_emergency") == 2 and "402" in watch.last("captain3", "captain_emergency").text
    with pytest.raises(NoResultFound):
        watch.request(number + 1)


def test_the_same_alarm_hours_later_is_another_emergency(watch: Compound) -> None:
    """What was not dealt with in the morning does not swallow the cry of the afternoon."""
    alarms(watch, "medical")
    watch.passes(HOUR)
    alarms(watch, "medical")
    assert watch.request(2).emergency_kind == "medical"


def test_several_may_come_and_each_sees_the_door(watch: Compound) -> None:
    """The first yes does not turn the second away."""
    number = alarms(watch, "medical")
    for who in ("gao", "jiang"):
        watch.taps(who, "接单")
        assert "3号楼2单元501" in watch.last(who, "holder_card").text
    assert {who for who, offer in watch.offers(number).items() if offer.status is OfferStatus.ACCEPTED} == {"gao", "jiang"}
    watch.taps("gao", "我去不了了")
    assert watch.status(number) is Status.ACCEPTED, "one is still on the way"


def test_an_alarm_in_the_middle_of_a_form_takes_the_request_over(watch: Compound) -> None:
    """What was a leak becomes the emergency it is; the form asks no further question."""
    watch.says("wu", LEAK, "repair_home")
    watch.says("wu", WORDS["medical"][0])
    assert (watch.status(), watch.request().emergency_kind, watch.request().urgency.value) == (Status.WITH_CAPTAIN, "medical", "emergency")
    watch.says("wu", "你好", "greeting_chitchat")
    assert "confirm_card" not in [each.key for each in watch.new("wu")][1:][-1:]


def test_an_alarm_beside_an_open_request_is_a_request_of_its_own(watch: Compound) -> None:
    """The leak that is already being dealt with stays what it is."""
    number = opens(watch)
    watch.says("wu", WORDS["medical"][0])
    assert watch.status(number) is Status.OFFERING and watch.request(number).emergency_kind is None
    assert watch.request(2).emergency_kind == "medical"


@pytest.mark.parametrize("who", ["wu", "captain3", "secretary"])
def test_a_false_alarm_ends_in_one_tap_and_is_kept(watch: Compound, who: str) -> None:
    """误报 by resident or captain: cancelled with its outcome, helpers are called back at once, and the row stays."""
    number = alarms(watch, "fire_gas")
    watch.taps("gao", "接单")
    code = watch.button("wu" if who == "wu" else "captain3", "误报")
    watch.taps_code(who, code)
    request = watch.request(number)
    assert (request.status, request.outcome) == (Status.CANCELLED, Outcome.FALSE_ALARM)
    assert watch.last("gao").key == "holder_cancelled"
    watch.taps("jiang", "接单")
    assert "已撤销" in watch.last("jiang").text
    assert watch.trail(number, "alarm")


def test_nobody_who_answers_brings_captain_deputy_and_secretary_within_ten_minutes(watch: Compound) -> None:
    """Two, five, ten minutes, in the night as by day."""
    watch.sleeps_until(NIGHT)
    alarms(watch, "medical")
    watch.passes(2 * MINUTE)
    assert watch.last("captain3").key == "captain_remind" and watch.got("deputy3", "captain_escalated") == 0
    watch.passes(3 * MINUTE)
    assert watch.last("deputy3", "captain_escalated").at == NIGHT + 5 * MINUTE
    watch.passes(5 * MINUTE)
    assert watch.last("secretary", "captain_escalated").at == NIGHT + 10 * MINUTE
    assert watch.got("wu", "resident_no_news") == 1


def test_a_responder_who_falls_silent_is_nudged_and_replaced_within_minutes(watch: Compound) -> None:
    """Two minutes, then five: the captain does not find out in the morning."""
    number = alarms(watch, "medical")
    watch.taps("gao", "接单")
    watch.passes(2 * MINUTE)
    assert watch.last("gao").key == "holder_nudge"
    watch.passes(3 * MINUTE)
    assert watch.last("gao").key == "holder_released"
    assert watch.status(number) in (Status.OFFERING, Status.WITH_CAPTAIN)
    watch.passes(timedelta(minutes=10))
    assert watch.status(number) is Status.WITH_CAPTAIN


def test_an_emergency_is_asked_after_within_hours(watch: Compound) -> None:
    """Once captain and helper say it is over, the resident is asked after two hours."""
    number = alarms(watch, "medical")
    watch.taps("captain3", "已经办好")
    watch.passes(2 * HOUR)
    assert watch.got("wu", "ask_solved") == 1 and watch.status(number) is Status.CONFIRMED
