"""Our pipeline against the stock ones on SMP2017-ECDT task 1: `make bench-nlu DATA=../shared/data`.

Trains each on train + develop, measures it on test (31 classes, 667 queries), then five times fewer examples: 5 a class,
drawn with a seed, mean of three draws. The data is read where it lies and never becomes part of a shipped model.
"""

import argparse
import csv
import random
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import Any, Dict, List, NamedTuple, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.trial import STOCK, Labelled, Trained, our_pipeline, parse_ms, progress, trained

SHOTS = 5
DRAWS = 3


class Result(NamedTuple):
    """A line of the table."""

    accuracy: float
    macro_f1: float
    five_shot: float
    whole: Trained


def read(folder: Path) -> Dict[str, List[Labelled]]:
    """The queries and their domains, by split."""
    found: Dict[str, List[Labelled]] = defaultdict(list)
    with (folder / "smp2017_ecdt.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["split"]].append((row["text"], row["domain"]))
    return found


def few(known: Sequence[Labelled], seed: int) -> List[Labelled]:
    """`SHOTS` queries a domain, drawn with the seed."""
    by_domain: Dict[str, List[Labelled]] = defaultdict(list)
    for example in known:
        by_domain[example[1]].append(example)
    drawn = random.Random(seed)
    return [example for name in sorted(by_domain) for example in drawn.sample(by_domain[name], SHOTS)]


def measured(name: str, pipeline: List[Dict[str, Any]], known: List[Labelled], test: List[Labelled]) -> Result:
    """How often one pipeline is right, with all the queries and with few."""
    from sklearn.metrics import accuracy_score, f1_score

    texts, right = [text for text, _ in test], [domain for _, domain in test]
    progress(f"{name}: training on {len(known)} queries")
    whole = trained(pipeline, known)
    said = whole.best(texts)
    accuracy = accuracy_score(right, said)
    progress(f"{name}: accuracy {accuracy:.3f} after {whole.train_seconds:.0f} s; now {SHOTS} a domain")
    shots = []
    for seed in range(DRAWS):
        shots.append(accuracy_score(right, trained(pipeline, few(known, seed)).best(texts)))
        progress(f"{name}: draw {seed + 1} of {DRAWS}: accuracy {shots[-1]:.3f}")
    return Result(accuracy, f1_score(right, said, average="macro"), mean(shots), whole)


def main() -> int:
    """Prints the table; 1 when ours is not ahead."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("data", type=Path, help="the folder that holds smp2017_ecdt.tsv")
    asked.add_argument("--quick", action="store_true", help="leave out stock DIET, which takes most of the time")
    settings = asked.parse_args()
    if not (settings.data / "smp2017_ecdt.tsv").is_file():
        print(f"{settings.data}/smp2017_ecdt.tsv is not there.", file=sys.stderr)
        return 2
    splits = read(settings.data)
    known = splits["train"] + splits["develop"]
    pipelines = {"ours": our_pipeline(), **STOCK}
    if settings.quick:
        pipelines = {name: pipeline for name, pipeline in pipelines.items() if not name.endswith("DIET")}
    results = {name: measured(name, pipeline, known, splits["test"]) for name, pipeline in pipelines.items()}
    progress("timing the parses in turns")
    ms = parse_ms({name: result.whole for name, result in results.items()}, [text for text, _ in splits["test"]])
    print(f"\n{'SMP2017-ECDT, train + develop -> test':52}{'accuracy':>9}{'macro-F1':>9}{'5-shot':>8}", end="")
    print(f"{'train s':>9}{'parse ms':>9}{'MB':>6}")
    for name, result in results.items():
        print(f"{name:52}{result.accuracy:9.3f}{result.macro_f1:9.3f}{result.five_shot:8.3f}", end="")
        print(f"{result.whole.train_seconds:9.0f}{ms[name]:9.1f}{result.whole.model_mb:6.1f}")
    ours, stock = results["ours"], [result for name, result in results.items() if name != "ours"]
    ahead = all(a > b for other in stock for a, b in zip(ours[:3], other[:3]))
    quick = ms["ours"] <= 3 * min(taken for name, taken in ms.items() if name != "ours")
    print(f"\nours ahead on all three: {'yes' if ahead else 'NO'}; at most 3 x the faster one: {'yes' if quick else 'NO'}")
    return 0 if ahead and quick else 1


if __name__ == "__main__":
    sys.exit(main())
