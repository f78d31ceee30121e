"""Measure `read_place` on a list of real addresses: `python bench/bench_places.py ../shared/data/addresses_house_unit_room.tsv`.

The list is a benchmark only and stays outside the repository. It holds other compounds' addresses with house numbers that were
made unreadable by hand, so every building counts as known and the guard against other compounds is off.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from aid.understanding.numerals import to_int
from aid.understanding.place_mentions import mentions

FIELDS = {"building": "houseno", "unit": "cellno", "room": "roomno"}


class EveryBuilding(Collection[str]):
    """A compound that has every building."""

    def __contains__(self, building: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def digits(words: str) -> str:
    """The number of a gold field (「三栋」 is 3, 「B-3栋」 is B3); empty for none."""
    kept = re.sub(r"[^0-9a-z零一二三四五六七八九十]", "", words.lower())
    return str(to_int(kept) or kept).upper() if kept else ""


def main(path: Path, *, show: int = 0) -> None:
    """Print, field by field, how many addresses are read exactly, and how many of the named fields are found."""
    rows = list(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"))
    exact = dict.fromkeys(FIELDS, 0)
    named = dict.fromkeys(FIELDS, 0)
    found = dict.fromkeys(FIELDS, 0)
    whole = 0
    for row in rows:
        found_here = mentions(row["text"], EveryBuilding(), elsewhere=True)
        last = found_here[-1] if found_here else None
        got = {field: (getattr(last, field) or "") if last else "" for field in FIELDS}
        gold = {field: digits(row[column]) for field, column in FIELDS.items()}
        whole += got == gold
        for field in FIELDS:
            exact[field] += got[field] == gold[field]
            named[field] += bool(gold[field])
            found[field] += bool(gold[field]) and got[field] == gold[field]
        if got != gold and show:
            show -= 1
            print(row["text"], gold, got, sep="\t")
    for field in FIELDS:
        print(f"{field:9} exact {exact[field] / len(rows):.3f}   of {named[field]} named {found[field] / max(1, named[field]):.3f}")
    print(f"all three exact {whole / len(rows):.3f} of {len(rows)}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python bench/bench_places.py DATA.tsv [HOW_MANY_ERRORS_TO_SHOW]")
    main(Path(sys.argv[1]), show=int(sys.argv[2]) if len(sys.argv) > 2 else 0)
