"""The desk: one incoming message, decided and dealt with in one transaction, up to the point where Rasa speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from aid.captains import duty
from aid.captains.model import PartnerContact
from aid.captains.rules import read_leave, says_back
from aid.conversations import (
    again,
    answers,
    choices,
    deeds,
    flood,
    human,
    languages,
    meant,
    own_name,
    phrases,
    roles,
    rules,
    speech,
    talks,
    taps,
    unread,
)
from aid.conversations import service as conversations
from aid.conversations.attaching import attach
from aid.conversations.incoming import Incoming, Kind
from aid.conversations.model import Conversation, ConversationState
from aid.conversations.rules import Desk, Question, Standing
from aid.conversations.speech import ForEars, Hearing
from aid.delivery.model import Asked, InboxMessage, OutboxMessage
from aid.delivery.service import EMERGENCY_PLACE, TALK, answered, post
from aid.groups import coming
from aid.groups import service as groups
from aid.hours import service as hours
from aid.matching.model import Offer, OfferStatus, Progress
from aid.people import audit, consent
from aid.people.invitations import BadInvitation, redeem
from aid.people.model import Person
from aid.people.service import NobodyOnPost, hash_of, may_act_for, person_at, posts_of
from aid.people.trail import AuditKind
from aid.privacy import service as privacy
from aid.requests import intake
from aid.requests import service as requests
from aid.requests.known import Known
from aid.requests.model import HelpRequest
from aid.requests.rules import FINISHED, TAKES_A_YES
from aid.store.work import Unit
from aid.understanding.answers import asks_for_hours, asks_for_human, read_yes_no
from aid.understanding.data_wish import DataWish, read_data_wish
from aid.understanding.reading import NOTHING_HEARD
from aid.understanding.screen import Alarm, screen, screen_alone
from aid.understanding.text import clean
from aid.volunteers import application, linking
from aid.volunteers.cells import Unreadable, read_phone
from aid.volunteers.model import Volunteer

# What a link that anybody may be given says after /start: the way to an application.
TO_VOLUNTEER = "volunteer"
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
    danger = incoming.kind is not Kind.START and _in_danger(unit, person, incoming)
    if languages.turns_to_english(person, incoming) and not _talks_to_somebody(unit, person, incoming):
        languages.follow(unit, person, quietly=danger)
    if incoming.kind is not Kind.START and not danger:
        _meet(unit, person, incoming)
    if incoming.kind is Kind.TAP:
        conversation_id = taps.take(unit, person, incoming.tap)
        incoming = Incoming.of(message.payload)  # 对 under what we heard has made it words
        if incoming.kind is Kind.TAP:
            return _go_on(unit, conversation_id)
    if incoming.kind is Kind.OWN_PHONE:
        _own_phone(unit, person, incoming.text)
        return None
    if incoming.kind in (Kind.BIND, Kind.UNBIND):
        use = groups.bind if incoming.kind is Kind.BIND else groups.unbind
        use(unit, person.id, unit.session.get_one(InboxMessage, unit.inbox_id).channel, incoming.text)
        answered(unit)
        return None
    if incoming.kind is Kind.START:
        stranger = person.noticed_at is None
        _welcome(unit, person, incoming.text.removeprefix("/start").strip())
        if stranger:
            languages.offer(unit, person, incoming.language)
        return None
    text = clean(incoming.text)
    if hearing is not None:
        _spoken(unit, person, incoming, hearing)
        return None
    if incoming.attachment:
        attach(unit, person, incoming.attachment, _about(unit, person, incoming), silent=bool(text))
        if not text:
            answered(unit)
            return None
    if incoming.kind is Kind.OTHER or not (any(character.isalnum() for character in text) or _nods(unit, person, text)):
        _answer(unit, person, "not_text")
        return None
    # Before the screen, to which a volunteer's 「今天别找我」 would be a cry for help.
    if incoming.reply_to is None and (phrase := phrases.phrase_in(text)) and roles.obey(unit, person, phrase):
        answered(unit)
        return None
    if alarm := _alarm_in(unit, person, text):
        _alarm(unit, person, text, alarm)
        return None
    if wish := read_data_wish(text):
        privacy.show(unit, person) if wish is DataWish.SEE else privacy.ask_to_erase(unit, person)
        answered(unit)
        return None
    if incoming.reply_to is None and _on_duty_or_leave(unit, person, text):
        return None
    if incoming.reply_to is None and again.heeds(unit, person, text):
        answered(unit)
        return None
    if _done_in_words(unit, person, incoming, text):
        answered(unit)
        return None
    if flood.damped(unit, person):
        return None
    return _route(unit, person, incoming, text)


def _talks_to_somebody(unit: Unit, person: Person, incoming: Incoming) -> bool:
    """Whether these words are passed on: a volunteer's English to a foreign resident says nothing of what they read themselves."""
    conversation = conversations.running(unit, person.id)
    handed_off = conversation is not None and conversation.state is ConversationState.HANDED_OFF
    return incoming.reply_to is not None or handed_off or bool(_jobs_of(unit, person) or _talks_of(unit, person, conversation))


