"""When help is wanted: Chinese words for time against `now`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.festivals import festival_in
from aid.understanding.lunar import lunar_day
from aid.understanding.moment import SHANGHAI, read_time

from .tables import rows, said

THURSDAY = datetime(2025, 11, 20, 10, 0, tzinfo=SHANGHAI)


def at(words: str) -> datetime | None:
    """An instant of a table; one without a year is in 2025."""
    if words == "-":
        return None
    return datetime.fromisoformat(words if len(words) > 11 else f"2025-{words}").replace(tzinfo=SHANGHAI)


def check(sentence: str, words: str, start: str, end: str, now: datetime) -> None:
    """Compare one reading with its row."""
    reading = read_time(sentence, now)
    got = (reading.text, reading.start, reading.end) if reading else (None, None, None)
    assert got == (said(words), at(start), at(end))


@pytest.mark.parametrize(("sentence", "words", "start", "end"), rows("times.tsv"))
def test_a_time_is_read_on_a_thursday_morning(sentence: str, words: str, start: str, end: str) -> None:
    """Every row of the table is read exactly: the words, the start and the end."""
    check(sentence, words, start, end, THURSDAY)


@pytest.mark.parametrize(("now", "sentence", "words", "start", "end"), rows("times_elsewhen.tsv"))
def test_a_time_is_read_at_other_hours(now: str, sentence: str, words: str, start: str, end: str) -> None:
    """The same words mean other times in the evening, at the end of a month, before the new year."""
    check(sentence, words, start, end, datetime.fromisoformat(now).replace(tzinfo=SHANGHAI))


def test_now_may_come_in_any_zone() -> None:
    """The clock's UTC is turned into Shanghai's time before anything is read."""
    reading = read_time("明早八点", datetime(2025, 11, 20, 20, 0, tzinfo=UTC))
    assert reading is not None
    assert reading.start.isoformat() == "2025-11-22T08:00:00+08:00"


def test_a_naive_now_is_refused() -> None:
    """A time without an offset is a guess."""
    with pytest.raises(ValueError, match="offset"):
        read_time("明天", datetime(2025, 11, 20))


def test_there_are_rows_enough() -> None:
    """The tables keep at least 150 rows."""
    assert len(rows("times.tsv")) + len(rows("times_elsewhen.tsv")) >= 150


moments = st.datetimes(datetime(2020, 1, 1), datetime(2060, 12, 31)).map(lambda now: now.replace(tzinfo=SHANGHAI))


@given(moments, st.integers(0, 59), st.integers(7, 12))
def test_tomorrow_morning_comes_back(now: datetime, minute: int, hour: int) -> None:
    """「明天早上H点M分」 is that minute of the next day."""
    reading = read_time(f"麻烦明天早上{hour}点{minute}分来", now)
    assert reading is not None
    assert reading.start == datetime.combine(now.date() + timedelta(days=1), time(hour, minute), SHANGHAI)
    assert reading.end is None


@given(moments, st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_full_dates_come_back(now: datetime, day: date) -> None:
    """A date with its year is that whole day, whenever it is said."""
    for words in (f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}"):
        reading = read_time(f"预约在{words}，谢谢", now)
        assert reading is not None
        assert (reading.text, reading.start.date(), reading.end) == (words, day, reading.start + timedelta(days=1))


@given(moments, st.integers(13, 23), st.integers(0, 59))
def test_a_24_hour_time_is_the_coming_one(now: datetime, hour: int, minute: int) -> None:
    """「HH:MM」 after noon is the next such minute."""
    reading = read_time(f"{hour}:{minute:02}过来", now)
    assert reading is not None
    assert now < reading.start <= now + timedelta(days=1)
    assert (reading.start.hour, reading.start.minute) == (hour, minute)


@given(moments, st.integers(0, 6), st.sampled_from(["周", "星期", "礼拜"]))
def test_a_weekday_is_the_coming_one(now: datetime, weekday: int, week: str) -> None:
    """A bare weekday lies within the seven days that begin today, with 下 in the next Monday-to-Sunday week."""
    name = week + "一二三四五六日"[weekday]
    coming, following = read_time(name, now), read_time("下" + name, now)
    assert coming is not None
    assert following is not None
    assert 0 <= (coming.start.date() - now.date()).days < 7
    assert coming.start.weekday() == following.start.weekday() == weekday
    monday = now.date() - timedelta(days=now.weekday())
    assert 7 <= (following.start.date() - monday).days < 14


@given(moments, st.integers(1, 90))
def test_minutes_from_now_come_back(now: datetime, minutes: int) -> None:
    """「N分钟后」 is exactly that."""
    reading = read_time(f"{minutes}分钟后来", now)
    assert reading is not None
    assert reading.start == now + timedelta(minutes=minutes)


@given(st.text(), st.datetimes(timezones=st.just(UTC)))
def test_any_text_at_any_time_is_read(text: str, now: datetime) -> None:
    """No text and no present makes the reader fail; what it reads is a part of the text and ends after it starts."""
    now = min(max(now, datetime(1990, 1, 1, tzinfo=UTC)), datetime(2200, 1, 1, tzinfo=UTC))
    reading = read_time(text, now)
    if reading is not None:
        assert reading.text in text
        assert reading.end is None or reading.end > reading.start


@given(
    st.text(alphabet="0123456789今明后昨天周星期礼拜一二三四五六七八九十半点分刻到至-:早上下午晚号日月年底初前后内小时个过春节中秋 ，"),
    moments,
)
def test_texts_of_time_words_are_read(text: str, now: datetime) -> None:
    """Heaps of time words are read without failing, to a start with Shanghai's offset."""
    reading = read_time(text, now)
    if reading is not None:
        assert reading.start.utcoffset() == timedelta(hours=8)
        assert reading.end is None or reading.end > reading.start


def test_lunar_days_agree_with_the_package() -> None:
    """Our table of lunar months gives the same dates as `lunardate`."""
    import lunardate

    for year in range(2015, 2066):
        for month in range(1, 13):
            for day in (1, 15, 29, 30):
                try:
                    theirs = lunardate.LunarDate(year, month, day).to_solar_date()
                except ValueError:
                    theirs = None
                assert lunar_day(year, month, day) == theirs


def test_solar_terms_fall_where_the_almanac_puts_them() -> None:
    """清明 and 冬至 of years that the calendar office has published."""
    assert [festival_in("清明", year) for year in (2023, 2024, 2025, 2026)] == [
        date(2023, 4, 5),
        date(2024, 4, 4),
        date(2025, 4, 4),
        date(2026, 4, 5),
    ]
    assert [festival_in("冬至", year) for year in (2021, 2023, 2024, 2025)] == [
        date(2021, 12, 21),
        date(2023, 12, 22),
        date(2024, 12, 21),
        date(2025, 12, 21),
    ]
