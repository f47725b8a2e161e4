"""A report as understood, and taken apart where its codes or units are told apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.choosing import Named, Standing
from models.records import Status
from models.reply import Statement


@dataclass(frozen=True)
class Report:
    """A report as understood: the step it asks for (None keeps the status) and what was said with it.

    per_code, per_unit (ids; None: all others): the steps where several codes or units differ; they win over `became`.
    per_share: by unit and code, where units have codes of their own; None for what the report itself is about.
    Beside a cause or a later day per_code holds the codes that these are not said of. sure: it was asked
    before whether this is meant of another unit's work. closes: or of gathering while units are missing. asked_in: the
    event that such a question followed.
    """

    statement: Statement
    became: Status | None
    urls: tuple[str, ...] = ()
    until: date | None = None
    per_code: Mapping[str, Status] = field(default_factory=dict)
    per_unit: Mapping[int | None, Status] = field(default_factory=dict)
    per_share: Mapping[tuple[int, str], Status | None] = field(default_factory=dict)
    sure: bool = False
    closes: bool = False
    asked_in: int | None = None

    @property
    def tells_units_apart(self) -> bool:
        """Whoever does names shares of others in passing."""
        return bool(self.per_unit or self.per_share)

    @property
    def reopens(self) -> bool:
        """Said of a finished thing it takes the "finished" back, or adds a link to it."""
        return self.statement.intent == "report_status" and (self.became is not Status.COMPLETED or bool(self.urls))


Share = tuple[Report, Named]


def split(report: Report, named: Named, who: Standing) -> Iterator[Share]:
    """Each code and each unit apart, with its own step where they differ; one message without either is one report."""
    if report.per_share:
        yield from _by_share(report, named)
        return
    for of_code in _by_code(report, named):
        yield from _by_unit(*of_code, who)


def _by_code(report: Report, named: Named) -> list[Share]:
    """Each code with its own step; a cause or a later day only for the codes it is said of."""
    if len(named.codes) < 2:
        return [(report, named)]
    everyone = not report.per_code or report.statement.intent != "report_status"
    codes = [code for code in named.codes if everyone or code in report.per_code]
    return [(_in_state(report, report.per_code.get(code)), replace(named, codes=(code,))) for code in codes]


def _by_share(report: Report, named: Named) -> Iterator[Share]:
    """Each unit's code with its own step and no per cent."""
    alone = replace(report, statement=replace(report.statement, progress=None), per_share={})
    for (unit, code), status in report.per_share.items():
        yield _in_state(alone, status), replace(named, codes=(code,), units=frozenset({unit}))


def _in_state(report: Report, status: Status | None) -> Report:
    if status is None:
        return report
    if report.statement.intent == "report_status":
        return replace(report, became=status)
    state = replace(report.statement, intent="report_status", progress=None, obstacle=None)
    return replace(report, statement=state, became=status, until=None)


def _by_unit(report: Report, named: Named, who: Standing) -> Iterator[Share]:
    """Each unit with its own step and no per cent; what is said of all others goes for the sender's own unit alone."""
    if not report.per_unit:
        yield report, named
        return
    alone = replace(report, statement=replace(report.statement, progress=None), per_unit={})
    own = frozenset(unit for unit in (who.person.unit_id, who.parent_unit) if unit is not None)
    for unit, status in report.per_unit.items():
        units = frozenset({unit}) if unit is not None else own if not own & set(report.per_unit) else frozenset()
        if units:
            yield replace(alone, became=status), replace(named, units=units)
