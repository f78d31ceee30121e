"""The Telegram door: python-telegram-bot's own Application around our inbox and our relay."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any
from urllib.parse import urlsplit

from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CallbackQuery,
    Message,
    Update,
)
from telegram.constants import ChatAction
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from aid.delivery.catalogue import DEFAULT_LANGUAGE, say
from aid.delivery.menus import Menu, menu_of
from aid.delivery.page import Button, Rendered
from aid.delivery.rules import Attempt
from aid.delivery.spent import buttons_left
from aid.store.work import Work
from bot.relay import Limits
from bot.telegram_reading import CHANNEL, COMMANDS, InboxQueue, chat_of
from bot.telegram_sending import attempt, keyboard_of
from bot.turns import Turns

log = logging.getLogger(__name__)

UPDATES = ("message", "edited_message", "callback_query")
# How long to wait before trying again to reach Telegram at start; the last one repeats.
PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class Webhook:
    """Where Telegram brings updates instead of being asked: the public address, the port on loopback behind it, and the
    secret that every call must show."""

    url: str
    port: int
    secret: str


class RefusedToken(ValueError):
    """Telegram does not know this token."""


# The languages in which there is a menu, and Telegram's code of each; without a code it is for all other devices.
MENUS = {DEFAULT_LANGUAGE: None, "en": "en"}


class TelegramDoor:
    """Both sides of the Telegram door."""

    def __init__(
        self,
        work: Work,
        turns: Turns,
        token: str,
        *,
        api_url: str | None = None,
        webhook: Webhook | None = None,
        request: BaseRequest | None = None,
    ) -> None:
        # RetryAfter then speaks in timedeltas; without it python-telegram-bot 22 warns at every 429.
        os.environ["PTB_TIMEDELTA"] = "1"
        # Its loggers print whole updates, the webhook's even at CRITICAL; what matters is logged here, without words.
        logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
        self.limits: Limits | None = Limits()
        self._work = work
        self._turns = turns
        self._webhook = webhook
        self._queue = InboxQueue(work)
        self._menus: dict[str, Menu] = {}  # chat → its own menu, as published by this process
        self._side: set[asyncio.Task[object]] = set()  # acknowledgements: they say nothing, and nobody waits for them
        self._connecting: asyncio.Task[None] | None = None
        builder = ApplicationBuilder().token(token).update_queue(self._queue).job_queue(None)
        if api_url:
            builder = builder.base_url(api_url.rstrip("/") + "/bot").base_file_url(api_url.rstrip("/") + "/file/bot")
        if request is not None:
            builder = builder.request(request).get_updates_request(request)
        self.application: App = builder.build()
        self.application.add_handler(CallbackQueryHandler(self._tap))
        self.application.add_handler(MessageHandler(filters.ChatType.PRIVATE | filters.ChatType.GROUPS, self._message))
        self.application.add_error_handler(self._failed)

    def open(self) -> bool:
        return self.application.running

    async def start(self) -> None:
        """Connect; while Telegram cannot be reached the bot does without it and tries again.

        Raises RefusedToken.
        """
        if not await self._connect():
            self._connecting = asyncio.create_task(self._keep_connecting())

    async def _keep_connecting(self) -> None:
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            await asyncio.sleep(pause)
            try:
                if await self._connect():
                    return
            except RefusedToken as error:
                return log.error("%s", error)

    async def _connect(self) -> bool:
        """Ask for updates or have them brought; what waits at Telegram is kept. False when Telegram cannot be reached."""
        try:
            await self.application.initialize()
        except InvalidToken:
            raise RefusedToken("WOBANGLIN_TELEGRAM_TOKEN: Telegram 不认这个令牌, 请到 BotFather 核对") from None
        except TelegramError as error:
            log.warning("Telegram cannot be reached: %s", type(error).__name__)
            return False
        await self.application.start()
        await self._listen()
        self._aside(self._publish_commands())
        log.info("Telegram 已连上")
        return True

    async def _listen(self) -> None:
        updater = self.application.updater
        assert updater is not None
        if self._webhook is None:
            await updater.start_polling(allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=self._poll_failed)
            return
        await updater.start_webhook(
            listen="127.0.0.1",
            port=self._webhook.port,
            url_path=urlsplit(self._webhook.url).path.strip("/"),
            webhook_url=self._webhook.url,
            secret_token=self._webhook.secret,
            allowed_updates=UPDATES,
            max_connections=1,  # one after another: what was written first is heard first
            bootstrap_retries=-1,
        )

    async def _publish_commands(self) -> None:
        """Everybody's menu, in the language of their device as far as we speak it; a chat's own menu goes before it."""
        for language, device in MENUS.items():
            commands, scope = _commands(Menu(language=language)), BotCommandScopeAllPrivateChats()
            await self.application.bot.set_my_commands(commands, scope=scope, language_code=device)

    async def _publish_roles(self, chat: str, done: asyncio.Future[None]) -> None:
        """The menu of somebody with a role or a language of their own, as it is after what they have just done; a menu that stands
        already is left alone."""
        await done

        def look() -> Menu:
            with self._work.read() as unit:
                return menu_of(unit, CHANNEL, chat)

        menu = await asyncio.to_thread(look)
        if menu != self._menus.get(chat, Menu()):
            self._menus[chat] = menu
            await self.application.bot.set_my_commands(_commands(menu), scope=BotCommandScopeChat(int(chat)))

    def _poll_failed(self, error: TelegramError) -> None:
        log.warning("polling failed, it goes on: %s", type(error).__name__)

    async def _failed(self, _update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        log.error("an update could not be handed on: %s", type(context.error).__name__)

    async def fetch(self, file_id: str) -> bytes:
        """The content of a file that lies at Telegram, which lets bots have 20 MB."""
        file = await self.application.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def forwarded(self) -> None:
        """Wait until every update that was kept has reached its turn."""
        await self._queue.join()

    async def acknowledged(self) -> None:
        """Wait until every acknowledgement has gone out or failed."""
        if self._side:
            await asyncio.wait(self._side)

    async def stop(self) -> None:
        for task in (self._connecting, *self._side):
            if task is not None:
                task.cancel()
        if self.application.updater and self.application.updater.running:
            await self.application.updater.stop()
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()

    async def _message(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        self._forward(update)
        self._aside(self.application.bot.send_chat_action(int(chat_of(update) or 0), ChatAction.TYPING))

    async def _tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        inbox_id, done = self._forward(update)
        self._aside(query.answer())
        if isinstance(query.message, Message) and query.message.reply_markup:
            self._aside(self._spend(query, query.message.message_id, inbox_id, done))

    def _forward(self, update: Update) -> tuple[int, asyncio.Future[None]]:
        inbox_id, chat = self._queue.rows.pop(update.update_id), chat_of(update)
        done = self._turns.put(f"{CHANNEL}:{chat}", inbox_id)
        if chat is not None and not chat.startswith("-"):
            self._aside(self._publish_roles(chat, done))
        return inbox_id, done

    async def _spend(self, query: CallbackQuery, message_id: int, inbox_id: int, done: asyncio.Future[None]) -> None:
        """Take away the buttons that a tap has used up, once it was acted on."""
        await done
        left = await asyncio.to_thread(self._left, query.data or "", message_id, inbox_id)
        if left is not None:
            await self.application.bot.edit_message_reply_markup(query.from_user.id, message_id, reply_markup=keyboard_of(left))

    def _left(self, code: str, message_id: int, inbox_id: int) -> Sequence[Sequence[Button]] | None:
        with self._work.read() as unit:
            return buttons_left(unit, inbox_id, str(message_id), code)

    def _aside(self, acknowledgement: Coroutine[Any, Any, object]) -> None:
        """Something that says nothing: when it fails, what matters is in the rows."""
        task = asyncio.create_task(acknowledgement)
        self._side.add(task)
        task.add_done_callback(self._acknowledged)

    def _acknowledged(self, task: asyncio.Task[object]) -> None:
        self._side.discard(task)
        if not task.cancelled() and (error := task.exception()):
            level = logging.DEBUG if isinstance(error, TelegramError) else logging.ERROR
            log.log(level, "an acknowledgement failed: %s", type(error).__name__)

    async def send(self, address: str, rendered: Rendered, edits: str | None = None) -> Attempt:
        """One message, or one edit of an older one; what Telegram says becomes an Attempt."""
        return await attempt(self.application.bot, int(address), rendered, edits)


def _commands(menu: Menu) -> list[BotCommand]:
    """A menu with what somebody's roles need first."""
    return [BotCommand(name, say(menu.language, f"command-{name}")) for name in (*menu.roles, "start", *COMMANDS)]
