"""A card's button said in words: done where it can mean one row and no other, else the words are words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from aid.captains import aftercare, todo
from aid.captains import service as captains
from aid.conversations import card
from aid.conversations import service as conversations
from aid.conversations.deed_words import Deed, deeds_in, moves_time, of_the_desk
from aid.matching import service as matching
from aid.matching.model import Offer, OfferStatus, Progress
from aid.people.model import Person
from aid.people.service import posts_of
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.rules import TAKES_A_YES
from aid.store.work import Unit
from aid.understanding.moment import read_time
from aid.volunteers.model import Volunteer

Find = Callable[[Unit, Person], list[int]]


# So long after the end 「满意」 is about it.
JUDGED_WITHIN = timedelta(days=3)


def _offers(unit: Unit, person: Person, status: OfferStatus) -> list[int]:
    mine = select(Offer.id).join(HelpRequest).join(Volunteer).where(
        Volunteer.person_id == person.id, HelpRequest.status.in_(list(TAKES_A_YES)), Offer.status == status,
        Offer.progress.is_distinct_from(Progress.DONE),
    )  # fmt: skip
    return list(unit.session.scalars(mine))


def _held(unit: Unit, person: Person) -> list[int]:
    return _offers(unit, person, OfferStatus.ACCEPTED)


def _asked(unit: Unit, person: Person) -> list[int]:
    """What they are asked to take; with a job in hand 「不行」 is more likely said to the neighbour."""
    return [] if _held(unit, person) else _offers(unit, person, OfferStatus.PROPOSED)


def _finishing(unit: Unit, person: Person) -> list[int]:
    mine = select(HelpRequest.id).where(HelpRequest.requester_id == person.id, HelpRequest.status.in_([Status.DONE, Status.CONFIRMED]))
    return list(unit.session.scalars(mine))


def _judged(unit: Unit, person: Person) -> list[int]:
    mine = select(HelpRequest.id).where(
        HelpRequest.requester_id == person.id, HelpRequest.status == Status.CLOSED, HelpRequest.outcome == Outcome.SOLVED,
        HelpRequest.satisfied.is_(None), HelpRequest.closed_at > unit.now - JUDGED_WITHIN,
    )  # fmt: skip
    return list(unit.session.scalars(mine))


def _owned(unit: Unit, person: Person) -> list[int]:
    return list(unit.session.scalars(select(HelpRequest.id).where(HelpRequest.captain_id == person.id, HelpRequest.status == Status.DONE)))


def _going_on(unit: Unit, person: Person) -> list[int]:
    """What has a card: a request that is still being put together has none."""
    return [each.id for each in requests.unfinished_of(unit, person.id) if each.status is not Status.RECEIVED]


@dataclass(frozen=True)
class Doing:
    """Which rows a deed may mean, and what it then does."""

    find: Find
    do: Callable[[Unit, int, int], object]


DOINGS: Mapping[Deed, Doing] = {
    Deed.ACCEPT: Doing(_asked, lambda unit, offer, _: matching.accept(unit, offer)),
    Deed.DECLINE: Doing(_asked, lambda unit, offer, _: matching.decline(unit, offer)),
    Deed.COMING: Doing(_held, lambda unit, offer, _: matching.report(unit, offer, Progress.COMING)),
    Deed.ARRIVED: Doing(_held, lambda unit, offer, _: matching.report(unit, offer, Progress.ARRIVED)),
    Deed.DONE: Doing(_held, lambda unit, offer, _: matching.report(unit, offer, Progress.DONE)),
    Deed.STEP_BACK: Doing(_held, lambda unit, offer, _: matching.step_back(unit, offer)),
    Deed.SOLVED: Doing(_finishing, lambda unit, request, person: aftercare.answer_solved(unit, request, True, person)),
    Deed.NOT_SOLVED: Doing(_finishing, lambda unit, request, person: aftercare.answer_solved(unit, request, False, person)),
    Deed.PARTLY: Doing(_finishing, lambda unit, request, person: aftercare.answer_partly(unit, request, person)),
    Deed.SATISFIED: Doing(_judged, lambda unit, request, person: aftercare.answer_satisfied(unit, request, True, person)),
    Deed.NOT_SATISFIED: Doing(_judged, lambda unit, request, person: aftercare.answer_satisfied(unit, request, False, person)),
    Deed.MORE: Doing(_going_on, card.ask_more),
    Deed.NEW_TIME: Doing(_going_on, card.ask_time),
    Deed.CONFIRM: Doing(_owned, lambda unit, request, person: captains.confirm(unit, request, person)),
}


# A button of the resident's card: nothing else could be meant, whatever it is said to.
_OF_A_CARD = frozenset({Deed.MORE, Deed.NEW_TIME})


def done(unit: Unit, person: Person, text: str) -> bool:
    """Do what these words say, if they can mean exactly one thing on one row of this person's; of several cards they choose one."""
    if moves_time(text) and (read := read_time(text, unit.now)) and conversations.running(unit, person.id) is None:
        mine = _going_on(unit, person)  # of what is just being put together its own conversation hears
        if len(mine) == 1:
            unit.actor_id = person.id
            card.move_to(unit, mine[0], person.id, read)
            return True
    if of_the_desk(text) and posts_of(unit, person.id):
        todo.show(unit, person.id)  # for which of their requests, they choose there
        return True
    deeds = deeds_in(text)
    meant = [(DOINGS[deed], row) for deed in deeds for row in DOINGS[deed].find(unit, person)]
    if len(meant) > 1 and _OF_A_CARD.issuperset(deeds):
        card.my_requests(unit, person.id)
        return True
    if len(meant) != 1:
        return False
    doing, row = meant[0]
    unit.actor_id = person.id
    doing.do(unit, row, person.id)
    return True
