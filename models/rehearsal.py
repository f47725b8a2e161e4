"""Rehearsals asked for on a page: one at a time for each office, played by the worker, the result kept to read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, delete, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of, stamped
from models.database import changed, insert_once
from models.plan_draft import PlanDraft

LEASE = timedelta(minutes=11)  # longer than one may last; a killed worker's is played again
MOST_ATTEMPTS = 2
KEPT = timedelta(days=30)


class RehearsalRun(Base, OfAgency):
    """One rehearsal of a year's plan, or of a draft of it (draft_id).

    mark: what was played, so that a result can be seen to be of an older state. month: the month being played, as
    "2027-03". result as tasks/rehearsal/told.py has it. why: it came to nothing, a Thai sentence.
    """

    __tablename__ = "rehearsal_run"
    __table_args__ = (
        one_of("state", ("waiting", "done", "failed")),
        stamped("waiting", "waiting_since", "state"),
        CheckConstraint("(state = 'done') = (result IS NOT NULL)", name="done_has_result"),
        CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name="failed_has_why"),
        Index(
            "uq_rehearsal_run_one_waits",
            "agency_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    fiscal_year: Mapped[int]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("plan_draft.id", ondelete="CASCADE"), index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    mark: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    waiting_since: Mapped[datetime | None]
    why: Mapped[str | None]
    month: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


@dataclass(frozen=True)
class ToRehearse:
    """A rehearsal that waits to be played."""

    id: int
    agency_id: int
    fiscal_year: int
    draft_id: int | None
    attempts: int


def ask(
    session: Session,
    agency_id: int,
    fiscal_year: int,
    draft_id: int | None,
    mark: str,
    staff_id: int | None,
    now: datetime,
) -> bool:
    """Ask for one; False when one of the office waits or is being played already."""
    row = {
        "agency_id": agency_id,
        "fiscal_year": fiscal_year,
        "draft_id": draft_id,
        "asked_by": staff_id,
        "asked_at": now,
        "mark": mark,
        "state": "waiting",
        "waiting_since": now,
        "attempts": 0,
    }
    return insert_once(session, RehearsalRun, row)


def last(session: Session, agency_id: int, fiscal_year: int, draft_id: int | None) -> RehearsalRun | None:
    """The newest one of a draft, or of a year's plan, with those of the drafts that have become it."""
    where = (RehearsalRun.agency_id == agency_id, RehearsalRun.fiscal_year == fiscal_year)
    became = select(PlanDraft.id).where(PlanDraft.agency_id == agency_id, PlanDraft.state == "adopted")
    of_plan = RehearsalRun.draft_id.is_(None) | RehearsalRun.draft_id.in_(became)
    of = RehearsalRun.draft_id == draft_id if draft_id else of_plan
    return session.scalars(select(RehearsalRun).where(*where, of).order_by(RehearsalRun.id.desc())).first()


def waits(session: Session, agency_id: int) -> RehearsalRun | None:
    """The office's one that waits or is being played."""
    where = (RehearsalRun.agency_id == agency_id, RehearsalRun.state == "waiting")
    return session.scalars(select(RehearsalRun).where(*where)).first()


def claim(session: Session, now: datetime) -> ToRehearse | None:
    """Take the one that waits longest; None when there is none. A killed worker's comes back after LEASE."""
    free = or_(RehearsalRun.claimed_until.is_(None), RehearsalRun.claimed_until < now)
    waiting = select(RehearsalRun).where(RehearsalRun.state == "waiting", free).order_by(RehearsalRun.id).limit(1)
    run = session.scalars(waiting.with_for_update(skip_locked=True)).first()
    if run is None:
        return None
    run.claimed_until, run.attempts = now + LEASE, run.attempts + 1
    return ToRehearse(run.id, run.agency_id, run.fiscal_year, run.draft_id, run.attempts)


def tell_month(session: Session, run_id: int, month: str) -> None:
    """How far it is, for whoever waits."""
    changed(session, update(RehearsalRun).where(RehearsalRun.id == run_id).values(month=month))


def finish(session: Session, run_id: int, now: datetime, result: dict[str, Any] | None, why: str | None = None) -> None:
    """It was played (result), or came to nothing (why)."""
    waiting = update(RehearsalRun).where(RehearsalRun.id == run_id, RehearsalRun.state == "waiting")
    done = {"state": "failed" if why else "done", "result": result, "why": why, "finished_at": now}
    changed(session, waiting.values(**done, waiting_since=None, claimed_until=None, month=None))


def give_back(session: Session, run_id: int) -> None:
    """It was broken off because the worker ends; the next one plays it, and it counts as not begun."""
    row = update(RehearsalRun).where(RehearsalRun.id == run_id, RehearsalRun.state == "waiting")
    changed(session, row.values(claimed_until=None, attempts=RehearsalRun.attempts - 1))


def tidy(session: Session, now: datetime) -> None:
    """Forget those past their time; an office that looks at its last one has a new one by then."""
    changed(session, delete(RehearsalRun).where(RehearsalRun.finished_at < now - KEPT))
