"""How pressing a message is: the category's default, raised by what it says. The words are in `urgency.toml`."""

from __future__ import annotations

import re

from aid.understanding.lexicon import any_of, lexicon
from aid.understanding.screen import Alarm
from aid.understanding.taxonomy import Group, Urgency, category
from aid.understanding.text import fold

_WORDS = lexicon("urgency")
_CALM = re.compile(any_of(_WORDS["calm"]))
_HURRY = re.compile(any_of(_WORDS["hurry"]))
_HARM = re.compile(any_of(_WORDS["harm"]))

_ABOUT_A_REQUEST = frozenset({"status_query", "cancel"})
# Their messages are answers, wishes and plans: words like 尽快 in them press nobody.
_NEVER_RAISED = frozenset({"wish", "event_signup", "volunteer_offer", "feedback_suggestion", "lost_found"})


def read_urgency(text: str, category_id: str, alarm: Alarm | None) -> Urgency:
    """`emergency` with an alarm, else the category's default, raised to `urgent` by hurry or by harm that grows.

    UnknownCategory when there is no such category. Talk has no clock and stays normal, but for harm that grows while somebody waits.
    """
    if alarm is not None:
        return Urgency.EMERGENCY
    kind = category(category_id)
    said = _CALM.sub("", fold(text))
    if kind.group is Group.TALK:
        # 「叫你们别修了」 and 「怎么还没来」 may still tell of water on the floor.
        return Urgency.URGENT if category_id in _ABOUT_A_REQUEST and _HARM.search(said) else Urgency.NORMAL
    if kind.urgency is not Urgency.NORMAL:
        # The model's best guess without an alarm is not certain enough to wake everybody.
        return Urgency.URGENT
    if category_id in _NEVER_RAISED:
        return Urgency.NORMAL
    return Urgency.URGENT if _HURRY.search(said) or _HARM.search(said) else Urgency.NORMAL
