"""Asking neighbours: waves, answers, and what a holder reports."""

from __future__ import annotations

import dataclasses
import enum
from datetime import datetime, timedelta

from sqlalchemy import func, select

from aid.delivery.rules import Reader
from aid.delivery.service import ask, post, show_anew
from aid.followups import schedule
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.followups.rules import after_waking_time, due_at, quiet_end, waking_time
from aid.groups import service as groups
from aid.hours import service as hours
from aid.matching import learning, library, rules, together, waves
from aid.matching.chance import band_of
from aid.matching.model import Offer, OfferStatus, Progress
from aid.matching.rules import Candidate, Need, Ranked
from aid.matching.waves import Moment, Thinking
from aid.people import audit
from aid.people.model import Person
from aid.people.trail import AuditKind
from aid.requests import attachments, whereabouts
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Status
from aid.requests.rules import TAKES_A_YES
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group, Urgency
from aid.volunteers.model import Volunteer, VolunteerSkill

# A ranking looks at no more than it takes to know the best so many for certain: a wave or two, and the captain's list.
SHORTLIST = 12
# Each of those that wait together looks at the others: more would make a morning slow.
MOST_TOGETHER = 12


class Answer(enum.StrEnum):
    """What became of a yes: each but the first is told to the volunteer truthfully."""

    TAKEN = "taken"  # theirs now
    ALREADY_YOURS = "already_yours"
    FILLED = "filled"  # 已有人接单
    CANCELLED = "cancelled"  # 已撤销
    ARRANGED = "arranged"  # 楼栋长已安排, or it is over


def need_of(unit: Unit, request: HelpRequest, *, again: bool = False) -> Need:
    """The request as matching sees it; `again` forgets who was asked before (a captain asks by name), but for those who said yes."""
    asked = select(Offer.volunteer_id).where(Offer.request_id == request.id)
    if again:
        asked = asked.where(Offer.status == OfferStatus.ACCEPTED)
    category = CATEGORIES.get(request.category or "")
    return Need(
        skills=frozenset(request.skills),
        building=request.building,
        household_id=request.household_id,
        requester_id=request.requester_id,
        urgency=request.urgency,
        sensitive=bool(category and (category.sensitive or category.group is Group.DANGER)),
        wanted_from=request.wanted_from,
        asked=frozenset(unit.session.scalars(asked)),
        category=request.category,
        unwilling=_unwilling(unit, request),
        last=_came_last(unit, request),
    )


def _unwilling(unit: Unit, request: HelpRequest) -> frozenset[int]:
    """Those who said after a visit that they would rather not go to this household again."""
    if request.household_id is None:
        return frozenset()
    said_no = select(Offer.volunteer_id).join(HelpRequest, HelpRequest.id == Offer.request_id).where(
        HelpRequest.household_id == request.household_id, Offer.would_return.is_(False)
    )  # fmt: skip
    return frozenset(unit.session.scalars(said_no))


def _came_last(unit: Unit, request: HelpRequest) -> int | None:
    """Of help that comes again: who came the last time that somebody came."""
    if request.series_id is None:
        return None
    earlier = select(Offer.volunteer_id).join(HelpRequest, HelpRequest.id == Offer.request_id).where(
        HelpRequest.series_id == request.series_id, HelpRequest.id < request.id, Offer.status == OfferStatus.ACCEPTED
    )  # fmt: skip
    return unit.session.scalars(earlier.order_by(HelpRequest.id.desc(), Offer.answered_at).limit(1)).first()


def candidates(unit: Unit, need: Need) -> list[Candidate]:
    """Every volunteer with one of the skills, with how often they were asked lately; for looking at, as it reads them all."""
    skilled = select(VolunteerSkill.volunteer_id).where(VolunteerSkill.skill.in_(sorted(need.skills))).distinct()
    return library.load(unit, unit.session.scalars(skilled).all(), need)


