"""Taps on a volunteer's own cards, and on the captain's cards about volunteers, each checked against the row it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aid.captains.service import NotYours
from aid.delivery.service import answered, post
from aid.delivery.taps import Act, BadTap, Stale, Tap
from aid.people.model import Person
from aid.store.work import Unit
from aid.volunteers import application, decisions, expiring, quiet
from aid.volunteers.model import Mute, Reach, Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.skills import groups, skills
from aid.volunteers.steps import HOURS, LANGUAGES, LIMITS, Step

Handler = Callable[[Unit, Person, Tap], None]


def _held(unit: Unit, volunteer_id: int) -> Volunteer:
    return unit.session.get_one(Volunteer, volunteer_id, with_for_update={"of": Volunteer}, populate_existing=True)


def _own(use: Callable[[Unit, Volunteer, Tap], object], *, draft: bool = False, enlisted: bool = False) -> Handler:
    """A tap on one's own card; `draft`: only before it is handed in, `enlisted`: only once approved."""

    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        volunteer = _held(unit, tap.number(0))
        if volunteer.person_id != person.id:
            raise NotYours("somebody else's volunteer card")
        open_ = (VolunteerStatus.APPROVED, VolunteerStatus.PAUSED) if enlisted else (VolunteerStatus.DRAFT,)
        if (draft or enlisted) and volunteer.status not in open_:
            raise Stale
        if volunteer.status in (VolunteerStatus.LEFT, VolunteerStatus.DECLINED):
            raise Stale
        use(unit, volunteer, tap)
        answered(unit)

    return handle


def _decides(use: Callable[[Unit, Volunteer, Tap], object]) -> Handler:
    """A tap of whoever answers for the applicant's building."""

    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        volunteer = _held(unit, tap.number(0))
        if not application.may_decide(unit, person.id, volunteer):
            raise NotYours("an application elsewhere")
        if volunteer.status in (VolunteerStatus.DRAFT, VolunteerStatus.LEFT):
            raise Stale
        use(unit, volunteer, tap)
        answered(unit)

    return handle


def _skill(tap: Tap) -> str:
    if tap.word(1) not in skills():
        raise BadTap("no such skill")
    return tap.word(1)


def _step(tap: Tap) -> Step:
    try:
        return Step(tap.word(1))
    except ValueError as error:
        raise BadTap("no such step") from error


def _groups(unit: Unit, volunteer: Volunteer, _tap: Tap) -> None:
    post(unit, volunteer.person_id, "volunteer_groups", volunteer=volunteer.id)


