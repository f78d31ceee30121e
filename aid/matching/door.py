"""The code at the door: the helper says it, the resident sees the same, so that an older person opens only to the right one."""

from __future__ import annotations

from aid.matching.model import Offer, OfferStatus
from aid.people.service import hash_of
from aid.store.work import Unit

DIGITS = 4


def door_code(unit: Unit, offer: Offer) -> str | None:
    """Four digits out of the store's key, another for each yes; None for who holds nothing, and where danger leaves no time."""
    if offer.status is not OfferStatus.ACCEPTED or offer.answered_at is None or offer.request.emergency_kind:
        return None
    digest = hash_of(unit, "door code", str(offer.id), offer.answered_at.isoformat())
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}}"
