"""The one read side: what is owed, by whom, how things stand; chat, pages and reports all ask here."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session, aliased

from models.agency import Unit
from models.assignment import Assignment, Occurrence
from models.bangkok import bangkok_day
from models.figures import EXECUTIVES, Owed, by_unit, due_items, tally
from models.fiscal import fiscal_year_of, quarter_bounds
from models.measure import Duty, Measure, Plan
from models.people import Staff
from models.records import Actor, Obstacle, Status, Summary
from models.reply import StatusReply

DUE_SOON = timedelta(days=7)
ASKED_AT_ONCE = 500  # row ids in one statement: databases limit how many values a statement may bring
_PARENT = aliased(Unit)
_COLUMNS = (
    Occurrence.agency_id,
    Occurrence.id.label("occurrence_id"),
    Occurrence.due_on,
    Occurrence.extended_to,
    Occurrence.status,
    Occurrence.verified_at,
    Occurrence.published_at,
    Occurrence.asked_on,
    Occurrence.seen_at,
    Assignment.id.label("assignment_id"),
    Assignment.part,
    Duty.id.label("duty_id"),
    Duty.actor,
    Duty.rhythm,
    Duty.phrase,
    Measure.id.label("measure_id"),
    Measure.plan_id,
    Measure.codes,
    Measure.title,
    Unit.id.label("unit_id"),
    Unit.name.label("unit_name"),
    _PARENT.id.label("parent_id"),
    _PARENT.name.label("parent_name"),
    Staff.id.label("staff_id"),
    Staff.name.label("staff_name"),
)


def owed(session: Session, agency_id: int, *only: ColumnElement[bool]) -> list[Owed]:
    """Every live occurrence of the office's active plans that meets the conditions, by expected day.

    Left out: withdrawn duties and assignments, and occurrences from before the plan was taken up.
    """
    return owed_in(session, [agency_id], *only)


def owed_in(session: Session, agency_ids: Sequence[int], *only: ColumnElement[bool]) -> list[Owed]:
    """As owed(), of several offices at once: each tells whose it is."""
    # Columns, not rows: of seven rows for each occurrence most of the work would go into what nobody reads.
    rows = session.execute(
        select(*_COLUMNS)
        .select_from(Occurrence)
        .join(Assignment, Assignment.id == Occurrence.assignment_id)
        .join(Duty, Duty.id == Assignment.duty_id)
        .join(Measure, Measure.id == Duty.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(_PARENT, _PARENT.id == Unit.parent_id)
        .outerjoin(Staff, Staff.id == Assignment.staff_id)
        .where(
            Occurrence.agency_id.in_(agency_ids),
            Plan.kind == "active",
            Occurrence.withdrawn_at.is_(None),
            Occurrence.before_start.is_(False),
            Assignment.withdrawn_at.is_(None),
            Duty.withdrawn_at.is_(None),
            Measure.withdrawn_at.is_(None),
            *only,
        )
        .order_by(Occurrence.due_on, Measure.row, Duty.id, Assignment.id)
    )
    return [_owed(row) for row in rows]


def of_occurrences(session: Session, agency_id: int, occurrence_ids: Sequence[int]) -> list[Owed]:
    """The live ones of the given occurrences."""
    return owed(session, agency_id, Occurrence.id.in_(occurrence_ids)) if occurrence_ids else []


def of_duty(session: Session, agency_id: int, duty_id: int, due_on: date) -> list[Owed]:
    """Everybody's share of one duty on one due date."""
    return owed(session, agency_id, Duty.id == duty_id, Occurrence.due_on == due_on)


def of_year(session: Session, agency_id: int, fiscal_year: int) -> list[Owed]:
    """The whole year's occurrences."""
    return owed(session, agency_id, Plan.fiscal_year == fiscal_year)


def current_year(session: Session, agency_id: int, today: date) -> int | None:
    """The fiscal year of a Bangkok day when the office has an active plan for it, else of the plan nearest to it.

    A plan for the year to come is often imported before this one is over: it does not take its place.
    """
    active = select(Plan.fiscal_year).where(Plan.agency_id == agency_id, Plan.kind == "active")
    years = set(session.scalars(active))
    begun = [year for year in years if year <= fiscal_year_of(today)]
    return max(begun) if begun else min(years, default=None)


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
) -> Summary:
    """How things stand on a Bangkok day for the whole plan, one unit, one fiscal quarter or one item."""
    everything = of_year(session, agency_id, fiscal_year)
    chosen = [o for o in everything if _in_scope(o, fiscal_year, unit_id, quarter, code)]
    soon = [o for o in chosen if o.is_open and today <= o.expected_on <= today + DUE_SOON]
    return Summary(
        fiscal_year=fiscal_year,
        as_of=today,
        scope=_scope_name(chosen, unit_id, quarter, code),
        tally=tally(chosen, today),
        units=by_unit(chosen, today),
        obstacles=obstacles(session, agency_id, chosen),
        due_soon=due_items(soon, everything, today),
    )


