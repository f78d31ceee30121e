"""For whom help is asked, when the message says so. The words are in `beneficiary.toml`.

A person who is only mentioned (「儿子在外地」, 「楼上小孩太吵」, 「我妈说」) is not the one helped. Of several, the one that a verb of
helping takes (「接孩子」, 「陪我妈」) comes before the one who merely has the trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.text import fold


class Beneficiary(StrEnum):
    """Whom the help is for, in the words of design §10."""

    SELF = "本人"
    ELDER = "老人"
    CHILD = "孩子"
    FAMILY = "家人"
    PREGNANT = "孕妇"
    DISABLED = "残障人士"


_WORDS = lexicon("beneficiary")
_AROUND, _SELF = _WORDS["around"], _WORDS["self"]
_PREGNANT = re.compile(any_of(_WORDS["pregnant"]))
_DISABLED = re.compile(any_of(_WORDS["disabled"]))
_NOT_DISABLED = re.compile(any_of(_WORDS["not_disabled"]))
_OFFER = re.compile(any_of(_WORDS["offer"]["words"]))
_PERSONS = (
    (Beneficiary.ELDER, re.compile(any_of(_WORDS["person"]["elder"]))),
    (Beneficiary.CHILD, re.compile(any_of(_WORDS["person"]["child"]))),
    (Beneficiary.FAMILY, re.compile(any_of(_WORDS["person"]["family"]))),
)
_HELPING = re.compile(any_of(_AROUND["helping"]) + any_of(_AROUND["helping_link"]) + "{0,6}$")
_TROUBLE = re.compile(any_of(_AROUND["trouble_link"]) + "{0,6}?.{0,2}?" + any_of(_AROUND["trouble"]))
_POSSESSED = re.compile("(?:的|家的?)?" + any_of(_AROUND["possessed"]))
_MENTIONED = re.compile("(?:们|都|他|她|,)*" + any_of(_AROUND["mentioned"]))
_MENTIONED_BEFORE = re.compile(any_of(_AROUND["mentioned_before"]) + "(?:家的?|的|有|个|那个|我家?)*$")
# 「一个人带孩子」 tells of a burden, it does not ask for somebody to mind the child.
_BURDENED = re.compile("(?:一个人|自己|独自|在家|天天|还要|得|忙着|要)带$")
_YOUNG = re.compile(any_of(_WORDS["age"]["young"]))
_GROWN = re.compile(any_of(_WORDS["age"]["grown"]))
_SELF_SAID = re.compile(any_of(_SELF["said"]))
_SELF_TROUBLE = re.compile("(?<![帮给替让叫教跟])我" + any_of(_SELF["filler"]) + "{0,6}" + any_of(_SELF["trouble"]))
_SELF_OLD = re.compile("我(?:是|一个|今年|都|已经|这个|这|也|快|们|两个?|,)*" + any_of(_SELF["old"]))

# How surely a person is the one helped.
_TAKEN_BY_A_VERB, _IN_TROUBLE, _OWNER_OF_IT = 3, 2, 1


def read_beneficiary(text: str) -> Beneficiary | None:
    """The one whom help is asked for; None when nobody is named as that."""
    folded = fold(text)
    if _OFFER.search(folded):
        return None
    if _PREGNANT.search(folded):
        return Beneficiary.PREGNANT
    if _DISABLED.search(folded) and not _NOT_DISABLED.search(folded):
        return Beneficiary.DISABLED
    named = max(_named(folded), default=None)
    if named and named[0] >= _IN_TROUBLE:
        return named[2]
    if _SELF_OLD.search(folded):
        return Beneficiary.ELDER
    if _SELF_SAID.search(folded) or _SELF_TROUBLE.search(folded):
        return Beneficiary.SELF
    return named[2] if named else None


def _named(folded: str) -> Iterator[tuple[int, int, Beneficiary]]:
    """Each person named as helped: how surely, how early (as a negative position), and who it is."""
    for kind, pattern in _PERSONS:
        for match in pattern.finditer(folded):
            strength = _strength(folded, match)
            if strength:
                yield strength, -match.start(), _of_age(kind, folded, match)


def _strength(folded: str, match: re.Match[str]) -> int:
    before = re.split(r"[,。!?;\n]", folded[max(0, match.start() - 24) : match.start()])[-1]
    after = folded[match.end() : match.end() + 24]
    if _MENTIONED.match(after):
        return 0
    if _HELPING.search(before) and not _BURDENED.search(before):
        return _TAKEN_BY_A_VERB
    troubled = _TROUBLE.match(after)
    if troubled:
        return _IN_TROUBLE
    return _OWNER_OF_IT if _POSSESSED.match(after) and not _MENTIONED_BEFORE.search(before) else 0


def _of_age(kind: Beneficiary, folded: str, match: re.Match[str]) -> Beneficiary:
    """Parents said to be young and sons said to be grown are family."""
    around = folded[max(0, match.start() - 10) : match.end() + 12]
    if kind is Beneficiary.ELDER and re.search("[爸妈爹父母]", match[0]) and "老" not in match[0] and _YOUNG.search(around):
        return Beneficiary.FAMILY
    if kind is Beneficiary.CHILD and _GROWN.search(around):
        return Beneficiary.FAMILY
    return kind
