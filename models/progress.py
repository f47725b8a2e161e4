"""The one read side: what is owed, by whom, how things stand; chat, pages and reports all ask here."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Row, Text, case, cast, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models import hindrance
from models.assignment import Assignment, Occurrence
from models.bangkok import bangkok_day, day_end
from models.base import in_utc
from models.batches import in_batches
from models.figures import Owed, by_person, by_quarter, by_unit, due_items, silent, tally
from models.fiscal import fiscal_year_of
from models.history import as_they_stood
from models.measure import Duty, Measure, Plan
from models.part import Part, Whose
from models.people import Staff
from models.records import Actor, Status
from models.summaries import Summary
from models.unit import Unit

DUE_SOON = timedelta(days=7)
_PARENT = aliased(Unit)


def owed(session: Session, agency_id: int, *only: ColumnElement[bool]) -> list[Owed]:
    """Every live occurrence of the office's active plans that meets the conditions, by expected day.

    Left out: withdrawn duties and assignments, and occurrences from before the plan was taken up.
    """
    return owed_in(session, [agency_id], *only)


def owed_in(
    session: Session, agency_ids: Sequence[int], *only: ColumnElement[bool], before: datetime | None = None
) -> list[Owed]:
    """As owed(), of several offices at once: each tells whose it is.

    before: as the stamps tell of that moment; what was withdrawn only later is owed still.
    """
    if session.autoflush:
        session.flush()
    # Columns, not rows, and past the session: of seven rows for each occurrence, and of what the session does for each,
    # most of the work would go into what nobody reads.
    rows = session.connection().execute(
        select(Duty.id, Assignment.id, *_of_occurrence(before))
        .select_from(Occurrence)
        .join(Assignment, Assignment.id == Occurrence.assignment_id)
        .join(Duty, Duty.id == Assignment.duty_id)
        .join(Measure, Measure.id == Duty.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .where(
            Occurrence.agency_id.in_(agency_ids),
            Plan.kind == "active",
            Occurrence.before_start.is_(False),
            *(_in_force(table, before) for table in (Occurrence, Assignment, Duty, Measure)),
            *only,
        )
        .order_by(Occurrence.due_on, Measure.row, Duty.id, Assignment.id)
    )
    found = rows.all()
    given = _given(session, sorted({row[0] for row in found}))
    return [_owed(row, given[row[1]]) for row in found if row[1] in given]


def _in_force(table: type[Occurrence | Assignment | Duty | Measure], before: datetime | None) -> ColumnElement[bool]:
    never: ColumnElement[bool] = table.withdrawn_at.is_(None)
    return never if before is None else never | (table.withdrawn_at >= before)


def _of_occurrence(before: datetime | None) -> tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]:
    """The first fields of an Owed in their order; of what was stamped, what had been by then."""
    asked = Occurrence.asked_on
    return (
        Occurrence.agency_id,
        Occurrence.id,
        Occurrence.due_on,
        Occurrence.extended_to,
        Occurrence.status,
        _stamped(Occurrence.verified_at, before),
        _stamped(Occurrence.published_at, before),
        asked if before is None else case((asked < bangkok_day(before), asked)),
        # Without the care that Moment takes of each value: hardly one has any.
        case((_stamped(Occurrence.seen_at, before), type_coerce(Occurrence.seen_at, DateTime(timezone=True)))),
    )


def _stamped(stamp: InstrumentedAttribute[datetime | None], before: datetime | None) -> ColumnElement[bool]:
    ever: ColumnElement[bool] = stamp.is_not(None)
    return ever if before is None else ever & (stamp < before)


def _given(session: Session, duty_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Assignment → the other fields of an Owed: what was given to whom.

    Asked for once and not with each of its occurrences: they are many, and the titles long.
    """
    section = _PARENT.id.is_not(None)
    columns = (
        Assignment.id,
        Assignment.part,
        Duty.id,
        Duty.rhythm,
        Duty.phrase,
        Measure.id,
        Measure.plan_id,
        Measure.title,
        func.coalesce(_PARENT.id, Unit.id),
        func.coalesce(_PARENT.name, Unit.name),
        case((section, Unit.id)),
        case((section, Unit.name)),
        Staff.id,
        Staff.name,
        Duty.actor,
        cast(Measure.codes, Text),  # as text: few measures stand behind many assignments, see _codes
    )
    found: dict[int, tuple[Any, ...]] = {}
    for ids in in_batches(duty_ids):
        rows = session.connection().execute(
            select(*columns)
            .select_from(Assignment)
            .join(Duty, Duty.id == Assignment.duty_id)
            .join(Measure, Measure.id == Duty.measure_id)
            .outerjoin(Staff, Staff.id == Assignment.staff_id)
            .outerjoin(Unit, Unit.id == func.coalesce(Assignment.unit_id, Staff.unit_id))
            .outerjoin(_PARENT, _PARENT.id == Unit.parent_id)
            .where(Duty.id.in_(ids))
        )
        found |= {row[0]: (*row[:-2], _ACTOR[row[-2]], _codes(row[-1])) for row in rows.all()}
    return found


def _owed(row: Row[*tuple[Any, ...]], given: tuple[Any, ...]) -> Owed:
    # By place: a year has thousands of rows, and a name looked up in each costs most of it.
    _, _, agency_id, occurrence_id, due_on, extended_to, status, verified, published, asked_on, seen_at = row
    seen_on = seen_at and bangkok_day(in_utc(seen_at))
    told = (agency_id, occurrence_id, due_on, extended_to, _STATUS[status], verified, published, asked_on, seen_on)
    return Owed._make(told + given)


