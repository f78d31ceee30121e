"""A certificate that ends: who hears of it and when, once each, on both engines."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from aid.people.model import Person
from aid.store.work import Unit
from aid.volunteers.expiring import tell_ending
from aid.volunteers.model import Level, Volunteer, VolunteerSkill, VolunteerStatus
from tests.integration.compound import Compound, opens

# The compound's clock stands on 16 September 2026; lin's certificate is good until 20 October.
UNTIL = date(2026, 10, 20)


@pytest.fixture
def town(compound: Compound) -> Compound:
    """Lin has an electrician's certificate with a last day, besides the one for plumbing."""

    def give(unit: Unit) -> None:
        lin = unit.session.scalars(select(Volunteer).where(Volunteer.person_id == compound.ids["lin"])).one()
        lin.skills.append(VolunteerSkill(skill="electrical", level=Level.CERTIFIED, certificate="电工证", certified_until=UNTIL))

    compound.does(give)
    return compound


def row(town: Compound, skill: str = "electrical") -> VolunteerSkill:
    with town.work.read() as unit:
        return unit.session.scalars(select(VolunteerSkill).where(VolunteerSkill.skill == skill)).one()


def on(town: Compound, day: str, hour: str = "00:05") -> None:
    """That day's first tick, looked at twice, and everything it sends until noon."""
    town.clock.move_to(datetime.fromisoformat(f"2026-{day}T{hour}:00+08:00"))
    tell_ending(town.work)
    tell_ending(town.work)
    town.passes(timedelta(hours=11))


def test_the_volunteer_hears_twice_and_the_captain_once(town: Compound) -> None:
    """30 and 7 days before in plain words, after quiet hours; the morning after its last day the captain too."""
    on(town, "09-19")
    assert town.got("lin", "certificate_ends") == 0
    on(town, "09-20")
    first = town.last("lin", "certificate_ends")
    assert "「电工证」" in first.text and "还有 30 天到期: 2026年10月20日" in first.text and list(first.buttons) == ["换了新证", "不续了"]
    assert first.at == datetime.fromisoformat("2026-09-20T07:00:00+08:00")
    for day in ("09-21", "10-01", "10-12", "10-13", "10-14", "10-20"):
        on(town, day)
    assert town.got("lin", "certificate_ends") == 2 and "还有 7 天" in town.last("lin", "certificate_ends").text
    assert town.posted("captain3", "captain_certificates") == 0
    for day in ("10-21", "10-22", "11-25"):
        on(town, day)
    assert town.got("lin", "certificate_over") == 1
    told = town.last("captain3", "captain_certificates")
    assert "3号楼 林师傅: 「电工证」" in told.text and "2026年10月20日, 已到期, 现在按「熟练」请人" in told.text
    assert told.at == datetime.fromisoformat("2026-10-21T08:00:00+08:00") and town.posted("captain3", "captain_certificates") == 1


def test_it_stands_in_the_digest_beside_the_requests_of_the_night(town: Compound) -> None:
    """One message in the morning, with a line for each thing and their number."""
    town.clock.move_to(datetime.fromisoformat("2026-10-20T23:30:00+08:00"))
    opens(town, "he")
    on(town, "10-21")
    digest = town.last("captain3", "digest")
    assert "有 2 件事" in digest.text and "「电工证」" in digest.text and "#1" in digest.text


def test_a_new_date_by_a_button(town: Compound) -> None:
    """Whole years after the old day; the captain hears of it, and matching counts it from then on."""
    on(town, "10-13")
    town.taps("lin", "换了新证")
    assert list(town.last("lin", "volunteer_certificate").buttons) == [
        "到 2027年10月20日", "到 2029年10月20日", "到 2032年10月20日", "长期有效",
    ]  # fmt: skip
    town.taps("lin", "到 2029年10月20日")
    assert row(town).certified_until == date(2029, 10, 20)
    assert "到 2029年10月20日" in town.last("lin", "certificate_renewed").text
    assert "林师傅说换了新证" in town.last("captain3", "captain_certificate_renewed").text
    town.taps_code("lin", town.button("lin", "到 2027年10月20日"))  # the old list: this day is not offered any more
    assert row(town).certified_until == date(2029, 10, 20) and town.got("lin", "tap_stale") == 1
    for day in ("10-14", "10-21"):
        on(town, day)
    assert town.got("lin", "certificate_ends") == 1 and town.posted("captain3", "captain_certificates") == 0


