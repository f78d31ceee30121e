"""A report as a file: .html for a phone, .pdf for the printer, .xlsx for whoever counts on."""

from __future__ import annotations

import base64
import enum
import io

from fpdf.enums import Align
from jinja2 import Environment, PackageLoader, StrictUndefined
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from aid.paper import GREY, INK, PALE, Paper
from aid.reports.charts import charts
from aid.reports.service import Report
from aid.reports.words import sheets, summary, title_of


class Format(enum.StrEnum):
    """What a report can be written as."""

    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"


_TEMPLATES = Environment(loader=PackageLoader("aid.reports"), autoescape=True, undefined=StrictUndefined)


def written(report: Report, form: Format) -> bytes:
    """The file."""
    return {Format.HTML: _html, Format.PDF: _pdf, Format.XLSX: _xlsx}[form](report)


def _made(report: Report) -> str:
    return f"{report.made_at.astimezone(report.period.zone):%Y-%m-%d %H:%M}"


def _html(report: Report) -> bytes:
    """One file with everything in it: style, pictures, no script, nothing fetched."""
    pictures = {title: base64.b64encode(png).decode() for title, png in charts(report).items()}
    page = _TEMPLATES.get_template("report.html.j2").render(
        title=title_of(report),
        period=str(report.period),
        made=_made(report),
        summary=summary(report),
        sheets=sheets(report),
        charts=pictures,
    )
    return page.encode()


def _pdf(report: Report) -> bytes:
    title, period = title_of(report), str(report.period)
    paper = Paper(f"{title} {period}", f"{title} · {period} · 不含个人信息", report.made_at)
    paper.heading(title, 20)
    paper.say(f"{period}    ({_made(report)} 生成)", 10.5, colour=GREY)
    paper.ln(3)
    _head(paper, report)
    pictures = charts(report)
    for sheet in sheets(report):
        picture = pictures.get(sheet.title)
        _keep_together(paper, sheet.title in pictures, len(sheet.rows))
        paper.heading(sheet.title)
        if picture:
            paper.image(io.BytesIO(picture), x=Align.C, w=112)
            paper.ln(2)
        if sheet.rows:
            first = 2 if len(sheet.headings) > 2 else 3
            paper.grid(sheet.headings, sheet.rows, (first, *(1 for _ in sheet.headings[1:])), size=9.5)
        if sheet.note:
            paper.ln(1)
            paper.say(sheet.note, 9, colour=GREY)
    return paper.whole()


def _head(paper: Paper, report: Report) -> None:
    """The numbers at the head, a box each."""
    numbers = summary(report)
    gap = 3.0
    width = (paper.epw - gap * (len(numbers) - 1)) / len(numbers)
    top = paper.get_y()
    for place, (name, value) in enumerate(numbers):
        x = paper.l_margin + place * (width + gap)
        paper.set_fill_color(*PALE)
        paper.rect(x, top, width, 16, style="F", round_corners=True, corner_radius=2)
        for offset, size, colour, text in ((2.5, 8.5, GREY, name), (7.5, 14, INK, value)):
            paper.set_xy(x + 3, top + offset)
            paper.set_font("sans", size=size)
            paper.set_text_color(*colour)
            paper.cell(width - 6, 6, text)
    paper.set_text_color(*INK)
    paper.set_fill_color(255)
    paper.set_font("sans", size=10.5)
    paper.set_xy(paper.l_margin, top + 19)


def _keep_together(paper: Paper, picture: bool, rows: int) -> None:
    """A heading does not stand alone at the foot of a page, nor is a short table torn."""
    if paper.will_page_break(18 + (75 if picture else 0) + 7 * min(rows, 6)):
        paper.add_page()


def _xlsx(report: Report) -> bytes:
    """A worksheet a table, wide enough to read, ready to print on A4."""
    book = Workbook()
    cover = book.worksheets[0]
    cover.title = "概况"
    about = [("时间", str(report.period)), ("生成", _made(report)), *summary(report), ("说明", "本报告不含任何个人信息。")]
    for name, value in [("", title_of(report)), *about]:
        cover.append([name or None, _number(value)])
    cover["B1"].font = Font(bold=True, size=14)
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 16, 40
    for sheet in sheets(report):
        page = book.create_sheet(sheet.title)
        page.append(list(sheet.headings))
        for row in sheet.rows:
            page.append([_number(cell) for cell in row])
        if sheet.note:
            page.append([])
            page.append([sheet.note])
        for cell in page[1]:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F7F3EE")
        for row in page.iter_rows(max_row=len(sheet.rows) + 1, min_col=2):
            for cell in row:
                cell.alignment = Alignment(horizontal="center")
        for column, heading in enumerate(sheet.headings, start=1):
            cells = [heading, *(row[column - 1] for row in sheet.rows)]
            page.column_dimensions[get_column_letter(column)].width = 4 + max(
                sum(2 if ord(sign) > 255 else 1 for sign in each) for each in cells
            )
        page.freeze_panes = "A2"
        page.page_setup.paperSize, page.page_setup.fitToHeight = page.PAPERSIZE_A4, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _number(cell: str) -> str | int:
    """Counts are numbers in a sheet, the rest stays text."""
    return int(cell) if cell.isdecimal() else cell
