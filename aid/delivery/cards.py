"""The live cards: what the one card of a request says now, and when a card has nothing left to offer."""

from __future__ import annotations

from sqlalchemy import select

from aid.delivery.catalogue import say
from aid.delivery.facts import door_words, helper_name
from aid.delivery.offer_cards import code_words
from aid.delivery.page import Page, Rendered
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.matching import service as matching
from aid.matching.model import OfferStatus
from aid.requests import service as requests
from aid.requests.model import Status
from aid.requests.rules import FINISHED, TAKES_A_YES

Facts = dict[str, str | int]

# Cards that the relay keeps right by itself: no tap takes their buttons away.
LIVE = frozenset({"resident_card", "holder_card", "offer", "ask_door", "ask_where"})
# What a question turns into, in place, once it is answered by a tap.
BECAME = frozenset({"time_changed", "kept", "thanks_for_reason", "door_skipped"})
# The clocks behind which stands a promise to the resident, by what is promised.
_PROMISES = {FollowUpKind.WORD_TO_RESIDENT: "word", FollowUpKind.ASK_AFTER: "ask"}


def over(page: Page, facts: Facts) -> Rendered | None:
    """What a card says that has nothing left to offer its reader; None while it has."""
    key = page.message.key
    if page.message.args.get("moved"):
        return Rendered(say(page.language, "card_moved", facts), moot=True)
    if key == "offer" and (answer := _offer_over(page)):
        return Rendered(say(page.language, "offer_over", facts | {"answer": answer}), moot=True)
    if key == "holder_card" and not holds(page):
        return Rendered(say(page.language, "holder_card_over", facts | {"ended": page.needed_request.status.value}), moot=True)
    return None


def _offer_over(page: Page) -> str | None:
    assert page.offer is not None
    if page.offer.status in (OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.WITHDRAWN):
        return page.offer.status.value
    answer = matching.too_late(page.unit, page.offer)
    return answer.value if answer else None


def holds(page: Page) -> bool:
    """Whether the reader of a holder's card still holds the request: nobody else sees the door."""
    held = page.offer is not None and page.offer.status is OfferStatus.ACCEPTED
    return held and page.needed_request.status in (*TAKES_A_YES, Status.DONE)


def card_facts(page: Page) -> Facts:
    """What the resident's card says beside what every card says: door, step, helpers, what comes next and when."""
    request = page.needed_request
    holders = requests.holders(page.unit, request)
    step = "none"
    if request.status is Status.ACCEPTED:
        step = next((each.progress.value for each in holders if each.progress), "none")
    elif request.status is Status.WITH_CAPTAIN and request.reason == "for_captain":
        step = "recorded"
    promise, at = _promise(page)
    return {
        "door": door_words(request, page.tongue),
        "step": step,
        "helpers": page.tongue.listed((helper_name(page.unit, each, page.tongue) for each in holders), "none"),
        "expected": page.tongue.when(next((each.expected_at for each in holders if each.expected_at), None)) or "none",
        "code": code_words(page) if holders and request.status in TAKES_A_YES else "none",
        "ended": "yes" if request.status in FINISHED else "no",
        "promise": promise,
        "at": at,
        "outcome": say(page.language, f"outcome-{request.outcome.value}") if request.outcome else "none",
    }


def _promise(page: Page) -> tuple[str, str]:
    """What the resident was promised next, and when it is due: the clock itself, so that it is kept."""
    running = select(FollowUp).where(
        FollowUp.request_id == page.needed_request.id,
        FollowUp.status == FollowUpStatus.PENDING,
        FollowUp.kind.in_(list(_PROMISES)),
    )
    first = page.unit.session.scalars(running.order_by(FollowUp.due_at)).first()
    if first is None:
        return "none", ""
    return _PROMISES[first.kind], page.tongue.when(first.due_at) or ""
