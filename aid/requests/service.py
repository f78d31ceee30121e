"""The life of a help request: begun, moved, told about. Each function works inside the caller's unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from aid.captains.model import Referral, ReferralEnd
from aid.delivery.model import Asked
from aid.delivery.rules import Reader
from aid.delivery.service import post, show_anew
from aid.followups import schedule
from aid.followups.model import FollowUpKind
from aid.followups.rules import LASTING_STATUSES, UNTIL_FIRST_WORD
from aid.hours import service as hours
from aid.matching.model import Offer, OfferStatus
from aid.people import audit
from aid.people.model import Person, Post, PostKind
from aid.people.service import household_at, is_on_duty, on_leave, owner_for, posts_for
from aid.people.trail import AuditKind
from aid.requests import attachments, rules
from aid.requests.known import Known
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.subscribers import tell_subscribers
from aid.store.work import Unit
from aid.understanding.beneficiary import Beneficiary
from aid.understanding.taxonomy import Urgency
from aid.volunteers.skills import skills_for

# Who did it, where it was no partner and nobody of an ambassador team (五大使团).
NEIGHBOURS, CAPTAIN = "neighbours", "captain"
# The question whose answer ends a wait: the resident's next words.
WAITED_FOR = "waiting"
# What is said to the one who asked and is no step of the matter.
_NO_STEPS = frozenset(
    {"resident_reminder", "resident_no_news", "resident_wait_remind", "resident_waited_for", "ask_solved", "ask_solved_again"}
)
_REFERRAL_ENDS = {
    "partner_done": ReferralEnd.DONE,
    "partner_sent_back": ReferralEnd.SENT_BACK,
    "partner_silent": ReferralEnd.SILENT,
}


def start(
    unit: Unit, requester: Person, known: Known, *, conversation_id: str | None = None, filed_by: int | None = None
) -> HelpRequest:  # fmt: skip
    """A request from the first message that asks for something: with its owner and its first follow-up."""
    owner = owner_for(unit, known.get("building") or requester.building)
    request = HelpRequest(
        created_at=unit.now,
        requester_id=requester.id,
        conversation_id=conversation_id,
        filed_by=filed_by,
        status=Status.RECEIVED,
        urgency=Urgency(known.get("urgency") or Urgency.NORMAL),
        words="",
        captain_id=owner.person_id,
        captain_level=owner.kind,
    )
    unit.session.add(request)
    learn(unit, request, known)
    unit.session.flush()
    audit.record(
        unit, AuditKind.STARTED, request_id=request.id, status=Status.RECEIVED.value, captain=owner.person_id, level=owner.kind.value
    )
    schedule.enter_status(unit, request)
    return request


def hold(unit: Unit, request_id: int) -> HelpRequest:
    """The request's row, held until the end of the unit."""
    return unit.session.get_one(HelpRequest, request_id, with_for_update=True, populate_existing=True)


def learn(unit: Unit, request: HelpRequest, known: Known) -> None:
    """Put what is known into the row; a newly known building brings its own captain."""
    requester = unit.session.get_one(Person, request.requester_id)
    request.words = "\n".join(known.get("words") or []) or request.words
    request.category = known.get("category") or request.category
    before = request.urgency
    request.urgency = Urgency(known.get("urgency") or request.urgency)
    request.contact_phone = known.get("phone") or request.contact_phone
    request.beneficiary = known.get("beneficiary") or request.beneficiary
    request.wanted_from = _instant(known.get("time"))
    request.wanted_to = _instant(known.get("time_end"))
    request.needed = known.get("needed") or request.needed or 1
    request.skills = list(skills_for(request.category, request.words, request.emergency_kind))
    later = bool(known.get("place_later"))
    building = known.get("building") or (None if later else requester.building)
    if building != request.building and (building or later):
        request.building = building
        if request.episode == 0:  # nobody has acted on it yet
            own_to(unit, request, PostKind.CAPTAIN)
    door = household_at(unit, building, known.get("unit"), known.get("room")) if building else None
    mine = request.beneficiary != Beneficiary.NEIGHBOUR.value  # who lives behind another door, as a rule in the same building
    if door is None and not later and mine and requester.household and requester.household.building == building:
        door = requester.household
    if known.get("building") or later or request.household_id is None:  # words that name no place leave the door as it is
        request.household_id = door.id if door else None
    if request.id and before != request.urgency and request.status is Status.RECEIVED:
        schedule.restart(unit, request, [FollowUpKind.RESIDENT_REMINDER, FollowUpKind.TO_CAPTAIN])


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def own_to(unit: Unit, request: HelpRequest, at_least: PostKind) -> bool:
    """Give the request to its owner at this level; True when the owner changed."""
    owner = owner_for(unit, request.building, at_least)
    changed = owner.person_id != request.captain_id
    give_to(unit, request, owner)
    return changed


