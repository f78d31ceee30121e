"""A4 pages in Chinese: the paper that certificates and reports are printed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import mplfonts
from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableBordersLayout

FONTS = Path(mplfonts.__file__).parent / "fonts"
SANS, SERIF = FONTS / "NotoSansCJKsc-Regular.otf", FONTS / "NotoSerifCJKsc-Regular.otf"
INK, GREY, RED, PALE = (34, 34, 34), (110, 110, 110), (178, 34, 34), (247, 243, 238)
LINE = (200, 196, 190)


class Paper(FPDF):
    """An A4 page with a foot line and its number; `written` is the instant that the file says it was made at."""

    def __init__(self, title: str, foot: str, written: datetime) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self.add_font("sans", fname=SANS)
        self.add_font("serif", fname=SERIF)
        self.set_title(title)
        self.set_lang("zh-CN")
        self.set_creation_date(written)
        self.set_margins(18, 18, 18)
        self.set_auto_page_break(True, 20)
        self.set_font("sans", size=10.5)
        self.set_text_color(*INK)
        self.add_page()

    def footer(self) -> None:
        """The foot line and 「第 1 页, 共 3 页」."""
        self.set_y(-14)
        with self.local_context(text_color=GREY):
            self.set_font("sans", size=8)
            self.cell(0, 5, self._foot, align=Align.L)
            self.set_x(self.l_margin)
            self.cell(0, 5, f"第 {self.page_no()} 页, 共 {{nb}} 页", align=Align.R)
        self.set_font("sans", size=10.5)

    def heading(self, text: str, size: float = 14, *, align: Align = Align.L, font: str = "sans") -> None:
        """A line in bold: the fonts at hand have one weight, so its outline is drawn, too."""
        if self.will_page_break(size * 2):
            self.add_page()
        self.ln(3)
        with self.local_context(text_mode="FILL_STROKE", line_width=size / 70, draw_color=INK):
            self.set_font(font, size=size)
            self.multi_cell(0, size * 0.55, text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.set_font("sans", size=10.5)
        self.ln(1.5)

    def say(self, text: str, size: float = 10.5, *, colour: tuple[int, int, int] = INK, align: Align = Align.L) -> None:
        """A paragraph."""
        with self.local_context(text_color=colour):
            self.set_font("sans", size=size)
            self.multi_cell(0, size * 0.58, text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.set_font("sans", size=10.5)

    def grid(self, headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], *, size: float = 9) -> None:
        """A table; its headings come again on every page. All columns but the first stand in the middle."""
        self.set_font("sans", size=size)
        self.set_draw_color(*LINE)
        with self.table(
            col_widths=widths,
            text_align=(Align.L, *(Align.C for _ in headings[1:])),
            headings_style=FontFace(color=INK, fill_color=PALE),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=size * 0.62,
            padding=(0.8, 1),
        ) as table:
            table.row(headings)
            for each in rows:
                table.row(each)
        self.set_font("sans", size=10.5)

    def whole(self) -> bytes:
        """The file."""
        return bytes(self.output())
