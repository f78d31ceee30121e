"""Courtesies around a message, which say nothing of what is asked for.

「你好」 opens many cries for help in the utterances and hardly any short errand: whoever learned from them took politeness for danger.
「谢谢」 makes small talk of a wish in the same way. So the model (nlu/components/writing.py) and the odds of the screen learn and read
without them.
"""

import re

_WHO = "|".join(
    (
        "小助手", "助手", "小邻", "机器人", "楼栋长", "栋长", "楼长", "管家", "物业", "师傅", "老师", "医生", "律师", "书记",
        "阿姨", "叔叔", "依[伯姆公妈]", "各位",
        "邻居们?", "大家", "亲爱的", "朋友们?",
    )
)  # fmt: skip
_WELL = f"(?:[你您]们?|大家|各位|早上?|上午|中午|下午|晚上?|{_WHO})好[啊呀哇呢]?"
_HAIL = "|".join(
    (
        _WELL, "哈[喽啰罗咯]", "hello", "hi", "hey", "嗨", "喂", "早安?", "晚安", "亲们?",
        "在不在[啊呀]?", "(?:有人)?在[吗么嘛][啊呀]?", "有(?:没有)?人(?:在)?[吗么嘛]?",
        "打扰(?:一下|了)", "不好意思",
    )
)  # fmt: skip
_SIGNS = r"[\s,。.!?~、:;…😊🙏👋-]"
# Without a sign after it a hail ends where the sentence of somebody who hurries begins: 「你好我家…」, but not 「你好久没来」.
_BEGINS = r"(?=[我请想要问帮那这]|麻烦|能不能|可以|有没有)"
_WHOM = "(?:一下|你们?|您们?|大家|各位|了|啦|啊|哈|咯|呀|哦|不尽|帮忙|师傅|邻居们?)"
_THANKS = "|".join(
    (
        f"(?:太|非常|十分|万分|先)?(?:多?谢谢?|感谢|感激|感恩|拜托|劳驾){_WHOM}{{0,4}}",
        f"(?:辛苦|麻烦)(?=[一你您大各了啦]){_WHOM}{{1,4}}",  # 「电梯又坏了, 真麻烦」 thanks nobody
        "thanks?(?: you)?(?: (?:so|very) much)?", "thx", "please",
    )
)  # fmt: skip
_HEAD = re.compile(rf"(?:(?:{_SIGNS}{{0,3}}(?:(?:{_WHO})[ ,]?){{0,2}}(?:{_HAIL})){{1,4}}(?:{_SIGNS}+|{_BEGINS})){{1,4}}")
_THANKS_FIRST = re.compile(rf"(?:{_SIGNS}{{0,3}}(?:{_THANKS}){_SIGNS}+){{1,4}}")
_THANKS_LAST = re.compile(rf"(?:{_SIGNS}+(?:{_THANKS})){{1,4}}{_SIGNS}*$")
_LETTERS = re.compile(r"\w")
_LEAST, _LEAST_THANKED = 4, 10
"""Letters that must be left: 「你好, 救命」 is read as it stands, and so is 「谢谢, 灯很亮」, whose thanks are all it says."""


def to_the_point(text: str) -> str:
    """What is left of a text (half-width signs, small letters) without greetings and thanks; the whole where that is hardly anything."""
    for courtesy, least in ((_HEAD.match, _LEAST), (_THANKS_FIRST.match, _LEAST_THANKED), (_THANKS_LAST.search, _LEAST)):
        if found := courtesy(text):
            rest = text[: found.start()] + text[found.end() :]
            text = rest if len(_LETTERS.findall(rest)) >= least else text
    return text
