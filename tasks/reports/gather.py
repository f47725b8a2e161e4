"""Reads what a year's report is composed of: the plan's own form, the figures, answers, stamps and evidence."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.files import load_catalogues
from models import agency, people, progress
from models.bangkok import bangkok_day, day_end
from models.batches import in_batches
from models.evidence import Evidence
from models.evidence_records import EvidenceRecord, evidence_of
from models.figures import EXECUTIVES, Owed, tally
from models.fiscal import BUDDHIST_OFFSET, fiscal_bounds
from models.link_check import LinkCheck
from models.measure import Duty, Measure, Plan
from models.readings import Person, Score
from models.refusal import Refusal
from models.report_gaps import Report, reports_of
from models.report_trail import Trail, trails_of
from models.source_form import form_of, row_of
from models.thaidate import long_date
from tasks.reports.facts import Copy, MeasureFacts, Piece, Share, Told, YearFacts

HALF, FULL = "half", "full"


def as_of_day(said: str | None, fiscal_year: int, now: datetime) -> date:
    """The Bangkok day meant: "half" (31 March), "full" (30 September), a date, or today where nothing is said.

    Never after today and never after the year's end: nothing is known of days to come. Refusal for a day before it.
    """
    first, last = fiscal_bounds(fiscal_year)
    named = {None: last, "": last, FULL: last, HALF: date(last.year, 3, 31)}
    try:
        meant = named[said] if said in named else date.fromisoformat(said or "")
        if meant.year > first.year + 400:  # typed in พ.ศ., of which some have a 29 February that is none here
            meant = meant.replace(year=meant.year - BUDDHIST_OFFSET)
    except ValueError as error:
        raise Refusal(f"ไม่เข้าใจวันที่ {said!r} ใช้แบบ 2027-03-31 หรือ half หรือ full") from error
    found = min(meant, last, bangkok_day(now))
    if found < first:
        raise Refusal(f"ปีงบประมาณ {fiscal_year} เริ่มวันที่ {long_date(first)} ยังไม่มีอะไรให้รายงาน ณ วันที่ {long_date(found)}")
    return found


def gather(session: Session, agency_id: int, fiscal_year: int, as_of: date) -> YearFacts:
    """Everything the report of a year tells, as it was known when a Bangkok day was over. Refusal without a plan."""
    wanted = (Plan.agency_id == agency_id, Plan.fiscal_year == fiscal_year)
    plan = session.scalars(select(Plan).where(*wanted)).first()
    if plan is None:
        raise Refusal(f"ยังไม่มีแผนปี {fiscal_year} นำเข้าด้วย `flask plan import FILE --fiscal-year {fiscal_year}`")
    office = agency.by_id(session, agency_id)
    owed = progress.of_year(session, agency_id, fiscal_year, as_of)
    shares = _shares(session, agency_id, owed, day_end(as_of))
    layout = plan.layout
    return YearFacts(
        agency=office.name,
        fiscal_year=fiscal_year,
        source_year=plan.source_year,
        as_of=as_of,
        title=plan.title,
        digits=layout.get("digits", "mixed"),
        office_digits=office.voice.digits,
        by_position=office.by_position,
        form=form_of(layout.get("form", {})),
        scores=_scores(layout),
        tally=tally(owed, as_of),
        before_start=progress.before_start(session, plan.id),
        measures=_measures(session, plan, shares, day_end(as_of)),
        reached=_reached(session, plan) if as_of == fiscal_bounds(fiscal_year)[1] else (),
    )


def _reached(session: Session, plan: Plan) -> tuple[Score, ...]:
    """The scores that the next year's plan begins from; an assessment is published when its year is all but over."""
    following = (Plan.agency_id == plan.agency_id, Plan.fiscal_year == plan.fiscal_year + 1)
    layout = session.scalars(select(Plan.layout).where(*following)).first() or {}
    return _scores(layout)


def _scores(layout: Mapping[str, Any]) -> tuple[Score, ...]:
    return tuple(Score(**score) for score in layout.get("scores", ()))


def _measures(
    session: Session, plan: Plan, shares: dict[int, list[Share]], before: datetime
) -> tuple[MeasureFacts, ...]:
    in_force = Measure.withdrawn_at.is_(None) | (Measure.withdrawn_at >= before)
    rows = session.scalars(select(Measure).where(Measure.plan_id == plan.id, in_force).order_by(Measure.row)).all()
    set_phrases: dict[int, list[tuple[str, str]]] = {}
    own = select(Duty.measure_id, Duty.phrase, Duty.set_phrase).where(
        Duty.measure_id.in_([row.id for row in rows]), Duty.set_phrase.is_not(None), Duty.withdrawn_at.is_(None)
    )
    for duty in session.execute(own):
        set_phrases.setdefault(duty.measure_id, []).append((duty.phrase, duty.set_phrase))
    return tuple(
        MeasureFacts(
            number=row.row,
            codes=tuple(row.codes),
            title=row.title,
            row=row_of(row.content.get("form")),
            texts=_texts(row.content),
            set_phrases=tuple(set_phrases.get(row.id, ())),
            people=tuple(Person(**one) for one in row.content.get("responsible", {}).get("people", ())),
            shares=tuple(shares.get(row.id, ())),
        )
        for row in rows
    )


