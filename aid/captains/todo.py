"""待办: what waits for somebody on a post, by the time that is left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from aid.captains.service import owned_by
from aid.delivery.service import post
from aid.followups import schedule
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.people.model import PostKind
from aid.people.service import posts_of
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit
from aid.volunteers.decisions import applications_for

SHOWN = 12
# What these say to the resident is no task of the captain's.
_NOT_THEIRS = frozenset({FollowUpKind.RESIDENT_REMINDER, FollowUpKind.NEXT_WAVE, FollowUpKind.WORD_TO_RESIDENT, FollowUpKind.WAIT_REMIND})
_TOLD_BY = {PostKind.DEPUTY: FollowUpKind.CAPTAIN_DEPUTY, PostKind.SECRETARY: FollowUpKind.CAPTAIN_SECRETARY}


def deadline(unit: Unit, request: HelpRequest) -> datetime | None:
    """When the next of its clocks strikes that somebody on a post must beat; None when none runs."""
    return min((each.due_at for each in schedule.pending(unit, request) if each.kind not in _NOT_THEIRS), default=None)


def todo(unit: Unit, person_id: int) -> list[HelpRequest]:
    """One's own unfinished requests and those that have been reported up to this person; the least time left first."""
    found = {each.id: each for each in (*owned_by(unit, person_id), *_reported_to(unit, person_id))}
    far = datetime.max.replace(tzinfo=unit.now.tzinfo)
    return sorted(found.values(), key=lambda each: (deadline(unit, each) or far, each.id))


def _reported_to(unit: Unit, person_id: int) -> list[HelpRequest]:
    """督办 and 通报: with the captain still, and this person's step of the ladder has struck."""
    found: list[HelpRequest] = []
    for each in posts_of(unit, person_id):
        kind = _TOLD_BY.get(each.kind)
        if kind is None:
            continue
        struck = select(FollowUp.request_id).where(
            FollowUp.request_id == HelpRequest.id, FollowUp.kind == kind, FollowUp.status == FollowUpStatus.FIRED,
            FollowUp.episode == HelpRequest.episode,
        )  # fmt: skip
        waiting = select(HelpRequest).where(HelpRequest.status == Status.WITH_CAPTAIN, struck.exists())
        if each.building is not None:
            waiting = waiting.where(HelpRequest.building == each.building)
        found += unit.session.scalars(waiting)
    return found


def show(unit: Unit, person_id: int) -> None:
    """待办 answered: a line and a button each, applications of volunteers too."""
    waiting = [each.id for each in todo(unit, person_id)]
    applied = [each.id for each in applications_for(unit, person_id)]
    key = "captain_todo" if waiting or applied else "captain_todo_none"
    post(unit, person_id, key, requests=waiting[:SHOWN], more=max(len(waiting) - SHOWN, 0), volunteers=applied[:SHOWN])
