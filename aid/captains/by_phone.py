"""What captains hear on the phone from neighbours: a yes recorded in their name, so that who has no chat can help, too."""

from __future__ import annotations

import dataclasses

from sqlalchemy import Select, exists, or_, select

from aid.captains.service import held_for, moved_on
from aid.delivery.service import post
from aid.matching import learning, library, rules
from aid.matching import service as matching
from aid.matching.rules import Ranked
from aid.people.model import Address, Person
from aid.requests import service as requests
from aid.requests.model import HelpRequest
from aid.requests.rules import TAKES_A_YES
from aid.store.work import Unit
from aid.volunteers.model import Volunteer, VolunteerSkill, VolunteerStatus


def callable_choices(unit: Unit, request: HelpRequest) -> list[Ranked]:
    """Neighbours whom only a telephone reaches, best first."""
    no_chat = or_(Person.unreachable_at.is_not(None), ~exists(select(Address.id).where(Address.person_id == Person.id)))
    return _ranked(unit, request, list(unit.session.scalars(_with_phone(request).where(no_chat))))


def _with_phone(request: HelpRequest) -> Select[int]:
    skilled = VolunteerSkill.volunteer_id == Volunteer.id, VolunteerSkill.skill.in_(sorted(request.skills))
    return (
        select(Volunteer.id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(
            Volunteer.status == VolunteerStatus.APPROVED,
            Volunteer.on_duty.is_(True),
            Person.phone.is_not(None),
            exists(select(VolunteerSkill.id).where(*skilled)),
        )
    )


def _ranked(unit: Unit, request: HelpRequest, ids: list[int]) -> list[Ranked]:
    """These volunteers as if they could be reached: the captain calls. All other limits hold."""
    need = matching.need_of(unit, request, again=True)
    found = [dataclasses.replace(each, available=True) for each in library.load(unit, ids, need)]
    return rules.rank(found, need, unit.now, unit.community, learning.habits(unit, need.category))


def call_volunteer(unit: Unit, request_id: int, volunteer_id: int, actor_id: int) -> None:
    """The number and the words to say; the answer is a tap."""
    request = held_for(unit, request_id, actor_id)
    if request.status not in TAKES_A_YES or not unit.session.get(Volunteer, volunteer_id):
        return moved_on(unit, request, actor_id)
    post(unit, actor_id, "captain_call_volunteer", request=request, volunteer=volunteer_id)
    return None


def yes_by_phone(unit: Unit, request_id: int, volunteer_id: int, actor_id: int) -> None:
    """接单 by phone: the named neighbour holds it as if they had tapped; the trail says whose tap it was."""
    request = held_for(unit, request_id, actor_id)
    wanted = unit.session.scalars(_with_phone(request).where(Volunteer.id == volunteer_id)).all()
    ranked = _ranked(unit, request, list(wanted))
    if request.status not in TAKES_A_YES or not ranked:
        return moved_on(unit, request, actor_id)
    request.needed = max(request.needed, len(requests.holders(unit, request)) + 1)
    offer = matching.propose(unit, request, ranked[0], by_captain=True, quietly=True)
    matching.accept(unit, offer.id)
    return None
