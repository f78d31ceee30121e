"""我的数据 and 删除我的数据: read only where a text says that and nothing else."""

from __future__ import annotations

import pytest

from aid.understanding.data_wish import DataWish, read_data_wish

SEE, ERASE = DataWish.SEE, DataWish.ERASE


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("我的数据", SEE), ("我的资料", SEE), ("看看我的个人信息", SEE), ("帮我查一下我的信息。", SEE), ("你们存了我哪些信息?", SEE), ("存着我的什么东西", SEE),
        ("谁看过我的电话", SEE), ("都有谁看过我的资料呢", SEE), ("我想看一下我的数据", SEE),
        ("删除我的数据", ERASE), ("请把我的资料都删掉", ERASE), ("把我的信息全部删除", ERASE), ("注销我的账号", ERASE), ("不要再存我的信息了", ERASE),
        ("麻烦删一下我的聊天记录", ERASE), ("清空我的数据吧", ERASE),
        ("my data", SEE), ("Show me my data", SEE), ("delete my data", ERASE), ("Please erase all my data!", ERASE), ("forget me", ERASE),
        ("my data cable is broken", None), ("delete my data from the old phone", None),
        ("我的数据线坏了", None), ("手机里的资料删掉了, 谁能帮我找回来", None), ("帮我删除手机里的垃圾信息", None), ("我的信息收不到", None),
        ("谁看见我的猫了", None), ("查进度", None), ("我的资料要复印, 谁能代办", None), ("电脑里我的数据丢了", None), ("", None), ("请" * 4000, None),
    ],
)  # fmt: skip
def test_only_the_wish_itself_is_the_wish(text: str, wish: DataWish | None) -> None:
    """A broken data cable and a lost file are needs; these words are about what we keep."""
    assert read_data_wish(text) is wish
