"""How a rendered message goes to Telegram, and what Telegram's answer means."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaDocument, InputMediaPhoto, Message
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from aid.delivery.page import Button, Rendered
from aid.delivery.rules import Attempt, Outcome

log = logging.getLogger(__name__)


async def attempt(bot: Bot, chat: int, rendered: Rendered, edits: str | None = None) -> Attempt:
    """One message, or one edit of an older one; what Telegram says becomes an Attempt."""
    try:
        number = await _put(bot, chat, rendered, edits)
    except RetryAfter as error:
        wait = error.retry_after
        return Attempt(Outcome.RETRY_AFTER, wait=wait if isinstance(wait, timedelta) else timedelta(seconds=wait))
    except ChatMigrated as error:
        return Attempt(Outcome.MOVED, address=str(error.new_chat_id))
    except Forbidden:
        return Attempt(Outcome.FORBIDDEN)
    except BadRequest as error:
        outcome = refusal(str(error), editing=edits is not None, reacting=rendered.reacts_to is not None)
        return Attempt(outcome, message_id=edits if outcome is Outcome.SENT else None)
    except TelegramError as error:
        log.warning("a message did not go out: %s", type(error).__name__)
        return Attempt(Outcome.NETWORK)
    return Attempt(Outcome.SENT, message_id=number)


async def _put(bot: Bot, chat: int, rendered: Rendered, edits: str | None) -> str:
    """Send it, with its document if it has one, or edit what was sent before; Telegram's number of the message."""
    keyboard, text = keyboard_of(rendered.buttons), rendered.text
    if edits is not None:
        await bot.edit_message_text(text, chat, int(edits), reply_markup=keyboard)
        return edits
    if rendered.reacts_to is not None:
        await bot.set_message_reaction(chat, int(rendered.reacts_to), ReactionEmoji.OK_HAND_SIGN)
        return rendered.reacts_to
    if rendered.media:
        return await _put_media(bot, chat, rendered)
    if rendered.document is None:
        return str((await bot.send_message(chat, text, reply_markup=keyboard)).message_id)
    file = InputFile(rendered.document.content, filename=rendered.document.name)
    return str((await bot.send_document(chat, file, caption=text, reply_markup=keyboard)).message_id)


async def _put_media(bot: Bot, chat: int, rendered: Rendered) -> str:
    """Files that lie at Telegram already, by their id there, as what they came: Telegram makes no picture of a file. An album as one."""
    first, text = rendered.media[0], rendered.text
    if first.kind == "location":
        return str((await bot.send_location(chat, first.about["latitude"], first.about["longitude"])).message_id)
    sent_as, file = first.about.get("sent_as", first.kind), first.about["file_id"]
    if len(rendered.media) > 1:
        one = InputMediaDocument if sent_as == "document" else InputMediaPhoto
        album = [one(each.about["file_id"]) for each in rendered.media[:10]]
        return str((await bot.send_media_group(chat, album, caption=text))[0].message_id)
    sends: dict[str, Callable[..., Awaitable[Message]]] = {
        "photo": bot.send_photo, "voice": bot.send_voice, "audio": bot.send_audio, "document": bot.send_document
    }  # fmt: skip
    return str((await sends[sent_as](chat, file, caption=text)).message_id)


def refusal(description: str, *, editing: bool, reacting: bool = False) -> Outcome:
    """What Telegram means by a 400, in the words of its server."""
    said = description.lower()
    if "message is not modified" in said:
        return Outcome.SENT
    if "chat not found" in said:
        return Outcome.FORBIDDEN
    if reacting:  # their message is gone, or the chat allows no such sign: there is nothing left to say
        return Outcome.SENT
    # "message to edit not found", "message can't be edited", "message_id_invalid"
    return Outcome.GONE if editing and "message" in said and "too long" not in said else Outcome.REFUSED


def keyboard_of(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram wants them; None where there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(button.label, callback_data=button.tap) for button in row] for row in rows])
