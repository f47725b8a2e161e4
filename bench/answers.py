"""How soon after the webhook's 200 an answer is with LINE: the real web process, one question after the other."""

import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import requests
from sqlalchemy import select

from bench.country import settle
from bench.databases import KINDS, Ground, ground
from bench.load import signature
from bench.ports import free_port, running
from bench.table import Figures
from models import contacts, people
from models.agency import Agency
from models.database import make_engine, transaction

SECRET, BOT, PERSON = "bench-secret", "U" + "0" * 32, "U" + "1" * 32
QUESTIONS = ("งานของฉัน", "O12 กำลังทำค่ะ", "สรุป", "O3 เสร็จแล้วค่ะ")
COUNT, WARM = 100, 5
PATIENCE = 10.0  # seconds an answer is waited for
TAKES = 0.05  # seconds LINE takes for every call


class Line(BaseHTTPRequestHandler):
    """A LINE that notes when each reply came; heard: reply token → moment."""

    protocol_version = "HTTP/1.1"
    heard: ClassVar[dict[str, float]] = {}
    came = threading.Condition()

    def do_GET(self) -> None:
        """The quota and whatever else is asked."""
        self._answer({"type": "none", "totalUsage": 0, "userId": BOT, "basicId": "@bench", "displayName": "คนหนึ่ง"})

    def do_POST(self) -> None:
        """A reply, or a push."""
        now = time.perf_counter()
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.came:
            self.heard[asked.get("replyToken", "")] = now
            self.came.notify_all()
        self._answer({"sentMessages": [{"id": str(len(self.heard) + 10**9)} for _ in asked["messages"]]})

    def log_message(self, format: str, *arguments: object) -> None:
        """Silence."""

    def _answer(self, told: dict[str, object]) -> None:
        time.sleep(TAKES)
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def bench() -> Iterator[Figures]:
    """Each database in turn; raises RuntimeError when a question stays without an answer."""
    for kind in KINDS:
        with ground(kind) as place, _line() as line, _served(place, line) as port:
            _settle(place)
            times = [_answered(port, number) for number in range(WARM + COUNT)][WARM:]
        yield {
            "database": kind,
            "questions": len(times),
            "median ms": round(statistics.median(times) * 1000),
            "p95 ms": round(sorted(times)[int(len(times) * 0.95)] * 1000),
            "slowest ms": round(max(times) * 1000),
        }


def _answered(port: int, number: int) -> float:
    """Seconds from the webhook's 200 until its reply was with LINE."""
    body = json.dumps({"destination": BOT, "events": [_event(number)]}, ensure_ascii=False).encode()
    with requests.Session() as session:
        session.trust_env = False
        told = session.post(
            f"http://127.0.0.1:{port}/callback",
            data=body,
            headers={"x-line-signature": signature(SECRET, body)},
            timeout=PATIENCE,
        )
    stored = time.perf_counter()
    if told.status_code != 200:
        raise RuntimeError(f"the webhook was answered {told.status_code}")
    with Line.came:
        if not Line.came.wait_for(lambda: _token(number) in Line.heard, PATIENCE):
            raise RuntimeError(f"question {number} was not answered in {PATIENCE} s")
    return max(0.0, Line.heard[_token(number)] - stored)


def _token(number: int) -> str:
    return f"answers-{number}"


def _event(number: int) -> dict[str, object]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": PERSON},
        "webhookEventId": f"answers-{number}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": _token(number),
        "message": {"id": str(10**12 + number), "type": "text", "text": QUESTIONS[number % len(QUESTIONS)]},
    }


def _settle(place: Ground) -> None:
    """An office with a plan, and one officer registered."""
    engine = make_engine(place.url)
    settle(engine, 0, 1)
    now = datetime.now(UTC)
    with transaction(engine) as session:
        office = session.scalars(select(Agency)).one()
        office.line_bot_id = BOT
        met = contacts.meet(session, office.id, PERSON, "คนหนึ่ง", now)
        contacts.followed(session, met.id, now)
        contacts.bind_at_once(session, met.id, people.roster(session, office.id)[0].id, now)
    engine.dispose()


@contextmanager
def _line() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    Line.heard.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def _served(place: Ground, line: str) -> Iterator[int]:
    """gunicorn as in production; yields its port."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": place.url,
        "DATA_DIR": str(place.folder),
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "bench-token",
        "LINE_API_BASE": line,
        "SECRET_KEY": "bench-secret-key-0123456789",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    with running(command, port, environment, place.folder / "web.log"):
        yield port
