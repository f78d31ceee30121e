"""A resident's turns: what Rasa's actions and the button menu both call. One transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from aid.conversations import door, pair, rules
from aid.conversations.model import Conversation, ConversationState
from aid.conversations.rules import MOST_MISSES, SPOKEN, Heard, Question
from aid.delivery.service import answered, listen, post
from aid.people import audit
from aid.people.model import Person
from aid.people.trail import AuditKind
from aid.requests import intake
from aid.requests import service as requests
from aid.requests.known import Known, days_missing
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.rules import FINISHED
from aid.store.work import Unit
from aid.understanding.needs import Need
from aid.understanding.reading import Parse, read
from aid.volunteers import application

# The category that is no request: somebody wants to help.
TO_VOLUNTEER = "volunteer_offer"
# A conversation left alone for so long is over; its request is with the captain by then.
IDLE = timedelta(hours=24)
# Named one by one, they are found by the index, however many have ended.
_OPEN = (ConversationState.RUNNING, ConversationState.HANDED_OFF)
# While a request stands so, more words may be about it.
UNDER_WAY = frozenset({Status.OPEN, Status.OFFERING, Status.ACCEPTED, Status.WITH_CAPTAIN, Status.REFERRED})
# So long an answer to words that were passed on goes the way back.
ANSWERS_FOR = timedelta(minutes=30)


def running(unit: Unit, person_id: int) -> Conversation | None:
    """The conversation this person is in, if any."""
    found = unit.session.scalars(
        select(Conversation)
        .where(Conversation.person_id == person_id, Conversation.state.in_(_OPEN))
        .order_by(Conversation.started_at.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    idle = found.state is ConversationState.RUNNING and unit.now - found.heard_at > IDLE
    request = unit.session.get(HelpRequest, found.request_id) if found.request_id else None
    return None if idle or (request and request.status in FINISHED) else found


def begin(unit: Unit, person_id: int) -> Conversation:
    """A new conversation; an older one still running is over."""
    for old in unit.session.scalars(select(Conversation).where(Conversation.person_id == person_id, Conversation.state.in_(_OPEN))):
        old.state = ConversationState.ENDED
    conversation = Conversation(person_id=person_id, known={}, started_at=unit.now, heard_at=unit.now)
    unit.session.add(conversation)
    unit.session.flush()
    return conversation


def hold(unit: Unit, conversation_id: str) -> Conversation:
    return unit.session.get_one(Conversation, conversation_id, with_for_update=True, populate_existing=True)


def known_of(conversation: Conversation) -> Known:
    known: Known = conversation.known.copy()  # type: ignore[assignment]  # the column holds what Known wrote
    return known


def request_of(unit: Unit, conversation: Conversation) -> HelpRequest | None:
    return requests.hold(unit, conversation.request_id) if conversation.request_id else None


def complete(unit: Unit, conversation: Conversation) -> None:
    """The turn has succeeded: the row carries the message's id, and the message counts as answered."""
    conversation.inbox_id = unit.inbox_id or conversation.inbox_id
    answered(unit)


def over(conversation: Conversation) -> bool:
    """Whether the assistant must be silent in it."""
    return conversation.state is not ConversationState.RUNNING


def hear(unit: Unit, conversation_id: str, text: str, parse: Parse, needs: Sequence[Need] = ()) -> Heard:
    """Read a message into the conversation; what is known now, and whether the open question was answered.

    `needs` are what was found clause by clause: two of them in the first words are kept as a pair until the resident says which they want.

    An alarm ends the conversation at once. Hearing the same message again changes nothing.
    """
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    if over(conversation):
        return Heard(known, answered=False)
    if conversation.known.get("heard") == unit.inbox_id:
        return Heard(known, bool(conversation.known.get("answered")), bool(conversation.known.get("digression")))
    reading = read(text, parse, unit.now, unit.community.buildings)
    request = request_of(unit, conversation)
    question = Question(conversation.open_question) if conversation.open_question else None
    if reading.alarm and (reading.alarm.words or not rules.answers_plainly(question, reading.text, unit.community.buildings)):
        person = unit.session.get_one(Person, conversation.person_id)
        request = intake.raise_alarm(unit, person, reading.text, reading.alarm, known, request)
        conversation.request_id = request.id
        end(unit, conversation)
        return Heard(known, answered=True)
    if reading.sure and reading.category == TO_VOLUNTEER and question in (None, Question.CATEGORY):
        conversation.known = {**conversation.known, "words": [*known.get("words", []), reading.text]}
        to_volunteer(unit, conversation_id)
        return Heard(known, answered=True)
    heard = rules.hear(known, question, reading, unit.community.buildings)
    known = heard.known
    first = request is None or conversation.known.get("words") == [SPOKEN]
    if question in (None, Question.CATEGORY) and first and not heard.digression:
        known = pair.split(known, needs, unit.now)
        heard = replace(heard, known=known)
    if question is None and request is None and not known.get("second") and (alike := _alike(unit, conversation, known)):
        known["alike"], known["alike_to"], known["category"] = known.get("category"), alike.id, None
        heard = replace(heard, known=known)
    conversation.heard_at = unit.now
    if heard.answered or question is None:
        conversation.misses = 0
    elif not heard.digression or parse.best == "out_of_scope":
        conversation.misses += 1
    if not known.get("category") and not heard.digression:
        known["choices"] = [name for name, _ in parse.ranking if rules.is_request(name)][:3]
    conversation.known = {**known, "heard": unit.inbox_id, "answered": heard.answered, "digression": heard.digression}
    if request is not None:
        requests.learn(unit, request, known)
    elif known.get("category") or (not parse.sure and not others(unit, conversation)):  # unclear, but somebody wants something
        begin_request(unit, conversation, known)
    return heard


