"""Our reader of times beside jionlp, sentence by sentence: `python -m bench.bench_times PYTHON`.

jionlp installs some 220 MB and is no part of this project: PYTHON is an interpreter that has it (`pip install jionlp` in an environment of its
own). Both read the tables of the unit tests, which our reader was built on, and the development set, which was written apart from it.
Day parts begin at other hours there, so beside the exact instant the day alone is compared.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from aid.understanding.moment import SHANGHAI, read_time

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tests" / "unit" / "understanding"
DEVELOPMENT = ROOT / "tests" / "nlu" / "development" / "times.jsonl"
# Runs in the other interpreter: a JSON line in ([text, seconds]), one out (the start or null).
OTHER = """
import contextlib, io, json, sys
with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
for line in sys.stdin:
    text, base = json.loads(line)
    found = None
    try:
        for each in jionlp.ner.extract_time(text, time_base=base, with_parsing=True):
            when = each["detail"]["time"]
            if found is None and isinstance(when, list) and when[0] not in (None, "-inf", "inf"):
                found = when[0]
    except Exception:  # it raises on some sentences: no time found, as for whoever would use it
        pass
    print(json.dumps(found), flush=True)
"""
Sentence = tuple[str, str, datetime, datetime | None]


def _at(words: str | None) -> datetime | None:
    if words is None or words == "-":
        return None
    found = datetime.fromisoformat(words if len(words) > 11 else f"2025-{words}")
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def sentences() -> Iterator[Sentence]:
    """Where it comes from, the text, `now`, and the start that is right (None for no time)."""
    for line in (TABLES / "times.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, start, _ = line.split("\t")
            yield "unit tables", text, datetime(2025, 11, 20, 10, 0, tzinfo=SHANGHAI), _at(start)
    for line in (TABLES / "times_elsewhen.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            now, text, _, start, _ = line.split("\t")
            yield "unit tables", text, datetime.fromisoformat(now).replace(tzinfo=SHANGHAI), _at(start)
    for row in map(json.loads, DEVELOPMENT.read_text(encoding="utf-8").splitlines()):
        yield "development set", row["text"], datetime.fromisoformat(row["now"]), _at(row["time"])


def main(python: str) -> int:
    """Prints the table."""
    told = list(sentences())
    asked = "".join(json.dumps([text, now.timestamp()]) + "\n" for _, text, now, _ in told)
    answers = subprocess.run(
        [python, "-c", OTHER], input=asked, capture_output=True, text=True, check=True, env={"TZ": "Asia/Shanghai"}
    ).stdout
    theirs = [json.loads(line) for line in answers.splitlines()]
    table = Table("sentences", "reader", "the instant", "the day")
    for name in ("unit tables", "development set"):
        ours_right, theirs_right = [], []
        for (where, text, now, right), found in zip(told, theirs, strict=True):
            if where == name:
                reading = read_time(text, now)
                ours_right.append((reading.start if reading else None, right))
                theirs_right.append((datetime.fromisoformat(found).replace(tzinfo=SHANGHAI) if found else None, right))
        for reader, pairs in (("ours", ours_right), ("jionlp", theirs_right)):
            exact = sum(got == right for got, right in pairs) / len(pairs)
            day = sum((got and got.date()) == (right and right.date()) for got, right in pairs) / len(pairs)
            table.add_row(f"{name} ({len(pairs)})", reader, f"{exact:.3f}", f"{day:.3f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m bench.bench_times PYTHON: PYTHON is an interpreter that has jionlp")
    sys.exit(main(sys.argv[1]))
