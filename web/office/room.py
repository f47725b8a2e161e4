"""What the pages of *Office* share: the blueprint, the person at work, a transaction, a form shown with its faults."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy.orm import Session

from models import people
from models.agency import Agency
from models.bangkok import BANGKOK, bangkok_day
from models.database import reading, transaction
from models.permissions import Action, may
from models.records import AgencyRecord, StaffRecord, UnitRecord
from models.refusal import Refusal
from models.thaidate import find_dates
from models.unit import live_units
from tasks.house import current_house
from web.access import visitor, visitor_or_none

blueprint = Blueprint("office", __name__, url_prefix="/office")
# LINE began in 2011, and what comes long after has no moment in UTC either.
DAYS = range(date(2011, 1, 2).toordinal(), date(9000, 1, 1).toordinal())
KEPT = (Action.MANAGE_OFFICE, Action.MANAGE_STAFF, Action.CONFIRM_STAFF, Action.SEE_TRAIL)


@blueprint.before_request
def _only_who_keeps_it() -> None:
    """Unit heads and officers see nothing of these pages, whatever a single page forgets to ask."""
    who = visitor_or_none()
    if who is not None and not any(may(who.person.role, action) for action in KEPT):
        abort(403)


@dataclass(frozen=True)
class Desk:
    """One request's work: its transaction, the office, who does it and when."""

    session: Session
    office: AgencyRecord
    person: StaffRecord
    now: datetime

    @property
    def id(self) -> int:
        """The office's row id, which every query names."""
        return self.office.id

    @property
    def today(self) -> date:
        """The Bangkok day."""
        return bangkok_day(self.now)


@contextmanager
def at_work() -> Iterator[Desk]:
    """A transaction that is kept when nothing was refused; of one office one after the other.

    Otherwise two who press at once could each take the other's role, or add the same unit. Whose role was taken while
    they waited is let in no more (403).
    """
    house, who = current_house(), visitor()
    with transaction(house.engine) as session:
        session.get_one(Agency, who.agency.id, with_for_update={"key_share": True})
        still = people.staff_by_id(session, who.agency.id, who.person.id)
        if still is None or still.role != who.person.role:
            abort(403)
        yield Desk(session, who.agency, who.person, house.clock())


@contextmanager
def looking() -> Iterator[Desk]:
    """A look that changes nothing."""
    house, who = current_house(), visitor()
    with reading(house.engine) as session:
        yield Desk(session, who.agency, who.person, house.clock())


@dataclass(frozen=True)
class Form:
    """A form as it is shown: what stands in its fields, and what is wrong with which."""

    given: Mapping[str, Any]
    wrong: Mapping[str, str]

    def value(self, name: str, otherwise: object = "") -> Any:
        """What stands in a field."""
        return self.given.get(name, otherwise)

    @property
    def general(self) -> str:
        """What is wrong with no field in particular."""
        return self.wrong.get("", "")


EMPTY = Form({}, {})


def again(refusal: Refusal, otherwise: str = "", prefix: str = "") -> Form:
    """The form just sent with what was refused; otherwise: the field of a refusal that names none."""
    given = {name: request.form.get(name, "") for name in request.form}
    return Form(given, {prefix + (refusal.field or otherwise): str(refusal)})


def shown(template: str, form: Form = EMPTY, **what: object) -> tuple[str, int]:
    """A page of the office; 422 with a form that was refused."""
    return render_template(f"office/{template}", form=form, **what), 422 if form.wrong else 200


def typed(name: str) -> str:
    """A field of the form just sent, without the spaces around it."""
    return request.form.get(name, "").strip()


def number(name: str) -> int | None:
    """A field that holds a row id or a number; None when it is empty or none."""
    words = typed(name)
    return int(words) if words.isdecimal() and len(words) < 10 else None


def day_typed(name: str) -> date:
    """A day as a date field sends it or as people write it. Raises Refusal with the field."""
    words = typed(name)
    try:
        return date.fromisoformat(words)
    except ValueError:
        found = find_dates(words)
    if len(found) != 1:
        raise Refusal("ระบุวันที่ เช่น 31 ธ.ค. 2569", name)
    return found[0]


def day_asked(name: str) -> date | None:
    """A day in the page's address, as day_typed reads it; None when it is none, or before LINE began."""
    words = request.args.get(name, "").strip()
    try:
        found: tuple[date, ...] = (date.fromisoformat(words),)
    except ValueError:
        found = find_dates(words)
    return found[0] if len(found) == 1 and found[0].toordinal() in DAYS else None


def first_moment(day: date) -> datetime:
    """When a Bangkok day begins (aware)."""
    return datetime.combine(day, time.min, BANGKOK)


def unit_or_404(desk: Desk, unit_id: int) -> UnitRecord:
    """A unit or section of this office that is open."""
    found = next((unit for unit in live_units(desk.session, desk.id) if unit.id == unit_id), None)
    return found if found else abort(404)


def paths(units: Sequence[UnitRecord]) -> list[tuple[int, str]]:
    """(id, "กองคลัง/งานพัสดุ") of each, sections under their unit."""
    tops = [unit for unit in units if unit.parent_id is None]
    return [
        (unit.id, unit.name if unit is top else f"{top.name}/{unit.name}")
        for top in tops
        for unit in (top, *(one for one in units if one.parent_id == top.id))
    ]
