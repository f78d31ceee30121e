"""Feasts and holidays by name: 「中秋」, 「除夕」, 「国庆」, 「母亲节」."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from aid.understanding.lunar import lunar_day, new_year, new_years_eve

Dated = Callable[[int], date | None]


def _fixed(month: int, day: int) -> Dated:
    return lambda year: date(year, month, day)


def _lunar(month: int, day: int) -> Dated:
    # The twelfth month, and late days of the eleventh, fall in the next solar year.
    def dated(year: int) -> date | None:
        found = lunar_day(year, month, day)
        return found if found is None or found.year == year else lunar_day(year - 1, month, day)

    return dated


def _term(constant: float, month: int, exceptions: dict[int, int]) -> Dated:
    """A solar term of 2000–2099 by the usual approximation ⌊0.2422·Y + C⌋ − ⌊Y/4⌋ (寿星通式), with its known exceptions."""

    def dated(year: int) -> date | None:
        if not 2000 <= year <= 2099:
            return None
        short = year % 100
        return date(year, month, int(short * 0.2422 + constant) - short // 4 + exceptions.get(year, 0))

    return dated


def _sunday(month: int, which: int) -> Dated:
    return lambda year: date(year, month, 1) + timedelta(days=(6 - date(year, month, 1).weekday()) % 7 + 7 * (which - 1))


_FESTIVALS: tuple[tuple[str, Dated], ...] = (
    (r"除夕夜?|大年三十|年三十|大年夜|年卅", new_years_eve),
    (r"春节|大年初一|年初一|新春|过年(?!货)", new_year),
    (r"元宵节?", _lunar(1, 15)),
    (r"龙抬头|二月二(?![十月])", _lunar(2, 2)),
    (r"端午节?", _lunar(5, 5)),
    (r"七夕节?", _lunar(7, 7)),
    (r"中元节?|七月半", _lunar(7, 15)),
    (r"中秋节?|八月半|八月十五(?![号日])", _lunar(8, 15)),
    (r"重阳节?|九月九(?![号日])", _lunar(9, 9)),
    (r"腊八节?", _lunar(12, 8)),
    (r"小年夜?(?!轻)", _lunar(12, 24)),
    (r"清明节?", _term(4.81, 4, {})),
    (r"冬至节?|冬节", _term(21.94, 12, {2021: -1})),
    (r"元旦节?", _fixed(1, 1)),
    (r"情人节", _fixed(2, 14)),
    (r"三八(?:妇女)?节|妇女节", _fixed(3, 8)),
    (r"植树节", _fixed(3, 12)),
    (r"五一(?:国际)?(?:劳动)?节?|劳动节", _fixed(5, 1)),
    (r"青年节|五四青年节", _fixed(5, 4)),
    (r"六一(?:国际)?(?:儿童)?节?|儿童节", _fixed(6, 1)),
    (r"七一(?:建党节)?|建党节", _fixed(7, 1)),
    (r"八一(?:建军节)?|建军节", _fixed(8, 1)),
    (r"教师节", _fixed(9, 10)),
    (r"国庆节?|十一(?=假期|长假|黄金周|期间)", _fixed(10, 1)),
    (r"双十一|双11", _fixed(11, 11)),
    (r"双十二|双12", _fixed(12, 12)),
    (r"平安夜", _fixed(12, 24)),
    (r"圣诞节?", _fixed(12, 25)),
    (r"母亲节", _sunday(5, 2)),
    (r"父亲节", _sunday(6, 3)),
)

FESTIVAL = "|".join(f"(?:{pattern})" for pattern, _ in _FESTIVALS)
"""Any feast's name, for building regular expressions."""


def _dated(name: str) -> Dated:
    return next(dated for pattern, dated in _FESTIVALS if re.search(rf"^(?:{pattern.replace('(?=假期|长假|黄金周|期间)', '')})$", name))


def festival_in(name: str, year: int) -> date | None:
    """The day of a feast (a whole match of `FESTIVAL`) in a solar year; None outside 2015–2065."""
    return _dated(name)(year)


def next_festival(name: str, today: date) -> date | None:
    """The feast's next day, today included; None outside the table of years."""
    days = (festival_in(name, year) for year in (today.year, today.year + 1))
    return next((day for day in days if day is not None and day >= today), None)


def last_festival(name: str, today: date) -> date | None:
    """The feast's last day, today included; None outside the table of years."""
    days = (festival_in(name, year) for year in (today.year, today.year - 1))
    return next((day for day in days if day is not None and day <= today), None)


HOLIDAY_LENGTH = {"春": 8, "过": 8, "国": 7, "十": 7, "五": 5, "劳": 5}
"""Days of the public holiday that begins on a feast, by the first sign of its name (国办 2024, 《全国年节及纪念日放假办法》)."""
