"""The six scenes of the chain, each with what it expects; played by the demo and by the crash run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from aid.requests.model import Status
from cli.stage import Stage, Unexpected


@dataclass(frozen=True)
class Scene:
    """A letter, what it shows, and the play; the play returns the request's number."""

    letter: str
    title: str
    play: Callable[[Stage], Awaitable[int]]


async def leak(stage: Stage) -> int:
    """A leak at home: the first declines, the second accepts."""
    await stage.says("resident1", "厨房水管漏水了, 地上都是水, 谁会修")
    number = stage.newest()
    stage.expect(number, Status.RECEIVED)
    stage.expect_owner(number, "captain3")
    await stage.taps("resident1", "对")
    stage.expect(number, Status.OFFERING)
    await stage.taps("volunteer1", "这次不行")
    await stage.taps("volunteer2", "接单")
    stage.expect(number, Status.ACCEPTED)
    stage.expect_shown("volunteer2", "3号楼2单元501")
    await stage.taps("volunteer2", "我在路上")
    await stage.passes(timedelta(minutes=20))
    await stage.taps("volunteer2", "我到了")
    await stage.passes(timedelta(minutes=25))
    await stage.taps("volunteer2", "办好了")
    stage.expect(number, Status.DONE)
    await stage.taps("captain3", "确认办好")
    stage.expect(number, Status.CONFIRMED)
    await stage.passes(timedelta(hours=25))
    stage.expect_shown("resident1", "解决了吗")
    await stage.taps("resident1", "解决了")
    await stage.taps("resident1", "满意")
    stage.expect(number, Status.CLOSED)
    return number


async def nobody(stage: Stage) -> int:
    """Nobody answers: the ladder reaches captain and deputy; the captain then asks one named person."""
    await stage.says("resident2", "我家有个旧衣柜要搬到楼下, 太重了我搬不动")
    number = stage.newest()
    await stage.says("resident2", "对")
    stage.expect(number, Status.OFFERING)
    await stage.passes_until(number, Status.WITH_CAPTAIN)
    await stage.passes(timedelta(hours=22))
    stage.expect_shown("captain3", "催办")
    stage.expect_shown("deputy3", "督办")
    await stage.taps("captain3", "指派邻居")
    await stage.taps("captain3", "样例·黄大哥")
    stage.expect(number, Status.OFFERING)
    await stage.taps("volunteer5", "接单")
    stage.expect(number, Status.ACCEPTED)
    await stage.taps("volunteer5", "办好了")
    await stage.taps("captain3", "确认办好")
    await stage.passes(timedelta(days=4))
    stage.expect_shown("resident2", "再问您一声")
    await stage.taps("resident2", "解决了")
    await stage.taps("resident2", "满意")
    stage.expect(number, Status.CLOSED)
    return number


async def emergency(stage: Stage) -> int:
    """An emergency: the number first, captain and vetted neighbours at once."""
    await stage.says("resident1", "我爸突然晕倒了叫不醒, 3号楼2单元501")
    number = stage.newest()
    stage.expect_shown("resident1", "120")
    stage.expect(number, Status.WITH_CAPTAIN)
    stage.expect_shown("captain3", "紧急求助")
    stage.expect_shown("volunteer6", "紧急")
    await stage.taps("volunteer6", "接单")
    stage.expect(number, Status.ACCEPTED)
    await stage.taps("volunteer1", "接单")
    await stage.taps("volunteer6", "我在路上")
    await stage.passes(timedelta(minutes=1))
    await stage.taps("volunteer6", "办好了")
    await stage.taps("volunteer1", "办好了")
    stage.expect(number, Status.DONE)
    await stage.taps("captain3", "确认办好")
    await stage.passes(timedelta(hours=2, minutes=1))
    await stage.taps("resident1", "解决了")
    await stage.taps("resident1", "满意")
    stage.expect(number, Status.CLOSED)
    return number


async def two_at_once(stage: Stage) -> int:
    """Two tap accept at the same moment: one wins, the other is told the truth."""
    await stage.says("resident2", "微信字太小了看不清, 谁来教我调一下手机")
    number = stage.newest()
    await stage.taps("resident2", "对")
    stage.expect(number, Status.OFFERING)
    await stage.tap_at_once(["volunteer4", "volunteer5"], "接单")
    stage.expect(number, Status.ACCEPTED)
    told = [who for who in ("volunteer4", "volunteer5") if "已有人接单" in stage.shown[who][-1].text]
    if len(told) != 1:
        raise Unexpected(f"应恰有一位被告知已有人接单, 实为 {told}")
    winner = "volunteer5" if told == ["volunteer4"] else "volunteer4"
    await stage.taps(winner, "办好了")
    await stage.taps("captain3", "确认办好")
    await stage.passes(timedelta(days=2))
    await stage.taps("resident2", "解决了")
    await stage.taps("resident2", "满意")
    stage.expect(number, Status.CLOSED)
    return number


async def not_solved(stage: Stage) -> int:
    """Not solved: reopened to the same captain, who sees to it."""
    await stage.says("resident1", "卫生间水龙头关不紧一直滴水, 不急, 有空来看看就好")
    number = stage.newest()
    await stage.taps("resident1", "对")
    await stage.taps("volunteer2", "接单")
    await stage.taps("volunteer2", "办好了")
    await stage.taps("captain3", "确认办好")
    await stage.passes(timedelta(days=2))
    await stage.taps("resident1", "还没解决")
    stage.expect(number, Status.WITH_CAPTAIN)
    stage.expect_owner(number, "captain3")
    await stage.taps("captain3", "我来处理")
    await stage.passes(timedelta(hours=1))
    await stage.taps("captain3", "已经办好")
    stage.expect(number, Status.CONFIRMED)
    await stage.passes(timedelta(days=2))
    await stage.taps("resident1", "解决了")
    await stage.taps("resident1", "满意")
    stage.expect(number, Status.CLOSED)
    return number


async def silent(stage: Stage) -> int:
    """A resident who stops answering: a reminder, then a person; and at the end silence is recorded as silence."""
    await stage.says("resident3", "帮我看看电脑, 开不了机")
    number = stage.newest()
    stage.expect(number, Status.RECEIVED)
    stage.expect_owner(number, "secretary")
    await stage.passes_until(number, Status.WITH_CAPTAIN)
    stage.expect_shown("resident3", "还差您一句话")
    await stage.taps("secretary", "我来处理")
    await stage.passes(timedelta(hours=1))
    await stage.taps("secretary", "已经办好")
    await stage.passes_until(number, Status.CLOSED)
    stage.expect_shown("secretary", "打个电话")
    stage.expect_shown("resident3", "未答复")
    return number


SCENES = (
    Scene("a", "家里漏水: 第一位不方便, 第二位接单, 办好, 确认, 回访, 办结", leak),
    Scene("b", "没人回应: 一级级催到楼栋长, 楼栋长点名请人", nobody),
    Scene("c", "紧急求助", emergency),
    Scene("d", "两位志愿者同一刻点了接单", two_at_once),
    Scene("e", "居民说没解决: 重新打开, 还是同一位楼栋长", not_solved),
    Scene("f", "居民说到一半没有下文", silent),
)
