"""When a certificate that ends is spoken of, and which words name its new last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.volunteers.expiring import ENDED, NEWS_FOR, WARNED, choices, read_until, step_due
from aid.volunteers.model import VolunteerSkill

TODAY = date(2026, 9, 16)
NOW = datetime.fromisoformat("2026-09-16T10:00:00+08:00")


@pytest.mark.parametrize(
    ("left", "said", "step"),
    [
        (31, None, None), (30, None, 30), (29, 30, None), (8, 30, None), (7, 30, 7), (7, None, 7), (3, 7, None), (0, 7, None), (0, None, 7),
        (-1, 7, ENDED), (-1, None, ENDED), (-1, ENDED, None), (-30, 7, ENDED), (-31, None, None),
    ],
)  # fmt: skip
def test_each_step_is_said_once(left: int, said: int | None, step: int | None) -> None:
    """30 days before, 7 days before, and on the day after the last; of several gone by at once only the last."""
    assert step_due(TODAY + timedelta(days=left), TODAY, said) == step


@given(st.sets(st.integers(-40, 50), min_size=1))
def test_whatever_days_we_look_on_nothing_is_said_twice_or_backwards(days: set[int]) -> None:
    """Stopped for days or weeks, looked at twice: the steps only go down, and who is looked at near the end hears of it."""
    heard: list[int] = []
    for left in sorted(days, reverse=True):
        for _ in range(2):
            step = step_due(TODAY + timedelta(days=left), TODAY, heard[-1] if heard else None)
            heard += [step] if step is not None else []
    assert heard == sorted(set(heard), reverse=True) and set(heard) <= {*WARNED, ENDED}
    assert (ENDED in heard) is any(-NEWS_FOR.days <= left < 0 for left in days)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2029年5月1日", date(2029, 5, 1)), ("2029-05-01", date(2029, 5, 1)), ("到2029.5.1", date(2029, 5, 1)), ("有效期至2029/05/01", date(2029, 5, 1)),
        ("长期有效", None), ("没有期限", None), ("permanent", None), ("10月1号", date(2026, 10, 1)), ("明年5月1号", date(2027, 5, 1)),
    ],
)  # fmt: skip
def test_the_new_last_day_in_words(words: str, day: date | None) -> None:
    """A date as it stands on paper, or one that is said; 「长期」 has none."""
    assert read_until(words, NOW) == (True, day)


@pytest.mark.parametrize("words", ["2020年5月1日", "还没有", "好的", "2029年13月1日", "昨天"])
def test_what_names_no_day_to_come_is_no_answer(words: str) -> None:
    """Past days, days that do not exist, other words."""
    assert read_until(words, NOW) == (False, None)


def test_the_days_on_the_buttons_are_to_come() -> None:
    """Whole years after the old day; a leap day has its 28th."""
    assert choices(VolunteerSkill(certified_until=date(2024, 2, 29)), TODAY) == [date(2027, 2, 28), date(2030, 2, 28)]
    assert choices(VolunteerSkill(certified_until=date(2026, 9, 30)), TODAY)[0] == date(2027, 9, 30)


def test_another_last_day_begins_anew() -> None:
    """Of the same day everything stays said; of another nothing has been."""
    row = VolunteerSkill(certificate="电工证", certified_until=TODAY, expiry_said=7, lets_lapse=True)
    row.certify("电工证", TODAY)
    assert (row.expiry_said, row.lets_lapse) == (7, True)
    row.certify("电工证", date(2029, 9, 16))
    assert (row.expiry_said, row.lets_lapse) == (None, False)
