"""Who owns a request: a captain from its first message on, and the right one as soon as the building is known."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from aid.delivery.model import InboxMessage
from aid.people.model import Person, Post, PostKind
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit
from tests.integration.compound import DAY, HOUR, LEAK, MINUTE, Compound, opens


def takes_leave(compound: Compound, who: str) -> None:
    """Somebody goes off duty."""

    def leave(unit: Unit) -> None:
        for post in unit.session.scalars(select(Post).where(Post.person_id == compound.ids[who])):
            post.on_duty = False

    compound.does(leave)


def test_a_request_has_its_captain_from_the_first_message(small: Compound) -> None:
    """Before anything is confirmed somebody owns it."""
    small.says("wu", LEAK, "repair_home")
    assert (small.status(), small.owner()) == (Status.RECEIVED, "captain3")
    assert small.trail()[0].kind == "started" and small.trail()[0].facts["captain"] == small.ids["captain3"]


def test_an_unknown_building_is_the_secretarys_until_it_is_learnt(compound: Compound) -> None:
    """The captain of the building takes over the moment the resident says where."""
    compound.says("stranger", LEAK, "repair_home")
    assert compound.owner() == "secretary"
    compound.says("stranger", "2号楼1单元402")
    assert compound.owner() == "captain2"
    compound.taps("stranger", "对, 就这样")
    assert compound.posted("captain2", "captain_opened") == 1 and compound.posted("secretary", "captain_opened") == 0
    assert [event.facts["level"] for event in compound.trail(kind="owned")] == ["captain"]


def test_a_corrected_building_changes_the_captain_before_anybody_has_acted(small: Compound) -> None:
    """「不对, 是2号楼」 on the card moves it next door."""
    small.says("wu", LEAK, "repair_home")
    small.says("wu", "不对, 我现在在2号楼")
    assert small.owner() == "captain2"


def test_a_building_that_does_not_exist_stays_with_the_secretary_and_is_asked_again(small: Compound) -> None:
    """「99号楼」 is told to be none of ours; nothing is guessed."""
    small.says("stranger", f"99号楼, {LEAK}", "repair_home")
    assert small.owner() == "secretary"
    assert "没有 99 号楼" in small.last("stranger", "ask_place").text


def test_a_building_without_captain_belongs_to_the_secretary(small: Compound) -> None:
    """Building 30 has no post of its own."""
    small.lives("far", "30", "1", "101")
    opens(small, "far")
    assert small.owner() == "secretary"


@pytest.mark.parametrize(("away", "owner"), [(["captain3"], "deputy3"), (["captain3", "deputy3"], "secretary"), (["deputy3"], "captain3")])
def test_who_is_away_is_stood_in_for_by_the_next_one_up(small: Compound, away: list[str], owner: str) -> None:
    """The first on duty owns a new request."""
    for who in away:
        takes_leave(small, who)
    small.says("wu", LEAK, "repair_home")
    assert small.owner() == owner


def test_when_all_are_away_somebody_owns_it_all_the_same(small: Compound) -> None:
    """A holiday of everybody leaves no request without an owner."""
    for who in ("captain3", "deputy3", "secretary"):
        takes_leave(small, who)
    small.says("wu", LEAK, "repair_home")
    assert small.owner() == "secretary"


def test_without_any_post_the_resident_is_told_whom_to_call_and_nothing_is_half_written(compound: Compound) -> None:
    """A compound with no secretary yet cannot take requests; it says so and names the hotline."""
    compound.does(lambda unit: unit.session.execute(delete(Post)))
    inbox_id = compound.says("stranger", "快来人, 我家着火了")
    assert "12345" in compound.last("stranger", "nobody_on_post").text
    with compound.work.read() as unit:
        assert unit.session.scalars(select(HelpRequest)).all() == []
        assert unit.session.get_one(InboxMessage, inbox_id).answered_at is not None


def test_the_owner_stays_while_the_matter_is_told_upwards(small: Compound) -> None:
    """首接负责: deputy and secretary hear of it, the captain keeps it."""
    number = opens(small)
    small.passes(4 * DAY)
    assert small.posted("secretary", "captain_escalated") > 0
    assert small.owner(number) == "captain3"


@pytest.mark.parametrize(
    ("category", "text", "status", "captain", "resident"),
    [
        ("repair_home", LEAK, Status.OFFERING, "captain_opened", "正在找邻居"),
        ("property_public_facility", "楼道的灯坏了", Status.REFERRED, "captain_refer_call", "已转给小区物业"),
        ("noise_dispute", "楼上晚上很吵", Status.WITH_CAPTAIN, "captain_card", "已记下, 楼栋长会联系您"),
        ("wish", "我想要一本字典", Status.WITH_CAPTAIN, "captain_card", "已记下, 楼栋长会联系您"),
        ("feedback_suggestion", "建议多装几个垃圾桶", Status.WITH_CAPTAIN, "captain_card", "已记下, 楼栋长会联系您"),
        ("event_signup", "我想报名合唱团", Status.WITH_CAPTAIN, "captain_card", "已记下, 楼栋长会联系您"),
    ],
)
def test_a_request_goes_where_its_group_sends_it_and_its_captain_knows_at_once(
    small: Compound, category: str, text: str, status: Status, captain: str, resident: str
) -> None:
    """Help to neighbours, service to its partner, quarrels and wishes to the captain, who hears of every one of them."""
    opens(small, text=text, category=category)
    assert small.status() is status
    assert small.posted("captain3", captain) == 1 and small.last("captain3", captain).at == small.now
    assert resident in small.last("wu", "resident_card").text


def test_help_that_nobody_can_give_goes_to_the_captain_at_once(small: Compound) -> None:
    """With no neighbour of that skill there is no waiting for a wave."""
    opens(small, text="手机不会用微信", category="digital_help")
    assert small.status() is Status.WITH_CAPTAIN
    assert "没有能请的邻居了" in small.last("captain3", "captain_card").text


def test_who_asks_for_a_person_gets_one_and_words_go_to_and_fro(compound: Compound) -> None:
    """找真人: the captain is called in, both hear each other through us, and either may end it."""
    compound.says("wu", "我要找真人")
    number = compound.last("wu", "resident_handed_over").request
    assert number is not None and compound.status(number) is Status.WITH_CAPTAIN
    compound.says("wu", "我不太会说, 就是水管的事")
    assert "水管的事" in compound.last("captain3", "relayed").text
    compound.says("captain3", "我下午过来看", reply_to=compound.last("captain3", "relayed"))
    assert "我下午过来看" in compound.last("wu", "relayed").text
    compound.taps("wu", "说完了")
    compound.says("wu", LEAK, "repair_home")
    assert compound.posted("captain3", "relayed") == 1, "the assistant listens again"


def test_a_hand_off_ends_with_its_request(small: Compound) -> None:
    """Days after the captain has closed it, new words open a new request instead of going to the old one."""
    small.says("wu", "我要找真人")
    small.taps("captain3", "已经办好")
    small.passes(2 * DAY)
    small.taps("wu", "解决了")
    small.says("wu", LEAK, "repair_home")
    assert small.last("wu", "confirm_card").request == 2


def test_whoever_cannot_be_understood_gets_a_person(small: Compound) -> None:
    """Two answers that nobody can read, and the captain is called in with what was said."""
    small.says("wu", "那个东西那个了", sure=False)
    for words in ("就是那个嘛", "哎呀还是那个"):
        small.says("wu", words, sure=False)
    assert small.status() is Status.WITH_CAPTAIN
    assert small.posted("captain3", "captain_handoff") == 1


def test_a_resident_who_completes_late_is_told_how_it_stands(small: Compound) -> None:
    """The captain has asked somebody meanwhile: 「对」 is answered with the status, not with silence, and opens nothing twice."""
    small.says("wu", LEAK, "repair_home")
    small.passes(HOUR + MINUTE)
    assert small.status() is Status.WITH_CAPTAIN
    small.taps("captain3", "指派邻居")
    small.taps("captain3", "林师傅")
    small.taps("lin", "接单")
    small.taps("wu", "对, 就这样")
    assert small.last("wu").key == "resident_status" and small.status() is Status.ACCEPTED


def test_what_was_dropped_does_not_swallow_what_is_said_next(small: Compound) -> None:
    """After 「不用了」 the next words begin a conversation and a request of their own."""
    small.says("wu", LEAK, "repair_home")
    small.taps("wu", "不用了")
    small.says("wu", "那帮我把厨房的灯修一下", "repair_home")
    small.taps("wu", "对, 就这样")
    assert (small.status(1), small.status(2)) == (Status.CANCELLED, Status.OFFERING)


def test_somebody_who_writes_is_a_person_once(compound: Compound) -> None:
    """A stranger becomes a resident by writing, and stays the same one."""
    for text in ("你好", LEAK, "在吗"):
        compound.says("stranger", text, "repair_home" if text == LEAK else "greeting_chitchat")
    with compound.work.read() as unit:
        assert len(unit.session.scalars(select(Person)).all()) == len(compound.ids) + 1


def test_the_levels_are_climbed_one_by_one(small: Compound) -> None:
    """Captain, deputy, secretary: each reopening after the first goes one up, and not beyond."""
    number = opens(small)
    levels = []
    for who in ("captain3", "captain3", "deputy3", "secretary"):
        if small.status(number) is not Status.WITH_CAPTAIN:
            small.taps_code(who, f"ct:{number}")
        small.taps_code(who, f"cd:{number}")
        small.passes(3 * DAY)
        small.taps("wu", "还没解决")
        levels.append(small.request(number).captain_level)
    assert levels == [PostKind.CAPTAIN, PostKind.DEPUTY, PostKind.SECRETARY, PostKind.SECRETARY]
