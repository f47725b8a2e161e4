"""A plan reading in the shapes JSON keeps, and back again without loss. Pure."""

from dataclasses import asdict
from datetime import date
from typing import Any

from models.readings import (
    Column,
    DutyReading,
    MeasureReading,
    Person,
    PlanReading,
    Responsible,
    Rhythm,
    Schedule,
    Score,
)
from models.records import Actor
from models.source_form import FormColumn, FormRow, SourceForm
from tasks.plan.content import plain


def to_json(reading: PlanReading) -> dict[str, Any]:
    """The reading as dicts, lists and plain values; days as ISO dates."""
    kept: dict[str, Any] = plain(asdict(reading))
    return kept


def from_json(kept: dict[str, Any]) -> PlanReading:
    """What to_json made of a reading. Raises KeyError or TypeError for anything else."""
    return PlanReading(
        agency=kept["agency"],
        fiscal_year_be=kept["fiscal_year_be"],
        title=kept["title"],
        digits=kept["digits"],
        columns=tuple(Column(**one) for one in kept["columns"]),
        scores=tuple(Score(**one) for one in kept["scores"]),
        measures=tuple(_measure(one) for one in kept["measures"]),
        doubts=tuple(kept["doubts"]),
        form=_form(kept["form"]),
    )


def _form(kept: dict[str, Any]) -> SourceForm:
    fields: dict[str, Any] = _with_tuples(kept)
    fields["tables"] = tuple(tuple(FormColumn(**column) for column in table) for table in kept["tables"])
    fields["rows"] = tuple(FormRow(**_with_tuples(row)) for row in kept["rows"])
    return SourceForm(**fields)


def _with_tuples(kept: dict[str, Any]) -> dict[str, Any]:
    """JSON knows no tuples; nothing in a reading is a list."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}


def _measure(kept: dict[str, Any]) -> MeasureReading:
    fields: dict[str, Any] = _with_tuples(kept)
    fields["responsible"] = _responsible(kept["responsible"])
    fields["duties"] = tuple(_duty(one) for one in kept["duties"])
    return MeasureReading(**fields)


def _responsible(kept: dict[str, Any]) -> Responsible:
    fields: dict[str, Any] = _with_tuples(kept)
    fields["people"] = tuple(Person(**one) for one in kept["people"])
    return Responsible(**fields)


def _duty(kept: dict[str, Any]) -> DutyReading:
    schedule = kept["schedule"]
    read = Schedule(
        due=tuple(map(date.fromisoformat, schedule["due"])),
        vague=tuple(schedule["vague"]),
        rhythm=Rhythm(schedule["rhythm"]) if schedule["rhythm"] else None,
        fixed=tuple(map(date.fromisoformat, schedule["fixed"])),
        recurring=schedule["recurring"],
    )
    return DutyReading(**{**kept, "actor": Actor(kept["actor"]), "schedule": read})
