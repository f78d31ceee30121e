"""Asking neighbours: waves, answers, who is replaced by whom, and never an untrue word to somebody who wants to help."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from aid.followups.model import FollowUpKind
from aid.matching import service as matching
from aid.matching.model import Habit, OfferStatus
from aid.matching.service import Answer
from aid.requests import service as requests
from aid.requests.model import Status
from aid.volunteers.model import Level, Volunteer
from tests.integration.compound import DAY, HOUR, LEAK, MINUTE, START, Compound, opens

PLUMBER = {"plumbing": Level.SKILLED}
AT_NIGHT = START.replace(hour=23, minute=0)


def changes(compound: Compound, number: int, **fields: Any) -> None:
    """Set fields of a request that nobody can set by a tap."""
    compound.does(lambda unit: [setattr(requests.hold(unit, number), name, value) for name, value in fields.items()])


def holders(compound: Compound, number: int = 1) -> set[str]:
    """Who has said yes."""
    return {who for who, offer in compound.offers(number).items() if offer.status is OfferStatus.ACCEPTED}


@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_say_yes_at_the_same_moment_one_wins_and_the_other_is_told_the_truth(compound: Compound, round_: int) -> None:
    """Two threads, two connections, one seat: one is taken, one filled, on either engine."""
    number = opens(compound)
    offers = compound.offers(number)
    start, answers = threading.Barrier(2), {}

    def accept(who: str) -> None:
        start.wait()
        answers[who] = compound.work.write(f"race:{who}", matching.accept, offers[who].id)

    threads = [threading.Thread(target=accept, args=(who,)) for who in ("lin", "chen")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    compound.delivers()
    assert sorted(answers.values()) == [Answer.FILLED, Answer.TAKEN]
    winner, loser = sorted(answers, key=lambda who: answers[who] is Answer.FILLED)
    assert holders(compound) == {winner}
    assert compound.last(winner).key == "holder_card"
    assert "已有人接单" in compound.last(loser).text
    assert compound.got("wu", "resident_accepted") == 1


def test_a_decliner_is_replaced_at_once_by_the_next_best(small: Compound) -> None:
    """No wave is waited for: the best of those not yet asked gets the offer in the same breath."""
    number = opens(small)
    small.taps("lin", "这次不行")
    assert small.last("yu", "offer").at == small.now
    small.sees("lin", "offer", "decline_noted")
    assert list(small.offers(number)) == ["lin", "chen", "yu"]


def test_with_nobody_left_and_nobody_thinking_the_captain_has_it_at_once(small: Compound) -> None:
    """The last no does not wait for a clock; while somebody still thinks, the captain is left alone."""
    number = opens(small)
    for who in ("lin", "chen"):
        small.taps(who, "这次不行")
        assert small.status(number) is Status.OFFERING
    small.taps("yu", "这次不行")
    assert small.status(number) is Status.WITH_CAPTAIN
    assert "没有能请的邻居了" in small.last("captain3", "captain_card").text


def test_an_offer_stays_good_until_somebody_fills_the_request(small: Compound) -> None:
    """A yes after hours, when the captain has the card already, is still a yes."""
    number = opens(small)
    small.passes(5 * HOUR)
    assert small.status(number) is Status.WITH_CAPTAIN
    small.taps("chen", "接单")
    assert (small.status(number), holders(small)) == (Status.ACCEPTED, {"chen"})


def test_a_no_may_become_a_yes_as_long_as_help_is_needed(small: Compound) -> None:
    """Who declined and finds the time after all is not turned away."""
    number = opens(small)
    small.taps("lin", "这次不行")
    small.taps("lin", "接单")
    assert (small.status(number), holders(small)) == (Status.ACCEPTED, {"lin"})


@pytest.mark.parametrize(
    ("ending", "says"),
    [
        ("filled", "已有人接单"),
        ("withdrawn", "已撤销"),
        ("closed by the captain", "楼栋长已安排"),
        ("done by the captain", "楼栋长已安排"),
        ("done by another", "已有人接单"),
    ],
)
def test_who_comes_too_late_is_told_what_is_true(small: Compound, ending: str, says: str) -> None:
    """Filled, withdrawn or arranged: each has its own sentence, and the yes changes nothing."""
    number = opens(small)
    if ending in ("filled", "done by another"):
        small.taps("chen", "接单")
    if ending == "done by another":
        small.taps("chen", "办好了")
    if ending == "withdrawn":
        small.taps("wu", "不用了")
    if ending.endswith("captain"):
        small.passes(2 * HOUR)
        small.taps_code("captain3", "cx:1:not_ours:outside" if ending.startswith("closed") else small.button("captain3", "已经办好"))
    before = small.status(number)
    small.taps("lin", "接单")
    assert says in small.last("lin", "offer_too_late").text
    assert small.status(number) is before and "lin" not in holders(small)
    assert small.trail(number, "too_late")[-1].facts["answer"] in {"filled", "cancelled", "arranged"}


def test_saying_yes_twice_is_one_yes(small: Compound) -> None:
    """The second tap is told that it is theirs already."""
    number = opens(small)
    small.taps("chen", "接单")
    small.taps_code("chen", small.last("chen", "offer").buttons["接单"])
    assert small.last("chen").key == "offer_already_yours"
    assert small.got("wu", "resident_accepted") == 1 and small.went_through(number).count(Status.ACCEPTED) == 1


def test_a_holder_who_declines_on_the_old_card_steps_back(small: Compound) -> None:
    """「这次不行」 after a yes is taken at its word: the request is offered on, and nobody believes in a helper who is not coming."""
    number = opens(small)
    small.taps("chen", "接单")
    small.taps_code("chen", small.last("chen", "offer").buttons["这次不行"])
    assert small.last("chen").key == "step_back_noted"
    assert (small.status(number), holders(small)) == (Status.OFFERING, set())
    assert small.got("wu", "resident_reoffered") == 1


def test_a_holder_who_steps_back_is_replaced_at_once(small: Compound) -> None:
    """The next neighbour is asked and the resident hears of it in the same breath."""
    number = opens(small)
    small.taps("chen", "接单")
    small.taps("chen", "我去不了了")
    assert small.status(number) is Status.OFFERING
    assert small.got("wu", "resident_reoffered") == 1 and small.last("yu", "offer").at == small.now
    small.taps("lin", "接单")
    assert holders(small) == {"lin"}, "the offer that expired when chen said yes is good again"


def test_a_silent_holder_who_speaks_up_after_the_re_offer_is_welcome(small: Compound) -> None:
    """Released for silence while nobody else has said yes, a late yes is taken, not answered with an untrue sentence."""
    number = opens(small)
    small.taps("chen", "接单")
    small.passes(2 * DAY)
    assert small.got("chen", "holder_released") == 1
    changes(small, number, needed=1)
    if small.status(number) is Status.WITH_CAPTAIN:
        small.taps("captain3", "指派邻居")
        small.taps("captain3", "林师傅")
    small.taps_code("chen", small.last("chen", "offer").buttons["接单"])
    assert (small.status(number), holders(small)) == (Status.ACCEPTED, {"chen"})


def test_a_request_for_two_is_offered_on_until_two_have_said_yes(small: Compound) -> None:
    """Never more holders than needed; done when the last of them says so."""
    small.says("wu", LEAK, "repair_home")
    changes(small, 1, needed=2)
    small.taps("wu", "对, 就这样")
    small.passes(20 * MINUTE)
    assert set(small.offers()) == {"lin", "chen", "yu"}
    small.taps("lin", "接单")
    assert small.status() is Status.OFFERING
    small.taps("chen", "接单")
    assert small.status() is Status.ACCEPTED
    small.taps("yu", "接单")
    assert "已有人接单" in small.last("yu").text and holders(small) == {"lin", "chen"}
    small.taps("lin", "办好了")
    assert small.status() is Status.ACCEPTED
    small.taps("chen", "办好了")
    assert small.status() is Status.DONE


def test_one_of_two_who_steps_back_leaves_the_other_in_place(small: Compound) -> None:
    """Only the free seat is offered on."""
    for place in range(8):
        small.volunteers(f"helper{place}", "4", {"plumbing": Level.SOME}, name=f"邻居{place}")
    small.says("wu", LEAK, "repair_home")
    changes(small, 1, needed=2)
    small.taps("wu", "对, 就这样")
    small.taps("lin", "接单")
    small.taps("chen", "接单")
    small.taps("lin", "我去不了了")
    assert (small.status(), holders(small)) == (Status.OFFERING, {"chen"})
    small.taps("yu", "接单")
    assert (small.status(), holders(small)) == (Status.ACCEPTED, {"chen", "yu"})


def test_a_captain_is_not_offered_those_who_have_said_yes_already(small: Compound) -> None:
    """Asking a holder by name would take the request from them: they are not on the list, and a tap from an older list is refused."""
    small.says("wu", LEAK, "repair_home")
    changes(small, 1, needed=2)
    small.taps("wu", "对, 就这样")
    small.passes(2 * HOUR)
    small.taps("captain3", "指派邻居")
    older = small.last("captain3", "captain_choices")
    small.taps("lin", "接单")
    small.taps("captain3", "指派邻居")
    assert [label for label in small.last("captain3", "captain_choices").buttons if label.startswith("林师傅")] == []
    small.taps_code("captain3", next(code for label, code in older.buttons.items() if label.startswith("林师傅")))
    assert small.last("captain3").key == "captain_cannot_ask"
    assert holders(small) == {"lin"}


def test_whom_the_captain_asks_by_name_can_say_yes_beside_a_holder(small: Compound) -> None:
    """A captain who takes over and asks one more neighbour needs one more: the named yes is never 已有人接单."""
    number = opens(small)
    small.taps("chen", "接单")
    code = small.last("captain3", "captain_accepted")
    assert code.request == number
    small.does(lambda unit: matching.to_captain(unit, requests.hold(unit, number), "not_enough"))
    small.delivers()
    small.taps("captain3", "指派邻居")
    small.taps("captain3", "林师傅")
    assert small.status(number) is Status.OFFERING
    small.taps("lin", "接单")
    assert (small.status(number), holders(small)) == (Status.ACCEPTED, {"chen", "lin"})


def test_after_a_reopening_one_named_yes_is_enough(small: Compound) -> None:
    """However many were asked the first time, what is left needs whom the captain asks."""
    number = opens(small)
    small.taps("chen", "接单")
    small.does(lambda unit: matching.to_captain(unit, requests.hold(unit, number), "not_enough"))
    small.delivers()
    for label in ("指派邻居", "林师傅"):
        small.taps("captain3", label)
    small.taps("lin", "接单")
    for who in ("chen", "lin"):
        small.taps(who, "办好了")
    small.taps("captain3", "确认办好")
    small.passes(3 * DAY)
    small.taps("wu", "还没解决")
    for label in ("指派邻居", "俞大姐"):
        small.taps("captain3", label)
    small.taps("yu", "接单")
    assert (small.status(number), holders(small)) == (Status.ACCEPTED, {"yu"})


def test_a_holder_who_is_done_while_the_captain_has_it_brings_it_on(small: Compound) -> None:
    """The captain took over, the helper finished: the captain is asked to confirm instead of hearing nothing."""
    number = opens(small)
    small.taps("chen", "接单")
    small.does(lambda unit: matching.to_captain(unit, requests.hold(unit, number), "not_enough"))
    small.taps("chen", "办好了")
    assert small.status(number) is Status.DONE
    assert small.got("captain3", "captain_confirm") == 1


def test_nothing_that_an_offer_keeps_or_says_before_a_yes_is_personal(compound: Compound) -> None:
    """Reasons, traits and the card itself hold neither name, phone nor door, of resident or helper; the words are shown after a yes."""
    number = opens(compound)
    secrets = ("吴", "阿姨", "13800000001", "501", "林师傅", "陈大哥", "俞大姐", "101", "102", "103")
    offers = compound.offers(number)
    assert offers
    for who, offer in offers.items():
        kept = json.dumps([offer.reasons, offer.traits, offer.band], ensure_ascii=False)
        card = compound.last(who, "offer").text
        assert not [each for each in secrets if each in kept or each in card], (who, kept, card)


def test_each_offer_keeps_its_reasons_and_shows_them(small: Compound) -> None:
    """The parts of the score are in the row, and the card says why in words."""
    number = opens(small)
    offer = small.offers(number)["lin"]
    assert set(offer.reasons) == set(small.work.community.weights) and offer.reasons["skill"] == offer.reasons["nearness"] == 1.0
    assert offer.score == pytest.approx(sum(weight * offer.reasons[name] for name, weight in small.work.community.weights.items()))
    assert 0 < offer.context <= offer.chance and "category:repair_home" in offer.traits
    text = small.last("lin", "offer").text
    assert "和您同一栋楼" in text and "您有证" in text and "还没麻烦过您" in text


def test_waves_grow_and_never_ask_anybody_twice(small: Compound) -> None:
    """More with each wave while nobody answers; one offer a person."""
    for place in range(12):
        small.volunteers(f"helper{place}", "4", PLUMBER, name=f"邻居{place}")
    number = opens(small)
    sizes = [len(small.offers(number))]
    for _ in range(2):
        small.passes(20 * MINUTE)
        sizes.append(len(small.offers(number)))
    assert sizes[0] < sizes[1] < sizes[2]
    assert all(small.got(who, "offer") == 1 for who in small.offers(number))


def test_nobody_is_asked_more_often_than_they_want(small: Compound) -> None:
    """Two requests a day is a volunteer's cap unless they said otherwise; then the captain has it, and the next day they are asked again."""
    for room in range(4):
        small.lives(f"flat{room}", "3", "4", str(401 + room))
    numbers = [opens(small, f"flat{room}") for room in range(4)]
    asked = [who for number in numbers for who in small.offers(number)]
    assert {who: asked.count(who) for who in ("lin", "chen", "yu")} == {"lin": 2, "chen": 2, "yu": 2}
    assert small.status(numbers[-1]) is Status.WITH_CAPTAIN and small.offers(numbers[-1]) == {}
    small.passes(DAY)
    assert small.offers(opens(small, "he"))


