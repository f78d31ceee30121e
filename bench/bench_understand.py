"""One `understand` against Rasa's own `/model/parse` of the same model, in the same run: `make bench-understand`.

The sentences are those of the development set (places, times, phones, beneficiary, urgency: one need each; needs: one or two). Each is
parsed and understood in turns, on a warm server; medians in milliseconds and their ratio.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from statistics import mean, median

import httpx

from aid.community import read_community
from cli.settings import ROOT
from cli.understand import rasa_at_hand, read_text
from tests.nlu.scoring import DEVELOPMENT, NOW, rows

WARMING = 20


def groups() -> dict[str, list[str]]:
    """The sentences by what they cost: without a comma, with commas, with two needs."""
    ones = [row["text"] for part in ("places", "times", "phones", "beneficiary", "urgency") for row in rows(part, DEVELOPMENT)]
    needs = rows("needs", DEVELOPMENT)
    ones += [row["text"] for row in needs if len(row["needs"]) == 1]
    return {
        "one need, no comma": [text for text in ones if not re.search(r"[,，、。;；!！?？\s]", text)],
        "one need, with commas": [text for text in ones if re.search(r"[,，、。;；!！?？\s]", text)],
        "two needs": [row["text"] for row in needs if len(row["needs"]) > 1],
    }


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def compare(http: httpx.Client, texts: Iterable[str], now: datetime, buildings: frozenset[str]) -> tuple[list[float], list[float]]:
    """Times of `/model/parse` and of `understand`, sentence by sentence."""
    parses, reads = [], []
    for text in texts:
        parses.append(milliseconds(lambda text=text: http.post("/model/parse", json={"text": text})))  # type: ignore[misc]  # a lambda bound to its text
        reads.append(milliseconds(lambda text=text: read_text(http, text, now, buildings)))  # type: ignore[misc]  # a lambda bound to its text
    return parses, reads


def main() -> None:
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    buildings = read_community(ROOT / "community.toml").buildings
    everything: list[tuple[float, float]] = []
    with rasa_at_hand() as http:
        sentences = groups()
        compare(http, sentences["two needs"][:WARMING], NOW, buildings)
        for name, texts in sentences.items():
            parses, reads = compare(http, texts[:limit], NOW, buildings)
            everything += [] if name == "two needs" else list(zip(parses, reads, strict=True))
            print(f"{name:24s} {len(parses):4d} sentences   parse {median(parses):6.1f} ms   understand {median(reads):6.1f} ms"
                  f"   median ratio {median(reads) / median(parses):4.2f}   mean ratio {mean(reads) / mean(parses):4.2f}")  # fmt: skip
    parses, reads = (list(column) for column in zip(*everything, strict=True))
    print(f"{'one need, all':24s} {len(parses):4d} sentences   median ratio {median(reads) / median(parses):4.2f}"
          f"   mean ratio {mean(reads) / mean(parses):4.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
