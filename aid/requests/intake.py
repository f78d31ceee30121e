"""From confirmed words to the right hands; and the alarm that waits for nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from aid.captains import merging, referrals
from aid.delivery.model import Asked
from aid.delivery.service import post
from aid.followups import schedule
from aid.followups.rules import LASTING
from aid.matching import service as matching
from aid.people import audit, consent
from aid.people.model import Person, PostKind
from aid.people.trail import AuditKind
from aid.requests import rules, series, service
from aid.requests.known import Known, at_time
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit
from aid.understanding.beneficiary import Beneficiary
from aid.understanding.phone import read_phone
from aid.understanding.place import read_place
from aid.understanding.screen import Alarm, EmergencyKind
from aid.understanding.taxonomy import CATEGORIES, Group, Urgency
from aid.volunteers.skills import skills_for

# These go to the captain and those vetted for listening, never to the building.
DISCREET = frozenset({EmergencyKind.VIOLENCE, EmergencyKind.DESPAIR})
# How long the question for the place of an emergency takes the next words as its answer.
ASK_FOR = timedelta(minutes=30)


def open_request(unit: Unit, request: HelpRequest, known: Known) -> None:
    """The resident has confirmed: the request opens and goes where its group of category sends it; one that repeats another
    of its household joins it, and one that may be what a neighbour reported is asked about."""
    service.learn(unit, request, known)
    _consents(unit, request, known)
    if known.get("recurring"):  # help that comes again is nobody's twin
        series.begin(unit, request, known)
    elif main := merging.twin_of(unit, request):
        return merging.join(unit, request, main, "same_household")
    service.move(unit, request, Status.OPEN, "confirmed")
    if request.filed_by is not None:
        post(unit, request.filed_by, "filed", request=request)
    dispatch(unit, request)
    if not known.get("recurring") and (main := merging.public_twin_of(unit, request)):
        merging.ask_same(unit, request, main)
    return None


def open_next(unit: Unit, series_id: int) -> bool:
    """The request of a series' next day, as the resident has confirmed it; False when it is not due any more."""
    row = series.hold(unit, series_id)
    if row.opens_at is None or row.opens_at > unit.now or row.next_day is None:
        return False
    day, rule = row.next_day, series.rule_of(row)
    known = at_time(Known(**row.known), *rule.on(day))  # type: ignore[typeddict-item]  # the column holds what Known wrote
    series.plan(unit, row, day)
    if rule.on(day)[0] <= unit.now:  # we were stopped: this day is over
        return False
    requester = unit.session.get_one(Person, row.requester_id)
    request = service.start(unit, requester, known, filed_by=row.filed_by)
    request.series_id, request.series_day = row.id, day
    if request.beneficiary not in (None, Beneficiary.SELF.value) or known.get("their_consent"):
        request.beneficiary_consent_at = row.created_at
    service.move(unit, request, Status.OPEN, "recurring")
    dispatch(unit, request)
    return True


def _consents(unit: Unit, request: HelpRequest, known: Known) -> None:
    """What the confirmed card says yes to besides its content."""
    person = unit.session.get_one(Person, request.requester_id)
    consent.agree(unit, person, "card")
    if request.category is not None and CATEGORIES[request.category].sensitive:
        consent.agree_sensitive(unit, person, request.id)
    if known.get("their_consent") or request.beneficiary not in (None, Beneficiary.SELF.value):
        request.beneficiary_consent_at = unit.now
        audit.record(unit, AuditKind.CONSENTED, request_id=request.id, field="beneficiary", person=person.id)


def dispatch(unit: Unit, request: HelpRequest) -> None:
    """By group of category (design §6): help → neighbours, service → partner, the rest → captain."""
    category = CATEGORIES[request.category] if request.category else None
    partner = unit.community.partner_for(category.id) if category else None
    if category and category.group is Group.HELP and request.skills:
        matching.seek(unit, request)
        if request.status is Status.OFFERING:
            service.tell_captain(unit, request, "captain_opened")
    elif category and category.group is Group.SERVICE and partner and category.id != "noise_dispute":
        referrals.send(unit, request, partner)
    else:
        if request.status is not Status.WITH_CAPTAIN:  # the captain may have given it another category
            service.move(unit, request, Status.WITH_CAPTAIN, "for_captain")
        service.tell_captain(unit, request, "captain_card", why="for_captain")


