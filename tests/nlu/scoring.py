"""Figures of the trained model and the readers on sentences written apart from nlu/.

`python -m tests.nlu.scoring` scores the frozen validation set; every such look at it is a use of it (docs/nlu.md counts them).
`--second` scores the second validation set, written later and apart as well; `--development` scores the development set instead, which may be looked at freely; `--wrong` also prints where it errs. `--floors` prints only
what lies below its floor, and exits with 1 if anything does: the gate of `wobanglin train --gate`.
"""

from __future__ import annotations

import json
import sys
import tomllib
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

VALIDATION = Path(__file__).with_name("validation")
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
SECOND = Path(__file__).with_name("validation_b")
DEVELOPMENT = Path(__file__).with_name("development")
NOW = datetime.fromisoformat("2026-09-16T10:30:00+08:00")
TALK_ONLY = {"out_of_scope"}
Row = dict[str, Any]
Read = Callable[[str, datetime], Row]


def rows(name: str, folder: Path = VALIDATION) -> list[Row]:
    """The lines of one part of a set; none when the set has no such part."""
    path = folder / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] if path.exists() else []


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


def score(read: Read, trained_on: frozenset[str] = frozenset(), folder: Path = VALIDATION) -> dict[str, float]:
    """All figures that the set has sentences for, each between 0 and 1. Lines that also stand in the training data are left out."""
    categories = [row for row in rows("categories", folder) if row["text"] not in trained_on]
    near = [row for row in rows("near_misses", folder) if row["text"] not in trained_on]
    found = _categories([(row, read(row["text"], NOW)) for row in categories]) if categories else {}
    if near:
        found["no_alarm_near_misses"] = _share(not read(row["text"], NOW)["emergency"] for row in near)
    if replies := rows("replies", folder):
        found["no_alarm_replies"] = _share(not read(row["text"], NOW)["emergency"] for row in replies)
    for part, measure in _PARTS.items():
        if answers := [(row, read(row["text"], _now(row))) for row in rows(part, folder)]:
            found |= measure(answers)
    return found


Answers = list[tuple[Row, Row]]


def _categories(answers: Answers) -> dict[str, float]:
    alarms = [(row, answer) for row, answer in answers if row["category"] == "emergency"]
    calm = [(row, answer) for row, answer in answers if row["category"] != "emergency"]
    outside = [answer for row, answer in answers if row["category"] in TALK_ONLY]
    inside = [(row, answer) for row, answer in answers if row["category"] not in TALK_ONLY]
    kinds = [(row, answer) for row, answer in alarms if "emergency_kind" in row]
    found = {"emergency_kind": _share(answer["emergency_kind"] == row["emergency_kind"] for row, answer in kinds)} if kinds else {}
    return found | {
        "macro_f1": macro_f1((row["category"], answer["category"]) for row, answer in answers),
        "top3": _share(row["category"] in [each["category"] for each in answer["top3"]] for row, answer in answers),
        "emergency_recall": _share(answer["emergency"] for _, answer in alarms),
        "no_alarm_elsewhere": _share(not answer["emergency"] for _, answer in calm),
        "oos_recall": _share(answer["decision"] == "ask" or answer["category"] == "out_of_scope" for answer in outside),
        "in_scope_at_threshold": _share(
            answer["decision"] == "sure" and answer["category"] == row["category"] for row, answer in inside
        ),
    }  # fmt: skip


def _places(answers: Answers) -> dict[str, float]:
    return {name: exact_f1((row[name], answer[name]) for row, answer in answers) for name in ("building", "unit", "room")}


def _phones(answers: Answers) -> dict[str, float]:
    return {"phone": exact_f1((row["phone"], answer["phone"]) for row, answer in answers)}


def _times(answers: Answers) -> dict[str, float]:
    return {
        "time": _share(_same_time(row, answer) for row, answer in answers),
        "time_text": _share(row["time_text"] == answer["time_text"] for row, answer in answers),
    }


def _beneficiary(answers: Answers) -> dict[str, float]:
    return {"beneficiary": _share(row["beneficiary"] == answer["beneficiary"] for row, answer in answers)}


def _needs(answers: Answers) -> dict[str, float]:
    found = [(row["needs"], [each["category"] for each in answer["needs"]]) for row, answer in answers]
    return {
        "two_needs": _share(sorted(truth) == sorted(guess) for truth, guess in found if len(truth) > 1),
        "one_need_stays_one": _share(len(guess) == 1 for truth, guess in found if len(truth) == 1),
    }


def _urgency(answers: Answers) -> dict[str, float]:
    return {"urgency": _share(row["urgency"] == answer["urgency"] for row, answer in answers)}


_PARTS: dict[str, Callable[[Answers], dict[str, float]]] = {
    "places": _places,
    "phones": _phones,
    "times": _times,
    "beneficiary": _beneficiary,
    "needs": _needs,
    "urgency": _urgency,
}


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


def wrong(read: Read, folder: Path = VALIDATION) -> dict[str, list[str]]:
    """Where it errs, for a person to look at: a line each, by part of the set."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("categories", folder):
        answer = read(row["text"], NOW)
        if answer["category"] != row["category"]:
            found[row["category"]].append(f"{row['text']} → {answer['category']}")
    for part in _PARTS:
        for row in rows(part, folder):
            answer = read(row["text"], _now(row))
            truth = {key: sorted(value) if key == "needs" else value for key, value in row.items() if key not in ("text", "now")}
            guess = {key: _comparable(answer[key]) for key in truth}
            if guess != truth:
                found[part].append(f"{row['text']} · {_differences(truth, guess)}")
    return found


def _comparable(value: Any) -> Any:
    return sorted(each["category"] for each in value) if isinstance(value, list) else value


def _differences(truth: Row, guess: Row) -> str:
    return ", ".join(f"{key}: {truth[key]} → {guess[key]}" for key in truth if truth[key] != guess[key])


def below(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The figures that lie below their floor, a line each."""
    return [f"{name} {figures[name]:.3f} < {floor:.3f}" for name, floor in floors.items() if name in figures and figures[name] < floor]


def main() -> None:
    if "--floors" in sys.argv:
        with rasa_at_hand() as http:
            read, known = reader(http), trained_on()
            missed = [line for each in (VALIDATION, SECOND) for line in below(score(read, known, each), FLOORS)]
        print("\n".join(missed), end="\n" if missed else "")
        sys.exit(1 if missed else 0)
    folder = DEVELOPMENT if "--development" in sys.argv else SECOND if "--second" in sys.argv else VALIDATION
    with rasa_at_hand() as http:
        read = reader(http)
        for name, value in score(read, trained_on(), folder).items():
            print(f"{name:24s} {value:.3f}")
        if "--wrong" in sys.argv:
            for truth, lines in wrong(read, folder).items():
                print(f"\n{truth}")
                for line in lines:
                    print("  " + line)


if __name__ == "__main__":
    main()
