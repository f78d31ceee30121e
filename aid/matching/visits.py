"""Around a visit: why a volunteer said no, when a holder will be there, and how it was afterwards."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from aid.delivery.rules import Reader
from aid.delivery.service import ask, ask_no_more, post
from aid.hours import service as hours
from aid.hours.model import RecordStatus
from aid.matching.model import Decline, Offer, OfferStatus, Progress, Went
from aid.matching.service import decline, hold_offer
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests import notes
from aid.requests import service as requests
from aid.requests.model import HelpRequest, NoteFor
from aid.requests.rules import FINISHED, TAKES_A_YES
from aid.store.work import Unit
from aid.volunteers import quiet
from aid.volunteers.model import Volunteer

# So long the next words are the note that was asked for; later ones may be about anything.
NOTE_FOR = timedelta(minutes=15)
# What stands on the buttons, in minutes.
ARRIVES_IN = (5, 10, 20, 30)
SPENT = (15, 30, 60, 90, 120, 180)


def because(unit: Unit, offer_id: int, reason: Decline) -> None:
    """The reason of a no that was already counted; the captain's choices and the numbers learn from it."""
    request, offer = hold_offer(unit, offer_id)
    if offer.status is OfferStatus.DECLINED and request.status not in FINISHED:
        offer.decline_reason = reason.value
        audit.record(unit, AuditKind.DECLINED, request_id=request.id, offer=offer.id, reason=reason.value)
    post(unit, offer.volunteer.person_id, "decline_reason_noted", request=request, volunteer=offer.volunteer_id, why=reason.value)


def not_today(unit: Unit, offer_id: int) -> None:
    """今天别找我: a no to this one, and no more offers before midnight."""
    _, offer = hold_offer(unit, offer_id)
    if offer.status is OfferStatus.PROPOSED:
        decline(unit, offer_id, Decline.NOT_TODAY.value)
    quiet.pause(unit, offer.volunteer, "today")


def mute_kind(unit: Unit, offer_id: int) -> None:
    """静音这类: a no to this one, and none of its category for a while."""
    request, offer = hold_offer(unit, offer_id)
    if request.category is None:
        return decline(unit, offer_id)
    if offer.status is OfferStatus.PROPOSED:
        decline(unit, offer_id, Decline.MUTED.value)
    muted = quiet.mute(unit, offer.volunteer, category=request.category)
    return post(unit, offer.volunteer.person_id, "muted", request=request, offer=offer.id, mute=muted.id)


def mute_skill(unit: Unit, offer_id: int, skill: str) -> None:
    """只静音一样: of the category only this skill stays muted."""
    request, offer = hold_offer(unit, offer_id)
    volunteer = offer.volunteer
    for each in quiet.mutes_of(volunteer, unit.now):
        if each.category == request.category:
            volunteer.mutes.remove(each)
    muted = quiet.mute(unit, volunteer, skill=skill)
    post(unit, volunteer.person_id, "muted", request=request, offer=offer.id, mute=muted.id)


def expect(unit: Unit, offer_id: int, minutes: int) -> None:
    """我在路上, so many minutes still: the resident knows when to listen for the bell."""
    request, offer = hold_offer(unit, offer_id)
    helper = offer.volunteer.person_id
    if offer.status is not OfferStatus.ACCEPTED or request.status not in TAKES_A_YES or offer.progress is not Progress.COMING:
        post(unit, helper, "nothing_to_do", request=request)
        return
    offer.expected_at = unit.now + timedelta(minutes=minutes)
    audit.record(unit, AuditKind.EXPECTED, request_id=request.id, offer=offer.id, minutes=minutes)
    requests.tell_resident(unit, request, "resident_expects", offer=offer.id, minutes=minutes)
    requests.show_holder_card(unit, offer)


def show_way(unit: Unit, offer_id: int) -> None:
    """怎么走: to the building, for who holds the request."""
    request, offer = hold_offer(unit, offer_id)
    held = offer.status is OfferStatus.ACCEPTED and request.status in TAKES_A_YES
    post(unit, offer.volunteer.person_id, "the_way" if held else "nothing_to_do", request=request, offer=offer.id)


# — afterwards —


