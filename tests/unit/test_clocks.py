"""When a clock strikes: the numbers of design §7 typed here anew, and waking minutes counted one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aid.clock import FixedClock
from aid.community import Community, Workdays, read_community
from aid.followups.model import FollowUpKind as Kind
from aid.followups.rules import BEFORE_AGREED_TIME, agreed_time, due_at, is_quiet, is_workday, quiet_end, waking_time
from aid.understanding.taxonomy import Urgency
from cli.settings import ROOT

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# For Hypothesis, whose examples share one compound.
COMPOUND = read_community(ROOT / "community.toml")
PARTNERS = {Kind.PARTNER_REMIND, Kind.PARTNER_BACK, Kind.PARTNER_NEWS}
KINDS = [kind for kind in Kind if kind not in PARTNERS]

# design §7, row by row: emergency, urgent, normal; None for a dash.
TABLE = {
    Kind.RESIDENT_REMINDER: (None, 3 * MINUTE, 10 * MINUTE),
    Kind.TO_CAPTAIN: (0 * MINUTE, 10 * MINUTE, 60 * MINUTE),
    Kind.NEXT_WAVE: (None, 5 * MINUTE, 20 * MINUTE),
    Kind.CAPTAIN_MUST_ACT: (5 * MINUTE, 15 * MINUTE, 2 * HOUR),
    Kind.NUDGE_HOLDER: (2 * MINUTE, 30 * MINUTE, 4 * HOUR),
    Kind.REOFFER: (5 * MINUTE, 60 * MINUTE, 24 * HOUR),
    Kind.CAPTAIN_REMIND: (2 * MINUTE, 15 * MINUTE, 2 * HOUR),
    Kind.CAPTAIN_DEPUTY: (5 * MINUTE, 1 * HOUR, 8 * HOUR),
    Kind.CAPTAIN_SECRETARY: (10 * MINUTE, 4 * HOUR, 24 * HOUR),
    Kind.WORD_TO_RESIDENT: (10 * MINUTE, 2 * HOUR, 24 * HOUR),
    Kind.FIRST_WARN: (3 * MINUTE, 20 * MINUTE, 3 * HOUR),
    Kind.FIRST_WORD: (5 * MINUTE, 30 * MINUTE, 4 * HOUR),
    Kind.WORD_WARN: (8 * MINUTE, 90 * MINUTE, 20 * HOUR),
    Kind.DONE_WARN: (90 * MINUTE, 20 * HOUR, 6 * DAY),
    Kind.WAIT_REMIND: (None, 4 * HOUR, 24 * HOUR),
    Kind.WAIT_OVER: (None, 24 * HOUR, 72 * HOUR),
    Kind.DONE_BY: (2 * HOUR, 24 * HOUR, 7 * DAY),
    Kind.CONFIRM_DUE: (30 * MINUTE, 12 * HOUR, 24 * HOUR),
    Kind.ASK_AFTER: (2 * HOUR, 24 * HOUR, 1 * DAY),
    Kind.AFTERCARE_REMIND: (6 * HOUR, 36 * HOUR, 2 * DAY),
    Kind.AFTERCARE_CALL: (12 * HOUR, 48 * HOUR, 3 * DAY),
    Kind.AFTERCARE_CLOSE: (24 * HOUR, 72 * HOUR, 7 * DAY),
}
CELLS = [(kind, urgency, after) for kind, row in TABLE.items() for urgency, after in zip(Urgency, row, strict=True)]


def at(text: str) -> datetime:
    """An instant in 福清's time: 「2026-09-16 10:00」."""
    return datetime.fromisoformat(f"{text}+08:00")


def sleeps(instant: datetime) -> bool:
    """Whether the compound rests, by the hours of design §7."""
    clock = (instant + 8 * HOUR).astimezone(UTC).time()
    return clock >= time(22) or clock < time(7) or time(12, 30) <= clock < time(14)


