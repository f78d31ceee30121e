"""What becomes of the words that answer a question of ours: which can be read as its answer, and what they then do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aid.captains import merging
from aid.conversations import card, door, own_name, talks
from aid.delivery.model import Asked
from aid.delivery.service import EMERGENCY_PLACE, answered
from aid.hours.rules import MOST_MINUTES
from aid.matching import visits
from aid.requests import intake, whereabouts
from aid.requests import service as requests
from aid.requests.known import Known
from aid.requests.model import HelpRequest, NoteFor
from aid.requests.rules import TAKES_A_YES
from aid.store.work import Unit
from aid.understanding.answers import read_yes_no
from aid.understanding.duration import read_minutes
from aid.understanding.place import read_place, read_place_answer
from aid.volunteers import application, expiring, quiet
from aid.volunteers.cells import Unreadable, read_languages, read_reach, read_skills
from aid.volunteers.hours import UnreadableHours, read_hours
from aid.volunteers.model import Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.skills import skills_in
from aid.volunteers.steps import Step, lists_skills, read_limit, read_own_name, sounds_like_a_need

# A place or a day alone is short; a longer text says more than that.
_A_FEW_WORDS = 14

Reads = Callable[[Unit, Asked, str], bool]
Use = Callable[[Unit, Asked, str], None]


@dataclass(frozen=True)
class Question:
    """`reads`: whether these words can be its answer (else they are what they are without it); `use`: what they do."""

    reads: Reads
    use: Use


def reads(unit: Unit, asked: Asked, text: str) -> bool:
    """Whether these words answer that question."""
    return QUESTIONS[asked.question].reads(unit, asked, text)


def take(unit: Unit, asked: Asked, text: str) -> None:
    """Do what the answer says; the question is over."""
    asked.answered_at = unit.now
    QUESTIONS[asked.question].use(unit, asked, text)
    answered(unit)


def names_place(unit: Unit, text: str) -> bool:
    """Whether these words say in which building."""
    return _place_of(unit, text)[0] is not None


def _place_of(unit: Unit, text: str) -> tuple[str | None, str | None, str | None]:
    buildings = unit.community.buildings
    place = read_place(text, buildings).place
    if place.building is None:
        place = read_place_answer(text, buildings, "building").place
    return place.building, place.unit, place.room


def _emergency_open(unit: Unit, asked: Asked, _text: str) -> bool:
    """What is over or done needs no place any more."""
    return unit.session.get_one(HelpRequest, asked.request_id).status in TAKES_A_YES


def _emergency_place(unit: Unit, asked: Asked, text: str) -> None:
    """The place of an emergency; words without one go to the captain all the same."""
    assert asked.request_id is not None
    request = requests.hold(unit, asked.request_id)
    building, door_unit, room = _place_of(unit, text)
    known = Known(words=[request.words, text], urgency=request.urgency.value)
    if building is None:
        requests.learn(unit, request, known)
        intake.ask_place(unit, request)
        requests.tell_captain(unit, request, "captain_emergency")
    else:
        known.update({"building": building, "unit": door_unit, "room": room})
        intake.place_learnt(unit, request, known)


def _can(read: Callable[[str], object]) -> Reads:
    def reads(_unit: Unit, _asked: Asked, text: str) -> bool:
        try:
            return not sounds_like_a_need(text) and bool(read(text))
        except (UnreadableHours, Unreadable):
            return False

    return reads


def _spoken(text: str) -> bool:
    """Languages end in 话 or 语; other words are no languages."""
    return all(each.endswith(("话", "语")) for each in read_languages(text)) and bool(read_languages(text))


def _names_building(unit: Unit, _asked: Asked, text: str) -> bool:
    return len(text) <= _A_FEW_WORDS and not sounds_like_a_need(text) and _place_of(unit, text)[0] is not None


_READS: Mapping[Step, Reads] = {
    Step.SKILLS: _can(lambda text: lists_skills(text) and (read_skills(text)[0] or skills_in(text))),
    Step.HOURS: _can(lambda text: read_hours(text) is not None),
    Step.REACH: _can(read_reach),
    Step.LANGUAGES: _can(_spoken),
    Step.LIMITS: _can(read_limit),
    Step.NIGHT: _can(lambda _: False),
    Step.NAME: _can(read_own_name),
    Step.BUILDING: _names_building,
}


def _step(step: Step) -> Question:
    """A step's own answer; while somebody applies also that of another step, for who types knows what comes and does not wait for it."""

    def answered_step(unit: Unit, asked: Asked, text: str) -> Step | None:
        draft = unit.session.get_one(Volunteer, asked.args["volunteer"]).status is VolunteerStatus.DRAFT
        order = (step, *(each for each in _READS if each is not step)) if draft else (step,)
        return next((each for each in order if _READS[each](unit, asked, text)), None)

    def use(unit: Unit, asked: Asked, text: str) -> None:
        volunteer, found = unit.session.get_one(Volunteer, asked.args["volunteer"]), answered_step(unit, asked, text)
        assert found is not None
        building = _place_of(unit, text)[0] if found is Step.BUILDING else None
        application.answer(unit, volunteer, found, text, building, asked=step if found is not step else None)

    return Question(lambda *said: answered_step(*said) is not None, use)


