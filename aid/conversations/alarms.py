"""An emergency in what somebody writes or says, and when the notice must wait for it."""

from __future__ import annotations

from aid.conversations import rules
from aid.conversations import service as conversations
from aid.conversations.incoming import Incoming, Kind
from aid.conversations.model import ConversationState
from aid.conversations.rules import Question
from aid.delivery.service import answered
from aid.people.model import Person
from aid.requests import intake
from aid.requests import service as requests
from aid.requests.known import Known
from aid.requests.model import HelpRequest
from aid.requests.rules import TAKES_A_YES
from aid.store.work import Unit
from aid.understanding.screen import Alarm, screen, screen_alone
from aid.understanding.text import clean


def alarm_in(unit: Unit, person: Person, text: str) -> Alarm | None:
    """The alarm that a message raises by itself; odds alone are not believed of a plain answer to what we asked."""
    alarm = screen(text)
    if alarm is None or alarm.words:
        return alarm
    conversation = conversations.running(unit, person.id)
    question = Question(conversation.open_question) if conversation and conversation.open_question else None
    return None if rules.answers_plainly(question, text, unit.community.buildings) else alarm


def raise_in_chat(unit: Unit, person: Person, text: str, alarm: Alarm) -> HelpRequest:
    """The alarm of these words, with what the running conversation knows; the conversation is over."""
    conversation = conversations.running(unit, person.id)
    known = conversations.known_of(conversation) if conversation else Known()
    request = conversations.request_of(unit, conversation) if conversation else None
    request = intake.raise_alarm(unit, person, text, alarm, known, request)
    if conversation and conversation.state is ConversationState.RUNNING:
        conversation.request_id = request.id
        conversation.state, conversation.open_question = ConversationState.ENDED, None
    answered(unit)
    return request


def in_danger(unit: Unit, person: Person, incoming: Incoming) -> bool:
    """Whether the notice must wait: an alarm in these words, or one of this person's that still runs."""
    if incoming.kind in (Kind.TEXT, Kind.FILE) and screen_alone(clean(incoming.text or incoming.heard or "")):
        return True
    return any(each.emergency_kind and each.status in TAKES_A_YES for each in requests.unfinished_of(unit, person.id))
