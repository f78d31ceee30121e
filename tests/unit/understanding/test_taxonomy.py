"""The 25 categories."""

from __future__ import annotations

import pytest

from aid.understanding.taxonomy import CATEGORIES, Group, UnknownCategory, Urgency, category


def test_there_are_twenty_five_categories() -> None:
    """The taxonomy is whole, and every group is used."""
    assert len(CATEGORIES) == 25
    assert {each.group for each in CATEGORIES.values()} == set(Group)


def test_a_category_tells_what_hangs_on_it() -> None:
    """Care for the old is help by vetted volunteers; an emergency never waits; a chat has no clock."""
    assert category("elder_care").sensitive
    assert category("elder_care").group is Group.HELP
    assert category("emergency").urgency is Urgency.EMERGENCY
    assert category("medical").urgency is Urgency.URGENT
    assert category("greeting_chitchat").urgency is Urgency.NORMAL
    assert "property_public_facility" in category("repair_home").not_


def test_an_unknown_category_is_refused_by_name() -> None:
    """The error names the id, and is a ValueError."""
    with pytest.raises(UnknownCategory, match="nonsense"):
        category("nonsense")
    assert issubclass(UnknownCategory, ValueError)


def test_the_categories_cannot_be_changed() -> None:
    """They are the product's own and hold for the whole run."""
    with pytest.raises(TypeError):
        CATEGORIES["x"] = category("pet")  # type: ignore[index]
