"""Nobody's words lie open: not in the file, not in the trail, not on the card of who has no business with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from aid.delivery.model import OutboxMessage
from aid.delivery.render import render
from aid.people.audit import first_break
from aid.people.model import AuditEvent, Person
from aid.requests.model import HelpRequest, Status
from aid.volunteers.model import Level
from tests.integration.compound import DAY, HOUR, Compound, opens

NAME, PHONE, ROOM, OTHER_PHONE = "欧阳阿姨", "13987654321", "1703", "13712345678"
WORDS = "厨房的水龙头有点滴水, 钥匙在鞋柜第三格"
CHAT, BACK = "请轻声敲门孩子在睡", "我带上扳手五分钟到"
PLAIN = [NAME, PHONE, ROOM, OTHER_PHONE, WORDS, "鞋柜", CHAT, BACK, "轻声敲门", "扳手", "滴水"]
DOOR = "3号楼2单元1703"


def whole_story(compound: Compound) -> int:
    """Everything that carries words, from the first message to the end: form, cards, relay, captain, aftercare, an emergency."""
    compound.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    number = opens(compound, "ou", f"{WORDS}, 电话{OTHER_PHONE}")
    compound.taps("lin", "这次不行")
    compound.taps("chen", "接单")
    compound.says("chen", BACK)
    compound.says("ou", CHAT, reply_to=compound.last("ou", "relayed"))
    compound.taps("chen", "办好了")
    compound.taps("captain3", "确认办好")
    compound.passes(3 * DAY)
    compound.taps("ou", "还没解决")
    compound.taps("captain3", "已经办好")
    compound.passes(3 * DAY)
    compound.taps("ou", "解决了")
    compound.says("ou", f"快来人, {NAME}晕倒了叫不醒")
    return number


def disguises(text: str) -> list[bytes]:
    """The ways in which plain text may stand in a file."""
    return [text.encode(), text.encode("utf-16-le"), json.dumps(text).strip('"').encode()]


def test_the_file_holds_nobodys_name_phone_room_or_words(small: Compound) -> None:
    """After a whole story neither the database nor its write-ahead log shows any of it, while it runs and after it is closed."""
    whole_story(small)
    assert WORDS in small.request().words
    path = Path(make_url(small.work.engine.url).database or "")
    running = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    assert f"{path.name}-wal" in running
    small.work.engine.dispose()
    closed = {f"closed {each.name}": each.read_bytes() for each in path.parent.iterdir()}
    for name, content in {**running, **closed}.items():
        assert not [text for text in PLAIN for form in disguises(text) if form in content], name


def test_the_trail_holds_ids_and_names_of_fields_only(compound: Compound) -> None:
    """Every chain is whole, and no event carries a person's words, door or number."""
    whole_story(compound)
    with compound.work.read() as unit:
        events = unit.session.scalars(select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq)).all()
        for chain in {event.chain for event in events}:
            assert first_break([event for event in events if event.chain == chain]) is None, chain
        said = json.dumps([[event.facts, event.cause, event.kind] for event in events], ensure_ascii=False)
    assert not [text for text in PLAIN if text in said]
    assert said.isascii(), "ids, codes and names of fields need no Chinese"


def test_what_waits_to_be_sent_names_ids_and_never_the_text(small: Compound) -> None:
    """The outbox is plain on purpose, and there is nothing in it to hide."""
    whole_story(small)
    with small.work.read() as unit:
        args = json.dumps([row.args for row in unit.session.scalars(select(OutboxMessage))], ensure_ascii=False)
    assert not [text for text in PLAIN if text in args] and args.isascii()


def test_equality_is_asked_by_keyed_hash(small: Compound) -> None:
    """The same door is one household and the same phone is found, without either standing in the row."""
    small.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    small.lives("son", "3", "2", ROOM, phone="13000000000")
    with small.work.read() as unit:
        ou, son = (unit.session.get_one(Person, small.ids[who]) for who in ("ou", "son"))
        assert ou.household_id == son.household_id and ou.household is not None and ROOM not in ou.household.door_hash
        assert ou.phone_hash != son.phone_hash and PHONE not in str(ou.phone_hash)


def views(compound: Compound, number: int) -> list[tuple[str, list[str]]]:
    """Who has seen which fields, in order."""
    return [(compound.who(event.facts["reader"]), event.facts["fields"]) for event in compound.trail(number, "viewed")]


def test_an_offer_shows_category_building_and_time_and_nothing_else(small: Compound) -> None:
    """Before the yes there is no door, no phone, no name and no word of the resident on the card, and no view is recorded."""
    small.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    number = opens(small, "ou", WORDS)
    text = small.last("lin", "offer").text
    assert "家中小修" in text and "3号楼" in text and "尽快" in text
    assert not [hidden for hidden in (NAME, "欧", PHONE, ROOM, "2单元", "鞋柜") if hidden in text]
    assert "lin" not in dict(views(small, number))


