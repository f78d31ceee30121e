"""Which status may follow which: the table of design §6, typed here anew and asked pair by pair."""

from __future__ import annotations

from itertools import product

import pytest

from aid.followups.rules import LASTING_STATUSES, STATUS_CLOCKS
from aid.requests.model import Status
from aid.requests.rules import ENDS_OFFERS, FINISHED, TAKES_A_YES, IllegalMove, check_move, may_move

LEGAL = {
    "received": "open with_captain cancelled",
    "open": "offering with_captain referred cancelled",
    "offering": "accepted with_captain cancelled",
    "accepted": "offering done with_captain cancelled",
    "with_captain": "offering accepted referred done closed cancelled",
    "referred": "with_captain done cancelled",
    "done": "confirmed with_captain",
    "confirmed": "closed with_captain",
    "closed": "with_captain",
    "cancelled": "",
}
PAIRS = list(product(Status, Status))


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[f"{before.value}-{after.value}" for before, after in PAIRS])
def test_a_status_follows_another_exactly_where_the_design_says_so(before: Status, after: Status) -> None:
    """The table and its guard agree with design §6 for this ordered pair."""
    legal = after.value in LEGAL[before.value].split()
    assert may_move(before, after) is legal
    if legal:
        check_move(before, after)
    else:
        with pytest.raises(IllegalMove) as refused:
            check_move(before, after)
        assert (refused.value.before, refused.value.after) == (before, after)


def test_the_table_typed_here_speaks_of_every_status() -> None:
    """No status was forgotten in the independent table."""
    assert set(LEGAL) == {status.value for status in Status}


def test_only_the_cancelled_never_come_back() -> None:
    """Every status but `cancelled` has a way on, so that no request can be stuck by the table."""
    assert [status for status in Status if not any(may_move(status, other) for other in Status)] == [Status.CANCELLED]


@pytest.mark.parametrize("status", [status for status in Status if status not in FINISHED and status is not Status.OPEN], ids=str)
def test_every_unfinished_status_sets_a_clock(status: Status) -> None:
    """Whoever waits in this status is followed up; `open` is left in the transaction that enters it."""
    assert STATUS_CLOCKS[status]


@pytest.mark.parametrize("status", sorted(FINISHED), ids=str)
def test_what_is_finished_sets_no_clock(status: Status) -> None:
    """Nobody is followed up about what is over."""
    assert not STATUS_CLOCKS[status] and status not in LASTING_STATUSES


def test_an_offer_stays_good_exactly_until_the_request_is_filled_done_referred_or_ended() -> None:
    """A status either takes a yes or ends the offers still out, except for the two in which none has been made."""
    assert {Status.OFFERING, Status.ACCEPTED, Status.WITH_CAPTAIN} == TAKES_A_YES
    assert set(Status) - TAKES_A_YES - {Status.RECEIVED, Status.OPEN} == ENDS_OFFERS
