"""Courtesies around a message."""

from __future__ import annotations

import pytest

from aid.understanding.courtesy import to_the_point
from aid.understanding.odds import grams
from aid.understanding.text import fold

POINT = "我家水管漏了"


@pytest.mark.parametrize(
    "hail",
    [
        "你好，",
        "您好 ",
        "你好",
        "在吗？",
        "早上好！",
        "楼栋长你好，",
        "小助手你好 ",
        "有人吗，",
        "有人吗",
        "哈喽哈喽，",
        "喂你好",
        "不好意思打扰一下，",
        "各位邻居早安！",
        "亲，",
        "医生您好",
    ],
)
def test_the_point_is_what_is_left(hail: str) -> None:
    """With or without a sign after it, whoever is greeted."""
    assert to_the_point(fold(hail + POINT)) == fold(POINT)


@pytest.mark.parametrize("thanks", ["，谢谢", "，麻烦了", " 谢谢啦🙏", "。非常感谢！", ",拜托了", "，谢谢你们，辛苦了", " thanks!"])
def test_thanks_at_the_end_are_left_out(thanks: str) -> None:
    """After a sign; before the point only where much is left."""
    assert to_the_point(fold(POINT + thanks)) == fold(POINT)
    assert to_the_point(fold("谢谢你们,辛苦了。我妈的药吃完了谁能去一趟药店")) == "我妈的药吃完了谁能去一趟药店"


@pytest.mark.parametrize(
    "text",
    [
        "谢谢,灯很亮", "修好了,谢谢", "谢谢", "太感谢了,你真是帮了大忙", "麻烦帮我拿一下快递", "我要感谢王师傅", "电梯又坏了,真麻烦", "我一个人带两个娃,辛苦", "你好", "你好呀", "早", "哈喽哈喽", "hello 在吗", "晚安,明天见", "你好久没来我家看看了", "你好厉害啊都会修", "早餐店在哪里呀", "亲戚来了住不下", "在家里没水了怎么办",
        "师傅好手艺啊这个灯", "阿姨好像摔了一跤快来看", "有人打我快来人啊", "有没有人会修电脑啊", "你好,救命", "大家好像都停水了", "",
    ],
)  # fmt: skip
def test_nothing_else_is_taken_away(text: str) -> None:
    """A mere greeting, a short cry, and words that only begin like a greeting."""
    assert to_the_point(text) == text


def test_the_odds_of_danger_do_not_depend_on_politeness() -> None:
    """What a message tells of is heard alike with and without 「你好」."""
    assert grams("您好，" + POINT) == grams(POINT)
    assert grams("你好") != set()
