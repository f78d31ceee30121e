"""`wobanglin match` tells in words why somebody would not be asked."""

from __future__ import annotations

import inspect
import re

from aid.matching import rules
from cli.match import WHY_NOT


def test_every_limit_has_words() -> None:
    """Each code that `refusal` may return, and no other."""
    codes = set(re.findall(r'return "(\w+)"', inspect.getsource(rules.refusal)))
    assert codes == set(WHY_NOT)
