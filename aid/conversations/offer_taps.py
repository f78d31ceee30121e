"""Taps on an offer and on the holder's cards, each checked against the offer it names."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import TypeVar

from aid.captains.service import NotYours
from aid.delivery.service import answered
from aid.delivery.taps import Act, BadTap, Tap
from aid.matching import visits
from aid.matching.model import DECLINE_REASONS, Decline, Offer, Went
from aid.people.model import Person
from aid.requests.model import HelpRequest, NoteFor
from aid.store.work import Unit

Handler = Callable[[Unit, Person, Tap], None]
W = TypeVar("W", bound=enum.StrEnum)


def _own(use: Callable[[Unit, int, Tap], object]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        offer = unit.session.get_one(Offer, tap.number(0))
        if offer.volunteer.person_id != person.id:
            raise NotYours("an offer to somebody else")
        use(unit, offer.id, tap)
        answered(unit)

    return handle


def _word(kind: type[W], tap: Tap) -> W:
    try:
        return kind(tap.word(1))
    except ValueError as error:
        raise BadTap(f"no such {kind.__name__}") from error


def _one_of(tap: Tap, minutes: tuple[int, ...]) -> int:
    if tap.number(1) not in minutes:
        raise BadTap("not one of the times")
    return tap.number(1)


def _because(unit: Unit, offer: int, tap: Tap) -> None:
    reason = _word(Decline, tap)
    if reason not in DECLINE_REASONS:
        raise BadTap("not one of the reasons")
    visits.because(unit, offer, reason)


def _mute_skill(unit: Unit, offer: int, tap: Tap) -> None:
    if tap.word(1) not in {each.skill for each in unit.session.get_one(Offer, offer).volunteer.skills}:
        raise BadTap("not a skill of theirs")
    visits.mute_skill(unit, offer, tap.word(1))


def _thank(unit: Unit, person: Person, tap: Tap) -> None:
    request = unit.session.get_one(HelpRequest, tap.number(0))
    if request.requester_id != person.id:
        raise NotYours("somebody else's request")
    visits.ask_thanks(unit, request.id, person.id)
    answered(unit)


ACTS: Mapping[Act, Handler] = {
    Act.NOT_TODAY: _own(lambda unit, offer, tap: visits.not_today(unit, offer)),
    Act.MUTE_KIND: _own(lambda unit, offer, tap: visits.mute_kind(unit, offer)),
    Act.MUTE_SKILL: _own(_mute_skill),
    Act.DECLINE_BECAUSE: _own(_because),
    Act.EXPECT: _own(lambda unit, offer, tap: visits.expect(unit, offer, _one_of(tap, visits.ARRIVES_IN))),
    Act.WAY: _own(lambda unit, offer, tap: visits.show_way(unit, offer)),
    Act.SPENT: _own(lambda unit, offer, tap: visits.spent(unit, offer, _one_of(tap, visits.SPENT))),
    Act.WENT: _own(lambda unit, offer, tap: visits.went(unit, offer, _word(Went, tap))),
    Act.AGAIN: _own(lambda unit, offer, tap: visits.again(unit, offer, tap.flag(1))),
    Act.TELL_CAPTAIN: _own(lambda unit, offer, tap: visits.ask_note(unit, offer, NoteFor.CAPTAINS)),
    Act.TELL_NEXT: _own(lambda unit, offer, tap: visits.ask_note(unit, offer, NoteFor.NEXT)),
    Act.THANK: _thank,
}
