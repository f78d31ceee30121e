"""Reports: on their way once, to captains and secretary, as a file in which nobody can be recognised."""

from __future__ import annotations

import io
import re
import zlib
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from aid.community import Community
from aid.delivery import relay
from aid.delivery.model import OutboxMessage, OutboxStatus
from aid.followups.model import FollowUpKind
from aid.people.model import Person
from aid.reports.files import Format, written
from aid.reports.model import Publication, ReportKind
from aid.reports.period import Period
from aid.reports.publish import due, publish, report_document
from aid.reports.service import gather
from tests.integration.compound import DAY, HOUR, MINUTE, START, Compound, opens

NIGHT = START.replace(hour=23, minute=0)
SECRET = {"name": "欧阳某某", "phone": "13987654321", "room": "7788", "words": "厨房的水龙头从上个月开始滴水滴个不停", "helper": "司徒师傅"}


def pdf_text(raw: bytes) -> str:
    """What a PDF of ours shows, read back by the maps that its fonts carry for copying text."""
    found = (each[1] for each in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL))
    streams = [zlib.decompressobj().decompress(each) if each[:1] == b"x" else each for each in found]
    signs: dict[int, str] = {}
    for stream in streams:
        for code, text in re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n", stream):
            signs.setdefault(int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be"))
    shown = []
    for stream in streams:
        for escaped in re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", stream, re.DOTALL):
            codes = re.sub(rb"\\(.)", lambda sign: {b"r": b"\r", b"n": b"\n"}.get(sign[1], sign[1]), escaped, flags=re.DOTALL)
            shown.append("".join(signs.get(int.from_bytes(codes[at : at + 2], "big"), "?") for at in range(0, len(codes), 2)))
    return "\n".join(shown)


def text_of(raw: bytes, form: Format) -> str:
    """Everything a reader of the file sees."""
    if form is Format.PDF:
        return pdf_text(raw)
    if form is Format.HTML:
        return re.sub(r"data:image/png;base64,[^\"]+", "", raw.decode())  # the letters of a picture's code are no words
    sheets = load_workbook(io.BytesIO(raw)).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def lived_through(compound: Compound) -> Period:
    """Three leaks in one marked flat, mended by a marked neighbour; one is closed."""
    compound.lives("marked", "3", "9", SECRET["room"], name=SECRET["name"], phone=SECRET["phone"])
    for who in ("lin", "chen", "yu"):
        compound.does(lambda unit, who=who: setattr(unit.session.get_one(Person, compound.ids[who]), "name", SECRET["helper"]))
    for _ in range(3):
        number = opens(compound, "marked", SECRET["words"])
        holder = next(iter(compound.offers(number)))
        compound.taps(holder, "接单")
        compound.passes(30 * MINUTE)
        compound.taps(holder, "办好了")
        compound.taps("captain3", "确认办好")
    compound.passes(2 * DAY + HOUR)
    compound.taps("marked", "解决了")
    return Period(START.date(), START.date() + timedelta(days=9), compound.work.community.zone)


@pytest.mark.parametrize("form", list(Format))
def test_nobody_can_be_recognised_in_a_report(small: Compound, form: Format) -> None:
    """Names, phones, doors and words of residents and helpers are in none of the three files; what happened is."""
    period = lived_through(small)
    with small.work.read() as unit:
        found = text_of(written(gather(unit, period), form), form)
    for word in ("家中小修", "3号楼", "解决率", "同一户", "守住的比例", "100%", "1.5"):
        assert word in found, word
    for name, secret in SECRET.items():
        assert secret not in found, name
    assert "郑楼长" not in found and "2单元" not in found and "9单元" not in found


def test_the_numbers_of_a_report_are_those_of_the_rows(small: Compound) -> None:
    """Asked, closed, repeated, kept and served, of a story whose end is known."""
    period = lived_through(small)
    with small.work.read() as unit:
        report = gather(unit, period)
    assert (report.asked, report.closed, report.unfinished, report.merged) == (3, 1, 2, 0)
    assert (report.overall.solved.yes, report.overall.satisfied.answers) == (1, 0)
    assert [(each.building, each.at_home, each.times) for each in report.repeats] == [("3", True, 3)]
    assert (report.hours.minutes, report.hours.pieces) == (90, 3)
    assert report.clocks[FollowUpKind.REOFFER].kept == 3 and report.clocks[FollowUpKind.CONFIRM_DUE].missed == 0


def test_an_empty_period_makes_an_empty_report_not_an_error(small: Compound) -> None:
    """A week in which nothing happened can still be printed."""
    with small.work.read() as unit:
        report = gather(unit, Period(date(2026, 1, 5), date(2026, 1, 11), unit.community.zone))
    for form in Format:
        assert "本期没有办结的求助" in text_of(written(report, form), form)


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        (date(2026, 9, 21), {ReportKind.WEEK}),
        (date(2026, 9, 25), {ReportKind.WEEK}),
        (date(2026, 9, 26), set()),
        (date(2026, 10, 1), {ReportKind.WEEK, ReportKind.MONTH}),
        (date(2026, 10, 6), {ReportKind.WEEK}),
    ],
)
def test_a_report_is_due_from_its_morning_on_until_it_is_news_no_longer(today: date, kinds: set[ReportKind], community: Community) -> None:
    """Mondays and firsts; a program that was stopped sends it a few days late, and then no more."""
    assert {kind for kind, _ in due(today, community)} == kinds


