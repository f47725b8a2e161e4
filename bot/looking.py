"""What a view shows to whom: the part of the year that it names, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from bot.choosing import is_own
from bot.messages.people import khun
from bot.scene import Scene
from bot.standing import standing_of, top_unit
from bot.view import View
from models import people, progress
from models.figures import Owed
from models.part import Part, Whose
from models.permissions import Action, may
from models.records import StaffRecord


def year_of(session: Session, scene: Scene, view: View) -> int | None:
    """The fiscal year of the plan that the view looks at; None when the office has none."""
    if view.year is not None and view.year in progress.years(session, scene.agency.id):
        return view.year
    return progress.current_year(session, scene.agency.id, view.as_of or view.month or scene.today)


def day_of(scene: Scene, view: View) -> date:
    """The Bangkok day as of which it is told."""
    return view.as_of or scene.today


def allowed(session: Session, person: StaffRecord, view: View) -> View | None:
    """The view as the reader may see it: whoever does not see all, their own unit's, or their own; None for others'."""
    if may(person.role, Action.SEE_ALL):
        return view
    own = top_unit(session, person)
    if view.staff_id is not None:
        other = people.staff_by_id(session, person.agency_id, view.staff_id)
        heads = may(person.role, Action.REPORT_UNIT) and other is not None and own == top_unit(session, other)
        return view if view.staff_id == person.id or heads else None
    if view.unit_id not in (None, own, person.unit_id):
        return None
    return replace(view, unit_id=view.unit_id or own) if own else replace(view, staff_id=person.id)


def visible(session: Session, person: StaffRecord, owed: Sequence[Owed]) -> list[Owed]:
    """All for those who may see all; else the person's own unit's and what was given to them."""
    if may(person.role, Action.SEE_ALL):
        return list(owed)
    unit_id, who = top_unit(session, person), standing_of(session, person)
    return [o for o in owed if (unit_id and o.unit_id == unit_id) or is_own(o, who)]


def whose(session: Session, agency_id: int, staff_id: int | None) -> Whose | None:
    """The person a view is about: what was given to them, or to the unit or section they sit in."""
    found = people.staff_by_id(session, agency_id, staff_id) if staff_id else None
    return Whose(f"งานของ{khun(found.name)}", partial(is_own, who=standing_of(session, found))) if found else None


def owed_in(session: Session, scene: Scene, view: View) -> list[Owed]:
    """What the view holds, as it stands on its day."""
    year = year_of(session, scene, view)
    if year is None:
        return []
    part = part_of(session, scene, view)
    everything = progress.of_year(session, scene.agency.id, year, view.as_of)
    return part.chosen(everything, year)


def part_of(session: Session, scene: Scene, view: View) -> Part:
    """What the view names."""
    person = whose(session, scene.agency.id, view.staff_id)
    return Part(view.unit_id, view.quarter, view.month, None, person)
