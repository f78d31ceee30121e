"""What stands around a time: words that only look like one, habits, corrections, and whether it is past or wished for."""

from __future__ import annotations

import re

from aid.understanding.text import swap

# What dictation and the speech of 福清 make of the words, sign for sign.
_HEARD = {
    **{"今旦": "今天", "明旦": "明天", "昨旦": "昨天", "昨暝": "昨晚", "今暝": "今晚", "明暝": "明晚"},
    **{"下昼": "下午", "上昼": "上午", "日昼": "中午", "下舞": "下午", "夏午": "下午", "早尚": "早上", "晚尚": "晚上"},
    **{"名天": "明天", "明田": "明天", "后田": "后天", "厚天": "后天", "周莫": "周末", "周沫": "周末", "星其": "星期", "礼败": "礼拜"},
    **{"點": "点", "後": "后", "週": "周", "兩": "两"},
}

_NO_TIMES = re.compile(
    "|".join(
        (
            r"(?:早上|上午|中午|下午|晚上|晚|早)好(?![多几久像])|[早晚]安(?!排|装)",
            r"(?:节日|新年|中秋|春节|元旦|端午|国庆|生日|周末|元宵|新春)(?:节)?(?:快乐|愉快|安康|吉祥)|过年好",
            # How long, or how many of them.
            r"(?:(?<![周期拜初十])[一整]|(?:[一整半两三四五几]|大半|好几)个)(?:上午|下午|早上|晚上|中午|夜晚|白天)(?!\d|[一二三四五六七八九十两]+点)",
            r"(?:(?<![周期拜初十])一|整)整?[夜晚宿](?!上)|整天|通宵",
            r"(?:快|要|马上|就|都|又|临近|刚)(?:要|快)?过年|过年货|年夜饭",
            # Things named after days and hours.
            r"(?:吃|买|煮|包|做|卖|送)(?:点|些|个|碗|袋|的)?元宵|元宵(?=馅|圆)|清明(?:粿|果|上河图)|端午粽|中秋月饼|冬至(?:圆|丸)",
            r"一点(?=点|儿?(?:都|也|不|没|事|小|忙|心|用|力|钱|水|药|声|意|东西|办法|吃))|(?:有|差|早|晚|快|慢|多|少|好|大|小|轻|重)(?:了)?一点(?!钟|半|左右|之?前|以前|以后)",
            r"[早晚](?:一?点|些)(?=[来去到睡回做修弄处解送过告好儿]|$|[,。!?])|早知道|早已|早就",
            r"前天天|先天|后天性|有[一两]天|[那某]天|白天|成天|今后|今生|明白|明年(?!\d|初|[一二三四五六七八九十]|春|国|中秋|元|过|清|端|重|冬|除|正)",
            r"半天(?!假)|(?:大?[前昨今明后]天)?天天?气|(?<![前昨今明后])天天|周周|月月|周而|四周|周边|周围|周到|周转|一周[一二两三四五六七]次|每周[一二两三四五六七]次",
            r"三八线|十一(?:栋|号|楼|单元|个|点(?=滴))|三点水|几点|多少点|\d+点(?:积分|血)",
            # Decimals said aloud: 「六点五公斤」.
            r"[零一二两三四五六七八九十]+点[零一二三四五六七八九]{1,2}(?=公?斤|千克|克|公?里|厘?米|升|度|万|亿|元|块|寸|平|倍|折|瓦|个(?:百分)?点|%|的?血糖|(?:个)?毫)",
            r"[哪几]个?(?:周末|星期|礼拜)",
            r"号称|几号|多少号",
        )
    )
)
_ONE_OCLOCK = re.compile(r"(?<![十零一二三四五六七八九])一点(?!钟|半|整|左右|多|之?前|到|至|-|~|一刻|三刻|过|\d|[零一二三四五]?十|零)")


def mask(folded: str) -> str:
    """The text with everything that is no time, though it looks like one, blotted out sign for sign."""
    folded = swap(folded, _HEARD)
    folded = _NO_TIMES.sub(lambda match: "□" * len(match[0]), folded)
    return _ONE_OCLOCK.sub(_blot_unless_dated, folded)


def _blot_unless_dated(match: re.Match[str]) -> str:
    # 「一点」 is one o'clock after a day or a part of it (「下午一点」), else 「a little」.
    before = match.string[max(0, match.start() - 2) : match.start()]
    return match[0] if re.search(r"[上中下]午|凌晨|晚上|半夜|夜里|[天周号日早晚]$", before) else "□□"


