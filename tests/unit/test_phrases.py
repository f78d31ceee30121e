"""Commands, by menu or in words: one meaning in either language, and nothing but the whole message."""

from __future__ import annotations

import pytest

from aid.conversations.phrases import Phrase, phrase_in
from aid.delivery.catalogue import say
from aid.understanding.answers import asks_for_hours, asks_for_human
from aid.understanding.data_wish import DataWish, read_data_wish
from bot.telegram_reading import COMMANDS, FOR_ROLES

MEANS = {
    "human": asks_for_human,
    "mydata": lambda text: read_data_wish(text) is DataWish.SEE,
    "erase": lambda text: read_data_wish(text) is DataWish.ERASE,
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("command", [*COMMANDS, *FOR_ROLES])
def test_each_line_of_a_menu_means_its_command_when_it_is_typed(command: str, language: str) -> None:
    """Text, button and command mean the same thing, in the language of the menu."""
    text = say(language, f"command-{command}")
    if command in MEANS:
        assert MEANS[command](text)
    else:
        assert phrase_in(text) is Phrase(command)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("progress", Phrase.PROGRESS), ("When are they coming?", Phrase.PROGRESS), ("any news?", Phrase.PROGRESS),
        ("Status?", Phrase.PROGRESS), ("how far is it", Phrase.PROGRESS), ("Where is my request?", Phrase.PROGRESS),
        ("cancel", Phrase.CANCEL), ("Cancel my request", Phrase.CANCEL), ("I want to cancel", Phrase.CANCEL), ("my requests", Phrase.MINE),
        ("English", Phrase.ENGLISH), ("英文", Phrase.ENGLISH), ("In English please", Phrase.ENGLISH), ("换成英文", Phrase.ENGLISH),
        ("中文", Phrase.CHINESE), ("Chinese", Phrase.CHINESE), ("说中文", Phrase.CHINESE), ("switch to Chinese", Phrase.CHINESE),
        ("/language", Phrase.LANGUAGE), ("change language", Phrase.LANGUAGE), ("切换语言", Phrase.LANGUAGE),
        ("help", Phrase.HELP), ("Help me please", Phrase.HELP), ("帮助", Phrase.HELP),
        ("not today", Phrase.NOT_TODAY), ("my settings", Phrase.SETTINGS), ("pause", Phrase.PAUSE), ("resume", Phrase.BACK),
        ("My thanks", Phrase.THANKS), ("to-do", Phrase.TODO), ("I’d like to help out", Phrase.VOLUNTEER), ("back to the assistant", Phrase.HAND_BACK),
    ],
)  # fmt: skip
def test_commands_in_words(text: str, phrase: Phrase) -> None:
    """As people type them."""
    assert phrase_in(text) is phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("以后不用了", Phrase.NO_MORE), ("以后都不用来了。", Phrase.NO_MORE), ("以后不用麻烦了", Phrase.NO_MORE), ("不用每周来了", Phrase.NO_MORE),
        ("取消定期求助", Phrase.NO_MORE), ("这次不用了", Phrase.NOT_THIS_TIME), ("下次先不用来了", Phrase.NOT_THIS_TIME),
        ("这回不用陪了", Phrase.NOT_THIS_TIME),
        ("No more of it, please", Phrase.NO_MORE), ("don't need it any more", Phrase.NO_MORE), ("skip the next time", Phrase.NOT_THIS_TIME),
        ("以后不用药了怎么办", None), ("以后不想活了", None), ("以后不用来了, 明天来", None), ("不用了", None), ("这次不用新的水管", None),
    ],
)  # fmt: skip
def test_the_end_of_recurring_help_in_words(text: str, phrase: Phrase | None) -> None:
    """Only these words and nothing else in the message; a bare 「不用了」 answers whatever was asked."""
    assert phrase_in(text) is phrase


@pytest.mark.parametrize(
    "text",
    [
        "Help!", "help me!!", "救命", "help me move a sofa", "cancel my gym membership", "English lessons for my son", "我要请英语家教", "中文老师",
        "how far is the hospital", "the status light is red", "I want to help my mother walk", "not today, my tap is leaking",
    ],
)  # fmt: skip
def test_what_only_begins_like_a_command_is_words(text: str) -> None:
    """A cry for help is the screen's, a need is a need."""
    assert phrase_in(text) is None


@pytest.mark.parametrize(
    "text", ["human", "I want to talk to a person", "Can I speak with somebody?", "talk to the captain", "agent", "real person please"]
)
def test_a_person_is_asked_for_in_english(text: str) -> None:
    """As by 「找真人」."""
    assert asks_for_human(text)


@pytest.mark.parametrize("text", ["I am a person with a broken sink", "human rights lecture", "the captain was here yesterday"])
def test_a_person_is_not_asked_for_by_naming_one(text: str) -> None:
    """Words about people are words."""
    assert not asks_for_human(text)


def test_hours_of_service_are_asked_for_in_english() -> None:
    """As by 「我的时长」."""
    assert asks_for_hours("my hours") and not asks_for_hours("my hours at work are long")
