"""The fake Bot API as python-telegram-bot's request object, under a real `Application`; the network between may fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from tests.dialogue.fake_bot_api import TOKEN, BotApi


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
        if unquote(url).startswith(base := f"https://api.telegram.org/file/bot{self._token}/"):
            content = None if self.down else self.api.download(unquote(url).removeprefix(base))
            return (404, b'{"ok":false,"error_code":404,"description":"Not Found"}') if content is None else (200, content)
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
