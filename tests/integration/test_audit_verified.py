"""The trail in the database: nobody changes a row by accident, and whoever does it on purpose is found."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from aid.people import audit
from aid.people.audit import NotAFact
from aid.people.model import AuditEvent
from aid.people.story import story
from aid.people.trail import AuditKind
from aid.people.verify import breaks, chains
from tests.integration.compound import START, Compound, opens


def found(compound: Compound) -> list[tuple[str, int]]:
    """Everything that is wrong with the trail: chain and row."""
    with compound.work.read() as unit:
        return [(each.chain, each.seq) for chain in chains(unit) for each in breaks(unit, chain)]


def tampers(compound: Compound, statement: str, **values: Any) -> None:
    """Somebody with the database's password and without the key, who has put the triggers away."""
    with compound.work.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text(statement), values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET kind = 'viewed'",
        "UPDATE audit_event SET facts = '{}' WHERE seq = 1",
        "DELETE FROM audit_event",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete_the_trail(compound: Compound, statement: str) -> None:
    """Append-only is held by triggers on both engines, for every client."""
    with pytest.raises(DBAPIError, match="append-only"), compound.work.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_changed_or_missing_row_is_found_also_at_the_end_of_its_chain(compound: Compound) -> None:
    """Each kind of tampering shows, and names the chain and the row."""
    number = opens(compound)
    chain, length = f"request:{number}", len(compound.trail(number))
    assert found(compound) == []
    tampers(compound, "UPDATE audit_event SET kind = 'relayed' WHERE chain = :chain AND seq = 2", chain=chain)
    assert found(compound) == [(chain, 2)]
    other = opens(compound, "he")
    last = len(compound.trail(other))
    tampers(compound, "DELETE FROM audit_event WHERE chain = :chain AND seq = :last", chain=f"request:{other}", last=last)
    assert found(compound) == [(chain, 2), (f"request:{other}", last)]
    tampers(compound, "UPDATE audit_head SET seq = :seq WHERE chain = :chain", seq=last - 1, chain=f"request:{other}")
    assert found(compound) == [(chain, 2), (f"request:{other}", last - 1)], "the head is sealed with the key"
    tampers(compound, "DELETE FROM audit_event WHERE chain = :chain", chain=chain)
    tampers(compound, "DELETE FROM audit_head WHERE chain = :chain", chain=chain)
    assert (chain, 0) in found(compound) and length > 5, "a request whose trail is gone"


def test_a_status_that_the_trail_does_not_tell_is_found(small: Compound) -> None:
    """A request moved behind our back stands elsewhere than its trail says."""
    number = opens(small)
    tampers(small, "UPDATE help_request SET status = 'cancelled' WHERE id = :number", number=number)
    assert found(small) == [(f"request:{number}", 0)]


@pytest.mark.parametrize("words", ["林师傅", "3号楼501", "call me", "", "x" * 65, ["door", "两个字"]])
def test_nobodys_words_get_into_the_trail(small: Compound, words: Any) -> None:
    """Facts are ids, codes and names of fields; anything else is refused and nothing is written."""
    with pytest.raises(NotAFact):
        small.does(lambda unit: audit.record(unit, AuditKind.DECLINED, person_id=1, reason=words))


def test_every_kind_of_event_can_be_told_in_words() -> None:
    """Whatever stands in the trail reads as a sentence, not as a code."""
    facts: dict[str, Any] = defaultdict(lambda: "x")
    facts |= {
        "level": "captain",
        "post": "deputy",
        "progress": "coming",
        "clock": "reoffer",
        "field": "general",
        "attached": "photo",
        "before": "open",
        "after": "offering",
    }
    for kind in AuditKind:
        event = AuditEvent(kind=kind.value, facts=facts, at=START)
        (line,) = story([event], ZoneInfo("Asia/Shanghai"), views=True)
        assert kind.value not in line
