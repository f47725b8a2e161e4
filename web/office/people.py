"""The roster: who is on it, added, edited, off it again; one-time codes and signing somebody out."""

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from models import join_codes, page_access, people, roster
from models.enrolment import RosterRow
from models.permissions import Action, may_give
from models.person_name import rank_names
from models.records import Role, StaffRecord
from models.refusal import Refusal
from models.unit import live_units
from tasks.commands.staff import WHERE_TO_TYPE
from tasks.roster_rows import ROLE_NAMES
from web.access import needs, visitor
from web.office.room import EMPTY, Desk, Form, again, at_work, blueprint, looking, number, paths, shown, typed
from web.paging import page_of
from web.speaking import polite

Answer = tuple[str, int] | Response


@blueprint.get("/people")
@needs(Action.MANAGE_STAFF)
def people_list() -> Answer:
    """Everybody on the roster, or whom a typed name, a unit or a role means."""
    wanted, unit_id, role = request.args.get("q", ""), request.args.get("unit", type=int), request.args.get("role", "")
    with looking() as desk:
        units = live_units(desk.session, desk.id)
        everybody = people.roster(desk.session, desk.id)
    inside = {unit.id for unit in units if unit_id in (unit.id, unit.parent_id)}
    found = [one for one in everybody if (unit_id is None or one.unit_id in inside) and role in ("", one.role)]
    if wanted.strip():
        found = [found[n] for n in rank_names(wanted, [one.name for one in found])]
    return shown(
        "people.html",
        page=page_of(found, request.args.get("page", type=int)),
        count=len(found),
        all=len(everybody),
        names=dict(paths(units)),
        units=[("", "ทุกสังกัด"), *paths(units)],
        roles=[("", "ทุกบทบาท"), *ROLE_NAMES.items()],
        asked={"q": wanted, "unit": unit_id or "", "role": role},
    )


@blueprint.get("/people/new")
@needs(Action.MANAGE_STAFF)
def new_person() -> Answer:
    """An empty form."""
    return _form(None)


@blueprint.post("/people/new")
@needs(Action.MANAGE_STAFF)
def add_person() -> Answer:
    """Somebody joins the roster."""
    try:
        with at_work() as desk:
            made = roster.add(desk.session, desk.id, _row(), desk.now, desk.person)
    except Refusal as refusal:
        return _form(None, again(refusal, "name"))
    flash(f"เพิ่ม {made.name} ในทะเบียนแล้ว{polite()}")
    return redirect(url_for("office.person", staff_id=made.id))


@blueprint.get("/people/<int:staff_id>")
@needs(Action.MANAGE_STAFF)
def person(staff_id: int) -> Answer:
    """One person and what can be done."""
    return _form(staff_id)


@blueprint.post("/people/<int:staff_id>")
@needs(Action.MANAGE_STAFF)
def edit_person(staff_id: int) -> Answer:
    """Their name, position, unit and role."""
    try:
        with at_work() as desk:
            _person_or_404(desk, staff_id)
            roster.edit(desk.session, desk.id, staff_id, _row(), desk.now, desk.person)
    except Refusal as refusal:
        return _form(staff_id, again(refusal, "name"))
    flash(f"บันทึกแล้ว{polite()}")
    return redirect(url_for("office.person", staff_id=staff_id))


@blueprint.post("/people/<int:staff_id>/code")
@needs(Action.CONFIRM_STAFF)
def make_person_code(staff_id: int) -> Answer:
    """A one-time code that binds their LINE account, shown this once."""
    with at_work() as desk:
        found = _person_or_404(desk, staff_id)
        if not may_give(desk.person.role, found.role):
            abort(403)
        code = join_codes.make_staff_code(desk.session, desk.id, staff_id, desk.now, desk.person.id)
    return shown("code.html", code=code, whose=f"รหัสของ {found.name}", where=WHERE_TO_TYPE, back=_address(staff_id))


@blueprint.post("/people/<int:staff_id>/sign-out")
@needs(Action.MANAGE_STAFF)
def sign_person_out(staff_id: int) -> Answer:
    """End all their sessions and links."""
    with at_work() as desk:
        found = _person_or_404(desk, staff_id)
        if not may_give(desk.person.role, found.role):
            abort(403)
        ended = page_access.end_all(desk.session, desk.id, staff_id, desk.now, desk.person.id)
    flash(f"ออกจากระบบของ {found.name} แล้ว {ended} เครื่อง{polite()}")
    return redirect(url_for("office.sessions") if typed("to") == "sessions" else _address(staff_id))


@blueprint.get("/people/<int:staff_id>/leave")
@needs(Action.MANAGE_STAFF)
def ask_leaving(staff_id: int) -> Answer:
    """What becomes of their work and account."""
    return _leaving(staff_id)


@blueprint.post("/people/<int:staff_id>/leave")
@needs(Action.MANAGE_STAFF)
def leave(staff_id: int) -> Answer:
    """Off the roster."""
    try:
        with at_work() as desk:
            found = _person_or_404(desk, staff_id)
            roster.leave(desk.session, desk.id, staff_id, desk.now, desk.person)
    except Refusal as refusal:
        return _leaving(staff_id, Form({}, {"": str(refusal)}))
    flash(f"นำ {found.name} ออกจากทะเบียนแล้ว{polite()} หากพลาด เพิ่มชื่อเดิมกลับได้ ประวัติยังอยู่ครบ")
    return redirect(url_for("office.people_list"))


def _leaving(staff_id: int, form: Form = EMPTY) -> Answer:
    with looking() as desk:
        found = _person_or_404(desk, staff_id)
        own = roster.own_work(desk.session, desk.id, staff_id)
    return shown("person_leave.html", form, person=found, own=own)


def _form(staff_id: int | None, form: Form = EMPTY) -> Answer:
    with looking() as desk:
        found = _person_or_404(desk, staff_id) if staff_id else None
        units = paths(live_units(desk.session, desk.id))
    giver = visitor().person
    roles = [(role, words) for role, words in ROLE_NAMES.items() if may_give(giver.role, role)]
    fixed = found is not None and (found.id == giver.id or not may_give(giver.role, found.role))
    return shown(
        "person.html",
        form,
        person=found,
        units=[("", "— ไม่ระบุ —"), *units],
        roles=roles,
        fixed=fixed,
        is_self=found is not None and found.id == giver.id,
        lets_in=found is not None and may_give(giver.role, found.role),
    )


def _row() -> RosterRow:
    role = typed("role")
    if role and role not in set(Role):
        raise Refusal("เลือกบทบาทจากรายการ", "role")
    if typed("unit") and number("unit") is None:
        raise Refusal("ไม่พบสังกัดนี้ เลือกจากรายการอีกครั้ง", "unit")
    return RosterRow(typed("name"), typed("position") or None, number("unit"), Role(role) if role else None)


def _person_or_404(desk: Desk, staff_id: int) -> StaffRecord:
    found = people.staff_by_id(desk.session, desk.id, staff_id)
    return found if found else abort(404)


def _address(staff_id: int) -> str:
    return url_for("office.person", staff_id=staff_id)
