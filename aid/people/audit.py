"""The trail: append-only, hash-chained, ids and names of fields only."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC

from aid.people.model import AuditEvent, AuditHead
from aid.people.trail import AuditKind
from aid.store.types import cipher_of
from aid.store.work import Unit

FIRST_HASH = "0" * 64
# An id, a count, a flag, a code or a list of codes: nothing else may stand in the trail.
Fact = int | str | bool | None | list[str] | list[int]
_CODE = re.compile(r"[\w.:+-]{1,64}", re.ASCII)
# Buildings, partners and teams have the names that the compound gives them.
_NAMED_BY_THE_COMPOUND = frozenset({"building", "partner", "team"})


class NotAFact(ValueError):
    """Somebody's words were about to be written into the trail."""


def record(
    unit: Unit,
    kind: AuditKind,
    *,
    request_id: int | None = None,
    person_id: int | None = None,
    **facts: Fact,
) -> AuditEvent:
    """Append one event to the request's chain, else to the person's, else to the compound's.

    `facts` holds ids, codes and names of fields, never a person's words: NotAFact for what looks like words.
    """
    for name, fact in facts.items():
        if name not in _NAMED_BY_THE_COMPOUND and not _is_code(fact):
            raise NotAFact(f"{kind}: {name} holds something else than ids and codes")
    chain = f"request:{request_id}" if request_id else f"person:{person_id}" if person_id else "compound"
    head = unit.session.get(AuditHead, chain, with_for_update=True, populate_existing=True)
    if head is None:
        head = AuditHead(chain=chain, seq=0, hash=FIRST_HASH)
        unit.session.add(head)
    event = AuditEvent(
        chain=chain,
        seq=head.seq + 1,
        at=unit.now,
        kind=kind.value,
        request_id=request_id,
        person_id=person_id,
        actor_id=unit.actor_id,
        cause=unit.cause,
        facts=facts,
    )
    event.hash = chained_hash(head.hash, event)
    head.seq, head.hash = event.seq, event.hash
    head.seal = sealed(unit, head)
    unit.session.add(event)
    unit.session.flush()
    return event


def _is_code(fact: Fact) -> bool:
    if isinstance(fact, list):
        return all(_is_code(each) for each in fact)
    return not isinstance(fact, str) or _CODE.fullmatch(fact) is not None


def chained_hash(previous: str, event: AuditEvent) -> str:
    """SHA-256 over the hash before and everything the event says."""
    said = [
        previous, event.chain, event.seq, event.at.astimezone(UTC).isoformat(), event.kind,
        event.request_id, event.person_id, event.actor_id, event.cause, event.facts,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def sealed(unit: Unit, head: AuditHead) -> str:
    """The keyed hash of a head: nobody without the key can move it back."""
    return cipher_of(unit.session.get_bind().dialect).hash("audit head", head.chain, str(head.seq), head.hash)


def first_break(events: Iterable[AuditEvent]) -> AuditEvent | None:
    """The first event of one chain (in order of seq) that was changed, or that follows a missing one."""
    previous, seq = FIRST_HASH, 0
    for event in events:
        if event.seq != seq + 1 or event.hash != chained_hash(previous, event):
            return event
        previous, seq = event.hash, event.seq
    return None
