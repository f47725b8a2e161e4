"""Messages waiting to be said, the requests that say them, and what LINE calls the result."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfAgency, one_of, stamped


class OutboxMessage(Base, OfAgency):
    """Something to be said in a chat once. content is data for the builder that `kind` names.

    An answer names the reply token of the event it answers; a reminder waits for any token of its chat from
    not_before until push_after, then is pushed, and is worth nothing after useless_after.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("agency_id", "key"),
        one_of("state", ("waiting", "sending", "said", "dropped", "refused")),
        stamped("said", "said_at", "state"),
        CheckConstraint(
            "state NOT IN ('sending', 'said') OR delivery_id IS NOT NULL", name="sending_has_delivery"
        ),
        CheckConstraint("state NOT IN ('dropped', 'refused') OR why IS NOT NULL", name="unsaid_has_reason"),
        Index("ix_outbox_message_waiting", "state", "not_before"),
        Index("ix_outbox_message_chat", "chat_id", "state"),
    )

    key: Mapped[str]
    kind: Mapped[str]
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="CASCADE"))
    reply_token_id: Mapped[int | None] = mapped_column(ForeignKey("reply_token.id", ondelete="SET NULL"))
    occurrence_id: Mapped[int | None] = mapped_column(
        ForeignKey("occurrence.id", ondelete="CASCADE"), index=True
    )
    urgency: Mapped[str]
    content: Mapped[dict[str, Any]]
    not_before: Mapped[datetime]
    push_after: Mapped[datetime | None]
    useless_after: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
    delivery_id: Mapped[int | None] = mapped_column(
        ForeignKey("delivery.id", ondelete="SET NULL"), index=True
    )
    why: Mapped[str | None]
    created_at: Mapped[datetime]
    said_at: Mapped[datetime | None]


class Delivery(Base, OfAgency):
    """One request to LINE: body and retry key are stored before the first attempt and never change.

    cost: counted messages (people reached) for a push, 0 for a reply. A reply is tried once.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("retry_key"),
        one_of("way", ("reply", "push")),
        one_of("state", ("ready", "accepted", "refused", "unknown", "given_up")),
        CheckConstraint("(way = 'reply') = (reply_token_id IS NOT NULL)", name="reply_has_token"),
        CheckConstraint("(way = 'push') = (retry_key IS NOT NULL)", name="push_has_retry_key"),
        CheckConstraint("(state = 'ready') = (settled_at IS NULL)", name="settled_has_settled_at"),
        Index("ix_delivery_ready", "state", "try_at"),
        Index("ix_delivery_agency_id_settled_at", "agency_id", "settled_at"),
    )

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="CASCADE"), index=True)
    way: Mapped[str]
    retry_key: Mapped[str | None]
    reply_token_id: Mapped[int | None] = mapped_column(ForeignKey("reply_token.id", ondelete="CASCADE"))
    body: Mapped[dict[str, Any]]
    about: Mapped[dict[str, Any]]
    cost: Mapped[int]
    state: Mapped[str] = mapped_column(default="ready")
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    first_tried_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    answer: Mapped[str | None]


class SentMessage(Base, OfAgency):
    """One message of ours as LINE numbered it: quoting it tells which occurrences are meant."""

    __tablename__ = "sent_message"
    __table_args__ = (UniqueConstraint("agency_id", "line_message_id"),)

    line_message_id: Mapped[str]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"), index=True)
    quote_token: Mapped[str | None]
    occurrence_ids: Mapped[list[int]]