def spent(unit: Unit, offer_id: int, minutes: int) -> None:
    """How long it took, by tap or word; raises NotYourHours, BadMinutes."""
    offer = unit.session.get_one(Offer, offer_id)
    helper = offer.volunteer.person_id
    record = hours.record_of(unit, offer_id)
    if record is not None and record.status is not RecordStatus.NOTED:  # who disagrees by now says 时长不对
        return post(unit, helper, "nothing_to_do", request=offer.request)
    hours.record_minutes(unit, offer_id, minutes, helper)
    ask_no_more(unit, helper)
    return post(unit, helper, "holder_how", request=offer.request, offer=offer.id, minutes=minutes)


def went(unit: Unit, offer_id: int, how: Went) -> None:
    """How was it?"""
    request, offer = _done(unit, offer_id)
    if request is None:
        return
    offer.went = how
    audit.record(unit, AuditKind.WENT, request_id=request.id, offer=offer.id, how=how.value)
    post(unit, offer.volunteer.person_id, "holder_again", request=request, offer=offer.id)


def again(unit: Unit, offer_id: int, yes: bool) -> None:
    """Would you help this household again? A no is the volunteer's own: only matching ever hears of it."""
    request, offer = _done(unit, offer_id)
    if request is None:
        return
    offer.would_return = yes
    audit.record(unit, AuditKind.WOULD_RETURN, request_id=request.id, offer=offer.id)
    post(unit, offer.volunteer.person_id, "holder_note", request=request, offer=offer.id)


def _done(unit: Unit, offer_id: int) -> tuple[HelpRequest | None, Offer]:
    """The request of a holder who said done; None, and a word, for who has nothing to tell."""
    request, offer = hold_offer(unit, offer_id)
    if offer.status is OfferStatus.ACCEPTED and offer.progress is Progress.DONE:
        return request, offer
    post(unit, offer.volunteer.person_id, "nothing_to_do", request=request)
    return None, offer


def ask_note(unit: Unit, offer_id: int, meant_for: NoteFor) -> None:
    """给楼栋长留句话, 给下一位邻居留句话: the next words are it."""
    request, offer = _done(unit, offer_id)
    if request is None:
        return
    helper = offer.volunteer.person_id
    ask(unit, helper, f"note_{meant_for.value}", request=request, lasts=NOTE_FOR, offer=offer.id)
    post(unit, helper, "ask_note", request=request, whom=meant_for.value)


def ask_thanks(unit: Unit, request_id: int, actor_id: int) -> None:
    """说声谢谢: the resident's next words go to who helped."""
    request = requests.hold(unit, request_id)
    ask(unit, actor_id, f"note_{NoteFor.HELPERS.value}", request=request, lasts=NOTE_FOR)
    post(unit, actor_id, "ask_note", request=request, whom=NoteFor.HELPERS.value)


def note(unit: Unit, request_id: int, author_id: int, meant_for: NoteFor, words: str) -> None:
    """The words of a note; captains and helpers hear that there is one, the next neighbour finds it on the card."""
    request = requests.hold(unit, request_id)
    written = notes.write(unit, request, author_id, meant_for, words)
    post(unit, author_id, "note_kept", request=request, whom=meant_for.value)
    if meant_for is NoteFor.CAPTAINS and author_id != request.captain_id:
        requests.tell_captain(unit, request, "captain_note", note=written.id)
    elif meant_for is NoteFor.HELPERS:
        for offer in requests.holders(unit, request):
            post(unit, offer.volunteer.person_id, "holder_thanked", request=request, reader=Reader.VOLUNTEER, note=written.id)


def show_thanks(unit: Unit, volunteer: Volunteer) -> None:
    """我的感谢: how often they helped, what was solved, who was satisfied, their hours, and the last words of thanks."""
    held = select(HelpRequest).join(Offer, Offer.request_id == HelpRequest.id).where(
        Offer.volunteer_id == volunteer.id, Offer.status == OfferStatus.ACCEPTED, Offer.progress == Progress.DONE
    )  # fmt: skip
    helped = select(func.count()).select_from(held.subquery())
    solved = select(func.count()).select_from(held.where(HelpRequest.solved.is_(True)).subquery())
    satisfied = select(func.count()).select_from(held.where(HelpRequest.satisfied.is_(True)).subquery())
    counts = [unit.session.scalar(each) or 0 for each in (helped, solved, satisfied)]
    post(
        unit, volunteer.person_id, "my_thanks" if counts[0] else "my_thanks_none", volunteer=volunteer.id,
        helped=counts[0], solved=counts[1], satisfied=counts[2],
    )  # fmt: skip