def _texts(content: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """A measure's words by the meaning of their column."""
    texts = {
        "finding": content.get("finding"),
        "measure": content.get("measure"),
        "steps": "\n".join(content.get("steps", ())),
        "responsible": content.get("responsible", {}).get("raw"),
    }
    return tuple((meaning, text) for meaning, text in texts.items() if text)


def _shares(session: Session, agency_id: int, owed: Sequence[Owed], before: datetime) -> dict[int, list[Share]]:
    """Everybody's shares by measure, in the order of their days."""
    ids = [one.occurrence_id for one in owed]
    reports = reports_of(session, agency_id, owed, load_catalogues(), before)
    trails = trails_of(session, agency_id, ids, before)
    proofs = evidence_of(session, agency_id, ids, before)
    proof_ids = [piece.id for pieces in proofs.values() for piece in pieces]
    copies = _copies(session, agency_id, proof_ids, before)
    pictures = _pictures(session, agency_id, proof_ids)
    positions = {person.id: person.position for person in people.roster(session, agency_id)}
    found: dict[int, list[Share]] = {}
    for one in owed:
        pieces = tuple(_piece(piece, copies, pictures) for piece in proofs.get(one.occurrence_id, ()) if piece.counts)
        trail = trails.get(one.occurrence_id, Trail())
        share = _share(one, reports.get(one.occurrence_id), trail, pieces, positions)
        found.setdefault(one.measure_id, []).append(share)
    return found


def _share(
    one: Owed, report: Report | None, trail: Trail, pieces: tuple[Piece, ...], positions: Mapping[int, str | None]
) -> Share:
    needed = {element.key: element for element in report.needed} if report else {}
    told = [
        Told(answer.element, needed[answer.element].label, answer.words, needed[answer.element].hint)
        if answer.element in needed
        else Told(answer.element, answer.element.removeprefix("element/"), answer.words)
        for answer in (report.answers if report else ())
    ]
    return Share(
        occurrence_id=one.occurrence_id,
        duty_id=one.duty_id,
        part=one.part,
        actor=one.actor,
        who=_who(one, positions),
        person=one.staff_name,
        due_on=one.due_on,
        extended_to=one.extended_to,
        rhythm=one.rhythm,
        status=one.status,
        progress=trail.progress,
        completed_on=trail.completed_on if not one.is_open else None,
        verified_on=trail.verified_on if one.verified else None,
        published_on=trail.published_on if one.published else None,
        told=tuple(told),
        lacks=tuple(element.label for element in report.lacks) if report else (),
        obstacles=trail.obstacles,
        said=trail.said,
        pieces=pieces,
    )


def _who(one: Owed, positions: Mapping[int, str | None]) -> str:
    """Who answers, for a report that is published: section, unit or position; never a person's name."""
    if one.part == "executive":
        return EXECUTIVES
    name = positions.get(one.staff_id or 0) or one.section_name or one.unit_name or "ผู้รับผิดชอบ"
    return f"{name} (รวบรวม)" if one.part == "collector" else name


def _copies(
    session: Session, agency_id: int, evidence_ids: Sequence[int], before: datetime
) -> dict[int, tuple[Copy, ...]]:
    """The looks at each link at which it answered, oldest first."""
    answered = select(LinkCheck).where(LinkCheck.agency_id == agency_id, LinkCheck.seen == "ok", LinkCheck.at < before)
    found: dict[int, tuple[Copy, ...]] = {}
    for ids in in_batches(evidence_ids):
        for row in session.scalars(answered.where(LinkCheck.evidence_id.in_(ids)).order_by(LinkCheck.id)):
            copy = Copy(row.at, row.sha256, row.stored_as is not None)
            found[row.evidence_id] = (*found.get(row.evidence_id, ()), copy)
    return found


def _piece(piece: EvidenceRecord, copies: dict[int, tuple[Copy, ...]], pictures: dict[int, str]) -> Piece:
    return Piece(
        id=piece.id,
        kind=piece.kind,
        url=piece.url,
        file_name=piece.file_name,
        sha256=piece.sha256,
        at=piece.at,
        official=piece.official,
        picture=pictures.get(piece.id),
        copies=copies.get(piece.id, ()),
    )


def _pictures(session: Session, agency_id: int, evidence_ids: Sequence[int]) -> dict[int, str]:
    """Where the bytes of each photo lie that is kept."""
    kept = (Evidence.agency_id == agency_id, Evidence.state == "kept", Evidence.stored_as.is_not(None))
    photos = select(Evidence.id, Evidence.stored_as).where(*kept, Evidence.content_type.startswith("image/"))
    return {
        row.id: row.stored_as
        for ids in in_batches(evidence_ids)
        for row in session.execute(photos.where(Evidence.id.in_(ids)))
    }
