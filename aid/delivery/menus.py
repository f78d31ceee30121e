"""Which commands stand in somebody's menu, and in which language: everybody's, and those of the roles they hold."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from aid.delivery.catalogue import DEFAULT_LANGUAGE
from aid.people.model import Address, Person, PostKind
from aid.people.service import hash_of, posts_of
from aid.store.work import Unit
from aid.volunteers.model import Volunteer, VolunteerStatus

OF_VOLUNTEERS = ("settings", "thanks")
OF_CAPTAINS = ("todo", "file", "volunteers")
OF_SECRETARIES = ("invite",)


@dataclass(frozen=True)
class Menu:
    """The commands of somebody's roles, before those that everybody has, and the language they read; `chosen` by themselves, it
    goes before that of their device."""

    roles: tuple[str, ...] = ()
    language: str = DEFAULT_LANGUAGE
    chosen: bool = False


def menu_of(unit: Unit, channel: str, address: str) -> Menu:
    """The menu of whoever writes from this address; that of all residents for a stranger."""
    value_hash = hash_of(unit, channel, address)
    person = unit.session.scalars(select(Person).join(Address).where(Address.channel == channel, Address.value_hash == value_hash)).first()
    if person is None:
        return Menu()
    posts = {post.kind for post in posts_of(unit, person.id)}
    helping = select(Volunteer.id).where(
        Volunteer.person_id == person.id, Volunteer.status.in_([VolunteerStatus.APPROVED, VolunteerStatus.PAUSED])
    )
    roles = (
        *(OF_CAPTAINS if posts else ()),
        *(OF_SECRETARIES if PostKind.SECRETARY in posts else ()),
        *(OF_VOLUNTEERS if unit.session.scalar(helping) is not None else ()),
    )
    return Menu(roles, person.language, person.language_chosen_at is not None)
