"""The word lists beside these modules: TOML tables of words and short regular expressions, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """The tables of `name`.toml in this package."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, which may be regular expressions; earlier ones win."""
    return f"(?:{'|'.join(words)})"
