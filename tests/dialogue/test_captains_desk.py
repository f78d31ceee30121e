"""待办, who is at it, what it really is, notes, and filing for somebody without a phone. No Rasa is needed."""

from __future__ import annotations

import re

from sqlalchemy import select

from aid.matching.model import OfferStatus
from aid.people.model import Address, Person, PostKind
from aid.people.service import posts_of
from aid.requests.model import Status
from aid.store.work import Unit
from aid.volunteers.application import volunteer_of
from aid.volunteers.model import Level, Volunteer, VolunteerSkill, VolunteerStatus
from tests.dialogue.someone import Someone
from tests.dialogue.test_volunteers_and_captains import offer_of
from tests.dialogue.town import Town, leak_by_taps


async def with_captain(town: Town) -> None:
    """The leak that nobody took in two hours."""
    await leak_by_taps(town)
    await town.waits(hours=2, minutes=5)
    assert town.status() is Status.WITH_CAPTAIN
    for who in (town.captain, town.deputy, town.secretary, town.wu):
        who.looks_away()


async def test_the_list_is_by_the_time_that_is_left(town: Town) -> None:
    """待办: the emergency first, a line and a button each; a resident's 「待办」 lists nothing."""
    await with_captain(town)
    await town.he.says("着火了, 3号楼")
    town.captain.looks_away()
    await town.captain.says("待办")
    card = town.captain.sees_one("captain_todo")
    lines = [line for line in card.text.splitlines() if line.startswith("#")]
    assert [line[:2] for line in lines] == ["#2", "#1"]
    assert all("还剩" in line or "已到时间" in line for line in lines)
    await town.captain.presses(card, "#1")
    town.captain.sees("captain_card")
    await town.wu.says("待办")
    assert "captain_todo" not in [each.key for each in town.wu.new()]


async def test_a_command_means_what_its_words_mean(town: Town) -> None:
    """/todo, /settings, /volunteer: understood like the phrases, and like them only from those whom they concern."""
    await town.captain.says("/todo")
    town.captain.sees("captain_todo_none")
    await town.lin.says("/settings")
    town.lin.sees("volunteer_settings")
    await town.he.says("/volunteer")
    town.he.sees("volunteer_skills")


async def test_nothing_to_do_is_said_so(town: Town) -> None:
    """An empty list is good news."""
    await town.captain5.says("待办")
    town.captain5.sees("captain_todo_none")


async def test_what_was_reported_up_stands_in_the_deputys_list(town: Town) -> None:
    """督办: once the deputy has been told, it is in the deputy's list too; before, it is not."""
    await with_captain(town)
    await town.deputy.says("待办")
    town.deputy.sees("captain_todo_none")
    await town.waits(days=1)
    town.deputy.looks_away()
    await town.deputy.says("待办")
    assert "#1" in town.deputy.sees_one("captain_todo").text


async def test_two_on_posts_do_not_both_call(town: Town) -> None:
    """X 正在处理: the deputy is told who is at it, may insist, and the captain hears of that; after a while it is free again."""
    await with_captain(town)
    await town.captain.sends_code("ct:1")
    town.captain.looks_away()
    await town.deputy.sends_code("ct:1")
    assert "样例·郑楼长正在处理" in town.deputy.sees_one("captain_being_handled").text
    await town.deputy.sends_code("ck:1")
    assert "样例·郑楼长正在处理" in town.deputy.sees_one("captain_card").text
    await town.deputy.sends_code("da:1")
    assert "您正在处理" in town.deputy.sees_one("captain_card").text
    assert "样例·薛副楼长接过去处理了" in town.captain.sees_one("captain_taken_over").text
    await town.waits(minutes=21)
    town.captain.looks_away()
    await town.captain.sends_code("ct:1")
    assert "captain_being_handled" not in [each.key for each in town.captain.new()]


async def test_another_category_sends_it_where_that_belongs(town: Town) -> None:
    """改类别 out of 派单中: the plumbers' offers end, the helpers of the new kind are asked, the resident's card says so."""
    await leak_by_taps(town)
    town.wu.looks_away()
    await town.captain.sends_code("dk:1")
    await town.captain.taps("手机电脑")
    request = town.request_of(1)
    assert (request.category, request.status) == ("digital_help", Status.OFFERING)
    assert offer_of(town, "lin").status is OfferStatus.EXPIRED
    assert town.jiang.new()[-1].key == "offer"
    town.wu.sees_nothing()
    assert "手机电脑" in town.wu.last("resident_card").text


