"""A fake Bot API: what Telegram's documentation promises and refuses, in memory, on the test's clock.

`BotApi` is Telegram itself (updates out, methods in); `FakeBotApi` puts it under python-telegram-bot as the request
object of a real `Application`. What our door may not send (an unknown method or parameter) is kept in `surprises`,
which the fixture finds at the end of the test: python-telegram-bot would turn an exception into a network error.
Sources: core.telegram.org/bots/api, core.telegram.org/bots/faq (limits), the texts of errors as the server words them.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import math
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram.constants import ReactionEmoji
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from aid.clock import Clock

TOKEN = "580580:fake-token-of-the-dialogue-tests"
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_CALLBACK, MOST_BUTTONS = 4096, 1024, 64, 100
LARGEST_FILE = 50 * 1024 * 1024
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
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "sendMessage": {"chat_id", "text", "reply_markup"},
    "sendDocument": {"chat_id", "document", "caption", "reply_markup"},
    "sendPhoto": {"chat_id", "photo", "caption"},
    "sendVoice": {"chat_id", "voice", "caption"},
    "sendLocation": {"chat_id", "latitude", "longitude"},
    "sendMediaGroup": {"chat_id", "media"},
    "editMessageText": {"chat_id", "message_id", "text", "reply_markup"},
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "setMessageReaction": {"chat_id", "message_id", "reaction", "is_big"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert"},
    "sendChatAction": {"chat_id", "action"},
    "setMyCommands": {"commands", "scope", "language_code"},
}


class Refusal(Exception):
    """Telegram says no."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class Shown:
    """A message of ours in a chat, as it stands there now; `buttons` in reading order."""

    chat: int
    id: int
    text: str
    buttons: list[tuple[str, str]]
    at: datetime
    edits: int = 0
    document: tuple[str, bytes] | None = None  # name and content; `text` is then its caption


@dataclass(frozen=True)
class Call:
    """One call of a method and what came of it: 200, or the code of the refusal."""

    method: str
    params: dict[str, Any]
    code: int
    at: datetime


