"""Lunar days as dates, 2015–2065.

Ours, because `lunardate`, the usual package, is under the GPL-3.0 while this project is under MIT; the months' lengths are facts.
A test compares every day with that package where it is installed.
"""

from __future__ import annotations

from datetime import date, timedelta

_FIRST_YEAR = 2015

# A year: its first day (month and day), its leap month or 0, and its months in their order, + for thirty days, - for twenty-nine.
_YEARS = (
    "0219 0 -+--+-+++-+-",  # 2015
    "0208 0 +-+--+-++-++",
    "0128 6 -+-+--+-+-+++",
    "0216 0 -+-+--+-+-++",
    "0205 0 +-+-+--+--++",
    "0125 4 -+++-+--+-+-+",  # 2020
    "0212 0 -++-+-+-+-+-",
    "0201 0 +-+-++-+-+-+",
    "0122 2 -+--++-++-+-+",
    "0210 0 -+--+-++-++-",
    "0129 6 +-+--+-+-+++-",  # 2025
    "0217 0 +-+--+--+++-",
    "0206 0 ++-+--+--++-",
    "0126 5 +++-+--+--++-",
    "0213 0 ++-+-+-+--++",
    "0203 0 -+-++-+-+-+-",  # 2030
    "0123 3 -++-+-++-+-+-",
    "0211 0 +--+-++-++-+",
    "0131 11 -+--+-+-+++-+",
    "0219 0 -+--+-+-++-+",
    "0208 0 +-+--+--++-+",  # 2035
    "0128 6 ++-+--+--+-++",
    "0215 0 ++-+--+--+-+",
    "0204 0 ++-+-+-+--+-",
    "0124 5 ++-++-+-+-+--",
    "0212 0 +-++-+-++-+-",  # 2040
    "0201 0 -+-+-++-++-+",
    "0122 2 -+--+-+-++-++",
    "0210 0 -+--+--++-++",
    "0130 7 +-+--+--+-+++",
    "0217 0 +-+--+--+-++",  # 2045
    "0206 0 +-+-+-+--+-+",
    "0126 5 +-++-+-+--+-+",
    "0214 0 -++-++-+--+-",
    "0202 0 +-+-++-++-+-",
    "0123 3 -+-+-+-++-++-",  # 2050
    "0211 0 +--+--++-+++",
    "0201 8 -+--+--+-++++",
    "0219 0 -+--+--+-+++",
    "0208 0 -++--+--+-++",
    "0128 6 -++-+-+--+-+-",  # 2055
    "0215 0 +++-+-+--+-+",
    "0204 0 -++-+-+-+-+-",
    "0124 4 +-+-+-++-++--",
    "0212 0 +-+-+-+-+++-",
    "0202 0 +--+--+-+++-",  # 2060
    "0121 3 ++--+--+-+++-",
    "0209 0 ++--+--+-++-",
    "0129 7 ++-+-+--+-+-+",
    "0217 0 ++-+-+--+-+-",
    "0205 0 ++-++-+--+-+",  # 2065
)


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The date of a day of the lunar year that begins in `year`; None outside the table or when the month is too short.

    A leap month is never meant by itself: feasts fall in the ordinary one.
    """
    if not (_FIRST_YEAR <= year < _FIRST_YEAR + len(_YEARS) and 1 <= month <= 12):
        return None
    first, leap, months = _YEARS[year - _FIRST_YEAR].split()
    before = month - 1 + (1 if 0 < int(leap) < month else 0)
    length = 30 if months[before] == "+" else 29
    if not 1 <= day <= length:
        return None
    start = date(year, int(first[:2]), int(first[2:]))
    return start + timedelta(days=sum(30 if sign == "+" else 29 for sign in months[:before]) + day - 1)


def new_year(year: int) -> date | None:
    """春节 of a year."""
    return lunar_day(year, 1, 1)


def new_years_eve(year: int) -> date | None:
    """除夕, the last day of the lunar year, that falls in `year`."""
    day = new_year(year)
    return day and day - timedelta(days=1)