async def test_an_old_card_begins_nothing_again(town: Town) -> None:
    """我来处理 on a card of before, with the request done and confirmed by now: told where it stands, and the resident hears nothing."""
    await with_captain(town)
    await town.captain.sends_code("cd:1")
    assert town.status() is Status.CONFIRMED
    for who in (town.captain, town.wu):
        who.looks_away()
    await town.captain.sends_code("ct:1")
    assert town.status() is Status.CONFIRMED
    town.captain.sees("captain_card")
    town.wu.sees_nothing()


async def test_the_resident_hears_once_that_somebody_is_at_it(town: Town) -> None:
    """An emergency: captain and secretary both tap, and tap again; the resident's phone rings for the first of it."""
    await town.wu.says("着火了, 3号楼")
    town.wu.looks_away()
    for who in (town.captain, town.secretary, town.captain, town.captain):
        await who.sends_code("ct:1")
    assert [each.key for each in town.wu.new()].count("resident_captain_acts") == 1
    assert town.captain.last("captain_card").labels[0] == "已经办好"  # what was tapped is not offered again


async def test_another_category_may_be_the_partners_or_the_captains(town: Town) -> None:
    """To the property company and back to the captain; what somebody holds keeps its category."""
    await leak_by_taps(town)
    await town.captain.sends_code("dc:1:property_public_facility")
    assert (town.status(), town.request_of(1).partner) == (Status.REFERRED, "property")
    await town.captain.sends_code("dc:1:noise_dispute")
    assert (town.status(), town.request_of(1).partner) == (Status.WITH_CAPTAIN, None)
    await town.captain.sends_code("dc:1:repair_home")
    await town.chen.sends_code("oy:2") if town.status() is Status.OFFERING else None
    held = [each for each in town.trail("accepted")]
    if held:
        await town.captain.sends_code("dc:1:pet")
        assert town.request_of(1).category == "repair_home"
    for code in ("dc:1:emergency", "dc:1:volunteer_offer", "dc:1:nothing"):
        town.captain.looks_away()
        await town.captain.sends_code(code)
        town.captain.sees("tap_refused")


async def test_a_note_is_for_captains_only(town: Town) -> None:
    """备注: on the captains' cards, never on the holder's or the resident's."""
    await with_captain(town)
    await town.captain.sends_code("dn:1")
    await town.captain.says("这户老人独居, 先打电话")
    assert [each.key for each in town.captain.new()] == ["ask_note", "note_kept"]
    await town.deputy.sends_code("ck:1")
    assert "备注: 这户老人独居" in town.deputy.sees_one("captain_card").text
    await town.lin.taps("接单")
    shown = " ".join(card.text for who in (town.lin, town.wu) for card in who.new())
    assert "独居" not in shown


async def test_filing_for_somebody_without_a_phone(town: Town) -> None:
    """代居民登记: the same questions, the resident's own request; who comes and the aftercare are calls of the captain."""
    await town.captain.says("代居民登记")
    town.captain.sees("file_how")
    await town.captain.says("3号楼1单元203林奶奶家水龙头漏水, 电话13800000077")
    await town.captain.taps("家中小修")
    await town.captain.taps("对")
    request = town.request_of(1)
    assert request.contact_phone == "13800000077"
    assert request.filed_by == town.person(town.captain).id != request.requester_id
    assert (request.building, request.status) == ("3", Status.OFFERING)
    assert "filed" in [each.key for each in town.captain.new()]
    await town.lin.taps("接单")
    told = town.captain.last("captain_tell").text
    assert "林邻居接单了" in told and re.search(r"暗号 \d{4}", told)
    await town.lin.taps("办好了")
    await town.captain.taps("确认办好")
    await town.waits(days=2)
    town.captain.last("captain_call")
    await town.captain.taps("电话里说解决了")
    assert town.status() is Status.CLOSED


async def test_the_secretary_makes_invitations_in_the_chat(town: Town) -> None:
    """邀请: building and post by taps, the code works once; a captain cannot give posts."""
    await town.secretary.says("邀请")
    await town.secretary.taps("楼栋长")
    await town.secretary.taps("7号楼")
    card = town.secretary.last("invitation_made")
    code = re.search(r"/start (\S+)", card.text)
    assert code and code[1] not in str(card.args)
    who = town.newcomer()
    await who.says(f"/start {code[1]}")
    assert [each.key for each in who.new()][-2:] == ["invitation_taken", "ask_own_name"]
    person = town.person(who).id
    await who.says("我叫样例·郭大姐")
    assert who.last_key() == "own_name_kept"
    assert town.person(who).name == "样例·郭大姐"
    assert [(each.kind, each.building) for each in town.read(lambda unit: posts_of(unit, person))] == [(PostKind.CAPTAIN, "7")]
    await town.he.says(f"/start {code[1]}")
    assert town.he.new()[-1].key == "invitation_refused"
    await town.captain.says("邀请")
    assert town.captain.sees_one("invite_whom").labels == ["志愿者"]
    await town.captain.sends_code("ai:secretary")
    assert town.captain.new()[-1].key == "tap_refused"


