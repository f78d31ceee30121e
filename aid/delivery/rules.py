"""When a message may go out, and when a failed one is tried again: pure."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from aid.community import Community, Partner
from aid.followups.rules import opens_at, quiet_end
from aid.understanding.taxonomy import Urgency


class Reader(enum.StrEnum):
    """Who will read the message, as far as quiet hours are concerned."""

    ASKER = "asker"  # has just written or tapped: always answered
    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    NIGHT_VOLUNTEER = "night_volunteer"  # chose 夜里也可以叫我
    CAPTAIN = "captain"
    PARTNER = "partner"  # in the opening hours of its office


def goes_out_at(
    now: datetime, reader: Reader, urgency: Urgency | None, community: Community, partner: Partner | None = None
) -> datetime:  # fmt: skip
    """Now, or the end of the quiet hours: they hold what we start, never an answer, never an emergency.

    A captain is told of an urgent request at once; of a normal one, at night, when the digest is due. A partner hears of
    it when its office is open.
    """
    if reader is Reader.ASKER or urgency is Urgency.EMERGENCY:
        return now
    if reader is Reader.PARTNER and partner is not None:
        return opens_at(now, community, partner)
    if urgency is Urgency.URGENT and reader in (Reader.CAPTAIN, Reader.NIGHT_VOLUNTEER):
        return now
    end = quiet_end(now, community)
    if end is None:
        return now
    if reader is Reader.CAPTAIN:
        local = end.astimezone(community.zone)
        digest = local.replace(hour=community.digest_at.hour, minute=community.digest_at.minute)
        return max(end, digest.astimezone(end.tzinfo)) if local.hour < 12 else end
    return end


LONGEST_TEXT = 4096  # Telegram's, in UTF-16 units


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def pages(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """The text in pieces that may be sent, none of it lost: cut at the end of a line or a sentence where there is one."""
    found = []
    while units(text) > longest:
        room = longest
        while units(text[:room]) > longest:
            room -= max(1, (units(text[:room]) - longest) // 2)
        cut = max((text.rfind(sign, room // 2, room) for sign in "\n。!?;, "), default=-1) + 1 or room
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*found, text]


def in_digest(due_at: datetime, now: datetime, reader: Reader, community: Community) -> bool:
    """Whether a message that goes out at `due_at` was held back for the captains' morning digest."""
    return reader is Reader.CAPTAIN and due_at > now and due_at.astimezone(community.zone).time() == community.digest_at


class Outcome(enum.StrEnum):
    """What became of one attempt to send."""

    SENT = "sent"
    RETRY_AFTER = "retry_after"  # the channel told us how long to wait
    NETWORK = "network"  # nobody answered, or not in time
    FORBIDDEN = "forbidden"  # blocked, deleted, or never spoken to
    REFUSED = "refused"  # the channel will never take this message
    MOVED = "moved"  # the group has become a supergroup with another id
    GONE = "gone"  # the message to edit is no longer there: it is sent as a new one


@dataclass(frozen=True)
class Attempt:
    """The outcome of an attempt; `wait` belongs to RETRY_AFTER, `message_id` to SENT, `address` to MOVED."""

    outcome: Outcome
    wait: timedelta = timedelta(0)
    message_id: str | None = None
    address: str | None = None


# Past this age a message can no longer help; the captain is told instead.
DEADLINE = timedelta(hours=24)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=10)


def next_attempt(created_at: datetime, tries: int, now: datetime, attempt: Attempt) -> datetime | None:
    """When to try again after this attempt (`tries` counts it); None when it is over, sent or given up."""
    if attempt.outcome in (Outcome.SENT, Outcome.FORBIDDEN, Outcome.REFUSED):
        return None
    if attempt.outcome in (Outcome.GONE, Outcome.MOVED):
        return now + timedelta(seconds=1)
    if attempt.outcome is Outcome.RETRY_AFTER:
        return now + max(attempt.wait, timedelta(seconds=1))
    if now - created_at >= DEADLINE:
        return None
    pause: timedelta = _FIRST_PAUSE * 2 ** min(tries - 1, 20)
    return now + min(pause, _LONGEST_PAUSE)
