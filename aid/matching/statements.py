"""The statements by which matching reads volunteers. Each is built once and used again, as building one takes longer than running it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    bindparam,
    case,
    column,
    exists,
    func,
    or_,
    select,
    union_all,
)

from aid.matching.model import Offer
from aid.people.model import Address, Person
from aid.store.types import UtcDateTime
from aid.volunteers.model import Availability, Mute, Reach, Volunteer, VolunteerSkill, VolunteerStatus

Rows = Select[*tuple[Any, ...]]
_NOW, _DAY_AGO, _WEEK_AGO = (bindparam(name, type_=UtcDateTime()) for name in ("now", "day_ago", "week_ago"))


def instants(now: Any) -> dict[str, Any]:
    """The parameters of time that the statements take."""
    return {"now": now, "day_ago": now - timedelta(days=1), "week_ago": now - timedelta(days=7)}


def _may_be_asked() -> ColumnElement[bool]:
    """Approved, on duty, not resting, and reachable: who came from the sheet and has never written to us cannot be asked."""
    return and_(
        Volunteer.status == VolunteerStatus.APPROVED,
        Volunteer.on_duty.is_(True),
        or_(Volunteer.paused_until.is_(None), Volunteer.paused_until <= _NOW),
        Person.unreachable_at.is_(None),
        exists(select(Address.id).where(Address.person_id == Person.id)),
    )


def _within_caps() -> ColumnElement[bool]:
    """Asked less often than they want, a day and a week. Who has not been asked for a week needs no counting."""

    def asked(since: Any) -> Any:
        return (
            select(func.count()).select_from(Offer).where(Offer.volunteer_id == Volunteer.id, Offer.proposed_at > since).scalar_subquery()
        )

    rested = or_(Volunteer.last_asked_at.is_(None), Volunteer.last_asked_at <= _WEEK_AGO)
    fewer = and_(asked(_DAY_AGO) < Volunteer.cap_day, asked(_WEEK_AGO) < Volunteer.cap_week)
    return and_(Volunteer.cap_day > 0, Volunteer.cap_week > 0, or_(rested, fewer))


@cache
def holders() -> Rows:
    """Up to `:most` holders of any of `:skills`."""
    known = VolunteerSkill.skill.in_(bindparam("skills", expanding=True))
    return select(VolunteerSkill.volunteer_id).where(known).distinct().limit(bindparam("most"))


@cache
def near(*, skilled: bool) -> Rows:
    """Everybody of `:buildings` who may be asked and has one of `:skills`, if any are asked for."""
    found = (
        select(Volunteer.id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(Person.building.in_(bindparam("buildings", expanding=True)), _may_be_asked())
    )
    if skilled:
        mine = VolunteerSkill.volunteer_id == Volunteer.id, VolunteerSkill.skill.in_(bindparam("skills", expanding=True))
        found = found.where(exists(select(VolunteerSkill.id).where(*mine)))
    return found


@cache
def far(count: int, *, vetted: bool, caps: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """The first `:page` holders of each of `count` skills at a level (`:skill_0`, `:level_0` …): skill, level, id, promise, last asked.

    Each walks along one index, the best promise first, through those who go anywhere in the compound.
    """
    streams = [
        _stream(bindparam(f"skill_{at}", type_=VolunteerSkill.skill.type), bindparam(f"level_{at}", type_=VolunteerSkill.level.type))
        for at in range(count)
    ]
    return union_all(*[select(_first_page(each, vetted=vetted, caps=caps).subquery()) for each in streams])


@cache
def far_lateral(*, vetted: bool, caps: bool) -> Rows:
    """The same of `:skills` and `:levels`, two lists of one length, for PostgreSQL: it plans one walk instead of sixty, which takes it
    longer than to walk. SQLite plans at once, and knows no LATERAL."""
    text = ARRAY(String)
    columns = column("skill", VolunteerSkill.skill.type), column("level", VolunteerSkill.level.type)
    both = func.unnest(bindparam("skills", type_=text), bindparam("levels", type_=text))
    pairs = both.table_valued(*columns, name="pairs", joins_implicitly=True).render_derived()
    return select(_first_page(_stream(pairs.c.skill, pairs.c.level), vetted=vetted, caps=caps).correlate(pairs).lateral()).select_from(
        pairs
    )


def _stream(skill: ColumnElement[Any], level: ColumnElement[Any]) -> Rows:
    return (
        select(skill.label("skill"), level.label("level"), Volunteer.id, VolunteerSkill.promise, Volunteer.last_asked_at)
        .join_from(VolunteerSkill, Volunteer, Volunteer.id == VolunteerSkill.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .where(VolunteerSkill.skill == skill, VolunteerSkill.level == level)
    )


def _first_page(stream: Rows, *, vetted: bool, caps: bool) -> Rows:
    found = (
        stream.where(Volunteer.reach == Reach.COMPOUND, _may_be_asked())
        .order_by(VolunteerSkill.promise.desc(), VolunteerSkill.volunteer_id.desc())
        .limit(bindparam("page"))
    )
    if vetted:
        found = found.where(Volunteer.vetted_at.is_not(None))
    return found.where(_within_caps()) if caps else found


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


@cache
def volunteers() -> Rows:
    """What matching sees of `:ids`: no name, door or phone."""
    reachable = exists(select(Address.id).where(Address.person_id == Person.id))
    return (
        select(
            Volunteer.id, Volunteer.person_id, Volunteer.status, Volunteer.reach, Volunteer.night_ok, Volunteer.on_duty, Volunteer.cap_day,
            Volunteer.cap_week, Volunteer.vetted_at, Volunteer.paused_until, Volunteer.last_asked_at, Volunteer.record,
            Person.building, Person.household_id, Person.unreachable_at, reachable.label("reachable"),
        )
        .join(Person, Person.id == Volunteer.person_id)
        .where(Volunteer.id.in_(_IDS))
        .order_by(Volunteer.id)
    )  # fmt: skip


@cache
def skills() -> Rows:
    """The skills of `:ids`."""
    return select(VolunteerSkill.volunteer_id, VolunteerSkill.skill, VolunteerSkill.level, VolunteerSkill.certified_until).where(
        VolunteerSkill.volunteer_id.in_(_IDS)
    )


@cache
def hours() -> Rows:
    """The hours of `:ids`."""
    return select(Availability.volunteer_id, Availability.weekday, Availability.from_minute, Availability.to_minute).where(
        Availability.volunteer_id.in_(_IDS)
    )


@cache
def mutes() -> Rows:
    """The categories and skills for which `:ids` want to be left alone for now."""
    return select(Mute.volunteer_id, Mute.category, Mute.skill).where(Mute.volunteer_id.in_(_IDS), Mute.until > _NOW)


@cache
def lately() -> Rows:
    """How often `:ids` were asked in the last day and week, from the index alone."""
    today = func.sum(case((Offer.proposed_at > _DAY_AGO, 1), else_=0))
    return (
        select(Offer.volunteer_id, today, func.count())
        .where(Offer.volunteer_id.in_(_IDS), Offer.proposed_at > _WEEK_AGO)
        .group_by(Offer.volunteer_id)
    )