def _from_the_sheet(unit: Unit) -> int:
    person = Person(created_at=unit.now, name="样例·邱阿姨", building="6")
    volunteer = Volunteer(
        person=person, status=VolunteerStatus.APPROVED, skills=[VolunteerSkill(skill="plumbing", level=Level.SKILLED)], hours=[]
    )
    unit.session.add(volunteer)
    unit.session.flush()
    return volunteer.id


async def test_a_volunteer_of_the_sheet_brings_the_chat_by_invitation(town: Town) -> None:
    """The secretary invites by name; the newcomer is the volunteer from then on, once."""
    number = town.work.write("test", _from_the_sheet)
    await town.secretary.says("邀请")
    await town.secretary.taps("志愿者")
    await town.secretary.taps("邀请 样例·邱阿姨")
    code = re.search(r"/start (\S+)", town.secretary.last("invitation_made").text)
    assert code
    who: Someone = town.newcomer()
    await who.says(f"/start {code[1]}")
    assert who.new()[-1].key == "volunteer_linked"
    person = town.person(who)
    mine = town.read(lambda unit: volunteer_of(unit, person.id))
    assert (mine.id, person.name, person.building) == (number, "样例·邱阿姨", "6")
    assert town.read(lambda unit: unit.session.scalars(select(Address).where(Address.person_id == person.id)).one())
    await town.captain.sends_code(f"al:{number}")
    assert town.captain.new()[-1].key == "tap_refused"


async def test_the_open_link_leads_to_an_application(town: Town) -> None:
    """t.me/…?start=volunteer may be given to anybody: it gives nothing but the first card."""
    who = town.newcomer()
    await who.says("/start volunteer")
    assert who.new()[-1].key == "volunteer_skills"


FOREIGN = [
    ("wu", "da:1"),
    ("lin", "dn:1"),
    ("captain5", "dk:1"),
    ("he", "dc:1:pet"),
    ("lin", "dt"),
    ("wu", "ai:captain:3"),
    ("captain5", "da:1"),
]


async def test_nobody_else_acts_for_a_captain(town: Town) -> None:
    """Foreign taps are refused and change nothing."""
    await with_captain(town)
    before = town.request_of(1)
    for name, code in FOREIGN:
        who = getattr(town, name)
        who.looks_away()
        await who.sends_code(code)
        assert [card.key for card in who.new()] == ["tap_refused"], (name, code)
    after = town.request_of(1)
    assert (after.status, after.category, after.handled_by) == (before.status, before.category, before.handled_by)


async def test_what_is_told_of_another_flat_goes_to_nobody_unasked(town: Town) -> None:
    """A captain who talks with one resident and names another's door and phone is asked whom it is for."""
    await leak_by_taps(town)
    await town.wu.says("找真人")
    await town.captain.says("您好, 什么事", reply_to=town.captain.last("captain_handoff"))
    await town.wu.says("我想问问什么时候来")
    town.wu.looks_away()
    await town.captain.says("5号楼1单元101王奶奶家灯泡坏了, 电话13800000099")
    assert town.captain.last_key() == "to_whom"
    town.wu.sees_nothing()
    await town.captain.says("下午三点到您家")
    assert "下午三点" in town.wu.last("relayed").text


async def test_help_tells_a_captain_what_can_be_said(town: Town) -> None:
    """「帮助」: the words of the desk first, then what any resident may ask for; 「代报」 is one of them."""
    await town.captain.says("帮助")
    keys = [card.key for card in town.captain.new()]
    assert keys[0] == "help_on_post" and "ask_category" in keys
    await town.captain.says("代报")
    assert town.captain.last_key() == "file_how"


async def test_small_talk_of_somebody_who_waits_names_what_is_under_way(town: Town) -> None:
    """「Hello」 of a resident with an open request is not asked what to help with."""
    await leak_by_taps(town)
    await town.wu.says("English")
    await town.wu.says("Hello")
    assert "#1" in town.wu.last("smalltalk_busy").text
