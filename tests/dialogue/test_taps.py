"""Buttons that are stale, forged, somebody else's or tapped twice: a clear answer, a line in the trail, nothing else."""

from __future__ import annotations

import pytest

from aid.delivery.taps import LONGEST
from aid.requests.model import Status
from tests.dialogue.town import Town, leak_by_taps

FORGED = [
    "", "x", "oy", "oy:", "oy:x", "oy:-1", "oy:1:2:3:4", "zz:1", "oy:999999", "rw:999999", "kc:1:repair_home", "oy:1; DROP TABLE offer",
    "OY:1", "oy:１", "oy:\u0000", "/restart", "接单", "cx:1:solved", "a" * LONGEST, "好" * 60,
]  # fmt: skip


async def test_a_forged_code_changes_nothing(town: Town) -> None:
    """Whatever a modified client sends: refused in words, kept in the trail, the tap is acknowledged."""
    for code in FORGED:
        await town.he.sends_code(code)
        assert [card.key for card in town.he.new()] == ["tap_refused"], ascii(code)
    assert {event.person_id for event in town.trail("tap_refused")} == {town.person(town.he).id}
    assert len(town.trail("tap_refused")) == len(FORGED)
    assert town.requests() == []
    assert [call.code for call in town.api.calls if call.method == "answerCallbackQuery"] == [200] * len(FORGED)


FOREIGN = [
    ("he", "oy:1"), ("he", "on:1"), ("chen", "oy:1"), ("chen", "ob:1"), ("chen", "od:1"), ("he", "rw:1"), ("he", "rf:1"), ("he", "rs:1:1"),
    ("he", "rt:1:0"), ("lin", "cc:1"), ("he", "ct:1"), ("captain5", "ct:1"), ("captain5", "cx:1:not_ours"), ("wu", "cd:1"), ("wu", "cp:1:1"),
    ("lin", "ca:1:2"), ("he", "hb:1"), ("stranger", "cl:1"),
]  # fmt: skip


async def test_somebody_elses_button_is_refused(town: Town) -> None:
    """A resident, another volunteer, another building's captain: the request stays as it was."""
    await leak_by_taps(town)
    before = town.request_of(1)
    for name, code in FOREIGN:
        who = getattr(town, name)
        who.looks_away()
        await who.sends_code(code)
        assert [card.key for card in who.new()] == ["tap_refused"], (name, code)
        after = town.request_of(1)
        assert (after.status, after.episode, after.captain_id) == (before.status, before.episode, before.captain_id), (name, code)
    assert len(town.trail("tap_refused")) == len(FOREIGN)


async def test_somebody_elses_conversation_is_refused(town: Town) -> None:
    """The random id of a conversation is no pass."""
    await town.wu.says("我家厨房水管漏水了")
    card = town.wu.last("ask_category")
    await town.he.sends_code(card.code("家中小修"))
    town.he.sees("tap_refused")
    assert not any(each.category for each in town.requests())


@pytest.mark.parametrize("label", ["对", "改一下", "不用了"])
async def test_a_button_of_a_finished_form_is_stale(town: Town, label: str) -> None:
    """The card was confirmed: its buttons are gone, and an old screen that still shows them is told so."""
    await town.wu.says("我家厨房水管漏水了")
    await town.wu.taps("家中小修")
    card = town.wu.last("confirm_card")
    await town.wu.taps("对")
    town.wu.looks_away()
    assert card.shown.buttons == []
    await town.wu.presses(card, label)
    if label == "不用了":  # withdrawing is still the resident's right
        assert town.status() is Status.CANCELLED
    else:
        town.wu.sees("tap_stale")
        assert town.status() is Status.OFFERING


async def test_a_doubled_tap_acts_once(town: Town) -> None:
    """A shaking thumb: accepted once, and told that it is already theirs."""
    town.provoked.add(400)  # the second time the buttons are already gone
    await leak_by_taps(town)
    card = town.lin.sees_one("offer")
    for _ in range(2):
        town.api.tap(town.lin.chat, card.code("接单"), card.shown.id)
    await town.settle()
    town.lin.sees("holder_card", "offer_already_yours")
    assert len(town.trail("accepted")) == 1
    town.wu.sees("resident_accepted")


async def test_a_doubled_yes_opens_once(town: Town) -> None:
    """对, 对: one request, one wave."""
    town.provoked.add(400)
    await town.wu.says("我家厨房水管漏水了")
    await town.wu.taps("家中小修")
    card = town.wu.last("confirm_card")
    for _ in range(2):
        town.api.tap(town.wu.chat, card.code("对"), card.shown.id)
    await town.settle()
    assert len(town.requests()) == 1
    assert len(town.trail("wave")) == 1
    assert [card.key for card in town.wu.new()][-1] == "tap_stale"


async def test_a_tap_too_old_to_be_answered_still_acts(town: Town) -> None:
    """ "query is too old" concerns the little wheel on the button, not the row."""
    town.provoked.add(400)
    await leak_by_taps(town)
    card = town.lin.sees_one("offer")
    town.api.tap(town.lin.chat, card.code("接单"), card.shown.id)
    town.api.forget_queries()
    await town.settle()
    town.lin.sees("holder_card")
    assert town.status() is Status.ACCEPTED


async def test_a_stale_tap_on_a_cancelled_request(town: Town) -> None:
    """The captain taps a card of a request that was withdrawn meanwhile: a fresh card says how it stands."""
    await leak_by_taps(town)
    await town.waits(hours=2, minutes=5)
    card = town.captain.last("captain_card")
    await town.wu.sends_code("rw:1")
    town.captain.looks_away()
    await town.captain.presses(card, "已经办好")
    assert [each.key for each in town.captain.new()] == ["captain_card"]
    assert town.status() is Status.CANCELLED
