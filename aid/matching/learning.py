"""What our own offers came to, kept so that the next ranking reads it in one step: per trait of the compound, and per volunteer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from aid.matching.chance import HALF_LIFE, NOTHING, OWN, WORKING, Habits, Record, answered_within, decay, most_promise
from aid.matching.model import Habit, Offer, OfferStatus
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Volunteer, VolunteerSkill

# Older offers count for so little that they are not read.
_LOOKS_BACK = 4 * HALF_LIFE


def habits(unit: Unit, category: str | None) -> Habits:
    """The habits that a ranking for this category needs, decayed to now."""
    traits = Habit.trait.not_like("category:%") | (Habit.trait == f"category:{category}")
    rows = unit.session.execute(select(Habit.trait, Habit.yes, Habit.tried, Habit.at).where(traits))
    return {trait: Record(yes * (left := decay(unit.now - at)), tried * left) for trait, yes, tried, at in rows}


def answered(unit: Unit, offer: Offer, *, kept: bool) -> None:
    """A volunteer said yes or no; or a yes was not kept after all, which counts as a no."""
    _count(unit, offer, kept=float(kept), tried=1.0)


def settle(unit: Unit, request: HelpRequest) -> None:
    """No more answers are waited for: who has been silent counts as having been asked, as far as there was time to answer."""
    silent = select(Offer).where(Offer.request_id == request.id, Offer.status == OfferStatus.PROPOSED, Offer.tried == 0).order_by(Offer.id)
    for offer in unit.session.scalars(silent):
        _count(unit, offer, kept=0.0, tried=answered_within(unit.now - offer.proposed_at, unit.community.answers))


def _count(unit: Unit, offer: Offer, *, kept: float, tried: float) -> None:
    """Nothing is learned from an emergency, which nobody likes to refuse, nor from whom a captain asks by name."""
    if offer.by_captain or offer.request.urgency is Urgency.EMERGENCY:
        return
    more_yes, more_tried = kept - offer.kept, tried - offer.tried
    offer.kept, offer.tried = kept, tried
    unit.session.flush()
    for trait in sorted(offer.traits):  # in one order, so that two transactions wait for each other
        _move(unit, trait, more_yes, more_tried)
    _remember(unit, offer.volunteer_id)


def _move(unit: Unit, trait: str, yes: float, tried: float) -> None:
    habit = unit.session.get(Habit, trait, with_for_update=True, populate_existing=True)
    if habit is None:
        habit = Habit(trait=trait, yes=0.0, tried=0.0, at=unit.now)
        unit.session.add(habit)
    left = decay(unit.now - habit.at)
    habit.yes, habit.tried, habit.at = habit.yes * left + yes, habit.tried * left + tried, unit.now
    unit.session.flush()


def _remember(unit: Unit, volunteer_id: int) -> None:
    """The volunteer's record anew from their offers, by an index that covers it."""
    history = select(Offer.proposed_at, Offer.band, Offer.tried, Offer.kept, Offer.context).where(
        Offer.volunteer_id == volunteer_id, Offer.proposed_at > unit.now - _LOOKS_BACK
    )
    bands = {WORKING: NOTHING, OWN: NOTHING}
    for proposed_at, band, tried, kept, context in unit.session.execute(history):
        known, left = bands.get(band, NOTHING), decay(unit.now - proposed_at)
        bands[band] = Record(known.yes + kept * left, known.tried + tried * left, known.expected + tried * context * left)
    found = {band: [round(value, 4) for value in (each.yes, each.tried, each.expected)] for band, each in bands.items()}
    unit.session.execute(
        update(Volunteer).where(Volunteer.id == volunteer_id).values(record={**found, "at": unit.now.isoformat()})
    )  # fmt: skip
    best = most_promise(together(bands.values()), bands.values())
    unit.session.execute(update(VolunteerSkill).where(VolunteerSkill.volunteer_id == volunteer_id).values(promise=best))


def together(records: Any) -> Record:
    """Several records as one."""
    records = list(records)
    return Record(*(sum(getattr(each, name) for each in records) for name in ("yes", "tried", "expected")))


def records_of(kept: dict[str, Any], now: datetime, band: str) -> tuple[Record, Record]:
    """A volunteer's record over all and in this band of the week, decayed to now."""
    if not kept:
        return NOTHING, NOTHING
    left = decay(max(now - datetime.fromisoformat(kept["at"]), timedelta(0)))
    bands = {name: Record(*(value * left for value in kept[name])) for name in (WORKING, OWN)}
    return together(bands.values()), bands[band]
