"""The scenes of the demo by services alone: from a resident's words to a closed request."""

from __future__ import annotations

from aid.followups.model import FollowUpKind
from aid.matching.model import OfferStatus
from aid.requests.model import Outcome, Status
from aid.volunteers.model import Level
from tests.integration.compound import DAY, HOUR, LEAK, MINUTE, Compound, opens


def test_scene_a_a_leak_is_mended_by_the_second_volunteer_and_closed_by_the_resident(compound: Compound) -> None:
    """One declines, one accepts, comes, is done; the captain confirms, the resident is asked and satisfied."""
    number = opens(compound)
    assert compound.status(number) is Status.OFFERING
    assert set(compound.offers(number)) == {"lin", "chen"}, "the first wave of a normal request is two"
    compound.taps("lin", "这次不行")
    assert set(compound.offers(number)) == {"lin", "chen", "yu"}, "the one who said no is replaced at once"
    compound.taps("chen", "接单")
    assert compound.status(number) is Status.ACCEPTED
    assert "3号楼的陈邻居" in compound.last("wu", "resident_accepted").text
    card = compound.last("chen", "holder_card")
    assert "3号楼2单元501" in card.text and "13800000001" in card.text and LEAK in card.text
    for label in ("我在路上", "我到了", "办好了"):
        compound.taps("chen", label)
    assert compound.status(number) is Status.DONE
    compound.taps("captain3", "确认办好")
    assert compound.status(number) is Status.CONFIRMED
    compound.passes(3 * DAY)
    assert compound.got("wu", "ask_solved") == 1
    compound.taps("wu", "解决了")
    compound.taps("wu", "满意")
    request = compound.request(number)
    assert (request.status, request.outcome, request.solved, request.satisfied) == (Status.CLOSED, Outcome.SOLVED, True, True)
    assert compound.got("chen", "holder_thanks") == 1
    assert compound.pending(number) == {}
    assert compound.went_through(number) == [
        Status.RECEIVED, Status.OPEN, Status.OFFERING, Status.ACCEPTED, Status.DONE, Status.CONFIRMED, Status.CLOSED,
    ]  # fmt: skip


def test_scene_b_when_nobody_answers_the_captain_asks_a_named_neighbour(compound: Compound) -> None:
    """The waves grow, the captain gets the card and is reminded, deputy and secretary hear of it, and a named yes ends it."""
    number = opens(compound)
    compound.passes(2 * HOUR)
    assert compound.status(number) is Status.WITH_CAPTAIN
    assert compound.got("captain3", "captain_card") == 1 and "楼栋长处理中" in compound.last("wu", "resident_card").text
    compound.passes(2 * DAY)
    assert compound.got("captain3", "captain_remind") == 1
    assert compound.got("deputy3", "captain_escalated") == 1
    assert compound.got("secretary", "captain_escalated") >= 1
    compound.taps("captain3", "指派邻居")
    compound.taps("captain3", "林师傅")
    assert compound.status(number) is Status.OFFERING
    assert "楼栋长点名请您" in compound.last("lin", "offer").text
    compound.taps("lin", "接单")
    assert compound.status(number) is Status.ACCEPTED
    compound.taps("lin", "办好了")
    compound.taps("captain3", "确认办好")
    compound.passes(2 * DAY)
    compound.taps("wu", "解决了")
    assert compound.status(number) is Status.CLOSED


def test_scene_c_an_emergency_gives_the_number_first_and_calls_captain_and_vetted_neighbours_at_once(compound: Compound) -> None:
    """Before any question: 120; then the captain with the door, then every vetted neighbour of the building, several of whom may come."""
    compound.volunteers("gao", "3", {"first_aid": Level.CERTIFIED}, name="高医生", vetted=True)
    compound.volunteers("jiang", "3", {"smartphone": Level.SKILLED}, name="江同学", vetted=True)
    compound.says("wu", "快来人, 我老伴突然晕倒了叫不醒")
    first, paged = compound.sees("wu", "emergency_number", "emergency_paged")
    assert "120" in first.text
    number = paged.request
    assert number is not None
    assert "3号楼2单元501" in compound.last("captain3", "captain_emergency").text
    assert set(compound.offers(number)) == {"gao", "jiang"}, "lin, chen and yu are not vetted"
    compound.taps("gao", "接单")
    compound.taps("jiang", "接单")
    for helper in ("gao", "jiang"):
        assert "3号楼2单元501" in compound.last(helper, "holder_card").text
    assert compound.status(number) is Status.ACCEPTED
    compound.taps("gao", "办好了")
    assert compound.status(number) is Status.ACCEPTED, "done when the last of them says so"
    compound.taps("jiang", "办好了")
    assert compound.status(number) is Status.DONE


def test_scene_d_of_two_who_accept_the_second_is_told_that_somebody_was_first(compound: Compound) -> None:
    """One holder; the other hears 已有人接单 and nothing else changes."""
    number = opens(compound)
    compound.taps("chen", "接单")
    compound.taps("lin", "接单")
    assert "已有人接单" in compound.last("lin", "offer_too_late").text
    held = {who for who, offer in compound.offers(number).items() if offer.status is OfferStatus.ACCEPTED}
    assert held == {"chen"}


def test_scene_e_not_solved_reopens_to_the_same_captain_and_the_second_time_one_level_up(compound: Compound) -> None:
    """The resident's no brings it back; the second no brings it to the deputy."""
    number = opens(compound)
    compound.taps("chen", "接单")
    compound.taps("chen", "办好了")
    compound.taps("captain3", "确认办好")
    compound.passes(3 * DAY)
    compound.taps("wu", "还没解决")
    assert (compound.status(number), compound.owner(number)) == (Status.WITH_CAPTAIN, "captain3")
    assert "没解决" in compound.last("captain3", "captain_card").text
    compound.taps("captain3", "已经办好")
    compound.passes(3 * DAY)
    compound.taps("wu", "还没解决")
    assert (compound.status(number), compound.owner(number)) == (Status.WITH_CAPTAIN, "deputy3")
    compound.taps("deputy3", "已经办好")
    compound.passes(3 * DAY)
    compound.taps("wu", "解决了")
    assert compound.request(number).outcome is Outcome.SOLVED


def test_scene_f_a_resident_who_stops_answering_is_reminded_once_and_then_comes_to_the_captain(compound: Compound) -> None:
    """A stranger asks and falls silent: one reminder, then the captain of last resort has it as it stands."""
    compound.says("stranger", LEAK, "repair_home")
    asked = compound.last("stranger", "ask_place")
    number = asked.request
    assert number is not None and compound.status(number) is Status.RECEIVED
    compound.passes(10 * MINUTE)
    assert compound.got("stranger", "resident_reminder") == 1
    compound.passes(50 * MINUTE)
    assert compound.status(number) is Status.WITH_CAPTAIN
    assert compound.owner(number) == "secretary"
    assert LEAK in compound.last("secretary", "captain_card").text
    assert compound.got("stranger", "resident_reminder") == 1
    assert FollowUpKind.CAPTAIN_REMIND in compound.pending(number)