def counted_by_hand(since: datetime, duration: timedelta) -> datetime:
    """The end of so many waking minutes after a whole minute, counted one by one."""
    left, now = duration, since
    while left or sleeps(now):
        left -= timedelta(0) if sleeps(now) else MINUTE
        now += MINUTE
    return now


@pytest.mark.parametrize(("kind", "urgency", "after"), CELLS, ids=[f"{kind.value}-{urgency.value}" for kind, urgency, _ in CELLS])
def test_every_clock_strikes_when_the_design_says(kind: Kind, urgency: Urgency, after: timedelta | None, community: Community) -> None:
    """Emergency and urgent clocks count every minute, normal ones waking minutes; a dash means never."""
    since = at("2026-09-16 10:00")
    due = due_at(kind, urgency, since, community)
    if after is None:
        assert due is None
    else:
        assert due == (counted_by_hand(since, after) if urgency is Urgency.NORMAL else since + after)


def test_the_table_typed_here_and_the_compound_speak_of_the_same_clocks(community: Community) -> None:
    """No clock stands in `community.toml` that the design does not name, and none is missing."""
    assert set(TABLE) | PARTNERS == set(Kind)
    for place, urgency in enumerate(Urgency):
        wanted = {kind.value for kind, row in TABLE.items() if row[place] is not None}
        if urgency is not Urgency.EMERGENCY:
            wanted |= {kind.value for kind in PARTNERS}
        assert set(community.clocks[urgency]) == wanted
    assert community.reopen_window == 10 * DAY


@pytest.mark.parametrize(
    ("clock", "quiet_until"),
    [
        ("21:59", None), ("22:00", "+1 07:00"), ("23:59", "+1 07:00"), ("00:00", "07:00"), ("06:59", "07:00"), ("07:00", None),
        ("12:29", None), ("12:30", "14:00"), ("13:59", "14:00"), ("14:00", None), ("18:00", None),
    ],
)  # fmt: skip
def test_quiet_hours_hold_over_midnight_and_at_noon(clock: str, quiet_until: str | None, community: Community) -> None:
    """22:00 to 07:00 and 12:30 to 14:00 are quiet: the first instant is inside, the last is not."""
    instant = at(f"2026-09-16 {clock}")
    end = None
    if quiet_until:
        end = at(f"2026-09-16 {quiet_until[-5:]}") + (DAY if quiet_until.startswith("+1") else timedelta(0))
    assert quiet_end(instant, community) == end
    assert is_quiet(instant, community) is (end is not None) is sleeps(instant)


