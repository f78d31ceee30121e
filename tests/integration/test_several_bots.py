"""Several bots on one PostgreSQL: who falls is noticed by the next look, and what it held is another's at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from aid.clock import FixedClock
from aid.community import Community
from aid.conversations.incoming import Incoming, Kind
from aid.delivery import relay
from aid.delivery.service import receive
from aid.followups import service as followups
from aid.store.leases import Life, take_over
from aid.store.work import Work
from tests.integration.compound import CHANNEL, DAY, START, Compound, opens


class Lives:
    """Two bots, each with a life and a work of its own on one store."""

    def __init__(self, engine: Engine, compound: Compound) -> None:
        self.engine = engine
        self.first, self.second = Life(engine), Life(engine)
        self.works = {}
        for life in (self.first, self.second):
            self.works[life] = Work(engine, compound.clock, compound.work.community)
            self.works[life].bot = life.begin()

    def falls(self, life: Life) -> None:
        """As a SIGKILL ends it: its session is gone, nothing is given back. Returns when PostgreSQL has noticed."""
        life.end()
        with self.engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(580, :number)"), {"number": life.number})


@pytest.fixture
def lives(fresh_postgres: Engine, compound_on_postgres: Compound) -> Iterator[Lives]:
    both = Lives(fresh_postgres, compound_on_postgres)
    yield both
    both.first.end()
    both.second.end()


@pytest.fixture
def compound_on_postgres(fresh_postgres: Engine, clock: FixedClock, community: Community) -> Compound:
    return Compound(Work(fresh_postgres, clock, community), clock).settled()


def test_each_knows_the_other_by_its_lock(lives: Lives) -> None:
    """The first look says who is alive, later ones only that somebody is no more."""
    both = {lives.first.number, lives.second.number}
    assert len(both) == 2 and lives.first.look() == both and lives.second.look() == both
    assert lives.first.look() is None
    lives.falls(lives.second)
    assert lives.first.look() == {lives.first.number}


def test_what_the_fallen_had_claimed_is_free_and_what_the_living_has_is_not(lives: Lives, compound_on_postgres: Compound) -> None:
    """Follow-ups, messages on their way and messages not answered."""
    compound = compound_on_postgres
    opens(compound)
    dead, alive = lives.works[lives.first], lives.works[lives.second]
    compound.clock.move_to(START + 3 * DAY)
    held = dead.write("tick", followups.claim, 1)
    kept = alive.write("tick", followups.claim, 1)
    assert held and kept and held != kept
    inbox = dead.write("door", receive, CHANNEL, "u1", "wu", Incoming(Kind.TEXT, text="在吗").payload())
    mine = alive.write("door", receive, CHANNEL, "u2", "wu", Incoming(Kind.TEXT, text="在吗").payload())
    lives.second.look()
    lives.falls(lives.first)
    found = lives.second.look()
    assert found == {lives.second.number}
    assert [number for _, number in alive.write("lives", take_over, found)] == [inbox] and mine != inbox
    assert set(held) <= set(alive.write("tick", followups.claim, 100)) and kept[0] not in alive.write("tick", followups.claim, 100)
    assert alive.write("lives", take_over, found) == []


def test_one_of_them_sends_and_after_it_the_other(lives: Lives, compound_on_postgres: Compound) -> None:
    """Only one relay keeps the channel's limits; a bot without an open door leaves it to others."""
    lives.first.look()
    lives.second.look()
    assert (lives.first.relays, lives.second.relays) == (True, False)
    opens(compound_on_postgres)
    lives.works[lives.first].write("relay", relay.due_ids, 50)
    lives.falls(lives.first)
    lives.second.look()
    assert lives.second.relays
    lives.second.look(may_send=False)
    assert not lives.second.relays


def test_a_session_that_broke_is_a_new_life(lives: Lives, fresh_postgres: Engine) -> None:
    """The database restarted: the bot takes a new number and goes on."""
    before = lives.first.number
    assert lives.first.look()
    with fresh_postgres.connect() as connection:
        ended = "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND objid = :number"
        assert connection.scalar(text(ended), {"number": before})
    found = lives.first.look()
    assert found is not None and before not in found and lives.first.number in found
