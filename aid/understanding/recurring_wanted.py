"""Whether words about what happens again and again ask for somebody to come. Pure; the words are in `recurring.toml`."""

from __future__ import annotations

import re

from aid.understanding.lexicon import any_of, lexicon

_WORDS = lexicon("recurring")
_CLAUSE = re.compile(r"[,;。!?\n ]+")
_NOBODY = "没人" + any_of(_WORDS["nobody"])
_DEED = f"(?:再)?(?:来|过来|上门){any_of(_WORDS['coming'])}|{any_of(_WORDS['deeds'])}"
_DEEDS = re.compile(_DEED)
_MUST = re.compile(rf"^[^,;。!?\n ]{{0,6}}(?:要|得)(?:去|做|打|滴|量|换|{any_of(_WORDS['deeds'])})|没人")
_ASKS = re.compile(f"{any_of(_WORDS['asks'])}|{_NOBODY}")
_ASKS_OF_OWN = re.compile(f"{any_of(_WORDS['asks_of_own'])}|{_NOBODY}")
_ASKS_NEXT = re.compile(f"{any_of(_WORDS['asks_next'])}|{_NOBODY}")
_ASKS_BEFORE, _JUST_ONCE, _UNABLE, _NEED, _ANYWAY, _QUESTION, _OFFERS, _AT_HOME = (
    re.compile(any_of(_WORDS[name])) for name in ("asks_before", "just_once", "unable", "need", "anyway", "question", "offers", "at_home")
)
_TROUBLE = re.compile(f"(?:都|又|老|老是|总是|就|还|经常|上门)?{any_of(_WORDS['trouble'])}")
_OWN = re.compile(r"(?:我|我们|咱们?|本人)(?:自己|都|也|现在)?$")
_DOERS = re.compile(f"{any_of(_WORDS['doers'])}(?:自己|都|也|们|总|老|就|一|每次)*$")
_NO_MORE = re.compile(r"(?:取消|停掉?|不(?:需要|用|要|必|想)|别|免)(?:再)?$")
# How often and when, before what is said of it.
_WHEN = re.compile(
    r"^(?:[上中下]午|早上?|晚上?|傍晚|清晨|清早|各|一次|[0-9一二三两四五六七八九十]+(?::[0-9]{2}|点半?|点钟|点[0-9一二三四五十]+分?|次)|到|至|-|左右|前后|放学后?)+"
)
# So short, it says nothing but how often.
_BARELY = 1


def is_asked_for(folded: str, begin: int, said_from: int, *, weak: bool = False, daily: bool = False) -> bool:
    """Whether folded words with days in them (from `begin`; what is said of them goes on at `said_from`) ask for somebody on these days.

    `weak`: the days alone do not say that it comes again (「周一到周五我在家」). `daily`: people tell what they do every day more often
    than they ask for it, so what is asked a sentence later counts only for something that must be done.
    """
    start = max((each.end() for each in _CLAUSE.finditer(folded, 0, begin)), default=0)
    before, rest = folded[start:begin], _CLAUSE.split(folded[said_from:])
    earlier = [each for each in _CLAUSE.split(folded[:start]) if each]
    here, following = rest[0], [each for each in rest[1:] if each]
    here = _WHEN.sub("", here)
    while not here and following and not _JUST_ONCE.search(following[0]):  # 「每周三 陪诊」
        here, following = _WHEN.sub("", following[0]), following[1:]
    everything = " ".join([here, *following])
    if _NO_MORE.search(before) or _QUESTION.search(everything) or _ANYWAY.search(here):
        return False
    if weak and _AT_HOME.search(everything):
        return False
    own, doer = bool(_OWN.search(before)), bool(_DOERS.search(before))
    if own and _OFFERS.search(everything):
        return False
    if _TROUBLE.match(here):
        return bool(re.search("陪|帮", here)) and bool(_ASKS.search(here)) and not own
    asks = _ASKS_OF_OWN if own else _ASKS
    if asks.search(here) or (not own and _ASKS.search(before)):
        return True
    if not doer and (here.startswith("给") or _DEEDS.search(here) or _DEEDS.search(before)):
        return True
    if daily and len(here) > _BARELY and not _NEED.search(here):
        return False
    if any(_ASKS_NEXT.search(each) and not _JUST_ONCE.search(each) for each in following[:3]):
        return True
    if not own and not doer and any(_ASKS_BEFORE.search(each) for each in earlier[-2:]):
        return True
    return bool(_MUST.search(here) and any(_UNABLE.search(each) for each in (*following, *earlier)))