@pytest.mark.parametrize(
    ("since", "urgency", "kind", "due"),
    [
        ("2026-09-16 21:50", Urgency.URGENT, Kind.TO_CAPTAIN, "2026-09-16 22:00"),
        ("2026-09-16 23:30", Urgency.URGENT, Kind.NEXT_WAVE, "2026-09-16 23:35"),
        ("2026-09-16 12:29", Urgency.EMERGENCY, Kind.REOFFER, "2026-09-16 12:34"),
        ("2026-09-16 12:20", Urgency.NORMAL, Kind.NEXT_WAVE, "2026-09-16 14:10"),
        ("2026-09-16 12:10", Urgency.NORMAL, Kind.NEXT_WAVE, "2026-09-16 14:00"),
        ("2026-09-16 21:50", Urgency.NORMAL, Kind.NEXT_WAVE, "2026-09-17 07:10"),
        ("2026-09-16 21:40", Urgency.NORMAL, Kind.NEXT_WAVE, "2026-09-17 07:00"),
        ("2026-09-17 02:00", Urgency.NORMAL, Kind.NEXT_WAVE, "2026-09-17 07:20"),
        ("2026-09-16 20:00", Urgency.NORMAL, Kind.NUDGE_HOLDER, "2026-09-17 09:00"),
        ("2026-09-18 20:00", Urgency.NORMAL, Kind.NUDGE_HOLDER, "2026-09-19 09:00"),
        ("2026-10-01 10:00", Urgency.NORMAL, Kind.CAPTAIN_REMIND, "2026-10-01 12:00"),
    ],
)  # fmt: skip
def test_urgent_clocks_count_every_minute_and_normal_ones_skip_quiet_hours(
    since: str, urgency: Urgency, kind: Kind, due: str, community: Community
) -> None:
    """Only normal clocks stand still at night and at noon, and none of these knows weekends or holidays."""
    assert due_at(kind, urgency, at(since), community) == at(due)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-09-30", True), ("2026-10-01", False), ("2026-10-07", False), ("2026-10-08", True),
        ("2026-09-20", True), ("2026-10-10", True),  # make-up days of 国庆: a Sunday and a Saturday
        ("2026-02-14", True), ("2026-02-17", False), ("2026-02-23", False), ("2026-02-28", True),  # 春节
        ("2026-09-19", False),
        ("2024-02-29", True), ("2028-02-29", True),  # leap days, a Thursday and a Tuesday
        ("2050-10-03", True), ("2050-10-01", False),  # not announced yet: a Monday works, a Saturday does not
    ],
)  # fmt: skip
def test_working_days_follow_the_chinese_calendar(day: str, works: bool) -> None:
    """Holidays rest, make-up days work, and beyond the announced years Monday to Friday work."""
    assert is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("since", "kind", "due"),
    [
        ("2026-09-16 10:00", Kind.PARTNER_REMIND, "2026-09-17 17:30"),
        ("2026-09-16 10:00", Kind.PARTNER_BACK, "2026-09-18 17:30"),
        ("2026-09-18 10:00", Kind.PARTNER_REMIND, "2026-09-20 17:30"),  # a Sunday that works for 国庆
        ("2026-09-30 16:00", Kind.PARTNER_REMIND, "2026-10-08 17:30"),
        ("2026-09-30 16:00", Kind.PARTNER_BACK, "2026-10-09 17:30"),
        ("2026-02-14 09:00", Kind.PARTNER_REMIND, "2026-02-24 17:30"),
        ("2028-02-28 09:00", Kind.PARTNER_REMIND, "2028-02-29 17:30"),
        ("2050-09-30 09:00", Kind.PARTNER_REMIND, "2050-10-03 17:30"),
    ],
)  # fmt: skip
def test_a_partner_has_working_days(since: str, kind: Kind, due: str, community: Community) -> None:
    """A normal referral is followed up one and two Chinese working days later, when the partner closes."""
    partner = community.partner_for("environment")
    assert partner is not None
    assert community.clocks[Urgency.NORMAL][kind.value] == Workdays(days=1 if kind is Kind.PARTNER_REMIND else 2)
    assert due_at(kind, Urgency.NORMAL, at(since), community, partner=partner) == at(due)


@pytest.mark.parametrize(
    ("since", "kind", "due"),
    [
        ("2026-09-16 10:00", Kind.PARTNER_REMIND, "2026-09-16 11:00"),
        ("2026-09-16 10:00", Kind.PARTNER_BACK, "2026-09-16 14:00"),
        ("2026-09-16 17:00", Kind.PARTNER_REMIND, "2026-09-17 09:00"),
        ("2026-09-16 23:00", Kind.PARTNER_REMIND, "2026-09-17 09:30"),
        ("2026-09-30 15:30", Kind.PARTNER_BACK, "2026-10-08 10:30"),
        ("2026-10-10 08:00", Kind.PARTNER_REMIND, "2026-10-10 09:30"),
    ],
)  # fmt: skip
def test_an_urgent_referral_counts_the_hours_in_which_the_partner_is_open(since: str, kind: Kind, due: str, community: Community) -> None:
    """One and four hours of 08:30 to 17:30 on working days, whatever the residents' quiet hours."""
    partner = community.partner_for("safety_hazard")
    assert due_at(kind, Urgency.URGENT, at(since), community, partner=partner) == at(due)


