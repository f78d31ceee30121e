"""Cross-validation of a pipeline on our own utterances: how the lines of docs/nlu.md were made.

Five folds, the classes spread evenly, near-duplicates kept together; `near_misses.yml` is never trained on, so its
false alarms are those of a model that has not been warned. It flatters: the same few people wrote all the folds.
It also names the two thresholds of the fallback that catch most out-of-scope messages at each price.
"""

import argparse
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.trial import ROOT, STOCK, Labelled, Trained, our_pipeline, progress, trained
from nlu.check_diversity import Utterance, alike, utterances

FOLDS = 5
LIKE = 0.5
"""Utterances this alike (Jaccard, character 3-grams) go into one fold."""


class Guess(NamedTuple):
    """What a model that had not seen an utterance said about it."""

    utterance: Utterance
    ranking: List[Tuple[str, float]]

    @property
    def best(self) -> str:
        """The likeliest category."""
        return self.ranking[0][0]

    def sure(self, threshold: float, ambiguity: float) -> bool:
        """Whether the fallback would let it pass."""
        (_, first), (_, second) = self.ranking[:2]
        return first >= threshold and first - second >= ambiguity


def folded(own: Sequence[Utterance]) -> List[int]:
    """A fold for each utterance."""
    leader = list(range(len(own)))

    def head(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for first, second, _ in alike([utterance.plain for utterance in own], LIKE):
        leader[head(second)] = head(first)
    fold_of: Dict[int, int] = {}
    used: Dict[str, int] = {}
    for index, utterance in enumerate(own):
        group = head(index)
        if group not in fold_of:
            used[utterance.category] = used.get(utterance.category, -1) + 1
            fold_of[group] = used[utterance.category] % FOLDS
    return [fold_of[head(index)] for index in range(len(own))]


def guesses(model: Trained, asked: Sequence[Utterance]) -> List[Guess]:
    """What the model says about each."""
    rankings = model.rankings([utterance.text for utterance in asked])
    return [Guess(utterance, sorted(ranking.items(), key=lambda place: -place[1])) for utterance, ranking in zip(asked, rankings)]


def prices(own: Sequence[Guess]) -> Iterator[Tuple[float, float, float, float]]:
    """Threshold, ambiguity, share of out-of-scope caught (named or asked about), share of the rest right and sure."""
    outside = [guess for guess in own if guess.utterance.category == "out_of_scope"]
    inside = [guess for guess in own if guess.utterance.category != "out_of_scope"]
    for threshold in [step / 50 for step in range(5, 40)]:
        for ambiguity in (0.0, 0.05, 0.1, 0.15, 0.2):
            caught = sum(guess.best == "out_of_scope" or not guess.sure(threshold, ambiguity) for guess in outside)
            right = sum(guess.best == guess.utterance.category and guess.sure(threshold, ambiguity) for guess in inside)
            yield threshold, ambiguity, caught / len(outside), right / len(inside)


def report(own: Sequence[Guess], near: Sequence[Guess]) -> None:
    """Prints the figures of one pipeline."""
    from sklearn.metrics import f1_score

    right, said = [guess.utterance.category for guess in own], [guess.best for guess in own]
    top3 = sum(guess.utterance.category in [name for name, _ in guess.ranking[:3]] for guess in own) / len(own)
    alarms = [guess for guess in own if guess.utterance.category == "emergency"]
    heard = sum(guess.best == "emergency" for guess in alarms)
    false = sum(guess.best == "emergency" for guess in near)
    named = [guess.best == "out_of_scope" for guess in own if guess.utterance.category == "out_of_scope"]
    print(f"macro-F1 {f1_score(right, said, average='macro'):.3f} · top-3 {top3:.3f} · emergencies {heard / len(alarms):.3f}")
    print(f"false alarms on near-misses {false} of {len(near)} · out_of_scope named {sum(named) / len(named):.3f}")
    for price in (0.60, 0.64, 0.68, 0.70):
        able = [line for line in prices(own) if line[3] >= price]
        if able:
            threshold, ambiguity, caught, kept = max(able, key=lambda line: (line[2], line[3]))
            print(f"  in scope right and sure {kept:.3f}: out of scope caught {caught:.3f}", end="")
            print(f" at threshold {threshold:.2f}, ambiguity {ambiguity:.2f}")
    for low, high in ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        bin_ = [guess for guess in own if low <= guess.ranking[0][1] < high]
        if bin_:
            hits = sum(guess.best == guess.utterance.category for guess in bin_) / len(bin_)
            print(f"  confidence {low:.1f}-{min(high, 1):.1f}: {len(bin_):5} utterances, {hits:.2f} of them right")
    names = sorted(set(right))
    for name, score in zip(names, f1_score(right, said, average=None, labels=names)):
        mistaken: Dict[str, int] = {}
        for guess in own:
            if guess.utterance.category == name and guess.best != name:
                mistaken[guess.best] = mistaken.get(guess.best, 0) + 1
        worst = ", ".join(f"{other} {count}" for other, count in sorted(mistaken.items(), key=lambda item: -item[1])[:4])
        print(f"  {name:26} F1 {score:.3f}  taken for {worst}")


def main() -> int:
    """Runs the folds and prints the report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pipeline", choices=["ours", "stock", "diet"], default="ours")
    asked.add_argument("--folds", type=int, default=FOLDS, help="how many of the five folds to run")
    asked.add_argument("--epochs", type=int, default=100, help="DIET's epochs")
    asked.add_argument("--nlu", type=Path, default=ROOT / "nlu", help="the folder with the utterances")
    settings = asked.parse_args()
    stock: List[List[Dict[str, Any]]] = list(STOCK.values())
    pipeline = {"ours": our_pipeline(), "stock": stock[0], "diet": stock[1]}[settings.pipeline]
    if settings.pipeline == "diet":
        pipeline[-1]["epochs"] = settings.epochs
    everyone = utterances(settings.nlu)
    near = [utterance for utterance in everyone if utterance.place.startswith("near_misses")]
    own = [utterance for utterance in everyone if not utterance.place.startswith("near_misses")]
    folds = folded(own)
    found: List[Guess] = []
    false: List[Guess] = []
    for fold in range(settings.folds):
        rest: List[Labelled] = [(each.text, each.category) for each, at in zip(own, folds) if at != fold]
        model = trained(pipeline, rest)
        found += guesses(model, [each for each, at in zip(own, folds) if at == fold])
        false += guesses(model, near) if fold == 0 else []
        progress(f"fold {fold + 1} of {settings.folds}: {model.train_seconds:.0f} s, {model.model_mb:.1f} MB")
    report(found, false)
    return 0


if __name__ == "__main__":
    sys.exit(main())
