"""The month itself: people act, time goes from one due instant to the next, and the run may be cut at any commit or send."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import Connection, event, select

from aid.captains import duty
from aid.clock import FixedClock
from aid.conversations import desk
from aid.conversations import service as conversations
from aid.conversations.routing import TAPPED
from aid.conversations.incoming import Incoming, Kind
from aid.delivery import relay
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.page import Rendered
from aid.delivery.relay import Outgoing
from aid.delivery.rules import Attempt, Outcome
from aid.delivery.service import receive, unanswered
from aid.delivery.taps import Act as TapAct
from aid.delivery.taps import decode
from aid.followups import service as followups
from aid.followups.model import FollowUp, FollowUpStatus
from aid.people.model import Leave
from aid.requests.model import HelpRequest
from aid.requests.rules import FINISHED
from aid.store.leases import take_over
from aid.store.work import Unit, Work
from aid.understanding.reading import Parse
from bench.clocks.people import SILENCE, Need, Person, Size, needs, settle
from tests.integration.compound import CHANNEL, Compound

# A Monday some days before 国庆 2026, so that the month has a long holiday and its make-up days in it.
BEGINS = datetime.fromisoformat("2026-09-14T06:30:00+08:00")
# After the last request everything is given so long to come to its end.
ENDS_AFTER = timedelta(days=60)


# So often may the run go round at one instant.
STANDS_STILL = 1000


class Cut(BaseException):
    """The run ends here, as a SIGKILL would end it: nothing catches this."""


@dataclass(order=True)
class Act:
    """What somebody will do at an instant; `update` is how the channel numbers it, the same however often it is sent."""

    at: datetime
    number: int
    who: str = field(compare=False)
    incoming: Incoming = field(compare=False)
    category: str = field(compare=False, default="out_of_scope")

    @property
    def update(self) -> str:
        return f"act-{self.number}"


@dataclass
class Points:
    """Numbers every commit (before and after) and every send (before and after), and cuts where the plan says."""

    cut_at: frozenset[int] = frozenset()
    passed: int = 0
    cuts: int = 0

    def __call__(self) -> None:
        self.passed += 1
        if self.passed in self.cut_at:
            self.cuts += 1
            raise Cut

    def before_commit(self, connection: Connection) -> None:
        if not connection.get_execution_options().get("read_only"):
            self()


class Month(Compound):
    """A compound whose people act by themselves. The rows are the program's; what people remember is theirs and survives every cut."""

    def __init__(self, work: Work, clock: FixedClock, size: Size, seed: int) -> None:
        super().__init__(work, clock)
        self.size, self.seed = size, seed
        self.points = Points()
        self.people: dict[str, Person] = settle(self, size, seed)
        self._to_come: list[Act] = []
        self._acts = count(1)
        self._opinions: dict[str, str] = {}  # what the model says of each update
        self._arrived: set[int] = set()
        self.sent: Counter[str] = Counter()
        self.doubled = 0
        self.did: Counter[str] = Counter()  # what people did that the program must live with
        for need in needs(self.people, size, seed):
            self._will_ask(need)
        for person in self.people.values():
            self._will_leave(person)
        self.ends = BEGINS + timedelta(days=size.days) + ENDS_AFTER

    # — what people will do —

    def _will(self, at: datetime, who: str, incoming: Incoming, category: str = "out_of_scope") -> None:
        heapq.heappush(self._to_come, Act(at, next(self._acts), who, incoming, category))

    def _will_ask(self, need: Need) -> None:
        self._will(BEGINS + need.after, need.who, Incoming(Kind.TEXT, text=need.text), need.category)

    def _will_leave(self, person: Person) -> None:
        if person.leave_on is None:
            return
        at = BEGINS + timedelta(days=person.leave_on, hours=random.Random(f"{self.seed}:{person.name}").randrange(1, 14))
        self._will(at, person.name, Incoming(Kind.TEXT, text=f"我请假{person.leave_days or 1}天"))
        if person.leave_days > 3:  # some come back early
            self._will(at + timedelta(days=2), person.name, Incoming(Kind.TEXT, text="我回来了"))

    def _reacts(self, person: Person, key: str, rendered: Rendered) -> None:
        """Whoever is shown something does one of the things it offers, or nothing; the same person the same way in every run."""
        person.nth[key] = person.nth.get(key, 0) + 1
        chance = random.Random(f"{self.seed}:{person.name}:{key}:{person.nth[key]}")
        if key == "resident_waited_for" and chance.random() < 0.6:
            self._will(self.now + _delay(chance, person), person.name, Incoming(Kind.TEXT, text="我下午在家, 可以来"))
            return
        shown = [button for row in rendered.buttons for button in row]
        weights = [person.leans_to(button.tap) for button in shown]
        if not any(weights):
            return
        chosen = chance.choices([*shown, None], weights=[*weights, SILENCE[person.role] * person.forgets])[0]
        if chosen is None:
            self.did["forgot"] += 1
        else:
            if decode(chosen.tap).act is TapAct.DECLINE:
                self.did["said_no"] += 1
            self._will(self.now + _delay(chance, person), person.name, Incoming(Kind.TAP, tap=chosen.tap))

    # — the program, with points at which it may be cut —

    def _arrives(self, outgoing: Outgoing) -> None:
        """A message comes once, or again where the run was cut before that was noted; an edited card looks as it looks."""
        self.points()
        with self.work.read() as unit:
            key = unit.session.get_one(OutboxMessage, outgoing.id).key
        if outgoing.edits is None:
            self.sent[key] += 1
            if outgoing.id in self._arrived:
                self.doubled += 1
            else:
                self._arrived.add(outgoing.id)
                self._reacts(self.people[outgoing.address], key, outgoing.rendered)
        self.points()

    def delivers(self) -> None:
        while ids := self.work.write("relay", relay.due_ids, 50):
            for message_id in ids:
                outgoing = self.work.write("relay", relay.make, message_id, [CHANNEL])
                if outgoing is None:
                    continue
                attempt = Attempt(Outcome.SENT, message_id=f"m{message_id}")
                if self._has_blocked(outgoing.address):
                    attempt = Attempt(Outcome.FORBIDDEN)
                    self.did["had_blocked"] += 1
                else:
                    self._arrives(outgoing)
                self.work.write(f"sent:{message_id}", relay.record, outgoing, attempt)

    def _has_blocked(self, who: str) -> bool:
        day = self.people[who].blocks_on if who in self.people else None
        return day is not None and self.now >= BEGINS + timedelta(days=day)

    def answers(self, inbox_id: int, category: str = "out_of_scope", *, sure: bool = True) -> None:
        cause = f"inbox:{inbox_id}"
        step = self.work.write(cause, desk.take, inbox_id)
        if step is None:
            return
        if step.text != TAPPED:
            parse = Parse(((category, 0.95), ("errand", 0.02), ("pet", 0.01)), sure=sure)
            self.work.write(cause, conversations.hear, step.conversation_id, step.text, parse)
        self.work.write(cause, conversations.ask_next, step.conversation_id)

    def _settles(self) -> None:
        """Everything that can happen at this instant happens: what came in is answered, what is due fires, what is written goes out."""
        with self.work.read() as unit:
            waiting = [(each.id, each.update_id) for each in unanswered(unit)]
        for inbox_id, update_id in waiting:
            self.answers(inbox_id, self._opinions[update_id])
        while True:
            self.delivers()
            if not followups.fire_due(self.work):
                return

    def _acts_now(self) -> None:
        """The next act reaches the door; it is over for its person once the door has kept it."""
        act = self._to_come[0]
        self._opinions[act.update] = act.category
        if act.incoming.kind is Kind.TEXT or not self._has_blocked(act.who):
            self.work.write("door", receive, CHANNEL, act.update, act.who, act.incoming.payload())
        heapq.heappop(self._to_come)

    def runs(self, cut_at: frozenset[int] = frozenset()) -> None:
        """The whole month; cut at these points, and begun anew each time."""
        self.points.cut_at = cut_at
        self.clock.move_to(max(BEGINS, self.now))
        event.listen(self.work.engine, "commit", self.points.before_commit)
        self.work.on_written(self.points)
        try:
            while True:
                try:
                    self._goes_on()
                    return
                except Cut:
                    self._begins_anew()
        finally:
            event.remove(self.work.engine, "commit", self.points.before_commit)
            self.work._written.remove(self.points)

    def _goes_on(self) -> None:
        at, times = self.now, 0
        while True:
            at, times = (at, times + 1) if at == self.now else (self.now, 0)
            assert times < STANDS_STILL, f"the clock stands still at {at}: something strikes again and again"
            self._settles()
            due = self._next()
            if due is None or due > self.ends:
                return
            self.clock.move_to(max(due, self.now))
            self._settles()
            while self._to_come and self._to_come[0].at <= self.now:
                self._acts_now()
                self._settles()

    def _begins_anew(self) -> None:
        """A new life on the same rows: as at every start, what nobody alive holds is free."""
        event.remove(self.work.engine, "commit", self.points.before_commit)
        self.work._written.remove(self.points)
        self.work.write("start", take_over, frozenset())
        event.listen(self.work.engine, "commit", self.points.before_commit)
        self.work.on_written(self.points)

    def _next(self) -> datetime | None:
        with self.work.read() as unit:
            due = [followups.next_due(unit), relay.next_due(unit), self._to_come[0].at if self._to_come else None]
            if self.size.days >= 30 and not self._to_come and not _unfinished(unit):
                return None
        return min((each for each in due if each is not None), default=None)


def _delay(chance: random.Random, person: Person) -> timedelta:
    """Minutes to hours, longer for who forgets."""
    return timedelta(seconds=round(60 * person.forgets * 2 ** chance.uniform(0, 8)))


def _unfinished(unit: Unit) -> bool:
    return unit.session.scalars(select(HelpRequest.id).where(HelpRequest.status.not_in(list(FINISHED))).limit(1)).first() is not None


def away(work: Work) -> int:
    """Leaves of people on posts that have begun, each with the hands that changed."""
    with work.read() as unit:
        return len(unit.session.scalars(select(Leave.id).where(Leave.begun_at.is_not(None))).all())


def sleepers(work: Work) -> list[int]:
    """Unfinished requests that nothing will ever strike for."""
    with work.read() as unit:
        awake = select(FollowUp.request_id).where(FollowUp.status == FollowUpStatus.PENDING)
        asleep = select(HelpRequest.id).where(HelpRequest.status.not_in(list(FINISHED)), HelpRequest.id.not_in(awake))
        return list(unit.session.scalars(asleep))


__all__ = ["BEGINS", "Cut", "InboxMessage", "Month", "away", "duty", "sleepers"]
