"""Roles come by one-time invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from aid.clock import FixedClock
from aid.people.invitations import GOOD_FOR, BadInvitation, invite, redeem
from aid.people.model import Invitation, PostKind
from aid.people.service import person_at, posts_of
from aid.store.work import Unit, Work


def _redeem(unit: Unit, address: str, code: str) -> None:
    redeem(unit, person_at(unit, "terminal", address), code)


def test_a_code_gives_its_post_once(work: Work) -> None:
    """The first to send the code has the post; the second is refused and has none."""
    code = work.write("invite", invite, PostKind.CAPTAIN, "3")
    work.write("first", _redeem, "somebody", code)
    with pytest.raises(BadInvitation):
        work.write("second", _redeem, "another", code)
    with work.read() as unit:
        found = unit.session.scalars(select(Invitation)).one()
        assert code not in found.code_hash
        posts = posts_of(unit, found.used_by or 0)
        assert [(post.kind, post.building) for post in posts] == [(PostKind.CAPTAIN, "3")]


def test_an_old_or_invented_code_gives_nothing(work: Work) -> None:
    """After GOOD_FOR, and for words that were never a code, nobody gets a post."""
    code = work.write("invite", invite, PostKind.SECRETARY, None)
    assert isinstance(work.clock, FixedClock)
    work.clock.move_to(work.clock.now() + GOOD_FOR + timedelta(seconds=1))
    for tried in (code, "captain", ""):
        with pytest.raises(BadInvitation):
            work.write("late", _redeem, "somebody", tried)


def test_a_post_needs_a_building_of_this_compound(work: Work) -> None:
    """A captain without a building, a secretary with one, and an unknown building are refused."""
    for kind, building in ((PostKind.CAPTAIN, None), (PostKind.SECRETARY, "3"), (PostKind.DEPUTY, "99")):
        with pytest.raises(ValueError):
            work.write("invite", invite, kind, building)
