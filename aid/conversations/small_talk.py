"""Answers to what asks for nothing, or for nothing that a neighbourhood can do."""

from __future__ import annotations

from aid.conversations import service as conversations
from aid.conversations.model import ConversationState
from aid.conversations.rules import Question
from aid.delivery.model import InboxMessage
from aid.delivery.service import post
from aid.requests import service as requests
from aid.requests.model import Status
from aid.store.work import Unit
from aid.understanding.answers import read_yes_no
from aid.understanding.text import clean

# No more signs than that ask for nothing.
HARDLY_ANYTHING = 3


def say(unit: Unit, conversation_id: str, key: str) -> None:
    """Answer small talk and the like; a conversation in which nothing is asked for ends with it."""
    conversation = conversations.hold(unit, conversation_id)
    if not conversations.over(conversation):
        said = _said(unit) if key == "out_of_scope" else ""
        refuses_nothing = bool(said) and (len(said) <= HARDLY_ANYTHING or read_yes_no(said) is True)  # 「那个」, 「同意」
        if conversation.request_id is None:
            goes_on = any(each.status in conversations.UNDER_WAY for each in conversations.others(unit, conversation))
            if said and not refuses_nothing and goes_on:
                # 「青菜豆腐, 再来一斤肉」 of whose errand has just been opened
                words = conversations.known_of(conversation).get("words") or []
                conversation.known = {**conversation.known, "words": words if said in words else [*words, said]}
                return conversations.ask(unit, conversation_id, Question.ADD_OR_NEW)
            _say_beside(unit, conversation.person_id, "smalltalk" if refuses_nothing else key)
            conversation.state = ConversationState.ENDED
        elif not refuses_nothing:  # else the open question, which follows, is answer enough
            post(unit, conversation.person_id, key)
    return conversations.complete(unit, conversation)


def _say_beside(unit: Unit, person_id: int, key: str) -> None:
    """Small talk of somebody who waits for us asks for nothing new (「快点」)."""
    waits = [each for each in requests.unfinished_of(unit, person_id) if each.status is not Status.RECEIVED]
    if key == "smalltalk" and waits:
        post(unit, person_id, "smalltalk_busy", request=waits[0])
    else:
        post(unit, person_id, key)


def _said(unit: Unit) -> str:
    message = unit.session.get(InboxMessage, unit.inbox_id) if unit.inbox_id else None
    return clean(str(message.payload.get("text") or "")) if message else ""
