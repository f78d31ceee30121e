"""The runs of words for time in a text: what stands beside each other belongs together (「下周二」「上午」「九点半」)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from aid.understanding.day_words import Days, days
from aid.understanding.hour_words import (
    AFTERNOON,
    CLOCK,
    CLOCK_HERE,
    DAWN,
    EVENING,
    HOURS,
    MORNING,
    NIGHT,
    PART,
    TO,
    Clock,
    Part,
    clock_of,
    part_of,
    stands_alone,
)
from aid.understanding.numerals import to_int


@dataclass(frozen=True, slots=True)
class Words:
    """One run of words, from the largest unit to the smallest; `until` is the other end of 「三点到五点」."""

    at: tuple[int, int]
    days: Days | None = None
    part: Part | None = None
    clock: Clock | None = None
    until: Words | None = None
    next_day: bool = False
    weak: bool = False


def runs(folded: str, today: date, happened: Callable[[int, int], bool]) -> list[Words]:
    """All runs of words for time, in their order."""
    pieces = [Words(found.at, days=found) for found in days(folded, today, happened)]
    pieces += [piece for piece in _clocks(folded) if not _overlaps(piece.at, pieces)]
    for match in PART.finditer(folded):
        if not _overlaps(match.span(), pieces):
            pieces.append(Words(match.span(), part=part_of(match), weak=not stands_alone(match)))
    pieces.sort(key=lambda piece: piece.at)
    joined = _fold(_fold(pieces, folded, _join), folded, _join_ends)
    # 「早」 and 「晚」 by themselves are no times.
    return [run for run in joined if run.days or run.clock or not run.weak]


def _overlaps(at: tuple[int, int], pieces: list[Words]) -> bool:
    return any(at[0] < piece.at[1] and piece.at[0] < at[1] for piece in pieces)


def _clocks(folded: str) -> list[Words]:
    pieces: list[Words] = []
    for match in HOURS.finditer(folded):
        # 「3-5点」: the first number has no 点 of its own.
        last_match = CLOCK_HERE.match(folded, match.end())
        first, last = to_int(match["a"]), clock_of(last_match) if last_match else None
        if last_match and last and first is not None:
            end = last_match.start() + len(last_match[0].rstrip())
            closing = Words((match.end(), end), clock=last[0])
            pieces.append(Words((match.start(), end), clock=Clock(first, 30 if match["half"] else 0), until=closing))
    for match in CLOCK.finditer(folded):
        found = clock_of(match)
        at = (match.start(), match.start() + len(match[0].rstrip()))
        if found and not _overlaps(at, pieces):
            until = Words(at, clock=found[1]) if found[1] else _second_clock(folded, at[1])
            pieces.append(Words((at[0], until.at[1] if until else at[1]), clock=found[0], until=until))
    return pieces


def _second_clock(folded: str, start: int) -> Words | None:
    """The other end of 「9:00-11:30」, directly behind its first one."""
    to = TO.match(folded, start)
    match = CLOCK_HERE.match(folded, to.end()) if to else None
    found = clock_of(match) if match else None
    if match is None or found is None:
        return None
    next_day = bool(to and re.search("第二天|次日|隔天", to[0]))
    return Words((match.start(), match.start() + len(match[0].rstrip())), clock=found[0], next_day=next_day)


def _fold(pieces: list[Words], folded: str, join: Callable[[Words, Words, str], Words | None]) -> list[Words]:
    done: list[Words] = []
    for piece in pieces:
        both = join(done[-1], piece, folded[done[-1].at[1] : piece.at[0]]) if done else None
        if both:
            done[-1] = both
        else:
            done.append(piece)
    return done


_BETWEEN = re.compile(r"[\s,、的那在是就大约概差不多儿左右:()]{0,4}")


def _join(run: Words, piece: Words, gap: str) -> Words | None:
    if piece.days or run.clock or not _BETWEEN.fullmatch(gap):
        return None
    at = (run.at[0], piece.at[1])
    if piece.clock:
        return replace(run, at=at, clock=piece.clock, until=piece.until, weak=False)
    if run.part is None:
        return replace(run, at=at, part=piece.part)
    if gap or piece.weak:
        return None
    if (run.part, piece.part) == (MORNING, AFTERNOON):  # 「上午下午都行」
        return replace(run, at=at, until=piece)
    # 「今晚半夜」, 「晚上凌晨」: the night that follows that evening.
    return replace(run, at=at, part=piece.part, next_day=run.part in (EVENING, NIGHT) and piece.part is DAWN)


def _join_ends(run: Words, piece: Words, gap: str) -> Words | None:
    if run.until or not TO.fullmatch(gap):
        return None
    if (run.clock and piece.clock) or (run.part and piece.part and not run.clock and not piece.clock):
        until = replace(piece, next_day=bool(re.search("第二天|次日|隔天", gap)))
        return replace(run, at=(run.at[0], piece.at[1]), until=until)
    return None
