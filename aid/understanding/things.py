"""Which public thing a complaint is about: the lamp, the lift, the manhole. Words of ours, never the resident's own. Pure."""

from __future__ import annotations

import re

from aid.understanding.text import fold

_THINGS: tuple[tuple[str, str], ...] = (
    ("lift", r"电梯|升降梯"),
    ("lamp", r"灯"),
    ("entrance", r"门禁|单元门(?!口)|楼道门|大门(?!口)|对讲|刷卡"),
    ("manhole", r"井盖|窨井|下水道盖"),
    ("water-off", r"停水|没水|水压"),
    ("power-off", r"停电|没电|跳闸"),
    ("pipes", r"漏水|渗水|水管|管道|下水管|堵了|污水|返水"),
    ("rubbish", r"垃圾|杂物|堆"),
    ("parking", r"停车|车位|挡道|占道|乱停"),
    ("charging", r"充电"),
    ("fire-safety", r"消防|灭火器|消火栓"),
    ("plants", r"树|绿化|草坪|草地|花坛"),
    ("cameras", r"监控|摄像头"),
    ("playground", r"健身|滑梯|秋千|长椅|凉亭"),
    ("paving", r"地砖|路面|坑|台阶|扶手|栏杆"),
    ("pets", r"狗|猫|宠物"),
    ("smell", r"臭|异味|气味|油烟"),
    ("pests", r"老鼠|蟑螂|蚊|虫|白蚁"),
    ("network", r"信号|网络|宽带|wifi"),
    ("outer-wall", r"外墙|墙皮|瓷砖|玻璃|掉落|坠"),
)
THINGS = tuple(name for name, _ in _THINGS)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _THINGS)


def things_in(words: str) -> frozenset[str]:
    """The public things that these words name, by the name of their words in the catalogue (`thing-…`); empty when none is known."""
    folded = fold(words)
    return frozenset(name for name, pattern in _COMPILED if pattern.search(folded))


def may_be_the_same(words: str, other: str) -> bool:
    """False only when both name things and none of them is the same."""
    mine, theirs = things_in(words), things_in(other)
    return not mine or not theirs or bool(mine & theirs)
