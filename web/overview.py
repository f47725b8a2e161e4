"""How things stand: figures, a bar per unit, what is due; every filter is part of the address."""

from flask import Blueprint, abort, render_template, request

from bot.standing import top_unit
from models import progress
from models.bangkok import bangkok_day
from models.database import reading
from models.permissions import Action, may
from tasks.house import current_house
from web.access import visitor

blueprint = Blueprint("overview", __name__)


@blueprint.get("/overview")
def show() -> str:
    """The office for those who may see all, for others their own unit."""
    house, who = current_house(), visitor()
    today = bangkok_day(house.clock())
    with reading(house.engine) as session:
        years = progress.years(session, who.agency.id)
        current = progress.current_year(session, who.agency.id, today)
        year = request.args.get("year", type=int)
        year = year if year in years else current
        unit_id = None if may(who.person.role, Action.SEE_ALL) else top_unit(session, who.person)
        if unit_id is None and not may(who.person.role, Action.SEE_ALL):
            abort(403)
        found = progress.summary(session, who.agency.id, year, today, unit_id) if year else None
    return render_template("overview.html", found=found, years=years)
