"""Two needs in one message: where it parts, and whether what stands on either side is a need of its own.

A message may part at a joiner (「另外」, 「顺便」), a full stop, a comma, or where speech without a pause begins anew. Most messages
do not: a first look at the message as a whole (`first_look`) says whether the classifier is worth asking again. If so, it is asked
about both sides of at most three places, and a second look at what it answers (`second_look`) decides. Both looks are sums of a few
named figures whose weights `make learn-needs` learns from the development set (docs/nlu.md). The words are in `needs.toml`.

A side costs one call of the classifier: an ordinary message costs none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, fsum, log

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.taxonomy import CATEGORIES
from aid.understanding.text import MAX_LENGTH

WORTH_ASKING = 0.18
"""Chance of two needs by the first look from which the classifier is asked about the sides (chosen on the development set)."""
TWO = 0.33
"""Chance by the second look from which there are two."""
CLEAR = 0.75
"""Chance by the second look from which no other place is tried; and from which one of two needs is two itself."""

_SHORTEST = 3
_MOST_PLACES = 3
_MOST_CALLS = 8
"""A long story has its needs at its beginning."""
_LIKELY = 0.04
"""Confidence from which a category is weighed as the need of a side."""
_LEAST = 0.003
_UNPARTED = 14
"""Signs without a comma from which speech may have gone on without a pause."""

_CHAT = ("greeting_chitchat", "out_of_scope")
_EMERGENCY = "emergency"
_NEEDS = tuple(name for name in CATEGORIES if name not in _CHAT and name != _EMERGENCY)

_WORDS = lexicon("needs")
_STOP = r"[。；;！!？?\n]+"
_JOINER = re.compile(
    rf"{any_of(_WORDS['joiners']['dropped'])}[,，、:：\s]*|(?={any_of(_WORDS['joiners']['kept'])})|{_STOP}"
    r"|(?:^|(?<=[^\d.]))[(（]?[1-9一二三四五][)）.．、](?!\d|号|楼|栋|单元|点|月)|[①②③④⑤]|(?<=[\s,，。])[2二](?=[.、．\s])"
)
# 「①…②…」 arrives as 「1…2…」.
_NUMBERED = re.compile(r"(?<!\d)[1-5](?=[^\d.)）．、:：点号楼栋幢单元个只条张把台袋箱瓶斤月年天小时块元人次#%-])")
_COUNTED = re.compile(rf"^\D{{0,4}}{_NUMBERED.pattern.replace('1-5', '1')}.+{_NUMBERED.pattern.replace('1-5', '2')}", re.DOTALL)
_COMMAS = re.compile(r"[,，、\s]+")
_BARE_JOINER = re.compile(rf"^(?:{any_of(_WORDS['joiners']['kept'])}|[,，、和跟与并]|然后|[1一][.、．])+")
_BEGINS_ANOTHER = re.compile(rf"(?={any_of(_WORDS['joiners']['begins_another'])})")
_ASKS = re.compile(any_of(_WORDS["need"]["asks"]))
_ONLY_WITH = {category: re.compile(any_of(words)) for category, words in _WORDS["only_with"].items()}
_ALSO = re.compile("[也还又]")
_KINDS = ("joiner", "stop", "comma", "unparted")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked for: its category and the words that ask for it."""

    category: str
    text: str


Ranking = Sequence[tuple[str, float]]
Classify = Callable[[str], Ranking]
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message may part, and what stands on either side."""

    kind: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The two needs that a place most likely parts, and the figures of the second look."""

    left: Need
    right: Need
    figures: Figures

    @property
    def likeness(self) -> float:
        """How well the two fit, to choose among the pairs of one message."""
        f = self.figures
        said = f["said_left"] + f["said_right"]
        return f["sides"] + (f["whole_left"] + f["whole_right"]) / 2 + 1.5 * said + f["joiner"] + f["stop"] / 2


