"""The words that cross folders: frozen records read from tables or documents, never rows. Pure."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.source_form import SourceForm


class Role(StrEnum):
    """What a person is in the office; what each may see and do is decided in models/permissions.py."""

    OFFICER = "officer"
    UNIT_HEAD = "unit_head"
    COORDINATOR = "coordinator"
    EXECUTIVE = "executive"
    ADMINISTRATOR = "administrator"


class Actor(StrEnum):
    """Who owes a duty: the unit's officers, or the executive who follows it up."""

    OFFICER = "officer"
    EXECUTIVE = "executive"


class Status(StrEnum):
    """The state of one occurrence; overdue is computed from the date, never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


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


@dataclass(frozen=True)
class Voice:
    """How an office wants to be spoken to: the polite particle (ค่ะ or ครับ) and thai or arabic digits.

    language: "th", or "en" for the few lines said in English to whoever writes English.
    """

    particle: str = "ค่ะ"
    digits: str = "arabic"
    language: str = "th"


@dataclass(frozen=True)
class Mention:
    """A person to be named in a group: the roster name and, where registered, the LINE user id to mention."""

    name: str
    line_user_id: str | None = None


@dataclass(frozen=True)
class DueItem:
    """One duty on one due date as a card shows it to a chat or a person.

    days_left counts Bangkok days from today to the day it is now expected (extended_to if granted, else due_on);
    negative when overdue. who: names of the units, sections or officers that still owe it. handed_in: (finished, all)
    where several units owe the same duty. collector: the unit that gathers. stage: what brings it up
    ("before", "today", "overdue", "unit_head", "executive"); "" outside reminders. share: the one occurrence that
    the card's buttons mean; None when several owe it and each presser answers for their own. gathers: it is the
    gathering of what the units hand in. seen: who has only noted it so far, and on which Bangkok day.
    recurs: it comes round several times a year, so that the due date tells which round is meant.
    """

    duty_id: int
    due_on: date
    codes: tuple[str, ...]
    title: str
    owed: str
    days_left: int
    actor: Actor = Actor.OFFICER
    who: tuple[str, ...] = ()
    all_units: bool = False
    collector: str | None = None
    handed_in: tuple[int, int] | None = None
    status: Status = Status.NOT_STARTED
    extended_to: date | None = None
    stage: str = ""
    share: int | None = None
    occurrence_ids: tuple[int, ...] = ()
    gathers: bool = False
    verified: bool = False
    published: bool = False
    seen: tuple[tuple[str, date], ...] = ()
    recurs: bool = False


@dataclass(frozen=True)
class Tally:
    """Occurrences counted once each: overdue ones are not also counted as under way or not started."""

    completed: int = 0
    in_progress: int = 0
    not_started: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        """All four together."""
        return self.completed + self.in_progress + self.not_started + self.overdue


@dataclass(frozen=True)
class UnitTally:
    """A unit's figures; unit_id None stands for the executives' own follow-ups."""

    unit_id: int | None
    name: str
    tally: Tally

    @property
    def lateness(self) -> tuple[int, int, str]:
        """Sorts those with most overdue first, then those with most left to do."""
        return (-self.tally.overdue, self.tally.completed - self.tally.total, self.name)


@dataclass(frozen=True)
class QuarterTally:
    """A fiscal quarter's figures, by the legal due dates."""

    quarter: int
    tally: Tally


@dataclass(frozen=True)
class PersonTally:
    """What was given to one person by name."""

    staff_id: int
    name: str
    tally: Tally


@dataclass(frozen=True)
class Silent:
    """A unit (or person) that has said nothing yet of what is due soon or past, and of how many things."""

    name: str
    things: int


@dataclass(frozen=True)
class Obstacle:
    """What somebody said stands in the way, in their own words."""

    who: str
    codes: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class RequestedTime:
    """More time that was asked for and not decided on: whose work, and the day asked for."""

    who: str
    codes: tuple[str, ...]
    until: date


@dataclass(frozen=True)
class Summary:
    """How things stand for one fiscal year on one Bangkok day; scope says of what ("ทุกส่วนราชการ", "ไตรมาส 1", …).

    verified, published: how many of the finished ones an executive acknowledged, and how many stand on the site.
    due_soon: open and expected within a week. silent: nothing heard though due within a month, or past.
    """

    fiscal_year: int
    as_of: date
    scope: str
    tally: Tally
    units: tuple[UnitTally, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    due_soon: tuple[DueItem, ...] = ()
    quarters: tuple[QuarterTally, ...] = ()
    people: tuple[PersonTally, ...] = ()
    silent: tuple[Silent, ...] = ()
    verified: int = 0
    published: int = 0
    requested: tuple[RequestedTime, ...] = ()


@dataclass(frozen=True)
class AgencyRecord:
    """An office as other folders see it; quota in counted messages a month; website: its host, without "www.".

    by_position: its report names officers by their positions; privacy_contact: whom to ask about personal data.
    meeting: the day of its monthly meeting in words.
    """

    id: int
    slug: str
    name: str
    quota: int
    voice: Voice
    line_bot_id: str | None = None
    line_basic_id: str | None = None
    website: str | None = None
    by_position: bool = False
    privacy_contact: str | None = None
    meeting: str | None = None


@dataclass(frozen=True)
class OwnDay:
    """A Bangkok day of which the office said itself that it is open or closed, and why."""

    day: date
    is_open: bool
    reason: str


@dataclass(frozen=True)
class UnitRecord:
    """A unit, or with parent_id a section of one."""

    id: int
    name: str
    parent_id: int | None = None


@dataclass(frozen=True)
class StaffRecord:
    """A person on the roster; bound: a LINE account is confirmed for them."""

    id: int
    agency_id: int
    name: str
    position: str | None
    unit_id: int | None
    role: Role
    bound: bool = False


@dataclass(frozen=True)
class ContactRecord:
    """A LINE account met, without its LINE id; binding is none, pending, confirmed or released."""

    id: int
    agency_id: int
    display_name: str | None
    staff_id: int | None
    binding: str


@dataclass(frozen=True)
class ChatRecord:
    """A chat, without its LINE id; type is a models.chat.ChatType value."""

    id: int
    agency_id: int
    type: str
    name: str | None = None
    unit_id: int | None = None
    contact_id: int | None = None
    member_count: int | None = None
