"""Finding people, their households and the posts that answer for a building."""

from __future__ import annotations

from sqlalchemy import select

from aid.people import audit
from aid.people.model import Address, Household, Leave, Person, Post, PostKind
from aid.people.trail import AuditKind
from aid.store.types import cipher_of
from aid.store.work import Unit


class NobodyOnPost(RuntimeError):
    """Neither captain nor deputy nor secretary exists: nobody could own a request."""


def hash_of(unit: Unit, *parts: str) -> str:
    """The keyed hash of `parts` under this store's key."""
    return cipher_of(unit.session.get_bind().dialect).hash(*parts)


def person_at(unit: Unit, channel: str, address: str) -> Person:
    """Whoever writes from this address; a stranger becomes a resident by writing."""
    value_hash = hash_of(unit, channel, address)
    found = unit.session.scalars(select(Person).join(Address).where(Address.channel == channel, Address.value_hash == value_hash)).first()
    if found:
        return found
    person = Person(created_at=unit.now)
    unit.session.add(person)
    unit.session.flush()
    unit.session.add(Address(person_id=person.id, channel=channel, value=address, value_hash=value_hash))
    audit.record(unit, AuditKind.PERSON_MET, person_id=person.id, channel=channel)
    return person


def household_at(unit: Unit, building: str, door_unit: str | None, room: str | None) -> Household | None:
    """The household behind a door, made when first named; None without a room number."""
    if not room:
        return None
    door_hash = hash_of(unit, building, door_unit or "", room)
    found = unit.session.scalars(select(Household).where(Household.door_hash == door_hash)).first()
    if found:
        return found
    household = Household(building=building, unit=door_unit, room=room, door_hash=door_hash)
    unit.session.add(household)
    unit.session.flush()
    return household


def settle_home(unit: Unit, person: Person, building: str, household: Household | None, *, firm: bool) -> None:
    """Where somebody lives, as they last said; with a `firm` home (the office knows it) only what is missing is filled in."""
    if person.building is not None and person.building != building:
        if firm:
            return
        person.household_id, person.household = None, None
    if (person.building, person.household_id) == (building, household.id if household else person.household_id):
        return
    if firm and person.household_id is not None:
        return
    person.building = building
    if household is not None:
        person.household_id, person.household = household.id, household
    audit.record(unit, AuditKind.HOME_KNOWN, person_id=person.id, fields=["building", "door"])


def posts_for(unit: Unit, building: str | None) -> list[Post]:
    """Everybody who answers for a building, in order: captain, deputy, secretary; on duty first at each step."""
    wanted = select(Post).where((Post.building == building) | (Post.kind == PostKind.SECRETARY))
    order = {PostKind.CAPTAIN: 0, PostKind.DEPUTY: 1, PostKind.SECRETARY: 2}
    away = on_leave(unit)
    return sorted(unit.session.scalars(wanted), key=lambda post: (order[post.kind], not is_on_duty(post, away), post.id))


def on_leave(unit: Unit) -> frozenset[int]:
    """Those who are on leave now."""
    away = select(Leave.person_id).where(Leave.ended_at.is_(None), Leave.starts_at <= unit.now, Leave.ends_at > unit.now)
    return frozenset(unit.session.scalars(away))


def is_on_duty(post: Post, away: frozenset[int]) -> bool:
    return post.on_duty and post.person_id not in away


def owner_for(unit: Unit, building: str | None, at_least: PostKind = PostKind.CAPTAIN) -> Post:
    """Who owns a request in this building: the first on duty from `at_least` upwards, else whoever stands there.

    Never nobody: with an unknown building the secretary; NobodyOnPost when the compound has no post at all.
    """
    order = [PostKind.CAPTAIN, PostKind.DEPUTY, PostKind.SECRETARY]
    posts = [post for post in posts_for(unit, building) if order.index(post.kind) >= order.index(at_least)]
    if not posts:
        anyone = unit.session.scalars(select(Post).where(Post.kind == PostKind.SECRETARY).order_by(Post.id)).first()
        if anyone is None:
            raise NobodyOnPost("小区还没有登记任何楼栋长或书记: 请先运行 wobanglin invite secretary")
        return anyone
    away = on_leave(unit)
    return next((post for post in posts if is_on_duty(post, away)), posts[-1])


def level_above(level: PostKind) -> PostKind:
    """One level up; the secretary is the last."""
    return PostKind.DEPUTY if level is PostKind.CAPTAIN else PostKind.SECRETARY


def posts_of(unit: Unit, person_id: int) -> list[Post]:
    return list(unit.session.scalars(select(Post).where(Post.person_id == person_id)))


def may_act_for(unit: Unit, person_id: int, building: str | None) -> bool:
    """Whether this person answers for the building, at any level."""
    return any(post.person_id == person_id for post in posts_for(unit, building))
