"""The lifecycle under random events and a moving clock: what must hold after every step, whatever people do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from aid.clock import FixedClock
from aid.community import Community
from aid.delivery.service import unanswered
from aid.delivery.taps import Act, encode
from aid.followups.model import FollowUp, FollowUpStatus
from aid.followups.service import next_due
from aid.matching.model import Offer, OfferStatus
from aid.people.audit import first_break
from aid.people.model import AuditEvent, Post
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Status
from aid.requests.rules import FINISHED, TAKES_A_YES, may_move
from aid.store.engine import open_engine
from aid.store.secrets import Cipher
from aid.store.work import Work
from aid.understanding.taxonomy import Urgency
from aid.volunteers.model import Level
from tests.integration.compound import DAY, HOUR, LEAK, MINUTE, START, Compound

picks = st.integers(0, 10_000)
NEEDS = [(LEAK, "repair_home"), ("水管爆了水一直喷, 快来人", "repair_home"), ("楼道的灯坏了", "property_public_facility")]
SHORT, LONG = [timedelta(seconds=30), 3 * MINUTE, 20 * MINUTE, HOUR], [20 * MINUTE, 9 * HOUR, DAY, 4 * DAY]


class Lifecycle(RuleBasedStateMachine):
    """Residents ask and answer, neighbours and captains tap what they were ever shown, time passes or stands still."""

    template: Path
    folder: Path
    key: str
    community: Community
    reached: set[Status]

    @initialize(begun=st.lists(st.sampled_from(NEEDS), min_size=1, max_size=2), two=st.booleans())
    def settles(self, begun: list[tuple[str, str]], two: bool) -> None:
        self.path = self.folder / "machine.db"
        shutil.copy(self.template, self.path)
        self.clock = FixedClock(START)
        self.engine = open_engine(f"sqlite:///{self.path}", Cipher(self.key))
        self.compound = Compound(Work(self.engine, self.clock, self.community), self.clock).settled()
        self.compound.lives("stranger")
        self.compound.volunteers(
            "gao", "3", {"plumbing": Level.SKILLED, "first_aid": Level.CERTIFIED}, name="高医生", vetted=True, night_ok=True
        )
        for who, (text, category) in zip(("wu", "he"), begun, strict=False):
            self.compound.says(who, text, category)
            if two:
                self.compound.does(lambda unit: setattr(requests.hold(unit, 1), "needed", 2))
            self.compound.taps(who, "对, 就这样")

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.dispose()
            for path in self.folder.glob("machine.db*"):
                path.unlink()

    @rule(who=st.sampled_from(["wu", "he", "stranger"]), need=st.sampled_from(NEEDS), place=st.sampled_from(["", "3号楼1单元402, "]))
    def somebody_asks(self, who: str, need: tuple[str, str], place: str) -> None:
        self.compound.says(who, place + need[0], need[1])

    @rule(who=st.sampled_from(["wu", "he", "stranger"]), text=st.sampled_from(["对", "不对", "3号楼", "嗯嗯哈哈", "谢谢你们", "找真人"]))
    def somebody_answers(self, who: str, text: str) -> None:
        self.compound.says(who, text, "greeting_chitchat")

    @rule(who=st.sampled_from(["wu", "stranger"]))
    def somebody_cries_for_help(self, who: str) -> None:
        self.compound.says(who, "快来人, 我妈突然晕倒了叫不醒")

    @precondition(lambda self: self.shown(newest=True))
    @rule(pick=picks)
    def a_fresh_button_is_tapped(self, pick: int) -> None:
        self.taps(self.shown(newest=True), pick)

    @precondition(lambda self: self.requests())
    @rule(pick=picks, steps=st.lists(st.booleans(), min_size=2, max_size=6))
    def a_request_goes_on(self, pick: int, steps: list[bool]) -> None:
        """Whoever is to act on it does, well or not: confirm, accept or decline, done or step back, agree or not, solved or not."""
        for well in steps:
            found = self.requests()
            request = found[pick % len(found)]
            step = self.next_step(request, well)
            if step is not None:
                self.compound.taps_code(*step)

    def next_step(self, request: HelpRequest, well: bool) -> tuple[str, str] | None:
        requester, captain = self.compound.who(request.requester_id), self.compound.who(request.captain_id)
        if request.status is Status.RECEIVED:
            return requester, encode(Act.CONFIRM, request.conversation_id, well)
        if request.status is Status.DONE:
            return captain, encode(Act.CAPTAIN_CONFIRM if well else Act.NOT_DONE, request.id)
        if request.status in (Status.CONFIRMED, Status.CLOSED):
            return requester, encode(Act.SOLVED, request.id, well)
        wanted, acts = OfferStatus.PROPOSED, (Act.DECLINE, Act.ACCEPT)
        if request.status is Status.ACCEPTED:
            wanted, acts = OfferStatus.ACCEPTED, (Act.STEP_BACK, Act.DONE)
        offers = [(who, offer) for who, offer in self.compound.offers(request.id).items() if offer.status is wanted]
        return (offers[0][0], encode(acts[well], offers[0][1].id)) if offers else None

    @precondition(lambda self: self.shown(newest=False))
    @rule(pick=picks)
    def an_old_button_is_tapped(self, pick: int) -> None:
        self.taps(self.shown(newest=False), pick)

    @rule()
    def the_next_thing_falls_due(self) -> None:
        with self.compound.work.read() as unit:
            due = next_due(unit)
        self.compound.sleeps_until(max(due or self.compound.now, self.compound.now))
        self.compound.fires()

    @rule(step=st.sampled_from(SHORT))
    def time_passes(self, step: timedelta) -> None:
        self.compound.passes(step)

    @rule(step=st.sampled_from(LONG))
    def the_program_is_stopped_for_a_while(self, step: timedelta) -> None:
        self.compound.sleeps_until(self.compound.now + step)
        self.compound.fires()

    def shown(self, *, newest: bool) -> list[tuple[str, str]]:
        """Who was shown which button: on their last three cards, or ever."""
        found = {}
        for who, cards in self.compound.seen.items():
            for card in cards[-3:] if newest else cards:
                found.update(dict.fromkeys((who, code) for code in card.buttons.values()))
        return list(found)

    def taps(self, shown: list[tuple[str, str]], pick: int) -> None:
        self.compound.taps_code(*shown[pick % len(shown)])

    def requests(self) -> list[HelpRequest]:
        with self.compound.work.read() as unit:
            return list(unit.session.scalars(select(HelpRequest)))

    def each_with_its_rows(self) -> Iterator[tuple[HelpRequest, list[Offer], list[FollowUp], list[AuditEvent]]]:
        with self.compound.work.read() as unit:
            for request in unit.session.scalars(select(HelpRequest)):
                offers = unit.session.scalars(select(Offer).where(Offer.request_id == request.id)).unique().all()
                clocks = unit.session.scalars(
                    select(FollowUp).where(FollowUp.request_id == request.id, FollowUp.status == FollowUpStatus.PENDING)
                )
                trail = unit.session.scalars(select(AuditEvent).where(AuditEvent.request_id == request.id).order_by(AuditEvent.seq))
                yield request, list(offers), list(clocks), list(trail)

    @invariant()
    def everything_holds(self) -> None:
        """The promises of design §6, for every request."""
        if not hasattr(self, "compound"):
            return
        with self.compound.work.read() as unit:
            on_post = set(unit.session.scalars(select(Post.person_id)))
            assert unanswered(unit) == []
        for request, offers, clocks, trail in self.each_with_its_rows():
            held = [offer for offer in offers if offer.status is OfferStatus.ACCEPTED]
            said = f"#{request.id} {request.status} needs {request.needed}, held by {len(held)}"
            assert len(held) <= request.needed, said
            assert request.captain_id in on_post, said
            self.reached.add(request.status)
            finished = request.status in FINISHED
            assert finished or clocks, f"{said}: nobody will ever look at it again"
            assert not (finished and clocks), f"{said}: followed up after its end"
            assert finished == (request.outcome is not None), said
            assert request.status in TAKES_A_YES or not [offer for offer in offers if offer.status is OfferStatus.PROPOSED], said
            if request.status is Status.OFFERING:
                assert len(held) < request.needed, said
            if request.status is Status.ACCEPTED:
                assert held and (len(held) == request.needed or request.urgency is Urgency.EMERGENCY), said
            for offer in offers:
                household = offer.volunteer.person.household_id
                assert household is None or household != request.household_id or offer.proposed_at == request.created_at, said
            self.replays(request, trail)

    def replays(self, request: HelpRequest, trail: list[AuditEvent]) -> None:
        """The trail is whole, and folding it gives the status."""
        assert first_break(trail) is None
        status = Status(trail[0].facts["status"])
        for event in trail:
            if event.kind == "moved":
                before, after = Status(event.facts["before"]), Status(event.facts["after"])
                assert before is status and may_move(before, after)
                status = after
        assert status is request.status
        assert request.episode == sum(event.kind == "moved" for event in trail)


def test_whatever_people_do_the_promises_hold(
    migrated_sqlite: Path, key: str, community: Community, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Never more holders than needed, never no captain, never no clock, and a trail that replays: after every step of every story."""
    Lifecycle.template, Lifecycle.key, Lifecycle.community = migrated_sqlite, key, community
    Lifecycle.folder, Lifecycle.reached = tmp_path_factory.mktemp("machine"), set()
    examples = settings.default.max_examples // 10  # 10, and ten times as many under HYPOTHESIS_PROFILE=explore
    run_state_machine_as_test(
        Lifecycle, settings=settings(max_examples=examples, stateful_step_count=22, suppress_health_check=[HealthCheck.too_slow])
    )
    assert len(Lifecycle.reached) >= 6, f"the stories went nowhere: {sorted(Lifecycle.reached)}"
