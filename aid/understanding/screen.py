"""The emergency screen: read before Rasa and without it, so that a broken model misses no fire.

Two ears hear a message here. Rules look for words that tell of danger now (`screen.toml`), after figures of speech
(「笑死了」, 「手机摔了」) have been blotted out, and drop what is denied, learned, played in a film, past or merely supposed, unless
the same sentence presses (「现在」, 「快来人」). Odds weigh every run of characters (`odds.py`), also in oblique words that no rule
knows. Where both agree, or the odds are high, the alarm goes out at once (`screen`); what only one of them suspects
waits for Rasa's model, a tenth of a second (`combine`), and is believed sooner when that model cannot be asked
(`screen_alone`). Missing an emergency is worse than a false alarm, which ends in one tap.

A third ear hears English, without any model (`screen_en.py`).

Numbers to call: 120 ambulance, 119 fire and rescue (also people shut in a lift, beside the property company), 110 police, and
12356, the nationwide psychological helpline (国家卫生健康委, 2024 年 12 月公布, 2025 年 5 月 1 日前各地开通:
《国家卫生健康委办公厅关于应用"12356"全国统一心理援助热线电话号码的通知》).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from aid.understanding.courtesy import to_the_point
from aid.understanding.odds import screen_odds
from aid.understanding.place import beside_place
from aid.understanding.screen_en import heard_in_english
from aid.understanding.screen_words import EmergencyKind, Rule, Signs, screen_words
from aid.understanding.text import fold, swap

__all__ = ["NUMBERS", "Alarm", "EmergencyKind", "combine", "harmless", "screen", "screen_alone"]

NUMBERS = {
    EmergencyKind.MEDICAL: "120",
    EmergencyKind.FIRE_GAS: "119",
    EmergencyKind.TRAPPED: "119",
    EmergencyKind.VIOLENCE: "110",
    EmergencyKind.DESPAIR: "12356",
    EmergencyKind.MISSING: "110",
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """An emergency: its kind, the number to call first, and the words that told of it (empty when only the model did)."""

    kind: EmergencyKind
    number: str
    words: str


# Of several kinds in one message the one that threatens most people, or whose helpers bring what the others need, comes first.
_ORDER = (
    EmergencyKind.FIRE_GAS,
    EmergencyKind.VIOLENCE,
    EmergencyKind.DESPAIR,
    EmergencyKind.TRAPPED,
    EmergencyKind.MISSING,
    EmergencyKind.MEDICAL,
)

# Chances of an emergency from which an alarm is raised (docs/nlu.md: chosen on the development set).
AGREED = 0.30
"""By the odds, where a rule has spoken too: enough without asking any model."""
CERTAIN = 0.80
"""By the odds alone, unless the context is harmless."""
ALONE_AGREED, ALONE = 0.05, 0.35
"""The same two where no model can be asked."""
ENOUGH_WORDS = 8
"""Signs beside a place from which odds or a doubtful model count alone: a few hardly tell 「我这边好了」 from a farewell."""
CONFIRMED = 0.05
"""By the model, where a rule has spoken too."""
HEARD = 0.10
"""By the model alone, unless the context is harmless."""
STRONG = 0.45
"""By the model alone, whatever the context."""
BORNE_OUT = 0.60
"""By the odds, beside a strong model, for a few words: the model is easily sure of 「我先睡了」 or 「钥匙在对门」."""

_SENTENCE_END = "。!?\n;"
_SENTENCE = re.compile(rf"[^{_SENTENCE_END}]+[{_SENTENCE_END}]*")
_WINDOW = 160
_OVERLAP = 60


def screen(text: str) -> Alarm | None:
    """The alarm that needs nobody's second opinion; never fails, whatever the text."""
    return _heard(text, AGREED, CERTAIN)


def screen_alone(text: str) -> Alarm | None:
    """The alarm when no model can be asked: what is suspected counts."""
    return _heard(text, ALONE_AGREED, ALONE)


def _heard(text: str, agreed: float, certain: float) -> Alarm | None:
    if english := heard_in_english(text):
        kind = next(kind for kind in _ORDER if kind in english)
        return Alarm(kind, _number(kind, english), english[kind])
    chance = screen_odds().probability(text)  # hundreds of expressions are read only where they can matter
    if chance >= agreed and (spoken := by_rules(text)):
        return spoken
    told = len(beside_place(text)) >= ENOUGH_WORDS and chance >= certain and not harmless(text)
    return _of_kind(text) if told else None


def _of_kind(text: str) -> Alarm:
    kind = EmergencyKind(screen_odds().likeliest_kind(text))
    return Alarm(kind, NUMBERS[kind], "")


def by_rules(text: str) -> Alarm | None:
    """The alarm that a message raises by the rules alone."""
    plain, positions = _plain(text)
    found: dict[EmergencyKind, tuple[int, int]] = {}
    for window_start in range(0, max(1, len(plain)), _WINDOW - _OVERLAP):
        for kind, start, end in _alarms(plain[window_start : window_start + _WINDOW]):
            found.setdefault(kind, (window_start + start, window_start + end))
    for kind in _ORDER:
        if kind in found:
            start, end = found[kind]
            return Alarm(kind, _number(kind, found), text[positions[start] : positions[end - 1] + 1])
    return None


