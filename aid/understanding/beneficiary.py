"""For whom help is asked, when the message says so. The words are in `beneficiary.toml`.

A person who is only mentioned (「儿子在外地」, 「楼上小孩太吵」, 「我妈说」) is not the one helped. Of several, the one that a verb of
helping takes (「接孩子」, 「陪我妈」, 「…帮她换一个」) comes before the one who has the trouble, and she before the one whom the
message merely begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.text import fold


class Beneficiary(StrEnum):
    """Whom the help is for, in the words of design §10, and beside them a neighbour (`neighbour.py`)."""

    SELF = "本人"
    ELDER = "老人"
    CHILD = "孩子"
    FAMILY = "家人"
    PREGNANT = "孕妇"
    DISABLED = "残障人士"
    NEIGHBOUR = "邻居"


_WORDS = lexicon("beneficiary")
_AROUND, _SELF = _WORDS["around"], _WORDS["self"]
_PREGNANT = re.compile(any_of(_WORDS["pregnant"]))
_NOT_PREGNANT = re.compile(any_of(_WORDS["not_pregnant"]))
_DISABLED = re.compile(any_of(_WORDS["disabled"]))
_PERHAPS_DISABLED = re.compile(any_of(_WORDS["perhaps_disabled"]))
_NOT_DISABLED = re.compile(any_of(_WORDS["not_disabled"]))
_OFFER = re.compile(any_of(_WORDS["offer"]["words"]))
_ASKS = re.compile("(?:找|请|求|需要)(?:个|位|几个)?人|谁能|谁会|有没有人|哪位")
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
_ASKED_TO_COME = re.compile(any_of(_AROUND["asked_to_come"]) + "$")
_NOT_HERS = re.compile("(?:不是|不用|别)(?:给|帮|替|为)?我?家?$")
_FOR_THEM = re.compile(any_of(_AROUND["pronoun"]) + "[他她](?!妈的)(?!" + any_of(_AROUND["against"]) + ")")
# She is only part of what somebody else does: 「我妹带孩子忙不过来, 想找人帮帮她」.
_WITH = re.compile("(?:[带陪跟和接送给对]|生[完了]?)着?$")
# 「一个人带孩子」 tells of a burden, it does not ask for somebody to mind the child.
_BURDENED = re.compile("(?:一个人|自己|独自|在家|天天|还要|得|忙着|要)带$")
# What a message begins with: 「我家宝宝八个月, 上午帮忙看两个小时」.
_BEGINS = re.compile(
    r"(?:我|我?们?家里?|家中|咱家?|俺家?|还有|那个|就是|然后|另外|你好|您好|请问|师傅|因为|我?们?有?[两几一二三]个|小|\s"
    r"|(?:[楼对隔]..?)?(?:独居|孤寡|空巢)的?[\u4e00-\u9fff]?)*$"
)
_HERS = re.compile("的(?!时候|话|确|事|家|朋友|同事|老师)")
_ELSEWHERE = re.compile(any_of(_AROUND["elsewhere"]))
_YOUNG = re.compile(any_of(_WORDS["age"]["young"]))
_GROWN = re.compile(any_of(_WORDS["age"]["grown"]))
_SELF_SAID = re.compile(any_of(_SELF["said"]))
_SELF_TROUBLE = re.compile("(?<![帮给替让叫教跟])我" + any_of(_SELF["filler"]) + "{0,6}" + any_of(_SELF["trouble"]))
_SELF_OLD = re.compile("我(?:是|一个|今年|都|已经|这个|这|也|快|们|夫妻|两口子|俩|两个?|,)*" + any_of(_SELF["old"]))

# How surely a person is the one helped.
_TAKEN_BY_A_VERB, _IN_TROUBLE, _BEGUN_WITH, _OWNER_OF_IT = 4, 3, 2, 1


def read_beneficiary(text: str) -> Beneficiary | None:
    """The one whom help is asked for; None when nobody is named as that."""
    folded = fold(text)
    if _OFFER.search(folded) and not _ASKS.search(folded):
        return None
    if _PREGNANT.search(folded) and not _NOT_PREGNANT.search(folded):
        return Beneficiary.PREGNANT
    if _DISABLED.search(folded) and not _NOT_DISABLED.search(folded):
        return Beneficiary.DISABLED
    people = list(_people(folded))
    named = max(_named(folded, people), default=None)
    if _PERHAPS_DISABLED.search(folded) and not any(kind is Beneficiary.ELDER for kind, _ in people):
        return Beneficiary.DISABLED
    if named and named[0] >= _IN_TROUBLE:
        return named[2]
    if _SELF_OLD.search(folded):
        return Beneficiary.ELDER
    if _SELF_SAID.search(folded) or _SELF_TROUBLE.search(folded):
        return Beneficiary.SELF
    return named[2] if named else None


Person = tuple[Beneficiary, re.Match[str]]


def _people(folded: str) -> Iterator[Person]:
    """Everybody named who may be meant: not whose child or mother she is, nor who is asked to come, nor who is expressly not meant."""
    found = [(kind, match) for kind, pattern in _PERSONS for match in pattern.finditer(folded)]
    for kind, match in found:
        before, after = _clause_before(folded, match.start()), folded[match.end() : match.end() + 3]
        heads_another = re.match("[他她的家]?[爸妈爷奶女儿孙]", after) and any(
            other.start() in (match.end(), match.end() + 1) for _, other in found
        )
        parent_of_hers = match[0][0] in "爸妈爹" and re.search("(?:孩子|宝宝|娃|儿子|女儿|小孩)[他她的]?$", before)
        if not (heads_another or parent_of_hers or _ASKED_TO_COME.search(before) or _NOT_HERS.search(before)):
            yield kind, match


def _named(folded: str, people: list[Person]) -> Iterator[tuple[int, int, Beneficiary]]:
    """Each person named as helped: how surely, how early (as a negative position), and who it is."""
    for kind, match in people:
        strength = _strength(folded, match)
        if strength:
            yield strength, -match.start(), _of_age(kind, folded, match)
    for pronoun in _FOR_THEM.finditer(folded):
        before = [each for each in people if each[1].end() <= pronoun.start() and not _WITH.search(folded[: each[1].start()])]
        if before:
            kind, match = max(before, key=lambda person: person[1].start())
            yield _TAKEN_BY_A_VERB, -pronoun.start(), _of_age(kind, folded, match)


def _clause_before(folded: str, start: int) -> str:
    return re.split(r"[,。!?;\n]", folded[max(0, start - 24) : start])[-1]


def _strength(folded: str, match: re.Match[str]) -> int:
    before = _clause_before(folded, match.start())
    after = folded[match.end() : match.end() + 24]
    if _MENTIONED.match(after) or re.search("[跟和]$", before):
        return 0
    if _HELPING.search(before) and not _BURDENED.search(before):
        return _TAKEN_BY_A_VERB
    if _TROUBLE.match(after):
        return _IN_TROUBLE
    begins = _BEGINS.fullmatch(before)
    if begins and after[:1] not in tuple("们家的") and not _ELSEWHERE.search(re.split("[,。!?;\n]", after)[0]):
        return _BEGUN_WITH
    if begins and _HERS.match(after):
        return _OWNER_OF_IT
    return _OWNER_OF_IT if _POSSESSED.match(after) and not _MENTIONED_BEFORE.search(before) else 0


def _of_age(kind: Beneficiary, folded: str, match: re.Match[str]) -> Beneficiary:
    """Parents said to be young and sons said to be grown are family."""
    around = folded[max(0, match.start() - 10) : match.end() + 12]
    if kind is Beneficiary.ELDER and re.search("[爸妈爹父母]", match[0]) and "老" not in match[0] and _YOUNG.search(around):
        return Beneficiary.FAMILY
    if kind is Beneficiary.CHILD and _GROWN.search(around):
        return Beneficiary.FAMILY
    return kind
