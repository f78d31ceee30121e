"""What is written in English: told from Chinese, and the few things in it that are read. The model hears Chinese only."""

from __future__ import annotations

import re

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.text import fold

# Whoever writes English copies the address as it stands on the door.
_CHINESE = re.compile("(?![号楼栋幢座单元室])[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z]{2,}(?:['’][a-z]+)?")
_WORDS = lexicon("english")
_COMMON = frozenset(_WORDS["common"])
_GREETS = re.compile(f"(?:{any_of(_WORDS['greetings'])})+")


def without_chinese(text: str) -> bool:
    """Whether there is nothing to read in Chinese, but perhaps a door (「a leak at 3号楼501」)."""
    return _CHINESE.search(fold(text)) is None


def in_latin_letters(text: str) -> bool:
    """Whether it has a word in Latin letters, and nothing to read in Chinese. 「3-501」 and 「138…」 have none."""
    return without_chinese(text) and _WORD.search(fold(text)) is not None


def in_english(text: str) -> bool:
    """Whether it is surely English: two of the commonest words at least, so that 「ok」, 「wifi」 or pinyin are not."""
    return without_chinese(text) and len(_COMMON.intersection(_WORD.findall(fold(text).replace("’", "'")))) >= 2


def greets(text: str) -> bool:
    """「Hello」, 「Thank you very much!」 and nothing else."""
    return _GREETS.fullmatch(re.sub("['’]", "", fold(text)).strip()) is not None
