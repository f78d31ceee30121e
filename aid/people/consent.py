"""The notice at first contact, and what people agree to: each once, dated, in the trail."""

from __future__ import annotations

from aid.delivery.service import post
from aid.people import audit
from aid.people.model import Person
from aid.people.trail import AuditKind
from aid.store.work import Unit


def introduce(unit: Unit, person: Person) -> None:
    """Who we are and what is kept, told once, before anything else is said to a stranger."""
    if person.noticed_at is None:
        noticed(unit, person)
        post(unit, person.id, "notice")


def noticed(unit: Unit, person: Person) -> None:
    """Write down that this person is being told."""
    if person.noticed_at is None:
        person.noticed_at = unit.now
        audit.record(unit, AuditKind.NOTICED, person_id=person.id)


def agree(unit: Unit, person: Person, by: str) -> None:
    """The general consent, by a deed after the notice: the tap on 知道了, or the confirmed card (docs/decisions/0016)."""
    if person.consent_at is None and person.noticed_at is not None:
        person.consent_at = unit.now
        audit.record(unit, AuditKind.CONSENTED, person_id=person.id, field="general", by=by)


def agree_sensitive(unit: Unit, person: Person, request_id: int) -> None:
    """The separate consent for health and children: its first date with the person, each one in its request's trail."""
    person.sensitive_consent_at = person.sensitive_consent_at or unit.now
    audit.record(unit, AuditKind.CONSENTED, request_id=request_id, field="sensitive", person=person.id)
