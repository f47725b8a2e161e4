"""POST /callback: each event of a genuine request is stored once, as it came, before LINE is answered 200."""

import hashlib
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from bot.channels import Doorkeeper, KnownChannel
from bot.group_commit import GroupCommit, NotStored
from bot.line import signature_is_valid
from config.clock import Clock, ClockError
from config.settings import Settings
from models.database import transaction
from models.inbox import NewEvent
from models.secrets import SecretError

LARGEST_BODY = 2 * 1024 * 1024  # LINE's own limit for a request body
DEEPEST = 64  # LINE's events nest five deep; what nests without end would break whoever reads the row later
# No database keeps these in text: PostgreSQL refuses NUL, and half a surrogate pair is no UTF-8.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INVISIBLE = re.compile(r"[^\x20-\x7e]")
_EVENT_ID = re.compile(r"[\x21-\x7e]{1,100}")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{43}=")  # 32 bytes in base64
_LINE_BEGAN = datetime(2011, 6, 1, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(days=1)
log = structlog.get_logger()


def make_blueprint(settings: Settings, engine: Engine, clock: Clock, wake: Callable[[], None]) -> Blueprint:
    """The webhook; `wake` is called after a commit and only hastens what the worker would do anyway."""
    webhook = Blueprint("webhook", __name__)
    door = Door(engine, Doorkeeper(settings, engine), GroupCommit(engine, wake))

    @webhook.post("/callback")
    def callback() -> Response:
        try:
            receive(door, _body(), request.headers.get("x-line-signature"), clock())
        except WebhookRefused as refusal:
            return _answer(refusal.status, str(refusal))
        except (NotStored, SQLAlchemyError, SecretError, ClockError):  # not 200, so LINE delivers it again
            log.exception("webhook_not_stored")
            return _answer(503, "not stored")
        return _answer(200, "ok")

    return webhook


def _body() -> bytes:
    """The raw bytes, never more than allowed: one that does not say its length is cut off at the limit, and seen."""
    request.max_content_length = LARGEST_BODY + 1
    try:
        body = request.get_data()
    except RequestEntityTooLarge as error:
        raise WebhookRefused(413, "too large") from error
    if len(body) > LARGEST_BODY:
        raise WebhookRefused(413, "too large")
    return body


class WebhookRefused(Exception):
    """The request is not a webhook of ours; repeating it unchanged cannot help, except after 503."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Door:
    """What the requests of one process share."""

    engine: Engine
    keeper: Doorkeeper
    commit: GroupCommit


def receive(door: Door, body: bytes, signature: str | None, now: datetime) -> None:
    """Check, then store every event of one request, or none of them; on the disk when it returns.

    Raises WebhookRefused (400 unreadable, 401 wrong signature, 503 no office yet) before anything is stored, NotStored
    when the database does not take it in time.
    """
    text, secret = _signed(door.keeper, body, signature)
    data = _parse(text)
    known = _sender(door.keeper, _printable(data.get("destination", ""), 100), body, signature, secret)
    is_plain = _is_plain(text)
    events = [
        _read(_event(one if is_plain else _storable(one)), known.agency_id, now) for one in data.get("events", ())
    ]
    if not events:
        return
    if known.is_new:
        with transaction(door.engine) as session:
            known.learn(session, now)
    door.commit.store(events)


def _signed(keeper: Doorkeeper, body: bytes, signature: str | None) -> tuple[str, str | None]:
    """The body as text, and the secret that signed it where the secrets are few enough to try.

    What no known channel signed is not even parsed: a stranger's two megabytes must cost next to nothing.
    """
    if not signature or not _SIGNATURE.fullmatch(signature):
        raise WebhookRefused(401, "signature missing or no signature")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WebhookRefused(400, "not UTF-8") from error
    for fresh in (False, True):
        secrets = keeper.secrets(fresh)
        if not secrets:
            return text, None
        for secret in secrets:
            if signature_is_valid(secret, body, signature):
                return text, secret
    raise WebhookRefused(401, "signature does not match")


def _sender(
    keeper: Doorkeeper, destination: str, body: bytes, signature: str | None, secret: str | None
) -> KnownChannel:
    """The one office whose channel signed this. Two of them would be one channel given to both: neither gets it.

    secret: the one that is known to have signed it, if any; the others cannot have.
    """
    for fresh in (False, True):
        possible = keeper.channels(destination, fresh)
        signed = [one for one in possible if _has_signed(one.channel.secret, body, signature, secret)]
        if len(signed) == 1:
            return signed[0]
    if possible and not signed:
        raise WebhookRefused(401, "signature does not match")
    raise WebhookRefused(503, "no office is set up for this destination")


def _has_signed(secret: str, body: bytes, signature: str | None, known: str | None) -> bool:
    return secret == known if known else signature_is_valid(secret, body, signature)


def _parse(text: str) -> dict[str, Any]:
    try:
        data = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise WebhookRefused(400, "not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("events", []), list):
        raise WebhookRefused(400, "not a webhook")
    return data


def _no_number(name: str) -> None:
    """NaN and Infinity are Python's, not JSON's; PostgreSQL would refuse the row."""
    raise ValueError(name)


def _number(written: str) -> float | str:
    """1e999 reads as infinite, which no database keeps: it stays as it was written."""
    number = float(written)
    return number if math.isfinite(number) else written


_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_float=_number)


def _is_plain(text: str) -> bool:
    """No escaped letters, and too few brackets to nest deep: as all but a few webhooks are, and storable as it is."""
    return "\\u" not in text and text.count("{") + text.count("[") <= DEEPEST


def _storable(value: Any, depth: int = 0) -> Any:
    """The value as either database can keep it, otherwise whole. Raises WebhookRefused when it nests without end."""
    if depth > DEEPEST:
        raise WebhookRefused(400, "nested too deeply")
    if isinstance(value, str):
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_storable(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(one, depth + 1) for key, one in value.items()}
    return value


def _event(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"type": "unreadable", "value": value}


def _read(event: dict[str, Any], agency_id: int, now: datetime) -> NewEvent:
    return NewEvent(
        agency_id=agency_id,
        webhook_event_id=_event_id(event),
        type=_printable(event.get("type"), 64),
        message_id=_message_id(event),
        source=_source(event),
        occurred_at=_moment(event, now),
        received_at=now,
        raw=event,
    )


def _event_id(event: dict[str, Any]) -> str:
    """LINE's id, or a fingerprint of the event where there is none or none that can be a key."""
    given = event.get("webhookEventId")
    if isinstance(given, str) and _EVENT_ID.fullmatch(given):
        return given
    canonical = json.dumps(_without_delivery(event), sort_keys=True)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _message_id(event: dict[str, Any]) -> str | None:
    message = event.get("message")
    return _printable(message["id"], 100) if isinstance(message, dict) and message.get("id") else None


def _printable(value: object, longest: int) -> str:
    """PostgreSQL takes no NUL in text, and an id needs no more than visible ASCII."""
    written = str(value)
    return (written if written.isascii() and written.isprintable() else _INVISIBLE.sub("?", written))[:longest]


def _without_delivery(event: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in event.items() if k != "deliveryContext"}


def _source(event: dict[str, Any]) -> str:
    """A key that keeps one chat's events in order, without the LINE id itself."""
    source = event.get("source")
    ids = source if isinstance(source, dict) else {}
    chat = ids.get("groupId") or ids.get("roomId") or ids.get("userId") or ""
    return hashlib.sha256(str(chat).encode()).hexdigest()[:32]


def _moment(event: dict[str, Any], now: datetime) -> datetime:
    """When it happened by LINE's word; now when that cannot be, or the event would stand out of its chat's order."""
    try:
        said = datetime.fromtimestamp(int(event["timestamp"]) / 1000, UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return now
    return said if _LINE_BEGAN <= said <= now + _CLOCKS_DIFFER else now


def _answer(status: int, words: str) -> Response:
    return Response(words + "\n", status, mimetype="text/plain")
