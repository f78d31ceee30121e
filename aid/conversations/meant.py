"""Words of somebody with a job in hand while a question of ours stands open: meant for the neighbour, or as the answer?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select

from aid.captains.service import NotYours
from aid.conversations import answers, talks
from aid.conversations import service as conversations
from aid.delivery.model import Asked, InboxMessage, OutboxMessage
from aid.delivery.service import answered, post
from aid.delivery.taps import Act, Stale, Tap
from aid.people.model import Person
from aid.people.service import person_at
from aid.requests import service as requests
from aid.requests.rules import FINISHED
from aid.store.work import Unit
from aid.understanding.text import clean

Handler = Callable[[Unit, Person, Tap], str | None]
# So many buttons at most; who talks with more people than that replies to their messages.
MOST = 6


def _about(asked: Asked) -> str:
    return "settings" if asked.question.startswith("volunteer_") else "answer"


def ask_which(unit: Unit, asked: Asked, request_id: int) -> None:
    """Both are possible: nothing is done before they say which."""
    request = requests.hold(unit, request_id)
    post(unit, asked.person_id, "which_meant", request=request, inbox=unit.inbox_id, asked=asked.id, about=_about(asked))
    answered(unit)


def offer_to_tell(unit: Unit, asked: Asked, request_id: int) -> None:
    """Taken as the answer; one tap also tells the neighbour."""
    request = requests.hold(unit, request_id)
    post(unit, asked.person_id, "taken_as_answer", request=request, inbox=unit.inbox_id, about=_about(asked))


def ask_whom(unit: Unit, person: Person, requests_: Sequence[int]) -> None:
    """Several people talk with them through us: a button for each."""
    post(unit, person.id, "to_whom", inbox=unit.inbox_id, requests=list(requests_)[:MOST])
    answered(unit)


def own_words(unit: Unit, person: Person, tap: Tap) -> InboxMessage:
    """The message that a tap names, if it is the tapper's own and still there."""
    message = unit.session.get_one(InboxMessage, tap.number(0))
    if person_at(unit, message.channel, message.address).id != person.id:
        raise NotYours("somebody else's words")
    if not message.payload.get("text"):  # made anonymous meanwhile
        raise Stale
    return message


def _tell_them(unit: Unit, person: Person, tap: Tap) -> None:
    """是对居民说的: while they have a part in it and it goes on, and once."""
    message = own_words(unit, person, tap)
    request = requests.hold(unit, tap.number(1))
    helpers = {offer.volunteer.person_id for offer in requests.holders(unit, request)}
    if person.id not in {*helpers, request.requester_id, request.captain_id}:
        raise NotYours("somebody else's request")
    told = select(OutboxMessage).where(OutboxMessage.request_id == request.id, OutboxMessage.key == "relayed")
    if request.status in FINISHED or any(each.args["inbox"] == message.id for each in unit.session.scalars(told)):
        raise Stale
    talks.relay(unit, request.id, person.id, message.id)


def _as_answer(unit: Unit, person: Person, tap: Tap) -> None:
    """是回答您的: while the question stands."""
    message = own_words(unit, person, tap)
    asked = unit.session.get_one(Asked, tap.number(1))
    if asked.person_id != person.id:
        raise NotYours("somebody else's question")
    text = clean(str(message.payload["text"]))
    if asked.answered_at is not None or asked.expires_at <= unit.now or not answers.reads(unit, asked, text):
        raise Stale
    answers.take(unit, asked, text)


def _new_words(unit: Unit, person: Person, tap: Tap) -> str:
    """是一件新的事: what was passed on begins a conversation of its own, as if it were said now."""
    message = own_words(unit, person, tap)
    conversation = conversations.begin(unit, person.id)
    conversation.known = {"said_before": clean(str(message.payload["text"]))}
    return conversation.id


ACTS: Mapping[Act, Handler] = {Act.TELL_THEM: _tell_them, Act.AS_ANSWER: _as_answer, Act.NEW_WORDS: _new_words}
