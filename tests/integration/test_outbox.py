"""What goes out: written with the change that causes it, rendered when it is sent, tried again by its cause, sent once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from aid.delivery import relay
from aid.delivery.model import OutboxMessage, OutboxStatus
from aid.delivery.rules import DEADLINE, Attempt, Outcome, Reader
from aid.delivery.service import post
from aid.people.model import Person
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit
from tests.integration.compound import CHANNEL, DAY, HOUR, LEAK, MINUTE, START, Compound, opens

SECOND = timedelta(seconds=1)
NIGHT = START.replace(hour=23, minute=0)


def outbox(compound: Compound, who: str, key: str) -> list[OutboxMessage]:
    """The rows of this message to somebody."""
    with compound.work.read() as unit:
        rows = select(OutboxMessage).where(OutboxMessage.person_id == compound.ids[who], OutboxMessage.key == key)
        return list(unit.session.scalars(rows.order_by(OutboxMessage.id)))


def test_a_message_is_written_once_however_often_its_cause_is_played(compound: Compound) -> None:
    """Unique by cause, key and person: a replay writes nothing, another cause does."""

    def write(unit: Unit) -> None:
        for _ in range(2):
            post(unit, compound.ids["wu"], "progress_none")

    for cause in ("inbox:1", "inbox:1", "inbox:2"):
        compound.work.write(cause, write)
    assert len(outbox(compound, "wu", "progress_none")) == 2


def test_what_was_not_kept_is_not_sent(small: Compound) -> None:
    """A message belongs to the transaction that changes the state: when that fails there is no message."""

    def half(unit: Unit) -> None:
        post(unit, small.ids["wu"], "progress_none")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        small.does(half)
    assert outbox(small, "wu", "progress_none") == []


def test_the_row_names_ids_and_the_text_is_made_when_it_is_sent(small: Compound) -> None:
    """A card that waited shows how things stand now, not how they stood."""
    number = opens(small)
    small.passes(2 * HOUR)

    def told(unit: Unit) -> None:
        post(unit, small.ids["wu"], "resident_status", request=unit.session.get_one(HelpRequest, number))

    small.does(told)
    small.taps("captain3", "已经办好")
    assert "已确认" in small.last("wu", "resident_status").text


def test_the_channels_own_wait_is_kept_to_and_costs_nothing(compound: Compound) -> None:
    """RetryAfter reschedules: not before, then at once, and exactly once."""
    compound.says_no["lin"] = Attempt(Outcome.RETRY_AFTER, wait=37 * SECOND)
    opens(compound)
    (row,) = outbox(compound, "lin", "offer")
    assert (row.status, row.due_at, row.tries) == (OutboxStatus.PENDING, START + 37 * SECOND, 1)
    del compound.says_no["lin"]
    compound.passes(36 * SECOND)
    assert compound.got("lin", "offer") == 0
    compound.passes(SECOND)
    assert compound.got("lin", "offer") == 1
    compound.passes(MINUTE)
    assert compound.got("lin", "offer") == 1 and outbox(compound, "lin", "offer")[0].status is OutboxStatus.SENT


def test_others_are_not_kept_waiting(small: Compound) -> None:
    """One chat that must wait holds up no other."""
    small.says_no["lin"] = Attempt(Outcome.RETRY_AFTER, wait=HOUR)
    opens(small)
    assert small.got("chen", "offer") == 1 and small.got("wu", "resident_card") == 1


def test_a_failing_network_is_tried_again_with_growing_pauses_until_the_deadline(compound: Compound) -> None:
    """Two seconds, four, eight …; after a day it is over, and the captain is told to phone."""
    compound.says_no["lin"] = Attempt(Outcome.NETWORK)
    opens(compound)
    (row,) = outbox(compound, "lin", "offer")
    waits = []
    for _ in range(4):
        waits.append(row.due_at - compound.now)
        compound.clock.move_to(row.due_at)
        compound.delivers()
        (row,) = outbox(compound, "lin", "offer")
    assert waits == [2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND]
    compound.clock.move_to(START + DEADLINE)
    compound.delivers()
    (row,) = outbox(compound, "lin", "offer")
    assert (row.status, row.failure) == (OutboxStatus.FAILED, "network")
    assert compound.posted("captain3", "captain_unreachable") == 1
    with compound.work.read() as unit:
        assert unit.session.get_one(Person, compound.ids["lin"]).unreachable_at is None, "a network is not a person"


def test_who_has_blocked_us_is_marked_and_the_captain_told(compound: Compound) -> None:
    """Forbidden: no further try, the person counts as unreachable, the captain is asked to phone, the next request asks somebody else."""
    compound.says_no["lin"] = Attempt(Outcome.FORBIDDEN)
    number = opens(compound)
    (row,) = outbox(compound, "lin", "offer")
    assert (row.status, row.failure, row.tries) == (OutboxStatus.FAILED, "forbidden", 1)
    assert compound.last("captain3", "captain_unreachable").request == number
    assert compound.trail(number, "not_delivered")[0].facts == {"failure": "forbidden"}
    with compound.work.read() as unit:
        assert unit.session.get_one(Person, compound.ids["lin"]).unreachable_at == START
    assert "lin" not in compound.offers(opens(compound, "he"))


def test_who_writes_again_can_be_reached_again(small: Compound) -> None:
    """The mark goes with the first word."""
    small.says_no["lin"] = Attempt(Outcome.FORBIDDEN)
    opens(small)
    del small.says_no["lin"]
    small.says("lin", "我换手机了", "greeting_chitchat")
    with small.work.read() as unit:
        assert unit.session.get_one(Person, small.ids["lin"]).unreachable_at is None
    assert "lin" in small.offers(opens(small, "he"))


def test_a_resident_who_cannot_be_reached_is_the_captains_to_phone(small: Compound) -> None:
    """The captain hears of each failed message once, and the request goes on."""
    number = opens(small)
    small.says_no["wu"] = Attempt(Outcome.FORBIDDEN)
    small.taps("lin", "接单")
    assert small.got("captain3", "captain_unreachable") == 1 and small.status(number) is Status.ACCEPTED


def test_an_unreachable_captain_is_not_told_of_being_unreachable(small: Compound) -> None:
    """No message about the failure of a message to the same person; the ladder reaches the next one up."""
    small.says_no["captain3"] = Attempt(Outcome.FORBIDDEN)
    opens(small)
    small.passes(2 * DAY)
    assert small.posted("captain3", "captain_unreachable") == 0
    assert small.got("deputy3", "captain_escalated") == 1


def test_a_message_that_will_never_be_taken_is_given_up_at_once(small: Compound) -> None:
    """Refused: one try, and the captain knows."""
    small.says_no["lin"] = Attempt(Outcome.REFUSED)
    opens(small)
    assert outbox(small, "lin", "offer")[0].status is OutboxStatus.FAILED
    assert small.posted("captain3", "captain_unreachable") == 1


def test_what_is_due_goes_out_in_the_order_in_which_it_was_written(small: Compound) -> None:
    """The relay takes rows by number, whatever instant each became due."""
    opens(small)
    small.taps("lin", "接单")
    numbers = [int(card.id[1:]) for card in small.seen["wu"]]
    assert numbers == sorted(numbers)


def test_two_relays_do_not_send_the_same(compound: Compound) -> None:
    """A row is leased to who took it; when that one dies, the lease ends and another sends it."""
    compound.does(lambda unit: post(unit, compound.ids["wu"], "progress_none"))
    first = compound.work.write("relay", relay.due_ids, 10)
    assert len(first) == 1 and compound.work.write("relay", relay.due_ids, 10) == []
    compound.clock.move_to(START + relay.LEASE)
    assert compound.work.write("relay", relay.due_ids, 10) == first


def test_a_row_that_was_sent_is_not_made_again(small: Compound) -> None:
    """Two relays after a lease: the second finds it sent, and its record changes nothing."""
    small.does(lambda unit: post(unit, small.ids["wu"], "progress_none"))
    (message,) = small.work.write("relay", relay.due_ids, 10)
    outgoing = small.work.write("relay", relay.make, message, [CHANNEL])
    assert outgoing is not None
    small.work.write("sent", relay.record, outgoing, Attempt(Outcome.SENT, message_id="77"))
    assert small.work.write("relay", relay.make, message, [CHANNEL]) is None
    small.work.write("sent", relay.record, outgoing, Attempt(Outcome.FORBIDDEN))
    (row,) = outbox(small, "wu", "progress_none")
    assert (row.status, row.channel_message_id, row.tries) == (OutboxStatus.SENT, "77", 1)


def test_a_message_for_somebody_behind_another_door_waits(small: Compound) -> None:
    """With the terminal closed its people's messages stay in the queue and go out when it opens."""
    small.does(lambda unit: post(unit, small.ids["wu"], "progress_none"))
    (message,) = small.work.write("relay", relay.due_ids, 10)
    assert small.work.write("relay", relay.make, message, ["elsewhere"]) is None
    small.delivers()
    assert small.got("wu", "progress_none") == 0
    small.passes(MINUTE)
    assert small.got("wu", "progress_none") == 1