def begin_request(unit: Unit, conversation: Conversation, known: Known) -> HelpRequest:
    person = unit.session.get_one(Person, conversation.person_id)
    if known.get("filing"):
        request = requests.start(unit, _unreachable(unit), known, conversation_id=conversation.id, filed_by=person.id)
    else:
        request = requests.start(unit, person, known, conversation_id=conversation.id)
    conversation.request_id = request.id
    if not known.get("building") and request.building:
        known["building"] = request.building  # we know where they live
        conversation.known = {**conversation.known, "building": request.building}
    return request


def _unreachable(unit: Unit) -> Person:
    """The resident for whom a captain speaks: no chat reaches them."""
    resident = Person(created_at=unit.now)
    unit.session.add(resident)
    unit.session.flush()
    return resident


def others(unit: Unit, conversation: Conversation) -> list[HelpRequest]:
    """Their unfinished requests beside the one that this conversation puts together."""
    return [each for each in requests.unfinished_of(unit, conversation.person_id) if each.id != conversation.request_id]


def _alike(unit: Unit, conversation: Conversation, known: Known) -> HelpRequest | None:
    """Their own request of the same kind that is under way: 「水槽下面也有水」 may be more about the tap that drips."""
    kind = known.get("category")
    return next((each for each in others(unit, conversation) if kind and each.category == kind and each.status in UNDER_WAY), None)


def other_of(unit: Unit, conversation: Conversation) -> int:
    """The request that 「补充到」 means."""
    return known_of(conversation).get("alike_to") or others(unit, conversation)[0].id


def to_volunteer(unit: Unit, conversation_id: str) -> None:
    """Somebody wants to help instead of being helped: the conversation ends where the application begins."""
    conversation = hold(unit, conversation_id)
    request = request_of(unit, conversation)
    if request is not None and request.status is Status.RECEIVED:
        requests.move(unit, request, Status.CANCELLED, "mistaken", outcome=Outcome.MISTAKEN)
    application.begin(unit, conversation.person_id, "\n".join(known_of(conversation).get("words") or []))
    end(unit, conversation)


def ask(unit: Unit, conversation_id: str, question: Question) -> None:
    """Put a question; after too many answers that we could not read, a person comes instead."""
    conversation = hold(unit, conversation_id)
    if over(conversation):
        return answered(unit)
    if conversation.misses >= MOST_MISSES:
        return hand_over(unit, conversation, "not_understood")
    request = request_of(unit, conversation)
    known = known_of(conversation)
    if question is Question.CATEGORY and request is None and others(unit, conversation) and known.get("words"):
        question = Question.ADD_OR_NEW
    conversation.open_question = question.value
    again = conversation.misses > 0
    if question is Question.CATEGORY:
        post(unit, conversation.person_id, "ask_category", request=request, conversation=conversation.id, again=again)
    elif question is Question.ADD_OR_NEW:
        post(unit, conversation.person_id, "ask_add_or_new", conversation=conversation.id, other=other_of(unit, conversation))
    elif question is Question.PLACE:
        post(unit, conversation.person_id, "ask_place", request=request, conversation=conversation.id, again=again)
    elif days_missing(known):
        post(unit, conversation.person_id, "ask_which_days", request=request, conversation=conversation.id)
    else:
        key = "ask_what_to_change" if known.get("confirmed") is False else "confirm_card"
        post(unit, conversation.person_id, key, request=request, conversation=conversation.id)
    complete(unit, conversation)
    return None


