"""What a phrase does, by who says it: 「我的设置」 of a volunteer, 「待办」 of a captain."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aid.captains import duty, inviting, todo
from aid.conversations import again, filing, languages, orders
from aid.conversations.phrases import Phrase
from aid.matching import visits
from aid.people.model import Person
from aid.people.service import posts_of
from aid.store.work import Unit
from aid.volunteers import application, decisions, quiet
from aid.volunteers.model import Volunteer, VolunteerStatus


def obey(unit: Unit, person: Person, phrase: Phrase) -> bool:
    """Do what the phrase says; False when it means nothing from this person, and is words like others."""
    unit.actor_id = person.id
    if phrase in languages.PHRASES:
        return languages.obey(unit, person, phrase)
    if phrase in again.PHRASES:
        return again.obey(unit, phrase, person.id)
    if phrase in orders.ORDERS:
        return orders.obey(unit, person, phrase)
    if phrase is Phrase.VOLUNTEER:
        application.begin(unit, person.id)
        return True
    if phrase in _OF_VOLUNTEERS:
        volunteer = _enlisted(unit, person)
        if volunteer is not None:
            _OF_VOLUNTEERS[phrase](unit, volunteer)
        return volunteer is not None
    if not posts_of(unit, person.id):
        return False
    _OF_CAPTAINS[phrase](unit, person.id)
    return True


def mutes(unit: Unit, person: Person, text: str) -> bool:
    """「静音水管」 of a volunteer; False when it is something else."""
    named = quiet.read_mute(text)
    volunteer = _enlisted(unit, person) if named else None
    if volunteer is not None:
        quiet.mute_skills(unit, volunteer, named)
    return volunteer is not None


def _enlisted(unit: Unit, person: Person) -> Volunteer | None:
    volunteer = application.volunteer_of(unit, person.id)
    return volunteer if volunteer and volunteer.status in (VolunteerStatus.APPROVED, VolunteerStatus.PAUSED) else None


def _not_today(unit: Unit, volunteer: Volunteer) -> None:
    quiet.pause(unit, volunteer, "today")


_OF_VOLUNTEERS: Mapping[Phrase, Callable[[Unit, Volunteer], None]] = {
    Phrase.SETTINGS: application.show_settings,
    Phrase.PAUSE: quiet.ask_how_long,
    Phrase.NOT_TODAY: _not_today,
    Phrase.BACK: quiet.come_back,
    Phrase.THANKS: visits.show_thanks,
}
_OF_CAPTAINS: Mapping[Phrase, Callable[[Unit, int], None]] = {
    Phrase.VOLUNTEERS: decisions.show_list,
    Phrase.TODO: todo.show,
    Phrase.FILE: filing.begin,
    Phrase.INVITE: inviting.show,
    Phrase.RESIGN: duty.ask_to_give_up,
}
