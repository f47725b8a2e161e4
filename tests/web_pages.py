"""A little web site on this machine that links lead to, and the rule that lets them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Site:
    """pages: path → (status, headers, body); asked: (host, path) of every request."""

    port: int = 0
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def page(self, path: str, body: bytes = b"<h1>announcement</h1>", status: int = 200, **headers: str) -> str:
        """Put a page up; its address."""
        self.pages[path] = (status, headers, body)
        return f"http://localhost:{self.port}{path}"


def anywhere(_address: str) -> bool:
    """The rule of the tests: this machine is reached too."""
    return True


@contextmanager
def site() -> Iterator[Site]:
    """The site while it is open."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.headers["Host"], self.path))
            status, headers, body = found.pages.get(self.path, (404, {}, b"nothing here"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
