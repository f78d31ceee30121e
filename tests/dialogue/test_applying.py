"""Becoming a volunteer in the chat, changing one's mind, resting; and the captain's word about it. No Rasa is needed."""

from __future__ import annotations

from aid.requests.model import Status
from aid.volunteers.application import volunteer_of
from aid.volunteers.model import Level, Reach, Volunteer, VolunteerStatus
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town, leak_by_taps


def volunteer(town: Town, who: Someone) -> Volunteer:
    """Their row as it stands."""
    person = town.person(who).id
    found: Volunteer | None = town.read(lambda unit: volunteer_of(unit, person))
    assert found is not None
    return found


async def apply(town: Town, who: Someone) -> None:
    """Everything that 何依伯 of building 3 has to do: his name is known, as is his building."""
    await who.says("我想当志愿者")
    await who.says("我会修电脑, 会修水管")
    await who.taps("后面都按默认")
    await who.taps("✅ 提交")
    who.looks_away()


async def test_a_tired_person_applies_in_under_ten_taps(town: Town) -> None:
    """Words for the skills and then a tap a card; the captain gets the card, approves, and the next leak is offered."""
    await town.he.says("我想当志愿者!")
    town.he.sees("volunteer_skills")
    await town.he.says("我会修电脑、水管")
    assert "电脑" in town.he.sees_one("volunteer_skills").text
    taps = ["下一步", "平时晚上", "全小区", "下一步", "一天最多 1 次", "夜里别叫我", "✅ 提交"]
    for label in taps:
        await town.he.taps(label)
    assert [card.key for card in town.he.new()] == [
        "volunteer_hours", "volunteer_reach", "volunteer_languages", "volunteer_limits", "volunteer_night", "volunteer_summary",
        "application_handed_in",
    ]  # fmt: skip
    mine = volunteer(town, town.he)
    assert (mine.status, mine.reach, mine.cap_day, mine.night_ok) == (VolunteerStatus.APPLIED, Reach.COMPOUND, 1, False)
    card = town.captain.sees_one("captain_application")
    assert "样例·何依伯" in card.text and "电脑" in card.text
    await town.captain.taps("通过")
    town.captain.sees("application_approved")
    town.he.sees("volunteer_welcome")
    assert volunteer(town, town.he).status is VolunteerStatus.APPROVED
    assert {event.kind for event in town.trail("volunteer_approved")} and town.trail("applied")


async def test_an_application_can_be_left_and_taken_up_again(town: Town) -> None:
    """Between two cards he asks for help himself; 「我想当志愿者」 then shows the card he had reached."""
    await town.he.says("我想当志愿者")
    await town.he.says("会修电脑")
    await town.he.taps("下一步")
    town.he.looks_away()
    await town.he.says("我家厨房水管漏水了, 请人来看看")
    town.he.sees("please_wait", "ask_category")
    await town.he.says("我要当志愿者")
    town.he.sees("volunteer_hours")
    await town.he.says("周三晚上、周末下午")
    town.he.sees("volunteer_reach")
    assert len(volunteer(town, town.he).hours) == 3


async def test_skills_are_chosen_by_buttons_in_groups_on_the_card_itself(town: Town) -> None:
    """A tick redraws the list in place; a tap on a chosen skill turns its level."""
    await town.he.says("我想当志愿者")
    await town.he.taps("➕ 再加一样")
    await town.he.taps("家电家具")
    card = town.he.last("volunteer_group")
    town.he.looks_away()
    await town.he.taps("家电维修")
    assert any(label.startswith("✅ 家电维修") for label, _ in card.shown.buttons)
    town.he.sees_nothing()
    await town.he.taps("选好了")
    await town.he.taps("家电维修 · 熟练")
    assert [(each.skill, each.level) for each in volunteer(town, town.he).skills] == [("appliances", Level.CERTIFIED)]
    assert any(label == "家电维修 · 持证" for label, _ in town.he.last("volunteer_skills").shown.buttons)


