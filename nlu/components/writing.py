"""One way of writing for all views of a message, and how it sounds.

Whoever trains and whoever parses must see the same text, so every featurizer starts from `normalised`.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Sequence

from aid.understanding import courtesy

LONGEST = 600
"""Characters of a message that are read. What a person needs is said by then, and a parse stays quick."""

LEXICON = Path(__file__).resolve().parent.parent / "lexicon"
TRADITIONAL = LEXICON / "traditional.txt"

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")
_DIGITS = re.compile(r"\d+")
_REPEATED = re.compile(r"(.)\1{2,}", re.DOTALL)
_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"\w")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+")
_WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+|[a-z]+|0")


@lru_cache(maxsize=None)
def traditional() -> Dict[int, str]:
    """The table from traditional to simplified characters, in the form of `str.translate`."""
    lines = TRADITIONAL.read_text(encoding="utf-8").splitlines()
    return {ord(line[0]): line[1] for line in lines if line and not line.startswith("#")}


def normalised(text: str) -> str:
    """The text as the model reads it: NFKC, small letters, simplified characters, a number as `0`, no runs of one sign, no courtesies.

    Any text is accepted; the first `LONGEST` characters count.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]
    text = _INVISIBLE.sub("", text).lower().translate(traditional())
    text = _DIGITS.sub("0", text)
    text = _REPEATED.sub(r"\1\1", text)
    return courtesy.to_the_point(_SPACE.sub(" ", text).strip())


def syllables(text: str) -> List[str]:
    """The toneless syllables of a normalised text; Latin words and numbers as they stand, signs left out.

    水管豹了 and 水管爆了 give the same list, so a homophone does no harm.
    """
    from pypinyin import lazy_pinyin

    sounds: List[str] = []
    for run in _WORD.findall(text):
        sounds.extend(lazy_pinyin(run) if _HAN.match(run) else [run])
    return sounds


def words(text: str) -> List[str]:
    """The words of a normalised text as jieba cuts it, signs and spaces left out."""
    import jieba

    jieba.setLogLevel("ERROR")
    return [word for word in jieba.cut(text) if _LETTER.match(word)]


def grams(units: Sequence[str], shortest: int, longest: int, joint: str = "") -> List[str]:
    """Every run of `shortest` to `longest` neighbouring units, joined."""
    found: List[str] = []
    for size in range(shortest, longest + 1):
        found.extend(joint.join(units[start : start + size]) for start in range(len(units) - size + 1))
    return found


def fingerprint(*files: str) -> str:
    """A hash of these files and of this module with its lexicon.

    Rasa's training cache looks at the class's source only; a component returns this from `fingerprint_addon`.
    """
    digest = hashlib.sha256()
    for path in (*files, __file__, courtesy.__file__, str(TRADITIONAL)):
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()
