"""What people sent (photos, files, videos), fetched from LINE in pieces so that a large one never fills the memory."""

import time
from collections.abc import Iterator
from types import TracebackType
from urllib.parse import quote

import urllib3

CONTENT_HOSTS = {"https://api.line.me": "https://api-data.line.me"}  # contents have a host of their own at LINE
PIECE = 64 * 1024  # bytes
TIMEOUT = urllib3.Timeout(connect=3.05, read=20.0)  # seconds, of each piece
MOST_SECONDS = 300.0  # of the whole; with the way to the store it must end before the claim on the work runs out


class Content:
    """LINE's answer about one content; use it with `with`, it holds a connection until then.

    status: 200 (here it is), 202 (still being prepared), 404 and 410 (not there any more), others as LINE says.
    """

    def __init__(self, answer: urllib3.BaseHTTPResponse) -> None:
        self._answer, self._ends = answer, time.monotonic() + MOST_SECONDS
        self.status = answer.status
        self.content_type = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower() or None

    @property
    def length(self) -> int | None:
        """Bytes announced; None when LINE does not say."""
        announced = self._answer.headers.get("Content-Length", "")
        return int(announced) if announced.isdigit() else None

    def pieces(self) -> Iterator[bytes]:
        """The bytes in order. Raises urllib3.exceptions.HTTPError when the connection breaks off or takes too long."""
        while piece := self._answer.read1(PIECE):  # what is there: a full piece of a trickle may take hours
            if time.monotonic() >= self._ends:
                raise urllib3.exceptions.TimeoutError("the content took too long")
            yield piece

    def __enter__(self) -> "Content":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._answer.close()


class ContentClient:
    """Connections to where LINE keeps contents; api_base tells which LINE is meant."""

    def __init__(self, api_base: str) -> None:
        self._base = CONTENT_HOSTS.get(api_base, api_base)
        self._pool = urllib3.PoolManager(maxsize=4, retries=False, timeout=TIMEOUT)

    def close(self) -> None:
        """Close the connections kept open."""
        self._pool.clear()

    def open(self, token: str, message_id: str) -> Content:
        """Ask for a message's content. Raises urllib3.exceptions.HTTPError when LINE cannot be reached."""
        address = f"{self._base}/v2/bot/message/{quote(message_id, safe='')}/content"
        headers = {"Authorization": f"Bearer {token}"}
        return Content(self._pool.request("GET", address, headers=headers, preload_content=False, redirect=False))
