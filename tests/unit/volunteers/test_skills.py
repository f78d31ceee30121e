"""The taxonomy of skills: complete, well-formed, and found in what residents and volunteers say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.taxonomy import CATEGORIES, Group
from aid.volunteers.cells import read_skills, write_skills
from aid.volunteers.model import Level
from aid.volunteers.skills import skills, skills_for, skills_in

KINDS = ("medical", "fire_gas", "trapped", "violence", "despair", "missing")


def test_there_are_enough_skills_in_enough_groups() -> None:
    """The library has at least 64 skills in at least 16 groups."""
    assert len(skills()) >= 64
    assert len({skill.group for skill in skills().values()}) >= 16


@pytest.mark.parametrize("skill", skills().values(), ids=lambda skill: skill.id)
def test_every_skill_is_well_formed(skill: object) -> None:
    """Ids are snake_case English, three to twenty-four words of two signs or more, real categories, a name that reads back as itself."""
    found = skills()[skill.id]  # type: ignore[attr-defined]  # parametrize hides the type
    assert found.id.replace("_", "a").isalpha() and found.id == found.id.lower() and found.id.isascii()
    assert 3 <= len(found.words) <= 24
    everything = (*found.words, *found.things, *found.trades)
    assert len(set(everything)) == len(everything)
    assert all(len(word) >= 2 for word in everything)
    assert found.categories or found.named
    assert set(found.categories) | set(found.named) <= set(CATEGORIES)
    assert not set(found.categories) & set(found.named)
    assert set(found.kinds) <= set(KINDS)
    assert read_skills(write_skills([(found.id, Level.SOME)])) == (((found.id, Level.SOME),), ())


def test_names_are_unique() -> None:
    """No two skills share a name, so that a sheet can name them."""
    assert max(Counter(skill.name for skill in skills().values()).values()) == 1


@pytest.mark.parametrize("category", [each.id for each in CATEGORIES.values() if each.group is Group.HELP])
def test_every_help_category_has_several_skills(category: str) -> None:
    """A request of any help category reaches several skills even when no word says which."""
    assert len(skills_for(category, "")) >= 3


@pytest.mark.parametrize(
    ("category", "words", "expected"),
    [
        ("repair_home", "水龙头一直滴水", {"plumbing"}),
        ("repair_home", "马桶堵了冲不下去", {"drain_unblocking"}),
        ("repair_home", "家里灯不亮了", {"lighting"}),
        ("repair_home", "空调漏水", {"air_conditioning"}),
        ("repair_home", "旧手机充电的插座坏了", {"sockets_switches"}),
        ("digital_help", "家里WIFI连不上", {"wifi_network"}),
        ("digital_help", "谁懂点电脑", {"computer"}),
        ("moving_heavy", "帮忙抬个冰箱", {"furniture_moving"}),
        ("repair_home", "冰箱不冷", {"appliances"}),
        ("elder_care", "阿嬷想有人陪她下楼晒晒太阳和讲讲福清话", {"elder_walks", "fuqing_dialect"}),
        ("child_care", "下午四点半接一下我儿子放学", {"school_runs"}),
        ("medical", "早上测血糖", {"vital_signs"}),
        ("legal", "老板拖欠工资", {"labour_rights"}),
        ("errand", "帮我拿个快递", {"parcel_pickup"}),
        ("paperwork", "身份证到期", {"identity_papers"}),
        ("pet", "出差三天猫没人喂", {"pet_feeding"}),
        ("noise_dispute", "楼上半夜拖椅子", {"neighbour_mediation"}),
        ("psychological", "心里闷想找人说说话", {"listening"}),
    ],
)  # fmt: skip
def test_words_narrow_a_category_to_what_is_needed(category: str, words: str, expected: set[str]) -> None:
    """What the resident names decides which skills of the category are asked for."""
    assert set(skills_for(category, words)) == expected


def test_a_general_request_asks_for_every_skill_of_its_category() -> None:
    """「家里有东西坏了」 names nothing, so every repairer may help, but nobody whose skill must be named."""
    general = set(skills_for("repair_home", "家里有东西坏了"))
    assert general == {skill.id for skill in skills().values() if "repair_home" in skill.categories}
    assert "tool_lending" not in general
    assert "tool_lending" in skills_for("repair_home", "想借梯子")


def test_skills_of_another_category_are_never_asked_for() -> None:
    """A word that means something elsewhere does not leave its category."""
    assert skills_for("errand", "帮我买点电脑旁边放的水龙头") == ("groceries",)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_emergency_is_answered(kind: str) -> None:
    """Each kind has its skills, whatever the words."""
    assert skills_for("emergency", "救命", kind)


@pytest.mark.parametrize("kind", ["despair", "violence"])
def test_despair_and_violence_go_to_listeners_only(kind: str) -> None:
    """Nobody but those who listen is asked, even when the words name something else (着火)."""
    assert skills_for("emergency", "家里着火了我不想活", kind) == ("listening",)


@pytest.mark.parametrize("category", [None, "greeting_chitchat", "out_of_scope"])
def test_what_is_no_request_needs_no_skill(category: str | None) -> None:
    """Talk asks for nobody."""
    assert skills_for(category, "水龙头") == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("会修水管、懂点电", {"plumbing", "electrical"}),
        ("懂电脑", {"computer"}),
        ("我是护士, 会量血压", {"nursing", "vital_signs"}),
        ("会做饭，不会开车", {"meals"}),
        ("不太会修电脑但是会理发", {"elder_grooming"}),
        ("会修电脑, 会电脑", {"computer"}),
        ("会修电视和电动车", {"tv_box", "bike_repair"}),
        ("水电", {"plumbing", "electrical"}),
        ("水电费可以帮忙交", {"bill_paying"}),
        ("会修冰箱", {"appliances"}),
        ("我有驾照，能开车", {"car_rides"}),
        ("ＩＴ", {"computer"}),
        ("我什么都不会", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_free_words_to_skills(words: str, expected: set[str]) -> None:
    """A volunteer's own words name skills; what is denied is left out."""
    assert set(skills_in(words)) == expected


