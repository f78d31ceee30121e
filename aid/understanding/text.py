"""Text as it arrives, made safe to read: nothing here can fail, whatever a phone sends."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 4096
"""Characters kept of a message: Telegram's own limit for one."""

# NFKC may lengthen a character up to 18 times and sorts runs of marks slowly, so the raw text is cut before it as well.
_RAW_LENGTH = 2 * MAX_LENGTH

_KEPT_CONTROLS = {"\n", "\t"}


def clean(text: str) -> str:
    """NFKC, without control, formatting or half characters, at most `MAX_LENGTH` long: `is_shortened` says whether it was cut.

    Traditional characters stay as they are: a conversion that is right needs a dictionary, and the classifier sees both.
    """
    return _tidy(text)[:MAX_LENGTH].rstrip()


def is_shortened(text: str) -> bool:
    """Whether `clean` cuts the end off, which the resident is then told."""
    return len(text) > _RAW_LENGTH or len(_tidy(text)) > MAX_LENGTH


def _tidy(text: str) -> str:
    raw = text[:_RAW_LENGTH].replace("\r\n", "\n").replace("\r", "\n")
    folded = unicodedata.normalize("NFKC", "".join(_kept(raw)))
    return re.sub(r"[ \t\u3000]+", " ", "".join(_kept(folded))).strip()


def _kept(text: str) -> list[str]:
    return [sign for sign in text if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn", "Co")]


def fold(text: str) -> str:
    """Lower case and half width, sign for sign, so that a span found in it is a span of `text`.

    Cut at `MAX_LENGTH`. A sign whose folded form is longer than one stays as it is.
    """
    return "".join(_fold_sign(sign) for sign in text[:MAX_LENGTH])


def _fold_sign(sign: str) -> str:
    if sign in _LOOKALIKES:
        return _LOOKALIKES[sign]
    folded = unicodedata.normalize("NFKC", sign).lower()
    return folded if len(folded) == 1 else sign


# Signs that NFKC leaves apart although people type them for one another.
_LOOKALIKES = dict.fromkeys("–—―‐‑‒−﹣－ー", "-") | {"〇": "零", "○": "零", "Ｏ": "o", "【": "[", "】": "]", "﹕": ":", "∶": ":"}


def swap(text: str, table: dict[str, str]) -> str:
    """Replace each word of `table` by its equally long counterpart, so that spans stay true."""
    for heard, meant in table.items():
        if heard in text:
            text = text.replace(heard, meant)
    return text
