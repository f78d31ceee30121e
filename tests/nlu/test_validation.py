"""The one trained model on the two frozen validation sets: it must not fall below the floors it has reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cli.understand import rasa_at_hand
from tests.nlu.scoring import FLOORS, SECOND, VALIDATION, reader, score, trained_on

Figures = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def figures() -> Iterator[Figures]:
    """The figures of both sets, read once with a Rasa of this run's own."""
    with rasa_at_hand() as http:
        read, known = reader(http), trained_on()
        yield {folder.name: score(read, known, folder) for folder in (VALIDATION, SECOND)}


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
