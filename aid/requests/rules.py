"""Which status may follow which (design §6): a table, and the one question asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aid.requests.model import Status as S

TRANSITIONS: Mapping[S, frozenset[S]] = MappingProxyType(
    {
        S.RECEIVED: frozenset({S.OPEN, S.WITH_CAPTAIN, S.CANCELLED}),
        S.OPEN: frozenset({S.OFFERING, S.WITH_CAPTAIN, S.REFERRED, S.CANCELLED}),
        S.OFFERING: frozenset({S.ACCEPTED, S.WITH_CAPTAIN, S.CANCELLED}),
        S.ACCEPTED: frozenset({S.OFFERING, S.DONE, S.WITH_CAPTAIN, S.CANCELLED}),
        S.WITH_CAPTAIN: frozenset({S.OFFERING, S.ACCEPTED, S.REFERRED, S.DONE, S.CLOSED, S.CANCELLED}),
        S.REFERRED: frozenset({S.WITH_CAPTAIN, S.DONE, S.CANCELLED}),
        S.DONE: frozenset({S.CONFIRMED, S.WITH_CAPTAIN}),
        S.CONFIRMED: frozenset({S.CLOSED, S.WITH_CAPTAIN}),
        S.CLOSED: frozenset({S.WITH_CAPTAIN}),
        S.CANCELLED: frozenset(),
    }
)

FINISHED = frozenset({S.CLOSED, S.CANCELLED})
# A yes is still welcome here, as long as fewer have said yes than are needed.
TAKES_A_YES = frozenset({S.OFFERING, S.ACCEPTED, S.WITH_CAPTAIN})
# The offers that are still out end with these.
ENDS_OFFERS = frozenset({S.REFERRED, S.DONE, S.CONFIRMED, S.CLOSED, S.CANCELLED})
# An emergency takes everybody who comes, within reason.
EMERGENCY_NEEDS = 20


class IllegalMove(ValueError):
    """A request cannot go from this status to that one."""

    def __init__(self, before: S, after: S) -> None:
        super().__init__(f"{before} → {after}")
        self.before, self.after = before, after


def may_move(before: S, after: S) -> bool:
    return after in TRANSITIONS[before]


def check_move(before: S, after: S) -> None:
    """Raise IllegalMove unless the table allows it."""
    if not may_move(before, after):
        raise IllegalMove(before, after)
