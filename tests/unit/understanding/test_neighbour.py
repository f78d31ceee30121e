"""A neighbour as the one helped, and not as the one who helps or disturbs."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.beneficiary import Beneficiary
from aid.understanding.neighbour import helps_neighbour
from aid.understanding.reading import NOTHING_HEARD, as_json, read

from .tables import rows

NOW = datetime.fromisoformat("2026-09-16T10:00:00+08:00")


@pytest.mark.parametrize(("sentence", "who"), rows("neighbours.tsv"))
def test_a_neighbour_who_is_helped_is_told_from_one_who_helps(sentence: str, who: str) -> None:
    """Every row of the table, both kinds."""
    assert helps_neighbour(sentence) is (who == "邻居")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("帮邻居王阿姨取快递", Beneficiary.NEIGHBOUR), ("邻居大哥出院了, 需要人扶上楼", Beneficiary.NEIGHBOUR), ("我邻居李大爷想剪头发", Beneficiary.ELDER),
        ("坐轮椅的邻居下不了坡", Beneficiary.DISABLED), ("找个邻居陪我说说话", Beneficiary.SELF), ("让邻居帮我搬一下柜子", None),
    ],
)  # fmt: skip
def test_who_else_the_neighbour_is_comes_first(sentence: str, who: Beneficiary | None) -> None:
    """What decides who may be asked (old, a child, disabled) is kept; a neighbour counts before nobody, oneself and family."""
    assert read(sentence, NOTHING_HEARD, NOW, frozenset("3")).for_whom is who


def test_the_command_speaks_of_six() -> None:
    """What others rely on keeps its values: there a neighbour is nobody said."""
    assert as_json(read("帮邻居王阿姨取快递", NOTHING_HEARD, NOW, frozenset("3")))["beneficiary"] is None


def test_both_kinds_have_rows_enough() -> None:
    """At least forty of each."""
    said = [who for _, who in rows("neighbours.tsv")]
    assert min(said.count("邻居"), said.count("-")) >= 40


@given(st.text(alphabet="邻居隔壁帮我给他她的家,王阿姨摔了请让谢吵"))
def test_any_text_is_read(text: str) -> None:
    """In any order, and in time."""
    helps_neighbour(text)
