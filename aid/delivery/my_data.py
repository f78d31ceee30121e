"""我的数据: what is kept about the reader, and who has looked at it, line by line."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, or_, select

from aid.delivery.catalogue import say
from aid.delivery.facts import helper_name, request_facts, surname
from aid.delivery.model import InboxMessage
from aid.delivery.page import Page
from aid.matching.model import Offer
from aid.people import audit
from aid.people.model import Address, AuditEvent, Person
from aid.people.service import posts_of
from aid.people.trail import AuditKind
from aid.requests import series
from aid.requests.model import HelpRequest, Note
from aid.volunteers.model import Volunteer

# What a view names, as far as it has words of its own.
FIELDS = ("name", "building", "door", "phone", "words", "notes", "skills", "attachments")
SHOWN_REQUESTS, SHOWN_VIEWS, SHOWN_WORDS = 10, 15, 80


def my_data_lines(page: Page) -> list[str]:
    """Person, posts, skills, requests, views. That the reader looked is recorded like any other view."""
    audit.record(page.unit, AuditKind.VIEWED, person_id=page.reader.id, reader=page.reader.id, fields=["name", "phone", "door", "words"])
    mine = page.unit.session.scalars(
        select(HelpRequest).where(HelpRequest.requester_id == page.reader.id).order_by(HelpRequest.id.desc())
    ).all()
    return [_person(page), *_roles(page), *_requests(page, list(mine)), *_series(page), *_views(page, [each.id for each in mine])]


def _day(page: Page, instant: datetime | None) -> str:
    return f"{instant.astimezone(page.unit.community.zone):%Y-%m-%d}" if instant else say(page.language, "nothing-kept")


def _person(page: Page) -> str:
    unit, person = page.unit, page.reader
    nothing = say(page.language, "nothing-kept")
    chats = select(Address.value_hash).where(Address.person_id == person.id)
    messages = unit.session.scalar(select(func.count()).select_from(InboxMessage).where(InboxMessage.address_hash.in_(chats)))
    facts: dict[str, str | int] = {
        "name": person.name or nothing,
        "phone": person.phone or nothing,
        "door": page.tongue.door(person.building, person.household) if person.building else nothing,
        "language": page.tongue.say("language-own"),
        "since": _day(page, person.created_at),
        "consent": _day(page, person.consent_at),
        "sensitive": _day(page, person.sensitive_consent_at),
        "messages": messages or 0,
        "days": unit.community.keep.messages.days,
    }
    return say(page.language, "my_data_person", facts)


def posts_words(page: Page) -> str:
    """「3号楼楼栋长、书记」."""
    names = []
    for post in posts_of(page.unit, page.reader.id):
        name = page.tongue.say(f"post-{post.kind.value}")
        names.append(page.tongue.say("post-of", building=page.tongue.building(post.building), post=name) if post.building else name)
    return page.tongue.listed(names, "")


def _roles(page: Page) -> list[str]:
    lines = []
    if posts := posts_words(page):
        lines.append(say(page.language, "my_data_post", {"posts": posts}))
    volunteer = page.unit.session.scalars(select(Volunteer).where(Volunteer.person_id == page.reader.id)).unique().first()
    if volunteer:
        names = page.tongue.listed((page.tongue.skill(each.skill) for each in volunteer.skills), say(page.language, "nothing-kept"))
        kept: dict[str, str | int] = {"skills": names, "hours": len(volunteer.hours)}
        lines.append(say(page.language, "my_data_volunteer", kept))
    return lines


def _requests(page: Page, mine: list[HelpRequest]) -> list[str]:
    lines = []
    for request in mine[:SHOWN_REQUESTS]:
        facts = request_facts(page.unit, request, page.tongue)
        facts["date"] = _day(page, request.created_at)
        if request.forgotten_at:
            lines.append(say(page.language, "my_data_request_forgotten", facts))
            continue
        words = request.words.replace("\n", "; ")
        facts["words"] = words if len(words) <= SHOWN_WORDS else words[: SHOWN_WORDS - 1] + "…"
        facts["until"] = _day(page, request.closed_at + page.unit.community.keep.requests) if request.closed_at else "none"
        lines.append(say(page.language, "my_data_request", facts))
    written = select(func.count()).select_from(Note).where(Note.request_id.in_([each.id for each in mine]))
    if notes := page.unit.session.scalar(written):
        lines.append(say(page.language, "my_data_notes", {"count": notes}))
    if len(mine) > SHOWN_REQUESTS:
        lines.append(say(page.language, "my_data_more", {"count": len(mine) - SHOWN_REQUESTS}))
    return lines


def _series(page: Page) -> list[str]:
    found = series.live_of(page.unit, page.reader.id)
    return [say(page.language, "my_data_series", {"every": page.tongue.recurring(series.rule_of(each))}) for each in found]


def _views(page: Page, mine: list[int]) -> list[str]:
    found = page.unit.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.kind == AuditKind.VIEWED, or_(AuditEvent.request_id.in_(mine), AuditEvent.person_id == page.reader.id))
        .order_by(AuditEvent.id.desc())
    ).all()
    others = [each for each in found if each.facts.get("reader") != page.reader.id]
    if not others:
        return [say(page.language, "my_data_views_none")]
    told = Counter(_view(page, each) for each in others)  # one reader looks at one card again and again
    lines = [say(page.language, "my_data_views")]
    lines += [
        line if times == 1 else say(page.language, "my_data_view_times", {"view": line, "count": times}) for line, times in told.items()
    ]
    if len(told) > SHOWN_VIEWS:
        return [*lines[: SHOWN_VIEWS + 1], say(page.language, "my_data_views_more", {"count": len(told) - SHOWN_VIEWS})]
    return lines


def _view(page: Page, view: AuditEvent) -> str:
    named = dict.fromkeys(each if each in FIELDS else "other" for each in view.facts["fields"])
    fields = page.tongue.listed((page.tongue.say(f"field-{each}") for each in named), "")
    who, number = _viewer(page, view), view.request_id or "none"
    return say(page.language, "my_data_view", {"date": _day(page, view.at), "who": who, "fields": fields, "number": number})


def _viewer(page: Page, view: AuditEvent) -> str:
    """As residents see people: post and surname, or building and surname of who helped; the office without a name."""
    reader = page.unit.session.get(Person, view.facts["reader"]) if view.facts.get("reader") else None
    if reader is None:
        return say(page.language, "viewer-office")
    name = surname(reader) or ""
    posts = posts_of(page.unit, reader.id)
    if posts:
        return say(page.language, "viewer-captain", {"post": say(page.language, f"post-{posts[0].kind.value}"), "surname": name})
    held = select(Offer).join(Volunteer).where(Offer.request_id == view.request_id, Volunteer.person_id == reader.id)
    helped = page.unit.session.scalars(held).first()
    name = helper_name(page.unit, helped, page.tongue) if helped else say(page.language, "neighbour-unnamed")
    return say(page.language, "viewer-helper", {"name": name})
