"""Roles come by one-time invitations; nobody becomes captain by typing."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select

from aid.captains.model import PartnerContact
from aid.people import audit
from aid.people.model import Invitation, Person, Post, PostKind
from aid.people.service import hash_of
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.linking import has_chat, link
from aid.volunteers.model import Volunteer

GOOD_FOR = timedelta(days=7)


class BadInvitation(ValueError):
    """This code is unknown, used or expired."""


def code_of(unit: Unit, nonce: str) -> str:
    """The code that belongs to a nonce: who has the nonce without this store's key has nothing."""
    return hash_of(unit, "invitation code", nonce)[:24]


def invite(unit: Unit, kind: PostKind, building: str | None, *, code: str | None = None) -> str:
    """A code that gives one person this post once, within GOOD_FOR. Only its keyed hash is kept.

    Raises ValueError when the post needs a building of the compound and none, or another, was named.
    """
    if (kind is PostKind.SECRETARY) != (building is None):
        raise ValueError("书记不带楼号; 楼栋长和副楼栋长要写楼号")
    if building is not None and building not in unit.community.buildings:
        raise ValueError(f"{unit.community.name}没有 {building} 号楼 (见 community.toml 的 rows)")
    code = code or secrets.token_urlsafe(18)
    unit.session.add(Invitation(code_hash=hash_of(unit, "invitation", code), kind=kind, building=building, expires_at=unit.now + GOOD_FOR))
    audit.record(unit, AuditKind.INVITED, post=kind.value, building=building)
    return code


def invite_volunteer(unit: Unit, volunteer_id: int, *, code: str | None = None) -> str:
    """A code by which a volunteer of the office's sheet brings their chat; ValueError when there is none such, or they have one."""
    volunteer = unit.session.get(Volunteer, volunteer_id)
    if volunteer is None:
        raise ValueError(f"没有编号为 {volunteer_id} 的志愿者 (见 wobanglin volunteers)")
    if has_chat(unit, volunteer):
        raise ValueError(f"志愿者 {volunteer_id} 已经连上聊天了, 不用再邀请")
    code = code or secrets.token_urlsafe(18)
    code_hash = hash_of(unit, "invitation", code)
    unit.session.add(Invitation(code_hash=code_hash, volunteer_id=volunteer.id, expires_at=unit.now + GOOD_FOR))
    audit.record(unit, AuditKind.INVITED, volunteer=volunteer.id)
    return code


def invite_partner(unit: Unit, partner: str) -> str:
    """A code that lets one person speak for this partner in the chat; ValueError when the compound has no such partner."""
    if partner not in {each.id for each in unit.community.partner}:
        known = ", ".join(f"{each.id} ({each.name})" for each in unit.community.partner)
        raise ValueError(f"{unit.community.name}没有同盟单位 {partner!r}; 有: {known or '没有 (见 community.toml)'}")
    code = secrets.token_urlsafe(18)
    unit.session.add(Invitation(code_hash=hash_of(unit, "invitation", code), partner=partner, expires_at=unit.now + GOOD_FOR))
    audit.record(unit, AuditKind.INVITED, partner=partner)
    return code


def redeem(unit: Unit, person: Person, code: str) -> Post | Volunteer | PartnerContact:
    """Give the post, the chat or the partner's seat behind a code to this person, once; BadInvitation otherwise."""
    invitation = unit.session.scalars(
        select(Invitation).where(Invitation.code_hash == hash_of(unit, "invitation", code)).with_for_update()
    ).first()
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= unit.now:
        raise BadInvitation
    volunteer = unit.session.get_one(Volunteer, invitation.volunteer_id) if invitation.volunteer_id is not None else None
    if volunteer is not None and not link(unit, person, volunteer):
        raise BadInvitation  # it stays good for whom it was meant
    invitation.used_at, invitation.used_by = unit.now, person.id
    if volunteer is not None:
        return volunteer
    if invitation.partner is not None:
        return _seat(unit, person, invitation.partner)
    assert invitation.kind is not None
    same = select(Post).where(Post.kind == invitation.kind, Post.building == invitation.building, Post.person_id == person.id)
    post = unit.session.scalars(same).first()
    if post is None:
        post = Post(kind=invitation.kind, building=invitation.building, person_id=person.id)
        unit.session.add(post)
    if invitation.building:
        person.building = person.building or invitation.building
    unit.session.flush()
    audit.record(unit, AuditKind.POST_GIVEN, person_id=person.id, post=post.kind.value, building=post.building)
    return post


def _seat(unit: Unit, person: Person, partner: str) -> PartnerContact:
    same = select(PartnerContact).where(PartnerContact.partner == partner, PartnerContact.person_id == person.id)
    contact = unit.session.scalars(same).first()
    if contact is None:
        contact = PartnerContact(partner=partner, person_id=person.id)
        unit.session.add(contact)
    unit.session.flush()
    audit.record(unit, AuditKind.PARTNER_JOINED, person_id=person.id, partner=partner)
    return contact
