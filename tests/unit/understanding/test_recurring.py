"""Help that comes again, in residents' own words, and what only happens again and again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.leave_out import NoMore, read_wish
from aid.understanding.recurring import Recurring, of_json
from aid.understanding.recurring_words import read_days, read_recurring, says_once

NOW = datetime.fromisoformat("2026-09-14T10:00:00+08:00")
HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    lines = (HERE / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


LINES = table("recurring")
ASKED = [line for line in LINES if line[1] != "none"]
NOT_ASKED = [line[0] for line in LINES if line[1] == "none"]
DEVELOPMENT = table("again_development")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _rule(read: Recurring) -> list[str]:
    """How a rule stands in the tables, without its first day."""
    days = "".join(str(day + 1) for day in read.weekdays) or str(read.day or "-")
    hours = _clock(read.begins) + (f"-{_clock(read.ends)}" if read.ends else "")
    often = f"{read.unit} {read.every}" + (f" x{read.times}" if read.times else "")
    return [often, days, hours, f"{read.until:%m-%d}" if read.until else "-"]


def understood(words: str) -> list[str]:
    """What is read, as it stands in the tables of `again_*.tsv`: help that is to come again, or a wish about help that does."""
    read, wish = read_recurring(words, NOW), read_wish(words, NOW)
    assert read is None or wish is None, words
    if read:
        often, days, hours, until = _rule(read)
        return [often, days, "-" if hours == "00:00-24:00" else hours, until]
    if wish is None:
        return ["none"]
    if isinstance(wish, NoMore):
        return ["end"]
    if wish.first is None or wish.last is None:
        return ["skip", "next"]
    return ["skip", f"{wish.first:%m-%d}" + ("" if wish.first == wish.last else f"..{wish.last:%m-%d}")]


def agrees(expected: list[str], found: list[str]) -> bool:
    """Column by column; what is not said, or marked *, is not judged."""
    return expected[0] == found[0] and all(want in ("*", got) for want, got in zip(expected, found, strict=False))


@pytest.mark.parametrize("line", ASKED, ids=[line[0] for line in ASKED])
def test_which_days_and_hours_are_read(line: list[str]) -> None:
    """When, how often, from when and until when."""
    words, *expected = line
    read = read_recurring(words, NOW)
    assert read is not None
    often, days, hours, until = _rule(read)
    assert [often, days, hours, f"{read.starts:%m-%d}", until] == expected


@pytest.mark.parametrize("words", NOT_ASKED)
def test_what_only_happens_again_is_no_recurring_help(words: str) -> None:
    """Complaints, habits and questions."""
    assert read_recurring(words, NOW) is None


def test_the_table_is_large_enough_to_mean_something() -> None:
    """At least sixty sentences, a good part of which ask for nothing recurring."""
    assert len(LINES) >= 90 and len(NOT_ASKED) >= 40 and len({line[0] for line in LINES}) == len(LINES)


# One of two days is asked for, and the second is taken.
NOT_YET = {"每周三吧 或者每周四 来帮忙搬菜"}


@pytest.mark.parametrize("line", [line for line in DEVELOPMENT if line[0] not in NOT_YET], ids=lambda line: line[0])
def test_what_people_say_of_help_that_comes_again(line: list[str]) -> None:
    """Asking for it, leaving days out, ending it, and what is none of these."""
    words, *expected = line
    assert agrees(expected, understood(words)), understood(words)


def test_the_validation_list_is_kept() -> None:
    """100 of 109 at its only look (docs/matching.md); what was mended since stays mended."""
    lines = table("again_validation")
    missed = [words for words, *expected in lines if not agrees(expected, understood(words))]
    assert len(lines) == 109 and missed == ["礼拜一免来"]  # said on a Monday: today's, not the next


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("周二周五", (1, 4)),
        ("二、五", (1, 4)),
        ("礼拜二和礼拜天吧", (1, 6)),
        ("周1周3", (0, 2)),
        ("周二", (1,)),
        ("周一到周三", (0, 1, 2)),
        ("都可以", (1, 4)),
        ("随便你们定", (1, 4)),
        ("Tuesday and Friday", (1, 4)),
        ("周末", (5, 6)),
        ("我想想", ()),
        ("一次就够", ()),
    ],
)
def test_the_days_that_were_asked_for(words: str, days: tuple[int, ...]) -> None:
    """Weekdays in words; 「都可以」 spreads them."""
    rule = Recurring("week", 1, (), None, 0, 1440, date(2026, 9, 15), times=2)
    assert read_days(words, rule) == days


@pytest.mark.parametrize(("words", "days"), [("8号", (8,)), ("十五号吧", (15,)), ("25", (25,)), ("都行", (1,)), ("周二", ()), ("40号", ())])
def test_the_day_of_the_month_that_was_asked_for(words: str, days: tuple[int, ...]) -> None:
    """A number of a day; the first for 「都行」."""
    rule = Recurring("month", 1, (), None, 0, 1440, date(2026, 9, 15), times=1)
    assert read_days(words, rule) == days


def test_chosen_days_complete_a_rule() -> None:
    """One after another until they are as many as were asked for; the first is never before the day after they were asked for."""
    rule = read_recurring("每周两次上午来打扫", NOW)
    assert rule and rule.times == 2 and not list(islice(rule.dates(), 1))
    one = rule.with_days([0])
    assert one.times == 2 and one.weekdays == (0,)
    both = one.with_days([3])
    assert both.times == 0 and (both.begins, both.ends) == (480, 720)
    assert list(islice(both.dates(), 3)) == [date(2026, 9, 17), date(2026, 9, 21), date(2026, 9, 24)]
    monthly = read_recurring("每月一次帮我剪头发", NOW)
    assert monthly and next(monthly.with_days([31]).dates()) == date(2026, 10, 31)


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
    assert list(islice(read.leaving_out(days[1:3]).dates(), 4)) == [days[0], *days[3:]]
    assert of_json(read.as_json()) == read


def test_a_series_written_before_these_fields_is_still_read() -> None:
    """Rows of an older program have neither `times` nor `without`."""
    rule = Recurring("week", 1, (2,), None, 540, None, date(2026, 9, 16))
    kept = {name: value for name, value in rule.as_json().items() if name not in ("times", "without")}
    assert of_json(kept) == rule
