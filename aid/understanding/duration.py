"""How long something took, in words: 「半小时」, 「一个半钟头」, 「1小时20分」."""

from __future__ import annotations

import re

from aid.understanding.numerals import NUMERAL, to_int
from aid.understanding.text import fold

_NUMBER = rf"(?:{NUMERAL}{{1,4}}|两)"
_HOURS = rf"(?:(?P<hours>{_NUMBER})个?(?P<half>半)?(?:小时|钟头|hours?|h)(?:and)?(?P<and>半)?|(?P<alone>半)个?(?:小时|钟头))"
_MINUTES = rf"(?:(?P<minutes>{_NUMBER})(?:分钟?|minutes?|mins?)|(?P<quarters>{_NUMBER})刻钟)"
_DURATION = re.compile(
    rf"(?:(?:大概|大约|差不多|花了|用了|一共|总共|也就)*)(?:{_HOURS})?(?:零|又)?(?:{_MINUTES})?(?:左右|吧|多|不到)*[。.!]*"
)


def read_minutes(text: str) -> int | None:
    """The minutes that the whole text says; None for anything else, and for nothing at all."""
    found = _DURATION.fullmatch(re.sub(r"\s+", "", fold(text)))
    if found is None:
        return None
    minutes = _int(found["hours"]) * 60 + _int(found["minutes"]) + _int(found["quarters"]) * 15
    minutes += 30 * sum(found[name] is not None for name in ("half", "and", "alone"))
    return minutes or None


def _int(words: str | None) -> int:
    return 2 if words == "两" else (to_int(words) or 0) if words else 0
