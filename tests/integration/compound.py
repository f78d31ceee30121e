"""A compound with people in it, and the core driven as a door drives it: what people say and tap, what they see, time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import func, select

from aid.clock import FixedClock
from aid.conversations import desk
from aid.conversations import service as conversations
from aid.conversations.incoming import Incoming, Kind
from aid.conversations.routing import TAPPED
from aid.delivery import relay
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.relay import Outgoing
from aid.delivery.rules import Attempt, Outcome
from aid.delivery.service import receive
from aid.followups import service as followups
from aid.followups.model import FollowUp, FollowUpKind, FollowUpStatus
from aid.matching.model import Offer
from aid.people.model import AuditEvent, AuditHead, Person, Post, PostKind
from aid.people.service import hash_of, household_at, person_at
from aid.requests.model import HelpRequest, Status
from aid.store.work import Unit, Work
from aid.understanding.needs import Need
from aid.understanding.reading import Parse
from aid.volunteers.model import Level, Volunteer, VolunteerSkill, VolunteerStatus

T = TypeVar("T")
CHANNEL = "test"
# A Wednesday morning in 福清, outside every quiet hour, before an ordinary working week ends.
START = datetime.fromisoformat("2026-09-16T09:30:00+08:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """A message as it arrived at somebody."""

    key: str
    request: int | None
    text: str
    buttons: dict[str, str]
    args: dict[str, Any]
    id: str
    at: datetime


@dataclass
class Compound:
    """`says` and `taps` are what people do, `sees` what reached them, `passes` lets time go by with all that falls due in it.

    The model's opinion of a text is given with it, as no Rasa runs here; the turn after it is the form's: the next question.
    """

    work: Work
    clock: FixedClock
    ids: dict[str, int] = field(default_factory=dict)
    seen: dict[str, list[Seen]] = field(default_factory=dict)
    says_no: dict[str, Attempt] = field(default_factory=dict)  # what the channel answers for whoever is not reached
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _looked: dict[str, int] = field(default_factory=dict)

    def settled(self) -> Compound:
        """The people most tests need."""

        def settle(unit: Unit) -> None:
            self._holds(unit, PostKind.SECRETARY, "secretary", None, "严书记")
            for building in ("3", "2"):
                self._holds(unit, PostKind.CAPTAIN, f"captain{building}", building, "郑楼长")
                self._holds(unit, PostKind.DEPUTY, f"deputy{building}", building, "薛副楼长")
            self._lives(unit, "wu", "3", "2", "501", name="吴阿姨", phone="13800000001")
            self._lives(unit, "he", "3", "1", "302", name="何依伯", phone="13800000002")
            self._volunteers(unit, "lin", "3", {"plumbing": Level.CERTIFIED}, name="林师傅", room="101")
            self._volunteers(unit, "chen", "3", {"plumbing": Level.SKILLED}, name="陈大哥", room="102")
            self._volunteers(unit, "yu", "2", {"plumbing": Level.SOME}, name="俞大姐", room="103")

        self.does(settle)
        return self

    # — people —

    def lives(self, who: str, building: str | None = None, unit: str | None = None, room: str | None = None, **more: Any) -> int:
        """Somebody with this address in the channel; where they live and what they are called, if known."""
        return self.does(self._lives, who, building, unit, room, **more)

    def holds(self, kind: PostKind, who: str, building: str | None, name: str = "楼长") -> None:
        """A post held by somebody."""
        self.does(self._holds, kind, who, building, name)

    def volunteers(self, who: str, building: str | None, skills: dict[str, Level], **more: Any) -> None:
        """An approved volunteer."""
        self.does(self._volunteers, who, building, skills, **more)

    def _lives(
        self, unit: Unit, who: str, building: str | None = None, door: str | None = None, room: str | None = None, *,
        name: str | None = None, phone: str | None = None,
    ) -> int:  # fmt: skip
        person = person_at(unit, CHANNEL, who)
        person.name, person.building = name, building
        person.noticed_at = person.consent_at = unit.now
        if phone:
            person.phone, person.phone_hash = phone, hash_of(unit, "phone", phone)
        household = household_at(unit, building, door, room) if building else None
        person.household_id = household.id if household else None
        self.ids[who] = person.id
        return person.id

    def _holds(self, unit: Unit, kind: PostKind, who: str, building: str | None, name: str) -> None:
        unit.session.add(Post(kind=kind, building=building, person_id=self._lives(unit, who, building, name=name)))

    def _volunteers(
        self, unit: Unit, who: str, building: str | None, skills: dict[str, Level], *, name: str = "志愿者", door: str = "1",
        room: str | None = None, vetted: bool = False, phone: str | None = None, **more: Any,
    ) -> None:  # fmt: skip
        unit.session.add(
            Volunteer(
                person_id=self._lives(unit, who, building, door, room, name=name, phone=phone),
                status=VolunteerStatus.APPROVED,
                vetted_at=unit.now if vetted else None,
                skills=[VolunteerSkill(skill=skill, level=level) for skill, level in skills.items()],
                **more,
            )
        )

    # — what people do —

    def says(
        self, who: str, text: str, category: str = "out_of_scope", *, sure: bool = True, reply_to: Seen | None = None,
        needs: Sequence[Need] = (),
    ) -> int:  # fmt: skip
        """Somebody writes; the model takes it for `category`, and its clauses for `needs`. The inbox row's id."""
        incoming = Incoming(Kind.TEXT, text=text, reply_to=reply_to.id if reply_to else None)
        return self.sends(who, incoming, category, sure=sure, needs=needs)

    def taps(self, who: str, label: str) -> None:
        """Somebody taps the newest button that begins with `label`."""
        self.taps_code(who, self.button(who, label))

    def taps_code(self, who: str, code: str) -> int:
        """A tap with this code, ours or not."""
        return self.sends(who, Incoming(Kind.TAP, tap=code))

    def sends(
        self, who: str, incoming: Incoming, category: str = "out_of_scope", *, sure: bool = True, needs: Sequence[Need] = ()
    ) -> int:  # fmt: skip
        """One update, through inbox and desk to its answer, and everything sent that may be sent."""
        inbox_id = self.work.write("door", receive, CHANNEL, str(next(self._numbers)), who, incoming.payload())
        assert inbox_id is not None
        self.answers(inbox_id, category, sure=sure, needs=needs)
        self.delivers()
        return inbox_id

    def answers(self, inbox_id: int, category: str = "out_of_scope", *, sure: bool = True, needs: Sequence[Need] = ()) -> None:
        """The turn of one message: the desk, and the form where the desk leaves the turn to Rasa."""
        cause = f"inbox:{inbox_id}"
        step = self.work.write(cause, desk.take, inbox_id)
        if step is None:
            return
        if step.text != TAPPED:
            parse = Parse(((category, 0.95), ("errand", 0.02), ("pet", 0.01)), sure=sure)
            self.work.write(cause, conversations.hear, step.conversation_id, step.text, parse, needs)
        self.work.write(cause, conversations.ask_next, step.conversation_id)

    def does(self, use: Callable[..., T], *args: Any, **more: Any) -> T:
        """One use case in a transaction of its own."""
        return self.work.write(f"test:{next(self._numbers)}", use, *args, **more)

    # — what people see —

    def delivers(self) -> None:
        """Send everything that is due, as the relay does."""
        while ids := self.work.write("relay", relay.due_ids, 50):
            for message_id in ids:
                outgoing = self.work.write("relay", relay.make, message_id, [CHANNEL])
                if outgoing is None:
                    continue
                attempt = self.says_no.get(outgoing.address)
                if attempt is None:
                    self._arrives(outgoing)
                    attempt = Attempt(Outcome.SENT, message_id=f"m{message_id}")
                self.work.write(f"sent:{message_id}", relay.record, outgoing, attempt)

    def _arrives(self, outgoing: Outgoing) -> None:
        """A new message is at the foot of the chat; an edited one stays where it is."""
        chat = self.seen.setdefault(outgoing.address, [])
        with self.work.read() as unit:
            row = unit.session.get_one(OutboxMessage, outgoing.id)
            rendered = outgoing.rendered
            buttons = {button.label: button.tap for line in rendered.buttons for button in line}
            arrived = Seen(row.key, row.request_id, rendered.text, buttons, dict(row.args), f"m{outgoing.id}", unit.now)
        if outgoing.edits is None:
            chat.append(arrived)
        else:
            place = next(place for place, each in enumerate(chat) if each.id == outgoing.edits)
            chat[place] = replace(arrived, buttons=chat[place].buttons | buttons)  # an old screen still shows the older ones

    def new(self, who: str) -> list[Seen]:
        """What has arrived since the last look."""
        everything = self.seen.get(who, [])
        found = everything[self._looked.get(who, 0) :]
        self._looked[who] = len(everything)
        return found

    def sees(self, who: str, *keys: str) -> list[Seen]:
        """Exactly these messages have arrived since the last look, in this order."""
        found = self.new(who)
        assert [each.key for each in found] == list(keys), f"{who} sees " + " | ".join(f"{each.key}: {each.text}" for each in found)
        return found

    def last(self, who: str, key: str | None = None) -> Seen:
        """The newest message (under this key), seen or not."""
        found = [each for each in self.seen.get(who, []) if key in (None, each.key)]
        assert found, f"{who} never got {key}"
        return found[-1]

    def posted(self, who: str, key: str) -> int:
        """How often this message has been written to somebody, whether or not it may go out yet."""
        with self.work.read() as unit:
            rows = select(func.count()).select_from(OutboxMessage)
            return unit.session.scalar(rows.where(OutboxMessage.person_id == self.ids[who], OutboxMessage.key == key)) or 0

    def got(self, who: str, key: str) -> int:
        """How often this message has reached somebody."""
        return sum(each.key == key for each in self.seen.get(who, []))

    def all_look_away(self) -> None:
        """What has arrived so far is of no interest."""
        for who in self.seen:
            self.new(who)

    def button(self, who: str, label: str) -> str:
        """The code of the newest button that begins with `label`."""
        for message in reversed(self.seen.get(who, [])):
            for shown, code in message.buttons.items():
                if shown.startswith(label):
                    return code
        raise AssertionError(f"{who} has no button {label}")

    # — time —

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def fires(self) -> int:
        """One tick at this instant, and what it sends."""
        fired = followups.fire_due(self.work)
        self.delivers()
        return fired

    def passes(self, time: timedelta) -> None:
        """Time goes by; everything happens at the instant it is due."""
        until = self.now + time
        for _ in range(1000):
            with self.work.read() as unit:
                due = [each for each in (followups.next_due(unit), relay.next_due(unit)) if each is not None]
            soonest = min(due, default=until)
            if soonest > until:
                break
            self.clock.move_to(max(soonest, self.now))
            if not self.fires() and self.now == until:
                break
        self.clock.move_to(until)
        self.fires()

    def sleeps_until(self, instant: datetime) -> None:
        """The program is stopped until then: nothing fires, nothing is sent."""
        self.clock.move_to(instant)

    # — the rows —

    def request(self, number: int = 1) -> HelpRequest:
        """The request as it stands, detached."""
        with self.work.read() as unit:
            found = unit.session.get_one(HelpRequest, number)
            unit.session.expunge(found)
            return found

    def status(self, number: int = 1) -> Status:
        return self.request(number).status

    def owner(self, number: int = 1) -> str:
        """Who owns the request, by the name of the tests."""
        return self.who(self.request(number).captain_id)

    def who(self, person_id: int) -> str:
        return next(name for name, each in self.ids.items() if each == person_id)

    def offers(self, number: int = 1) -> dict[str, Offer]:
        """The offers of a request by volunteer, in the order they were first made."""
        with self.work.read() as unit:
            found = unit.session.scalars(select(Offer).where(Offer.request_id == number).order_by(Offer.id)).unique().all()
            return {self.who(offer.volunteer.person_id): offer for offer in found}

    def pending(self, number: int = 1) -> dict[FollowUpKind, datetime]:
        """The clocks that run for a request, and when they strike."""
        with self.work.read() as unit:
            rows = select(FollowUp).where(FollowUp.request_id == number, FollowUp.status == FollowUpStatus.PENDING)
            return {each.kind: each.due_at for each in unit.session.scalars(rows)}

    def trail(self, number: int = 1, kind: str | None = None) -> list[AuditEvent]:
        """The request's trail, in order."""
        with self.work.read() as unit:
            found = unit.session.scalars(select(AuditEvent).where(AuditEvent.chain == f"request:{number}").order_by(AuditEvent.seq))
            return [event for event in found if kind in (None, event.kind)]

    def went_through(self, number: int = 1) -> list[Status]:
        """The statuses of a request, from the first, as its trail tells them."""
        return [Status.RECEIVED, *(Status(event.facts["after"]) for event in self.trail(number, "moved"))]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row but inbox, outbox and trail: what a tap that must change nothing must leave as it is."""
        left_out = {each.__tablename__ for each in (InboxMessage, OutboxMessage, AuditEvent, AuditHead, Person)}
        with self.work.read() as unit:
            return {
                table.name: sorted(tuple(map(repr, row)) for row in unit.session.execute(select(*table.primary_key, *_plain(table))))
                for table in HelpRequest.metadata.sorted_tables
                if table.name not in left_out
            }


def _plain(table: Any) -> list[Any]:
    return [column for column in table.columns if not column.primary_key]


LEAK = "厨房的水龙头有点滴水"


def opens(compound: Compound, who: str = "wu", text: str = LEAK, category: str = "repair_home") -> int:
    """Somebody whose flat is known asks and confirms; the number of the request."""
    compound.says(who, text, category)
    number = compound.last(who, "confirm_card").request
    assert number is not None
    compound.taps(who, "对, 就这样")
    return number
