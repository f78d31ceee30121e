"""转同盟单位: a request stands with a partner, who says 收到, 办好了 or 退回; the captain stays its owner."""

from __future__ import annotations

from sqlalchemy import select

from aid.captains.model import PartnerContact, Referral
from aid.captains.service import NotYours, held_for, moved_on
from aid.community import Partner
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.followups import schedule
from aid.followups.model import FollowUpKind
from aid.people import audit
from aid.people.model import Person
from aid.people.service import may_act_for
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests import whereabouts
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit

UNTIL_ACKNOWLEDGED = (FollowUpKind.PARTNER_REMIND, FollowUpKind.PARTNER_BACK)


def choices(unit: Unit, request: HelpRequest) -> list[Partner]:
    """Every partner, those whose categories fit first."""
    return sorted(unit.community.partner, key=lambda each: request.category not in each.categories)


def contacts_of(unit: Unit, partner_id: str | None) -> list[int]:
    """Who can be reached at a partner through our chat."""
    reachable = (
        select(PartnerContact.person_id)
        .join(Person, Person.id == PartnerContact.person_id)
        .where(PartnerContact.partner == partner_id, Person.unreachable_at.is_(None))
    )
    return list(unit.session.scalars(reachable.order_by(PartnerContact.id)))


def is_contact(unit: Unit, request: HelpRequest, person_id: int) -> bool:
    wanted = select(PartnerContact.id).where(PartnerContact.partner == request.partner, PartnerContact.person_id == person_id)
    return unit.session.scalar(wanted) is not None


def open_referral(unit: Unit, request: HelpRequest) -> Referral | None:
    """The referral that runs, if one does."""
    wanted = select(Referral).where(Referral.request_id == request.id, Referral.ended_at.is_(None))
    return unit.session.scalars(wanted.order_by(Referral.id.desc())).first()


def last_referral(unit: Unit, request: HelpRequest) -> Referral | None:
    return unit.session.scalars(select(Referral).where(Referral.request_id == request.id).order_by(Referral.id.desc())).first()


def send(unit: Unit, request: HelpRequest, partner: Partner) -> None:
    """The partner is told in its opening hours; where nobody of it is in the chat, the captain gets the words to phone."""
    request.partner = partner.id
    requests.move(unit, request, Status.REFERRED, "referred")
    unit.session.add(Referral(request_id=request.id, partner=partner.id, referred_at=unit.now))
    unit.session.flush()
    audit.record(unit, AuditKind.REFERRED, request_id=request.id, partner=partner.id)
    reached = contacts_of(unit, partner.id)
    for contact in reached:
        post(unit, contact, "partner_card", request=request, reader=Reader.PARTNER)
    if reached:
        requests.tell_captain(unit, request, "captain_referred")
    else:
        requests.tell_captain(unit, request, "captain_refer_call")


def refer(unit: Unit, request_id: int, partner_id: str | None, actor_id: int) -> None:
    """转同盟单位: without a name the partners are shown; with one of them the request stands there."""
    request = held_for(unit, request_id, actor_id)
    if request.status is not Status.WITH_CAPTAIN:
        return moved_on(unit, request, actor_id)
    if partner_id is None:
        post(unit, actor_id, "captain_partners", request=request)
        return None
    partner = next((each for each in unit.community.partner if each.id == partner_id), None)
    if partner is None:
        raise NotYours(f"no partner {partner_id}")
    requests.human_word(unit, request)
    send(unit, request, partner)
    requests.tell_resident(unit, request, "resident_captain_acts")  # their card says where it stands
    if actor_id != request.captain_id:
        post(unit, actor_id, "captain_referred", request=request)
    return None


def acknowledge(unit: Unit, request_id: int, actor_id: int) -> None:
    """收到: by the partner's contact, or by the captain who heard it on the phone; only now door and phone are shown."""
    request, by_contact = held_by(unit, request_id, actor_id)
    referral = open_referral(unit, request)
    if request.status is not Status.REFERRED or referral is None:
        return over(unit, request, actor_id, by_contact)
    if referral.acknowledged_at is None:
        referral.acknowledged_at = unit.now
        referral.acknowledged_by = actor_id if by_contact else None
        audit.record(unit, AuditKind.ACKNOWLEDGED, request_id=request.id, partner=referral.partner, by="chat" if by_contact else "phone")
        schedule.drop(unit, request, UNTIL_ACKNOWLEDGED)
        schedule.start(unit, request, [FollowUpKind.PARTNER_NEWS])
        requests.human_word(unit, request)
        requests.tell_resident(unit, request, "resident_partner_acknowledged")
        whereabouts.ask(unit, request)
        requests.tell_captain(unit, request, "captain_partner_acknowledged")
    if by_contact:
        post(unit, actor_id, "partner_card", request=request)
    return None


def still_working(unit: Unit, request_id: int, actor_id: int) -> None:
    """还在办: news enough for the resident; asked again later."""
    request, by_contact = held_by(unit, request_id, actor_id)
    if request.status is not Status.REFERRED:
        return over(unit, request, actor_id, by_contact)
    acknowledge(unit, request_id, actor_id)
    schedule.restart(unit, request, [FollowUpKind.PARTNER_NEWS])
    requests.tell_resident(unit, request, "resident_partner_working")
    return None


def done(unit: Unit, request_id: int, actor_id: int) -> None:
    """办好了: the captain confirms it like a volunteer's."""
    request, by_contact = held_by(unit, request_id, actor_id)
    if request.status is not Status.REFERRED:
        return over(unit, request, actor_id, by_contact)
    requests.human_word(unit, request)
    requests.move(unit, request, Status.DONE, "partner_done")
    requests.tell_captain(unit, request, "captain_confirm")
    requests.tell_resident(unit, request, "resident_done")
    post(unit, actor_id, "partner_thanks", request=request)
    return None


def held_by(unit: Unit, request_id: int, actor_id: int) -> tuple[HelpRequest, bool]:
    """The request, held, and whether a contact of its partner acts (else its captain); NotYours for anybody else."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if is_contact(unit, request, actor_id):
        return request, True
    if request.partner is None or (request.captain_id != actor_id and not may_act_for(unit, actor_id, request.building)):
        raise NotYours(f"person {actor_id} does not speak for the partner of request {request_id}")
    return request, False


def over(unit: Unit, request: HelpRequest, actor_id: int, by_contact: bool) -> None:
    if by_contact:
        post(unit, actor_id, "nothing_to_do", request=request)
    else:
        moved_on(unit, request, actor_id)