def ranking(unit: Unit, request: HelpRequest, *, again: bool = False, only: int | None = None) -> list[Ranked]:
    """Who may be asked for this request now, best first: the best `SHORTLIST` for certain. `only` looks at one volunteer."""
    need = need_of(unit, request, again=again)
    return rank_for(unit, need, only=only)


def rank_for(unit: Unit, need: Need, *, only: int | None = None) -> list[Ranked]:
    """The same for a need that is no request yet."""
    habits = learning.habits(unit, need.category)
    if only is not None:
        return rules.rank(library.load(unit, [only], need), need, unit.now, unit.community, habits)
    return library.rank(unit, need, SHORTLIST, habits)


def offer_to(unit: Unit, request: HelpRequest, volunteer_id: int) -> Offer | None:
    """What this volunteer was asked for this request, if they were."""
    return unit.session.scalars(select(Offer).where(Offer.request_id == request.id, Offer.volunteer_id == volunteer_id)).first()


def responders(unit: Unit, request: HelpRequest, *, discreet: bool) -> list[Ranked]:
    """Who is called to an emergency: every vetted volunteer on duty in the building, or, where discretion
    rules, the vetted listeners of the whole compound; never somebody of the requester's household."""
    need = need_of(unit, request)
    if discreet:
        return rules.rank(candidates(unit, need), need, unit.now, unit.community)
    at_hand = select(Volunteer.id).join(Person, Person.id == Volunteer.person_id)
    ids = unit.session.scalars(at_hand.where(Person.building == request.building)).all()
    need = dataclasses.replace(need, skills=frozenset())  # whoever is near and vetted, whatever they know
    return rules.rank(library.load(unit, ids, need), need, unit.now, unit.community)


def seek(unit: Unit, request: HelpRequest) -> None:
    """Begin to look for neighbours: status `offering`, and the first wave at once unless it must wait for the morning."""
    requests.move(unit, request, Status.OFFERING, "seeking")
    next_wave(unit, request)


def next_wave(unit: Unit, request: HelpRequest) -> int:
    """Ask the next wave; how many were asked. With nobody left and nobody still thinking, the captain has it at once."""
    if request.urgency is Urgency.NORMAL and (awake := quiet_end(unit.now, unit.community)):
        schedule.restart(unit, request, [FollowUpKind.NEXT_WAVE], at=awake)
        return 0
    chosen = _wave(unit, request)
    if chosen:
        request.wave += 1
        audit.record(unit, AuditKind.WAVE, request_id=request.id, wave=request.wave, asked=len(chosen))
    for ranked in chosen:
        propose(unit, request, ranked)
    if not chosen and request.status is Status.OFFERING and groups.ask(unit, request):
        return 0  # the captain's clock runs; until it strikes somebody out of the group may come
    if not chosen and not _still_thinking(unit, request) and request.status is Status.OFFERING:
        to_captain(unit, request, "nobody_left")
    elif request.status is Status.OFFERING:  # somebody may come off a shift or out of a rest meanwhile
        schedule.restart(unit, request, [FollowUpKind.NEXT_WAVE], at=_time_alone(unit, request, chosen))
    return len(chosen)


def _time_alone(unit: Unit, request: HelpRequest, chosen: list[Ranked]) -> datetime | None:
    """Who came last time has half of the time to think about it alone; None where nobody is asked like that."""
    must_act = schedule.live_of(unit, request, FollowUpKind.CAPTAIN_MUST_ACT)
    if must_act is None or not any(each.parts["again"] for each in chosen):
        return None
    return after_waking_time(unit.now, waking_time(unit.now, must_act.due_at, unit.community) / 2, unit.community)


