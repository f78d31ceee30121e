"""What comes after which card, and what is read as an answer to one."""

from __future__ import annotations

import pytest

from aid.conversations.phrases import Phrase, phrase_in
from aid.volunteers.hours import tidy
from aid.volunteers.steps import HOURS, Step, lists_skills, next_step, read_limit, read_own_name

ALL = frozenset({Step.SKILLS, Step.NAME, Step.BUILDING})


@pytest.mark.parametrize(
    ("step", "missing", "defaults", "then"),
    [
        (Step.SKILLS, frozenset(), False, Step.HOURS),
        (Step.SKILLS, frozenset(), True, Step.SUMMARY),
        (Step.HOURS, {Step.NAME}, True, Step.NAME),
        (Step.NIGHT, frozenset(), False, Step.SUMMARY),
        (Step.NIGHT, {Step.BUILDING}, False, Step.BUILDING),
        (Step.NAME, {Step.BUILDING}, False, Step.BUILDING),
        (Step.BUILDING, frozenset(), False, Step.SUMMARY),
        (Step.BUILDING, {Step.SKILLS}, False, Step.SKILLS),
        (Step.SUMMARY, frozenset(), False, Step.SUMMARY),
    ],
)
def test_the_next_card_is_the_one_that_is_still_needed(step: Step, missing: frozenset[Step], defaults: bool, then: Step) -> None:
    """Defaults skip what may be skipped, never what nobody can be approved without."""
    assert next_step(step, missing, defaults=defaults) is then


@pytest.mark.parametrize("missing", [frozenset(), ALL, {Step.NAME}])
@pytest.mark.parametrize("defaults", [False, True])
def test_every_way_ends_at_the_summary(missing: frozenset[Step], defaults: bool) -> None:
    """Answering card after card, nobody goes round in circles."""
    step, left = Step.SKILLS, set(missing) - {Step.SKILLS}
    for _ in range(len(Step)):
        step = next_step(step, left, defaults=defaults)
        left.discard(step)
    assert step is Step.SUMMARY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫林建国", "林建国"), ("林建国。", "林建国"), ("陈芳", "陈芳"), ("欧阳小兰", "欧阳小兰"), ("叫我阿福", "阿福"), ("我的名字叫王丽", "王丽"),
        ("样例·何依伯", "样例·何依伯"), ("会修电脑", None), ("水管漏了", None), ("我家水管漏了", None), ("下一步", None), ("好", None),
    ],
)  # fmt: skip
def test_a_name_is_told_from_a_sentence(text: str, name: str | None) -> None:
    """What is no name alone stays what it is: a request for help is never filed as somebody's name."""
    assert read_own_name(text) == name


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("一天最多两次", 2),
        ("每天3次", 3),
        ("最多一次", 1),
        ("一天一百次", 10),
        ("两次", None),
        ("随便", None),
        ("twice a day", 2),
        ("at most 3 times a day", 3),
        ("Once per day.", 1),
        ("20 a day", 10),
        ("0 a day", None),
        ("twice", None),
    ],
)
def test_a_limit_is_read_out_of_words(text: str, limit: int | None) -> None:
    """Only a number of times a day."""
    assert read_limit(text) == limit


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("我家水管漏水了", False), ("请人来修电脑", False), ("谁会修电脑", False), ("能不能帮我搬东西", False), ("灯不亮", False),
        ("厨房的水龙头有点滴水", False), ("想请邻居看看电脑", False),
        ("会修水管、会电脑", True), ("水管、电脑", True), ("我会修漏水", True), ("我是电工", True), ("理发", True),
        ("I can fix computers and do plumbing", True), ("computers, dog walking and cooking", True), ("I'm a retired electrician", True),
        ("I need a plumber", False), ("can somebody fix my computer", False), ("my computer is broken", False), ("the tap does not work", False),
        ("there was a lot of water in the kitchen this morning", False),
    ],
)  # fmt: skip
def test_a_skill_is_told_from_a_need(text: str, skill: bool) -> None:
    """Both name the same things; whoever needs help must not be enlisted instead."""
    assert lists_skills(text) is skill


def test_the_hours_on_the_buttons_are_tidy() -> None:
    """They are spans as the rows hold them."""
    for spans in HOURS.values():
        assert tidy(spans) == tuple(sorted(spans))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("我想当志愿者", Phrase.VOLUNTEER), ("我要报名当志愿者!", Phrase.VOLUNTEER), ("我也想做一名志愿者", Phrase.VOLUNTEER), ("志愿者报名", Phrase.VOLUNTEER),
        ("今天别找我", Phrase.NOT_TODAY), ("别找我了", None), ("今天别来找我了", None), ("我的设置", Phrase.SETTINGS), ("恢复接单", Phrase.BACK),
        ("志愿者名单", Phrase.VOLUNTEERS), ("有没有志愿者", None), ("想找个志愿者帮我搬柜子", None), ("手机设置不会弄", None),
    ],
)  # fmt: skip
def test_a_phrase_is_the_whole_message(text: str, phrase: Phrase | None) -> None:
    """Words inside a sentence order nothing, and a cry for help is no order either."""
    assert phrase_in(text) is phrase
