"""Units and sections: added, renamed, called by other names, merged, closed and taken up again."""

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from models import unit_changes
from models.permissions import Action
from models.refusal import Refusal
from models.unit import aliases_of, live_units
from web.access import needs
from web.office.room import (
    EMPTY,
    Form,
    again,
    at_work,
    blueprint,
    looking,
    number,
    paths,
    shown,
    typed,
    unit_or_404,
)
from web.speaking import polite

Answer = tuple[str, int] | Response


@blueprint.get("/units")
@needs(Action.MANAGE_OFFICE)
def units() -> Answer:
    """All units with their sections and other names."""
    return _list()


@blueprint.post("/units")
@needs(Action.MANAGE_OFFICE)
def add_unit() -> Answer:
    """A unit, or a section of one."""
    try:
        with at_work() as desk:
            parent = number("parent")
            if parent is not None:
                unit_or_404(desk, parent)
            before = {unit.id for unit in live_units(desk.session, desk.id)}
            made = unit_changes.add(desk.session, desk.id, parent, typed("name"), desk.now, desk.person.id)
    except Refusal as refusal:
        return _list(again(refusal, "name"))
    flash(f"มี {made.name} อยู่แล้ว{polite()}" if made.id in before else f"เพิ่ม {made.name} แล้ว{polite()}")
    return redirect(url_for("office.units"))


@blueprint.get("/units/<int:unit_id>")
@needs(Action.MANAGE_OFFICE)
def unit(unit_id: int) -> Answer:
    """One unit or section and what can be done with it."""
    return _one(unit_id)


@blueprint.post("/units/<int:unit_id>/name")
@needs(Action.MANAGE_OFFICE)
def rename_unit(unit_id: int) -> Answer:
    """Another name; the old one goes on meaning it."""
    try:
        with at_work() as desk:
            unit_or_404(desk, unit_id)
            unit_changes.rename(desk.session, desk.id, unit_id, typed("name"), desk.now, desk.person.id)
    except Refusal as refusal:
        return _one(unit_id, again(refusal, "name"))
    flash(f"เปลี่ยนชื่อแล้ว{polite()} ชื่อเดิมยังใช้เรียกได้")
    return redirect(url_for("office.unit", unit_id=unit_id))


@blueprint.post("/units/<int:unit_id>/aliases")
@needs(Action.MANAGE_OFFICE)
def change_aliases(unit_id: int) -> Answer:
    """One more name by which documents call it, or one less."""
    try:
        with at_work() as desk:
            unit_or_404(desk, unit_id)
            if "remove" in request.form:
                unit_changes.call_no_more(desk.session, desk.id, unit_id, typed("remove"), desk.now, desk.person.id)
            else:
                unit_changes.call(desk.session, desk.id, unit_id, typed("alias"), desk.now, desk.person.id)
    except Refusal as refusal:
        return _one(unit_id, Form({"alias": typed("alias")}, {"alias": str(refusal)}))
    flash(f"นำชื่อเรียกออกแล้ว{polite()}" if "remove" in request.form else f"เพิ่มชื่อเรียกแล้ว{polite()}")
    return redirect(url_for("office.unit", unit_id=unit_id))


@blueprint.get("/units/<int:unit_id>/close")
@needs(Action.MANAGE_OFFICE)
def ask_closing(unit_id: int) -> Answer:
    """What hangs on it, and whether it can be closed."""
    with looking() as desk:
        found, hanging = unit_or_404(desk, unit_id), unit_changes.hanging(desk.session, desk.id, unit_id)
    return shown("unit_close.html", unit=found, hanging=hanging.words)


