"""What people said about what they owe, word for word, beside how it was understood; only ever added to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfAgency, one_of
from models.records import Status


class StatusReply(Base, OfAgency):
    """One statement about one occurrence. was/became: the status before and after; undoes names a row taken back."""

    __tablename__ = "status_reply"
    __table_args__ = (
        UniqueConstraint("event_id", "occurrence_id", "intent"),
        UniqueConstraint("undoes_id"),
        one_of("was", Status),
        one_of("became", Status),
        CheckConstraint(
            "progress IS NULL OR (progress >= 0 AND progress <= 100)", name="progress_is_percent"
        ),
    )

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("inbox_event.id", ondelete="SET NULL"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    said: Mapped[str]
    intent: Mapped[str]
    was: Mapped[str]
    became: Mapped[str]
    progress: Mapped[int | None]
    obstacle: Mapped[str | None]
    reason: Mapped[str]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("status_reply.id", ondelete="CASCADE"))
    at: Mapped[datetime]
