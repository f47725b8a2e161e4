"""What the simulator's tests share: an office that listens, a bot that calls LINE, and messages to send."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

SECRET, TOKEN = "s3cret", "t0ken"
MORNING = "2026-11-30T08:30:00+07:00"


class Office:
    """A bot's server that only listens: keeps each delivery, answers what the test wishes."""

    def __init__(self) -> None:
        self.deliveries: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.slow = 0.0
        office = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                office.deliveries.append(({k.lower(): v for k, v in self.headers.items()}, raw))
                time.sleep(office.slow)
                self.send_response(office.answers.pop(0) if office.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/callback"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [e for _, raw in self.deliveries for e in json.loads(raw)["events"]]


class Line:
    """What a bot does: plain HTTP under its token."""

    def __init__(self, url: str, token: str = TOKEN) -> None:
        self.url, self.http = url, requests.Session()
        self.http.headers["Authorization"] = f"Bearer {token}"

    def post(self, path: str, body: Any, **headers: str) -> requests.Response:
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.http.post(self.url + path, json=body, headers=headers, timeout=5)

    def get(self, path: str) -> requests.Response:
        return self.http.get(self.url + path, timeout=5)

    def push(self, to: str, *messages: dict[str, Any] | str, key: str | None = None) -> requests.Response:
        headers = {"X_Line_Retry_Key": key} if key else {}
        return self.post("/v2/bot/message/push", {"to": to, "messages": as_messages(messages)}, **headers)

    def reply(self, token: str, *messages: dict[str, Any] | str) -> requests.Response:
        return self.post("/v2/bot/message/reply", {"replyToken": token, "messages": as_messages(messages)})

    def validate(self, *messages: dict[str, Any] | str) -> requests.Response:
        return self.post("/v2/bot/message/validate/push", {"messages": as_messages(messages)})


def as_messages(said: tuple[dict[str, Any] | str, ...]) -> list[dict[str, Any]]:
    return [{"type": "text", "text": s} if isinstance(s, str) else s for s in said]


def flex(contents: dict[str, Any], alt: str = "การ์ด") -> dict[str, Any]:
    return {"type": "flex", "altText": alt, "contents": contents}


def bubble(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": list(contents)}, **more}


def text(words: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}


def button(**action: Any) -> dict[str, Any]:
    return {"type": "button", "action": action}


def mention(**people: str) -> dict[str, Any]:
    return {
        "type": "textV2",
        "text": " ".join(f"{{{k}}}" for k in people),
        "substitution": {k: {"type": "mention", "mentionee": {"type": "user", "userId": v}} for k, v in people.items()},
    }
