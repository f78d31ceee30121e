"""The same trouble twice is one request: joined by household, by building, or by the captain, told to all, and undone with one tap."""

from __future__ import annotations

from aid.requests.model import Outcome, Status
from tests.integration.compound import DAY, LEAK, Compound, opens

LIGHT = "楼道的灯坏了"


def test_the_same_household_saying_the_same_again_joins_the_running_request(compound: Compound) -> None:
    """The daughter's words reach who works on it, and she is told each step."""
    number = opens(compound)
    compound.taps("lin", "接单")
    compound.lives("daughter", "3", "2", "501", name="吴小妹")
    second = opens(compound, "daughter", "厨房水龙头还在滴, 越滴越快", "repair_home")
    assert (compound.status(second), compound.request(second).outcome) == (Status.CLOSED, Outcome.MERGED)
    assert "越滴越快" in compound.last("lin", "holder_card").text
    assert f"#{number}" in compound.last("daughter", "resident_joined").text
    assert compound.offers(second) == {} and compound.pending(second) == {}
    compound.taps("lin", "办好了")
    assert "等楼栋长确认" in compound.last("daughter", "subscriber_news").text


def test_what_is_wanted_on_another_day_or_of_another_kind_joins_nothing(small: Compound) -> None:
    """Two appointments are two requests."""
    opens(small, text="明天上午九点帮我把柜子抬上楼", category="moving_heavy")
    small.says("wu", "周六下午三点帮我把沙发抬下楼", "moving_heavy")
    small.taps("wu", "新的求助")
    small.taps("wu", "对, 就这样")
    opens(small)
    assert all(small.request(number).merged_into is None for number in (1, 2, 3))


def test_a_public_trouble_of_several_residents_is_one_case_that_all_hear_of(compound: Compound) -> None:
    """Same building, same category, within the window; the end is told to all, and whoever disagrees has their own request back."""
    number = opens(compound, text=LIGHT, category="property_public_facility")
    second = opens(compound, "he", "三号楼楼道的灯不亮", "property_public_facility")
    asked = compound.last("he", "ask_same_issue").text
    assert f"#{number}" in asked and "灯" in asked and LIGHT not in asked and compound.request(second).merged_into is None
    compound.taps("he", "是这件事")
    assert compound.request(second).merged_into == number and compound.status(number) is Status.REFERRED
    assert f"#{second}" in compound.last("captain3", "captain_joined").text
    compound.taps_code("captain3", f"cd:{number}")
    assert compound.last("he").key == "subscriber_news"
    compound.passes(3 * DAY)
    compound.taps("wu", "解决了")
    assert "已办结" in compound.last("he", "subscriber_news").text
    compound.taps("he", "还没解决")
    assert (compound.status(second), compound.owner(second)) == (Status.WITH_CAPTAIN, "captain3")
    assert compound.status(number) is Status.CLOSED


def test_another_building_or_an_old_case_is_a_case_of_its_own(small: Compound) -> None:
    """The lamp next door is another lamp, and so is one of two weeks ago."""
    small.lives("next", "2", "1", "101")
    opens(small, text=LIGHT, category="property_public_facility")
    opens(small, "next", LIGHT, "property_public_facility")
    small.passes(8 * DAY)
    opens(small, "he", LIGHT, "property_public_facility")
    assert [small.request(number).merged_into for number in (1, 2, 3)] == [None, None, None]


def test_not_the_same_says_the_resident_and_has_a_captain_again(small: Compound) -> None:
    """不是同一件 splits at once; the words are taken out of the other."""
    number = opens(small, text=LIGHT, category="property_public_facility")
    second = opens(small, "he", "灯一闪一闪的", "property_public_facility")
    small.says("he", "是的")
    assert small.request(second).merged_into == number and "一闪一闪" in small.request(number).words
    small.taps("he", "不是同一件")
    assert small.status(second) is Status.WITH_CAPTAIN and small.request(second).merged_into is None
    assert "一闪一闪" not in small.request(number).words
    small.taps_code("captain3", f"cd:{number}")
    assert small.last("he").key != "subscriber_news"


