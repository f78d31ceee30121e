"""Two needs in one message become two requests, once the resident has said so."""

from __future__ import annotations

import pytest

from aid.followups.model import FollowUpKind
from aid.requests.model import Status
from aid.understanding.needs import Need
from tests.integration.compound import Compound

WORDS = "水龙头明天上午来修, 另外楼道灯周五能不能换, 我在3号楼2单元501"
LAMP = Need("property_public_facility", "楼道灯周五能不能换")
NEEDS = (Need("repair_home", "水龙头明天上午来修"), LAMP)


def says_two(compound: Compound, needs: tuple[Need, ...] = NEEDS, words: str = WORDS) -> None:
    """吴阿姨 says two things at once."""
    compound.says("wu", words, "repair_home", needs=needs)


def test_both_become_requests_with_a_captain_card_clocks_and_a_number_of_their_own(compound: Compound) -> None:
    """One tap confirms both; the second is opened from the same words, at its own time and in the same place."""
    says_two(compound)
    card = compound.last("wu", "confirm_card")
    assert "第一件: 家中小修" in card.text and "第二件: 公共设施报修, 后天 全天" in card.text
    assert list(card.buttons)[:3] == ["两件都要", "只要第一件", "只要第二件"]
    compound.taps("wu", "两件都要")
    first, second = compound.request(1), compound.request(2)
    assert (first.category, first.status) == ("repair_home", Status.OFFERING)
    assert (second.category, second.status) == ("property_public_facility", Status.REFERRED)
    assert first.building == second.building == "3" and first.household_id == second.household_id
    assert first.words == second.words == WORDS
    assert first.wanted_from != second.wanted_from
    assert first.conversation_id != second.conversation_id
    assert compound.got("captain3", "captain_opened") == 1 and compound.got("captain3", "captain_refer_call") == 1
    assert FollowUpKind.DONE_BY in compound.pending(1) and FollowUpKind.DONE_BY in compound.pending(2)
    assert {seen.request for seen in compound.seen["wu"] if seen.key == "resident_card"} == {1, 2}


@pytest.mark.parametrize(
    ("answer", "categories"),
    [
        ("两件都要", ["repair_home", "property_public_facility"]),
        ("对", ["repair_home", "property_public_facility"]),
        ("只要第一件", ["repair_home"]),
        ("第二件就行", ["property_public_facility"]),
    ],
)
def test_the_choice_may_be_said_as_well_as_tapped(compound: Compound, answer: str, categories: list[str]) -> None:
    """A plain yes is for both."""
    says_two(compound)
    compound.says("wu", answer)
    assert [compound.request(number).category for number in range(1, len(categories) + 1)] == categories
    assert compound.got("wu", "resident_card") == len(categories)


@pytest.mark.parametrize(("label", "category"), [("只要第一件", "repair_home"), ("只要第二件", "property_public_facility")])
def test_only_one_of_them_may_be_wanted(compound: Compound, label: str, category: str) -> None:
    """The other leaves no request, and the button is used up."""
    says_two(compound)
    code = compound.button("wu", "两件都要")
    compound.taps("wu", label)
    assert compound.request(1).category == category
    assert compound.got("wu", "resident_card") == 1
    compound.taps_code("wu", code)
    assert compound.got("wu", "tap_stale") == 1 and compound.got("wu", "resident_card") == 1


def test_a_second_need_that_is_sensitive_asks_for_consent_on_a_card_of_its_own(compound: Compound) -> None:
    """Yes to both is no consent to what touches health: the second's card asks for it, with everything else known."""
    says_two(compound, (NEEDS[0], Need("medical", "陪我去医院")), "水龙头漏了来修, 另外陪我去医院")
    compound.taps("wu", "两件都要")
    assert compound.status(1) is Status.OFFERING and compound.status(2) is Status.RECEIVED
    card = compound.last("wu", "confirm_card")
    assert card.request == 2 and "第二件" not in card.text
    compound.taps("wu", "对, 是我自己的事")
    assert compound.status(2) is not Status.RECEIVED


def test_a_wrong_category_drops_the_pair(compound: Compound) -> None:
    """Whoever says that the matter is wrong is asked anew, for one."""
    says_two(compound)
    compound.taps("wu", "改一下")
    compound.taps("wu", "事情不对")
    compound.taps("wu", "跑腿代办")
    assert "第二件" not in compound.last("wu", "confirm_card").text


def test_one_need_beside_a_question_after_another_stays_one(compound: Compound) -> None:
    """Asking after a request and offering help make no second request."""
    says_two(compound, (NEEDS[0], Need("status_query", "上次的什么时候来")))
    assert "第二件" not in compound.last("wu", "confirm_card").text
