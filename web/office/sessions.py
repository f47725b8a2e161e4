"""Who is signed in to the pages, and which links are still unused; ended for a person with one press."""

from werkzeug.wrappers import Response

from models import names, page_access
from models.permissions import Action
from web.access import needs
from web.office.room import blueprint, looking, shown

Answer = tuple[str, int] | Response


@blueprint.get("/sessions")
@needs(Action.MANAGE_STAFF)
def sessions() -> Answer:
    """By person, newest first."""
    with looking() as desk:
        found = page_access.signed_in(desk.session, desk.id, desk.now)
        known = names.staff_names(desk.session, desk.id)
    by_person: dict[int, list[page_access.SignedIn]] = {}
    for one in found:
        by_person.setdefault(one.staff_id, []).append(one)
    return shown("sessions.html", by_person=by_person, names=known)
