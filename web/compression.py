"""Pages and styles travel compressed: a phone in the field pays for each byte, and not every proxy does it for us."""

import gzip

from flask import Flask, request
from werkzeug.wrappers import Response

KINDS = ("text/html", "text/css", "image/svg+xml", "text/plain", "application/json")
SMALLEST = 1000  # bytes; less fits one packet anyway
LEVEL = 6


def register(app: Flask) -> None:
    """Compress what is text and worth it, for browsers that say they can read it."""
    app.after_request(_compressed)


def _compressed(response: Response) -> Response:
    # Guessing a secret by the length of compressed pages (BREACH) needs a foreign site that makes the victim's browser
    # ask with its cookie; ours is SameSite=Lax and goes along on a click only.
    if response.mimetype not in KINDS or response.status_code != 200 or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= SMALLEST:
        response.set_data(gzip.compress(plain, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("ETag", None)  # it named the bytes that were not compressed
    return response