def find_needs(text: str, classify: Classify, whole: Ranking, first: str | None = None) -> list[Need]:
    """The needs of a message, each category once, in order of appearance.

    `classify` gives a side's categories with their confidence (0 to 1), the best first; `whole` is the same for the whole message, whose
    category (`first` where the screen knows better) is the only need unless two clear ones are found. An emergency stays the first
    need, with the whole message for its words.
    """
    text = text[:MAX_LENGTH]
    best = first or (whole[0][0] if whole else "out_of_scope")
    found = _Search(classify, best == _EMERGENCY).needs(text, dict(whole))
    if len(found) < 2:
        return [Need(best, text)]
    if best == _EMERGENCY:
        return [Need(best, text), *(need for need in found if need.category != best)]
    return list({need.category: need for need in reversed(found)}.values())[::-1]


class _Search:
    """The search through one message: it counts its calls."""

    def __init__(self, classify: Classify, alarm: bool) -> None:
        self._classify, self._alarm, self._calls = classify, alarm, 0
        self._known: dict[str, dict[str, float]] = {}

    def needs(self, text: str, whole: Mapping[str, float], enough: float = TWO) -> list[Need]:
        """The needs of a text of which the classifier said `whole`; none or at least two."""
        found = places(text)
        if not found or chance(first_look(text, whole, found), "first") < WORTH_ASKING:
            return []
        best = self._likeliest(found, whole)
        if best is None or chance(best.figures, "second") < enough:
            return []
        return [each for need in (best.left, best.right) for each in self._within(need)]

    def _likeliest(self, found: Sequence[Place], whole: Mapping[str, float]) -> Pair | None:
        seen: list[Pair] = []
        for place in found:
            if not self._affords(2):
                break
            seen += pairs(place, self._ranking(place.left), self._ranking(place.right), whole, len(found), self._alarm)
            best = likeliest(seen)
            if best and chance(best.figures, "second") >= CLEAR:
                break
        return likeliest(seen)

    def _within(self, need: Need) -> list[Need]:
        """A side may hold two again: 「1.…2.…3.…」."""
        if need.category == _EMERGENCY or self._alarm or not self._affords(2):
            return [need]
        return self.needs(need.text, self._ranking(need.text), CLEAR) or [need]

    def _affords(self, calls: int) -> bool:
        return self._calls + calls <= _MOST_CALLS

    def _ranking(self, side: str) -> dict[str, float]:
        if side not in self._known:
            self._calls += 1
            self._known[side] = dict(self._classify(bare(side)))
        return self._known[side]


def places(text: str) -> list[Place]:
    """Where a message may part: at most three places, the clearest first."""
    found = sorted(_joints(text), key=lambda joint: (joint[1], joint[2]))
    merged: list[tuple[str, int, int]] = []
    for kind, start, end in found:
        if merged and len(_trimmed(text[merged[-1][2] : start])) < _SHORTEST:
            merged[-1] = (min(merged[-1][0], kind, key=_KINDS.index), merged[-1][1], end)
        else:
            merged.append((kind, start, end))
    parted = [Place(kind, _trimmed(text[:start]), _trimmed(text[end:])) for kind, start, end in merged]
    whole = [place for place in parted if len(place.left) >= _SHORTEST and len(place.right) >= _SHORTEST]
    chosen = sorted(range(len(whole)), key=lambda at: (_KINDS.index(whole[at].kind), at))[:_MOST_PLACES]
    return [whole[at] for at in chosen]


def _joints(text: str) -> Iterator[tuple[str, int, int]]:
    numbered = _NUMBERED.sub("。", text) if _COUNTED.search(text) else text
    for match in _JOINER.finditer(numbered):
        yield "stop" if re.fullmatch(_STOP, match[0]) and text[match.start()] == numbered[match.start()] else "joiner", *match.span()
    commas = [match.span() for match in _COMMAS.finditer(text)]
    yield from (("comma", *span) for span in commas)
    for start, end in zip([0, *(end for _, end in commas)], [*(start for start, _ in commas), len(text)], strict=True):
        if end - start >= _UNPARTED:
            yield from (("unparted", at, at) for at in _beginnings(text, start, end))


def _beginnings(text: str, start: int, end: int) -> Iterator[int]:
    last = start
    for match in _BEGINS_ANOTHER.finditer(text, start + _SHORTEST + 1, end):
        if match.start() - last > _SHORTEST + 1 and end - match.start() > _SHORTEST + 1:
            yield match.start()
            last = match.start()