@dataclass
class BotApi:
    """Telegram as a bot sees it. Tests feed it with `write`, `tap` and `deliver`, and read `shown` and `calls`."""

    clock: Clock
    chats: dict[int, str] = field(default_factory=dict)  # chats that exist for the bot: id → type
    limits: bool = True  # a bench that measures us, not Telegram, turns them off
    migrated: dict[int, int] = field(default_factory=dict)  # a group → the supergroup that it became
    devices: dict[int, str] = field(default_factory=dict)  # chat → the language of its Telegram, where it is not Chinese
    blocked: set[int] = field(default_factory=set)
    deactivated: set[int] = field(default_factory=set)
    flooded: dict[int, datetime] = field(default_factory=dict)  # chat → until when Telegram answers 429 for it
    shown: list[Shown] = field(default_factory=list)
    first_buttons: dict[int, list[tuple[str, str]]] = field(default_factory=dict)  # message → its buttons when it was sent
    calls: list[Call] = field(default_factory=list)
    commands: dict[str, list[str]] = field(default_factory=dict)  # scope → the commands set for it
    reactions: dict[tuple[int, int], list[str]] = field(default_factory=dict)  # chat and message → our signs under it
    menus: dict[str, dict[str, str]] = field(default_factory=dict)  # scope → the same with what is said about each
    webhook: dict[str, Any] = field(default_factory=dict)  # as set, else empty
    surprises: list[str] = field(default_factory=list)
    confirmed: int = 0  # every update below this id has been confirmed and is gone

    def __post_init__(self) -> None:
        self._updates: list[dict[str, Any]] = []
        self._last: dict[str, Any] = {}  # the newest update
        self._newest: dict[int, dict[str, Any]] = {}  # chat → the newest message written there
        self._written: dict[int, set[int]] = {}  # chat → the messages of its people
        self._update_ids, self._message_ids, self._query_ids = itertools.count(1000), itertools.count(1), itertools.count(1)
        self._queries: dict[str, datetime] = {}
        self._sent: deque[datetime] = deque()
        self._sent_to: dict[int, deque[datetime]] = {}
        self._news = asyncio.Event()
        self._polling: asyncio.Event | None = None
        self._allowed: list[str] = []
        self._methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": self._get_me,
            "deleteWebhook": self._delete_webhook,
            "setWebhook": self._set_webhook,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "sendPhoto": lambda params: self._send_file(params, "photo"),
            "sendVoice": lambda params: self._send_file(params, "voice"),
            "sendLocation": lambda params: self._send_file(params, "latitude"),
            "sendMediaGroup": self._send_album,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "setMessageReaction": self._react,
            "answerCallbackQuery": self._answer_query,
            "sendChatAction": self._chat_action,
            "setMyCommands": self._set_commands,
        }

    # What people do.

    def write(self, chat: int, text: str | None = None, *, reply_to: int | None = None, **what: Any) -> int:
        """A private message (or, with `what`, a sticker, a photo, …); the id of its update."""
        message = self._message(chat, next(self._message_ids)) | what
        if text is not None:
            message["text"] = text
            if found := re.match(r"/[A-Za-z0-9_]{1,32}(@\w+)?", text):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": found.end()}]
        if reply_to is not None:
            message["reply_to_message"] = self._message(chat, reply_to)
        self._newest[chat] = message
        self._written.setdefault(chat, set()).add(message["message_id"])
        return self.deliver("message", message)

    def tap(self, chat: int, data: str, message_id: int) -> int:
        """A tap on a button under message `message_id`; the id of its update."""
        query = f"q{next(self._query_ids)}"
        self._queries[query] = self.clock.now()
        under = self._message(chat, message_id) | {"from": self._bot(), "text": "…"}
        for shown in self.seen_by(chat):
            if shown.id == message_id and shown.buttons:
                keyboard = [[{"text": label, "callback_data": code}] for label, code in shown.buttons]
                under["reply_markup"] = {"inline_keyboard": keyboard}
        return self.deliver("callback_query", {"id": query, "from": self._user(chat), "chat_instance": "1", "data": data, "message": under})

    def deliver(self, kind: str, content: dict[str, Any]) -> int:
        """Put an update before the bot, unless it asked not to be told of this kind."""
        update_id = next(self._update_ids)
        if not self._allowed or kind in self._allowed:
            self._last = {"update_id": update_id, kind: content}
            self._updates.append(self._last)
            self._news.set()
        return update_id

    def deliver_again(self, update_id: int, kind: str, content: dict[str, Any]) -> None:
        """The same update a second time, as after a restart of Telegram's own servers."""
        self._updates.append({"update_id": update_id, kind: content})
        self._news.set()

    def edit_newest(self, chat: int, text: str) -> int:
        """The newest message of this chat now reads otherwise; the id of the update that says so."""
        message = self._newest[chat] | {"text": text, "edit_date": int(self.clock.now().timestamp())}
        return self.deliver("edited_message", message)

    def repeat_newest(self) -> None:
        """The newest update comes once more."""
        self._updates.append(self._last)
        self._news.set()

    def taken(self) -> list[dict[str, Any]]:
        """The updates that wait, taken out: a test brings them to the webhook itself."""
        taken, self._updates = self._updates, []
        return taken

    def pending(self) -> list[int]:
        """The updates that the bot has not confirmed."""
        return [each["update_id"] for each in self._updates]

    def forget_queries(self) -> None:
        """Every tap so far becomes too old to be answered."""
        self._queries.clear()

    def seen_by(self, chat: int) -> list[Shown]:
        return [each for each in self.shown if each.chat == chat]

    def refusals(self, code: int | None = None) -> list[Call]:
        return [call for call in self.calls if call.code != 200 and code in (None, call.code)]

    # What the bot does.

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

    def _delete_webhook(self, _params: dict[str, Any]) -> bool:
        self.webhook = {}
        return True

    def _set_webhook(self, params: dict[str, Any]) -> bool:
        if not str(params["url"]).startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(params.get("secret_token", "x"))):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook, self._allowed = dict(params), _json(params.get("allowed_updates", "[]"))
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
                self._allowed = _json(params["allowed_updates"])
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
        text, buttons = _checked_text(params), _checked_markup(params)
        self._within_limits(chat)
        shown = Shown(chat, next(self._message_ids), text, buttons, self.clock.now())
        self.shown.append(shown)
        self.first_buttons[shown.id] = buttons
        return self._as_message(shown)

    def _send_document(self, params: dict[str, Any]) -> dict[str, Any]:
        chat = self._open_chat(params)
        name, content, _kind = _checked_file(params)
        caption, buttons = str(params.get("caption", "")), _checked_markup(params)
        if len(caption) > LONGEST_CAPTION:
            raise Refusal(400, "Bad Request: message caption is too long")
        self._within_limits(chat)
        shown = Shown(chat, next(self._message_ids), caption, buttons, self.clock.now(), document=(name, content))
        self.shown.append(shown)
        self.first_buttons[shown.id] = buttons
        return self._as_message(shown)

    def _send_file(self, params: dict[str, Any], name: str) -> dict[str, Any]:
        """A file that lies here already, shown as 「[photo file-1] caption」."""
        chat = self._open_chat(params)
        caption = str(params.get("caption", ""))
        if len(caption) > LONGEST_CAPTION:
            raise Refusal(400, "Bad Request: message caption is too long")
        self._within_limits(chat)
        shown = Shown(chat, next(self._message_ids), f"[{name} {params[name]}] {caption}", [], self.clock.now())
        self.shown.append(shown)
        self.first_buttons[shown.id] = []
        return self._as_message(shown)

    def _send_album(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        media = _json(params["media"])
        if not 2 <= len(media) <= 10:
            raise Refusal(400, "Bad Request: wrong number of messages to send")
        together = " ".join(str(each["media"]) for each in media)
        return [self._send_file({"chat_id": params["chat_id"], "album": together, "caption": media[0].get("caption", "")}, "album")]

    def _edit_text(self, params: dict[str, Any]) -> dict[str, Any]:
        shown = self._editable(params)
        text, buttons = _checked_text(params), _checked_markup(params)
        return self._edited(shown, text, buttons)

    def _edit_markup(self, params: dict[str, Any]) -> dict[str, Any]:
        shown = self._editable(params)
        return self._edited(shown, shown.text, _checked_markup(params))

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
        signs = _json(params.get("reaction", "[]"))
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
        commands = _json(params["commands"])
        if len(commands) > 100:
            raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for each in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(each["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        scope = _json(params["scope"]) if "scope" in params else {"type": "default"}
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

    def _message(self, chat: int, number: int) -> dict[str, Any]:
        kind = self.chats.setdefault(chat, "private")
        return {
            "message_id": number,
            "date": int(self.clock.now().timestamp()),
            "chat": {"id": chat, "type": kind},
            "from": self._user(chat),
        }

    def _as_message(self, shown: Shown) -> dict[str, Any]:
        message = self._message(shown.chat, shown.id) | {"from": self._bot()}
        if shown.document is None:
            return message | {"text": shown.text}
        name, content = shown.document
        file = {"file_id": f"f{shown.id}", "file_unique_id": f"u{shown.id}", "file_name": name, "file_size": len(content)}
        return message | {"caption": shown.text, "document": file}

    def _user(self, chat: int) -> dict[str, Any]:
        return {"id": abs(chat), "is_bot": False, "first_name": "邻居", "language_code": self.devices.get(chat, "zh-hans")}

    def _bot(self) -> dict[str, Any]:
        return {"id": 580580, "is_bot": True, "first_name": "580 我帮邻", "username": "wobanglin_bot"}


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _checked_text(params: dict[str, Any]) -> str:
    text = str(params.get("text", "")).strip()
    if not text:
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text) > LONGEST_TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def _checked_file(params: dict[str, Any]) -> tuple[str, bytes, str]:
    """An uploaded file: name, content, type. (A file's id or address would be a string: ours are always uploaded.)"""
    if not isinstance(params.get("document"), tuple):
        raise Refusal(400, "Bad Request: there is no document in the request")
    name, content, kind = params["document"]
    if not content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(content) > LARGEST_FILE:
        raise Refusal(413, "Request Entity Too Large")
    return name, content, kind


def _checked_markup(params: dict[str, Any]) -> list[tuple[str, str]]:
    """The buttons of an inline keyboard; Refusal for what is none."""
    if "reply_markup" not in params:
        return []
    try:
        keyboard = _json(params["reply_markup"])["inline_keyboard"]
        buttons = [button for row in keyboard for button in row]
        labels = [str(button["text"]) for button in buttons]
    except (ValueError, KeyError, TypeError):
        raise Refusal(400, "Bad Request: can't parse reply keyboard markup JSON object") from None
    if len(buttons) > MOST_BUTTONS or any(len(row) > 8 for row in keyboard):
        raise Refusal(400, "Bad Request: reply markup is too long")
    if any(not label.strip() for label in labels):
        raise Refusal(400, "Bad Request: inline keyboard button text is empty")
    codes = [button.get("callback_data") for button in buttons]
    if None in codes:
        raise Refusal(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if any(not 1 <= len(code.encode()) <= LONGEST_CALLBACK for code in codes):
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return list(zip(labels, codes, strict=True))


class FakeBotApi(BaseRequest):
    """The fake as python-telegram-bot's request object; `down` makes every call fail as an unreachable network does,
    `garbled` answers them with something that is no JSON, `before` lets a test hold a call up."""

    def __init__(self, api: BotApi, token: str = TOKEN) -> None:
        self.api, self._token = api, token
        self.down = False
        self.unreachable: set[int] = set()  # chats about which every call is lost
        self.garbled: dict[str, bytes] = {}  # method → what comes instead of an answer, once
        self.before: Callable[[str], Any] | None = None

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_args: Any, **_timeouts: Any
    ) -> tuple[int, bytes]:
        path = url.removeprefix("https://api.telegram.org/bot")
        token, _, name = path.partition("/")
        if self.before is not None and (held := self.before(name)) is not None:
            await held
        if self.down:
            raise NetworkError("httpx.ConnectError: All connection attempts failed")
        if token != self._token:
            return 401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}'
        if name in self.garbled:
            return 200, self.garbled.pop(name)
        params = {**request_data.json_parameters, **(request_data.multipart_data or {})} if request_data else {}
        if int(params.get("chat_id", 0)) in self.unreachable:
            raise NetworkError("httpx.ReadTimeout")
        code, body = await self.api.call(name, params)
        return code, json.dumps(body, ensure_ascii=False).encode()