def _meet(unit: Unit, person: Person, incoming: Incoming) -> None:
    if person.noticed_at is None:
        consent.introduce(unit, person)
        languages.offer(unit, person, incoming.language)


def _done_in_words(unit: Unit, person: Person, incoming: Incoming, text: str) -> bool:
    """Whether the words were a card's button; what answers a question of ours, or is said to a person, is not."""
    conversation = conversations.running(unit, person.id)
    answering = (Question.CONFIRMED, Question.ADD_OR_NEW)  # 「可以」, 「确认」 are theirs
    busy = conversation is not None and (conversation.state is ConversationState.HANDED_OFF or conversation.open_question in answering)
    return not busy and incoming.reply_to is None and _asked(unit, person, text) is None and deeds.done(unit, person, text)


def _go_on(unit: Unit, conversation_id: str | None) -> ForRasa | None:
    """What Rasa hears after a tap, where it is still its turn."""
    conversation = unit.session.get_one(Conversation, conversation_id) if conversation_id else None
    if conversation is None or conversation.state is not ConversationState.RUNNING:
        return None
    said_before = conversation.known.get("said_before")
    conversation.known = {name: known for name, known in conversation.known.items() if name != "said_before"}
    return ForRasa(conversation.id, said_before or TAPPED)


def _spoken(unit: Unit, person: Person, incoming: Incoming, hearing: Hearing) -> None:
    """A voice note that has been listened to: an emergency in it waits for no 对; where people talk through us it is passed on as it
    is; else what was heard is shown, and counts when its speaker says so."""
    assert incoming.attachment is not None
    text = clean(incoming.heard or "")
    if hearing is Hearing.CLEAR and not phrases.phrase_in(text) and (alarm := _alarm_in(unit, person, text)):
        request = _alarm(unit, person, text, alarm)
        attach(unit, person, incoming.attachment, request, silent=True)
        post(unit, person.id, "voice_alarm", request=request, inbox=unit.inbox_id)
        return
    asks = hearing is Hearing.CLEAR and not _talks_to_somebody(unit, person, incoming)
    attach(unit, person, incoming.attachment, _about(unit, person, incoming), heard=hearing, asks=asks)
    answered(unit)


def _alarm_in(unit: Unit, person: Person, text: str) -> Alarm | None:
    """The alarm that a message raises by itself; odds alone are not believed of a plain answer to what we asked."""
    alarm = screen(text)
    if alarm is None or alarm.words:
        return alarm
    conversation = conversations.running(unit, person.id)
    question = Question(conversation.open_question) if conversation and conversation.open_question else None
    return None if rules.answers_plainly(question, text, unit.community.buildings) else alarm


def _about(unit: Unit, person: Person, incoming: Incoming) -> HelpRequest | None:
    """The request that a file without doubt belongs to: the job in hand, the card replied to, the one that is added to."""
    jobs = _jobs_of(unit, person)
    asked = _asked(unit, person, incoming.text) or next((each for each in _open(unit, person) if each.request_id), None)
    number = jobs[0] if len(jobs) == 1 else asked.request_id if asked else None
    return requests.hold(unit, number) if number else _replied(unit, person, incoming.reply_to)


def _in_danger(unit: Unit, person: Person, incoming: Incoming) -> bool:
    """Whether the notice must wait: an alarm in these words, or one of this person's that still runs."""
    if incoming.kind in (Kind.TEXT, Kind.FILE) and screen_alone(clean(incoming.text or incoming.heard or "")):
        return True
    return any(each.emergency_kind and each.status in TAKES_A_YES for each in requests.unfinished_of(unit, person.id))


def without_rasa(unit: Unit, step: ForRasa, inbox_id: int) -> None:
    """Rasa cannot be asked: what the screen only suspects counts, else the next question comes by buttons.

    Place, time, phone, how often, yes and no are read by rules out of words that Rasa never heard; only what they are about is not.
    """
    conversation = conversations.hold(unit, step.conversation_id)
    if step.text != TAPPED and conversation.known.get("heard") != inbox_id:
        if alarm := screen_alone(step.text):
            _alarm(unit, unit.session.get_one(Person, conversation.person_id), step.text, alarm)
            return None
        question, misses = conversation.open_question, conversation.misses
        conversations.hear(unit, step.conversation_id, step.text, NOTHING_HEARD)
        if question == Question.CATEGORY:  # that nobody could read it is no fault of theirs
            conversation.misses = misses
    conversations.ask_next(unit, step.conversation_id)
    return answered(unit)


