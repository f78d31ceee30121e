"""Short answers and the wish for a human being."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.answers import asks_for_human, read_yes_no, says_later

YES = "对 对的 是的 是 嗯 嗯嗯 可以 没错 没有错 不错 没问题 没有问题 好 好的 好的谢谢 行 行吧 OK 1 确认 正确 要 是我说的 解决了 修好了 满意 都行 👍 对，没错 对的，麻烦了 是啊是啊 嗯对就这样"
NO = "不对 不是 不是的 错了 写错了 改一下 我要改 不行 不要 不用了谢谢 不用 没解决 还没有 没有 没人来 不满意 取消 算了 重新填 0 先别 等等 不对，是5号楼 嗯，改一下时间 不对，我在5号楼2单元，不是3号楼"
NEITHER = "对不对 可以吗 是不是 我想想 3号楼 不清楚 不知道 无所谓 你好 好的但是房号错了 不好意思 谢谢 水管爆了 对面的灯坏了 好多人 是这样的我家的水龙头从昨天开始就一直在滴水不知道谁能来修"


@pytest.mark.parametrize(
    ("text", "answer"),
    [(text, True) for text in YES.split()]
    + [(text, False) for text in NO.split()]
    + [(text, None) for text in NEITHER.split()]
    + [("", None), ("   ", None), ("好的" * 30, None)],
)
def test_a_confirmation_is_read(text: str, answer: bool | None) -> None:
    """Yes, no, or neither: a question back and a story agree to nothing."""
    assert read_yes_no(text) is answer


ASKS = "找真人 转人工 我要跟人说 找楼栋长 人工 帮我叫楼栋长 不想跟机器人聊 能不能转人工客服 叫3号楼楼栋长来 有人工吗 帮我联系一下网格员 你听不懂，换个真人来 书记电话多少 我要找负责人 有没有活人 让楼长来一下"
ASKS_NOT = "你是机器人吗 谢谢楼栋长 想当楼栋长 人工智能怎么学 找个人修灯 找人帮忙搬柜子 我要投诉物业 人工湖脏了 不用找楼栋长了 想找人聊聊 转账怎么弄"


@pytest.mark.parametrize(("text", "asks"), [(text, True) for text in ASKS.split()] + [(text, False) for text in ASKS_NOT.split()])
def test_the_wish_for_a_human_is_heard(text: str, asks: bool) -> None:
    """Somebody who wants a person gets one; who only speaks of one does not."""
    assert asks_for_human(text) is asks


LATER = "先不说 不说 不想说 不方便说 我不想说 先不告诉你们 暂时不写 以后再说 到时候再说 等会再说吧 跳过 skip later Skip."
NOT_LATER = "说不清 不说话的孩子 3号楼 以后再来 不 不用了 我不想活了 先不说这个水管漏水了 到时候再说吧我家在5号楼"


@pytest.mark.parametrize(("text", "later"), [(text, True) for text in LATER.split()] + [(text, False) for text in NOT_LATER.split()])
def test_what_is_left_for_later_is_heard(text: str, later: bool) -> None:
    """The whole message says it, or it says something else."""
    assert says_later(text) is later


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text makes the readers fail."""
    read_yes_no(text)
    asks_for_human(text)
    says_later(text)


@given(st.text(alphabet="对是的嗯好不没错可以行吗了啊，。？ ", max_size=40))
def test_heaps_of_answer_words_are_read(text: str) -> None:
    """Answer words in any order are read in time."""
    read_yes_no(text)
