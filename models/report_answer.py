"""What people answered for the year's report, word for word; an answer is ended or joined by another, never changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from models.assignment import Occurrence
from models.base import Base, OfAgency, one_of
from models.batches import in_batches
from models.completeness import OUTCOME, RESULT
from models.passwords import without_who

COMPARED = 200  # the last answers of the office that a new one is held against


class ReportAnswer(Base, OfAgency):
    """Words for one element ("result", "outcome", "element/…") of one occurrence's report.

    ended: replaced by a later wording, withdrawn, or unsent by whoever wrote it (then the words are gone).
    """

    __tablename__ = "report_answer"
    __table_args__ = (
        UniqueConstraint("event_id", "occurrence_id", "element"),
        one_of("ended", ("replaced", "withdrawn", "unsent")),
        CheckConstraint("(ended IS NULL) = (ended_at IS NULL)", name="ended_has_ended_at"),
        Index("ix_report_answer_occurrence_id", "occurrence_id", "element"),
    )

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"))
    element: Mapped[str]
    words: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("inbox_event.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    ended: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    @validates("words")
    def _without_passwords(self, _column: str, words: str | None) -> str | None:
        return words and without_who(words)


@dataclass(frozen=True)
class Answer:
    """An answer that stands; at: aware, UTC."""

    id: int
    occurrence_id: int
    element: str
    words: str
    staff_id: int | None
    at: datetime
    event_id: int | None = None


def keep(
    session: Session,
    occurrence: Occurrence,
    element: str,
    words: str,
    staff_id: int | None,
    event_id: int | None,
    now: datetime,
) -> Answer:
    """Add an answer; one that stands already stays beside it: of two people who answer at once nobody's words go."""
    row = ReportAnswer(
        agency_id=occurrence.agency_id,
        occurrence_id=occurrence.id,
        element=element,
        words=words,
        staff_id=staff_id,
        event_id=event_id,
        at=now,
    )
    session.add(row)
    session.flush()
    return _answer(row)


def answers_of(
    session: Session, agency_id: int, occurrence_ids: Collection[int], before: datetime | None = None
) -> dict[int, tuple[Answer, ...]]:
    """The answers that stand, by occurrence, in the order in which they came; before: as they stood at that moment."""
    found: dict[int, tuple[Answer, ...]] = {}
    for ids in in_batches(list(occurrence_ids)):
        where = (ReportAnswer.agency_id == agency_id, ReportAnswer.occurrence_id.in_(ids), _stands(before))
        for row in session.scalars(select(ReportAnswer).where(*where).order_by(ReportAnswer.id)):
            found[row.occurrence_id] = (*found.get(row.occurrence_id, ()), _answer(row))
    return found


def answer_by_id(session: Session, agency_id: int, answer_id: int) -> Answer | None:
    """One answer that stands, or None."""
    where = (ReportAnswer.agency_id == agency_id, ReportAnswer.id == answer_id, _stands())
    row = session.scalars(select(ReportAnswer).where(*where)).first()
    return _answer(row) if row else None


def answers_from(session: Session, agency_id: int, event_ids: Sequence[int]) -> tuple[Answer, ...]:
    """The answers that stand and came with these events."""
    where = (ReportAnswer.agency_id == agency_id, ReportAnswer.event_id.in_(event_ids), _stands())
    return tuple(_answer(row) for row in session.scalars(select(ReportAnswer).where(*where).order_by(ReportAnswer.id)))


def has_answered(session: Session, agency_id: int, event_id: int, occurrence_id: int) -> bool:
    """Whether this event ever gave an answer for the occurrence, standing or ended."""
    where = (ReportAnswer.agency_id == agency_id, ReportAnswer.event_id == event_id)
    of_this = select(ReportAnswer.id).where(*where, ReportAnswer.occurrence_id == occurrence_id)
    return session.scalars(of_this.limit(1)).first() is not None


def end(session: Session, answers: Sequence[Answer], why: str, now: datetime) -> None:
    """They do not stand any more; why: replaced or withdrawn."""
    for one in answers:
        row = session.get_one(ReportAnswer, one.id)
        row.ended, row.ended_at = row.ended or why, row.ended_at or now
    session.flush()


def forget_words(session: Session, event_id: int, now: datetime) -> None:
    """The sender withdrew the message: its words go, whether they stood or not; that something was said stays."""
    for row in session.scalars(select(ReportAnswer).where(ReportAnswer.event_id == event_id)):
        row.words, row.ended, row.ended_at = "", row.ended or "unsent", row.ended_at or now


def said_elsewhere(session: Session, agency_id: int, occurrence_id: int) -> list[str]:
    """The newest results and outcomes of the office's other occurrences."""
    told = ReportAnswer.element.in_((RESULT.key, OUTCOME.key))
    where = (ReportAnswer.agency_id == agency_id, ReportAnswer.occurrence_id != occurrence_id, told, _stands())
    newest = select(ReportAnswer.words).where(*where).order_by(ReportAnswer.id.desc()).limit(COMPARED)
    return list(session.scalars(newest))


def last_rounds(session: Session, agency_id: int, assignment_ids: Collection[int]) -> set[int]:
    """Of each assignment the occurrence that is due last."""
    return {one for ids in in_batches(list(assignment_ids)) for one in _last_rounds(session, agency_id, ids)}


def _last_rounds(session: Session, agency_id: int, assignment_ids: Sequence[int]) -> Iterable[int]:
    live = (Occurrence.agency_id == agency_id, Occurrence.withdrawn_at.is_(None))
    mine = (Occurrence.assignment_id.in_(assignment_ids), *live)
    last = select(Occurrence.assignment_id, func.max(Occurrence.due_on).label("due_on")).where(*mine)
    last_days = last.group_by(Occurrence.assignment_id).subquery()
    same = (Occurrence.assignment_id == last_days.c.assignment_id) & (Occurrence.due_on == last_days.c.due_on)
    return session.scalars(select(Occurrence.id).join(last_days, same))


def _stands(before: datetime | None = None) -> ColumnElement[bool]:
    """Words unsent later are gone, and stood at no moment."""
    if before is None:
        return ReportAnswer.ended.is_(None)
    ended_later = (ReportAnswer.ended_at >= before) & (ReportAnswer.ended != "unsent")
    return (ReportAnswer.at < before) & (ReportAnswer.ended.is_(None) | ended_later)


def _answer(row: ReportAnswer) -> Answer:
    return Answer(row.id, row.occurrence_id, row.element, row.words, row.staff_id, row.at, row.event_id)
