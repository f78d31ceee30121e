"""How many people a resident asks for: 「需要三个人搬柜子」 → 3. Who lives there or is ill is not who is needed."""

from __future__ import annotations

import re

from aid.understanding.numerals import DIGITS
from aid.understanding.text import fold

_MOST = 12
_PEOPLE = r"(?:人(?!家)|壮汉|小伙子?|年轻人|帮手|志愿者|邻居|男的|大人|师傅|壮劳力)"
_WHO = rf"(?:个|位|名)(?:{_PEOPLE}|(?=$|[,。、!; ]|搬|抬|扛|帮|来))"
_COUNT = r"(?P<count>[1-9]|1[0-2]|[一二两三四五六七八九]|十[一二]?)(?:[、到-]?(?P<more>[2-9]|[三四五六七八九]))?"
_ASKS = r"(?:需要|需|要|得|来|找|请|叫|喊|派|差|缺|再来|帮忙叫)"
_JOB = r"(?:一起|才能|才|来|帮忙|帮我|帮|去|能)?(?:搬|抬|扛|推|挪|拉|扶|拆|装|卸|动手|搭把手|过来)"
_NEEDED = (
    re.compile(rf"{_ASKS}(?:至少|最少|大概|大约|差不多|个)?(?:上|到|用)?{_COUNT}{_WHO}"),
    re.compile(rf"{_COUNT}(?:个|位|名){_PEOPLE}?{_JOB}(?!不)"),
    re.compile(rf"(?:人手|帮手|人)(?:要|需要){_COUNT}(?:个|位|名)"),
)
_TOO_FEW = re.compile(rf"{_COUNT}(?:个人|个|人)(?:都|也|根本|实在)?(?:搬|抬|扛|推|挪|拉|扶|弄|拿)(?:都|也)?不(?:动|了|起|上)")
# Time and amounts that are counted with 个 too.
_OTHER = re.compile(r"(?:个)(?:小时|月|星期|钟头|礼拜|多小时|多月|半)")


def read_headcount(text: str) -> int | None:
    """The number of helpers asked for, 1 to 12; one more than could not do it (「两个人抬不动」 → 3); None when none is named."""
    words = _OTHER.sub("〇", fold(text))
    if found := _TOO_FEW.search(words):
        return min(_number(found) + 1, _MOST)
    for pattern in _NEEDED:
        if found := pattern.search(words):
            return _number(found)
    return None


def _number(found: re.Match[str]) -> int:
    """The larger of 「两三个」."""
    words = found["more"] or found["count"]
    if words.isdigit():
        return int(words)
    if words.startswith("十"):
        return 10 + (DIGITS[words[1]] if len(words) > 1 else 0)
    return DIGITS[words]
