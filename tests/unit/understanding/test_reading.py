"""One message, read whole, whatever arrives."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.moment import SHANGHAI
from aid.understanding.reading import Parse, as_json, read
from aid.understanding.taxonomy import CATEGORIES
from aid.understanding.text import MAX_LENGTH

BUILDINGS = frozenset(str(number) for number in range(1, 33))
NOW = datetime(2026, 9, 16, 10, 30, tzinfo=SHANGHAI)

# Scripts and encodings as they arrive: halves of pairs, marks without letters, right-to-left, a mojibake, digits of other scripts.
SCRIPTS = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("水漏灯坏楼上帮我妈三点半3号楼-501,，。 、另外还有\n\t"),
        st.sampled_from("😀👨‍👩‍👧‍👦🏽\u200d\ufe0f\u0301\u202e\ud83d\ude00\udc00\x00\x1b\ufffd"),
        st.sampled_from("كيف حالك привет ありがとう 안녕 ๑๒๓ ①②③ ０１２ æ–‡å­—"),
    ),
    max_size=200,
)
RANKINGS = st.lists(st.tuples(st.sampled_from(sorted(CATEGORIES)), st.floats(0, 1)), max_size=25)


def check(text: str, parse: Parse) -> None:
    """Read a message and print it as design §10 says."""
    answer = as_json(read(text, parse, NOW, BUILDINGS, lambda clause: parse.ranking))
    assert len(answer["text"]) <= MAX_LENGTH
    assert answer["needs"]
    assert json.loads(json.dumps(answer, ensure_ascii=False).encode().decode()) == answer


@given(SCRIPTS, RANKINGS)
def test_any_text_of_any_script_is_read(text: str, ranking: list[tuple[str, float]]) -> None:
    """No text, script or half character makes it fail, whatever the model says; what it prints is JSON."""
    check(text, Parse(tuple(ranking), sure=True))


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "gb18030", "utf-16", "latin-1", "shift_jis"]))
def test_bytes_of_a_wrong_encoding_are_read(raw: bytes, encoding: str) -> None:
    """Bytes decoded as what they are not are a text like any other."""
    check(raw.decode(encoding, errors="replace"), Parse((("repair_home", 0.5),), sure=False))


@pytest.mark.parametrize(
    "piece", ["水龙头漏水，", "一#", "帮我妈", "三点", "我家住3号楼2单元501，", "138", "。，", "周一", "\u0301", "妈", "  ", "他"]
)
def test_ten_thousand_signs_are_read(piece: str) -> None:
    """A message far longer than any is read as far as it is kept."""
    check((piece * 10_000)[:10_000], Parse((("repair_home", 0.5), ("errand", 0.3)), sure=False))
