"""How things stand, counted for whoever asks: the figures of a year, a unit, a quarter and a person. Pure."""

from dataclasses import dataclass
from datetime import date

from models.records import DueItem


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
