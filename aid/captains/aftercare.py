"""What residents answer when it is done, in the chat or on the phone; reopening; and how a captain ends what cannot be solved."""

from __future__ import annotations

from aid.captains.service import NotYours, held_for, moved_on
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.hours import service as hours
from aid.matching.model import OfferStatus
from aid.people import audit
from aid.people.service import level_above
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Outcome, Status
from aid.store.work import Unit
from aid.understanding.taxonomy import Urgency

# How a captain may end a request, each with the reasons that one tap gives.
ENDINGS: dict[Outcome, tuple[str, ...]] = {
    Outcome.PARTLY: ("for_now", "half"),
    Outcome.UNSOLVED: ("nobody_can", "costs", "resident_declines"),
    Outcome.NOT_OURS: ("government", "outside", "private"),
    Outcome.MISTAKEN: ("no_need", "misread"),
}
# What a captain hears on the phone, beside yes and no.
CALLS = ("1", "0", "partly", "silent")


def answer_solved(unit: Unit, request_id: int, solved: bool, actor_id: int) -> None:
    """解决了吗: yes goes on to 满意吗, no brings it back to the same captain."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if request.requester_id != actor_id:
        raise NotYours(f"person {actor_id} did not make request {request_id}")
    if not solved:
        reopen(unit, request)
        if request.status is Status.WITH_CAPTAIN and request.solved is False:
            post(unit, actor_id, "ask_why_not", request=request)
        return None
    if request.status is Status.DONE:  # the resident was quicker than the captain
        requests.move(unit, request, Status.CONFIRMED, "resident_confirms")
    if request.status is not Status.CONFIRMED:
        post(unit, actor_id, "resident_status", request=request)
        return None
    request.solved = True
    audit.record(unit, AuditKind.ANSWERED_SOLVED, request_id=request.id, answer="yes")
    requests.move(unit, request, Status.CLOSED, "resident_solved", outcome=Outcome.SOLVED)
    post(unit, actor_id, "ask_satisfied", request=request)
    requests.tell_captain(unit, request, "captain_solved")
    for offer in requests.holders(unit, request):
        record = hours.record_of(unit, offer.id)
        post(
            unit,
            offer.volunteer.person_id,
            "holder_thanks",
            request=request,
            reader=Reader.VOLUNTEER,
            record=record.id if record else None,
        )
    return None


def answer_partly(unit: Unit, request_id: int, actor_id: int) -> None:
    """解决了一部分: closed as such, neither yes nor no; what is left goes on with one tap."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if request.requester_id != actor_id:
        raise NotYours(f"person {actor_id} did not make request {request_id}")
    if request.status is not Status.CONFIRMED:
        post(unit, actor_id, "resident_status", request=request)
        return
    request.solved = False
    audit.record(unit, AuditKind.ANSWERED_SOLVED, request_id=request.id, answer="partly")
    requests.move(unit, request, Status.CLOSED, "resident_partly", outcome=Outcome.PARTLY)
    post(unit, actor_id, "resident_partly", request=request)
    requests.tell_captain(unit, request, "captain_partly")


def reopen(unit: Unit, request: HelpRequest) -> None:
    """Not solved: within the window back to the same owner, a second time one level up."""
    late = request.closed_at and unit.now - request.closed_at > unit.community.reopen_window
    if request.status not in (Status.DONE, Status.CONFIRMED, Status.CLOSED) or late:
        post(unit, request.requester_id, "reopen_too_late" if late else "resident_status", request=request)
        return
    request.reopened += 1
    if request.reopened >= 2:
        requests.own_to(unit, request, level_above(request.captain_level))
    for offer in requests.holders(unit, request):
        offer.status = OfferStatus.WITHDRAWN
    if request.urgency is not Urgency.EMERGENCY:
        request.needed = 1  # what is left is the captain's to judge; each neighbour asked by name is one
    requests.move(unit, request, Status.WITH_CAPTAIN, "not_solved")
    request.solved = False
    requests.tell_captain(unit, request, "captain_card", why="not_solved")
    requests.tell_resident(unit, request, "resident_reopened", answering=True)


def answer_satisfied(unit: Unit, request_id: int, satisfied: bool, actor_id: int) -> None:
    """满意吗: kept beside "solved", never mixed with it."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if request.requester_id != actor_id:
        raise NotYours(f"person {actor_id} did not make request {request_id}")
    if request.status is Status.CLOSED and request.satisfied is None:
        request.satisfied = satisfied
        audit.record(unit, AuditKind.ANSWERED_SATISFIED, request_id=request.id, answer="yes" if satisfied else "no")
        requests.show_card(unit, request)
    post(unit, actor_id, "thanks_for_answer" if satisfied else "ask_why_not", request=request)


def phoned(unit: Unit, request_id: int, said: str, actor_id: int) -> None:
    """The captain has phoned the resident and records the answer; a call that nobody took is no answer."""
    request = held_for(unit, request_id, actor_id)
    if request.status is not Status.CONFIRMED:
        return moved_on(unit, request, actor_id)
    if said == "silent":
        audit.record(unit, AuditKind.CALLED, request_id=request.id, answer="unanswered")
        post(unit, actor_id, "captain_call_noted", request=request)
    elif said == "0":
        audit.record(unit, AuditKind.CALLED, request_id=request.id, answer="no")
        reopen(unit, request)
    else:
        solved = said == "1"
        request.solved = solved
        audit.record(unit, AuditKind.ANSWERED_SOLVED, request_id=request.id, answer="yes" if solved else "partly", by="phone")
        requests.move(unit, request, Status.CLOSED, "phoned", outcome=Outcome.SOLVED if solved else Outcome.PARTLY)
        post(unit, actor_id, "captain_ask_satisfied", request=request)
    return None


def satisfied_by_phone(unit: Unit, request_id: int, satisfied: bool, actor_id: int) -> None:
    """The second question of the same call."""
    request = held_for(unit, request_id, actor_id)
    if request.status is Status.CLOSED and request.satisfied is None:
        request.satisfied = satisfied
        audit.record(unit, AuditKind.ANSWERED_SATISFIED, request_id=request.id, answer="yes" if satisfied else "no", by="phone")
    post(unit, actor_id, "captain_closed", request=request)


def show_endings(unit: Unit, request_id: int, actor_id: int) -> None:
    """结束: how, and why?"""
    request = held_for(unit, request_id, actor_id)
    if request.status is not Status.WITH_CAPTAIN:
        return moved_on(unit, request, actor_id)
    post(unit, actor_id, "captain_endings", request=request)
    return None


def end_as(unit: Unit, request_id: int, outcome: Outcome, reason: str | None, actor_id: int) -> None:
    """The captain ends it: partly, unsolved, not ours, or asked for by mistake; without a reason the reasons are shown."""
    request = held_for(unit, request_id, actor_id)
    if request.status is not Status.WITH_CAPTAIN:
        return moved_on(unit, request, actor_id)
    if reason is None:
        post(unit, actor_id, "captain_why", request=request, outcome=outcome.value)
        return None
    requests.human_word(unit, request)
    for offer in requests.holders(unit, request):
        post(unit, offer.volunteer.person_id, "nothing_to_do", request=request, reader=Reader.VOLUNTEER)
    if outcome is Outcome.MISTAKEN:
        requests.move(unit, request, Status.CANCELLED, reason, outcome=outcome)
    else:
        requests.move(unit, request, Status.CLOSED, reason, outcome=outcome)
    requests.tell_resident(unit, request, "resident_closed_by_captain", outcome=outcome.value, reason=reason)
    post(unit, actor_id, "captain_closed", request=request)
    return None
