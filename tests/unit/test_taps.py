"""What a button carries: short codes that read back, and nothing else that does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.conversations.model import random_id
from aid.delivery.taps import LARGEST_ID, LONGEST, Act, BadTap, Tap, decode, encode
from aid.understanding.taxonomy import CATEGORIES

TALK = "0123456789abcdef" * 2
LONGEST_CATEGORY = max(CATEGORIES, key=len)
# Every act with the longest arguments it may ever carry.
LONGEST_ARGS: dict[Act, tuple[object, ...]] = {
    Act.CONSENT: (),
    Act.BACK: (),
    Act.CATEGORY: (TALK, LONGEST_CATEGORY),
    Act.PLACE: (TALK, "999"),
    Act.CONFIRM: (TALK, True),
    Act.WHICH: (TALK, "second"),
    Act.CHANGE: (TALK, "category"),
    Act.NEW_NEED: (TALK,),
    Act.ADD_TO: (TALK, LARGEST_ID),
    Act.HUMAN: (TALK,),
    Act.PROGRESS: (),
    Act.SOLVED: (LARGEST_ID, False),
    Act.SATISFIED: (LARGEST_ID, False),
    Act.ASK_NAMED: (LARGEST_ID, LARGEST_ID),
    Act.CLOSE: (LARGEST_ID, "not_ours"),
    Act.PHONED: (LARGEST_ID, True),
}


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.name)
def test_every_act_fits_telegram_with_the_longest_ids_and_reads_back(act: Act) -> None:
    """At most 64 bytes, and the same act and arguments on the way back."""
    args = LONGEST_ARGS.get(act, (LARGEST_ID,))
    code = encode(act, *args)
    assert len(code.encode()) <= LONGEST
    assert decode(code) == Tap(act, tuple(str(int(arg)) if isinstance(arg, bool) else str(arg) for arg in args))


def test_the_ids_of_conversations_are_as_long_as_the_one_used_here() -> None:
    """Random, never guessable from the one before, and no longer than a button can carry."""
    assert len(random_id()) == len(TALK) and random_id() != random_id()


def test_the_acts_have_codes_of_their_own() -> None:
    """No two acts travel under the same two letters."""
    assert len({act.value for act in Act}) == len(Act)
    assert all(re.fullmatch("[a-z]{2}", act.value) for act in Act)


def test_arguments_are_read_as_what_they_are() -> None:
    """An id is a number, a word a word, a flag a yes or no."""
    tap = decode(encode(Act.SOLVED, 12, True))
    assert (tap.number(0), tap.flag(1)) == (12, True)
    assert decode(encode(Act.SOLVED, 12, False)).flag(1) is False
    assert decode(encode(Act.CATEGORY, TALK, "pet")).word(1) == "pet"


@pytest.mark.parametrize(
    "code",
    [
        "", "oy", "o", "OY:1", "zz:1", "oy:", "oy::1", "oy:1:", ":oy", "oy:1:2:3:4", "oy 1", "oy:-1", "oy:1.5", "oy:1\n", "\noy:1", "oy:١٢", "oy:一",
        "oy:' OR 1=1", "/restart", '/emergency{"x":1}', "{}", "oy:" + "1" * 61, "kc:" + "a" * 41, "\x00", "\ud800", "🙏", "oy:1" + "\u200b",
    ],
    ids=repr,
)  # fmt: skip
def test_what_we_did_not_write_is_refused(code: str) -> None:
    """Garbage is a BadTap when it is read or when its id is asked for, never anything else."""
    with pytest.raises(BadTap):
        decode(code).number(0)


@pytest.mark.parametrize("number", ["x1", "1_0", str(LARGEST_ID + 1), "9" * 16, TALK])
def test_a_word_is_no_id(number: str) -> None:
    """What is not a plain number of what a key can be names no row."""
    with pytest.raises(BadTap):
        Tap(Act.ACCEPT, (number,)).number(0)


def test_a_missing_argument_is_refused() -> None:
    """A code that stops short names nothing."""
    for ask in (Tap.number, Tap.word, Tap.flag):
        with pytest.raises(BadTap):
            ask(Tap(Act.SOLVED, ("7",)), 1)


def test_a_code_that_would_not_fit_is_never_written() -> None:
    """Too long is an error where the button is made, not at Telegram."""
    with pytest.raises(ValueError):
        encode(Act.ADD_TO, TALK, TALK)


@given(st.text(max_size=80) | st.from_regex(r"[a-z]{2}(:[A-Za-z0-9_]{0,45}){0,4}", fullmatch=True))
def test_decoding_anything_gives_a_tap_or_a_refusal(code: str) -> None:
    """Whatever is sent, and what is read writes itself back."""
    try:
        tap = decode(code)
    except BadTap:
        return
    assert encode(tap.act, *tap.args) == code
