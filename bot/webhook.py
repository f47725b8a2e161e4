"""POST /callback: each event of a genuine request is stored once, as it came, before LINE is answered 200."""

import hashlib
import json
import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from bot.channels import KnownChannel, channels_for_destination, secrets_if_few
from bot.line import signature_is_valid
from config.clock import Clock, ClockError
from config.settings import Settings
from models import inbox
from models.database import reading, transaction
from models.secrets import SecretError

LARGEST_BODY = 2 * 1024 * 1024  # LINE's own limit for a request body
DEEPEST = 64  # LINE's events nest five deep; what nests without end would break whoever reads the row later
# No database keeps these in text: PostgreSQL refuses NUL, and half a surrogate pair is no UTF-8.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_EVENT_ID = re.compile(r"[\x21-\x7e]{1,100}")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{43}=")  # 32 bytes in base64
_LINE_BEGAN = datetime(2011, 6, 1, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(days=1)
log = structlog.get_logger()


def make_blueprint(settings: Settings, engine: Engine, clock: Clock, wake: Callable[[], None]) -> Blueprint:
    """The webhook; `wake` is called after the commit and only hastens what the worker would do anyway."""
    webhook = Blueprint("webhook", __name__)

    @webhook.post("/callback")
    def callback() -> Response:
        try:
            stored = receive(settings, engine, _body(), request.headers.get("x-line-signature"), clock())
        except WebhookRefused as refusal:
            return _answer(refusal.status, str(refusal))
        except (SQLAlchemyError, SecretError, ClockError):  # not 200, so LINE delivers it again
            log.exception("webhook_not_stored")
            return _answer(503, "not stored")
        if stored:
            wake()
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


def receive(settings: Settings, engine: Engine, body: bytes, signature: str | None, now: datetime) -> int:
    """Check, then store every event of one request in one commit; returns how many were new.

    Raises WebhookRefused (400 unreadable, 401 wrong signature, 503 no office yet) before anything is stored.
    """
    _refuse_unsigned(settings, engine, body, signature)
    data = _parse(body)
    known = _sender(settings, engine, _printable(data.get("destination", ""), 100), body, signature)
    events = [_event(_storable(one)) for one in data.get("events", ())]
    if not events:
        return 0
    if known.is_new:
        with transaction(engine) as session:
            known.learn(session, now)
    with transaction(engine) as session:
        return sum(_store(session, known.agency_id, event, now) for event in _in_order(events, now))


def _refuse_unsigned(settings: Settings, engine: Engine, body: bytes, signature: str | None) -> None:
    """What no known channel signed is not even parsed: a stranger's two megabytes must cost next to nothing."""
    if not signature or not _SIGNATURE.fullmatch(signature):
        raise WebhookRefused(401, "signature missing or no signature")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WebhookRefused(400, "not UTF-8") from error
    with reading(engine) as session:
        secrets = secrets_if_few(session, settings)
    if secrets and not any(signature_is_valid(secret, body, signature) for secret in secrets):
        raise WebhookRefused(401, "signature does not match")


def _sender(settings: Settings, engine: Engine, destination: str, body: bytes, signature: str | None) -> KnownChannel:
    """The one office whose channel signed this. Two of them would be one channel given to both: neither gets it."""
    with reading(engine) as session:
        possible = channels_for_destination(session, settings, destination)
    signed = [one for one in possible if signature_is_valid(one.channel.secret, body, signature)]
    if possible and not signed:
        raise WebhookRefused(401, "signature does not match")
    if len(signed) != 1:
        raise WebhookRefused(503, "no office is set up for this destination")
    return signed[0]


def _parse(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise WebhookRefused(400, "not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("events", []), list):
        raise WebhookRefused(400, "not a webhook")
    return data


def _no_number(name: str) -> None:
    """NaN and Infinity are Python's, not JSON's; PostgreSQL would refuse the row."""
    raise ValueError(name)


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
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value  # 1e999 reads as infinite


def _event(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"type": "unreadable", "value": value}


def _in_order(events: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """By time, then id: two deliveries of one batch in other orders would otherwise wait for each other for ever."""
    return sorted(events, key=lambda event: (_moment(event, now), _event_id(event)))


def _store(session: Session, agency_id: int, event: dict[str, Any], now: datetime) -> bool:
    return inbox.store(
        session,
        inbox.NewEvent(
            agency_id=agency_id,
            webhook_event_id=_event_id(event),
            type=_printable(event.get("type"), 64),
            message_id=_message_id(event),
            source=_source(event),
            occurred_at=_moment(event, now),
        ),
        event,
        now,
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
    return re.sub(r"[^\x20-\x7e]", "?", str(value))[:longest]


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
