"""Several residents, one trouble: who else is told at every step of a request, and who takes it on when the first lets go."""

from __future__ import annotations

from sqlalchemy import select

from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest, Subscriber
from aid.store.work import Unit


def subscribers_of(unit: Unit, request: HelpRequest) -> list[Subscriber]:
    """In the order in which they came."""
    return list(unit.session.scalars(select(Subscriber).where(Subscriber.request_id == request.id).order_by(Subscriber.id)))


def merged_of(unit: Unit, request: HelpRequest) -> list[HelpRequest]:
    """The requests that were merged into this one."""
    return list(unit.session.scalars(select(HelpRequest).where(HelpRequest.merged_into == request.id).order_by(HelpRequest.id)))


def own_request_of(unit: Unit, request: HelpRequest, person_id: int) -> HelpRequest | None:
    """What this subscriber had asked for, before it became part of the request."""
    return next((each for each in merged_of(unit, request) if each.requester_id == person_id), None)


def take_words_out(main: HelpRequest, merged: HelpRequest) -> None:
    """The words that came with a merged request leave the one it was merged into: whole lines, where they stand."""
    lines, theirs = main.words.split("\n"), merged.words.split("\n")
    for at in range(len(lines) - len(theirs) + 1):
        if merged.words and lines[at : at + len(theirs)] == theirs:
            main.words = "\n".join(lines[:at] + lines[at + len(theirs) :])
            return


def subscribe(unit: Unit, request: HelpRequest, person_id: int) -> None:
    """From now on this person is told, too; its own requester is told anyway."""
    if person_id == request.requester_id or any(each.person_id == person_id for each in subscribers_of(unit, request)):
        return
    unit.session.add(Subscriber(request_id=request.id, person_id=person_id, since=unit.now))
    unit.session.flush()
    audit.record(unit, AuditKind.SUBSCRIBED, request_id=request.id, person=person_id)


def unsubscribe(unit: Unit, request: HelpRequest, person_id: int) -> None:
    for each in subscribers_of(unit, request):
        if each.person_id == person_id:
            unit.session.delete(each)
            audit.record(unit, AuditKind.UNSUBSCRIBED, request_id=request.id, person=person_id)
    unit.session.flush()


def tell_subscribers(unit: Unit, request: HelpRequest) -> None:
    """One line on how it stands, rendered when it is sent."""
    for each in subscribers_of(unit, request):
        post(unit, each.person_id, "subscriber_news", request=request, reader=Reader.RESIDENT)


def pass_on(unit: Unit, request: HelpRequest) -> bool:
    """Its requester lets go, but others wait: the first of them is its requester now. False when nobody waits."""
    waiting = subscribers_of(unit, request)
    if not waiting:
        return False
    heir = waiting[0].person_id
    theirs = own_request_of(unit, request, heir)
    unsubscribe(unit, request, heir)
    request.requester_id = heir
    if theirs is not None:
        request.household_id, request.contact_phone = theirs.household_id, theirs.contact_phone
        request.words = "\n".join(each.words for each in merged_of(unit, request))
    audit.record(unit, AuditKind.PASSED_ON, request_id=request.id, person=heir)
    return True
