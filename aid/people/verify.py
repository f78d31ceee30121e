"""Whether the trail is whole: every chain from its first row to its head, and every request as its trail tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select, union

from aid.people.audit import FIRST_HASH, chained_hash, sealed
from aid.people.model import AuditEvent, AuditHead
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest
from aid.store.work import Unit


@dataclass(frozen=True)
class Break:
    """What is wrong with a chain, and at which of its rows (0: with the chain as a whole)."""

    chain: str
    seq: int
    what: str


def chains(unit: Unit) -> list[str]:
    """Every chain that has rows, a head, or a request it must tell of."""
    known = union(select(AuditEvent.chain), select(AuditHead.chain))
    found = set(unit.session.scalars(known))
    found |= {f"request:{number}" for number in unit.session.scalars(select(HelpRequest.id))}
    return sorted(found)


def breaks(unit: Unit, chain: str) -> Iterator[Break]:
    """What is wrong with one chain: the first row that was changed or follows a missing one, a wrong end, a status it does not tell."""
    previous, seq, status = FIRST_HASH, 0, None
    rows = unit.session.scalars(select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.seq))
    try:
        for event in rows:
            if event.seq != seq + 1:
                return (yield Break(chain, seq + 1, "缺了一条"))
            if event.hash != chained_hash(previous, event):
                return (yield Break(chain, event.seq, "被改动过, 或前面少了一条"))
            previous, seq = event.hash, event.seq
            if event.kind == AuditKind.STARTED:
                status = event.facts.get("status")
            elif event.kind == AuditKind.MOVED:
                status = event.facts.get("after")
    except (ValueError, TypeError, AttributeError):
        return (yield Break(chain, seq + 1, "读不出来"))
    head = unit.session.get(AuditHead, chain)
    if head is None:
        yield Break(chain, seq, "整条留痕不见了" if seq == 0 else "缺链头, 末尾少了几条看不出来")
    elif head.seal != sealed(unit, head):
        yield Break(chain, head.seq, "链头被改动过")
    elif (head.seq, head.hash) != (seq, previous):
        yield Break(chain, seq + 1, f"末尾少了 {head.seq - seq} 条" if head.seq > seq else "链头比留痕旧")
    yield from _told(unit, chain, status)
    return None


def _told(unit: Unit, chain: str, status: str | None) -> Iterator[Break]:
    kind, _, number = chain.partition(":")
    if kind != "request" or not number.isdecimal() or status is None:
        return
    now = unit.session.scalar(select(HelpRequest.status).where(HelpRequest.id == int(number)))
    if now is not None and now.value != status:
        yield Break(chain, 0, f"留痕说 {status}, 求助却是 {now.value}")