def _wave(unit: Unit, request: HelpRequest) -> list[Ranked]:
    """As many as the urgency calls for, given who still thinks about it and how much time is left."""
    asked = unit.session.execute(
        select(Offer.chance, Offer.proposed_at).where(Offer.request_id == request.id, Offer.status == OfferStatus.PROPOSED)
    )
    thinking = [Thinking(chance, since) for chance, since in asked]
    must_act = next((each.due_at for each in schedule.pending(unit, request) if each.kind is FollowUpKind.CAPTAIN_MUST_ACT), unit.now)
    again = due_at(FollowUpKind.NEXT_WAVE, request.urgency, unit.now, unit.community, agreed=request.wanted_from) or unit.now
    left, step = (waking_time(unit.now, each, unit.community) for each in (must_act, again))
    if request.urgency is Urgency.URGENT:
        left, step = max(must_act - unit.now, timedelta(0)), again - unit.now
    moment = Moment(unit.now, left, step, max(request.needed - len(requests.holders(unit, request)), 1), thinking)
    seed = f"{request.id}:{request.wave}:{len(thinking)}"
    ranked = ranking(unit, request)
    if alone := waves.first_alone(ranked, request.wave):
        return alone
    chosen = waves.wave(ranked, moment, request.urgency, unit.community, seed)
    if request.urgency is Urgency.NORMAL and request.wave == 0 and (others := _waiting_too(unit, request)):
        rankings = {request.id: ranked, **{each.id: ranking(unit, each) for each in others}}
        kept = together.share_out(rankings, dict.fromkeys(rankings, max(len(chosen), 1)))
        chosen = waves.wave(together.without_others(ranked, request.id, kept), moment, request.urgency, unit.community, seed)
    return chosen


def _waiting_too(unit: Unit, request: HelpRequest) -> list[HelpRequest]:
    """The other requests whose first wave goes out in this same moment, as in the morning when the quiet hours end."""
    due = FollowUp.kind == FollowUpKind.NEXT_WAVE, FollowUp.status == FollowUpStatus.PENDING, FollowUp.due_at <= unit.now
    first = HelpRequest.status == Status.OFFERING, HelpRequest.wave == 0, HelpRequest.urgency == Urgency.NORMAL
    found = (
        select(HelpRequest)
        .join(FollowUp, FollowUp.request_id == HelpRequest.id)
        .where(*due, *first, HelpRequest.id != request.id)
        .order_by(HelpRequest.id)
        .limit(MOST_TOGETHER)
    )
    return list(unit.session.scalars(found))


def _still_thinking(unit: Unit, request: HelpRequest) -> int:
    waiting = select(func.count()).select_from(Offer).where(
        Offer.request_id == request.id, Offer.status == OfferStatus.PROPOSED
    )  # fmt: skip
    return unit.session.scalar(waiting) or 0


def propose(unit: Unit, request: HelpRequest, ranked: Ranked, *, by_captain: bool = False, quietly: bool = False) -> Offer:
    """Ask one volunteer; an earlier offer for the same request is opened again. `quietly`: the captain has asked on the phone."""
    volunteer = unit.session.get_one(Volunteer, ranked.candidate.volunteer_id)
    offer = offer_to(unit, request, volunteer.id)
    if offer is None:
        offer = Offer(request_id=request.id, volunteer_id=volunteer.id)
        unit.session.add(offer)
    offer.wave = request.wave
    offer.status = OfferStatus.PROPOSED
    offer.proposed_at = unit.now
    offer.answered_at = offer.decline_reason = offer.progress = offer.expected_at = offer.arrived_at = None
    offer.by_captain = by_captain
    offer.reasons = dict(ranked.parts)
    offer.score, offer.chance, offer.context = ranked.score, ranked.chance, ranked.context
    offer.band = band_of(unit.now, unit.community.zone)
    offer.traits = list(rules.ask_of(ranked.candidate, need_of(unit, request), unit.now, unit.community).keys())
    offer.tried = offer.kept = 0.0
    volunteer.last_asked_at = unit.now
    unit.session.flush()
    audit.record(unit, AuditKind.OFFERED, request_id=request.id, offer=offer.id, volunteer=volunteer.id, wave=offer.wave)
    reader = Reader.NIGHT_VOLUNTEER if volunteer.night_ok or by_captain else Reader.VOLUNTEER
    if not quietly:
        post(unit, volunteer.person_id, "offer", request=request, reader=reader, offer=offer.id)
    return offer


