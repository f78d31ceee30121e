"""Where free text goes once it is no command and no emergency, and what Rasa then hears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from aid.conversations import addressees, alarms, answers, choices, human, meant, rules, talks, unread
from aid.conversations import service as conversations
from aid.conversations.incoming import Incoming
from aid.conversations.model import Conversation, ConversationState
from aid.conversations.rules import Desk, Question, Standing
from aid.delivery.service import EMERGENCY_PLACE, answered
from aid.hours import service as hours
from aid.people.model import Person
from aid.store.work import Unit
from aid.understanding.answers import asks_for_hours, asks_for_human
from aid.understanding.reading import NOTHING_HEARD
from aid.understanding.screen import screen_alone

# An answer within so short a time of its question is one; later words of somebody with a job in hand may be for their neighbour.
JUST_NOW = timedelta(minutes=2)
# What Rasa hears when a button was tapped: the row says what it meant.
TAPPED = "/tap"


@dataclass(frozen=True)
class ForRasa:
    """A turn that Rasa decides: whose conversation, and what it hears."""

    conversation_id: str
    text: str
    again: bool = False  # tried before: Rasa's memory of this conversation is not to be trusted


def route(unit: Unit, person: Person, incoming: Incoming, text: str) -> ForRasa | None:
    """To whom or to what these words belong (decision 0021), done; the turn that Rasa decides, if it is Rasa's."""
    if asks_for_hours(text) and hours.tell_mine(unit, person.id):
        answered(unit)
        return None
    conversation = conversations.running(unit, person.id)
    handed_off = conversation if conversation and conversation.state is ConversationState.HANDED_OFF else None
    jobs = addressees.jobs_of(unit, person)
    others = list(dict.fromkeys([*jobs, *([] if asks_for_human(text) else addressees.talks_of(unit, person, conversation))]))
    asked = addressees.question_answered(unit, person, text)
    replied = addressees.replied_to(unit, person, incoming.reply_to)
    standing = Standing(
        where=asked is not None and asked.question == EMERGENCY_PLACE and answers.names_place(unit, text),
        handed_off=handed_off is not None,
        reply=replied is not None and (asked is None or asked.request_id != replied.id),
        asked=asked is not None,
        just_now=asked is not None and unit.now - asked.asked_at < JUST_NOW,
        job=bool(jobs),
        talk=len(others) > len(jobs),
        several=len(others) > 1,
        conversation=conversation is not None,
    )
    match rules.who_gets(standing):
        case Desk.HANDOFF if handed_off and handed_off.request_id:
            talks.relay(unit, handed_off.request_id, person.id)
        case Desk.REPLY if replied:
            talks.relay(unit, replied.id, person.id)
        case Desk.TALK if talks.names_another_door(unit, others[0], person.id, text):
            meant.ask_whom(unit, person, others)
        case Desk.TALK:
            talks.relay(unit, others[0], person.id, perhaps_new=True)
        case Desk.WHOM:
            meant.ask_whom(unit, person, others)
        case Desk.WHICH if asked:
            meant.ask_which(unit, asked, jobs[0])
        case Desk.ASKED if asked:
            answers.take(unit, asked, text)
            if jobs:
                meant.offer_to_tell(unit, asked, jobs[0])
        case Desk.RUNNING | Desk.NEW:
            return _converse(unit, person, conversation, text)
        case desk:
            raise AssertionError(f"{desk} without what it stands for")
    return None


def _converse(unit: Unit, person: Person, conversation: Conversation | None, text: str) -> ForRasa | None:
    """The running conversation, or a new one."""
    if asks_for_human(text):
        human.bring(unit, person, conversation, text)
        return None
    if conversation is None:
        conversation = conversations.begin(unit, person.id)
    if conversation.open_question == Question.ADD_OR_NEW and (adds := rules.read_add_or_new(text)) is not None:
        if adds:
            choices.add_to(unit, conversation.id, conversations.other_of(unit, conversation))
            return None
        choices.new_need(unit, conversation.id)
        return ForRasa(conversation.id, TAPPED)
    if unread.is_unread(person, text):
        unread.take(unit, conversation, text)
        return None
    # A leading slash would drive Rasa: it is read as plain words.
    return ForRasa(conversation.id, text.lstrip("/").strip() or text)


def go_on(unit: Unit, conversation_id: str | None) -> ForRasa | None:
    """What Rasa hears after a tap, where it is still its turn."""
    conversation = unit.session.get_one(Conversation, conversation_id) if conversation_id else None
    if conversation is None or conversation.state is not ConversationState.RUNNING:
        return None
    said_before = conversation.known.get("said_before")
    conversation.known = {name: known for name, known in conversation.known.items() if name != "said_before"}
    return ForRasa(conversation.id, said_before or TAPPED)


def without_rasa(unit: Unit, step: ForRasa, inbox_id: int) -> None:
    """Rasa cannot be asked: what the screen only suspects counts, else the next question comes by buttons.

    Place, time, phone, how often, yes and no are read by rules out of words that Rasa never heard; only what they are about is not.
    """
    conversation = conversations.hold(unit, step.conversation_id)
    if step.text != TAPPED and conversation.known.get("heard") != inbox_id:
        if alarm := screen_alone(step.text):
            alarms.raise_in_chat(unit, unit.session.get_one(Person, conversation.person_id), step.text, alarm)
            return None
        question, misses = conversation.open_question, conversation.misses
        conversations.hear(unit, step.conversation_id, step.text, NOTHING_HEARD)
        if question == Question.CATEGORY:  # that nobody could read it is no fault of theirs
            conversation.misses = misses
    conversations.ask_next(unit, step.conversation_id)
    return answered(unit)
