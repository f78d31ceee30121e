"""What taps choose in a resident's conversation; Rasa then goes on with it."""

from __future__ import annotations

from aid.captains import service as captains
from aid.conversations import pair
from aid.conversations import service as conversations
from aid.conversations.model import Conversation
from aid.conversations.rules import to_come
from aid.conversations.service import hold, known_of, request_of
from aid.delivery.taps import BadTap, Stale
from aid.requests import corrections
from aid.requests import service as requests
from aid.requests.known import Known, days_missing
from aid.requests.model import CorrectedBy
from aid.store.work import Unit
from aid.understanding.beneficiary import Beneficiary
from aid.understanding.recurring import of_json
from aid.understanding.taxonomy import CATEGORIES


def choose_category(unit: Unit, conversation_id: str, category: str) -> None:
    """A tap on one of the categories."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    taken_for = known.get("taken_for") or next(iter(known.get("choices") or []), None)
    known["category"], known["taken_for"] = category, None
    known.setdefault("urgency", CATEGORIES[category].urgency.value)
    _tapped(unit, conversation, known)
    request = request_of(unit, conversation)
    if request is not None and taken_for:
        words = next(iter(known.get("words") or []), "")
        corrections.record(unit, request, words, taken_for=taken_for, chosen=category, by=CorrectedBy.RESIDENT)


def choose_place(unit: Unit, conversation_id: str, building: str) -> None:
    """A tap on a building."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    known.update({"building": building, "unknown_building": None, "place_later": None})
    _tapped(unit, conversation, known)


def leave_place(unit: Unit, conversation_id: str) -> None:
    """先不说: it is asked when somebody comes."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    known.update({"place_later": True, "unknown_building": None})
    _tapped(unit, conversation, known)


def choose_confirmed(unit: Unit, conversation_id: str, yes: bool, whose: str | None = None) -> None:
    """A tap on 对 or 改一下; `whose` says of a sensitive need whether it is one's own or another's, who agrees too."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    known["confirmed"] = yes
    if whose == "own":
        known["beneficiary"] = Beneficiary.SELF.value
    elif whose == "others":
        known["their_consent"] = True
    _tapped(unit, conversation, known)


def choose_which(unit: Unit, conversation_id: str, which: pair.Which) -> None:
    """A tap on 两件都要, 只要第一件 or 只要第二件."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    if not known.get("second") or known.get("both"):
        raise Stale
    _tapped(unit, conversation, pair.chosen(known, which))


def change(unit: Unit, conversation_id: str, field: str) -> None:
    """A tap on what is wrong in the confirmation card: it is asked again."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    known["confirmed"] = None
    if field == "category":
        known["taken_for"] = known.get("category")
        known["category"] = known["second"] = None
    elif field == "place":
        known.update({"building": None, "unit": None, "room": None, "place_later": None})
    elif field == "once":
        known["recurring"] = None
    _tapped(unit, conversation, known)


def choose_day(unit: Unit, conversation_id: str, day: int) -> None:
    """A tap on a weekday (Monday is 0) or a day of the month on which help is to come again."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    if not days_missing(known):
        raise Stale
    rule = of_json(known["recurring"] or {})
    if not (1 <= day <= 31 if rule.unit == "month" else 0 <= day <= 6):
        raise BadTap("no such day")
    _tapped(unit, conversation, to_come(known, rule.with_days([day])))


def new_need(unit: Unit, conversation_id: str) -> None:
    """「新的求助」: what was said begins a request of its own."""
    conversation = hold(unit, conversation_id)
    known = known_of(conversation)
    known["category"], known["alike"] = known.get("alike") or known.get("category"), None
    _tapped(unit, conversation, known)


def add_to(unit: Unit, conversation_id: str, request_id: int) -> None:
    """「补充到 #12」: what was said belongs to an open request; whoever works on it hears of it."""
    conversation = hold(unit, conversation_id)
    request = requests.hold(unit, request_id)
    if request.requester_id != conversation.person_id:
        raise captains.NotYours(f"person {conversation.person_id} did not make request {request_id}")
    requests.add_words(unit, request, known_of(conversation).get("words") or [])
    conversations.end(unit, conversation)


def _tapped(unit: Unit, conversation: Conversation, known: Known) -> None:
    conversation.known = {**known, "heard": conversation.known.get("heard")}
    conversation.misses = 0
    conversation.heard_at = unit.now
    if conversation.request_id is None:
        conversations.begin_request(unit, conversation, known_of(conversation))
    else:
        requests.learn(unit, requests.hold(unit, conversation.request_id), known)
