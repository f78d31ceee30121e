"""Help that comes again: which days are asked for, which series is meant, which days are left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from aid.conversations.service import known_of
from aid.delivery.page import Button, Extra, Page, Rows
from aid.delivery.taps import Act, encode
from aid.requests import series
from aid.requests.known import days_missing
from aid.requests.model import Series
from aid.understanding.recurring import Recurring, of_json

# The days of a month that are offered as buttons; any other may be said.
DAYS_OF_MONTH = (1, 5, 10, 15, 20, 25)
# So many days are named one by one.
_SPELT_OUT = 5


def _undecided(page: Page) -> Recurring | None:
    """The rule whose days are asked for; None where they have been said before this message was sent."""
    known = known_of(page.conversation)
    return of_json(known["recurring"] or {}) if days_missing(known) else None


def _which_days(page: Page) -> Rows:
    """The days that have not been said yet, or some days of the month."""
    conversation, rule = page.conversation, _undecided(page)
    if rule is None:
        return ()
    if rule.unit == "month":
        days = [page.button("month-day", Act.DAY, conversation.id, day, day=day) for day in DAYS_OF_MONTH]
    else:
        free = [day for day in range(7) if day not in rule.weekdays]
        days = [Button(page.tongue.say("weekday", day=day + 1), encode(Act.DAY, conversation.id, day)) for day in free]
    return (
        *(tuple(days[at : at + 4]) for at in range(0, len(days), 4)),
        (page.button("once", Act.CHANGE, conversation.id, "once"), page.button("drop", Act.WITHDRAW, page.needed_request.id)),
    )


def _which_series(page: Page) -> Rows:
    """Each series with what may be done to it; where days were named, only these are left out."""
    rows, days = [], [page.message.args[name].replace("-", "") for name in ("first", "last") if name in page.message.args]
    for number in page.message.args["series"]:
        row = page.unit.session.get_one(Series, number)
        if row.ended_at is None:
            every = page.tongue.recurring(series.rule_of(row))
            if days:
                rows += [(page.button("leave-out-of", Act.SKIP_SERIES, number, *days, every=every),)]
            else:
                rows += [(page.button("skip-series-of", Act.SKIP_SERIES, number, every=every),)]
                rows += [(page.button("end-series-of", Act.END_SERIES, number, every=every),)]
    return tuple(rows)


def _how_often(page: Page) -> Extra:
    """How often help is to come again, and which of its days have been chosen."""
    rule = _undecided(page)
    if rule is None:
        return {"often": "none", "unit": "none", "chosen": "none", "left": 0}
    chosen = page.tongue.listed((page.tongue.say("weekday", day=day + 1) for day in rule.weekdays), "none")
    return {"often": page.tongue.recurring(rule), "unit": rule.unit, "chosen": chosen, "left": rule.times - len(rule.weekdays)}


def _next_day(page: Page) -> Extra:
    """The days left out, and the one after them."""
    row = page.unit.session.get_one(Series, page.message.args["series"])
    following = page.tongue.day(row.next_day) if row.next_day else "none"
    days = [page.tongue.day(date.fromisoformat(each)) for each in page.message.args["days"]]
    several = page.tongue.say("when-days", day=days[0], until=days[-1]) if len(days) > _SPELT_OUT else page.tongue.listed(days, "")
    return {"days": several, "next": following}


BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "ask_which_days": _which_days,
    "which_series": _which_series,
    "which_series_then": _which_series,
}
EXTRA: dict[str, Callable[[Page], Extra]] = {"ask_which_days": _how_often, "series_skipped": _next_day}
