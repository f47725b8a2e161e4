"""How the office is called and speaks: name, quota, website, meeting day, voice, the report's names, its texts."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from models import agency
from models.agency import LONGEST_CONTACT, Wishes
from models.permissions import Action
from models.records import Voice
from models.refusal import Refusal
from models.thaitext import fold_digits
from web.access import needs
from web.office.room import EMPTY, Form, again, at_work, blueprint, looking, shown, typed
from web.speaking import polite

Answer = tuple[str, int] | Response
MOST_QUOTA = 10_000_000
DIGITS = (("arabic", "เลขอารบิก 1 2 3"), ("thai", "เลขไทย ๑ ๒ ๓"))
PARTICLES = (("ค่ะ", "ค่ะ"), ("ครับ", "ครับ"))
NAMES = (("names", "ชื่อและตำแหน่งตามเอกสาร"), ("positions", "ตำแหน่งเท่านั้น ไม่ใส่ชื่อบุคคล"))


@blueprint.get("/settings")
@needs(Action.MANAGE_OFFICE)
def settings() -> Answer:
    """Everything as it is."""
    return _shown()


@blueprint.post("/settings")
@needs(Action.MANAGE_OFFICE)
def change_settings() -> Answer:
    """All at once; nothing is kept when one of them does not do."""
    try:
        with at_work() as desk:
            agency.change(desk.session, desk.id, _wishes(), desk.now, desk.person.id)
    except Refusal as refusal:
        return _shown(again(refusal))
    flash(f"บันทึกแล้ว{polite()}")
    return redirect(url_for("office.settings"))


def _wishes() -> Wishes:
    quota = fold_digits(typed("quota")).replace(",", "")
    if not quota.isdecimal() or not 0 < int(quota[:9] or 0) <= MOST_QUOTA or len(quota) > 8:
        raise Refusal("ใส่จำนวนข้อความต่อเดือนเป็นตัวเลข เช่น 300", "quota")
    particle, digits = typed("particle"), typed("digits")
    if particle not in dict(PARTICLES) or digits not in dict(DIGITS) or typed("names") not in dict(NAMES):
        raise Refusal("เลือกจากตัวเลือกที่มีให้")
    return Wishes(
        name=typed("name")[:200],
        quota=int(quota),
        voice=Voice(particle, digits),
        website=typed("website"),
        by_position=typed("names") == "positions",
        privacy_contact=typed("privacy_contact"),
        meeting=typed("meeting")[:80],
    )


def _shown(form: Form = EMPTY) -> Answer:
    with looking() as desk:
        office = agency.by_id(desk.session, desk.id)
    return shown(
        "settings.html", form, office=office, digits=DIGITS, particles=PARTICLES, names=NAMES, longest=LONGEST_CONTACT
    )
