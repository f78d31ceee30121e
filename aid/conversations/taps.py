"""A tap, checked against the row it names, becomes one use case."""

from __future__ import annotations

import enum
from collections.abc import Callable, Container, Mapping
from typing import TypeVar

from sqlalchemy.exc import NoResultFound

from aid.captains import aftercare, by_phone, duty, extension, merging, referrals, sendback, waiting
from aid.captains import service as captains
from aid.captains.service import NotYours
from aid.conversations import again, captain_taps, card, choices, door, human, languages, meant, offer_taps, speech, talks, volunteer_taps
from aid.conversations import service as conversations
from aid.conversations.model import Conversation, ConversationState
from aid.conversations.pair import Which
from aid.conversations.rules import is_request
from aid.delivery.service import answered, post
from aid.delivery.taps import Act, BadTap, Stale, Tap, decode
from aid.hours import service as hours
from aid.hours.model import ServiceRecord
from aid.hours.rules import SETTLEMENTS
from aid.hours.service import NotYourHours
from aid.matching import service as matching
from aid.matching.model import Offer, Progress
from aid.people import audit, consent
from aid.people.model import Person, PostKind
from aid.people.trail import AuditKind
from aid.privacy import service as privacy
from aid.requests import service as requests
from aid.requests.model import Discontent, Outcome
from aid.requests.rules import IllegalMove
from aid.store.work import Unit
from aid.understanding.day_parts import DayPart
from aid.understanding.taxonomy import CATEGORIES

W = TypeVar("W", bound=enum.StrEnum)


def take(unit: Unit, person: Person, code: str) -> str | None:
    """Do what a button says. Returns the conversation that Rasa must now go on with, else None.

    A code that is not ours, or names somebody else's row, changes nothing and is recorded.
    """
    unit.actor_id = person.id
    try:
        with unit.session.begin_nested():
            tap = decode(code)
            return _ACTS[tap.act](unit, person, tap)
    except (BadTap, NotYours, NotYourHours, NoResultFound) as error:
        audit.record(unit, AuditKind.TAP_REFUSED, person_id=person.id, why=type(error).__name__)
        post(unit, person.id, "tap_refused")
    except (Stale, card.Over, IllegalMove) as error:
        audit.record(unit, AuditKind.TAP_REFUSED, person_id=person.id, why=type(error).__name__)
        post(unit, person.id, "tap_stale")
    answered(unit)
    return None


Handler = Callable[[Unit, Person, Tap], str | None]


