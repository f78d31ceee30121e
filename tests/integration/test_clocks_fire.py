"""Every clock of design §7: set in the right status, silent until its instant, and then it does what the design says."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from aid.followups.model import FollowUpKind as Kind
from aid.followups.rules import due_at
from aid.matching import service as matching
from aid.matching.model import OfferStatus
from aid.people.model import Person
from aid.requests import service as requests
from aid.requests.known import Known
from aid.requests.model import Outcome, Status
from aid.store.work import Unit
from aid.understanding.taxonomy import Urgency
from tests.integration.compound import DAY, LEAK, MINUTE, Compound, opens

S = Status
WAY = {
    S.RECEIVED: (),
    S.OFFERING: (S.OPEN, S.OFFERING),
    S.ACCEPTED: (S.OPEN, S.OFFERING, S.ACCEPTED),
    S.WITH_CAPTAIN: (S.WITH_CAPTAIN,),
    S.REFERRED: (S.OPEN, S.REFERRED),
    S.DONE: (S.OPEN, S.OFFERING, S.ACCEPTED, S.DONE),
    S.CONFIRMED: (S.OPEN, S.OFFERING, S.ACCEPTED, S.DONE, S.CONFIRMED),
}
# The clock, the status it belongs to, who is told what when it strikes, and the status after it.
STRIKES = {
    Kind.RESIDENT_REMINDER: (S.RECEIVED, "wu", "resident_reminder", S.RECEIVED),
    Kind.TO_CAPTAIN: (S.RECEIVED, "captain3", "captain_card", S.WITH_CAPTAIN),
    Kind.NEXT_WAVE: (S.OFFERING, "chen", "offer", S.OFFERING),
    Kind.CAPTAIN_MUST_ACT: (S.OFFERING, "captain3", "captain_card", S.WITH_CAPTAIN),
    Kind.NUDGE_HOLDER: (S.ACCEPTED, "lin", "holder_nudge", S.ACCEPTED),
    Kind.REOFFER: (S.ACCEPTED, "lin", "holder_released", S.OFFERING),
    Kind.CAPTAIN_REMIND: (S.WITH_CAPTAIN, "captain3", "captain_remind", S.WITH_CAPTAIN),
    Kind.CAPTAIN_DEPUTY: (S.WITH_CAPTAIN, "deputy3", "captain_escalated", S.WITH_CAPTAIN),
    Kind.CAPTAIN_SECRETARY: (S.WITH_CAPTAIN, "secretary", "captain_escalated", S.WITH_CAPTAIN),
    Kind.PARTNER_REMIND: (S.REFERRED, "captain3", "captain_partner_silent", S.REFERRED),
    Kind.PARTNER_BACK: (S.REFERRED, "captain3", "captain_card", S.WITH_CAPTAIN),
    Kind.WORD_TO_RESIDENT: (S.WITH_CAPTAIN, "wu", "resident_no_news", S.WITH_CAPTAIN),
    Kind.DONE_BY: (S.WITH_CAPTAIN, "captain3", "captain_overdue", S.WITH_CAPTAIN),
    Kind.FIRST_WARN: (S.WITH_CAPTAIN, "captain3", "captain_warned", S.WITH_CAPTAIN),
    Kind.FIRST_WORD: (S.WITH_CAPTAIN, "deputy3", "captain_broken", S.WITH_CAPTAIN),
    Kind.WORD_WARN: (S.WITH_CAPTAIN, "captain3", "captain_warned", S.WITH_CAPTAIN),
    Kind.DONE_WARN: (S.WITH_CAPTAIN, "captain3", "captain_warned", S.WITH_CAPTAIN),
    Kind.CONFIRM_DUE: (S.DONE, "captain3", "captain_confirm", S.DONE),
    Kind.ASK_AFTER: (S.CONFIRMED, "wu", "ask_solved", S.CONFIRMED),
    Kind.AFTERCARE_REMIND: (S.CONFIRMED, "wu", "ask_solved_again", S.CONFIRMED),
    Kind.AFTERCARE_CALL: (S.CONFIRMED, "captain3", "captain_call", S.CONFIRMED),
    Kind.AFTERCARE_CLOSE: (S.CONFIRMED, "wu", "resident_closed_no_answer", S.CLOSED),
}
PROMISES = {Kind.FIRST_WARN, Kind.FIRST_WORD, Kind.WORD_WARN, Kind.WORD_TO_RESIDENT, Kind.DONE_WARN, Kind.DONE_BY}
NEVER_IN_EMERGENCY = {Kind.RESIDENT_REMINDER, Kind.NEXT_WAVE, Kind.PARTNER_REMIND, Kind.PARTNER_BACK}
CELLS = [(kind, urgency) for kind in STRIKES for urgency in Urgency if not (urgency is Urgency.EMERGENCY and kind in NEVER_IN_EMERGENCY)]


def brought_to(compound: Compound, status: Status, urgency: Urgency) -> int:
    """A request of 吴阿姨 in this status since this instant, held by 林师傅 where somebody holds it."""

    def bring(unit: Unit) -> int:
        person = unit.session.get_one(Person, compound.ids["wu"])
        request = requests.start(unit, person, Known(category="repair_home", urgency=urgency.value, building="3", words=[LEAK]))
        for step in WAY[status]:
            if step is Status.ACCEPTED:
                best = next(each for each in matching.ranking(unit, request) if each.candidate.person_id == compound.ids["lin"])
                offer = matching.propose(unit, request, best)
                offer.status, offer.answered_at = OfferStatus.ACCEPTED, unit.now
            if step is Status.REFERRED:
                request.partner = "property"
            requests.move(unit, request, step, "test")
        return request.id

    return compound.does(bring)


def goes_to(compound: Compound, kind: Kind, number: int = 1) -> None:
    """Time passes to the second before this clock strikes."""
    compound.passes(compound.pending(number)[kind] - compound.now - timedelta(seconds=1))


def strikes(compound: Compound) -> None:
    """The second in which it strikes."""
    compound.clock.move_to(compound.now + timedelta(seconds=1))
    compound.fires()


@pytest.mark.parametrize(("kind", "urgency"), CELLS, ids=[f"{kind.value}-{urgency.value}" for kind, urgency in CELLS])
def test_every_clock_strikes_at_its_instant_and_does_what_it_says(small: Compound, kind: Kind, urgency: Urgency) -> None:
    """Not a second before it is due, and then once: the right person is told and the request stands where it should."""
    status, who, key, after = STRIKES[kind]
    number = brought_to(small, status, urgency)
    partner = small.work.community.partner_for("environment") if status is S.REFERRED else None
    due = due_at(kind, urgency, small.now, small.work.community, partner=partner)
    assert due is not None and small.pending(number)[kind] == due
    if due > small.now:
        goes_to(small, kind)
        assert small.status(number) is status
        before = small.posted(who, key)
        assert not [event for event in small.trail(number, "fired") if event.facts["clock"] == kind.value]
        strikes(small)
    else:
        before = small.posted(who, key)
        small.fires()
    assert small.now == due
    fired = [event for event in small.trail(number, "fired") if event.facts["clock"] == kind.value]
    assert [(event.at, event.cause.partition(":")[0]) for event in fired] == [(due, "followup")]
    assert small.posted(who, key) == before + 1
    assert small.status(number) is after


@pytest.mark.parametrize(
    ("status", "urgency"), [each for each in product(WAY, Urgency) if each != (S.REFERRED, Urgency.EMERGENCY)], ids=lambda each: each.value
)
def test_a_status_sets_exactly_its_clocks(small: Compound, status: Status, urgency: Urgency) -> None:
    """What runs in a status is what design §7 names for it, and what runs until done."""
    number = brought_to(small, status, urgency)
    own = {kind for kind, (where, *_) in STRIKES.items() if where is status} - PROMISES
    if status not in (S.RECEIVED, S.CONFIRMED):
        own |= PROMISES
    if urgency is Urgency.EMERGENCY:
        own -= NEVER_IN_EMERGENCY
    assert set(small.pending(number)) == own


def test_a_clock_of_a_status_that_was_left_never_strikes(small: Compound) -> None:
    """Once somebody has said yes nobody is asked on, and once it is done no holder is nudged."""
    number = opens(small)
    small.taps("lin", "接单")
    assert not {Kind.NEXT_WAVE, Kind.CAPTAIN_MUST_ACT} & set(small.pending(number))
    small.taps("lin", "办好了")
    small.passes(2 * DAY)
    fired = {event.facts["clock"] for event in small.trail(number, "fired")}
    assert not fired & {"next_wave", "captain_must_act", "nudge_holder", "reoffer"}


def test_silence_of_the_captain_after_done_climbs_and_is_never_taken_for_a_yes(small: Compound) -> None:
    """Reminded after a day, then the deputy, then the secretary, again and again; the request waits."""
    number = brought_to(small, S.DONE, Urgency.NORMAL)
    told = []
    for _ in range(4):
        goes_to(small, Kind.CONFIRM_DUE)
        strikes(small)
        told.append(tuple(small.posted(who, "captain_escalated") for who in ("deputy3", "secretary")))
    assert small.posted("captain3", "captain_confirm") == 4
    assert [deputy for deputy, _ in told] == [0, 1, 1, 1]
    assert told[2][1] >= 1
    assert small.status(number) is S.DONE


def test_a_captain_who_acts_starts_the_ladder_anew(small: Compound) -> None:
    """我来处理 gives the captain the whole time again before anybody above hears of it."""
    number = brought_to(small, S.WITH_CAPTAIN, Urgency.URGENT)
    small.passes(50 * MINUTE)
    assert small.got("captain3", "captain_remind") == 1
    small.taps("captain3", "我来处理")
    assert small.pending(number)[Kind.CAPTAIN_DEPUTY] == small.now + 60 * MINUTE
    small.passes(59 * MINUTE)
    assert small.got("deputy3", "captain_escalated") == 0
    small.passes(MINUTE)
    assert small.got("deputy3", "captain_escalated") == 1


def test_the_secretary_hears_of_a_silent_captain_again_until_somebody_acts(small: Compound) -> None:
    """通报 comes back; an unfinished request never runs out of clocks."""
    number = brought_to(small, S.WITH_CAPTAIN, Urgency.EMERGENCY)
    small.passes(35 * MINUTE)
    assert small.got("secretary", "captain_escalated") == 3
    assert Kind.CAPTAIN_SECRETARY in small.pending(number)


def test_a_holder_who_reports_is_not_nudged(small: Compound) -> None:
    """「我在路上」 starts both clocks of the holder anew, and a holder on the way is not replaced but looked after by the captain."""
    number = brought_to(small, S.ACCEPTED, Urgency.URGENT)
    small.passes(20 * MINUTE)
    small.does(
        lambda unit: matching.report(unit, next(iter(requests.holders(unit, requests.hold(unit, number)))).id, matching.Progress.COMING)
    )
    small.passes(29 * MINUTE)
    assert small.posted("lin", "holder_nudge") == 0
    small.passes(31 * MINUTE)
    assert small.posted("lin", "holder_nudge") == 1
    assert small.status(number) is S.ACCEPTED
    assert small.posted("captain3", "captain_holder_silent") == 1


def test_news_to_the_resident_starts_the_clock_of_no_news_again(small: Compound) -> None:
    """Who has just been told something is not told that there is no news."""
    number = brought_to(small, S.WITH_CAPTAIN, Urgency.URGENT)
    small.passes(90 * MINUTE)
    small.does(lambda unit: requests.tell_resident(unit, requests.hold(unit, number), "resident_captain_acts"))
    assert small.pending(number)[Kind.WORD_TO_RESIDENT] == small.now + 120 * MINUTE
    small.passes(119 * MINUTE)
    assert small.posted("wu", "resident_no_news") == 0


def test_a_reopening_is_open_for_ten_days(small: Compound) -> None:
    """On the tenth day 还没解决 reopens; after it the resident is told to ask anew, and nothing moves."""
    for wait, status in ((10 * DAY, S.WITH_CAPTAIN), (10 * DAY + MINUTE, S.CLOSED)):
        number = brought_to(small, S.CONFIRMED, Urgency.NORMAL)
        while small.status(number) is not S.CLOSED:
            small.passes(DAY)
        request = small.request(number)
        assert request.outcome is Outcome.NO_ANSWER and request.closed_at is not None
        code = small.last("wu", "resident_closed_no_answer").buttons["还没解决"]
        small.passes(request.closed_at + wait - small.now)
        small.taps_code("wu", code)
        assert small.status(number) is status
    assert small.last("wu").key == "reopen_too_late"