def _group(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.number(1) >= len(groups()):
        raise BadTap("no such group")
    post(unit, volunteer.person_id, "volunteer_group", volunteer=volunteer.id, group=tap.number(1))


def _hours(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.word(1) not in HOURS:
        raise BadTap("no such hours")
    application.set_hours(unit, volunteer, HOURS[tap.word(1)])
    application.go_on(unit, volunteer, Step.HOURS)


def _reach(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.word(1) not in set(Reach):
        raise BadTap("no such reach")
    application.set_reach(unit, volunteer, Reach(tap.word(1)))
    application.go_on(unit, volunteer, Step.REACH)


def _language(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.number(1) >= len(LANGUAGES):
        raise BadTap("no such language")
    application.turn_language(unit, volunteer, LANGUAGES[tap.number(1)])


def _limit(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.number(1) not in LIMITS:
        raise BadTap("no such limit")
    application.set_limit(unit, volunteer, tap.number(1))
    application.go_on(unit, volunteer, Step.LIMITS)


def _night(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    application.set_night(unit, volunteer, tap.flag(1))
    application.go_on(unit, volunteer, Step.NIGHT)


def _lives_in(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.word(1) not in unit.community.buildings:
        raise BadTap("no such building")
    application.set_building(unit, volunteer, tap.word(1))
    application.go_on(unit, volunteer, Step.BUILDING)


def _pause(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.word(1) not in (*quiet.PAUSES, "open"):
        raise BadTap("no such rest")
    quiet.pause(unit, volunteer, tap.word(1))


def _unmute(unit: Unit, person: Person, tap: Tap) -> None:
    mute = unit.session.get_one(Mute, tap.number(0))
    if _held(unit, mute.volunteer_id).person_id != person.id:
        raise NotYours("somebody else's mute")
    quiet.unmute(unit, mute)
    answered(unit)


def _certificate(use: Callable[[Unit, Volunteer, VolunteerSkill, Tap], None]) -> Handler:
    """A tap on one's own certificate, of whoever is enlisted."""

    def handle(unit: Unit, person: Person, tap: Tap) -> None:
        row = unit.session.get(VolunteerSkill, tap.number(0))
        if row is None:
            raise Stale
        volunteer = _held(unit, row.volunteer_id)
        if volunteer.person_id != person.id:
            raise NotYours("somebody else's certificate")
        if volunteer.status not in (VolunteerStatus.APPROVED, VolunteerStatus.PAUSED):
            raise Stale
        use(unit, volunteer, row, tap)
        answered(unit)

    return handle


def _good_until(unit: Unit, volunteer: Volunteer, row: VolunteerSkill, tap: Tap) -> None:
    until = None if tap.word(1) == "open" else tap.day(1)
    if until is not None and until not in expiring.choices(row, expiring.today(unit)):  # an old button, after the date was changed
        raise Stale
    expiring.renew(unit, volunteer, row, until)


def _decline(unit: Unit, volunteer: Volunteer, tap: Tap) -> None:
    if tap.word(1) not in decisions.DECLINE_REASONS:
        raise BadTap("no such reason")
    decisions.decline(unit, volunteer, tap.word(1))


def _show(unit: Unit, volunteer: Volunteer, _tap: Tap) -> None:
    assert unit.actor_id is not None
    post(unit, unit.actor_id, "captain_application", volunteer=volunteer.id)


ACTS: Mapping[Act, Handler] = {
    Act.SKILL_TURN: _own(lambda unit, mine, tap: application.turn_skill(unit, mine, _skill(tap))),
    Act.SKILL_PICK: _own(lambda unit, mine, tap: application.pick_skill(unit, mine, _skill(tap))),
    Act.SKILL_GROUPS: _own(_groups),
    Act.SKILL_GROUP: _own(_group),
    Act.HOURS: _own(_hours),
    Act.REACH: _own(_reach),
    Act.LANGUAGE: _own(_language),
    Act.LIMIT: _own(_limit),
    Act.NIGHT: _own(_night),
    Act.LIVES_IN: _own(_lives_in, draft=True),
    Act.STEP_DONE: _own(lambda unit, mine, tap: application.go_on(unit, mine, _step(tap))),
    Act.STEP_OPEN: _own(lambda unit, mine, tap: application.show(unit, mine, _step(tap))),
    Act.REST_DEFAULT: _own(lambda unit, mine, tap: application.go_on(unit, mine, _step(tap), defaults=True), draft=True),
    Act.SUBMIT: _own(lambda unit, mine, tap: application.submit(unit, mine), draft=True),
    Act.DROP_APPLICATION: _own(lambda unit, mine, tap: application.drop(unit, mine), draft=True),
    Act.PAUSE_ASK: _own(lambda unit, mine, tap: quiet.ask_how_long(unit, mine), enlisted=True),
    Act.PAUSE: _own(_pause, enlisted=True),
    Act.VOLUNTEER_BACK: _own(lambda unit, mine, tap: quiet.come_back(unit, mine), enlisted=True),
    Act.UNMUTE: _unmute,
    Act.RENEW: _certificate(lambda unit, mine, row, tap: expiring.ask_until(unit, mine, row)),
    Act.LET_LAPSE: _certificate(lambda unit, mine, row, tap: expiring.let_lapse(unit, mine, row)),
    Act.GOOD_UNTIL: _certificate(_good_until),
    Act.APPROVE: _decides(lambda unit, volunteer, tap: decisions.approve(unit, volunteer, vetted=tap.flag(1))),
    Act.DECLINE_WHY: _decides(lambda unit, volunteer, tap: decisions.ask_why(unit, volunteer)),
    Act.DECLINE_APPLICATION: _decides(_decline),
    Act.VET: _decides(lambda unit, volunteer, tap: decisions.vet(unit, volunteer)),
    Act.APPLICATION: _decides(_show),
}