def obstacles(session: Session, agency_id: int, some: Sequence[Owed]) -> tuple[Obstacle, ...]:
    """The last thing said to stand in the way of each open occurrence."""
    still_open = {o.occurrence_id: o for o in some if o.is_open}
    ids = sorted(still_open)
    said = [
        row for n in range(0, len(ids), ASKED_AT_ONCE) for row in _said(session, agency_id, ids[n : n + ASKED_AT_ONCE])
    ]
    last = {reply.occurrence_id: reply for reply in sorted(said, key=lambda reply: reply.id)}
    return tuple(Obstacle(still_open[i].owner, still_open[i].codes, reply.obstacle or "") for i, reply in last.items())


def _said(session: Session, agency_id: int, occurrence_ids: Sequence[int]) -> Sequence[StatusReply]:
    """What was said to stand in the way of these occurrences and not taken back since."""
    undo = aliased(StatusReply)
    taken_back = select(undo.id).where(undo.agency_id == agency_id, undo.undoes_id == StatusReply.id)
    return session.scalars(
        select(StatusReply).where(
            StatusReply.agency_id == agency_id,
            StatusReply.occurrence_id.in_(occurrence_ids),
            StatusReply.obstacle.is_not(None),
            ~taken_back.exists(),
        )
    ).all()


def _in_scope(one: Owed, fiscal_year: int, unit_id: int | None, quarter: int | None, code: str | None) -> bool:
    if unit_id is not None and unit_id not in (one.unit_id, one.section_id):
        return False
    if quarter is not None:
        first, last = quarter_bounds(fiscal_year, quarter)
        if not first <= one.due_on <= last:
            return False
    return code is None or code in one.codes


def _scope_name(chosen: Sequence[Owed], unit_id: int | None, quarter: int | None, code: str | None) -> str:
    if unit_id is not None:
        return next((o.unit_name or o.owner for o in chosen), "ส่วนราชการนี้")
    if quarter is not None:
        return f"ไตรมาส {quarter}"
    return code or "ทุกส่วนราชการ"


def _owed(row: Row[*tuple[Any, ...]]) -> Owed:
    unit, parent = (row.unit_id, row.unit_name), (row.parent_id, row.parent_name)
    main, section = (parent, unit) if row.parent_id else (unit, (None, None))
    return Owed(
        agency_id=row.agency_id,
        occurrence_id=row.occurrence_id,
        assignment_id=row.assignment_id,
        duty_id=row.duty_id,
        measure_id=row.measure_id,
        plan_id=row.plan_id,
        due_on=row.due_on,
        extended_to=row.extended_to,
        status=Status(row.status),
        part=row.part,
        actor=Actor(row.actor),
        rhythm=row.rhythm,
        codes=tuple(row.codes),
        title=row.title,
        phrase=row.phrase,
        unit_id=main[0],
        unit_name=main[1],
        section_id=section[0],
        section_name=section[1],
        staff_id=row.staff_id,
        staff_name=row.staff_name,
        verified=row.verified_at is not None,
        published=row.published_at is not None,
        asked_on=row.asked_on,
        seen_on=bangkok_day(row.seen_at) if row.seen_at else None,
    )


def duty_rows(session: Session, agency_id: int) -> list[dict[str, Any]]:
    """Every measure of the active plans with each of its duties, for listing; a measure without one has id None."""
    rows = session.execute(
        select(Measure, Duty)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Duty, (Duty.measure_id == Measure.id) & Duty.withdrawn_at.is_(None))
        .where(Plan.agency_id == agency_id, Plan.kind == "active", Measure.withdrawn_at.is_(None))
        .order_by(Plan.fiscal_year, Measure.row, Duty.id)
    ).all()
    dates: dict[int, set[date]] = {}
    for one in owed(session, agency_id):
        dates.setdefault(one.duty_id, set()).add(one.due_on)
    who = _assigned_names(session, agency_id)
    return [
        _duty_row(measure, duty, who.get(duty.id, []) if duty else [], sorted(dates.get(duty.id, ())) if duty else [])
        for measure, duty in rows
    ]


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


def _assigned_names(session: Session, agency_id: int) -> dict[int, list[str]]:
    rows = session.execute(
        select(Assignment, Unit.name, Staff.name)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Staff, Staff.id == Assignment.staff_id)
        .where(Assignment.agency_id == agency_id, Assignment.withdrawn_at.is_(None), Assignment.part != "nobody")
        .order_by(Assignment.id)
    )
    names: dict[int, list[str]] = {}
    for assignment, unit, person in rows:
        names.setdefault(assignment.duty_id, []).append(person or unit or EXECUTIVES)
    return names


def _duty_row(measure: Measure, duty: Duty | None, who: Sequence[str], dates: Sequence[date]) -> dict[str, Any]:
    return {
        "id": duty.id if duty else None,
        "row": measure.row,
        "codes": list(measure.codes),
        "title": measure.title,
        "rule": duty.rule if duty else None,
        "who": list(dict.fromkeys(who)),
        "due": len(dates),
        "dates": [day.isoformat() for day in dates],
    }
