"""Who owes a duty, each due date of it, and the time asked for beyond the date."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from models.assignee import Assignee
from models.bangkok import bangkok_day
from models.base import Base, OfAgency, one_of, stamped
from models.database import changed
from models.passwords import without_who
from models.records import Status

FARTHEST_EXTENSION = timedelta(days=731)  # two years, from the day of asking


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
    verified_at/by: an executive acknowledged it; published_at/by: it stands on the office's own site (by: whose word
    that is, null for our own look at the link). seen_at/by: who owes it said no more than "noted".
    asked_on: the Bangkok day on which somebody had it brought up by hand.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("assignment_id", "due_on"),
        one_of("status", Status),
        stamped("completed", "completed_at"),
        CheckConstraint("status != 'in_progress' OR started_at IS NOT NULL", name="in_progress_has_started_at"),
        CheckConstraint("extended_to IS NULL OR extended_to > due_on", name="extension_is_later"),
        CheckConstraint("verified_at IS NULL OR status = 'completed'", name="verified_after_completed"),
        CheckConstraint("published_at IS NULL OR status = 'completed'", name="published_after_completed"),
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
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    asked_on: Mapped[date | None]
    before_start: Mapped[bool] = mapped_column(default=False)
    remind_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]


class Extension(Base, OfAgency):
    """More time asked for one occurrence; a person with the right to decides, or its asker withdraws it.

    state needless: the work was finished before anybody decided.
    refusal: why it was refused, in the decider's words; refused_in: the event that brought them. nudge_on: the Bangkok
    day on which the next round asks whether those who decide hear of it again; null when they do not (any more).
    """

    __tablename__ = "extension"
    __table_args__ = (
        one_of("state", ("asked", "approved", "refused", "withdrawn", "needless")),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_has_decided_at"),
        CheckConstraint("refusal IS NULL OR state = 'refused'", name="refusal_of_a_refused_one"),
        Index("ix_extension_nudge_on", "nudge_on"),
    )

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    asked_until: Mapped[date]
    reason: Mapped[str | None]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="asked")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    refusal: Mapped[str | None]
    refused_in: Mapped[int | None] = mapped_column(ForeignKey("inbox_event.id", ondelete="SET NULL"), index=True)
    nudge_on: Mapped[date | None]

    @validates("reason", "refusal")
    def _without_passwords(self, _column: str, words: str | None) -> str | None:
        return words and without_who(words)


class StepRefused(Exception):
    """The occurrence cannot take this step; trying again cannot help."""


def assign(
    session: Session, agency_id: int, duty_id: int, wanted: Sequence[Assignee], now: datetime
) -> list[Assignment]:
    """Make the duty's assignments exactly the wanted ones; those no longer wanted are withdrawn, never deleted."""
    kept = {a.key: a for a in session.scalars(select(Assignment).where(Assignment.duty_id == duty_id))}
    for one in wanted:
        if one.key not in kept:
            kept[one.key] = Assignment(
                agency_id=agency_id,
                duty_id=duty_id,
                key=one.key,
                part=one.part,
                unit_id=one.unit_id,
                staff_id=one.staff_id,
            )
            session.add(kept[one.key])
    keys = {one.key for one in wanted}
    for key, assignment in kept.items():
        assignment.withdrawn_at = None if key in keys else assignment.withdrawn_at or now
    session.flush()
    return [kept[one.key] for one in wanted]


def set_due_dates(
    session: Session, assignment: Assignment, dates: Sequence[date], starts_on: date, now: datetime
) -> int:
    """Give an assignment exactly these due dates; returns how many are new.

    A new date before starts_on, or before the day it is added on, is kept as "before start" and never reminded.
    A date no longer called for is withdrawn when nothing was reported on it, and kept when something was. What is
    live and open is looked at again by the next round, which says no stage twice.
    """
    today = bangkok_day(now)
    kept = {o.due_on: o for o in session.scalars(select(Occurrence).where(Occurrence.assignment_id == assignment.id))}
    for due_on in dates:
        if due_on not in kept:
            session.add(_new_occurrence(assignment, due_on, max(starts_on, today)))
        else:
            take_up_again(kept[due_on], today)
    for due_on, occurrence in kept.items():
        if due_on not in dates and occurrence.status == Status.NOT_STARTED:
            occurrence.withdrawn_at = occurrence.withdrawn_at or now
    return len(set(dates) - set(kept))


def take_up_again(occurrence: Occurrence, today: date) -> None:
    """It is called for, whatever was before; looked at today (a Bangkok day) when nobody would look at it any more."""
    occurrence.withdrawn_at = None
    if occurrence.remind_on is None and not occurrence.before_start and occurrence.status != Status.COMPLETED:
        occurrence.remind_on = today


def _new_occurrence(assignment: Assignment, due_on: date, starts_on: date) -> Occurrence:
    before_start = due_on < starts_on
    return Occurrence(
        agency_id=assignment.agency_id,
        assignment_id=assignment.id,
        due_on=due_on,
        status=Status.NOT_STARTED,
        before_start=before_start,
        remind_on=None if before_start else starts_on,
    )


def hold(session: Session, occurrence_id: int) -> Occurrence:
    """The occurrence as it stands now, kept from other writers until the transaction ends.

    Whoever also writes its extensions holds the occurrence first, so that no two wait for each other.
    """
    session.flush()
    return session.get_one(Occurrence, occurrence_id, with_for_update=True, populate_existing=True)


