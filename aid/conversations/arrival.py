"""First contact: the notice, what stands behind /start, one's own phone number."""

from __future__ import annotations

import re

from aid.captains.model import PartnerContact
from aid.conversations import languages, own_name
from aid.conversations.incoming import Incoming
from aid.delivery.service import answered, post
from aid.groups import coming
from aid.groups import service as groups
from aid.people import audit, consent
from aid.people.invitations import BadInvitation, redeem
from aid.people.model import Person
from aid.people.service import hash_of
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers import application, linking
from aid.volunteers.cells import Unreadable, read_phone
from aid.volunteers.model import Volunteer

# What a link that anybody may be given says after /start: the way to an application.
TO_VOLUNTEER = "volunteer"


def meet(unit: Unit, person: Person, incoming: Incoming) -> None:
    """Whoever has never written to us hears who we are, and in which languages, before the answer."""
    if person.noticed_at is None:
        consent.introduce(unit, person)
        languages.offer(unit, person, incoming.language)


def welcome(unit: Unit, person: Person, code: str) -> None:
    """First contact; with an invitation's code also the post that it gives."""
    if not code:
        consent.noticed(unit, person)
        return _answer(unit, person, "welcome")
    consent.introduce(unit, person)
    if code == TO_VOLUNTEER:  # the link that anybody may be given: t.me/…?start=volunteer
        application.begin(unit, person.id)
        return answered(unit)
    if found := re.fullmatch(rf"{groups.COME}([0-9]{{1,9}})", code):
        coming.come(unit, person.id, int(found[1]))
        return answered(unit)
    try:
        post_given = redeem(unit, person, code)
    except BadInvitation:
        audit.record(unit, AuditKind.INVITATION_REFUSED, person_id=person.id)
        return _answer(unit, person, "invitation_refused")
    if isinstance(post_given, Volunteer):
        return answered(unit)
    if isinstance(post_given, PartnerContact):
        post(unit, person.id, "invitation_taken_partner", partner=post_given.partner)
        answered(unit)
        return None
    post(unit, person.id, "invitation_taken", post=post_given.kind.value, building=post_given.building or "")
    own_name.ask_name(unit, person)
    answered(unit)
    return None


def own_phone(unit: Unit, person: Person, text: str) -> None:
    """A volunteer of the office's sheet is known by it; anybody else has left a number for the neighbours who come."""
    try:
        phone, _ = read_phone(text)
    except Unreadable:
        return _answer(unit, person, "not_text")
    if not linking.link_by_phone(unit, person, phone):
        person.phone, person.phone_hash = phone, hash_of(unit, "phone", phone)
        audit.record(unit, AuditKind.PHONE_LEFT, person_id=person.id)
        post(unit, person.id, "phone_left")
    answered(unit)
    return None


def _answer(unit: Unit, person: Person, key: str) -> None:
    post(unit, person.id, key)
    answered(unit)
