"""Whether help is asked for a neighbour: 「帮邻居王阿姨取快递」, 「对门老李摔了一跤」. The words are in `neighbour.toml`.

A neighbour who helps (「让邻居帮我」), disturbs (「邻居太吵」) or is only spoken of is not the one helped, and neither is whoever a
volunteer offers to help.
"""

from __future__ import annotations

import re

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.text import fold

_WORDS = lexicon("neighbour")
_PERSON = any_of(_WORDS["person"])
# 邻居, 邻居王阿姨, 隔壁的陈大姐, 楼上邻居.
_BESIDE = any_of(_WORDS["beside"])
_NEIGHBOUR = re.compile(
    rf"(?:{_BESIDE}(?:家|的|那[位个])*{_PERSON}|(?:{_BESIDE}的?)?{any_of(_WORDS['neighbour'])})(?:家?的?{_PERSON})?|隔壁(?=[,。报])"
)
_HELPING = re.compile(f"{any_of(_WORDS['helping'])}{any_of(_WORDS['helping_link'])}{{0,4}}$")
_AGAINST = re.compile(f"{any_of(_WORDS['against'])}")
_TROUBLE = re.compile(f"{any_of(_WORDS['trouble_link'])}{{0,4}}?(?:[^,。]{{0,2}}?){any_of(_WORDS['trouble'])}")
_SENT = re.compile(f"[^,。]{{0,3}}{any_of(_WORDS['sent'])}")
_THEIRS = re.compile(any_of(_WORDS["theirs"]))
_HELPER = re.compile(any_of(_WORDS["helper"]))
_DOES = re.compile(any_of(_WORDS["does"]))
_MINE = re.compile(any_of(_WORDS["mine"]))
_WITH_ME = re.compile("[跟和与同被向]我?们?家?的?$")
_OFFERS = re.compile(any_of(_WORDS["offers"]))
# … 「帮帮她」, whoever that was.
_FOR_THEM = re.compile("(?:帮帮?|替|陪|教教?|扶|送|照顾)(?:一?下|忙)?[他她](?!们?(?:挪|让开|小声|安静|别|停|道歉))")


def helps_neighbour(text: str) -> bool:
    """Whether a neighbour is the one for whom help is asked."""
    folded = fold(text)
    if _OFFERS.search(folded) or _MINE.search(folded):
        return False
    if _THEIRS.search(folded):
        return True
    return any(_is_helped(folded, found) for found in _NEIGHBOUR.finditer(folded))


def _is_helped(folded: str, found: re.Match[str]) -> bool:
    before, after = folded[max(0, found.start() - 12) : found.start()], folded[found.end() : found.end() + 24]
    before = re.split("[,。!?;]", before)[-1]
    if _HELPER.search(before) or _WITH_ME.search(before):
        return False
    if _HELPING.search(before):
        return _AGAINST.match(after) is None
    if _SENT.match(after):
        return True
    if _DOES.match(after):
        return False
    return _TROUBLE.match(after) is not None or _FOR_THEM.search(after) is not None
