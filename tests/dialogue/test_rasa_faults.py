"""Rasa down, hanging, talking rubbish, or an action failing: the button menu opens the request, and nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turns import all_actions
from aid.requests.model import Status
from aid.store.work import Work
from tests.dialogue.impostor import Impostor, Manner
from tests.dialogue.running_rasa import RunningRasa
from tests.dialogue.town import NO_RASA, Town

LEAK = "我家厨房水管漏水了"


class Failing(Action):
    """An action that raises what it was given, as one with a bug does."""

    def __init__(self, name: str, words: str = "a bug") -> None:
        self._name, self._words = name, words

    def name(self) -> str:
        return self._name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, object]]:
        raise RuntimeError(f"{self._words}: {tracker.latest_message.get('text')}")


async def test_the_menu_opens_a_request_without_rasa(town: Town) -> None:
    """Category, place and yes by taps alone: offers go out as with Rasa, and the words are in the request."""
    stranger = town.stranger
    await stranger.says(LEAK)
    assert [card.key for card in stranger.new()] == ["please_wait", "ask_category"]
    for label, key in (("家中小修", "ask_place"), ("3号楼", "confirm_card"), ("对", "ask_door")):
        await stranger.taps(label)
        assert stranger.new()[-1].key == key
    assert town.status() is Status.OFFERING
    assert town.request_of(1).words == LEAK
    for volunteer in (town.lin, town.husband):  # both certified, both of building 3, neither of the stranger's household
        volunteer.sees("offer")


async def test_words_said_to_the_menu_are_kept(town: Town) -> None:
    """Whoever goes on writing is asked the same question again, and every word is in the request."""
    await town.wu.says(LEAK)
    await town.wu.says("滴得很厉害")
    assert town.wu.new()[-1].key == "ask_category"
    await town.wu.taps("家中小修")
    assert town.request_of(1).words == f"{LEAK}\n滴得很厉害"


async def test_what_rules_read_needs_no_rasa(town: Town) -> None:
    """Place, phone, hours and how often are read out of the words; only what it is about is tapped, and 「对」 may be written."""
    stranger = town.stranger
    await stranger.says("每周三下午三点来修水管, 我在3号楼2单元601, 电话13800009999")
    assert [card.key for card in stranger.new()] == ["please_wait", "ask_category"]
    await stranger.taps("家中小修")
    card = stranger.new()[-1]
    assert card.key == "confirm_card" and "3号楼2单元601" in card.text
    assert "每周三 15:00。第一次是 今天 15:00" in card.text and "只要这一次" in card.labels
    await stranger.says("对")
    request = town.request_of(1)
    assert town.status() is Status.OFFERING and request.series_id == 1 and request.contact_phone == "13800009999"
    await stranger.says("今天不用来")
    assert town.status() is Status.CANCELLED


async def test_which_days_are_asked_without_rasa(town: Town) -> None:
    """「一周两次打扫」 by the menu: two weekdays by taps, then the card."""
    await town.wu.says("一周两次 帮我修修水管")
    await town.wu.taps("家中小修")
    assert "点 2 天" in town.wu.new()[-1].text
    await town.wu.taps("周四")
    await town.wu.taps("周日")
    assert "每周四、周日" in town.wu.new()[-1].text
    await town.wu.taps("对")
    assert town.request_of(1).series_id == 1


async def test_an_unfinished_menu_goes_to_the_captain(town: Town) -> None:
    """Rasa is away and the resident puts the phone down: somebody asks all the same."""
    await town.wu.says(LEAK)
    await town.waits(hours=2)
    assert LEAK in town.captain.last("captain_card").text
    assert town.status() is Status.WITH_CAPTAIN


async def test_an_emergency_needs_no_rasa(town: Town) -> None:
    """The screen comes before Rasa: the number and the pages go out at once."""
    await town.wu.says("我家着火了")
    town.wu.sees("emergency_number", "emergency_paged")
    town.captain.sees("captain_emergency")


async def test_a_person_needs_no_rasa(town: Town) -> None:
    """找真人 works without it too, by words and by the menu's button."""
    await town.wu.says("找真人")
    town.wu.sees("resident_handed_over")
    await town.stranger.says(LEAK)
    await town.stranger.taps("找真人")
    assert town.stranger.new()[-1].key == "resident_handed_over"


