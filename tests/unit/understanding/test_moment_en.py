"""Times in English: what people write on a card's question, against a Wednesday morning."""

from __future__ import annotations

from datetime import datetime

import pytest

from aid.understanding.moment import read_time

NOW = datetime.fromisoformat("2026-09-16T10:30:00+08:00")


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("tomorrow", "tomorrow", "09-17T00:00", "09-18T00:00"),
        ("Can you come tomorrow afternoon?", "tomorrow afternoon", "09-17T13:00", "09-17T18:00"),
        ("tomorrow at 3 pm please", "tomorrow at 3 pm", "09-17T15:00", None),
        ("at 3pm tomorrow", "at 3pm tomorrow", "09-17T15:00", None),
        ("tomorrow morning at 9", "tomorrow morning at 9", "09-17T09:00", None),
        ("tomorrow evening at 7", None, "09-17T19:00", None),
        ("tomorrow at 4", "tomorrow at 4", "09-17T16:00", None),
        ("today before 6pm", "today before 6pm", None, "09-16T18:00"),
        ("until Friday", "until friday", None, "09-19T00:00"),
        ("tomorrow 9:30 am", "tomorrow 9:30 am", "09-17T09:30", None),
        ("today 15:00", "today 15:00", "09-16T15:00", None),
        ("tonight at 8 pm", "tonight at 8 pm", "09-16T20:00", None),
        ("this evening", "this evening", None, None),
        ("on Friday", "on friday", "09-18T00:00", "09-19T00:00"),
        ("Friday evening", "friday evening", None, None),
        ("next Monday at 10 am", "next monday at 10 am", "09-21T10:00", None),
        ("this weekend", "this weekend", "09-19T00:00", "09-21T00:00"),
        ("the day after tomorrow in the morning", "the day after tomorrow in the morning", None, None),
        ("in half an hour", "in half an hour", "09-16T11:00", None),
        ("in 20 minutes", "in 20 minutes", "09-16T10:50", None),
        ("in two hours", "in two hours", "09-16T12:30", None),
        ("tomorrow half past 2 pm", None, None, None),
        ("my tap leaks, tomorrow at 14:30 would be fine", "tomorrow at 14:30", "09-17T14:30", None),
    ],
)
def test_a_time_in_english(text: str, words: str | None, start: str | None, end: str | None) -> None:
    """The words as they stand, start, and end of a range."""
    found = read_time(text, NOW)
    assert found is not None
    assert words is None or found.text.lower() == words
    assert start is None or found.start.isoformat() == f"2026-{start}:00+08:00"
    assert end is None or (found.end is not None and found.end.isoformat() == f"2026-{end}:00+08:00")


@pytest.mark.parametrize(
    "text",
    [
        "no water since Monday", "it broke last Friday", "every Sunday there is noise", "I live in building 3", "room 501", "3 of us", "call 13800000001",
        "right now", "as soon as possible", "the sun is too hot", "I sat down", "20 yuan", "ok", "version 15.2",
    ],
)  # fmt: skip
def test_no_time_is_made_up(text: str) -> None:
    """Since when, how often and other numbers are no times at which help is wanted."""
    assert read_time(text, NOW) is None


def test_until_a_day_includes_what_it_says() -> None:
    """A volunteer who rests until Friday, a request that must be done by 5 pm."""
    by = read_time("by 5 pm today", NOW)
    assert by is not None and by.end is not None and by.end.isoformat() == "2026-09-16T17:00:00+08:00"
