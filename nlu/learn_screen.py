"""Learns the weights of the emergency screen's own ear from the utterances here: `aid/understanding/screen_odds.json`.

Run as `make learn-screen` after utterances have changed (a test notices when it was forgotten). The kinds of emergency
are the `metadata: {kind: …}` of the blocks in `emergency.yml`. It takes seconds; the same utterances give the same file.
"""

import json
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence, Set, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from ruamel.yaml import YAML
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from aid.understanding.odds import fingerprint, grams

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "aid" / "understanding" / "screen_odds.json"
SMOOTHING = 10.0
"""Inverse of the penalty on the weights: 3, 10 and 30 were tried on the development set."""
LEAST_WEIGHT = 0.3
"""Weights below this are left out: they hardly move a message, and were two thirds of the file."""


def told() -> List[Dict[str, str]]:
    """Every utterance with its category and, for emergencies, its kind; and the plain answers of `answers.txt`."""
    found = []
    for path in sorted(HERE.glob("*.yml")):
        for block in YAML(typ="safe").load(path).get("nlu") or []:
            kind = (block.get("metadata") or {}).get("kind", "")
            for line in (block.get("examples") or "").splitlines():
                if line.startswith("- "):
                    found.append({"text": line[2:].strip(), "category": block["intent"], "kind": kind})
    answers = (HERE / "answers.txt").read_text(encoding="utf-8").splitlines()
    return found + [{"text": line, "category": "", "kind": ""} for line in answers if line and not line.startswith("#")]


def learned(texts: Sequence[str], labels: Sequence[str], least: int, grams_of: Callable[[str], Set[str]]) -> Any:
    """A logistic regression over the grams that occur in at least `least` texts, and the names of those grams."""
    counter = CountVectorizer(analyzer=lambda text: sorted(grams_of(text)), min_df=least, binary=True)
    sizes = np.sqrt([max(1, len(grams_of(text))) for text in texts])
    rows = counter.fit_transform(texts).multiply(1 / sizes[:, None]).tocsr()
    model = LogisticRegression(C=SMOOTHING, max_iter=1000).fit(rows, labels)
    return model, counter.get_feature_names_out()


def table(names: Sequence[str], weights: Sequence[float]) -> Dict[str, float]:
    """The weights that matter, by gram."""
    return {name: round(float(weight), 2) for name, weight in zip(names, weights) if abs(weight) >= LEAST_WEIGHT}


def write(file: Path, said: Sequence[Tuple[str, bool, str]], grams_of: Callable[[str], Set[str]], learned_from: str) -> None:
    """Learns from texts, each with whether it is an emergency and of which kind ("": not said), and writes; says how many weights it kept."""
    alarm, names = learned([text for text, _, _ in said], [str(is_one) for _, is_one, _ in said], 2, grams_of)
    grave = [(text, kind) for text, _, kind in said if kind]
    kind, kind_names = learned([text for text, _ in grave], [kind for _, kind in grave], 3, grams_of)
    found = {
        "learned_from": learned_from,
        "offset": round(float(alarm.intercept_[0]), 3),
        "alarm": table(names, alarm.coef_[0]),
        "kind_offsets": {name: round(float(offset), 3) for name, offset in zip(kind.classes_, kind.intercept_)},
        "kinds": {name: table(kind_names, row) for name, row in zip(kind.classes_, kind.coef_)},
    }
    file.write_text(json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    kept = len(found["alarm"]) + sum(map(len, found["kinds"].values()))
    print(f"{file.name}: {len(said)} texts, {kept} weights, {file.stat().st_size / 1000:.0f} kB")


def main() -> int:
    """The weights for Chinese."""
    said = [(each["text"], each["category"] == "emergency", each["kind"]) for each in told()]
    write(WEIGHTS, said, grams, fingerprint(HERE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
