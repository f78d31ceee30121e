"""更正: words that the model took for one thing and a person for another, kept until somebody has looked at them.

Nothing is learned from them by itself: `wobanglin review` shows them one after another, and only what is taken there reaches nlu/.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from aid.requests.model import CorrectedBy, Correction, HelpRequest
from aid.store.work import Unit


def record(unit: Unit, request: HelpRequest, words: str, *, taken_for: str | None, chosen: str, by: CorrectedBy) -> None:
    """Keep the words, encrypted; a later correction of the same request takes the place of an earlier one."""
    if chosen == taken_for or not words.strip():
        return
    forget(unit, request)
    unit.session.add(Correction(request_id=request.id, words=words, taken_for=taken_for, chosen=chosen, by=by, corrected_at=unit.now))
    unit.session.flush()


def waiting(unit: Unit) -> Sequence[Correction]:
    """What nobody has looked at yet, oldest first."""
    return unit.session.scalars(select(Correction).order_by(Correction.id)).all()


def settle(unit: Unit, correction_id: int) -> None:
    """It has been taken or dropped: the row has done its work, and its words with it."""
    unit.session.execute(delete(Correction).where(Correction.id == correction_id))


def forget(unit: Unit, request: HelpRequest) -> None:
    """With the request goes what was said in it."""
    unit.session.execute(delete(Correction).where(Correction.request_id == request.id))