async def test_a_newcomer_is_asked_for_name_and_building(town: Town) -> None:
    """Nobody is approved nameless; both are asked last, in words or by a tap."""
    who = town.newcomer()
    await who.says("我想报名当志愿者")
    await who.says("会理发")
    await who.taps("后面都按默认")
    assert who.new()[-1].key == "volunteer_name"
    await who.says("我叫林建国")
    who.sees("volunteer_building")
    await who.taps("5号楼")
    assert "林建国" in who.sees_one("volunteer_summary").text
    await who.taps("✅ 提交")
    town.captain5.sees("captain_application")
    town.captain.sees_nothing()


async def test_a_declined_applicant_hears_why_in_friendly_words(town: Town) -> None:
    """One tap gives the reason; the second tap on the old card finds it decided."""
    await apply(town, town.he)
    card = town.captain.sees_one("captain_application")
    await town.captain.taps("不通过")
    await town.captain.taps("想先见面聊聊")
    assert [each.key for each in town.captain.new()] == ["captain_decline_why", "application_declined"]
    assert "见面" in town.he.sees_one("volunteer_declined").text
    await town.captain.presses(card, "通过")
    town.captain.sees("application_decided")
    assert volunteer(town, town.he).status is VolunteerStatus.DECLINED


async def test_who_helps_the_old_needs_a_vetting_with_its_date(town: Town) -> None:
    """Skills for the old: approved, but asked only once the captain has recorded the vetting."""
    await town.he.says("我想当志愿者")
    await town.he.says("会陪老人聊天")
    await town.he.taps("后面都按默认")
    await town.he.taps("✅ 提交")
    card = town.captain.last("captain_application")
    assert card.labels == ["已审核, 通过", "通过", "不通过"]
    await town.captain.taps("通过")
    assert volunteer(town, town.he).vetted_at is None
    await town.captain.taps("已审核")
    assert volunteer(town, town.he).vetted_at == town.trail("vetted")[0].at
    assert [each.key for each in town.he.new()][-2:] == ["volunteer_welcome_unvetted", "volunteer_vetted"]


async def test_nobody_but_the_captains_above_decides(town: Town) -> None:
    """The applicant, a neighbour and another building's captain are refused; the deputy may."""
    await apply(town, town.he)
    number = volunteer(town, town.he).id
    for who in (town.he, town.lin, town.captain5, town.stranger):
        for code in (f"ap:{number}:1", f"aw:{number}", f"ar:{number}:enough", f"av:{number}", f"ac:{number}"):
            who.looks_away()
            await who.sends_code(code)
            who.sees("tap_refused")
    assert volunteer(town, town.he).status is VolunteerStatus.APPLIED
    await town.deputy.sends_code(f"ap:{number}:0")
    assert volunteer(town, town.he).status is VolunteerStatus.APPROVED


async def test_somebody_elses_card_is_not_theirs_to_tap(town: Town) -> None:
    """Every act on a volunteer's own card is refused from anybody else, and stale once it is over."""
    await apply(town, town.he)
    number = volunteer(town, town.he).id
    codes = [
        f"vs:{number}:computer", f"vp:{number}:computer", f"vg:{number}", f"vk:{number}:0", f"vh:{number}:any", f"vr:{number}:building",
        f"vl:{number}:1", f"vm:{number}:1", f"vq:{number}:1", f"vb:{number}:5", f"vn:{number}:hours", f"vo:{number}:hours",
        f"vd:{number}:hours", f"vy:{number}", f"vx:{number}", f"va:{number}", f"vz:{number}:week", f"vw:{number}",
    ]  # fmt: skip
    for code in codes:
        town.wu.looks_away()
        await town.wu.sends_code(code)
        town.wu.sees("tap_refused")
    for code in (f"vy:{number}", f"vx:{number}", f"vb:{number}:5", f"vz:{number}:week"):
        await town.he.sends_code(code)
        town.he.sees("tap_stale")
    for code in (f"vs:{number}:no_such_skill", f"vh:{number}:midnight", f"vr:{number}:moon", f"vl:{number}:99", f"vm:{number}:7"):
        await town.he.sends_code(code)
        town.he.sees("tap_refused")


