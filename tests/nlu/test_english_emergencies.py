"""What the screen hears in English of two sets of sentences that its odds were not learned from (docs/nlu.md). No model is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aid.understanding.screen import screen

HERE = Path(__file__).parent
FLOORS = {
    "validation_en": {"recall": 0.90, "calm": 0.91, "kind": 0.88},
    "development_en": {"recall": 0.95, "calm": 0.96, "kind": 0.95},
}
"""About one sentence in eighty below what was reached. The first set is frozen: what the screen misses there is not to be read."""


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", FLOORS)
def test_english_emergencies_keep_their_floor(folder: str) -> None:
    """Heard at once, near misses let through, and the kind right of what is heard."""
    grave = [(row["emergency_kind"], screen(row["text"])) for row in _rows(folder, "emergencies")]
    calm = [screen(row["text"]) for row in _rows(folder, "near_misses")]
    heard = [(kind, alarm.kind) for kind, alarm in grave if alarm]
    found = {
        "recall": len(heard) / len(grave),
        "calm": calm.count(None) / len(calm),
        "kind": sum(truth == guess for truth, guess in heard) / len(heard),
    }
    print(found)
    assert len(grave) >= 80 and len(calm) >= 80
    assert {name: value for name, value in found.items() if value < FLOORS[folder][name]} == {}


def test_no_sentence_of_the_sets_was_learned_from() -> None:
    """What is learned by heart proves nothing."""
    lines = (HERE / "english_sentences.tsv").read_text(encoding="utf-8").splitlines()
    learned = {line.split("\t")[-1].lower() for line in lines}
    told = {row["text"].lower() for folder in FLOORS for name in ("emergencies", "near_misses") for row in _rows(folder, name)}
    assert not told & learned
