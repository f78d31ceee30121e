"""The sheet as an office keeps it: merged cells, two lines of headings, doubles, blank rows, old encodings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from aid.volunteers.grid import BadSheet, write_grid
from aid.volunteers.model import Level, Reach
from aid.volunteers.sheet import read_sheet
from aid.volunteers.sheet_row import SheetRow

Rows = Sequence[Sequence[object]]


def workbook(path: Path, rows: Rows, *, merged: Sequence[str] = (), title: str = "志愿者", others: dict[str, Rows] | None = None) -> Path:
    """An .xlsx file of these rows, with merged blocks and further worksheets."""
    book = Workbook()
    book.worksheets[0].title = title
    for name, content in {title: rows, **(others or {})}.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in content:
            sheet.append(list(row))
    for block in merged:
        book.worksheets[0].merge_cells(block)
    book.save(path)
    return path


def says(row: SheetRow) -> list[str]:
    """The row's problems as the operator reads them."""
    return [str(problem) for problem in row.problems]


def test_an_office_sheet_is_read_whole(tmp_path: Path) -> None:
    """Title above, columns in any order, floats for phones, several skills in a cell, blanks, a total: all the people, nothing else."""
    path = workbook(
        tmp_path / "名册.xlsx",
        [
            ["红色管家技能库登记表"],
            [],
            [
                "序号",
                "特长/技能",
                "联系电话（必填）",
                "志愿者姓名",
                "楼栋",
                "单元",
                "房号",
                "空闲时间",
                "会说的语言",
                "性别",
                "夜间可叫",
                "服务范围",
                "审核日期",
            ],
            [
                1,
                "修水管(持证)、懂点电",
                13800138000.0,
                "王 芳",
                "三号楼",
                "2单元",
                501.0,
                "周末上午",
                "普通话、本地话",
                "女",
                "是",
                "本楼",
                datetime(2024, 5, 1),
            ],
            [],
            [2, "理发/做饭", "139 0013 9000", "李雷", 5, None, None, "随时", None, "男", None, None, None],
            [None, None, None, "  ", None],
            [3],
            ["合计: 2 人"],
        ],
        merged=["A1:M1"],
    )
    first, second = read_sheet(path)
    assert (first.row, first.name, first.phone, first.building, first.unit, first.room) == (4, "王芳", "13800138000", "3", "2", "501")
    assert first.skills == (("plumbing", Level.CERTIFIED), ("electrical", None))
    assert first.hours == ((5, 480, 720), (6, 480, 720))
    assert (first.languages, first.gender, first.night_ok, first.reach) == (("普通话", "福清话"), "female", True, Reach.BUILDING)
    assert first.vetted == date(2024, 5, 1)
    assert first.unread == ("序号",)
    assert (second.row, second.name, second.phone, second.building, second.hours) == (6, "李雷", "13900139000", "5", ())
    assert not first.problems and not second.problems


def test_a_merged_cell_counts_for_all_its_rows(tmp_path: Path) -> None:
    """The building merged over a family's rows is everybody's; a person merged over two rows of skills is one person."""
    path = workbook(
        tmp_path / "名册.xlsx",
        [
            ["楼栋", "姓名", "电话", "技能"],
            ["3号楼", "王芳", "13800138000", "理发"],
            [None, None, None, "做饭"],
            [None, "李雷", "13900139000", "开车"],
            [None, None, None, None],
        ],
        merged=["A2:A5", "B2:B3", "C2:C3"],
    )
    first, second = read_sheet(path)
    assert (first.name, first.building, first.skills) == ("王芳", "3", (("elder_grooming", None), ("meals", None)))
    assert (second.name, second.building) == ("李雷", "3")
    assert says(first) == ["工作表「志愿者」第 3 行: 与「志愿者」第 2 行是同一人, 已合并"]
    assert not first.refused


def test_two_lines_of_headings_are_one(tmp_path: Path) -> None:
    """「住址」 above 「楼栋 | 单元 | 房号」 is understood."""
    path = workbook(
        tmp_path / "名册.xlsx",
        [
            ["姓名", "电话", "住址", None, None, "技能"],
            [None, None, "楼栋", "单元", "房号", None],
            ["王芳", "13800138000", "3", "2", "501", "理发"],
        ],
        merged=["A1:A2", "B1:B2", "C1:E1", "F1:F2"],
    )
    (row,) = read_sheet(path)
    assert (row.row, row.building, row.unit, row.room) == (3, "3", "2", "501")


