"""The phone number in a message, typed or said aloud.

Numbers follow 工信部《电信网编号计划（2017 年版）》: a mobile has eleven digits and begins with 13–19, a landline has an area code
of three or four digits that begins with 0 and seven or eight more.
"""

from __future__ import annotations

import re

from aid.understanding.numerals import DIGITS
from aid.understanding.text import fold

# 妖, 腰, 夭 are what dictation makes of 幺; they are digits only in a long run of digits.
_SAID = {word: str(digit) for word, digit in DIGITS.items() if word != "两"} | dict.fromkeys("妖腰夭", "1")
_SAID_SIGN = f"[{''.join(_SAID)}0-9]"
_SAID_RUN = re.compile(rf"{_SAID_SIGN}(?:[\s,、.·-]{{0,2}}{_SAID_SIGN}){{6,}}")

_SEP = r"[\s\-·.]{0,2}"
_MOBILE_GROUPS = (
    rf"1[3-9]\d(?:{_SEP}\d{{4}}){{2}}|1[3-9]\d{{2}}{_SEP}\d{{4}}{_SEP}\d{{3}}|1[3-9]\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{4}}"
    rf"|1[3-9]\d(?:{_SEP}\d{{3}}){{2}}{_SEP}\d{{2}}|1[3-9]\d{{3}}{_SEP}\d{{6}}|1[3-9]\d{_SEP}\d{{8}}|1[3-9]\d{_SEP}\d{{3}}{_SEP}\d{{5}}"
    rf"|1[3-9]\d(?:{_SEP}\d{{2}}){{4}}"
)
_MOBILE = re.compile(rf"(?<![\d.])(?:(?:\+|00)?86{_SEP}|\(\+?86\){_SEP})?(?P<n>{_MOBILE_GROUPS})(?!\d)")
# The same without groups: one digit after another, as some keyboards and speech engines set them.
_MOBILE_SPACED = re.compile(r"(?<![\d.])(?P<n>1(?:[\s\-]?[3-9])(?:[\s\-]?\d){9})(?!\s?\d)")
_LANDLINE = re.compile(rf"(?<![\d.])(?:\+?86{_SEP})?\(?(?P<area>0(?:10|2\d|[3-9]\d\d))\)?{_SEP}(?P<n>[2-8]\d{{2,3}}{_SEP}\d{{4}})(?!\d)")
_LANDLINE_ABROAD = re.compile(rf"(?<![\d.])\+86{_SEP}(?P<area>(?:10|2\d|[3-9]\d\d)){_SEP}(?P<n>[2-8]\d{{2,3}}{_SEP}\d{{4}})(?!\d)")

_OTHER_NUMBER = re.compile(
    r"(?:单号|订单|运单|快递号|编号|卡号|账号|身份证|证号|取件码|流水号|qq号?|户号|表号|条码|序列号|工号|保单)[\s:是为号码]{0,4}$"
)


def read_phone(text: str) -> str | None:
    """The first phone number of a text as digits only, a mobile before a landline; None when there is none.

    「+86 138-0591-2345」 is "13805912345", 「0591-8528 1234」 "059185281234". Identity, order and card numbers are none.
    """
    folded = _SAID_RUN.sub(_as_digits, fold(text))
    for pattern in (_MOBILE, _MOBILE_SPACED):
        for match in pattern.finditer(folded):
            if not _OTHER_NUMBER.search(folded[: match.start()]) and not _runs_on(folded, match):
                return re.sub(r"\D", "", match["n"])
    for pattern in (_LANDLINE, _LANDLINE_ABROAD):
        for match in pattern.finditer(folded):
            if not _OTHER_NUMBER.search(folded[: match.start()]):
                return "0" + (match["area"] + re.sub(r"\D", "", match["n"])).lstrip("0")
    return None


def _as_digits(match: re.Match[str]) -> str:
    words = match[0]
    if words.isascii():
        return words
    # Spoken pauses arrive as commas; between typed numbers a comma ends one.
    return re.sub(r"(?<=\d)[\s,、.·]+(?=\d)", " ", "".join(_SAID.get(sign, sign) for sign in words))


def _runs_on(folded: str, match: re.Match[str]) -> bool:
    """Whether the digits are a part of a longer grouped number, such as a bank card's."""
    digits_before = re.search(r"(?:\d{4}[ -])+$", folded[: match.start()])
    digits_after = re.match(r"[ -]\d{4}(?:[ -]\d+)", folded[match.end() :])
    return bool(digits_before and " " in match["n"]) or bool(digits_after)
