"""The Telegram door: python-telegram-bot's own Application around our inbox and our relay."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from aid.conversations.incoming import Incoming, Kind
from aid.delivery.page import Rendered
from aid.delivery.rules import Attempt, Outcome
from aid.delivery.service import receive
from aid.store.work import Work
from bot.relay import Limits
from bot.turns import Turns

log = logging.getLogger(__name__)

CHANNEL = "telegram"
LONGEST_TEXT = 4096
App = Application[Any, Any, Any, Any, Any, Any]


def incoming_of(update: Update) -> Incoming | None:
    """What a private message or a tap says; None for what is no business of ours (edits, channels, groups)."""
    if query := update.callback_query:
        return Incoming(Kind.TAP, tap=query.data or "")
    message = update.message
    if message is None or message.chat.type != "private":
        return None
    text = message.text or message.caption or ""
    reply_to = str(message.reply_to_message.message_id) if message.reply_to_message else None
    if text.startswith("/start"):
        return Incoming(Kind.START, text=text)
    return Incoming(Kind.TEXT if text else Kind.OTHER, text=text, reply_to=reply_to)


def chat_of(update: Update) -> str | None:
    """The private chat of whoever wrote or tapped."""
    return str(update.effective_user.id) if update.effective_user else None


class InboxQueue(asyncio.Queue[Any]):
    """The Application's update queue, whose `put` commits the row: only then does Telegram learn that it arrived.

    A second copy of an update is let through no further.
    """

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.rows: dict[int, int] = {}  # update id → inbox row, until the handler takes it

    async def put(self, item: Any) -> None:
        if isinstance(item, Update):
            incoming, chat = incoming_of(item), chat_of(item)
            if incoming is None or chat is None:
                return
            inbox_id = await asyncio.to_thread(self._work.write, "door", receive, CHANNEL, str(item.update_id), chat, incoming.payload())
            if inbox_id is None:
                return
            self.rows[item.update_id] = inbox_id
        await super().put(item)


class TelegramDoor:
    """Both sides of the Telegram door."""

    def __init__(self, work: Work, turns: Turns, token: str, *, api_url: str | None = None, request: BaseRequest | None = None) -> None:
        self.limits: Limits | None = Limits()
        self._turns = turns
        self._queue = InboxQueue(work)
        builder = ApplicationBuilder().token(token).update_queue(self._queue)
        if api_url:
            builder = builder.base_url(api_url.rstrip("/") + "/bot").base_file_url(api_url.rstrip("/") + "/file/bot")
        if request is not None:
            builder = builder.request(request).get_updates_request(request)
        self.application: App = builder.build()
        self.application.add_handler(CallbackQueryHandler(self._tap))
        self.application.add_handler(MessageHandler(filters.ChatType.PRIVATE, self._message))

    def open(self) -> bool:
        return True

    async def start(self) -> None:
        """Poll for updates; what waits at Telegram is kept, not dropped."""
        await self.application.initialize()
        await self.application.start()
        assert self.application.updater is not None
        await self.application.updater.start_polling(drop_pending_updates=False, allowed_updates=["message", "callback_query"])

    async def forwarded(self) -> None:
        """Wait until every update that Telegram was told of has reached its turn."""
        await self._queue.join()

    async def stop(self) -> None:
        if self.application.updater and self.application.updater.running:
            await self.application.updater.stop()
        await self.application.stop()
        await self.application.shutdown()

    async def _message(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        self._forward(update)

    async def _tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        self._forward(update)
        assert update.callback_query is not None
        try:
            await update.callback_query.answer()
        except TelegramError as error:  # too old to be answered: what matters is the row
            log.info("a tap could not be acknowledged: %s", type(error).__name__)

    def _forward(self, update: Update) -> None:
        self._turns.put(f"{CHANNEL}:{chat_of(update)}", self._queue.rows.pop(update.update_id))

    async def send(self, address: str, rendered: Rendered) -> Attempt:
        """One message; what Telegram says becomes an Attempt."""
        keyboard = [[InlineKeyboardButton(button.label, callback_data=button.tap) for button in row] for row in rendered.buttons]
        try:
            sent = await self.application.bot.send_message(
                chat_id=int(address),
                text=rendered.text[:LONGEST_TEXT],
                reply_markup=InlineKeyboardMarkup(keyboard) if keyboard else None,
            )
        except RetryAfter as error:
            return Attempt(Outcome.RETRY_AFTER, wait=_duration(error.retry_after))
        except Forbidden:
            return Attempt(Outcome.FORBIDDEN)
        except BadRequest as error:
            gone = "chat not found" in str(error).lower()
            return Attempt(Outcome.FORBIDDEN if gone else Outcome.REFUSED)
        except NetworkError:
            return Attempt(Outcome.NETWORK)
        except TelegramError as error:
            log.warning("Telegram refused a message: %s", type(error).__name__)
            return Attempt(Outcome.NETWORK)
        return Attempt(Outcome.SENT, message_id=str(sent.message_id))


def _duration(seconds: float | timedelta) -> timedelta:
    """python-telegram-bot says whole seconds today and a timedelta tomorrow."""
    return seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
