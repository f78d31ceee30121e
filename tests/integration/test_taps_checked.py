"""Whoever taps is checked against the row: forged, foreign, stale and doubled taps change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from sqlalchemy import select

from aid.conversations.model import Conversation
from aid.delivery.model import InboxMessage
from aid.delivery.taps import Act, encode
from aid.matching.model import OfferStatus
from aid.people.audit import first_break
from aid.people.model import AuditEvent
from aid.requests.model import Status
from aid.volunteers.model import Volunteer
from tests.integration.compound import DAY, HOUR, LEAK, MINUTE, Compound, opens

# Anybody may say these for themselves; they name no row.
FOR_ANYBODY = {Act.CONSENT, Act.PROGRESS}
# Skills come and go: the card of one that was there is old, not somebody else's.
MAY_BE_GONE = {Act.RENEW, Act.LET_LAPSE, Act.GOOD_UNTIL}

# These stay good after the end of a request.
NEVER_SPENT = ("还没解决", "时长不对", "对邻居说声谢谢", "给楼栋长留句话", "今天别找我", "静音这类")
# What else a tap carries that names an offer, or a volunteer.
OF_OFFERS: dict[Act, tuple[object, ...]] = {
    Act.ACCEPT: (), Act.DECLINE: (), Act.COMING: (), Act.ARRIVED: (), Act.DONE: (), Act.STEP_BACK: (),
}  # fmt: skip
OF_VOLUNTEERS: dict[Act, tuple[object, ...]] = {
    Act.SKILL_TURN: ("computer",), Act.SKILL_PICK: ("computer",), Act.SKILL_GROUPS: (), Act.SKILL_GROUP: (0,), Act.HOURS: ("any",),
    Act.REACH: ("building",), Act.LANGUAGE: (1,), Act.LIMIT: (1,), Act.NIGHT: (True,), Act.LIVES_IN: ("5",), Act.STEP_DONE: ("hours",),
    Act.STEP_OPEN: ("hours",), Act.REST_DEFAULT: ("hours",), Act.SUBMIT: (), Act.DROP_APPLICATION: (), Act.PAUSE_ASK: (), Act.PAUSE: ("week",),
    Act.VOLUNTEER_BACK: (), Act.APPROVE: (True,), Act.DECLINE_WHY: (), Act.DECLINE_APPLICATION: ("enough",), Act.VET: (), Act.APPLICATION: (),
}  # fmt: skip


@contextmanager
def nothing_changes(compound: Compound) -> Iterator[None]:
    """Every row but inbox, outbox and trail is afterwards as it was before."""
    before = compound.everything()
    yield
    assert compound.everything() == before


def refusals(compound: Compound, who: str) -> list[AuditEvent]:
    """The refused taps in somebody's trail, which must be whole."""
    with compound.work.read() as unit:
        chain = f"person:{compound.ids[who]}"
        events = unit.session.scalars(select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.seq)).all()
        assert first_break(events) is None
        return [event for event in events if event.kind == "tap_refused"]


def ids(compound: Compound) -> dict[str, object]:
    """What a tap may name: the conversation, the request, the first offer and volunteer of the story."""
    with compound.work.read() as unit:
        return {
            "talk": unit.session.scalars(select(Conversation.id)).first() or "none",
            "request": 1,
            "offer": next(iter(offer.id for offer in compound.offers().values()), 1),
            "volunteer": unit.session.scalars(select(Volunteer.id)).first() or 1,
        }


def code_for(act: Act, rows: dict[str, object]) -> str:
    """A well-formed code of this act, naming these rows."""
    if act in (Act.CATEGORY, Act.PLACE, Act.CONFIRM, Act.CHANGE, Act.NEW_NEED, Act.ADD_TO, Act.HUMAN):
        more = {Act.CATEGORY: ("pet",), Act.PLACE: ("5",), Act.CONFIRM: (True,), Act.CHANGE: ("place",), Act.ADD_TO: (rows["request"],)}
        return encode(act, rows["talk"], *more.get(act, ()))
    if act in OF_OFFERS:
        return encode(act, rows["offer"], *OF_OFFERS[act])
    if act in OF_VOLUNTEERS:
        return encode(act, rows["volunteer"], *OF_VOLUNTEERS[act])
    more_words: dict[Act, tuple[object, ...]] = {
        Act.SOLVED: (True,), Act.SATISFIED: (True,), Act.PHONED: (True,), Act.ASK_NAMED: (rows["volunteer"],), Act.CLOSE: ("not_ours",),
        Act.RECATEGORISE: ("pet",),
        Act.WAIT: (1,), Act.EXTEND: ("people",), Act.GRANT: (True,), Act.SEND_BACK: ("cannot",), Act.DECIDE: ("captain",), Act.REFER: ("property",),
        Act.CALL_VOLUNTEER: (rows["volunteer"],), Act.PHONE_YES: (rows["volunteer"],), Act.SATISFIED_BY_PHONE: (True,),
    }  # fmt: skip
    return encode(act, rows["request"], *more_words.get(act, ()))


