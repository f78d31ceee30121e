"""The sample compound: people plainly marked as samples, reached through the terminal door."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import select

from aid.people import audit
from aid.people.model import Person, Post, PostKind
from aid.people.service import hash_of, household_at, person_at
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.volunteers.model import Level, Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.skills import skills

PEOPLE = Path(__file__).with_name("sample.toml")
CHANNEL = "terminal"


def load(unit: Unit, raw: dict[str, Any] | None = None) -> int:
    """Put the sample people into an empty store; how many. Loading twice loads once."""
    if unit.session.scalars(select(Person).where(Person.sample)).first():
        return 0
    raw = raw or tomllib.loads(PEOPLE.read_text(encoding="utf-8"))
    count = 0
    for each in raw.get("secretary", []):
        _post(unit, _person(unit, each), PostKind.SECRETARY, None)
        count += 1
    for each in raw.get("building", []):
        for kind in (PostKind.CAPTAIN, PostKind.DEPUTY):
            if kind.value in each:
                person = _person(unit, {**each[kind.value], "building": each["building"]})
                _post(unit, person, kind, each["building"])
                count += 1
    for each in raw.get("resident", []):
        _person(unit, each)
        count += 1
    for each in raw.get("volunteer", []):
        _volunteer(unit, _person(unit, each), each)
        count += 1
    return count


def addresses() -> list[tuple[str, str]]:
    """(address, name) of every sample person, residents first."""
    raw = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))
    people = [*raw["resident"], *raw["volunteer"]]
    for each in raw["building"]:
        people += [{**each["captain"], "building": each["building"]}, {**each["deputy"], "building": each["building"]}]
    people += raw["secretary"]
    return [(each["address"], each["name"]) for each in people]


def _person(unit: Unit, each: dict[str, Any]) -> Person:
    person = person_at(unit, CHANNEL, each["address"])
    person.name, person.sample = each["name"], True
    person.building = each.get("building")
    person.noticed_at = person.consent_at = unit.now
    if phone := each.get("phone"):
        person.phone, person.phone_hash = phone, hash_of(unit, "phone", phone)
    if person.building and each.get("room"):
        household = household_at(unit, person.building, each.get("unit"), each["room"])
        person.household_id = household.id if household else None
    unit.session.flush()
    return person


def _post(unit: Unit, person: Person, kind: PostKind, building: str | None) -> None:
    unit.session.add(Post(kind=kind, building=building, person_id=person.id))
    audit.record(unit, AuditKind.POST_GIVEN, person_id=person.id, post=kind.value)


def _volunteer(unit: Unit, person: Person, each: dict[str, Any]) -> None:
    unknown = set(each["skills"]) - skills().keys()
    if unknown:
        raise ValueError(f"{PEOPLE.name}: 没有技能 {', '.join(sorted(unknown))}")
    unit.session.add(
        Volunteer(
            person_id=person.id,
            status=VolunteerStatus.APPROVED,
            vetted_at=unit.now if each.get("vetted") else None,
            night_ok=each.get("night_ok", False),
            cap_day=each.get("cap_day", 2),
            cap_week=each.get("cap_week", 5),
            skills=[VolunteerSkill(skill=skill, level=Level(level)) for skill, level in each["skills"].items()],
        )
    )
    unit.session.flush()
