"""The calendars that phones subscribe to: one unguessable address each, no session, nothing said when it is wrong."""

import hashlib

from flask import Blueprint, Response, abort, request

from models import calendar_link
from models.database import reading
from tasks.house import current_house
from tasks.reports.calendar_feed import last_modified, render
from tasks.reports.calendar_sources import entries_of, name_of

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """The calendar of this address (text/calendar); 304 when nothing changed, 404 for one that is not good any more."""
    house = current_house()
    with reading(house.engine) as session:
        found = calendar_link.find(session, token)
        if found is None:
            abort(404)
        name = name_of(session, *found)
        entries = entries_of(session, *found, house.clock())
    body = render(name, entries)
    tag = hashlib.sha256(body).hexdigest()[:32]
    # By the tag alone: a withdrawn entry changes the feed without any entry in it having changed later.
    unchanged = request.if_none_match.contains_weak(tag)
    answer = Response(status=304) if unchanged else Response(body, content_type="text/calendar; charset=utf-8")
    answer.set_etag(tag)
    answer.last_modified = last_modified(entries)
    answer.headers["Cache-Control"] = "private, no-cache"
    if not unchanged:
        answer.headers["Content-Disposition"] = "inline; filename=tamngan.ics"
    return answer
