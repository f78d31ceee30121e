"""Making anonymous: a person who asked for it, and what has been kept long enough. The trail stays whole."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, exists, or_, select

from aid.conversations.model import Conversation, ConversationState
from aid.delivery.catalogue import DEFAULT_LANGUAGE
from aid.delivery.model import InboxMessage, OutboxMessage, OutboxStatus
from aid.people import audit
from aid.people.model import Address, Household, Person, Post
from aid.people.trail import AuditKind
from aid.privacy.service import jobs_of
from aid.requests import attachments, corrections, notes, series
from aid.requests.model import HelpRequest, Series, Subscriber
from aid.requests.rules import FINISHED
from aid.requests.service import unfinished_of
from aid.requests.subscribers import take_words_out, unsubscribe
from aid.store.engine import scrub
from aid.store.work import Unit, Work
from aid.volunteers.model import Volunteer, VolunteerStatus

log = logging.getLogger(__name__)

# Rows made anonymous in one transaction: nobody else waits long for the lock.
BATCH = 100
_FIELDS = ["words", "phone", "door", "beneficiary", "time"]


def erase_due(work: Work) -> int:
    """Forget who asked for it and has nothing open any more; how many. Most ticks find nobody and take no lock."""
    with work.read() as unit:
        asked = list(unit.session.scalars(_asked_to_be_forgotten()))
    erased = sum(_each(work, "erase", erase_person, person_id) for person_id in asked)
    if erased:
        scrub(work.engine)
    return erased


def sweep(work: Work) -> int:
    """Once a day: make anonymous what has been kept for its time (`[keep]` of community.toml); how many rows."""
    swept = 0
    for due, forget in _DUE:
        while True:
            with work.read() as unit:
                found = list(unit.session.scalars(due(unit).limit(BATCH)))
            done = sum(_each(work, "sweep", forget, each) for each in found)
            swept += done
            if not done:
                break
    if swept:
        scrub(work.engine)
    return swept


def _each(work: Work, cause: str, forget: Callable[..., bool], key: object) -> int:
    try:
        return work.write(f"{cause}:{key}", forget, key)
    except Exception as error:  # one row in trouble must not keep the others: the next look tries it again
        log.error("%s %s: could not be made anonymous: %s", cause, key, type(error).__name__)
        return 0


def erase_person(unit: Unit, person_id: int) -> bool:
    """Forget this person if they still ask for it and nothing of theirs is on its way; False while something is."""
    person = _hold(unit, person_id)
    if person.erase_asked_at is None or person.forgotten_at or _open(unit, person):
        return False
    forget_person(unit, person)
    return True


def _hold(unit: Unit, person_id: int) -> Person:
    """The person's own row: their door comes with it by an outer join, which PostgreSQL cannot hold."""
    return unit.session.get_one(Person, person_id, with_for_update={"of": Person}, populate_existing=True)


def _open(unit: Unit, person: Person) -> bool:
    hashes = select(Address.value_hash).where(Address.person_id == person.id)
    waits = exists().where(OutboxMessage.person_id == person.id, OutboxMessage.status == OutboxStatus.PENDING)
    unread = exists().where(InboxMessage.address_hash.in_(hashes), InboxMessage.answered_at.is_(None))
    posts = exists().where(Post.person_id == person.id)
    if unit.session.scalar(select(or_(waits, unread, posts))):
        return True
    return bool(unfinished_of(unit, person.id) or jobs_of(unit, person.id))


def forget_person(unit: Unit, person: Person) -> None:
    """Everything that this person is or has written; their numbers stay, and point at nobody."""
    for request in unit.session.scalars(select(HelpRequest).where(HelpRequest.requester_id == person.id)):
        _forget(unit, request)
    followed = select(HelpRequest).join(Subscriber, Subscriber.request_id == HelpRequest.id).where(Subscriber.person_id == person.id)
    for request in unit.session.scalars(followed).all():
        unsubscribe(unit, request, person.id)
    for conversation in unit.session.scalars(select(Conversation).where(Conversation.person_id == person.id)):
        _empty(unit, conversation)
    for row in series.live_of(unit, person.id):
        series.end(unit, row)
    notes.forget_author(unit, person.id)
    attachments.forget_sender(unit, person.id)
    addresses = unit.session.scalars(select(Address).where(Address.person_id == person.id)).all()
    for message in unit.session.scalars(select(InboxMessage).where(InboxMessage.address_hash.in_([each.value_hash for each in addresses]))):
        _blank(message)
    for address in addresses:
        unit.session.delete(address)
    if volunteer := unit.session.scalars(select(Volunteer).where(Volunteer.person_id == person.id)).first():
        _let_go(volunteer)
    person.name = person.phone = person.phone_hash = person.building = person.household_id = None
    person.heard_at = person.noticed_at = person.consent_at = person.sensitive_consent_at = person.unreachable_at = None
    person.language, person.language_chosen_at = DEFAULT_LANGUAGE, None
    person.forgotten_at = unit.now
    _empty_households(unit)
    audit.record(unit, AuditKind.FORGOTTEN, person_id=person.id, fields=["name", "phone", "door", "chat", "words"])