@pytest.mark.parametrize("skill", skills().values(), ids=lambda skill: skill.id)
def test_every_skill_is_known_by_its_english_name(skill: object) -> None:
    """As it stands on the button, and by words of its own beside it."""
    found = skills()[skill.id]  # type: ignore[attr-defined]  # parametrize hides the type
    assert found.id in skills_in(f"I know {found.en.lower()}")
    assert found.words_en


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I can fix computers and do plumbing", {"computer", "plumbing"}),
        ("I can repair computers and smartphones", {"computer", "smartphone"}),
        ("I can repair mobile phones", {"phone_repair"}),
        ("I'm good at walking my neighbour's dogs", {"dog_walking"}),
        ("I can cook, but I can't drive", {"meals"}),
        ("I’m a nurse and can measure blood pressure", {"nursing", "vital_signs"}),
        ("I don't know anything about computers", set()),
        ("electrician", {"electrical"}),
        ("I have a car and a driving licence", {"car_rides"}),
        ("I teach English", {"english_tutoring"}),
        ("I speak English and Japanese", {"translation"}),
        ("moving furniture", {"furniture_moving"}),
        ("wifi, routers", {"wifi_network"}),
        ("I can do it", set()),
        ("I care about the certificate", set()),
    ],
)
def test_english_words_to_skills(words: str, expected: set[str]) -> None:
    """Whole words only, a longer one beats a shorter one inside it, what is denied is left out; 「it」 is no skill."""
    assert set(skills_in(words)) == expected


def test_an_english_list_is_read_piece_by_piece() -> None:
    """With how well beside a skill, and what names none."""
    assert read_skills("plumbing (certified), dog walking and juggling") == (
        (("plumbing", Level.CERTIFIED), ("dog_walking", None)), ("juggling",)
    )  # fmt: skip


def test_english_words_of_a_resident_narrow_a_category() -> None:
    """A resident who writes English is understood as far as the skill is concerned; 「it」 stands for anything."""
    assert skills_for("digital_help", "the wifi does not work") == ("wifi_network",)
    assert len(skills_for("digital_help", "please help me with it")) > 3


@given(st.text())
def test_any_text_is_read_without_failing(words: str) -> None:
    """Whatever is typed gives known skills in the file's order, without doubles."""
    for found in (skills_in(words), skills_for("repair_home", words), skills_for("emergency", words)):
        assert list(found) == [id for id in skills() if id in found]


@given(st.lists(st.sampled_from(sorted(skills())), min_size=1, max_size=6, unique=True))
def test_names_joined_in_any_order_name_their_skills(ids: list[str]) -> None:
    """「A、B、C」 names at least A, B and C."""
    assert set(ids) <= set(skills_in("、".join(skills()[id].name for id in ids)))


PHRASES = [line.split("\t") for line in (Path(__file__).parent / "phrases.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("voice", "words", "expected"), PHRASES, ids=[line[1] for line in PHRASES])
def test_what_ordinary_people_call_it(voice: str, words: str, expected: str) -> None:
    """In residents' and in volunteers' words, written down before the library was looked at; others may be named besides."""
    found = set(skills_in(words)) if voice == "volunteer" else _named_by_residents(words)
    assert any(set(each.split("+")) <= found for each in expected.split()), found


def _named_by_residents(words: str) -> set[str]:
    """Every skill that some category would narrow these words to."""
    named: set[str] = set()
    for category in CATEGORIES:
        chosen = set(skills_for(category, words))
        if chosen != set(skills_for(category, "")):
            named |= chosen
    return named


def test_a_word_with_a_gap_hides_what_lies_inside_it() -> None:
    """「旧冰箱没人收」 asks for somebody who takes old things away, not for a mender of fridges; a comma ends the gap."""
    assert skills_for("moving_heavy", "旧冰箱没人收") == ("bulky_waste",)
    assert "bulky_waste" not in skills_in("冰箱是旧的, 信收到了")
    assert "social_insurance" not in skills_in("退休护士")