def test_a_normal_request_made_at_night_is_offered_when_the_quiet_hours_end(small: Compound) -> None:
    """The resident is answered at once, the neighbours sleep until seven, the captain reads the digest at eight."""
    small.sleeps_until(AT_NIGHT)
    number = opens(small)
    assert small.last("wu").key == "resident_card" and small.offers(number) == {}
    morning = AT_NIGHT + timedelta(hours=8)
    assert small.pending(number)[FollowUpKind.NEXT_WAVE] == morning
    small.passes(10 * HOUR)
    assert small.last("lin", "offer").at == morning
    assert small.last("captain3", "captain_opened").at == morning + HOUR


def test_requests_that_wait_for_the_morning_are_shared_out_together(small: Compound) -> None:
    """Who alone knows drains is kept for the drain, although the leak, asked for first, could have asked them too."""
    small.volunteers("both", "3", {"plumbing": Level.CERTIFIED, "drain_unblocking": Level.CERTIFIED}, name="样样会")
    small.sleeps_until(AT_NIGHT)
    leak, drain = opens(small), opens(small, "he", "家里马桶堵了")
    assert small.offers(leak) == small.offers(drain) == {}
    small.passes(8 * HOUR)
    assert "both" in small.offers(drain) and "both" not in small.offers(leak) and small.offers(leak)


