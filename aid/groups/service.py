"""Binding a building's group, and asking in it: anonymous, never what is sensitive, once a request."""

from __future__ import annotations

from sqlalchemy import select

from aid.delivery.model import OutboxMessage
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.followups.rules import is_quiet
from aid.groups.model import GroupChat
from aid.people import audit
from aid.people.model import PostKind
from aid.people.service import person_at, posts_of
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group

# What stands in a deep link before the request's number.
COME = "help_"


def bind(unit: Unit, person_id: int, channel: str, chat: str) -> None:
    """/绑定 of a captain or deputy in their building's group; anybody else is told in private that it is not theirs to do."""
    buildings = {each.building for each in posts_of(unit, person_id) if each.kind is not PostKind.SECRETARY}
    if not unit.community.group_mode:
        return post(unit, person_id, "group_off")
    if len(buildings) != 1:
        audit.record(unit, AuditKind.GROUP_REFUSED, person_id=person_id)
        return post(unit, person_id, "group_refused")
    building = next(iter(buildings))
    assert building is not None
    person = person_at(unit, channel, chat)
    person.unreachable_at = None
    group = unit.session.scalars(select(GroupChat).where(GroupChat.person_id == person.id)).first()
    if group is None:
        group = GroupChat(person_id=person.id, building=building, bound_by=person_id, bound_at=unit.now)
        unit.session.add(group)
    group.building, group.bound_by, group.bound_at = building, person_id, unit.now
    unit.session.flush()
    audit.record(unit, AuditKind.GROUP_BOUND, person_id=person_id, group=group.id, building=building)
    post(unit, person_id, "group_bound", building=building)
    return post(unit, person.id, "group_hello", building=building)


def unbind(unit: Unit, person_id: int, channel: str, chat: str) -> None:
    """/解绑 by who answers for the building it was bound to."""
    person = person_at(unit, channel, chat)
    group = unit.session.scalars(select(GroupChat).where(GroupChat.person_id == person.id)).first()
    mine = {each.building for each in posts_of(unit, person_id)}
    if group is None or not (group.building in mine or None in mine):
        audit.record(unit, AuditKind.GROUP_REFUSED, person_id=person_id)
        return post(unit, person_id, "group_refused")
    audit.record(unit, AuditKind.GROUP_UNBOUND, person_id=person_id, group=group.id, building=group.building)
    unit.session.delete(group)
    return post(unit, person_id, "group_unbound", building=group.building)


def ask(unit: Unit, request: HelpRequest) -> bool:
    """Show the request in its building's group, once; False where that may not be, or has been."""
    category = CATEGORIES.get(request.category or "")
    plain = category is not None and category.group is Group.HELP and not category.sensitive and request.emergency_kind is None
    if not (unit.community.group_mode and plain) or is_quiet(unit.now, unit.community):
        return False
    groups = [each for each in _groups_of(unit, request) if not _asked(unit, each, request)]
    for each in groups:
        post(unit, each.person_id, "group_asks", request=request, reader=Reader.VOLUNTEER)
        audit.record(unit, AuditKind.ASKED_IN_GROUP, request_id=request.id, group=each.id)
    return bool(groups)


def _groups_of(unit: Unit, request: HelpRequest) -> list[GroupChat]:
    bound = unit.session.scalars(select(GroupChat).where(GroupChat.building == request.building).order_by(GroupChat.id))
    return [each for each in bound if each.person.unreachable_at is None]


def _asked(unit: Unit, group: GroupChat, request: HelpRequest) -> bool:
    same = select(OutboxMessage.id).where(
        OutboxMessage.person_id == group.person_id, OutboxMessage.request_id == request.id, OutboxMessage.key == "group_asks"
    )
    return unit.session.scalar(same.limit(1)) is not None
