"""What is English and what is not: short tokens, names of things and pinyin are nothing to answer in English."""

from __future__ import annotations

import re

import pytest

from aid.understanding.english import greets, in_english, in_latin_letters, without_chinese
from aid.understanding.lexicon import lexicon
from aid.understanding.place import read_place

BUILDINGS = frozenset(str(number) for number in range(1, 33))


@pytest.mark.parametrize(
    "text",
    [
        "My sink is leaking, can someone help?", "the lift is broken", "Hello, I need help with my phone", "Where is the pharmacy?",
        "please call me tomorrow", "THE WATER IS OFF", "There’s no hot water", "there is a leak at 3号楼501", "I don't speak Chinese",
    ],
)  # fmt: skip
def test_sentences_are_english(text: str) -> None:
    """Two words are enough that hardly an English sentence does without."""
    assert in_english(text) and in_latin_letters(text) and without_chinese(text)


@pytest.mark.parametrize(
    "text",
    [
        "ok", "OK", "yes", "no", "hi", "wifi", "TV", "app", "iPhone 15 Pro", "3-501", "138 0000 0001", "A栋", "👍", "", "SOS",
        "wo jia shui guan lou le", "ni hao", "qing bang wo kan yi xia dian nao", "我家wifi坏了", "帮我装一下 Microsoft Office", "the", "help",
        "电脑显示 This copy of Windows is not genuine", "vx: abc123", "LOL", "www.example.com",
    ],
)  # fmt: skip
def test_short_tokens_names_of_things_and_pinyin_are_not(text: str) -> None:
    """They are read as they always were."""
    assert not in_english(text)


@pytest.mark.parametrize(
    ("text", "letters"), [("3-501", False), ("13800000001", False), ("ok", True), ("TV坏了", False), ("Bonjour", True), ("a", False)]
)
def test_words_in_latin_letters(text: str, letters: bool) -> None:
    """For whoever reads English a single word is enough; digits are no words."""
    assert in_latin_letters(text) is letters


def test_no_common_word_is_a_syllable_of_pinyin() -> None:
    """Somebody without a Chinese keyboard is not taken for a foreigner."""
    syllable = re.compile(
        r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:[iuv]?(?:a(?:ng?|[io])?|e(?:ng?|[ir])?|o(?:ng|u)?)|[iuv]n?|ing|u[in]|iu)"
    )
    possible = {"the", "or", "in", "on", "we"}  # no such syllables stand alone in Chinese
    assert {word for word in lexicon("english")["common"] if syllable.fullmatch(word)} <= possible


@pytest.mark.parametrize("text", ["hi", "Hello!", "Thank you very much!", "good morning", "thanks", "ok great, thanks", "Hi there!"])
def test_a_greeting_is_nothing_else(text: str) -> None:
    """It is answered with a word, and begins no request."""
    assert greets(text)


@pytest.mark.parametrize("text", ["hi, my tap is leaking", "thanks but it is not solved", "ok", "yes", ""])
def test_what_asks_for_something_is_no_greeting(text: str) -> None:
    """Politeness before a need hides nothing."""
    assert not greets(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Building 3, unit 2, room 501", ("3", "2", "501")),
        ("building 3 room 501", ("3", None, "501")),
        ("I live in bldg 12, apt 803", ("12", None, "803")),
        ("Block 7, flat 1203 please", ("7", None, "1203")),
        ("I'm in building 5", ("5", None, None)),
        ("room 501, building 3", ("3", None, "501")),
        ("Tower 3 Unit 1 Apartment 302", ("3", "1", "302")),
        ("3-2-501", ("3", "2", "501")),
        ("building no. 3, door 501", ("3", None, "501")),
    ],
)
def test_a_place_in_english(text: str, place: tuple[str | None, ...]) -> None:
    """Building, unit and room as people who read English write them."""
    found = read_place(text, BUILDINGS).place
    assert (found.building, found.unit, found.room) == place


@pytest.mark.parametrize(
    "text", ["I have 3 buildings to clean", "room service", "unit price 20", "the 3 of us", "a flat tyre", "door bell 2"]
)
def test_no_place_is_made_up(text: str) -> None:
    """Words that only look like one."""
    found = read_place(text, BUILDINGS).place
    assert (found.building, found.room) == (None, None)
