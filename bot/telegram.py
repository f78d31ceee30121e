"""The Telegram door: python-telegram-bot's own Application around our inbox and our relay."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, repeat
from typing import Any
from urllib.parse import urlsplit

from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    Message,
    Update,
)
from telegram.constants import ChatAction, ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from aid.conversations.incoming import Incoming, Kind
from aid.delivery.catalogue import DEFAULT_LANGUAGE, say
from aid.delivery.menus import Menu, menu_of
from aid.delivery.page import Button, Rendered
from aid.delivery.rules import Attempt, Outcome
from aid.delivery.service import receive
from aid.delivery.spent import buttons_left
from aid.store.work import Work
from bot.relay import Limits
from bot.turns import Turns

log = logging.getLogger(__name__)

CHANNEL = "telegram"
# Commands mean what their line in the menu says: `/progress` is 「查进度」 (catalogue: command-progress).
COMMANDS = ("progress", "mine", "cancel", "human", "mydata", "erase", "language", "help")
# Not in everybody's menu: they mean something from volunteers, or from those on posts.
FOR_ROLES = ("volunteer", "settings", "thanks", "todo", "volunteers", "file", "invite")
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

# What is heard of what is said in a group: Telegram shows a bot messages that begin with a slash.
IN_GROUPS = {"/bind": Kind.BIND, "/绑定": Kind.BIND, "/unbind": Kind.UNBIND, "/解绑": Kind.UNBIND}


def incoming_of(update: Update) -> Incoming | None:
    """What a private message or a tap says, and who binds a group; None for what is no business of ours."""
    if query := update.callback_query:
        return Incoming(Kind.TAP, tap=query.data or "")
    message = update.message or update.edited_message
    if message is not None and message.chat.type in ("group", "supergroup"):
        kind = IN_GROUPS.get((message.text or "").strip().partition("@")[0].lower()) if update.message else None
        return Incoming(kind, text=str(message.chat.id)) if kind else None
    if message is None or message.chat.type != "private":
        return None
    if (contact := message.contact) and contact.user_id == (message.from_user.id if message.from_user else None):
        return Incoming(Kind.OWN_PHONE, text=contact.phone_number)
    text = message.text or message.caption or ""
    command, _, payload = text.partition(" ")
    command = command.partition("@")[0].lower()  # /progress@wobanglin_bot
    if command == "/start":
        return Incoming(Kind.START, text=f"/start {payload}".strip())
    if command.startswith("/") and command[1:] in (*COMMANDS, *FOR_ROLES):
        text = say(DEFAULT_LANGUAGE, f"command-{command[1:]}")
    reply_to = str(message.reply_to_message.message_id) if message.reply_to_message else None
    edited = update.edited_message is not None
    carried = None if edited else carried_by(message)
    kind = Kind.TEXT if text else Kind.FILE if carried else Kind.OTHER
    return Incoming(kind, text=text, attachment=carried, reply_to=reply_to, message_id=str(message.message_id), edited=edited)


def carried_by(message: Message) -> dict[str, Any] | None:
    """The photo, voice note, place or contact card of a message: the file stays at Telegram, its id there is enough."""
    if message.photo:
        largest = message.photo[-1]
        return {"kind": "photo", "file_id": largest.file_id, "size": largest.file_size, "album": message.media_group_id}
    if message.voice:
        voice, seconds = message.voice, message.voice.duration
        length = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
        return {"kind": "voice", "file_id": voice.file_id, "size": voice.file_size, "mime": voice.mime_type, "seconds": int(length)}
    if message.location:
        return {"kind": "location", "latitude": message.location.latitude, "longitude": message.location.longitude}
    if message.contact:
        return {"kind": "contact", "phone": message.contact.phone_number}
    if message.video or message.video_note or message.document or message.audio:
        return {"kind": "other"}  # said to be unwelcome, also where words came with it
    return None


def chat_of(update: Update) -> str | None:
    """The private chat of whoever wrote or tapped."""
    return str(update.effective_user.id) if update.effective_user else None


def language_of(update: Update) -> str | None:
    """The language of the writer's Telegram, as an IETF tag: 「zh-hans」, 「en」."""
    return update.effective_user.language_code if update.effective_user else None


class InboxQueue(asyncio.Queue[Any]):
    """The Application's update queue, whose `put` commits the row: only then does Telegram learn that it arrived.

    A second copy of an update is let through no further. A row that cannot be committed is a NetworkError to
    python-telegram-bot: it tries again with the same offset, where any other error would end its polling for good.
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
            try:
                payload = replace(incoming, language=language_of(item)).payload()
                row = await asyncio.to_thread(self._work.write, "door", receive, CHANNEL, str(item.update_id), chat, payload)
            except Exception as error:
                log.error("an update could not be kept, Telegram will send it again: %s", type(error).__name__)
                raise NetworkError("the inbox is not writable") from None
            if row is None:
                return
            self.rows[item.update_id] = row
        await super().put(item)


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
            await self.application.bot.edit_message_reply_markup(query.from_user.id, message_id, reply_markup=_keyboard(left))

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

    async def _put(self, chat: int, rendered: Rendered, edits: str | None) -> str:
        """Send it, with its document if it has one, or edit what was sent before; Telegram's number of the message."""
        bot, keyboard, text = self.application.bot, _keyboard(rendered.buttons), rendered.text
        if edits is not None:
            await bot.edit_message_text(text, chat, int(edits), reply_markup=keyboard)
            return edits
        if rendered.reacts_to is not None:
            await bot.set_message_reaction(chat, int(rendered.reacts_to), ReactionEmoji.OK_HAND_SIGN)
            return rendered.reacts_to
        if rendered.media:
            return await self._put_media(chat, rendered)
        if rendered.document is None:
            return str((await bot.send_message(chat, text, reply_markup=keyboard)).message_id)
        file = InputFile(rendered.document.content, filename=rendered.document.name)
        return str((await bot.send_document(chat, file, caption=text, reply_markup=keyboard)).message_id)

    async def _put_media(self, chat: int, rendered: Rendered) -> str:
        """Files that lie at Telegram already, by their id there; an album as one."""
        bot, first = self.application.bot, rendered.media[0]
        if len(rendered.media) > 1:
            album = [InputMediaPhoto(each.about["file_id"]) for each in rendered.media[:10]]
            return str((await bot.send_media_group(chat, album, caption=rendered.text))[0].message_id)
        if first.kind == "photo":
            return str((await bot.send_photo(chat, first.about["file_id"], caption=rendered.text)).message_id)
        if first.kind == "voice":
            return str((await bot.send_voice(chat, first.about["file_id"], caption=rendered.text)).message_id)
        return str((await bot.send_location(chat, first.about["latitude"], first.about["longitude"])).message_id)

    async def send(self, address: str, rendered: Rendered, edits: str | None = None) -> Attempt:
        """One message, or one edit of an older one; what Telegram says becomes an Attempt."""
        try:
            number = await self._put(int(address), rendered, edits)
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


def _commands(menu: Menu) -> list[BotCommand]:
    """A menu with what somebody's roles need first."""
    return [BotCommand(name, say(menu.language, f"command-{name}")) for name in (*menu.roles, "start", *COMMANDS)]


def _keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(button.label, callback_data=button.tap) for button in row] for row in rows])
