"""Two needs in one message: found clause by clause, and only where the clauses clearly differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aid.understanding.taxonomy import CATEGORIES, Group

_JOINERS = re.compile(r"(?:另外|还有就是|还有|顺便|再就是|再有|同时|对了|以及|第二件|其次)[,，、:：]?|[。；;！!？?\n]+")
_COMMAS = re.compile(r"[,，]")
_SHORTEST = 4
# A clause must be this clearly of another category to count as a need of its own.
_SURE_ENOUGH = 0.55


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked for: its category and the words that ask for it."""

    category: str
    text: str


def clauses(text: str) -> list[str]:
    """The candidate clauses of a message, in order: split at joiners and full stops, else at commas."""
    parts = [part.strip(" ,，、") for part in _JOINERS.split(text)]
    parts = [part for part in parts if len(part) >= _SHORTEST]
    if len(parts) < 2:
        parts = [part.strip() for part in _COMMAS.split(text) if len(part.strip()) >= _SHORTEST]
    return parts


def find_needs(text: str, classify: Callable[[str], tuple[str, float]], whole: str) -> list[Need]:
    """The needs of a message, each once, in order of appearance; `whole` is the category of the message as a whole."""
    found: dict[str, Need] = {}
    for part in clauses(text):
        category, confidence = classify(part)
        if confidence >= _SURE_ENOUGH and CATEGORIES[category].group is not Group.TALK:
            found.setdefault(category, Need(category, part))
    return list(found.values()) if len(found) >= 2 else [Need(whole, text)]
