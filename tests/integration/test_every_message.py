"""Every message that the code posts can be made: each placeable is supplied at each place that posts it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from aid.clock import FixedClock
from aid.community import Community
from aid.conversations.model import Conversation
from aid.delivery.buttons import BUTTONS
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.render import render
from aid.delivery.taps import decode
from aid.hours import service as hours
from aid.matching.model import Offer
from aid.people.model import Leave, Person
from aid.requests import attachments, notes
from aid.requests.model import HelpRequest, NoteFor, Series
from aid.store.engine import open_engine
from aid.store.secrets import Cipher
from aid.store.work import Unit, Work
from aid.understanding.recurring_words import read_recurring
from aid.volunteers.model import Mute
from tests.integration.compound import START, Compound, opens
from tests.posted_keys import Posted, posted, spelled_out

# The code of a reason, where the message is not about sending back.
REASONS = {"resident_closed_by_captain": "government", "extension_asked": "people", "resident_extended": "people"}
# What is Chinese for readers of English too: names, what people wrote, and the few words beside their English.
THEIR_OWN = re.compile(
    "金辉华府|我帮邻|[严郑薛林陈俞吴何](?:书记|楼长|副楼长|师傅|大哥|大姐|阿姨|依伯)?|厨房的水龙头有点滴水|我马上来|样例: 敲门要重一点"
    "|普通话|福清话|福州话|闽南语|英语|救护车|着火了|煤气|被困了|救命|(?:说|要)?中文(?:请点)?(?:下面。|「中文」。)?|家中小修|电工证"
)
CHINESE = re.compile("[\u4e00-\u9fff]+")
LONGEST_LABEL = 60
PLACES = [(place, key) for place in posted() for key in place.keys]


def arguments(unit: Unit, place: Posted, names: dict[str, Any]) -> dict[str, Any]:
    """What this place hands over, by the names it uses; a name that is new here needs a value here."""
    return {name: names[name] for name in place.args}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("place", "message"), PLACES, ids=[f"{key}-{number}" for number, (_, key) in enumerate(PLACES)])
def test_every_message_can_be_made_where_it_is_posted(story: Compound, place: Posted, message: str, language: str) -> None:
    """With what this place hands over, text and buttons come out whole in each language, and every button is a code of ours."""
    for whole in sorted(spelled_out({message})):
        with story.work.read() as unit:
            offer = story.offers()["lin"]
            leave = unit.session.scalars(select(Leave.id)).first()
            names: dict[str, Any] = {
                "offer": offer.id, "volunteer": offer.volunteer_id, "conversation": unit.session.scalars(select(Conversation.id)).first(),
                "inbox": unit.session.scalars(select(InboxMessage.id)).first(), "requests": [1, 2], "other": 2, "again": True, "why": "not_enough",
                "answer": "filled", "speaker": "holder", "outcome": "not_ours", "level": "deputy", "emergency": "medical", "number": "120", "person": 1,
                "post": "captain", "building": "3", "record": 1, "records": [1], "danger": False, "discontent": "slow",
                "attached": "voice", "heard": "unclear", "attachments": [1],
                "asked": 1, "door_unit": "2", "about": "settings", "direct": True, "new": True,
                "handler": story.ids["deputy3"], "more": 2, "says": "resident_accepted", "nonce": "0a1b", "secretary": True, "invited": "captain",
                "category": "家中小修", "mute": 1, "note": 1,
                "skill": offer.volunteer.skills[0].id, "skills": [each.id for each in offer.volunteer.skills], "minutes": 30, "whom": "next", "helped": 3, "solved": 2, "satisfied": 1,
                "reason": "enough", "group": 0, "volunteers": [offer.volunteer_id],
                "first": "2026-09-07", "last": "2026-09-13",
                "series": 1 if whole == "series_skipped" else [1, 2], "goes_on": "yes", "days": ["2026-09-23", "2026-09-30"],
                "leave": leave, "promise": "done_by", "until": "2026-09-18T00:00:00+00:00", "late": False, "partner": "property",
            }  # fmt: skip
            if "reason" in place.args:
                names["reason"] = REASONS.get(whole, "cannot")
            row = OutboxMessage(
                person_id=story.ids[reader_of(whole)],
                request_id=1 if place.with_request else None,
                key=whole,
                args=arguments(unit, place, names),
                cause=f"test:{place.where}:{whole}"[:64],
                created_at=unit.now,
                due_at=unit.now,
            )
            unit.session.get_one(Person, row.person_id).language = language
            unit.session.add(row)
            unit.session.flush()
            rendered = render(unit, row)
            unit.session.rollback()
        assert rendered.text.strip() and "{" not in rendered.text and "None" not in rendered.text, (place.where, rendered.text)
        for line in rendered.buttons:
            for button in line:
                assert button.label.strip() and decode(button.tap)
                assert language != "en" or len(button.label) <= LONGEST_LABEL
        if language == "en":
            read = "\n".join([rendered.text, *(button.label for line in rendered.buttons for button in line)])
            assert not CHINESE.findall(THEIR_OWN.sub("", read)), (place.where, read)
        assert whole in BUTTONS or not rendered.buttons


def reader_of(key: str) -> str:
    """Somebody who may read a message of this kind."""
    if key.startswith("captain"):
        return "captain3"
    helpers = (
        "certificate",
        "holder",
        "offer",
        "step_back",
        "decline",
        "nothing",
        "hours",
        "my_hours",
        "volunteer",
        "application",
        "muted",
        "the_way",
    )
    return "lin" if key.startswith(helpers) else "wu"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, key: str, community: Community) -> Iterator[Compound]:
    """One request that is held, one that is open: everything a card may speak of. Only read from."""
    path = tmp_path_factory.mktemp("story") / "story.db"
    shutil.copy(migrated_sqlite, path)
    engine, clock = open_engine(f"sqlite:///{path}", Cipher(key)), FixedClock(START)
    told = Compound(Work(engine, clock, community), clock).settled()
    opens(told)
    told.taps("lin", "接单")
    told.says("lin", "我马上来")
    opens(told, "he")
    told.does(lambda unit: hours.note(unit, unit.session.get_one(Offer, told.offers()["lin"].id)))
    told.does(_mutes_and_notes, told.ids["lin"])
    told.does(_comes_again, told.ids["wu"])
    told.does(
        lambda unit: attachments.keep(unit, told.ids["wu"], unit.session.get_one(HelpRequest, 1), None, {"kind": "photo", "file_id": "f"})
    )
    told.says("captain2", "我请假到周五")
    yield told
    engine.dispose()


def _comes_again(unit: Unit, wu: int) -> None:
    for words in ("每周三上午来帮我修水管", "每天晚上来看看"):
        rule = read_recurring(words, unit.now)
        assert rule
        unit.session.add(Series(created_at=unit.now, requester_id=wu, known={}, rule=rule.as_json(), next_day=date(2026, 9, 30)))


def _mutes_and_notes(unit: Unit, lin: int) -> None:
    request = unit.session.get_one(HelpRequest, 1)
    unit.session.add(Mute(volunteer_id=unit.session.get_one(Offer, 1).volunteer_id, category="pet", until=unit.now))
    lins = unit.session.get_one(Offer, 1).volunteer.skills[0]
    lins.certificate, lins.certified_until, lins.expiry_said = "电工证", date(2026, 9, 20), 7
    notes.write(unit, request, lin, NoteFor.NEXT, "样例: 敲门要重一点")