def take_step(occurrence: Occurrence, became: Status, now: datetime, progress: int | None = None) -> Status:
    """Move an occurrence to a status; returns the one it had.

    A change to or from finished has it looked at by the next round: for the executive's acknowledgement, or to be
    reminded of again. What is not finished any more is not published either.
    Raises StepRefused for a withdrawn occurrence, or one an executive has acknowledged already.
    """
    was = Status(occurrence.status)
    if occurrence.withdrawn_at is not None:
        raise StepRefused("รายการนี้ถูกยกเลิกไปแล้ว")
    if occurrence.verified_at is not None and became != was:
        raise StepRefused("ผู้บริหารรับทราบเรื่องนี้แล้ว")
    occurrence.status = became
    occurrence.completed_at = (occurrence.completed_at or now) if became == Status.COMPLETED else None
    occurrence.started_at = None if became == Status.NOT_STARTED else occurrence.started_at or now
    if became == Status.COMPLETED:
        progress = 100
    elif progress is None and was == became == Status.IN_PROGRESS:
        progress = occurrence.progress  # "still waiting for a signature" takes no per cent back
    occurrence.progress = progress
    if became != Status.COMPLETED:
        occurrence.published_at = occurrence.published_by = None
    if became != was and Status.COMPLETED in (became, was):
        occurrence.remind_on = bangkok_day(now)
    return was


def ask_extension(
    session: Session, occurrence: Occurrence, until: date, reason: str | None, staff_id: int | None, now: datetime
) -> Extension:
    """Ask for more time; the legal date stays.

    Raises StepRefused when it is done, or the day asked for is not later, past, or more than two years ahead.
    """
    occurrence = hold(session, occurrence.id)
    if occurrence.status == Status.COMPLETED:
        raise StepRefused("รายการนี้เสร็จแล้ว")
    if until <= (occurrence.extended_to or occurrence.due_on) or until < bangkok_day(now):
        raise StepRefused("วันที่ขอเลื่อนต้องหลังกำหนดเดิม และไม่ใช่วันที่ผ่านมาแล้ว")
    if until > bangkok_day(now) + FARTHEST_EXTENSION:
        raise StepRefused("ขอเลื่อนได้ไม่เกิน 2 ปีนับจากวันนี้")
    earlier = select(Extension).where(Extension.occurrence_id == occurrence.id, Extension.state == "asked")
    for extension in session.scalars(earlier).all():
        withdraw_extension(session, extension, staff_id, now)
    extension = Extension(
        agency_id=occurrence.agency_id,
        occurrence_id=occurrence.id,
        asked_until=until,
        reason=reason,
        asked_by=staff_id,
        asked_at=now,
        state="asked",
        nudge_on=bangkok_day(now),
    )
    session.add(extension)
    session.flush()
    return extension


def decide_extension(
    session: Session, extension: Extension, approve: bool, staff_id: int, now: datetime, why: str | None = None
) -> Occurrence:
    """Grant or refuse, once; why: the reason of a refusal, in the decider's words.

    Granted, the reminders follow the new day. Raises StepRefused when decided before.
    """
    occurrence = hold(session, extension.occurrence_id)
    if not _settle(session, extension, "approved" if approve else "refused", staff_id, now):
        raise StepRefused("คำขอนี้พิจารณาไปแล้ว")
    extension.refusal = None if approve else why
    if approve:
        occurrence.extended_to = extension.asked_until
        occurrence.remind_on = bangkok_day(now)
    return occurrence


def withdraw_extension(session: Session, extension: Extension, staff_id: int | None, now: datetime) -> bool:
    """Its asker does not want it any more; False when it was decided before."""
    hold(session, extension.occurrence_id)
    return _settle(session, extension, "withdrawn", staff_id, now)


def look_again(session: Session, agency_id: int, now: datetime) -> None:
    """Who decides may have changed: the next round looks whom each waiting request lies with now."""
    waiting = update(Extension).where(Extension.agency_id == agency_id, Extension.state == "asked")
    changed(session, waiting.values(nudge_on=bangkok_day(now)))


def close_requests(session: Session, occurrence: Occurrence, now: datetime) -> None:
    """The work is finished: what was asked for it and not decided on is not needed any more, and stays in the trail."""
    waiting = update(Extension).where(Extension.occurrence_id == occurrence.id, Extension.state == "asked")
    changed(session, waiting.values(state="needless", decided_at=now, nudge_on=None))


def reopen_requests(session: Session, occurrence: Occurrence, closed_at: datetime, now: datetime) -> None:
    """The finish was taken back: what it had closed is asked for again."""
    closed = update(Extension).where(
        Extension.occurrence_id == occurrence.id, Extension.state == "needless", Extension.decided_at == closed_at
    )
    changed(session, closed.values(state="asked", decided_at=None, nudge_on=bangkok_day(now)))


def _settle(session: Session, extension: Extension, state: str, staff_id: int | None, now: datetime) -> bool:
    """True for the one who comes first; two who decide at once must not both be told that they did."""
    waiting = update(Extension).where(Extension.id == extension.id, Extension.state == "asked")
    first = changed(session, waiting.values(state=state, decided_at=now, decided_by=staff_id, nudge_on=None)) == 1
    session.refresh(extension)
    return first
