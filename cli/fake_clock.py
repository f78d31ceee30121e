"""The shared test clock: a small HTTP server on loopback that several processes ask for `now` (WOBANGLIN_CLOCK)."""

from __future__ import annotations

import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aid.clock import FixedClock


class ClockServer:
    """Serves a clock that stands until it is moved. `address` is the setting's value."""

    def __init__(self, start: datetime) -> None:
        self.clock = clock = FixedClock(start)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else the body waits 40 ms for the acknowledgement of the head: tried

            def do_GET(self) -> None:
                body = clock.now().isoformat().encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Silent: asked hundreds of times a second."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Silent: whoever asks may be killed while asking."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
