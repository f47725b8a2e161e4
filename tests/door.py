"""A hand that posts to an office's webhook as LINE, or as somebody who only pretends to be LINE."""

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import requests
from sqlalchemy import func, select

from models.database import transaction
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from tests.town import SECRET, Town


def signature(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@dataclass
class Door:
    """Posts to the town's callback; `bot` is the destination LINE would name."""

    town: Town
    url: str
    bot: str
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def post(self, body: bytes, secret: str = SECRET, **headers: str) -> int:
        """The status of the answer to these bytes, signed."""
        named = {"x-line-signature": signature(secret, body), **{k.replace("_", "-"): v for k, v in headers.items()}}
        return requests.post(self.url, data=body, headers=named, timeout=30).status_code

    def send(self, *events: Any, secret: str = SECRET, destination: str | None = None) -> int:
        """The status of the answer to these events in one request, sent again twice on 503, as LINE would.

        A busy machine may keep the database longer than a webhook waits; that is an answer too, and no loss.
        """
        body = json.dumps({"destination": destination or self.bot, "events": list(events)}).encode()
        unavailable = HTTPStatus.SERVICE_UNAVAILABLE
        return next((status for _ in range(3) if (status := self.post(body, secret)) != unavailable), unavailable)

    def text(self, who: str, words: Any, where: str | None = None, **other: Any) -> dict[str, Any]:
        """A text message as LINE would report it, by a person of the town's cast."""
        number = next(self.numbers)
        user = self.id_of(who)
        source = {"type": "group", "groupId": where, "userId": user} if where else {"type": "user", "userId": user}
        return {
            "type": "message",
            "mode": "active",
            "timestamp": int(self.town.now.timestamp() * 1000) + number,
            "source": source,
            "webhookEventId": f"EVENT{number:021d}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": f"{number:032x}",
            "message": {"id": str(10**17 + number), "type": "text", "quoteToken": "q", "text": words},
            **other,
        }

    def id_of(self, who: str) -> str:
        return next(user["id"] for user in self.town.line.cast()["users"] if user["name"] == who)

    def stored(self) -> list[InboxEvent]:
        """Every event on disk, in the order it was stored."""
        with transaction(self.town.house.engine) as session:
            return list(session.scalars(select(InboxEvent).order_by(InboxEvent.id)))

    def answers(self) -> int:
        """Answers ever written, sent or not: each event has one at most."""
        with transaction(self.town.house.engine) as session:
            return session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.kind == "answer")) or 0


def door_of(town: Town) -> Door:
    url = town.line.call("GET", "settings")["webhook"]
    return Door(town, url, town.line.cast()["bot"]["user_id"])
