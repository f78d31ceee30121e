"""A certificate that ends, as volunteer and captain live through it: the clock moved by hand, a restart between, in both languages."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from aid.people.service import person_at
from aid.store.work import Unit
from aid.volunteers.model import Level, Volunteer, VolunteerSkill
from tests.dialogue.founded import CHANNEL
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town

UNTIL = date(2026, 10, 20)


def certify(town: Town, who: Someone, skill: str = "electrical") -> None:
    """A certificate out of the office's sheet, good until 20 October."""

    def give(unit: Unit) -> None:
        person = person_at(unit, CHANNEL, str(who.chat))
        mine = unit.session.scalars(select(Volunteer).where(Volunteer.person_id == person.id)).one()
        row = next(each for each in mine.skills if each.skill == skill)
        row.level, row.certificate, row.certified_until = Level.CERTIFIED, "电工证", UNTIL

    town.work.write("test", give)


async def until(town: Town, instant: str) -> None:
    """Nothing else is due in between: one leap, as after a quiet time."""
    await town.waits(seconds=(datetime.fromisoformat(instant) - town.clock.now()).total_seconds())


def skill_of(town: Town) -> VolunteerSkill:
    row = town.read(lambda unit: unit.session.scalars(select(VolunteerSkill).where(VolunteerSkill.certified_until.is_not(None))).one())
    assert isinstance(row, VolunteerSkill)
    return row


async def test_warned_twice_and_renewed(town: Town) -> None:
    """林师傅 hears 30 and 7 days before, across a restart; he says the new date, and his captain is told to have a look."""
    certify(town, town.lin)
    await until(town, "2026-09-20T09:00:00+08:00")
    first = town.lin.last("certificate_ends")
    assert "还有 30 天到期: 2026年10月20日" in first.text and first.labels == ["换了新证", "不续了"]
    town.lin.looks_away()
    await town.close()
    await town.open()
    await town.settle()
    town.lin.sees_nothing()
    await until(town, "2026-10-13T09:00:00+08:00")
    assert "还有 7 天" in town.lin.sees_one("certificate_ends").text
    await town.lin.taps("换了新证")
    assert town.lin.sees_one("volunteer_certificate").labels[-1] == "长期有效"
    await town.lin.says("2030年10月20日")
    assert "到 2030年10月20日" in town.lin.sees_one("certificate_renewed").text
    assert "换了新证" in town.captain.last("captain_certificate_renewed").text
    await until(town, "2026-10-25T12:00:00+08:00")
    town.lin.sees_nothing()
    assert skill_of(town).certified_until == date(2030, 10, 20)


async def test_let_lapse_and_told_in_the_morning(town: Town) -> None:
    """不续了: no more warnings; on the morning after its last day the captain hears it, at the hour of the digest."""
    certify(town, town.lin)
    await until(town, "2026-09-20T09:00:00+08:00")
    await town.lin.taps("不续了")
    town.lin.looks_away()
    await until(town, "2026-10-13T00:05:00+08:00")
    town.captain.looks_away()
    for instant in ("2026-10-21T00:05:00+08:00", "2026-10-21T07:59:00+08:00"):
        await until(town, instant)
        town.lin.sees_nothing()
        town.captain.sees_nothing()
    await until(town, "2026-10-21T08:01:00+08:00")
    told = town.captain.sees_one("captain_certificates")
    assert "「电工证」" in told.text and "已到期" in told.text and "本人说不续了" in told.text


async def test_in_english(town: Town) -> None:
    """The same for whoever reads English, buttons and answer too."""
    certify(town, town.lin)
    await town.lin.says("English")
    await until(town, "2026-10-13T09:00:00+08:00")
    card = town.lin.last("certificate_ends")
    assert "ends in 7 days: 20 October 2026" in card.text and card.labels == ["I have a new one", "I let it lapse"]
    await town.lin.taps("I have a new one")
    await town.lin.says("2031-10-20")
    assert "good until 20 October 2031" in town.lin.last("certificate_renewed").text
