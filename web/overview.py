"""How things stand: figures, a bar per unit, the year by quarters, what is due; every filter is part of the address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from bot import nudging, undecided, verifying
from bot.looking import allowed, whose, year_of
from bot.view import View
from models import figures, people, progress, verification
from models.bangkok import bangkok_day
from models.database import reading, transaction
from models.figures import Finished, Owed, due_items
from models.fiscal import month_end
from models.part import Part
from models.permissions import Action, may
from models.summaries import Tally
from models.unit import live_units
from tasks.house import current_house
from tasks.reports.picture_link import PictureOf, picture_path
from web.access import needs, visitor
from web.acting import follow, scene
from web.border import row_number
from web.paging import page_of
from web.speaking import polite

blueprint = Blueprint("overview", __name__)
STANDINGS = ("completed", "in_progress", "not_started", "overdue")  # as a Tally counts them
FILTERS = ("year", "unit", "quarter", "month", "person", "code", "status")
SHOWN = 10  # lines of a list on the first view; the rest is behind a link


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as the visitor may see it; view.as_of: an earlier day."""

    year: int
    view: View
    code: str | None
    status: str | None


@dataclass(frozen=True)
class Line:
    """One measure within what is asked for: its figures, and the day on which something of it is expected next."""

    measure_id: int
    codes: tuple[str, ...]
    title: str
    tally: Tally
    next_on: date | None


@blueprint.get("/overview")
def show() -> str:
    """The office for those who may see all, for others their own unit."""
    house, who = current_house(), visitor()
    today = bangkok_day(house.clock())
    with reading(house.engine) as session:
        years = progress.years(session, who.agency.id)
        asked = _asked(session, request.args)
        if asked is None:
            return render_template("overview.html", found=None, years=years)
        everything = progress.of_year(session, who.agency.id, asked.year, asked.view.as_of)
        part = _part(session, asked)
        found = progress.summary_of(session, who.agency.id, asked.year, today, everything, part, as_of=asked.view.as_of)
        chosen = part.chosen(everything, asked.year)
        on = found.as_of
        sees_all = may(who.person.role, Action.SEE_ALL)
        return render_template(
            "overview.html",
            found=found,
            asked=asked,
            years=years,
            lines=page_of(_lines(chosen, on), request.args.get("page", type=int)),
            rounds=page_of(_standing(chosen, asked.status, on), request.args.get("page", type=int)),
            late=due_items(figures.overdue(chosen, on), everything, on),
            this_month=due_items(_of_month(chosen, on), everything, on),
            measure_of=_measures(chosen),
            named_in=figures.named_in_units(chosen),
            waiting=_waiting(session, everything, chosen) if asked.view.as_of is None else [],
            requests=undecided.waiting_for(session, who.person) if asked.view.as_of is None else [],
            to_remind=_to_remind(asked, chosen, today),
            units=[u for u in live_units(session, who.agency.id) if u.parent_id is None] if sees_all else [],
            people=people.roster(session, who.agency.id) if sees_all else (),
            codes=sorted({code for one in everything for code in one.codes}, key=_code_order),
            today=today,
            shown=SHOWN,
            picture=_picture(asked, on),
        )


@blueprint.post("/overview/remind")
@needs(Action.REMIND_MISSING)
def remind() -> Response:
    """Have those reminded who have not reported, within what the page showed."""
    house, at = current_house(), scene()
    with transaction(house.engine) as session:
        view = allowed(session, visitor().person, _view(request.form)) or abort(404)
        follow(session, at, nudging.on_press(session, at, visitor().person, view))
    return redirect(_back())


@blueprint.post("/overview/acknowledge")
@needs(Action.VERIFY)
def acknowledge() -> Response:
    """One finished thing, or every one that the page showed, is acknowledged."""
    house, at = current_house(), scene()
    wanted = {_pair(one) for one in request.form.getlist("done")}
    with transaction(house.engine) as session:
        waiting = verification.awaiting(session, at.agency.id)
        meant = [one for one in waiting if (one.duty_id, one.due_on) in wanted]
        if meant:
            follow(session, at, verifying.acknowledge(session, at, visitor().person, meant))
        else:
            flash(f"เรื่องนี้มีผู้รับทราบแล้ว หรือยังไม่เสร็จ{polite()}")
    return redirect(_back())


