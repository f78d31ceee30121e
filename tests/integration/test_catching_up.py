"""After a stop: what fell due is caught up in order, with the time between the steps kept; once, whoever else is running."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from aid.followups import schedule
from aid.followups import service as followups
from aid.followups.model import FollowUp, FollowUpStatus
from aid.followups.model import FollowUpKind as Kind
from aid.people.model import AuditEvent
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit
from tests.integration.compound import DAY, HOUR, MINUTE, START, Compound, opens

SECOND = timedelta(seconds=1)


def confirmed(compound: Compound) -> int:
    """A request that waits for the resident to be asked."""
    number = opens(compound)
    compound.taps("lin", "接单")
    compound.taps("lin", "办好了")
    compound.taps("captain3", "确认办好")
    compound.all_look_away()
    return number


def test_a_stop_over_the_whole_aftercare_does_not_ask_and_close_in_the_same_breath(compound: Compound) -> None:
    """After three weeks the resident is asked, and has as long to answer as if the program had run."""
    number = confirmed(compound)
    planned = compound.pending(number)
    compound.sleeps_until(START + 21 * DAY)
    compound.fires()
    compound.sees("wu", "ask_solved")
    assert compound.status(number) is Status.CONFIRMED
    now = compound.pending(number)
    assert {kind: due - now[Kind.AFTERCARE_REMIND] for kind, due in now.items()} == {
        kind: due - planned[Kind.AFTERCARE_REMIND] for kind, due in planned.items() if kind in now
    }
    assert now[Kind.AFTERCARE_REMIND] - compound.now == planned[Kind.AFTERCARE_REMIND] - planned[Kind.ASK_AFTER]
    compound.taps("wu", "解决了")
    assert compound.status(number) is Status.CLOSED


def test_a_stop_of_two_days_climbs_the_ladder_step_by_step(compound: Compound) -> None:
    """The captain is reminded before deputy and secretary hear that the captain is silent."""
    number = opens(compound)
    compound.passes(2 * HOUR)
    assert compound.status(number) is Status.WITH_CAPTAIN
    planned = compound.pending(number)
    compound.sleeps_until(compound.now + 2 * DAY)
    compound.fires()
    assert compound.posted("captain3", "captain_remind") == 1
    assert compound.posted("deputy3", "captain_escalated") == compound.posted("secretary", "captain_escalated") == 0
    now = compound.pending(number)
    assert now[Kind.CAPTAIN_DEPUTY] - compound.now == planned[Kind.CAPTAIN_DEPUTY] - planned[Kind.CAPTAIN_REMIND]
    assert now[Kind.CAPTAIN_SECRETARY] - now[Kind.CAPTAIN_DEPUTY] == planned[Kind.CAPTAIN_SECRETARY] - planned[Kind.CAPTAIN_DEPUTY]


def test_a_stop_while_the_resident_is_silent_still_reminds_before_it_hands_over(small: Compound) -> None:
    """Two days late the resident is reminded first, and the captain has it only after the rest of the hour."""
    small.says("stranger", "厨房的水龙头有点滴水", "repair_home")
    small.sleeps_until(START + 2 * DAY)
    small.fires()
    assert small.got("stranger", "resident_reminder") == 1 and small.status() is Status.RECEIVED
    small.passes(49 * MINUTE)
    assert small.status() is Status.RECEIVED
    small.passes(MINUTE)
    assert small.status() is Status.WITH_CAPTAIN


def test_a_stop_while_neighbours_think_asks_the_next_before_it_gives_up(small: Compound) -> None:
    """The wave that was missed is sent, and the captain must act only after its time."""
    number = opens(small)
    small.sleeps_until(START + 2 * DAY)
    small.fires()
    assert "yu" in small.offers(number) and small.status(number) is Status.OFFERING
    small.passes(99 * MINUTE)
    assert small.status(number) is Status.OFFERING
    small.passes(MINUTE)
    assert small.status(number) is Status.WITH_CAPTAIN


def test_a_busy_tick_is_no_stop(small: Compound) -> None:
    """Up to five minutes late nothing is pushed back."""
    number = opens(small)
    small.passes(2 * HOUR)
    planned = small.pending(number)
    small.sleeps_until(planned[Kind.CAPTAIN_REMIND] + 5 * MINUTE)
    small.fires()
    assert small.pending(number)[Kind.CAPTAIN_DEPUTY] == planned[Kind.CAPTAIN_DEPUTY]


def test_what_fell_due_first_fires_first(small: Compound) -> None:
    """Over several requests the order is that of the instants at which things were due."""
    opens(small)
    small.passes(7 * MINUTE)
    opens(small, "he")
    small.passes(3 * MINUTE)
    small.says("stranger", "厨房的水龙头有点滴水", "repair_home")
    small.sleeps_until(START + 2 * DAY)
    small.fires()
    with small.work.read() as unit:
        fired = unit.session.scalars(select(AuditEvent).where(AuditEvent.kind == "fired").order_by(AuditEvent.id)).all()
    due = [event.facts["due"] for event in fired]
    assert len(due) >= 3 and len({event.request_id for event in fired}) == 3
    assert due == sorted(due)


def test_a_whole_backlog_is_caught_up_by_ticks_and_then_there_is_rest(small: Compound) -> None:
    """Ten requests and a week of silence: a few ticks at one instant leave nothing due."""
    for _ in range(5):
        opens(small)
        opens(small, "he")
    small.sleeps_until(START + 7 * DAY)
    for _ in range(20):
        if not small.fires():
            break
    assert small.fires() == 0
    with small.work.read() as unit:
        due = followups.next_due(unit)
    assert due is not None and due > small.now


def test_two_processes_do_not_take_the_same(compound: Compound) -> None:
    """What one has claimed is left to it until its lease ends; after a crash another takes it."""
    opens(compound)
    compound.sleeps_until(START + 20 * MINUTE)
    first = compound.does(followups.claim, 10)
    assert first and compound.does(followups.claim, 10) == []
    assert followups.fire_due(compound.work) == 0
    compound.clock.move_to(compound.now + followups.LEASE)
    assert followups.fire_due(compound.work) == len(first)


def test_a_follow_up_fires_once(small: Compound) -> None:
    """Firing what has fired, what was dropped or what is not due yet does nothing."""
    number = opens(small)
    small.sleeps_until(START + 20 * MINUTE)
    (wave,) = small.does(followups.claim, 10)
    assert small.does(followups.fire, wave) is True
    assert small.does(followups.fire, wave) is False
    before = small.everything()

    def ids(unit: Unit) -> list[int]:
        return list(unit.session.scalars(select(FollowUp.id).where(FollowUp.request_id == number, FollowUp.status != FollowUpStatus.FIRED)))

    for follow_up in small.does(ids):
        assert small.does(followups.fire, follow_up) is False
    assert small.everything() == before


def test_one_that_cannot_fire_holds_up_no_other(small: Compound, caplog: pytest.LogCaptureFixture) -> None:
    """Its failure is a line without anybody's words, and it is tried again when its lease ends."""
    bad, good = opens(small), opens(small, "he")

    def break_it(unit: Unit) -> None:
        request = unit.session.get_one(HelpRequest, bad)
        schedule.start(unit, request, [Kind.AFTERCARE_CLOSE], at=unit.now + SECOND)  # nothing that is offered can be closed

    small.does(break_it)
    small.sleeps_until(START + 20 * MINUTE)
    with caplog.at_level(logging.ERROR):
        small.fires()
    assert "IllegalMove" in caplog.text and "水龙头" not in caplog.text
    assert [len([event for event in small.trail(number, "fired")]) for number in (bad, good)] == [1, 1]
    assert Kind.AFTERCARE_CLOSE in small.pending(bad)
    assert small.status(bad) is Status.OFFERING
