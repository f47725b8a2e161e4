"""Signed webhooks sent over kept connections as fast as they are answered, and how long each took."""

import base64
import hashlib
import hmac
import itertools
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

NAMES = itertools.count(1)  # an event id is never used twice, or the second would be a duplicate


@dataclass
class Load:
    """What came back: seconds of each request answered 200, how many were answered 503, how long the whole lasted."""

    seconds: float = 0.0
    each: list[float] = field(default_factory=list)
    put_off: int = 0

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return len(self.each) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the requests was answered."""
        return sorted(self.each)[min(len(self.each) - 1, int(len(self.each) * share))] * 1000


def requests_for(secret: str, destination: str, chats: int = 50) -> Iterator[bytes]:
    """HTTP requests with one event each, as LINE writes and signs them; no two alike."""
    for number in NAMES:
        event = {
            "type": "message",
            "message": {"type": "text", "id": f"5{number:017d}", "text": "สวัสดีตอนเช้าค่ะทุกคน", "quoteToken": "q" * 40},
            "webhookEventId": f"01BENCH{number:019d}",
            "deliveryContext": {"isRedelivery": False},
            "timestamp": int(time.time() * 1000),
            "source": {"type": "group", "groupId": f"C{number % chats:032x}", "userId": f"U{number % 997:032x}"},
            "replyToken": f"{number:032x}",
            "mode": "active",
        }
        body = json.dumps({"destination": destination, "events": [event]}, ensure_ascii=False).encode()
        yield _http(body, signature(secret, body))


def signature(secret: str, body: bytes) -> str:
    """x-line-signature: Base64 of HMAC-SHA256 of the raw body under the channel secret (line.md 1)."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def _http(body: bytes, signature: str) -> bytes:
    head = (
        "POST /callback HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; charset=utf-8\r\n"
        f"x-line-signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def send(port: int, waiting: list[bytes], connections: int, seconds: float) -> Load:
    """Send until the time is over or nothing waits. Raises RuntimeError at the first answer that is not 200 or 503."""
    load, end = Load(), time.perf_counter() + seconds
    broken: list[Exception] = []

    def one_connection() -> None:
        try:
            with socket.create_connection(("127.0.0.1", port)) as line:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while waiting and time.perf_counter() < end:
                    began, is_stored = time.perf_counter(), _ask(line, waiting.pop())
                    if is_stored:
                        load.each.append(time.perf_counter() - began)
                    else:  # not on the disk in time: LINE would deliver it again
                        load.put_off += 1
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=one_connection) for _ in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - began
    if broken:
        raise broken[0]
    return load


def _ask(line: socket.socket, request: bytes) -> bool:
    """Whether it was answered 200."""
    line.sendall(request)
    answer = b""
    while not answer.endswith(b"\n") or b"\r\n\r\n" not in answer or answer.endswith(b"\r\n"):
        part = line.recv(4096)
        if not part:
            raise RuntimeError("the connection was closed")
        answer += part
    if not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 503")):
        raise RuntimeError(answer.decode(errors="replace"))
    return answer.startswith(b"HTTP/1.1 200")
