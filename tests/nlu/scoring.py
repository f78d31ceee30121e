"""Figures of the trained model and the readers on the frozen validation set, which was written apart from nlu/.

`python -m tests.nlu.scoring` prints them; every such look at the set is a use of it (docs/nlu.md counts them).
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from aid.community import read_community
from aid.understanding.reading import as_json
from cli.settings import ROOT
from cli.understand import rasa_at_hand, read_text

SET = Path(__file__).with_name("validation")
NOW = datetime.fromisoformat("2026-09-16T10:30:00+08:00")
TALK_ONLY = {"out_of_scope"}
Row = dict[str, Any]
Read = Callable[[str, datetime], Row]


def rows(name: str) -> list[Row]:
    """The lines of one part of the set."""
    return [json.loads(line) for line in (SET / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Mean F1 over the categories that occur in the truth; pairs are (truth, guess)."""
    right, said, there = Counter[str](), Counter[str](), Counter[str]()
    for truth, guess in pairs:
        there[truth] += 1
        said[guess] += 1
        right[truth] += truth == guess
    f1 = [2 * right[name] / (there[name] + said[name]) for name in there]
    return sum(f1) / len(f1)


def exact_f1(pairs: Iterable[tuple[Any, Any]]) -> float:
    """F1 of exact matches where a value is said or read; pairs are (truth, guess), None for absent."""
    right = said = there = 0
    for truth, guess in pairs:
        there += truth is not None
        said += guess is not None
        right += truth is not None and truth == guess
    return 2 * right / (there + said) if there + said else 1.0


def score(read: Read, trained_on: frozenset[str] = frozenset()) -> dict[str, float]:
    """All figures, each between 0 and 1. Lines that also stand in the training data are left out."""
    found: dict[str, float] = {}
    lines = [row for row in rows("categories") if row["text"] not in trained_on]
    answers = [(row, read(row["text"], NOW)) for row in lines]
    found["macro_f1"] = macro_f1((row["category"], answer["category"]) for row, answer in answers)
    found["top3"] = _share(row["category"] in [each["category"] for each in answer["top3"]] for row, answer in answers)
    alarms = [(row, answer) for row, answer in answers if row["category"] == "emergency"]
    found["emergency_recall"] = _share(answer["emergency"] for _, answer in alarms)
    found["emergency_kind"] = _share(answer["emergency_kind"] == row["emergency_kind"] for row, answer in alarms)
    calm = [(row, answer) for row, answer in answers if row["category"] != "emergency"]
    found["no_alarm_elsewhere"] = _share(not answer["emergency"] for _, answer in calm)
    near = [row for row in rows("near_misses") if row["text"] not in trained_on]
    found["no_alarm_near_misses"] = _share(not read(row["text"], NOW)["emergency"] for row in near)
    outside = [answer for row, answer in answers if row["category"] in TALK_ONLY]
    inside = [(row, answer) for row, answer in answers if row["category"] not in TALK_ONLY]
    found["oos_recall"] = _share(answer["decision"] == "ask" or answer["category"] == "out_of_scope" for answer in outside)
    found["in_scope_at_threshold"] = _share(
        answer["decision"] == "sure" and answer["category"] == row["category"] for row, answer in inside
    )
    places = [(row, read(row["text"], NOW)) for row in rows("places")]
    for name in ("building", "unit", "room"):
        found[name] = exact_f1((row[name], answer[name]) for row, answer in places)
    found["phone"] = exact_f1((row["phone"], read(row["text"], NOW)["phone"]) for row in rows("phones"))
    found["time"] = _share(_same_time(row, read(row["text"], _now(row))) for row in rows("times"))
    found["time_text"] = _share(row["time_text"] == read(row["text"], _now(row))["time_text"] for row in rows("times"))
    found["beneficiary"] = _share(row["beneficiary"] == read(row["text"], NOW)["beneficiary"] for row in rows("beneficiary"))
    needs = [(row, [each["category"] for each in read(row["text"], NOW)["needs"]]) for row in rows("needs")]
    found["two_needs"] = _share(sorted(row["needs"]) == sorted(guess) for row, guess in needs if len(row["needs"]) > 1)
    found["one_need_stays_one"] = _share(len(guess) == 1 for row, guess in needs if len(row["needs"]) == 1)
    found["urgency"] = _share(row["urgency"] == read(row["text"], NOW)["urgency"] for row in rows("urgency"))
    return found


def _share(rights: Iterable[bool]) -> float:
    whole = [bool(each) for each in rights]
    return sum(whole) / len(whole) if whole else 1.0


def _now(row: Row) -> datetime:
    return datetime.fromisoformat(row["now"]) if row.get("now") else NOW


def _same_time(row: Row, answer: Row) -> bool:
    def instant(text: str | None) -> datetime | None:
        return datetime.fromisoformat(text) if text else None

    return instant(row["time"]) == instant(answer["time"]) and instant(row["time_end"]) == instant(answer["time_end"])


def trained_on() -> frozenset[str]:
    """Every utterance in nlu/."""
    return frozenset(
        line.strip()[2:].strip()
        for path in ROOT.glob("nlu/*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("    - ")
    )


def reader(http: httpx.Client) -> Read:
    """Reads with a running Rasa; the same sentence is read once."""
    buildings = read_community(ROOT / "community.toml").buildings

    @cache
    def read(text: str, now: datetime) -> Row:
        return as_json(read_text(http, text, now, buildings))

    return read


def wrong(read: Read) -> dict[str, list[str]]:
    """Where it errs, for a person to look at: a line each, by truth."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("categories"):
        answer = read(row["text"], NOW)
        if answer["category"] != row["category"]:
            found[row["category"]].append(f"{row['text']} → {answer['category']}")
    return found


def main() -> None:
    with rasa_at_hand() as http:
        read = reader(http)
        for name, value in score(read, trained_on()).items():
            print(f"{name:24s} {value:.3f}")
        if "--wrong" in sys.argv:
            for truth, lines in wrong(read).items():
                print(f"\n{truth}")
                for line in lines:
                    print("  " + line)


if __name__ == "__main__":
    main()
