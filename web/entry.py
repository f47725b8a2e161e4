"""The way in and out: a link from the chat, a session after it, signing out here or everywhere."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask import session as form_session
from werkzeug.wrappers import Response

from models import page_access
from models.database import reading, transaction
from models.page_access import Visitor
from tasks.house import current_house
from web import access
from web.security import limiter
from web.speaking import polite, speak_to

blueprint = Blueprint("entry", __name__)
# Only what fails counts, so that a whole office behind one address may come in at once.
_knocking = limiter.limit("20 per minute", deduct_when=lambda response: response.status_code >= 400)


@blueprint.get("/")
def door() -> Response:
    """Whoever is signed in goes on; everybody else reads how to get a link (401)."""
    if access.visitor_or_none() is None:
        abort(401)
    return redirect(url_for("overview.show"))


@blueprint.get("/in/<token>")
@_knocking
def show_link(token: str) -> str | Response:
    """Say whose link it is and offer to sign in. Opening it uses nothing up: LINE looks at links before people do."""
    who = _holder(token)
    here = access.visitor_or_none()
    if here and (who is None or here.person == who.person):
        return redirect(_onward())
    if who is None:
        abort(410)
    speak_to(who.agency)
    return render_template("sign_in.html", who=who, token=token, to=_onward(), minutes=page_access.LINK_MINUTES)


@blueprint.post("/in/<token>")
@_knocking
def sign_in(token: str) -> Response:
    """Use the link up and begin a session; another person's session in this browser ends."""
    house, now = current_house(), current_house().clock()
    with transaction(house.engine) as session:
        cookie = page_access.begin_session(session, token, now)
        if cookie and (older := access.cookie()):
            page_access.end_session(session, older, now)
    if cookie is None:
        abort(410)
    form_session.clear()
    answer = redirect(_onward())
    access.remember(answer, cookie)
    return answer


@blueprint.post("/out")
def sign_out() -> Response:
    """End this browser's session, or with `everywhere` all of the person's and their links."""
    house, now, who = current_house(), current_house().clock(), access.visitor_or_none()
    with transaction(house.engine) as session:
        if who and request.form.get("everywhere"):
            page_access.end_all(session, who.agency.id, who.person.id, now, who.person.id)
        page_access.end_session(session, access.cookie() or "", now)
    form_session.clear()
    flash(f"ออกจากระบบแล้ว{polite()}")
    answer = redirect(url_for("entry.signed_out"))
    access.forget(answer)
    return answer


@blueprint.get("/out")
def signed_out() -> str:
    """The page after signing out."""
    return render_template("signed_out.html")


def _holder(token: str) -> Visitor | None:
    house = current_house()
    with reading(house.engine) as session:
        return page_access.holder(session, token, house.clock())


def _onward() -> str:
    """Where the link wants to go, if that is a page of ours: nobody is sent elsewhere with our name on it."""
    wanted = request.values.get("to", "")
    return wanted if _is_own(wanted) else url_for("overview.show")


def _is_own(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # "//[" begins a host that never ends
        return False
    own = address.startswith("/") and not address.startswith("//") and not parts.scheme and not parts.netloc
    return own and "\\" not in address and address.isprintable()
