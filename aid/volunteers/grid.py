"""Files as plain grids of cells: .xlsx by openpyxl, .csv in the encodings that Chinese Excel writes; and written back."""

from __future__ import annotations

import csv
import io
import os
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from aid.understanding.text import clean
from aid.volunteers.headings import fields_in


class BadSheet(ValueError):
    """The file as a whole cannot be read; the message says what to do about it."""


@dataclass(frozen=True)
class Grid:
    """One worksheet. Rows and columns count from 0.

    Every cell of a merged block holds the block's value: `carried` are those that got it from a row above, `spread`
    those that got it from a column to the left.
    """

    name: str
    rows: list[list[object]]
    carried: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    spread: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def read_grids(path: Path) -> list[Grid]:
    """The visible worksheets of an .xlsx file, or the one grid of a .csv file; BadSheet when it is neither."""
    try:
        head = path.read_bytes()[:8]
    except OSError as error:
        raise BadSheet(f"打不开文件 {path.name}: {error.strerror}") from error
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadSheet(f"{path.name} 是旧版 Excel (.xls) 或加了密码: 请在 Excel 里另存为 .xlsx (不设密码) 后再导入")
    if head.startswith(b"PK"):
        return _read_workbook(path)
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return [Grid(path.stem, _read_delimited(path))]
    raise BadSheet(f"{path.name} 不是 .xlsx 或 .csv 文件: 请在 Excel 里另存为 .xlsx 后再导入")


def _read_workbook(path: Path) -> list[Grid]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl tells of styles and extensions that it leaves out: none is ours
            book = load_workbook(path, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
        raise BadSheet(f"{path.name} 已损坏或不是 Excel 工作簿: 请用 Excel 打开并另存为 .xlsx 后再导入") from error
    return [_grid(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _grid(sheet: Worksheet) -> Grid:
    rows: list[list[object]] = [list(values) for values in sheet.iter_rows(min_row=1, min_col=1, values_only=True)]
    carried: set[tuple[int, int]] = set()
    spread: set[tuple[int, int]] = set()
    for block in sheet.merged_cells.ranges:
        top, left = block.min_row - 1, block.min_col - 1
        for row in range(top, min(block.max_row, len(rows))):
            for column in range(left, min(block.max_col, len(rows[row]))):
                rows[row][column] = rows[top][left]
                if row > top:
                    carried.add((row, column))
                if column > left:
                    spread.add((row, column))
    return Grid(sheet.title, rows, frozenset(carried), frozenset(spread))


def _read_delimited(path: Path) -> list[list[object]]:
    text = _decoded(path)
    separator = max(",\t;", key=lambda sign: max((len(fields_in(row)) for row in _parsed(text[:8000], sign)), default=0))
    return [list(row) for row in _parsed(text, separator)]


def _parsed(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise BadSheet(f"CSV 文件读不懂: {error}") from error


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet(f"{path.name} 的文字编码读不懂: 请用 Excel 另存为「CSV UTF-8」或 .xlsx 后再导入")


def write_grid(path: Path, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Write rows of text, the first one the headings, to .xlsx or .csv (UTF-8 with BOM, which Excel understands).

    The file is readable by its owner only and appears whole or not at all. Text that Excel would take for a formula
    stays text.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise BadSheet(f"只能导出为 .xlsx 或 .csv, 不能写成 {path.name}")
    safe = [[clean(cell) for cell in row] for row in rows]
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:  # made with mode 600
            try:
                _write(file, path.suffix.lower(), title, safe)
                file.flush()
                os.fsync(file.fileno())
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise BadSheet(f"写不了文件 {path.name}: {error.strerror}") from error


def _write(file: IO[bytes], suffix: str, title: str, rows: Sequence[Sequence[str]]) -> None:
    if suffix == ".csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([_unarmed(cell) for cell in row] for row in rows)
        file.write(text.getvalue().encode("utf-8-sig"))
        return
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for at, row in enumerate(rows, start=1):
        for column, words in enumerate(row, start=1):
            cell = sheet.cell(at, column, words or None)
            cell.number_format = "@"
            if words:
                cell.data_type = "s"  # also when it begins with "="
            if at == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(_widths(rows), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    book.save(file)


def _unarmed(words: str) -> str:
    """A leading apostrophe keeps Excel from running a cell of a CSV file; reading takes it off again."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words


def _widths(rows: Sequence[Sequence[str]]) -> Iterable[int]:
    return (min(60, 4 + 2 * max(len(cell) for cell in column)) for column in zip(*rows, strict=True))
