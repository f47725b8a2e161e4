"""Who owes a duty, each due date of it, and the time asked for beyond the date."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfAgency, one_of, stamped
from models.records import Status


class Assignment(Base, OfAgency):
    """A duty given to one unit or section, one officer, or the executives; a collector gathers the units' work.

    key says for whom in words ("unit/3", "staff/7", "executive", "collector/3", "nobody") so that a second
    import finds it again. part "nobody" is the queue of duties that wait for somebody to be named.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("duty_id", "key"),
        one_of("part", ("doer", "collector", "executive", "nobody")),
    )

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id", ondelete="CASCADE"))
    key: Mapped[str]
    part: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    withdrawn_at: Mapped[datetime | None]


class Occurrence(Base, OfAgency):
    """One due date of one assignment; it alone has a status. The legal date due_on never moves.

    remind_on: the Bangkok day on which the next reminder stage is to be looked at; null when none is left.
    before_start: due before the plan was taken up; kept for the record, never reminded.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("assignment_id", "due_on"),
        one_of("status", Status),
        stamped("completed", "completed_at"),
        CheckConstraint(
            "status != 'in_progress' OR started_at IS NOT NULL", name="in_progress_has_started_at"
        ),
        CheckConstraint("extended_to IS NULL OR extended_to > due_on", name="extension_is_later"),
        CheckConstraint("verified_at IS NULL OR status = 'completed'", name="verified_after_completed"),
        Index("ix_occurrence_agency_id_due_on", "agency_id", "due_on"),
        Index("ix_occurrence_remind_on", "remind_on"),
    )

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    extended_to: Mapped[date | None]
    status: Mapped[str] = mapped_column(default=Status.NOT_STARTED)
    progress: Mapped[int | None]
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    before_start: Mapped[bool] = mapped_column(default=False)
    remind_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]


class Extension(Base, OfAgency):
    """More time asked for one occurrence; a person with the right to decides."""

    __tablename__ = "extension"
    __table_args__ = (
        one_of("state", ("asked", "approved", "refused")),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_has_decided_at"),
    )

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    asked_until: Mapped[date]
    reason: Mapped[str | None]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="asked")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
