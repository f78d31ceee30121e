"""Text made safe to read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.numerals import to_int
from aid.understanding.text import MAX_LENGTH, clean, fold, is_shortened

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("３＃２－５０１", "3#2-501"),
        ("  灯\u200b坏\x00了 \t 。 ", "灯坏了 。"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("半个\ud83d字", "半个字"),
        ("😀好", "😀好"),
        ("", ""),
        ("\u202e倒着", "倒着"),
    ],
)
def test_text_is_cleaned(raw: str, cleaned: str) -> None:
    """Half width, no control and no half characters, single blanks."""
    assert clean(raw) == cleaned


def test_a_long_text_is_cut_and_said_to_be() -> None:
    """The end beyond Telegram's limit is dropped, which the resident is told."""
    assert len(clean("字" * 10_000)) == MAX_LENGTH
    assert is_shortened("字" * 10_000)
    assert not is_shortened("字" * MAX_LENGTH)


@given(ANYTHING)
def test_any_text_is_cleaned(text: str) -> None:
    """No text makes it fail; the result can be stored, is within the limit, and cleaning again changes nothing."""
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert len(cleaned) <= MAX_LENGTH
    assert clean(cleaned) == cleaned
    is_shortened(text)


@given(ANYTHING)
def test_folding_keeps_every_position(text: str) -> None:
    """Spans found in folded text are spans of the text."""
    assert len(fold(text)) == min(len(text), MAX_LENGTH)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *[
            ("501", 501),
            ("五零一", 501),
            ("五百零一", 501),
            ("十二零三", 1203),
            ("二十三零二", 2302),
            ("一千二百零三", 1203),
            ("幺二零三", 1203),
        ],
        *[
            ("二十", 20),
            ("十", 10),
            ("廿四", 24),
            ("两百", 200),
            ("一百五", 150),
            ("一百二十", 120),
            ("3十", 30),
            ("零", 0),
            ("", None),
            ("十十", None),
            ("栋", None),
        ],
    ],
)
def test_numerals_are_read(words: str, value: int | None) -> None:
    """Typed, spoken digit by digit, counted, and as doors are said."""
    assert to_int(words) == value
