"""Two-sided completion: what the resident says in the chat or on the phone, what the captain ends with a reason, and silence as silence."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from aid.matching.model import OfferStatus
from aid.people.model import Address
from aid.requests.model import Outcome, Status
from aid.volunteers.model import Level
from tests.integration.compound import CHANNEL, DAY, Compound, opens


def confirmed(compound: Compound) -> int:
    number = opens(compound, text="手机不会用微信", category="digital_help")
    compound.taps("captain3", "已经办好")
    assert compound.status(number) is Status.CONFIRMED
    return number


def test_a_part_is_recorded_as_a_part_and_may_go_on(compound: Compound) -> None:
    """解决了一部分 is neither yes nor no; one tap opens it again for the same captain."""
    number = confirmed(compound)
    compound.passes(3 * DAY)
    compound.taps("wu", "解决了一部分")
    request = compound.request(number)
    assert (request.status, request.outcome, request.solved) == (Status.CLOSED, Outcome.PARTLY, False)
    compound.taps("wu", "不满意")
    assert compound.request(number).satisfied is False
    compound.taps("wu", "还要接着办")
    assert (compound.status(number), compound.owner(number)) == (Status.WITH_CAPTAIN, "captain3")
    card = compound.last("captain3", "captain_card").text
    assert "来龙去脉" in card and "居民说没解决" in card, "the history stands on the card"


def phone_task(compound: Compound) -> int:
    """The resident has not answered twice: the captain is asked to phone."""
    number = confirmed(compound)
    compound.passes(6 * DAY)
    script = compound.last("captain3", "captain_call").text
    assert "解决了吗? 您满意吗?" in script and "13800000001" in script
    return number


@pytest.mark.parametrize(
    ("label", "outcome", "solved"), [("电话里说解决了", Outcome.SOLVED, True), ("电话里说解决了一部分", Outcome.PARTLY, False)]
)
def test_what_the_resident_says_on_the_phone_is_recorded_with_both_answers(
    small: Compound, label: str, outcome: Outcome, solved: bool
) -> None:
    """Solved and satisfied stay two questions, and the trail says that it was the phone."""
    number = phone_task(small)
    small.taps_code("captain3", small.last("captain3", "captain_call").buttons[label])
    small.taps("captain3", "满意")
    request = small.request(number)
    assert (request.outcome, request.solved, request.satisfied) == (outcome, solved, True)
    assert {event.facts["by"] for event in small.trail(number) if event.kind.startswith("answered")} == {"phone"}


def test_a_call_that_nobody_took_is_silence_and_closed_as_silence(small: Compound) -> None:
    """没打通 changes nothing; at the end it is 未答复, with neither answer."""
    number = phone_task(small)
    small.taps("captain3", "没打通")
    assert small.status(number) is Status.CONFIRMED
    small.passes(9 * DAY)
    request = small.request(number)
    assert (request.outcome, request.solved, request.satisfied) == (Outcome.NO_ANSWER, None, None)


@pytest.mark.parametrize(
    ("ending", "reason", "status", "outcome"),
    [
        ("只解决了一部分", "眼下只能这样", Status.CLOSED, Outcome.PARTLY),
        ("办不了", "没有人会", Status.CLOSED, Outcome.UNSOLVED),
        ("不归我们管", "该找政府部门", Status.CLOSED, Outcome.NOT_OURS),
        ("弄错了", "居民说不用了", Status.CANCELLED, Outcome.MISTAKEN),
    ],
)
def test_the_captain_ends_it_with_a_reason_of_one_tap(small: Compound, ending: str, reason: str, status: Status, outcome: Outcome) -> None:
    """The resident reads outcome and reason, and may disagree where it is closed."""
    number = opens(small, text="手机不会用微信", category="digital_help")
    for label in ("更多", "结束", ending, reason):
        small.taps("captain3", label)
    assert (small.status(number), small.request(number).outcome) == (status, outcome)
    assert reason in small.last("wu", "resident_closed_by_captain").text


def test_a_yes_by_phone_of_a_neighbour_without_a_chat_is_a_yes(compound: Compound) -> None:
    """The captain sees number and script (a recorded view), taps the answer, and later says that it is done."""
    number = opens(compound, text="手机不会用微信", category="digital_help")
    compound.volunteers("teacher", "3", {"smartphone": Level.SKILLED}, name="江老师", phone="13700000003")

    nowhere = delete(Address).where(Address.channel == CHANNEL, Address.person_id == compound.ids["teacher"])
    compound.does(lambda unit: unit.session.execute(nowhere))
    compound.taps("captain3", "指派邻居")
    compound.taps("captain3", "☎️ 江老师")
    assert "13700000003" in compound.last("captain3", "captain_call_volunteer").text
    compound.taps("captain3", "电话里答应了")
    assert compound.status(number) is Status.ACCEPTED and compound.offers(number)["teacher"].status is OfferStatus.ACCEPTED
    assert compound.trail(number, "accepted")[0].actor_id == compound.ids["captain3"]
    assert "江邻居接单了" in compound.last("wu", "resident_accepted").text
    compound.taps("captain3", "更多")
    compound.taps("captain3", "电话里说办好了")
    assert compound.status(number) is Status.CONFIRMED
