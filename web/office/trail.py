"""The trail: who changed what and when, before and after, page by page."""

from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from models import audit, names, people
from models.audit import Asked
from models.permissions import Action
from web.access import needs
from web.border import row_number
from web.office.room import blueprint, day_asked, first_moment, looking, shown
from web.office.trail_words import ACTS, KINDS, Names, act_words, changes, subject
from web.paging import ROWS, Page, place_of

Answer = tuple[str, int] | Response


@blueprint.get("/trail")
@needs(Action.SEE_TRAIL)
def trail() -> Answer:
    """What was done, newest first; of one kind, by one person, between two days."""
    kind, staff_id = request.args.get("kind", ""), request.args.get("by", type=row_number)
    since, until = day_asked("since"), day_asked("until")
    asked = Asked(
        acts=tuple(act for act, (group, _) in ACTS.items() if group == kind),
        staff_id=staff_id,
        since=first_moment(since) if since else None,
        until=first_moment(until + timedelta(days=1)) if until else None,
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
        asked={name: request.args.get(name, "") for name in ("kind", "by", "since", "until")},
    )
