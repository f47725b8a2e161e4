"""The trail: who changed what and when, before and after, page by page."""

from datetime import date, datetime, time, timedelta

from flask import request
from werkzeug.wrappers import Response

from models import audit, names, people
from models.audit import Asked
from models.bangkok import BANGKOK
from models.permissions import Action
from web.access import needs
from web.office.room import blueprint, looking, shown
from web.office.trail_words import ACTS, KINDS, Names, act_words, changes, subject
from web.paging import ROWS, Page, place_of

Answer = tuple[str, int] | Response
DAYS = range(date(2011, 1, 2).toordinal(), date(9000, 1, 1).toordinal())  # those that have a moment in UTC


@blueprint.get("/trail")
@needs(Action.SEE_TRAIL)
def trail() -> Answer:
    """What was done, newest first; of one kind, by one person, between two days."""
    kind, staff_id = request.args.get("kind", ""), request.args.get("by", type=int)
    since, until = _day("since"), _day("until")
    asked = Asked(
        acts=tuple(act for act, (group, _) in ACTS.items() if group == kind),
        staff_id=staff_id,
        since=_moment(since) if since else None,
        until=_moment(until + timedelta(days=1)) if until else None,
    )
    with looking() as desk:
        count = audit.count(desk.session, desk.id, asked)
        number, last = place_of(count, request.args.get("page", type=int))
        entries = audit.entries(desk.session, desk.id, asked, ROWS, (number - 1) * ROWS)
        office = (desk.session, desk.id)
        known = Names(names.staff_names(*office), names.unit_names(*office), names.group_names(*office))
        everybody = people.roster(desk.session, desk.id)
    lines = [
        {
            "at": one.at,
            "who": known.staff.get(one.staff_id or 0),
            "act": act_words(one.act),
            "subject": subject(one.about, known),
            "changes": changes(one.about, known),
        }
        for one in entries
    ]
    return shown(
        "trail.html",
        page=Page(lines, number, last),
        count=count,
        kinds=[("", "ทุกเรื่อง"), *KINDS.items()],
        people=[("", "ทุกคน"), *((one.id, one.name) for one in everybody)],
        asked={"kind": kind, "by": staff_id or "", "since": since or "", "until": until or ""},
    )


def _day(name: str) -> date | None:
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if found.toordinal() in DAYS else None


def _moment(day: date) -> datetime:
    """The first moment of a Bangkok day."""
    return datetime.combine(day, time.min, BANGKOK)
