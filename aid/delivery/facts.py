"""The words of a request that a card may show, staged by who reads it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from aid.delivery.catalogue import DEFAULT_LANGUAGE
from aid.delivery.tongue import Tongue
from aid.followups import schedule
from aid.followups.model import FollowUpKind
from aid.followups.rules import LASTING_STATUSES
from aid.matching.model import Offer
from aid.people.model import AuditEvent, Person
from aid.people.story import told
from aid.people.trail import AuditKind
from aid.requests import series
from aid.requests import service as requests
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.model import Level, Volunteer
from aid.volunteers.skills import skills

# How many steps a reopened request's card shows.
HISTORY = 6
_TOLD_AGAIN = tuple(kind.value for kind in (AuditKind.MOVED, AuditKind.ACCEPTED, AuditKind.ANSWERED_SOLVED, AuditKind.OWNED))
PROMISE_LABELS = {FollowUpKind.FIRST_WORD: "first", FollowUpKind.WORD_TO_RESIDENT: "next", FollowUpKind.DONE_BY: "done"}


def request_facts(unit: Unit, request: HelpRequest, tongue: Tongue, offer: Offer | None = None) -> dict[str, str | int]:
    """What everyone involved may see: number, category, building, time, status, the helper's surname and building."""
    captain = unit.session.get_one(Person, request.captain_id)
    helper = offer or next(iter(requests.holders(unit, request)), None)
    partner = partner_name(unit, request.partner, tongue)
    category = CATEGORIES.get(request.category or "")
    helped_by = helper_name(unit, helper, tongue) if helper else tongue.say("neighbour-unnamed")
    if helper is None and request.partner:
        helped_by = partner
    return {
        "number": request.id,
        "category": tongue.category(request.category),
        "sensitive": "yes" if category and category.sensitive else "no",
        "building": tongue.building(request.building) if request.building else tongue.say("place-unknown"),
        "when": when_words(unit, request, tongue),
        "urgent": request.urgency.value,
        "emergency": tongue.say(f"emergency-{request.emergency_kind}") if request.emergency_kind else "",
        "partner": partner,
        "status": tongue.say(f"status-{request.status.value}", partner=partner),
        "captain": surname(captain) or "",
        "reads": unit.session.get_one(Person, request.requester_id).language,
        "helper": helped_by,
    }


def when_words(unit: Unit, request: HelpRequest, tongue: Tongue) -> str:
    """When help is wanted, and of help that comes again also how often: 「9月23日 周三 08:00—12:00 (每周三)」."""
    when = tongue.when(request.wanted_from, request.wanted_to) or tongue.say("when-soon")
    row = series.of_request(unit, request)
    return tongue.say("when-recurring", when=when, every=tongue.recurring(series.rule_of(row))) if row and not row.ended_at else when


def partner_name(unit: Unit, partner: str | None, tongue: Tongue) -> str:
    """The partner of this id, by name."""
    found = next((each for each in unit.community.partner if each.id == partner), None)
    return tongue.called(found.name, found.en) if found else tongue.say("partner-unnamed")


def clocks_words(unit: Unit, request: HelpRequest, tongue: Tongue) -> str:
    """The three promises as a captain sees them: 「第一句话 今天 11:30 前 · 下次报信 明天 09:00 前 · 办好 9月23日 周三 09:00 前」."""
    if request.waiting_until is not None:
        return tongue.say("clocks-paused", until=tongue.until(request.waiting_until))
    running = {each.kind: each.due_at for each in schedule.pending(unit, request)}
    parts = []
    for promise, label in PROMISE_LABELS.items():
        if promise in running:
            parts.append(tongue.say(f"clock-{label}", when=tongue.when(running[promise]) or ""))
    if request.status in LASTING_STATUSES and FollowUpKind.DONE_BY not in running:
        parts.append(tongue.say("clocks-over"))
    return " · ".join(parts) or tongue.say("clocks-none")