def raise_alarm(unit: Unit, person: Person, words: str, alarm: Alarm, known: Known, request: HelpRequest | None = None) -> HelpRequest:
    """An emergency: the number to call first, then the captain and, unless discretion forbids it, the neighbours on duty.

    A request already begun in this conversation becomes the emergency; more words of an alarm just raised belong to it;
    otherwise a new one is opened.
    """
    known = Known(**known)
    known.update({"category": "emergency", "urgency": Urgency.EMERGENCY.value, "words": [*known.get("words", []), words]})
    place = read_place(words, unit.community.buildings).place
    if place.building:
        known["building"], known["unit"], known["room"] = place.building, place.unit, place.room
    known["phone"] = read_phone(words) or known.get("phone")
    post(unit, person.id, "emergency_number", emergency=alarm.kind.value, number=alarm.number)
    if running := _just_raised(unit, person, alarm):
        return _alarm_again(unit, running, known, words)
    if request is None or request.status is not Status.RECEIVED:
        request = service.start(unit, person, known)
    else:
        service.learn(unit, request, known)
    request.emergency_kind = alarm.kind.value
    request.needed = rules.EMERGENCY_NEEDS
    request.skills = list(skills_for("emergency", request.words, request.emergency_kind))
    service.move(unit, request, Status.WITH_CAPTAIN, "emergency")
    service.tell_captain(unit, request, "captain_emergency")
    audit.record(unit, AuditKind.ALARM, request_id=request.id, emergency=alarm.kind.value)
    call_neighbours(unit, request)
    if request.building is None:
        ask_place(unit, request)
    else:
        service.tell_resident(unit, request, "emergency_paged", answering=True)
    return request


def _just_raised(unit: Unit, person: Person, alarm: Alarm) -> HelpRequest | None:
    """The same alarm of the same person, raised within the time in which we wait for its place and not yet dealt with."""
    for request in service.unfinished_of(unit, person.id):
        fresh = request.status in rules.TAKES_A_YES and unit.now - request.created_at < ASK_FOR
        if fresh and request.emergency_kind == alarm.kind.value:
            return service.hold(unit, request.id)
    return None


def _alarm_again(unit: Unit, request: HelpRequest, known: Known, words: str) -> HelpRequest:
    """Whoever panics writes twice: the captain hears it, and a place that was missing is acted on."""
    known["words"] = [request.words, words]
    audit.record(unit, AuditKind.ALARM_AGAIN, request_id=request.id)
    unit.session.execute(update(Asked).where(Asked.request_id == request.id, Asked.answered_at.is_(None)).values(answered_at=unit.now))
    if request.building is None and known.get("building"):
        place_learnt(unit, request, known)
        return request
    service.learn(unit, request, known)
    service.tell_captain(unit, request, "captain_emergency")
    if request.building is None:
        ask_place(unit, request)
    else:
        service.tell_resident(unit, request, "emergency_paged", answering=True)
    return request


def call_neighbours(unit: Unit, request: HelpRequest) -> None:
    """Ask all who are on duty: those of the building for danger, vetted listeners for violence and despair."""
    if request.building is None and request.emergency_kind not in {kind.value for kind in DISCREET}:
        return
    discreet = request.emergency_kind in {kind.value for kind in DISCREET}
    request.wave += 1
    for ranked in matching.responders(unit, request, discreet=discreet):
        matching.propose(unit, request, ranked)


def ask_place(unit: Unit, request: HelpRequest) -> None:
    """Where? Asked in the same breath; the next words answer it."""
    unit.session.add(
        Asked(
            person_id=request.requester_id,
            request_id=request.id,
            question="emergency_place",
            args={},
            asked_at=unit.now,
            expires_at=unit.now + ASK_FOR,
        )
    )
    post(unit, request.requester_id, "emergency_where", request=request)


def place_learnt(unit: Unit, request: HelpRequest, known: Known) -> None:
    """The place of an emergency has become known: its captain and its neighbours are called."""
    service.learn(unit, request, known)
    service.own_to(unit, request, PostKind.CAPTAIN)
    service.tell_captain(unit, request, "captain_emergency")
    call_neighbours(unit, request)
    schedule.restart(unit, request, LASTING)
    service.tell_resident(unit, request, "emergency_paged", answering=True)
