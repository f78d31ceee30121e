"""On duty and on leave: hands that change by the captain's own word, so that no request is ever without an owner."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from aid.captains.rules import LeaveWords, days_from
from aid.captains.service import LADDER, NotYours, owned_by
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.followups import schedule
from aid.people import audit
from aid.people.model import Leave, Post, PostKind
from aid.people.service import NobodyOnPost, owner_for, posts_for, posts_of
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Status
from aid.requests.rules import FINISHED
from aid.store.work import Unit


def ask_until_when(unit: Unit, person_id: int) -> None:
    """「我请假」 without an end: until when?"""
    _check(unit, person_id)
    post(unit, person_id, "leave_until_when")


def take_leave(unit: Unit, person_id: int, words: LeaveWords) -> None:
    """Away from then until then; a second notice replaces the first."""
    if words.ends is None:
        return ask_until_when(unit, person_id)
    _check(unit, person_id)
    leave = _open_leave(unit, person_id)
    if leave is None or (leave.begun_at is not None and words.starts > unit.now):
        if leave is not None:
            _end(unit, leave)
        leave = Leave(person_id=person_id)
        unit.session.add(leave)
    leave.starts_at, leave.ends_at = (leave.starts_at if leave.begun_at else words.starts), words.ends
    unit.session.flush()
    audit.record(unit, AuditKind.LEAVE_NOTED, person_id=person_id, leave=leave.id)
    post(unit, person_id, "leave_noted", leave=leave.id)
    if leave.starts_at <= unit.now and leave.begun_at is None:
        _begin(unit, leave)
    return None


def take_days(unit: Unit, person_id: int, days: int) -> None:
    """A tap on 「到今晚」, 「三天」, …: from now to the end of that day."""
    take_leave(unit, person_id, LeaveWords(unit.now, days_from(unit.now, min(days, 60))))


def come_back(unit: Unit, person_id: int) -> None:
    """「我回来了」: what was handed over comes back."""
    _check(unit, person_id)
    leave = _open_leave(unit, person_id)
    if leave is None:
        post(unit, person_id, "leave_none")
        return
    _end(unit, leave)


def due_leaves(unit: Unit) -> list[int]:
    """Leaves that begin or end by now."""
    begins = Leave.begun_at.is_(None) & (Leave.starts_at <= unit.now)
    due = select(Leave.id).where(Leave.ended_at.is_(None), or_(begins, Leave.ends_at <= unit.now)).order_by(Leave.id)
    return list(unit.session.scalars(due))


def next_leave(unit: Unit) -> datetime | None:
    """When the next leave begins or ends, if one is noted."""
    leaves = unit.session.scalars(select(Leave).where(Leave.ended_at.is_(None)))
    return min((each.ends_at if each.begun_at else each.starts_at for each in leaves), default=None)


def turn(unit: Unit, leave_id: int) -> bool:
    """Begin or end a leave whose instant has come; False when somebody did it meanwhile."""
    leave = unit.session.get_one(Leave, leave_id, with_for_update=True, populate_existing=True)
    if leave.ended_at is not None:
        return False
    if leave.ends_at <= unit.now:
        _end(unit, leave)
        return True
    if leave.begun_at is None and leave.starts_at <= unit.now:
        _begin(unit, leave)
        return True
    return False


def ask_to_give_up(unit: Unit, person_id: int) -> None:
    """「我不当楼栋长了」: which post, and sure? Nothing changes before the tap."""
    _check(unit, person_id)
    post(unit, person_id, "give_up_sure")


def keep_post(unit: Unit, person_id: int) -> None:
    """Thought again: nothing changes."""
    _check(unit, person_id)
    post(unit, person_id, "post_kept")


def give_up_own(unit: Unit, post_id: int, person_id: int) -> None:
    """The holder gives up a post: told to who takes over, and to the secretary, who finds somebody new for it."""
    unit.actor_id = person_id
    given_up = unit.session.get(Post, post_id)
    if given_up is None or given_up.person_id != person_id:
        raise NotYours(f"person {person_id} does not hold post {post_id}")
    kind, building = given_up.kind, given_up.building
    try:
        with unit.session.begin_nested():
            give_up(unit, post_id)
    except NobodyOnPost:
        return post(unit, person_id, "give_up_nobody")
    post(unit, person_id, "post_given_up", post=kind.value, building=building or "")
    secretary = owner_for(unit, building, PostKind.SECRETARY).person_id
    if secretary != person_id:
        post(unit, secretary, "post_vacant", reader=Reader.CAPTAIN, person=person_id, post=kind.value, building=building or "")
    return None


def give_up(unit: Unit, post_id: int) -> None:
    """A post is given up: what its holder owned by it goes to who stands there now, and only then does the post go."""
    given_up = unit.session.get_one(Post, post_id, with_for_update=True)
    holder = given_up.person_id
    audit.record(unit, AuditKind.POST_GIVEN_UP, person_id=holder, post=given_up.kind.value, building=given_up.building)
    given_up.on_duty = False
    unit.session.flush()
    if given_up.kind is PostKind.SECRETARY and not _other_secretary(unit, holder):
        raise NobodyOnPost(_NOBODY)
    lists: dict[int, list[int]] = {}
    for each in owned_by(unit, holder):
        if any(other.person_id == holder and other.id != given_up.id for other in posts_for(unit, each.building)):
            continue  # theirs by another post
        request = requests.hold(unit, each.id)
        in_whose_stead = request.stands_in_for
        if not requests.stand_in(unit, request, in_whose_stead or holder):
            raise NobodyOnPost(_NOBODY)
        request.stands_in_for = in_whose_stead  # for good, unless it was somebody else's all along
        lists.setdefault(request.captain_id, []).append(request.id)
        _ladder_anew(unit, request)
    for heir, numbers in lists.items():
        post(unit, heir, "takes_over", reader=Reader.CAPTAIN, requests=numbers, person=holder)
    unit.session.delete(given_up)
    unit.session.flush()


_NOBODY = "没有别人能接: 请先请一位书记上岗 (wobanglin invite secretary)"


def _other_secretary(unit: Unit, holder: int) -> bool:
    others = select(Post.id).where(Post.kind == PostKind.SECRETARY, Post.person_id != holder)
    return unit.session.scalars(others.limit(1)).first() is not None


def _check(unit: Unit, person_id: int) -> None:
    unit.actor_id = person_id
    if not posts_of(unit, person_id):
        raise NotYours(f"person {person_id} holds no post")


def _open_leave(unit: Unit, person_id: int) -> Leave | None:
    wanted = select(Leave).where(Leave.person_id == person_id, Leave.ended_at.is_(None)).order_by(Leave.id.desc())
    return unit.session.scalars(wanted.with_for_update()).first()


def _begin(unit: Unit, leave: Leave) -> None:
    leave.begun_at = unit.now
    unit.session.flush()
    audit.record(unit, AuditKind.LEAVE_BEGUN, person_id=leave.person_id, leave=leave.id)
    _hand_over(unit, leave.person_id)


def _hand_over(unit: Unit, holder_id: int) -> None:
    """Everything unfinished goes to the next one up on duty, each of whom gets one list."""
    lists: dict[int, list[int]] = {}
    for each in owned_by(unit, holder_id):
        request = requests.hold(unit, each.id)
        if requests.stand_in(unit, request, request.stands_in_for or holder_id):
            lists.setdefault(request.captain_id, []).append(request.id)
        _ladder_anew(unit, request)
    for substitute, numbers in lists.items():
        post(unit, substitute, "stands_in", reader=Reader.CAPTAIN, requests=numbers, person=holder_id)


def _end(unit: Unit, leave: Leave) -> None:
    leave.ended_at = unit.now
    unit.session.flush()
    audit.record(unit, AuditKind.LEAVE_ENDED, person_id=leave.person_id, leave=leave.id)
    back: list[int] = []
    lists: dict[int, list[int]] = {}
    if leave.begun_at is not None:
        stood_in = select(HelpRequest.id).where(
            HelpRequest.stands_in_for == leave.person_id, HelpRequest.status.not_in(list(FINISHED))
        )  # fmt: skip
        for request_id in unit.session.scalars(stood_in.order_by(HelpRequest.id)).all():
            request = requests.hold(unit, request_id)
            substitute = request.captain_id
            requests.settle_owner(unit, request)
            if request.captain_id != substitute:
                lists.setdefault(substitute, []).append(request.id)
                back.append(request.id)
                _ladder_anew(unit, request)
    post(unit, leave.person_id, "leave_over", reader=Reader.CAPTAIN, requests=back)
    for substitute, numbers in lists.items():
        post(unit, substitute, "handed_back_to", reader=Reader.CAPTAIN, requests=numbers, person=leave.person_id)


def _ladder_anew(unit: Unit, request: HelpRequest) -> None:
    """Whoever has just been given it has the whole time before anybody above hears of it."""
    if request.status is Status.WITH_CAPTAIN:
        schedule.restart(unit, request, LADDER)
