"""How long a piece of service took, and how hours are written: pure."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

# A tap is not a stopwatch: what the taps tell is rounded up to this.
STEP = 5
# From the yes alone nobody can tell when the work began; more than this only if the volunteer, or the captain, says so.
LONGEST_WITHOUT_ARRIVAL = timedelta(hours=1)
# Nobody works longer in one piece; whoever forgets to tap 「办好了」 overnight did not work all night.
LONGEST = timedelta(hours=8)
MOST_MINUTES = 24 * 60
# What a captain may settle a dispute on with one tap.
SETTLEMENTS = (15, 30, 45, 60, 90, 120, 180, 240)


class BadMinutes(ValueError):
    """No piece of service takes so long, or so little."""


def counted(accepted: datetime, arrived: datetime | None, agreed: datetime | None, done: datetime) -> tuple[datetime, int]:
    """Since when and how many minutes, as far as taps tell: from the arrival, else from the yes or the agreed time.

    Without an arrival at most LONGEST_WITHOUT_ARRIVAL, which then ends at `done` (art. 7: 科学合理确定服务时间).
    """
    began = arrived or (min(max(accepted, agreed), done) if agreed else accepted)
    longest = LONGEST if arrived else LONGEST_WITHOUT_ARRIVAL
    began = max(began, done - longest)
    return began, max(STEP, STEP * math.ceil((done - began) / timedelta(minutes=STEP)))


def checked(minutes: int) -> int:
    """The minutes themselves; BadMinutes unless they fit into a day."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadMinutes(f"服务时长应在 1 到 {MOST_MINUTES} 分钟之间")
    return minutes


def hours(minutes: int) -> str:
    """「1.5」: hours to one decimal, halves of it rounded up, as the rules count in hours (art. 7)."""
    return f"{math.floor(minutes / 6 + 0.5) / 10:g}"
