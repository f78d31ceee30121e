"""Words about a request that are meant for certain eyes: captains, the next neighbour of the household, or who helped."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from aid.matching.model import Offer, OfferStatus, Progress
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests.model import HelpRequest, Note, NoteFor
from aid.store.work import Unit

# How many of the newest a card shows.
SHOWN = 3


def write(unit: Unit, request: HelpRequest, author_id: int, meant_for: NoteFor, words: str) -> Note:
    """Keep the words, encrypted; the trail says that somebody wrote, never what."""
    note = Note(request_id=request.id, author_id=author_id, meant_for=meant_for, words=words, written_at=unit.now)
    unit.session.add(note)
    unit.session.flush()
    audit.record(unit, AuditKind.NOTED, request_id=request.id, note=note.id, meant_for=meant_for.value)
    return note


def for_captains(unit: Unit, request: HelpRequest) -> Sequence[Note]:
    """What captains, and helpers for them, have noted down; the newest first."""
    about = select(Note).where(Note.request_id == request.id, Note.meant_for == NoteFor.CAPTAINS)
    return unit.session.scalars(about.order_by(Note.id.desc()).limit(SHOWN)).all()


def for_next(unit: Unit, request: HelpRequest) -> Sequence[Note]:
    """What earlier helpers of this household left for whoever comes next; the newest first."""
    if request.household_id is None:
        return ()
    about = (
        select(Note)
        .join(HelpRequest, HelpRequest.id == Note.request_id)
        .where(HelpRequest.household_id == request.household_id, Note.meant_for == NoteFor.NEXT, Note.request_id != request.id)
    )
    return unit.session.scalars(about.order_by(Note.id.desc()).limit(SHOWN)).all()


def thanks_to(unit: Unit, volunteer_id: int) -> Sequence[Note]:
    """The last words of thanks to a volunteer, from those whom they helped; the newest first."""
    helped = select(Offer.request_id).where(
        Offer.volunteer_id == volunteer_id, Offer.status == OfferStatus.ACCEPTED, Offer.progress == Progress.DONE
    )
    about = select(Note).where(Note.request_id.in_(helped), Note.meant_for == NoteFor.HELPERS)
    return unit.session.scalars(about.order_by(Note.id.desc()).limit(SHOWN)).all()


def forget(unit: Unit, request: HelpRequest) -> None:
    """With the request everything that was written about it goes."""
    unit.session.execute(delete(Note).where(Note.request_id == request.id))


def forget_author(unit: Unit, person_id: int) -> None:
    """With a person everything goes that they have written."""
    unit.session.execute(delete(Note).where(Note.author_id == person_id))
