"""For whom help is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.beneficiary import read_beneficiary

from .tables import rows, said


@pytest.mark.parametrize(("sentence", "who"), rows("beneficiaries.tsv"))
def test_the_one_helped_is_read(sentence: str, who: str) -> None:
    """Every row of the table: only who is said to be helped, never who is merely mentioned."""
    assert read_beneficiary(sentence) == said(who)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text makes the reader fail."""
    read_beneficiary(text)


def test_there_are_rows_enough() -> None:
    """The table keeps at least 60 rows."""
    assert len(rows("beneficiaries.tsv")) >= 60
