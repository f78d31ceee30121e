"""The desk: one incoming message, decided and dealt with in one transaction, up to the point where Rasa speaks."""

from __future__ import annotations

from dataclasses import replace

from aid.captains import duty
from aid.captains.rules import read_leave, says_back
from aid.conversations import addressees, again, alarms, arrival, deeds, flood, languages, phrases, roles, routing, speech, taps
from aid.conversations import service as conversations
from aid.conversations.attaching import attach
from aid.conversations.incoming import Incoming, Kind
from aid.conversations.model import ConversationState
from aid.conversations.routing import ForRasa
from aid.conversations.rules import Question
from aid.conversations.speech import ForEars, Hearing
from aid.delivery.model import InboxMessage
from aid.delivery.service import answered, post
from aid.groups import service as groups
from aid.people.model import Person
from aid.people.service import NobodyOnPost, person_at, posts_of
from aid.privacy import service as privacy
from aid.store.work import Unit
from aid.understanding.answers import read_yes_no
from aid.understanding.data_wish import DataWish, read_data_wish
from aid.understanding.text import clean


def take(unit: Unit, inbox_id: int, *, ears: bool = False) -> ForRasa | ForEars | None:
    """Deal with one message. None: it has been answered; else Rasa must now decide the turn, or our ears, where we have them, hear it
    first."""
    message = unit.session.get_one(InboxMessage, inbox_id, with_for_update=True)
    if message.answered_at:
        return None
    message.tries += 1
    person = person_at(unit, message.channel, message.address)
    person.heard_at, person.unreachable_at = unit.now, None  # whoever writes can be written to
    try:
        with unit.session.begin_nested():
            step = _take(unit, person, message, ears)
            return replace(step, again=message.tries > 1) if isinstance(step, ForRasa) else step
    except NobodyOnPost:
        post(unit, person.id, "nobody_on_post")
        answered(unit)
        return None


def _take(unit: Unit, person: Person, message: InboxMessage, ears: bool) -> ForRasa | ForEars | None:
    incoming = Incoming.of(message.payload)
    hearing = speech.hearing_of(incoming, message.tries, ears)
    if hearing is Hearing.PENDING:
        assert incoming.attachment is not None
        post(unit, person.id, "voice_listening")
        return ForEars(incoming.attachment["file_id"])
    danger = incoming.kind is not Kind.START and alarms.in_danger(unit, person, incoming)
    if languages.turns_to_english(person, incoming) and not addressees.talks_to_somebody(unit, person, incoming):
        languages.follow(unit, person, quietly=danger)
    if incoming.kind is not Kind.START and not danger:
        arrival.meet(unit, person, incoming)
    if incoming.kind is Kind.TAP:
        conversation_id = taps.take(unit, person, incoming.tap)
        incoming = Incoming.of(message.payload)  # 对 under what we heard has made it words
        if incoming.kind is Kind.TAP:
            return routing.go_on(unit, conversation_id)
    if incoming.kind is Kind.OWN_PHONE:
        arrival.own_phone(unit, person, incoming.text)
        return None
    if incoming.kind in (Kind.BIND, Kind.UNBIND):
        use = groups.bind if incoming.kind is Kind.BIND else groups.unbind
        use(unit, person.id, unit.session.get_one(InboxMessage, unit.inbox_id).channel, incoming.text)
        answered(unit)
        return None
    if incoming.kind is Kind.START:
        stranger = person.noticed_at is None
        arrival.welcome(unit, person, incoming.text.removeprefix("/start").strip())
        if stranger:
            languages.offer(unit, person, incoming.language)
        return None
    text = clean(incoming.text)
    if hearing is not None:
        _spoken(unit, person, incoming, hearing)
        return None
    if incoming.attachment:
        attach(unit, person, incoming.attachment, addressees.about(unit, person, incoming), silent=bool(text))
        if not text:
            answered(unit)
            return None
    if incoming.kind is Kind.OTHER or not (any(character.isalnum() for character in text) or _nods(unit, person, text)):
        post(unit, person.id, "not_text")
        answered(unit)
        return None
    # Before the screen, to which a volunteer's 「今天别找我」 would be a cry for help.
    if incoming.reply_to is None and (phrase := phrases.phrase_in(text)) and roles.obey(unit, person, phrase):
        answered(unit)
        return None
    if alarm := alarms.alarm_in(unit, person, text):
        alarms.raise_in_chat(unit, person, text, alarm)
        return None
    if wish := read_data_wish(text):
        privacy.show(unit, person) if wish is DataWish.SEE else privacy.ask_to_erase(unit, person)
        answered(unit)
        return None
    if incoming.reply_to is None and _on_duty_or_leave(unit, person, text):
        return None
    if incoming.reply_to is None and (again.heeds(unit, person, text) or roles.mutes(unit, person, text)):
        answered(unit)
        return None
    if _done_in_words(unit, person, incoming, text):
        answered(unit)
        return None
    if flood.damped(unit, person):
        return None
    return routing.route(unit, person, incoming, text)


def _done_in_words(unit: Unit, person: Person, incoming: Incoming, text: str) -> bool:
    """Whether the words were a card's button; what answers a question of ours, or is said to a person, is not."""
    conversation = conversations.running(unit, person.id)
    answering = (Question.CONFIRMED, Question.ADD_OR_NEW)  # 「可以」, 「确认」 are theirs
    busy = conversation is not None and (conversation.state is ConversationState.HANDED_OFF or conversation.open_question in answering)
    answers = addressees.question_answered(unit, person, text) is not None
    return not busy and not answers and incoming.reply_to is None and deeds.done(unit, person, text)


def _spoken(unit: Unit, person: Person, incoming: Incoming, hearing: Hearing) -> None:
    """A voice note that has been listened to: an emergency in it waits for no 对; where people talk through us it is passed on as it
    is; else what was heard is shown, and counts when its speaker says so."""
    assert incoming.attachment is not None
    text = clean(incoming.heard or "")
    if hearing is Hearing.CLEAR and not phrases.phrase_in(text) and (alarm := alarms.alarm_in(unit, person, text)):
        request = alarms.raise_in_chat(unit, person, text, alarm)
        attach(unit, person, incoming.attachment, request, silent=True)
        post(unit, person.id, "voice_alarm", request=request, inbox=unit.inbox_id)
        return
    asks = hearing is Hearing.CLEAR and not addressees.talks_to_somebody(unit, person, incoming)
    attach(unit, person, incoming.attachment, addressees.about(unit, person, incoming), heard=hearing, asks=asks)
    answered(unit)


def _on_duty_or_leave(unit: Unit, person: Person, text: str) -> bool:
    """「我请假到周五」, 「我回来了」 of somebody on a post."""
    leave = read_leave(text, unit.now)
    if not (leave or says_back(text)) or not posts_of(unit, person.id):
        return False
    if leave:
        duty.take_leave(unit, person.id, leave)
    else:
        duty.come_back(unit, person.id)
    answered(unit)
    return True


def _nods(unit: Unit, person: Person, text: str) -> bool:
    """Whether signs without a word (👍) answer a question of ours."""
    conversation = conversations.running(unit, person.id)
    return conversation is not None and conversation.open_question == Question.CONFIRMED and read_yes_no(text) is not None
