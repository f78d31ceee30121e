"""转同盟单位 and 退单: cards, clocks and eyes of partners, and a backstop that decides."""

from __future__ import annotations

from datetime import datetime

from aid.captains.model import Referral
from aid.conversations.incoming import Incoming
from aid.conversations.incoming import Kind as Sent
from aid.followups.model import FollowUpKind as Kind
from aid.people.invitations import invite_partner
from aid.people.model import PostKind
from aid.requests.model import Status
from tests.integration.compound import DAY, HOUR, Compound, opens

LIGHT = "楼道的灯坏了, 电话13900000009"


def joins(compound: Compound, who: str = "property", partner: str = "property") -> None:
    """Somebody of a partner comes by invitation."""
    compound.ids[who] = compound.lives(who)
    code = compound.does(invite_partner, partner)
    compound.sends(who, Incoming(Sent.START, text=f"/start {code}"))
    assert "小区物业的联系人" in compound.last(who, "invitation_taken_partner").text


def referred(compound: Compound) -> int:
    number = opens(compound, text=LIGHT, category="property_public_facility")
    assert compound.status(number) is Status.REFERRED
    return number


def referral(compound: Compound) -> Referral:
    with compound.work.read() as unit:
        found = unit.session.get_one(Referral, 1)
        unit.session.expunge(found)
        return found


def test_a_partner_sees_door_and_phone_only_after_it_said_so(compound: Compound) -> None:
    """收到 opens them, records the view and stops the clocks of silence; 办好了 goes to the captain to confirm."""
    joins(compound)
    number = referred(compound)
    card = compound.last("property", "partner_card")
    assert "501" not in card.text and "139" not in card.text
    compound.taps("property", "收到")
    card = compound.last("property", "partner_card")
    assert "3号楼2单元501" in card.text and "13900000009" in card.text
    assert [event.facts["reader"] for event in compound.trail(number, "viewed")][-1] == compound.ids["property"]
    assert not {Kind.PARTNER_REMIND, Kind.PARTNER_BACK} & set(compound.pending(number)) and Kind.PARTNER_NEWS in compound.pending(number)
    assert compound.got("wu", "resident_partner_acknowledged") == 1 and compound.request(number).first_word_at == compound.now
    compound.taps("property", "办好了")
    assert compound.status(number) is Status.DONE and referral(compound).ended_as == "done"
    assert "小区物业说办好了" in compound.last("captain3", "captain_confirm").text
    compound.taps("captain3", "确认办好")
    compound.passes(3 * DAY)
    compound.taps("wu", "解决了")
    compound.taps_code("property", f"pa:{number}")
    assert compound.last("property").key == "nothing_to_do", "nothing is shown after the end"


def test_a_second_contact_of_the_partner_sees_nothing_of_the_first_ones(small: Compound) -> None:
    """Door and phone are for the one who said 收到; a partner of another request gets nothing at all."""
    joins(small)
    joins(small, "colleague")
    number = referred(small)
    small.taps("property", "收到")
    small.taps_code("colleague", f"pa:{number}")
    assert "501" not in small.last("colleague", "partner_card").text
    small.lives("mallory", "2")
    small.taps_code("mallory", f"pa:{number}")
    assert small.last("mallory").key == "tap_refused"


def test_a_partner_is_told_in_its_opening_hours_and_asked_again_in_them(small: Compound) -> None:
    """Referred on the eve of 国庆 after closing: the card comes on the first working day after it."""
    joins(small)
    small.passes(datetime.fromisoformat("2026-09-30T18:00:00+08:00") - small.now)
    number = referred(small)
    assert small.got("property", "partner_card") == 0 and small.posted("property", "partner_card") == 1
    assert small.pending(number)[Kind.PARTNER_REMIND] == datetime.fromisoformat("2026-10-08T17:30:00+08:00")
    small.passes(datetime.fromisoformat("2026-10-08T08:30:00+08:00") - small.now)
    assert small.last("property", "partner_card").at == small.now
    small.passes(DAY)
    assert small.got("property", "partner_reminded") == 1 and small.got("captain3", "captain_partner_silent") >= 1
    small.passes(DAY)
    assert small.status(number) is Status.WITH_CAPTAIN and referral(small).ended_as == "silent"


def test_a_partner_that_said_so_and_falls_silent_is_asked_again_and_again(small: Compound) -> None:
    """No request sleeps with a partner; 还在办 is news for the resident."""
    joins(small)
    number = referred(small)
    small.taps("property", "收到")
    small.passes(7 * DAY)
    assert small.got("property", "partner_reminded") >= 2 and Kind.PARTNER_NEWS in small.pending(number)
    small.taps("property", "还在办")
    assert small.last("wu").key == "resident_partner_working"


def test_a_partner_without_a_chat_is_phoned_by_the_captain_with_words_to_say(small: Compound) -> None:
    """The card carries script and number, and what is heard on the phone is a tap."""
    number = opens(small, text="我想咨询劳动合同", category="legal")
    small.taps("captain3", "更多")
    small.taps("captain3", "转同盟单位")
    shown = list(small.last("captain3", "captain_partners").buttons)
    assert shown[0] == "法律援助站" and "小区物业" in shown, "those whose categories fit first"
    small.taps("captain3", "法律援助站")
    script = small.last("captain3", "captain_refer_call").text
    assert "12348" in script and "劳动合同" in script and "这样说" in script
    small.taps("captain3", "单位说收到")
    assert Kind.PARTNER_NEWS in small.pending(number)
    assert small.trail(number, "acknowledged")[0].facts["by"] == "phone"


def test_a_return_needs_a_reason_and_at_the_limit_the_secretary_decides(compound: Compound) -> None:
    """Captain to deputy, deputy to secretary; what the secretary decides is final."""
    number = opens(compound, text="手机不会用微信", category="digital_help")
    compound.taps("captain3", "更多")
    compound.taps("captain3", "退单")
    assert compound.owner(number) == "captain3", "not without a reason"
    compound.taps("captain3", "我和当事人有关系")
    assert compound.owner(number) == "deputy3" and "我和当事人有关系" in compound.last("deputy3", "captain_sent_back").text
    compound.taps_code("deputy3", f"cb:{number}:cannot")
    assert compound.owner(number) == "secretary" and "当场定" in compound.last("secretary", "captain_decide").text
    compound.taps_code("captain3", f"cv:{number}:captain")
    assert compound.last("captain3").key == "tap_refused", "only the secretary decides"
    compound.taps("secretary", "定给楼栋长")
    assert (compound.owner(number), compound.request(number).captain_level) == ("captain3", PostKind.CAPTAIN)
    compound.taps_code("captain3", f"cb:{number}:cannot")
    assert compound.last("captain3").key == "send_back_refused" and compound.owner(number) == "captain3"
    assert [event.facts.get("reason") for event in compound.trail(number, "sent_back")] == ["related", "cannot"]


def test_a_partners_return_comes_back_with_its_reason_and_counts(small: Compound) -> None:
    """First to the captain, at the limit to the secretary."""
    joins(small)
    number = referred(small)
    small.taps("property", "退回")
    small.taps("property", "不归我们单位管")
    assert small.status(number) is Status.WITH_CAPTAIN and "不归我们单位管" in small.last("captain3", "captain_sent_back").text
    small.taps_code("captain3", f"cr:{number}:property")
    small.passes(HOUR / 2)
    small.taps("property", "退回")
    small.taps("property", "现在办不了")
    assert small.owner(number) == "secretary" and small.got("secretary", "captain_decide") == 1
    assert "楼栋长处理中" in small.last("wu", "resident_card").text
