"""Learns the weights of the emergency screen's English ear, `aid/understanding/screen_odds_en.json`, from `english_sentences.tsv`.

Run as `make learn-screen`, in Rasa's environment, after sentences have changed (a test notices when it was forgotten). It stands here and
not in `nlu/`, because Rasa's model is not trained from it. The same sentences give the same file.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from aid.understanding.odds import english_grams, sentences_hash
from nlu.learn_screen import SMOOTHING, table

SENTENCES = Path(__file__).with_name("english_sentences.tsv")
WEIGHTS = Path(__file__).resolve().parents[2] / "aid" / "understanding" / "screen_odds_en.json"


def learned(texts: Sequence[str], labels: Sequence[str], least: int) -> Any:
    """A logistic regression over the grams that occur in at least `least` texts, and the names of those grams."""
    counter = CountVectorizer(analyzer=lambda text: sorted(english_grams(text)), min_df=least, binary=True)
    sizes = np.sqrt([max(1, len(english_grams(text))) for text in texts])
    rows = counter.fit_transform(texts).multiply(1 / sizes[:, None]).tocsr()
    return LogisticRegression(C=SMOOTHING, max_iter=1000).fit(rows, labels), counter.get_feature_names_out()


def told() -> list[list[str]]:
    """Kind of emergency (`-`: none) and sentence."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def main() -> int:
    """Learns and writes; says how many weights it kept."""
    sentences = told()
    alarm, names = learned([text for _, text in sentences], [str(kind != "-") for kind, _ in sentences], 2)
    grave = [(kind, text) for kind, text in sentences if kind != "-"]
    kind_of, kind_names = learned([text for _, text in grave], [kind for kind, _ in grave], 3)
    found = {
        "learned_from": sentences_hash(SENTENCES),
        "offset": round(float(alarm.intercept_[0]), 3),
        "alarm": table(names, alarm.coef_[0]),
        "kind_offsets": {name: round(float(offset), 3) for name, offset in zip(kind_of.classes_, kind_of.intercept_, strict=True)},
        "kinds": {name: table(kind_names, row) for name, row in zip(kind_of.classes_, kind_of.coef_, strict=True)},
    }
    WEIGHTS.write_text(json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    kept = len(found["alarm"]) + sum(map(len, found["kinds"].values()))
    print(f"{len(sentences)} English sentences, {kept} weights, {WEIGHTS.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
