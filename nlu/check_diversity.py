"""Says whether the training utterances are as different as residents are, or one pattern filled in many times.

Run it as `python nlu/check_diversity.py [FOLDER]`; nothing but the standard library is needed. It prints a line a
category and exits with 1, naming the lines, when a category has too few utterances, too few different pieces, an
opening that too many share, or lines that are nearly the same, in one category or in two.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Dict, FrozenSet, Iterator, List, NamedTuple, Sequence, Tuple

LEAST = 200
LEAST_OF = {"emergency": 400, "out_of_scope": 400}
LEAST_DISTINCT = 0.80
"""Of a category's runs of four characters, the share that occur once only there: a filled pattern repeats its frame."""
MOST_SHARED_OPENING = 0.06
"""Share of a category's utterances that may begin with the same four characters; fewer than three always may."""
LONGEST_PREFIX = 9
"""Characters that three utterances of a category may have in common at their beginning."""
ALIKE = 0.60
"""Jaccard likeness of two utterances' character 3-grams from which they count as nearly the same."""


class Utterance(NamedTuple):
    """A training utterance, its category and where it stands."""

    category: str
    text: str
    place: str

    @property
    def plain(self) -> str:
        """What is compared: no signs, no spaces, small letters, any number as 0; a cry or noise (。。。, 666, ok) as it stands."""
        text = unicodedata.normalize("NFKC", self.text).lower()
        plain = re.sub(r"\d+|[零一二三四五六七八九十]{2,}", "0", re.sub(r"[\W_]", "", text))
        return plain if len(set(plain)) > 2 else self.text


class Row(NamedTuple):
    """One category's measures."""

    category: str
    count: int
    distinct: float
    opening: str
    opening_share: float
    prefix: str


def utterances(folder: Path) -> List[Utterance]:
    """Every utterance of the folder's Rasa files, in order."""
    found = []
    for file in sorted(folder.glob("*.yml")):
        category, listing = "", False
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            intent = re.match(r"- intent:\s*(\S+)", line)
            example = re.match(r"\s+- (.*\S)", line)
            if intent:
                category, listing = intent[1], False
            elif re.match(r"\s+examples:\s*\|", line):
                listing = bool(category)
            elif re.match(r"[^\s#]", line):
                category, listing = "", False
            elif example and listing:
                found.append(Utterance(category, example[1], f"{file.name}:{number}"))
    return found


def trigrams(text: str) -> FrozenSet[str]:
    """The runs of three characters of a text, its begin and end marked."""
    marked = f"^{text}$"
    return frozenset(marked[at : at + 3] for at in range(max(1, len(marked) - 2)))


def alike(texts: Sequence[str], least: float = ALIKE) -> Iterator[Tuple[int, int, float]]:
    """Every pair of texts at least this like each other: two indexes and the Jaccard likeness."""
    pieces = [trigrams(text) for text in texts]
    holders: Dict[str, List[int]] = defaultdict(list)
    for index, own in enumerate(pieces):
        shared = Counter(other for piece in own for other in holders[piece])
        for other, count in shared.items():
            likeness = count / (len(own) + len(pieces[other]) - count)
            if likeness >= least:
                yield other, index, likeness
        for piece in own:
            holders[piece].append(index)


def measured(category: str, own: Sequence[Utterance]) -> Row:
    """The measures of one category."""
    texts = [utterance.plain for utterance in own]
    fours = Counter(text[at : at + 4] for text in texts for at in range(len(text) - 3))
    once = sum(1 for count in fours.values() if count == 1)
    openings = Counter(text[:4] for text in texts if len(text) > 4)
    opening, times = openings.most_common(1)[0] if openings else ("", 0)
    prefixes = Counter(text[:size] for text in texts for size in range(2, len(text)))
    shared = [prefix for prefix, count in prefixes.items() if count >= 3]
    return Row(
        category,
        len(own),
        once / max(1, sum(fours.values())),
        opening,
        times / max(1, len(own)),
        max(shared, key=len, default=""),
    )


def faults(rows: Sequence[Row], own: Dict[str, List[Utterance]]) -> Iterator[str]:
    """A sentence for each rule that a category breaks, with the lines that break it."""
    for row in rows:
        least = LEAST_OF.get(row.category, LEAST)
        if row.count < least:
            yield f"{row.category}: {row.count} utterances, {least} are needed"
        if row.distinct < LEAST_DISTINCT:
            yield f"{row.category}: only {row.distinct:.2f} of its runs of four characters are used once"
        if row.opening_share > MOST_SHARED_OPENING and row.opening_share * row.count >= 3:
            yield f"{row.category}: {row.opening_share:.0%} begin with 「{row.opening}」" + _lines(own, row, row.opening)
        if len(row.prefix) > LONGEST_PREFIX:
            yield f"{row.category}: three or more begin with 「{row.prefix}」" + _lines(own, row, row.prefix)
    everyone = [utterance for several in own.values() for utterance in several]
    for first, second, likeness in alike([utterance.plain for utterance in everyone]):
        a, b = everyone[first], everyone[second]
        where = "within " + a.category if a.category == b.category else f"{a.category} and {b.category}"
        yield f"nearly the same ({likeness:.2f}), {where}\n    {a.place} {a.text}\n    {b.place} {b.text}"


def _lines(own: Dict[str, List[Utterance]], row: Row, prefix: str) -> str:
    found = [utterance for utterance in own[row.category] if utterance.plain.startswith(prefix)]
    return "".join(f"\n    {utterance.place} {utterance.text}" for utterance in found)


def main(arguments: Sequence[str]) -> int:
    """Prints the table and the faults; 1 when there are any."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    own: Dict[str, List[Utterance]] = defaultdict(list)
    for utterance in utterances(folder):
        own[utterance.category].append(utterance)
    rows = [measured(category, own[category]) for category in sorted(own)]
    print(f"{'category':26}{'count':>6}{'distinct':>10}{'opening':>9}  longest prefix of three")
    for row in rows:
        print(f"{row.category:26}{row.count:6}{row.distinct:10.3f}{row.opening_share:9.1%}  {row.prefix}")
    found = list(faults(rows, own))
    for fault in found:
        print(fault)
    total = sum(row.count for row in rows)
    print(f"{total} utterances in {len(rows)} categories: " + (f"{len(found)} faults" if found else "diverse enough"))
    return 1 if found or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
