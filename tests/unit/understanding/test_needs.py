"""Two needs in one message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.understanding.needs import Need, find_needs, pairs, places

# A classifier that knows a few words; the first that occurs decides.
KNOWN = {
    **{"怎么还没来": "status_query", "谢谢": "greeting_chitchat", "你好": "greeting_chitchat", "着火": "emergency"},
    **{"水龙头": "repair_home", "灯": "repair_home", "插座": "repair_home", "快递": "errand", "买菜": "errand", "买点": "errand"},
    **{"医保": "paperwork", "居住证": "paperwork", "狗": "pet", "挂": "medical", "血压": "medical", "电梯": "property_public_facility"},
    **{
        "报名": "event_signup",
        "书法班": "event_signup",
        "柜子": "moving_heavy",
        "微信": "digital_help",
        "手机": "digital_help",
        "接孩子": "child_care",
    },
    **{"垃圾": "environment", "太吵": "noise_dispute", "腿脚": "elder_care", "聊天": "psychological", "合同": "legal"},
}


def classify(clause: str) -> list[tuple[str, float]]:
    """What a trained model would say, in small."""
    for word, category in KNOWN.items():
        if word in clause:
            return [(category, 0.9), ("out_of_scope", 0.1)]
    return [("out_of_scope", 0.3)]


def unsure(*categories: str) -> list[tuple[str, float]]:
    """A whole message of which the model says little."""
    return list(zip(categories, (0.5, 0.3), strict=False))


TWO = [
    ("水龙头漏水，另外医保怎么交", ["repair_home", "paperwork"]),
    ("帮我买菜顺便遛狗", ["errand", "pet"]),
    ("灯坏了，还有帮我妈挂个号", ["repair_home", "medical"]),
    ("灯坏了还想问下电梯什么时候修", ["repair_home", "property_public_facility"]),
    ("修个水龙头再帮我搬个柜子", ["repair_home", "moving_heavy"]),
    ("手机不会用。另外楼下垃圾没人收", ["digital_help", "environment"]),
    ("想给我妈量个血压，对了快递也麻烦帮拿一下", ["medical", "errand"]),
    ("接孩子没人，同时家里灯也坏了", ["child_care", "repair_home"]),
    ("帮忙遛一下狗，再就是教我用微信", ["pet", "digital_help"]),
    ("我要办居住证，也想报名书法班", ["paperwork", "event_signup"]),
    ("帮我拿快递，家里插座也坏了", ["errand", "repair_home"]),
    ("楼上太吵了\n还有快递帮我拿下", ["noise_dispute", "errand"]),
    ("帮我买菜和帮我遛狗", ["errand", "pet"]),
    ("1.灯不亮 2.想报名书法班", ["repair_home", "event_signup"]),
    ("我昨天报的怎么还没来，另外快递能帮我取吗", ["status_query", "errand"]),
    ("想找人聊天，第二件是看一下租房合同", ["psychological", "legal"]),
]
ONE = [
    ("灯坏了，卫生间的灯也坏了", "repair_home"),
    ("厨房灯坏了。卫生间插座也坏了", "repair_home"),
    ("你好，水龙头漏水，谢谢", "repair_home"),
    ("我腿脚不好，想找人买菜", "errand"),
    ("帮我买菜，顺便买点米", "errand"),
    ("还有多久能修好灯", "repair_home"),
    ("灯坏了", "repair_home"),
    ("嗯", "greeting_chitchat"),
    ("", "out_of_scope"),
    ("狗一直叫，叫了一晚上，狗主人也不管", "noise_dispute"),
    ("另外", "out_of_scope"),
    ("谢谢你们，你好人真好", "greeting_chitchat"),
]


@pytest.mark.parametrize(("text", "categories"), TWO)
def test_two_needs_are_found(text: str, categories: list[str]) -> None:
    """Each need once, in the order in which it is said, with words of its own."""
    needs = find_needs(text, classify, unsure(*categories))
    assert [need.category for need in needs] == categories
    assert all(need.text in text and need.text != text for need in needs)


@pytest.mark.parametrize(("text", "whole"), ONE)
def test_one_need_stays_one(text: str, whole: str) -> None:
    """A need said twice, greetings and reasons make no second request."""
    assert find_needs(text, classify, unsure(whole)) == [Need(whole, text)]


def test_an_emergency_comes_first() -> None:
    """The alarm keeps the whole message; another need may follow it."""
    needs = find_needs("家里着火了，另外医保怎么交", classify, unsure("emergency", "paperwork"), "emergency")
    assert [need.category for need in needs] == ["emergency", "paperwork"]


def test_an_unsure_clause_is_no_need() -> None:
    """What the classifier only guesses does not become a request."""
    assert len(find_needs("灯坏了，另外有个事", lambda clause: [("legal", 0.1), ("out_of_scope", 0.9)], unsure("repair_home"))) == 1


def test_a_message_parts_where_it_is_clearest() -> None:
    """Joiners and full stops before commas, three places at most, each with what stands on either side."""
    assert [(place.kind, place.left, place.right) for place in places("水龙头坏了，另外帮我拿快递")] == [
        ("joiner", "水龙头坏了", "帮我拿快递")
    ]
    assert [place.kind for place in places("灯泡坏了，要换新的，贵不贵，谁会弄。医保怎么交")] == ["stop", "comma", "comma"]
    assert places("灯坏了") == []


@given(st.text(), st.sampled_from(["repair_home", "emergency", "out_of_scope"]))
def test_any_text_has_a_need(text: str, whole: str) -> None:
    """No text makes it fail; there is always one need, and each category once."""
    needs = find_needs(text, classify, unsure(whole), whole)
    assert needs
    assert len({need.category for need in needs}) == len(needs)


def counted(text: str, whole: list[tuple[str, float]]) -> int:
    """How often the classifier is asked about parts of a message."""
    calls: list[str] = []

    def counting(clause: str) -> list[tuple[str, float]]:
        calls.append(clause)
        return classify(clause)

    find_needs(text, counting, whole)
    return len(calls)


@pytest.mark.parametrize(
    "text",
    [
        "水龙头漏水",
        "帮我取个快递",
        "我家厨房的灯不亮了",
        "腿脚不好，想找人买菜",
        "孩子爸出差，谁能接下孩子",
        "你好，水龙头漏水，谢谢",
        "3号楼2单元501 灯不亮",
    ],
)
def test_an_ordinary_message_is_not_taken_apart(text: str) -> None:
    """Without a second clause that could be a need, nothing is asked a second time."""
    assert counted(text, unsure("repair_home")) == 0


def test_a_sure_model_is_asked_again_only_where_two_may_be_asked_for() -> None:
    """Commas within one thing cost nothing; a joiner between two is worth the look however sure the model is."""
    assert counted("水龙头漏水，请来修，急用水", [("repair_home", 0.99)]) == 0
    assert counted("孩子作业没人管，另外狗没人遛", [("pet", 0.99)]) == 2


def test_a_long_story_asks_the_classifier_seldom() -> None:
    """Ten thousand signs cost at most eight calls."""
    assert counted("帮我看看这个，那个怎么办。" * 800, unsure("out_of_scope")) <= 8


def test_words_of_its_own_make_a_need_likelier() -> None:
    """What is taken for a question after a request counts for more where it asks when."""

    def eager(text: str) -> list[tuple[str, float]]:
        return [("repair_home", 0.9)] if "水龙头" in text else [("status_query", 0.6)]

    def likeness(side: str) -> float:
        place = places(f"水龙头坏了。{side}")[0]
        return max(pair.likeness for pair in pairs(place, dict(eager(place.left)), dict(eager(side)), {}, 1, alarm=False))

    assert likeness("师傅几点来换垫片") > likeness("师傅过来换个垫片")
