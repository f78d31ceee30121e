"""The words of a request that a card may show, staged by who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from aid.delivery.catalogue import say
from aid.followups import schedule
from aid.followups.model import FollowUpKind
from aid.followups.rules import LASTING_STATUSES
from aid.matching.model import Offer
from aid.people.model import AuditEvent, Household, Person
from aid.people.story import told
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import HelpRequest
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.model import Level, Volunteer
from aid.volunteers.skills import skills

# How many steps a reopened request's card shows.
HISTORY = 6
_TOLD_AGAIN = tuple(kind.value for kind in (AuditKind.MOVED, AuditKind.ACCEPTED, AuditKind.ANSWERED_SOLVED, AuditKind.OWNED))
PROMISE_LABELS = {FollowUpKind.FIRST_WORD: "first", FollowUpKind.WORD_TO_RESIDENT: "next", FollowUpKind.DONE_BY: "done"}
_WEEKDAYS = "一二三四五六日"


def request_facts(unit: Unit, request: HelpRequest, language: str, offer: Offer | None = None) -> dict[str, str | int]:
    """What everyone involved may see: number, category, building, time, status, the helper's surname and building."""
    captain = unit.session.get_one(Person, request.captain_id)
    helper = offer or next(iter(requests.holders(unit, request)), None)
    partner = next((each.name for each in unit.community.partner if each.id == request.partner), "同盟单位")
    category = CATEGORIES.get(request.category or "")
    building = say(language, "building-name", {"building": request.building}) if request.building else None
    helped_by = helper_name(unit, helper, language) if helper else say(language, "neighbour-unnamed")
    if helper is None and request.partner:
        helped_by = partner
    return {
        "number": request.id,
        "category": category.name if category else "求助",
        "sensitive": "yes" if category and category.sensitive else "no",
        "building": building or say(language, "place-unknown"),
        "when": when_words(request.wanted_from, request.wanted_to, unit.now, unit.community.zone) or say(language, "when-soon"),
        "urgent": request.urgency.value,
        "emergency": say(language, f"emergency-{request.emergency_kind}") if request.emergency_kind else "",
        "partner": partner,
        "status": say(language, f"status-{request.status.value}", {"partner": partner}),
        "captain": surname(captain) or "",
        "helper": helped_by,
    }


def clocks_words(unit: Unit, request: HelpRequest, language: str) -> str:
    """The three promises as a captain sees them: 「第一句话 今天 11:30 前 · 下次报信 明天 09:00 前 · 办好 9月23日 周三 09:00 前」."""
    zone = unit.community.zone
    if request.waiting_until is not None:
        return say(language, "clocks-paused", {"until": until_words(request.waiting_until, zone)})
    running = {each.kind: each.due_at for each in schedule.pending(unit, request)}
    parts = []
    for promise, label in PROMISE_LABELS.items():
        if promise in running:
            when = when_words(running[promise], None, unit.now, zone) or ""
            parts.append(say(language, f"clock-{label}", {"when": when}))
    if request.status in LASTING_STATUSES and FollowUpKind.DONE_BY not in running:
        parts.append(say(language, "clocks-over"))
    return " · ".join(parts) or say(language, "clocks-none")


def history_words(unit: Unit, request: HelpRequest) -> str:
    """What happened before a request was opened again, for whoever takes it up: its last moves in words."""
    if not request.reopened:
        return "none"
    events = unit.session.scalars(
        select(AuditEvent).where(AuditEvent.chain == f"request:{request.id}", AuditEvent.kind.in_(_TOLD_AGAIN)).order_by(AuditEvent.seq)
    ).all()
    return "\n".join(told(each, unit.community.zone) for each in events[-HISTORY:])


def private_facts(unit: Unit, request: HelpRequest) -> dict[str, str | int]:
    """Door, phone and words: only for whoever holds or owns the request. The caller records the view."""
    requester = unit.session.get_one(Person, request.requester_id)
    return {
        "door": door_words(request),
        "phone": request.contact_phone or requester.phone or "(没有留, 请在这里回复)",
        "words": request.words.replace("\n", "; "),
    }


def door_words(request: HelpRequest) -> str:
    """「3号楼2单元501」 as far as it is known."""
    return "还不知道" if request.building is None else door_of(request.building, request.household)


