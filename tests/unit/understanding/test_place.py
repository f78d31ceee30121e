"""Where help is needed: buildings, units and doors as residents write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.place import NOTHING, Asked, Place, read_place, read_place_answer

from .tables import rows, said

BUILDINGS = frozenset(str(number) for number in range(1, 33))
HAN = "零一二三四五六七八九"


@pytest.mark.parametrize(("sentence", "building", "unit", "room", "unknown"), rows("places.tsv"))
def test_a_place_is_read_as_written(sentence: str, building: str, unit: str, room: str, unknown: str) -> None:
    """Every row of the table is read exactly, the numbers that are no doors included."""
    reading = read_place(sentence, BUILDINGS)
    assert reading.place == Place(said(building), said(unit), said(room))
    assert reading.unknown_building == said(unknown)
    assert (reading.span is None) == (reading.place == Place() and reading.unknown_building is None)


ANSWERS: list[tuple[str, Asked, str | None, str | None, str | None, str | None]] = [
    ("3", "building", "3", None, None, None),
    ("三", "building", "3", None, None, None),
    ("三号", "building", "3", None, None, None),
    ("3号", "building", "3", None, None, None),
    ("是3号", "building", "3", None, None, None),
    ("嗯 三栋吧", "building", "3", None, None, None),
    ("第三栋", "building", "3", None, None, None),
    ("十二", "building", "12", None, None, None),
    ("12#", "building", "12", None, None, None),
    ("在12号楼", "building", "12", None, None, None),
    ("3楼", "building", "3", None, None, None),
    ("3号楼2单元501", "building", "3", "2", "501", None),
    ("3-501", "building", "3", None, "501", None),
    ("3 2 501", "building", "3", "2", "501", None),
    ("三，二，五零一", "building", "3", "2", "501", None),
    ("501", "building", None, None, "501", None),
    ("40", "building", None, None, None, "40"),
    ("99栋", "building", None, None, None, "99"),
    ("2", "unit", None, "2", None, None),
    ("二单元", "unit", None, "2", None, None),
    ("2-501", "unit", None, "2", "501", None),
    ("2 501", "unit", None, "2", "501", None),
    ("501", "unit", None, None, "501", None),
    ("五零一", "room", None, None, "501", None),
    ("501", "room", None, None, "501", None),
    ("501室", "room", None, None, "501", None),
    ("门牌号1203", "room", None, None, "1203", None),
    ("十二零三", "room", None, None, "1203", None),
    ("2单元501", "room", None, "2", "501", None),
    ("2-501", "room", None, "2", "501", None),
    ("不知道", "building", None, None, None, None),
    ("你问这个干嘛", "room", None, None, None, None),
    ("一会儿再说", "building", None, None, None, None),
    ("", "unit", None, None, None, None),
]


@pytest.mark.parametrize(("sentence", "asked", "building", "unit", "room", "unknown"), ANSWERS)
def test_a_bare_number_answers_what_was_asked(
    sentence: str, asked: Asked, building: str | None, unit: str | None, room: str | None, unknown: str | None
) -> None:
    """「3」 is a building, a unit or a door by the question it answers."""
    reading = read_place_answer(sentence, BUILDINGS, asked)
    assert (reading.place, reading.unknown_building) == (Place(building, unit, room), unknown)


def test_an_unknown_building_is_reported_and_not_guessed() -> None:
    """A building that the compound lacks never becomes one that it has."""
    reading = read_place("我住99号楼2单元501", BUILDINGS)
    assert reading.place == Place(None, "2", "501")
    assert reading.unknown_building == "99"


def test_the_span_points_at_the_words() -> None:
    """The span cuts the place's own words out of the message."""
    text = "麻烦来一下３号楼２单元５０１，灯不亮"
    span = read_place(text, BUILDINGS).span
    assert span is not None
    assert text[slice(*span)] == "３号楼２单元５０１"


def spoken(number: int) -> str:
    """A number digit by digit."""
    return "".join(HAN[int(digit)] for digit in str(number))


def counted(number: int) -> str:
    """A number below a hundred as it is counted: 「十二」, 「二十三」."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else HAN[tens]) + "十" if tens else "") + (HAN[ones] if ones or not tens else "")


FORMS = [
    lambda b, u, r: f"{b}号楼{u}单元{r}",
    lambda b, u, r: f"{b}#{u}-{r}",
    lambda b, u, r: f"{b}幢{u}单元{r}室",
    lambda b, u, r: f"{b}-{u}-{r}",
    lambda b, u, r: f"我家住{counted(b)}号楼{counted(u)}单元{spoken(r)}，灯不亮",
    lambda b, u, r: f"{counted(b)}栋{counted(u)}单元{spoken(r)}",
    lambda b, u, r: f"{b} 栋 {u} 单元 {r} 号",
    lambda b, u, r: f"{counted(b)}杠{counted(u)}杠{spoken(r)}",
]


@given(st.integers(1, 32), st.integers(1, 4), st.integers(1, 33), st.integers(1, 8), st.sampled_from(FORMS))
def test_generated_places_come_back(building, unit, floor, door, form) -> None:  # type: ignore[no-untyped-def]
    """Whatever building, unit and door: written in any of these ways they are read back."""
    room = floor * 100 + door
    assert read_place(form(building, unit, room), BUILDINGS).place == Place(str(building), str(unit), str(room))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text makes the reader fail, and what it reads lies within the text."""
    for reading in (read_place(text, BUILDINGS), *(read_place_answer(text, BUILDINGS, asked) for asked in ("building", "unit", "room"))):
        if reading.span is None:
            assert reading == NOTHING
        else:
            assert 0 <= reading.span[0] < reading.span[1] <= len(text)


@given(st.text(alphabet="0123456789一二三五十零号楼栋幢座单元室杠#- 的,路块"))
def test_texts_of_numbers_are_read(text: str) -> None:
    """Fields are digits without leading zero and the building is one of the compound's."""
    place = read_place(text, BUILDINGS).place
    assert place.building is None or place.building in BUILDINGS
    assert all(part is None or (part.isdigit() and not part.startswith("0")) for part in (place.building, place.unit, place.room))


def test_a_table_worth_its_name() -> None:
    """The table keeps at least 150 rows."""
    assert len(rows("places.tsv")) >= 150
    assert Path(__file__).with_name("places.tsv").exists()
