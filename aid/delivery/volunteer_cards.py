"""The cards of volunteers, and those by which captains decide about them: their buttons, and the facts their texts need."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aid.delivery.catalogue import say
from aid.delivery.page import Button, Page
from aid.delivery.taps import Act, encode
from aid.delivery.tongue import Tongue
from aid.people import audit
from aid.people.trail import AuditKind
from aid.volunteers.application import is_sensitive, may_decide, missing
from aid.volunteers.decisions import DECLINE_REASONS
from aid.volunteers.model import Mute, Reach, Volunteer, VolunteerStatus
from aid.volunteers.quiet import PAUSES, mutes_of
from aid.volunteers.skills import groups, skills
from aid.volunteers.steps import HOURS, LANGUAGES, LIMITS, Step

Rows = tuple[tuple[Button, ...], ...]
Extra = dict[str, str | int]


def _mine(page: Page) -> Volunteer:
    return page.unit.session.get_one(Volunteer, page.message.args["volunteer"])


def _in_pairs(buttons: Sequence[Button], by: int = 2) -> Rows:
    return tuple(tuple(buttons[at : at + by]) for at in range(0, len(buttons), by))


# — words —


def skills_words(volunteer: Volunteer, tongue: Tongue) -> str:
    """「水管水龙头(熟练)、电脑(持证)」."""
    named = (
        tongue.say("skill-at-level", skill=tongue.skill(each.skill), level=tongue.say(f"level-{each.level.value}"))
        for each in volunteer.skills
    )
    return tongue.listed(named, tongue.say("nothing-yet"))


def hours_words(volunteer: Volunteer, tongue: Tongue) -> str:
    """The preset's name, else the spans."""
    spans = tuple(sorted((each.weekday, each.from_minute, each.to_minute) for each in volunteer.hours))
    name = next((name for name, preset in HOURS.items() if tuple(sorted(preset)) == spans), None)
    return tongue.say(f"hours-{name}") if name else tongue.hours(spans)


def _facts(page: Page) -> Extra:
    volunteer, language = _mine(page), page.language
    zone = page.unit.community.zone
    rests = volunteer.paused_until if volunteer.paused_until and volunteer.paused_until > page.unit.now else None
    status = volunteer.status.value if rests is None or volunteer.status is not VolunteerStatus.APPROVED else "resting"
    building = volunteer.person.building
    return {
        "name": volunteer.person.name or say(language, "nothing-yet"),
        "building": say(language, "building-name", {"building": building}) if building else say(language, "nothing-yet"),
        "skills": skills_words(volunteer, page.tongue),
        "hours": hours_words(volunteer, page.tongue),
        "reach": say(language, f"reach-{volunteer.reach.value}"),
        "languages": page.tongue.listed(map(page.tongue.speech, volunteer.languages), say(language, "nothing-yet")),
        "day": volunteer.cap_day,
        "week": volunteer.cap_week,
        "night": "yes" if volunteer.night_ok else "no",
        "vetted": f"{volunteer.vetted_at.astimezone(zone):%Y-%m-%d}" if volunteer.vetted_at else "none",
        "sensitive": "yes" if is_sensitive(volunteer) else "no",
        "standing": status,
        "until": page.tongue.until(rests) if rests else "",
        "draft": "yes" if volunteer.status is VolunteerStatus.DRAFT else "no",
        "mutes": page.tongue.listed((_muted(page, each) for each in mutes_of(volunteer, page.unit.now)), "none"),
    }


def mute_words(mute: Mute, tongue: Tongue) -> str:
    return tongue.skill(mute.skill) if mute.skill else tongue.category(mute.category)


def _muted(page: Page, mute: Mute) -> str:
    until = page.tongue.day(mute.until.astimezone(page.unit.community.zone).date())
    return page.tongue.say("mute-until", what=mute_words(mute, page.tongue), until=until)


def _for_the_captain(page: Page) -> Extra:
    """Who applies, for the eyes of who decides; the view is recorded."""
    volunteer = _mine(page)
    facts = _facts(page)
    if may_decide(page.unit, page.reader.id, volunteer):
        audit.record(
            page.unit,
            AuditKind.VIEWED,
            person_id=volunteer.person_id,
            reader=page.reader.id,
            fields=["name", "building", "skills", "hours"],
        )
        return facts | {"phone": volunteer.person.phone or say(page.language, "nothing-yet")}
    return facts | {"name": say(page.language, "nothing-yet"), "phone": say(page.language, "nothing-yet")}


def _group_name(page: Page) -> Extra:
    return _facts(page) | {"group": page.tongue.group(list(groups())[page.message.args["group"]])}


