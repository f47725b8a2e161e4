"""A plan, its measures as a human reader counts them, and the duties owed under each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of
from models.readings import Rhythm
from models.records import Actor
from models.refusal import Refusal


class Plan(Base, OfAgency):
    """The measures of one fiscal year, with the layout of the document they came from.

    starts_on: no reminder fires for a date before it. history: an earlier year's plan, kept to read only.
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("agency_id", "fiscal_year"), one_of("kind", ("active", "history")))

    fiscal_year: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str | None]
    source_name: Mapped[str]
    source_sha256: Mapped[str]
    source_year: Mapped[int | None]
    layout: Mapped[dict[str, Any]]
    doubts: Mapped[list[str]]
    starts_on: Mapped[date]
    imported_at: Mapped[datetime]


class Measure(Base, OfAgency):
    """One row of the plan; key stays the same when the document is corrected around it."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    key: Mapped[str]
    row: Mapped[int]
    codes: Mapped[list[str]]
    group: Mapped[str | None]
    title: Mapped[str]
    content: Mapped[dict[str, Any]]
    score: Mapped[float | None]
    withdrawn_at: Mapped[datetime | None]


class Duty(Base, OfAgency):
    """One thing owed under a measure with one schedule; its rule is the wording its dates are computed from.

    basis: the wording that yields the dates where the phrase only points at it (tasks/plan/basis.py).
    set_phrase and assigned_by_hand are the coordinator's word: a corrected document does not undo them.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("measure_id", "key"),
        one_of("actor", Actor),
        one_of("rhythm", Rhythm),
    )

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id", ondelete="CASCADE"))
    key: Mapped[str]
    phrase: Mapped[str]
    actor: Mapped[str]
    rhythm: Mapped[str]
    step: Mapped[int | None]
    basis: Mapped[str | None]
    set_phrase: Mapped[str | None]
    assigned_by_hand: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]

    @property
    def rule(self) -> str:
        """The deadline wording that counts: the coordinator's own when one was set, else the document's."""
        return self.set_phrase or self.basis or self.phrase


def measure_in_row(session: Session, agency_id: int, fiscal_year: int, row: int) -> tuple[Plan, Measure]:
    """The measure of this number in a year's active plan. Raises Refusal when there is none."""
    found = session.execute(
        select(Plan, Measure)
        .join(Measure, Measure.plan_id == Plan.id)
        .where(
            Plan.agency_id == agency_id,
            Plan.fiscal_year == fiscal_year,
            Plan.kind == "active",
            Measure.row == row,
            Measure.withdrawn_at.is_(None),
        )
    ).first()
    if found is None:
        raise Refusal(f"ไม่พบมาตรการลำดับที่ {row} ในแผนปี {fiscal_year}")
    return found[0], found[1]
