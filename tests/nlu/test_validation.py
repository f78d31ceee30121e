"""The one trained model on the two frozen validation sets: it must not fall below the floors it has reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cli.understand import rasa_at_hand
from tests.nlu.scoring import DEVELOPMENT, FLOORS, NOW, SECOND, VALIDATION, Read, reader, rows, score, trained_on

Figures = dict[str, dict[str, float]]
COURTESIES = (
    "你好，{}",
    "在吗？{}",
    "您好，打扰了，{}",
    "楼栋长你好 {}",
    "谢谢你们，辛苦了。{}",
    "{}，谢谢",
    "{} 麻烦了！",
    "{}，谢谢啦🙏",
)


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """The reader of whole messages, with a Rasa of this run's own."""
    with rasa_at_hand() as http:
        yield reader(http)


@pytest.fixture(scope="module")
def figures(read: Read) -> Figures:
    """The figures of both sets, read once."""
    known = trained_on()
    return {folder.name: score(read, known, folder) for folder in (VALIDATION, SECOND)}


@pytest.mark.rasa
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_model_keeps_its_floor_on_utterances_written_apart(name: str, figures: Figures) -> None:
    """Each figure on a set that has it stays at or above the floor in floors.toml."""
    found = {folder: each[name] for folder, each in figures.items() if name in each}
    print(f"{name} = {found} (floor {FLOORS[name]:.3f})")
    assert found and min(found.values()) >= FLOORS[name]


@pytest.mark.rasa
def test_every_figure_has_a_floor(figures: Figures) -> None:
    """No figure is computed without being held to something."""
    assert set(figures[VALIDATION.name]) == set(FLOORS)
    assert set(figures[SECOND.name]) < set(FLOORS)


@pytest.mark.rasa
def test_politeness_changes_no_category(read: Read) -> None:
    """The same category with and without 「你好」 and 「谢谢」, on every fifth message of the development set that asks for something."""
    plain = [row["text"] for row in rows("categories", DEVELOPMENT) if row["category"] not in ("greeting_chitchat", "out_of_scope")][::5]
    truth = {text: read(text, NOW)["category"] for text in plain}
    for courtesy in COURTESIES:
        kept = sum(read(courtesy.format(text), NOW)["category"] == truth[text] for text in plain)
        print(f"{courtesy}: {kept} of {len(plain)} keep their category")
        assert kept >= 0.97 * len(plain), courtesy