def test_an_urgent_request_at_night_wakes_only_captain_and_who_chose_it(small: Compound) -> None:
    """夜里也可以叫我 is asked at once; the others are not asked at all."""
    small.volunteers("owl", "5", PLUMBER, name="夜猫", night_ok=True)
    small.sleeps_until(AT_NIGHT)
    number = opens(small, text="水管爆了水一直喷, 快来人")
    assert small.request(number).urgency.value == "urgent"
    assert list(small.offers(number)) == ["owl"] and small.last("owl", "offer").at == AT_NIGHT
    assert small.last("captain3").at == AT_NIGHT


@pytest.mark.parametrize("door", ["wave", "replacement", "captain"])
def test_nobody_of_the_requesters_household_is_ever_asked(small: Compound, door: str) -> None:
    """Not in a wave, not in place of a decliner, not by the captain's list: whatever their skill."""
    small.volunteers("son", "3", {"plumbing": Level.CERTIFIED}, name="吴小弟", door="2", room="501")
    number = opens(small)
    if door == "replacement":
        for who in ("lin", "chen", "yu"):
            small.taps(who, "这次不行")
    if door == "captain":
        small.passes(2 * HOUR)
        small.taps("captain3", "指派邻居")
        assert not any(label.startswith("吴小弟") for label in small.last("captain3", "captain_choices").buttons)
    small.passes(DAY)
    assert "son" not in small.offers(number) and small.got("son", "offer") == 0


