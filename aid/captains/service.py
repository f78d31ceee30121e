"""What captains decide, and what residents answer afterwards."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select

from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.followups import schedule
from aid.followups.model import FollowUpKind
from aid.matching import service as matching
from aid.matching.rules import Ranked
from aid.people import audit
from aid.people.model import Person, PostKind
from aid.people.service import may_act_for, owner_for
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests import whereabouts
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.rules import FINISHED, may_move
from aid.requests.subscribers import pass_on
from aid.store.work import Unit

# Nobody need take it over any more.
DEALT_WITH = FINISHED | {Status.DONE, Status.CONFIRMED}
LADDER = (FollowUpKind.CAPTAIN_REMIND, FollowUpKind.CAPTAIN_DEPUTY, FollowUpKind.CAPTAIN_SECRETARY)


class NotYours(PermissionError):
    """This person does not answer for the request."""


def held_for(unit: Unit, request_id: int, actor_id: int) -> HelpRequest:
    """The request, held, if this person owns it or answers for its building; else NotYours."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if request.captain_id != actor_id and not may_act_for(unit, actor_id, request.building):
        raise NotYours(f"person {actor_id} does not answer for request {request_id}")
    return request


def moved_on(unit: Unit, request: HelpRequest, actor_id: int) -> None:
    """Tell whoever tapped that the request stands elsewhere by now, with a fresh card."""
    post(unit, actor_id, "captain_card", request=request, why="moved_on")


def show_card(unit: Unit, request_id: int, actor_id: int) -> None:
    """The card of one request out of a list."""
    request = held_for(unit, request_id, actor_id)
    post(unit, actor_id, "captain_card", request=request, why="asked_for")


def show_more(unit: Unit, request_id: int, actor_id: int) -> None:
    """更多: the rarer acts on a card of their own, so that the first one stays readable."""
    request = held_for(unit, request_id, actor_id)
    if request.status in FINISHED:
        return moved_on(unit, request, actor_id)
    post(unit, actor_id, "captain_more", request=request)
    return None


def take_over(unit: Unit, request_id: int, actor_id: int, *, handled: bool = False) -> None:
    """我来处理: the captain acts; the ladder begins again. `handled`: somebody on a post was at it before, and the resident knows."""
    request = held_for(unit, request_id, actor_id)
    if request.status in DEALT_WITH:  # an old card: what is done is not begun again by it
        return moved_on(unit, request, actor_id)
    if request.status is not Status.WITH_CAPTAIN and may_move(request.status, Status.WITH_CAPTAIN):
        requests.move(unit, request, Status.WITH_CAPTAIN, "captain_takes_over")
        handled = False
    schedule.restart(unit, request, LADDER if request.status is Status.WITH_CAPTAIN else ())
    audit.record(unit, AuditKind.CAPTAIN_ACTS, request_id=request.id)
    requests.human_word(unit, request)
    if not handled:
        requests.tell_resident(unit, request, "resident_captain_acts")
    whereabouts.ask(unit, request)
    post(unit, actor_id, "captain_card", request=request, why="yours")
    return None


def choices(unit: Unit, request: HelpRequest) -> list[Ranked]:
    """Whom the captain may ask by name, best first: the matching's own ranking, those asked before included."""
    return matching.ranking(unit, request, again=True)


def show_choices(unit: Unit, request_id: int, actor_id: int) -> None:
    """指派: the captain is shown ranked neighbours to ask by name."""
    request = held_for(unit, request_id, actor_id)
    if request.status not in (Status.WITH_CAPTAIN, Status.OFFERING):
        return moved_on(unit, request, actor_id)
    if request.status is Status.WITH_CAPTAIN:
        schedule.restart(unit, request, LADDER)
    post(unit, actor_id, "captain_choices", request=request)
    return None


def ask_named(unit: Unit, request_id: int, volunteer_id: int, actor_id: int) -> None:
    """The captain asks one named person; the request is offered again."""
    request = held_for(unit, request_id, actor_id)
    if request.status not in (Status.WITH_CAPTAIN, Status.OFFERING):
        return moved_on(unit, request, actor_id)
    found = matching.ranking(unit, request, again=True, only=volunteer_id)
    if not found:
        post(unit, actor_id, "captain_cannot_ask", request=request, volunteer=volunteer_id)
        return None
    if request.status is Status.WITH_CAPTAIN:
        requests.move(unit, request, Status.OFFERING, "captain_asks")
    request.wave += 1
    request.needed = max(request.needed, len(requests.holders(unit, request)) + 1)  # the one who is asked must be able to say yes
    matching.propose(unit, request, found[0], by_captain=True)
    post(unit, actor_id, "captain_asked", request=request, volunteer=volunteer_id)
    requests.human_word(unit, request)
    requests.tell_resident(unit, request, "resident_captain_acts")
    return None