def _list(page: Page) -> Extra:
    rows = [page.unit.session.get_one(Volunteer, each) for each in page.message.args["volunteers"]]
    lines = [
        say(
            page.language,
            "volunteer-line",
            {
                "name": each.person.name or say(page.language, "nothing-yet"),
                "building": each.person.building or "?",
                "skills": page.tongue.listed(
                    (page.tongue.skill(skill.skill) for skill in each.skills[:4]), say(page.language, "nothing-yet")
                ),
                "standing": each.status.value,
                "vetted": f"{each.vetted_at.astimezone(page.unit.community.zone):%Y-%m-%d}" if each.vetted_at else "none",
            },
        )
        for each in rows
    ]
    for each in rows:
        audit.record(page.unit, AuditKind.VIEWED, person_id=each.person_id, reader=page.reader.id, fields=["name", "building", "skills"])
    return {"count": len(rows), "lines": "\n".join(lines) or say(page.language, "nothing-yet")}


def _reason(page: Page) -> Extra:
    return {"why": str(page.message.args["reason"])}


EXTRA: dict[str, Callable[[Page], Extra]] = {
    **dict.fromkeys(
        (
            *(f"volunteer_{step.value}" for step in Step),
            "volunteer_settings",
            "volunteer_groups",
            "volunteer_pause",
            "volunteer_rests",
            "volunteer_is_back",
            "volunteer_welcome",
            "volunteer_welcome_unvetted",
            "application_handed_in",
            "application_waiting",
            "application_decided",
            "application_approved",
            "application_declined",
            "captain_decline_why",
            "vetting_noted",
            "unmuted",
        ),
        _facts,
    ),
    "volunteer_group": _group_name,
    "captain_application": _for_the_captain,
    "captain_volunteers": _list,
    "volunteer_declined": _reason,
}


# — buttons —


def _steps(page: Page, step: Step) -> Rows:
    """下一步 and, in an application, the rest by default."""
    volunteer = _mine(page)
    if volunteer.status is not VolunteerStatus.DRAFT:
        return ((page.button("back-to-settings", Act.STEP_DONE, volunteer.id, step.value),),)
    row = [page.button("next", Act.STEP_DONE, volunteer.id, step.value)]
    if step not in (Step.NIGHT, Step.NAME, Step.BUILDING):
        row.append(page.button("rest-default", Act.REST_DEFAULT, volunteer.id, step.value))
    return (tuple(row),)


def _skills(page: Page) -> Rows:
    volunteer = _mine(page)
    chosen = [
        page.button(
            "skill-level",
            Act.SKILL_TURN,
            volunteer.id,
            each.skill,
            skill=page.tongue.skill(each.skill),
            level=say(page.language, f"level-{each.level.value}"),
        )
        for each in volunteer.skills
        if each.skill in skills()
    ]
    rows = (*_in_pairs(chosen), (page.button("more-skills", Act.SKILL_GROUPS, volunteer.id),))
    return (*rows, *_steps(page, Step.SKILLS)) if volunteer.skills or volunteer.status is not VolunteerStatus.DRAFT else rows


def _groups(page: Page) -> Rows:
    number = _mine(page).id
    return _in_pairs([Button(page.tongue.group(name), encode(Act.SKILL_GROUP, number, at)) for at, name in enumerate(groups())])


def _group(page: Page) -> Rows:
    volunteer = _mine(page)
    mine = {each.skill for each in volunteer.skills}
    members = list(groups().values())[page.message.args["group"]]
    picks = [
        page.button("picked" if each.id in mine else "not-picked", Act.SKILL_PICK, volunteer.id, each.id, what=page.tongue.skill(each.id))
        for each in members
    ]
    return (*_in_pairs(picks), (page.button("group-done", Act.STEP_OPEN, volunteer.id, Step.SKILLS.value),))


def _hours(page: Page) -> Rows:
    number = _mine(page).id
    return (*_in_pairs([page.button(f"hours-{name}", Act.HOURS, number, name) for name in HOURS]), *_steps(page, Step.HOURS))


def _reach(page: Page) -> Rows:
    number = _mine(page).id
    return (tuple(page.button(f"reach-{each.value}", Act.REACH, number, each.value) for each in Reach), *_steps(page, Step.REACH))


def _languages(page: Page) -> Rows:
    volunteer = _mine(page)
    picks = [
        page.button(
            "picked" if name in volunteer.languages else "not-picked", Act.LANGUAGE, volunteer.id, at, what=page.tongue.speech(name)
        )
        for at, name in enumerate(LANGUAGES)
    ]
    return (*_in_pairs(picks, 3), *_steps(page, Step.LANGUAGES))


def _limits(page: Page) -> Rows:
    number = _mine(page).id
    return (*_in_pairs([page.button("limit", Act.LIMIT, number, each, count=each) for each in LIMITS]), *_steps(page, Step.LIMITS))