def _welcome(unit: Unit, person: Person, code: str) -> None:
    """First contact; with an invitation's code also the post that it gives."""
    if not code:
        consent.noticed(unit, person)
        return _answer(unit, person, "welcome")
    consent.introduce(unit, person)
    if code == TO_VOLUNTEER:  # the link that anybody may be given: t.me/…?start=volunteer
        application.begin(unit, person.id)
        return answered(unit)
    if found := re.fullmatch(rf"{groups.COME}([0-9]{{1,9}})", code):
        coming.come(unit, person.id, int(found[1]))
        return answered(unit)
    try:
        post_given = redeem(unit, person, code)
    except BadInvitation:
        audit.record(unit, AuditKind.INVITATION_REFUSED, person_id=person.id)
        return _answer(unit, person, "invitation_refused")
    if isinstance(post_given, Volunteer):
        return answered(unit)
    if isinstance(post_given, PartnerContact):
        post(unit, person.id, "invitation_taken_partner", partner=post_given.partner)
        answered(unit)
        return None
    post(unit, person.id, "invitation_taken", post=post_given.kind.value, building=post_given.building or "")
    own_name.ask_name(unit, person)
    answered(unit)
    return None


def _own_phone(unit: Unit, person: Person, text: str) -> None:
    """A volunteer of the office's sheet is known by it; anybody else has left a number for the neighbours who come."""
    try:
        phone, _ = read_phone(text)
    except Unreadable:
        return _answer(unit, person, "not_text")
    if not linking.link_by_phone(unit, person, phone):
        person.phone, person.phone_hash = phone, hash_of(unit, "phone", phone)
        audit.record(unit, AuditKind.PHONE_LEFT, person_id=person.id)
        post(unit, person.id, "phone_left")
    answered(unit)
    return None


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


def _answer(unit: Unit, person: Person, key: str) -> None:
    post(unit, person.id, key)
    answered(unit)


def _alarm(unit: Unit, person: Person, text: str, alarm: Alarm) -> HelpRequest:
    conversation = conversations.running(unit, person.id)
    known = conversations.known_of(conversation) if conversation else Known()
    request = conversations.request_of(unit, conversation) if conversation else None
    request = intake.raise_alarm(unit, person, text, alarm, known, request)
    if conversation and conversation.state is ConversationState.RUNNING:
        conversation.request_id = request.id
        conversation.state, conversation.open_question = ConversationState.ENDED, None
    answered(unit)
    return request


def _route(unit: Unit, person: Person, incoming: Incoming, text: str) -> ForRasa | None:
    if asks_for_hours(text) and hours.tell_mine(unit, person.id):
        answered(unit)
        return None
    conversation = conversations.running(unit, person.id)
    handed_off = conversation if conversation and conversation.state is ConversationState.HANDED_OFF else None
    jobs = _jobs_of(unit, person)
    others = list(dict.fromkeys([*jobs, *([] if asks_for_human(text) else _talks_of(unit, person, conversation))]))
    asked = _asked(unit, person, text)
    replied = _replied(unit, person, incoming.reply_to)
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


def _jobs_of(unit: Unit, person: Person) -> list[int]:
    """The jobs this person holds now."""
    held = select(Offer.request_id).join(HelpRequest).join(Volunteer).where(
        Volunteer.person_id == person.id, Offer.status == OfferStatus.ACCEPTED, HelpRequest.status.in_(list(TAKES_A_YES)),
        Offer.progress.is_distinct_from(Progress.DONE),
    )  # fmt: skip
    return list(unit.session.scalars(held.order_by(Offer.id)))


def _talks_of(unit: Unit, person: Person, conversation: Conversation | None) -> list[int]:
    """The requests about which somebody has written to them through us of late, and after the question that is open in their
    own conversation."""
    recent = select(Asked.request_id).join(HelpRequest, HelpRequest.id == Asked.request_id).where(
        Asked.person_id == person.id, Asked.question == TALK, Asked.answered_at.is_(None), Asked.expires_at > unit.now,
        HelpRequest.status.not_in(list(FINISHED)),
    )  # fmt: skip
    if conversation is not None and conversation.open_question:
        recent = recent.where(Asked.asked_at > conversation.heard_at)
    return [each for each in unit.session.scalars(recent.order_by(Asked.asked_at.desc())) if each is not None]


def _asked(unit: Unit, person: Person, text: str) -> Asked | None:
    """The question of ours that these words answer, if they do."""
    return next((each for each in _open(unit, person) if answers.reads(unit, each, text)), None)


def _open(unit: Unit, person: Person) -> list[Asked]:
    """The questions of ours that this person has not answered yet, the newest first."""
    waiting = select(Asked).where(
        Asked.person_id == person.id, Asked.answered_at.is_(None), Asked.expires_at > unit.now, Asked.question != TALK
    )  # fmt: skip
    return list(unit.session.scalars(waiting.order_by(Asked.id.desc())))


def _replied(unit: Unit, person: Person, reply_to: str | None) -> HelpRequest | None:
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
