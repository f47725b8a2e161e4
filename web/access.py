"""Who is looking: the signed-in person of a request, and what their role lets them open."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, Flask, abort, current_app, g, request
from werkzeug.wrappers import Response

from models import page_access
from models.database import reading
from models.page_access import SESSION_LIFE, Visitor
from models.permissions import Action, may
from tasks.house import current_house

P = ParamSpec("P")
R = TypeVar("R")


def guard(app: Flask, pages: Sequence[Blueprint]) -> None:
    """Let nobody into these pages who is not signed in."""
    names = {page.name for page in pages}

    @app.before_request
    def _let_in() -> None:
        if request.blueprint in names and visitor_or_none() is None:
            abort(401)


def needs(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A page that only those may open whose role may do this; everybody else reads why (403)."""

    def decorated(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may(visitor().person.role, action):
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return decorated


def visitor() -> Visitor:
    """Who is signed in; only inside pages that are guarded."""
    found: Visitor = g.visitor
    return found


def visitor_or_none() -> Visitor | None:
    """Who is signed in, also where nobody has to be."""
    if "visitor" not in g:
        g.visitor = _of_cookie()
    found: Visitor | None = g.visitor
    return found


def visitor_may(action: Action) -> bool:
    """Whether who is looking may do this; nobody may do nothing."""
    who = visitor_or_none()
    return who is not None and may(who.person.role, action)


def remember(response: Response, cookie: str) -> None:
    """Keep a session in the browser: sent back to us alone, out of reach of scripts and of other sites."""
    life = int(SESSION_LIFE.total_seconds())
    response.set_cookie(_name(), cookie, max_age=life, secure=_is_secure(), httponly=True, samesite="Lax")


def forget(response: Response) -> None:
    """Take the session out of the browser."""
    response.delete_cookie(_name(), secure=_is_secure(), httponly=True, samesite="Lax")


def cookie() -> str | None:
    """The secret of this browser's session."""
    return request.cookies.get(_name())


def _of_cookie() -> Visitor | None:
    secret, house = cookie(), current_house()
    if not secret:
        return None
    with reading(house.engine) as session:
        return page_access.visitor(session, secret, house.clock())


def _name() -> str:
    return "__Host-tamngan" if _is_secure() else "tamngan"  # browsers take __Host- over https only


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
