"""Reading of the tables beside these tests: a sentence a line, its columns parted by tabs, `-` for nothing."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a table without its comment lines."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def said(column: str) -> str | None:
    """A column's value, None for the dash."""
    return None if column == "-" else column
