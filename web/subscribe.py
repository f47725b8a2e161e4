"""Calendars for the phone: everybody gets the address of their own, and takes addresses back; each is shown once."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.standing import top_unit
from models import calendar_link
from models.calendar_link import Whose
from models.database import reading, transaction
from models.permissions import Action, may
from models.unit import live_units
from tasks.house import current_house
from web.access import visitor
from web.speaking import polite

blueprint = Blueprint("subscribe", __name__)


@dataclass(frozen=True)
class Offer:
    """A calendar the visitor may have: whose, in words, and how many addresses of it are good now."""

    kind: str
    words: str
    whose: Whose
    live: int

    @property
    def may_revoke(self) -> bool:
        """Whether who is looking may end its addresses."""
        return self.kind == "person" or may(visitor().person.role, Action.MANAGE_OFFICE)


@blueprint.get("/subscribe")
def show() -> str:
    """Which calendars there are for who is looking."""
    with reading(current_house().engine) as session:
        return render_template("subscribe.html", offers=_offers(session))


@blueprint.post("/subscribe")
def make() -> str:
    """A new address, said on this answer and never again."""
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        offer = _meant(session)
        token = calendar_link.make(session, who.agency.id, offer.whose, house.clock(), who.person.id)
        offers = _offers(session)
    address = (house.settings.public_url or request.host_url).rstrip("/") + url_for("calendar.feed", token=token)
    return render_template("subscribe.html", offers=offers, made=offer, address=address)


@blueprint.post("/subscribe/revoke")
def revoke() -> Response:
    """Take every address of one calendar back: one's own, or for who runs the office those that many share."""
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        offer = _meant(session)
        if not offer.may_revoke:
            abort(403)
        taken = calendar_link.revoke(session, who.agency.id, offer.whose, house.clock(), who.person.id)
    flash(f"ยกเลิกลิงก์ปฏิทิน{offer.words}แล้ว {taken} ลิงก์ โทรศัพท์ที่เคยเพิ่มไว้จะไม่ได้รับข้อมูลใหม่{polite()}")
    return redirect(url_for("subscribe.show"))


def _meant(session: Session) -> Offer:
    kind = request.form.get("kind")
    return next((offer for offer in _offers(session) if offer.kind == kind), None) or abort(403)


def _offers(session: Session) -> list[Offer]:
    """One's own; the unit's one sits in; the whole office's for those who may see it."""
    who = visitor()
    unit_id = top_unit(session, who.person)
    unit = next((one for one in live_units(session, who.agency.id) if one.id == unit_id), None)
    every = [("person", "งานของฉัน", Whose(staff_id=who.person.id))]
    if unit is not None:
        every.append(("unit", unit.name, Whose(unit_id=unit.id)))
    if may(who.person.role, Action.SEE_ALL):
        every.append(("office", "ทั้งหน่วยงาน", Whose()))
    counted = [calendar_link.count(session, who.agency.id, whose) for _, _, whose in every]
    return [Offer(*one, live) for one, live in zip(every, counted, strict=True)]