def history_words(unit: Unit, request: HelpRequest, tongue: Tongue) -> str:
    """What happened before a request was opened again, for whoever takes it up: its last moves in words.

    The trail is told in Chinese, as those who audit it read it; in other languages it is its steps without their reasons.
    """
    if not request.reopened:
        return "none"
    events = unit.session.scalars(
        select(AuditEvent).where(AuditEvent.chain == f"request:{request.id}", AuditEvent.kind.in_(_TOLD_AGAIN)).order_by(AuditEvent.seq)
    ).all()
    if tongue.language == DEFAULT_LANGUAGE:
        return "\n".join(told(each, unit.community.zone) for each in events[-HISTORY:])
    return "\n".join(_step_words(each, tongue) for each in events[-HISTORY:])


def _step_words(event: AuditEvent, tongue: Tongue) -> str:
    said = event.facts.get("after") or event.facts.get("answer") or event.facts.get("level") or ""
    return tongue.say("history-step", at=f"{event.at.astimezone(tongue.zone):%m-%d %H:%M}", kind=event.kind, said=str(said))


def private_facts(unit: Unit, request: HelpRequest, tongue: Tongue) -> dict[str, str | int]:
    """Door, phone and words: only for whoever holds or owns the request. The caller records the view."""
    requester = unit.session.get_one(Person, request.requester_id)
    return {
        "door": door_words(request, tongue),
        "phone": request.contact_phone or requester.phone or tongue.say("phone-none"),
        "words": request.words.replace("\n", "; "),
    }


def door_words(request: HelpRequest, tongue: Tongue) -> str:
    """「3号楼2单元501」 as far as it is known."""
    return tongue.door(request.building, request.household)


def surname(person: Person) -> str | None:
    """The first character of the name, of one in Latin letters the first word: all that residents see of a helper. Sample people
    keep their mark."""
    if not person.name:
        return None
    mark, _, name = person.name.rpartition("·")
    short = name.split()[0] if name.isascii() and name.strip() else name[:1]
    return f"{mark}·{short}" if mark else short


def helper_name(unit: Unit, offer: Offer, tongue: Tongue) -> str:
    """A helper as the resident sees them."""
    return neighbour_name(unit.session.get_one(Person, offer.volunteer.person_id), tongue)


def neighbour_name(person: Person, tongue: Tongue) -> str:
    """「3号楼的林邻居」: surname and building, what any resident may see of a volunteer."""
    name = surname(person)
    if not name or not person.building:
        return tongue.say("neighbour-unnamed")
    return tongue.say("neighbour-name", building=tongue.building(person.building), surname=name)


def person_name(person: Person, tongue: Tongue) -> str:
    """A person on a post, as others on posts see them."""
    return person.name or tongue.say("person-on-post")


def volunteer_name(volunteer: Volunteer, tongue: Tongue) -> str:
    """A volunteer's name as captains see it."""
    return volunteer.person.name or tongue.say("volunteer-numbered", number=volunteer.id)


def reasons_words(offer: Offer, tongue: Tongue) -> str:
    """Why this volunteer, in words; from the named parts of the score."""
    return parts_words(
        offer.reasons,
        {skill.skill: skill.level for skill in offer.volunteer.skills},
        offer.request.skills,
        tongue,
        by_captain=offer.by_captain,
    )


def parts_words(
    parts: Mapping[str, float], levels: Mapping[str, Level], wanted: list[str], tongue: Tongue, *, by_captain: bool = False
) -> str:
    """「和您同一栋楼 · 您会水管维修 · 最近没打扰过您」; no personal data."""
    found: list[str] = []
    if by_captain:
        found.append(tongue.say("reason-captain"))
    if parts.get("again"):
        found.append(tongue.say("reason-again"))
    if parts.get("nearness", 0) >= 1:
        found.append(tongue.say("reason-same-building"))
    elif parts.get("nearness", 0) >= 0.5:
        found.append(tongue.say("reason-next-building"))
    mine = [name for name in wanted if name in levels]
    if mine and mine[0] in skills():
        found.append(tongue.say("reason-skill", skill=tongue.skill(mine[0])))
        if levels[mine[0]] is Level.CERTIFIED:
            found.append(tongue.say("reason-certified"))
    if parts.get("never_asked"):
        found.append(tongue.say("reason-never-asked"))
    elif parts.get("rest", 0) >= 1:
        found.append(tongue.say("reason-rested"))
    return " · ".join(found)
