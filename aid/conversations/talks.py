"""Words that go to and fro between people through us, without a number being shown."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from aid.captains import service as captains
from aid.conversations.model import Conversation, ConversationState
from aid.conversations.service import ANSWERS_FOR
from aid.delivery.model import OutboxMessage
from aid.delivery.service import answered, listen, listen_no_more, post
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.understanding.place import read_place

# Within so long of 「已转达」 a sign under each further message says it.
TALKS_FOR = timedelta(hours=1)


def hand_back(unit: Unit, request_id: int, actor_id: int) -> None:
    """Captain or resident ends the hand-off; the request stays the captain's."""
    request = requests.hold(unit, request_id)
    if actor_id != request.requester_id:
        captains.held_for(unit, request_id, actor_id)
    for conversation in unit.session.scalars(
        select(Conversation).where(Conversation.request_id == request.id, Conversation.state == ConversationState.HANDED_OFF)
    ):
        conversation.state = ConversationState.ENDED
    listen_no_more(unit, request)
    post(unit, request.requester_id, "handed_back", request=request)
    if actor_id != request.requester_id:
        post(unit, actor_id, "handed_back", request=request)


def relay(unit: Unit, request_id: int, from_id: int, inbox: int | None = None, *, perhaps_new: bool = False) -> None:
    """Words between a resident and those who help, through us: no number is shown, the text stays in the inbox row, which is
    that of this message or an earlier one. Whoever reads them may answer without more ado. `perhaps_new`: the writer may
    have meant something else."""
    request = requests.hold(unit, request_id)
    inbox = inbox or unit.inbox_id
    if from_id == request.requester_id:
        requests.wake(unit, request, "resident_spoke")
        for offer in requests.holders(unit, request):
            listen(unit, offer.volunteer.person_id, request, ANSWERS_FOR)
            post(unit, offer.volunteer.person_id, "relayed", request=request, inbox=inbox, speaker="resident", direct=True)
        answers = _captain_talks(unit, request)
        if answers:
            listen(unit, request.captain_id, request, ANSWERS_FOR)
        post(unit, request.captain_id, "relayed", request=request, inbox=inbox, speaker="resident", direct=answers)
    else:
        speaker = "captain" if from_id == request.captain_id else "holder"
        requests.human_word(unit, request)
        listen(unit, request.requester_id, request, ANSWERS_FOR)
        post(unit, request.requester_id, "relayed", request=request, inbox=inbox, speaker=speaker, direct=True)
    audit.record(unit, AuditKind.RELAYED, request_id=request.id, inbox=inbox)
    said = select(OutboxMessage.id).where(
        OutboxMessage.person_id == from_id, OutboxMessage.request_id == request.id, OutboxMessage.key == "relay_noted",
        OutboxMessage.created_at > unit.now - TALKS_FOR,
    )  # fmt: skip
    again = unit.session.scalar(said) is not None
    post(unit, from_id, "relay_noted", request=request, inbox=inbox, again=again, new=perhaps_new)
    answered(unit)


def names_another_door(unit: Unit, request_id: int, from_id: int, text: str) -> bool:
    """Whether somebody who helps speaks of another flat than the resident's: what is told of one neighbour is not for another."""
    request = requests.hold(unit, request_id)
    place, home = read_place(text, unit.community.buildings).place, request.household
    if from_id == request.requester_id or place.room is None:
        return False
    return (place.building or request.building, place.room) != (request.building, home.room if home else None)


def _captain_talks(unit: Unit, request: HelpRequest) -> bool:
    """Whether the captain is in this talk and not only shown it: brought in by a hand-off, or the last to have written."""
    handed = select(Conversation.id).where(Conversation.request_id == request.id, Conversation.state == ConversationState.HANDED_OFF)
    wrote = select(OutboxMessage).where(
        OutboxMessage.request_id == request.id, OutboxMessage.person_id == request.requester_id, OutboxMessage.key == "relayed",
        OutboxMessage.created_at > unit.now - ANSWERS_FOR,
    )  # fmt: skip
    last = unit.session.scalars(wrote.order_by(OutboxMessage.id.desc()).limit(1)).first()
    return unit.session.scalar(handed) is not None or (last is not None and last.args["speaker"] == "captain")