def door_of(building: str, household: Household | None) -> str:
    words = f"{building}号楼"
    if household:
        words += f"{household.unit}单元" if household.unit else ""
        words += household.room or ""
    return words


def surname(person: Person) -> str | None:
    """The first character of the name: all that residents see of a helper. Sample people keep their mark."""
    if not person.name:
        return None
    mark, _, name = person.name.rpartition("·")
    return f"{mark}·{name[:1]}" if mark else name[:1]


def helper_name(unit: Unit, offer: Offer, language: str) -> str:
    """「3号楼的林邻居」."""
    person = unit.session.get_one(Person, offer.volunteer.person_id)
    name = surname(person)
    if not name or not person.building:
        return say(language, "neighbour-unnamed")
    building = say(language, "building-name", {"building": person.building})
    return say(language, "neighbour-name", {"building": building, "surname": name})


def when_words(start: datetime | None, end: datetime | None, now: datetime, zone: ZoneInfo) -> str | None:
    """「明天 15:00」, 「9月19日 周六 全天」, 「今天 14:00—18:00」, once it has begun 「今天 18:00 前」; None without a start."""
    if start is None:
        return None
    local, today = start.astimezone(zone), now.astimezone(zone).date()
    day = _day_name(local.date(), today)
    if end is None:
        return f"{day} {local:%H:%M}"
    last = end.astimezone(zone)
    if start <= now < end and local.time() != time():
        return f"{_day_name(last.date(), today)} {last:%H:%M} 前" if last.time() != time() else f"{_day_name(last.date(), today)}之前"
    if last.time() == local.time() and not local.hour:
        until = (last - timedelta(days=1)).date()
        return f"{day} 全天" if until == local.date() else f"{day} 到 {until.month}月{until.day}日"
    last_day = "" if last.date() == local.date() else f"{_day_name(last.date(), today)} "
    return f"{day} {local:%H:%M}—{last_day}{last:%H:%M}"


def _day_name(day: date, today: date) -> str:
    names = {0: "今天", 1: "明天", 2: "后天"}
    return names.get((day - today).days) or f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def until_words(end: datetime, zone: ZoneInfo) -> str:
    """「9月18日 周五 15:00」; midnight is the end of the day before: 「9月18日 周五 24:00」."""
    local = end.astimezone(zone)
    clock = f"{local:%H:%M}"
    if clock == "00:00":
        local, clock = local - timedelta(days=1), "24:00"
    return f"{local.month}月{local.day}日 周{_WEEKDAYS[local.weekday()]} {clock}"


def person_name(person: Person) -> str:
    """A person on a post, as others on posts see them."""
    return person.name or "一位负责人"


def volunteer_name(volunteer: Volunteer) -> str:
    """A volunteer's name as captains see it."""
    return volunteer.person.name or f"志愿者 {volunteer.id}"


def reasons_words(offer: Offer, language: str) -> str:
    """Why this volunteer, in words; from the named parts of the score."""
    return parts_words(
        offer.reasons,
        {skill.skill: skill.level for skill in offer.volunteer.skills},
        offer.request.skills,
        language,
        by_captain=offer.by_captain,
    )


def parts_words(
    parts: Mapping[str, float], levels: Mapping[str, Level], wanted: list[str], language: str, *, by_captain: bool = False
) -> str:
    """「和您同一栋楼 · 您会水管维修 · 最近没打扰过您」; no personal data."""
    found: list[str] = []
    if by_captain:
        found.append(say(language, "reason-captain"))
    if parts.get("nearness", 0) >= 1:
        found.append(say(language, "reason-same-building"))
    elif parts.get("nearness", 0) >= 0.5:
        found.append(say(language, "reason-next-building"))
    mine = [name for name in wanted if name in levels]
    if mine and mine[0] in skills():
        found.append(say(language, "reason-skill", {"skill": skills()[mine[0]].name}))
        if levels[mine[0]] is Level.CERTIFIED:
            found.append(say(language, "reason-certified"))
    if parts.get("never_asked"):
        found.append(say(language, "reason-never-asked"))
    elif parts.get("rest", 0) >= 1:
        found.append(say(language, "reason-rested"))
    return " · ".join(found)
