"""Whom words may be meant for: who holds a job, who talks through us, which question of ours they answer, which card they reply to."""

from __future__ import annotations

from sqlalchemy import select

from aid.conversations import answers
from aid.conversations import service as conversations
from aid.conversations.incoming import Incoming
from aid.conversations.model import Conversation, ConversationState
from aid.delivery.model import Asked, OutboxMessage
from aid.delivery.service import TALK
from aid.matching.model import Offer, OfferStatus, Progress
from aid.people.model import Person
from aid.people.service import may_act_for
from aid.requests import service as requests
from aid.requests import whereabouts
from aid.requests.model import HelpRequest
from aid.requests.rules import FINISHED, TAKES_A_YES
from aid.store.work import Unit
from aid.volunteers.model import Volunteer


def jobs_of(unit: Unit, person: Person) -> list[int]:
    """The jobs this person holds now."""
    held = select(Offer.request_id).join(HelpRequest).join(Volunteer).where(
        Volunteer.person_id == person.id, Offer.status == OfferStatus.ACCEPTED, HelpRequest.status.in_(list(TAKES_A_YES)),
        Offer.progress.is_distinct_from(Progress.DONE),
    )  # fmt: skip
    return list(unit.session.scalars(held.order_by(Offer.id)))


def talks_of(unit: Unit, person: Person, conversation: Conversation | None) -> list[int]:
    """The requests about which somebody has written to them through us of late, and after the question that is open in their
    own conversation."""
    recent = select(Asked.request_id).join(HelpRequest, HelpRequest.id == Asked.request_id).where(
        Asked.person_id == person.id, Asked.question == TALK, Asked.answered_at.is_(None), Asked.expires_at > unit.now,
        HelpRequest.status.not_in(list(FINISHED)),
    )  # fmt: skip
    if conversation is not None and conversation.open_question:
        recent = recent.where(Asked.asked_at > conversation.heard_at)
    return [each for each in unit.session.scalars(recent.order_by(Asked.asked_at.desc())) if each is not None]


def question_answered(unit: Unit, person: Person, text: str) -> Asked | None:
    """The question of ours that these words answer, if they do."""
    return next((each for each in open_questions(unit, person) if answers.reads(unit, each, text)), None)


def open_questions(unit: Unit, person: Person) -> list[Asked]:
    """The questions of ours that this person has not answered yet, the newest first."""
    waiting = select(Asked).where(
        Asked.person_id == person.id, Asked.answered_at.is_(None), Asked.expires_at > unit.now, Asked.question != TALK
    )  # fmt: skip
    return list(unit.session.scalars(waiting.order_by(Asked.id.desc())))


def replied_to(unit: Unit, person: Person, reply_to: str | None) -> HelpRequest | None:
    """The unfinished request behind the card this person replied to, if they have a part in it."""
    if reply_to is None:
        return None
    card = unit.session.scalars(
        select(OutboxMessage).where(
            OutboxMessage.person_id == person.id,
            OutboxMessage.channel_message_id == reply_to,
            OutboxMessage.request_id.is_not(None),
        )
    ).first()
    request = unit.session.get(HelpRequest, card.request_id) if card else None
    if request is None or request.status in FINISHED:
        return None
    part = (
        person.id in (request.requester_id, request.captain_id)
        or may_act_for(unit, person.id, request.building)
        or any(offer.volunteer.person_id == person.id for offer in requests.holders(unit, request))
    )
    return request if part else None


def about(unit: Unit, person: Person, incoming: Incoming) -> HelpRequest | None:
    """The request that a file without doubt belongs to: the job in hand, the card replied to, the one that is added to."""
    jobs = jobs_of(unit, person)
    asked = question_answered(unit, person, incoming.text) or next(
        (each for each in open_questions(unit, person) if each.request_id and each.question != whereabouts.WHERE), None
    )
    number = jobs[0] if len(jobs) == 1 else asked.request_id if asked else None
    return requests.hold(unit, number) if number else replied_to(unit, person, incoming.reply_to)


def talks_to_somebody(unit: Unit, person: Person, incoming: Incoming) -> bool:
    """Whether these words are passed on: a volunteer's English to a foreign resident says nothing of what they read themselves."""
    conversation = conversations.running(unit, person.id)
    handed_off = conversation is not None and conversation.state is ConversationState.HANDED_OFF
    return incoming.reply_to is not None or handed_off or bool(jobs_of(unit, person) or talks_of(unit, person, conversation))
