"""Learns the weights of `aid/understanding/needs.py` from the development set: `make learn-needs`.

Every message of `needs.jsonl` counts fully, every other message of the development set (one need each) a little, for there are many. Prints
figures of an eightfold cross-validation, which never judges a message by weights learned from it, then writes `needs_weights.json`.
Needs the trained model: what the sides of a message are taken for is what is weighed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import httpx
import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from scipy.optimize import minimize

from aid.understanding import needs
from aid.understanding.reading import parse_of
from aid.understanding.screen import combine
from aid.understanding.text import clean
from cli.settings import ROOT
from cli.understand import rasa_at_hand
from tests.nlu.scoring import DEVELOPMENT, rows

WEIGHTS = ROOT / "aid" / "understanding" / "needs_weights.json"
OTHERS = ("categories", "near_misses", "places", "times", "beneficiary", "urgency", "phones")
OTHERS_COUNT = 0.3
PENALTY = 10.0
FOLDS = 8
CHAT = {"greeting_chitchat", "out_of_scope"}
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """A message with the figures of both looks: `right` when its best pair is the two needs that it holds."""

    first: needs.Figures
    second: needs.Figures | None
    two: bool
    right: bool
    labelled: bool


def seen(http: httpx.Client) -> list[Seen]:
    """Every message of the development set that may part anywhere; and those that may not but hold two needs."""

    @cache
    def ranking(text: str) -> tuple[tuple[str, float], ...]:
        answer = http.post("/model/parse", json={"text": text})
        answer.raise_for_status()
        return parse_of(answer.json()).ranking

    told = [(row["text"], {name for name in row["needs"] if name not in CHAT}, True) for row in rows("needs", DEVELOPMENT)]
    told += [(row["text"], set(), False) for name in OTHERS for row in rows(name, DEVELOPMENT)]
    return [_seen(clean(text), truth, labelled, ranking) for text, truth, labelled in track(told, "正在看每一句 …")]


def _seen(text: str, truth: set[str], labelled: bool, ranking: needs.Classify) -> Seen:
    whole = dict(ranking(text))
    alarm = combine(text, whole.get("emergency", 0.0)) is not None
    found = needs.places(text)
    asked = [(place, dict(ranking(needs.bare(place.left))), dict(ranking(needs.bare(place.right)))) for place in found]
    best = needs.likeliest(pair for each in asked for pair in needs.pairs(*each, whole, len(found), alarm))
    first = needs.first_look(text, whole, found) if found else {}
    right = best is not None and {best.left.category, best.right.category} == truth
    return Seen(first, best.figures if best else None, len(truth) == 2, right, labelled)


def learned(figures: Sequence[needs.Figures], two: Sequence[bool], counts: Sequence[float]) -> dict[str, float]:
    """Logistic regression with a penalty on the weights of standardised figures; returned for figures as they are."""
    names = list(figures[0])
    table = np.array([[each[name] for name in names] for each in figures])
    middle, spread = table.mean(0), table.std(0) + 1e-9
    x, sign, weight = (table - middle) / spread, np.where(two, 1.0, -1.0), np.asarray(counts)

    def loss(at: Vector) -> tuple[float, Vector]:
        margin = sign * (x @ at[1:] + at[0])
        wrong = -sign * weight / (1 + np.exp(margin))
        value = float(weight @ np.logaddexp(0, -margin) + PENALTY / 2 * at[1:] @ at[1:])
        return value, np.concatenate([[wrong.sum()], x.T @ wrong + PENALTY * at[1:]])

    at = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    found = {name: round(float(value), 4) for name, value in zip(names, at[1:] / spread, strict=True)}
    return {"offset": round(float(at[0] - middle @ (at[1:] / spread)), 4), **found}


def both_looks(told: Sequence[Seen]) -> dict[str, dict[str, float]]:
    """The weights of the two looks. A pair that is not the two needs of its message teaches nothing."""
    first = [each for each in told if each.first]
    second = [each for each in told if each.second is not None and (each.right or not each.two)]
    return {
        "first": learned([each.first for each in first], [each.two for each in first], [_count(each) for each in first]),
        "second": learned([each.second or {} for each in second], [each.two for each in second], [_count(each) for each in second]),
    }


def _count(each: Seen) -> float:
    return 1.0 if each.labelled else OTHERS_COUNT


def cross_validated(told: Sequence[Seen]) -> dict[str, float]:
    """How often both needs are found, one stays one, another message is parted, and the classifier is asked again."""
    order = list(range(len(told)))
    random.Random(580).shuffle(order)
    said, asked = dict[int, bool](), dict[int, bool]()
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        weights = both_looks([each for at, each in enumerate(told) if at not in held])
        for at in held:
            each = told[at]
            asked[at] = bool(each.first) and needs.weighed(each.first, weights["first"]) >= needs.WORTH_ASKING
            said[at] = asked[at] and each.second is not None and needs.weighed(each.second, weights["second"]) >= needs.TWO
    two = [at for at, each in enumerate(told) if each.two]
    one = [at for at, each in enumerate(told) if each.labelled and not each.two]
    other = [at for at, each in enumerate(told) if not each.labelled]
    return {
        "both needs found": float(np.mean([said[at] and told[at].right for at in two])),
        "one stays one": float(np.mean([not said[at] for at in one])),
        "other messages parted": float(np.mean([said[at] for at in other])),
        "other messages asked about": float(np.mean([asked[at] for at in other])),
    }


def main() -> None:
    """Learns, prints and writes."""
    with rasa_at_hand() as http:
        told = seen(http)
    for name, value in cross_validated(told).items():
        print(f"{name:28s} {value:.3f}")
    WEIGHTS.write_text(json.dumps(both_looks(told), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"已写 {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
