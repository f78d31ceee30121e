"""Which buttons a tap has used up: an old card must not invite a second answer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from aid.delivery.cards import BECAME, LIVE
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.delivery.page import Button
from aid.delivery.render import render
from aid.delivery.taps import Act, BadTap, decode
from aid.people.service import person_at
from aid.store.work import Unit

# These open something beside the card, whose other buttons stay good.
_OPENS = frozenset(
    {
        Act.CHOOSE, Act.PROGRESS, Act.SHOW_CARD, Act.CARD, Act.APPLICATION, Act.VET, Act.SKILL_GROUPS, Act.WAY, Act.TELL_CAPTAIN,
        Act.NOTE, Act.CATEGORIES, Act.INVITE_LINK,
        Act.MORE, Act.ENDINGS, Act.CALL_VOLUNTEER,
    }
)  # fmt: skip
# These change what the card's own buttons say.
_REDRAWS = frozenset({Act.SKILL_TURN, Act.SKILL_PICK, Act.LANGUAGE})
# Each line of these is a question of its own.
_LISTS = frozenset({"which_to_cancel", "captain_choices", "my_hours", "my_requests"})


def buttons_left(unit: Unit, inbox_id: int, channel_message_id: str, code: str) -> Sequence[Sequence[Button]] | None:
    """What remains under a message after the tap `code` on it was dealt with; None when it stays as it is.

    A tap that was refused uses up nothing.
    """
    try:
        act = decode(code).act
    except BadTap:
        return None
    message = unit.session.get_one(InboxMessage, inbox_id)
    person_id = person_at(unit, message.channel, message.address).id
    refused = select(OutboxMessage.id).where(OutboxMessage.cause == f"inbox:{inbox_id}", OutboxMessage.key == "tap_refused")
    if act in _OPENS or message.answered_at is None or unit.session.scalar(refused) is not None:
        return None
    card = unit.session.scalars(
        select(OutboxMessage).where(OutboxMessage.channel_message_id == channel_message_id, OutboxMessage.person_id == person_id)
    ).first()
    if card is None or card.key in LIVE | BECAME:
        return None
    if act in _REDRAWS:
        return render(unit, card).buttons
    if card.key not in _LISTS:
        return ()
    rows = [[button for button in row if button.tap != code] for row in render(unit, card).buttons]
    return [row for row in rows if row]
