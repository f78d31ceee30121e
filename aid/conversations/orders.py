"""Commands, by menu or in words: answered at once, without Rasa; a question that stands open is asked again after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aid.conversations import card, talks
from aid.conversations import service as conversations
from aid.conversations.model import ConversationState
from aid.conversations.phrases import Phrase
from aid.conversations.rules import Question
from aid.delivery.service import post
from aid.people.model import Person
from aid.people.service import posts_of
from aid.store.work import Unit
from aid.volunteers.application import volunteer_of
from aid.volunteers.model import VolunteerStatus


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
    talks.hand_back(unit, conversation.request_id, person.id)


def _help(unit: Unit, person: Person) -> None:
    """「帮助」: what those on duty and volunteers can say, and the kinds of help as buttons; a question that stands open already is
    asked again by itself."""
    if posts_of(unit, person.id):
        post(unit, person.id, "help_on_post")
    elif (volunteer := volunteer_of(unit, person.id)) and volunteer.status is VolunteerStatus.APPROVED:
        post(unit, person.id, "help_of_volunteers")
    conversation = conversations.running(unit, person.id)
    if conversation is None or not conversation.open_question:
        conversations.ask(unit, conversations.begin(unit, person.id).id, Question.CATEGORY)


ORDERS: Mapping[Phrase, Callable[[Unit, Person], None]] = {
    Phrase.PROGRESS: lambda unit, person: conversations.tell_progress(unit, person.id),
    Phrase.CANCEL: lambda unit, person: conversations.offer_to_cancel(unit, person.id),
    Phrase.MINE: lambda unit, person: card.my_requests(unit, person.id),
    Phrase.HAND_BACK: _hand_back,
    Phrase.HELP: _help,
}