def test_a_chat_that_must_wait_for_its_turn_counts_no_try(small: Compound) -> None:
    """The limits of a channel put a row back until its slot, and not before it was due."""
    small.does(lambda unit: post(unit, small.ids["wu"], "progress_none"))
    (message,) = small.work.write("relay", relay.due_ids, 10)
    small.work.write("relay", relay.give_up_leases, [message], START + SECOND)
    (row,) = outbox(small, "wu", "progress_none")
    assert (row.due_at, row.tries, row.lease_until) == (START + SECOND, 0, None)


@pytest.mark.parametrize(
    ("reader", "at"),
    [
        (Reader.ASKER, NIGHT),
        (Reader.RESIDENT, NIGHT + 8 * HOUR),
        (Reader.VOLUNTEER, NIGHT + 8 * HOUR),
        (Reader.CAPTAIN, NIGHT + 9 * HOUR),
    ],
)
def test_what_is_written_at_night_goes_out_when_its_reader_may_be_woken(small: Compound, reader: Reader, at: object) -> None:
    """The hour is decided when the row is written, by who reads it and how urgent the request is."""
    small.says("wu", LEAK, "repair_home")
    small.sleeps_until(NIGHT)

    def write(unit: Unit) -> None:
        post(unit, small.ids["he"], "resident_status", reader=reader, request=unit.session.get_one(HelpRequest, 1))

    small.does(write)
    assert outbox(small, "he", "resident_status")[0].due_at == at
    small.passes(DAY)
    assert small.last("he", "resident_status").at == at
