"""One measure of the plan: its wording, its duties with every round by unit, and what was said and shown of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.looking import visible
from models import progress
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.dossier import lately_said
from models.evidence_records import EvidenceRecord, evidence_of
from models.figures import Owed, tally
from models.fiscal import quarter_of
from models.measure import Duty, Measure, Plan
from models.permissions import Action, may
from models.refusal import Refusal
from models.summaries import Tally
from tasks.house import current_house
from tasks.plan.dates import set_dates
from web.access import needs, visitor
from web.speaking import polite

blueprint = Blueprint("measure", __name__, url_prefix="/measures")
LATELY, SHOWN = 10, 12  # replies and pieces of evidence on the page; the rest stands with each round


@dataclass(frozen=True)
class Round:
    """One due date of a duty with everybody's share."""

    due_on: date
    shares: tuple[Owed, ...]


@dataclass(frozen=True)
class Quarter:
    """The rounds of a fiscal quarter; is_now: today lies in it, or it is still open."""

    number: int
    rounds: tuple[Round, ...]
    tally: Tally
    is_now: bool


@dataclass(frozen=True)
class DutyShown:
    """A duty, the wording its dates come from, and its rounds by quarter."""

    id: int
    phrase: str
    rule: str
    quarters: tuple[Quarter, ...]


@blueprint.get("/<int:measure_id>")
def show(measure_id: int) -> str:
    """The measure as far as the visitor may see it."""
    house, who = current_house(), visitor()
    today = bangkok_day(house.clock())
    with reading(house.engine) as session:
        measure, plan = _measure(session, measure_id)
        every = progress.owed(session, who.agency.id, Measure.id == measure_id)
        shown = visible(session, who.person, every)
        if not shown and not may(who.person.role, Action.SEE_ALL):
            abort(404)
        ids = [one.occurrence_id for one in shown]
        proofs = evidence_of(session, who.agency.id, ids)
        return render_template(
            "measure.html",
            measure=measure,
            plan=plan,
            tally=tally(shown, today),
            duties=_duties(session, measure_id, shown, today),
            said=lately_said(session, who.agency.id, ids, LATELY),
            shares={one.occurrence_id: one for one in shown},
            proofs={i: sum(piece.counts for piece in pieces) for i, pieces in proofs.items()},
            newest=_newest([piece for pieces in proofs.values() for piece in pieces]),
            today=today,
        )


@blueprint.post("/duties/<int:duty_id>/dates")
@needs(Action.REPORT_ANY)
def change_dates(duty_id: int) -> Response:
    """The coordinator's own wording of a deadline; rounds already reported on stay as they are."""
    house, who, phrase = current_house(), visitor(), request.form.get("phrase", "").strip()
    with reading(house.engine) as session:
        duty = session.get(Duty, duty_id)
        measure_id = duty.measure_id if duty and duty.agency_id == who.agency.id else abort(404)
    try:
        with transaction(house.engine) as session:
            due = set_dates(session, who.agency.id, duty_id, phrase, house.clock(), who.person.id)
        flash(f"แก้ไขกำหนดแล้ว{polite()} ปีนี้มี {len(due)} งวด")
    except Refusal as refusal:
        flash(str(refusal))
    return redirect(url_for(".show", measure_id=measure_id))


def _measure(session: Session, measure_id: int) -> tuple[Measure, Plan]:
    where = (Measure.id == measure_id, Measure.agency_id == visitor().agency.id, Measure.withdrawn_at.is_(None))
    found = session.execute(select(Measure, Plan).join(Plan, Plan.id == Measure.plan_id).where(*where)).first()
    return (found.Measure, found.Plan) if found else abort(404)


def _duties(session: Session, measure_id: int, shown: Sequence[Owed], today: date) -> list[DutyShown]:
    live = (Duty.measure_id == measure_id, Duty.withdrawn_at.is_(None))
    duties = session.scalars(select(Duty).where(*live).order_by(Duty.id)).all()
    return [
        DutyShown(d.id, d.phrase, d.rule, _quarters([o for o in shown if o.duty_id == d.id], today)) for d in duties
    ]


def _quarters(shares: Sequence[Owed], today: date) -> tuple[Quarter, ...]:
    by_day = sorted(shares, key=lambda one: (one.due_on, one.assignment_id))
    rounds = [Round(due_on, tuple(some)) for due_on, some in groupby(by_day, key=lambda one: one.due_on)]
    return tuple(
        _quarter(number, tuple(some), today) for number, some in groupby(rounds, key=lambda r: quarter_of(r.due_on))
    )


def _quarter(number: int, rounds: tuple[Round, ...], today: date) -> Quarter:
    every = [one for one_round in rounds for one in one_round.shares]
    begun = rounds[0].due_on <= today or quarter_of(today) == number
    return Quarter(number, rounds, tally(every, today), begun and any(one.is_open for one in every))


def _newest(pieces: Sequence[EvidenceRecord]) -> list[EvidenceRecord]:
    return sorted((piece for piece in pieces if piece.counts), key=lambda piece: piece.id, reverse=True)[:SHOWN]
