"""合并: the same trouble twice is one request, whose every step all who have it are told; 拆开 undoes it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from aid.captains.service import NotYours, held_for, moved_on
from aid.delivery.model import Asked
from aid.delivery.rules import Reader
from aid.delivery.service import ask, post
from aid.people import audit
from aid.people.service import may_act_for
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Outcome, Status
from aid.requests.subscribers import merged_of, subscribe, subscribers_of, take_words_out, unsubscribe
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group, Urgency
from aid.understanding.things import may_be_the_same

# Somebody works on it, or is being looked for.
RUNNING = (Status.OPEN, Status.OFFERING, Status.ACCEPTED, Status.WITH_CAPTAIN, Status.REFERRED)
# A quarrel is nobody's but those who have it.
_PRIVATE = frozenset({"noise_dispute"})
# 是这件事吗? And how long words count as the answer; the buttons stay good as long as both run.
SAME_ISSUE, ASKED_SAME_FOR = "same_issue", timedelta(hours=24)
_RANK = {Urgency.EMERGENCY: 0, Urgency.URGENT: 1, Urgency.NORMAL: 2}


def twin_of(unit: Unit, request: HelpRequest) -> HelpRequest | None:
    """The running request of the same household that this one repeats. What is more urgent, or wanted on another day, or
    needs another skill, repeats nothing."""
    alike = (each for each in _alike(unit, request) if same_door(request, each) and _same_day(unit, request, each))
    return next((requests.hold(unit, each.id) for each in alike if _same_skill(request, each)), None)


def public_twin_of(unit: Unit, request: HelpRequest) -> HelpRequest | None:
    """A neighbour's running request about what may be the same public trouble in the building: the resident is asked."""
    category = CATEGORIES.get(request.category or "")
    if category is None or category.group is not Group.SERVICE or category.id in _PRIVATE or request.building is None:
        return None
    since = unit.now - unit.community.same_issue_window
    for other in _alike(unit, request):
        here_and_now = other.building == request.building and other.created_at >= since and not same_door(request, other)
        if here_and_now and may_be_the_same(request.words, other.words):
            return other
    return None


def ask_same(unit: Unit, request: HelpRequest, main: HelpRequest) -> None:
    """是这件事吗? Asked with the running case's public words; until the answer both go on by themselves."""
    ask(unit, request.requester_id, SAME_ISSUE, request=request, lasts=ASKED_SAME_FOR, other=main.id)
    post(unit, request.requester_id, "ask_same_issue", request=request, other=main.id)


