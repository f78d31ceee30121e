"""What an update of Telegram says, and the queue that keeps it before Telegram learns that it arrived."""

from __future__ import annotations

import asyncio
import logging
import mimetypes
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import Audio, Document, Message, Update, Voice
from telegram.error import NetworkError

from aid.conversations.incoming import Incoming, Kind
from aid.delivery.catalogue import DEFAULT_LANGUAGE, say
from aid.delivery.service import receive
from aid.store.work import Work

log = logging.getLogger(__name__)

CHANNEL = "telegram"
# Commands mean what their line in the menu says: `/progress` is 「查进度」 (catalogue: command-progress).
COMMANDS = ("progress", "mine", "cancel", "human", "mydata", "erase", "language", "help")
# Not in everybody's menu: they mean something from volunteers, or from those on posts.
FOR_ROLES = ("volunteer", "settings", "thanks", "todo", "volunteers", "file", "invite")
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
    """The photo, voice note, place or contact card of a message: the file stays at Telegram, its id there is enough.

    Pictures and sounds are the same when they come as files; Telegram then wants to be shown them as files (`sent_as`).
    """
    if message.photo:
        largest = message.photo[-1]
        return {"kind": "photo", "file_id": largest.file_id, "size": largest.file_size, "album": message.media_group_id}
    if message.voice:
        return _sound(message.voice)
    if message.audio:
        return _sound(message.audio) | {"sent_as": "audio"}
    if message.location:
        return {"kind": "location", "latitude": message.location.latitude, "longitude": message.location.longitude}
    if message.contact:
        return {"kind": "contact", "phone": message.contact.phone_number}
    if message.document:
        return _file(message.document, message.media_group_id)
    if message.video or message.video_note:
        return _UNWELCOME
    return None


# Said to be unwelcome, also where words came with it.
_UNWELCOME: dict[str, Any] = {"kind": "other"}


def _sound(sound: Voice | Audio) -> dict[str, Any]:
    seconds = sound.duration
    length = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
    return {"kind": "voice", "file_id": sound.file_id, "size": sound.file_size, "mime": sound.mime_type, "seconds": int(length)}


def _file(file: Document, album: str | None) -> dict[str, Any]:
    """A picture or a sound sent as a file; of a sound nobody says how long it is."""
    mime = file.mime_type or mimetypes.guess_type(file.file_name or "")[0] or ""
    carried = {"file_id": file.file_id, "size": file.file_size, "sent_as": "document"}
    if mime.startswith("image/"):
        return {"kind": "photo", **carried, "album": album}
    return {"kind": "voice", **carried, "mime": mime} if mime.startswith("audio/") else _UNWELCOME


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
            except Exception as error:  # whatever the database says: not kept means not acknowledged
                log.error("an update could not be kept, Telegram will send it again: %s", type(error).__name__)
                raise NetworkError("the inbox is not writable") from None
            if row is None:
                return
            self.rows[item.update_id] = row
        await super().put(item)
