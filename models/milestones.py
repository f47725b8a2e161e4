"""The steps of the assessment's calendar as one office keeps them: proposed until set, moved when the date moves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from config.files import load_milestones
from config.milestones import Proposal, proposals_for
from models import audit
from models.bangkok import BANGKOK
from models.base import Base, OfAgency
from models.fiscal import fiscal_bounds, year_of_month
from models.refusal import Refusal
from models.thaitext import printable

LONGEST = timedelta(days=366)  # a step of one yearly calendar
OF_THE_OFFICE = "กำหนดโดยหน่วยงาน"


class Milestone(Base, OfAgency):
    """A step of one fiscal year's calendar with the dates the office set, both included.

    key: a proposal's (config/milestones.toml), or the office's own. moves: how often its dates were set.
    withdrawn_at: the office takes no notice of it.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("agency_id", "fiscal_year", "key"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    fiscal_year: Mapped[int]
    key: Mapped[str]
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    source: Mapped[str]
    certain: Mapped[bool] = mapped_column(default=True)
    moves: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


@dataclass(frozen=True)
class MilestoneRecord:
    """A step as calendars and pages show it; Bangkok days, both included. certain: announced, not proposed.

    moves: 0 while it is only proposed; goes up whenever the office sets its dates.
    """

    fiscal_year: int
    key: str
    title: str
    starts_on: date
    ends_on: date
    source: str
    certain: bool
    moves: int
    changed_at: datetime


@dataclass(frozen=True)
class Words:
    """What is said of a step beside its days; a title not given stays as it was, a source is then the office itself."""

    title: str | None = None
    source: str | None = None
    certain: bool = True


def of_year(session: Session, agency_id: int, fiscal_year: int) -> tuple[MilestoneRecord, ...]:
    """The year's steps by date: what the office set, and beside it what is proposed and was not set or taken away."""
    rows = _rows(session, agency_id, fiscal_year)
    proposed = [one for one in _proposed(fiscal_year) if one.key not in rows]
    kept = [_record(row) for row in rows.values() if row.withdrawn_at is None]
    return tuple(sorted((*proposed, *kept), key=lambda one: (one.starts_on, one.key)))


def put(
    session: Session,
    agency_id: int,
    fiscal_year: int,
    key: str,
    starts_on: date,
    ends_on: date,
    now: datetime,
    more: Words = Words(),
    staff_id: int | None = None,
) -> MilestoneRecord:
    """Set a step's dates, moved or new.

    Raises Refusal for a new step without a title, days in the wrong order, or far outside the fiscal year.
    """
    row = _rows(session, agency_id, fiscal_year).get(key)
    known = row or _known(session, agency_id, fiscal_year, key)
    words = printable(more.title or (known.title if known else ""))
    _check(fiscal_year, key, words, starts_on, ends_on)
    if row is None:
        row = Milestone(agency_id=agency_id, fiscal_year=fiscal_year, key=key, moves=0)
        session.add(row)
    row.title, row.starts_on, row.ends_on, row.certain = words, starts_on, ends_on, more.certain
    row.source = printable(more.source or OF_THE_OFFICE)
    row.moves, row.changed_at, row.withdrawn_at = row.moves + 1, now, None
    session.flush()
    dates = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    audit.note(session, agency_id, "milestone_set", now, staff_id, milestone=key, fiscal_year=fiscal_year, **dates)
    return _record(row)


def withdraw(
    session: Session, agency_id: int, fiscal_year: int, key: str, now: datetime, staff_id: int | None = None
) -> None:
    """The office takes no notice of this step any more. Raises Refusal when the year has none of this key."""
    known = _known(session, agency_id, fiscal_year, key)
    if known is None:
        raise Refusal(f"ปฏิทินปี {fiscal_year} ไม่มีรายการ {key!r}")
    row = _rows(session, agency_id, fiscal_year).get(key)
    if row is None:
        row = Milestone(agency_id=agency_id, fiscal_year=fiscal_year, key=key, title=known.title, moves=0)
        row.starts_on, row.ends_on, row.source = known.starts_on, known.ends_on, known.source
        session.add(row)
    row.changed_at = row.withdrawn_at = now
    session.flush()
    audit.note(session, agency_id, "milestone_withdrawn", now, staff_id, milestone=key, fiscal_year=fiscal_year)


def _known(session: Session, agency_id: int, fiscal_year: int, key: str) -> MilestoneRecord | None:
    return next((one for one in of_year(session, agency_id, fiscal_year) if one.key == key), None)


def _check(fiscal_year: int, key: str, title: str, starts_on: date, ends_on: date) -> None:
    first, last = fiscal_bounds(fiscal_year)
    if not key.strip() or not title:
        raise Refusal("ต้องระบุชื่อรายการ")
    if ends_on < starts_on or ends_on - starts_on > LONGEST:
        raise Refusal("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม และห่างกันไม่เกินหนึ่งปี")
    if not first <= starts_on <= last + LONGEST:  # results may come when the next year has begun
        raise Refusal(f"วันเริ่มต้องไม่ก่อนปีงบประมาณ {fiscal_year} และไม่เกินหนึ่งปีหลังจากนั้น")


def _rows(session: Session, agency_id: int, fiscal_year: int) -> dict[str, Milestone]:
    where = (Milestone.agency_id == agency_id, Milestone.fiscal_year == fiscal_year)
    return {row.key: row for row in session.scalars(select(Milestone).where(*where).order_by(Milestone.id))}


def _proposed(fiscal_year: int) -> list[MilestoneRecord]:
    return [_of_proposal(one, fiscal_year) for one in proposals_for(load_milestones(), fiscal_year)]


def _of_proposal(one: Proposal, fiscal_year: int) -> MilestoneRecord:
    (first_month, first_day), (last_month, last_day) = one.starts, one.ends
    return MilestoneRecord(
        fiscal_year,
        one.key,
        one.title,
        date(year_of_month(fiscal_year, first_month), first_month, first_day),
        date(year_of_month(fiscal_year, last_month), last_month, last_day),
        one.source,
        one.certain,
        0,
        datetime.combine(one.stated, datetime.min.time(), BANGKOK),
    )


def _record(row: Milestone) -> MilestoneRecord:
    days = (row.starts_on, row.ends_on)
    return MilestoneRecord(
        row.fiscal_year, row.key, row.title, *days, row.source, row.certain, row.moves, row.changed_at
    )
