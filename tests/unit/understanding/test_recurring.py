"""Help that comes again, in residents' own words, and what only happens again and again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.recurring import Recurring, of_json, read_recurring, says_once

NOW = datetime.fromisoformat("2026-09-14T10:00:00+08:00")
LINES = [line.split("\t") for line in (Path(__file__).parent / "recurring.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
ASKED = [line for line in LINES if line[1] != "none"]
NOT_ASKED = [line[0] for line in LINES if line[1] == "none"]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@pytest.mark.parametrize("line", ASKED, ids=[line[0] for line in ASKED])
def test_which_days_and_hours_are_read(line: list[str]) -> None:
    """When, how often, from when and until when."""
    words, *expected = line
    read = read_recurring(words, NOW)
    assert read is not None
    days = "".join(str(day + 1) for day in read.weekdays) or str(read.day or "-")
    hours = _clock(read.begins) + (f"-{_clock(read.ends)}" if read.ends else "")
    until = f"{read.until:%m-%d}" if read.until else "-"
    assert [f"{read.unit} {read.every}", days, hours, f"{read.starts:%m-%d}", until] == expected


@pytest.mark.parametrize("words", NOT_ASKED)
def test_what_only_happens_again_is_no_recurring_help(words: str) -> None:
    """Complaints, habits, questions, and help on days that no calendar knows."""
    assert read_recurring(words, NOW) is None


def test_the_table_is_large_enough_to_mean_something() -> None:
    """At least sixty sentences, a good part of which ask for nothing recurring."""
    assert len(LINES) >= 90 and len(NOT_ASKED) >= 40 and len({line[0] for line in LINES}) == len(LINES)


@pytest.mark.parametrize(
    ("words", "once"),
    [
        ("只要这一次", True),
        ("就这一次", True),
        ("不用每周来", True),
        ("只来一趟", True),
        ("对", False),
        ("每周三", False),
        ("这次要两个人", False),
    ],
)
def test_the_resident_may_want_it_once_after_all(words: str, once: bool) -> None:
    """A correction of the card, in words."""
    assert says_once(words) is once


RULES = st.one_of(
    st.builds(Recurring, st.just("week"), st.integers(1, 4), st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
              st.none(), st.just(540), st.just(600), st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.none()),
    st.builds(Recurring, st.just("day"), st.integers(1, 5), st.just(()), st.none(), st.just(540), st.none(),
              st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.none()),
    st.builds(Recurring, st.just("month"), st.just(1), st.just(()), st.integers(1, 31), st.just(540), st.none(),
              st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.none()),
)  # fmt: skip


@given(RULES, st.integers(0, 400))
def test_the_days_of_a_series_rise_and_do_not_hang_on_when_one_looks(read: Recurring, skipped: int) -> None:
    """Looking again from any day finds the same days; what is kept as a row comes back as it was."""
    days = list(islice(read.dates(), 6))
    later = read.starts + timedelta(days=skipped)
    assert days == sorted(set(days)) and all(day >= read.starts for day in days)
    assert list(islice(read.dates(later), 3)) == list(islice((day for day in read.dates() if day > later), 3))
    assert of_json(read.as_json()) == read
