"""One uploaded document: what was read beside its own words, its questions, the year it brings, and adopting it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from models import plan_draft, rehearsal
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.permissions import Action
from models.plan_draft import PlanDraft
from models.refusal import Refusal
from tasks.house import current_house
from tasks.plan.answers import Answers, RowAnswer
from tasks.plan.import_report import ApplyRefused, MostWouldGo
from tasks.plan.proposal import Look, Proposal, Seen, adopt, answer, look, proposal_of
from tasks.plan.replying import Said, replied, set_row
from tasks.plan.review import paths
from tasks.rehearsal.told import sentence
from web.access import needs, visitor
from web.plan_row import changed_row, row_form
from web.plan_words import one_plays
from web.speaking import polite
from web.waiting import looking_again

blueprint = Blueprint("plan_review", __name__, url_prefix="/plan/drafts/<int:number>")
_MOST_GO = (
    "เอกสารนี้ตรงกับแผนที่ใช้อยู่เพียง {matched} จาก {stored} มาตรการ ที่เหลือจะถูกถอนออก (รายงานที่บันทึกไว้ยังอยู่) "
    "หากต้องการใช้แทนแผนเดิมจริง ให้ทำเครื่องหมายยืนยัน แล้วกดอีกครั้ง"
)


@blueprint.get("")
@needs(Action.MANAGE_PLAN)
def show(number: int) -> str | Response:
    """How far the draft is: being read, its questions and measures, what adopting it did, or why it cannot be read."""
    with reading(current_house().engine) as session:
        draft = _draft(session, number)
        if draft.state == "read":
            return _review(session, draft)
    now = current_house().clock()
    page = render_template("plan_draft.html", draft=draft, seconds=int((now - draft.uploaded_at).total_seconds()))
    return looking_again(page, draft.state == "uploaded")


@blueprint.post("/answer")
@needs(Action.MANAGE_PLAN)
def reply(number: int) -> Response | tuple[str, int]:
    """Take the answer to one question; one that cannot be meant is told beside the question."""
    house, who, key = current_house(), visitor(), request.form.get("question", "")
    said = Said(
        do=request.form.get("do", ""),
        rows=tuple(int(row) for row in request.form.getlist("row") if row.isdecimal() and len(row) < 6),
        units=tuple(request.form.getlist("unit")),
        all_units="all_units" in request.form,
        words=request.form.get("words", ""),
    )
    try:
        with transaction(house.engine) as session:
            answer(session, who.agency.id, number, lambda of: _answers(session, of, key, said))
    except Refusal as problem:
        with reading(house.engine) as session:
            return _review(session, _open_draft(session, number), {key: str(problem)}), 400
    return redirect(url_for("plan_review.show", number=number, _anchor="questions"))


def _answers(session: Session, proposal: Proposal, key: str, said: Said) -> Answers:
    """With the answer to the question of this key; one that is answered already changes nothing."""
    seen = _look(session, proposal)
    answers = proposal.answers
    for asked in seen.questions:
        if asked.key == key or (key == "notes" and asked.kind == "note"):
            answers = replied(answers, proposal.reading, seen.reading, seen.office, asked, said, proposal.fiscal_year)
    return answers


@blueprint.get("/rows/<int:row>")
@needs(Action.MANAGE_PLAN)
def measure(number: int, row: int) -> str:
    """One measure: the document's own words, what was read, and a form to set it right."""
    with reading(current_house().engine) as session:
        return _row(session, number, row)


@blueprint.post("/rows/<int:row>")
@needs(Action.MANAGE_PLAN)
def set_measure(number: int, row: int) -> Response | tuple[str, int]:
    """Keep what was changed in a measure's form, or take back what was set before."""
    house, who = current_house(), visitor()

    def said(proposal: Proposal) -> Answers:
        if request.form.get("do") == "document":
            rows = {at: one for at, one in proposal.answers.rows.items() if at != row}
            return Answers(rows, proposal.answers.units, proposal.answers.people, proposal.answers.seen)
        form = row_form(proposal, _look(session, proposal), row)
        return set_row(proposal.answers, row, form.shown, changed_row(request.form, form))

    try:
        with transaction(house.engine) as session:
            answer(session, who.agency.id, number, said)
    except Refusal as problem:
        with reading(house.engine) as session:
            return _row(session, number, row, str(problem)), 400
    flash(f"บันทึกแล้ว{polite()}")
    return redirect(url_for("plan_review.measure", number=number, row=row))