def test_clocks_are_cut_to_fit_before_an_agreed_time(community: Community) -> None:
    """For help wanted in an hour the neighbours are asked on after five minutes, and the captain must act after thirty."""
    since = at("2026-09-16 15:00")
    wanted = {kind: due_at(kind, Urgency.NORMAL, since, community, agreed=since + HOUR) for kind in (Kind.NEXT_WAVE, Kind.CAPTAIN_MUST_ACT)}
    assert wanted == {Kind.NEXT_WAVE: since + 5 * MINUTE, Kind.CAPTAIN_MUST_ACT: since + 30 * MINUTE}


def test_a_helper_who_said_yes_in_the_evening_is_left_in_peace_until_morning(community: Community) -> None:
    """A yes at 21:00 for 10:00 is not taken back in the night: nudge before re-offer, both in waking hours, both before ten."""
    since, agreed = at("2026-09-16 21:00"), at("2026-09-17 10:00")
    nudge = due_at(Kind.NUDGE_HOLDER, Urgency.NORMAL, since, community, agreed=agreed)
    reoffer = due_at(Kind.REOFFER, Urgency.NORMAL, since, community, agreed=agreed)
    assert nudge is not None and reoffer is not None
    assert nudge == at("2026-09-16 21:20") and reoffer == at("2026-09-17 08:00")


@pytest.mark.parametrize("kind", sorted(BEFORE_AGREED_TIME))
@pytest.mark.parametrize("urgency", [Urgency.NORMAL, Urgency.URGENT])
def test_set_again_and_again_before_an_agreed_time_a_clock_does_not_strike_faster_and_faster(
    kind: Kind, urgency: Urgency, community: Community
) -> None:
    """Each cut is a share of what is left, so without a floor the strikes would never end (a month on the moving clock stood still)."""
    since, agreed = at("2026-09-16 08:00"), at("2026-09-16 12:00")
    strikes = 0
    while since < agreed:
        due = due_at(kind, urgency, since, community, agreed=agreed, again=strikes > 0)
        assert due is not None and due - since >= timedelta(minutes=1)
        since, strikes = due, strikes + 1
    assert strikes < 60


def test_a_holder_who_has_moved_is_asked_only_after_the_agreed_time(community: Community) -> None:
    """「我在路上」 said in the morning for the afternoon: nobody nudges before."""
    since, agreed = at("2026-09-16 08:00"), at("2026-09-16 15:00")
    assert due_at(Kind.NUDGE_HOLDER, Urgency.NORMAL, since, community, agreed=agreed, again=True) == agreed + 4 * HOUR


def test_a_deadline_within_the_day_is_the_agreed_time() -> None:
    """「五点前」 is agreed for five o'clock; a whole day or a week that has begun is agreed for no hour."""
    now = at("2026-09-16 10:30")
    assert agreed_time(now, now + 6 * HOUR, now) == now + 6 * HOUR
    assert agreed_time(now + HOUR, now + 6 * HOUR, now) == now + HOUR
    assert agreed_time(now, now + DAY, now) == now
    assert agreed_time(now, None, now) == now
    assert agreed_time(None, None, now) is None


@pytest.mark.parametrize("kind", sorted(BEFORE_AGREED_TIME), ids=str)
def test_an_agreed_time_far_ahead_or_gone_by_cuts_nothing(kind: Kind, community: Community) -> None:
    """A clock that fits before the agreed time, or comes after it, keeps its length."""
    since = at("2026-09-16 10:00")
    whole = due_at(kind, Urgency.NORMAL, since, community)
    assert due_at(kind, Urgency.NORMAL, since, community, agreed=since + 30 * DAY) == whole
    assert due_at(kind, Urgency.NORMAL, since, community, agreed=since - HOUR) == whole