def _number(kind: EmergencyKind, found: Container[EmergencyKind]) -> str:
    # Somebody who has already hurt herself needs the ambulance before the helpline.
    hurt = kind is EmergencyKind.DESPAIR and EmergencyKind.MEDICAL in found
    return NUMBERS[EmergencyKind.MEDICAL if hurt else kind]


def _plain(text: str) -> tuple[str, list[int]]:
    """The folded text without blanks, homophones mended, figures of speech blotted out; and where its signs stood."""
    folded = fold(text)
    positions = [index for index, sign in enumerate(folded) if not sign.isspace() or sign == "\n"]
    return screen_words().harmless.sub(lambda match: "□" * len(match[0]), _unmasked(text)), positions


def _unmasked(text: str) -> str:
    return swap("".join(sign for sign in fold(text) if not sign.isspace() or sign == "\n"), screen_words().homophones)


def _alarms(plain: str) -> Iterator[tuple[EmergencyKind, int, int]]:
    for rule in screen_words().rules:
        for words in rule.words:
            for match in words.finditer(plain):
                if match[0] and not _is_taken_back(rule, plain, *match.span()):
                    yield rule.kind, match.start(), match.end()
                    break
    for signs in screen_words().signs:
        for sentence in _SENTENCE.finditer(plain):
            if _sums_up(signs, sentence[0]):
                yield signs.kind, sentence.start(), sentence.end()
                break


def _sums_up(signs: Signs, sentence: str) -> bool:
    return _share(signs, sentence) >= 1


def _share(signs: Signs, sentence: str) -> float:
    """How much of what raises the alarm a sentence holds: 1 is enough, 0 when the context takes it back."""
    counts = [min(2, len(set(words.findall(sentence)))) for _, words in signs.groups]
    total = sum(weight * (count if weight > 1 else min(1, count)) for (weight, _), count in zip(signs.groups, counts, strict=True))
    heavy = sum(1 for (weight, _), count in zip(signs.groups, counts, strict=True) if count and weight > 1)
    share = total / signs.enough
    if heavy < signs.groups_needed or not all(counts[group] for group in signs.needs):
        share = min(share, 0.9)
    if signs.unless.search(sentence) or _DENIED_INSIDE.search(sentence):
        return 0.0
    if not screen_words().pressing.search(sentence) and any(screen_words().frames[name].search(sentence) for name in signs.frames):
        return 0.0
    return share


_DENIED_INSIDE = re.compile(
    "(?:(?<!有)没有?|(?<!是)不是|未|不会)(?=摔|跌|晕|倒|着火|起火|受伤|掉|被|撞|砸|烫|困|走丢|丢|打人|漏气|中毒|烧)(?!被?发现|掉头|倒水)"
)


def _is_taken_back(rule: Rule, plain: str, start: int, end: int) -> bool:
    words = screen_words()
    sentence = _sentence(plain, start, end)
    if words.denied_before.search(plain[max(0, start - 8) : start]) or _DENIED_INSIDE.search(plain[start:end]):
        return True
    pressing = bool(words.pressing.search(sentence))
    if rule.unless and not pressing and rule.unless.search(plain[max(0, start - 12) : end + 16]):
        return True
    if pressing:
        return False
    if "supposed" in rule.frames and words.feared_before.search(plain[max(0, start - 12) : start]):
        return True
    lately = bool(words.lately.search(sentence))
    return any(words.frames[name].search(sentence) for name in rule.frames if not (lately and name in ("past", "yesterday")))


def _sentence(plain: str, start: int, end: int) -> str:
    before = max(plain.rfind(sign, 0, start) for sign in _SENTENCE_END) + 1
    ends = [place for sign in _SENTENCE_END if (place := plain.find(sign, end)) >= 0]
    return plain[before : min(ends, default=len(plain)) + 1]


def harmless(text: str) -> bool:
    """Whether the context takes back a model's weak alarm: only figures of speech, lessons, films, what is past or denied.

    On the two tables of the tests it holds for two near misses in five and for one emergency in sixteen.
    """
    text = to_the_point(fold(text))  # 「打扰了」 is a figure of speech that takes nothing back
    plain, _ = _plain(text)
    words = screen_words()
    if words.pressing.search(plain):
        return False
    if any(frame.search(plain) for frame in words.frames.values()):
        return True
    blotted = "".join(sign for sign, left in zip(_unmasked(text), plain, strict=True) if left == "□")
    return bool(blotted and (_has_hint(blotted) or not _has_hint(plain))) or _speaks_of_one_taken_back(plain)


def _has_hint(plain: str) -> bool:
    return any(hint.search(plain) for hint in screen_words().hints.values())


def _speaks_of_one_taken_back(plain: str) -> bool:
    return any(
        _is_taken_back(rule, plain, *match.span())
        for rule in screen_words().rules
        for words in rule.words
        for match in words.finditer(plain[:_WINDOW])
        if match[0]
    )


def combine(text: str, model: float) -> Alarm | None:
    """The alarm of all that hear together; `model` is the chance of an emergency in the model's eyes, 0 to 1."""
    if alarm := screen(text):
        return alarm
    if model >= CONFIRMED and (spoken := by_rules(text)):
        return spoken
    told = len(beside_place(text))
    if told < ENOUGH_WORDS:
        heard = told > 1 and model >= STRONG and screen_odds().probability(text) >= BORNE_OUT and not harmless(text)
    else:
        heard = model >= STRONG or (model >= HEARD and not harmless(text))
    return _of_kind(text) if heard else None