_CLAUSE_END = r",，。.!?！？;；\n"
_WISH = r"要|想|帮|能|可以|谁|请|麻烦|得|需|打算|准备|会|去|约|有空|希望|预约|报名|方便|来(?=修|看|帮|人|接|拿|取|一)|提醒|定在|约在|接|送"
_DID = (
    r"(?:报修?|修|买|丢|摔|掉|捡|装|停|坏|漏|吵|吐|走|倒|晕|撞|偷|被|听|闻|看|见|发现|发烧|打|说|联系|找|来|寄|到|订|交|弄|搞|出|量|吃|喝|提|登记|申请|预约|下单"
    r"|投诉|反映|跟|问|拿|取|还|借|落|忘|烧|断|跳闸|爆|堵|关|敲|响|哭|闹|打架|回)"
)
_HAPPENED_AFTER = re.compile(
    rf"[^{_CLAUSE_END}要想帮能请谁需得]{{0,8}}?(?:到现在|至今|开始|起就|就(?:没|不|一直|停|坏|漏|吵|出|闻|听|报|说|打|买|找|来|去|醒|疼|痛|发|跟|联系|反映)"
    rf"|{_DID}[到见现]?(?:[了过]|的(?!时候|话|人|是))|没(?:开|回|来|接|看|见|吃|睡|人)|醒(?:来|了)|发现|听到|听见|看到|看见|闻到|突然|还好好)"
)
_SINCE = re.compile(r"(?:从|自|自从|打从|打)$")
_EVER_SINCE = re.compile(r".{0,6}?(?:开始|起|到现在|至今|一直|就|没|都)")
_HABIT_BEFORE = re.compile(r"(?:每天?|每个|天天|一到|每到|到了?|老是|总是|经常|平时|平常|往往|常常|有时|不分)(?:的|早上|白天|[,、])?$")
_HABIT_AFTER = re.compile(r"(?:的时候)?(?:总是?|老是|经常|常常|都会|天天|往往|睡不)")
_TAKEN_BACK = re.compile(r"(?:不是|不要|别|原定|原来是?|本来是?|原本|不用|除了)$")
_TAKEN_BACK_AFTER = re.compile(r"(?:的时间)?(?:我|都|全家|家里|可能|要|也)?(?:不行|不方便|来不了|就不用|没空|不在|有事|去不了|没时间)")
# Who is away then may want help just then (「周三不在家, 谁喂下猫」), unless another time is asked for.
_AWAY_AFTER = re.compile(r"(?:的时间)?(?:我|都|全家|家里|可能|要|也)?(?:没空|不在|有事|去不了|没时间)")
_ANOTHER_TIME = re.compile(r"[换改]|别的时间|其他时间|再约|可以$|除外")
_CORRECTED = re.compile(r"(?:改[到成为在]?|换[到成]|推迟到|延[到期]?到?|提前到|挪到|而?是)$")


def clause_of(folded: str, start: int, end: int, stops: str = _CLAUSE_END) -> str:
    """The clause in which the words at `start` to `end` stand."""
    before = re.split(f"[{stops}]", folded[:start])[-1]
    after = re.split(f"[{stops}]", folded[end:], maxsplit=1)[0]
    return before + folded[start:end] + after


def sentence_of(folded: str, start: int, end: int) -> str:
    """The sentence in which the words stand: clauses up to a full stop."""
    return clause_of(folded, start, end, "。!?！？;；\n")


def happened(folded: str, start: int, end: int) -> bool:
    """Whether the words beside a time tell of something that has happened (「周一就报修了」, 「从早上」)."""
    # 「从早上开始」 is past, 「从两点到五点」 is any time.
    since = _SINCE.search(folded[max(0, start - 3) : start]) and _EVER_SINCE.match(folded, end)
    return bool(since or _HAPPENED_AFTER.match(folded, end))


def wished(folded: str, start: int, end: int) -> bool:
    """Whether the clause of a time asks for something."""
    return bool(re.search(_WISH, clause_of(folded, start, end)))


def is_habit(folded: str, start: int, end: int) -> bool:
    """Whether a part of the day is said of every day (「每天晚上」, 「一到半夜」)."""
    return bool(_HABIT_BEFORE.search(folded[max(0, start - 5) : start]) or _HABIT_AFTER.match(folded, end))


TAKEN_BACK = -8
"""The weight of a time that is expressly not meant (「除了周三」, 「周三没空」)."""


def weight(folded: str, start: int, end: int, *, past: bool) -> int:
    """How much a time looks like the one that help is wanted at: corrections first, then wishes, then what lies ahead."""
    before = folded[max(0, start - 4) : start]
    away = _AWAY_AFTER.match(folded, end) and not _ANOTHER_TIME.search(folded, end) and len(folded) - end > 6
    if _TAKEN_BACK.search(before) or (_TAKEN_BACK_AFTER.match(folded, end) and not away):
        return TAKEN_BACK
    score = 8 if _CORRECTED.search(before) else 0
    score += 0 if past else 2
    score += 1 if wished(folded, start, end) else 0
    return score - (1 if happened(folded, start, end) else 0) - (4 if away else 0)


_SENT_OFF = re.compile(r"送.{0,8}(?:上学|去学校|到学校|幼儿园|上班)|上学|早读|晨练|起床|晨跑|赶早|早班|早餐|早饭|早市|天亮|升旗")
_FETCHED = re.compile(r"接|放学|下课|下班|托管|回来|放晚")
_IN_THE_EVENING = re.compile(r"晚饭|晚餐|下班|广场舞|晚自习|夜跑|晚会|夜宵|散步|睡觉|睡前|晚高峰|夜班|天黑")


def speaks_of_early(folded: str, start: int, end: int) -> bool:
    """Whether five or six o'clock is in the morning here: a child is brought to school, somebody rises."""
    sentence = sentence_of(folded, start, end)
    return bool(_SENT_OFF.search(sentence)) and not _FETCHED.search(sentence)


def speaks_of_evening(folded: str, start: int, end: int) -> bool:
    """Whether seven to eleven o'clock is in the evening here: supper, dancing, coming home from work."""
    return bool(_IN_THE_EVENING.search(clause_of(folded, start, end)))
