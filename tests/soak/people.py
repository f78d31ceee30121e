"""The people of a simulated week: 50 residents, 108 volunteers, 20 captains, all invented, and what they are likely to do."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aid.volunteers.skills import skills

RESIDENTS, VOLUNTEERS, CAPTAINS = 50, 108, 20
MINUTE = timedelta(minutes=1)
# What residents write; each is the beginning of a request of its own.
SAYINGS = (
    "厨房的水龙头有点滴水, 想请人来看看", "手机不会用微信, 想找人教一下", "家里的灯不亮了, 谁能帮忙换一下", "有个旧衣柜想搬到楼下, 搬不动",
    "明天想找人陪我去医院看病", "帮我取一下快递, 腿脚不方便", "楼道里的灯坏了好几天了", "楼上晚上很吵, 睡不着", "想找人帮我填个表, 看不懂",
    "电脑开不了机, 有人会修吗", "门锁打不开了, 钥匙转不动", "我家的狗没人遛, 这两天腿疼",
)  # fmt: skip


@dataclass(frozen=True)
class Someone:
    """One person: the chat, and what they are."""

    chat: int
    role: str
    building: str


def compound() -> tuple[dict[str, Any], list[Someone]]:
    """The people as `sample.load` reads them, and who they are; the address is the chat."""
    known = sorted(skills())
    buildings = [str(number) for number in range(1, CAPTAINS + 1)]
    people = [Someone(900_000_000, "secretary", "1")]
    raw: dict[str, Any] = {"secretary": [{"address": "900000000", "name": "样例·严书记"}], "building": [], "resident": [], "volunteer": []}
    for number, building in enumerate(buildings, 1):
        someone = Someone(910_000_000 + number, "captain", building)
        people.append(someone)
        captain = {"address": str(someone.chat), "name": f"样例·楼长{number}"}
        raw["building"].append({"building": building, "captain": captain})
    for number in range(RESIDENTS):
        someone = Someone(920_000_000 + number, "resident", buildings[number % CAPTAINS])
        people.append(someone)
        raw["resident"].append(
            {
                "address": str(someone.chat),
                "name": f"样例·居民{number}",
                "building": someone.building,
                "unit": "1",
                "room": f"{101 + number}",
            }
        )
    for number in range(VOLUNTEERS):
        someone = Someone(930_000_000 + number, "volunteer", buildings[number % CAPTAINS])
        people.append(someone)
        mine = {known[(number + step) % len(known)]: "skilled" for step in range(4)}
        raw["volunteer"].append(
            {
                "address": str(someone.chat),
                "name": f"样例·志愿{number}",
                "building": someone.building,
                "skills": mine,
                "vetted": number % 3 == 0,
            }
        )
    return raw, people


@dataclass(frozen=True)
class Step:
    """What somebody does to a message that they see: after a while, with some likelihood, the button that begins so."""

    label: str
    chance: float
    within: int  # minutes


# By role, in this order: the first button that a message has is the one that is considered.
HABITS: dict[str, tuple[Step, ...]] = {
    "resident": (
        Step("对, 就这样", 0.95, 5), Step("家中小修", 0.9, 3), Step("新的求助", 1.0, 3), Step("1号楼", 1.0, 3), Step("满意", 0.7, 60),
        Step("不满意", 0.3, 60), Step("来得太慢", 0.8, 10), Step("解决了", 0.85, 300), Step("还没解决", 0.05, 600), Step("补充", 0.05, 60),
        Step("改时间", 0.05, 60), Step("明天上午", 0.8, 3),
    ),
    "volunteer": (
        Step("接单", 0.55, 40), Step("这次不行", 0.6, 30), Step("我在路上", 0.8, 60), Step("我到了", 0.8, 40), Step("办好了", 0.9, 90),
        Step("30 分钟", 0.7, 20), Step("没空", 0.3, 5),
    ),
    "captain": (
        Step("确认办好", 0.9, 300), Step("我来处理", 0.5, 120), Step("已经办好", 0.8, 400), Step("电话里说解决了", 0.8, 600),
        Step("说完了", 0.9, 60),
    ),
    "secretary": (Step("我来处理", 0.5, 120), Step("已经办好", 0.8, 400)),
}  # fmt: skip


def choice(role: str, buttons: list[tuple[str, str]], chance: random.Random) -> tuple[str, timedelta] | None:
    """The code that somebody will tap and after how long; None when they let it be."""
    for step in HABITS[role]:
        code = next((code for label, code in buttons if label.startswith(step.label)), None)
        if code is not None and chance.random() < step.chance:
            return code, MINUTE * chance.uniform(0.2, step.within)
    return None
