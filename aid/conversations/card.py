"""What residents do with the card of their request: add to it, change its time, withdraw it, reach the captain, find it again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from aid.conversations import service as conversations
from aid.conversations.own import own
from aid.delivery.model import Asked
from aid.delivery.rules import Reader
from aid.delivery.service import ask, ask_no_more, becomes, post, show_anew
from aid.followups import schedule
from aid.followups.rules import STATUS_CLOCKS
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import Discontent, HelpRequest
from aid.requests.rules import FINISHED
from aid.store.work import Unit
from aid.understanding.day_parts import DayPart, time_of
from aid.understanding.moment import TimeReading, read_time

# The questions that a card puts; the next words answer them.
MORE, NEW_TIME = "more", "new_time"
# How long the next words are taken for the answer.
ASK_FOR = timedelta(minutes=30)
# 我的求助 shows so many, the finished ones included.
SHOWN_REQUESTS = 8


class Over(Exception):
    """The request is finished: its card no longer takes this."""


def _unfinished(unit: Unit, request_id: int, person_id: int) -> HelpRequest:
    request = own(unit, request_id, person_id)
    if request.status in FINISHED:
        raise Over
    return request


def ask_more(unit: Unit, request_id: int, person_id: int) -> None:
    """补充: the next words belong to this request."""
    request = _unfinished(unit, request_id, person_id)
    ask(unit, person_id, MORE, request=request, lasts=ASK_FOR)
    post(unit, person_id, "ask_more", request=request)


def ask_time(unit: Unit, request_id: int, person_id: int, *, again: bool = False) -> None:
    """改时间: by a button, or the next words."""
    request = _unfinished(unit, request_id, person_id)
    ask(unit, person_id, NEW_TIME, request=request, lasts=ASK_FOR, again=again)
    post(unit, person_id, "ask_new_time", request=request, again=again)


def takes_words(unit: Unit, asked: Asked, _text: str) -> bool:
    """Whether the card's question still stands: a finished request takes no more words."""
    return unit.session.get_one(HelpRequest, asked.request_id).status not in FINISHED


def more(unit: Unit, asked: Asked, text: str) -> None:
    """The words after 补充."""
    assert asked.request_id is not None
    requests.add_words(unit, requests.hold(unit, asked.request_id), [text])


def new_time(unit: Unit, asked: Asked, text: str) -> None:
    """The words after 改时间."""
    assert asked.request_id is not None
    request = requests.hold(unit, asked.request_id)
    if read := read_time(text, unit.now):
        _set_time(unit, request, read.start, read.end)
    elif asked.args.get("again"):  # twice not understood: it is kept as words, and a person reads it
        requests.add_words(unit, request, [text])
    else:
        ask_time(unit, request.id, asked.person_id, again=True)


def set_time(unit: Unit, request_id: int, part: DayPart, person_id: int) -> None:
    """A tap on a time."""
    request = _unfinished(unit, request_id, person_id)
    read = time_of(part, unit.now)
    _set_time(unit, request, read.start if read else None, read.end if read else None, tapped=True)


def move_to(unit: Unit, request_id: int, person_id: int, read: TimeReading) -> None:
    """「改到后天下午」: asked nothing, it says it all."""
    _set_time(unit, _unfinished(unit, request_id, person_id), read.start, read.end)


def _set_time(unit: Unit, request: HelpRequest, start: datetime | None, end: datetime | None, *, tapped: bool = False) -> None:
    """Another time: the clocks are cut to fit it, and whoever helps hears of it."""
    ask_no_more(unit, request.requester_id)
    request.wanted_from, request.wanted_to = start, end
    audit.record(unit, AuditKind.ADDED, request_id=request.id, fields=["time"])
    running = {follow_up.kind for follow_up in schedule.pending(unit, request)}
    schedule.restart(unit, request, running & set(STATUS_CLOCKS[request.status]))
    for offer in requests.holders(unit, request):
        requests.show_holder_card(unit, offer)
        post(unit, offer.volunteer.person_id, "holder_time_changed", request=request, reader=Reader.VOLUNTEER, offer=offer.id)
    requests.tell_captain(unit, request, "captain_time_changed")
    if not (tapped and becomes(unit, request.requester_id, "ask_new_time", request, "time_changed")):
        post(unit, request.requester_id, "time_changed", request=request)
    requests.show_card(unit, request)


def ask_withdraw(unit: Unit, request_id: int, person_id: int) -> None:
    """撤销: asked once more, because it cannot be undone."""
    request = _unfinished(unit, request_id, person_id)
    post(unit, person_id, "ask_withdraw", request=request)


def keep(unit: Unit, request_id: int, person_id: int) -> None:
    """A thumb that slipped: nothing is withdrawn."""
    request = own(unit, request_id, person_id)
    if not becomes(unit, person_id, "ask_withdraw", request, "kept"):
        post(unit, person_id, "kept", request=request)


def reach_captain(unit: Unit, request_id: int, person_id: int) -> None:
    """联系楼栋长: words go to and fro about this request until either hands back."""
    request = _unfinished(unit, request_id, person_id)
    conversation = conversations.begin(unit, person_id)
    conversation.request_id = request.id
    conversations.hand_over(unit, conversation, "asked_for_human")


def say_why(unit: Unit, request_id: int, why: Discontent, person_id: int) -> None:
    """The reason behind "not solved" or "not satisfied": kept, and told to the captain."""
    request = own(unit, request_id, person_id)
    request.discontent = why
    audit.record(unit, AuditKind.ANSWERED_WHY, request_id=request.id, answer=why.value)
    requests.tell_captain(unit, request, "captain_why_not", discontent=why.value)
    if not becomes(unit, person_id, "ask_why_not", request, "thanks_for_reason"):
        post(unit, person_id, "thanks_for_reason", request=request)


def my_requests(unit: Unit, person_id: int) -> None:
    """我的求助: a button for each of the last requests, which brings its card down."""
    mine = select(HelpRequest).where(HelpRequest.requester_id == person_id).order_by(HelpRequest.id.desc()).limit(SHOWN_REQUESTS)
    ids = [each.id for each in unit.session.scalars(mine)]
    post(unit, person_id, "my_requests" if ids else "progress_none", requests=ids)


def bring_down(unit: Unit, request_id: int, person_id: int) -> None:
    """The card comes to the foot of the chat; the old one says so and loses its buttons (Telegram lets nobody delete what is
    older than 48 hours)."""
    request = own(unit, request_id, person_id)
    show_anew(unit, person_id, "resident_card", request, moved=True)
    post(unit, person_id, "resident_card", request=request)
