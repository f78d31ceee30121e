"""空闲时段: read as people write them, never guessed, and written back."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.volunteers.hours import DAY, Span, UnreadableHours, read_hours, tidy, write_hours

WEEK, WORKDAYS, WEEKEND = range(7), range(5), (5, 6)


def on(days: object, *ranges: tuple[float, float]) -> set[Span]:
    """Spans of these hours on these days."""
    return {(day, int(start * 60), int(end * 60)) for day in days for start, end in ranges}  # type: ignore[attr-defined]  # any iterable of ints


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("周一至周五晚上、周末全天", on(WORKDAYS, (18, 22)) | on(WEEKEND, (0, 24))),
        ("工作日下班后，周末", on(WORKDAYS, (18, 22)) | on(WEEKEND, (0, 24))),
        ("每天 18:00-21:00", on(WEEK, (18, 21))),
        ("周三、周六上午", on((2, 5), (8, 12))),
        ("周一晚上、周三下午", on((0,), (18, 22)) | on((2,), (14, 18))),
        ("周一三五晚上7点到9点", on((0, 2, 4), (19, 21))),
        ("周一、三、五 8:00-9:30", on((0, 2, 4), (8, 9.5))),
        ("周二四 八点到十点半", on((1, 3), (8, 10.5))),
        ("下午两点到五点", on(WEEK, (14, 17))),
        ("中午12点到2点", on(WEEK, (12, 14))),
        ("上午、下午", on(WEEK, (8, 12), (14, 18))),
        ("周五至周一", on((4, 5, 6, 0), (0, 24))),
        ("早9点-晚6点", on(WEEK, (9, 18))),
        ("周一18点以后", on((0,), (18, 24))),
        ("周五20:00-02:00", on((4,), (20, 24)) | on((5,), (0, 2))),
        ("每周三下午", on((2,), (14, 18))),
        ("星期天", on((6,), (0, 24))),
        ("周一至周五 8：30—17：30；周日全天", on(WORKDAYS, (8.5, 17.5)) | on((6,), (0, 24))),
        ("随时", set()),
        ("随时都可以", set()),
        ("周一至周日全天", set()),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(words: str, expected: set[Span]) -> None:
    """Days, parts of the day and clock times in the usual mixtures; the empty set is any time."""
    assert set(read_hours(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("weekends", on(WEEKEND, (0, 24))),
        ("Weekday evenings", on(WORKDAYS, (18, 22))),
        ("Mon to Fri 9 to 5", on(WORKDAYS, (9, 17))),
        ("Mon-Fri, 9am-5pm; Sat 10-12", on(WORKDAYS, (9, 17)) | on((5,), (10, 12))),
        ("evenings and weekends", on(WORKDAYS, (18, 22)) | on(WEEKEND, (0, 24))),
        ("weekends and weekday evenings", on(WORKDAYS, (18, 22)) | on(WEEKEND, (0, 24))),
        ("weekends and evenings", on(WORKDAYS, (18, 22)) | on(WEEKEND, (0, 24))),
        ("evenings on weekdays", on(WORKDAYS, (18, 22))),
        ("9 to 5 on weekdays and all day on weekends", on(WORKDAYS, (9, 17)) | on(WEEKEND, (0, 24))),
        ("Tuesday and Thursday mornings", on((1, 3), (8, 12))),
        ("Saturday morning and Sunday", on((5,), (8, 12)) | on((6,), (0, 24))),
        ("weekdays after 6pm", on(WORKDAYS, (18, 24))),
        ("weekday evenings after 7", on(WORKDAYS, (19, 24))),
        ("every day 6-9pm", on(WEEK, (18, 21))),
        ("7:30 to 9:30 in the evening", on(WEEK, (19.5, 21.5))),
        ("Monday, Wednesday and Friday from 2 to 4", on((0, 2, 4), (14, 16))),
        ("11 to 1pm on weekdays", on(WORKDAYS, (11, 13))),
        ("10pm to 2am on Fridays", on((4,), (22, 24)) | on((5,), (0, 2))),
        ("weekdays 18:00-21:00", on(WORKDAYS, (18, 21))),
        ("weekdays 06:00-08:00", on(WORKDAYS, (6, 8))),
        ("I'm free on Saturdays.", on((5,), (0, 24))),
        ("after work", on(WEEK, (18, 22))),
        ("any time", set()),
        ("I am flexible", set()),
    ],
)
def test_hours_are_read_in_english(words: str, expected: set[Span]) -> None:
    """As people write them: days before or after their hours, and the half of the day that can only be meant."""
    assert set(read_hours(words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "after 6", "6 to 9", "before 8", "not on weekends", "weekends except Sunday", "every other Tuesday", "twice a week", "25 to 26", "maybe Monday",
        "evenings on Monday and Tuesday mornings", "I can fix computers", "when my son is at school", "on", "...",
    ],
)  # fmt: skip
def test_english_that_could_mean_two_things_is_refused(words: str) -> None:
    """Six in the morning or in the evening: nobody is called on a guess."""
    with pytest.raises(UnreadableHours):
        read_hours(words)


@pytest.mark.parametrize(
    "words", ["120小时", "不上班的时候", "周末不行", "除了周三", "周一到周五没空", "25点到26点", "8:00-8:00", "24点以后", "、"]
)
def test_what_is_not_understood_is_refused(words: str) -> None:
    """A guess would break a volunteer's own limits, so it is an error."""
    with pytest.raises(UnreadableHours, match="空闲时间"):
        read_hours(words)


spans = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, DAY - 1), st.integers(1, DAY))
    .map(lambda span: (span[0], min(span[1:]), max(span[1:])))
    .filter(lambda span: span[1] < span[2]),
    max_size=12,
)


@given(spans)
def test_written_hours_read_back_as_the_same(given_spans: list[Span]) -> None:
    """What an export writes, an import reads as the same spans."""
    assert read_hours(write_hours(given_spans)) == tidy(given_spans)


@given(spans)
def test_tidy_spans_neither_touch_nor_lose_a_minute(given_spans: list[Span]) -> None:
    """Tidying keeps exactly the minutes that were there."""

    def minutes(each: object) -> set[tuple[int, int]]:
        return {(day, minute) for day, start, end in each for minute in range(start, end)}  # type: ignore[attr-defined]  # spans

    tidied = tidy(given_spans)
    assert minutes(tidied) == minutes(given_spans)
    assert all(one[0] != two[0] or one[2] < two[1] for one, two in itertools.pairwise(tidied))


@given(
    st.lists(
        st.sampled_from(
            [
                "mon",
                "tuesday",
                "weekends",
                "weekdays",
                "and",
                ",",
                "on",
                "-",
                "to",
                "9",
                "5",
                "6pm",
                "18:30",
                "am",
                "mornings",
                "evenings",
                "after",
                "from",
                "every",
                "day",
                "all",
            ]
        ),
        max_size=9,
    )
)
def test_no_english_words_break_the_reader(pieces: list[str]) -> None:
    """The same of English in any order."""
    try:
        found = read_hours(" ".join(pieces))
    except UnreadableHours:
        return
    assert found == tidy(found)


@given(st.text(alphabet="周一二三五日每天晚上午下工作末至到、，; 0123456789:点半-全后前", max_size=24))
def test_no_words_break_the_reader(words: str) -> None:
    """Any mixture is read as valid spans or refused; nothing else happens, and only the whole week reads as any time."""
    try:
        found = read_hours(words)
    except UnreadableHours:
        return
    assert found == tidy(found)