def begin_unclear(unit: Unit, conversation: Conversation) -> None:
    """Nobody can tell what it is that somebody wants: a request that the captain will ask about, unless another is open."""
    if conversation.request_id is None and conversation.known.get("words") and not over(conversation) and not others(unit, conversation):
        begin_request(unit, conversation, known_of(conversation))


def ask_next(unit: Unit, conversation_id: str) -> None:
    """The button menu: the same questions in the same order, without Rasa."""
    conversation = hold(unit, conversation_id)
    begin_unclear(unit, conversation)
    known = known_of(conversation)
    question = rules.next_question(known)
    if question is None:
        return submit(unit, conversation_id)
    if not known.get("choices"):
        conversation.known = {**conversation.known, "choices": []}
    return ask(unit, conversation_id, question)


def submit(unit: Unit, conversation_id: str) -> None:
    """Everything is known and confirmed: the request opens."""
    conversation = hold(unit, conversation_id)
    if over(conversation):
        return answered(unit)
    known = known_of(conversation)
    if missing := rules.next_question(known):  # never open what nobody confirmed
        return ask(unit, conversation_id, missing)
    request = request_of(unit, conversation) or begin_request(unit, conversation, known)
    if request.status is Status.RECEIVED:
        intake.open_request(unit, request, known)
        door.opened(unit, request)
    elif request.status is Status.WITH_CAPTAIN:  # it went to the captain while the resident was silent
        requests.learn(unit, request, known)
        requests.tell_captain(unit, request, "captain_card", why="completed")
        requests.tell_resident(unit, request, "resident_with_captain", answering=True)
    else:  # meanwhile somebody has acted on it, or it is over
        requests.tell_resident(unit, request, "resident_status", answering=True)
    end(unit, conversation)
    if known.get("both") and known.get("second"):
        _go_on_with_second(unit, conversation.person_id, pair.second_of(known))
    return None


def _go_on_with_second(unit: Unit, person_id: int, known: Known) -> None:
    """「两件都要」: the second need is opened from the same words, in a conversation of its own; one conversation is one request long.

    Its messages have a cause of their own, beside those of the first under the same keys.
    """
    unit = replace(unit, cause=f"{unit.cause}:second")
    conversation = begin(unit, person_id)
    conversation.known = {**known, "heard": unit.inbox_id, "answered": True}
    begin_request(unit, conversation, known_of(conversation))
    if missing := rules.next_question(known_of(conversation)):
        return ask(unit, conversation.id, missing)
    return submit(unit, conversation.id)


def end(unit: Unit, conversation: Conversation) -> None:
    conversation.state = ConversationState.ENDED
    conversation.open_question = None
    complete(unit, conversation)


def tell_progress(unit: Unit, person_id: int) -> None:
    """查进度: a line for each request that is not finished."""
    ids = [each.id for each in requests.unfinished_of(unit, person_id)]
    post(unit, person_id, "progress" if ids else "progress_none", requests=ids[:8])


def offer_to_cancel(unit: Unit, person_id: int) -> None:
    """撤销: a button for each request that may still be withdrawn."""
    ids = [each.id for each in requests.unfinished_of(unit, person_id)]
    post(unit, person_id, "which_to_cancel" if ids else "progress_none", requests=ids[:8])


def progress(unit: Unit, conversation_id: str) -> None:
    conversation = hold(unit, conversation_id)
    tell_progress(unit, conversation.person_id)
    _end_if_empty(unit, conversation)


def cancel(unit: Unit, conversation_id: str) -> None:
    conversation = hold(unit, conversation_id)
    offer_to_cancel(unit, conversation.person_id)
    _end_if_empty(unit, conversation)


def _end_if_empty(unit: Unit, conversation: Conversation) -> None:
    if conversation.request_id is None:
        conversation.state = ConversationState.ENDED
    complete(unit, conversation)


def hand_over(unit: Unit, conversation: Conversation, reason: str) -> None:
    """转人工: the captain comes in with what was said; words go to and fro until either hands back."""
    request = request_of(unit, conversation) or begin_request(unit, conversation, known_of(conversation))
    if request.status is Status.RECEIVED:
        requests.move(unit, request, Status.WITH_CAPTAIN, reason)
    conversation.state = ConversationState.HANDED_OFF
    conversation.open_question = None
    audit.record(unit, AuditKind.HANDED_OVER, request_id=request.id, reason=reason)
    requests.tell_captain(unit, request, "captain_handoff", why=reason)
    listen(unit, request.captain_id, request, ANSWERS_FOR)
    requests.tell_resident(unit, request, "resident_handed_over", answering=True)
    complete(unit, conversation)