@pytest.mark.parametrize(("words", "until"), [("2028年5月1日", date(2028, 5, 1)), ("长期有效", None)])
def test_a_new_date_in_words(town: Compound, words: str, until: date | None) -> None:
    """As it stands on the paper; other words are words."""
    on(town, "10-13", "09:00")
    town.taps("lin", "换了新证")
    town.says("lin", "你好")
    assert row(town).certified_until == UNTIL
    town.says("lin", words)
    assert row(town).certified_until == until and town.got("lin", "certificate_renewed") == 1


def test_who_lets_it_lapse_is_not_asked_again(town: Compound) -> None:
    """不续了: no second warning; the captain hears the end with that word, and it may be renewed all the same."""
    on(town, "09-20")
    town.taps("lin", "不续了")
    assert "不再问了" in town.last("lin", "certificate_lapses").text and row(town).lets_lapse
    for day in ("10-13", "10-21"):
        on(town, day)
    assert town.got("lin", "certificate_ends") == 1 and town.got("lin", "certificate_over") == 0
    assert "本人说不续了" in town.last("captain3", "captain_certificates").text
    town.taps("lin", "换了新证")
    town.taps("lin", "长期有效")
    assert (row(town).certified_until, row(town).lets_lapse) == (None, False)


def test_a_standstill_says_only_the_last_of_several(town: Compound) -> None:
    """Stopped from September to the day before it ends: one warning; stopped past it: only that it has ended."""
    on(town, "10-19", "09:00")
    assert town.got("lin", "certificate_ends") == 1 and "还有 1 天" in town.last("lin", "certificate_ends").text
    on(town, "10-25", "09:00")
    assert (town.got("lin", "certificate_ends"), town.got("lin", "certificate_over")) == (1, 1)


def test_who_cannot_be_reached_is_passed_on_by_the_captain(town: Compound) -> None:
    """Somebody of the office's sheet who never joined the chat: the captain hears 30 and 7 days before instead."""

    def enter(unit: Unit) -> None:
        person = Person(created_at=unit.now, name="样例·邱阿姨", building="2")
        skill = VolunteerSkill(skill="first_aid", level=Level.CERTIFIED, certified_until=UNTIL)
        unit.session.add(Volunteer(person=person, status=VolunteerStatus.APPROVED, skills=[skill], hours=[]))

    town.does(enter)
    on(town, "09-20")
    told = town.last("captain2", "captain_certificates").text
    assert "2号楼 样例·邱阿姨: 「急救」的证 2026年10月20日, 还有 30 天, 没进聊天, 请您转告" in told.replace("急救包扎", "急救")
    for day in ("10-13", "10-21"):
        on(town, day)
    assert town.posted("captain2", "captain_certificates") == 3


def test_what_ended_long_ago_or_is_no_certificate_any_more_is_no_news(town: Compound) -> None:
    """An old sheet does not fill the morning; a level that was taken down, and a volunteer who has left, have nothing to renew."""

    def change(unit: Unit) -> None:
        lin = unit.session.scalars(select(Volunteer).where(Volunteer.person_id == town.ids["lin"])).one()
        plumbing = next(each for each in lin.skills if each.skill == "plumbing")
        plumbing.certify("水暖工证", date(2024, 1, 1))
        next(each for each in lin.skills if each.skill == "electrical").level = Level.SKILLED

    town.does(change)
    for day in ("09-20", "10-13", "10-21"):
        on(town, day)
    assert town.posted("lin", "certificate_ends") == town.posted("captain3", "captain_certificates") == 0


def test_a_tap_on_somebody_elses_certificate_does_nothing(town: Compound) -> None:
    """Nor a code that names a day which was not offered, or no row at all."""
    on(town, "09-20")
    number = row(town).id
    for code in (f"ve:{number}", f"vf:{number}", f"vi:{number}:20291020"):
        town.taps_code("chen", code)
    assert town.got("chen", "tap_refused") == 3
    for code in (f"vi:{number}:20990101", f"vi:{number}:20269999", "ve:99999"):
        town.taps_code("lin", code)
    assert row(town).certified_until == UNTIL and not row(town).lets_lapse
