"""What captains say about their duty: leave with an end, leave without one, and coming back."""

from __future__ import annotations

from datetime import datetime

import pytest

from aid.captains.rules import LeaveWords, days_from, read_leave, says_back

# A Wednesday morning.
NOW = datetime.fromisoformat("2026-09-16T09:30:00+08:00")


def at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(f"2026-{text}:00+08:00") if text else None


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("我请假到周五", None, "09-19T00:00"),
        ("请假三天", None, "09-19T00:00"),
        ("我请两天假", None, "09-18T00:00"),
        ("我请假一个星期", None, "09-23T00:00"),
        ("今天请假", None, "09-17T00:00"),
        ("明天请假", "09-17T00:00", "09-18T00:00"),
        ("下周一到周五请假", "09-21T00:00", "09-26T00:00"),
        ("我从明天开始请假到周日", "09-17T00:00", "09-21T00:00"),
        ("我出差到周五下午三点", None, "09-18T15:00"),
        ("我请假到10月8号", None, "10-09T00:00"),
        ("我请假", None, None),
    ],
)
def test_a_notice_of_leave_is_read_with_its_days(text: str, starts: str | None, ends: str | None) -> None:
    """「到周五」 includes Friday, days count today, and what names no end is asked for."""
    assert read_leave(text, NOW) == LeaveWords(at(starts) or NOW, at(ends))


@pytest.mark.parametrize(
    "text", ["厨房的水龙头有点滴水", "我周末想请人陪我妈看病", "请帮我看看孩子, 老师请假了, 他爸妈也都不在家, 我一个人带不过来, 急", ""]
)
def test_what_is_no_notice_is_none(text: str) -> None:
    """A captain is a resident, too, and may ask for help."""
    assert read_leave(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "back"), [("我回来了", True), ("销假", True), ("我回来了。", True), ("我回来了就去看", False), ("回来", True)]
)
def test_coming_back_is_said_alone(text: str, back: bool) -> None:
    """Only a message that says nothing else ends a leave."""
    assert says_back(text) is back


def test_tonight_is_the_end_of_today() -> None:
    """A tap on 到今晚 ends at midnight, one on 三天 two midnights later."""
    assert (days_from(NOW, 0), days_from(NOW, 2)) == (at("09-17T00:00"), at("09-19T00:00"))