@blueprint.post("/units/<int:unit_id>/close")
@needs(Action.MANAGE_OFFICE)
def close_unit(unit_id: int) -> Answer:
    """Nothing is given to it any more."""
    try:
        with at_work() as desk:
            found = unit_or_404(desk, unit_id)
            unit_changes.close(desk.session, desk.id, unit_id, desk.now, desk.person.id)
    except Refusal as refusal:
        with looking() as desk:
            found, hanging = unit_or_404(desk, unit_id), unit_changes.hanging(desk.session, desk.id, unit_id)
        return shown("unit_close.html", again(refusal), unit=found, hanging=hanging.words)
    flash(f"ปิด {found.name} แล้ว{polite()} เปิดใช้อีกครั้งได้ที่ท้ายหน้านี้")
    return redirect(url_for("office.units"))


@blueprint.post("/units/<int:unit_id>/reopen")
@needs(Action.MANAGE_OFFICE)
def reopen_unit(unit_id: int) -> Answer:
    """Take a closed one up again."""
    try:
        with at_work() as desk:
            if all(one.id != unit_id for one in unit_changes.closed_units(desk.session, desk.id)):
                abort(404)
            found = unit_changes.reopen(desk.session, desk.id, unit_id, desk.now, desk.person.id)
    except Refusal as refusal:
        return _list(Form({}, {"": str(refusal)}))
    flash(f"เปิดใช้ {found.name} อีกครั้งแล้ว{polite()}")
    return redirect(url_for("office.units"))


@blueprint.get("/units/<int:unit_id>/merge")
@needs(Action.MANAGE_OFFICE)
def ask_merging(unit_id: int) -> Answer:
    """What would go over, and into which unit."""
    return _merging(unit_id, request.args.get("into", type=int))


@blueprint.post("/units/<int:unit_id>/merge")
@needs(Action.MANAGE_OFFICE)
def merge_units(unit_id: int) -> Answer:
    """One becomes part of another."""
    into_id = number("into")
    try:
        with at_work() as desk:
            found, into = unit_or_404(desk, unit_id), unit_or_404(desk, into_id or 0)
            went = unit_changes.merge(desk.session, desk.id, unit_id, into.id, desk.now, desk.person.id)
    except Refusal as refusal:
        return _merging(unit_id, into_id, again(refusal, "into"))
    flash(f"รวม {found.name} เข้ากับ {into.name} แล้ว{polite()} ย้าย: {' · '.join(went.words) or 'ไม่มีสิ่งที่ต้องย้าย'}")
    return redirect(url_for("office.unit", unit_id=into.id))


def _merging(unit_id: int, into_id: int | None, form: Form = EMPTY) -> Answer:
    with looking() as desk:
        found, hanging = unit_or_404(desk, unit_id), unit_changes.hanging(desk.session, desk.id, unit_id)
        others = [(i, name) for i, name in paths(live_units(desk.session, desk.id)) if i != unit_id]
        into = unit_or_404(desk, into_id) if into_id else None
    return shown("unit_merge.html", form, unit=found, hanging=hanging.words, others=others, into=into)


def _list(form: Form = EMPTY) -> Answer:
    with looking() as desk:
        known, further = live_units(desk.session, desk.id), aliases_of(desk.session, desk.id)
        closed = unit_changes.closed_units(desk.session, desk.id)
    names: dict[int, list[str]] = {}
    for key, unit_id in further.items():
        names.setdefault(unit_id, []).append(key)
    tops = [one for one in known if one.parent_id is None]
    parents = [("", "— เป็นส่วนราชการ ไม่อยู่ใต้ที่ใด —"), *((one.id, one.name) for one in tops)]
    return shown("units.html", form, units=known, tops=tops, names=names, closed=closed, parents=parents)


def _one(unit_id: int, form: Form = EMPTY) -> Answer:
    with looking() as desk:
        found, known = unit_or_404(desk, unit_id), live_units(desk.session, desk.id)
        names = [key for key, means in aliases_of(desk.session, desk.id).items() if means == unit_id]
        hanging = unit_changes.hanging(desk.session, desk.id, unit_id)
    parent = next((one for one in known if one.id == found.parent_id), None)
    sections = [one for one in known if one.parent_id == unit_id]
    return shown("unit.html", form, unit=found, parent=parent, sections=sections, names=names, hanging=hanging.words)