def _of_offer(use: Callable[[Unit, int], object]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        offer = unit.session.get_one(Offer, tap.number(0))
        if offer.volunteer.person_id != person.id:
            raise NotYours("an offer to somebody else")
        use(unit, offer.id)
        answered(unit)

    return handle


def _progress(step: Progress) -> Handler:
    return _of_offer(lambda unit, offer: matching.report(unit, offer, step))


def _of_request(use: Callable[[Unit, int, int], object]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        use(unit, tap.number(0), person.id)
        answered(unit)

    return handle


def _of_conversation(use: Callable[[Unit, str, Tap], None]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> str:
        conversation = unit.session.get_one(Conversation, tap.word(0))
        if conversation.person_id != person.id:
            raise NotYours("somebody else's conversation")
        if conversation.state is not ConversationState.RUNNING:
            raise Stale
        use(unit, conversation.id, tap)
        return conversation.id

    return handle


def _category(unit: Unit, conversation: str, tap: Tap) -> None:
    if tap.word(1) not in CATEGORIES or not is_request(tap.word(1)):
        raise BadTap("no such category")
    if tap.word(1) == conversations.TO_VOLUNTEER:
        return conversations.to_volunteer(unit, conversation)
    return choices.choose_category(unit, conversation, tap.word(1))


def _confirm(unit: Unit, conversation: str, tap: Tap) -> None:
    whose = tap.word(2) if len(tap.args) > 2 else None
    if whose not in (None, "own", "others"):
        raise BadTap("nobody's need")
    choices.choose_confirmed(unit, conversation, tap.flag(1), whose)


def _which(unit: Unit, conversation: str, tap: Tap) -> None:
    if tap.word(1) not in set(Which):
        raise BadTap("none of the two")
    choices.choose_which(unit, conversation, Which(tap.word(1)))


def _place(unit: Unit, conversation: str, tap: Tap) -> None:
    if tap.word(1) not in unit.community.buildings:
        raise BadTap("no such building")
    choices.choose_place(unit, conversation, tap.word(1))


def _leave_place(unit: Unit, conversation: str, _tap: Tap) -> None:
    choices.leave_place(unit, conversation)


def _add_to(unit: Unit, person: Person, tap: Tap) -> None:
    _of_conversation(lambda u, c, t: choices.add_to(u, c, t.number(1)))(unit, person, tap)


def _human(unit: Unit, person: Person, tap: Tap) -> None:
    def use(unit: Unit, conversation: str, _tap: Tap) -> None:
        conversations.hand_over(unit, conversations.hold(unit, conversation), "asked_for_human")

    _of_conversation(use)(unit, person, tap)


def _close(unit: Unit, person: Person, tap: Tap) -> None:
    reasons = aftercare.ENDINGS.get(Outcome(tap.word(1))) if tap.word(1) in set(Outcome) else None
    reason = tap.word(2) if len(tap.args) > 2 else None
    if reasons is None or (reason is not None and reason not in reasons):
        raise BadTap("no such outcome")
    aftercare.end_as(unit, tap.number(0), Outcome(tap.word(1)), reason, person.id)
    answered(unit)


def _settle_hours(unit: Unit, person: Person, tap: Tap) -> None:
    if tap.number(1) not in SETTLEMENTS and tap.number(1) != unit.session.get_one(ServiceRecord, tap.number(0)).minutes:
        raise BadTap("not one of the settlements")
    hours.settle(unit, tap.number(0), tap.number(1), person.id)
    answered(unit)


def _worded(kind: type[W], use: Callable[[Unit, int, W, int], None]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        try:
            word = kind(tap.word(1))
        except ValueError as error:
            raise BadTap(f"no such {kind.__name__}") from error
        use(unit, tap.number(0), word, person.id)
        answered(unit)

    return handle


def _phoned(unit: Unit, person: Person, tap: Tap) -> None:
    if tap.word(1) not in aftercare.CALLS:
        raise BadTap("no such answer")
    aftercare.phoned(unit, tap.number(0), tap.word(1), person.id)
    answered(unit)


def _decide(unit: Unit, person: Person, tap: Tap) -> None:
    if tap.word(1) not in set(PostKind):
        raise BadTap("no such level")
    sendback.decide(unit, tap.number(0), PostKind(tap.word(1)), person.id)
    answered(unit)


def _refer(unit: Unit, person: Person, tap: Tap) -> None:
    referrals.refer(unit, tap.number(0), tap.word(1) if len(tap.args) > 1 else None, person.id)
    answered(unit)


def _merge(unit: Unit, person: Person, tap: Tap) -> None:
    merging.merge(unit, tap.number(0), tap.number(1) if len(tap.args) > 1 else None, person.id)
    answered(unit)


def _of_named(use: Callable[[Unit, int, int, int], None]) -> Handler:
    """An act on a request and a volunteer."""

    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        use(unit, tap.number(0), tap.number(1), person.id)
        answered(unit)

    return handle


def _flagged(use: Callable[[Unit, int, bool, int], None]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        use(unit, tap.number(0), tap.flag(1), person.id)
        answered(unit)

    return handle


def _wait(unit: Unit, person: Person, tap: Tap) -> None:
    if len(tap.args) > 1:
        waiting.wait(unit, tap.number(0), tap.number(1), person.id)
    else:
        waiting.show_days(unit, tap.number(0), person.id)
    answered(unit)


def _chosen(use: Callable[[Unit, int, str | None, int], None], choices: Container[str]) -> Handler:
    """An act that first shows its choices, and is carried out with one of them."""

    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        choice = tap.word(1) if len(tap.args) > 1 else None
        if choice is not None and choice not in choices:
            raise BadTap("no such choice")
        use(unit, tap.number(0), choice, person.id)
        answered(unit)

    return handle


def _leave(unit: Unit, person: Person, tap: Tap) -> None:
    duty.take_days(unit, person.id, tap.number(0))
    answered(unit)


def _back(unit: Unit, person: Person, tap: Tap) -> None:
    duty.come_back(unit, person.id)
    answered(unit)


def _resign(unit: Unit, person: Person, tap: Tap) -> None:
    duty.ask_to_give_up(unit, person.id)
    answered(unit)


def _keep_post(unit: Unit, person: Person, tap: Tap) -> None:
    duty.keep_post(unit, person.id)
    answered(unit)


def _consent(unit: Unit, person: Person, tap: Tap) -> None:
    consent.agree(unit, person, "tap")
    under_way = conversations.running(unit, person.id) or requests.unfinished_of(unit, person.id)
    post(unit, person.id, "notice_agreed" if under_way else "welcome_agreed")
    answered(unit)


def _speak(unit: Unit, person: Person, tap: Tap) -> None:
    if tap.word(0) not in languages.SPOKEN:
        raise BadTap("no such language")
    languages.choose(unit, person, languages.SPOKEN[tap.word(0)])
    answered(unit)


def _own(use: Callable[[Unit, Person, Tap], None]) -> Handler:
    """A tap that names its tapper's own row: what is kept about somebody is nobody else's to erase."""

    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        if tap.number(0) != person.id:
            raise NotYours("somebody else's data")
        use(unit, person, tap)
        answered(unit)

    return handle


def _tell_progress(unit: Unit, person: Person, tap: Tap) -> None:
    conversations.tell_progress(unit, person.id)
    answered(unit)


_ACTS: Mapping[Act, Handler] = {
    Act.CONSENT: _consent,
    Act.SPEAK: _speak,
    Act.ERASE_ASK: _own(lambda unit, person, tap: privacy.ask_to_erase(unit, person)),
    Act.ERASE: _own(lambda unit, person, tap: privacy.erase(unit, person, at_once=tap.flag(1))),
    Act.ERASE_NOT: _own(lambda unit, person, tap: privacy.keep(unit, person)),
    Act.CATEGORY: _of_conversation(_category),
    Act.PLACE: _of_conversation(_place),
    Act.LEAVE_PLACE: _of_conversation(_leave_place),
    Act.CONFIRM: _of_conversation(_confirm),
    Act.WHICH: _of_conversation(_which),
    Act.CHANGE: _of_conversation(lambda unit, talk, tap: choices.change(unit, talk, tap.word(1))),
    Act.DAY: _of_conversation(lambda unit, talk, tap: choices.choose_day(unit, talk, tap.number(1))),
    Act.NEW_NEED: _of_conversation(lambda unit, talk, tap: choices.new_need(unit, talk)),
    Act.ADD_TO: _add_to,
    Act.HUMAN: _human,
    Act.OTHER_MATTER: human.other_matter,
    Act.HEARD: speech.count,
    Act.WITHDRAW: _of_request(captains.withdraw),
    Act.FALSE_ALARM: _of_request(captains.called_off),
    Act.PROGRESS: _tell_progress,
    Act.SOLVED: _flagged(aftercare.answer_solved),
    Act.SATISFIED: _flagged(aftercare.answer_satisfied),
    Act.WHY_NOT: _worded(Discontent, card.say_why),
    Act.DOOR_UNIT: door.unit_tapped,
    Act.NO_DOOR: door.skipped,
    Act.WHERE: door.building_tapped,
    Act.ADD_WORDS: _of_request(card.ask_more),
    Act.ASK_TIME: _of_request(card.ask_time),
    Act.SET_TIME: _worded(DayPart, card.set_time),
    Act.ASK_WITHDRAW: _of_request(card.ask_withdraw),
    Act.KEEP: _of_request(card.keep),
    Act.REACH_CAPTAIN: _of_request(card.reach_captain),
    Act.SHOW_CARD: _of_request(card.bring_down),
    Act.ACCEPT: _of_offer(matching.accept),
    Act.DECLINE: _of_offer(matching.decline),
    Act.COMING: _progress(Progress.COMING),
    Act.ARRIVED: _progress(Progress.ARRIVED),
    Act.DONE: _progress(Progress.DONE),
    Act.STEP_BACK: _of_offer(matching.step_back),
    Act.CHOOSE: _of_request(captains.show_choices),
    Act.ASK_NAMED: _of_named(captains.ask_named),
    Act.MARK_DONE: _of_request(captains.mark_done),
    Act.CLOSE: _close,
    Act.CAPTAIN_CONFIRM: _of_request(captains.confirm),
    Act.NOT_DONE: _of_request(captains.not_done),
    Act.HOURS_WRONG: _of_request(hours.dispute),
    Act.HOURS_SETTLE: _settle_hours,
    Act.PHONED: _phoned,
    Act.HAND_BACK: _of_request(talks.hand_back),
    **again.ACTS,
    **volunteer_taps.ACTS,
    **offer_taps.ACTS,
    Act.CARD: _of_request(captains.show_card),
    Act.MORE: _of_request(captains.show_more),
    Act.WAIT: _wait,
    Act.EXTEND: _chosen(extension.ask, extension.REASONS),
    Act.GRANT: _flagged(extension.answer),
    Act.ENDINGS: _of_request(aftercare.show_endings),
    Act.SEND_BACK: _chosen(sendback.send_back, sendback.REASONS),
    Act.DECIDE: _decide,
    Act.REFER: _refer,
    Act.MERGE: _merge,
    Act.SPLIT: _of_request(merging.split),
    Act.CALL_VOLUNTEER: _of_named(by_phone.call_volunteer),
    Act.PHONE_YES: _of_named(by_phone.yes_by_phone),
    Act.SATISFIED_BY_PHONE: _flagged(aftercare.satisfied_by_phone),
    Act.PARTLY: _of_request(aftercare.answer_partly),
    Act.PARTNER_TAKES: _of_request(referrals.acknowledge),
    Act.PARTNER_WORKS: _of_request(referrals.still_working),
    Act.PARTNER_DONE: _of_request(referrals.done),
    Act.PARTNER_BACK: _chosen(sendback.partner_sends_back, sendback.PARTNER_REASONS),
    Act.LEAVE: _leave,
    Act.BACK: _back,
    Act.RESIGN: _resign,
    Act.GIVE_UP: _of_request(duty.give_up_own),
    Act.KEEP_POST: _keep_post,
    Act.SAME: _flagged(merging.answer_same),
    **captain_taps.ACTS,
    **meant.ACTS,
}
