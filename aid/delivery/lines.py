"""Messages that are lists: a line for each request or piece of service, as things stand when they are sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from aid.conversations.model import Conversation
from aid.delivery import digest
from aid.delivery.catalogue import say
from aid.delivery.facts import helper_name, request_facts
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.page import Page
from aid.hours.model import ServiceRecord
from aid.people import audit
from aid.people.model import Address
from aid.people.trail import AuditKind
from aid.requests import notes
from aid.requests import service as requests
from aid.requests.model import HelpRequest

# The first words are kept before the conversation begins that they begin.
_FIRST_WORDS = timedelta(minutes=1)
# The answer to the last words of a conversation.
_LAST_WORDS = timedelta(minutes=1)
# A digest stays readable on a phone.
_MOST_LINES = 15


def digest_lines(page: Page, told: Callable[[OutboxMessage], str]) -> list[str]:
    """A line a request of the night; what is about no request as it is told; then what else waits."""
    lines = [_digest_line(page, request) for request in digest.requests_in(page)]
    lines += [told(row) for row in digest.parts(page) if row.request_id is None]
    waiting = [_digest_line(page, request) for request in digest.also_waiting(page)]
    if waiting:
        lines += [say(page.language, "digest-also"), *waiting]
    more = len(lines) - _MOST_LINES
    return lines if more <= 0 else [*lines[:_MOST_LINES], say(page.language, "digest-more", {"count": more})]


def _digest_line(page: Page, request: HelpRequest) -> str:
    return say(page.language, "digest-line", request_facts(page.unit, request, page.tongue))


def hours_lines(page: Page) -> list[str]:
    """A volunteer's last pieces of service."""
    lines = []
    for record_id in page.message.args["records"]:
        record = page.unit.session.get_one(ServiceRecord, record_id)
        facts = request_facts(page.unit, record.request, page.tongue)
        day = record.ended_at.astimezone(page.unit.community.zone).date()
        facts |= {"day": page.tongue.day(day), "minutes": record.minutes, "status": record.status.value}
        lines.append(say(page.language, "my-hours-line", facts))
    return lines


def talk_lines(page: Page) -> list[str]:
    """What resident and assistant said in the conversations about the request that is handed over, the oldest first; empty where
    neither did."""
    talks = select(Conversation).where(Conversation.request_id == page.needed_request.id).order_by(Conversation.started_at.desc())
    lines: set[tuple[datetime, int, str]] = set()
    for nth, talk in enumerate(page.unit.session.scalars(talks)):
        until = page.message.created_at if nth == 0 else talk.heard_at + _LAST_WORDS  # what came between was about something else
        lines |= _talk(page, talk, min(until, page.message.created_at))
    return [line for *_, line in sorted(lines)[-_MOST_LINES:]] if len(lines) > 1 else []


def _talk(page: Page, talk: Conversation, until: datetime) -> set[tuple[datetime, int, str]]:
    """A line with its instant for each message of a conversation."""
    chats = select(Address.value_hash).where(Address.person_id == talk.person_id)
    said = select(InboxMessage).where(
        InboxMessage.address_hash.in_(chats), InboxMessage.received_at >= talk.started_at - _FIRST_WORDS, InboxMessage.received_at <= until
    )  # fmt: skip
    ours = select(OutboxMessage).where(
        OutboxMessage.person_id == talk.person_id, OutboxMessage.created_at >= talk.started_at, OutboxMessage.created_at <= until,
        OutboxMessage.key.not_in(["resident_handed_over", "notice", "in_line"]),
    )  # fmt: skip
    lines = set()
    for each in page.unit.session.scalars(said):
        if words := str(each.payload.get("text") or ""):
            facts = {"clock": _at(page, each.received_at), "said": words}
            lines.add((each.received_at, 0, say(page.language, "talk-resident", facts)))
    for row in page.unit.session.scalars(ours):
        facts = {"clock": _at(page, row.created_at), "asked": row.key}
        lines.add((row.created_at, 1, say(page.language, "talk-assistant", facts)))
    return lines


def _at(page: Page, instant: datetime) -> str:
    return f"{instant.astimezone(page.unit.community.zone):%H:%M}"


def thanks_lines(page: Page) -> list[str]:
    """What neighbours said to a volunteer: their words, what it was and when, never who. The view is recorded."""
    lines = []
    for note in notes.thanks_to(page.unit, page.message.args["volunteer"]):
        request = page.unit.session.get_one(HelpRequest, note.request_id)
        audit.record(page.unit, AuditKind.VIEWED, request_id=request.id, reader=page.reader.id, fields=["notes"])
        day = note.written_at.astimezone(page.unit.community.zone).date()
        facts = {"said": note.words, "category": page.tongue.category(request.category), "day": page.tongue.day(day)}
        lines.append(say(page.language, "my-thanks-line", facts))
    return lines


def progress_lines(page: Page) -> list[str]:
    """A resident's requests."""
    lines = []
    for request_id in page.message.args["requests"]:
        request = page.unit.session.get_one(HelpRequest, request_id)
        facts = request_facts(page.unit, request, page.tongue)
        holder = next(iter(requests.holders(page.unit, request)), None)
        facts["helper"] = helper_name(page.unit, holder, page.tongue) if holder else "none"
        lines.append(say(page.language, "progress-line", facts))
    return lines
