"""邀请 in the chat: the secretary makes one-time invitations for posts, anybody on a post the way in for volunteers."""

from __future__ import annotations

import enum
import secrets

from aid.captains.service import NotYours
from aid.delivery.service import post
from aid.people.invitations import code_of, invite, invite_volunteer
from aid.people.model import PostKind
from aid.people.service import posts_of
from aid.store.work import Unit
from aid.volunteers import linking
from aid.volunteers.model import Volunteer

SHOWN = 12


class Invited(enum.StrEnum):
    """Whom an invitation is for."""

    CAPTAIN = "captain"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    VOLUNTEER = "volunteer"


def is_secretary(unit: Unit, person_id: int) -> bool:
    return any(each.kind is PostKind.SECRETARY for each in posts_of(unit, person_id))


def show(unit: Unit, person_id: int) -> None:
    """「邀请」: for what?"""
    post(unit, person_id, "invite_whom", secretary=is_secretary(unit, person_id))


def choose(unit: Unit, person_id: int, invited: Invited, building: str | None) -> None:
    """A tap on whom; captain and deputy need a building first. Raises NotYours for posts unless the secretary asks."""
    if invited is Invited.VOLUNTEER:
        waiting = [each.id for each in linking.unlinked(unit, SHOWN)] if is_secretary(unit, person_id) else []
        return post(unit, person_id, "invite_volunteers", volunteers=waiting)
    if not is_secretary(unit, person_id):
        raise NotYours("only the secretary gives posts")
    if invited is not Invited.SECRETARY and building is None:
        return post(unit, person_id, "invite_where", invited=invited.value)
    nonce = secrets.token_hex(8)
    place = building if invited is not Invited.SECRETARY else None
    unit.actor_id = person_id
    invite(unit, PostKind(invited.value), place, code=code_of(unit, nonce))
    return post(unit, person_id, "invitation_made", nonce=nonce, post=invited.value, building=place or "")


def invite_linked(unit: Unit, person_id: int, volunteer_id: int) -> None:
    """The code by which one volunteer of the sheet brings their chat; only the secretary sees the whole list."""
    volunteer = unit.session.get_one(Volunteer, volunteer_id)
    if not is_secretary(unit, person_id):
        raise NotYours("only the secretary invites by name")
    nonce = secrets.token_hex(8)
    unit.actor_id = person_id
    invite_volunteer(unit, volunteer.id, code=code_of(unit, nonce))
    post(unit, person_id, "invitation_made", nonce=nonce, post=Invited.VOLUNTEER.value, building=volunteer.person.building or "")
