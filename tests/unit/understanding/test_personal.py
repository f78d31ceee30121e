"""Sentences without who somebody is and where they live."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.personal import without_personal_data
from aid.understanding.phone import read_phone


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("水龙头漏水，我叫林小芳，电话13805912345，住3号楼2单元501", "水龙头漏水"),
        ("3#2-501 灯不亮", "灯不亮"),
        ("幺三八零五九幺二三四五，帮我取快递", "帮我取快递"),
        ("帮王阿姨修灯", "帮阿姨修灯"),
        ("送个充电器到我办公室，12幢1单元702", "送个充电器到我办公室"),
        ("我是陈建国，想问社保", "想问社保"),
        ("13805912345", ""),
        ("孩子三点放学没人接\n急", "孩子三点放学没人接，急"),
        ("联系人：老郑 下水道堵了", "下水道堵了"),
        ("3号楼楼道灯坏了", "3号楼楼道灯坏了"),
        ("我是林场退休的，想报名", "我是林场退休的，想报名"),
        ("帮我妈挂号", "帮我妈挂号"),
    ],
)
def test_what_tells_who_it_is_is_taken_out(text: str, left: str) -> None:
    """Phones, doors, names go; a building's stairwell, a title, a relative stay."""
    assert without_personal_data(text) == left


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["{}", "电话{}，灯坏了", "灯坏了 +86 {}", "打{}找我女儿"]))
def test_no_phone_is_left(number: str, sentence: str) -> None:
    """Wherever it stands."""
    assert read_phone(without_personal_data(sentence.format(number))) is None


@given(st.text())
def test_any_text_becomes_one_line(text: str) -> None:
    """No text makes it fail, and what is left may stand as a line of a file."""
    assert "\n" not in without_personal_data(text)
