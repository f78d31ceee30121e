"""How people on a post are called: asked once, when they take it, because every resident's card names its captain."""

from __future__ import annotations

from datetime import timedelta

from aid.delivery.model import Asked
from aid.delivery.service import ask, post
from aid.people import audit
from aid.people.model import Person
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.steps import read_own_name

OWN_NAME = "own_name"
# A post is taken in the office or on the way; the answer may come in the evening.
LISTENS_FOR = timedelta(days=3)


def ask_name(unit: Unit, person: Person) -> None:
    """Nobody is asked whose name is known."""
    if person.name is None:
        ask(unit, person.id, OWN_NAME, lasts=LISTENS_FOR)
        post(unit, person.id, "ask_own_name")


def reads(_unit: Unit, _asked: Asked, text: str) -> bool:
    """Whether it is a name and nothing else."""
    return read_own_name(text) is not None


def use(unit: Unit, asked: Asked, text: str) -> None:
    """It is theirs from now on, also on cards that are in the chat already once they are shown anew."""
    person = unit.session.get_one(Person, asked.person_id)
    person.name = read_own_name(text)
    audit.record(unit, AuditKind.NAMED, person_id=person.id)
    post(unit, person.id, "own_name_kept")
