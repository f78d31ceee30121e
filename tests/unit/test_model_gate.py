"""A retrained model takes the old one's place only if it keeps every floor."""

from __future__ import annotations

import pytest

from cli.train import adopts
from tests.nlu.scoring import below

FLOORS = {"macro_f1": 0.9, "time": 0.92}


def test_what_lies_below_its_floor_is_named() -> None:
    """A figure at its floor is none of them."""
    assert below({"macro_f1": 0.9, "time": 0.913, "room": 0.1}, FLOORS) == ["time 0.913 < 0.920"]


@pytest.mark.parametrize(
    ("missed", "force", "adopted"), [([], False, True), (["time 0.913 < 0.920"], False, False), (["time"], True, True)]
)
def test_the_old_model_stays_unless_all_floors_hold(missed: list[str], force: bool, adopted: bool) -> None:
    """Or unless somebody insists."""
    assert adopts(missed, force=force) is adopted
