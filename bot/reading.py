"""What a message was heard as: where it was said, and how it is understood. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from models.records import Status


@dataclass(frozen=True)
class Heard:
    """Where a message was said. now: aware, Bangkok. waiting_for: what the bot last asked here (obstacle, date)."""

    addressed: bool
    now: datetime
    quoted_codes: tuple[str, ...] = ()
    waiting_for: str | None = None


@dataclass(frozen=True)
class Scope:
    """What a question to the bot is about: a unit's and a person's name as typed, a fiscal quarter 1–4, a month.

    month: its first day. as_of: the earlier day as of which it is asked. year: a fiscal year (พ.ศ.) other than the
    current one. no_item: what is written as a code and can be none, "O99".
    """

    unit: str | None = None
    quarter: int | None = None
    month: date | None = None
    as_of: date | None = None
    person: str | None = None
    year: int | None = None
    no_item: str | None = None


@dataclass(frozen=True)
class Reading:
    """A message as understood. reason says why in a few words; obstacle is the cause in the sender's own words.

    intent: report_status, report_obstacle, request_extension, acknowledge, ask_my_tasks, ask_overdue, ask_missing,
    ask_summary or ask_help. per_code holds the states where several codes differ; status is None then. Of an obstacle
    or a request it holds the codes that stand beside: those it leaves out are hindered, or wait for the later day.
    per_unit: where several units differ, by their names as typed without blanks, "*" for all others; status is that of
    the whole then. per_share: where units have codes of their own, by unit and code; None for what an obstacle or a
    request is about. strays: as typed, what looks like a code but names none.
    """

    intent: str
    reason: str
    status: Status | None = None
    codes: tuple[str, ...] = ()
    progress: int | None = None
    due: date | None = None
    urls: tuple[str, ...] = ()
    per_code: dict[str, Status] = field(default_factory=dict)
    per_unit: dict[str, Status] = field(default_factory=dict)
    per_share: dict[tuple[str, str], Status | None] = field(default_factory=dict)
    obstacle: str | None = None
    scope: Scope = Scope()
    strays: tuple[str, ...] = ()

    def of_a_beginning(self, text: str) -> "Reading":
        """The reading of a message's beginning: what follows may take a claim back; a cause is kept whole."""
        return replace(
            self,
            status=self.status and _not_done(self.status),
            per_code={one: _not_done(state) for one, state in self.per_code.items()},
            per_unit={one: _not_done(state) for one, state in self.per_unit.items()},
            per_share={one: state and _not_done(state) for one, state in self.per_share.items()},
            obstacle=text.strip() if self.obstacle else None,
        )


def _not_done(status: Status) -> Status:
    return Status.IN_PROGRESS if status is Status.COMPLETED else status
