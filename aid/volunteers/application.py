"""我想当志愿者: an application whose state is the volunteer's own row, so that every step can be left and taken up again.

The cards of its steps also change the settings of who is approved already: they then lead back to the settings.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from aid.delivery.rules import Reader
from aid.delivery.service import ask, ask_no_more, post
from aid.people import audit, consent
from aid.people.model import Person
from aid.people.service import may_act_for, owner_for, posts_for
from aid.people.trail import AuditKind
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.cells import read_languages, read_reach, read_skills
from aid.volunteers.hours import Span, read_hours
from aid.volunteers.model import Availability, Level, Reach, Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.skills import skills, skills_in
from aid.volunteers.steps import LANGUAGES, NEEDED, Step, next_step, read_limit, read_own_name, week_limit


def volunteer_of(unit: Unit, person_id: int) -> Volunteer | None:
    return unit.session.scalars(select(Volunteer).where(Volunteer.person_id == person_id)).first()


def begin(unit: Unit, person_id: int, words: str = "") -> None:
    """A new application, or the place where an earlier one was left; what the words name is taken as said."""
    volunteer = volunteer_of(unit, person_id)
    named = skills_in(words)
    if volunteer is None:
        person = unit.session.get_one(Person, person_id)
        volunteer = Volunteer(person=person, status=VolunteerStatus.DRAFT, step=Step.SKILLS, languages=[LANGUAGES[0]], skills=[], hours=[])
        unit.session.add(volunteer)
        unit.session.flush()
        audit.record(unit, AuditKind.APPLICATION_BEGUN, person_id=person_id, volunteer=volunteer.id)
    elif volunteer.status in (VolunteerStatus.DECLINED, VolunteerStatus.LEFT):
        volunteer.status, volunteer.step = VolunteerStatus.DRAFT, Step.SKILLS
        audit.record(unit, AuditKind.APPLICATION_BEGUN, person_id=person_id, volunteer=volunteer.id)
    elif volunteer.status is VolunteerStatus.APPLIED:
        return post(unit, person_id, "application_waiting", volunteer=volunteer.id)
    elif volunteer.status is not VolunteerStatus.DRAFT and set(named) <= {each.skill for each in volunteer.skills}:
        return show_settings(unit, volunteer)
    add_skills(unit, volunteer, [(skill, None) for skill in named])
    return show(unit, volunteer, Step.SKILLS if named else volunteer.step or Step.SKILLS)


def missing(volunteer: Volunteer) -> frozenset[Step]:
    """What nobody can be approved without, and is not there yet."""
    person = volunteer.person
    found = {Step.SKILLS: bool(volunteer.skills), Step.NAME: bool(person.name), Step.BUILDING: bool(person.building)}
    return frozenset(step for step, there in found.items() if not there)


def show(unit: Unit, volunteer: Volunteer, step: Step) -> None:
    """The card of a step; the next words may answer it."""
    if volunteer.status is VolunteerStatus.DRAFT:
        volunteer.step = step
    ask_no_more(unit, volunteer.person_id)
    if step is Step.SUMMARY and volunteer.status is not VolunteerStatus.DRAFT:
        return show_settings(unit, volunteer)
    if step is not Step.SUMMARY:
        ask(unit, volunteer.person_id, f"volunteer_{step.value}", volunteer=volunteer.id)
    post(unit, volunteer.person_id, f"volunteer_{step.value}", volunteer=volunteer.id)
    return None


def go_on(unit: Unit, volunteer: Volunteer, step: Step, *, defaults: bool = False) -> None:
    """This step is answered or left as it is: the next card, or the settings again."""
    if volunteer.status is not VolunteerStatus.DRAFT:
        ask_no_more(unit, volunteer.person_id)
        return show_settings(unit, volunteer)
    return show(unit, volunteer, next_step(step, missing(volunteer), defaults=defaults))


def show_settings(unit: Unit, volunteer: Volunteer) -> None:
    """我的设置."""
    post(unit, volunteer.person_id, "volunteer_settings", volunteer=volunteer.id)


# — answers, by button or by word —


def add_skills(unit: Unit, volunteer: Volunteer, named: Iterable[tuple[str, Level | None]]) -> None:
    known = {each.skill: each for each in volunteer.skills}
    for skill, level in named:
        if skill not in known:
            volunteer.skills.append(VolunteerSkill(skill=skill, level=level or Level.SKILLED))
        elif level is not None:
            known[skill].level = level
    _changed(unit, volunteer, "skills")


def turn_skill(unit: Unit, volunteer: Volunteer, skill: str) -> None:
    """A tap on a skill: 会一点, 熟练, 持证, not at all, and round again."""
    found = next((each for each in volunteer.skills if each.skill == skill), None)
    levels = list(Level)
    if found is None:
        volunteer.skills.append(VolunteerSkill(skill=skill, level=Level.SKILLED))
    elif found.level is levels[-1]:
        volunteer.skills.remove(found)
    else:
        found.level = levels[levels.index(found.level) + 1]
    _changed(unit, volunteer, "skills")


def pick_skill(unit: Unit, volunteer: Volunteer, skill: str) -> None:
    """A tap in a group's list: this one, or not."""
    found = next((each for each in volunteer.skills if each.skill == skill), None)
    if found is None:
        volunteer.skills.append(VolunteerSkill(skill=skill, level=Level.SKILLED))
    else:
        volunteer.skills.remove(found)
    _changed(unit, volunteer, "skills")


