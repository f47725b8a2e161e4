"""Working days: the country's holidays as the service knows them, and what the office says otherwise."""

from datetime import date

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from config.files import load_policy
from models import own_days
from models.fiscal import fiscal_bounds, fiscal_year_of
from models.holidays import holiday_names
from models.permissions import Action
from models.refusal import Refusal
from models.thaidate import long_date
from tasks.reminders.calendar import calendar_for
from tasks.reminders.recompute import look_again
from web.access import needs
from web.office.room import EMPTY, Form, again, at_work, blueprint, day_typed, looking, shown, typed
from web.speaking import polite

Answer = tuple[str, int] | Response


@blueprint.get("/days")
@needs(Action.MANAGE_OFFICE)
def days() -> Answer:
    """What the office said of its days from now on, and the holidays of the year."""
    return _list()


@blueprint.post("/days")
@needs(Action.MANAGE_OFFICE)
def set_day() -> Answer:
    """A day off, or a day of work; reminders move with it."""
    try:
        with at_work() as desk:
            day, is_open = day_typed("day"), typed("kind") == "open"
            if day < desk.today or day.year > desk.today.year + 2:
                raise Refusal("ระบุวันที่ตั้งแต่วันนี้ไป ไม่เกินสองปีข้างหน้า", "day")
            if calendar_for(desk.session, desk.id, desk.today).is_workday(day) == is_open:
                raise Refusal(f"{long_date(day)} เป็น{'วันทำการ' if is_open else 'วันหยุด'}อยู่แล้ว", "day")
            reason = typed("reason")[:200]
            own_days.set_day(desk.session, desk.id, day, is_open, reason, desk.now, desk.person.id)
            moved = look_again(desk.session, desk.id, desk.now, load_policy())
    except Refusal as refusal:
        return _list(again(refusal, "reason"))
    flash(f"{long_date(day)} เป็น{'วันทำการ' if is_open else 'วันหยุด'}แล้ว{polite()}{_moved(moved)}")
    return redirect(url_for("office.days"))


@blueprint.post("/days/<day>/clear")
@needs(Action.MANAGE_OFFICE)
def clear_day(day: str) -> Answer:
    """The day is again what the calendar says."""
    try:
        meant = date.fromisoformat(day)
    except ValueError:
        abort(404)
    with at_work() as desk:
        if own_days.clear_day(desk.session, desk.id, meant, desk.now, desk.person.id):
            moved = look_again(desk.session, desk.id, desk.now, load_policy())
            flash(f"{long_date(meant)} กลับเป็นตามปฏิทินแล้ว{polite()}{_moved(moved)}")
    return redirect(url_for("office.days"))


def _moved(count: int) -> str:
    return f" เลื่อนวันเตือน {count} งวด" if count else ""


def _list(form: Form = EMPTY) -> Answer:
    with looking() as desk:
        own = own_days.own_days(desk.session, desk.id, desk.today)
    year = fiscal_year_of(desk.today)
    first, last = fiscal_bounds(year)
    listed = holiday_names(first.year, last.year)
    country = [(day, name) for day, name in listed.items() if desk.today <= day <= last]
    return shown("days.html", form, own=own, country=country, year=year)