def _let_go(volunteer: Volunteer) -> None:
    """A volunteer who is nobody any more: offers and hours keep the number, what it could do and when is gone."""
    volunteer.status, volunteer.gender, volunteer.team, volunteer.step = VolunteerStatus.LEFT, None, None, None
    volunteer.leads_team, volunteer.record = False, {}
    volunteer.languages, volunteer.tools = [], []
    volunteer.skills, volunteer.hours, volunteer.mutes = [], [], []


def forget_request(unit: Unit, request_id: int) -> bool:
    """What a resident said in an ended request; category, building, times of its course and outcome stay."""
    request = unit.session.get_one(HelpRequest, request_id, with_for_update=True, populate_existing=True)
    if request.forgotten_at or request.status not in FINISHED:
        return False
    _forget(unit, request)
    _empty_households(unit)
    return True


def _forget(unit: Unit, request: HelpRequest) -> None:
    if request.forgotten_at:
        return
    if request.merged_into is not None:
        take_words_out(unit.session.get_one(HelpRequest, request.merged_into, with_for_update=True), request)
    request.words, request.contact_phone, request.household_id = "", None, None
    request.beneficiary = request.wanted_from = request.wanted_to = None
    request.forgotten_at = unit.now
    notes.forget(unit, request)
    attachments.forget(unit, request)
    corrections.forget(unit, request)
    for conversation in unit.session.scalars(select(Conversation).where(Conversation.request_id == request.id)):
        _empty(unit, conversation)
    audit.record(unit, AuditKind.FORGOTTEN, request_id=request.id, fields=_FIELDS)


def forget_message(unit: Unit, inbox_id: int) -> bool:
    message = unit.session.get_one(InboxMessage, inbox_id, with_for_update=True, populate_existing=True)
    if message.answered_at is None or not message.address_hash:
        return False
    _blank(message)
    return True


def _blank(message: InboxMessage) -> None:
    """The row stays, so that a second copy of the update is still known for one."""
    message.address, message.address_hash, message.payload = "", "", {"kind": message.payload.get("kind", "other")}


def forget_conversation(unit: Unit, conversation_id: str) -> bool:
    conversation = unit.session.get_one(Conversation, conversation_id, with_for_update=True, populate_existing=True)
    if conversation.forgotten_at or conversation.state is not ConversationState.ENDED:
        return False
    _empty(unit, conversation)
    return True


def _empty(unit: Unit, conversation: Conversation) -> None:
    conversation.known, conversation.open_question, conversation.state = {}, None, ConversationState.ENDED
    conversation.forgotten_at = conversation.forgotten_at or unit.now


def forget_silent(unit: Unit, person_id: int) -> bool:
    person = _hold(unit, person_id)
    if person.forgotten_at or _open(unit, person):
        return False
    forget_person(unit, person)
    return True


def _empty_households(unit: Unit) -> None:
    """Doors that no person and no request names any more."""
    unit.session.flush()
    lived_in = exists().where(Person.household_id == Household.id)
    named = exists().where(HelpRequest.household_id == Household.id)
    for household in unit.session.scalars(select(Household).where(~lived_in, ~named)):
        unit.session.delete(household)


# What is due, oldest first.


def _asked_to_be_forgotten() -> Select[int]:
    return select(Person.id).where(Person.erase_asked_at.is_not(None), Person.forgotten_at.is_(None)).order_by(Person.id).limit(BATCH)


def _old_requests(unit: Unit) -> Select[int]:
    until = unit.now - unit.community.keep.requests
    return (
        select(HelpRequest.id)
        .where(HelpRequest.status.in_(list(FINISHED)), HelpRequest.closed_at <= until, HelpRequest.forgotten_at.is_(None))
        .order_by(HelpRequest.id)
    )


def _old_messages(unit: Unit) -> Select[int]:
    until = unit.now - unit.community.keep.messages
    return select(InboxMessage.id).where(InboxMessage.answered_at <= until, InboxMessage.address_hash != "").order_by(InboxMessage.id)


def _old_conversations(unit: Unit) -> Select[str]:
    until = unit.now - unit.community.keep.messages
    return (
        select(Conversation.id)
        .where(Conversation.state == ConversationState.ENDED, Conversation.heard_at <= until, Conversation.forgotten_at.is_(None))
        .order_by(Conversation.started_at)
    )


def _silent_people(unit: Unit) -> Select[int]:
    until = unit.now - unit.community.keep.people
    serves = exists().where(Volunteer.person_id == Person.id, Volunteer.status != VolunteerStatus.LEFT)
    remembered = exists().where(HelpRequest.requester_id == Person.id, HelpRequest.forgotten_at.is_(None))
    holds = exists().where(Post.person_id == Person.id) | exists().where(Series.requester_id == Person.id, Series.ended_at.is_(None))
    silent: ColumnElement[bool] = or_(Person.heard_at <= until, Person.heard_at.is_(None) & (Person.created_at <= until))
    return select(Person.id).where(silent, Person.forgotten_at.is_(None), ~serves, ~remembered, ~holds).order_by(Person.id)


_DUE: tuple[tuple[Callable[[Unit], Select[int] | Select[str]], Callable[..., bool]], ...] = (
    (_old_requests, forget_request),
    (_old_messages, forget_message),
    (_old_conversations, forget_conversation),
    (_silent_people, forget_silent),
)