def _asked(session: Session, args: MultiDict[str, str]) -> Asked | None:
    """None while the office has no plan; 403 for a part of the office that is not the visitor's to see."""
    at, view = scene(), _view(args)
    if view.as_of and view.as_of >= at.today:  # nothing is known of days to come, and today is no earlier day
        view = replace(view, as_of=None)
    year = year_of(session, at, view)
    if year is None:
        return None
    seen = allowed(session, visitor().person, view) or abort(403)
    status = args.get("status")
    return Asked(year, seen, args.get("code") or None, status if status in STANDINGS else None)


def _view(args: MultiDict[str, str]) -> View:
    """The part of the year that an address or form names; what is no number or day names nothing."""
    quarter = args.get("quarter", type=int)
    return View(
        unit_id=args.get("unit", type=row_number),
        quarter=quarter if quarter in (1, 2, 3, 4) else None,
        month=args.get("month", type=date.fromisoformat),
        staff_id=args.get("person", type=row_number),
        as_of=args.get("asof", type=date.fromisoformat),
        year=args.get("year", type=int),
    )


def _part(session: Session, asked: Asked) -> Part:
    view = asked.view
    person = whose(session, visitor().agency.id, view.staff_id)
    return Part(view.unit_id, view.quarter, view.month, asked.code, person)


def _back() -> str:
    """The page that a form came from, with its filters."""
    kept: dict[str, Any] = {name: request.form[name] for name in FILTERS if request.form.get(name)}
    return url_for(".show", **kept)


def _lines(chosen: Sequence[Owed], today: date) -> list[Line]:
    """The measures of what is asked for, those with most overdue first."""
    measures = {one.measure_id: (one.codes, one.title) for one in chosen}
    next_on: dict[int, date] = {}
    for one in chosen:
        if one.is_open and one.expected_on < next_on.get(one.measure_id, date.max):
            next_on[one.measure_id] = one.expected_on
    counted = figures.tallies(chosen, today, lambda one: one.measure_id)
    lines = [Line(key, *measures[key], tally, next_on.get(key)) for key, tally in counted.items()]
    return sorted(lines, key=lambda one: (-one.tally.overdue, one.next_on or date.max, one.measure_id))


def _standing(chosen: Iterable[Owed], status: str | None, today: date) -> list[Owed]:
    """The rounds that a Tally counts under this word; none without one."""
    found = [one for one in chosen if status and figures.standing(one, today) == status]
    return sorted(found, key=lambda one: (one.expected_on, one.duty_id))


def _of_month(chosen: Iterable[Owed], today: date) -> list[Owed]:
    first, last = today.replace(day=1), month_end(today.year, today.month)
    return [one for one in chosen if first <= one.expected_on <= last]


def _measures(chosen: Iterable[Owed]) -> dict[int, int]:
    """Occurrence → the measure whose page tells of it."""
    return {one.occurrence_id: one.measure_id for one in chosen}


def _to_remind(asked: Asked, chosen: Sequence[Owed], today: date) -> list[str]:
    """Whom the button has reminded; none of a single item, since it reminds of everything that the view holds."""
    return [] if asked.code else nudging.units_to_remind(visitor().person, asked.view, chosen, today)


def _waiting(session: Session, everything: Sequence[Owed], chosen: Iterable[Owed]) -> list[Finished]:
    """What waits for an executive's word, of what is shown; nothing for who has none to say."""
    if not may(visitor().person.role, Action.VERIFY):
        return []
    shown = {one.occurrence_id for one in chosen}
    waiting = verification.awaiting_of(session, visitor().agency.id, everything)
    return [one for one in waiting if shown.issuperset(one.ids)]


def _pair(value: str) -> tuple[int, date] | None:
    number, _, day = value.partition("/")
    try:
        return int(number), date.fromisoformat(day)
    except ValueError:
        return None


def _code_order(code: str) -> tuple[str, int, str]:
    digits = code.lstrip("OEI")
    return code[:1], int(digits) if digits.isdigit() else 0, code


def _picture(asked: Asked, day: date) -> str | None:
    """Where the same figures are a picture; None for what none shows: one person's, a month's, one item's."""
    view, house = asked.view, current_house()
    if view.staff_id or view.month or asked.code or asked.status:
        return None
    shown = PictureOf(visitor().agency.id, asked.year, day, view.unit_id, view.quarter)
    return picture_path(house.settings.secret_key, shown, house.clock())
