"""Numbers as people type and say them: 「501」, 「五零一」, 「五百零一」, 「十二零三」, 「幺二零三」.

Ours instead of cn2an: that package reads only well-formed numerals (「十二零三」 is an error), and its `transform` rewrites the
whole sentence (「一个人」 becomes 「1个人」), so spans would no longer point into what the resident wrote.
"""

from __future__ import annotations

import re

DIGITS = {"零": 0, "〇": 0, "○": 0, "洞": 0, "一": 1, "幺": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "三": 3, "叁": 3, "四": 4, "肆": 4} | {
    "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

NUMERAL = "[0-9零〇一幺二两三四五六七八九十廿百千]"
"""One sign of a number, for building regular expressions on folded text."""


def to_int(words: str) -> int | None:
    """The value of one numeral, or None when it is not one: 「五零一」 501, 「十二零三」 1203, 「二十」 20, 「15」 15."""
    if not words or len(words) > 12:
        return None
    if words.isascii():
        return int(words) if words.isdigit() else None
    if all(sign in DIGITS or sign in "0123456789" for sign in words):
        return int("".join(str(DIGITS.get(sign, sign)) for sign in words))
    return _floor_and_door(words) or _with_units(words)


def to_count(words: str) -> int | None:
    """The value of a numeral that counts, where two neighbouring digits are a guess: 「三五(天)」 is 5, 「一两(天)」 2."""
    if re.fullmatch("[一二两三四五六七八九]{2}", words):
        return DIGITS[words[1]]
    return to_int(words)


def _floor_and_door(words: str) -> int | None:
    """「十二零三」 as a door is spoken: floor twelve, door three."""
    found = re.fullmatch(r"([一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)零([一二三四五六七八九])", words)
    if not found:
        return None
    floor = _with_units(found[1])
    return None if floor is None else floor * 100 + DIGITS[found[2]]


def _with_units(words: str) -> int | None:
    total, pending, last_unit = 0, None, 10_000
    for sign in words:
        if sign in _UNITS:
            unit = _UNITS[sign]
            if unit >= last_unit:
                return None
            total += unit if sign in "廿卅" else (1 if pending is None else pending) * unit
            pending, last_unit = None, 10 if sign in "廿卅" else unit
        elif sign in DIGITS or sign in "0123456789":
            digit = DIGITS[sign] if sign in DIGITS else int(sign)
            if pending:
                return None
            pending = digit
        else:
            return None
    if pending and last_unit >= 100 and last_unit < 10_000 and "零" not in words:
        # 「一百五」 is a hundred and fifty.
        pending *= last_unit // 10
    return total + (pending or 0)
