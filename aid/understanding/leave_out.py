"""What is said to help that already comes again: 「明天不用来」, 「下周不用来了」, 「以后都不用来了」. Pure.

Whoever has nobody coming again and again may say the same words and mean something else: only the caller knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aid.understanding.moment import SHANGHAI, read_time
from aid.understanding.text import fold


@dataclass(frozen=True)
class LeaveOut:
    """Nobody is needed from `first` to `last`, both included; both None: the next time, whenever that is."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class NoMore:
    """Nobody is needed any more."""


Wish = LeaveOut | NoMore

_NO = (
    r"(?:(?:先|都|就|再|也|暂时|可以)*(?:不用|不必|不要|无需|不需要|不须|免|别|甭)"
    r"(?:再|麻烦|安排|人|你们?|您|师傅|特地|每[天周]|每个?月|每个?星期)*)"
)
_SIDE = r"(?=$|[了啦哈吧呀啊喽,。!; ]|谢|因为)"
_WHOM = r"(?:娃|孩子|小孩|老大|老二|二宝|餐|饭|菜|药|我(?:妈|爸|们)?|他|她|你们?|阿[公嬷]|依[伯姆妈公]|狗|猫|家里?|人|这边|厝里?)*"
_VISIT = (
    r"(?:来|过来|上门|去|送|接|陪|帮|打扫|送餐|送饭|送菜|接送|做饭|煮饭|遛狗?|喂猫?|照[看顾]|探访|陪诊|理发|洗澡|助浴"
    r"|换药|量血压|辅导|教|修|扫|做|洗|念|推|看)+"
)
_DECLINED = re.compile(rf"(?:先|就|都)不(?:来|用来){_SIDE}|{_NO}(?:来)?{_VISIT}{_WHOM}(?:来|去|打扫|送|接|做饭|上门)?{_SIDE}")
_CALLED_OFF = re.compile(
    r"(?:^|[ ,]|(?:周|星期|礼拜)[一二三四五六日天]|[天周月次回趟号午])(?:的[^,。!; ]{0,6})?"
    r"(?:先)?(?:取消|暂停|请假|停)(?:掉)?(?:一[次回天周趟]|吧|(?:了)?$|[ ,。])"
    r"|^[^,。!; ]{0,4}取消(?:掉)?(?=这|下|明|后|今|本|周|星期|礼拜|[0-9])|那[次天回趟](?:就|先)?(?:不要|不用|免)了"
)
_HENCE = re.compile(r"以后|往后|今后|从今|从此|永远|彻底|长期不")
_ENDS = re.compile(
    rf"(?:不用|不必|不要|别|免|不需要)再{_VISIT}{_WHOM}{_SIDE}|(?:不用|不必|不需要)(?:再)?每(?:天|周|日|个?月|个?星期|个?礼拜){_VISIT}"
    r"|(?:取消|停掉?|结束|终止)(?:掉)?(?:我的|这个)?(?:定期|长期|每[天周月日]|每个?星期)|^停掉"
)
_NOT_NEEDED = re.compile(rf"{_NO}(?:来)?{_VISIT}{_WHOM}{_SIDE}|(?:不需要|不用|不要)(?:麻烦|安排)?了")
_NEXT = re.compile(r"(?:这|下)(?:一)?[次回趟]")
_ASKS_BACK = re.compile(r"[?？]|了没有?|[吗么]$|[吗么][ ,。]|用不用|要不要|怎么|为什么|还不来|不来吗|什么|几点|谁|希望|合同|老板|公司|上班")
_ANOTHER_DAY = re.compile(r"改(?:成|到|在|为|天)|换(?:成|到|在)|(?:周|星期|礼拜)[一二三四五六日天1-7](?:再)?来|(?:明|后)天(?:再)?来")
_ENGLISH = re.compile(r"(?:do not|don't|no need to|needn't|need not|please don't) come|skip|no(?:body| one) (?:is )?needed")
_ENGLISH_NO_MORE = re.compile(r"any ?more|ever again|from now on")
_LONGEST = 30
_SHORTER = ((re.compile("国庆(?:七天|长假|假期)"), "国庆那几天"), (re.compile("(?<!礼)拜(?=[一二三四五六日天])"), "礼拜"))


def read_wish(text: str, now: datetime) -> Wish | None:
    """The wish, where these words are one and nothing else: no question, and nobody is to come on another day instead."""
    folded = fold(text).strip()
    if len(folded) > _LONGEST or _ASKS_BACK.search(folded) or _ANOTHER_DAY.search(folded):
        return None
    english = _ENGLISH.search(folded.replace("’", "'"))
    if english and _ENGLISH_NO_MORE.search(folded):
        return NoMore()
    if _ENDS.search(folded) or (_HENCE.search(folded) and _NOT_NEEDED.search(folded)):
        return NoMore()
    if not (english or _DECLINED.search(folded) or _CALLED_OFF.search(folded)):
        return None
    if _NEXT.search(folded):
        return LeaveOut()
    for said, meant in _SHORTER:
        folded = said.sub(meant, folded)
    read = read_time(folded.replace("了", ""), now)  # 「周五别来了」 is not the Friday that has gone by
    if read is None:
        return None
    today = now.astimezone(SHANGHAI).date()
    first = max(read.start.astimezone(SHANGHAI).date(), today)
    last = ((read.end or read.start + timedelta(seconds=1)) - timedelta(seconds=1)).astimezone(SHANGHAI).date()
    return LeaveOut(first, last) if last >= first else None
