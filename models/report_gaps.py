"""What each occurrence's report must have and what it still lacks: asked by the conversation and the year's report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.items import Catalogue, Element
from models.completeness import Share, missing, required
from models.evidence_records import evidence_of
from models.figures import Owed
from models.measure import Plan
from models.report_answer import Answer, answers_of, last_rounds


@dataclass(frozen=True)
class Report:
    """One occurrence's report: all it needs, what it lacks, and what was answered."""

    needed: tuple[Element, ...]
    lacks: tuple[Element, ...]
    answers: tuple[Answer, ...]


def reports_of(
    session: Session,
    agency_id: int,
    some: Sequence[Owed],
    catalogues: Sequence[Catalogue],
    before: datetime | None = None,
) -> dict[int, Report]:
    """The reports of the given occurrences by their ids; an executive's own follow-up needs none.

    before: what they had and lacked at that moment.
    """
    doing = [one for one in some if one.part in ("doer", "collector")]
    ids = [one.occurrence_id for one in doing]
    years = {plan.id: plan.fiscal_year for plan in session.scalars(select(Plan).where(Plan.agency_id == agency_id))}
    last = last_rounds(session, agency_id, {one.assignment_id for one in doing})
    answers = answers_of(session, agency_id, ids, before)
    proven = _with_evidence(session, agency_id, ids, before)
    found: dict[int, Report] = {}
    asked: dict[Share, tuple[Element, ...]] = {}  # many rounds and units share a title, and comparing titles is slow
    for one in doing:
        i = one.occurrence_id
        share = Share(years[one.plan_id], one.codes, one.title, one.rhythm, i in last)
        needed = asked[share] if share in asked else asked.setdefault(share, required(share, catalogues))
        mine = answers.get(i, ())
        found[i] = Report(needed, missing(needed, {answer.element for answer in mine}, i in proven), mine)
    return found


def _with_evidence(
    session: Session, agency_id: int, occurrence_ids: Sequence[int], before: datetime | None
) -> set[int]:
    found = evidence_of(session, agency_id, occurrence_ids, before)
    return {i for i, pieces in found.items() if any(piece.counts for piece in pieces)}
