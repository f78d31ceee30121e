"""我的数据 and 删除我的数据: what a person may ask of us about themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from aid.captains import service as captains
from aid.delivery.service import post
from aid.matching import service as matching
from aid.matching.model import Offer, OfferStatus
from aid.people import audit
from aid.people.model import Person
from aid.people.service import posts_of
from aid.people.trail import AuditKind
from aid.requests import series
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.rules import FINISHED, may_move
from aid.store.work import Unit


def show(unit: Unit, person: Person) -> None:
    """我的数据: in words, with who has looked."""
    post(unit, person.id, "my_data")


def ask_to_erase(unit: Unit, person: Person) -> None:
    """删除我的数据: asked back once, with what it means."""
    if posts_of(unit, person.id):
        post(unit, person.id, "erase_on_post")
        return
    unfinished = requests.unfinished_of(unit, person.id)
    post(unit, person.id, "erase_ask", requests=[each.id for each in unfinished][:8], danger=_in_danger(unfinished))


def erase(unit: Unit, person: Person, *, at_once: bool) -> None:
    """Erase when nothing of theirs is open any more; `at_once` withdraws what is, except an emergency.

    A row is written now and the person is forgotten by a tick (aid/privacy/forgetting.py), after the last word has reached them.
    """
    if posts_of(unit, person.id):
        return ask_to_erase(unit, person)
    for row in series.live_of(unit, person.id):  # nothing is begun for them any more
        series.end(unit, series.hold(unit, row.id))
    unfinished = requests.unfinished_of(unit, person.id)
    at_once = at_once and not _in_danger(unfinished)
    if at_once:
        for request in unfinished:
            _end(unit, requests.hold(unit, request.id))
        for offer in jobs_of(unit, person.id):
            matching.step_back(unit, offer.id)
    if person.erase_asked_at is None:
        person.erase_asked_at = unit.now
        audit.record(unit, AuditKind.ERASE_ASKED, person_id=person.id)
    left = requests.unfinished_of(unit, person.id) or jobs_of(unit, person.id)
    post(unit, person.id, "erase_later" if left else "erasing")
    return None


def keep(unit: Unit, person: Person) -> None:
    """不删了: the wish is taken back."""
    if person.erase_asked_at is not None:
        person.erase_asked_at = None
        audit.record(unit, AuditKind.ERASE_TAKEN_BACK, person_id=person.id)
    post(unit, person.id, "erase_kept")


def jobs_of(unit: Unit, person_id: int) -> list[Offer]:
    """The accepted offers of a volunteer whose requests are not over."""
    held = select(Offer).join(HelpRequest).where(Offer.status == OfferStatus.ACCEPTED, HelpRequest.status.not_in(list(FINISHED)))
    return [offer for offer in unit.session.scalars(held) if offer.volunteer.person_id == person_id]


def _in_danger(unfinished: Sequence[HelpRequest]) -> bool:
    return any(each.emergency_kind for each in unfinished)


def _end(unit: Unit, request: HelpRequest) -> None:
    """Withdrawn; what is done already cannot be, and closes without an answer."""
    if may_move(request.status, Status.CANCELLED):
        return captains.end(unit, request, Outcome.WITHDRAWN)
    if request.status is Status.DONE:
        requests.move(unit, request, Status.CONFIRMED, "erased")
    if request.status is Status.CONFIRMED:
        requests.move(unit, request, Status.CLOSED, "erased", outcome=Outcome.NO_ANSWER)
    return None
