"""How many people residents ask for, in their own words."""

from __future__ import annotations

import pytest

from aid.understanding.headcount import read_headcount


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("需要三个人搬柜子", 3), ("3号楼要两个人帮忙抬冰箱", 2), ("来两个小伙子帮我搬沙发", 2), ("得两三个人抬", 3), ("想找4位志愿者布置会场", 4),
        ("四个人一起抬才行", 4), ("需要2个人 搬钢琴", 2), ("得三四个壮汉", 4), ("人手要5个", 5), ("帮我叫两个人", 2), ("请三位师傅", 3),
        ("十个人来搬椅子", 10), ("要一个人陪我去医院", 1),
        ("一个人搬不动, 谁来帮忙", 2), ("两个人都抬不动这个柜子", 3), ("我一个人抬不起来", 2),
    ],
)  # fmt: skip
def test_the_number_of_helpers_is_read(words: str, count: int) -> None:
    """Said outright, the larger of two, or one more than could not do it."""
    assert read_headcount(words) == count


@pytest.mark.parametrize(
    "words",
    [
        "请帮我搬柜子", "家里三个人都发烧了", "我们家住了五个人", "等了两个小时了", "要三个小时", "楼上来了三个人吵架", "老人一个人在家", "孩子一个人害怕",
        "买两个西瓜", "水龙头要换两个", "要搬两个柜子", "需要两个柜子搬走", "要住三个人", "来个人吧", "找个人帮我修灯", "",
    ],
)  # fmt: skip
def test_who_lives_there_and_what_is_counted_is_not_who_is_needed(words: str) -> None:
    """Households, hours and melons are counted with 个 too."""
    assert read_headcount(words) is None
