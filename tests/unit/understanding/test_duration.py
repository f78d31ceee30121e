"""How long something took, in people's own words."""

from __future__ import annotations

import pytest

from aid.understanding.duration import read_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("半小时", 30), ("半个钟头", 30), ("一小时", 60), ("一个半小时", 90), ("1小时20分", 80), ("两小时", 120), ("2个小时", 120), ("45分钟", 45), ("四十分钟", 40),
        ("一刻钟", 15), ("一小时半", 90), ("大概一个小时左右", 60), ("花了20分钟吧", 20), ("三小时零五分", 185),
        ("", None), ("半", None), ("好的", None), ("下午三点", None), ("水管漏了半小时", None), ("一会儿", None),
    ],
)  # fmt: skip
def test_a_duration_is_the_whole_text(text: str, minutes: int | None) -> None:
    """A sentence that only mentions one is no answer."""
    assert read_minutes(text) == minutes
