"""A fake Bot API: what Telegram's documentation promises and refuses, in memory, on the test's clock.

`BotApi` is Telegram itself (updates out, methods in); `FakeBotApi` (fake_request.py) puts it under python-telegram-bot as the
request object of a real `Application`. What our door may not send (an unknown method or parameter) is kept in `surprises`,
which the fixture finds at the end of the test: python-telegram-bot would turn an exception into a network error.
Sources: core.telegram.org/bots/api, core.telegram.org/bots/faq (limits), the texts of errors as the server words them.
"""

from __future__ import annotations

import asyncio
import math
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram.constants import ReactionEmoji

from tests.dialogue.fake_checks import LARGEST_DOWNLOAD, LONGEST_CAPTION, Refusal, as_json, checked_file, checked_markup, checked_text
from tests.dialogue.fake_people import Call, Shown, Telegram

TOKEN = "580580:fake-token-of-the-dialogue-tests"
# Documented as "a short time"; what is older than this can no longer be answered.
QUERY_LIVES = timedelta(seconds=60)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
OVERALL_A_SECOND, GROUP_A_MINUTE = 30, 20
_SIGNS = {each.value for each in ReactionEmoji}
_ACTIONS = {"typing", "upload_photo", "upload_document", "find_location", "record_voice", "upload_voice", "choose_sticker"}
_MAY_SAY = {
    "getMe": set(),
    "deleteWebhook": {"drop_pending_updates"},
    "setWebhook": {"url", "secret_token", "allowed_updates", "max_connections"},
    "getFile": {"file_id"},
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "sendMessage": {"chat_id", "text", "reply_markup"},
    "sendDocument": {"chat_id", "document", "caption", "reply_markup"},
    "sendPhoto": {"chat_id", "photo", "caption"},
    "sendVoice": {"chat_id", "voice", "caption"},
    "sendAudio": {"chat_id", "audio", "caption"},
    "sendLocation": {"chat_id", "latitude", "longitude"},
    "sendMediaGroup": {"chat_id", "media"},
    "editMessageText": {"chat_id", "message_id", "text", "reply_markup"},
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "setMessageReaction": {"chat_id", "message_id", "reaction", "is_big"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert"},
    "sendChatAction": {"chat_id", "action"},
    "setMyCommands": {"commands", "scope", "language_code"},
}


@dataclass
class BotApi(Telegram):
    """The methods that a bot calls, and what they answer or refuse."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": self._get_me,
            "deleteWebhook": self._delete_webhook,
            "setWebhook": self._set_webhook,
            "getFile": self._get_file,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "sendPhoto": lambda params: self._send_file(params, "photo"),
            "sendVoice": lambda params: self._send_file(params, "voice"),
            "sendAudio": lambda params: self._send_file(params, "audio"),
            "sendLocation": lambda params: self._send_file(params, "latitude"),
            "sendMediaGroup": self._send_album,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "setMessageReaction": self._react,
            "answerCallbackQuery": self._answer_query,
            "sendChatAction": self._chat_action,
            "setMyCommands": self._set_commands,
        }

    async def call(self, method: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """One method call; HTTP status and body as Telegram would answer."""
        try:
            result = await self._dispatch(method, params)
        except Refusal as refusal:
            body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            self.calls.append(Call(method, params, refusal.code, self.clock.now()))
            return refusal.code, body
        if method != "getUpdates":
            self.calls.append(Call(method, params, 200, self.clock.now()))
        return 200, {"ok": True, "result": result}

    async def _dispatch(self, method: str, params: dict[str, Any]) -> Any:
        unknown = params.keys() - _MAY_SAY.get(method, set())
        if method not in _MAY_SAY or unknown:
            self.surprises.append(f"{method} {sorted(unknown)}")
            raise Refusal(404, "Not Found")
        if method == "getUpdates":
            return await self._get_updates(params)
        return self._methods[method](params)

    def _get_file(self, params: dict[str, Any]) -> dict[str, Any]:
        name = str(params.get("file_id", ""))
        if name not in self.files:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.files[name]) > LARGEST_DOWNLOAD:
            raise Refusal(400, "Bad Request: file is too big")
        return {"file_id": name, "file_unique_id": f"u-{name}", "file_size": len(self.files[name]), "file_path": f"voice/{name}"}

    def download(self, path: str) -> bytes | None:
        """What lies at `/file/bot<token>/<path>`."""
        return self.files.get(path.removeprefix("voice/"))

    def _delete_webhook(self, _params: dict[str, Any]) -> bool:
        self.webhook = {}
        return True

    def _set_webhook(self, params: dict[str, Any]) -> bool:
        if not str(params["url"]).startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(params.get("secret_token", "x"))):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook, self._allowed = dict(params), as_json(params.get("allowed_updates", "[]"))
        return True

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        if self._polling is not None:
            self._polling.set()  # documented: the older of two long polls is ended
        mine = self._polling = asyncio.Event()
        try:
            offset = int(params.get("offset", 0))
            if offset > 0:
                self._updates = [each for each in self._updates if each["update_id"] >= offset]
                self.confirmed = max(self.confirmed, offset)
            if "allowed_updates" in params:
                self._allowed = as_json(params["allowed_updates"])
            if not self._updates and float(params.get("timeout", 0)) > 0:
                await self._wait_for_news(mine, float(params["timeout"]))
            return self._updates[: int(params.get("limit", 100))]
        finally:
            if self._polling is mine:
                self._polling = None

    async def _wait_for_news(self, ended: asyncio.Event, seconds: float) -> None:
        self._news.clear()
        waits = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(ended.wait())]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if ended.is_set():
            raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")

    def _send_message(self, params: dict[str, Any]) -> dict[str, Any]:
        chat = self._open_chat(params)
        text, buttons = checked_text(params), checked_markup(params)
        self._within_limits(chat)
        shown = Shown(chat, next(self._message_ids), text, buttons, self.clock.now())
        self.shown.append(shown)
        self.first_buttons[shown.id] = buttons
        return self._as_message(shown)

    def _send_document(self, params: dict[str, Any]) -> dict[str, Any]:
        if isinstance(params.get("document"), str):  # by the id of what lies here
            return self._send_file(params, "document")
        chat = self._open_chat(params)
        name, content, _kind = checked_file(params)
        caption, buttons = str(params.get("caption", "")), checked_markup(params)
        if len(caption) > LONGEST_CAPTION:
            raise Refusal(400, "Bad Request: message caption is too long")
        self._within_limits(chat)
        shown = Shown(chat, next(self._message_ids), caption, buttons, self.clock.now(), document=(name, content))
        self.shown.append(shown)
        self.first_buttons[shown.id] = buttons
        return self._as_message(shown)

    def _send_file(self, params: dict[str, Any], name: str) -> dict[str, Any]:
        """A file that lies here already, shown as 「[photo file-1] caption」; it stays what it came as."""
        chat = self._open_chat(params)
        self._as_it_came(params[name], name)
        caption = str(params.get("caption", ""))
        if len(caption) > LONGEST_CAPTION:
            raise Refusal(400, "Bad Request: message caption is too long")
        self._within_limits(chat)
        shown = Shown(chat, next(self._message_ids), f"[{name} {params[name]}] {caption}", [], self.clock.now())
        self.shown.append(shown)
        self.first_buttons[shown.id] = []
        return self._as_message(shown)

    def _send_album(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        media = as_json(params["media"])
        if not 2 <= len(media) <= 10:
            raise Refusal(400, "Bad Request: wrong number of messages to send")
        for each in media:
            self._as_it_came(each["media"], each["type"])
        together = " ".join(str(each["media"]) for each in media)
        return [self._send_file({"chat_id": params["chat_id"], "album": together, "caption": media[0].get("caption", "")}, "album")]

    def _as_it_came(self, file: object, kind: str) -> None:
        came_as = self.came_as.get(str(file), kind)
        if came_as != kind:
            raise Refusal(400, f"Bad Request: can't use file of type {came_as.title()} as {kind.title()}")

    def _edit_text(self, params: dict[str, Any]) -> dict[str, Any]:
        shown = self._editable(params)
        text, buttons = checked_text(params), checked_markup(params)
        return self._edited(shown, text, buttons)

    def _edit_markup(self, params: dict[str, Any]) -> dict[str, Any]:
        shown = self._editable(params)
        return self._edited(shown, shown.text, checked_markup(params))

    def _edited(self, shown: Shown, text: str, buttons: list[tuple[str, str]]) -> dict[str, Any]:
        if (text, buttons) == (shown.text, shown.buttons):
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message",
            )
        shown.text, shown.buttons, shown.edits = text, buttons, shown.edits + 1
        return self._as_message(shown)

    def _editable(self, params: dict[str, Any]) -> Shown:
        chat = self._open_chat(params)
        number = int(params.get("message_id", 0))
        for shown in self.shown:
            if (shown.chat, shown.id) == (chat, number):
                return shown
        raise Refusal(400, "Bad Request: message to edit not found")

    def _react(self, params: dict[str, Any]) -> bool:
        """A bot may set one sign of Telegram's list under a message that is there."""
        chat, number = self._open_chat(params), int(params.get("message_id", 0))
        signs = as_json(params.get("reaction", "[]"))
        if len(signs) > 1 or any(each.get("type") != "emoji" or each.get("emoji") not in _SIGNS for each in signs):
            raise Refusal(400, "Bad Request: REACTION_INVALID")
        if number not in self._written.get(chat, ()):
            raise Refusal(400, "Bad Request: message to react not found")
        self.reactions[chat, number] = [each["emoji"] for each in signs]
        return True

    def _answer_query(self, params: dict[str, Any]) -> bool:
        asked = self._queries.get(str(params.get("callback_query_id")))
        if asked is None or self.clock.now() - asked > QUERY_LIVES:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(params.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    def _chat_action(self, params: dict[str, Any]) -> bool:
        self._open_chat(params)
        if params.get("action") not in _ACTIONS:
            raise Refusal(400, "Bad Request: wrong parameter action in request")
        return True

    def _set_commands(self, params: dict[str, Any]) -> bool:
        commands = as_json(params["commands"])
        if len(commands) > 100:
            raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for each in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(each["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        scope = as_json(params["scope"]) if "scope" in params else {"type": "default"}
        if "chat_id" in scope and int(scope["chat_id"]) not in self.chats:
            raise Refusal(400, "Bad Request: chat not found")
        key = ":".join(str(part) for part in (scope["type"], scope.get("chat_id"), params.get("language_code")) if part)
        if not re.fullmatch(r"[a-z]{2}|", params.get("language_code", "")):
            raise Refusal(400, "Bad Request: invalid language code specified")
        self.menus[key] = {each["command"]: each["description"] for each in commands}
        self.commands[key] = list(self.menus[key])
        return True

    def _get_me(self, _params: dict[str, Any]) -> dict[str, Any]:
        return self._bot() | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def _open_chat(self, params: dict[str, Any]) -> int:
        chat = int(params["chat_id"])
        if chat in self.migrated:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, description, migrate_to_chat_id=self.migrated[chat])
        if chat not in self.chats:
            raise Refusal(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat in self.deactivated:
            raise Refusal(403, "Forbidden: user is deactivated")
        return chat

    def _within_limits(self, chat: int) -> None:
        if not self.limits:
            return
        now = self.clock.now()
        wait = self.flooded[chat] - now if chat in self.flooded else timedelta(0)
        while self._sent and now - self._sent[0] >= SECOND:
            self._sent.popleft()
        here = self._sent_to.setdefault(chat, deque(maxlen=GROUP_A_MINUTE))
        if len(self._sent) >= OVERALL_A_SECOND:
            wait = max(wait, self._sent[0] + SECOND - now)
        if here:
            wait = max(wait, here[-1] + SECOND - now)
        if chat < 0 and len(here) == GROUP_A_MINUTE:
            wait = max(wait, here[0] + MINUTE - now)
        if wait > timedelta(0):
            seconds = math.ceil(wait.total_seconds())
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        self._sent.append(now)
        here.append(now)
