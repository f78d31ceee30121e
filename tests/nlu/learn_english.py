"""Learns the weights of the emergency screen's English ear, `aid/understanding/screen_odds_en.json`, from `english_sentences.tsv`.

Run as `make learn-screen`, in Rasa's environment, after sentences have changed (a test notices when it was forgotten). It stands here and
not in `nlu/`, because Rasa's model is not trained from it. The same sentences give the same file.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from aid.understanding.odds import english_grams, sentences_hash
from nlu.learn_screen import write

SENTENCES = Path(__file__).with_name("english_sentences.tsv")
WEIGHTS = Path(__file__).resolve().parents[2] / "aid" / "understanding" / "screen_odds_en.json"


def told() -> list[tuple[str, bool, str]]:
    """Each sentence, whether it is an emergency, and its kind; the file has the kind first, `-` for none."""
    lines = [line.split("\t") for line in SENTENCES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(text, kind != "-", kind.strip("-")) for kind, text in lines]


if __name__ == "__main__":
    write(WEIGHTS, told(), english_grams, sentences_hash(SENTENCES))
