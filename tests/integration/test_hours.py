"""Volunteers' hours: from 「办好了」 to confirmed, disputed and settled."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from aid.hours import service as hours
from aid.hours.certificate import NothingToCertify, certified, certify
from aid.hours.model import MinutesFrom, RecordStatus, ServiceRecord
from aid.hours.service import NotYourHours
from aid.people.model import PostKind
from tests.integration.compound import DAY, HOUR, MINUTE, Compound, opens


def records(compound: Compound) -> list[ServiceRecord]:
    with compound.work.read() as unit:
        return list(unit.session.scalars(select(ServiceRecord).order_by(ServiceRecord.id)).unique())


def served(compound: Compound) -> int:
    """One request, accepted by 林, who arrives after 20 minutes and is done after 70."""
    number = opens(compound)
    compound.taps("lin", "接单")
    compound.passes(20 * MINUTE)
    compound.taps("lin", "我在路上")
    compound.taps("lin", "我到了")
    compound.passes(50 * MINUTE)
    compound.taps("lin", "办好了")
    return number


def test_hours_are_noted_confirmed_disputed_and_settled(compound: Compound) -> None:
    """The whole way: what the taps tell, the captain's yes, 「时长不对」, the captain's last word; every step in the trail."""
    number = served(compound)
    (record,) = records(compound)
    assert (record.minutes, record.minutes_from, record.status) == (50, MinutesFrom.COUNTED, RecordStatus.NOTED)
    compound.taps("captain3", "确认办好")
    (record,) = records(compound)
    assert (record.status, record.confirmed_by) == (RecordStatus.CONFIRMED, compound.ids["captain3"])
    compound.says("lin", "我的时长")
    shown = compound.last("lin", "my_hours")
    assert "0.8 小时, 1 次" in shown.text and "50 分钟" in shown.text
    compound.taps("lin", f"#{number} 时长不对")
    assert records(compound)[0].status is RecordStatus.DISPUTED
    assert "林师傅" in compound.last("captain3", "captain_hours").text
    compound.taps("captain3", "90 分钟")
    (record,) = records(compound)
    assert (record.minutes, record.minutes_from, record.status) == (90, MinutesFrom.SETTLED, RecordStatus.CONFIRMED)
    assert "90 分钟" in compound.last("lin", "hours_settled").text
    kinds = [event.kind for event in compound.trail(number) if event.kind.startswith("hours_")]
    assert kinds == ["hours_noted", "hours_confirmed", "hours_disputed", "hours_settled"]


def test_the_volunteers_own_word_counts_until_it_is_confirmed(small: Compound) -> None:
    """At 「办好了」 the volunteer says how long it was; afterwards a different word is a dispute."""
    number = served(small)
    offer, lin = small.offers(number)["lin"].id, small.ids["lin"]
    small.does(hours.record_minutes, offer, 120, lin)
    assert [(each.minutes, each.minutes_from) for each in records(small)] == [(120, MinutesFrom.SAID)]
    small.taps("captain3", "确认办好")
    small.does(hours.record_minutes, offer, 120, lin)
    assert records(small)[0].status is RecordStatus.CONFIRMED
    small.does(hours.record_minutes, offer, 240, lin)
    assert (records(small)[0].minutes, records(small)[0].status) == (120, RecordStatus.DISPUTED)


def test_nobody_has_a_say_in_hours_that_are_not_theirs(small: Compound) -> None:
    """Neither another volunteer, nor the volunteer in settling them, nor the captain of another building."""
    number = served(small)
    offer, record = small.offers(number)["lin"].id, records(small)[0].id
    small.holds(PostKind.DEPUTY, "lin", "3", "林师傅")
    for use, args in (
        (hours.record_minutes, (offer, 60, small.ids["chen"])),
        (hours.dispute, (record, small.ids["chen"])),
        (hours.settle, (record, 60, small.ids["captain2"])),
        (hours.settle, (record, 60, small.ids["lin"])),
    ):
        with pytest.raises(NotYourHours):
            small.does(use, *args)  # type: ignore[arg-type]  # each row has its own signature
    assert records(small)[0].minutes == 50


def test_thanks_carry_the_minutes_and_a_resident_has_no_hours(small: Compound) -> None:
    """When the resident says solved the volunteer reads what was recorded; 「我的时长」 of a resident is an ordinary message."""
    served(small)
    small.taps("captain3", "确认办好")
    small.passes(48 * HOUR)
    small.taps("wu", "解决了")
    thanks = small.last("lin", "holder_thanks")
    assert "50 分钟" in thanks.text and list(thanks.buttons) == ["时长不对"]
    small.says("chen", "我的时长")
    assert small.got("chen", "my_hours_none") == 1
    small.says("wu", "我的时长", "greeting_chitchat")
    assert small.posted("wu", "my_hours") == small.posted("wu", "my_hours_none") == 0


def test_a_certificate_holds_what_the_rules_require_and_can_be_checked(small: Compound) -> None:
    """Only confirmed service; given free under a number that only we can have made, and that is in the trail."""
    served(small)
    since, until = small.now - DAY, small.now + DAY
    with pytest.raises(NothingToCertify):
        small.does(certify, 1, since, until)
    small.taps("captain3", "确认办好")
    made = small.does(certify, 1, since, until)
    assert made.minutes == 50 and made.pdf.startswith(b"%PDF")
    with small.work.read() as unit:
        event = certified(unit, made.number)
        assert event is not None and event.facts["minutes"] == 50 and certified(unit, made.number[:-1] + "x") is None