@pytest.mark.parametrize(
    ("urgency", "agreed", "counts_from"),
    [
        (Urgency.URGENT, "2026-09-18 15:00", "2026-09-18 15:00"),
        (Urgency.URGENT, "2026-09-16 09:00", "2026-09-16 10:00"),
        (Urgency.NORMAL, "2026-09-18 15:00", "2026-09-18 15:00"),
    ],
)  # fmt: skip
def test_done_by_counts_from_the_agreed_time(urgency: Urgency, agreed: str, counts_from: str, community: Community) -> None:
    """The promise to be done runs from when help was wanted, unless that had gone by."""
    since = at("2026-09-16 10:00")
    due = due_at(Kind.DONE_BY, urgency, since, community, agreed=at(agreed))
    assert due == due_at(Kind.DONE_BY, urgency, at(counts_from), community)


instants = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: at("2026-01-01 00:00") + minutes * MINUTE)
kinds = st.sampled_from(KINDS)
wishes = st.none() | st.integers(1, 10 * 24 * 60).map(lambda minutes: minutes * MINUTE)


@given(instants, kinds, wishes)
def test_a_normal_clock_never_strikes_in_quiet_hours(since: datetime, kind: Kind, wish: timedelta | None) -> None:
    """Whenever it was started, and whatever was agreed, a normal clock leaves night and noon alone."""
    due = due_at(kind, Urgency.NORMAL, since, COMPOUND, agreed=since + wish if wish else None)
    assert due is not None and due >= since and not sleeps(due)


@given(instants, st.sampled_from([kind for kind in KINDS if TABLE[kind][2] is not None and TABLE[kind][2] <= 4 * HOUR]))
def test_a_normal_clock_counts_waking_minutes(since: datetime, kind: Kind) -> None:
    """The rule agrees with counting minute by minute."""
    duration = TABLE[kind][2]
    assert duration is not None
    assert due_at(kind, Urgency.NORMAL, since, COMPOUND) == counted_by_hand(since, duration)


@given(instants, st.integers(0, 3 * 24 * 60), st.sampled_from(list(Urgency)), kinds, wishes)
def test_what_starts_later_never_strikes_earlier(since: datetime, later: int, urgency: Urgency, kind: Kind, wish: timedelta | None) -> None:
    """Moving the start of a clock forward never moves its stroke back, with and without an agreed time."""
    agreed = since + wish if wish else None
    first = due_at(kind, urgency, since, COMPOUND, agreed=agreed)
    second = due_at(kind, urgency, since + later * MINUTE, COMPOUND, agreed=agreed)
    assume(first is not None and second is not None)
    assert first is not None and second is not None and first <= second


@given(instants, wishes.filter(bool), st.sampled_from(list(Urgency)))
def test_an_agreed_time_never_turns_the_order_of_clocks_around(since: datetime, wish: timedelta, urgency: Urgency) -> None:
    """Waves come before the captain must act and a nudge before the re-offer, however little time is left."""
    agreed = since + wish
    for earlier, later in ((Kind.NEXT_WAVE, Kind.CAPTAIN_MUST_ACT), (Kind.NUDGE_HOLDER, Kind.REOFFER)):
        first = due_at(earlier, urgency, since, COMPOUND, agreed=agreed)
        last = due_at(later, urgency, since, COMPOUND, agreed=agreed)
        assert last is not None and (first is None or first <= last)
        if urgency is not Urgency.NORMAL or waking_time(since, agreed, COMPOUND):
            assert last < agreed


def test_a_fixed_clock_stands_until_it_is_moved_and_never_goes_back() -> None:
    """The clock of tests and demos refuses to shuffle a day, and refuses a time without an offset."""
    clock = FixedClock(at("2026-09-16 10:00"))
    clock.move_to(at("2026-09-16 10:01"))
    assert clock.now() == at("2026-09-16 10:01")
    with pytest.raises(ValueError):
        clock.move_to(at("2026-09-16 10:00"))
    with pytest.raises(ValueError):
        clock.move_to(datetime(2026, 9, 17))  # the naive time that must be refused
