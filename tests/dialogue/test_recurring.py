"""Help that comes again, as resident, helper and captain live through it; the real model hears the words."""

from __future__ import annotations

from datetime import datetime

import pytest

from aid.requests.model import Status
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("rasa")]

WORDS = "每周三下午三点陪我阿嬷聊聊天, 我在3号楼2单元501"


async def asks(town: Town, words: str = WORDS) -> None:
    """吴阿姨 says it once; where the model is unsure of the kind she taps it."""
    await town.wu.says(words)
    if town.wu.new()[-1].key == "ask_category":
        await town.wu.taps("老人照护")


async def agrees(who: Someone) -> None:
    await who.taps("对")


async def until(town: Town, instant: str) -> None:
    """Time passes until then."""
    await town.waits(seconds=(datetime.fromisoformat(instant) - town.clock.now()).total_seconds())


async def test_from_one_sentence_to_the_second_visit(rasa_town: Town) -> None:
    """Confirmed once in plain words; two mornings before the second visit the same neighbour is asked first, alone."""
    town = rasa_town
    await asks(town)
    card = town.wu.last("confirm_card")
    assert "每周三 15:00。第一次是 今天 15:00" in card.text and "不用了随时说一声" in card.text
    assert "只要这一次" in card.labels
    await agrees(town.wu)
    assert "(每周三 15:00)" in town.wu.last("resident_card").text
    await town.yu.taps("接单")
    await town.yu.taps("我在路上")
    await town.yu.taps("办好了")
    await town.wu.taps("解决了")
    await until(town, "2026-09-21T09:05:00+08:00")
    assert town.request_of(2).status is Status.OFFERING
    offer = town.yu.last("offer")
    assert offer.request == 2 and "上次也是您" in offer.text and "后天 15:00 (每周三 15:00)" in offer.text
    await town.yu.taps("接单")
    assert "(每周三 15:00)" in town.yu.last("holder_card").text
    assert "俞" in town.wu.last("resident_accepted").text


async def test_no_more_of_it_by_a_word(rasa_town: Town) -> None:
    """「以后不用来了」: she hears that this time goes on, her captain that it is the last, and nobody is asked again."""
    town = rasa_town
    await asks(town)
    await agrees(town.wu)
    await town.wu.says("以后不用来了")
    assert "求助 #1 照旧" in town.wu.last("series_ended").text
    assert "以后不用定期来了" in town.captain.last("captain_series_ended").text
    await until(town, "2026-09-24T12:00:00+08:00")
    assert len(town.requests()) == 1


async def test_only_this_once_after_all(rasa_town: Town) -> None:
    """A tap on the card, and it is a request like any other."""
    town = rasa_town
    await asks(town)
    await town.wu.taps("只要这一次")
    assert "每周三" not in town.wu.last("confirm_card").text
    await agrees(town.wu)
    assert town.request_of(1).series_id is None


async def test_twice_a_week_and_a_week_without(rasa_town: Town) -> None:
    """The days are asked for by taps; 「下周不用来了」 leaves a whole week out, in the resident's own words."""
    town = rasa_town
    await asks(town, "一周两次下午陪我阿嬷聊聊天, 我在3号楼2单元501")
    assert "点 2 天" in town.wu.last("ask_which_days").text
    await town.wu.says("周二和周五")
    assert "每周二、周五 13:00—18:00。第一次是 后天" in town.wu.last("confirm_card").text
    await agrees(town.wu)
    await town.wu.says("下周不用来了")
    assert "9月22日、9月25日 先不来。下一次是 9月29日" in town.wu.last("series_skipped").text
    await until(town, "2026-09-26T12:00:00+08:00")
    assert len(town.requests()) == 1
    await until(town, "2026-09-27T12:00:00+08:00")
    assert len(town.requests()) == 2
