"""Words that the model cannot read, because it hears Chinese only: what rules read out of them counts, the rest is asked by buttons."""

from __future__ import annotations

from aid.conversations import service as conversations
from aid.conversations import small_talk
from aid.conversations.languages import ENGLISH
from aid.conversations.model import Conversation
from aid.conversations.rules import Question
from aid.delivery.service import waits_for
from aid.people.model import Person
from aid.store.work import Unit
from aid.understanding.answers import read_yes_no
from aid.understanding.english import greets, in_english, in_latin_letters, without_chinese
from aid.understanding.reading import NOTHING_HEARD


def is_unread(person: Person, text: str) -> bool:
    """Whether the model is not to be asked: surely English, or nothing Chinese from somebody who reads English."""
    return in_english(text) or (person.language == ENGLISH and without_chinese(text))


def _asks_for_nothing(text: str) -> bool:
    """「OK」, 「Hello」, 「501」, where no question of ours is open."""
    return greets(text) or read_yes_no(text) is not None or not in_latin_letters(text)


def take(unit: Unit, conversation: Conversation, text: str) -> None:
    """Yes and no, doors and phone numbers are read; the words go along to whoever helps; the next question comes by buttons."""
    question = conversation.open_question
    if _asks_for_nothing(text) if question is None else (greets(text) and read_yes_no(text) is None):
        small_talk.say(unit, conversation.id, "smalltalk")
        return conversations.ask(unit, conversation.id, Question(question)) if question else None
    if waits_for(unit, conversation.person_id, "volunteer_"):  # an answer that nobody can read must not become a request
        conversation.known = {**conversation.known, "words": [*conversation.known.get("words", []), text]}
        return conversations.ask(unit, conversation.id, Question.CATEGORY)
    conversations.hear(unit, conversation.id, text, NOTHING_HEARD)
    return conversations.ask_next(unit, conversation.id)
