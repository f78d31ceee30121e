"""Help that comes again: confirmed once, then an ordinary request for each day, with who came last time asked first."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from aid.matching.model import Offer
from aid.people.model import Person
from aid.privacy import forgetting
from aid.requests import intake
from aid.requests.model import HelpRequest, Series, Status
from aid.understanding.recurring import of_json
from tests.integration.compound import DAY, HOUR, MINUTE, Compound

# Said on Wednesday the 16th in the morning: the first day is a week later, the second is asked for two mornings before.
OPENS = datetime.fromisoformat("2026-09-28T09:01:00+08:00")
WORDS = "每周三上午来帮我修水管, 我在3号楼2单元501"


def asks(compound: Compound, words: str = WORDS, category: str = "repair_home") -> None:
    """吴阿姨 asks for help that comes again and confirms it."""
    compound.says("wu", words, category)
    compound.taps("wu", "对")


def series(compound: Compound, number: int = 1) -> Series:
    with compound.work.read() as unit:
        return unit.session.get_one(Series, number)


def days(compound: Compound) -> list[date | None]:
    """The days of the requests of the first series, in the order in which they were opened."""
    with compound.work.read() as unit:
        return list(unit.session.scalars(select(HelpRequest.series_day).where(HelpRequest.series_id == 1).order_by(HelpRequest.id)))


def helps_once(compound: Compound) -> str:
    """Whoever was asked first comes, and the resident is content; their name."""
    who = next(iter(compound.offers(1)))
    for label in ("接单", "我在路上", "办好了"):
        compound.taps(who, label)
    compound.taps("wu", "解决了")
    return who


def test_the_resident_confirms_it_in_plain_words(compound: Compound) -> None:
    """How often, at what hours, the first time, and that it ends by a word."""
    compound.says("wu", WORDS, "repair_home")
    card = compound.last("wu", "confirm_card")
    assert "每周三 08:00—12:00。第一次是 9月23日 周三 08:00—12:00" in card.text and "不用了随时说一声" in card.text
    assert "只要这一次" in card.buttons
    compound.taps("wu", "对")
    first = compound.request(1)
    assert first.series_day == date(2026, 9, 23) and first.wanted_from == datetime.fromisoformat("2026-09-23T08:00:00+08:00")
    assert series(compound).next_day == date(2026, 9, 30)
    assert "9月23日 周三 08:00—12:00 (每周三 08:00—12:00)" in compound.last("wu", "resident_card").text


@pytest.mark.parametrize("once", ["只要这一次", "就这一次"])
def test_it_may_be_wanted_only_once(compound: Compound, once: str) -> None:
    """By a tap or in words: then it is a request like any other, at the same time."""
    compound.says("wu", WORDS, "repair_home")
    if once in compound.last("wu", "confirm_card").buttons:
        compound.taps("wu", once)
    else:
        compound.says("wu", once)
    assert "每周三" not in compound.last("wu", "confirm_card").text
    compound.taps("wu", "对")
    assert compound.request(1).series_id is None and compound.request(1).wanted_from is not None
    compound.passes(30 * DAY)
    assert days(compound) == []


def test_other_hours_may_be_said_on_the_card(compound: Compound) -> None:
    """「改成下午三点」 changes the hours of all days."""
    compound.says("wu", WORDS, "repair_home")
    compound.says("wu", "不对, 改成下午三点")
    assert "每周三 15:00" in compound.last("wu", "confirm_card").text
    compound.taps("wu", "对")
    assert compound.request(1).wanted_from == datetime.fromisoformat("2026-09-23T15:00:00+08:00")


def test_each_day_becomes_a_request_two_mornings_before(compound: Compound) -> None:
    """Ordinary requests, one a day, with captain and clocks; the resident sees a card for each."""
    asks(compound)
    compound.passes(datetime.fromisoformat("2026-09-28T08:59:00+08:00") - compound.now)
    assert days(compound) == [date(2026, 9, 23)]
    compound.passes(2 * HOUR)
    assert days(compound) == [date(2026, 9, 23), date(2026, 9, 30)]
    second = compound.request(2)
    assert second.words == compound.request(1).words and second.household_id == compound.request(1).household_id
    assert second.created_at == datetime.fromisoformat("2026-09-28T09:00:00+08:00")
    assert compound.last("wu", "resident_card").request == 2
    compound.passes(21 * DAY)
    assert days(compound) == [date(2026, 9, 23), *(date(2026, 9, 30) + timedelta(days=7 * week) for week in range(4))]


def test_a_night_of_standstill_loses_and_doubles_nothing(compound: Compound) -> None:
    """Stopped for weeks: the days gone by are left out, the coming one is opened once, however many ticks look."""
    asks(compound)
    compound.clock.move_to(datetime.fromisoformat("2026-10-13T10:00:00+08:00"))
    for _ in range(3):
        compound.fires()
    assert days(compound) == [date(2026, 9, 23), date(2026, 10, 14)]
    assert series(compound).next_day == date(2026, 10, 21)


def test_no_day_is_opened_twice_even_by_two_programs(compound: Compound) -> None:
    """A second program that comes late finds the day taken; the database itself refuses a double."""
    asks(compound)
    compound.clock.move_to(datetime.fromisoformat("2026-09-28T09:00:00+08:00"))
    assert compound.does(intake.open_next, 1) is True
    assert compound.does(intake.open_next, 1) is False
    with pytest.raises(IntegrityError):
        compound.does(lambda unit: setattr(unit.session.get_one(HelpRequest, 2), "series_day", date(2026, 9, 23)))


def test_who_came_last_time_is_asked_first_and_alone(compound: Compound) -> None:
    """With the planned day and the reason on the card; the others only when half of the time is over."""
    asks(compound)
    last = helps_once(compound)
    compound.passes(OPENS - compound.now)
    assert list(compound.offers(2)) == [last]
    offer = compound.last(last, "offer")
    assert "上次也是您" in offer.text and "后天 08:00—12:00 (每周三 08:00—12:00)" in offer.text
    compound.passes(55 * MINUTE)
    assert list(compound.offers(2)) == [last]
    compound.passes(10 * MINUTE)
    assert len(compound.offers(2)) > 1


def test_a_no_of_who_came_last_time_brings_the_others_at_once(compound: Compound) -> None:
    """Nobody waits for somebody who cannot come."""
    asks(compound)
    last = helps_once(compound)
    compound.passes(OPENS - compound.now)
    compound.taps(last, "这次不行")
    assert len(compound.offers(2)) > 1


def test_who_would_rather_not_come_again_is_not_asked(compound: Compound) -> None:
    """Said after the visit, where only matching hears it."""
    asks(compound)
    last = helps_once(compound)

    number = compound.offers(1)[last].id
    compound.does(lambda unit: setattr(unit.session.get_one(Offer, number), "would_return", False))
    compound.passes(OPENS - compound.now)
    assert compound.offers(2) and last not in compound.offers(2)


@pytest.mark.parametrize("by", ["words", "button"])
def test_the_resident_ends_it_by_a_word_or_a_tap(compound: Compound, by: str) -> None:
    """「以后不用了」: what is open goes on, nothing new is opened, and what was kept of it is gone."""
    asks(compound)
    if by == "words":
        compound.says("wu", "以后不用来了")
    else:
        compound.taps("wu", "以后不用了")
    assert "照旧" in compound.last("wu", "series_ended").text
    assert compound.got("captain3", "captain_series_ended") == 1
    assert series(compound).known == {} and series(compound).ended_at == compound.now
    assert "以后不用了" not in compound.last("wu", "resident_card").text
    compound.passes(30 * DAY)
    assert len(days(compound)) == 1


def test_those_words_mean_something_else_from_whom_nobody_helps_again_and_again(compound: Compound) -> None:
    """何依伯 has no series: his words go where words go."""
    compound.says("he", "以后不用了")
    assert compound.got("he", "series_ended") == 0 and compound.got("he", "which_series") == 0


def test_one_day_may_be_left_out(compound: Compound) -> None:
    """Illness or a feast: the open request is withdrawn by itself, a day not asked for yet is passed over."""
    asks(compound)
    compound.says("wu", "这次不用来了")
    assert compound.status(1) is Status.CANCELLED and series(compound).next_day == date(2026, 9, 30)
    compound.says("wu", "下次不用来了")
    assert "9月30日 先不来。下一次是 10月7日" in compound.last("wu", "series_skipped").text
    compound.passes(datetime.fromisoformat("2026-10-05T09:01:00+08:00") - compound.now)
    assert days(compound) == [date(2026, 9, 23), date(2026, 10, 7)]


def test_which_days_are_asked_for(compound: Compound) -> None:
    """「每周两次」: two taps on weekdays, and only then the card; nobody can confirm what has no days."""
    compound.says("wu", "每周两次上午来帮我修水管, 我在3号楼2单元501", "repair_home")
    question = compound.last("wu", "ask_which_days")
    assert "每周 2 次, 星期几来方便? 点 2 天" in question.text
    compound.says("wu", "对")
    assert compound.got("wu", "confirm_card") == 0 and compound.got("wu", "ask_which_days") == 2
    compound.taps("wu", "周二")
    again = compound.last("wu", "ask_which_days")
    assert "选了周二, 还差 1 天" in again.text and list(again.buttons) == [
        "周一",
        "周三",
        "周四",
        "周五",
        "周六",
        "周日",
        "只要这一次",
        "不用了",
    ]
    compound.taps("wu", "周五")
    assert "每周二、周五 08:00—12:00。第一次是 明天 08:00—12:00" in compound.last("wu", "confirm_card").text.replace("后天", "明天")
    compound.taps("wu", "对")
    assert series(compound).next_day == date(2026, 9, 22) and days(compound) == [date(2026, 9, 18)]


@pytest.mark.parametrize(
    ("answer", "card"),
    [("周二周五下午三点", "每周二、周五 15:00"), ("都可以", "每周二、周五 08:00—12:00"), ("就这一次", "9月")],
)
def test_the_days_may_be_said(compound: Compound, answer: str, card: str) -> None:
    """In words, with other hours, left to us, or it is wanted once after all."""
    compound.says("wu", "每周两次上午来帮我修水管, 我在3号楼2单元501", "repair_home")
    compound.says("wu", answer)
    assert ("每周" in compound.last("wu", "confirm_card").text) is (card != "9月")
    assert card == "9月" or card in compound.last("wu", "confirm_card").text


def test_a_day_of_the_month_is_asked_for(compound: Compound) -> None:
    """「每月一次」: a button or any number; an old button afterwards does nothing."""
    compound.says("wu", "每月一次来帮我修水管, 我在3号楼2单元501", "repair_home")
    assert "每个月几号来方便" in compound.last("wu", "ask_which_days").text
    code = compound.button("wu", "15 号")
    compound.says("wu", "8号")
    assert "每月 8 号" in compound.last("wu", "confirm_card").text
    compound.taps_code("wu", code)
    assert "每月 8 号" in compound.last("wu", "confirm_card").text


def test_another_first_day_may_be_said_on_the_card(compound: Compound) -> None:
    """「下周开始」 moves the first day, and the days after it."""
    compound.says("wu", WORDS, "repair_home")
    compound.says("wu", "不对, 10月1号开始")
    assert "第一次是 10月7日" in compound.last("wu", "confirm_card").text
    compound.taps("wu", "对")
    assert days(compound) == [date(2026, 10, 7)] and series(compound).next_day == date(2026, 10, 14)


@pytest.mark.parametrize("words", ["下周三不用来", "23号先别来", "下周不用来了"])
def test_a_named_day_that_is_open_is_withdrawn(compound: Compound, words: str) -> None:
    """The request of that day is cancelled like any other; the next day stays."""
    asks(compound)
    compound.says("wu", words)
    assert compound.status(1) is Status.CANCELLED and series(compound).next_day == date(2026, 9, 30)
    assert compound.got("wu", "cancelled") == 1


def test_a_named_day_of_which_nobody_has_been_asked_is_left_out(compound: Compound) -> None:
    """Also one that is not the next: it is remembered, and neighbours are never asked for it."""
    asks(compound)
    compound.says("wu", "10月7号不用来")
    assert "10月7日 先不来。下一次是 9月30日" in compound.last("wu", "series_skipped").text
    compound.passes(datetime.fromisoformat("2026-10-13T09:00:00+08:00") - compound.now)
    assert days(compound) == [date(2026, 9, 23), date(2026, 9, 30), date(2026, 10, 14)]


def test_several_days_at_once(compound: Compound) -> None:
    """国庆 for somebody who is helped every day: the open one is withdrawn, the others are left out."""
    asks(compound, "每天上午来帮我修水管, 我在3号楼2单元501")
    compound.says("wu", "明天到20号不用来")
    assert compound.status(1) is Status.CANCELLED
    assert "9月18日、9月19日、9月20日 先不来。下一次是 9月21日" in compound.last("wu", "series_skipped").text
    compound.passes(datetime.fromisoformat("2026-09-21T12:00:00+08:00") - compound.now)
    assert days(compound) == [date(2026, 9, 17), date(2026, 9, 21), date(2026, 9, 22)]


def test_words_about_a_day_on_which_nobody_comes_are_words_like_others(compound: Compound) -> None:
    """Neither a day without a visit, nor somebody whom nobody helps again and again."""
    asks(compound)
    before = series(compound).rule
    compound.says("wu", "明天不用来")
    compound.says("he", "明天不用来")
    assert series(compound).rule == before and compound.status(1) is not Status.CANCELLED
    assert compound.got("wu", "series_skipped") == compound.got("he", "series_skipped") == 0


def test_another_request_of_that_day_may_be_meant(compound: Compound) -> None:
    """With something else wanted on the same day the words go where words go, and nothing is left out silently."""
    asks(compound)
    compound.says("wu", "9月23号上午陪我妈去医院, 我在3号楼2单元501", "elder_care")
    compound.taps("wu", "对")
    before = series(compound).rule
    compound.says("wu", "取消9月23号的", "cancel")
    assert series(compound).rule == before and compound.status(1) is not Status.CANCELLED


def test_with_several_on_that_day_the_one_meant_is_chosen(compound: Compound) -> None:
    """Two series come on that Wednesday: the buttons carry the days."""
    asks(compound)
    asks(compound, "每天早上来帮我遛狗, 我在3号楼2单元501", "pet")
    compound.says("wu", "30号不用来")
    compound.taps("wu", "那几天先不来: 每天")
    assert "9月30日 先不来" in compound.last("wu", "series_skipped").text
    assert series(compound, 1).next_day == date(2026, 9, 30)
    with compound.work.read() as unit:
        assert of_json(unit.session.get_one(Series, 2).rule).without == (date(2026, 9, 30),)
    code = compound.button("wu", "那几天先不来: 每天")
    for bad in (code.replace("20260930", "20269930"), code.replace("20260930", "x")):
        compound.taps_code("wu", bad)
    assert compound.got("wu", "tap_refused") == 2
    compound.taps_code("captain3", code)
    assert compound.got("captain3", "tap_refused") == 1


def test_no_more_of_it_in_free_words(compound: Compound) -> None:
    """「孩子放寒假了 以后不用接了」 ends it as the phrase does."""
    asks(compound)
    compound.says("wu", "水管换新的了 以后都不用来修了")
    assert series(compound).ended_at is not None and compound.got("wu", "series_ended") == 1


def test_a_tap_on_somebody_elses_series_does_nothing(compound: Compound) -> None:
    """Neither a neighbour nor a volunteer may end it; the captain may."""
    asks(compound)
    for who in ("he", "lin"):
        compound.taps_code(who, "ee:1")
        assert compound.got(who, "tap_refused") == 1
    assert series(compound).ended_at is None
    compound.taps_code("captain3", "ee:1")
    assert series(compound).ended_at is not None and compound.got("wu", "series_ended") == 1


def test_with_several_the_one_meant_is_chosen(compound: Compound) -> None:
    """Two series: the words show both, each with its buttons."""
    asks(compound)
    asks(compound, "每天早上来帮我遛狗, 我在3号楼2单元501", "pet")
    compound.says("wu", "以后不用来了")
    buttons = compound.last("wu", "which_series").buttons
    assert [label for label in buttons if label.startswith("以后不用了")] == [
        "以后不用了: 每周三 08:00—12:00",
        "以后不用了: 每天 08:00—12:00",
    ]
    compound.taps("wu", "以后不用了: 每天")
    assert series(compound, 1).ended_at is None and series(compound, 2).ended_at is not None


def test_it_ends_with_its_last_day(compound: Compound) -> None:
    """「先来三次」: three requests, then nothing is kept of it."""
    asks(compound, "每周三上午来帮我修水管, 先来三次, 我在3号楼2单元501")
    compound.passes(40 * DAY)
    assert days(compound) == [date(2026, 9, 23), date(2026, 9, 30), date(2026, 10, 7)]
    assert series(compound).known == {}


def test_the_captain_sees_the_series_on_the_card(compound: Compound) -> None:
    """How often, and the way to end it behind 更多."""
    asks(compound)
    compound.passes(4 * HOUR)
    card = compound.last("captain3", "captain_card")
    assert "(每周三 08:00—12:00)" in card.text
    compound.taps("captain3", "更多")
    assert {"下次先不来", "以后不用了"} <= set(compound.last("captain3", "captain_more").buttons)


def test_my_data_names_it_and_erasing_ends_it(compound: Compound) -> None:
    """我的数据 tells of it; 删除我的数据 stops it at once, and nothing of it is left."""
    asks(compound)
    compound.says("wu", "我的数据")
    assert "定期求助: 每周三 08:00—12:00" in compound.last("wu", "my_data").text
    compound.says("wu", "删除我的数据")
    compound.taps("wu", "现在撤销并删")
    assert series(compound).known == {} and series(compound).opens_at is None
    forgetting.erase_due(compound.work)
    with compound.work.read() as unit:
        assert unit.session.get_one(Person, compound.ids["wu"]).forgotten_at is not None
    compound.passes(30 * DAY)
    assert len(days(compound)) == 1


def test_asked_again_while_it_is_open_a_series_is_nobodys_twin(compound: Compound) -> None:
    """A request of the same door and kind does not swallow help that is to come again, nor one day the next."""
    compound.says("wu", "水管漏了, 我在3号楼2单元501", "repair_home")
    compound.taps("wu", "对")
    compound.says("wu", "另外, 每天上午来帮我修水管, 我在3号楼2单元501", "repair_home")
    if compound.got("wu", "ask_add_or_new"):
        compound.taps("wu", "新的")
    compound.taps("wu", "对")
    compound.passes(3 * DAY)
    assert len(days(compound)) >= 3
