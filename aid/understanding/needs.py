"""Two needs in one message: found clause by clause, and only where the clauses clearly differ.

A joiner (「另外」, 「顺便」) announces a second need, so a moderate confidence is enough behind it. At a mere comma most clauses are the
reason for the first need (「我腿脚不好, 想找人买菜」), so there each must ask for something and be sure. What a clause means is judged by
its words and by what the whole message may mean. The words are in `needs.toml`.

Each clause costs one call of the classifier: a message without a second clause that could be a need of its own costs none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.taxonomy import CATEGORIES, Group
from aid.understanding.text import MAX_LENGTH

JOINED, ALSO, COMMA, UNPARTED = 0.30, 0.55, 0.60, 0.80
"""Confidence from which a clause is a need: behind a joiner or a full stop, with 也 or 还, between commas, with nothing between."""
CERTAIN = 0.97
"""Confidence of the whole message from which its commas part only what is plainly about different things."""

_SHORTEST = 3
_MOST_CALLS = 6
"""A long story has its needs at its beginning."""
_WHOLE_COUNTS = 0.3
"""How much the whole message says of its clauses (a power of its probabilities)."""

_NAMED_COUNTS = 3
"""How much likelier a need is whose things the clause names."""
_CHAT = frozenset({"greeting_chitchat", "out_of_scope"})

_WORDS = lexicon("needs")
_SPLIT = re.compile(
    rf"{any_of(_WORDS['joiners']['dropped'])}[,，、:：\s]*|(?={any_of(_WORDS['joiners']['kept'])})|[。；;！!？?\n]+"
    r"|(?:^|(?<=[^\d.]))[(（]?[1-9一二三四五][)）.．、](?!\d|号|楼|栋|单元|点|月)|[①②③④⑤]|(?<=[\s,，。])[2二](?=[.、．\s])"
)
# 「①…②…」 arrives as 「1…2…」.
_NUMBERED = re.compile(r"(?<!\d)[1-5](?=[^\d.)）．、:：点号楼栋幢单元个只条张把台袋箱瓶斤月年天小时块元人次#%-])")
_COUNTED = re.compile(rf"^\D{{0,4}}{_NUMBERED.pattern.replace('1-5', '1')}.+{_NUMBERED.pattern.replace('1-5', '2')}", re.DOTALL)
_COMMAS = re.compile(r"[,，、\s]+")
_BARE_JOINER = re.compile(rf"^(?:{any_of(_WORDS['joiners']['kept'])}|[,，、和跟与并]|然后|[1一][.、．])+")
_ALSO = re.compile(any_of(_WORDS["joiners"]["also"]))
_BEGINS_ANOTHER = re.compile(rf"(?={any_of(_WORDS['joiners']['begins_another'])})")
_ASKS = re.compile(any_of(_WORDS["need"]["asks"]))
_BACKGROUND = re.compile(any_of(_WORDS["need"]["background"]))
_ONLY_WITH = {category: re.compile(any_of(words)) for category, words in _WORDS["only_with"].items()}
_TOPICS = {category: re.compile(any_of(words)) for category, words in _WORDS["topics"].items()}
_CLOSE = frozenset(frozenset(pair) for pair in _WORDS["close"]["pairs"])


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked for: its category and the words that ask for it."""

    category: str
    text: str


Ranking = Sequence[tuple[str, float]]
Classify = Callable[[str], Ranking]


@dataclass(frozen=True, slots=True)
class _Clause:
    need: Need
    ranking: Mapping[str, float]


def clauses(text: str) -> list[str]:
    """The candidate clauses of a message, in order: split at joiners and full stops, else at commas."""
    parts = _parts(text[:MAX_LENGTH])
    return parts if len(parts) >= 2 else _clauses_of(text[:MAX_LENGTH])


def _parts(text: str) -> list[str]:
    numbered = _NUMBERED.sub("。", text) if _COUNTED.search(text) else text
    return [part for piece in _SPLIT.split(numbered) if len(part := _trimmed(piece)) >= _SHORTEST]


def _clauses_of(text: str) -> list[str]:
    return [clause for piece in _COMMAS.split(text) if len(clause := _trimmed(piece)) >= _SHORTEST]


def _trimmed(piece: str | None) -> str:
    return (piece or "").strip(" \t,，、。;；:：")


def find_needs(text: str, classify: Classify, whole: Ranking, first: str | None = None) -> list[Need]:
    """The needs of a message, each category once, in order of appearance.

    `classify` gives a clause's categories with their confidence (0 to 1), the best first; `whole` is the same for the whole message, whose
    category (`first` where the screen knows better) is the only need unless two clear ones are found. An emergency stays the first
    need whatever its clauses say, and commas part no more from it.
    """
    text = text[:MAX_LENGTH]
    best = first or (whole[0][0] if whole else "out_of_scope")
    found = [_Clause(Need(best, text), {})] if best == "emergency" else []
    for clause in _Search(classify, dict(whole), best).clear_clauses(text):
        if all(clause.need.category != other.need.category for other in found):
            found.append(clause)
    return [clause.need for clause in found] if len(found) >= 2 else [Need(best, text)]


