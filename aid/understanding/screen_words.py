"""The words of the emergency screen: `screen.toml` compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from aid.understanding.lexicon import any_of, lexicon

FRAMES = ("learning", "fiction", "past", "yesterday", "over", "supposed")
"""What sets a sentence apart from here and now."""


class EmergencyKind(StrEnum):
    """What threatens; it decides the number to call and who is told (design §6)."""

    MEDICAL = "medical"
    FIRE_GAS = "fire_gas"
    TRAPPED = "trapped"
    VIOLENCE = "violence"
    DESPAIR = "despair"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that raise an alarm by themselves, what near them takes it back, and the frames that do."""

    kind: EmergencyKind
    words: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """Groups of signs with their weights; `enough` is the sum that raises the alarm, `needs` the groups that may not be missing."""

    kind: EmergencyKind
    groups: tuple[tuple[int, re.Pattern[str]], ...]
    enough: int
    needs: tuple[int, ...]
    groups_needed: int
    unless: re.Pattern[str]
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """Everything that the screen looks for."""

    harmless: re.Pattern[str]
    denied_before: re.Pattern[str]
    pressing: re.Pattern[str]
    lately: re.Pattern[str]
    feared_before: re.Pattern[str]
    frames: dict[str, re.Pattern[str]]
    rules: tuple[Rule, ...]
    signs: tuple[Signs, ...]
    homophones: dict[str, str]
    hints: dict[EmergencyKind, re.Pattern[str]]


@cache
def screen_words() -> ScreenWords:
    """The compiled words; re.error when `screen.toml` holds a wrong expression."""
    table = lexicon("screen")
    names = {name: any_of(words) for name, words in table["names"].items() if isinstance(words, list)}
    names["thing"] = table["names"]["thing_not_after"] + names["thing"]

    def pattern(words: list[str]) -> re.Pattern[str]:
        return re.compile(re.sub("<([a-z]+)>", lambda match: names[match[1]], any_of(words)))

    def rule(row: dict[str, Any]) -> Rule:
        unless = pattern(row["unless"]) if "unless" in row else None
        words = tuple(pattern(alike) for alike in row["words"])
        return Rule(EmergencyKind(row["kind"]), words, unless, tuple(row.get("frames", FRAMES)))

    def signs(row: dict[str, Any]) -> Signs:
        return Signs(
            EmergencyKind(row["kind"]),
            groups=tuple((int(group["weight"]), pattern(group["words"])) for group in row["group"]),
            enough=row["enough"],
            needs=tuple(number for number, group in enumerate(row["group"]) if group.get("needed")),
            groups_needed=row.get("groups_needed", 1),
            unless=pattern(row["unless"]),
            frames=tuple(row.get("frames", FRAMES)),
        )

    return ScreenWords(
        harmless=pattern(table["harmless"]["words"]),
        denied_before=re.compile(any_of(table["denial"]["words"]) + "$"),
        pressing=pattern(table["frames"]["pressing"]),
        lately=pattern(table["frames"]["lately"]),
        feared_before=re.compile(any_of(table["frames"]["feared"]) + "$"),
        frames={name: pattern(table["frames"][name]) for name in FRAMES},
        rules=tuple(rule(row) for row in table["rule"]),
        signs=tuple(signs(row) for row in table["signs"]),
        homophones=table["homophones"],
        hints={EmergencyKind(kind): pattern(words) for kind, words in table["hints"].items()},
    )