def set_hours(unit: Unit, volunteer: Volunteer, spans: Iterable[Span]) -> None:
    volunteer.hours[:] = [Availability(weekday=day, from_minute=start, to_minute=end) for day, start, end in spans]
    _changed(unit, volunteer, "hours")


def set_reach(unit: Unit, volunteer: Volunteer, reach: Reach) -> None:
    volunteer.reach = reach
    _changed(unit, volunteer, "reach")


def turn_language(unit: Unit, volunteer: Volunteer, language: str) -> None:
    spoken = [each for each in volunteer.languages if each != language]
    volunteer.languages = spoken if len(spoken) < len(volunteer.languages) else [*spoken, language]
    _changed(unit, volunteer, "languages")


def set_limit(unit: Unit, volunteer: Volunteer, a_day: int) -> None:
    volunteer.cap_day, volunteer.cap_week = a_day, week_limit(a_day)
    _changed(unit, volunteer, "limits")


def set_night(unit: Unit, volunteer: Volunteer, yes: bool) -> None:
    volunteer.night_ok = yes
    _changed(unit, volunteer, "night_ok")


def set_building(unit: Unit, volunteer: Volunteer, building: str) -> None:
    volunteer.person.building = building
    _changed(unit, volunteer, "building")


def answer(unit: Unit, volunteer: Volunteer, step: Step, text: str, building: str | None = None, *, asked: Step | None = None) -> None:
    """Words that answer a step's card, which `reads` has found readable; `asked` is the step that they were asked for, if another."""
    if step is Step.SKILLS:
        add_skills(unit, volunteer, read_skills(text)[0] or [(skill, None) for skill in skills_in(text)])
        return show(unit, volunteer, step)  # how well, and what else
    if step is Step.HOURS:
        set_hours(unit, volunteer, read_hours(text))
    elif step is Step.REACH:
        set_reach(unit, volunteer, read_reach(text))
    elif step is Step.LANGUAGES:
        volunteer.languages = list(read_languages(text))
        _changed(unit, volunteer, "languages")
    elif step is Step.LIMITS:
        set_limit(unit, volunteer, read_limit(text) or volunteer.cap_day)
    elif step is Step.NAME:
        volunteer.person.name = read_own_name(text)
        _changed(unit, volunteer, "name")
    elif step is Step.BUILDING and building:
        set_building(unit, volunteer, building)
    return show(unit, volunteer, asked) if asked and step in NEEDED else go_on(unit, volunteer, step)


def _changed(unit: Unit, volunteer: Volunteer, field: str) -> None:
    unit.session.flush()
    audit.record(unit, AuditKind.VOLUNTEER_CHANGED, person_id=volunteer.person_id, volunteer=volunteer.id, fields=[field])


# — handing in —


def submit(unit: Unit, volunteer: Volunteer) -> None:
    """提交: the captain of the applicant's building decides; whoever has left something out is asked for it first."""
    if lacking := missing(volunteer):
        return show(unit, volunteer, next(step for step in Step if step in lacking))
    ask_no_more(unit, volunteer.person_id)
    volunteer.status, volunteer.step, volunteer.applied_at = VolunteerStatus.APPLIED, None, unit.now
    volunteer.decided_at = volunteer.decided_by = volunteer.decline_reason = None
    consent.agree(unit, volunteer.person, by="application")
    audit.record(unit, AuditKind.APPLIED, person_id=volunteer.person_id, volunteer=volunteer.id)
    post(unit, volunteer.person_id, "application_handed_in", volunteer=volunteer.id)
    post(unit, decider_for(unit, volunteer), "captain_application", reader=Reader.CAPTAIN, volunteer=volunteer.id)
    return None


def drop(unit: Unit, volunteer: Volunteer) -> None:
    """不报了: what was said for it is forgotten."""
    ask_no_more(unit, volunteer.person_id)
    volunteer.status, volunteer.step = VolunteerStatus.LEFT, None
    volunteer.skills.clear()
    volunteer.hours.clear()
    audit.record(unit, AuditKind.APPLICATION_DROPPED, person_id=volunteer.person_id, volunteer=volunteer.id)
    post(unit, volunteer.person_id, "application_dropped")


def is_sensitive(volunteer: Volunteer) -> bool:
    """Whether a skill of theirs leads to health, children or danger: then they are asked only once they are vetted."""
    table = skills()
    mine = [table[each.skill] for each in volunteer.skills if each.skill in table]
    return any(skill.kinds or any(CATEGORIES[name].sensitive for name in (*skill.categories, *skill.named)) for skill in mine)


def decider_for(unit: Unit, volunteer: Volunteer) -> int:
    """Who decides: the first on duty for the building who is not the applicant; with nobody else, whoever holds the post."""
    posts = posts_for(unit, volunteer.person.building)
    others = [each for each in posts if each.person_id != volunteer.person_id] or posts
    if not others:
        return owner_for(unit, None).person_id
    return next((each for each in others if each.on_duty), others[0]).person_id


def may_decide(unit: Unit, actor_id: int, volunteer: Volunteer) -> bool:
    """Whoever answers for the building, or is secretary; for oneself only when nobody else could."""
    if actor_id == volunteer.person_id:
        return may_act_for(unit, actor_id, volunteer.person.building) and decider_for(unit, volunteer) == actor_id
    return may_act_for(unit, actor_id, volunteer.person.building)