def _trimmed(piece: str) -> str:
    return piece.strip(" \t\n,，、。;；:：!！?？")


def bare(side: str) -> str:
    """A side without the joiner that begins it, as the classifier is to hear it."""
    return _BARE_JOINER.sub("", side) or side


def first_look(text: str, whole: Mapping[str, float], found: Sequence[Place]) -> Figures:
    """What the message as a whole says of holding two needs; no call is needed for it."""
    confidences = sorted(whole.values(), reverse=True) or [0.0]
    return {
        "best": _log(confidences[0]),
        "second": _log(confidences[1] if len(confidences) > 1 else 0.0),
        "places": log(len(found)),
        "joiner": float(any(place.kind == "joiner" for place in found)),
        "stop": float(any(place.kind == "stop" for place in found)),
        "asks_twice": float(any(_ASKS.search(place.left) and _ASKS.search(place.right) for place in found)),
        "also": float(any(_ALSO.search(place.right) for place in found)),
        "length": log(len(text)),
    }


def pairs(
    place: Place, left: Mapping[str, float], right: Mapping[str, float], whole: Mapping[str, float], count: int, alarm: bool
) -> Iterator[Pair]:
    """The pairs of different needs that a place may part; `left` and `right` are what the classifier says of its sides."""
    known = (*_NEEDS, _EMERGENCY) if alarm else _NEEDS
    together = max(_log(left.get(name, 0.0)) + _log(right.get(name, 0.0)) for name in known)
    for one, other in ((one, other) for one in known for other in known):
        if one == other or left.get(one, 0.0) < _LIKELY or right.get(other, 0.0) < _LIKELY or (alarm and _EMERGENCY not in (one, other)):
            continue
        ours, theirs = _log(left[one]), _log(right[other])
        figures = {
            "sides": ours + theirs,
            "weaker": min(ours, theirs),
            "parted": ours + theirs - together,
            "whole_left": _log(whole.get(one, 0.0)),
            "whole_right": _log(whole.get(other, 0.0)),
            "whole_weaker": _log(min(whole.get(one, 0.0), whole.get(other, 0.0))),
            "whole_best": _log(max(whole.values(), default=0.0)),
            "right_on_left": _log(left.get(other, 0.0)),
            "left_on_right": _log(right.get(one, 0.0)),
            "joiner": float(place.kind == "joiner"),
            "stop": float(place.kind == "stop"),
            "asks_left": float(bool(_ASKS.search(place.left))),
            "asks_right": float(bool(_ASKS.search(place.right))),
            "length_left": log(len(place.left)),
            "length_right": log(len(place.right)),
            "said_left": float(_may_be(one, place.left)),
            "said_right": float(_may_be(other, place.right)),
            "also": float(bool(_ALSO.search(place.right))),
            "places": log(count),
            "chat_left": _log(max(left.get(name, 0.0) for name in _CHAT)),
            "chat_right": _log(max(right.get(name, 0.0) for name in _CHAT)),
            "alarm_left": 0.0 if alarm else _log(left.get(_EMERGENCY, 0.0)),
            "alarm": float(alarm),
        }
        yield Pair(Need(one, place.left), Need(other, place.right), figures)


def likeliest(found: Iterable[Pair]) -> Pair | None:
    """The pair that fits its message best."""
    return max(found, key=lambda pair: pair.likeness, default=None)


def chance(figures: Figures, look: str) -> float:
    """The chance of two needs, 0 to 1, by the weights of the first or the second look."""
    return weighed(figures, _weights()[look])


def weighed(figures: Figures, table: Mapping[str, float]) -> float:
    """The chance, 0 to 1, that weights and their offset give to figures."""
    return 1 / (1 + exp(-fsum([table["offset"], *(table[name] * value for name, value in figures.items())])))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = json.loads(files(__package__).joinpath("needs_weights.json").read_text(encoding="utf-8"))
    return found


def _log(confidence: float) -> float:
    return log(confidence + _LEAST)


def _may_be(category: str, part: str) -> bool:
    """Asking after a request, withdrawing one and offering help are said in words of their own."""
    words = _ONLY_WITH.get(category)
    return words is None or bool(words.search(part))
