"""The emergency screen: nothing of its table missed, hardly a near miss taken for one."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.screen import CONFIRMED, HEARD, NUMBERS, STRONG, EmergencyKind, by_rules, combine, harmless, screen, screen_alone

from .tables import rows

POSITIVE = rows("emergency_positive.txt")
NEAR_MISSES = [row[0] for row in rows("emergency_near_miss.txt")]


@pytest.mark.parametrize(("kind", "sentence"), POSITIVE)
def test_the_rules_know_every_sentence_of_the_table(kind: str, sentence: str) -> None:
    """Every sentence of the table is an alarm of its kind to the rules, and words of it say why."""
    alarm = by_rules(sentence)
    assert alarm is not None
    assert alarm.kind == kind
    assert alarm.words
    assert alarm.words in sentence


@pytest.mark.parametrize(("kind", "sentence"), POSITIVE)
def test_an_emergency_is_never_missed(kind: str, sentence: str) -> None:
    """Every sentence of the table raises the alarm of its kind, however little the model makes of it."""
    alarm = combine(sentence, CONFIRMED)
    assert alarm is not None
    assert alarm.kind == kind


def test_most_alarms_need_no_model() -> None:
    """Four in five are raised at once, nineteen in twenty when the model cannot be asked."""
    sentences = [sentence for _, sentence in POSITIVE]
    assert sum(screen(sentence) is not None for sentence in sentences) > 0.80 * len(sentences)
    assert sum(screen_alone(sentence) is not None for sentence in sentences) > 0.95 * len(sentences)


def test_near_misses_are_let_through() -> None:
    """Fewer than one near miss in twenty raises an alarm at once, fewer than one in eight when the model cannot be asked."""
    assert sum(screen(sentence) is not None for sentence in NEAR_MISSES) * 20 < len(NEAR_MISSES)
    assert sum(screen_alone(sentence) is not None for sentence in NEAR_MISSES) * 8 < len(NEAR_MISSES)


def test_the_tables_are_broad() -> None:
    """At least 300 sentences on either side, at least 25 of every kind, and none twice."""
    kinds = Counter(kind for kind, _ in POSITIVE)
    assert len(POSITIVE) >= 300
    assert len(NEAR_MISSES) >= 300
    assert set(kinds) == set(EmergencyKind)
    assert min(kinds.values()) >= 25
    assert len({sentence for _, sentence in POSITIVE}) == len(POSITIVE)
    assert len(set(NEAR_MISSES)) == len(NEAR_MISSES)


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("我妈晕倒了", "120"),
        ("厨房着火了", "119"),
        ("我被困在电梯里了", "119"),
        ("有人拿刀砍人", "110"),
        ("我不想活了", "12356"),
        ("孩子不见了", "110"),
        ("我不想活了，割了腕血止不住", "120"),
    ],
)
def test_each_kind_has_its_number(sentence: str, number: str) -> None:
    """The number to call first; who is already hurt needs the ambulance before the helpline."""
    alarm = screen(sentence)
    assert alarm is not None
    assert alarm.number == number


@pytest.mark.parametrize(
    ("harmless_one", "real_one"),
    [
        ("去年我妈摔倒过一次", "我妈去年摔过，现在又摔倒了起不来"),
        ("电影里楼着火了", "看完电影回家发现家里着火了"),
        ("没有着火", "着火了"),
        ("手机摔了", "老人摔倒了"),
        ("想报名学急救", "快来人，谁会急救，我爸没呼吸了"),
        ("万一着火怎么办", "着火了怎么办"),
        ("我没想过自杀", "我想自杀"),
        ("热死我了", "我快热晕过去了，人不行了"),
        ("猫不见了", "女儿不见了"),
        ("煤气灶打不着火", "煤气一直漏"),
    ],
)
def test_the_context_decides(harmless_one: str, real_one: str) -> None:
    """The same words are an emergency here and none there."""
    assert by_rules(harmless_one) is None
    assert screen(harmless_one) is None
    assert combine(real_one, CONFIRMED) is not None


def test_the_model_cannot_take_back_what_rules_and_odds_agree_on() -> None:
    """「着火了」 is an alarm whatever the model says."""
    assert combine("着火了", 0.0) == screen("着火了") is not None


def test_what_only_the_rules_suspect_waits_for_a_hint_of_the_model() -> None:
    """A word of alarm in a strange sentence needs a second opinion."""
    suspected = next(sentence for _, sentence in POSITIVE if screen(sentence) is None)
    assert combine(suspected, CONFIRMED / 2) is None
    assert combine(suspected, CONFIRMED) is not None


def test_a_sure_model_raises_the_alarm_alone() -> None:
    """A strong probability needs no words."""
    alarm = combine("那边楼下好像有好大一股烟味似的", STRONG)
    assert alarm is not None
    assert (alarm.kind, alarm.number) == (EmergencyKind.FIRE_GAS, "119")


@pytest.mark.parametrize("text", ["钥匙在对门阿姨那里", "我老公晚上才回来", "我先睡了", "等我儿子回来再说", "药吃完了", "我明天不在家"])
def test_a_few_everyday_words_need_more_than_a_model(text: str) -> None:
    """A model trained on whole requests is easily sure of an answer in half a sentence; the odds must bear it out."""
    assert combine(text, 0.9) is None


def test_a_few_grave_words_are_heard() -> None:
    """Where the odds bear the model out, few words are enough."""
    assert combine("人摸着凉了", STRONG) is not None


def test_a_model_that_is_not_quite_sure_yields_to_a_harmless_context() -> None:
    """A figure of speech, a lesson or a film takes its alarm back."""
    assert combine("这部电影里有人晕倒", HEARD) is None
    assert combine("笑死我了", HEARD) is None
    assert combine("她不大对劲，一直没出声", HEARD) is not None


def test_harmless_holds_for_many_near_misses_and_few_emergencies() -> None:
    """What `harmless` promises in its docstring."""
    assert sum(map(harmless, NEAR_MISSES)) > 0.38 * len(NEAR_MISSES)
    assert sum(harmless(sentence) for _, sentence in POSITIVE) < 0.08 * len(POSITIVE)


@given(st.text())
def test_any_text_is_screened(text: str) -> None:
    """No text makes the screen fail; an alarm's number is one of those to call and its words are the text's own."""
    alarm = screen(text)
    assert alarm is None or (alarm.number in NUMBERS.values() and alarm.words in text)
    screen_alone(text)
    harmless(text)


FRAGMENTS = [*"火我了打不想死血叫，。!", "老人", "孩子", "没有", "一直", "煤气", "电梯", "在家里", "有人"]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
def test_heaps_of_alarm_words_are_screened(text: str) -> None:
    """Words of the lexicon in any order do not make it fail."""
    screen(text)


@pytest.mark.parametrize("piece", ["我", "老人没有", "孩子在家里", "。", "着火了吗，", "a", "一直有人"])
def test_a_long_message_is_screened_in_time(piece: str) -> None:
    """Ten thousand signs of anything take less than two seconds on a slow core."""
    started = time.perf_counter()
    screen(piece * (10_000 // len(piece)))
    assert time.perf_counter() - started < 2


def test_an_emergency_late_in_a_long_message_is_found() -> None:
    """A story before it does not hide the fire."""
    assert screen("今天天气不错我们去公园走了走，" * 40 + "回来发现家里着火了") is not None
