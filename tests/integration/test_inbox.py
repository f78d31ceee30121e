"""What comes in: kept once, answered once, whatever it is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from aid.conversations import desk
from aid.conversations import service as conversations
from aid.conversations.incoming import Incoming, Kind
from aid.delivery.model import InboxMessage
from aid.delivery.service import receive, unanswered
from aid.people.model import AuditEvent
from aid.requests.model import HelpRequest, Status
from aid.understanding.reading import Parse
from tests.integration.compound import CHANNEL, LEAK, Compound, opens


def test_a_second_copy_of_an_update_is_let_no_further(compound: Compound) -> None:
    """The same update of the same channel is one row; another channel's number is another matter."""
    payload = Incoming(Kind.TEXT, text=LEAK).payload()
    first = compound.work.write("door", receive, CHANNEL, "u1", "wu", payload)
    assert first is not None
    assert compound.work.write("door", receive, CHANNEL, "u1", "wu", payload) is None
    assert compound.work.write("door", receive, "elsewhere", "u1", "wu", payload) is not None
    with compound.work.read() as unit:
        assert len(unit.session.scalars(select(InboxMessage)).all()) == 2


def test_what_was_received_and_not_answered_is_found_again_in_order(small: Compound) -> None:
    """After a crash the rows say what is still to be answered, oldest first."""
    ids = [small.work.write("door", receive, CHANNEL, f"u{n}", "wu", Incoming(Kind.TEXT, text="在吗").payload()) for n in range(3)]
    assert ids[1] is not None
    small.answers(ids[1], "greeting_chitchat")
    with small.work.read() as unit:
        assert [message.id for message in unanswered(unit)] == [ids[0], ids[2]]


def test_a_turn_that_was_cut_short_is_taken_up_again_and_opens_one_request(compound: Compound) -> None:
    """Killed after the words were heard and before the question was put: the same message again gives one request, one question."""

    inbox_id = compound.work.write("door", receive, CHANNEL, "u1", "wu", Incoming(Kind.TEXT, text=LEAK).payload())
    assert inbox_id is not None
    step = compound.work.write(f"inbox:{inbox_id}", desk.take, inbox_id)
    assert step is not None
    compound.work.write(f"inbox:{inbox_id}", conversations.hear, step.conversation_id, step.text, Parse((("repair_home", 0.9),), sure=True))
    compound.answers(inbox_id, "repair_home")
    compound.answers(inbox_id, "repair_home")
    compound.delivers()
    compound.sees("wu", "confirm_card")
    with compound.work.read() as unit:
        (request,) = unit.session.scalars(select(HelpRequest)).all()
        assert request.words == LEAK


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "🙏🙏🙏", "\x00\x01\x02", "。。。", "\u200b\u200d", "👍"], ids=repr)
def test_a_message_without_a_word_is_asked_for_words(small: Compound, text: str) -> None:
    """Blank, emoji and control characters get the same clear answer and open nothing."""
    small.says("stranger", text)
    small.sees("stranger", "notice", "not_text")
    with small.work.read() as unit:
        assert unit.session.scalars(select(HelpRequest)).all() == [] and unanswered(unit) == []


def test_a_sticker_or_a_picture_without_words_is_asked_for_words(small: Compound) -> None:
    """What has no text at all is answered too."""
    small.sends("wu", Incoming(Kind.OTHER))
    small.sees("wu", "not_text")


@pytest.mark.parametrize(
    "text",
    ["水管漏了" * 1024, "La tubería de la cocina gotea", "水龙头\x00坏了\x1b[31m", "/restart", '/emergency{"x":1}', "<b>水龙头</b>'; --", "{ $number }", "\ud83d 坏了"],
    ids=["4096 characters", "Spanish", "control characters", "/restart", "/emergency", "markup", "placeholder", "half an emoji"],
)  # fmt: skip
def test_strange_words_are_words(compound: Compound, text: str) -> None:
    """However strange, they are kept, answered, shown as they were written, and start nothing they should not."""
    compound.says("wu", text, "repair_home")
    assert compound.last("wu").key == "confirm_card"
    compound.taps("wu", "对, 就这样")
    assert compound.status() is Status.OFFERING and compound.request().emergency_kind is None
    compound.taps("lin", "接单")
    assert compound.last("lin", "holder_card").text


def test_the_first_contact_is_welcomed_and_agrees_once(small: Compound) -> None:
    """/start explains, one tap agrees, and the agreement is in the trail once."""
    small.sends("new", Incoming(Kind.START, text="/start"))
    assert "加密" in small.last("new", "welcome").text
    for _ in range(2):
        small.taps("new", "知道了")
    assert small.last("new").key == "welcome_agreed"
    with small.work.read() as unit:
        agreed = unit.session.scalars(select(AuditEvent).where(AuditEvent.kind == "consented")).all()
        assert [event.facts["field"] for event in agreed] == ["general"]


def test_a_reply_to_a_card_belongs_to_its_request(small: Compound) -> None:
    """The captain answers the card, and the resident hears it; a reply to a card that one has no part in says nothing to anybody."""
    number = opens(small)
    small.taps("lin", "接单")
    small.says("captain3", "钥匙在门卫那里", reply_to=small.last("captain3", "captain_accepted"))
    assert "钥匙在门卫那里" in small.last("wu", "relayed").text
    before = small.posted("wu", "relayed")
    small.says("chen", "我也想知道", reply_to=small.last("chen", "offer"))
    assert small.posted("wu", "relayed") == before and small.status(number) is Status.ACCEPTED


def test_the_words_of_a_holder_reach_the_resident_and_back_without_a_number(small: Compound) -> None:
    """While a job is held, words go to and fro through us; no phone is in them."""
    opens(small)
    small.taps("lin", "接单")
    small.says("lin", "我十分钟后到")
    heard = small.last("wu", "relayed")
    assert "我十分钟后到" in heard.text and "138" not in heard.text
    small.says("wu", "好的, 门开着", reply_to=heard)
    assert "门开着" in small.last("lin", "relayed").text


def test_what_is_added_to_an_open_request_reaches_who_works_on_it(small: Compound) -> None:
    """「补充到 #1」: holder and captain see the new words; no second request appears."""
    opens(small)
    small.taps("lin", "接单")
    small.says("wu", "对了家里有条狗", sure=False)
    small.taps("wu", "补充到 #1")
    assert "家里有条狗" in small.last("lin", "holder_card").text
    assert "家里有条狗" in small.last("captain3", "captain_card").text
    with small.work.read() as unit:
        assert len(unit.session.scalars(select(HelpRequest)).all()) == 1
