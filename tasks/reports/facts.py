"""What is known of a year on one day, from which its report is composed: values only, all of them recorded. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from models.readings import Person, Score
from models.records import Actor, Status
from models.source_form import FormRow, SourceForm
from models.summaries import Tally


@dataclass(frozen=True)
class Told:
    """An answer word for word: key as in models/completeness.py ("result", "outcome", "element/…"), its label."""

    key: str
    label: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Copy:
    """A look at a link that answered: when, and the SHA-256 of what was seen; kept: a dated copy lies in the store."""

    at: datetime
    sha256: str | None
    kept: bool


@dataclass(frozen=True)
class Piece:
    """A piece of evidence that counts; picture: where the bytes of a photo lie that can be shown, else None."""

    id: int
    kind: str
    url: str | None
    file_name: str | None
    sha256: str | None
    at: datetime
    official: bool
    picture: str | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True)
class Share:
    """One occurrence as it stood. *_on: Bangkok days of the stamps. lacks: labels of what its report lacks still.

    obstacles: what was said to stand in the way, in order. said: the last words about how it stands. who: for print;
    person: whom it was given to by name, for the check sheet alone.
    """

    occurrence_id: int
    duty_id: int
    part: str
    actor: Actor
    who: str
    due_on: date
    extended_to: date | None
    rhythm: str
    status: Status
    progress: int | None = None
    completed_on: date | None = None
    verified_on: date | None = None
    published_on: date | None = None
    told: tuple[Told, ...] = ()
    lacks: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    said: str | None = None
    person: str | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def expected_on(self) -> date:
        """The day it was expected: the extension when one was granted, else the legal date."""
        return self.extended_to or self.due_on

    @property
    def is_done(self) -> bool:
        """Finished."""
        return self.status == Status.COMPLETED


@dataclass(frozen=True)
class MeasureFacts:
    """One measure of the plan with everybody's shares. row: as printed in the source, None when it stood in no table.

    texts: its words by meaning, for what has no row. set_phrases: (the document's wording, the coordinator's own).
    people: those the document names, with their positions.
    """

    number: int
    codes: tuple[str, ...]
    title: str
    row: FormRow | None
    texts: tuple[tuple[str, str], ...] = ()
    set_phrases: tuple[tuple[str, str], ...] = ()
    people: tuple[Person, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def label(self) -> str:
        """Codes and title in one line."""
        return f"{', '.join(self.codes)} {self.title}".strip()


@dataclass(frozen=True)
class YearFacts:
    """A fiscal year of an office as it was known on a Bangkok day.

    digits: as the source has them ("thai", "arabic", "mixed"); office_digits: the office's own ("thai", "arabic").
    by_position: officers are told by their positions, not their names. before_start: occurrences due before the plan
    was taken up, of which nothing is known. scores: those the plan answers; reached: those the year earned, as the
    next year's plan prints them, () while there is none.
    """

    agency: str
    fiscal_year: int
    source_year: int | None
    as_of: date
    title: str | None
    digits: str
    office_digits: str
    by_position: bool
    form: SourceForm
    scores: tuple[Score, ...]
    tally: Tally
    before_start: int
    measures: tuple[MeasureFacts, ...]
    reached: tuple[Score, ...] = ()
