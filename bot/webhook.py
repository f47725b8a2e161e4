"""POST /callback: each event of a genuine request is stored once, as it came, before LINE is answered 200."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.channels import channel_for_destination
from bot.line import signature_is_valid
from config.clock import Clock
from config.settings import Settings
from models import inbox
from models.database import transaction

LARGEST_BODY = 2 * 1024 * 1024  # LINE's own limit for a request body
log = structlog.get_logger()


def make_blueprint(settings: Settings, engine: Engine, clock: Clock, wake: Callable[[], None]) -> Blueprint:
    """The webhook; `wake` is called after the commit and only hastens what the worker would do anyway."""
    webhook = Blueprint("webhook", __name__)

    @webhook.post("/callback")
    def callback() -> Response:
        if (request.content_length or 0) > LARGEST_BODY:
            return _answer(413, "too large")
        try:
            stored = receive(settings, engine, request.get_data(), request.headers.get("x-line-signature"), clock())
        except WebhookRefused as refusal:
            return _answer(refusal.status, str(refusal))
        except SQLAlchemyError as error:  # not 200, so LINE delivers it again
            log.error("webhook_not_stored", error=type(error).__name__)
            return _answer(503, "not stored")
        if stored:
            wake()
        return _answer(200, "ok")

    return webhook


class WebhookRefused(Exception):
    """The request is not a webhook of ours; repeating it unchanged cannot help, except after 503."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def receive(settings: Settings, engine: Engine, body: bytes, signature: str | None, now: datetime) -> int:
    """Check, then store every event of one request in one commit; returns how many were new.

    Raises WebhookRefused (400 unreadable, 401 wrong signature, 503 no office yet) before anything is stored.
    """
    data = _parse(body)
    with transaction(engine) as session:
        known = channel_for_destination(session, settings, str(data.get("destination", "")))
    if known is None:
        raise WebhookRefused(503, "no office is set up for this destination")
    if not signature_is_valid(known.channel.secret, body, signature):
        raise WebhookRefused(401, "signature does not match")
    events = [e if isinstance(e, dict) else {"type": "unreadable", "value": e} for e in data.get("events", ())]
    if not events:
        return 0
    with transaction(engine) as session:
        known.learn(session)
        return sum(_store(session, known.agency_id, event, now) for event in events)


def _parse(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WebhookRefused(400, "not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("events", []), list):
        raise WebhookRefused(400, "not a webhook")
    return data


def _store(session: Session, agency_id: int, event: dict[str, Any], now: datetime) -> bool:
    canonical = json.dumps(_without_delivery(event), sort_keys=True)
    event_id = event.get("webhookEventId") or "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
    return inbox.store(
        session,
        inbox.NewEvent(
            agency_id=agency_id,
            webhook_event_id=_printable(event_id, 100),
            type=_printable(event.get("type"), 64),
            message_id=_message_id(event),
            source=_source(event),
            occurred_at=_moment(event, now),
        ),
        event,
        now,
    )


def _message_id(event: dict[str, Any]) -> str | None:
    message = event.get("message")
    return _printable(message["id"], 100) if isinstance(message, dict) and "id" in message else None


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
    try:
        return datetime.fromtimestamp(int(event["timestamp"]) / 1000, UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return now


def _answer(status: int, words: str) -> Response:
    return Response(words + "\n", status, mimetype="text/plain")
