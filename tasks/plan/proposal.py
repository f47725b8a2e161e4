"""A draft of a plan with its answers: how it looks now, and the one way in which it becomes the plan."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, enrolment, plan_draft, unit_changes
from models.agency import Agency
from models.enrolment import RosterRow
from models.plan_draft import PlanDraft
from models.readings import PlanReading
from models.refusal import Refusal
from models.unit import resolve_unit
from tasks.plan import kept
from tasks.plan.answers import Answers, answered, from_json, to_json
from tasks.plan.apply import import_both, office_of
from tasks.plan.assignees import Office
from tasks.plan.calendar import Calendar, calendar
from tasks.plan.difference import Difference, difference
from tasks.plan.import_report import ImportReport, Source
from tasks.plan.planned import newcomers, planned
from tasks.plan.review import Question, questions
from tasks.plan.standing import active_plan, standing


@dataclass(frozen=True)
class Proposal:
    """What a draft holds. reading: as the document has it, for the fiscal year; printed: for the document's own."""

    fiscal_year: int
    source: Source
    reading: PlanReading
    printed: PlanReading | None
    answers: Answers

    @property
    def answered(self) -> PlanReading:
        """The reading with what was answered."""
        return answered(self.reading, self.answers, self.fiscal_year)


@dataclass(frozen=True)
class Look:
    """A draft as it stands at one moment. office: with the units it would make.

    against: the file of the plan that stands, "" where there is none; difference: from that plan.
    """

    proposal: Proposal
    reading: PlanReading
    office: Office
    questions: tuple[Question, ...]
    calendar: Calendar
    difference: Difference | None
    against: str


def proposal_of(draft: PlanDraft) -> Proposal:
    """A draft that was read, as values. Raises Refusal when its reading is gone."""
    if draft.reading is None:
        raise Refusal("เอกสารนี้ยังอ่านไม่เสร็จ หรือข้อมูลที่อ่านไว้ถูกลบตามกำหนดแล้ว")
    return Proposal(
        draft.fiscal_year,
        Source(draft.source_name, draft.source_sha256 or ""),
        kept.from_json(draft.reading),
        kept.from_json(draft.printed) if draft.printed else None,
        from_json(draft.answers),
    )


def look(session: Session, agency_id: int, proposal: Proposal, today: date) -> Look:
    """Everything a page shows of a draft; today: a Bangkok day."""
    reading = proposal.answered
    office = planned(office_of(session, agency_id), reading, proposal.answers.new_units, proposal.answers.new_people)
    plan = active_plan(session, agency_id, proposal.fiscal_year)
    return Look(
        proposal,
        reading,
        office,
        questions(reading, office, proposal.fiscal_year, today),
        calendar(reading, office, proposal.fiscal_year),
        difference(standing(session, plan), reading) if plan else None,
        plan.source_sha256 if plan else "",
    )


def take_over(
    session: Session,
    agency_id: int,
    proposal: Proposal,
    now: datetime,
    replace_plan: bool = False,
    by: int | None = None,
) -> ImportReport:
    """Make a draft the plan, with the same verbs as `flask plan import`; also where a rehearsal plays it on a copy.

    by: on whose word new units, spellings and people are noted. Names that were said to mean a unit are kept as
    spellings of it. Raises ApplyRefused and MostWouldGo as import_plan,
    and Refusal for a name that means another unit already.
    """
    for name, meant in proposal.answers.units.items():
        if meant is None:
            unit_changes.add(session, agency_id, None, name, now, by)
        elif (unit := resolve_unit(session, agency_id, meant)) is not None:
            unit_changes.call(session, agency_id, unit.id, name, now, by)
    reading = proposal.answered
    for person, unit in newcomers(office_of(session, agency_id), reading, proposal.answers.new_people):
        row = RosterRow(person.name, person.position, unit.id if unit else None)
        enrolment.add_staff(session, agency_id, row, now, by)
    printed = proposal.printed or replace(reading, fiscal_year_be=None)
    anew = proposal.answers != Answers()
    return import_both(
        session, agency_id, reading, printed, proposal.source, proposal.fiscal_year, now, replace_plan, anew
    )


@dataclass(frozen=True)
class Seen:
    """What somebody saw when they pressed: the count of answers, and the file of the plan that stood then."""

    revision: int
    against: str


def adopt(
    session: Session,
    agency_id: int,
    draft_id: int,
    seen: Seen,
    staff_id: int | None,
    now: datetime,
    replace_plan: bool = False,
) -> ImportReport:
    """Adopt a draft once, as it was seen. Raises Refusal when it, or the plan that stands, is another by now."""
    # One at a time for each office, or two drafts would each take the other's measures for the plan that stood.
    session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update())
    draft = plan_draft.held(session, agency_id, draft_id)
    plan = active_plan(session, agency_id, draft.fiscal_year)
    if seen != Seen(draft.revision, plan.source_sha256 if plan else ""):
        raise Refusal("มีการแก้ไขเพิ่มหลังจากที่เปิดหน้านี้ ตรวจอีกครั้งแล้วกดเริ่มใช้แผน")
    report = take_over(session, agency_id, proposal_of(draft), now, replace_plan, staff_id)
    draft.state, draft.adopted_at, draft.adopted_by, draft.report = "adopted", now, staff_id, asdict(report)
    audit.note(session, agency_id, "plan_adopted", now, staff_id, draft=draft_id, fiscal_year=draft.fiscal_year)
    return report


def answer(session: Session, agency_id: int, draft_id: int, said: Callable[[Proposal], Answers]) -> None:
    """Keep the answers that `said` makes of a draft as it is now. Raises Refusal when it can be worked on no more."""
    draft = plan_draft.held(session, agency_id, draft_id)
    draft.answers = to_json(said(proposal_of(draft)))
    draft.revision += 1
