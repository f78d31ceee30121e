"""How pressing a message is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.screen import Alarm, EmergencyKind
from aid.understanding.taxonomy import CATEGORIES, UnknownCategory, Urgency
from aid.understanding.urgency import read_urgency

from .tables import rows


@pytest.mark.parametrize(("sentence", "category", "urgency"), rows("urgencies.tsv"))
def test_a_message_raises_its_category(sentence: str, category: str, urgency: str) -> None:
    """A burst pipe is more pressing than a dripping tap; a wish never is."""
    assert read_urgency(sentence, category, None) == urgency


@given(st.text(), st.sampled_from(sorted(CATEGORIES)))
def test_an_alarm_is_always_an_emergency(text: str, category: str) -> None:
    """Whatever the category, an alarm makes it an emergency, and without one nothing is."""
    alarm = Alarm(EmergencyKind.MEDICAL, "120", "")
    assert read_urgency(text, category, alarm) is Urgency.EMERGENCY
    assert read_urgency(text, category, None) is not Urgency.EMERGENCY


def test_an_unknown_category_is_named() -> None:
    """The error says which id was asked for."""
    with pytest.raises(UnknownCategory, match="gardening"):
        read_urgency("浇花", "gardening", None)
