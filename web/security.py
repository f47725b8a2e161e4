"""What keeps the pages safe in a browser: headers, forms that only we can have given out, how often one may knock."""

from flask import Blueprint, Flask, Response, abort, request
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect

from config.settings import Settings
from models.page_access import SESSION_LIFE
from tasks.plan.sources import LARGEST

# Nothing is loaded that is not ours, no script runs at all, and no style or script stands in a page's own text.
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind} 'self'" for kind in ("style-src", "img-src", "font-src", "form-action")),
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # a link into the pages is a secret, and evidence links lead to other sites
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 365 * 24 * 60 * 60
MEGABYTE = 1024 * 1024
FORM_BYTES = 2_000_000  # of a form's fields together; files have a limit of their own


def _caller() -> str:
    """Who knocks, as the proxy in front of us tells it: behind it everybody has its own address."""
    return request.access_route[-1] if request.access_route else ""


csrf = CSRFProtect()
# Counted in each process by itself: enough to slow a guesser down, whose chances are nil anyway (32 random bytes).
limiter = Limiter(_caller, storage_uri="memory://", strategy="fixed-window")


def protect(app: Flask, settings: Settings, machines: tuple[Blueprint, ...]) -> None:
    """Put the application under these rules; machines: not for browsers, who prove themselves in another way."""
    secure = (settings.public_url or "").startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="tamngan-form",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=int(SESSION_LIFE.total_seconds()),
        WTF_CSRF_SSL_STRICT=False,  # it looks at the referrer, which our own pages do not send
        # Of any request; each upload keeps its own limit, and room is left for what a form says beside its file.
        MAX_CONTENT_LENGTH=max(settings.evidence_max_mb * MEGABYTE, LARGEST) + MEGABYTE,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,  # every address of a file of ours holds a digest of what is in it
    )
    names = {"static", *(blueprint.name for blueprint in machines)}

    @app.before_request
    def _needs_a_key() -> None:
        # Without one no form can be given out; LINE's webhook and the health page do without.
        if not app.secret_key and (request.blueprint or request.endpoint) not in names:
            abort(503)

    csrf.init_app(app)
    for blueprint in machines:
        csrf.exempt(blueprint)
    limiter.init_app(app)

    @app.after_request
    def _dressed(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static" or response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
        if secure:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
        return response