NAMING = [act for act in Act if act not in FOR_ANYBODY]
STORIES: dict[str, Callable[[Compound], object]] = {
    "received": lambda compound: compound.says("wu", LEAK, "repair_home"),
    "offering": opens,
    "accepted": lambda compound: (opens(compound), compound.taps("lin", "接单")),
    "with_captain": lambda compound: (opens(compound), compound.passes(2 * HOUR)),
    "confirmed": lambda compound: (
        opens(compound),
        compound.passes(2 * HOUR),
        compound.taps("captain3", "已经办好"),
        compound.passes(3 * DAY),
    ),
}


@pytest.mark.parametrize("status", list(STORIES))
def test_a_tap_on_somebody_elses_row_is_refused_and_recorded(small: Compound, status: str) -> None:
    """A stranger with a well-formed code of any act changes nothing, in whatever status, and the trail keeps each attempt."""
    small.lives("mallory", "2")
    STORIES[status](small)
    rows = ids(small)
    assert small.status() == status
    with nothing_changes(small):
        for act in NAMING:
            small.taps_code("mallory", code_for(act, rows))
            assert small.last("mallory").key == "tap_refused", act
    assert len(refusals(small, "mallory")) == len(NAMING)


def test_a_tap_on_a_row_that_does_not_exist_is_refused_and_recorded(compound: Compound) -> None:
    """Ids are not guessed their way in, on either engine, also where they are too large for a key."""
    numbers = (999, 2**31, 9_999_999_999)
    with nothing_changes(compound):
        for act, number in product(NAMING, numbers):
            compound.taps_code("wu", code_for(act, {"talk": "f" * 32, "request": number, "offer": number, "volunteer": number}))
            assert compound.last("wu").key in ({"tap_refused", "tap_stale"} if act in MAY_BE_GONE else {"tap_refused"}), act
    assert len(refusals(compound, "wu")) == len(NAMING) * len(numbers)


@pytest.mark.parametrize(
    "code", ["", "oy", "oy:x", "zz:1", "/restart", '/emergency{"x":1}', "oy:1'; DROP TABLE offer; --", "x" * 64, "oy:1:2:3:4", "🙏", "rs:1:\x00"], ids=repr
)  # fmt: skip
def test_a_tap_that_is_no_code_of_ours_is_refused_and_recorded(small: Compound, code: str) -> None:
    """Garbage gets a clear Chinese sentence and an entry in the trail."""
    opens(small)
    with nothing_changes(small):
        small.taps_code("lin", code)
    assert "没有动任何东西" in small.last("lin", "tap_refused").text
    assert [event.facts["why"] for event in refusals(small, "lin")] == ["BadTap"]


@pytest.mark.parametrize("category", ["emergency", "greeting_chitchat", "no_such_category"])
def test_a_forged_category_that_asks_for_nothing_is_refused(small: Compound, category: str) -> None:
    """Only what may stand on a category button can be chosen: nobody makes an emergency without its screen."""
    small.says("wu", "有件事", sure=False)
    with nothing_changes(small):
        small.taps_code("wu", encode(Act.CATEGORY, ids(small)["talk"], category))
    assert len(refusals(small, "wu")) == 1


@pytest.mark.parametrize("who", ["captain2", "deputy2", "lin", "he"])
def test_only_who_answers_for_the_building_acts_as_its_captain(small: Compound, who: str) -> None:
    """The captain next door, a volunteer and another resident are refused for every act of a captain."""
    STORIES["with_captain"](small)
    acts = [
        Act.TAKE_OVER,
        Act.CHOOSE,
        Act.ASK_NAMED,
        Act.MARK_DONE,
        Act.CLOSE,
        Act.CAPTAIN_CONFIRM,
        Act.NOT_DONE,
        Act.PHONED,
        Act.HAND_BACK,
    ]
    with nothing_changes(small):
        for act in acts:
            small.taps_code(who, code_for(act, ids(small)))
    assert len(refusals(small, who)) == len(acts)


@pytest.mark.parametrize("who", ["captain3", "deputy3", "secretary"])
def test_everybody_above_a_request_may_act_on_it(small: Compound, who: str) -> None:
    """Captain, deputy and secretary may all take the next step; the owner stays the captain."""
    STORIES["with_captain"](small)
    small.taps_code(who, code_for(Act.MARK_DONE, ids(small)))
    assert (small.status(), small.owner()) == (Status.CONFIRMED, "captain3")
    assert small.trail(kind="moved")[-1].actor_id == small.ids[who]