def _names_end(unit: Unit, _asked: Asked, text: str) -> bool:
    return len(text) <= _A_FEW_WORDS and not sounds_like_a_need(text) and quiet.read_end(text, unit.now) is not None


def _pause(unit: Unit, asked: Asked, text: str) -> None:
    until = quiet.read_end(text, unit.now)
    assert until is not None
    quiet.pause_until(unit, unit.session.get_one(Volunteer, asked.args["volunteer"]), until)


def _names_last_day(unit: Unit, _asked: Asked, text: str) -> bool:
    return len(text) <= 2 * _A_FEW_WORDS and not sounds_like_a_need(text) and expiring.read_until(text, unit.now)[0]


def _good_until(unit: Unit, asked: Asked, text: str) -> None:
    if row := unit.session.get(VolunteerSkill, asked.args["skill"]):
        expiring.renew(unit, unit.session.get_one(Volunteer, asked.args["volunteer"]), row, expiring.read_until(text, unit.now)[1])


def _minutes(unit: Unit, asked: Asked, text: str) -> None:
    minutes = read_minutes(text)
    assert minutes is not None
    visits.spent(unit, asked.args["offer"], minutes)


def _names_minutes(_unit: Unit, _asked: Asked, text: str) -> bool:
    return 1 <= (read_minutes(text) or 0) <= MOST_MINUTES


def _note(meant_for: NoteFor) -> Question:
    def use(unit: Unit, asked: Asked, text: str) -> None:
        assert asked.request_id is not None
        visits.note(unit, asked.request_id, asked.person_id, meant_for, text)

    return Question(lambda *_: True, use)


def _waited_for(unit: Unit, asked: Asked, _text: str) -> bool:
    """Whatever the resident says while their captain waits for a word."""
    return unit.session.get_one(HelpRequest, asked.request_id).waiting_until is not None


def _to_who_waits(unit: Unit, asked: Asked, _text: str) -> None:
    assert asked.request_id is not None
    talks.relay(unit, asked.request_id, asked.person_id)


def _same_issue(unit: Unit, asked: Asked, text: str) -> None:
    assert asked.request_id is not None
    merging.answer_same(unit, asked.request_id, bool(read_yes_no(text)), asked.person_id)


QUESTIONS: Mapping[str, Question] = {
    EMERGENCY_PLACE: Question(_emergency_open, _emergency_place),
    card.MORE: Question(card.takes_words, card.more),
    card.NEW_TIME: Question(card.takes_words, card.new_time),
    own_name.OWN_NAME: Question(own_name.reads, own_name.use),
    door.DOOR: Question(door.reads, door.use),
    whereabouts.WHERE: Question(door.reads_where, door.use_where),
    requests.WAITED_FOR: Question(_waited_for, _to_who_waits),
    merging.SAME_ISSUE: Question(lambda _unit, _asked, text: read_yes_no(text) is not None, _same_issue),
    **{f"volunteer_{step.value}": _step(step) for step in _READS},
    "volunteer_certificate": Question(_names_last_day, _good_until),
    "volunteer_pause": Question(_names_end, _pause),
    "minutes_spent": Question(_names_minutes, _minutes),
    **{f"note_{each.value}": _note(each) for each in NoteFor},
}
