"""From a document as read to the office's plan: new, unchanged, or corrected without losing a reply."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, people, progress
from models.assignment import Assignment, assign
from models.bangkok import bangkok_day
from models.measure import Duty, Measure, Plan
from models.readings import DutyReading, MeasureReading, PlanReading, Rhythm
from models.records import Actor
from models.source_form import FormRow, stored, stored_row
from models.thaitext import squeeze
from models.unit import add_section, add_unit, aliases_of, live_units
from tasks.plan import doubts
from tasks.plan.assignees import Office, assignees, unknown_units
from tasks.plan.basis import basis
from tasks.plan.content import content_of, label
from tasks.plan.import_report import ApplyRefused, ImportReport, MostWouldGo, Source
from tasks.plan.matching import Known, known_duties, known_measures, pair
from tasks.plan.preview import grouped_doubts
from tasks.reminders.rollout import roll_out_plan


def import_both(
    session: Session,
    agency_id: int,
    reading: PlanReading,
    printed: PlanReading,
    source: Source,
    fiscal_year: int,
    now: datetime,
    replace: bool = False,
    anew: bool = False,
) -> ImportReport:
    """Take a document over for a fiscal year, and keep it as printed too where it is another year's.

    reading: read for the fiscal year; printed: read for the document's own. Else as import_plan.
    """
    report = import_plan(session, agency_id, reading, source, fiscal_year, now, replace, anew)
    if printed.fiscal_year_be not in (None, fiscal_year):
        import_history(session, agency_id, printed, source, now)
    return report


def import_history(
    session: Session, agency_id: int, reading: PlanReading, source: Source, now: datetime
) -> Plan | None:
    """Keep a past year's document to read: measures, results and scores, but nothing that could remind anybody."""
    if reading.fiscal_year_be is None:
        return None
    report = ImportReport(reading.fiscal_year_be)
    plan = _plan(session, agency_id, reading.fiscal_year_be, "history", reading, source, now)
    if plan is not None and plan.kind == "history":
        _measures(session, plan, reading, report, now)
    return plan


def import_plan(
    session: Session,
    agency_id: int,
    reading: PlanReading,
    source: Source,
    fiscal_year: int,
    now: datetime,
    replace: bool = False,
    anew: bool = False,
) -> ImportReport:
    """Take a document over as the plan of a fiscal year (the reading must be for that year).

    The same file twice changes nothing, unless a person answered its questions since (anew). A corrected one is
    matched measure by measure: what changed is changed, what is gone is withdrawn, replies stay. Raises ApplyRefused
    when the document has no measure, and MostWouldGo when most of the plan would go: only that goes on with `replace`.
    """
    if not reading.measures:
        raise ApplyRefused(doubts.no_measure())
    report = ImportReport(fiscal_year, doubts=grouped_doubts(reading))
    known = session.scalars(
        select(Plan).where(Plan.agency_id == agency_id, Plan.fiscal_year == fiscal_year, Plan.kind == "active")
    ).first()
    if known and known.source_sha256 == source.sha256 and not anew and not _waits_for_people(session, known):
        report.unchanged = True
        return report
    if known and not replace:
        _check_overlap(session, known, reading)
    plan = _plan(session, agency_id, fiscal_year, "active", reading, source, now)
    _measures(session, plan, reading, report, now)
    report.new_occurrences = roll_out_plan(session, plan, now)
    report.before_start = progress.before_start(session, plan.id)
    audit.note(session, agency_id, "plan_imported", now, plan=plan.id, fiscal_year=fiscal_year)
    return report


def _waits_for_people(session: Session, plan: Plan) -> bool:
    """Duties given to nobody: the same file is read again once the office has named whom it meant."""
    waiting = (
        select(Assignment.id)
        .join(Duty, Duty.id == Assignment.duty_id)
        .join(Measure, Measure.id == Duty.measure_id)
        .where(Measure.plan_id == plan.id, Assignment.part == "nobody", Assignment.withdrawn_at.is_(None))
    )
    return session.scalars(waiting.limit(1)).first() is not None


def office_of(session: Session, agency_id: int) -> Office:
    """The office's units, spellings and roster, as assigning needs them."""
    return Office(live_units(session, agency_id), aliases_of(session, agency_id), people.roster(session, agency_id))


def _plan(
    session: Session,
    agency_id: int,
    fiscal_year: int,
    kind: str,
    reading: PlanReading,
    source: Source,
    now: datetime,
) -> Plan:
    """The year's plan, made or brought up to this document; an active plan is never turned into history."""
    plan = session.scalars(select(Plan).where(Plan.agency_id == agency_id, Plan.fiscal_year == fiscal_year)).first()
    if plan is None:
        plan = Plan(
            agency_id=agency_id, fiscal_year=fiscal_year, kind=kind, starts_on=bangkok_day(now), imported_at=now
        )
        session.add(plan)
    elif plan.kind == "active" and kind == "history":
        return plan
    plan.kind, plan.title, plan.source_year = kind, reading.title, reading.fiscal_year_be
    plan.source_name, plan.source_sha256 = source.name, source.sha256
    plan.layout = {
        "digits": reading.digits,
        "columns": [asdict(c) for c in reading.columns],
        "scores": [asdict(s) for s in reading.scores],
        "agency": reading.agency,
        "form": stored(reading.form),
    }
    plan.doubts = list(reading.doubts)
    session.flush()
    return plan


def _check_overlap(session: Session, plan: Plan, reading: PlanReading) -> None:
    stored = _stored_measures(session, plan)
    pairs = pair([_known(m) for m in stored], known_measures(reading.measures))
    if stored and len(pairs) * 2 < len(stored):
        raise MostWouldGo(plan.fiscal_year, len(pairs), len(stored))