def test_a_weekly_report_goes_once_to_captains_and_secretary_with_its_document(compound: Compound) -> None:
    """Not before the morning hour, not about nothing, not twice; deputies and residents get none."""
    compound.clock.move_to(START + 5 * DAY)  # Monday
    assert compound.does(publish) == 0, "nothing was asked last week"
    opens(compound)
    compound.clock.move_to(START.replace(hour=7, minute=59) + 12 * DAY)
    assert compound.does(publish) == 0
    compound.clock.move_to(START.replace(hour=8, minute=0) + 12 * DAY)
    assert [compound.does(publish) for _ in range(2)] == [1, 0]
    with compound.work.read() as unit:
        (known,) = unit.session.scalars(select(Publication))
        assert (known.kind, known.first, known.last) == (ReportKind.WEEK, date(2026, 9, 21), date(2026, 9, 27))
        rows = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.key == "report_week")).all()
        assert {compound.who(row.person_id) for row in rows} == {"captain2", "captain3", "secretary"}
    outgoing = compound.work.write("relay", relay.make, rows[0].id, ["test"])
    assert outgoing is not None and outgoing.report == Period(known.first, known.last, compound.work.community.zone)
    with compound.work.read() as unit:
        file = report_document(unit, outgoing.report)
    assert file.name.endswith(".pdf") and file.content.startswith(b"%PDF") and "9月21日" in outgoing.rendered.text


def test_what_the_night_held_back_comes_as_one_message(compound: Compound) -> None:
    """The captain's morning: one digest with a line a request as it stands by then, cards to open, and what else waits."""
    compound.says("wu", "厨房的水龙头有点滴水", "repair_home")
    waiting = compound.last("wu").request
    assert waiting is not None
    compound.passes(2 * HOUR)  # the resident fell silent: it is the captain's
    compound.passes(NIGHT - compound.now)
    compound.new("captain3")
    compound.lives("upstairs", "3", "1", "402", name="楼上邻居")
    numbers = [opens(compound, who) for who in ("he", "upstairs")]
    compound.passes(11 * HOUR)
    (card,) = [each for each in compound.new("captain3") if each.key == "digest"]
    assert card.at == (NIGHT + 9 * HOUR)
    for number in numbers:
        assert f"#{number} 家中小修 (3号楼)" in card.text
    assert "有 2 件事" in card.text and f"#{waiting} " in card.text.split("还在等您的")[1]
    assert compound.got("captain3", "captain_opened") == 0
    compound.taps_code("captain3", card.buttons[f"#{waiting}"])
    assert compound.last("captain3", "captain_card").request == waiting
    with compound.work.read() as unit:
        joined = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.status == OutboxStatus.JOINED)).all()
        assert len(joined) >= 2 and len({row.joined_into for row in joined if compound.who(row.person_id) == "captain3"}) == 1


def test_one_message_that_was_held_back_comes_as_it_is(small: Compound) -> None:
    """With its own text and buttons: a list of one would only be another tap."""
    small.sleeps_until(NIGHT)
    opens(small)
    small.passes(9 * HOUR)
    assert small.got("captain3", "captain_opened") == 1 and small.got("captain3", "digest") == 0
