"""The trail: append-only, hash-chained, ids and names of fields only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from sqlalchemy import select

from aid.people.model import AuditEvent
from aid.store.work import Unit

FIRST_HASH = "0" * 64


def record(
    unit: Unit,
    kind: str,
    *,
    request_id: int | None = None,
    person_id: int | None = None,
    **facts: Any,
) -> AuditEvent:
    """Append one event to the request's chain, else to the person's, else to the compound's.

    `facts` holds ids, codes and names of fields, never a person's words.
    """
    chain = f"request:{request_id}" if request_id else f"person:{person_id}" if person_id else "compound"
    last = unit.session.scalars(select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.seq.desc()).limit(1)).first()
    event = AuditEvent(
        chain=chain,
        seq=last.seq + 1 if last else 1,
        at=unit.now,
        kind=kind,
        request_id=request_id,
        person_id=person_id,
        actor_id=unit.actor_id,
        cause=unit.cause,
        facts=facts,
    )
    event.hash = chained_hash(last.hash if last else FIRST_HASH, event)
    unit.session.add(event)
    unit.session.flush()
    return event


def chained_hash(previous: str, event: AuditEvent) -> str:
    """SHA-256 over the hash before and everything the event says."""
    said = [
        previous, event.chain, event.seq, event.at.astimezone(UTC).isoformat(), event.kind,
        event.request_id, event.person_id, event.actor_id, event.cause, event.facts,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_break(events: Iterable[AuditEvent]) -> AuditEvent | None:
    """The first event of one chain (in order of seq) that was changed, or that follows a missing one."""
    previous, seq = FIRST_HASH, 0
    for event in events:
        if event.seq != seq + 1 or event.hash != chained_hash(previous, event):
            return event
        previous, seq = event.hash, event.seq
    return None
