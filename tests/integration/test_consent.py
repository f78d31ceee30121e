"""First contact and consent: told once, never in the way of help, and recorded by what people do on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from aid.conversations.incoming import Incoming, Kind
from aid.people.model import AuditEvent, Person
from aid.people.service import person_at
from tests.integration.compound import CHANNEL, DAY, LEAK, Compound


def meets(compound: Compound, who: str = "new") -> str:
    """Somebody who has never written to us."""
    compound.ids[who] = compound.does(lambda unit: person_at(unit, CHANNEL, who).id)
    return who


def person(compound: Compound, who: str = "new") -> Person:
    with compound.work.read() as unit:
        found = unit.session.get_one(Person, compound.ids[who])
        unit.session.expunge_all()
        return found


def consents(compound: Compound, who: str = "new") -> dict[str, str | None]:
    """Which consents the trails hold for somebody, and by what they were given."""
    with compound.work.read() as unit:
        found = unit.session.scalars(select(AuditEvent).where(AuditEvent.kind == "consented").order_by(AuditEvent.id)).all()
        return {
            each.facts["field"]: each.facts.get("by") for each in found if compound.ids[who] in (each.person_id, each.facts.get("person"))
        }


def test_whoever_writes_without_start_is_told_first_and_helped_at_once(compound: Compound) -> None:
    """The notice with 知道了 comes before the answer, once; the request is begun in the same breath, and nothing counts as consent yet."""
    meets(compound)
    compound.says("new", LEAK, "repair_home")
    notice, _ = compound.sees("new", "notice", "ask_place")
    assert all(words in notice.text for words in ("加密", "谁看过都有记录", "180 天", "我的数据", "删除我的数据"))
    assert list(notice.buttons) == ["知道了"]
    compound.says("new", "3号楼1单元402")
    compound.sees("new", "confirm_card")
    assert person(compound).noticed_at == compound.now and person(compound).consent_at is None


@pytest.mark.parametrize(("deed", "by"), [("知道了", "tap"), ("对, 就这样", "card")])
def test_consent_is_a_deed_after_the_notice(small: Compound, deed: str, by: str) -> None:
    """The tap on 知道了, or the confirmed card; the words in between are answers, not a consent."""
    meets(small)
    small.says("new", f"3号楼1单元402, {LEAK}", "repair_home")
    small.taps("new", deed)
    assert person(small).consent_at == small.now
    assert consents(small) == {"general": by}
    small.taps("new", "知道了")
    assert consents(small) == {"general": by}


def test_the_tap_in_the_middle_of_a_request_leaves_it_as_it_is(small: Compound) -> None:
    """Nobody is asked what they need when they have just said it; later taps on the card still work."""
    meets(small)
    small.says("new", f"3号楼1单元402, {LEAK}", "repair_home")
    small.all_look_away()
    small.taps("new", "知道了")
    small.sees("new", "notice_agreed")
    small.taps("new", "对, 就这样")
    assert small.got("new", "resident_card") == 1


def test_an_emergency_never_waits_for_the_notice(compound: Compound) -> None:
    """The number and the captain first; no form while it runs; the notice when it is over."""
    meets(compound)
    compound.says("new", "快来人, 我妈晕倒了叫不醒")
    compound.sees("new", "emergency_number", "emergency_where")
    compound.says("new", "3号楼501")
    assert [each.key for each in compound.new("new")] == ["emergency_paged"]
    compound.taps("captain3", "已经办好")
    compound.passes(DAY / 8)
    keys = [each.key for each in compound.new("new")]
    assert keys.index("notice") < keys.index("ask_solved")


def test_a_stranger_who_sends_no_words_is_told_too(small: Compound) -> None:
    """A sticker, then a tap of no meaning: the notice comes with the first of them only."""
    meets(small)
    small.sends("new", Incoming(Kind.OTHER))
    small.taps_code("new", "zz:1")
    small.sees("new", "notice", "not_text", "tap_refused")


def test_start_is_the_notice(small: Compound) -> None:
    """The welcome says what is kept; no second notice follows it."""
    meets(small)
    small.sends("new", Incoming(Kind.START, text="/start"))
    small.says("new", LEAK, "repair_home")
    small.sees("new", "welcome", "ask_place")


@pytest.mark.parametrize(
    ("words", "category", "tap", "theirs"),
    [
        ("明天下午想请人陪我去医院看病", "medical", "对, 是我自己的事", False),
        ("明天下午请人陪我妈去医院看病", "medical", "对, 替别人办", True),
        ("明天下午要去医院看病, 请人陪一下", "medical", "对, 替别人办", True),
        ("明天下午请人帮我接一下孩子放学", "child_care", "对, 替别人办", True),
    ],
)
def test_health_and_children_are_a_consent_of_their_own(small: Compound, words: str, category: str, tap: str, theirs: bool) -> None:
    """Asked on the card, given by its one tap, dated in the rows; of somebody else's need also that they agree."""
    small.says("wu", words, category)
    card = small.last("wu", "confirm_card").text
    assert "审核过的邻居" in card
    small.taps("wu", tap)
    request = small.request()
    assert (request.beneficiary_consent_at is not None) is theirs
    assert person(small, "wu").sensitive_consent_at == small.now
    assert set(consents(small, "wu")) == {"sensitive", "beneficiary"} if theirs else {"sensitive"}


def test_a_yes_in_words_to_a_card_for_somebody_else_says_what_the_card_says(small: Compound) -> None:
    """The card tells that 对 speaks for them too."""
    small.says("wu", "明天下午请人陪我妈去医院看病", "medical")
    assert "本人(孩子由家长)同意" in small.last("wu", "confirm_card").text
    small.says("wu", "对")
    assert small.request().beneficiary_consent_at == small.now


def test_a_plain_need_asks_for_no_consent_of_that_kind(small: Compound) -> None:
    """A dripping tap is nobody's health."""
    small.says("wu", LEAK, "repair_home")
    assert "同意" not in small.last("wu", "confirm_card").text
    small.taps("wu", "对, 就这样")
    assert small.request().beneficiary_consent_at is None and person(small, "wu").sensitive_consent_at is None
