"""Noting, confirming and disputing volunteers' hours. Each function works inside the caller's unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.hours import rules
from aid.hours.model import MinutesFrom, RecordStatus, ServiceRecord
from aid.matching.model import Offer, OfferStatus, Progress
from aid.people import audit
from aid.people.model import Person
from aid.people.service import may_act_for
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.volunteers.model import Volunteer

SHOWN = 5


class NotYourHours(PermissionError):
    """This person has no say in this record."""


def note(unit: Unit, offer: Offer) -> ServiceRecord:
    """The holder says done: what the taps tell is noted, or noted again after the captain disagreed."""
    agreed = offer.request.wanted_from
    began, minutes = rules.counted(offer.answered_at or unit.now, offer.arrived_at, agreed, unit.now)
    record = record_of(unit, offer.id)
    if record is None:
        record = ServiceRecord(offer_id=offer.id, request_id=offer.request_id, volunteer_id=offer.volunteer_id)
        unit.session.add(record)
    elif record.status is not RecordStatus.NOTED:
        return record
    record.began_at, record.ended_at, record.noted_at = began, unit.now, unit.now
    record.minutes, record.minutes_from, record.status = minutes, MinutesFrom.COUNTED, RecordStatus.NOTED
    unit.session.flush()
    audit.record(unit, AuditKind.HOURS_NOTED, request_id=offer.request_id, record=record.id, offer=offer.id, minutes=minutes)
    return record


def record_minutes(unit: Unit, offer_id: int, minutes: int, actor_id: int) -> ServiceRecord:
    """The volunteer's own word at 「办好了」, instead of what the taps tell.

    A word about hours that the captain has confirmed already is a dispute, which the captain decides.
    Raises NotYourHours, BadMinutes.
    """
    unit.actor_id = actor_id
    offer = unit.session.get_one(Offer, offer_id)
    if offer.volunteer.person_id != actor_id:
        raise NotYourHours(f"offer {offer_id} is somebody else's")
    if offer.status is not OfferStatus.ACCEPTED or offer.progress is not Progress.DONE:
        raise NotYourHours(f"offer {offer_id} is not done")
    rules.checked(minutes)
    record = held(unit, record_of(unit, offer_id) or note(unit, offer))
    if record.status is not RecordStatus.NOTED:
        if record.minutes != minutes:
            dispute(unit, record.id, actor_id)
        return record
    record.minutes, record.minutes_from = minutes, MinutesFrom.SAID
    audit.record(unit, AuditKind.HOURS_SAID, request_id=record.request_id, record=record.id, minutes=minutes)
    return record


def confirm(unit: Unit, request: HelpRequest) -> None:
    """The captain (or, quicker, the resident) confirms that it is done: so are the hours of those who did it."""
    for record in unit.session.scalars(
        select(ServiceRecord).where(ServiceRecord.request_id == request.id, ServiceRecord.status == RecordStatus.NOTED)
    ):
        record.status, record.confirmed_at, record.confirmed_by = RecordStatus.CONFIRMED, unit.now, unit.actor_id
        audit.record(unit, AuditKind.HOURS_CONFIRMED, request_id=request.id, record=record.id, minutes=record.minutes)


def dispute(unit: Unit, record_id: int, actor_id: int) -> None:
    """「时长不对」: it goes to the captain of the request (art. 13: 志愿者发现记录有错误的, 可以提出)."""
    record = held(unit, unit.session.get_one(ServiceRecord, record_id))
    unit.actor_id = actor_id
    if record.volunteer.person_id != actor_id:
        raise NotYourHours(f"record {record_id} is somebody else's")
    if record.status is not RecordStatus.DISPUTED:
        record.status, record.disputed_at = RecordStatus.DISPUTED, unit.now
        record.confirmed_at = record.confirmed_by = None
        audit.record(unit, AuditKind.HOURS_DISPUTED, request_id=record.request_id, record=record.id, minutes=record.minutes)
        post(unit, record.request.captain_id, "captain_hours", request=record.request, reader=Reader.CAPTAIN, record=record.id)
    post(unit, actor_id, "hours_disputed", request=record.request, record=record.id)


def settle(unit: Unit, record_id: int, minutes: int, actor_id: int) -> None:
    """The captain has spoken with the volunteer and says how long it was."""
    record = held(unit, unit.session.get_one(ServiceRecord, record_id))
    unit.actor_id = actor_id
    request = record.request
    if actor_id != request.captain_id and not may_act_for(unit, actor_id, request.building):
        raise NotYourHours(f"person {actor_id} does not answer for request {request.id}")
    if record.volunteer.person_id == actor_id:
        raise NotYourHours("nobody settles hours of their own")
    if record.status is RecordStatus.DISPUTED:
        if minutes != record.minutes:
            record.minutes, record.minutes_from = rules.checked(minutes), MinutesFrom.SETTLED
        record.status, record.confirmed_at, record.confirmed_by = RecordStatus.CONFIRMED, unit.now, actor_id
        audit.record(unit, AuditKind.HOURS_SETTLED, request_id=request.id, record=record.id, minutes=record.minutes)
        post(unit, record.volunteer.person_id, "hours_settled", request=request, reader=Reader.VOLUNTEER, record=record.id)
    post(unit, actor_id, "captain_hours_settled", request=request, record=record.id)


def tell_mine(unit: Unit, person_id: int) -> bool:
    """「我的时长」 answered; False when this person is no volunteer."""
    volunteer = unit.session.scalars(select(Volunteer).where(Volunteer.person_id == person_id)).first()
    if volunteer is None:
        return False
    last = (
        select(ServiceRecord.id).where(ServiceRecord.volunteer_id == volunteer.id).order_by(ServiceRecord.ended_at.desc(), ServiceRecord.id)
    )
    records = list(unit.session.scalars(last.limit(SHOWN)))
    post(unit, person_id, "my_hours" if records else "my_hours_none", volunteer=volunteer.id, records=records)
    return True


def total(unit: Unit, volunteer_id: int, since: datetime | None = None) -> tuple[int, int]:
    """Confirmed minutes and pieces of service of a volunteer, those that ended at or after `since`."""
    mine = select(func.coalesce(func.sum(ServiceRecord.minutes), 0), func.count()).where(
        ServiceRecord.volunteer_id == volunteer_id, ServiceRecord.status == RecordStatus.CONFIRMED
    )
    if since is not None:
        mine = mine.where(ServiceRecord.ended_at >= since)
    minutes, pieces = unit.session.execute(mine).one()
    return int(minutes), int(pieces)


def waiting(unit: Unit, volunteer_id: int) -> int:
    """The minutes of a volunteer that the captain has not confirmed yet."""
    mine = select(func.coalesce(func.sum(ServiceRecord.minutes), 0)).where(
        ServiceRecord.volunteer_id == volunteer_id, ServiceRecord.status != RecordStatus.CONFIRMED
    )
    return int(unit.session.scalar(mine) or 0)


def between(
    unit: Unit, since: datetime, until: datetime, *, volunteer_id: int | None = None, confirmed: bool = False
) -> Sequence[ServiceRecord]:
    """The records whose service ended in [since, until), oldest first; of everybody or of one volunteer."""
    wanted = select(ServiceRecord).where(ServiceRecord.ended_at >= since, ServiceRecord.ended_at < until)
    if volunteer_id is not None:
        wanted = wanted.where(ServiceRecord.volunteer_id == volunteer_id)
    if confirmed:
        wanted = wanted.where(ServiceRecord.status == RecordStatus.CONFIRMED)
    return unit.session.scalars(wanted.order_by(ServiceRecord.ended_at, ServiceRecord.id)).all()


def confirmer_words(unit: Unit, record: ServiceRecord) -> str:
    """Who confirmed it, by what they are to the request: a post, or the resident."""
    if record.confirmed_by is None:
        return ""
    if record.confirmed_by == record.request.requester_id and record.confirmed_by != record.request.captain_id:
        return "居民"
    return unit.session.get_one(Person, record.confirmed_by).name or "楼栋长"


def record_of(unit: Unit, offer_id: int) -> ServiceRecord | None:
    return unit.session.scalars(select(ServiceRecord).where(ServiceRecord.offer_id == offer_id)).first()


def held(unit: Unit, record: ServiceRecord) -> ServiceRecord:
    """The record's row, held until the end of the unit."""
    return unit.session.get_one(ServiceRecord, record.id, with_for_update={"of": ServiceRecord}, populate_existing=True)
