"""Who waits to be confirmed, and the one-time codes handed out: the same verbs as in the chat."""

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from bot.confirming import decide
from bot.conversation import as_message
from models import contacts, join_codes, outbox, people
from models.permissions import Action, may_give
from models.unit import live_units
from web.access import needs
from web.office.room import at_work, blueprint, looking, number, paths, shown, typed
from web.speaking import polite

Answer = tuple[str, int] | Response


@blueprint.get("/waiting")
@needs(Action.CONFIRM_STAFF)
def waiting() -> Answer:
    """Accounts that ask to be somebody, longest waiting first, and the codes not used yet."""
    with looking() as desk:
        asking = [
            (contact, people.staff_by_id(desk.session, desk.id, contact.staff_id or 0))
            for contact in contacts.pending(desk.session, desk.id)
        ]
        codes = join_codes.usable(desk.session, desk.id, desk.now)
        names = {one.id: one.name for one in people.roster(desk.session, desk.id)}
        units = dict(paths(live_units(desk.session, desk.id)))
    asked = [(contact, person, may_give(desk.person.role, person.role)) for contact, person in asking if person]
    return shown("waiting.html", asked=asked, codes=codes, names=names, units=units)


@blueprint.post("/waiting/<int:contact_id>")
@needs(Action.CONFIRM_STAFF)
def decide_waiting(contact_id: int) -> Answer:
    """Yes or no; the person hears of it in LINE where it arrives."""
    accepted, staff_id = typed("answer") == "yes", number("person")
    with at_work() as desk:
        if contacts.contact_by_id(desk.session, desk.id, contact_id) is None or staff_id is None:
            abort(404)
        wanted = people.staff_by_id(desk.session, desk.id, staff_id)
        if wanted and not may_give(desk.person.role, wanted.role):
            abort(403)
        notes = decide(desk.session, desk.office, desk.person, contact_id, staff_id, accepted, desk.now)
        for note in notes or ():
            outbox.enqueue(desk.session, as_message(desk.id, note, desk.now), desk.now)
    if notes is None:
        flash(f"คำขอนี้มีผู้พิจารณาแล้ว หรือถูกเปลี่ยนเป็นชื่ออื่น{polite()} ไม่มีการเปลี่ยนแปลงเพิ่ม")
    else:
        flash(f"ยืนยันแล้ว{polite()}" if accepted else f"ไม่ยืนยันคำขอนี้แล้ว{polite()} เจ้าตัวลงทะเบียนใหม่ได้")
    return redirect(url_for("office.waiting"))


@blueprint.post("/codes/<int:code_id>/revoke")
@needs(Action.CONFIRM_STAFF)
def revoke_code(code_id: int) -> Answer:
    """A code that went astray ends now."""
    with at_work() as desk:
        done = join_codes.revoke(desk.session, desk.id, code_id, desk.now, desk.person.id)
    flash(f"ยกเลิกรหัสแล้ว{polite()}" if done else f"รหัสนี้ใช้ไปแล้วหรือหมดอายุแล้ว{polite()}")
    return redirect(url_for("office.waiting"))
