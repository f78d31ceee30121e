"""How likely a message tells of an emergency, and of which kind, by runs of one to three of its characters, in English by its words.

Logistic regressions small enough to live in this process: they need no Rasa, and hear oblique wordings that no list of
words holds. `nlu/learn_screen.py` learns them from the utterances in `nlu/` and writes `screen_odds.json`; those for English come
from `tests/nlu/learn_english.py` (docs/nlu.md).
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from aid.understanding.courtesy import to_the_point
from aid.understanding.text import fold

# A long message is heard piece by piece: nobody whose words we learned from wrote more at once.
_PIECE, _OVERLAP = 160, 60
_NUMBER = re.compile(r"\d+")
_REPEATED = re.compile(r"(.)\1{2,}")
_APOSTROPHE = re.compile("['’‘`]")
_WORD = re.compile(r"\w+|[!?□]")


def grams(text: str) -> set[str]:
    """The runs of one to three characters of a text, in small letters, its numbers as 0, without blanks and without courtesies."""
    plain = _REPEATED.sub(r"\1\1", _NUMBER.sub("0", "".join(to_the_point(fold(text)).split())))
    marked = f"^{plain}$"
    return {marked[at : at + size] for size in (1, 2, 3) for at in range(len(marked) - size + 1)}


def english_grams(text: str) -> set[str]:
    """The words of a text, each two that follow each other, and the runs of three and four letters inside a word."""
    words = _WORD.findall(_NUMBER.sub("0", _APOSTROPHE.sub("", fold(text))))
    marked = [f"^{word}$" for word in words]
    letters = {word[at : at + size] for word in marked for size in (3, 4) for at in range(len(word) - size + 1)}
    return {*words, *map(" ".join, pairwise(["^", *words, "$"])), *letters}


@dataclass(frozen=True, slots=True)
class Odds:
    """Weights of the grams of a text: `alarm` for emergency or not, `kinds` for which kind, given that it is one."""

    grams: Callable[[str], set[str]]
    offset: float
    alarm: Mapping[str, float]
    kind_offsets: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]
    learned_from: str

    def probability(self, text: str) -> float:
        """That the message, or the gravest piece of a long one, tells of an emergency, 0 to 1."""
        return max(1 / (1 + math.exp(-self.offset - _weighed(self.grams(piece), self.alarm))) for piece in _pieces(text))

    def likeliest_kind(self, text: str) -> str:
        """The kind that an emergency told in these words most likely is."""
        found = self.grams(text)
        return max(self.kinds, key=lambda kind: self.kind_offsets[kind] + _weighed(found, self.kinds[kind]))


def _pieces(text: str) -> list[str]:
    return [text[start : start + _PIECE] for start in range(0, max(1, len(text) - _OVERLAP), _PIECE - _OVERLAP)]


def _weighed(found: Iterable[str], weights: Mapping[str, float]) -> float:
    # Each message has length one, however long it is: what is learned so does not mistake a long story for a grave one.
    pieces = list(found)
    return math.fsum(weights.get(piece, 0.0) for piece in pieces) / math.sqrt(max(1, len(pieces)))


@cache
def screen_odds() -> Odds:
    """The weights beside this module, read once."""
    return _read("screen_odds.json", grams)


@cache
def english_odds() -> Odds:
    """Those for English."""
    return _read("screen_odds_en.json", english_grams)


def _read(name: str, of_text: Callable[[str], set[str]]) -> Odds:
    table = json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return Odds(of_text, table["offset"], table["alarm"], table["kind_offsets"], table["kinds"], table["learned_from"])


def fingerprint(folder: Path) -> str:
    """SHA-256 over the utterances in a folder: says whether weights were learned from what is there now."""
    total = hashlib.sha256()
    for path in sorted([*folder.glob("*.yml"), folder / "answers.txt"]):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def sentences_hash(path: Path) -> str:
    """The same of one file of sentences."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
