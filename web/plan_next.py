"""Next year's plan as a draft: from this year's report and the new scores, to be taken away or gone on with."""

from dataclasses import asdict
from datetime import datetime

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Redirect

from models import progress
from models.bangkok import bangkok_day
from models.database import reading
from models.fiscal import fiscal_year_of
from models.permissions import Action
from models.readings import Score
from models.refusal import Refusal
from tasks.apart import Apart, apart
from tasks.evidence.storage import StorageError
from tasks.house import House, current_house
from tasks.next_year.drafting import NextYear, drafted
from tasks.next_year.proposals import Item
from tasks.next_year.sources import Assessment, read_apart
from tasks.plan.source_error import SourceError
from tasks.plan.sources import check_name
from tasks.reports.report import FORMATS
from web.access import needs, visitor
from web.plan import NOT_KEPT, clean_name, take_in
from web.rendering import number
from web.speaking import polite

blueprint = Blueprint("plan_next", __name__, url_prefix="/plan/next")
KINDS = ("docx", "xlsx", "pdf")
LARGEST = 10_000_000  # bytes: a table of scores or an analysis with room to spare
LONGEST = 20.0  # seconds: somebody waits for the answer
LONGEST_SEAL = 300_000  # letters: what was read travels in the form, which may not be longer than web/security.py says
WAITS = 60 * 60 * 12  # seconds between looking and pressing: as long as a session lasts


@blueprint.get("")
@needs(Action.MANAGE_PLAN)
def show() -> str:
    """What this year's plan alone would lead to, and the form for the new scores."""
    return _page(request.args.get("year", type=int), ((), ()))


@blueprint.post("")
@needs(Action.MANAGE_PLAN)
def work() -> str | tuple[str, int] | Response | Redirect:
    """Look at the draft with the scores sent, take it away as a file, or go on with it as an upload of the plan."""
    year, wanted = request.form.get("year", type=int), request.form.get("do", "see")
    given: Assessment = ((), ())
    try:
        given = _given()
        if wanted in KINDS:
            return _file(year, given, wanted)
        return _begun(year, given) if wanted == "start" else _page(year, given)
    except (Refusal, SourceError) as problem:
        return _page(year, given, str(problem)), 400
    except StorageError:
        return _page(year, given, NOT_KEPT), 503


def _page(year: int | None, given: Assessment, problem: str = "") -> str:
    house, who = current_house(), visitor()
    with reading(house.engine) as session:
        years = _begun_years(session, house.clock())
        found = _drafted(session, house.clock(), year, given) if years else None
        coming = None if years else progress.current_year(session, who.agency.id, bangkok_day(house.clock()))
    sealed = _sealer().dumps([[asdict(one) for one in kind] for kind in given]) if any(given) else ""
    choices = [(year + 1, f"ปี {number(year + 1)}") for year in years]
    formats = {kind: FORMATS[kind] for kind in KINDS}
    shown = {"found": found, "coming": coming, "years": choices, "sealed": sealed, "formats": formats}
    return render_template("plan_next.html", problem=problem, **shown)


def _drafted(session: Session, now: datetime, year: int | None, given: Assessment) -> NextYear:
    """For the year asked for, else for the one after the plan of today; 404 where no plan that began precedes it."""
    begun = _begun_years(session, now)
    if year is None:
        year = max(begun, default=0) + 1
    if year - 1 not in begun:
        abort(404)
    return drafted(session, visitor().agency.id, year, *given, now)


def _begun_years(session: Session, now: datetime) -> list[int]:
    """The years with a plan of which there is something to go on from, the newest first."""
    today = fiscal_year_of(bangkok_day(now))
    return [year for year in progress.years(session, visitor().agency.id) if year <= today]


def _made(house: House, year: int | None, given: Assessment, kind: str) -> tuple[NextYear, bytes]:
    with reading(house.engine) as session:
        found = _drafted(session, house.clock(), year, given)
    return found, FORMATS[kind].write(found.report, {})


def _file(year: int | None, given: Assessment, kind: str) -> Response:
    found, data = _made(current_house(), year, given, kind)
    answer = Response(data, content_type=FORMATS[kind].content_type)
    name = f"plan-{found.fiscal_year}-{visitor().agency.slug}.{kind}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _begun(year: int | None, given: Assessment) -> Redirect:
    found, data = _made(current_house(), year, given, "docx")
    draft_id = take_in(f"ร่างแผนปี {found.fiscal_year}.docx", found.fiscal_year, [data])
    return redirect(url_for("plan_review.show", number=draft_id))


def _given() -> Assessment:
    """What the file says that was sent now, else what was read before. Raises SourceError, Refusal."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _opened(request.form.get("sealed", ""))
    name, data = clean_name(file.filename), file.stream.read(LARGEST + 1)
    check_name(name)
    if len(data) > LARGEST:
        raise Refusal(f"ไฟล์ใหญ่เกิน {LARGEST // 1_000_000} MB โปรดส่งเฉพาะตารางคะแนนหรือผลการวิเคราะห์")
    try:
        found: Assessment = apart(read_apart, name, data, seconds=LONGEST)
    except Apart as end:
        raise Refusal("อ่านไฟล์ไม่สำเร็จ โปรดส่งเฉพาะตารางคะแนนหรือผลการวิเคราะห์") from end
    if len(_sealer().dumps([[asdict(one) for one in kind] for kind in found])) > LONGEST_SEAL:
        raise Refusal("ไฟล์มีข้อค้นพบมากเกินไป โปรดส่งเฉพาะตารางคะแนนหรือผลการวิเคราะห์")
    return found


def _opened(sealed: str) -> Assessment:
    if not sealed:
        return (), ()
    try:
        scores, items = _sealer().loads(sealed, max_age=WAITS)
    except BadData as error:
        raise Refusal(f"หน้านี้เปิดค้างไว้นานเกินไป{polite()} โปรดเลือกไฟล์คะแนนอีกครั้ง") from error
    return tuple(Score(**one) for one in scores), tuple(Item(**{**one, "codes": tuple(one["codes"])}) for one in items)


def _sealer() -> URLSafeTimedSerializer:
    who = visitor()
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"next-year/{who.agency.id}/{who.person.id}")
