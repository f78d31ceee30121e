"""`wobanglin skills` and `volunteers` as an operator runs them: an ugly sheet, its dry run, the import, and back again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from cli import skills, volunteers
from cli.main import app

HEADINGS = ["序号", "特长 / 会做什么", "联系电话（必填）", "姓  名", "住 址", "性别", "有空时间", "证书", "证书有效期", "所属使团"]
ROWS = [
    [
        1,
        "水管维修、电路",
        13800001001.0,
        "样例·张三",
        "3号楼2单元501",
        "男",
        "周一至周五晚上",
        "电工证",
        datetime(2027, 5, 1),
        "平安守护使团(团长)",
    ],
    [2, "理发，陪聊", 1.3800001002e10, "样例·李四", "3-1-302", "女", "周末"],
    [],
    [3, "会修水管、懂点电", "138 0000 1003", "样例·王五", "5幢601室", "男", "晚上7点后"],
    [4, "飞天遁地", "13800001006", "样例·周八", "3号楼101", "男"],
    [5, "作业辅导", "1380000100", "样例·吴九", "3号楼102", "女"],
    [6, "量血压", "13800001008", "样例·郑十", "99号楼101", "女"],
    [7, "理发", "13800001002", "样例·李四", "3-1-302", "女", "周末"],
    [8, "遛狗", "13800001001", "样例·钱多多", "3号楼501", "男"],
    ["合计", None, None, "8人"],
]
SECOND = [
    ["电话", "姓名", "楼栋", "单元", "房号", "技能1", "技能2", "熟练程度", "每天最多", "是否审核", "夜里可叫"],
    [13800002001, "样例·何一", "4", "1", "201", "摄影", "P图", "熟练", 2, "是", "可以"],
    ["１３８００００２００３", "样例·何三", "四号楼", 2, "三零一", "书法/国画", None, "持证", 99],
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A terminal of its own width, and a folder of its own for database and key."""
    monkeypatch.setenv("WOBANGLIN_VAR", str(tmp_path / "var"))
    for console in (skills.console, volunteers.console):
        monkeypatch.setattr(console, "_width", 240)
    return CliRunner()


@pytest.fixture
def ugly(tmp_path: Path) -> Path:
    """What an office really keeps: a merged title, headings in the fourth row, floats for phones, a team merged over two rows,
    doubles, a blank row, a total, a second sheet, and a sheet of instructions."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "2026年登记"
    first["A1"] = "社区志愿者（红色管家）登记表"
    first.merge_cells("A1:J1")
    for at, row in enumerate([HEADINGS, *ROWS], start=4):
        for column, value in enumerate(row, start=1):
            first.cell(at, column, value)
    first.merge_cells("J5:J6")
    second = book.create_sheet("新增")
    for row in SECOND:
        second.append(row)
    book.create_sheet("说明")["A1"] = "本表由居委会填写"
    path = tmp_path / "ugly.xlsx"
    book.save(path)
    return path


def shown(run: CliRunner, *words: str, code: int = 0) -> str:
    done = run.invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.output


def test_the_dry_run_says_what_where_and_why(run: CliRunner, ugly: Path) -> None:
    """Sheet, row and column of everything, values of what is not personal; no name, phone or door on the screen; nothing written."""
    said = shown(run, "skills", "import", str(ugly))
    for line in (
        "B 列(特长 / 会做什么): 技能库里没有「飞天遁地」",
        "C 列(联系电话(必填)): 手机号应为 11 位, 这里是 10 位",
        "E 列(住 址): 小区里没有 99 号楼",
        "与「2026年登记」第 5 行电话相同, 但姓名不同, 请核对",
        "I 列(每天最多): 看不懂的次数「99」, 应为 0 到 50",
        "第 12 行: 与「2026年登记」第 6 行是同一人, 已合并",
        "没有用到的列: 序号",
        "新增 4, 修改 0, 未变 0, 拒绝 5。",
        "这是预览, 什么都没有写入",
    ):
        assert line in said, said
    rows = [line for line in said.splitlines() if "新增 │" in line]
    assert [line.split("│")[2:4] for line in rows] == [
        [" 2026年登记 ", " 5  "], [" 2026年登记 ", " 6  "], [" 2026年登记 ", " 8  "], [" 新增       ", " 2  "],
    ]  # fmt: skip
    assert "技能: 水管水龙头(熟练)、电路跳闸(熟练)" in said and "证书: 电路跳闸:电工证(至2027-05-01)" in said
    assert not any(secret in said for secret in ("张三", "13800001001", "501"))
    assert "未变 0" in shown(run, "skills", "import", str(ugly))


def test_nothing_is_half_imported_and_the_export_changes_nothing(run: CliRunner, ugly: Path, tmp_path: Path) -> None:
    """Refused as a whole; with --skip-bad the rest; what is exported then reads back as no change, as .xlsx and .csv."""
    refused = shown(run, "skills", "import", str(ugly), "--yes", code=1)
    assert "有 5 行不能导入, 所以一行也没有导入" in refused
    assert "样例" not in shown(run, "volunteers")
    assert "已导入: 新增 4, 修改 0, 未变 0, 跳过 5。" in shown(run, "skills", "import", str(ugly), "--yes", "--skip-bad")
    for name in ("out.xlsx", "out.csv"):
        assert "已导出 4 位志愿者" in shown(run, "skills", "export", str(tmp_path / name))
        again = shown(run, "skills", "import", str(tmp_path / name))
        assert "新增 0, 修改 0, 未变 4, 拒绝 0。" in again and "┃" not in again


def test_the_library_with_certificates_teams_and_partners(run: CliRunner, ugly: Path) -> None:
    """A certificate with its last day, one leader of a team that was merged over two rows, and what partners offer and when."""
    shown(run, "skills", "import", str(ugly), "--yes", "--skip-bad")
    said = shown(run, "volunteers")
    assert "电路跳闸(持证到 2027-05-01)" in said and "已通过" in said and "0/5" in said
    assert said.count("平安守护使团(团长)") == 1 and said.count("平安守护使团") == 2
    clinic = next(line for line in said.splitlines() if "社区卫生站" in line)
    assert "08:00-17:30" in clinic and "量血压测血糖" in clinic


@pytest.mark.parametrize("words", [("import", "missing.xlsx"), ("export", "missing/out.xlsx"), ("export", "out.txt")])
def test_a_file_that_cannot_be_had_is_one_line(run: CliRunner, tmp_path: Path, words: tuple[str, str]) -> None:
    """Exit code 1 and a sentence, no traceback."""
    said = shown(run, "skills", words[0], str(tmp_path / words[1]), code=1)
    assert said.startswith("没有") and "Traceback" not in said
