"""The year's report to be looked through and taken away: what is missing and from whom, and a link for each file."""

from datetime import date, datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from config.files import load_policy
from models import progress
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.fiscal import fiscal_bounds, quarter_bounds
from models.permissions import Action
from models.refusal import Refusal
from tasks.house import current_house
from tasks.reports.asking import Asked, ask_for_report
from tasks.reports.gather import HALF, as_of_day
from tasks.reports.report import FORMATS, Report, prepare, written
from web.access import needs, visitor
from web.rendering import number
from web.speaking import polite

blueprint = Blueprint("report", __name__, url_prefix="/report")


@blueprint.get("")
@needs(Action.SEE_ALL)
def show() -> str | tuple[str, int]:
    """The check sheet of a year as of a day, with the files."""
    house, who = current_house(), visitor()
    now = house.clock()
    problem = ""
    with reading(house.engine) as session:
        years = progress.years(session, who.agency.id)
        year = request.args.get("year", type=int)
        year = year if year in years else progress.current_year(session, who.agency.id, bangkok_day(now))
        if year is None:
            return render_template("report.html", report=None, years=years)
        try:
            as_of = as_of_day(request.args.get("as_of"), year, now)
        except Refusal as refusal:
            problem, as_of = str(refusal), _latest(year, now)
        report = prepare(session, who.agency.id, year, as_of)
    page = render_template(
        "report.html",
        report=report,
        years=years,
        formats=FORMATS,
        half=_half(year, now),
        latest=as_of == _latest(year, now),
        problem=problem,
    )
    return (page, 400) if problem else page


@blueprint.get("/<int:year>/<day>/report.<style>")
@needs(Action.SEE_ALL)
def take(year: int, day: str, style: str) -> Response:
    """One of the files; its name says whose it is, of which year and day."""
    if style not in FORMATS:
        abort(404)
    house, who = current_house(), visitor()
    try:
        with reading(house.engine) as session:
            if year not in progress.years(session, who.agency.id):
                abort(404)
            report = prepare(session, who.agency.id, year, as_of_day(day, year, house.clock()))
    except Refusal:
        abort(404)
    answer = Response(written(report, style, house.settings), content_type=FORMATS[style].content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=_name(report, who.agency.slug, style))
    return answer


@blueprint.post("/<int:year>/ask")
@needs(Action.REMIND_MISSING)
def ask(year: int) -> Redirect:
    """‹ถามผู้รับผิดชอบ›: those who answer for what is missing hear of it in their own chat."""
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        if year not in progress.years(session, who.agency.id):
            abort(404)
        asked = ask_for_report(session, who.agency.id, year, who.person.id, house.clock(), load_policy())
    flash(_told(asked))
    return redirect(url_for("report.show", year=year))


def _told(asked: Asked) -> str:
    told = [f"ส่งคำถามถึง {asked.people} คน" if asked.people else ""]
    told.append(f"เตือนงานที่ยังไม่เสร็จ {asked.reminded} งวดในรอบแจ้งเตือนถัดไป" if asked.reminded else "")
    told.append(f"วันนี้ถามไปแล้ว {asked.before} คน" if asked.before else "")
    told.append(f"อีก {asked.unreached} งวดยังไม่มีผู้รับผิดชอบที่ติดต่อทาง LINE ได้" if asked.unreached else "")
    return number(" · ".join(filter(None, told)) or f"ไม่มีข้อมูลที่ต้องถามเพิ่ม{polite()}")


def _name(report: Report, slug: str, style: str) -> str:
    return f"ita-{report.facts.fiscal_year}-{slug}-{report.facts.as_of.isoformat()}.{style}"


def _latest(year: int, now: datetime) -> date:
    """Today, or the year's end when that has passed."""
    first, last = fiscal_bounds(year)
    return max(first, min(last, bangkok_day(now)))


def _half(year: int, now: datetime) -> date | None:
    """The end of the first half-year, once it has come."""
    half = quarter_bounds(year, 2)[1]
    return as_of_day(HALF, year, now) if bangkok_day(now) > half else None
