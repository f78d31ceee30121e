"""Every rate once more, slowly and from the trail alone: what the report says is what happened."""

from __future__ import annotations

import enum
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from aid.captains import aftercare
from aid.captains import service as captains
from aid.clock import FixedClock
from aid.community import Community
from aid.people.model import AuditEvent
from aid.reports.period import Period
from aid.reports.rules import Case, rates, rates_by
from aid.reports.service import RESPONSE, cases
from aid.requests.model import Outcome, Status
from aid.store.engine import open_engine
from aid.store.secrets import Cipher
from aid.store.work import Work
from aid.volunteers.model import Volunteer
from tests.integration.compound import DAY, HOUR, LEAK, START, Compound


class Fate(enum.StrEnum):
    """How a request may go; each begins with 「对, 就这样」."""

    SOLVED_SATISFIED = "solved, satisfied"
    SOLVED_UNSATISFIED = "solved, not satisfied"
    SOLVED_ONLY = "solved, no more said"
    SILENT = "never answered"
    NOT_SOLVED_THEN_SOLVED = "not solved, then solved"
    NOT_SOLVED_THEN_SILENT = "not solved, then silent"
    BY_CAPTAIN = "the captain did it"
    GIVEN_UP = "the captain could not"
    PHONED = "answered by phone"
    REOPENED = "closed as solved, opened again"
    WITHDRAWN = "withdrawn"
    FORGOTTEN = "everybody is silent"


def lives_through(compound: Compound, who: str, need: tuple[str, str], fate: Fate) -> None:
    """Play one request to its end, or to where everybody falls silent."""
    compound.says(who, *need)
    if "新的求助" in compound.last(who).buttons:  # the program asks whether it is the one under way
        compound.taps(who, "新的求助")
    compound.taps(who, "对, 就这样")
    number = compound.last(who).request
    assert number is not None
    captain = compound.owner(number)
    if fate is Fate.WITHDRAWN:
        compound.does(captains.withdraw, number, compound.ids[who])
        return
    if fate is Fate.FORGOTTEN:
        return
    if fate in (Fate.BY_CAPTAIN, Fate.GIVEN_UP) or not compound.offers(number):
        compound.does(captains.take_over, number, compound.ids[captain])
        if fate is Fate.GIVEN_UP:
            compound.does(aftercare.end_as, number, Outcome.UNSOLVED, "costs", compound.ids[captain])
            return
        compound.does(captains.mark_done, number, compound.ids[captain])
    else:
        holder = next(iter(compound.offers(number)))
        compound.taps(holder, "接单")
        compound.taps(holder, "办好了")
        compound.taps(captain, "确认办好")
    _is_asked(compound, who, number, fate)


def _is_asked(compound: Compound, who: str, number: int, fate: Fate) -> None:
    mine = compound.ids[who]
    if fate in (Fate.NOT_SOLVED_THEN_SOLVED, Fate.NOT_SOLVED_THEN_SILENT):
        compound.does(aftercare.answer_solved, number, False, mine)
        owner = compound.ids[compound.owner(number)]
        compound.does(captains.mark_done, number, owner)
    if fate is Fate.PHONED:
        compound.does(aftercare.phoned, number, "1", compound.ids[compound.owner(number)])
    elif fate not in (Fate.SILENT, Fate.NOT_SOLVED_THEN_SILENT, Fate.BY_CAPTAIN):
        compound.does(aftercare.answer_solved, number, True, mine)
        if fate is not Fate.SOLVED_ONLY:
            compound.does(aftercare.answer_satisfied, number, fate is not Fate.SOLVED_UNSATISFIED, mine)
    if fate is Fate.REOPENED:
        compound.does(aftercare.answer_solved, number, False, mine)


def recounted(compound: Compound, period: Period) -> list[Case]:
    """The closed cases of a period, from the events alone: each chain folded from its first event to its last."""
    found = []
    with compound.work.read() as unit:
        chains: dict[int, list[AuditEvent]] = {}
        for event in unit.session.scalars(select(AuditEvent).order_by(AuditEvent.request_id, AuditEvent.seq)):
            if event.request_id is not None:
                chains.setdefault(event.request_id, []).append(event)
        for number, events in chains.items():
            solved = satisfied = None
            struck, end = False, None
            for event in events:
                if event.kind == "fired" and event.facts["clock"] == RESPONSE.value:
                    struck = True
                elif event.kind == "answered_solved":
                    solved = event.facts["answer"] == "yes"
                elif event.kind == "answered_satisfied":
                    satisfied = event.facts["answer"] == "yes"
                elif event.kind == "moved":
                    end = event if event.facts["after"] == Status.CLOSED else None
                    if event.facts["before"] == Status.CLOSED:
                        solved = satisfied = None
                    if event.facts["reason"] == "not_solved":
                        solved = False
            if end is not None and end.at in period and end.facts["outcome"] != Outcome.MERGED:
                facts = end.facts
                month = f"{end.at.astimezone(period.zone):%Y-%m}"
                found.append(Case(number, facts["building"], facts["category"], facts["team"], month, not struck, solved, satisfied))
    return found


NEEDS = [(LEAK, "repair_home"), ("楼道的灯坏了", "property_public_facility"), ("想问问遗嘱怎么写", "legal")]
stories = st.lists(
    st.tuples(st.sampled_from(["wu", "he"]), st.sampled_from(NEEDS), st.sampled_from(list(Fate)), st.integers(0, 40)),
    min_size=2,
    max_size=6,
)


def test_every_rate_is_what_a_slow_recount_of_the_trail_says(
    migrated_sqlite: Path, key: str, community: Community, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever becomes of the requests, rows and trail give the same cases, and so the same rates in every grouping."""
    folder = tmp_path_factory.mktemp("rates")
    seen: set[tuple[bool | None, bool | None]] = set()

    @settings(max_examples=max(6, settings.default.max_examples // 16), suppress_health_check=[HealthCheck.too_slow])
    @given(stories)
    def holds(played: list[tuple[str, tuple[str, str], Fate, int]]) -> None:
        path = folder / "rates.db"
        shutil.copy(migrated_sqlite, path)
        engine, clock = open_engine(f"sqlite:///{path}", Cipher(key)), FixedClock(START)
        compound = Compound(Work(engine, clock, community), clock).settled()
        compound.does(lambda unit: setattr(unit.session.get_one(Volunteer, 1), "team", "平安守护使团"))  # 林师傅
        for who, need, fate, hours in played:
            lives_through(compound, who, need, fate)
            compound.passes(hours * HOUR)
        compound.passes(5 * DAY)
        zone = community.zone
        for first, last in (
            (START.date(), compound.now.date()),
            (START.date(), START.date() + timedelta(days=1)),
            (START.date() + timedelta(days=2), START.date() + timedelta(days=9)),
        ):
            period = Period(first, last, zone)
            with compound.work.read() as unit:
                counted = cases(unit, period)
            again = recounted(compound, period)
            assert counted == again
            for group in ("building", "category", "team", "month"):
                assert rates_by(counted, lambda each, group=group: getattr(each, group)) == rates_by(
                    again, lambda each, group=group: getattr(each, group)
                )
            assert rates(counted) == rates(again)
            seen.update((case.solved, case.satisfied) for case in counted)
        engine.dispose()
        for left in folder.glob("rates.db*"):
            left.unlink()

    holds()
    assert len(seen) >= 4, f"the stories went nowhere: {seen}"
