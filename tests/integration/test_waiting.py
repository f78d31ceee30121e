"""等居民, 等到某天, 延期: clocks that stand still and get back what was left, and limits that move only before they are reached."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from aid.followups.model import FollowUpKind as Kind
from aid.followups.rules import left_of
from aid.requests.model import Status
from aid.understanding.taxonomy import Urgency
from tests.integration.compound import DAY, HOUR, MINUTE, Compound, opens


def with_captain(compound: Compound, text: str = "手机不会用微信") -> int:
    """A request that waits for its captain, with a helper of nobody."""
    number = opens(compound, text=text, category="digital_help")
    assert compound.status(number) is Status.WITH_CAPTAIN
    return number


def left(compound: Compound, number: int) -> dict[Kind, timedelta]:
    """What each running clock has left, in the minutes that it counts."""
    urgency = compound.request(number).urgency
    return {kind: left_of(kind, urgency, compound.now, due, compound.work.community) for kind, due in compound.pending(number).items()}


def waits_for_resident(compound: Compound, number: int) -> None:
    compound.taps_code("captain3", f"cm:{number}")
    compound.taps("captain3", "等居民回话")


def test_while_waiting_only_the_clocks_of_waiting_run_and_words_of_the_resident_give_back_what_was_left(compound: Compound) -> None:
    """Not a minute of the wait counts, across a night and its quiet hours; the captain hears the words."""
    number = with_captain(compound)
    compound.passes(30 * MINUTE)
    before = left(compound, number)
    waits_for_resident(compound, number)
    assert set(compound.pending(number)) == {Kind.WAIT_REMIND, Kind.WAIT_OVER}
    assert "在等您一句话" in compound.last("wu", "resident_waited_for").text
    compound.passes(20 * HOUR)
    compound.says("wu", "是安卓手机, 我晚上都在家")
    assert "安卓" in compound.last("captain3", "relayed").text
    after = left(compound, number)
    # the first human word has been said, and the word to the resident began anew
    for kind in set(before) - {Kind.FIRST_WARN, Kind.FIRST_WORD, Kind.WORD_WARN, Kind.WORD_TO_RESIDENT}:
        assert after[kind] == before[kind], kind
    assert compound.request(number).waiting_until is None
    assert not {Kind.WAIT_REMIND, Kind.WAIT_OVER} & set(after)


@pytest.mark.parametrize(("text", "urgency"), [("手机不会用微信", Urgency.NORMAL), ("急! 手机打不开, 今天就要用健康码", Urgency.URGENT)])
def test_a_silent_resident_is_reminded_once_and_then_the_captain_decides(small: Compound, text: str, urgency: Urgency) -> None:
    """Both clocks of waiting strike once; then everything goes on."""
    number = with_captain(small, text)
    assert small.request(number).urgency is urgency
    waits_for_resident(small, number)
    until = small.request(number).waiting_until
    assert until is not None
    small.passes(until - small.now)
    assert (small.posted("wu", "resident_wait_remind"), small.posted("captain3", "captain_wait_over")) == (1, 1)
    assert small.request(number).waiting_until is None and Kind.CAPTAIN_REMIND in small.pending(number)


def test_waiting_for_a_day_wakes_on_its_morning(small: Compound) -> None:
    """等到某天: until nine of that day nobody is reminded of anything."""
    number = with_captain(small)
    small.taps("captain3", "更多")
    small.taps("captain3", "等到某天")
    small.taps("captain3", "三天后")
    assert small.request(number).waiting_until == datetime.fromisoformat("2026-09-19T09:00:00+08:00")
    small.all_look_away()
    small.passes(3 * DAY - 31 * MINUTE)
    assert small.new("captain3") == small.new("wu") == small.new("deputy3") == []
    small.passes(MINUTE)
    assert small.got("captain3", "captain_wait_over") == 1


def test_whoever_acts_ends_the_wait(small: Compound) -> None:
    """A captain who closes or asks somebody waits no longer; the promise to be done keeps what it had left."""
    number = with_captain(small)
    small.volunteers("teacher", "3", {"smartphone": "skilled"})  # type: ignore[dict-item]  # the level's word stands for it
    kept = left(small, number)[Kind.DONE_BY]
    waits_for_resident(small, number)
    small.passes(5 * HOUR)
    small.taps_code("captain3", f"cl:{number}")
    small.taps("captain3", "志愿者")
    assert small.status(number) is Status.OFFERING and small.request(number).waiting_until is None
    assert left(small, number)[Kind.DONE_BY] == kept


def test_an_extension_is_free_once_and_then_granted_by_the_level_above(compound: Compound) -> None:
    """Each moves the limit by three waking days from where it stood; the resident hears until when and why."""
    number = with_captain(compound)
    first = compound.pending(number)[Kind.DONE_BY]
    compound.taps_code("captain3", f"ce:{number}")
    compound.taps("captain3", "等材料或配件")
    second = compound.pending(number)[Kind.DONE_BY]
    community = compound.work.community
    assert left_of(Kind.DONE_BY, Urgency.NORMAL, first, second, community) == 3 * DAY
    assert compound.now < compound.pending(number)[Kind.DONE_WARN] < second
    assert "等材料或配件" in compound.last("wu", "resident_extended").text
    compound.taps_code("captain3", f"ce:{number}:weather")
    assert compound.pending(number)[Kind.DONE_BY] == second, "not before the deputy says yes"
    compound.taps_code("captain3", f"ci:{number}:1")
    assert compound.last("captain3").key == "tap_refused" and compound.pending(number)[Kind.DONE_BY] == second
    compound.taps("deputy3", "同意延期")
    assert compound.pending(number)[Kind.DONE_BY] > second and compound.request(number).extended == 2
    compound.taps_code("captain3", f"ce:{number}:people")
    compound.taps("deputy3", "不同意")
    assert compound.request(number).extended == 2 and compound.got("captain3", "extension_refused") == 1


def test_after_the_limit_an_extension_is_refused_in_plain_words(small: Compound) -> None:
    """Neither free nor granted: what is late is late."""
    number = with_captain(small)
    small.passes(small.pending(number)[Kind.DONE_BY] - small.now)
    assert small.posted("secretary", "captain_broken") == 1
    small.taps_code("captain3", f"ce:{number}:people")
    assert "不能再延期" in small.last("captain3", "extension_too_late").text
    assert Kind.DONE_BY not in small.pending(number)
    small.taps_code("captain3", f"ct:{number}")
    assert Kind.DONE_BY not in small.pending(number), "a broken promise is not made anew by a change of hands"


def test_the_card_shows_the_three_promises_and_the_wait(small: Compound) -> None:
    """First word, next word, done, each with its instant; while waiting until when."""
    number = with_captain(small)
    text = small.last("captain3", "captain_card").text
    assert "第一句话 今天 15:00 前" in text and "下次报信" in text and "办好" in text
    waits_for_resident(small, number)
    small.taps_code("captain3", f"ck:{number}")
    text = small.last("captain3", "captain_card").text
    assert "时限暂停" in text and "第一句话" not in text


def test_each_promise_warns_before_it_is_broken_and_tells_the_named_post_when_it_is(small: Compound) -> None:
    """First human word: the captain is warned, then the deputy told; a human word ends it."""
    with_captain(small)
    small.passes(7 * HOUR)
    warned = [each.args["promise"] for each in small.seen["captain3"] if each.key == "captain_warned"]
    assert warned == ["first_word"] and small.got("deputy3", "captain_broken") == 1
    other = opens(small, "he", "手机不会用微信", "digital_help")
    small.taps_code("captain3", f"ct:{other}")
    small.passes(7 * HOUR)
    assert small.got("deputy3", "captain_broken") == 1 and small.request(other).first_word_at is not None
