"""Setting, restarting and dropping follow-ups: rows in the transaction that needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from aid.followups import rules
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.requests.model import HelpRequest
from aid.store.work import Unit


def pending(unit: Unit, request: HelpRequest) -> list[FollowUp]:
    return list(unit.session.scalars(select(FollowUp).where(FollowUp.request_id == request.id, FollowUp.status == FollowUpStatus.PENDING)))


def enter_status(unit: Unit, request: HelpRequest) -> None:
    """Drop the clocks of the status left behind and set those of the one just entered."""
    lasting = request.status in rules.LASTING_STATUSES
    running = set()
    for follow_up in pending(unit, request):
        if lasting and follow_up.kind in rules.LASTING:
            running.add(follow_up.kind)
        else:
            follow_up.status = FollowUpStatus.DROPPED
    unit.session.flush()
    start(unit, request, rules.STATUS_CLOCKS[request.status])
    if lasting:
        start(unit, request, [kind for kind in rules.LASTING if kind not in running])


def start(unit: Unit, request: HelpRequest, kinds: Iterable[FollowUpKind], *, at: datetime | None = None) -> None:
    """Set these clocks from now on, each as a round of its own; `at` says when they strike instead of the compound."""
    partner = next((each for each in unit.community.partner if each.id == request.partner), None)
    agreed = rules.agreed_time(request.wanted_from, request.wanted_to, unit.now)
    for kind in kinds:
        due = at or rules.due_at(kind, request.urgency, unit.now, unit.community, agreed=agreed, partner=partner)
        if due is None:
            continue
        rounds = unit.session.scalar(
            select(func.count())
            .select_from(FollowUp)
            .where(FollowUp.request_id == request.id, FollowUp.kind == kind, FollowUp.episode == request.episode)
        )
        unit.session.add(
            FollowUp(
                request_id=request.id,
                kind=kind,
                episode=request.episode,
                round=rounds or 0,
                created_at=unit.now,
                due_at=due,
            )
        )
        unit.session.flush()


def restart(unit: Unit, request: HelpRequest, kinds: Iterable[FollowUpKind], *, at: datetime | None = None) -> None:
    """Somebody moved: these clocks begin again."""
    kinds = set(kinds)
    for follow_up in pending(unit, request):
        if follow_up.kind in kinds:
            follow_up.status = FollowUpStatus.DROPPED
    unit.session.flush()
    start(unit, request, sorted(kinds), at=at)
