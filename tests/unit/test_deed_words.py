"""A card's button said in words."""

from __future__ import annotations

import pytest

from aid.conversations.deed_words import Deed, deeds_in, moves_time


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("接单", [Deed.ACCEPT]), ("好的, 我来", [Deed.ACCEPT]), ("我接了!", [Deed.ACCEPT]), ("这次不行", [Deed.DECLINE]), ("没空", [Deed.DECLINE]),
        ("我在路上了", [Deed.COMING]), ("我到了", [Deed.ARRIVED]), ("到门口了。", [Deed.ARRIVED]), ("我去不了了", [Deed.STEP_BACK]),
        ("办好了", [Deed.DONE, Deed.SOLVED]), ("修好了", [Deed.DONE, Deed.SOLVED]), ("解决了, 谢谢", [Deed.SOLVED]), ("还没解决", [Deed.NOT_SOLVED]),
        ("没修好", [Deed.NOT_SOLVED]), ("解决了一部分", [Deed.PARTLY]), ("非常满意", [Deed.SATISFIED]), ("不满意", [Deed.NOT_SATISFIED]),
        ("确认办好", [Deed.CONFIRM]), ("On my way", [Deed.COMING]), ("I'm here", [Deed.ARRIVED]), ("solved", [Deed.SOLVED]),
        ("改时间", [Deed.NEW_TIME]), ("我想换个时间", [Deed.NEW_TIME]), ("Change the time", [Deed.NEW_TIME]), ("补充一下", [Deed.MORE]),
        ("改到明天", []), ("补充两个鸡蛋", []),
        ("我来问问什么时候有人来", []), ("修好了吗", []), ("水管修好了又漏", []), ("我到了医院", []), ("你好", []), ("不行了, 快来人", []),
    ],
)  # fmt: skip
def test_only_the_whole_message_is_a_deed(text: str, deeds: list[Deed]) -> None:
    """Who says it decides between two; a question or a longer sentence is none."""
    assert deeds_in(text) == deeds


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("改到后天下午", True), ("不是明天, 是后天早上", True), ("can we move it to tomorrow", True), ("推迟到下周一", True), ("明天下午来", False),
        ("我家水管是昨天开始漏的", False), ("昨天说改成线上交, 我弄了半天也没弄明白, 那个网页到底要怎么填, 你们谁会, 过来教教我行吗", False),
    ],
)  # fmt: skip
def test_what_moves_a_time(text: str, moves: bool) -> None:
    """Short, and with a word for it; a story that has one moves nothing."""
    assert moves_time(text) is moves
