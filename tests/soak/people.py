"""The people of a simulated week: 50 residents, 108 volunteers, 20 captains, all invented, and what they are likely to do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aid.volunteers.skills import skills

RESIDENTS, VOLUNTEERS, CAPTAINS = 50, 108, 20
MINUTE = timedelta(minutes=1)
FIRST = {"secretary": 900_000_000, "captain": 910_000_000, "resident": 920_000_000, "volunteer": 930_000_000}
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
    people = [Someone(FIRST["secretary"], "secretary", "1")]
    raw: dict[str, Any] = {
        "secretary": [{"address": str(people[0].chat), "name": "样例·严书记"}],
        "building": [],
        "resident": [],
        "volunteer": [],
    }
    for number, building in enumerate(buildings, 1):
        someone = Someone(FIRST["captain"] + number, "captain", building)
        people.append(someone)
        captain = {"address": str(someone.chat), "name": f"样例·楼长{number}"}
        raw["building"].append({"building": building, "captain": captain})
    for number in range(RESIDENTS):
        someone = Someone(FIRST["resident"] + number, "resident", buildings[number % CAPTAINS])
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
        someone = Someone(FIRST["volunteer"] + number, "volunteer", buildings[number % CAPTAINS])
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
    """What somebody does to a message that they see: after a while, with some likelihood. They tap the button that begins so,
    or, with `says`, they answer in words a text that has this in it; `what` comes beside the words."""

    label: str
    chance: float
    within: int  # minutes
    says: str = ""
    what: dict[str, Any] = field(default_factory=dict)


PHOTO = {"photo": [{"file_id": "photo-1", "file_unique_id": "p1", "width": 800, "height": 600, "file_size": 90_000}]}
# By role, in this order: the first button that a message has is the one that is considered.
HABITS: dict[str, tuple[Step, ...]] = {
    "resident": (
        Step("对, 就这样", 0.95, 5), Step("家中小修", 0.9, 3), Step("新的求助", 1.0, 3), Step("1号楼", 1.0, 3), Step("满意", 0.7, 60),
        Step("不满意", 0.3, 60), Step("来得太慢", 0.8, 10), Step("解决了", 0.85, 300), Step("还没解决", 0.05, 600), Step("补充", 0.05, 60),
        Step("改时间", 0.05, 60), Step("明天上午", 0.8, 3), Step("对邻居说声谢谢", 0.5, 10), Step("您要补充什么", 0.9, 3, "门铃坏了, 请敲门"),
        Step("想对帮您的邻居说什么", 0.9, 3, "谢谢您, 真是帮了大忙"), Step("接单了, 会来帮您", 0.2, 10, "好的, 我在家等"),
        Step("帮您的邻居说", 0.5, 5, "好, 谢谢"), Step("哪一类? 点一下", 0.3, 3, "家里的东西坏了想修"),
    ),
    "volunteer": (
        Step("接单", 0.55, 40), Step("这次不行", 0.6, 30), Step("没空", 0.3, 5), Step("您已接单", 0.2, 10, "我带了工具, 一会儿就到"),
        Step("我在路上", 0.8, 60), Step("10 分钟到", 0.5, 2), Step("我到了", 0.8, 40), Step("办好了", 0.9, 90),
        Step("这次一共花了多久", 0.2, 10, "一个半小时"), Step("这次一共花了多久", 0.2, 10, what=PHOTO), Step("30 分钟", 0.7, 20),
        Step("顺利", 0.5, 5), Step("愿意", 0.5, 5), Step("给下一位邻居留句话", 0.3, 5), Step("下一位去这户的邻居", 0.9, 5, "敲门要重一点"),
    ),
    "captain": (
        Step("确认办好", 0.9, 300), Step("我来处理", 0.5, 120), Step("已经办好", 0.8, 400), Step("电话里说解决了", 0.8, 600),
        Step("说完了", 0.9, 60),
    ),
    "secretary": (Step("我来处理", 0.5, 120), Step("已经办好", 0.8, 400)),
}  # fmt: skip


def choice(
    role: str, text: str, buttons: list[tuple[str, str]], decided: set[str], chance: random.Random
) -> tuple[str, dict[str, Any], timedelta] | None:
    """What somebody will do about a message, how, and after how long; None when they let it be. What was `decided` about it
    once, as it stood before an edit, is not thought over again."""
    for step in HABITS[role]:
        in_words = step.says or step.what
        code = next((code for label, code in buttons if label.startswith(step.label)), None)
        if not (step.label in text if in_words else code) or step.label in decided:
            continue
        if chance.random() >= step.chance:
            continue
        decided.add(step.label)
        after = MINUTE * chance.uniform(0.2, step.within)
        return ("write", {"text": step.says or None, "what": step.what}, after) if in_words else ("tap", {"code": code}, after)
    return None


Happening = tuple[datetime, str, dict[str, Any]]


def requests(opening: datetime, days: float, chance: random.Random) -> Iterator[Happening]:
    """Each resident asks for something once or twice in the week, by day, at an hour of their own."""
    for number in range(RESIDENTS):
        for _ in range(chance.choice((1, 1, 2))):
            at = opening + timedelta(days=chance.uniform(0, max(days - 1, 0.1)))
            at = at.replace(hour=chance.randint(8, 21), minute=chance.randint(0, 59))
            if at >= opening:
                yield at, "write", {"chat": FIRST["resident"] + number, "text": chance.choice(SAYINGS)}


def incidents(opening: datetime, chance: random.Random) -> Iterator[Happening]:
    """What makes a week hard: two emergencies, a power cut that everybody writes about, one who does not stop writing, edited
    and repeated messages, people who block the bot or leave Telegram, a Telegram that is busy or not there."""
    resident, volunteer = FIRST["resident"], FIRST["volunteer"]

    def at(day: int, hour: int, minute: int = 0) -> datetime:
        return opening.replace(hour=hour, minute=minute) + timedelta(days=day)

    yield at(1, 3, 10), "write", {"chat": resident + 3, "text": "老伴晕倒了叫不醒, 快来人"}
    yield at(4, 18, 20), "write", {"chat": resident + 8, "text": "厨房着火了, 4号楼"}
    for number in range(RESIDENTS):
        when = at(3, 19) + timedelta(seconds=chance.uniform(0, 60))
        yield when, "write", {"chat": resident + number, "text": "家里突然停电了, 能来人看看吗"}
    for number in range(40):
        yield at(2, 10), "write", {"chat": resident + 11, "text": f"在吗 {number}", "flood": True}
    yield at(1, 9), "write", {"chat": resident + 20, "text": "我家窗户关不上"}
    yield at(1, 9, 1), "edit", {"chat": resident + 20, "text": "我家厨房窗户关不上, 想请人修"}
    yield at(1, 11), "write", {"chat": resident + 21, "text": "我家马桶堵了, 谁会通"}
    yield at(1, 11), "again", {}
    yield at(0, 12), "trouble", {"block": [volunteer + 4, volunteer + 30, resident + 40], "delete": [volunteer + 50]}
    yield at(4, 9), "trouble", {"unblock": [resident + 40]}
    yield at(4, 9), "write", {"chat": resident + 40, "text": "我又回来了, 家里的灯坏了想请人换"}
    busy = {str(chat): (at(3, 19, 3)).isoformat() for chat in (resident, resident + 1, FIRST["captain"] + 1)}
    yield at(3, 19), "trouble", {"flood": busy}
    yield at(2, 15), "trouble", {"down": True}
    yield at(2, 15, 12), "trouble", {"down": False}