def test_every_button_of_a_closed_request_is_spent(small: Compound) -> None:
    """All buttons that anybody was ever shown are tapped again after the end: only the resident's 还没解决 may still move it, and a holder's 时长不对."""
    opens(small)
    small.taps("lin", "这次不行")
    small.taps("chen", "接单")
    small.taps("chen", "我在路上")
    small.taps("chen", "办好了")
    small.taps("captain3", "确认办好")
    small.passes(3 * DAY)
    small.taps("wu", "解决了")
    small.taps("wu", "满意")
    spent = [
        (who, code)
        for who, cards in small.seen.items()
        for card in cards
        for label, code in card.buttons.items()
        if label not in NEVER_SPENT
    ]
    assert len(spent) > 15
    for who, code in dict.fromkeys(spent):
        with nothing_changes(small):
            small.taps_code(who, code)
        assert small.last(who).at == small.now, f"{who} gets an answer to {code}"
    assert small.status() is Status.CLOSED


def test_the_same_tap_twice_is_the_same_tap_once(small: Compound) -> None:
    """Each step of a whole story is tapped twice: every status is entered once, and nobody is told the same news twice."""
    small.says("wu", LEAK, "repair_home")
    for who, label in (
        ("wu", "对, 就这样"), ("lin", "这次不行"), ("chen", "接单"), ("chen", "办好了"), ("captain3", "确认办好"), ("wu", "解决了"), ("wu", "满意"),
    ):  # fmt: skip
        if (who, label) == ("wu", "解决了"):
            small.passes(3 * DAY)
        code = small.button(who, label)
        small.taps_code(who, code)
        with nothing_changes(small):
            small.taps_code(who, code)
    assert small.went_through() == [
        Status.RECEIVED, Status.OPEN, Status.OFFERING, Status.ACCEPTED, Status.DONE, Status.CONFIRMED, Status.CLOSED,
    ]  # fmt: skip
    for who, key in (("wu", "resident_card"), ("wu", "resident_accepted"), ("captain3", "captain_solved"), ("chen", "holder_thanks")):
        assert small.got(who, key) == 1, key
    assert small.request().satisfied is True


def test_a_doubled_report_says_the_same_and_moves_nothing(small: Compound) -> None:
    """「我在路上」 twice is one step of progress; only the holder's own clocks begin again."""
    opens(small)
    small.taps("lin", "接单")
    code = small.button("lin", "我在路上")
    small.taps_code("lin", code)
    before = small.everything()
    small.passes(MINUTE)
    small.taps_code("lin", code)
    after = small.everything()
    assert {name for name in before if before[name] != after[name]} <= {"follow_up"}


def test_taps_on_a_dropped_request_say_that_it_is_over(small: Compound) -> None:
    """After 「不用了」 the buttons of the same card open nothing again, and the answer is true."""
    small.says("wu", LEAK, "repair_home")
    card = small.last("wu", "confirm_card")
    small.taps("wu", "不用了")
    assert small.last("wu").key == "cancelled"
    small.taps_code("wu", card.buttons["对, 就这样"])
    assert small.status() is Status.CANCELLED
    assert small.last("wu").key in ("tap_stale", "resident_status")


def test_a_withdrawal_that_comes_too_late_does_not_claim_to_have_happened(small: Compound) -> None:
    """What is done cannot be withdrawn: the resident is told where it stands instead of 已撤销."""
    opens(small)
    withdraw = small.seen["wu"][0].buttons["不用了"]
    small.taps("lin", "接单")
    small.taps("lin", "办好了")
    small.taps_code("wu", withdraw)
    assert small.status() is Status.DONE
    assert small.last("wu").key == "resident_status" and "已撤销" not in small.last("wu").text


def test_an_unanswered_message_that_is_played_again_changes_nothing_twice(compound: Compound) -> None:
    """A replay after a crash finds the message answered, and every row is unique by what caused it."""
    opens(compound)
    inbox_id = compound.taps_code("lin", compound.button("lin", "接单"))
    messages = {who: len(cards) for who, cards in compound.seen.items()}
    with nothing_changes(compound):
        compound.answers(inbox_id)
        compound.does(lambda unit: setattr(unit.session.get_one(InboxMessage, inbox_id), "answered_at", None))
        compound.answers(inbox_id)
        compound.delivers()
    new = {who: len(cards) - messages.get(who, 0) for who, cards in compound.seen.items() if len(cards) != messages.get(who, 0)}
    assert new == {"lin": 1}, "only the one who tapped is told again how things stand"
    assert compound.offers()["lin"].status is OfferStatus.ACCEPTED
