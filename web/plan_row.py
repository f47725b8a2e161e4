"""The form of one measure of a draft: what it shows, and what was sent with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from werkzeug.datastructures import MultiDict

from models.readings import MeasureReading, Schedule
from models.records import Actor
from models.refusal import Refusal
from models.source_form import FormRow
from tasks.plan.answers import Answers, Party, RowAnswer, SetDuty, answered
from tasks.plan.proposal import Look, Proposal
from tasks.plan.replying import codes, deadline, in_charge, wanted
from tasks.plan.review import paths


@dataclass(frozen=True)
class RowForm:
    """document: the measure as read; now: as answered; printed: its cells, each (heading, text, from the row above).

    shown: what the form shows; schedules: the dates of each duty in it; people, units: names that may be chosen.
    before, after: the rows next to it.
    """

    fiscal_year: int
    document: MeasureReading
    now: MeasureReading
    printed: Sequence[tuple[str, str, bool]]
    shown: RowAnswer
    schedules: Sequence[Schedule]
    people: Sequence[str]
    units: Sequence[str]
    is_set: bool
    before: int | None
    after: int | None


def row_form(proposal: Proposal, seen: Look, row: int) -> RowForm:
    """The form of the measure of this number; 404 when the document has none."""
    measures = proposal.reading.measures
    at = next((n for n, one in enumerate(measures) if one.row == row), None)
    if at is None:
        abort(404)
    document = measures[at]
    said = proposal.answers.rows.get(row, RowAnswer())
    # Left out or not, it is shown as it would be.
    shown_in = Answers({**proposal.answers.rows, row: _taken_in(said)}, proposal.answers.units, proposal.answers.people)
    now = next(one for one in answered(proposal.reading, shown_in, proposal.fiscal_year).measures if one.row == row)
    return RowForm(
        fiscal_year=proposal.fiscal_year,
        document=document,
        now=now,
        printed=_printed(proposal, proposal.reading.form.rows[at]),
        shown=RowAnswer(now.codes, in_charge(now, seen.office), wanted(proposal.answers, document), said.left_out),
        schedules=[duty.schedule for duty in now.duties],
        people=[staff.name for staff in seen.office.staff],
        units=paths(seen.office.units),
        is_set=said != RowAnswer(),
        before=measures[at - 1].row if at else None,
        after=measures[at + 1].row if at + 1 < len(measures) else None,
    )


def _taken_in(said: RowAnswer) -> RowAnswer:
    return RowAnswer(said.codes, said.party, said.duties)


def _printed(proposal: Proposal, row: FormRow) -> list[tuple[str, str, bool]]:
    columns = proposal.reading.form.tables[row.table]
    headings = [f"{column.over} {column.heading}".strip() for column in columns]
    return [(headings[at], text, at in row.carried) for at, text in enumerate(row.cells) if text]


def changed_row(sent: MultiDict[str, str], form: RowForm) -> RowAnswer:
    """What the form says now. Raises Refusal for a deadline or a code that cannot be read."""
    typed = sent.get("codes", "").strip()
    shown = form.shown
    known = shown.codes or ()
    return RowAnswer(
        codes=known if typed == ", ".join(known) else codes(typed) if typed else (),
        party=_party(sent, form),
        duties=tuple(_duties(sent, form)),
        left_out="left_out" in sent,
    )


def _party(sent: MultiDict[str, str], form: RowForm) -> Party:
    units, collector = tuple(dict.fromkeys(sent.getlist("unit"))), sent.get("collector") or None
    if not {*units, *([collector] if collector else [])} <= set(form.units):
        raise Refusal("เลือกส่วนราชการจากรายการ")
    people = [name for name in dict.fromkeys(sent.getlist("person")) if name in form.people]
    return Party(units, "all_units" in sent, collector, tuple(people))


def _duties(sent: MultiDict[str, str], form: RowForm) -> list[SetDuty]:
    """The duties in their order; one whose deadline was emptied goes, a line more adds one."""
    kept = []
    for n, duty in enumerate(form.shown.duties or ()):
        typed = " ".join(sent.get(f"rule-{n}", "").split())
        if typed and typed != " ".join(duty.rule.split()):
            kept.append(SetDuty(deadline(typed, form.fiscal_year), duty.at, duty.actor))
        elif typed:
            kept.append(duty)
    if new := sent.get("rule-new", "").strip():
        actor = Actor.EXECUTIVE if sent.get("actor-new") == "executive" else Actor.OFFICER
        kept.append(SetDuty(deadline(new, form.fiscal_year), None, actor))
    return kept
