"""Phone numbers, typed or said aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.phone import read_phone

from .tables import rows, said

SAID = "零幺二三四五六七八九"


@pytest.mark.parametrize(("sentence", "number"), [(row[0], row[-1]) for row in rows("phones.tsv")])
def test_a_phone_number_is_read(sentence: str, number: str) -> None:
    """Every row of the table: mobiles and landlines in, identity, order and card numbers out."""
    assert read_phone(sentence) == said(number)


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ways = st.sampled_from(
    [
        lambda number: number,
        lambda number: f"+86 {number}",
        lambda number: f"{number[:3]} {number[3:7]} {number[7:]}",
        lambda number: f"{number[:3]}-{number[3:7]}-{number[7:]}",
        lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in number),
        lambda number: "".join(SAID[int(digit)] for digit in number),
        lambda number: "，".join("".join(SAID[int(digit)] for digit in part) for part in (number[:3], number[3:7], number[7:])),
    ]
)


@given(mobiles, ways, st.sampled_from(["{}", "我电话{}", "3号楼的，打{}就行", "电话：{}，谢谢"]))
def test_generated_mobiles_come_back(number, way, sentence) -> None:  # type: ignore[no-untyped-def]
    """A mobile written in any of these ways, anywhere in a sentence, is read back."""
    assert read_phone(sentence.format(way(number))) == number


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text makes the reader fail; a number has seven digits, a town's own, to twelve."""
    number = read_phone(text)
    assert number is None or (number.isdigit() and 7 <= len(number) <= 12)


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_an_identity_number_is_no_phone(number: str) -> None:
    """Eighteen digits in a row hold no phone number."""
    assert read_phone(f"身份证{number}") is None


def test_there_are_rows_enough() -> None:
    """The table keeps at least 60 rows."""
    assert len(rows("phones.tsv")) >= 60