def test_the_captain_merges_and_splits(small: Compound) -> None:
    """合并 lists what fits; a helper of the merged one is sent home; 拆开 undoes it."""
    number = opens(small)
    second = opens(small, "he", "厨房水管有点漏", "repair_home")
    helper = next(iter(small.offers(second)))
    small.taps_code(helper, f"oy:{small.offers(second)[helper].id}")
    assert small.status(second) is Status.ACCEPTED
    small.taps_code("captain3", f"cm:{second}")
    small.taps("captain3", "合并")
    small.taps("captain3", f"并入 #{number}")
    assert small.request(second).merged_into == number and small.got(helper, "holder_merged") == 1
    small.taps_code("captain3", f"cm:{number}")
    small.taps("captain3", f"拆开 #{second}")
    assert small.status(second) is Status.WITH_CAPTAIN and small.last("he", "resident_split")


def test_a_case_goes_on_for_the_others_when_the_first_withdraws(compound: Compound) -> None:
    """The neighbour who also waits is its resident now; the words of the first are gone."""
    number = opens(compound, text="我家门口的路灯坏了", category="property_public_facility")
    opens(compound, "he", LIGHT, "property_public_facility")
    compound.taps("he", "是这件事")
    compound.taps_code("wu", f"rw:{number}")
    request = compound.request(number)
    assert request.status is Status.REFERRED and compound.who(request.requester_id) == "he" and "路灯" not in request.words
    assert compound.last("wu").key == "withdrawn_goes_on" and compound.got("he", "resident_yours_now") == 1
    compound.taps_code("he", f"rw:{number}")
    assert compound.status(number) is Status.CANCELLED


def test_what_is_more_urgent_is_not_lost_in_what_is_less(small: Compound) -> None:
    """A burst pipe is no word more on a dripping tap."""
    opens(small, text=LEAK)
    second = opens(small, text="水管爆了水一直喷, 快来人", category="repair_home")
    assert small.request(second).merged_into is None


def test_two_different_public_troubles_of_one_kind_do_not_become_one(small: Compound) -> None:
    """The lift is no lamp; and who says 不是, or nothing at all, keeps a case of their own."""
    lamp = opens(small, text=LIGHT, category="property_public_facility")
    lift = opens(small, "he", "电梯按钮坏了", "property_public_facility")
    assert small.posted("he", "ask_same_issue") == 0 and small.status(lift) is Status.REFERRED
    small.lives("third", "3", "1", "202")
    other = opens(small, "third", "一楼的灯也坏了", "property_public_facility")
    small.taps("third", "不是, 另一件")
    assert small.got("third", "resident_own_case") == 1
    small.passes(DAY)
    assert [small.request(number).merged_into for number in (lamp, lift, other)] == [None, None, None]
    assert small.status(other) is Status.REFERRED


def test_nobody_else_answers_whether_it_is_the_same(small: Compound) -> None:
    """The question is the asker's alone, and an answer to what is over changes nothing."""
    number = opens(small, text=LIGHT, category="property_public_facility")
    second = opens(small, "he", LIGHT, "property_public_facility")
    small.taps_code("wu", f"rj:{second}:1")
    assert small.request(second).merged_into is None
    small.taps_code("captain3", f"cd:{number}")
    small.taps("he", "是这件事")
    assert small.request(second).merged_into is None and small.last("he").key == "resident_status"


def test_a_household_s_tap_and_lamp_are_two_requests(small: Compound) -> None:
    """The same household and category, yet other hands are needed."""
    opens(small, text="厨房的水龙头有点滴水")
    second = opens(small, text="客厅的灯不亮了, 想请人看看", category="repair_home")
    assert small.request(second).merged_into is None


def test_whoever_joined_what_is_merged_goes_along(small: Compound) -> None:
    """The captain merges a case with subscribers: they are told of the other from then on, at every step."""
    small.lives("third", "3", "1", "202")
    main = opens(small, text=LIGHT, category="property_public_facility")
    case = opens(small, "he", "电梯按钮坏了", "property_public_facility")
    third = opens(small, "third", "电梯又停了", "property_public_facility")
    small.taps("third", "是这件事")
    small.taps_code("captain3", f"cg:{case}:{main}")
    assert small.request(third).merged_into == main
    before = small.got("third", "subscriber_news")
    small.taps_code("captain3", f"cd:{main}")
    assert small.got("third", "subscriber_news") > before and "电梯又停了" in small.request(main).words