def confirm(unit: Unit, request_id: int, actor_id: int) -> None:
    """The captain agrees that it is done; the resident will be asked."""
    request = held_for(unit, request_id, actor_id)
    if request.status is not Status.DONE:
        return moved_on(unit, request, actor_id)
    requests.move(unit, request, Status.CONFIRMED, "captain_confirms")
    post(unit, actor_id, "captain_confirmed", request=request)
    return None


def mark_done(unit: Unit, request_id: int, actor_id: int) -> None:
    """The captain dealt with it without a volunteer: done, and confirmed by the same hand."""
    request = held_for(unit, request_id, actor_id)
    if request.status not in (Status.WITH_CAPTAIN, Status.REFERRED, Status.ACCEPTED):  # also: the helper said so on the phone
        return moved_on(unit, request, actor_id)
    requests.human_word(unit, request)
    requests.move(unit, request, Status.DONE, "captain_did_it")
    requests.move(unit, request, Status.CONFIRMED, "captain_confirms")
    requests.tell_resident(unit, request, "resident_captain_done")
    post(unit, actor_id, "captain_confirmed", request=request)
    return None


def not_done(unit: Unit, request_id: int, actor_id: int) -> None:
    """The captain does not agree that it is done: it is the captain's now."""
    request = held_for(unit, request_id, actor_id)
    if request.status is not Status.DONE:
        return moved_on(unit, request, actor_id)
    requests.move(unit, request, Status.WITH_CAPTAIN, "captain_disagrees")
    post(unit, actor_id, "captain_card", request=request, why="yours")
    requests.tell_resident(unit, request, "resident_with_captain")
    return None


def called_off(unit: Unit, request_id: int, actor_id: int) -> None:
    """误报: a false alarm, ended in one tap by resident or captain, and kept."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if actor_id != request.requester_id:
        held_for(unit, request_id, actor_id)
    end(unit, request, Outcome.FALSE_ALARM)
    post(unit, actor_id, "cancelled" if request.status is Status.CANCELLED else "resident_status", request=request)


def withdraw(unit: Unit, request_id: int, actor_id: int) -> None:
    """The resident withdraws a request; everybody involved hears of it."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if request.requester_id != actor_id:
        raise NotYours(f"person {actor_id} did not make request {request_id}")
    if may_move(request.status, Status.CANCELLED) and pass_on(unit, request):
        post(unit, actor_id, "withdrawn_goes_on", request=request)
        requests.tell_resident(unit, request, "resident_yours_now")
        return requests.tell_captain(unit, request, "captain_passed_on")
    end(unit, request, Outcome.WITHDRAWN)
    post(unit, actor_id, "cancelled" if request.status is Status.CANCELLED else "resident_status", request=request)
    return None


def end(unit: Unit, request: HelpRequest, outcome: Outcome) -> None:
    """Cancel where the table allows it, and tell holders and captain."""
    if not may_move(request.status, Status.CANCELLED):
        return
    for offer in requests.holders(unit, request):
        post(unit, offer.volunteer.person_id, "holder_cancelled", request=request, reader=Reader.VOLUNTEER, offer=offer.id)
    requests.move(unit, request, Status.CANCELLED, outcome.value, outcome=outcome)
    requests.tell_captain(unit, request, "captain_cancelled")


def escalate(unit: Unit, request: HelpRequest, level: PostKind) -> Person:
    """Tell the next level up; the owner stays the same (首接负责). Who owns it is not told of their own silence, but who is above."""
    post_above = owner_for(unit, request.building, level)
    if post_above.person_id == request.captain_id:
        post_above = owner_for(unit, request.building, PostKind.SECRETARY)
    audit.record(unit, AuditKind.ESCALATED, request_id=request.id, level=level.value, person=post_above.person_id)
    post(unit, post_above.person_id, "captain_escalated", request=request, reader=Reader.CAPTAIN, level=level.value)
    return unit.session.get_one(Person, post_above.person_id)


def tell_broken(unit: Unit, request: HelpRequest, promise: Literal["first_word", "word_to_resident", "done_by"]) -> None:
    """A promise to the resident was broken: the post that the compound names for it hears of it, in the building's own line."""
    level = PostKind(unit.community.broken_promise_tells.get(promise, "secretary"))
    told = request.captain_id
    if level is not PostKind.CAPTAIN:
        told = owner_for(unit, request.building, level).person_id
    audit.record(unit, AuditKind.PROMISE_BROKEN, request_id=request.id, promise=promise, level=level.value, person=told)
    post(unit, told, "captain_broken", request=request, reader=Reader.CAPTAIN, promise=promise)


def owned_by(unit: Unit, person_id: int) -> list[HelpRequest]:
    """待办: a captain's unfinished requests, oldest first."""
    return list(
        unit.session.scalars(
            select(HelpRequest)
            .where(HelpRequest.captain_id == person_id, HelpRequest.status.not_in(list(FINISHED)))
            .order_by(HelpRequest.id)
        )
    )
