"""Next year's plan drafted from this year's as it stands and a new assessment: what is proposed, and its document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from config.files import load_bands
from models.readings import Score
from tasks.next_year.compose import compose
from tasks.next_year.proposals import Basis, Draft, Item, propose
from tasks.reports.gather import as_of_day, gather
from tasks.reports.report import Report


@dataclass(frozen=True)
class NextYear:
    """A draft for a fiscal year (BE). report: as files are written from it."""

    fiscal_year: int
    draft: Draft
    report: Report


def drafted(
    session: Session, agency_id: int, fiscal_year: int, scores: Sequence[Score], items: Sequence[Item], now: datetime
) -> NextYear:
    """From the year before it, as it stands now or stood at its end. Raises Refusal when that year has no plan."""
    last, bands = fiscal_year - 1, load_bands()
    facts = gather(session, agency_id, last, as_of_day(None, last, now))
    draft = propose(Basis(last, facts.measures, tuple(scores), tuple(items)), bands)
    return NextYear(fiscal_year, draft, Report(facts, compose(draft, facts, scores, bands, fiscal_year)))
