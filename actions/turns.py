"""The actions of the request form. Who speaks is known from the Conversation row, never from text."""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from aid.conversations import service as conversations
from aid.conversations import small_talk
from aid.conversations.model import Conversation
from aid.conversations.rules import Question
from aid.requests.known import Known
from aid.store.work import Unit, Work
from aid.understanding.needs import Classify, Need, find_needs
from aid.understanding.reading import Parse, parse_of
from aid.understanding.text import clean

log = logging.getLogger(__name__)

FORM = "request_form"
TAP = "tap"
# What Rasa's slot holds when somebody would rather not say yet where they live.
LATER = "later"


def slots_of(known: Known, answered: bool) -> list[EventType]:
    """The slots as the row has them; an unread answer sets its slot to None, so that the form asks again."""
    return [
        SlotSet("category", known.get("category")),
        SlotSet("place", known.get("building") or (LATER if known.get("place_later") else None)),
        SlotSet("confirmed", "yes" if known.get("confirmed") else None),
        SlotSet("answered", answered),
    ]


class _Silent(Action):
    """An action whose failure says only what kind it was: Rasa would log the resident's words with it.

    The turn then stays incomplete, and the bot tries once more or shows the button menu.
    """

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        try:
            return await self.turn(tracker)
        except Exception as error:  # see above: anything else would carry words into a log
            log.error("%s failed: %s", self.name(), type(error).__name__)
            return []

    @abstractmethod
    async def turn(self, tracker: Tracker) -> list[EventType]:
        """What the action does; its events."""


def inbox_of(tracker: Tracker) -> str:
    """The cause of this turn: the message that the bot is answering."""
    metadata = tracker.latest_message.get("metadata") or tracker.get_slot("session_started_metadata") or {}
    return f"inbox:{int(metadata['inbox_id'])}"


class SessionStart(_Silent):
    """Restores slots, form and open question from the row: a restart of Rasa is not noticed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def name(self) -> str:
        return "action_session_start"

    async def turn(self, tracker: Tracker) -> list[EventType]:
        known, question = await asyncio.to_thread(self._row, tracker.sender_id)
        events: list[EventType] = [SessionStarted(), *slots_of(known, answered=False)]
        if question in (Question.CATEGORY, Question.PLACE, Question.CONFIRMED):
            events += [ActionExecuted(FORM), ActiveLoop(FORM), SlotSet("requested_slot", question.value)]
        return [*events, ActionExecuted("action_listen")]

    def _row(self, conversation_id: str) -> tuple[Known, Question | None]:
        with self._work.read() as unit:
            conversation = unit.session.get_one(Conversation, conversation_id)
            question = conversation.open_question
            return conversations.known_of(conversation), Question(question) if question else None


class Hear(_Silent):
    """Reads place, time, phone, for whom, category and yes or no out of every message, into the row.

    `classify` is asked about the clauses of a message that may hold two needs, before the transaction: it costs a parse each.
    """

    def __init__(self, work: Work, classify: Classify | None = None) -> None:
        self._work = work
        self._classify = classify

    def name(self) -> str:
        return "action_validate_slot_mappings"

    async def turn(self, tracker: Tracker) -> list[EventType]:
        message: dict[str, Any] = tracker.latest_message
        conversation_id = tracker.sender_id
        if (message.get("intent") or {}).get("name") == TAP:
            return slots_of(await asyncio.to_thread(self._tapped, conversation_id), answered=True)
        text, parse = str(message.get("text") or ""), parse_of(message)
        needs = await asyncio.to_thread(self._needs, text, parse)
        heard = await asyncio.to_thread(self._work.write, inbox_of(tracker), conversations.hear, conversation_id, text, parse, needs)
        if heard.digression:  # without a word about the form's slots the form steps aside for the rules that interrupt it
            return [SlotSet("answered", False)]
        return slots_of(heard.known, heard.answered)

    def _needs(self, text: str, parse: Parse) -> list[Need]:
        return find_needs(clean(text), self._classify, parse.ranking) if self._classify else []

    def _tapped(self, conversation_id: str) -> Known:
        with self._work.read() as unit:
            return conversations.known_of(unit.session.get_one(Conversation, conversation_id))


class Say(_Silent):
    """One use case of the conversation: ask a question, open the request, tell the progress, …"""

    def __init__(self, work: Work, name: str, use: Callable[[Unit, str], None]) -> None:
        self._work, self._name, self._use = work, name, use

    def name(self) -> str:
        return self._name

    async def turn(self, tracker: Tracker) -> list[EventType]:
        await asyncio.to_thread(self._work.write, inbox_of(tracker), self._use, tracker.sender_id)
        return []


def all_actions(work: Work, classify: Classify | None = None) -> list[Action]:
    """Every action that domain.yml names. Without `classify` every message has one need."""
    return [
        SessionStart(work),
        Hear(work, classify),
        Say(work, "action_ask_category", lambda unit, talk: conversations.ask(unit, talk, Question.CATEGORY)),
        Say(work, "action_ask_place", lambda unit, talk: conversations.ask(unit, talk, Question.PLACE)),
        Say(work, "action_ask_confirmed", lambda unit, talk: conversations.ask(unit, talk, Question.CONFIRMED)),
        Say(work, "action_open_request", conversations.submit),
        Say(work, "action_small_talk", lambda unit, talk: small_talk.say(unit, talk, "smalltalk")),
        Say(work, "action_out_of_scope", lambda unit, talk: small_talk.say(unit, talk, "out_of_scope")),
        Say(work, "action_progress", conversations.progress),
        Say(work, "action_cancel", conversations.cancel),
    ]