def hold_offer(unit: Unit, offer_id: int) -> tuple[HelpRequest, Offer]:
    """The request and then the offer, held in this order so that two taps at once wait for each other."""
    request_id = unit.session.scalars(select(Offer.request_id).where(Offer.id == offer_id)).one()
    request = requests.hold(unit, request_id)
    # Only the offer's own row: PostgreSQL cannot hold the outer joins that come with it.
    return request, unit.session.get_one(Offer, offer_id, with_for_update={"of": Offer}, populate_existing=True)


def accept(unit: Unit, offer_id: int) -> Answer:
    """A volunteer says yes. Of two at once one wins; the other is told the truth."""
    request, offer = hold_offer(unit, offer_id)
    helper = offer.volunteer.person_id
    if offer.status is OfferStatus.ACCEPTED:
        post(unit, helper, "offer_already_yours", request=request, offer=offer.id)
        return Answer.ALREADY_YOURS
    if answer := too_late(unit, offer):
        show_offer(unit, offer)
        audit.record(unit, AuditKind.TOO_LATE, request_id=request.id, offer=offer.id, answer=answer.value)
        post(unit, helper, "offer_too_late", request=request, offer=offer.id, answer=answer.value)
        return answer
    offer.status = OfferStatus.ACCEPTED
    offer.answered_at = unit.now
    offer.progress = offer.expected_at = offer.arrived_at = None
    unit.session.flush()
    learning.answered(unit, offer, kept=True)
    audit.record(unit, AuditKind.ACCEPTED, request_id=request.id, offer=offer.id, volunteer=offer.volunteer_id)
    enough = len(requests.holders(unit, request)) >= request.needed
    if (enough or request.urgency is Urgency.EMERGENCY) and request.status is not Status.ACCEPTED:
        requests.move(unit, request, Status.ACCEPTED, "accepted")
    if enough:
        learning.settle(unit, request)
        requests.end_offers(unit, request)
    show_offer(unit, offer)
    requests.human_word(unit, request)
    post(unit, helper, "holder_card", request=request, offer=offer.id)
    attachments.share(unit, request)
    requests.tell_resident(unit, request, "resident_accepted", offer=offer.id)
    whereabouts.ask(unit, request)
    requests.tell_captain(unit, request, "captain_accepted", offer=offer.id)
    return Answer.TAKEN


def too_late(unit: Unit, offer: Offer) -> Answer | None:
    """Why a yes to this offer would be turned away now; None when it is welcome."""
    request = offer.request
    seats = len(requests.holders(unit, request))
    taken_back = offer.status is OfferStatus.WITHDRAWN and request.status is Status.WITH_CAPTAIN
    if request.status in TAKES_A_YES and seats < request.needed and not taken_back:
        return None
    if request.status is Status.CANCELLED:
        return Answer.CANCELLED
    return Answer.FILLED if seats >= request.needed else Answer.ARRANGED


def show_offer(unit: Unit, offer: Offer) -> None:
    """The card of an offer says how it stands now: an offer that is over loses its buttons."""
    show_anew(unit, offer.volunteer.person_id, "offer", offer.request, offer=offer.id)


def decline(unit: Unit, offer_id: int, reason: str = "no") -> None:
    """A volunteer says no; somebody else is asked at once in their place. Who had said yes steps back."""
    request, offer = hold_offer(unit, offer_id)
    if offer.status is OfferStatus.ACCEPTED:
        return step_back(unit, offer_id)
    if offer.status is not OfferStatus.PROPOSED:
        post(unit, offer.volunteer.person_id, "decline_noted", request=request, offer=offer.id)
        return None
    offer.status = OfferStatus.DECLINED
    offer.answered_at, offer.decline_reason = unit.now, reason
    unit.session.flush()
    learning.answered(unit, offer, kept=False)
    audit.record(unit, AuditKind.DECLINED, request_id=request.id, offer=offer.id, reason=reason)
    show_offer(unit, offer)
    post(unit, offer.volunteer.person_id, "decline_noted", request=request, offer=offer.id)
    if request.status is Status.OFFERING:
        replace(unit, request)
    return None