@pytest.mark.parametrize(
    ("heading", "cell"), [("家庭住址", "金辉华府3号楼2单元501室"), ("房号", "3-2-501"), ("楼栋", "3栋2单元501"), ("楼栋房号", "3#2-501")]
)
def test_an_address_in_one_column_is_taken_apart(tmp_path: Path, heading: str, cell: str) -> None:
    """Wherever the whole address stands, building, unit and room are found."""
    (row,) = read_sheet(workbook(tmp_path / "a.xlsx", [["姓名", "电话", heading], ["王芳", 13800138000, cell]]))
    assert (row.building, row.unit, row.room, row.problems) == ("3", "2", "501", ())


def test_levels_and_certificates_beside_the_skills(tmp_path: Path) -> None:
    """A level column holds for the row's skills, paired when there are as many; a certificate for the skill that it names."""
    paired: Rows = [["姓名", "电话", "技能1", "等级1", "技能2", "等级2"], ["王芳", 13800138000, "理发", "熟练", "做饭", "会一点"]]
    (row,) = read_sheet(workbook(tmp_path / "a.xlsx", paired))
    assert row.skills == (("elder_grooming", Level.SKILLED), ("meals", Level.SOME))
    certified: Rows = [
        ["姓名", "电话", "技能", "持证"],
        ["王芳", 13800138000, "修水管、电工", "电工证"],
        ["李雷", 13900139000, "护士", "是"],
        ["张三", 13700137000, "理发、做饭", "是"],
        ["赵四", 13600136000, "理发、做饭", "否"],
    ]
    rows = read_sheet(workbook(tmp_path / "b.xlsx", certified))
    assert rows[0].skills == (("plumbing", None), ("electrical", Level.CERTIFIED))
    assert rows[1].skills == (("nursing", Level.CERTIFIED),)
    assert rows[2].skills == (("elder_grooming", None), ("meals", None))
    assert says(rows[2]) == ["工作表「志愿者」第 4 行 D 列(持证): 看不出「是」是哪一项技能的证书, 请在技能后面写(持证)"]
    assert not rows[2].refused and not rows[3].problems


def test_problems_name_sheet_row_and_column(tmp_path: Path) -> None:
    """Each thing that cannot be read is told in plain Chinese, at its place; the row is refused."""
    path = workbook(
        tmp_path / "名册.xlsx",
        [
            ["姓名", "手机", "楼栋", "技能", "空闲时间"],
            ["王芳", "1.38E+10", datetime(2024, 3, 2), "理发", "120小时"],
            [None, 13900139000, "5", "热心肠", None],
            ["张三", None, "5", "理发、热心肠", None],
        ],
    )
    rows = read_sheet(path)
    assert says(rows[0]) == [
        "工作表「志愿者」第 2 行 C 列(楼栋): Excel 把它变成了日期: 请把这一列设为文本格式后重填",
        "工作表「志愿者」第 2 行 B 列(手机): Excel 把号码写成了科学计数法, 末几位已经丢失: 请把这一列设为文本格式后重填",
        "工作表「志愿者」第 2 行 E 列(空闲时间): 看不懂的空闲时间「120小时」, 例: 周一至周五晚上、周末全天",
    ]
    assert says(rows[1]) == ["工作表「志愿者」第 3 行: 没有填姓名", "工作表「志愿者」第 3 行 D 列(技能): 技能库里没有「热心肠」"]
    assert says(rows[2]) == [
        "工作表「志愿者」第 4 行: 没有填电话",
        "工作表「志愿者」第 4 行 D 列(技能): 技能库里没有「热心肠」, 这一项未录入",
    ]
    assert all(row.refused for row in rows)


def test_doubles_are_joined_and_shared_phones_refused(tmp_path: Path) -> None:
    """One person twice, also in another worksheet, is one; a phone under another name or building is told and refused."""
    head: list[object] = ["姓名", "电话", "楼栋", "技能"]
    path = workbook(
        tmp_path / "名册.xlsx",
        [head, ["王芳", 13800138000, None, "理发"], ["李雷", 13900139000, "5", "开车"], ["韩梅", "139-0013-9000", "5", "做饭"]],
        others={"党员": [head, ["王 芳", "13800138000", "3", "理发(持证)、做饭"], ["李雷", "13900139000", "6", "开车"]]},
    )
    rows = read_sheet(path)
    assert (rows[0].building, rows[0].skills) == ("3", (("elder_grooming", Level.CERTIFIED), ("meals", None)))
    assert not rows[0].refused and not rows[1].refused
    assert says(rows[2]) == ["工作表「志愿者」第 4 行: 与「志愿者」第 3 行电话相同, 但姓名不同, 请核对"]
    assert says(rows[3]) == ["工作表「党员」第 3 行: 与「志愿者」第 3 行电话相同, 但楼栋不同, 请核对"]
    assert rows[2].refused and rows[3].refused


