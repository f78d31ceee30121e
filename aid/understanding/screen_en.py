"""The emergency screen's ear for English: rules only, no odds, for there is nothing to learn from. The words are in `screen_en.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aid.understanding.english import in_latin_letters
from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.screen_words import EmergencyKind
from aid.understanding.text import fold

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


def heard_in_english(text: str) -> tuple[EmergencyKind, str] | None:
    """The kind of emergency that English words tell of, and the words; None for what is no English."""
    if not in_latin_letters(text):
        return None
    plain = re.sub(r"[ \t]+", " ", re.sub("['’‘`]", "", fold(text))).replace("can not ", "cannot ")
    words = _words()
    blotted = words.harmless.sub(lambda match: "□" * len(match[0]), plain)
    for kind, pattern in words.rules:
        for sentence in _SENTENCE.finditer(blotted):
            for match in pattern.finditer(sentence[0]):
                if match[0].strip() and not _taken_back(sentence[0], match.start()):
                    return kind, match[0].strip()
    return None


def _taken_back(sentence: str, start: int) -> bool:
    words = _words()
    if words.denied_before.search(sentence[max(0, start - _DENIAL_REACHES) : start]):
        return True
    return words.frames.search(sentence) is not None and words.pressing.search(sentence) is None
