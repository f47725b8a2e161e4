"""How things stand as a picture: LINE fetches it for a message without a session, by an address that runs out."""

from flask import Blueprint, Response, abort

from models import agency, progress
from models.bangkok import bangkok_day
from models.database import reading
from tasks.house import current_house
from tasks.reports.picture_link import picture_of
from tasks.reports.summary_picture import summary_png
from web.security import limiter

blueprint = Blueprint("picture", __name__)


# Each look draws it anew. A whole office behind one address may open the chat at once; phones keep it five minutes.
@blueprint.get("/picture/<token>.png")
@limiter.limit("60 per minute")
def show(token: str) -> Response:
    """The picture of this address; 404 for one that is not ours or not good any more."""
    house = current_house()
    now = house.clock()
    shown = picture_of(house.settings.secret_key, token, now)
    if shown is None:
        abort(404)
    as_of = shown.day if shown.day < bangkok_day(now) else None
    with reading(house.engine) as session:
        office = agency.by_id(session, shown.agency_id)
        year, unit, quarter = shown.fiscal_year, shown.unit_id, shown.quarter
        found = progress.summary(session, office.id, year, bangkok_day(now), unit, quarter, as_of=as_of)
    answer = Response(summary_png(found, office.name, office.voice.digits == "thai"), mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=300"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # shown in the chat, which is not our site
    return answer
