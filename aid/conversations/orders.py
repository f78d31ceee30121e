"""Commands, by menu or in words: answered at once, without Rasa; a question that stands open is asked again after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aid.conversations import card
from aid.conversations import service as conversations
from aid.conversations.model import ConversationState
from aid.conversations.phrases import Phrase
from aid.conversations.rules import Question
from aid.delivery.catalogue import DEFAULT_LANGUAGE
from aid.delivery.service import post
from aid.people import audit
from aid.people.model import Person
from aid.people.trail import AuditKind
from aid.store.work import Unit

ENGLISH = "en"


def obey(unit: Unit, person: Person, phrase: Phrase) -> bool:
    """Do it; False when these words are not for us: in a hand-off all but its end goes to the captain."""
    conversation = conversations.running(unit, person.id)
    handed_off = conversation is not None and conversation.state is ConversationState.HANDED_OFF
    if handed_off != (phrase is Phrase.HAND_BACK):
        return False
    ORDERS[phrase](unit, person)
    if conversation is not None and conversation.open_question:
        conversations.ask(unit, conversation.id, Question(conversation.open_question))
    return True


def _hand_back(unit: Unit, person: Person) -> None:
    conversation = conversations.running(unit, person.id)
    assert conversation is not None and conversation.request_id is not None
    conversations.hand_back(unit, conversation.request_id, person.id)


def speak(unit: Unit, person: Person, language: str) -> None:
    """From now on in this language."""
    person.language = language
    audit.record(unit, AuditKind.LANGUAGE, person_id=person.id, language=language)
    post(unit, person.id, "language_changed")


ORDERS: Mapping[Phrase, Callable[[Unit, Person], None]] = {
    Phrase.PROGRESS: lambda unit, person: conversations.tell_progress(unit, person.id),
    Phrase.CANCEL: lambda unit, person: conversations.offer_to_cancel(unit, person.id),
    Phrase.MINE: lambda unit, person: card.my_requests(unit, person.id),
    Phrase.LANGUAGE: lambda unit, person: speak(unit, person, DEFAULT_LANGUAGE if person.language == ENGLISH else ENGLISH),
    Phrase.CHINESE: lambda unit, person: speak(unit, person, DEFAULT_LANGUAGE),
    Phrase.ENGLISH: lambda unit, person: speak(unit, person, ENGLISH),
    Phrase.HAND_BACK: _hand_back,
}
