"""One visit to one link: every address on the way checked before it is connected to, nothing read without a limit."""

import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from urllib.parse import quote, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from tasks.evidence.addresses import is_public

Rule = Callable[[str], bool]
MOST_REDIRECTS = 5
MOST_BYTES = 10 * 1024 * 1024  # of a copy: a page or a scanned announcement; more is not needed to know it is there
MOST_SECONDS = 40.0  # for the whole visit
TIMEOUT = 12.0  # seconds to connect, and between two pieces; small offices' sites are slow
PIECE = 64 * 1024
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Tamngan link check)",  # some sites turn away what names no browser
    "Accept": "*/*",
    "Accept-Encoding": "identity",  # what is counted is what is kept
}
_REDIRECTS = (301, 302, 303, 307, 308)
# A site may send anything in a header; a database keeps no NUL.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f]")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
# Not "there is nothing": try again, you are too fast, too early.
_PASSING = (408, 425, 429)


class NotPublic(Exception):
    """The link, or something it leads to, is no public web address; trying again cannot help."""


class Unreached(Exception):
    """No answer came; trying again later may help."""


@dataclass(frozen=True)
class Target:
    """Where one request goes: an address that was checked, for the host it was found under."""

    scheme: str
    host: str
    port: int
    ip: str
    path: str


@dataclass(frozen=True)
class Answer:
    """The last answer of a visit while its connection is open; pieces() gives its bytes.

    verified: the site proved to be the one it says it is (https with a whole certificate), or never said so (http).
    """

    url: str
    status: int
    content_type: str | None
    verified: bool
    pieces: Callable[[], Iterator[bytes]]

    @property
    def seen(self) -> str:
        """What it says about the link: ok, dead or outage."""
        if self.status < 300:
            return "ok"
        return "dead" if 400 <= self.status < 500 and self.status not in _PASSING else "outage"


class Visit:
    """Follows a link to its end; use it with `with`. rule: which addresses may be connected to."""

    def __init__(self, url: str, rule: Rule = is_public) -> None:
        self._url, self._rule = url, rule
        self._ends = time.monotonic() + MOST_SECONDS
        self._connection: HTTPConnection | None = None
        self._line: socket.socket | None = None
        self._verified = True
        # A server that sends a letter every ten seconds never runs into a time-out: the line is cut for it.
        self._cutter = threading.Timer(MOST_SECONDS, self._cut)

    def __enter__(self) -> Answer:
        """The last answer. Raises NotPublic or Unreached."""
        self._cutter.daemon = True
        self._cutter.start()
        try:
            return self._follow()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        self._cutter.cancel()
        self._close()

    def _follow(self) -> Answer:
        url = self._url
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask(find_target(url, self._rule))
            onward = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not onward:
                named = _UNPRINTABLE.sub("", answer.headers.get("Content-Type") or "")
                kind = named.partition(";")[0].strip().lower()[:100] or None
                return Answer(
                    _UNPRINTABLE.sub("", url), answer.status, kind, self._verified, partial(self._pieces, answer)
                )
            try:
                url = urljoin(url, onward)
            except ValueError as error:
                raise Unreached("a redirect to no address") from error
        raise Unreached(f"more than {MOST_REDIRECTS} redirects")

    def _ask(self, target: Target) -> urllib3.HTTPResponse:
        """One request to the very address that was checked: a second look-up could give another (DNS rebinding)."""
        try:
            return self._request(target, verify=True)
        except urllib3.exceptions.SSLError:
            # Browsers mend an incomplete chain of certificates, we cannot: the page is there, but it proves no site.
            self._verified = False
        except _BROKEN as error:
            raise Unreached(type(error).__name__) from error
        try:
            return self._request(target, verify=False)
        except _BROKEN as error:
            raise Unreached(type(error).__name__) from error

    def _request(self, target: Target, verify: bool) -> urllib3.HTTPResponse:
        self._check_time()
        self._close()
        self._connection = _connection(target, verify, self._opened)
        default = 443 if target.scheme == "https" else 80
        host = f"[{target.host}]" if ":" in target.host else target.host
        headers = {**HEADERS, "Host": host if target.port == default else f"{host}:{target.port}"}
        try:
            self._connection.request("GET", target.path, headers=headers, preload_content=False, decode_content=False)
            answer = self._connection.getresponse()
            self._check_time()
            return answer
        except ssl.SSLError as error:
            raise urllib3.exceptions.SSLError(error) from error

    def _pieces(self, answer: urllib3.HTTPResponse) -> Iterator[bytes]:
        """At most MOST_BYTES; a longer one is cut there. Raises Unreached when it breaks off or takes too long."""
        read = 0
        try:
            while read < MOST_BYTES and (piece := answer.read(min(PIECE, MOST_BYTES - read))):
                self._check_time()
                read += len(piece)
                yield piece
            self._check_time()
        except _BROKEN as error:
            raise Unreached(type(error).__name__) from error

    def _check_time(self) -> None:
        """A connection that was cut looks like one that came to its end."""
        if time.monotonic() >= self._ends:
            raise Unreached("too slow")

    def _opened(self, line: socket.socket) -> None:
        """Keep a handle of our own: http.client lets go of its socket where an answer ends with the connection, and
        the start of TLS puts another in its place; the line behind them stays the same.
        """
        self._line = line.dup()
        self._check_time()  # the cutter may have come while there was nothing to cut

    def _cut(self) -> None:
        line = self._line
        if line is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._line is not None:
            self._line.close()


# What a connection, a handshake or a garbled answer may end in.
_BROKEN = (urllib3.exceptions.HTTPError, OSError, ValueError, HTTPException)


class _Told:
    """A connection that shows its socket as soon as it is open, before anything is said on it."""

    opened: Callable[[socket.socket], None]

    def _new_conn(self) -> socket.socket:
        line: socket.socket = super()._new_conn()  # type: ignore[misc]
        try:
            self.opened(line)
        except BaseException:
            line.close()
            raise
        return line


class _Plain(_Told, HTTPConnection):
    pass


class _Secure(_Told, HTTPSConnection):
    pass


def _connection(target: Target, verify: bool, opened: Callable[[socket.socket], None]) -> HTTPConnection:
    connection: _Plain | _Secure
    if target.scheme == "http":
        connection = _Plain(target.ip, target.port, timeout=TIMEOUT)
    else:
        connection = _Secure(
            target.ip,
            target.port,
            timeout=TIMEOUT,
            server_hostname=target.host,
            assert_hostname=target.host if verify else False,
            cert_reqs=ssl.CERT_REQUIRED if verify else ssl.CERT_NONE,
        )
    connection.opened = opened
    return connection


def find_target(url: str, rule: Rule) -> Target:
    """Where a link leads. Raises NotPublic unless it is http(s) and every address of its host passes the rule."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
        port = parts.port if parts.port is not None else 443 if parts.scheme == "https" else 80
    except ValueError as error:  # UnicodeError too: a host no name server could know
        raise NotPublic("not an address") from error
    if parts.scheme not in ("http", "https") or not host or port == 0 or parts.username or parts.password:
        raise NotPublic("not a web address")
    found = _addresses(host, port)
    if not all(rule(ip) for ip in found):
        raise NotPublic("not a public address")
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(parts.scheme, host, port, found[0], path)


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreached("the name is not known") from error
    # IPv4 first: many servers this runs on have no way out over IPv6.
    return list(dict.fromkeys(str(where[0]) for family, *_, where in sorted(found, key=lambda f: f[0])))
