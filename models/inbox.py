"""Webhook events waiting to be understood: stored raw and once before LINE is answered 200."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfAgency, one_of, stamped


class InboxEvent(Base, OfAgency):
    """One event as LINE sent it. source keeps events of one chat in order without holding its LINE id.

    raw is emptied when its short life ends (PDPA), the row stays so that a late duplicate is still known.
    """

    __tablename__ = "inbox_event"
    __table_args__ = (
        UniqueConstraint("agency_id", "webhook_event_id"),
        one_of("state", ("new", "done", "failed")),
        stamped("done", "done_at", "state"),
        stamped("failed", "failed_at", "state"),
        CheckConstraint("state = 'new' OR claimed_until IS NULL", name="claim_ends"),
        Index("ix_inbox_event_state", "state", "occurred_at"),
        Index("ix_inbox_event_source", "agency_id", "source", "state"),
    )

    webhook_event_id: Mapped[str]
    type: Mapped[str]
    source: Mapped[str]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    raw: Mapped[dict[str, Any] | None]
    state: Mapped[str] = mapped_column(default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None]