def answer_same(unit: Unit, request_id: int, same: bool, actor_id: int) -> None:
    """The resident says whether it is the case that was shown."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if request.requester_id != actor_id:
        raise NotYours(f"person {actor_id} did not make request {request_id}")
    asked = unit.session.scalars(
        select(Asked).where(Asked.request_id == request_id, Asked.question == SAME_ISSUE).order_by(Asked.id.desc()).limit(1)
    ).first()
    main = requests.hold(unit, asked.args["other"]) if asked else None
    if asked:
        asked.answered_at = asked.answered_at or unit.now
    if main is None or request.status not in RUNNING or main.status not in RUNNING:  # one of them has moved on meanwhile
        return post(unit, actor_id, "resident_status", request=request)
    if same:
        return join(unit, request, main, "same_issue")
    return post(unit, actor_id, "resident_own_case", request=request)


def _alike(unit: Unit, request: HelpRequest) -> list[HelpRequest]:
    """Running ones of the same category that are at least as urgent, oldest first; none where the category brooks no joining."""
    category = CATEGORIES.get(request.category or "")
    if category is None or category.group is Group.DANGER or request.urgency is Urgency.EMERGENCY:
        return []
    return [each for each in _of_category(unit, request) if _RANK[each.urgency] <= _RANK[request.urgency]]


def _of_category(unit: Unit, request: HelpRequest) -> list[HelpRequest]:
    alike = select(HelpRequest).where(
        HelpRequest.category == request.category, HelpRequest.status.in_(RUNNING), HelpRequest.id != request.id
    )  # fmt: skip
    return list(unit.session.scalars(alike.order_by(HelpRequest.id)))


def same_door(request: HelpRequest, other: HelpRequest) -> bool:
    """Whether both came from one household; without a known one, from one person."""
    if request.household_id is not None or other.household_id is not None:
        return request.household_id == other.household_id
    return request.requester_id == other.requester_id and request.building == other.building


def _same_day(unit: Unit, request: HelpRequest, other: HelpRequest) -> bool:
    if request.wanted_from is None or other.wanted_from is None:
        return True
    zone = unit.community.zone
    return request.wanted_from.astimezone(zone).date() == other.wanted_from.astimezone(zone).date()


def _same_skill(request: HelpRequest, other: HelpRequest) -> bool:
    """Whether one pair of hands could do both: a tap and a lamp are two matters of one household."""
    return not request.skills or not other.skills or bool(set(request.skills) & set(other.skills))


def join(unit: Unit, request: HelpRequest, main: HelpRequest, reason: str) -> None:
    """`request` ends as merged; its words, its resident and what is owed to them go on in `main`."""
    for offer in requests.holders(unit, request):
        post(unit, offer.volunteer.person_id, "holder_merged", request=request, reader=Reader.VOLUNTEER, offer=offer.id)
    if request.status is not Status.WITH_CAPTAIN:
        requests.move(unit, request, Status.WITH_CAPTAIN, reason)
    requests.move(unit, request, Status.CLOSED, reason, outcome=Outcome.MERGED)
    request.merged_into = main.id
    main.words = f"{main.words}\n{request.words}"
    unit.session.flush()
    subscribe(unit, main, request.requester_id)
    _brings_its_own(unit, request, main)
    audit.record(unit, AuditKind.JOINED, request_id=main.id, other=request.id, reason=reason)
    requests.wake(unit, main, "joined")
    for offer in requests.holders(unit, main):
        requests.show_holder_card(unit, offer)
        post(unit, offer.volunteer.person_id, "holder_added", request=main, reader=Reader.VOLUNTEER, offer=offer.id)
    post(unit, request.requester_id, "resident_joined", request=request, other=main.id)
    requests.tell_captain(unit, main, "captain_joined", other=request.id)


def _brings_its_own(unit: Unit, request: HelpRequest, main: HelpRequest) -> None:
    """Whoever had joined the one that ends waits for the other from now on."""
    for each in subscribers_of(unit, request):
        unsubscribe(unit, request, each.person_id)
        subscribe(unit, main, each.person_id)
    for merged in merged_of(unit, request):
        merged.merged_into = main.id
    unit.session.flush()


def candidates(unit: Unit, request: HelpRequest) -> list[HelpRequest]:
    """What a captain may merge this one into: the same category in the same building or of the same household, oldest first."""
    return [each for each in _of_category(unit, request) if each.building == request.building or same_door(request, each)]


def merge(unit: Unit, request_id: int, other_id: int | None, actor_id: int) -> None:
    """合并: without a number the candidates are shown; with one of them this request becomes part of it."""
    request = held_for(unit, request_id, actor_id)
    found = candidates(unit, request) if request.status in RUNNING else []
    if not found:
        return moved_on(unit, request, actor_id)
    if other_id is None:
        post(unit, actor_id, "captain_merge", request=request)
        return None
    if other_id not in {each.id for each in found}:
        raise NotYours(f"request {request_id} does not belong into {other_id}")
    main = held_for(unit, other_id, actor_id)
    join(unit, request, main, "captain_merges")
    post(unit, actor_id, "captain_joined", request=main, other=request.id)
    return None


def split(unit: Unit, request_id: int, actor_id: int) -> None:
    """拆开, 不是同一件, 还没解决: the merged request is one of its own again, with its captain."""
    request = requests.hold(unit, request_id)
    unit.actor_id = actor_id
    if actor_id not in (request.requester_id, request.captain_id) and not may_act_for(unit, actor_id, request.building):
        raise NotYours(f"person {actor_id} has no part in request {request_id}")
    if request.status is not Status.CLOSED or request.merged_into is None:
        post(unit, actor_id, "resident_status", request=request)
        return
    main = requests.hold(unit, request.merged_into)
    take_words_out(main, request)
    unsubscribe(unit, main, request.requester_id)
    request.merged_into = None
    audit.record(unit, AuditKind.SPLIT, request_id=main.id, other=request.id)
    requests.move(unit, request, Status.WITH_CAPTAIN, "split")
    requests.tell_captain(unit, request, "captain_card", why="split")
    requests.tell_resident(unit, request, "resident_split", answering=actor_id == request.requester_id)
    if actor_id not in (request.requester_id, request.captain_id):
        post(unit, actor_id, "captain_card", request=request, why="split")
