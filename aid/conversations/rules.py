"""Who gets a message, what is asked next, and how an answer joins what is known. Pure."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Literal

from aid.conversations import pair
from aid.requests.known import Known, at_time, days_missing
from aid.understanding.answers import read_yes_no, says_later
from aid.understanding.place import beside_place, read_place, read_place_answer
from aid.understanding.reading import Reading
from aid.understanding.recurring import Recurring, of_json
from aid.understanding.recurring_words import read_days, says_once
from aid.understanding.taxonomy import CATEGORIES, Group
from aid.understanding.text import fold


class Desk(enum.StrEnum):
    """Where a message goes (decision 0021)."""

    HANDOFF = "handoff"  # an open hand-off: people reach each other through us
    REPLY = "reply"  # a reply to a card belongs to its request
    ASKED = "asked"  # a question that we put to this person
    WHICH = "which"  # that, or for the neighbour whose job they hold: they say which
    TALK = "talk"  # an accepted job, or a talk that goes on: with whoever wrote last through us
    WHOM = "whom"  # several of these: they say which
    RUNNING = "running"  # the running conversation
    NEW = "new"  # a new conversation


@dataclass(frozen=True)
class Standing:
    """What stands open between us and the writer when a message comes. `asked`: the words can be read as the answer to a question
    of ours, `just_now`: which was put a moment ago; `talk`: somebody has written to them through us of late, `several`: more than
    one, jobs included; `where`: they name the place of an emergency, which we asked for; `reply`: they
    reply to the card of another request than the question is about."""

    where: bool = False
    handed_off: bool = False
    reply: bool = False
    asked: bool = False
    just_now: bool = False
    job: bool = False
    talk: bool = False
    several: bool = False
    conversation: bool = False


def who_gets(standing: Standing) -> Desk:
    """The one decision of where free text goes."""
    if standing.where:
        return Desk.ASKED
    if standing.handed_off:
        return Desk.HANDOFF
    if standing.reply:
        return Desk.REPLY
    if standing.asked:
        return Desk.WHICH if standing.job and not standing.just_now else Desk.ASKED
    if standing.job or standing.talk:
        return Desk.WHOM if standing.several else Desk.TALK
    return Desk.RUNNING if standing.conversation else Desk.NEW


class Question(enum.StrEnum):
    """What the form asks, by the names of its slots."""

    CATEGORY = "category"
    PLACE = "place"
    CONFIRMED = "confirmed"
    ADD_OR_NEW = "add_or_new"  # with open requests and no clear new need: 补充到 #12 / 新的求助


# A longer text says more than which of two.
_SHORT = 12
# What stands for a voice note among the words of a conversation.
SPOKEN = "(语音)"
# After this many answers in a row that we could not read, a person comes.
MOST_MISSES = 2


def next_question(known: Known) -> Question | None:
    """What is known is never asked; None when everything has been said and confirmed."""
    if not known.get("category"):
        return Question.CATEGORY
    if not place_settled(known):
        return Question.PLACE
    if not known.get("confirmed") or days_missing(known):
        return Question.CONFIRMED
    return None


def place_settled(known: Known) -> bool:
    """Whether the place is known, or left out for now: then it is not asked for before somebody comes."""
    return bool(known.get("building") or known.get("place_later"))


_ADDS = re.compile(r"补充|加上|加到|加进|同一件|一起的|^(?:是的?|对的?|嗯+|上面的?|那一?件|前面的?)$|\badd\b|same")
_IS_NEW = re.compile(r"新的|另外|另一件|别的|不是|不同|\bnew\b")


def read_add_or_new(text: str) -> bool | None:
    """The answer to 「补充还是新的求助」: True for more about the open one; None for words that are neither."""
    folded = fold(text).strip(" 。.!,")
    if len(folded) > _SHORT or bool(_ADDS.search(folded)) == bool(_IS_NEW.search(folded)):
        return None
    return _ADDS.search(folded) is not None


def is_request(category: str) -> bool:
    """Whether a message of this category asks for something."""
    return CATEGORIES[category].group not in (Group.TALK, Group.DANGER)


def answers_plainly(question: Question | None, text: str, buildings: frozenset[str]) -> bool:
    """Whether a message is just the answer that was asked for: 「不对」, 「我在5号楼」.

    Neither odds nor model have ever heard such words without a need in them; alone they must not take them for an emergency.
    """
    if question is Question.CONFIRMED:
        return read_yes_no(text) is not None
    if question is Question.PLACE and says_later(text):
        return True
    if question is not Question.PLACE or beside_place(text):
        return False
    found = read_place(text, buildings)
    return bool(found.place.building or found.unknown_building or read_place_answer(text, buildings, "building").place.building)


@dataclass(frozen=True)
class Heard:
    """What a message did to what is known; `answered`: it was read as the answer to the open question.

    `digression`: small talk, 查进度, 撤销 and the like while a question is open: it tells nothing, and the question stands.
    """

    known: Known
    answered: bool
    digression: bool = False


def to_come(known: Known, rule: Recurring) -> Known:
    """The same, coming again by this rule; wanted on its first day, once its days are known."""
    new = at_time(known, *((None, None) if rule.times else rule.on(rule.starts)))
    new["recurring"], new["time_text"] = rule.as_json(), None
    return new


def _hear_how_often(known: Known, reading: Reading, *, asks_days: bool) -> Known:
    """What a message says of how often, on which days (where we ask for them) and at what hours help is to come."""
    if reading.recurring and not (asks_days and reading.recurring.times):
        return to_come(known, reading.recurring)
    if not known.get("recurring"):
        return known
    if says_once(reading.text):
        return Known(**{**known, "recurring": None})
    kept = of_json(known["recurring"] or {})
    days = read_days(reading.text, kept) if asks_days else ()
    rule = kept.with_days(days) if days else kept
    if reading.time:
        rule = rule.at_hours(reading.time.start, reading.time.end)
    if reading.first_day:
        rule = rule.beginning(reading.first_day)
    return to_come(known, rule) if reading.time or rule != kept else known


def hear(known: Known, question: Question | None, reading: Reading, buildings: frozenset[str]) -> Heard:
    """Join one message with what is known. Place, time, phone and for whom are read out of every message."""
    new = Known(**known)
    answered = False
    asks_days = question is Question.CONFIRMED and days_missing(known)
    pair_shown = question is Question.CONFIRMED and not asks_days and known.get("second") and not known.get("both")
    if pair_shown and (which := pair.read_which(reading.text)):
        return Heard(pair.chosen(known, which), answered=True)
    if question is Question.CONFIRMED and not asks_days:
        said = read_yes_no(reading.text)
        if said is not None:
            new["confirmed"] = said
            answered = True
    place = reading.place
    if place.place.building is None and (question is Question.PLACE or known.get("building")):
        asked: Literal["building", "room"] = "building" if not known.get("building") else "room"
        if question is Question.PLACE:
            place = read_place_answer(reading.text, buildings, asked)
    if place.place.building:
        answered = answered or question is Question.PLACE
        new["building"], new["unit"], new["room"] = place.place.building, place.place.unit, place.place.room
        new["unknown_building"] = new["place_later"] = None
    elif question is Question.PLACE and says_later(reading.text):
        new["place_later"], answered = True, True
    elif place.place.room and known.get("building"):
        new["unit"], new["room"] = place.place.unit or known.get("unit"), place.place.room
    elif place.unknown_building:
        new["unknown_building"] = place.unknown_building
    if reading.phone:
        new["phone"] = reading.phone
    if reading.time:
        new["time_text"] = reading.time.text
        new["time"] = reading.time.start.isoformat()
        new["time_end"] = reading.time.end.isoformat() if reading.time.end else None
    new = _hear_how_often(new, reading, asks_days=asks_days)
    if reading.needed:
        new["needed"] = reading.needed
    if reading.for_whom:
        new["beneficiary"] = reading.for_whom.value
    if not known.get("category") and reading.sure and is_request(reading.category):
        new["category"] = reading.category
        new["urgency"] = reading.urgency.value
        answered = answered or question is Question.CATEGORY
    if question is None or not (answered and (question is Question.CONFIRMED or new.get("place_later"))):
        new["words"] = [*known.get("words", []), reading.text]
    changed = {key for key in new if key not in ("words", "confirmed") and new.get(key) != known.get(key)}
    if question is Question.CONFIRMED and new.get("confirmed") is not True:
        other = reading.category != known.get("category")
        if not changed and other and new.get("confirmed") is False and reading.sure and is_request(reading.category):
            new["category"], new["urgency"] = reading.category, reading.urgency.value
            changed = {"category"}
        if changed:  # a correction: the card is shown again with it
            new["confirmed"], answered = None, True
    if question is not None and not answered and not changed and reading.sure and CATEGORIES[reading.category].group is Group.TALK:
        return Heard(known, answered=False, digression=True)
    return Heard(new, answered)