def settle_owner(unit: Unit, request: HelpRequest) -> None:
    """First owner responsible: whoever is back from leave has it again; one who is away or off the post is stood in for."""
    first = request.stands_in_for or request.captain_id
    posts = [each for each in posts_for(unit, request.building) if each.person_id == first]
    post = next((each for each in posts if each.kind is request.captain_level), posts[0] if posts else None)
    if post is None:
        own_to(unit, request, request.captain_level)
    elif is_on_duty(post, on_leave(unit)):
        give_to(unit, request, post)
    else:
        stand_in(unit, request, first)


def give_to(unit: Unit, request: HelpRequest, post: Post) -> None:
    """The request is this post's, by right and not in somebody's stead."""
    changed = request.captain_id != post.person_id
    request.captain_id, request.captain_level, request.stands_in_for = post.person_id, post.kind, None
    if changed and request.id:
        audit.record(unit, AuditKind.OWNED, request_id=request.id, captain=post.person_id, level=post.kind.value)


def stand_in(unit: Unit, request: HelpRequest, absent_id: int) -> bool:
    """The next one up on duty owns it in the absent owner's stead; False when there is nobody else."""
    owner = owner_for(unit, request.building, request.captain_level)
    if owner.person_id == request.captain_id:
        return False
    request.captain_id, request.captain_level = owner.person_id, owner.kind
    request.stands_in_for = absent_id
    audit.record(unit, AuditKind.STOOD_IN, request_id=request.id, captain=owner.person_id, level=owner.kind.value, absent=absent_id)
    return True


def move(unit: Unit, request: HelpRequest, to: Status, reason: str, *, outcome: Outcome | None = None) -> None:
    """The one function that changes a status: checks the table, writes the trail, sets the follow-ups.

    Raises IllegalMove and changes nothing when the table forbids it.
    """
    before = request.status
    rules.check_move(before, to)
    request.status = to
    request.episode += 1
    request.reason = reason
    if to is Status.DONE:
        request.done_at = unit.now
    elif to is Status.CONFIRMED:
        request.confirmed_at = unit.now
        hours.confirm(unit, request)
    if to in rules.FINISHED:
        request.closed_at, request.outcome = unit.now, outcome
    elif before is Status.CLOSED:
        request.closed_at = request.outcome = request.solved = request.satisfied = request.discontent = None
        settle_owner(unit, request)
    if to in rules.ENDS_OFFERS:
        end_offers(unit, request)
        for offer in holders(unit, request):
            show_holder_card(unit, offer)  # after closing without door and phone
    closing: dict[str, Any] = {}
    if to is Status.CLOSED:  # so that the rates can be counted again from the trail alone
        closing = {"building": request.building, "category": request.category, "team": team_of(unit, request)}
    if before is Status.REFERRED:
        _end_referral(unit, request, reason)
    audit.record(
        unit,
        AuditKind.MOVED,
        request_id=request.id,
        before=before.value,
        after=to.value,
        reason=reason,
        outcome=outcome.value if outcome else None,
        **closing,
    )
    schedule.enter_status(unit, request, before)
    show_card(unit, request)
    if to is Status.WITH_CAPTAIN:
        attachments.share(unit, request)
    if before is not Status.RECEIVED:
        tell_subscribers(unit, request)


def _end_referral(unit: Unit, request: HelpRequest, reason: str) -> None:
    ended = update(Referral).where(Referral.request_id == request.id, Referral.ended_at.is_(None))
    unit.session.execute(ended.values(ended_at=unit.now, ended_as=_REFERRAL_ENDS.get(reason, ReferralEnd.TAKEN_BACK)))


def team_of(unit: Unit, request: HelpRequest) -> str:
    """Who did it, for the rates: the team of its first holder, else the partner it went to, else its captain."""
    first = next(iter(holders(unit, request)), None)
    return first.volunteer.team or NEIGHBOURS if first else request.partner or CAPTAIN


def end_offers(unit: Unit, request: HelpRequest) -> None:
    """The offers still out are no longer needed: their cards lose their buttons and say why."""
    for offer in unit.session.scalars(select(Offer).where(Offer.request_id == request.id, Offer.status == OfferStatus.PROPOSED)):
        offer.status = OfferStatus.EXPIRED
        show_anew(unit, offer.volunteer.person_id, "offer", request, offer=offer.id)


def show_holder_card(unit: Unit, offer: Offer) -> None:
    """The holder's card says how things stand now."""
    show_anew(unit, offer.volunteer.person_id, "holder_card", offer.request, offer=offer.id)