@pytest.mark.parametrize("manner", Manner)
async def test_whatever_answers_at_rasas_address(closed_town: Town, manner: Manner) -> None:
    """Asked twice, with 「请稍等」 between; then the menu. The next message is not held up by it."""
    town = closed_town
    async with Impostor(manner) as impostor:
        await town.open(impostor.address, patience=0.3)
        await town.wu.says(LEAK)
        town.wu.sees("please_wait", "ask_category")
        assert impostor.heard >= 2
        await town.wu.taps("家中小修")
        assert town.wu.new()[-1].key == "confirm_card"
        await town.wu.taps("对")
        assert town.wu.new()[-1].key == "resident_card"
        await town.close()


async def test_a_hanging_rasa_holds_nobody_else_up(closed_town: Town) -> None:
    """While one message waits for Rasa, an emergency of another resident is paged and a volunteer's tap acts."""
    town = closed_town
    async with Impostor(Manner.HANGS) as impostor:
        await town.open(impostor.address, patience=3.0)
        town.api.write(town.stranger.chat, LEAK)
        town.api.write(town.wu.chat, "我家着火了")
        async with asyncio.timeout(30):
            while not town.api.seen_by(town.captain.chat):  # the relay sets no event for a test
                await asyncio.sleep(0.02)
        assert not town.api.seen_by(town.stranger.chat)
        await town.settle()
        town.stranger.sees("please_wait", "ask_category")


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
@pytest.mark.parametrize("action", ["action_ask_confirmed", "action_validate_slot_mappings", "action_session_start"])
async def test_an_action_that_fails(closed_town: Town, rasa: RunningRasa, action: str) -> None:
    """Rasa answers 200 all the same; only the row says whether the turn is complete, and the menu takes over where it is not.

    A failed question ends Rasa's form, which would open the request: the service asks for the yes instead.
    """
    town = closed_town

    def actions(work: Work) -> list[Action]:
        return [Failing(action) if each.name() == action else each for each in all_actions(work)]

    await town.open(rasa.address, rasa.action_port, actions=actions)
    await town.wu.says(LEAK)
    keys = [card.key for card in town.wu.new()]
    assert keys[-1] in ("confirm_card", "ask_category")
    if keys[-1] == "ask_category":
        await town.wu.taps("家中小修")
    await town.wu.taps("对")
    assert town.wu.new()[-1].key == "resident_card"
    assert len(town.requests()) == 1


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
async def test_rasa_comes_back_in_mid_form(closed_town: Town, rasa: RunningRasa) -> None:
    """Begun by the menu, finished with Rasa: what was tapped is not asked again."""
    town, stranger = closed_town, closed_town.stranger
    await town.open(NO_RASA, rasa.action_port)
    await stranger.says(LEAK)
    await stranger.taps("家中小修")
    assert stranger.new()[-1].key == "ask_place"
    await town.close()
    await town.open(rasa.address, rasa.action_port)
    await stranger.says("5号楼1单元203")
    stranger.sees("confirm_card")
    await stranger.says("对")
    assert stranger.new()[-1].key == "resident_card"
    assert len(town.requests()) == 1


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
async def test_rasa_goes_away_in_mid_form(closed_town: Town, rasa: RunningRasa) -> None:
    """Begun with Rasa, finished by taps without it."""
    town, stranger = closed_town, closed_town.stranger
    await town.open(rasa.address, rasa.action_port)
    await stranger.says(LEAK)
    stranger.sees("ask_place")
    await town.close()
    await town.open(NO_RASA)
    await stranger.taps("5号楼")
    assert stranger.new()[-1].key == "confirm_card"
    await stranger.taps("对")
    assert [card.key for card in stranger.new()][-2:] == ["resident_card", "ask_door"]


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
async def test_a_bot_stopped_before_the_answer_answers_at_the_next_start(closed_town: Town, rasa: RunningRasa, tmp_path: Path) -> None:
    """The row was committed and Telegram told; the bot stops while Rasa hangs; the next one answers once."""
    town = closed_town
    async with Impostor(Manner.HANGS) as impostor:
        await town.open(impostor.address, patience=30)
        town.api.write(town.wu.chat, LEAK)
        async with asyncio.timeout(5):
            while not impostor.heard:  # a count, no event
                await asyncio.sleep(0.02)
        await town.close()
    assert town.api.pending() == []
    assert not town.all_answered()
    town.wu.sees_nothing()
    await town.open(rasa.address, rasa.action_port)
    await town.settle()
    town.wu.sees("confirm_card")
    assert len(town.requests()) == 1