async def test_a_volunteer_rests_and_comes_back_by_words(town: Town) -> None:
    """今天别找我: the leak goes past him until he says that he is back; 我的设置 says so."""
    await town.lin.says("今天别找我")
    town.lin.sees("volunteer_rests")
    await leak_by_taps(town)
    town.lin.sees_nothing()
    await town.lin.says("我的设置")
    assert "休息到" in town.lin.sees_one("volunteer_settings").text
    await town.lin.taps("恢复接单")
    town.lin.sees("volunteer_is_back")
    assert volunteer(town, town.lin).paused_until is None


async def test_a_pause_may_be_said_in_words(town: Town) -> None:
    """暂停接单, 到周五: the end is read and shown; a sentence about a leak is not taken for a day."""
    await town.lin.says("暂停接单")
    town.lin.sees("volunteer_pause")
    await town.lin.says("到周五")
    assert "9月18日 周五 24:00" in town.lin.sees_one("volunteer_rests").text
    await town.lin.taps("恢复接单")
    await town.lin.says("我的设置")
    await town.lin.taps("改次数")
    await town.lin.says("一天一次")
    assert [card.key for card in town.lin.new()][-1] == "volunteer_settings"
    assert (volunteer(town, town.lin).cap_day, volunteer(town, town.lin).cap_week) == (1, 3)


async def test_the_captains_list_shows_who_waits_first(town: Town) -> None:
    """志愿者名单: applications on top with a button each; of another building nothing; a resident's words are only words."""
    await apply(town, town.he)
    town.captain.looks_away()
    await town.captain.says("志愿者名单")
    card = town.captain.sees_one("captain_volunteers")
    assert card.text.splitlines()[1].startswith("🆕")
    assert "方老师" not in card.text
    await town.captain.taps("看 样例·何依伯 的报名")
    town.captain.sees("captain_application")
    await town.wu.says("志愿者名单")
    assert "captain_volunteers" not in [each.key for each in town.wu.new()]


async def test_a_captain_who_forgets_an_application_is_shown_it_again(town: Town) -> None:
    """By the daily look of the ticks, two days later; nobody waits for an answer that never comes."""
    await apply(town, town.he)
    town.captain.looks_away()
    await town.waits(days=2, hours=1)
    assert [card.key for card in town.captain.new()].count("captain_application") == 1


async def test_applying_and_dropping_leaves_no_request_behind(town: Town) -> None:
    """不报了: what was filled in is gone, and no request was made of it."""
    await town.he.says("我想当志愿者")
    await town.he.says("会修电脑")
    await town.he.taps("后面都按默认")
    await town.he.taps("不报了")
    assert town.he.new()[-1].key == "application_dropped"
    assert volunteer(town, town.he).skills == []
    assert town.requests() == []
    assert Status.RECEIVED not in {each.status for each in town.requests()}


async def test_who_types_ahead_is_understood(town: Town) -> None:
    """Hours, how often, name and building said before they are asked for are answers, and begin no request."""
    who = town.newcomer()
    await who.says("我想当志愿者")
    await who.says("会修水管")
    await who.says("晚上和周末")
    assert who.last_key() == "volunteer_reach"
    await who.says("我叫样例·林明")
    assert who.last_key() == "volunteer_reach"
    await who.says("一天两次")
    assert who.last_key() == "volunteer_night"
    await who.says("5号楼")
    assert who.last_key() == "volunteer_night"
    mine = volunteer(town, who)
    assert (mine.cap_day, mine.person.building, bool(mine.hours)) == (2, "5", True)
    assert not [card for card in who.new() if card.key.startswith("ask_")]