def show_card(unit: Unit, request: HelpRequest) -> None:
    """The resident's one card of a request, edited in place; sent when there is none yet.

    A request still being put together has its questions instead, and an emergency has no card: there everything rings.
    """
    if request.status is Status.RECEIVED or request.emergency_kind or request.filed_by is not None:
        return
    if show_anew(unit, request.requester_id, "resident_card", request) or request.status in rules.FINISHED:
        return
    if request.reason in _HANDED_OVER:  # a person speaks with them: the first card can wait for the next change
        return
    reader = Reader.ASKER if request.status is Status.OPEN else Reader.RESIDENT
    post(unit, request.requester_id, "resident_card", request=request, reader=reader)


_HANDED_OVER = frozenset({"asked_for_human", "not_understood", "same_household", "same_issue"})
# What the card says of itself; the rest also rings.
_ON_THE_CARD = frozenset({"resident_coming", "resident_captain_acts", "resident_with_captain", "resident_recategorised"})


# What a resident without a phone hears from the captain; the rest would only be more calls.
_BY_PHONE = frozenset({"resident_accepted", "resident_reoffered", "resident_waits_until"})


def tell_resident(unit: Unit, request: HelpRequest, key: str, *, answering: bool = False, **args: Any) -> None:
    """A word to the resident, which also rings unless their card says it already; the clock of "no news" begins again.

    To one without a phone the captain says it.
    """
    if request.filed_by is not None:
        if key in _BY_PHONE:
            tell_captain(unit, request, "captain_tell", says=key, **args)
    elif answering or request.emergency_kind or key not in _ON_THE_CARD:
        reader = Reader.ASKER if answering else Reader.RESIDENT
        post(unit, request.requester_id, key, request=request, reader=reader, **args)
    if request.status in LASTING_STATUSES:
        schedule.restart(unit, request, [FollowUpKind.WORD_TO_RESIDENT, FollowUpKind.WORD_WARN])
    show_card(unit, request)
    if key not in _NO_STEPS:
        tell_subscribers(unit, request)


def wake(unit: Unit, request: HelpRequest, why: str) -> bool:
    """It waits no longer: go on with what was left of every clock. False when it did not wait."""
    if request.waiting_until is None:
        return False
    schedule.resume(unit, request)
    question = update(Asked).where(Asked.request_id == request.id, Asked.question == WAITED_FOR, Asked.answered_at.is_(None))
    unit.session.execute(question.values(answered_at=unit.now))
    audit.record(unit, AuditKind.WOKEN, request_id=request.id, why=why)
    return True


def human_word(unit: Unit, request: HelpRequest) -> None:
    """A human being has acted and the resident hears of it: the first of the three promises is kept."""
    if request.first_word_at is not None or request.status is Status.RECEIVED:
        return
    request.first_word_at = unit.now
    audit.record(unit, AuditKind.FIRST_WORD, request_id=request.id)
    schedule.drop(unit, request, UNTIL_FIRST_WORD)


def tell_captain(unit: Unit, request: HelpRequest, key: str, **args: Any) -> None:
    """A word to whoever owns the request now."""
    post(unit, request.captain_id, key, request=request, reader=Reader.CAPTAIN, **args)


def add_words(unit: Unit, request: HelpRequest, words: list[str]) -> None:
    """What was said belongs to an open request; whoever works on it hears of it."""
    request.words = "\n".join([request.words, *words])
    audit.record(unit, AuditKind.ADDED, request_id=request.id, fields=["words"])
    wake(unit, request, "resident_spoke")
    for offer in holders(unit, request):
        show_holder_card(unit, offer)
        post(unit, offer.volunteer.person_id, "holder_added", request=request, reader=Reader.VOLUNTEER, offer=offer.id)
    tell_captain(unit, request, "captain_card", why="added")
    post(unit, request.requester_id, "added", request=request)


def unfinished_of(unit: Unit, person_id: int) -> Sequence[HelpRequest]:
    """A resident's requests that are not finished, newest first."""
    return unit.session.scalars(
        select(HelpRequest)
        .where(HelpRequest.requester_id == person_id, HelpRequest.status.not_in(list(rules.FINISHED)))
        .order_by(HelpRequest.id.desc())
    ).all()


def holders(unit: Unit, request: HelpRequest) -> list[Offer]:
    """The accepted offers of a request."""
    return list(
        unit.session.scalars(
            select(Offer).where(Offer.request_id == request.id, Offer.status == OfferStatus.ACCEPTED).order_by(Offer.answered_at, Offer.id)
        )
    )
