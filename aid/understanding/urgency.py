"""How pressing a message is: the category's default, raised by what it says."""

from __future__ import annotations

import re

from aid.understanding.screen import Alarm
from aid.understanding.taxonomy import CATEGORIES, Group, Urgency

# Said to be in a hurry; "not in a hurry" is taken out first.
_CALM = re.compile(r"不(?:是很|太|着)?急|别急|不用急|没那么急|不赶")
_HURRY = re.compile(r"急|赶紧|马上|立刻|立马|尽快|等不了|来不及|快点|快来|今天之内|今天必须|就要迟到")
# Water or power in the flat: damage grows by the minute.
_DAMAGE = re.compile(
    r"爆(?:了|开|裂)|喷水|漏水|漏得|漏下|往下漏|水漫|漫出|淹|倒灌|到处是水|地上(?:都|全)是水|关不上.{0,4}水|"
    r"(?:家里|屋里|全屋|整个?屋).{0,4}(?:没电|停电|断电)|没电了|跳闸|冒烟|漏电|锁(?:在)?(?:了)?门外|没(?:东西|饭)吃|断药|停药"
)


def read_urgency(text: str, category_id: str, alarm: Alarm | None) -> Urgency:
    """`emergency` with an alarm, else the category's default, raised to `urgent` by hurry or growing damage."""
    if alarm is not None:
        return Urgency.EMERGENCY
    category = CATEGORIES[category_id]
    if category.group is Group.TALK:
        return Urgency.NORMAL
    if category.urgency is Urgency.NORMAL and (_HURRY.search(_CALM.sub("", text)) or _DAMAGE.search(text)):
        return Urgency.URGENT
    return category.urgency if category.urgency is not Urgency.EMERGENCY else Urgency.URGENT
