"""Who is signed in to the pages, which links are still unused, which calendars are subscribed to; each can be ended."""

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from models import calendar_link, names, page_access, people
from models.calendar_link import Whose
from models.permissions import Action, may_give
from web.access import needs
from web.office.room import Desk, at_work, blueprint, looking, number, shown
from web.speaking import polite

Answer = tuple[str, int] | Response


@blueprint.get("/sessions")
@needs(Action.MANAGE_STAFF)
def sessions() -> Answer:
    """By person, newest first; then the calendars."""
    with looking() as desk:
        found = page_access.signed_in(desk.session, desk.id, desk.now)
        calendars = calendar_link.live(desk.session, desk.id)
        staff, units = names.staff_names(desk.session, desk.id), names.unit_names(desk.session, desk.id)
        endable = _endable(desk)
    by_person: dict[int, list[page_access.SignedIn]] = {}
    for one in found:
        by_person.setdefault(one.staff_id, []).append(one)
    called = {
        whose: f"งานของ {staff.get(whose.staff_id or 0, '—')}"
        if whose.staff_id
        else units.get(whose.unit_id or 0, "ทั้งหน่วยงาน")
        for whose in calendars
    }
    return shown("sessions.html", by_person=by_person, endable=endable, names=staff, calendars=calendars, called=called)


@blueprint.post("/calendars/revoke")
@needs(Action.MANAGE_STAFF)
def revoke_calendar() -> Answer:
    """Take back every address of one calendar; phones that subscribe hear no more."""
    whose = Whose(number("person"), number("unit"))
    with at_work() as desk:
        if whose not in calendar_link.live(desk.session, desk.id):
            abort(404)
        if whose.staff_id and whose.staff_id not in _endable(desk):
            abort(403)
        taken = calendar_link.revoke(desk.session, desk.id, whose, desk.now, desk.person.id)
    flash(f"ยกเลิกที่อยู่ปฏิทินแล้ว {taken} รายการ{polite()}")
    return redirect(url_for("office.sessions"))


def _endable(desk: Desk) -> set[int]:
    """Those whose ways in this person may end: whom they may also give a role."""
    return {one.id for one in people.roster(desk.session, desk.id) if may_give(desk.person.role, one.role)}
