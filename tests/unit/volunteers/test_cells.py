"""One cell at a time: what Excel and people make of phones, doors, levels and the rest."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.volunteers import cells, doors
from aid.volunteers.cells import Unreadable
from aid.volunteers.headings import HEADINGS, field_of, looks_like_headings
from aid.volunteers.model import Level, Reach
from aid.volunteers.skills import skills


@pytest.mark.parametrize(
    "value",
    [
        13800138000,
        13800138000.0,
        "13800138000",
        "13800138000.0",
        "1.3800138000E+10",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "8613800138000",
        "１３８００１３８０００",
        "'13800138000",
        '="13800138000"',
        "\t13800138000",
        "\u202d13800138000\u202c",
        "微信13800138000",
    ],
)
def test_a_phone_is_read_however_excel_shows_it(value: object) -> None:
    """Floats, scientific notation with all digits, spaces, prefixes, full width, invisible marks: the same eleven digits."""
    assert cells.read_phone(value) == ("13800138000", False)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("1.38E+10", "科学计数法"),
        ("1.38001E+10", "科学计数法"),
        ("1380013800", "10 位"),
        ("138001380001", "12 位"),
        (13800138000.5, "12 位"),
        ("11111111111", "11 位"),
        ("没有电话", "不是电话"),
        ("350181199001011234", "18 位"),
    ],
)
def test_a_phone_that_lost_digits_is_refused(value: object, says: str) -> None:
    """A number is never completed by guessing."""
    with pytest.raises(Unreadable, match=says):
        cells.read_phone(value)


def test_of_two_phones_the_first_is_taken_and_said() -> None:
    """Two numbers in one cell: the first, and the reader learns that there were more; a landline is a phone."""
    assert cells.read_phone("13800138000/13900139000") == ("13800138000", True)
    assert cells.read_phone("0591-85212345") == ("059185212345", False)


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(mobiles)
def test_every_mobile_survives_excel(phone: str) -> None:
    """As number, float, text with spaces or prefix, any mobile number stays itself."""
    shapes = (phone, int(phone), float(phone), f"+86 {phone[:3]} {phone[3:7]} {phone[7:]}", f"{int(phone):.10E}")
    assert {cells.read_phone(shape)[0] for shape in shapes} == {phone}


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.datetimes(), st.dates(), st.times()))
def test_no_value_breaks_a_reader(value: object) -> None:
    """Whatever a cell holds, a reader reads it or says Unreadable."""
    readers = (
        cells.read_phone,
        doors.read_building,
        doors.read_unit,
        doors.read_room,
        doors.read_address,
        cells.read_level,
        cells.read_skills,
        cells.read_languages,
        cells.read_yes,
        cells.read_gender,
        cells.read_reach,
        cells.read_count,
        cells.read_day,
        cells.read_number,
        cells.read_name,
    )
    for read in readers:
        try:
            read(value)
        except Unreadable as error:
            assert str(error)


@pytest.mark.parametrize("value", [3, 3.0, "3", "3号楼", "三号楼", "3栋", "3#", "第3幢", "３号", "3座"])
def test_a_building_is_read_in_any_writing(value: object) -> None:
    """「三号楼」, 「3栋」 and 3.0 are building 3."""
    assert doors.read_building(value) == "3"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("501", (None, "501")), (501.0, (None, "501")), ("501室", (None, "501")), ("2-501", ("2", "501")), ("二单元五零一", ("2", "501"))],
)
def test_a_room_may_bring_its_unit(value: object, expected: tuple[str | None, str]) -> None:
    """「2-501」 in the column for the room names the unit as well."""
    assert doors.read_room(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("金辉华府3号楼2单元501", ("3", "2", "501")),
        ("3-2-501", ("3", "2", "501")),
        ("3#501", ("3", None, "501")),
        ("十二栋", ("12", None, None)),
        ("清荣大道106号金辉华府3号楼2单元501室", ("3", "2", "501")),
        ("三号楼二单元五零一", ("3", "2", "501")),
    ],
)
def test_an_address_is_taken_apart(value: str, expected: tuple[str, str | None, str | None]) -> None:
    """A whole address gives building, unit and room; a street number is none of them."""
    assert doors.read_address(value) == expected


@pytest.mark.parametrize("read", [doors.read_building, doors.read_room, doors.read_unit, doors.read_address])
def test_a_door_that_excel_made_a_date_is_refused(read: object) -> None:
    """「3-2」 turned into 2 March says so, instead of becoming a wrong door."""
    with pytest.raises(Unreadable, match="日期"):
        read(datetime(2024, 3, 2))  # type: ignore[operator]  # one of four readers


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("修水管、理发", {"plumbing": None, "elder_grooming": None}),
        ("理发/做饭;开车", {"elder_grooming": None, "meals": None, "car_rides": None}),
        ("电工（持证），理发(会一点)", {"electrical": Level.CERTIFIED, "elder_grooming": Level.SOME}),
        ("水电维修【熟练】", {"plumbing": Level.SKILLED, "electrical": Level.SKILLED}),
        ("家电维修（空调、冰箱）", {"appliances": None, "air_conditioning": None}),
        ("理发 做饭\n陪诊", {"elder_grooming": None, "meals": None, "hospital_escort": None}),
        ("plumbing", {"plumbing": None}),
        ("无", {}),
    ],
)
def test_several_skills_in_one_cell(value: str, expected: dict[str, Level | None]) -> None:
    """Parted by any of the usual signs, each with its level if one stands beside it."""
    named, unknown = cells.read_skills(value)
    assert (dict(named), unknown) == (expected, ())


def test_a_word_that_names_no_skill_is_told() -> None:
    """Nothing is dropped in silence."""
    assert cells.read_skills("理发、热心肠") == ((("elder_grooming", None),), ("热心肠",))


@given(st.dictionaries(st.sampled_from(sorted(skills())), st.sampled_from(Level), min_size=1))
def test_written_skills_read_back(levels: dict[str, Level]) -> None:
    """Any set of skills with levels survives the cell."""
    assert cells.read_skills(cells.write_skills(levels.items())) == (tuple(levels.items()), ())


def test_small_columns() -> None:
    """Languages, yes and no, gender, reach, counts and days in their usual writings."""
    assert cells.read_languages("普通话、本地话/英文") == ("普通话", "福清话", "英语")
    assert [cells.read_yes(each) for each in ("√", "是", True, "×", "否", False)] == [True, True, True, False, False, False]
    assert (cells.read_gender("女"), cells.read_gender("男")) == ("female", "male")
    assert [cells.read_reach(each) for each in ("本楼", "附近", "不限")] == [Reach.BUILDING, Reach.NEIGHBOURS, Reach.COMPOUND]
    assert [cells.read_reach(cells.write_reach(each)) for each in Reach] == list(Reach)
    assert [cells.read_count(each) for each in (3.0, "3次", "两次")] == [3, 3, 2]
    assert [cells.read_day(each) for each in (45413, "2024年5月1日", "2024/5/1", datetime(2024, 5, 1))] == [date(2024, 5, 1)] * 4
    assert cells.read_day("已审核") is True
    assert cells.read_name("王 芳") == "王芳"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓名", "name"),
        ("志愿者姓名", "name"),
        ("志愿者", "name"),
        ("联系电话（必填）", "phone"),
        ("手 机 号 码", "phone"),
        ("联系方式*", "phone"),
        ("楼栋", "building"),
        ("栋", "building"),
        ("居住楼栋", "building"),
        ("单元号", "unit"),
        ("房号", "room"),
        ("门牌号", "room"),
        ("家庭住址", "address"),
        ("楼栋房号", "address"),
        ("技能/特长", "skills"),
        ("个人特长", "skills"),
        ("技能1", "skills"),
        ("等级", "level"),
        ("技能等级", "level"),
        ("持证情况", "certificate"),
        ("空闲时间", "hours"),
        ("会说的语言", "languages"),
        ("所属使团", "team"),
        ("备注", "note"),
        ("系统编号", "number"),
        ("审核日期", "vetted"),
        ("紧急联系人电话", None),
        ("楼栋长姓名", None),
        ("身份证号", None),
        ("工作单位地址", None),
        ("登记时间", None),
        ("服务时长", None),
        ("序号", None),
        ("政治面貌", None),
        ("", None),
    ],
)
def test_headings_mean_what_offices_mean_by_them(heading: str, field: str | None) -> None:
    """Variants are known; somebody else's phone and other times are not taken for the volunteer's."""
    assert field_of(heading) == field


def test_every_heading_word_means_its_own_field() -> None:
    """No variant is shadowed by another field's."""
    assert {word: field_of(word) for words in HEADINGS.values() for word in words} == {
        word: field for field, words in HEADINGS.items() for word in words
    }


def test_a_row_of_data_is_no_row_of_headings() -> None:
    """A volunteer's row is not taken for headings."""
    assert not looks_like_headings(["王芳", "13800138000", "3", "理发"])
    assert looks_like_headings(["序号", "姓名", "电话"])
