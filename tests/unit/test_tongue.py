"""How things are called and times are said, in the language of whoever reads."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from aid.delivery.tongue import Tongue
from aid.people.model import Household
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.skills import group_in_english, groups, skills

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 16, 10, 30, tzinfo=ZONE)
CHINESE, ENGLISH = Tongue("zh-CN", NOW, ZONE), Tongue("en", NOW, ZONE)


def local(moment: str) -> datetime:
    """A local time of September 2026."""
    return datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "end", "chinese", "english"),
    [
        ("09-17T15:00", None, "明天 15:00", "tomorrow 15:00"),
        ("09-19T00:00", "09-20T00:00", "9月19日 周六 全天", "Sat 19 September, all day"),
        ("09-19T00:00", "09-21T00:00", "9月19日 周六 到 9月20日", "Sat 19 September to 20 September"),
        ("09-16T14:00", "09-16T18:00", "今天 14:00—18:00", "today 14:00–18:00"),
        ("09-16T22:00", "09-17T06:00", "今天 22:00—明天 06:00", "today 22:00–tomorrow 06:00"),
        ("09-16T10:30", "09-16T17:00", "今天 17:00 前", "today, before 17:00"),
        ("09-16T10:30", "09-18T00:00", "后天之前", "before the day after tomorrow"),
    ],
)
def test_a_wanted_time_in_words(start: str, end: str | None, chinese: str, english: str) -> None:
    """A range that has begun is told as the deadline it leaves; one over midnight names both days."""
    for tongue, words in ((CHINESE, chinese), (ENGLISH, english)):
        assert tongue.when(local(start), local(end) if end else None) == words


def test_a_day_that_ends_at_midnight_is_named_itself() -> None:
    """「到周五」 ends on Friday, not on Saturday."""
    assert CHINESE.until(local("09-19T00:00")) == "9月18日 周五 24:00"
    assert ENGLISH.until(local("09-19T00:00")) == "Fri 18 September 24:00"


def test_a_door_as_far_as_it_is_known() -> None:
    """Building, unit and room, each only where somebody has said it."""
    flat, room = Household(building="3", unit="2", room="501"), Household(building="3", unit=None, room="501")
    assert [CHINESE.door("3", each) for each in (flat, room, None)] == ["3号楼2单元501", "3号楼501", "3号楼"]
    assert [ENGLISH.door("3", each) for each in (flat, room, None)] == [
        "Building 3, unit 2, room 501",
        "Building 3, room 501",
        "Building 3",
    ]
    assert (CHINESE.door(None, None), ENGLISH.door(None, None)) == ("还不知道", "not known yet")


def test_hours_in_words() -> None:
    """Days with the same hours stand together; nobody's hours at all are any hour."""
    spans = [(0, 1080, 1320), (1, 1080, 1320), (5, 0, 1440)]
    assert CHINESE.hours(spans) == "周一、周二 18:00-22:00; 周六 00:00-24:00"
    assert ENGLISH.hours(spans) == "Mon, Tue 18:00-22:00; Sat 00:00-24:00"
    assert (CHINESE.hours([]), ENGLISH.hours([])) == ("什么时候都行", "any time")


@pytest.mark.parametrize(
    "name", [each.en for each in (*CATEGORIES.values(), *skills().values())] + [group_in_english(each) for each in groups()]
)
def test_every_category_skill_and_group_has_a_short_english_name(name: str) -> None:
    """It stands on a button beside another, and holds no Chinese."""
    assert 2 < len(name) <= 36 and name.isascii() and name == name.strip()


def test_english_names_are_told_apart() -> None:
    """No two buttons of one list read the same."""
    for names in (
        [each.en for each in CATEGORIES.values()],
        [each.en for each in skills().values()],
        [group_in_english(each) for each in groups()],
    ):
        assert len(set(names)) == len(names)


def test_what_has_no_english_name_keeps_its_own() -> None:
    """A partner of another compound, a language somebody wrote, a skill of an older library."""
    assert ENGLISH.called("妇联", "") == "妇联"
    assert (ENGLISH.speech("英语"), ENGLISH.speech("莆仙话")) == ("English 英语", "莆仙话")
    assert ENGLISH.skill("no_such_skill") == "no_such_skill"
    assert ENGLISH.category(None) == "request"
