"""Taps of those on posts that are about who is at a request, what it is, and who may come: each checked against its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aid.captains import handling, inviting, recategorise, todo
from aid.captains.service import NotYours
from aid.delivery.service import answered
from aid.delivery.taps import Act, BadTap, Tap
from aid.people.model import Person
from aid.people.service import posts_of
from aid.store.work import Unit

Handler = Callable[[Unit, Person, Tap], None]


def _of_request(use: Callable[[Unit, int, int], object]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        use(unit, tap.number(0), person.id)
        answered(unit)

    return handle


def _on_post(use: Callable[[Unit, int, Tap], object]) -> Handler:
    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        if not posts_of(unit, person.id):
            raise NotYours(f"person {person.id} holds no post")
        use(unit, person.id, tap)
        answered(unit)

    return handle


def _recategorise(unit: Unit, person: Person, tap: Tap) -> None:
    if tap.word(1) not in recategorise.CHOICES:
        raise BadTap("no such category")
    recategorise.recategorise(unit, tap.number(0), tap.word(1), person.id)
    answered(unit)


def _invite(unit: Unit, person_id: int, tap: Tap) -> None:
    if tap.word(0) not in set(inviting.Invited):
        raise BadTap("no such invitation")
    building = tap.word(1) if len(tap.args) > 1 else None
    if building is not None and building not in unit.community.buildings:
        raise BadTap("no such building")
    inviting.choose(unit, person_id, inviting.Invited(tap.word(0)), building)


ACTS: Mapping[Act, Handler] = {
    Act.TAKE_OVER: _of_request(handling.take_over),
    Act.TAKE_ANYWAY: _of_request(handling.take_anyway),
    Act.NOTE: _of_request(handling.ask_note),
    Act.CATEGORIES: _of_request(recategorise.show_categories),
    Act.RECATEGORISE: _recategorise,
    Act.TODO: _on_post(lambda unit, person, tap: todo.show(unit, person)),
    Act.INVITE: _on_post(_invite),
    Act.INVITE_LINK: _on_post(lambda unit, person, tap: inviting.invite_linked(unit, person, tap.number(0))),
}
