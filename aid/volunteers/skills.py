"""The taxonomy of skills (红色管家技能库), read from `skills.toml` beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from aid.understanding.english import in_latin_letters
from aid.understanding.text import fold

# What stands before a skill that somebody says they do not have (「会做饭, 不会开车」).
_DENIAL = re.compile(
    r"不(?:太|怎么|大)?(?:会|懂|能|行|方便|擅长|可以)|没(?:学过|做过|干过|有)|无法|\b(?:can't|cannot|can not|don't|do not|not|never|no)\b"
)
_CLAUSE = re.compile(r"[,,。.;;、!!??\n]|但是|不过|只是|\bbut\b|\bexcept\b")

# 「旧…收」: both, with a few signs of one clause between them.
_GAP = "…"
_IN_GAP = "[^,。;!?、 ]{0,4}?"


@dataclass(frozen=True)
class Skill:
    """技能: its id, Chinese and English name, the group it stands in, the categories it serves and the words people use for it.

    `things` are words by which only a resident means it (「冰箱」, for who carries it), `trades` by which only a volunteer
    does (「护士」); `named` are categories it serves only when one of its
    words was used; `kinds` the kinds of emergency it answers.
    """

    id: str
    name: str
    en: str
    group: str
    categories: tuple[str, ...]
    words: tuple[str, ...]
    words_en: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    scarce: bool = False


@cache
def _library() -> Mapping[str, Any]:
    return tomllib.loads(files("aid.volunteers").joinpath("skills.toml").read_text(encoding="utf-8"))


@cache
def skills() -> Mapping[str, Skill]:
    """All skills by id, in the file's order."""
    return MappingProxyType(
        {
            each["id"]: Skill(
                id=each["id"],
                name=each["name"],
                en=each["en"],
                group=each["group"],
                categories=tuple(each["categories"]),
                words=tuple(each["words"]),
                words_en=tuple(each["words_en"]),
                things=tuple(each.get("things", ())),
                trades=tuple(each.get("trades", ())),
                named=tuple(each.get("named", ())),
                kinds=tuple(each.get("kinds", ())),
                scarce=each.get("scarce", False),
            )
            for each in _library()["skill"]
        }
    )


@cache
def groups() -> Mapping[str, tuple[Skill, ...]]:
    """The skills by the group they stand in, in the file's order."""
    found: dict[str, list[Skill]] = {}
    for skill in skills().values():
        found.setdefault(skill.group, []).append(skill)
    return MappingProxyType({group: tuple(members) for group, members in found.items()})


def group_in_english(group: str) -> str:
    """What a group of skills is called in English."""
    return str(_library()["groups_en"][group])


def skills_for(category: str | None, words: str, kind: str | None = None) -> tuple[str, ...]:
    """The skills a request needs: those of its category whose words the resident used, else all of its category.

    An emergency whose `kind` is known needs the skills that answer this kind, whatever the words: despair and violence
    go to listeners and to nobody else.
    """
    table = skills().values()
    if category == "emergency" and kind is not None:
        return tuple(skill.id for skill in table if kind in skill.kinds)
    said = _said(words)
    named = [skill.id for skill in table if skill.id in said and category in (*skill.categories, *skill.named)]
    return tuple(named or (skill.id for skill in table if category in skill.categories))


def skills_in(words: str) -> tuple[str, ...]:
    """The skills somebody names in their own words (「会修水管、懂点电」), in the file's order; what they deny is left out."""
    said: set[str] = set()
    for clause in _CLAUSE.split(fold(words).replace("’", "'")):
        denial = _DENIAL.search(clause)
        said |= _said(clause[: denial.start()] if denial else clause, trades=True)
    return tuple(id for id in skills() if id in said)


@dataclass(frozen=True)
class _Words:
    """The words of all skills, ready to be looked for: the plain ones in one pattern, those with a gap one by one."""

    plain: re.Pattern[str]
    meant: Mapping[str, frozenset[str]]
    gapped: tuple[tuple[re.Pattern[str], frozenset[str]], ...]


@cache
def _by_word(trades: bool) -> _Words:
    table: dict[str, set[str]] = {}
    for skill in skills().values():
        for word in (skill.name, *skill.words, *(skill.trades if trades else skill.things)):
            table.setdefault(fold(word), set()).add(skill.id)
    meant = {word: frozenset(ids) for word, ids in table.items()}
    longest_first = sorted((word for word in meant if _GAP not in word), key=lambda word: (-len(word), word))
    # A lookahead finds the longest word at every place, so that words may overlap.
    plain = re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))")
    gapped = ((re.compile(re.escape(word).replace(_GAP, _IN_GAP)), ids) for word, ids in meant.items() if _GAP in word)
    return _Words(plain, meant, tuple(gapped))


def _said(words: str, *, trades: bool = False) -> set[str]:
    """Ids of the skills whose words stand in the text; a word inside a longer one says nothing by itself."""
    if in_latin_letters(words) and " " in words.strip():
        return _said_in_english(words)
    said = _said_in_chinese(words, trades=trades)
    return said or _said_in_english(words) if in_latin_letters(words) else said


def _said_in_chinese(words: str, *, trades: bool) -> set[str]:
    table, text = _by_word(trades), fold(words)
    found = [(each.start(1), each.end(1), table.meant[each[1]]) for each in table.plain.finditer(text)]
    found += [(each.start(), each.end(), ids) for pattern, ids in table.gapped for each in pattern.finditer(text)]
    reached, said = 0, set[str]()
    for _, end, ids in sorted(found, key=lambda each: (each[0], -each[1])):
        if end > reached:  # else it lies inside an earlier, longer word
            said |= ids
            reached = end
    return said


# What may stand where an entry has a blank: 「walk the neighbour's dog」.
_BETWEEN = (
    r"(?: (?:the|an?|my|your|our|their|people's|somebody's|someone's|neighbou?rs?|neighbou?r'?s'?|some|any|other|small|big|old|new"
    r"|up|for|with|of|to|in|on))"
)


@cache
def _by_english_word() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = []
    for skill in skills().values():
        entries = "|".join(
            each.replace(" ", f"{_BETWEEN}{{0,2}} ") for each in (*skill.words_en, re.escape(skill.en.lower()).replace("\\ ", " "))
        )
        table.append((re.compile(rf"(?<![a-z])(?:{entries})(?![a-z])"), skill.id))
    return tuple(table)


def _said_in_english(words: str) -> set[str]:
    found = [(each.span(), skill) for pattern, skill in _by_english_word() for each in pattern.finditer(fold(words).replace("’", "'"))]

    def inside(span: tuple[int, int]) -> bool:
        return any(other[0] <= span[0] and span[1] <= other[1] and other != span for other, _ in found)

    return {skill for span, skill in found if not inside(span)}
