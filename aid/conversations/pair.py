"""Two needs in one message: kept as one request and what the second would be, until the resident says which they want. Pure."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from datetime import datetime

from aid.requests.known import Known, Second
from aid.understanding.answers import read_yes_no
from aid.understanding.moment import TimeReading, read_time
from aid.understanding.needs import Need
from aid.understanding.taxonomy import CATEGORIES, Group
from aid.understanding.text import fold
from aid.understanding.urgency import read_urgency

_TALKS = (Group.TALK, Group.DANGER)


class Which(enum.StrEnum):
    """两件都要, 只要第一件, 只要第二件."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


_SAID = (
    (Which.FIRST, re.compile(r"(?:第一|前|头)一?[件个]|第一$")),
    (Which.SECOND, re.compile(r"(?:第二|后)一?[件个]|第二$")),
    (Which.BOTH, re.compile(r"[两二2][件个]?都|都[要办报是对行好]|全都?要|一起[办报要]|全部")),
)
_LONGEST = 16


def read_which(text: str) -> Which | None:
    """The answer to a card with two needs; a plain yes is for both."""
    folded = fold(text).strip()
    if len(folded) > _LONGEST:
        return None
    found = [which for which, words in _SAID if words.search(folded)]
    if len(found) == 1 and not folded.startswith(("不", "别")):
        return found[0]
    return Which.BOTH if not found and read_yes_no(folded) else None


def split(known: Known, needs: Sequence[Need], now: datetime) -> Known:
    """What is known once two needs were found in the words just heard: the first with its own hurry and time, and the second beside it."""
    asked = [need for need in needs if CATEGORIES[need.category].group not in _TALKS and need.category != "volunteer_offer"]
    if len(asked) < 2:
        return known
    first, second = asked[:2]
    pair = Known(**known)
    pair["category"], pair["urgency"] = first.category, read_urgency(first.text, first.category, None).value
    if own := read_time(first.text, now):
        pair["time_text"], pair["time"], pair["time_end"] = _when(own)
    beside = Second(category=second.category, urgency=read_urgency(second.text, second.category, None).value)
    if other := read_time(second.text, now):
        beside["time_text"], beside["time"], beside["time_end"] = (
            other.text,
            other.start.isoformat(),
            other.end.isoformat() if other.end else None,
        )
    pair["second"] = beside
    return pair


def _when(read: TimeReading) -> tuple[str, str, str | None]:
    return read.text, read.start.isoformat(), read.end.isoformat() if read.end else None


def _taking(known: Known, second: Second) -> Known:
    """What is known with the second need in the place of the first."""
    taken = Known(**known)
    taken["category"], taken["urgency"] = second["category"], second["urgency"]
    if "time" in second:
        taken["time_text"], taken["time"], taken["time_end"] = second["time_text"], second["time"], second["time_end"]
    return taken


def chosen(known: Known, which: Which) -> Known:
    """What is known after the choice. A sensitive need is not confirmed by it: its card asks for consent, which is another yes."""
    second = known.get("second")
    assert second is not None
    left = _taking(known, second) if which is Which.SECOND else Known(**known)
    left["second"] = second if which is Which.BOTH else None
    left["both"] = which is Which.BOTH
    left["confirmed"] = None if CATEGORIES[left.get("category") or ""].sensitive else True
    return left


def second_asked(known: Known) -> Second | None:
    """The second need of which the resident has not yet said whether they want it."""
    return None if known.get("both") else known.get("second")


def second_of(known: Known) -> Known:
    """What is known of the second need, for a conversation of its own: the same words, place, phone and time unless said otherwise."""
    second = known.get("second")
    assert second is not None
    own = _taking(known, second)
    own["second"], own["both"] = None, None
    own["confirmed"] = None if CATEGORIES[second["category"]].sensitive else True
    return own
