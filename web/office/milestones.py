"""The assessment's calendar of a year: proposed dates and the announced ones, moved, added, taken away."""

import secrets

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from models import milestones
from models.fiscal import fiscal_year_of
from models.milestones import MilestoneRecord, Words
from models.permissions import Action
from models.refusal import Refusal
from web.access import needs
from web.office.room import EMPTY, Desk, Form, again, at_work, blueprint, day_typed, looking, shown, typed
from web.speaking import polite

Answer = tuple[str, int] | Response
YEARS = range(2560, 2650)
LONGEST = 200  # of a title or a source


@blueprint.get("/milestones")
@needs(Action.MANAGE_OFFICE)
def milestone_list() -> Answer:
    """The year's steps by date."""
    return _list()


@blueprint.get("/milestones/<int:year>/<key>")
@needs(Action.MANAGE_OFFICE)
def milestone(year: int, key: str) -> Answer:
    """One step's dates."""
    return _one(year, key)


@blueprint.post("/milestones/<int:year>")
@needs(Action.MANAGE_OFFICE)
def add_milestone(year: int) -> Answer:
    """A step of the office's own."""
    try:
        with at_work() as desk:
            if any(one.title == typed("title") for one in _of_year(desk, year)):
                raise Refusal("มีรายการชื่อนี้แล้ว แก้ไขวันที่รายการเดิมได้เลย", "title")
            _put(desk, year, f"own-{secrets.token_hex(4)}")
    except Refusal as refusal:
        return _list(again(refusal, "title"), year)
    flash(f"เพิ่มรายการแล้ว{polite()}")
    return redirect(url_for("office.milestone_list", year=year))


@blueprint.post("/milestones/<int:year>/<key>")
@needs(Action.MANAGE_OFFICE)
def put_milestone(year: int, key: str) -> Answer:
    """Set or move a step; phones that subscribe follow."""
    try:
        with at_work() as desk:
            _known_or_404(desk, year, key)
            _put(desk, year, key)
    except Refusal as refusal:
        return _one(year, key, again(refusal, "starts"))
    flash(f"บันทึกวันที่แล้ว{polite()} ปฏิทินในโทรศัพท์จะเลื่อนตาม")
    return redirect(url_for("office.milestone_list", year=year))


@blueprint.post("/milestones/<int:year>/<key>/remove")
@needs(Action.MANAGE_OFFICE)
def remove_milestone(year: int, key: str) -> Answer:
    """The office takes no notice of it any more; a step of the same title can be added anew."""
    with at_work() as desk:
        known = _known_or_404(desk, year, key)
        milestones.withdraw(desk.session, desk.id, year, key, desk.now, desk.person.id)
    flash(f"นำ “{known.title}” ออกจากปฏิทินแล้ว{polite()} เพิ่มกลับได้ด้วยชื่อเดิม")
    return redirect(url_for("office.milestone_list", year=year))


def _put(desk: Desk, year: int, key: str) -> None:
    starts = day_typed("starts")
    ends = day_typed("ends") if typed("ends") else starts
    for field in ("title", "source"):
        if len(typed(field)) > LONGEST:
            raise Refusal(f"ยาวเกิน {LONGEST} ตัวอักษร", field)
    words = Words(typed("title") or None, typed("source") or None, certain=typed("certain") == "yes")
    milestones.put(desk.session, desk.id, year, key, starts, ends, desk.now, words, desk.person.id)


def _list(form: Form = EMPTY, asked: int | None = None) -> Answer:
    with looking() as desk:
        year = asked or request.args.get("year", type=int) or fiscal_year_of(desk.today)
        found = _of_year(desk, year)
    return shown("milestones.html", form, found=found, year=year)


def _one(year: int, key: str, form: Form = EMPTY) -> Answer:
    with looking() as desk:
        known = _known_or_404(desk, year, key)
    return shown("milestone.html", form, one=known, year=year)


def _of_year(desk: Desk, year: int) -> tuple[MilestoneRecord, ...]:
    return milestones.of_year(desk.session, desk.id, year) if year in YEARS else abort(404)


def _known_or_404(desk: Desk, year: int, key: str) -> MilestoneRecord:
    return next((one for one in _of_year(desk, year) if one.key == key), None) or abort(404)
