"""Which commands stand in somebody's menu: everybody's, and those of the roles they hold."""

from __future__ import annotations

from sqlalchemy import select

from aid.people.model import Address, PostKind
from aid.people.service import hash_of, posts_of
from aid.store.work import Unit
from aid.volunteers.model import Volunteer, VolunteerStatus

OF_VOLUNTEERS = ("settings", "thanks")
OF_CAPTAINS = ("todo", "file", "volunteers")
OF_SECRETARIES = ("invite",)


def menu_of(unit: Unit, channel: str, address: str) -> tuple[str, ...]:
    """The commands of the roles of whoever writes from this address, before those that everybody has; () for residents."""
    value_hash = hash_of(unit, channel, address)
    person_id = unit.session.scalar(select(Address.person_id).where(Address.channel == channel, Address.value_hash == value_hash))
    if person_id is None:
        return ()
    posts = {post.kind for post in posts_of(unit, person_id)}
    helping = select(Volunteer.id).where(
        Volunteer.person_id == person_id, Volunteer.status.in_([VolunteerStatus.APPROVED, VolunteerStatus.PAUSED])
    )
    return (
        *(OF_CAPTAINS if posts else ()),
        *(OF_SECRETARIES if PostKind.SECRETARY in posts else ()),
        *(OF_VOLUNTEERS if unit.session.scalar(helping) is not None else ()),
    )
