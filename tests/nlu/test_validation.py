"""The one trained model on the frozen validation set: it must not fall below the floors it has reached."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.understand import rasa_at_hand
from tests.nlu.scoring import reader, score, trained_on

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures() -> Iterator[dict[str, float]]:
    """The figures, read once with a Rasa of this run's own."""
    with rasa_at_hand() as http:
        yield score(reader(http), trained_on())


@pytest.mark.rasa
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_model_keeps_its_floor_on_utterances_written_apart(name: str, figures: dict[str, float]) -> None:
    """Each figure on the validation set stays at or above the floor in floors.toml."""
    print(f"{name} = {figures[name]:.3f} (floor {FLOORS[name]:.3f})")
    assert figures[name] >= FLOORS[name]


@pytest.mark.rasa
def test_every_figure_has_a_floor(figures: dict[str, float]) -> None:
    """No figure is computed without being held to something."""
    assert set(figures) == set(FLOORS)
