"""Reading few of many volunteers: the best are among them, and no table is read whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from aid.community import Community
from aid.matching import learning, library, rules
from aid.matching.service import candidates
from aid.store.work import Work
from bench.matching.speed import NOW, fill, needs, plans, read_whole
from tests.integration.compound import Compound


def filled(work: Work, size: int, community: Community) -> Work:
    """A store with so many volunteers in it, at the instant at which their month ends."""
    fill(work.engine, size, community)
    work.clock.move_to(NOW)  # type: ignore[attr-defined]  # a FixedClock
    return work


def test_the_best_of_many_are_found_without_reading_all(work: Work, community: Community) -> None:
    """Page by page, the first eight are those of a ranking of everybody, in the same order with the same scores, on either engine."""
    filled(work, 600, community)
    with work.read() as unit:
        for need in needs(community, 12):
            habits = learning.habits(unit, need.category)
            everybody = rules.rank(candidates(unit, need), need, unit.now, community, habits)
            found = library.rank(unit, need, 8, habits, few=0)
            assert [(each.candidate.volunteer_id, each.score) for each in found[:8]] == [
                (each.candidate.volunteer_id, each.score) for each in everybody[:8]
            ]


def test_who_came_last_time_is_found_however_far_down(work: Work, community: Community) -> None:
    """Of help that comes again: even the least of all is looked at, and the order is that of a ranking of everybody."""
    filled(work, 600, community)
    with work.read() as unit:
        need = needs(community, 1)[0]
        habits = learning.habits(unit, need.category)
        least = rules.rank(candidates(unit, need), need, unit.now, community, habits)[-1].candidate.volunteer_id
        need = replace(need, last=least)
        everybody = rules.rank(candidates(unit, need), need, unit.now, community, habits)
        found = library.rank(unit, need, 8, habits, few=0)
        assert least in [each.candidate.volunteer_id for each in found]
        assert [(each.candidate.volunteer_id, each.score) for each in found[:8]] == [
            (each.candidate.volunteer_id, each.score) for each in everybody[:8]
        ]


def test_no_table_is_read_whole_for_a_ranking(sqlite_work: Work, community: Community) -> None:
    """Each statement of a ranking goes by an index, as SQLite explains it."""
    filled(sqlite_work, 600, community)
    with sqlite_work.read() as unit:
        for need in needs(community, 2):
            explained = plans(unit, need)
            assert explained and not [(statement, plan) for statement, plan in explained if read_whole(plan)]


def test_a_certificate_that_has_lapsed_counts_no_more(small: Compound) -> None:
    """The day after its last day a 持证 counts as 熟练."""

    def level(days: int) -> rules.Level:
        small.clock.move_to(NOW + timedelta(days=days))
        with small.work.read() as unit:
            (lin,) = library.load(unit, [1], rules.Need(frozenset({"plumbing"}), "3", None, 0, rules.Urgency.NORMAL))
            return lin.skills["plumbing"]

    def certify(unit: object) -> None:
        volunteer = unit.session.get_one(library.learning.Volunteer, 1)  # type: ignore[attr-defined]  # the module's own import of the row
        volunteer.skills[0].certified_until = NOW.date()

    small.does(certify)
    assert (level(0), level(1)) == (rules.Level.CERTIFIED, rules.Level.SKILLED)
