"""A building's group: bound by its captain only, asked anonymously when nobody is left, and the ordinary rules behind its link."""

from __future__ import annotations

import pytest

from aid.matching.model import OfferStatus
from aid.people.model import Person
from aid.people.service import hash_of
from aid.requests.model import Status
from aid.store.work import Unit
from aid.volunteers.application import volunteer_of
from aid.volunteers.model import Level, Volunteer, VolunteerSkill, VolunteerStatus
from tests.dialogue.someone import Someone
from tests.dialogue.test_volunteers_and_captains import offer_of
from tests.dialogue.town import Town, leak_by_taps

GROUP = -1_001_234_567


@pytest.fixture
def group(town: Town) -> Someone:
    """The group of building 3, in a compound that has the group mode on."""
    town.work.community = town.work.community.model_copy(update={"group_mode": True, "telegram_bot": "wobanglin_bot"})
    town.api.chats[GROUP] = "supergroup"
    return Someone(town, "group", GROUP)


async def says_in_group(town: Town, who: Someone, text: str) -> None:
    """A message in the group, from this person."""
    town.api.write(GROUP, text, **{"from": {"id": who.chat, "is_bot": False, "first_name": "邻居"}})
    await town.settle()


async def nobody_left(town: Town) -> None:
    """Everybody who can has been asked for the leak, and nobody has said yes."""
    await leak_by_taps(town)
    await town.waits(hours=1, minutes=50)


async def test_only_the_buildings_captain_binds_its_group(town: Town, group: Someone) -> None:
    """A neighbour and the secretary are told in private; the captain binds, the group is greeted; other talk is not heard."""
    for who in (town.wu, town.secretary):
        await says_in_group(town, who, "/绑定")
        assert who.new()[-1].key == "group_refused"
    group.sees_nothing()
    await says_in_group(town, town.captain, "/绑定@wobanglin_bot")
    town.captain.sees("group_bound")
    group.sees("group_hello")
    await says_in_group(town, town.captain, "今晚吃什么")
    group.sees_nothing()
    await says_in_group(town, town.captain5, "/解绑")
    assert town.captain5.new()[-1].key == "group_refused"
    await says_in_group(town, town.captain, "/解绑")
    town.captain.sees("group_unbound")


async def test_without_the_mode_nothing_is_bound_or_shown(town: Town) -> None:
    """Off by default: the captain is told why."""
    town.api.chats[GROUP] = "supergroup"
    await says_in_group(town, town.captain, "/绑定")
    town.captain.sees("group_off")


async def test_when_nobody_is_left_the_group_is_asked_before_the_captain(town: Town, group: Someone) -> None:
    """Once, without door, name or words; before the captain's clock, which runs on."""
    await says_in_group(town, town.captain, "/绑定")
    group.looks_away()
    await nobody_left(town)
    assert town.status() is Status.OFFERING
    card = group.sees_one("group_asks")
    assert "3号楼" in card.text and "https://t.me/wobanglin_bot?start=help_1" in card.text
    assert not any(words in card.text for words in ("501", "吴", "13800000001", "漏水了"))
    await town.waits(minutes=30)
    group.sees_nothing()
    assert town.status() is Status.WITH_CAPTAIN


async def test_who_comes_out_of_the_group_is_checked(town: Town, group: Someone) -> None:
    """A resident is shown the way to become a volunteer, one without the skill is thanked, one who declined may still say yes."""
    await says_in_group(town, town.captain, "/绑定")
    await nobody_left(town)
    await town.he.says("/start help_1")
    assert town.he.new()[-1].key == "group_newcomer"
    await town.jiang.says("/start help_1")
    assert town.jiang.new()[-1].key == "group_cannot"
    await town.husband.says("/start help_1")
    assert town.husband.new()[-1].key == "group_cannot"
    town.lin.looks_away()
    await town.lin.says("/start help_1")
    assert offer_of(town, "lin").status is OfferStatus.PROPOSED
    await town.lin.taps("接单")
    assert town.status() is Status.ACCEPTED
    await town.chen.says("/start help_1")
    assert town.chen.new()[-1].key == "group_over"
    await town.chen.says("/start help_99")
    assert town.chen.new()[-1].key == "group_over"


async def test_what_is_sensitive_is_never_shown_in_a_group(town: Town, group: Someone) -> None:
    """An old mother to be looked after goes to the captain as before."""
    await says_in_group(town, town.captain, "/绑定")
    group.looks_away()
    await town.wu.says("想请人照顾我妈妈")
    await town.wu.taps("老人照护")
    await town.wu.taps("对")
    await town.waits(hours=3)
    assert town.status() is Status.WITH_CAPTAIN
    group.sees_nothing()


def _from_the_sheet(unit: Unit) -> None:
    person = Person(
        created_at=unit.now, name="样例·邱阿姨", building="6", phone="13800000099", phone_hash=hash_of(unit, "phone", "13800000099")
    )
    skill = VolunteerSkill(skill="plumbing", level=Level.SKILLED)
    unit.session.add(Volunteer(person=person, status=VolunteerStatus.APPROVED, skills=[skill], hours=[]))


async def test_ones_own_contact_card_links_the_sheets_volunteer(town: Town) -> None:
    """Only the writer's own card counts: somebody else's is no proof of anything."""
    town.work.write("test", _from_the_sheet)
    who = town.newcomer()
    other = {"phone_number": "+8613800000099", "first_name": "邱", "user_id": who.chat + 1}
    await who.sends(contact=other)
    person = town.person(who).id
    assert town.read(lambda unit: volunteer_of(unit, person)) is None
    await who.sends(contact={**other, "user_id": who.chat})
    assert who.new()[-1].key == "volunteer_linked"
    assert town.read(lambda unit: volunteer_of(unit, person)) is not None
    await town.stranger.sends(contact={"phone_number": "13800000055", "first_name": "施", "user_id": town.stranger.chat})
    assert town.stranger.new()[-1].key == "phone_left"