@lru_cache(maxsize=4096)
def _codes(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


_STATUS = {one.value: one for one in Status}
_ACTOR = {one.value: one for one in Actor}


def of_occurrences(session: Session, agency_id: int, occurrence_ids: Sequence[int]) -> list[Owed]:
    """The live ones of the given occurrences."""
    return owed(session, agency_id, Occurrence.id.in_(occurrence_ids)) if occurrence_ids else []


def of_duty(session: Session, agency_id: int, duty_id: int, due_on: date) -> list[Owed]:
    """Everybody's share of one duty on one due date."""
    return owed(session, agency_id, Duty.id == duty_id, Occurrence.due_on == due_on)


def of_year(session: Session, agency_id: int, fiscal_year: int, as_of: date | None = None) -> list[Owed]:
    """The whole year's occurrences; with as_of as they stood when that Bangkok day was over.

    Status and extensions come from the trail of what was said and decided, the rest from stamps. The trail does not
    tell: when a due date was added (one added later counts as owed all along), to whom it was given before it was
    given to somebody else, an acknowledgement or publication that was taken back since (none is shown), and what
    was withdrawn and taken up again (owed all along).
    """
    of_the_year = Plan.fiscal_year == fiscal_year
    if as_of is None:
        return owed(session, agency_id, of_the_year)
    end = day_end(as_of)
    return as_they_stood(session, agency_id, owed_in(session, [agency_id], of_the_year, before=end), end)


def current_year(session: Session, agency_id: int, today: date) -> int | None:
    """The fiscal year of a Bangkok day when the office has an active plan for it, else of the plan nearest to it.

    A plan for the year to come is often imported before this one is over: it does not take its place.
    """
    active = select(Plan.fiscal_year).where(Plan.agency_id == agency_id, Plan.kind == "active")
    years = set(session.scalars(active))
    begun = [year for year in years if year <= fiscal_year_of(today)]
    return max(begun) if begun else min(years, default=None)


def years(session: Session, agency_id: int) -> list[int]:
    """The fiscal years the office has an active plan for, the newest first."""
    active = select(Plan.fiscal_year).where(Plan.agency_id == agency_id, Plan.kind == "active")
    return sorted(session.scalars(active), reverse=True)


def shares(session: Session, agency_id: int, some: Sequence[Owed]) -> list[Owed]:
    """All shares of the same duties, so that "handed in 2 of 5" can be said."""
    duties = {o.duty_id for o in some}
    return owed(session, agency_id, Duty.id.in_(duties)) if duties else []


def with_shares(session: Session, agency_ids: Sequence[int], occurrence_ids: Sequence[int]) -> list[Owed]:
    """The live ones of the given occurrences, and all other shares of the same duties on the same due dates."""
    if not occurrence_ids:
        return []
    mine = select(Assignment.duty_id, Occurrence.due_on).join(Assignment, Assignment.id == Occurrence.assignment_id)
    same = mine.where(Occurrence.id.in_(occurrence_ids)).distinct().subquery()
    on_their_days = (Assignment.duty_id == same.c.duty_id) & (Occurrence.due_on == same.c.due_on)
    return owed_in(session, agency_ids, select(1).where(on_their_days).exists())


def summary(
    session: Session,
    agency_id: int,
    fiscal_year: int,
    today: date,
    unit_id: int | None = None,
    quarter: int | None = None,
    code: str | None = None,
    as_of: date | None = None,
    month: date | None = None,
    whose: Whose | None = None,
) -> Summary:
    """How things stand on a Bangkok day for the whole plan, or what meets all that is given.

    unit_id: a unit with its sections, or a section. quarter, month (any day of it): by the legal due date. whose: one
    person's. as_of: an earlier day; told as they stood when it was over (see of_year).
    """
    everything = of_year(session, agency_id, fiscal_year, as_of)
    part = Part(unit_id, quarter, month, code, whose)
    return summary_of(session, agency_id, fiscal_year, today, everything, part, as_of)


def summary_of(
    session: Session,
    agency_id: int,
    fiscal_year: int,
    today: date,
    everything: Sequence[Owed],
    part: Part,
    as_of: date | None = None,
) -> Summary:
    """As summary(), for whoever has read the year already; everything: all of it, as it stood on that day."""
    today = as_of or today
    chosen = part.chosen(everything, fiscal_year)
    soon = [o for o in chosen if o.is_open and today <= o.expected_on <= today + DUE_SOON]
    done = [o for o in chosen if not o.is_open]
    return Summary(
        fiscal_year=fiscal_year,
        as_of=today,
        scope=part.name_of(chosen),
        tally=tally(chosen, today),
        units=by_unit(chosen, today),
        obstacles=hindrance.obstacles(session, agency_id, chosen, as_of),
        requested=hindrance.requested(session, agency_id, chosen, as_of),
        due_soon=due_items(soon, everything, today),
        quarters=by_quarter(chosen, today),
        people=by_person(chosen, today),
        silent=silent(chosen, today),
        verified=sum(one.verified for one in done),
        published=sum(one.published for one in done),
    )


def before_start(session: Session, plan_id: int) -> int:
    """How many live occurrences were due before the plan was taken up: kept, and nobody is reminded of them."""
    counted = (
        select(func.count(Occurrence.id))
        .join(Assignment, Assignment.id == Occurrence.assignment_id)
        .join(Duty, Duty.id == Assignment.duty_id)
        .join(Measure, Measure.id == Duty.measure_id)
        .where(Measure.plan_id == plan_id, Measure.withdrawn_at.is_(None), Duty.withdrawn_at.is_(None))
        .where(Assignment.withdrawn_at.is_(None), Occurrence.withdrawn_at.is_(None), Occurrence.before_start)
    )
    return session.scalars(counted).one()
