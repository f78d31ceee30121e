"""我的数据, 删除我的数据, and what is forgotten by itself: afterwards the whole file holds nothing of it, and every trail is whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, func, select, type_coerce
from sqlalchemy.engine import make_url

from aid.conversations.incoming import Incoming, Kind
from aid.delivery.model import InboxMessage
from aid.delivery.service import receive
from aid.people.audit import first_break
from aid.people.model import Address, AuditEvent, Household, Person
from aid.privacy.forgetting import erase_due, sweep
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.subscribers import subscribers_of
from aid.store.base import Base
from aid.store.types import Encrypted, EncryptedJson
from aid.volunteers.model import VolunteerStatus
from cli.volunteers import record_views
from tests.integration.compound import CHANNEL, DAY, LEAK, START, Compound, opens

NAME, PHONE, ROOM = "欧阳阿姨", "13987654321", "1703"
WORDS = f"{LEAK}, 钥匙在鞋柜第三格"
HIDDEN = [column for table in Base.metadata.sorted_tables for column in table.columns if isinstance(column.type, Encrypted | EncryptedJson)]


def written(compound: Compound) -> set[bytes]:
    """Every secret as it stands in the rows: ciphertexts, and the keyed hashes beside them."""
    found: set[bytes] = set()
    with compound.work.read() as unit:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if column in HIDDEN:
                    found |= {bytes(each) for each in unit.session.scalars(select(type_coerce(column, LargeBinary))) if each}
                elif column.name.endswith("_hash"):
                    found |= {each.encode() for each in unit.session.scalars(select(column)) if each}
    return found


def plain(compound: Compound) -> str:
    """Everything that the key still opens, as one text."""
    with compound.work.read() as unit:
        return "\n".join(str(each) for column in HIDDEN for each in unit.session.scalars(select(column)))


def whole(compound: Compound) -> bool:
    """Whether every chain of the trail holds."""
    with compound.work.read() as unit:
        events = unit.session.scalars(select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq)).all()
    return all(first_break(each for each in events if each.chain == chain) is None for chain in {event.chain for event in events})


def lived(compound: Compound) -> int:
    """欧阳阿姨 asks, 陈大哥 sees to it, it is closed: something of hers stands in every table."""
    compound.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    number = opens(compound, "ou", f"{WORDS}, 电话{PHONE}")
    compound.taps("chen", "接单")
    compound.says("chen", "我带上扳手五分钟到")
    compound.taps("chen", "办好了")
    compound.taps("captain3", "确认办好")
    compound.passes(3 * DAY)
    compound.taps("ou", "解决了")
    return number


def test_my_data_says_what_is_kept_and_who_has_looked(compound: Compound) -> None:
    """Name, phone, door, dates, requests with their words, and each view with post or building and surname; to nobody but its owner."""
    number = lived(compound)
    compound.says("ou", "我的数据")
    text = compound.last("ou", "my_data").text
    assert all(kept in text for kept in (NAME, PHONE, f"3号楼2单元{ROOM}", "2026-09-16", "鞋柜", "已办结", f"#{number}", "存到 2027-03-"))
    assert "帮您的3号楼的陈邻居 看了门牌、电话、原话" in text
    compound.says("lin", "我的数据")
    assert NAME not in compound.last("lin", "my_data").text and "水管" in compound.last("lin", "my_data").text
    compound.says("captain3", "我的资料")
    assert "3号楼楼栋长" in compound.last("captain3", "my_data").text
    with compound.work.read() as unit:
        seen = unit.session.scalars(select(AuditEvent).where(AuditEvent.kind == "viewed", AuditEvent.person_id == compound.ids["ou"])).all()
    assert [each.facts["reader"] for each in seen] == [compound.ids["ou"]], "the look itself is in her trail"


def test_a_list_on_the_operators_screen_is_a_view_like_any_other(small: Compound) -> None:
    """`wobanglin volunteers` shows names: each of them can read who saw what."""
    small.does(record_views, [small.ids["lin"]])
    assert "小区管理员 看了称呼、楼号、技能" in my_data(small, "lin")


def test_erasing_is_asked_back_and_may_be_dropped(small: Compound) -> None:
    """Nothing happens before the second tap, and 不删了 takes it back."""
    lived(small)
    small.says("ou", "删除我的数据")
    assert "找不回来" in small.last("ou", "erase_ask").text
    small.taps("ou", "不删了")
    assert small.last("ou").key == "erase_kept"
    assert erase_due(small.work) == 0 and NAME in plain(small)


def test_after_erasing_the_whole_file_holds_nothing_of_it(small: Compound) -> None:
    """Neither readable with the key nor as the bytes that once stood there, nor a keyed hash; the trail is whole and counts stay."""
    others = written(small)
    number = lived(small)
    hers = {NAME, PHONE, ROOM, "鞋柜", "ou"}
    small.says("ou", "删除我的数据")
    small.taps("ou", "确定删除")
    assert "一分钟内" in small.last("ou", "erasing").text
    before = written(small) - others
    assert erase_due(small.work) == 1
    assert not [each for each in hers if each in plain(small)]
    path = Path(make_url(small.work.engine.url).database or "")
    content = b"".join(each.read_bytes() for each in path.parent.iterdir())
    kept = written(small)
    assert before - kept and not [each for each in before - kept if each in content]
    assert whole(small)
    request = small.request(number)
    assert (request.status, request.outcome, request.building, request.category) == (Status.CLOSED, Outcome.SOLVED, "3", "repair_home")
    assert erase_due(small.work) == 0


def test_who_writes_again_is_a_stranger(compound: Compound) -> None:
    """After forgetting the same chat is met for the first time, with the notice; old buttons are refused."""
    lived(compound)
    old = compound.button("ou", "满意")
    compound.says("ou", "删除我的数据")
    compound.taps("ou", "确定删除")
    erase_due(compound.work)
    compound.all_look_away()
    compound.taps_code("ou", old)
    compound.sees("ou", "notice", "tap_refused")
    compound.says("ou", LEAK, "repair_home")
    compound.sees("ou", "ask_place")
    assert whole(compound)


def test_with_something_open_it_is_withdrawn_first_or_waited_for(compound: Compound) -> None:
    """现在撤销并删除: whoever works on it hears of it. 办完再删: it runs to its end, and then it is forgotten without another word."""
    compound.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    number = opens(compound, "ou", WORDS)
    compound.taps("chen", "接单")
    compound.says("ou", "删除我的数据")
    assert f"#{number}" in compound.last("ou", "erase_ask").text
    compound.taps("ou", "办完再删")
    assert compound.last("ou").key == "erase_later"
    assert erase_due(compound.work) == 0 and compound.status(number) is Status.ACCEPTED
    compound.taps("ou", "现在撤销")
    assert compound.status(number) is Status.CANCELLED and compound.got("chen", "holder_cancelled") == 1
    assert erase_due(compound.work) == 1 and NAME not in plain(compound)


def test_when_the_last_request_is_closed_the_promise_is_kept(small: Compound) -> None:
    """办完再删 needs no second asking."""
    small.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    opens(small, "ou", WORDS)
    small.taps("chen", "接单")
    small.says("ou", "删除我的数据")
    small.taps("ou", "办完再删")
    small.taps("chen", "办好了")
    small.taps("captain3", "确认办好")
    assert erase_due(small.work) == 0
    small.passes(15 * DAY)  # never answered: closed as such
    assert small.status() is Status.CLOSED and erase_due(small.work) == 1


def test_an_emergency_is_not_ended_by_erasing(small: Compound) -> None:
    """Whoever holds the phone cannot make us forget where somebody is in danger: it may only be waited for."""
    small.lives("ou", "3", "2", ROOM, name=NAME)
    small.says("ou", "快来人, 老人晕倒了叫不醒")
    small.says("ou", "3号楼2单元1703")
    small.says("he", "删除我的数据")
    small.taps_code("he", f"ge:{small.ids['ou']}:1")
    assert small.last("he").key == "tap_refused"
    small.taps_code("ou", f"ge:{small.ids['ou']}:1")
    assert small.last("ou").key == "erase_later" and small.status() is Status.WITH_CAPTAIN
    assert erase_due(small.work) == 0


def test_who_holds_a_post_is_told_to_hand_it_over_first(small: Compound) -> None:
    """A captain who vanished would leave a building without one."""
    small.says("captain3", "删除我的数据")
    assert "3号楼楼栋长" in small.last("captain3", "erase_on_post").text
    small.taps_code("captain3", f"ge:{small.ids['captain3']}:1")
    assert erase_due(small.work) == 0 and small.got("captain3", "erase_on_post") == 2


def test_a_volunteer_who_is_forgotten_steps_back_and_is_asked_no_more(compound: Compound) -> None:
    """The job goes on to another; skills and hours are gone, offers keep their numbers."""
    number = opens(compound)
    compound.taps("chen", "接单")
    compound.says("chen", "删除我的数据")
    compound.taps("chen", "确定删除")
    assert compound.status(number) is Status.OFFERING
    assert erase_due(compound.work) == 1
    volunteer = compound.offers(number)["chen"].volunteer
    assert volunteer.status is VolunteerStatus.LEFT and volunteer.person.name is None


@pytest.fixture
def kept(compound: Compound) -> Iterator[Compound]:
    """A closed request of long ago, and one that still runs."""
    lived(compound)
    compound.taps("ou", "满意")
    opens(compound, "he", "客厅的灯一闪一闪")
    yield compound
    assert whole(compound)


def test_what_has_been_kept_for_its_time_is_made_anonymous(kept: Compound) -> None:
    """Messages after ninety days, requests 180 days after their end, people after two years of silence; not a day before, and once."""
    keep = kept.work.community.keep
    kept.sleeps_until(START + keep.messages - timedelta(hours=1))
    assert sweep(kept.work) == 0
    kept.sleeps_until(START + 4 * DAY + keep.messages)
    assert sweep(kept.work) > 0 and "鞋柜" in kept.request(1).words
    with kept.work.read() as unit:
        assert unit.session.scalar(select(func.count()).select_from(InboxMessage).where(InboxMessage.address_hash != "")) == 0
    kept.sleeps_until(kept.now + keep.requests - keep.messages)
    assert sweep(kept.work) == 1
    assert kept.request(1).words == "" and kept.request(2).words, "one that still runs is kept"
    assert "原话和地址已抹掉" in my_data(kept, "ou") and NAME in my_data(kept, "ou")
    kept.sleeps_until(kept.now + keep.people)
    sweep(kept.work)
    assert NAME not in plain(kept) and "何依伯" in plain(kept) and "陈大哥" in plain(kept)
    assert sweep(kept.work) == 0
    with kept.work.read() as unit:
        doors = [each.room for each in unit.session.scalars(select(Household))]
        assert ROOM not in doors and "302" in doors
        assert not unit.session.scalars(select(Address).where(Address.person_id == kept.ids["ou"])).all()


def my_data(compound: Compound, who: str) -> str:
    """What somebody is told is kept."""
    compound.sends(who, Incoming(Kind.TEXT, text="我的数据"))
    return compound.last(who, "my_data").text


def test_the_second_copy_of_an_update_is_known_after_its_words_are_gone(small: Compound) -> None:
    """A message made anonymous is not answered again."""
    lived(small)
    with small.work.read() as unit:
        first = unit.session.get_one(InboxMessage, 1).update_id
    small.sleeps_until(small.now + timedelta(days=100))
    sweep(small.work)
    assert small.work.write("door", receive, CHANNEL, first, "ou", {"kind": "text", "text": WORDS}) is None


def test_nothing_personal_is_kept_that_forgetting_does_not_know() -> None:
    """Whoever adds an encrypted column decides here how it is forgotten."""
    assert {f"{column.table.name}.{column.name}" for column in HIDDEN} == {
        "key_check.token",  # our own word
        "household.unit", "household.room",  # deleted when nobody names the door any more
        "person.name", "person.phone", "address.value",
        "help_request.words", "help_request.contact_phone",
        "conversation.known", "inbox_message.address", "inbox_message.payload",
        "attachment.about",  # deleted with the request, and with who sent it
        "note.words",  # deleted with the request, and with who wrote it
        "series.known",  # emptied when the series ends, and when who asked for it is forgotten
        "correction.words",  # deleted with the request, and once somebody has looked at them
    }  # fmt: skip


def test_a_person_without_rows_of_their_own_is_forgotten_too(small: Compound) -> None:
    """Somebody who only ever looked in."""
    small.sends("hello", Incoming(Kind.START, text="/start"))
    with small.work.read() as unit:
        person = unit.session.scalars(select(Person).order_by(Person.id.desc())).first()
        assert person is not None
        small.ids["hello"] = person.id
    small.says("hello", "删除我的数据")
    small.taps("hello", "确定删除")
    assert erase_due(small.work) == 1


def test_words_that_were_merged_into_a_neighbours_request_are_forgotten_too(compound: Compound) -> None:
    """The other case goes on without them, and its subscriber is nobody's any more."""
    compound.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    main = opens(compound, "wu", "楼道的灯坏了", "property_public_facility")
    merged = opens(compound, "ou", "楼道的灯不亮, 我家老人摔了一跤", "property_public_facility")
    compound.taps("ou", "是这件事")
    assert compound.request(merged).merged_into == main and "摔了一跤" in compound.request(main).words
    compound.says("ou", "删除我的数据")
    compound.taps("ou", "确定删除")
    assert erase_due(compound.work) == 1
    assert compound.request(main).words == "楼道的灯坏了" and "摔了一跤" not in plain(compound)
    assert compound.status(main) not in (Status.CLOSED, Status.CANCELLED) and whole(compound)
    with compound.work.read() as unit:
        assert subscribers_of(unit, unit.session.get_one(HelpRequest, main)) == []
