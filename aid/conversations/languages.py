"""Which language somebody reads: chosen by tap, command or word, offered to strangers, and followed where they write English."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from aid.conversations import service as conversations
from aid.conversations.incoming import Incoming, Kind
from aid.conversations.model import ConversationState
from aid.conversations.phrases import Phrase
from aid.conversations.rules import Question
from aid.delivery.cards import LIVE
from aid.delivery.model import OutboxMessage
from aid.delivery.service import post, show_anew, waits_for
from aid.people import audit
from aid.people.model import Person
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest
from aid.requests.rules import FINISHED
from aid.store.work import Unit
from aid.understanding.english import in_english, in_latin_letters
from aid.understanding.text import clean

CHINESE, ENGLISH = "zh-CN", "en"
# What a button carries.
SPOKEN: Mapping[str, str] = {"zh": CHINESE, "en": ENGLISH}
_CHOICES = {Phrase.CHINESE: CHINESE, Phrase.ENGLISH: ENGLISH}
PHRASES = frozenset({Phrase.LANGUAGE, *_CHOICES})


def obey(unit: Unit, person: Person, phrase: Phrase) -> bool:
    """「English」, 「中文」, /language; False where a volunteer tells by these words which languages they speak."""
    if phrase is Phrase.LANGUAGE:
        post(unit, person.id, "language_choice")
        return True
    if waits_for(unit, person.id, "volunteer_languages"):
        return False
    choose(unit, person, _CHOICES[phrase])
    return True


def choose(unit: Unit, person: Person, language: str) -> None:
    """From now on everything is said to them in this language; what they must have understood is said again in it."""
    person.language, person.language_chosen_at = language, unit.now
    audit.record(unit, AuditKind.LANGUAGE_CHOSEN, person_id=person.id, language=language)
    post(unit, person.id, "language_set")
    if person.consent_at is None:
        post(unit, person.id, "notice")
    _turn_cards(unit, person)
    conversation = conversations.running(unit, person.id)
    if conversation is not None and conversation.state is ConversationState.RUNNING and conversation.open_question:
        conversations.ask(unit, conversation.id, Question(conversation.open_question))


def offer(unit: Unit, person: Person, device: str | None) -> None:
    """One line to a stranger whose device speaks another language than Chinese."""
    if _is_foreign(device) and person.language == CHINESE and person.language_chosen_at is None:
        post(unit, person.id, "language_choice")


def turns_to_english(person: Person, incoming: Incoming) -> bool:
    """Whether somebody who has never chosen now writes English. A single word (「SOS」) is enough only from a foreign device."""
    if incoming.kind is not Kind.TEXT or person.language == ENGLISH or person.language_chosen_at is not None:
        return False
    text = clean(incoming.text)
    return in_english(text) or (_is_foreign(incoming.language) and in_latin_letters(text))


def follow(unit: Unit, person: Person, *, quietly: bool) -> None:
    """They are answered in English from now on; one tap brings Chinese back. `quietly`: in danger nothing is said beside the danger."""
    person.language = ENGLISH
    if not quietly:
        post(unit, person.id, "language_followed")


def _is_foreign(device: str | None) -> bool:
    return device is not None and not device.lower().startswith("zh")


def _turn_cards(unit: Unit, person: Person) -> None:
    """The cards in their chat that still live are shown anew."""
    mine = select(OutboxMessage).join(HelpRequest).where(OutboxMessage.person_id == person.id, OutboxMessage.key.in_(LIVE))
    rows = unit.session.scalars(mine.where(HelpRequest.status.not_in(list(FINISHED))).order_by(OutboxMessage.id)).all()
    for key, number, made_by in dict.fromkeys((row.key, row.request_id, row.args.get("offer")) for row in rows):
        show_anew(unit, person.id, key, unit.session.get_one(HelpRequest, number), offer=made_by)
