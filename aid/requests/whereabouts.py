"""先不说: somebody would rather not say yet where they live. Asked once more, when somebody has taken it on (decision 0024)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from aid.conversations.model import Conversation, ConversationState
from aid.delivery.model import Asked
from aid.delivery.service import post
from aid.requests.model import HelpRequest
from aid.requests.rules import FINISHED
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group

# The question for the building of a request that is open already.
WHERE = "where"
# How long a place that somebody names by itself is taken for the answer.
LISTENS_FOR = timedelta(hours=24)
# Whoever comes for these must know where; what is only told to the captain needs no place.
_COMES = (Group.HELP, Group.SERVICE)


def owed(request: HelpRequest) -> bool:
    """Whether somebody will come who does not know where yet."""
    comes = request.category is not None and CATEGORIES[request.category].group in _COMES
    unsaid = request.building is None and request.filed_by is None and request.emergency_kind is None
    return comes and unsaid and request.status not in FINISHED


def listen(unit: Unit, request: HelpRequest) -> None:
    """Opened without a place: nothing is asked, but a place that they name by themselves is its."""
    if owed(request) and _question(unit, request) is None:
        _put(unit, request)


def ask(unit: Unit, request: HelpRequest) -> None:
    """Somebody has taken it on: now it is asked, once, and not while the request is still being put together."""
    question = _question(unit, request)
    if not owed(request) or (question is not None and question.args.get("asked")) or _puts_together(unit, request) or _asks(unit, request):
        return
    question = question or _put(unit, request)
    question.args, question.answered_at = {"asked": True}, None
    question.asked_at, question.expires_at = unit.now, unit.now + LISTENS_FOR
    post(unit, request.requester_id, "ask_where", request=request)


def _question(unit: Unit, request: HelpRequest) -> Asked | None:
    return unit.session.scalars(select(Asked).where(Asked.request_id == request.id, Asked.question == WHERE)).first()


def _put(unit: Unit, request: HelpRequest) -> Asked:
    """Beside whatever else stands open with them: nothing is silenced by it."""
    question = Asked(
        person_id=request.requester_id, request_id=request.id, question=WHERE, args={}, asked_at=unit.now,
        expires_at=unit.now + LISTENS_FOR,
    )  # fmt: skip
    unit.session.add(question)
    unit.session.flush()
    return question


def _puts_together(unit: Unit, request: HelpRequest) -> bool:
    conversation = unit.session.get(Conversation, request.conversation_id) if request.conversation_id else None
    return conversation is not None and conversation.state is ConversationState.RUNNING


def _asks(unit: Unit, request: HelpRequest) -> bool:
    """Whether they are being asked for another request already: of two needs at once, for the first."""
    waiting = select(Asked).where(
        Asked.person_id == request.requester_id, Asked.question == WHERE, Asked.answered_at.is_(None), Asked.expires_at > unit.now
    )
    return any(each.args.get("asked") for each in unit.session.scalars(waiting) if each.request_id != request.id)
