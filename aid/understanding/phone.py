"""The phone number in a message, typed or said aloud.

Numbers follow 工信部《电信网编号计划（2017 年版）》: a mobile has eleven digits and begins with 13–19, a landline has an area code
of three or four digits that begins with 0 and seven or eight more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from aid.understanding.numerals import DIGITS
from aid.understanding.text import fold

# 妖, 腰, 夭 are what dictation makes of 幺; they are digits only in a long run of digits.
_SAID = {word: str(digit) for word, digit in DIGITS.items()} | dict.fromkeys("妖腰夭", "1")
_SAID_SIGN = f"[{''.join(_SAID)}0-9]"
_SAID_RUN = re.compile(rf"{_SAID_SIGN}(?:[\s,、.·-]{{0,3}}{_SAID_SIGN}){{2,}}(?!号楼|号院|栋|幢|单元|座|楼)")
_TYPED = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
# Keycaps (1️⃣) and the letter beside a nought that does not type.
_KEYCAP = re.compile("[\ufe0f\u20e3]")
_LETTERS = re.compile(r"(?<=\d)o(?=\d)")
_TYPED_DASH = re.compile(r"(?<=\d{3})一(?=\d{4})")
_HESITATION = re.compile(r"[,\s]{0,4}(?:等一下|等下|等等|稍等|我看看|我想想|[嗯呃])+[啊哈哦,\s]*")
# 要 is one of them only at the head of a mobile number; 「四个零」 is said of digits that repeat.
_SAID_FIRST = re.compile(rf"要(?=[三四五六七八九3-9](?:[\s,、.·-]{{0,2}}{_SAID_SIGN}){{9}}(?!{_SAID_SIGN}))")
_REPEATED = re.compile(rf"([两二三四五六])个({_SAID_SIGN})(?![个十百千])")
# What people say between the groups of a number they read out: 「138杠5901杠2345」, 「前面138，后面59012345」.
_BETWEEN = re.compile(
    r"(?<=\d{3})[,、.(\s]{0,6}(?:(?:然后|接着|接下来|再[拨打接来]?|横?杠|横线|横|开头的?|打头的?|空一?格|减|点|的?那个号?|的号?|号码是?"
    r"|(?:中间|后面|前面|最后|后|尾数?)(?:[几三四七八\d]位)?|尾号|是|就是|呢|啊|哈|加上?|[()])[,、.:\s]{0,6}){1,4}(?=\d{3})"
)

_SEP = r"[\s\-·•∙‧⁃._/~*+…]{0,3}"
_MOBILE_GROUPS = (
    rf"1[3-9]\d(?:{_SEP}\d{{4}}){{2}}|1[3-9]\d{{2}}{_SEP}\d{{4}}{_SEP}\d{{3}}|1[3-9]\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{4}}"
    rf"|1[3-9]\d(?:{_SEP}\d{{3}}){{2}}{_SEP}\d{{2}}|1[3-9]\d{{3}}{_SEP}\d{{6}}|1[3-9]\d{_SEP}\d{{8}}|1[3-9]\d{_SEP}\d{{3}}{_SEP}\d{{5}}"
    rf"|1[3-9]\d(?:{_SEP}\d{{2}}){{4}}|1[3-9]\d[,、\s]{{1,2}}\d{{4}}[,、\s]{{1,2}}\d{{4}}|\(1[3-9]\d\)(?:{_SEP}\d{{4}}){{2}}"
)
_MOBILE = re.compile(rf"(?<![\d.])(?:(?:\+|00)?86{_SEP}|\(\+?86\){_SEP})?(?P<n>{_MOBILE_GROUPS})(?!\d)")
# The same without groups: one digit after another, as some keyboards and speech engines set them.
_MOBILE_SPACED = re.compile(r"(?<![\d.])(?P<n>1(?:[\s\-]?[3-9])(?:[\s\-,、]{0,2}\d){9})(?!\s?\d)")
_LANDLINE = re.compile(rf"(?<![\d.])(?:\+?86{_SEP})?\(?(?P<area>0(?:10|2\d|[3-9]\d\d))\)?{_SEP}(?P<n>[2-8](?:{_SEP}\d){{6,7}})(?!\d)")
_LANDLINE_ABROAD = re.compile(rf"(?<![\d.])\+86{_SEP}(?P<area>(?:10|2\d|[3-9]\d\d)){_SEP}(?P<n>[2-8]\d{{2,3}}{_SEP}\d{{4}})(?!\d)")
# Seven or eight digits are a number of this town only where the words before say so.
_LANDLINE_WORDS = "座机|固话|固定电话|宅电|家电|家里?的?电话"
_LOCAL_NUMBER = rf"(?<![\d.+-])[2-8](?:{_SEP}\d){{6,7}}(?!\d|[-.]\d| \d{{4}})"
_LOCAL = re.compile(
    rf"(?:(?P<surely>{_LANDLINE_WORDS}|七位数?|(?:门卫|值班|传达|办公|保安)[室厅亭]?)[^\d。!?;\n]{{0,12}}?"
    rf"|(?:电话|tel)[^\d。!?;\n]{{0,8}}?|打[^\d,。!?;\n]{{0,6}}?)"
    rf"(?P<n>{_LOCAL_NUMBER})|(?P<before>{_LOCAL_NUMBER})[^\d。!?;\n]{{0,8}}(?:{_LANDLINE_WORDS})"
)

_OTHER_NUMBER = re.compile(
    r"(?:单号?|订单|[电水]表|煤气表?|燃气表?|天然气|户号|充电桩|桩号|设备|机器|仪器|运单"
    r"|快递号|编号|卡号|[卡账群户表工学会]号|账户|身份证|证号|取件码|[密验证条货]码|流水号?|机身|s/?n|imei|qq号?"
    r"|序列号|保单|车牌|医保|社保|存折|合同|发票|型号)(?:编?号)?"
    r"[\s:是为号码]{0,4}$"
)
_NOT_THEIRS_BEFORE = re.compile(
    r"(?:[旧老]的?(?:号码?|手机号?|电话)|(?:原来|以前|之前|原先)的?(?:号码?|手机号?|电话|是)|不是|(?<!不)[打写留填]错(?:了|成)?|(?:别|不要|不用)再?[打拨]"
    r"|骗子|诈骗|骚扰|推销|陌生)[^,。!?;\d]{0,6}$"
)
_LACKS_ONE = re.compile(r"[少差](?:了|打|写)?一?[个位]数?[^,。!?;\d]{0,6}$")
_NOT_THEIRS_AFTER = re.compile(
    r"\s*(?:元|块|平米|平方|积分|步)|\s*[,(]?(?:[哦噢啊哎]?不?对?,?)(?:这个|那个|那|这|这号|那号|号码?|已经?|早就?|都|现在)*"
    r"(?:不用了|停[机用了]|作废|注销|用不了|空号|没用了|是我?(?:[旧老错]|以前|之前|原来)[的号]|[写打留]错|错了|不对|换了|换掉"
    r"|[少多][打写]|打(?:来|过来)的?|[给跟]我打|[×✗✘]|(?:一直|老是?|又|总)打|❌)"
)
# Between a number and the one that replaces it.
_CORRECTED = re.compile(
    r"[\s,.。!…~()]{0,6}(?:(?:哦|噢|喔|啊|呃|额|唉|哎呀?|诶|等等|等下|等一下|抱歉|不好意思)[\s,.。!…]{0,6}){0,6}"
    r"(?:不对|不是这个|[说打写发念记报输按]错|错了|更正|应该是|改成|改为|换成)[^\d]{0,14}|[\s,啊哦]{0,6}不是[\s,]{0,6}"
)
# 「…7788 写错 最后应该是7789」
_TAIL_CORRECTED = re.compile(
    r"[\s,.。!…~)]{0,6}(?:(?:哦|噢|啊|不好意思)[\s,.。]{0,6}){0,6}(?:不对|[说打写发念记报输按]错|错了)[^\d]{0,6}?(?:最后|后[四4]位|尾号|后面)[^\d]{0,6}(\d{4})(?!\d)"
)


def read_phone(text: str) -> str | None:
    """The first phone number of a text as digits only, a mobile before a landline; None when there is none.

    「+86 138-0591-2345」 is "13805912345", 「0591-8528 1234」 "059185281234", 「座机85281234」 "85281234". Identity, order and card
    numbers are none, nor is one that is taken back (「旧号码…不用了」).
    """
    said = _REPEATED.sub(
        lambda match: match[2] * DIGITS[match[1]],
        _SAID_FIRST.sub("1", _HESITATION.sub(",", _TYPED_DASH.sub("-", _LETTERS.sub("0", _KEYCAP.sub("", fold(text)))))),
    )
    folded = _BETWEEN.sub(" ", _SAID_RUN.sub(_as_digits, said))
    return next(_numbers(folded), None)


def _numbers(folded: str) -> Iterator[str]:
    for pattern in (_MOBILE, _MOBILE_SPACED):
        found = [match for match in pattern.finditer(folded) if not _runs_on(folded, match)]
        replaces = False  # what is said between two numbers is about the first of them
        for match, following in zip_longest(found, found[1:]):
            number, theirs = re.sub(r"\D", "", match["n"]), replaces or _is_theirs(folded, match)
            replaces = bool(following and _CORRECTED.fullmatch(folded, match.end(), following.start()))
            if tail := _TAIL_CORRECTED.match(folded, match.end()):
                yield number[:-4] + tail[1]
            elif theirs and not replaces:
                yield number
    for pattern in (_LANDLINE, _LANDLINE_ABROAD):
        for match in pattern.finditer(folded):
            if _is_theirs(folded, match) and not re.search(r"\d[ -]$", folded[: match.start()]):
                yield "0" + (match["area"] + re.sub(r"\D", "", match["n"])).lstrip("0")
    for match in _LOCAL.finditer(folded):
        group = "n" if match["n"] else "before"
        number = re.sub(r"\D", "", match[group])
        surely = match["surely"] or match["before"] or "七位" in match[0] or len(number) == 8
        before = folded[: match.start(group)][-24:]
        taken_back = _NOT_THEIRS_BEFORE.search(before) or _LACKS_ONE.search(before) or _NOT_THEIRS_AFTER.match(folded, match.end(group))
        if surely and not taken_back:
            yield number


def _is_theirs(folded: str, match: re.Match[str]) -> bool:
    before = folded[: match.start()]
    return not (_OTHER_NUMBER.search(before) or _NOT_THEIRS_BEFORE.search(before[-24:]) or _NOT_THEIRS_AFTER.match(folded, match.end()))


def _as_digits(match: re.Match[str]) -> str:
    words = match[0]
    if words.isascii() or _TYPED.search(words):  # 「13859012345六号楼」
        return words
    # Spoken pauses arrive as commas; between typed numbers a comma ends one.
    return re.sub(r"(?<=\d)[\s,、.·]+(?=\d)", " ", "".join(_SAID.get(sign, sign) for sign in words))


def _runs_on(folded: str, match: re.Match[str]) -> bool:
    """Whether the digits are a part of a longer grouped number, such as a bank card's."""
    digits_before = re.search(r"(?:\d{4}[ -])+$", folded[: match.start()])
    digits_after = re.match(r"[ -]\d{4}(?:[ -]\d+)", folded[match.end() :])
    return bool(digits_before and " " in match["n"]) or bool(digits_after)
