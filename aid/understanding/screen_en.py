"""The emergency screen's ear for English: rules, whose words are in `screen_en.toml`, and odds (`odds.py`).

A phrase of the rules raises the alarm, unless it is denied, told, learned or over. So do high odds, in whatever words: nobody lists all
that a person may write in a language that is not her own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from aid.understanding.english import in_latin_letters
from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.odds import english_odds
from aid.understanding.screen_words import EmergencyKind
from aid.understanding.text import fold

CERTAIN = 0.70
"""Chance of an emergency by the odds alone from which the alarm is raised (docs/nlu.md: chosen on the development set)."""
ENOUGH_WORDS = 3
"""Words from which odds can tell anything: fewer are for the phrases."""
_WORD = re.compile(r"[a-z]{2,}")
_SENTENCE = re.compile(r"[^.!?\n;]+[.!?\n;]*")
# So far before the words a denial may stand: 「there is no fire」, 「he is not in danger of a stroke」.
_DENIAL_REACHES = 24


@dataclass(frozen=True, slots=True)
class _Words:
    harmless: re.Pattern[str]
    denied_before: re.Pattern[str]
    frames: re.Pattern[str]
    pressing: re.Pattern[str]
    rules: tuple[tuple[EmergencyKind, re.Pattern[str]], ...]


@cache
def _words() -> _Words:
    table = lexicon("screen_en")
    return _Words(
        harmless=_whole(table["harmless"]),
        denied_before=re.compile(rf"(?<!\w){any_of(table['denied'])}(?: (?:a|an|the|any|in|of|on|real|really|sign|smell))*\s$"),
        frames=_whole(table["frames"]),
        pressing=_whole(table["pressing"]),
        rules=tuple((EmergencyKind(rule["kind"]), _whole(rule["words"])) for rule in table["rule"]),
    )


def _whole(words: list[str]) -> re.Pattern[str]:
    """Any of these, from the beginning of a word to the end of one."""
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)")


def heard_in_english(text: str) -> Mapping[EmergencyKind, str]:
    """The kinds of emergency that English words tell of, each with the words (none where the odds alone tell)."""
    if not in_latin_letters(text):
        return {}
    plain = re.sub(r"[ \t]+", " ", re.sub("['’‘`]", "", fold(text))).replace("can not ", "cannot ")
    blotted = _words().harmless.sub(lambda match: "□" * len(match[0]), plain)
    return dict(_by_rules(blotted)) or _by_odds(blotted)


def _by_rules(blotted: str) -> Iterator[tuple[EmergencyKind, str]]:
    for kind, pattern in _words().rules:
        heard = (
            match[0].strip()
            for sentence in _SENTENCE.finditer(blotted)
            for match in pattern.finditer(sentence[0])
            if match[0].strip() and not _taken_back(sentence[0], match.start())
        )
        if words := next(heard, None):
            yield kind, words


def _by_odds(blotted: str) -> Mapping[EmergencyKind, str]:
    here_and_now = "".join(sentence[0] for sentence in _SENTENCE.finditer(blotted) if not _told(sentence[0]))
    if len(_WORD.findall(here_and_now)) < ENOUGH_WORDS or english_odds().probability(re.sub("□+", "□", here_and_now)) < CERTAIN:
        return {}
    return {EmergencyKind(english_odds().likeliest_kind(here_and_now)): ""}


def _taken_back(sentence: str, start: int) -> bool:
    return _words().denied_before.search(sentence[max(0, start - _DENIAL_REACHES) : start]) is not None or _told(sentence)


def _told(sentence: str) -> bool:
    """Whether it speaks of a lesson, a film, of what is over or only supposed, and does not press."""
    return _words().frames.search(sentence) is not None and _words().pressing.search(sentence) is None
