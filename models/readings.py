"""What is read of a document: its measures, duties and deadlines, frozen, and every doubt. Pure."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.records import Actor
from models.source_form import SourceForm


class Rhythm(StrEnum):
    """How often a duty comes round; the reminder ladder is chosen by it."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    ONCE = "once"


@dataclass(frozen=True)
class Schedule:
    """A deadline wording as read for one fiscal year.

    due: sorted dates (Bangkok days) inside the fiscal year asked for.
    vague: soft words that promise no date ("สม่ำเสมอ").
    rhythm: how often, None when nothing datable was found.
    fixed: absolute dates named with their year (window ends included), inside the fiscal year or not; a
    past plan's fixed dates cannot be rolled forward by themselves.
    recurring: true when the wording yields dates in any year (no year named).
    """

    due: tuple[date, ...] = ()
    vague: tuple[str, ...] = ()
    rhythm: Rhythm | None = None
    fixed: tuple[date, ...] = ()
    recurring: bool = False


@dataclass(frozen=True)
class Person:
    """A named officer as a document prints them."""

    name: str
    position: str | None = None


@dataclass(frozen=True)
class Responsible:
    """A responsible cell as read: canonical unit and section names, without the document's decorations.

    by_hand: a person said who it is, beside or against the document.
    """

    raw: str = ""
    units: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    all_units: bool = False
    others_to_be_named: bool = False
    collector: str | None = None
    people: tuple[Person, ...] = ()
    doubts: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True)
class DutyReading:
    """One thing owed under a measure with one schedule, as the document words it.

    set_phrase: the deadline a person set instead of the document's; the schedule is then read from it.
    """

    phrase: str
    actor: Actor
    schedule: Schedule
    carried: bool = False
    step: int | None = None
    set_phrase: str | None = None

    @property
    def rule(self) -> str:
        """The wording that counts."""
        return self.set_phrase or self.phrase


@dataclass(frozen=True)
class MeasureReading:
    """One measure as a human reader counts it; field meanings as `flask plan preview` prints them."""

    row: int
    lines: tuple[int, ...]
    codes: tuple[str, ...] = ()
    codes_raw: tuple[str, ...] = ()
    codes_unclear: tuple[str, ...] = ()
    group: str | None = None
    title: str = ""
    finding: str | None = None
    measure: str | None = None
    steps: tuple[str, ...] = ()
    responsible: Responsible = field(default_factory=Responsible)
    duties: tuple[DutyReading, ...] = ()
    vague: tuple[str, ...] = ()
    score: float | None = None
    result: str | None = None
    outcome: str | None = None
    status: str = "none"
    status_evidence: str = "no_result_column"
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A table heading and what it means (item, finding, measure, steps, responsible, …)."""

    heading: str
    meaning: str | None


@dataclass(frozen=True)
class Score:
    """An indicator's score as the document's own table prints it."""

    indicator: int
    name: str
    score: float


@dataclass(frozen=True)
class PlanReading:
    """A whole document as read: what would be imported, every doubt about it, and how it looks."""

    agency: str | None
    fiscal_year_be: int | None
    title: str | None
    digits: str
    columns: tuple[Column, ...]
    scores: tuple[Score, ...]
    measures: tuple[MeasureReading, ...]
    doubts: tuple[str, ...]
    form: SourceForm = field(default_factory=SourceForm)
