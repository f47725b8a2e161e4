"""One due date of one duty for one of those who owe it: all that is kept about it, and what one may do with it."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot import extending, reporting, verifying
from bot.choosing import may_report
from bot.deciders import may_decide
from bot.looking import visible
from bot.report import Report
from bot.scene import Scene
from bot.standing import standing_of
from config.files import load_catalogues
from models import correction, evidence, progress, verification
from models.assignment import hold
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.dossier import dossier_of
from models.figures import Finished, Owed
from models.permissions import Action, may
from models.records import Status
from models.refusal import Refusal
from models.reply import Statement
from models.report_answer import keep as keep_answer
from models.report_gaps import reports_of
from models.web_address import is_web_address
from tasks.evidence.uploading import upload
from tasks.house import current_house
from web.access import needs, visitor
from web.acting import follow, scene
from web.speaking import polite

blueprint = Blueprint("share", __name__, url_prefix="/shares")
BY_PAGE = "รายงานบนหน้าเว็บ"
# What the form offers: its words, the intent and the status, as the buttons of a card have them.
STEPS: dict[str, tuple[str, str, Status | None]] = {
    "done": ("เสร็จแล้ว", "report_status", Status.COMPLETED),
    "doing": ("กำลังทำ", "report_status", Status.IN_PROGRESS),
    "idle": ("ยังไม่ได้เริ่ม", "report_status", Status.NOT_STARTED),
    "stuck": ("ติดปัญหา", "report_obstacle", None),
    "later": ("ขอเลื่อน", "request_extension", None),
}


@blueprint.get("/<int:occurrence_id>")
def show(occurrence_id: int) -> str:
    """Everything about it, for those who may see it."""
    house, who = current_house(), visitor()
    with reading(house.engine) as session:
        one = _seen(session, occurrence_id)
        everyone = progress.of_duty(session, who.agency.id, one.duty_id, one.due_on)
        report = reports_of(session, who.agency.id, [one], load_catalogues()).get(one.occurrence_id)
        file = dossier_of(session, one)
        return render_template(
            "share.html",
            one=one,
            file=file,
            to_decide=[a.id for a in file.asked if a.state == "asked" and may_decide(session, who.person, one, a.by)],
            others=visible(session, who.person, [o for o in everyone if o.occurrence_id != one.occurrence_id]),
            missing=[o.owner for o in everyone if o.part == "doer" and o.is_open] if one.part == "collector" else [],
            finished=verification.finished(session, who.agency.id, one.duty_id, one.due_on),
            may_report=may_report(one, standing_of(session, who.person)),
            lacks=report.lacks if report else (),
            today=bangkok_day(house.clock()),
            steps=STEPS,
        )


@blueprint.post("/<int:occurrence_id>/report")
def report(occurrence_id: int) -> Response:
    """A status, an obstacle or a wish for more time, in the reporter's words."""

    def act(session: Session, at: Scene, one: Owed) -> None:
        _reported(session, at, one)

    return _done(occurrence_id, act)


def _reported(session: Session, at: Scene, one: Owed) -> None:
    person, words = visitor().person, _words("words")
    if not may_report(one, standing_of(session, person)):
        abort(403)
    step = STEPS.get(request.form.get("step", ""))
    if step is None:
        raise Refusal(f"กรุณาเลือกสถานะก่อน{polite()}")
    said, intent, became = step
    if intent == "report_obstacle" and not words:
        raise Refusal(f"กรุณาเล่าปัญหาหรืออุปสรรคสั้น ๆ {polite()}")
    until = _day("until") if intent == "request_extension" else None
    hindered = words if intent != "report_status" and words else None
    statement = Statement(
        words or said, intent, BY_PAGE, _percent() if became is Status.IN_PROGRESS else None, hindered
    )
    link = _link()
    given = Report(statement, became, (link,) if link else (), until, sure=True, closes="closes" in request.form)
    follow(session, at, reporting.record(session, at, person, [(one, given)], goes_on=False))


@blueprint.post("/<int:occurrence_id>/evidence")
def attach(occurrence_id: int) -> Response:
    """A file or a link that proves it."""
    house, who = current_house(), visitor()
    with reading(house.engine) as session:
        one = _seen(session, occurrence_id)
        if not may_report(one, standing_of(session, who.person)):
            abort(403)
    files = [f for f in request.files.getlist("file") if f.filename]
    try:
        link = _link()
        if not link and not files:
            raise Refusal(f"กรุณาเลือกไฟล์หรือวางลิงก์ก่อน{polite()}")
        if link:
            _attach_link(one, link)
        for file in files:
            upload(house, who.agency.id, who.person.id, one.occurrence_id, _name(file.filename), file.stream)
        flash(f"แนบหลักฐานแล้ว{polite()}")
    except Refusal as refusal:
        flash(str(refusal))
    return redirect(url_for(".show", occurrence_id=occurrence_id))


def _attach_link(one: Owed, link: str) -> None:
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        now = house.clock()
        if not evidence.keep_link(session, who.agency.id, one.occurrence_id, None, link, now, who.person.id):
            raise Refusal(f"ลิงก์นี้แนบไว้แล้ว{polite()}")


@blueprint.post("/<int:occurrence_id>/answer")
def answer(occurrence_id: int) -> Response:
    """Words for one element of the year's report."""

    def act(session: Session, at: Scene, one: Owed) -> None:
        if not may_report(one, standing_of(session, visitor().person)):
            abort(403)
        found = reports_of(session, at.agency.id, [one], load_catalogues()).get(one.occurrence_id)
        element, words = request.form.get("element", ""), _words("words")
        if not found or element not in {wanted.key for wanted in found.needed} or not words:
            raise Refusal(f"กรุณาพิมพ์คำตอบก่อน{polite()}")
        occurrence = hold(session, one.occurrence_id)
        keep_answer(session, occurrence, element, words, visitor().person.id, None, at.now)
        flash(f"บันทึกคำตอบแล้ว{polite()}")

    return _done(occurrence_id, act)


