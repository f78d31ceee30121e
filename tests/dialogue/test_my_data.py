"""First words, 我的数据 and 删除我的数据 at the Telegram door, without Rasa."""

from __future__ import annotations

from sqlalchemy import select

from aid.people.model import Address, Person
from aid.store.work import Unit
from tests.dialogue.town import Town

LEAK = "我家厨房水管漏水了"


def people(unit: Unit) -> list[Person]:
    return list(unit.session.scalars(select(Person).order_by(Person.id)))


async def test_the_first_words_of_a_stranger_are_answered_after_the_notice(town: Town) -> None:
    """The notice with its one button, then the answer; the button goes away when it is tapped."""
    newcomer = town.newcomer()
    await newcomer.says(LEAK)
    notice, *rest = newcomer.new()
    assert (notice.key, notice.labels) == ("notice", ["知道了"])
    assert [card.key for card in rest] == ["please_wait", "ask_category"]
    await newcomer.taps("知道了")
    assert newcomer.new()[-1].key == "notice_agreed"
    assert town.person(newcomer).consent_at is not None
    await newcomer.says("我家水管还在漏")
    assert "notice" not in [card.key for card in newcomer.new()]


async def test_somebody_is_forgotten_a_moment_after_the_last_word_has_reached_them(town: Town) -> None:
    """By command as by words; then no chat of theirs is left, and the next message comes from a stranger."""
    newcomer = town.newcomer()
    await newcomer.says("/mydata")
    assert [card.key for card in newcomer.new()] == ["notice", "my_data"]
    known = len(town.read(people))
    await newcomer.says("/erase")
    await newcomer.taps("确定删除")
    assert newcomer.new()[-1].key == "erasing"
    await town.settle()
    assert newcomer.chat not in [int(each.value) for each in town.read(lambda unit: list(unit.session.scalars(select(Address))))]
    await newcomer.says("你好")
    assert newcomer.new()[0].key == "notice"
    assert len(town.read(people)) == known + 1


async def test_a_word_that_cannot_be_delivered_does_not_keep_anybody_remembered(town: Town) -> None:
    """Whoever blocks the bot right after asking is forgotten all the same."""
    town.provoked.add(403)
    newcomer = town.newcomer()
    await newcomer.says("删除我的数据")
    card = newcomer.last("erase_ask")
    town.api.blocked.add(newcomer.chat)
    await newcomer.presses(card, "确定删除")
    await town.settle()
    assert newcomer.chat not in [int(each.value) for each in town.read(lambda unit: list(unit.session.scalars(select(Address))))]
