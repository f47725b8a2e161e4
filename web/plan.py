"""The year's plan for who keeps it: what stands, what was uploaded, a new upload, and the year rehearsed."""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import PurePath

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from models import plan_draft, rehearsal
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.fiscal import fiscal_year_of
from models.permissions import Action
from models.refusal import Refusal
from models.thaitext import printable
from tasks.evidence.storage import StorageError, TooLarge, received, storage_of
from tasks.house import current_house
from tasks.plan.source_error import SourceError
from tasks.plan.sources import LARGEST, check_name
from tasks.plan.standing import active_plan, measures_of, plans_of
from tasks.rehearsal.told import sentence
from tasks.rehearsal.work import mark_of
from web.access import needs, visitor
from web.plan_words import WORDS, one_plays
from web.waiting import looking_again

blueprint = Blueprint("plan", __name__, url_prefix="/plan")
for _words in WORDS:
    blueprint.add_app_template_filter(_words)
NOT_KEPT = "เก็บไฟล์ไม่สำเร็จ รอสักครู่แล้วส่งอีกครั้ง หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ"
PIECE = 256 * 1024  # bytes
LONGEST_NAME = 120  # letters of a file's name; what is longer is cut before its ending


@blueprint.get("")
@needs(Action.MANAGE_PLAN)
def home() -> str:
    """The plans that stand, the uploads on their way, and the form for another."""
    return _home()


@blueprint.post("")
@needs(Action.MANAGE_PLAN)
def upload() -> Response | tuple[str, int]:
    """Keep a document for the worker to read; what is wrong with it is told beside the form."""
    file, year = request.files.get("file"), request.form.get("year", type=int)
    try:
        if file is None or not file.filename:
            raise SourceError("เลือกไฟล์ก่อน แล้วกดอ่านเอกสาร")
        if year not in _years():
            raise Refusal("เลือกปีงบประมาณจากรายการ")
        name = clean_name(file.filename)
        check_name(name)
        with closing(file):  # a large one lies in a file of its own
            draft_id = take_in(name, year, _pieces(file))
    except (SourceError, Refusal) as problem:
        return _home(str(problem)), 400
    except TooLarge:
        return _home(f"ไฟล์ใหญ่เกิน {LARGEST // 1024**2} เมกะไบต์ โปรดส่งเฉพาะส่วนที่เป็นแผนหรือรายงาน"), 413
    except StorageError:
        return _home(NOT_KEPT), 503
    return redirect(url_for("plan_review.show", number=draft_id))


def take_in(name: str, fiscal_year: int, pieces: Iterable[bytes]) -> int:
    """Keep a document for the worker to read as this fiscal year's (BE) plan; its draft's number.

    Raises Refusal when too many wait already, SourceError for one without content, TooLarge, StorageError.
    """
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        draft = plan_draft.begin(session, who.agency.id, who.person.id, fiscal_year, name, house.clock())
    try:
        _store(draft.id, draft.stored_as or "", pieces)
    except (SourceError, TooLarge, StorageError):
        with transaction(house.engine) as session:
            plan_draft.discard(session, who.agency.id, draft.id, who.person.id, house.clock())
        raise
    return draft.id


def _store(draft_id: int, stored_as: str, pieces: Iterable[bytes]) -> None:
    house = current_house()
    with received(house.settings, pieces, LARGEST) as kept:
        if not kept.size:
            raise SourceError("ไฟล์ว่างเปล่า โปรดตรวจว่าส่งไฟล์ถูกต้อง แล้วส่งใหม่")
        storage_of(house.settings).put(stored_as, kept, "application/octet-stream")
        with transaction(house.engine) as session:
            plan_draft.arrived(session, draft_id, kept.sha256, kept.size)


def _pieces(file: FileStorage) -> Iterator[bytes]:
    while piece := file.stream.read(PIECE):
        yield piece


def clean_name(typed: str) -> str:
    """The name of an upload as it is shown: no folders, no letters that steer others, not endless, its ending kept."""
    bare = PurePath(typed.replace("\\", "/")).name
    name = printable("".join(c for c in bare if unicodedata.category(c) != "Cf")) or "เอกสาร"
    ending = PurePath(name).suffix[:10]
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(ending)] + ending


def _years() -> tuple[int, int, int]:
    """The fiscal years one may upload for: this one, the next, and the last to be looked at."""
    this = fiscal_year_of(bangkok_day(current_house().clock()))
    return this, this + 1, this - 1


def _home(problem: str = "") -> str:
    house, who = current_house(), visitor()
    with reading(house.engine) as session:
        plans = [(plan, measures_of(session, plan)) for plan in plans_of(session, who.agency.id)]
        drafts = plan_draft.of_office(session, who.agency.id)
    return render_template("plan.html", plans=plans, drafts=drafts, years=_years(), problem=problem)


@blueprint.get("/<int:year>/rehearsal")
@needs(Action.MANAGE_PLAN)
def rehearsed(year: int) -> Response:
    """What a year of the plan that stands would cost, as last played."""
    house, who = current_house(), visitor()
    with reading(house.engine) as session:
        if active_plan(session, who.agency.id, year) is None:
            abort(404)
        run = rehearsal.last(session, who.agency.id, year, None)
        busy = rehearsal.waits(session, who.agency.id)
        stale = run is not None and run.mark != mark_of(session, who.agency.id, year)
    told = sentence(run.result) if run and run.result else ""
    page = render_template("plan_rehearsal.html", year=year, run=run, busy=busy, stale=stale, told=told)
    return looking_again(page, busy is not None)


@blueprint.post("/<int:year>/rehearsal")
@needs(Action.MANAGE_PLAN)
def rehearse(year: int) -> Response:
    """Ask for the year to be played."""
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        if active_plan(session, who.agency.id, year) is None:
            abort(404)
        mark = mark_of(session, who.agency.id, year)
        if not rehearsal.ask(session, who.agency.id, year, None, mark, who.person.id, house.clock()):
            flash(one_plays())
    return redirect(url_for("plan.rehearsed", year=year))