def test_headings_again_on_every_page_are_skipped(tmp_path: Path) -> None:
    """Printed sheets repeat their headings; other worksheets without people are passed over."""
    head: list[object] = ["姓名", "电话", "技能"]
    path = workbook(
        tmp_path / "a.xlsx",
        [head, ["王芳", 13800138000, "理发"], head, ["李雷", 13900139000, "开车"], ["填表人: 陈主任"]],
        others={"填表说明": [["每人一行"], ["有疑问请打 0591-85212345"]], "空": []},
    )
    assert [row.name for row in read_sheet(path)] == ["王芳", "李雷"]


def test_people_without_headings_are_not_passed_over(tmp_path: Path) -> None:
    """A worksheet full of phones whose headings are unknown stops the import: nobody is lost in silence."""
    path = workbook(
        tmp_path / "a.xlsx", [["姓名", "电话"], ["王芳", 13800138000]], others={"二期": [["甲", 13900139000], ["乙", 13700137000]]}
    )
    with pytest.raises(BadSheet, match="工作表「二期」里有电话号码"):
        read_sheet(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    """Excel's UTF-8 with BOM, GBK and 「Unicode 文本」, parted by comma, tab or semicolon."""
    path = tmp_path / "名册.csv"
    lines = [
        ["手机", "姓名", "技能", "楼栋"],
        ["1.3800138000E+10", "王芳", '"理发,做饭"', "3#"],
        ["", "", "", ""],
        ["13900139000", "李雷", "开车"],
    ]
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    rows = read_sheet(path)
    assert [(row.row, row.name, row.phone, row.building) for row in rows] == [
        (2, "王芳", "13800138000", "3"),
        (4, "李雷", "13900139000", None),
    ]
    assert rows[0].skills == (("elder_grooming", None), ("meals", None))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "旧版 Excel"),
        ("a.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("a.xlsx", b"<html>", "不是 .xlsx 或 .csv"),
        ("a.csv", b"\x81\xff\xff\x00", "编码"),
        ("a.csv", "序号,备注\n1,无".encode(), "没有找到表头"),
        ("a.csv", b"", "没有找到表头"),
        ("a.csv", "姓名,楼栋\n王芳,3".encode(), "没有「电话」列"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """No traceback: one sentence for the person at the keyboard."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadSheet, match=message):
        read_sheet(tmp_path / name)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A wrong path is a sentence too."""
    with pytest.raises(BadSheet, match="打不开文件"):
        read_sheet(tmp_path / "没有.xlsx")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_looks_like_a_formula_is_written_as_text(tmp_path: Path, suffix: str) -> None:
    """A name that begins with = runs nothing in Excel, reads back as itself, and the file is its owner's alone."""
    path = tmp_path / f"导出{suffix}"
    write_grid(path, "技能库", [["姓名", "电话", "备注"], ["=1+1\x07", "13800138000", "+a"]])
    (row,) = read_sheet(path)
    assert row.name == "=1+1"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    if suffix == ".csv":
        assert "'=1+1" in path.read_text(encoding="utf-8-sig")


def test_an_unknown_kind_of_file_is_not_written(tmp_path: Path) -> None:
    """Only what import reads is written."""
    with pytest.raises(BadSheet, match="只能导出"):
        write_grid(tmp_path / "a.pdf", "技能库", [["姓名"]])


def test_skills_that_sound_like_headings_or_footers_are_skills(tmp_path: Path) -> None:
    """A volunteer known by number alone is read although the cells say 「手机…」, 「本楼栋」 and 「填表…」."""
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["姓名", "电话", "技能", "服务范围", "系统编号"],
            [None, None, "手机教学(熟练)", "本楼栋", 1],
            [None, None, "填表代交(熟练)", None, 2],
        ],
    )
    assert [(row.number, row.skills) for row in read_sheet(path)] == [
        (1, (("smartphone", Level.SKILLED),)),
        (2, (("forms_filing", Level.SKILLED),)),
    ]
