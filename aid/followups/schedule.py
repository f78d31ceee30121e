"""Setting, restarting, pausing and dropping follow-ups: rows in the transaction that needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from aid.community import Partner
from aid.followups import rules
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit

_LIVE = (FollowUpStatus.PENDING, FollowUpStatus.PAUSED)


def pending(unit: Unit, request: HelpRequest) -> list[FollowUp]:
    return [each for each in live(unit, request) if each.status is FollowUpStatus.PENDING]


def live(unit: Unit, request: HelpRequest) -> list[FollowUp]:
    """What runs for a request, or stands still while it waits."""
    return list(unit.session.scalars(select(FollowUp).where(FollowUp.request_id == request.id, FollowUp.status.in_(_LIVE))))


def live_of(unit: Unit, request: HelpRequest, kind: FollowUpKind) -> FollowUp | None:
    return next((each for each in live(unit, request) if each.kind is kind), None)


def enter_status(unit: Unit, request: HelpRequest, before: Status | None = None) -> None:
    """Drop the clocks of the status left behind and set those of the one just entered; what was waited for is over.

    The promises to the resident begin with the first status that has them and go on across the others: one that has
    been broken is not promised anew by a change of hands.
    """
    resume(unit, request)
    lasting = request.status in rules.LASTING_STATUSES
    for follow_up in live(unit, request):
        if not (lasting and follow_up.kind in rules.LASTING):
            follow_up.status = FollowUpStatus.DROPPED
    unit.session.flush()
    start(unit, request, rules.STATUS_CLOCKS[request.status])
    if lasting and before not in rules.LASTING_STATUSES:
        start(unit, request, rules.LASTING)


def start(unit: Unit, request: HelpRequest, kinds: Iterable[FollowUpKind], *, at: datetime | None = None) -> None:
    """Set these clocks from now on, each as a round of its own; `at` says when they strike instead of the compound."""
    partner = partner_of(unit, request)
    agreed = rules.agreed_time(request.wanted_from, request.wanted_to, unit.now)
    for kind in kinds:
        if kind in rules.UNTIL_FIRST_WORD and request.first_word_at is not None:
            continue
        rounds = unit.session.scalar(
            select(func.count())
            .select_from(FollowUp)
            .where(FollowUp.request_id == request.id, FollowUp.kind == kind, FollowUp.episode == request.episode)
        )
        due = at or rules.due_at(kind, request.urgency, unit.now, unit.community, agreed=agreed, partner=partner, again=bool(rounds))
        if due is None:
            continue
        follow_up = FollowUp(
            request_id=request.id,
            kind=kind,
            status=FollowUpStatus.PENDING,
            episode=request.episode,
            round=rounds or 0,
            created_at=unit.now,
            due_at=due,
        )
        if request.waiting_until is not None:
            _pause(unit, request, follow_up)
        unit.session.add(follow_up)
        unit.session.flush()


def restart(unit: Unit, request: HelpRequest, kinds: Iterable[FollowUpKind], *, at: datetime | None = None) -> None:
    """Somebody moved: these clocks begin again."""
    kinds = set(kinds)
    drop(unit, request, kinds)
    start(unit, request, sorted(kinds), at=at)


def drop(unit: Unit, request: HelpRequest, kinds: Iterable[FollowUpKind]) -> None:
    """These clocks are no longer needed."""
    kinds = set(kinds)
    for follow_up in live(unit, request):
        if follow_up.kind in kinds:
            follow_up.status = FollowUpStatus.DROPPED
    unit.session.flush()


def pause(unit: Unit, request: HelpRequest, until: datetime) -> None:
    """The request waits: every clock but those of waiting stands still with what it has left."""
    request.waiting_until = until
    for follow_up in pending(unit, request):
        _pause(unit, request, follow_up)
    unit.session.flush()


def _pause(unit: Unit, request: HelpRequest, follow_up: FollowUp) -> None:
    if follow_up.kind in rules.WAITS:
        return
    left = rules.left_of(
        follow_up.kind, request.urgency, unit.now, follow_up.due_at, unit.community, partner=partner_of(unit, request)
    )  # fmt: skip
    follow_up.left_seconds = round(left.total_seconds())
    follow_up.status, follow_up.lease_until = FollowUpStatus.PAUSED, None


def resume(unit: Unit, request: HelpRequest) -> None:
    """The wait is over: each clock gets back what it had left, and those of waiting are dropped."""
    if request.waiting_until is None:
        return
    request.waiting_until = None
    partner = partner_of(unit, request)
    for follow_up in live(unit, request):
        if follow_up.kind in rules.WAITS:
            follow_up.status = FollowUpStatus.DROPPED
        elif follow_up.status is FollowUpStatus.PAUSED:
            left = timedelta(seconds=follow_up.left_seconds or 0)
            follow_up.due_at = rules.strikes_after(
                follow_up.kind, request.urgency, unit.now, left, unit.community, partner=partner
            )  # fmt: skip
            follow_up.status, follow_up.left_seconds = FollowUpStatus.PENDING, None
    unit.session.flush()


def partner_of(unit: Unit, request: HelpRequest) -> Partner | None:
    return next((each for each in unit.community.partner if each.id == request.partner), None)
