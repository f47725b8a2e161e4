"""What a person answers to a reading's questions or sets against it, and the reading as it then is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from models import recurrence
from models.readings import DutyReading, MeasureReading, Person, PlanReading, Responsible
from models.records import Actor
from tasks.plan import doubts
from tasks.plan.duties import united


@dataclass(frozen=True)
class Party:
    """Who answers for a row. units: names or paths ("กองคลัง/งานพัสดุ") of the office; people: names on its roster."""

    units: tuple[str, ...] = ()
    all_units: bool = False
    collector: str | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetDuty:
    """A duty of a row as it shall be. at: its place among the document's own, None for a new one."""

    rule: str
    at: int | None = None
    actor: Actor = Actor.OFFICER


@dataclass(frozen=True)
class RowAnswer:
    """What was said about one row; None leaves what the document says. left_out: it is no measure."""

    codes: tuple[str, ...] | None = None
    party: Party | None = None
    duties: tuple[SetDuty, ...] | None = None
    left_out: bool = False


@dataclass(frozen=True)
class Answers:
    """Everything said about a reading so far.

    rows: by the measure's number. units, people: a name in the document → the office's own name of it; None there
    makes the unit a new one of the office, and leaves the person to their unit; a person who means themselves comes
    onto the roster. seen: doubts found to be none.
    """

    rows: Mapping[int, RowAnswer] = field(default_factory=dict)
    units: Mapping[str, str | None] = field(default_factory=dict)
    people: Mapping[str, str | None] = field(default_factory=dict)
    seen: tuple[str, ...] = ()

    def with_row(self, row: int, **said: Any) -> "Answers":
        """With this said about a row, beside what was said of it before."""
        return replace(self, rows={**self.rows, row: replace(self.rows.get(row, RowAnswer()), **said)})

    @property
    def new_units(self) -> tuple[str, ...]:
        """Names that become units of the office."""
        return tuple(name for name, meant in self.units.items() if meant is None)

    @property
    def new_people(self) -> tuple[str, ...]:
        """Names that come onto the roster."""
        return tuple(name for name, meant in self.people.items() if meant == name)


def to_json(answers: Answers) -> dict[str, Any]:
    """The answers in the shapes JSON keeps."""
    rows = {str(row): asdict(one) for row, one in answers.rows.items()}
    return {"rows": rows, "units": {**answers.units}, "people": {**answers.people}, "seen": list(answers.seen)}


def from_json(kept: Mapping[str, Any]) -> Answers:
    """What to_json made of answers; nothing kept is nothing said."""
    rows = {int(row): _row(one) for row, one in kept.get("rows", {}).items()}
    return Answers(rows, dict(kept.get("units", {})), dict(kept.get("people", {})), tuple(kept.get("seen", ())))


def _row(kept: Mapping[str, Any]) -> RowAnswer:
    party, duties, codes = kept["party"], kept["duties"], kept["codes"]
    return RowAnswer(
        codes=None if codes is None else tuple(codes),
        party=None
        if party is None
        else Party(**{**party, "units": tuple(party["units"]), "people": tuple(party["people"])}),
        duties=None if duties is None else tuple(SetDuty(d["rule"], d["at"], Actor(d["actor"])) for d in duties),
        left_out=kept["left_out"],
    )


def answered(reading: PlanReading, answers: Answers, fiscal_year: int) -> PlanReading:
    """The reading for this fiscal year (BE) with everything that was answered in it; numbers of rows stay."""
    kept = [
        (_answered(measure, answers, fiscal_year), form)
        for measure, form in zip(reading.measures, reading.form.rows, strict=True)
        if not answers.rows.get(measure.row, RowAnswer()).left_out
    ]
    return replace(
        reading,
        measures=tuple(measure for measure, _ in kept),
        form=replace(reading.form, rows=tuple(form for _, form in kept)),
        doubts=tuple(doubt for doubt in reading.doubts if doubt not in answers.seen),
    )


def _answered(measure: MeasureReading, answers: Answers, fiscal_year: int) -> MeasureReading:
    said = answers.rows.get(measure.row, RowAnswer())
    measure = replace(measure, responsible=_named(measure.responsible, answers))
    if said.party is not None:
        measure = _given(measure, said.party)
    if said.codes is not None:
        unclear = {doubts.unclear_code(raw) for raw in measure.codes_unclear}
        measure = _without(replace(measure, codes=said.codes, codes_unclear=()), unclear)
    if said.duties is not None:
        measure = _dated(measure, said.duties, fiscal_year)
    return _without(measure, set(answers.seen))


def _without(measure: MeasureReading, settled: set[str]) -> MeasureReading:
    return replace(measure, doubts=tuple(doubt for doubt in measure.doubts if doubt not in settled))


def _named(party: Responsible, answers: Answers) -> Responsible:
    """The office's own names for those the document uses."""
    people = [_person(person, answers.people) for person in party.people]
    return replace(
        party,
        units=tuple(dict.fromkeys(answers.units.get(name) or name for name in party.units)),
        collector=party.collector and (answers.units.get(party.collector) or party.collector),
        people=tuple(person for person in people if person),
    )


def _person(person: Person, meant: Mapping[str, str | None]) -> Person | None:
    if person.name not in meant:
        return person
    name = meant[person.name]
    return replace(person, name=name) if name else None


def _given(measure: MeasureReading, party: Party) -> MeasureReading:
    own = measure.responsible
    settled = {*own.doubts, *(doubt for doubt in measure.doubts if doubt.startswith(doubts.NO_PARTY))}
    by_hand = Responsible(
        raw=own.raw,
        units=party.units,
        all_units=party.all_units,
        collector=party.collector,
        people=tuple(Person(name) for name in party.people),
        by_hand=True,
    )
    return _without(replace(measure, responsible=by_hand), settled)


def _dated(measure: MeasureReading, wanted: Sequence[SetDuty], fiscal_year: int) -> MeasureReading:
    own = measure.duties
    officers = [duty.schedule for duty in own if duty.actor is Actor.OFFICER]
    follows = {at for at, duty in enumerate(own) if _follows(duty, officers)}
    set_now = [(one, _duty(one, own, fiscal_year)) for one in wanted]
    dates = [duty.schedule for _, duty in set_now if duty.actor is Actor.OFFICER]
    duties = tuple(
        replace(duty, schedule=united(dates)) if one.at in follows and not duty.set_phrase and dates else duty
        for one, duty in set_now
    )
    changed = [duty for duty in own if duty not in duties]
    settled = {doubt for doubt in measure.doubts for duty in changed if doubts.quoted(duty.phrase) in doubt}
    return _without(replace(measure, duties=duties), {*settled, doubts.no_due()})


def _follows(duty: DutyReading, officers: Sequence[Any]) -> bool:
    """An executive who is to follow up "within the set time" has the officers' dates, whatever they are now."""
    return duty.actor is Actor.EXECUTIVE and bool(officers) and duty.schedule == united(officers)


def _duty(wanted: SetDuty, own: Sequence[DutyReading], fiscal_year: int) -> DutyReading:
    document = own[wanted.at] if wanted.at is not None and wanted.at < len(own) else None
    if document and wanted.rule == document.phrase:
        return document
    schedule = recurrence.read(wanted.rule, fiscal_year)
    if document is None:
        return DutyReading(wanted.rule, wanted.actor, schedule, set_phrase=wanted.rule)
    return replace(document, schedule=schedule, carried=False, set_phrase=wanted.rule)