def test_a_household_said_in_words_only_is_recognised_too(small: Compound) -> None:
    """A stranger who writes from the door of a volunteer is of their household by the keyed hash of the door."""
    small.says("stranger", f"3号楼1单元101, {LEAK}", "repair_home")
    small.taps("stranger", "对, 就这样")
    assert "lin" not in small.offers(1) and "chen" in small.offers(1)


def record(compound: Compound, who: str) -> dict[str, Any]:
    """What a volunteer's offers came to, as matching remembers it."""
    with compound.work.read() as unit:
        found = unit.session.scalars(select(Volunteer).where(Volunteer.person_id == compound.ids[who])).one()
        return dict(found.record)


def habit(compound: Compound, trait: str) -> tuple[float, float]:
    """Yeses and asks of the compound by one trait."""
    with compound.work.read() as unit:
        row = unit.session.get(Habit, trait)
        return (row.yes, row.tried) if row else (0.0, 0.0)


def test_matching_learns_from_yes_no_silence_and_a_yes_that_is_not_kept(compound: Compound) -> None:
    """Of the compound and of each volunteer; a yes that was taken back counts as a no, and who had no time to answer as less than an ask."""
    number = opens(compound)
    compound.taps("lin", "这次不行")
    assert habit(compound, "all") == (0.0, 1.0) and record(compound, "lin")["working"][:2] == [0.0, 1.0]
    compound.passes(6 * MINUTE)
    compound.taps("chen", "接单")
    yes, tried = habit(compound, "category:repair_home")
    assert yes == pytest.approx(1.0, abs=1e-3) and 2.4 < tried < 2.6, "yu was asked six minutes ago: half an ask"
    assert record(compound, "chen")["working"][0] == 1.0
    compound.taps("chen", "我去不了了")
    assert habit(compound, "all")[0] == pytest.approx(0.0, abs=1e-3) and record(compound, "chen")["working"][0] == 0.0
    assert compound.offers(number)["chen"].tried == 1.0


def test_nothing_is_learned_from_whom_a_captain_asks_by_name(small: Compound) -> None:
    """A captain's word weighs more than ours: it says nothing of the chance of a yes to us."""
    number = opens(small)
    small.passes(2 * HOUR)
    before = habit(small, "all")
    small.taps("captain3", "指派邻居")
    small.taps("captain3", "林师傅")
    small.taps("lin", "接单")
    assert small.status(number) is Status.ACCEPTED and habit(small, "all")[0] == before[0] == 0.0


def test_how_many_are_needed_is_read_from_the_words(small: Compound) -> None:
    """「需要三个人搬」 is offered on until three have said yes."""
    for who in ("lin", "chen", "yu"):
        small.volunteers(f"{who}2", "3", {"furniture_moving": Level.SKILLED}, name=f"{who}力气大")
    number = opens(small, "he", "需要三个人帮我搬一个大柜子", "moving_heavy")
    assert small.request(number).needed == 3
    for who in ("lin2", "chen2", "yu2"):
        assert small.status(number) is Status.OFFERING
        small.taps(who, "接单")
    assert small.status(number) is Status.ACCEPTED
