"""Writing a reviewed sentence into nlu/<category>.yml, in the file's own form: a line of its examples."""

from __future__ import annotations

import re
from pathlib import Path

# Rasa would read these as marks of an entity.
_MARKS = str.maketrans("[]{}()", "【】｛｝（）")
_LINE = "    - "


def line_of(words: str) -> str:
    """The exact line that is written."""
    return _LINE + re.sub(r"\s+", " ", words.translate(_MARKS)).strip()


def is_known(folder: Path, words: str) -> bool:
    """Whether the sentence stands in any category's file already."""
    line = line_of(words)
    return any(line in path.read_text(encoding="utf-8").splitlines() for path in folder.glob("*.yml"))


def add(folder: Path, category: str, words: str) -> None:
    """Append the sentence to the examples of its category; FileNotFoundError for a category without a file."""
    path = folder / f"{category}.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    last = max(number for number, line in enumerate(lines) if line.startswith(_LINE))
    lines.insert(last + 1, line_of(words))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
