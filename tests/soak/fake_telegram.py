"""The dialogue tests' fake Bot API as a process of its own, over HTTP: what WOBANGLIN_TELEGRAM_API_URL points at.

`POST /bot<token>/<method>` is what a bot calls; `/people/…` is what its people do, for whoever plays them.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict
from typing import Any

from sanic import HTTPResponse, Request, Sanic, json

from aid.clock import Clock, RemoteClock, SystemClock
from tests.dialogue.fake_bot_api import TOKEN, BotApi


def fake_app(api: BotApi) -> Sanic[Any, Any]:
    """The fake behind a web server."""
    app: Sanic[Any, Any] = Sanic("fake-telegram", configure_logging=False)
    changed: list[int] = []  # ids of messages in the order in which they were sent or edited

    def note(method: str, code: int, body: dict[str, Any]) -> None:
        if code == 200 and method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            changed.append(body["result"]["message_id"])

    @app.post("/<bot:str>/<method:str>")
    async def call(request: Request, bot: str, method: str) -> HTTPResponse:
        if bot != f"bot{TOKEN}":
            return json({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        params: dict[str, Any] = {name: values[0] for name, values in (request.form or {}).items()}
        code, body = await api.call(method, params or request.json or {})
        note(method, code, body)
        return json(body, code)

    @app.post("/people/write")
    async def write(request: Request) -> HTTPResponse:
        said = request.json
        return json({"update": api.write(int(said["chat"]), said["text"], **said.get("what", {}))})

    @app.post("/people/tap")
    async def tap(request: Request) -> HTTPResponse:
        said = request.json
        return json({"update": api.tap(int(said["chat"]), said["code"], int(said["under"]))})

    @app.get("/people/news")
    async def news(request: Request) -> HTTPResponse:
        """What was sent or edited after the `since`-th change, as it stands now."""
        since = int(request.args.get("since", 0))
        wanted = set(changed[since:])
        shown = [{**asdict(each), "at": each.at.isoformat()} for each in api.shown if each.id in wanted]
        return json({"seen": len(changed), "shown": shown, "pending": len(api.pending())})

    @app.get("/people/account")
    async def account(_request: Request) -> HTTPResponse:
        """What Telegram saw of the bot: calls by method, refusals by code, and what it never expected to be asked."""
        calls: dict[str, int] = {}
        refused: dict[str, int] = {}
        for each in api.calls:
            calls[each.method] = calls.get(each.method, 0) + 1
            if each.code != 200:
                key = f"{each.code} {each.method}"
                refused[key] = refused.get(key, 0) + 1
        return json({"calls": calls, "refused": refused, "surprises": api.surprises})

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
