"""What people said about what they owe, word for word, beside how it was understood; only ever added to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from models.assignment import Occurrence, close_requests, hold, reopen_requests, take_step
from models.base import Base, OfAgency, one_of
from models.evidence import unbind_reply
from models.passwords import without_who
from models.records import Status

# The reason of a row that brings proof alone: it says nothing of how things stand, so it stands in no undo's way.
LINK_IN_ANSWER = "a link in an answer"


class StatusReply(Base, OfAgency):
    """One statement about one occurrence. was/became: the status before and after; undoes names a row taken back.

    was_progress, was_completed_at: how far and since when it was finished before, for taking the statement back.
    """

    __tablename__ = "status_reply"
    __table_args__ = (
        UniqueConstraint("event_id", "occurrence_id", "intent"),
        UniqueConstraint("undoes_id"),
        one_of("was", Status),
        one_of("became", Status),
        CheckConstraint("progress IS NULL OR (progress >= 0 AND progress <= 100)", name="progress_is_percent"),
    )

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("inbox_event.id", ondelete="SET NULL"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    said: Mapped[str]
    intent: Mapped[str]
    was: Mapped[str]
    became: Mapped[str]
    was_progress: Mapped[int | None]
    was_completed_at: Mapped[datetime | None]
    progress: Mapped[int | None]
    obstacle: Mapped[str | None]
    reason: Mapped[str]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("status_reply.id", ondelete="CASCADE"))
    at: Mapped[datetime]

    @validates("said", "obstacle")
    def _without_passwords(self, _column: str, words: str | None) -> str | None:
        return words and without_who(words)


@dataclass(frozen=True)
class Statement:
    """What was said and how it was understood, before it is recorded."""

    said: str
    intent: str
    reason: str
    progress: int | None = None
    obstacle: str | None = None


def record(
    session: Session,
    occurrence: Occurrence,
    statement: Statement,
    became: Status,
    staff_id: int | None,
    event_id: int | None,
    now: datetime,
) -> StatusReply:
    """Keep the words, no password of a link among them, and move the occurrence.

    Raises StepRefused when it cannot take the step.
    """
    occurrence = hold(session, occurrence.id)
    before = _before(occurrence)
    take_step(occurrence, became, now, statement.progress)
    if became is Status.COMPLETED:
        close_requests(session, occurrence, now)
    return _add(session, occurrence, statement, before, became, staff_id, event_id, now)


def undo(
    session: Session, reply: StatusReply, staff_id: int | None, event_id: int | None, now: datetime
) -> Status | None:
    """Take a statement back by adding its opposite; None when it was taken back already or others came since.

    The progress, the day of finishing and the evidence are again as they were before the statement.
    """
    occurrence = hold(session, reply.occurrence_id)
    links = select(StatusReply.id).where(
        StatusReply.occurrence_id == reply.occurrence_id, StatusReply.reason == LINK_IN_ANSWER
    )
    later = select(StatusReply.id).where(
        StatusReply.occurrence_id == reply.occurrence_id,
        StatusReply.id > reply.id,
        StatusReply.reason != LINK_IN_ANSWER,
        StatusReply.undoes_id.is_(None) | StatusReply.undoes_id.not_in(links),
    )
    undone = select(StatusReply.id).where(StatusReply.undoes_id == reply.id)
    stands = not any(session.scalars(one.limit(1)).first() for one in (later, undone))
    if reply.undoes_id is not None or not stands:
        return None
    before, back = _before(occurrence), Status(reply.was)
    take_step(occurrence, back, now)
    if back is not Status.COMPLETED:
        reopen_requests(session, occurrence, reply.at, now)
    occurrence.progress, occurrence.completed_at = reply.was_progress, reply.was_completed_at
    unbind_reply(session, reply.id, now)
    statement = Statement("", "undo", "ยกเลิกการบันทึก")
    _add(session, occurrence, statement, before, back, staff_id, event_id, now, undoes_id=reply.id)
    return back


def reported_since(session: Session, occurrence_id: int, event_id: int) -> bool:
    """Whether anything that stands was said of it in an event after this one: of how things stand, not proof alone."""
    undone = select(StatusReply.undoes_id).where(StatusReply.undoes_id.is_not(None))
    later = select(StatusReply.id).where(
        StatusReply.occurrence_id == occurrence_id,
        StatusReply.event_id > event_id,
        StatusReply.reason != LINK_IN_ANSWER,
        StatusReply.undoes_id.is_(None),
        StatusReply.id.not_in(undone),
    )
    return session.scalars(later.limit(1)).first() is not None


def last_reported(session: Session, staff_id: int, since: datetime) -> list[StatusReply]:
    """What the person's last event recorded, if not before this moment and nothing of it was taken back."""
    mine = select(StatusReply).where(StatusReply.staff_id == staff_id, StatusReply.at >= since)
    last = session.scalars(mine.order_by(StatusReply.id.desc()).limit(1)).first()
    if last is None or last.event_id is None or last.undoes_id is not None:
        return []
    return list(session.scalars(mine.where(StatusReply.event_id == last.event_id).order_by(StatusReply.id)))


def said_in(session: Session, occurrence_id: int, event_ids: Sequence[int]) -> StatusReply | None:
    """The last thing said of an occurrence in these events."""
    where = (StatusReply.occurrence_id == occurrence_id, StatusReply.event_id.in_(event_ids))
    return session.scalars(select(StatusReply).where(*where).order_by(StatusReply.id.desc()).limit(1)).first()


def forget_words(session: Session, event_id: int) -> list[int]:
    """The sender withdrew the message: its words go, the change of status stays in the trail; the rows' ids."""
    rows = session.scalars(select(StatusReply).where(StatusReply.event_id == event_id)).all()
    for written in rows:
        written.said, written.obstacle = "", None
    return [written.id for written in rows]


def _before(occurrence: Occurrence) -> dict[str, Any]:
    """How it stands before a step, in the columns of the row that tells of the step."""
    return {
        "was": occurrence.status,
        "was_progress": occurrence.progress,
        "was_completed_at": occurrence.completed_at,
    }


def _add(
    session: Session,
    occurrence: Occurrence,
    statement: Statement,
    before: dict[str, Any],
    became: Status,
    staff_id: int | None,
    event_id: int | None,
    now: datetime,
    undoes_id: int | None = None,
) -> StatusReply:
    reply = StatusReply(
        agency_id=occurrence.agency_id,
        occurrence_id=occurrence.id,
        event_id=event_id,
        staff_id=staff_id,
        said=statement.said,
        intent=statement.intent,
        **before,
        became=became,
        progress=statement.progress,
        obstacle=statement.obstacle,
        reason=statement.reason,
        undoes_id=undoes_id,
        at=now,
    )
    session.add(reply)
    session.flush()
    return reply
