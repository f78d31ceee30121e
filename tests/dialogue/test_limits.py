"""People who write too fast, too much at once, or change what they wrote; groups that move."""

from __future__ import annotations

from typing import Any

from aid.conversations.incoming import Incoming, Kind
from aid.delivery.service import receive
from aid.people.model import Address
from aid.people.service import hash_of
from aid.store.work import Unit
from tests.dialogue.founded import CHANNEL
from tests.dialogue.town import Town, leak_by_taps

LEAK = "我家厨房水管漏水了"


def message(town: Town, number: int, text: str, **more: Any) -> dict[str, Any]:
    """A message as Telegram brings it, under a number of our choice."""
    chat = town.wu.chat
    return {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "text": text,
            "from": {"id": chat, "is_bot": False, "first_name": "吴"}} | more  # fmt: skip


async def test_a_flood_is_damped_with_one_polite_word(town: Town) -> None:
    """Forty messages in a breath: the first are heard, then one word, and the rest keeps nobody waiting."""
    for number in range(40):
        town.api.write(town.wu.chat, f"在吗 {number}")
    await town.settle()
    await town.waits(minutes=3)
    assert [card.key for card in town.wu.new()].count("slow_down") == 1
    assert town.all_answered()
    await town.wu.says(LEAK)
    assert "slow_down" not in [card.key for card in town.wu.new()]


async def test_an_emergency_in_a_flood_is_heard(town: Town) -> None:
    """Whoever panics writes a lot."""
    for number in range(30):
        town.api.write(town.wu.chat, f"喂 {number}")
    await town.settle()
    await town.wu.says("着火了")
    await town.waits(minutes=3)
    assert "119" in town.wu.last("emergency_number").text


async def test_an_edit_of_an_answered_message_is_new_words(town: Town) -> None:
    """「水管」 corrected to 「厨房水管」 after the answer: heard like words said now."""
    town.api.deliver("message", message(town, 900, "我家水管漏了"))
    await town.settle()
    town.api.deliver("edited_message", message(town, 900, "我家厨房水管漏了", edit_date=2))
    await town.settle()
    await town.wu.taps("家中小修")
    assert "厨房水管" in town.request_of(1).words


async def test_an_edit_that_changes_no_word_says_nothing(town: Town) -> None:
    """Telegram also calls it an edit when a preview appears under a link."""
    town.api.deliver("message", message(town, 900, LEAK))
    await town.settle()
    town.wu.looks_away()
    town.api.deliver("edited_message", message(town, 900, LEAK, edit_date=2))
    await town.settle()
    town.wu.sees_nothing()
    assert len(town.inbox()) == 1


async def test_an_edit_of_an_unanswered_message_takes_its_place(closed_town: Town) -> None:
    """The first wording was kept and never answered: only the second is heard."""
    town = closed_town
    for update, text, edited in (("1", "我家水管漏了", False), ("2", "我家窗户坏了", True)):
        incoming = Incoming(Kind.TEXT, text=text, message_id="900", edited=edited)
        town.work.write("door", receive, CHANNEL, update, str(town.wu.chat), incoming.payload())
    await town.open()
    await town.settle()
    assert town.all_answered() and len(town.inbox()) == 1
    await town.wu.taps("家中小修")
    assert "窗户" in town.request_of(1).words


async def test_a_group_that_moved_is_written_to_at_its_new_id(town: Town) -> None:
    """A group became a supergroup: the next message finds it, and so do all after it."""
    town.provoked.add(400)
    old, new = -4200, -1004200

    def into_a_group(unit: Unit) -> None:
        address = unit.session.query(Address).filter(Address.person_id == town.person(town.captain).id).one()
        address.value, address.value_hash = str(old), hash_of(unit, CHANNEL, str(old))

    town.work.write("test", into_a_group)
    town.api.chats[new] = "supergroup"
    town.api.migrated[old] = new
    await leak_by_taps(town)
    await town.waits(minutes=1)
    assert any("已受理" in each.text for each in town.api.seen_by(new))
    assert not town.api.seen_by(old) and town.waiting() == []