def _night(page: Page) -> Rows:
    number = _mine(page).id
    return ((page.button("night-no", Act.NIGHT, number, False), page.button("night-yes", Act.NIGHT, number, True)),)


def _buildings(page: Page) -> Rows:
    return page.buildings(Act.LIVES_IN, _mine(page).id)


def _changes(page: Page, steps: Sequence[Step]) -> list[Button]:
    number = _mine(page).id
    return [page.button(f"change-{each.value}", Act.STEP_OPEN, number, each.value) for each in steps]


_CHANGEABLE = (Step.SKILLS, Step.HOURS, Step.REACH, Step.LANGUAGES, Step.LIMITS, Step.NIGHT)


def _summary(page: Page) -> Rows:
    volunteer = _mine(page)
    if volunteer.status is not VolunteerStatus.DRAFT:
        return ()
    changes = _in_pairs(_changes(page, [*_CHANGEABLE, Step.NAME, Step.BUILDING]), 4)
    submit = () if missing(volunteer) else ((page.button("submit", Act.SUBMIT, volunteer.id),),)
    return (*submit, *changes, (page.button("drop-application", Act.DROP_APPLICATION, volunteer.id),))


def _settings(page: Page) -> Rows:
    volunteer = _mine(page)
    rests = volunteer.status is VolunteerStatus.PAUSED or (volunteer.paused_until is not None and volunteer.paused_until > page.unit.now)
    pause = page.button("volunteer-back", Act.VOLUNTEER_BACK, volunteer.id) if rests else page.button("pause", Act.PAUSE_ASK, volunteer.id)
    mutes = [page.button("unmute", Act.UNMUTE, each.id, what=mute_words(each, page.tongue)) for each in mutes_of(volunteer, page.unit.now)]
    enlisted = volunteer.status in (VolunteerStatus.APPROVED, VolunteerStatus.PAUSED)
    return (*_in_pairs(_changes(page, _CHANGEABLE), 3), *(((pause,),) if enlisted else ()), *_in_pairs(mutes))


def _pause(page: Page) -> Rows:
    number = _mine(page).id
    return _in_pairs([page.button(f"pause-{name}", Act.PAUSE, number, name) for name in (*PAUSES, "open")], 3)


def _rests(page: Page) -> Rows:
    return ((page.button("volunteer-back", Act.VOLUNTEER_BACK, _mine(page).id),),)


def _to_settings(page: Page) -> Rows:
    return ((page.button("settings", Act.STEP_OPEN, _mine(page).id, Step.SUMMARY.value),),)


def _application(page: Page) -> Rows:
    volunteer = _mine(page)
    if volunteer.status is VolunteerStatus.APPLIED:
        approve = page.button("approve", Act.APPROVE, volunteer.id, False)
        both = page.button("approve-vetted", Act.APPROVE, volunteer.id, True)
        no = page.button("decline-application", Act.DECLINE_WHY, volunteer.id)
        return ((both,), (approve, no)) if is_sensitive(volunteer) else ((approve, no),)
    if volunteer.vetted_at is None and volunteer.status in (VolunteerStatus.APPROVED, VolunteerStatus.PAUSED):
        return ((page.button("vetted", Act.VET, volunteer.id),),)
    return ()


def _why_not(page: Page) -> Rows:
    number = _mine(page).id
    return _in_pairs([page.button(f"decline-{each}", Act.DECLINE_APPLICATION, number, each) for each in DECLINE_REASONS])


def _volunteers(page: Page) -> Rows:
    """Those who wait for a word: applications, and the approved whom nobody has vetted."""
    buttons = []
    for each in page.message.args["volunteers"]:
        volunteer = page.unit.session.get_one(Volunteer, each)
        name = volunteer.person.name or str(volunteer.id)
        if volunteer.status is VolunteerStatus.APPLIED:
            buttons.append(page.button("see-application", Act.APPLICATION, volunteer.id, name=name))
        elif volunteer.vetted_at is None:
            buttons.append(page.button("vet-one", Act.VET, volunteer.id, name=name))
    return _in_pairs(buttons)


BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "volunteer_skills": _skills,
    "volunteer_groups": _groups,
    "volunteer_group": _group,
    "volunteer_hours": _hours,
    "volunteer_reach": _reach,
    "volunteer_languages": _languages,
    "volunteer_limits": _limits,
    "volunteer_night": _night,
    "volunteer_building": _buildings,
    "volunteer_summary": _summary,
    "volunteer_settings": _settings,
    "volunteer_pause": _pause,
    "volunteer_rests": _rests,
    "volunteer_welcome": _to_settings,
    "volunteer_welcome_unvetted": _to_settings,
    "captain_application": _application,
    "captain_decline_why": _why_not,
    "application_approved": _application,
    "captain_volunteers": _volunteers,
}
