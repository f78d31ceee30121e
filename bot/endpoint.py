"""The action endpoint (rasa-sdk's own Sanic app) inside our event loop, on loopback; the terminal door is a route of it."""

from __future__ import annotations

import socket
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action
from sanic import Sanic

HOST = "127.0.0.1"


def endpoint_app(actions: list[Action]) -> Sanic[Any, Any]:
    """rasa-sdk's app with these actions, registered as instances that hold their services."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    Sanic.test_mode = True  # lets tests make a second app of the same name in one process
    # rasa-sdk 3.21 serves Rasa 3.6 and says once that the versions differ (shared/rasa.md: tried).
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk might not be compatible")
    app: Sanic[Any, Any] = create_app(executor)
    app.config.ACCESS_LOG = False
    app.config.MOTD = False
    return app


class Endpoint:
    """The running server; `port` 0 takes any free one."""

    def __init__(self, app: Sanic[Any, Any], port: int) -> None:
        self._app = app
        self._port = port
        self._server: Any = None

    async def start(self) -> int:
        """Listen on loopback; the port."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, self._port))
        self._server = await self._app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await self._server.startup()
        await self._server.start_serving()
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
