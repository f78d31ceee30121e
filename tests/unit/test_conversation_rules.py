"""Who gets a message, what is asked next, and how an answer joins what is known."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from itertools import product

import pytest

from aid.community import Community
from aid.conversations.rules import (
    Desk,
    Heard,
    Question,
    Standing,
    answers_plainly,
    hear,
    is_request,
    next_question,
    read_add_or_new,
    who_gets,
)
from aid.requests.known import Known
from aid.understanding.reading import Parse, Reading, read
from aid.understanding.taxonomy import CATEGORIES

NOW = datetime.fromisoformat("2026-09-16T10:00:00+08:00")
BUILDINGS = frozenset(str(number) for number in range(1, 33))
UNSURE = Parse((("repair_home", 0.4), ("errand", 0.35)), sure=False)
LEAK = Known(category="repair_home", urgency="normal", words=["水龙头坏了"])
WHOLE = Known(category="repair_home", urgency="normal", building="3", unit="2", room="501", words=["水龙头坏了", "3号楼2单元501"])


def said(text: str, category: str = "out_of_scope", *, sure: bool = True) -> Reading:
    """A message as it is read when the model thinks this of it."""
    return read(text, Parse(((category, 0.9),), sure=sure), NOW, BUILDINGS)


def answer(known: Known, question: Question | None, text: str, category: str = "out_of_scope") -> Heard:
    """What a message does to what is known."""
    return hear(known, question, said(text, category), BUILDINGS)


EVERY_STANDING = [Standing(*each) for each in product((False, True), repeat=len(fields(Standing)))]
# What stands open, by the first thing that decides; the first line that holds says who gets the words.
GETS: tuple[tuple[str, Desk], ...] = (
    ("where", Desk.ASKED),
    ("handed_off", Desk.HANDOFF),
    ("reply", Desk.REPLY),
    ("asked just_now", Desk.ASKED),
    ("asked job", Desk.WHICH),
    ("asked", Desk.ASKED),
    ("job several", Desk.WHOM),
    ("talk several", Desk.WHOM),
    ("job", Desk.TALK),
    ("talk", Desk.TALK),
    ("conversation", Desk.RUNNING),
    ("", Desk.NEW),
)


@pytest.mark.parametrize("standing", EVERY_STANDING, ids=lambda each: "".join("-+"[getattr(each, thing.name)] for thing in fields(each)))
def test_the_first_thing_that_stands_open_gets_the_message(standing: Standing) -> None:
    """Where an emergency is, a hand-off, a reply to a card, the answer to a question of ours, a job in hand or a talk, a running
    conversation, else a new one: every case. With a job in hand only an answer given at once is one without asking."""
    expected = next(desk for things, desk in GETS if all(getattr(standing, thing) for thing in things.split()))
    assert who_gets(standing) is expected


@pytest.mark.parametrize(
    ("known", "question"),
    [
        (Known(), Question.CATEGORY),
        (Known(building="3"), Question.CATEGORY),
        (Known(category=None, building="3", confirmed=True), Question.CATEGORY),
        (Known(category="pet"), Question.PLACE),
        (Known(category="pet", building=None, unknown_building="99"), Question.PLACE),
        (Known(category="pet", room="501"), Question.PLACE),
        (Known(category="pet", building="3"), Question.CONFIRMED),
        (Known(category="pet", place_later=True), Question.CONFIRMED),
        (Known(category="pet", place_later=None), Question.PLACE),
        (Known(category="pet", building="3", confirmed=None), Question.CONFIRMED),
        (Known(category="pet", building="3", confirmed=False), Question.CONFIRMED),
        (Known(category="pet", building="3", confirmed=True), None),
    ],
)
def test_what_is_known_is_never_asked(known: Known, question: Question | None) -> None:
    """Category, then place, then the confirmation; nothing when all is said."""
    assert next_question(known) is question


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("补充", True), ("是补充的", True), ("加到上面那件", True), ("同一件事", True), ("对", True), ("新的求助", False), ("是另外一件", False),
        ("不是", False), ("补充到新的那件", None), ("水还在漏", None), ("新买的水龙头装上去三天就开始漏水了", None),
    ],
)  # fmt: skip
def test_more_or_new_may_be_said_in_words(text: str, adds: bool | None) -> None:
    """What the two buttons say, as people say it; other words are words."""
    assert read_add_or_new(text) is adds


@pytest.mark.parametrize("category", list(CATEGORIES))
def test_only_what_asks_for_something_is_a_request(category: str) -> None:
    """Help, service and community ask for something; talk is answered and danger has its own way."""
    asks = category not in {"status_query", "cancel", "greeting_chitchat", "out_of_scope", "emergency"}
    assert is_request(category) is asks


def test_a_first_message_says_all_that_it_says() -> None:
    """Category, urgency, place, phone and words are taken from one sentence, and the sentence itself is kept."""
    heard = answer(Known(), None, "3号楼2单元501水龙头坏了, 电话13800000001", "repair_home")
    assert heard.known["category"] == "repair_home" and heard.known["urgency"] == "normal"
    assert (heard.known["building"], heard.known["unit"], heard.known["room"]) == ("3", "2", "501")
    assert heard.known["phone"] == "13800000001"
    assert len(heard.known["words"]) == 1


def test_an_unsure_reading_gives_no_category() -> None:
    """What the model only guesses is asked, not taken."""
    heard = hear(Known(), None, read("那个东西坏了", UNSURE, NOW, BUILDINGS), BUILDINGS)
    assert not heard.known.get("category")


@pytest.mark.parametrize("category", ["greeting_chitchat", "status_query", "out_of_scope", "cancel"])
def test_talk_never_becomes_what_a_request_is_about(category: str) -> None:
    """A greeting at the head of a conversation leaves the category open."""
    assert not answer(Known(), None, "你好", category).known.get("category")


def test_a_category_once_known_is_not_overwritten_by_the_answer_to_another_question() -> None:
    """「快递站对面」 as the answer to "where?" does not turn a leak into an errand."""
    heard = answer(LEAK, Question.PLACE, "3号楼", "errand")
    assert heard.known["category"] == "repair_home" and heard.answered


@pytest.mark.parametrize(
    ("text", "building", "unit", "room"),
    [("3", "3", None, None), ("三号楼", "3", None, None), ("3号楼2单元501", "3", "2", "501"), ("12栋", "12", None, None)],
)
def test_a_place_answers_the_question_for_it(text: str, building: str, unit: str | None, room: str | None) -> None:
    """Also a bare number, which would say nothing unasked."""
    heard = answer(LEAK, Question.PLACE, text)
    assert heard.answered
    assert (heard.known["building"], heard.known["unit"], heard.known["room"]) == (building, unit, room)


def test_a_bare_number_says_nothing_unasked() -> None:
    """「3」 is no place where no place was asked for."""
    assert not answer(LEAK, None, "3").known.get("building")


def test_a_building_that_we_do_not_have_is_kept_as_unknown() -> None:
    """The question is not answered, and the next asking can say which building does not exist."""
    heard = answer(LEAK, Question.PLACE, "99号楼")
    assert not heard.answered and not heard.known.get("building")
    assert heard.known["unknown_building"] == "99"
    mended = answer(heard.known, Question.PLACE, "9号楼")
    assert mended.known["building"] == "9" and mended.known["unknown_building"] is None


def test_a_room_joins_the_building_that_is_known() -> None:
    """「2单元501室」 completes building 3 instead of replacing it."""
    heard = answer(Known(category="pet", building="3"), Question.CONFIRMED, "2单元501室")
    assert (heard.known["building"], heard.known["unit"], heard.known["room"]) == ("3", "2", "501")
    assert heard.answered, "a correction shows the card again"


@pytest.mark.parametrize(("text", "yes"), [("对", True), ("好的", True), ("👍", True), ("不对", False), ("改一下", False)])
def test_a_yes_or_no_answers_the_confirmation_and_is_no_part_of_the_words(text: str, yes: bool) -> None:
    """What was only an answer is not shown to the helper as something the resident said."""
    heard = answer(WHOLE, Question.CONFIRMED, text)
    assert heard.answered and heard.known["confirmed"] is yes
    assert heard.known["words"] == WHOLE["words"]


def test_a_yes_to_nothing_confirms_nothing() -> None:
    """「好」 where no card was shown stays a word."""
    assert not answer(LEAK, Question.PLACE, "好").known.get("confirmed")


def test_silence_is_never_a_yes() -> None:
    """Words that answer neither yes nor no leave the confirmation open."""
    heard = answer(WHOLE, Question.CONFIRMED, "今天天气不错呀大家都出来走走")
    assert not heard.answered and not heard.known.get("confirmed")


def test_a_correction_on_the_card_is_taken_and_the_card_shown_again() -> None:
    """A new place or phone in place of a yes is an answer, and confirms nothing."""
    moved = answer(WHOLE, Question.CONFIRMED, "我家住5号楼1单元302")
    assert moved.answered and not moved.known.get("confirmed")
    assert (moved.known["building"], moved.known["unit"], moved.known["room"]) == ("5", "1", "302")
    phoned = answer(WHOLE, Question.CONFIRMED, "打13800000009这个号")
    assert phoned.answered and phoned.known["phone"] == "13800000009"


def test_hearing_leaves_what_was_known_before_as_it_was() -> None:
    """The rule gives back something new and changes nothing in place."""
    before = Known(**LEAK)
    answer(LEAK, Question.PLACE, "3号楼2单元501")
    assert before == LEAK


def test_every_building_of_the_compound_can_be_said_as_a_bare_number(community: Community) -> None:
    """Whoever is asked for the building may answer with its number alone."""
    for building in community.buildings:
        assert hear(LEAK, Question.PLACE, said(building), community.buildings).known.get("building") == building


@pytest.mark.parametrize("question", [Question.CATEGORY, Question.PLACE, Question.CONFIRMED])
@pytest.mark.parametrize("category", ["greeting_chitchat", "status_query", "cancel", "out_of_scope"])
def test_talk_beside_an_open_question_tells_nothing_and_leaves_it_open(question: Question, category: str) -> None:
    """Small talk in the middle of a form is answered as such: no word of it is kept, and the question stands."""
    heard = answer(LEAK, question, "你们什么时候上班呀", category)
    assert heard == Heard(LEAK, answered=False, digression=True)


def test_talk_without_an_open_question_is_no_digression() -> None:
    """There is nothing to leave."""
    assert not answer(Known(), None, "你好", "greeting_chitchat").digression


def test_an_answer_is_an_answer_whatever_the_model_takes_it_for() -> None:
    """「3号楼」 reads as chitchat to a model that has never heard it alone; the question was for a place."""
    heard = answer(LEAK, Question.PLACE, "3号楼", "greeting_chitchat")
    assert heard.answered and not heard.digression


@pytest.mark.parametrize(
    ("text", "category", "changed"),
    [("不对, 我在5号楼", "out_of_scope", {"building": "5"}), ("不是, 是要搬家具", "moving_heavy", {"category": "moving_heavy"})],
)
def test_a_no_that_says_what_is_right_shows_the_card_again(text: str, category: str, changed: dict[str, str]) -> None:
    """Whoever has just said what is wrong is not asked what is wrong."""
    heard = answer(WHOLE, Question.CONFIRMED, text, category)
    assert heard.answered and next_question(heard.known) is Question.CONFIRMED and heard.known.get("confirmed") is None
    assert {field: heard.known.get(field) for field in changed} == changed


def test_a_bare_no_is_a_no() -> None:
    """It changes nothing but the confirmation, and the next question is what is wrong."""
    heard = answer(WHOLE, Question.CONFIRMED, "不对")
    assert heard.known.get("confirmed") is False
    assert {**heard.known, "confirmed": None} == {**WHOLE, "confirmed": None}


def test_a_place_left_out_may_still_be_said() -> None:
    """「先不说」 settles the place and is no word of the need; a place over the card takes its place."""
    later = answer(LEAK, Question.PLACE, "先不说", "cancel")
    assert (later.answered, later.known.get("place_later"), later.known["words"]) == (True, True, LEAK["words"])
    said_after_all = answer(later.known, Question.CONFIRMED, "3号楼2单元501")
    assert (said_after_all.known["building"], said_after_all.known["place_later"]) == ("3", None)


def test_who_was_not_asked_where_leaves_nothing_out() -> None:
    """「先不说」 over the card is no answer to it."""
    assert answer(WHOLE, Question.CONFIRMED, "先不说").known.get("place_later") is None


@pytest.mark.parametrize(
    ("question", "text", "plain"),
    [
        (Question.CONFIRMED, "不对", True),
        (Question.CONFIRMED, "我不想活了", False),
        (Question.PLACE, "我在5号楼", True),
        (Question.PLACE, "5", True),
        (Question.PLACE, "我们这里是99号楼", True),
        (Question.PLACE, "五号楼一单元二零三", True),
        (Question.PLACE, "我在5号楼, 我快撑不住了", False),
        (Question.PLACE, "着火了", False),
        (Question.PLACE, "先不说", True),
        (Question.CONFIRMED, "先不说", False),
        (Question.CATEGORY, "3号楼", False),
        (None, "对", False),
    ],
)
def test_only_a_plain_answer_to_what_was_asked_is_one(question: Question | None, text: str, plain: bool) -> None:
    """A yes, a no or a place where it was asked for; anything else may be more than an answer."""
    assert answers_plainly(question, text, BUILDINGS) is plain
