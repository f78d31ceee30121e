"""What cards of those on posts and of partners say beside the request's own facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aid.captains import referrals, sendback
from aid.delivery.catalogue import say
from aid.delivery.facts import clocks_words, history_words, partner_name, person_name, private_facts, volunteer_name
from aid.delivery.page import Extra, Page
from aid.people import audit
from aid.people.model import Leave, Person, PostKind
from aid.people.service import is_on_duty, may_act_for, on_leave, posts_for, posts_of
from aid.people.trail import AuditKind
from aid.requests.model import Status
from aid.volunteers.model import Volunteer


def _outcome(page: Page) -> Extra:
    return {"outcome": say(page.language, f"outcome-{page.message.args['outcome']}")}


def _leave(page: Page) -> Extra:
    leave = page.unit.session.get_one(Leave, page.message.args["leave"])
    begun = leave.starts_at <= page.unit.now
    substitute = _substitute(page)
    return {
        "from": "now" if begun else page.tongue.when(leave.starts_at) or "",
        "until": page.tongue.until(leave.ends_at),
        "name": substitute,
    }


def _substitute(page: Page) -> str:
    """Who stands in: by name, as those on posts see each other."""
    mine = next(iter(posts_of(page.unit, page.reader.id)), None)
    if mine is None:
        return "none"
    others = [
        each for each in posts_for(page.unit, mine.building) if each.person_id != page.reader.id and each.kind is not PostKind.CAPTAIN
    ]
    away = on_leave(page.unit)
    found = next((each for each in others if is_on_duty(each, away)), None)
    return person_name(page.unit.session.get_one(Person, found.person_id), page.tongue) if found else "none"


def _absent(page: Page) -> Extra:
    return {"name": person_name(page.unit.session.get_one(Person, page.message.args["person"]), page.tongue)}


def _count(page: Page) -> Extra:
    return {"count": len(page.message.args["requests"])}


def _clocks(page: Page) -> Extra:
    history = history_words(page.unit, page.needed_request, page.tongue)
    return {"clocks": clocks_words(page.unit, page.needed_request, page.tongue), "history": history}


def _until(page: Page) -> Extra:
    return {"until": page.tongue.until(datetime.fromisoformat(page.message.args["until"]))}


def _extended(page: Page) -> Extra:
    return {**_until(page), "reason": say(page.language, f"button-extend-{page.message.args['reason']}")}


def _asks_extension(page: Page) -> Extra:
    return {**_clocks(page), "reason": say(page.language, f"button-extend-{page.message.args['reason']}")}


def _refused(page: Page) -> Extra:
    return {"late": "yes" if page.message.args["late"] else "no"}


def _sent_back(page: Page) -> Extra:
    reason = page.message.args["reason"]
    label = "back" if reason in sendback.REASONS else "partner-back"
    return {"reason": say(page.language, f"button-{label}-{reason}")}


def _closed(page: Page) -> Extra:
    return {**_outcome(page), "reason": say(page.language, f"button-why-{page.message.args['reason']}")}


def _partner_phone(page: Page) -> Extra:
    partner = next((each for each in page.unit.community.partner if each.id == page.needed_request.partner), None)
    return {"partnerphone": (partner.phone if partner else "") or "none"}


def _partner_card(page: Page) -> Extra:
    """Door, phone and words only for the contact who said 收到, and only while the partner has it; each view is recorded."""
    request = page.needed_request
    referral = referrals.last_referral(page.unit, request)
    mine = referral is not None and referral.acknowledged_by == page.reader.id and referrals.is_contact(page.unit, request, page.reader.id)
    if not mine or request.status not in (Status.REFERRED, Status.DONE):
        taken = referral is not None and referral.acknowledged_at is not None
        return {"shown": "taken" if taken else "no", "door": "", "phone": "", "words": ""}
    audit.record(page.unit, AuditKind.VIEWED, request_id=request.id, reader=page.reader.id, fields=["door", "phone", "words"])
    return {"shown": "yes", **private_facts(page.unit, request, page.tongue)}


def _to_call(page: Page) -> Extra:
    """A volunteer's number, for the captain who calls."""
    if page.reader.id != page.needed_request.captain_id and not may_act_for(page.unit, page.reader.id, page.needed_request.building):
        return {"name": "", "phone": "—"}
    volunteer = page.unit.session.get_one(Volunteer, page.message.args["volunteer"])
    audit.record(
        page.unit, AuditKind.VIEWED, request_id=page.needed_request.id, reader=page.reader.id, volunteer=volunteer.id, fields=["phone"]
    )
    return {"name": volunteer_name(volunteer, page.tongue), "phone": volunteer.person.phone or say(page.language, "phone-unknown")}


def _partner_named(page: Page) -> Extra:
    return {"partner": partner_name(page.unit, page.message.args["partner"], page.tongue)}


CAPTAIN_EXTRA: dict[str, Callable[[Page], Extra]] = {
    "leave_noted": _leave,
    "leave_over": _count,
    "stands_in": _absent,
    "takes_over": _absent,
    "post_vacant": _absent,
    "handed_back_to": _absent,
    "resident_closed_by_captain": _closed,
    "captain_why": _outcome,
    "captain_card": _clocks,
    "captain_warned": _clocks,
    "captain_broken": _clocks,
    "captain_more": _clocks,
    "captain_waits": _until,
    "resident_waits_until": _until,
    "resident_extended": _extended,
    "extension_granted": _until,
    "extension_asked": _asks_extension,
    "extension_refused": _refused,
    "captain_sent_back": _sent_back,
    "captain_decide": _sent_back,
    "captain_refer_call": _partner_phone,
    "captain_call_volunteer": _to_call,
    "partner_card": _partner_card,
    "invitation_taken_partner": _partner_named,
}