def _stored_measures(session: Session, plan: Plan) -> list[Measure]:
    return list(session.scalars(select(Measure).where(Measure.plan_id == plan.id).order_by(Measure.row)))


def _known(measure: Measure) -> Known:
    return Known(measure.id, measure.key, tuple(measure.codes), squeeze(measure.title))


def _measures(session: Session, plan: Plan, reading: PlanReading, report: ImportReport, now: datetime) -> None:
    kept = {m.id: m for m in _stored_measures(session, plan)}
    new = known_measures(reading.measures)
    pairs = pair([_known(m) for m in kept.values()], new)
    for measure_id, measure in kept.items():
        if measure_id not in pairs.values() and measure.withdrawn_at is None:
            measure.withdrawn_at = now
            report.withdrawn_measures.append(label(measure.codes, measure.title))
        measure.key = f"old-{measure.id}"  # frees the keys, which may have changed hands
    session.flush()
    office = _with_units(session, plan, reading)
    for known, read, row in zip(new, reading.measures, reading.form.rows, strict=True):
        measure = kept.get(pairs.get(known.id, 0)) or Measure(agency_id=plan.agency_id, plan_id=plan.id)
        _fill(session, measure, known.key, read, row, report)
        _duties(session, plan, measure, read, office, report, now)


def _with_units(session: Session, plan: Plan, reading: PlanReading) -> Office:
    """An office that has no units yet gets those of its document; sections are added under their unit."""
    office = office_of(session, plan.agency_id)
    if not office.tops:
        for measure in reading.measures:
            for name in unknown_units(measure.responsible, office):
                add_unit(session, plan.agency_id, name)
        office = office_of(session, plan.agency_id)
    for measure in reading.measures:
        unit = office.find(measure.responsible.units[0]) if len(measure.responsible.units) == 1 else None
        for name in measure.responsible.sections:
            if unit and unit.parent_id is None and office.find(name) is None:
                add_section(session, plan.agency_id, unit.id, name)
                office = office_of(session, plan.agency_id)
    return office


def _fill(
    session: Session, measure: Measure, key: str, read: MeasureReading, row: FormRow, report: ImportReport
) -> None:
    content = {**content_of(read), "form": stored_row(row)}
    is_new = measure not in session
    if not is_new and (measure.content != content or measure.title != read.title or measure.withdrawn_at):
        report.changed_measures.append(label(read.codes, read.title))
    measure.key, measure.row, measure.codes, measure.group = key, read.row, list(read.codes), read.group
    measure.title, measure.content, measure.score, measure.withdrawn_at = read.title, content, read.score, None
    if is_new:
        session.add(measure)
        report.new_measures.append(label(read.codes, read.title))
    session.flush()


def _duties(
    session: Session,
    plan: Plan,
    measure: Measure,
    read: MeasureReading,
    office: Office,
    report: ImportReport,
    now: datetime,
) -> None:
    stored = {d.id: d for d in session.scalars(select(Duty).where(Duty.measure_id == measure.id))}
    new = known_duties(read.duties)
    pairs = pair([Known(d.id, d.key, d.actor, squeeze(d.phrase)) for d in stored.values()], new)
    for duty_id, duty in stored.items():
        duty.key = f"old-{duty.id}"
        if duty_id not in pairs.values() and duty.set_phrase is None:
            duty.withdrawn_at = duty.withdrawn_at or now
    session.flush()
    name = label(read.codes, read.title)
    for known, duty_read in zip(new, read.duties, strict=True):
        duty = stored.get(pairs.get(known.id, 0)) or _new_duty(plan, measure)
        _fill_duty(session, duty, known.key, duty_read, basis(duty_read, read.duties, plan.fiscal_year))
        if plan.kind == "active":
            report.duties += 1
            _assign(session, duty, read, office, report, now)
        if plan.kind == "active" and not duty.set_phrase and not duty_read.schedule.due:
            report.undated.append(f"{name}: {duty_read.phrase}")
    if plan.kind == "active" and not read.duties:
        report.undated.append(name)


def _new_duty(plan: Plan, measure: Measure) -> Duty:
    return Duty(agency_id=plan.agency_id, measure_id=measure.id, assigned_by_hand=False)


def _fill_duty(session: Session, duty: Duty, key: str, read: DutyReading, rule: str | None) -> None:
    duty.key, duty.phrase, duty.actor, duty.step = key, read.phrase, read.actor, read.step
    duty.basis = rule
    duty.withdrawn_at = None
    duty.set_phrase = read.set_phrase or duty.set_phrase
    if duty.set_phrase == read.set_phrase:
        duty.rhythm = read.schedule.rhythm or Rhythm.ONCE
    session.add(duty)
    session.flush()


def _assign(
    session: Session,
    duty: Duty,
    read: MeasureReading,
    office: Office,
    report: ImportReport,
    now: datetime,
) -> None:
    by_hand = read.responsible.by_hand and duty.actor == Actor.OFFICER
    if duty.assigned_by_hand and not by_hand:
        return
    duty.assigned_by_hand = by_hand
    assigned = assignees(read.responsible, Actor(duty.actor), office)
    assign(session, duty.agency_id, duty.id, assigned.assignees, now)
    for doubt in assigned.doubts:
        if read.row not in (rows := report.doubts.setdefault(doubt, [])):
            rows.append(read.row)
    if any(one.part == "nobody" for one in assigned.assignees):
        report.unassigned.append(f"{label(read.codes, read.title)}: {duty.phrase}")
