"""Who lives in the simulated compound, and what they do with what they are shown. All invented, all from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta

from aid.captains.model import PartnerContact
from aid.delivery.taps import Act, decode
from aid.people.model import PostKind
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES, Group
from aid.volunteers.model import Level
from aid.volunteers.skills import skills
from tests.integration.compound import Compound

# What residents write, by category, as often as it stands here.
NEEDS: tuple[tuple[str, str], ...] = (
    ("厨房的水龙头有点滴水", "repair_home"),
    ("客厅的灯不亮了, 想请人看看", "repair_home"),
    ("水管爆了水一直喷, 快来人", "repair_home"),
    ("手机不会用微信, 谁来教教我", "digital_help"),
    ("明天下午三点想请人帮我把柜子抬上楼", "moving_heavy"),
    ("想请人明天上午九点陪我去医院", "medical"),
    ("孩子放学没人接, 想请邻居帮忙", "child_care"),
    ("想找人说说话", "psychological"),
    ("想咨询一下劳动合同", "legal"),
    ("麻烦谁帮我取个快递", "errand"),
    ("楼道的灯坏了", "property_public_facility"),
    ("单元门口垃圾堆了好几天", "environment"),
    ("楼下井盖松了, 很危险", "safety_hazard"),
    ("楼上晚上很吵", "noise_dispute"),
    ("建议多装几个垃圾桶", "feedback_suggestion"),
    ("我想要一本字典", "wish"),
)
EMERGENCIES = ("快来人, 我老伴突然晕倒了叫不醒", "家里煤气味很大", "电梯里有人被困住了")

# How readily each kind of person taps each act, against SILENCE for doing nothing: weights, not percentages.
Weights = dict[Act, float]
RESIDENT: Weights = {
    Act.CONFIRM: 20, Act.CHANGE: 1, Act.WITHDRAW: 0.4, Act.CATEGORY: 4, Act.PLACE: 1, Act.HUMAN: 0.5, Act.ADD_TO: 2, Act.NEW_NEED: 4,
    Act.SOLVED: 5, Act.PARTLY: 0.5, Act.SATISFIED: 5, Act.SPLIT: 0.7, Act.FALSE_ALARM: 0.7,
}  # fmt: skip
VOLUNTEER: Weights = {
    Act.ACCEPT: 4, Act.DECLINE: 2, Act.COMING: 5, Act.ARRIVED: 5, Act.DONE: 7, Act.STEP_BACK: 0.6,
}  # fmt: skip
CAPTAIN: Weights = {
    Act.TAKE_OVER: 3, Act.CHOOSE: 4, Act.ASK_NAMED: 5, Act.MARK_DONE: 4, Act.MORE: 4, Act.CAPTAIN_CONFIRM: 9, Act.NOT_DONE: 0.8,
    Act.PHONED: 3, Act.SATISFIED_BY_PHONE: 3, Act.HAND_BACK: 1, Act.WAIT: 2, Act.EXTEND: 2, Act.GRANT: 3, Act.ENDINGS: 1.2, Act.CLOSE: 4,
    Act.SEND_BACK: 1, Act.DECIDE: 3, Act.REFER: 2, Act.MERGE: 3, Act.SPLIT: 0.2, Act.CALL_VOLUNTEER: 2, Act.PHONE_YES: 3, Act.FALSE_ALARM: 0.5,
    Act.PARTNER_TAKES: 1, Act.LEAVE: 0.5, Act.BACK: 0.3, Act.CARD: 1,
}  # fmt: skip
PARTNER: Weights = {Act.PARTNER_TAKES: 5, Act.PARTNER_WORKS: 2, Act.PARTNER_DONE: 4, Act.PARTNER_BACK: 1}
# Of the two answers to one question the second is the rarer.
RARER = {Act.SOLVED: 0.12, Act.SATISFIED: 0.2, Act.CONFIRM: 0.05, Act.GRANT: 0.3, Act.PHONED: 0.2, Act.SATISFIED_BY_PHONE: 0.2}
SILENCE = {"resident": 2.5, "volunteer": 2.5, "captain": 3.0, "deputy": 5.0, "secretary": 2.0, "partner": 2.0}
SURNAMES = "林陈黄郑吴何薛池翁念游施俞江高严"


@dataclass
class Person:
    """Somebody by the name of their chat; `forgets` multiplies how often they do nothing."""

    name: str
    role: str
    building: str | None
    forgets: float
    blocks_on: int | None = None  # the day on which they block the bot
    leave_on: int | None = None  # the day on which they say 我请假
    leave_days: int = 0
    nth: dict[str, int] = field(default_factory=dict)  # how many cards of each kind they have seen

    @property
    def weights(self) -> Weights:
        return {"resident": RESIDENT, "volunteer": VOLUNTEER, "partner": PARTNER}.get(self.role, CAPTAIN)

    def leans_to(self, code: str) -> float:
        """How readily this person taps a button that carries this code."""
        tap = decode(code)
        weight = self.weights.get(tap.act, 0.0)
        return weight * RARER[tap.act] if tap.act in RARER and tap.args[-1] == "0" else weight


@dataclass(frozen=True)
class Size:
    """How big the month is."""

    requests: int = 600
    days: int = 30
    captains: int = 20
    volunteers: int = 108
    residents: int = 220


SMALL = Size(requests=14, days=3, captains=3, volunteers=14, residents=12)


def settle(compound: Compound, size: Size, seed: int) -> dict[str, Person]:
    """Everybody, registered in the store and known by name."""
    chance = random.Random(f"people:{seed}")
    buildings = compound.work.community.ordered_buildings[: size.captains]
    people: dict[str, Person] = {}

    def person(name: str, role: str, building: str | None, blocking: float, leaving: float) -> Person:
        found = people[name] = Person(name, role, building, forgets=chance.choice((0.4, 0.7, 1.0, 1.5, 3.0)))
        if chance.random() < blocking:
            found.blocks_on = chance.randrange(1, max(size.days, 2))
        if chance.random() < leaving:
            found.leave_on, found.leave_days = chance.randrange(size.days), chance.choice((0, 1, 2, 4, 9))
        return found

    def build(unit: Unit) -> None:
        for number in (1, 2):
            name = person(f"secretary{number}", "secretary", None, 0, 0.4 if number == 1 else 0).name
            compound._holds(unit, PostKind.SECRETARY, name, None, f"样例·{SURNAMES[-number]}书记")
        for at, building in enumerate(buildings):
            captain = person(f"captain{building}", "captain", building, 0.05, 0.6).name
            deputy = person(f"deputy{building}", "deputy", building, 0.05, 0.3).name
            compound._holds(unit, PostKind.CAPTAIN, captain, building, f"样例·{SURNAMES[at % len(SURNAMES)]}楼长")
            compound._holds(unit, PostKind.DEPUTY, deputy, building, f"样例·{SURNAMES[-at % len(SURNAMES)]}副楼长")
        for number in range(size.residents):
            building = buildings[number % len(buildings)]
            name = person(f"resident{number}", "resident", building, 0.04, 0).name
            phone = f"138{number:08d}" if chance.random() < 0.7 else None
            compound._lives(unit, name, building, "1", str(101 + number), name=f"样例·{SURNAMES[number % len(SURNAMES)]}居民", phone=phone)
        known = sorted(skill.id for skill in skills().values())
        for number in range(size.volunteers):
            building = buildings[number * 7 % len(buildings)]
            name = person(f"volunteer{number}", "volunteer", building, 0.05, 0).name
            held = {each: chance.choice(list(Level)) for each in chance.sample(known, min(len(known), chance.randint(4, 9)))}
            compound._volunteers(
                unit, name, building, held, name=f"样例·{SURNAMES[number % len(SURNAMES)]}志愿者", door="2", room=str(101 + number),
                vetted=chance.random() < 0.6, night_ok=chance.random() < 0.2,
            )  # fmt: skip
        for partner in ("property", "health"):
            name = person(partner, "partner", None, 0, 0).name
            compound._lives(unit, name, name=f"样例·{partner}")
            unit.session.add(PartnerContact(partner=partner, person_id=compound.ids[name]))

    compound.does(build)
    return people


@dataclass(frozen=True)
class Need:
    """One request to come: who, when after the beginning, what."""

    who: str
    after: timedelta
    text: str
    category: str


def needs(people: dict[str, Person], size: Size, seed: int) -> list[Need]:
    """So many needs over the month, mostly by day, some at night, a few of them emergencies."""
    chance = random.Random(f"needs:{seed}")
    residents = [each.name for each in people.values() if each.role == "resident"]
    found = []
    for _ in range(size.requests):
        day = chance.randrange(size.days)
        hour = chance.choices(range(24), weights=[1, 0.5, 0.5, 0.5, 0.5, 1, 2, 5, 9, 9, 8, 7, 4, 3, 5, 7, 7, 7, 8, 9, 8, 5, 3, 1])[0]
        after = timedelta(days=day, hours=hour, minutes=chance.randrange(60), seconds=chance.randrange(60))
        if chance.random() < 0.02:
            text, category = chance.choice(EMERGENCIES), "emergency"
        else:
            text, category = chance.choice(NEEDS)
        found.append(Need(chance.choice(residents), after, text, category))
    assert all(each.category in CATEGORIES or CATEGORIES[each.category].group is Group.DANGER for each in found)
    return sorted(found, key=lambda each: each.after)
