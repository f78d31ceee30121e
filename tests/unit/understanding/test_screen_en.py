"""The screen's ear for English: what must raise it, what must not, and that Chinese is left to the other ears."""

from __future__ import annotations

from pathlib import Path

import pytest

from aid.understanding.screen import NUMBERS, EmergencyKind, screen, screen_alone
from aid.understanding.screen_en import heard_in_english

HERE = Path(__file__).parent
POSITIVE = [line.split("\t") for line in HERE.joinpath("emergency_en_positive.tsv").read_text(encoding="utf-8").splitlines()]
NEAR_MISS = HERE.joinpath("emergency_en_near_miss.txt").read_text(encoding="utf-8").splitlines()


def test_there_are_enough_of_both() -> None:
    """Sixty each, of every kind."""
    assert len(POSITIVE) >= 60 and len(NEAR_MISS) >= 60
    assert {row[0] for row in POSITIVE} == set(EmergencyKind)


@pytest.mark.parametrize("row", POSITIVE, ids=[row[1] for row in POSITIVE])
def test_an_emergency_is_heard(row: list[str]) -> None:
    """At once, without any model, with its kind and the number to call: that kind's, or the one that stands in the third column."""
    kind, text, *other = row
    alarm = screen(text)
    assert alarm is not None and (alarm.kind, alarm.number) == (kind, *(other or [NUMBERS[EmergencyKind(kind)]]))
    assert alarm.words  # rules heard it, not odds


@pytest.mark.parametrize("text", NEAR_MISS)
def test_a_near_miss_is_let_through(text: str) -> None:
    """Also where no model can be asked."""
    assert screen(text) is None
    assert screen_alone(text) is None


@pytest.mark.parametrize(
    "text", ["我家的wifi fire wall打不开", "Help! 我的电脑蓝屏了怎么办", "电视Fire TV坏了", "", "3-501", "13800000001", "👍"]
)
def test_english_words_in_chinese_sentences_are_not_read_here(text: str) -> None:
    """Chinese is for the ears that understand it."""
    assert not heard_in_english(text)


@pytest.mark.parametrize("text", ["THERE IS A FIRE", "There’s a  fire\nplease", "fire!!!!!", "Ｆｉｒｅ！"])
def test_however_it_is_typed(text: str) -> None:
    """Capitals, curly apostrophes, blanks, full width."""
    assert screen(text) is not None
