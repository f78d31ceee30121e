"""Where a photo, a voice note or a place that somebody sends belongs, and what they hear about it."""

from __future__ import annotations

from typing import Any

from aid.conversations import service as conversations
from aid.conversations.model import Conversation
from aid.conversations.rules import SPOKEN
from aid.conversations.speech import Hearing
from aid.delivery.service import post
from aid.people.model import Person
from aid.requests import attachments
from aid.requests import service as requests
from aid.requests.attachments import Unwelcome
from aid.requests.model import Attachment, AttachmentKind, HelpRequest
from aid.store.work import Unit
from aid.understanding.phone import read_phone


def attach(
    unit: Unit, person: Person, carried: dict[str, Any], about: HelpRequest | None, *, silent: bool = False, heard: Hearing = Hearing.DEAF,
    asks: bool = False,
) -> None:  # fmt: skip
    """Keep it with `about`, else with the running conversation, else with the newest open request, else with a new conversation.

    `silent`: words came with it, and their answer is answer enough. `heard`: how a voice note was understood; `asks`: its speaker is
    asked whether rightly.
    """
    try:
        attachments.check(carried)
    except Unwelcome as error:
        post(unit, person.id, "attachment_unwelcome", request=about, why=str(error))
        return
    conversation = conversations.running(unit, person.id)
    request = about or (conversations.request_of(unit, conversation) if conversation else None)
    if request is None and conversation is None and not silent:
        request = next(iter(requests.unfinished_of(unit, person.id)), None)
    if request is None and conversation is None:
        conversation = conversations.begin(unit, person.id)
    try:
        kept = attachments.keep(unit, person.id, request, conversation.id if conversation and request is None else None, carried)
    except Unwelcome as error:
        post(unit, person.id, "attachment_unwelcome", request=request, why=str(error))
        return
    if kept.kind is AttachmentKind.CONTACT:
        _phone(unit, request, conversation, kept)
    if request is not None:
        attachments.share(unit, request)
    if not silent and attachments.is_first_of_album(unit, kept):
        _acknowledge(unit, person, request, kept, heard, asks)
        if kept.kind is AttachmentKind.VOICE and request is None and conversation is not None:
            _begin(unit, conversation, asks)


def _phone(unit: Unit, request: HelpRequest | None, conversation: Conversation | None, kept: Attachment) -> None:
    """The number of a contact card is the one to call."""
    phone = read_phone(str(kept.about.get("phone") or "").removeprefix("+86").removeprefix("86"))
    if phone and request is not None:
        request.contact_phone = phone
    elif phone and conversation is not None:
        conversation.known = {**conversation.known, "phone": phone}


def _acknowledge(unit: Unit, person: Person, request: HelpRequest | None, kept: Attachment, heard: Hearing, asks: bool) -> None:
    if asks:
        post(unit, person.id, "voice_heard", request=request, inbox=unit.inbox_id)
    elif request is not None:
        post(unit, person.id, "attached", request=request, attached=kept.kind.value, heard=heard.value)
    else:
        post(unit, person.id, "attached_first", attached=kept.kind.value, heard=heard.value)


def _begin(unit: Unit, conversation: Conversation, asks: bool) -> None:
    """Whoever speaks wants something: the request begins, by buttons where nothing was understood, and its captain is there if
    nothing follows."""
    conversation.known = {**conversation.known, "words": [*conversation.known.get("words", []), SPOKEN]}
    if asks:
        conversations.begin_unclear(unit, conversation)
    else:
        conversations.ask_next(unit, conversation.id)
