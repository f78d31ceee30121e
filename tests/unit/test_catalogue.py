"""The message catalogue: everything that is said exists, and everything that exists is said."""

from __future__ import annotations

from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from aid.delivery.buttons import BUTTONS
from aid.delivery.catalogue import DEFAULT_LANGUAGE, NoSuchText, say
from tests.posted_keys import posted, said, spelled_out

RESOURCE = FluentParser().parse(files("aid.delivery").joinpath("messages", "zh-CN.ftl").read_text(encoding="utf-8"))
MESSAGES = {entry.id.name: entry for entry in RESOURCE.body if isinstance(entry, ast.Message)}


def written(key: str) -> str:
    """The key as the catalogue spells it."""
    return key if key in MESSAGES else key.replace("_", "-")


def uses() -> set[str]:
    """Every key that the code posts or looks up."""
    return spelled_out(said() | {key for each in posted() for key in each.keys})


def test_the_catalogue_has_no_line_that_fluent_cannot_read() -> None:
    """A slip of the pen would silently take a message away."""
    assert [entry for entry in RESOURCE.body if isinstance(entry, ast.Junk)] == []


def test_no_message_is_written_twice() -> None:
    """Of two messages under one key one would never be said."""
    names = [written(entry.id.name) for entry in RESOURCE.body if isinstance(entry, ast.Message)]
    assert sorted(names) == sorted(set(names))


def test_every_key_that_is_posted_can_be_read_out_of_the_code() -> None:
    """The search below sees every place that posts."""
    assert [each.where for each in posted() if not each.keys] == []
    assert len(posted()) > 80


def test_everything_that_is_said_is_in_the_catalogue() -> None:
    """No person ever gets a key instead of a sentence."""
    assert {key for key in uses() if written(key) not in MESSAGES} == set()


def test_everything_in_the_catalogue_is_said() -> None:
    """No sentence is kept that nobody ever reads."""
    assert set(MESSAGES) - {written(key) for key in uses()} == set()


def test_buttons_belong_to_messages_that_are_posted() -> None:
    """No set of buttons hangs on a key that no longer exists."""
    assert set(BUTTONS) <= uses()


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


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_text_is_whole_when_its_arguments_are_given(key: str) -> None:
    """No placeholder is left, no line is blank, and every ending of a choice can be said."""
    args = dict.fromkeys(variables(MESSAGES[key]), "某")
    text = say(DEFAULT_LANGUAGE, key, args)
    assert text and "{" not in text and "$" not in text
    assert all(line.strip() for line in text.splitlines())


@pytest.mark.parametrize("key", sorted(key for key, message in MESSAGES.items() if variables(message)))
def test_a_missing_argument_is_an_error_not_a_gap(key: str) -> None:
    """A text without one of its arguments is not sent half."""
    with pytest.raises(NoSuchText):
        say(DEFAULT_LANGUAGE, key, {})


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