def replace(unit: Unit, request: HelpRequest) -> None:
    """Others are asked at once for one who said no, unless enough still think; with nobody left and nobody thinking, the captain has it."""
    best = _wave(unit, request)
    for ranked in best:
        propose(unit, request, ranked)
    if not best and not _still_thinking(unit, request) and quiet_end(unit.now, unit.community) is None:
        to_captain(unit, request, "nobody_left")


def step_back(unit: Unit, offer_id: int) -> None:
    """A holder steps back: the request is offered on at once."""
    request, offer = hold_offer(unit, offer_id)
    if offer.status is not OfferStatus.ACCEPTED or request.status not in TAKES_A_YES:
        post(unit, offer.volunteer.person_id, "nothing_to_do", request=request)
        return
    release(unit, request, offer, "stepped_back")
    post(unit, offer.volunteer.person_id, "step_back_noted", request=request)


def release(unit: Unit, request: HelpRequest, offer: Offer, reason: str) -> None:
    """Take a request back from a holder and look for another."""
    offer.status = OfferStatus.WITHDRAWN
    offer.answered_at = unit.now
    unit.session.flush()
    learning.answered(unit, offer, kept=False)
    audit.record(unit, AuditKind.RELEASED, request_id=request.id, offer=offer.id, reason=reason)
    requests.show_holder_card(unit, offer)
    if request.status is Status.ACCEPTED and (request.urgency is not Urgency.EMERGENCY or not requests.holders(unit, request)):
        requests.move(unit, request, Status.OFFERING, reason)
        requests.tell_resident(unit, request, "resident_reoffered")
        for lost in unit.session.scalars(select(Offer).where(Offer.request_id == request.id, Offer.status == OfferStatus.EXPIRED)):
            show_offer(unit, lost)  # their yes is welcome again
        next_wave(unit, request)


def report(unit: Unit, offer_id: int, progress: Progress) -> None:
    """A holder is coming, has arrived, or is done; done is done when the last of them says so."""
    request, offer = hold_offer(unit, offer_id)
    helper = offer.volunteer.person_id
    if offer.status is not OfferStatus.ACCEPTED or request.status not in TAKES_A_YES:
        post(unit, helper, "nothing_to_do", request=request)
        return
    offer.progress = progress
    if progress is Progress.ARRIVED:
        offer.arrived_at = unit.now
    unit.session.flush()
    audit.record(unit, AuditKind.PROGRESS, request_id=request.id, offer=offer.id, progress=progress.value)
    if progress is not Progress.DONE:
        if request.status is Status.ACCEPTED:
            schedule.restart(unit, request, [FollowUpKind.NUDGE_HOLDER, FollowUpKind.REOFFER])
        requests.tell_resident(unit, request, f"resident_{progress.value}", offer=offer.id)
        requests.show_holder_card(unit, offer)
        return
    hours.note(unit, offer)
    ask(unit, helper, "minutes_spent", request=request, offer=offer.id)
    post(unit, helper, "holder_done", request=request, offer=offer.id)
    requests.show_holder_card(unit, offer)
    held = request.status in (Status.ACCEPTED, Status.WITH_CAPTAIN)
    if held and all(each.progress is Progress.DONE for each in requests.holders(unit, request)):
        requests.move(unit, request, Status.DONE, "holder_done")
        requests.tell_captain(unit, request, "captain_confirm")
        requests.tell_resident(unit, request, "resident_done", offer=offer.id)


def to_captain(unit: Unit, request: HelpRequest, reason: str) -> None:
    """The request goes to its captain, who gets the card; the resident hears that a person has it now."""
    learning.settle(unit, request)
    requests.move(unit, request, Status.WITH_CAPTAIN, reason)
    requests.tell_captain(unit, request, "captain_card", why=reason)
    requests.tell_resident(unit, request, "resident_with_captain")