class _Search:
    """The search through one message: it counts its calls."""

    def __init__(self, classify: Classify, whole: Mapping[str, float], best: str) -> None:
        self._classify, self._whole, self._best, self._calls = classify, whole, best, 0

    def clear_clauses(self, text: str) -> Iterator[_Clause]:
        parts = _parts(text)
        if len(parts) < 2:
            if self._best != "emergency":
                yield from self._by_commas(text) or self._unparted(text)
            return
        for part in parts:
            if found := self._clause(part, JOINED):
                yield found
            elif len(part) > 2 * _SHORTEST:
                yield from self._by_commas(part, within_a_part=True)

    def _by_commas(self, text: str, *, within_a_part: bool = False) -> list[_Clause]:
        pieces = [piece for piece in _clauses_of(text) if _may_be_a_need(piece)]
        also = any(_ALSO.search(piece) for piece in pieces[1:])
        if not within_a_part and (len(pieces) < 2 or self._is_certain(also or _differ(pieces))):
            return []
        found: list[_Clause] = []
        for piece in pieces:
            clause = self._clause(piece, ALSO if also else COMMA)
            if clause and (also or not any(_too_close(clause, other) for other in found)):
                found.append(clause)
        return found

    def _is_certain(self, hinted: bool) -> bool:
        confidence = self._whole.get(self._best, 0.0)
        if self._best in _CHAT:
            return confidence >= CERTAIN - 0.1
        return confidence >= CERTAIN and not hinted

    def _unparted(self, text: str) -> list[_Clause]:
        """Speech without a pause: 「帮我取快递我家灯也坏了谁会修」."""
        if len(_clauses_of(text)) != 1 or self._whole.get(self._best, 0.0) >= CERTAIN - 0.1:
            return []
        for match in list(_BEGINS_ANOTHER.finditer(text, _SHORTEST + 1))[:3]:
            pieces = _trimmed(text[: match.start()]), _trimmed(text[match.start() :])
            if all(len(piece) > _SHORTEST and _may_be_a_need(piece) for piece in pieces):
                halves = [self._clause(piece, UNPARTED) for piece in pieces]
                found = [half for half in halves if half]
                if len(found) == 2 and found[0].need.category != found[1].need.category and not _too_close(*found):
                    return found
        return []

    def _clause(self, part: str, sure: float) -> _Clause | None:
        if self._calls >= _MOST_CALLS or (_BACKGROUND.search(part) and not _ASKS.search(_BACKGROUND.sub("", part))):
            return None
        self._calls += 1
        ranking = self._weighed(part, self._classify(_BARE_JOINER.sub("", part) or part))
        category = max(ranking, key=ranking.__getitem__, default=None)
        return _Clause(Need(category, part), ranking) if category and ranking[category] >= sure else None

    def _weighed(self, part: str, ranking: Ranking) -> dict[str, float]:
        """A clause's probabilities of being this or that need: those whose words it lacks struck out, the whole message heard."""
        kept = {name: value for name, value in ranking if _may_be(name, part)}
        struck = sum(value for name, value in ranking if name not in kept)
        if not kept or struck >= 0.9:
            return {}
        heard = {
            name: value * (self._whole.get(name, 0.0) + 0.02) ** _WHOLE_COUNTS * (_NAMED_COUNTS if _names(name, part) else 1)
            for name, value in kept.items()
        }
        total = sum(heard.values())
        return {name: value / total for name, value in heard.items()} if total else {}


def _may_be_a_need(piece: str) -> bool:
    return bool(_ASKS.search(piece)) and not _BACKGROUND.search(piece)


def _differ(pieces: Sequence[str]) -> bool:
    """Whether two clauses name things of different kinds and nothing of the same."""
    topics = [found for piece in pieces if (found := {category for category, words in _TOPICS.items() if words.search(piece)})]
    return any(not one & other for one in topics for other in topics)


def _names(category: str, part: str) -> bool:
    return category in _TOPICS and bool(_TOPICS[category].search(part))


def _may_be(category: str, part: str) -> bool:
    """Chat is no need; asking after a request, withdrawing one and offering help are said in words of their own."""
    if category == "emergency" or category not in CATEGORIES:
        return False
    words = _ONLY_WITH.get(category)
    if words is not None:
        return bool(words.search(part))
    return CATEGORIES[category].group is not Group.TALK


def _too_close(one: _Clause, other: _Clause) -> bool:
    """Whether two clauses between commas may well be one need seen twice: a lamp, and the wiring behind it."""
    pair = frozenset((one.need.category, other.need.category))
    return pair in _CLOSE and max(one.ranking.get(other.need.category, 0.0), other.ranking.get(one.need.category, 0.0)) >= 0.03
