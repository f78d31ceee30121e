"""Firing what is due: claimed with a lease, each in one transaction, in order, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from aid.captains import duty, referrals
from aid.captains import service as captains
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.followups import schedule
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.followups.rules import LASTING
from aid.matching import service as matching
from aid.matching.model import Progress
from aid.people import audit, consent
from aid.people.model import PostKind
from aid.people.trail import AuditKind
from aid.requests import intake, series
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Outcome, Status
from aid.store.work import Unit, Work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
# A follow-up this late means that we were stopped, not that the tick was busy.
LATE = timedelta(minutes=5)


def fire_due(work: Work, limit: int = 200) -> int:
    """Fire what is due at this instant, oldest first; how many fired. Safe to call from several processes."""
    fired = 0
    with work.read() as unit:  # most ticks find nothing: they must not take the write lock
        due = next_due(unit)
        if due is None or due > unit.now:
            return 0
        leaves, returning = duty.due_leaves(unit), series.due(unit)
    for leave_id in leaves:  # hands change before anything is asked of them
        fired += work.write(f"leave:{leave_id}", duty.turn, leave_id)
    for series_id, day in returning:
        try:
            fired += work.write(f"series:{series_id}:{day}", intake.open_next, series_id)
        except Exception as error:  # as below: the next tick tries it again
            log.error("series %s could not open its next request: %s", series_id, type(error).__name__)
    for follow_up_id in work.write("tick", claim, limit):
        try:
            fired += work.write(f"followup:{follow_up_id}", fire, follow_up_id)
        except Exception as error:  # one that cannot fire must not hold up the others; its lease ends and it is tried again
            log.error("follow-up %s could not fire: %s", follow_up_id, type(error).__name__)
    return fired


def claim(unit: Unit, limit: int) -> list[int]:
    """The ids of what is due, leased to this process; what another one holds is left to it until its lease ends."""
    due = (
        select(FollowUp)
        .where(
            FollowUp.status == FollowUpStatus.PENDING,
            FollowUp.due_at <= unit.now,
            or_(FollowUp.lease_until.is_(None), FollowUp.lease_until <= unit.now),
        )
        .order_by(FollowUp.due_at, FollowUp.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = list(unit.session.scalars(due))
    for follow_up in claimed:
        follow_up.lease_until, follow_up.lease_by = unit.now + LEASE, unit.bot
    return [follow_up.id for follow_up in claimed]


def next_due(unit: Unit) -> datetime | None:
    """When the next follow-up strikes, the next leave turns or the next request of a series opens, if any does."""
    strikes = unit.session.scalar(
        select(FollowUp.due_at).where(FollowUp.status == FollowUpStatus.PENDING).order_by(FollowUp.due_at).limit(1)
    )
    return min((each for each in (strikes, duty.next_leave(unit), series.next_opening(unit)) if each is not None), default=None)


def fire(unit: Unit, follow_up_id: int) -> bool:
    """Do what this follow-up says and mark it fired, in one transaction; False when it is no longer (or not yet) due.

    One that fires late (the program was stopped) pushes the steps after it back by as much: nobody is
    reminded and reported in the same breath because we slept.
    """
    request_id = unit.session.scalars(select(FollowUp.request_id).where(FollowUp.id == follow_up_id)).one()
    request = requests.hold(unit, request_id)
    follow_up = unit.session.get_one(FollowUp, follow_up_id, with_for_update=True, populate_existing=True)
    if follow_up.status is not FollowUpStatus.PENDING or follow_up.due_at > unit.now:
        follow_up.lease_until = None
        return False
    late = unit.now - follow_up.due_at
    if late > LATE and follow_up.kind not in LASTING:
        for later in schedule.pending(unit, request):
            if later.due_at > follow_up.due_at and later.kind not in LASTING:
                later.due_at += late
    follow_up.status, follow_up.fired_at = FollowUpStatus.FIRED, unit.now
    unit.session.flush()
    audit.record(unit, AuditKind.FIRED, request_id=request.id, clock=follow_up.kind.value, due=follow_up.due_at.isoformat())
    _ACTIONS[follow_up.kind](unit, request)
    return True


def _resident_reminder(unit: Unit, request: HelpRequest) -> None:
    requests.tell_resident(unit, request, "resident_reminder")


def _to_captain(unit: Unit, request: HelpRequest) -> None:
    matching.to_captain(unit, request, "resident_silent")


def _next_wave(unit: Unit, request: HelpRequest) -> None:
    matching.next_wave(unit, request)


def _captain_must_act(unit: Unit, request: HelpRequest) -> None:
    matching.to_captain(unit, request, "not_enough")


def _nudge_holder(unit: Unit, request: HelpRequest) -> None:
    for offer in requests.holders(unit, request):
        if offer.progress is not Progress.DONE:
            reader = Reader.NIGHT_VOLUNTEER if offer.volunteer.night_ok else Reader.VOLUNTEER
            post(unit, offer.volunteer.person_id, "holder_nudge", request=request, reader=reader, offer=offer.id)


def _reoffer(unit: Unit, request: HelpRequest) -> None:
    for offer in requests.holders(unit, request):
        if offer.progress is None:
            post(unit, offer.volunteer.person_id, "holder_released", request=request, reader=Reader.VOLUNTEER, offer=offer.id)
            matching.release(unit, request, offer, "holder_silent")
    if request.status is Status.ACCEPTED:  # on the way or there, yet silent: a person looks after it
        requests.tell_captain(unit, request, "captain_holder_silent")
        schedule.restart(unit, request, [FollowUpKind.NUDGE_HOLDER, FollowUpKind.REOFFER])


def _captain_remind(unit: Unit, request: HelpRequest) -> None:
    requests.tell_captain(unit, request, "captain_remind")


def _captain_deputy(unit: Unit, request: HelpRequest) -> None:
    captains.escalate(unit, request, PostKind.DEPUTY)


def _captain_secretary(unit: Unit, request: HelpRequest) -> None:
    captains.escalate(unit, request, PostKind.SECRETARY)
    schedule.start(unit, request, [FollowUpKind.CAPTAIN_SECRETARY])  # again until somebody acts


def _partner_remind(unit: Unit, request: HelpRequest) -> None:
    for contact in referrals.contacts_of(unit, request.partner):
        post(unit, contact, "partner_reminded", request=request, reader=Reader.PARTNER)
    requests.tell_captain(unit, request, "captain_partner_silent")


def _partner_back(unit: Unit, request: HelpRequest) -> None:
    matching.to_captain(unit, request, "partner_silent")


def _partner_news(unit: Unit, request: HelpRequest) -> None:
    """Acknowledged, and nothing since: asked again and again, with the captain looking on."""
    for contact in referrals.contacts_of(unit, request.partner):
        post(unit, contact, "partner_reminded", request=request, reader=Reader.PARTNER)
    requests.tell_captain(unit, request, "captain_partner_silent")
    schedule.start(unit, request, [FollowUpKind.PARTNER_NEWS])


def _first_warn(unit: Unit, request: HelpRequest) -> None:
    requests.tell_captain(unit, request, "captain_warned", promise="first_word")


def _first_word(unit: Unit, request: HelpRequest) -> None:
    captains.tell_broken(unit, request, "first_word")


def _word_warn(unit: Unit, request: HelpRequest) -> None:
    requests.tell_captain(unit, request, "captain_warned", promise="word_to_resident")


def _word_to_resident(unit: Unit, request: HelpRequest) -> None:
    """We say at least that nothing was forgotten; that a person said nothing is told."""
    requests.tell_resident(unit, request, "resident_no_news")
    captains.tell_broken(unit, request, "word_to_resident")


def _done_warn(unit: Unit, request: HelpRequest) -> None:
    requests.tell_captain(unit, request, "captain_warned", promise="done_by")


def _wait_remind(unit: Unit, request: HelpRequest) -> None:
    requests.tell_resident(unit, request, "resident_wait_remind")


def _wait_over(unit: Unit, request: HelpRequest) -> None:
    requests.wake(unit, request, "over")
    requests.tell_captain(unit, request, "captain_wait_over")


def _done_by(unit: Unit, request: HelpRequest) -> None:
    requests.tell_captain(unit, request, "captain_overdue")
    captains.tell_broken(unit, request, "done_by")


def _confirm_due(unit: Unit, request: HelpRequest) -> None:
    """The captain has not confirmed: reminded first, then the deputy, then the secretary; never taken for a yes."""
    rounds = sum(
        1
        for each in unit.session.scalars(
            select(FollowUp).where(
                FollowUp.request_id == request.id,
                FollowUp.kind == FollowUpKind.CONFIRM_DUE,
                FollowUp.episode == request.episode,
            )
        )
    )
    requests.tell_captain(unit, request, "captain_confirm")
    if rounds > 1:
        captains.escalate(unit, request, PostKind.DEPUTY if rounds == 2 else PostKind.SECRETARY)
    schedule.start(unit, request, [FollowUpKind.CONFIRM_DUE])


def _ask_after(unit: Unit, request: HelpRequest) -> None:
    if request.filed_by is not None:  # the resident has no phone for us to write to: the captain calls
        return requests.tell_captain(unit, request, "captain_call")
    consent.introduce(unit, request.requester)  # after an emergency: until now there was no time for it
    return requests.tell_resident(unit, request, "ask_solved")


def _aftercare_remind(unit: Unit, request: HelpRequest) -> None:
    if request.filed_by is not None:
        return requests.tell_captain(unit, request, "captain_call")
    return requests.tell_resident(unit, request, "ask_solved_again")


def _aftercare_call(unit: Unit, request: HelpRequest) -> None:
    requests.tell_captain(unit, request, "captain_call")


def _aftercare_close(unit: Unit, request: HelpRequest) -> None:
    requests.move(unit, request, Status.CLOSED, "no_answer", outcome=Outcome.NO_ANSWER)
    requests.tell_resident(unit, request, "resident_closed_no_answer")


_ACTIONS: Mapping[FollowUpKind, Callable[[Unit, HelpRequest], None]] = {
    FollowUpKind.RESIDENT_REMINDER: _resident_reminder,
    FollowUpKind.TO_CAPTAIN: _to_captain,
    FollowUpKind.NEXT_WAVE: _next_wave,
    FollowUpKind.CAPTAIN_MUST_ACT: _captain_must_act,
    FollowUpKind.NUDGE_HOLDER: _nudge_holder,
    FollowUpKind.REOFFER: _reoffer,
    FollowUpKind.CAPTAIN_REMIND: _captain_remind,
    FollowUpKind.CAPTAIN_DEPUTY: _captain_deputy,
    FollowUpKind.CAPTAIN_SECRETARY: _captain_secretary,
    FollowUpKind.PARTNER_REMIND: _partner_remind,
    FollowUpKind.PARTNER_BACK: _partner_back,
    FollowUpKind.WORD_TO_RESIDENT: _word_to_resident,
    FollowUpKind.PARTNER_NEWS: _partner_news,
    FollowUpKind.FIRST_WARN: _first_warn,
    FollowUpKind.FIRST_WORD: _first_word,
    FollowUpKind.WORD_WARN: _word_warn,
    FollowUpKind.DONE_WARN: _done_warn,
    FollowUpKind.WAIT_REMIND: _wait_remind,
    FollowUpKind.WAIT_OVER: _wait_over,
    FollowUpKind.DONE_BY: _done_by,
    FollowUpKind.CONFIRM_DUE: _confirm_due,
    FollowUpKind.ASK_AFTER: _ask_after,
    FollowUpKind.AFTERCARE_REMIND: _aftercare_remind,
    FollowUpKind.AFTERCARE_CALL: _aftercare_call,
    FollowUpKind.AFTERCARE_CLOSE: _aftercare_close,
}
