"""The dialogue tests' fake Bot API as a process of its own, over HTTP: what WOBANGLIN_TELEGRAM_API_URL points at.

`POST /bot<token>/<method>` is what a bot calls; `/people/…` is what its people do, for whoever plays them, and
`/trouble` what befalls Telegram itself.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from sanic import HTTPResponse, Request, Sanic, json, raw

from aid.clock import Clock, RemoteClock, SystemClock
from tests.dialogue.fake_bot_api import TOKEN, BotApi
from tests.dialogue.fake_people import Call

SENDS = ("sendMessage", "sendDocument", "sendPhoto", "sendVoice", "sendLocation", "sendMediaGroup")
EDITS = ("editMessageText", "editMessageReplyMarkup")


def provoked(api: BotApi, code: int, params: dict[str, Any]) -> bool:
    """Whether Telegram has just refused because of a trouble that was made on purpose."""
    chat = int(params.get("chat_id", 0))
    blocked = code == 403 and chat in api.blocked | api.deactivated
    return blocked or (code == 429 and chat in api.flooded and api.clock.now() < api.flooded[chat])


def impatient(api: BotApi) -> int:
    """How often a chat was written to again before the `retry_after` that was told for it was over."""
    told: dict[int, datetime] = {}
    found = 0
    for each in api.calls:
        chat = int(each.params.get("chat_id", 0))
        if each.method not in SENDS or chat not in api.flooded:
            continue
        found += chat in told and each.at < told[chat]
        if each.code == 429:
            told[chat] = api.flooded[chat]
    return found


def fake_app(api: BotApi) -> Sanic[Any, Any]:
    """The fake behind a web server."""
    app: Sanic[Any, Any] = Sanic("fake-telegram", configure_logging=False)
    changed: list[int] = []  # ids of messages in the order in which they were sent or edited
    heard: dict[int, list[str]] = {}  # chat → when something arrived or changed there
    down = False
    refused: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}  # those made on purpose, and the others

    def note(method: str, params: dict[str, Any], code: int, body: dict[str, Any]) -> None:
        if code == 200 and method == "setMessageReaction":
            heard.setdefault(int(params["chat_id"]), []).append(api.clock.now().isoformat())
        if code == 200 and method in (*SENDS, *EDITS):
            first = body["result"][0] if isinstance(body["result"], list) else body["result"]
            changed.append(first["message_id"])
            heard.setdefault(int(params["chat_id"]), []).append(api.clock.now().isoformat())

    @app.post("/<bot:str>/<method:str>")
    async def call(request: Request, bot: str, method: str) -> HTTPResponse:
        if bot != f"bot{TOKEN}":
            return json({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        params: dict[str, Any] = {name: values[0] for name, values in (request.form or {}).items()}
        params = params or request.json or {}
        if down and method in (*SENDS, *EDITS):
            api.calls.append(Call(method, params, 502, api.clock.now()))
            refused[True]["502"] += 1
            return json({"ok": False, "error_code": 502, "description": "Bad Gateway"}, 502)
        code, body = await api.call(method, params)
        note(method, params, code, body)
        if code != 200:
            on_purpose = provoked(api, code, params)
            refused[on_purpose][str(code) if on_purpose else f"{code} {method}"] += 1
        return json(body, code)

    @app.get("/file/<bot:str>/<path:path>")
    async def download(_request: Request, bot: str, path: str) -> HTTPResponse:
        content = api.download(path) if unquote(bot) == f"bot{TOKEN}" else None
        return raw(b"", 404) if content is None else raw(content)

    @app.post("/people/file")
    async def file(request: Request) -> HTTPResponse:
        """A file that somebody is about to send, as the body; its id in `id`."""
        api.files[str(request.args.get("id"))] = request.body
        return json({})

    @app.post("/people/write")
    async def write(request: Request) -> HTTPResponse:
        said = request.json
        return json({"update": api.write(int(said["chat"]), said.get("text"), **said.get("what", {}))})

    @app.post("/people/tap")
    async def tap(request: Request) -> HTTPResponse:
        said = request.json
        return json({"update": api.tap(int(said["chat"]), said["code"], int(said["under"]))})

    @app.post("/people/edit")
    async def edit(request: Request) -> HTTPResponse:
        """The newest message of this chat now reads otherwise."""
        return json({"update": api.edit_newest(int(request.json["chat"]), request.json["text"])})

    @app.post("/people/again")
    async def again(_request: Request) -> HTTPResponse:
        """Telegram brings its newest update once more."""
        api.repeat_newest()
        return json({})

    @app.post("/trouble")
    async def trouble(request: Request) -> HTTPResponse:
        nonlocal down
        said = request.json
        api.blocked |= set(said.get("block", ()))
        api.blocked -= set(said.get("unblock", ()))
        api.deactivated |= set(said.get("delete", ()))
        api.flooded.update({int(chat): datetime.fromisoformat(until) for chat, until in said.get("flood", {}).items()})
        down = said.get("down", down)
        return json({})

    @app.get("/people/news")
    async def news(request: Request) -> HTTPResponse:
        """What was sent or edited after the `since`-th change, as it stands now."""
        since = int(request.args.get("since", 0))
        wanted = set(changed[since:])
        shown = [{**asdict(each), "at": each.at.isoformat()} for each in api.shown if each.id in wanted]
        return json({"seen": len(changed), "shown": shown, "pending": len(api.pending())})

    @app.get("/people/account")
    async def account(_request: Request) -> HTTPResponse:
        """What Telegram saw of the bot: calls by method, refusals by code (those made on purpose apart), the most that it
        was sent within one second, and what it never expected to be asked."""
        calls = Counter(each.method for each in api.calls)
        taken = [each.at for each in api.calls if each.method in SENDS and each.code == 200]
        return json(
            {
                "calls": calls,
                "refused": refused[False],
                "provoked": refused[True],
                "impatient": impatient(api),
                "busiest": max(Counter(at.replace(microsecond=0) for at in taken).values(), default=0),
                "heard": heard,
                "surprises": api.surprises,
            }
        )

    @app.post("/people/exist")
    async def exist(request: Request) -> HTTPResponse:
        api.chats.update({int(chat): "private" for chat in request.json["chats"]})
        return json({})

    return app


async def serve(port: int, clock: Clock) -> None:
    """Until killed."""
    app = fake_app(BotApi(clock))
    server = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
    assert server is not None
    await server.startup()
    await server.serve_forever()


if __name__ == "__main__":
    address = sys.argv[2] if len(sys.argv) > 2 else ""
    asyncio.run(serve(int(sys.argv[1]), RemoteClock(address) if address else SystemClock()))
