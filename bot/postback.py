"""What a pressed button carries: a short action and its values, packed into LINE's postback data. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

MOST = 300  # LINE's limit for postback data, in UTF-16 units; packed data is ASCII
ACTIONS = frozenset(
    {
        *("done", "doing", "idle", "stuck", "later", "undo"),
        *("proof", "misfiled", "notmine"),
        *("approve", "refuse", "withdraw", "bare", "because", "requests"),
        *("ack", "ackall", "unack", "sendback", "approvals", "published", "unpublished", "nudge", "remind"),
        *("register", "iam", "confirm", "reject", "privacy"),
        *("fill", "wait", "amend", "erase", "whole"),
        *("help", "mine", "summary", "overdue", "missing", "items", "unsent"),
    }
)
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IS_PLAIN = re.compile(r"[A-Za-z0-9._~-]*")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")
_KEY = re.compile(r"[a-z]{1,12}")


@dataclass(frozen=True)
class Postback:
    """A press as read; action "" means that the data is not ours and nothing may follow from it."""

    action: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def number(self, key: str) -> int | None:
        """The value as a positive row number; None when it is missing or no such number."""
        value = self.values.get(key, "")
        # Longer digits than a 64-bit column holds would make the database refuse the query.
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else None

    def day(self, key: str) -> date | None:
        """The value as an ISO date; None when it is missing or no date."""
        try:
            return date.fromisoformat(self.values.get(key, ""))
        except ValueError:
            return None


def pack(action: str, **values: str | int | date) -> str:
    """`a=done&d=7&on=2026-12-31`, percent-encoded; ValueError past LINE's 300 units or for an unknown action."""
    if action not in ACTIONS:
        raise ValueError(f"no such action: {action}")
    packed = "&".join(f"{key}={escaped(_written(value))}" for key, value in {"a": action, **values}.items())
    if len(packed) > MOST:
        raise ValueError(f"postback data of {len(packed)} units is longer than {MOST}")
    return packed


def unpack(data: str) -> Postback:
    """The press behind the data; anything odd, foreign, repeated or too long gives action ""."""
    if len(data) > MOST or not data.isascii():
        return Postback()
    pairs = [part.partition("=") for part in data.split("&")]
    values = {key: _unescaped(value) for key, sign, value in pairs if sign and _KEY.fullmatch(key)}
    action = values.pop("a", None)
    whole = len(values) + 1 == len(pairs) and None not in values.values()
    if action not in ACTIONS or not whole:
        return Postback()
    return Postback(action, {key: value for key, value in values.items() if value is not None})


def _written(value: str | int | date) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def escaped(value: str) -> str:
    """Percent-encoded UTF-8, as addresses carry it too."""
    if _IS_PLAIN.fullmatch(value):  # nearly all that cards carry: numbers and days
        return value
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in value.encode())


def _unescaped(value: str) -> str | None:
    raw = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), value.encode())
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None
