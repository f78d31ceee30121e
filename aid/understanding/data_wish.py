"""Whether somebody asks for what we keep about them: 「我的数据」, 「删除我的数据」. Only such words and nothing beside them."""

from __future__ import annotations

import re
from enum import StrEnum

from aid.understanding.text import fold


class DataWish(StrEnum):
    """To see it, or to have it erased."""

    SEE = "see"
    ERASE = "erase"


_LONGEST = 30  # signs
_AROUND = r"(?:[请您你们帮啊吧呀呢吗么了的,。!?\s]|麻烦|帮我|谢谢|我想|我要|给我|全部|所有|都|全|一下)*"
_WHAT = r"(?:个人)?(?:数据|资料|信息|隐私|聊天记录|记录)"
_ERASE_WORD = r"(?:删除?掉?|清除|清空|抹掉|抹去|注销|忘掉)"
_SEE = (
    rf"(?:看一?看|查一?查|查询|看|查|显示|导出)?一?下?我的?{_WHAT}",
    rf"(?:存|保存|记|留|收集)(?:着|了|过)?我的?(?:什么|哪些|多少)(?:{_WHAT}|东西)?",
    rf"(?:都有)?谁看过我的?(?:{_WHAT}|门牌|电话|地址)?",
    r"(?:show (?:me )?|see )?my data|who (?:saw|has seen) my data",
)
_ERASE = (
    rf"{_ERASE_WORD}一?下?我的?(?:{_WHAT}|账号|帐号)",
    rf"把?我的?(?:{_WHAT}|账号|帐号)(?:都|全|全部|统统)?(?:给我)?{_ERASE_WORD}",
    rf"(?:不要|别|不许)再?(?:存|保存|留|记)着?我的?{_WHAT}",
    r"(?:please )?(?:delete|erase|remove) (?:all )?my (?:data|account)|forget me",
)


def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{_AROUND}(?:{'|'.join(patterns)}){_AROUND}")


_SEES, _ERASES = _whole(_SEE), _whole(_ERASE)


def read_data_wish(text: str) -> DataWish | None:
    """The wish, if the text says it and nothing else; 「我的数据线坏了」 is a need like any other."""
    folded = fold(text).strip()
    if len(folded) > _LONGEST:
        return None
    if _ERASES.fullmatch(folded):
        return DataWish.ERASE
    return DataWish.SEE if _SEES.fullmatch(folded) else None
