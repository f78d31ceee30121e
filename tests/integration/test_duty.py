"""On duty and on leave: hands change by the captain's own word, and no request is ever without an owner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from aid.captains import duty
from aid.followups.model import FollowUpKind as Kind
from aid.people.model import Post
from aid.people.service import NobodyOnPost
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit
from tests.integration.compound import DAY, HOUR, Compound, opens


def with_captain(compound: Compound, who: str = "wu") -> int:
    """A request that waits for its captain."""
    number = opens(compound, who, "手机不会用微信", "digital_help")
    assert compound.status(number) is Status.WITH_CAPTAIN
    return number


def test_leave_hands_everything_over_at_once_and_coming_back_brings_it_home(compound: Compound) -> None:
    """「我请假到周五」: the deputy gets one list and the whole time; 「我回来了」 brings back what is not finished."""
    first, second = with_captain(compound), with_captain(compound, "he")
    compound.passes(HOUR / 2)
    compound.says("captain3", "我请假到周五")
    assert "9月18日 周五 24:00" in compound.last("captain3", "leave_noted").text and "薛副楼长" in compound.last("captain3").text
    told = compound.last("deputy3", "stands_in")
    assert f"#{first}" in told.text and f"#{second}" in told.text and "郑楼长不在" in told.text
    assert (compound.owner(first), compound.owner(second)) == ("deputy3", "deputy3")
    assert compound.pending(first)[Kind.CAPTAIN_REMIND] == compound.now + 2 * HOUR
    compound.taps("deputy3", f"#{first}")
    assert compound.last("deputy3", "captain_card").request == first
    compound.taps_code("deputy3", f"cd:{first}")
    compound.says("captain3", "我回来了")
    assert (compound.owner(first), compound.owner(second)) == ("captain3", "captain3")
    assert "欢迎回来" in compound.last("captain3", "leave_over").text
    assert compound.got("deputy3", "handed_back_to") == 1


def test_leave_ends_by_itself_and_what_came_meanwhile_stays_with_who_was_first(small: Compound) -> None:
    """首接负责: what the deputy was given is returned, what the deputy received first is kept."""
    before = with_captain(small)
    small.says("captain3", "请假")
    small.taps("captain3", "到明晚")
    during = with_captain(small, "he")
    small.passes(2 * DAY)
    assert (small.owner(before), small.owner(during)) == ("captain3", "deputy3")
    assert small.got("captain3", "leave_over") == 1


def test_leave_that_lies_ahead_changes_hands_when_it_begins(small: Compound) -> None:
    """「明天请假」 changes nothing today."""
    number = with_captain(small)
    small.says("captain3", "明天请假")
    assert small.owner(number) == "captain3"
    small.passes(DAY)
    assert small.owner(number) == "deputy3"
    small.passes(DAY)
    assert small.owner(number) == "captain3"


def test_when_the_deputy_leaves_too_the_secretary_has_it_and_the_captain_gets_it_back(small: Compound) -> None:
    """Whoever stands in hands on, and the way home leads to the first owner."""
    number = with_captain(small)
    small.says("captain3", "我请假到周日")
    small.says("deputy3", "我请假到周五")
    assert small.owner(number) == "secretary"
    small.passes(3 * DAY)
    assert small.owner(number) == "secretary", "the deputy is back, the captain is not"
    small.passes(2 * DAY)
    assert small.owner(number) == "captain3"


def test_a_leave_slept_through_turns_once_and_in_order(compound: Compound) -> None:
    """The program was stopped all through it: nobody is handed anything, and the captain is on duty."""
    number = with_captain(compound)
    compound.says("captain3", "明天请假")
    compound.sleeps_until(compound.now + 3 * DAY)
    compound.fires()
    assert compound.owner(number) == "captain3" and compound.posted("deputy3", "stands_in") == 0


def test_what_a_resident_says_of_leave_is_no_leave(small: Compound) -> None:
    """Words of duty belong to those on a post."""
    small.says("wu", "我请假到周五", sure=False)
    assert small.posted("wu", "leave_noted") == 0


def test_who_stands_in_is_not_told_of_their_own_silence(small: Compound) -> None:
    """督办 of a request that the deputy owns goes to the secretary."""
    number = with_captain(small)
    small.says("captain3", "我请假到周日")
    small.passes(DAY)
    assert small.owner(number) == "deputy3"
    assert small.posted("deputy3", "captain_escalated") == 0 and small.posted("secretary", "captain_escalated") >= 1


def test_a_reopened_request_finds_its_captain_back_from_leave(small: Compound) -> None:
    """Closed in the deputy's hands, reopened after the captain's return: the first owner has it."""
    number = with_captain(small)
    small.says("captain3", "我请假到周五")
    small.taps_code("deputy3", f"cd:{number}")
    small.passes(2 * DAY)
    small.taps("wu", "解决了")
    small.says("captain3", "我回来了")
    small.taps_code("wu", f"rs:{number}:0")
    assert (small.status(number), small.owner(number)) == (Status.WITH_CAPTAIN, "captain3")


@pytest.mark.parametrize(
    "breaking",
    [
        lambda unit, ids: unit.session.execute(update(HelpRequest).values(captain_id=ids["wu"])),
        lambda unit, ids: unit.session.execute(update(HelpRequest).values(captain_id=None)),
        lambda unit, ids: unit.session.execute(delete(Post).where(Post.person_id == ids["captain3"])),
        lambda unit, ids: unit.session.execute(update(Post).where(Post.person_id == ids["captain3"]).values(person_id=ids["wu"])),
    ],
    ids=["to one without a post", "to nobody", "its post is deleted", "its post is given away"],
)
def test_the_database_refuses_a_request_without_an_owner_on_a_post(
    compound: Compound, breaking: Callable[[Unit, dict[str, int]], object]
) -> None:
    """An invariant of both engines, whatever the program does."""
    opens(compound)
    with pytest.raises(IntegrityError), compound.work.engine.begin() as connection:
        breaking(Unit(Session(connection), compound.now, compound.work.community, "test"), compound.ids)
    assert compound.owner() == "captain3"


def test_a_post_is_given_up_once_somebody_else_has_what_it_owned(compound: Compound) -> None:
    """The deputy has the requests before the post is gone; the last secretary cannot leave them to nobody."""
    number = with_captain(compound)

    def give_up(unit: Unit, who: str) -> None:
        duty.give_up(unit, unit.session.scalars(select(Post.id).where(Post.person_id == compound.ids[who])).one())

    for who, owner in (("captain3", "deputy3"), ("deputy3", "secretary")):
        compound.does(give_up, who)
        assert compound.owner(number) == owner
    with pytest.raises(NobodyOnPost):
        compound.does(give_up, "secretary")
    assert compound.owner(number) == "secretary"


def test_a_captain_gives_up_the_post_by_a_word_and_a_tap(compound: Compound) -> None:
    """「我不当楼栋长了」 asks; the tap hands everything over for good, and the secretary hears of the vacancy."""
    number = with_captain(compound)
    compound.says("captain3", "我不当楼栋长了")
    assert compound.owner(number) == "captain3"
    compound.taps("captain3", "交出3号楼楼栋长")
    assert compound.owner(number) == "deputy3" and compound.request(number).stands_in_for is None
    assert f"#{number}" in compound.last("deputy3", "takes_over").text
    assert "3号楼的楼栋长" in compound.last("captain3", "post_given_up").text and compound.got("secretary", "post_vacant") == 1
    assert with_captain(compound, "he") and compound.owner(2) == "deputy3"
    compound.taps("captain3", "交出3号楼楼栋长")  # an old button
    assert compound.got("captain3", "post_given_up") == 1


def test_the_last_secretary_stays_and_whoever_thinks_again_does(small: Compound) -> None:
    """Requests would have nobody; nobody else's post can be given up."""
    small.says("secretary", "卸任")
    small.taps("secretary", "交出")
    assert small.got("secretary", "give_up_nobody") == 1
    small.says("captain3", "我请假")
    small.taps("captain3", "我不想再担任了")
    small.taps("captain3", "不, 继续担任")
    assert small.got("captain3", "post_kept") == 1
    with small.work.read() as unit:
        held = {each.person_id for each in unit.session.scalars(select(Post))}
        mine = unit.session.scalars(select(Post.id).where(Post.person_id == small.ids["captain3"])).one()
    assert {small.ids["captain3"], small.ids["secretary"]} <= held
    small.taps_code("deputy3", f"lg:{mine}")
    assert small.posted("deputy3", "post_given_up") == 0