@blueprint.get("/calendar")
@needs(Action.MANAGE_PLAN)
def year(number: int) -> Response:
    """The due dates the draft would bring, by month and unit, and the messages they would cost."""
    with reading(current_house().engine) as session:
        draft = _draft(session, number)
        if draft.state == "adopted":  # what it would bring has come: an old tab or bookmark leads on
            return redirect(url_for("plan.rehearsed", year=draft.fiscal_year))
        draft = _open_draft(session, number)
        run = rehearsal.last(session, draft.agency_id, draft.fiscal_year, draft.id)
        busy = rehearsal.waits(session, draft.agency_id)
        page = render_template(
            "plan_calendar.html",
            draft=draft,
            seen=_look(session, proposal_of(draft)),
            run=run,
            busy=busy,
            stale=run is not None and run.mark != _mark(draft),
            told=sentence(run.result) if run and run.result else "",
            today=bangkok_day(current_house().clock()),
        )
    return looking_again(page, busy is not None)


@blueprint.post("/rehearsal")
@needs(Action.MANAGE_PLAN)
def rehearse(number: int) -> Response:
    """Ask for the draft's year to be played."""
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        draft = _open_draft(session, number)
        asked = (who.agency.id, draft.fiscal_year, draft.id, _mark(draft), who.person.id)
        if not rehearsal.ask(session, *asked, house.clock()):
            flash(one_plays())
    return redirect(url_for("plan_review.year", number=number, _anchor="rehearsal"))


@blueprint.post("/adopt")
@needs(Action.MANAGE_PLAN)
def take_up(number: int) -> Response | tuple[str, int]:
    """Make it the plan, as it was seen when the button was pressed."""
    house, who = current_house(), visitor()
    seen = Seen(request.form.get("revision", -1, type=int), request.form.get("against", ""))
    sure = "replace" in request.form
    try:
        with transaction(house.engine) as session:
            _draft(session, number)
            adopt(session, who.agency.id, number, seen, who.person.id, house.clock(), sure)
    except MostWouldGo as most:
        words = _MOST_GO.format(matched=most.matched, stored=most.stored)
        with reading(house.engine) as session:
            return _review(session, _open_draft(session, number), {"adopt": words}, ask_replace=True), 400
    except (Refusal, ApplyRefused) as problem:
        flash(str(problem))
    return redirect(url_for("plan_review.show", number=number))


@blueprint.post("/discard")
@needs(Action.MANAGE_PLAN)
def discard(number: int) -> Response:
    """Away with the draft and what was read of it."""
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        name = _draft(session, number).source_name
        if plan_draft.discard(session, who.agency.id, number, who.person.id, house.clock()):
            flash(f"ยกเลิก {name} แล้ว{polite()}")
    return redirect(url_for("plan.home"))


def _draft(session: Session, number: int) -> PlanDraft:
    return plan_draft.found(session, visitor().agency.id, number) or abort(404)


def _open_draft(session: Session, number: int) -> PlanDraft:
    draft = _draft(session, number)
    return draft if draft.state == "read" else abort(404)


def _look(session: Session, proposal: Proposal) -> Look:
    return look(session, visitor().agency.id, proposal, bangkok_day(current_house().clock()))


def _mark(draft: PlanDraft) -> str:
    return f"draft {draft.id} as answered {draft.revision} times"


def _review(session: Session, draft: PlanDraft, wrong: dict[str, str] | None = None, ask_replace: bool = False) -> str:
    seen = _look(session, proposal_of(draft))
    run = rehearsal.last(session, draft.agency_id, draft.fiscal_year, draft.id)
    return render_template(
        "plan_review.html",
        draft=draft,
        seen=seen,
        measures={one.row: one for one in seen.reading.measures},
        asked=[one for one in seen.questions if one.kind != "note"],
        notes=[one for one in seen.questions if one.kind == "note"],
        left_out=[one for one in seen.proposal.reading.measures if _is_left_out(seen.proposal, one.row)],
        units=paths(seen.office.units),
        told=sentence(run.result) if run and run.result and run.mark == _mark(draft) else "",
        wrong=wrong or {},
        ask_replace=ask_replace,
    )


def _is_left_out(proposal: Proposal, row: int) -> bool:
    return proposal.answers.rows.get(row, RowAnswer()).left_out


def _row(session: Session, number: int, row: int, wrong: str = "") -> str:
    draft = _open_draft(session, number)
    proposal = proposal_of(draft)
    if all(one.row != row for one in proposal.reading.measures):
        abort(404)
    seen = _look(session, proposal)
    form = row_form(proposal, seen, row)
    asked = [one for one in seen.questions if row in one.rows]
    collectors = [("", "ไม่มี"), *((unit, unit) for unit in form.units)]
    told = {"asked": asked, "wrong": wrong, "collectors": collectors}
    return render_template("plan_row.html", draft=draft, form=form, **told)
