"""The message catalogue: everything that is said exists, and everything that exists is said."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.serializer import FluentSerializer
from fluent.syntax.visitor import Visitor

from aid.delivery.buttons import BUTTONS
from aid.delivery.catalogue import DEFAULT_LANGUAGE, NoSuchText, say
from tests.posted_keys import posted, said, spelled_out

LANGUAGES = ("zh-CN", "en")
RESOURCES = {
    language: FluentParser().parse(files("aid.delivery").joinpath("messages", f"{language}.ftl").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
CATALOGUES = {
    language: {entry.id.name: entry for entry in resource.body if isinstance(entry, ast.Message)}
    for language, resource in RESOURCES.items()
}
MESSAGES = CATALOGUES[DEFAULT_LANGUAGE]
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def written(key: str) -> str:
    """The key as the catalogue spells it."""
    return key if key in MESSAGES else key.replace("_", "-")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


def variables(message: ast.Message) -> set[str]:
    """The arguments that a message refers to."""
    found = _Variables()
    found.visit(message)
    return found.names


def uses() -> set[str]:
    """Every key that the code posts or looks up."""
    return spelled_out(said() | {key for each in posted() for key in each.keys})


@in_each_language
def test_the_catalogue_has_no_line_that_fluent_cannot_read(language: str) -> None:
    """A slip of the pen would silently take a message away."""
    assert [entry for entry in RESOURCES[language].body if isinstance(entry, ast.Junk)] == []


@in_each_language
def test_no_message_is_written_twice(language: str) -> None:
    """Of two messages under one key one would never be said."""
    names = [written(entry.id.name) for entry in RESOURCES[language].body if isinstance(entry, ast.Message)]
    assert sorted(names) == sorted(set(names))


def test_every_key_that_is_posted_can_be_read_out_of_the_code() -> None:
    """The search below sees every place that posts."""
    assert [each.where for each in posted() if not each.keys] == []
    assert len(posted()) > 80


@in_each_language
def test_everything_that_is_said_is_in_the_catalogue(language: str) -> None:
    """No person ever gets a key instead of a sentence."""
    assert {key for key in uses() if written(key) not in CATALOGUES[language]} == set()


@in_each_language
def test_everything_in_the_catalogue_is_said(language: str) -> None:
    """No sentence is kept that nobody ever reads."""
    assert set(CATALOGUES[language]) - {written(key) for key in uses()} == set()


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_language_fills_in_the_same(key: str) -> None:
    """A text says the same thing in each language: with the same arguments."""
    assert {language: variables(catalogue[key]) for language, catalogue in CATALOGUES.items()} == dict.fromkeys(
        LANGUAGES, variables(MESSAGES[key])
    )


def test_english_is_written_in_english() -> None:
    """What was forgotten in translating stands out by its script; a few words are Chinese on purpose, beside their English."""
    beside = {"speech", "emergency_number", "button-chinese", *(key for key in MESSAGES if "language" in key)}
    chinese = {
        key for key, message in CATALOGUES["en"].items() if re.search("[\u4e00-\u9fff]", FluentSerializer().serialize_entry(message))
    }
    assert chinese <= beside


def test_buttons_belong_to_messages_that_are_posted() -> None:
    """No set of buttons hangs on a key that no longer exists."""
    assert set(BUTTONS) <= uses()


@in_each_language
@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_text_is_whole_when_its_arguments_are_given(key: str, language: str) -> None:
    """No placeholder is left, no line is blank, and every ending of a choice can be said, to a word as to a number."""
    for filling in ("某", 0, 1, 2, 1234):
        text = say(language, key, dict.fromkeys(variables(MESSAGES[key]), filling))
        assert text and "{" not in text and "$" not in text
        assert all(line.strip() for line in text.splitlines()) and text == text.strip() and "  " not in text


# Buttons of one row share the width of a phone; a menu's line and a text have limits of Telegram's.
LONGEST = {"button-": 40, "command-": 40}


@in_each_language
@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_texts_are_short_enough_to_be_read_on_a_phone(key: str, language: str) -> None:
    """In every ending of every choice."""
    longest = next((length for stem, length in LONGEST.items() if key.startswith(stem)), 900)
    value = CATALOGUES[language][key].value
    assert value is not None and len(longest_ending(value)) <= longest


def longest_ending(pattern: ast.Pattern) -> str:
    """The text with the longest ending of each choice; what is filled in counts nothing."""
    pieces = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            pieces.append(element.value)
        elif isinstance(element.expression, ast.SelectExpression):
            pieces.append(max((longest_ending(variant.value) for variant in element.expression.variants), key=len))
    return "".join(pieces)


@in_each_language
@pytest.mark.parametrize("key", sorted(key for key, message in MESSAGES.items() if variables(message)))
def test_a_missing_argument_is_an_error_not_a_gap(key: str, language: str) -> None:
    """A text without one of its arguments is not sent half."""
    with pytest.raises(NoSuchText):
        say(language, key, {})


def test_a_number_is_told_without_commas_and_in_its_plural() -> None:
    """#1234 is a name; one is not two."""
    assert "#1234 " in say("en", "cancelled", {"number": 1234})
    assert say("en", "my_data_more", {"count": 1}) != say("en", "my_data_more", {"count": 2}).replace("2", "1")


def test_an_unknown_key_is_an_error() -> None:
    """Nobody is shown the name of a message."""
    with pytest.raises(NoSuchText):
        say(DEFAULT_LANGUAGE, "no_such_key")


def test_a_key_may_be_written_with_underscores_or_hyphens() -> None:
    """What the rows call `tap_stale` is `tap-stale` in the catalogue."""
    assert say(DEFAULT_LANGUAGE, "tap_stale") == say(DEFAULT_LANGUAGE, "tap-stale")


def test_choices_in_a_text_follow_their_argument() -> None:
    """The same message says what fits, and lines that fall away leave no hole."""
    filled = say(DEFAULT_LANGUAGE, "offer_too_late", {"number": 12, "answer": "filled"})
    cancelled = say(DEFAULT_LANGUAGE, "offer_too_late", {"number": 12, "answer": "cancelled"})
    assert "已有人接单" in filled and "已撤销" in cancelled and "12" in filled