def test_door_and_phone_stand_on_the_holders_card_alone_and_each_view_is_recorded(compound: Compound) -> None:
    """Of all that every volunteer is ever shown, only the card of who said yes has the door; the trail says who looked."""
    compound.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    number = opens(compound, "ou", WORDS)
    compound.taps("chen", "接单")
    compound.taps("lin", "接单")
    shown = {card.key for who in ("lin", "chen", "yu") for card in compound.seen.get(who, []) if ROOM in card.text or PHONE in card.text}
    assert shown == {"holder_card"}
    compound.passes(5 * HOUR)
    compound.taps("chen", "办好了")
    compound.taps("captain3", "确认办好")
    compound.passes(3 * DAY)
    compound.taps("ou", "解决了")
    assert ROOM not in compound.last("chen", "holder_card").text, "after closing the door is gone from the card"
    assert compound.seen["lin"][-1].key == "offer_too_late"
    assert ("chen", ["door", "phone", "words"]) in views(compound, number)
    assert "lin" not in dict(views(compound, number))
    private = ("holder_card", "captain_card", "captain_emergency", "captain_call", "captain_handoff")
    assert {who for who, _ in views(compound, number)} == {
        who for who, cards in compound.seen.items() for card in cards if card.key in private
    }, "a card that was edited may have been viewed more than once, never by anybody else"


@pytest.mark.parametrize("end", ["stepped back", "released", "cancelled", "closed"])
def test_the_door_is_withdrawn_when_the_job_is_over(small: Compound, end: str) -> None:
    """A card that was written while the job was held shows no door when it is sent afterwards."""
    small.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    number = opens(small, "ou", WORDS)
    small.taps("chen", "接单")
    code = small.seen["ou"][0].buttons["不用了"]
    if end == "stepped back":
        small.taps("chen", "我去不了了")
    elif end == "released":
        small.passes(3 * DAY)
    elif end == "cancelled":
        small.taps_code("ou", code)
    else:
        small.taps("chen", "办好了")
        small.taps("captain3", "确认办好")
        small.passes(3 * DAY)
        small.taps("ou", "解决了")

    def written_before() -> str:
        with small.work.read() as unit:
            card = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.key == "holder_card")).first()
            assert card is not None
            return render(unit, card).text

    text = written_before()
    assert ROOM not in text and PHONE not in text
    assert small.status(number) is not Status.ACCEPTED


def test_a_captains_card_that_reaches_somebody_without_the_post_shows_no_door(small: Compound) -> None:
    """What a card may show is decided when it is sent, by what its reader is then."""
    small.lives("ou", "3", "2", ROOM, name=NAME, phone=PHONE)
    opens(small, "ou", WORDS)
    small.passes(2 * HOUR)
    with small.work.read() as unit:
        card = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.key == "captain_card")).first()
        assert card is not None and ROOM in render(unit, card).text
        card.person_id = small.ids["captain2"]
        assert ROOM not in render(unit, card).text


def test_the_resident_sees_the_helpers_surname_and_building_only(small: Compound) -> None:
    """「3号楼的陈邻居」: no given name, no phone, no door of the helper in anything that the resident gets."""
    small.volunteers("zhu", "3", {"lighting": Level.CERTIFIED}, name="诸葛小明", room="1404")
    opens(small, "wu", "客厅的灯不亮了")
    small.taps("zhu", "接单")
    for label in ("我在路上", "我到了", "办好了"):
        small.taps("zhu", label)
    everything = "\n".join(card.text for card in small.seen["wu"])
    assert "3号楼的诸邻居" in everything
    assert not [hidden for hidden in ("葛", "小明", "1404") if hidden in everything]


def test_words_in_transit_are_shown_to_the_two_who_speak_and_recorded(small: Compound) -> None:
    """The relay shows them to holder and captain of this request, each time with an entry in the trail."""
    number = opens(small)
    small.taps("chen", "接单")
    small.says("chen", BACK)
    assert BACK in small.last("wu", "relayed").text
    assert ("wu", ["words"]) in views(small, number)
    assert not [card for who in ("lin", "yu", "he", "captain2") for card in small.seen.get(who, []) if BACK in card.text]


def test_a_sensitive_request_asks_for_consent_and_only_the_vetted(small: Compound) -> None:
    """Health and children: the card says who will see it, the yes is kept apart from the general one, the unvetted are not asked."""
    small.volunteers("nurse", "3", {"hospital_escort": Level.SKILLED}, name="护士", vetted=True)
    small.volunteers("kind", "3", {"hospital_escort": Level.CERTIFIED}, name="热心人")
    small.says("wu", "明天下午想请人陪我去医院看病", "medical")
    assert "审核过的邻居" in small.last("wu", "confirm_card").text
    small.taps("wu", "对, 是我自己的事")
    with small.work.read() as unit:
        assert unit.session.get_one(Person, small.ids["wu"]).sensitive_consent_at == small.now
        assert unit.session.get_one(HelpRequest, 1).category == "medical"
    assert list(small.offers()) == ["nurse"]