@blueprint.post("/<int:occurrence_id>/acknowledge")
@needs(Action.VERIFY)
def acknowledge(occurrence_id: int) -> Response:
    """An executive has seen what is wholly finished."""

    def act(session: Session, at: Scene, one: Owed) -> None:
        follow(session, at, verifying.acknowledge(session, at, visitor().person, [_finished(session, one)]))

    return _done(occurrence_id, act)


@blueprint.post("/<int:occurrence_id>/send-back")
@needs(Action.VERIFY)
def send_back(occurrence_id: int) -> Response:
    """An executive wants it mended, and says why."""

    def act(session: Session, at: Scene, one: Owed) -> None:
        why = _words("why")
        if not why:
            raise Refusal(f"กรุณาระบุเหตุผลที่ส่งกลับแก้ไข{polite()}")
        follow(session, at, verifying.send_back(session, at, visitor().person, _finished(session, one), why))

    return _done(occurrence_id, act)


@blueprint.post("/<int:occurrence_id>/extension/<int:extension_id>")
def decide(occurrence_id: int, extension_id: int) -> Response:
    """More time is granted, or refused with the reason; who may is asked where the chat asks it."""

    def act(session: Session, at: Scene, one: Owed) -> None:
        approve, why = request.form.get("decision") == "approve", _words("why")
        if not approve and not why:
            raise Refusal(f"กรุณาระบุเหตุผลที่ไม่อนุมัติ{polite()}")
        follow(session, at, extending.decide(session, at, visitor().person, extension_id, approve, why))

    return _done(occurrence_id, act)


@blueprint.post("/<int:occurrence_id>/published")
@needs(Action.PUBLISH)
def published(occurrence_id: int) -> Response:
    """It stands on the office's own site."""

    def act(session: Session, at: Scene, one: Owed) -> None:
        stamped = verification.publish(session, [one.occurrence_id], visitor().person.id, at.now)
        flash(f"บันทึกว่าเผยแพร่แล้ว{polite()}" if stamped else f"ยังบันทึกไม่ได้{polite()} ต้องรายงานว่าเสร็จก่อน")

    return _done(occurrence_id, act)


@blueprint.post("/<int:occurrence_id>/correct")
@needs(Action.REPORT_ANY)
def correct(occurrence_id: int) -> Response:
    """A status that was recorded wrongly is put right, with the reason."""

    def act(session: Session, at: Scene, one: Owed) -> None:
        wanted, why = request.form.get("status", ""), _words("why")
        if wanted not in list(Status):
            raise Refusal(f"กรุณาเลือกสถานะก่อน{polite()}")
        me = visitor().person.id
        correction.correct_status(session, at.agency.id, one.occurrence_id, Status(wanted), why, me, at.now)
        verifying.refresh(session, at.agency.id, at.now)
        flash(f"แก้ไขสถานะแล้ว{polite()} เก็บของเดิมไว้ในประวัติ")

    return _done(occurrence_id, act)


def _done(occurrence_id: int, act: Callable[[Session, Scene, Owed], None]) -> Response:
    """Do it in one transaction and go back to the page; a refusal is told there and changes nothing."""
    at = scene()
    try:
        with transaction(current_house().engine) as session:
            act(session, at, _seen(session, occurrence_id))
    except Refusal as refusal:
        flash(str(refusal))
    return redirect(url_for(".show", occurrence_id=occurrence_id))


def _seen(session: Session, occurrence_id: int) -> Owed:
    """The occurrence, if it is of this office and the visitor may see it; else the page is not there."""
    who = visitor()
    found = progress.of_occurrences(session, who.agency.id, [occurrence_id])
    shown = visible(session, who.person, found)
    if not shown:
        abort(404)
    return shown[0]


def _finished(session: Session, one: Owed) -> Finished:
    found = verification.finished(session, one.agency_id, one.duty_id, one.due_on)
    if found is None:
        raise Refusal(f"เรื่องนี้ยังไม่เสร็จครบทุกส่วน{polite()}")
    return found


def _words(name: str) -> str:
    return request.form.get(name, "").strip()


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise Refusal(f"กรุณาเลือกวันที่ขอเลื่อนถึง{polite()}") from None


def _link() -> str:
    """The address typed as evidence, "" for none. Raises Refusal for what no browser should follow."""
    link = request.form.get("link", "").strip()
    if link and not (is_web_address(link) and link[:4].lower() == "http"):
        raise Refusal(f"ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http:// และไม่มีช่องว่างหรือรหัสผ่าน{polite()}")
    return link


def _percent() -> int | None:
    given = request.form.get("progress", type=int)
    return given if given is not None and 0 <= given < 100 else None


def _name(given: str | None) -> str | None:
    """The last part of the name, without what is not seen."""
    seen = "".join(c for c in (given or "").replace("\\", "/").rpartition("/")[2] if c.isprintable())
    return seen[:200] or None


def may_see_files(session: Session, occurrence_id: int | None) -> bool:
    """Whether the visitor sees what is bound to this occurrence."""
    who = visitor()
    found = progress.of_occurrences(session, who.agency.id, [occurrence_id] if occurrence_id else [])
    return bool(visible(session, who.person, found)) or (occurrence_id is None and may(who.person.role, Action.SEE_ALL))
