"""Short answers to a question of ours: yes, no, or a wish for a human being. The words are in `answers.toml`."""

from __future__ import annotations

import re

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.text import fold

_LONGEST_ANSWER = 16
"""Signs after which a text tells something instead of answering; 「嗯嗯对的没错就这样谢谢啊」 still answers."""
_LONGEST_CORRECTION = 48

_WORDS = lexicon("answers")
_FILLER = any_of(_WORDS["filler"]) + "*"
_YES, _NO = any_of(_WORDS["yes"]), any_of(_WORDS["no"])
_YES_ANSWER = re.compile(f"{_FILLER}{_YES}{_FILLER}(?:{_YES}{_FILLER}){{0,5}}")
_NO_ANSWER = re.compile(f"{_FILLER}{_NO}{_FILLER}(?:{_NO}{_FILLER}){{0,5}}")
_GREETING = re.compile(f"(?:{any_of(_WORDS['greeting'])}{_FILLER})+")
_THUMBS_UP = re.compile(r"[👍👌✅🙏\s]*[👍👌✅][👍👌✅🙏\s]*")
_STARTS_NO = re.compile(_FILLER + any_of(_WORDS["starts_no"]) + r"(?!吗|么|吧\?)")
_STARTS_YES = re.compile(_FILLER + any_of(_WORDS["starts_yes"]) + r"[,。!\s]")
_CORRECTS = re.compile(r"错|不对|改|不是")
_TURNS = re.compile(r"但|不过|可是|只是|就是(?!这样)|除了|还要|另外|等")
_QUESTION = re.compile(r"[?？]|[吗么]$|对不对|是不是|行不行|可不可以|好不好|能不能|有没有")


def read_yes_no(text: str) -> bool | None:
    """The answer to a question of confirmation; None for what is neither, such as a question back, or a long text."""
    folded = fold(text).strip()
    if not folded or len(folded) > _LONGEST_CORRECTION or _QUESTION.search(folded):
        return None
    if len(folded) > _LONGEST_ANSWER:
        # A correction may be long (「不对, 我在5号楼2单元」); a 「好」 at the head of a story agrees to nothing.
        return False if _STARTS_NO.match(folded) else None
    if _GREETING.fullmatch(folded):
        return None
    if _YES_ANSWER.fullmatch(folded) or _THUMBS_UP.fullmatch(folded):
        return True
    if _NO_ANSWER.fullmatch(folded) or _STARTS_NO.match(folded):
        return False
    if not _STARTS_YES.match(folded) or _TURNS.search(folded):
        return None
    return not _CORRECTS.search(folded)


_LATER = re.compile(f"{_FILLER}{any_of(_WORDS['later'])}{_FILLER}")


def says_later(text: str) -> bool:
    """Whether somebody would rather not say yet: 「先不说」, 「不方便说」, "skip"."""
    return _LATER.fullmatch(fold(text).strip()) is not None


_HOURS = re.compile(f"{_FILLER}{any_of(_WORDS['hours'])}{_FILLER}[?]?")


def asks_for_hours(text: str) -> bool:
    """Whether a volunteer asks how long they have served: 「我的时长」, 「我服务了多少小时」."""
    return _HOURS.fullmatch(fold(text).strip()) is not None


_HUMAN_WORDS = _WORDS["human"]
_HUMAN = any_of(_HUMAN_WORDS["who"])
_ASKS = re.compile(
    "|".join(
        (
            any_of(_HUMAN_WORDS["reach"]) + any_of(_HUMAN_WORDS["link"]) + "{0,6}" + _HUMAN,
            rf"(?:跟|和|与|同)(?:一?个|你们?的?|我们?)?(?:{_HUMAN}|活?的?人)(?:直接)?(?:说|讲|聊|谈|通话|沟通|对话|联系)",
            rf"{_HUMAN}(?:在吗|在不在|呢|来一?下|电话|服务|接一?下|怎么联系|联系方式)",
            rf"^\s*{_HUMAN}\s*[!。]*$",
            any_of(_HUMAN_WORDS["asks"]),
        )
    )
)
_NOT_ASKING = re.compile(any_of(_HUMAN_WORDS["not_asking"]))


def asks_for_human(text: str) -> bool:
    """Whether somebody wants to speak with a human being: 「找真人」, 「转人工」, 「我要跟人说」, 「找楼栋长」."""
    folded = fold(text)
    return bool(_ASKS.search(folded)) and not _NOT_ASKING.search(folded)
