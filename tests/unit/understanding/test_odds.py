"""The screen's own ear: learned from what is in nlu/ now, and harmless to any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.odds import english_odds, fingerprint, grams, screen_odds, sentences_hash
from aid.understanding.screen import AGREED
from aid.understanding.screen_words import EmergencyKind
from cli.settings import ROOT


def test_the_odds_were_learned_from_the_utterances_as_they_are() -> None:
    """Whoever adds a sentence runs `make learn-screen`: the weights carry the hash of what they come from."""
    assert screen_odds().learned_from == fingerprint(ROOT / "nlu"), "nlu/ has changed: make learn-screen"
    told = sentences_hash(ROOT / "tests/nlu/english_sentences.tsv")
    assert english_odds().learned_from == told, "the English sentences have changed: make learn-screen"


def test_every_kind_of_emergency_was_learned() -> None:
    """No kind is without its own words, in either language."""
    for odds in (screen_odds(), english_odds()):
        assert set(odds.kinds) == set(EmergencyKind) == set(odds.kind_offsets)


@given(st.text())
def test_any_text_has_odds(text: str) -> None:
    """No text makes them fail, and they are a probability."""
    for odds in (screen_odds(), english_odds()):
        assert 0 <= odds.probability(text) <= 1
        assert odds.likeliest_kind(text) in set(EmergencyKind)


def test_numbers_blanks_and_repeated_signs_do_not_matter() -> None:
    """Room 501 and room 1203, one exclamation mark too many: the same words."""
    assert grams("3号楼 501 着火了!!!") == grams("12号楼1203着火了!!")


def test_a_grave_piece_of_a_long_story_is_heard() -> None:
    """What is said before it makes it no less grave."""
    story = (
        "你好，我想问一下，上个礼拜我跟老伴去报名了合唱团，老师说要等通知。这几天我一直看群里，都没有看到消息，不知道是不是漏掉了。"
        "我们两个人都退休了，白天有空，晚上要带孙子写作业。要是名额满了也没有关系，下一期再排我们就好。顺便问一下书法班还收不收人，"
        "我以前在学校教过几年语文，写得不算好，就是喜欢。谢谢你们平时这么照顾我们老人家。"
    )
    assert screen_odds().probability(story) < AGREED / 2
    assert screen_odds().probability(story + "家里着火了，快来人！") > 3 * screen_odds().probability(story)
