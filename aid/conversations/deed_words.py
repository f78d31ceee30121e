"""What people say instead of tapping a button of their card, and nothing else in the message. Pure."""

from __future__ import annotations

import enum
import re

from aid.understanding.text import fold


class Deed(enum.StrEnum):
    """What a card can be told, by word or tap."""

    ACCEPT = "accept"  # 接单
    DECLINE = "decline"  # 这次不行
    COMING = "coming"  # 我在路上
    ARRIVED = "arrived"  # 我到了
    DONE = "done"  # 办好了
    STEP_BACK = "step_back"  # 我去不了了
    SOLVED = "solved"  # 解决了
    NOT_SOLVED = "not_solved"  # 还没解决
    PARTLY = "partly"  # 解决了一部分
    SATISFIED = "satisfied"  # 满意
    NOT_SATISFIED = "not_satisfied"  # 不满意
    CONFIRM = "confirm"  # 确认办好
    MORE = "more"  # 补充
    NEW_TIME = "new_time"  # 改时间


_FIXED = r"(?:办|弄|修|搞|装|换|做|处理)(?:好|完|妥)|搞定|完成|完事"
_WORDS: dict[Deed, str] = {
    Deed.ACCEPT: r"(?:好的?)?(?:我)?接(?:单|这单|这个|了)|(?:好的?)?我(?:来|去|接)(?:吧|帮)?|我(?:可以|能)(?:去|来|帮|接)|accept"
    r"|i(?:'ll|will)go",
    Deed.DECLINE: r"(?:我)?(?:这次|今天|现在)?(?:不行|没空|不方便|接不了)(?:了)?|(?:我)?(?:这次)?不接(?:了|单)?|notthistime|ican't",
    Deed.COMING: r"(?:我)?(?:已经)?(?:在路上|出发|出门|过来)了?|onmyway|i'monmyway",
    Deed.ARRIVED: r"(?:我)?(?:已经)?(?:到|到门口|到楼下)了|i'mhere|arrived",
    Deed.DONE: rf"(?:我)?(?:已经|都)?(?:{_FIXED})了|done|it'sdone",
    Deed.STEP_BACK: r"(?:我)?(?:临时|今天)?(?:有事)?(?:去|来)不了了?|ican'tcome|ican'tmakeit",
    Deed.SOLVED: rf"(?:已经|都)?(?:解决|{_FIXED})了(?:谢谢(?:您|你|大家)?)?|solved|it'ssolved|fixed",
    Deed.NOT_SOLVED: r"(?:还|都)?(?:没|没有|未)(?:解决|弄好|修好|办好|处理好)(?:呢)?|还是不行|notsolved|notfixed",
    Deed.PARTLY: r"(?:只)?解决了?一(?:部分|半|些)|部分解决|partlysolved",
    Deed.SATISFIED: r"(?:很|非常|挺|比较)?满意|satisfied|happy",
    Deed.NOT_SATISFIED: r"(?:很|非常)?不(?:太)?满意|notsatisfied|nothappy",
    Deed.MORE: r"(?:我)?(?:想|要)?(?:再)?补充(?:一下|一点|几句|一句)?|addsomething|iwanttoaddsomething",
    Deed.NEW_TIME: r"(?:我)?(?:想|要)?(?:改|换)(?:个|一个|一下)?时间(?:可以吗|行吗|吧)?|时间(?:要|想)?改一下|(?:change|changethe)time",
    Deed.CONFIRM: r"确认(?:办好|完成)?(?:了)?|办好了确认|confirm(?:ed)?",
}
# 「改到后天下午」, 「不是明天, 是后天早上」: a correction of the time, with the time in it.
_MOVES = re.compile(r"(?:改|换|挪|推迟|推|延|提前)(?:到|成|为)|不是[^是]{1,10}是|(?:move|change|reschedule|postpone)\b.{0,20}\bto\b")
_LONGEST_MOVE = 40
_COMPILED = {deed: re.compile(pattern) for deed, pattern in _WORDS.items()}


def deeds_in(text: str) -> list[Deed]:
    """What the whole message may say: 「修好了」 is done to who mends, solved to whom it is mended."""
    said = re.sub(r"[\s,,。.!!??~、]+", "", fold(text).replace("’", "'"))
    return [deed for deed, pattern in _COMPILED.items() if pattern.fullmatch(said)]


# The other buttons of a captain's card.
_DESK = re.compile(
    r"我来处理|指派(?:邻居|志愿者)?|已经办好|备注|改类别|等居民回话|等到某天|延期|转同盟单位|转介|退单|合并|takeover|choosevolunteer|note"
)


def of_the_desk(text: str) -> bool:
    """Whether the whole message is a button of a captain's card."""
    return _DESK.fullmatch(re.sub(r"[\s,,。.!!]+", "", fold(text))) is not None


def moves_time(text: str) -> bool:
    """Whether a short message puts something off or corrects it; whether it names a time is for the reader of times."""
    return len(text) <= _LONGEST_MOVE and _MOVES.search(fold(text)) is not None
