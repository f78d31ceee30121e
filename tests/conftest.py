"""What every test may lean on: the compound as it stands, and Hypothesis without chance in it."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from aid.community import Community, read_community
from cli.settings import ROOT

# Two shared cores make single examples slow; the same examples every time make a red run mean something.
settings.register_profile("same", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def community() -> Community:
    """金辉华府 as `community.toml` describes it."""
    return read_community(ROOT / "community.toml")
