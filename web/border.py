"""What no address and no form may hold: numbers that no row has, words without end, PostgreSQL's forbidden letter."""

from flask import Blueprint, Flask, abort, request
from werkzeug.routing import IntegerConverter

from web.errors import TooLong

DIGITS = 9  # PostgreSQL counts rows in four bytes and refuses to be asked about more; no office has that many
# Letters of a field. What is typed on a page is read by all that reads a message, and LINE's messages are no longer.
LONGEST = 5000
OWN = frozenset({"sealed"})  # fields that hold a page's own work, sealed: all of a form may be that (web/security.py)


class RowNumber(IntegerConverter):
    """‹int› in every address: the page of a number that no row has is not there (404)."""

    regex = rf"\d{{1,{DIGITS}}}"


def row_number(words: str) -> int:
    """A row's number in a filter or a form, for `args.get(…, type=…)`.

    Raises ValueError when it is no number (which names nothing) and 404 for one that no row has.
    """
    found = int(words)
    return found if 0 <= found < 10**DIGITS else abort(404)


def guard(app: Flask, machines: tuple[Blueprint, ...]) -> None:
    """Put the application behind the border; before its pages are registered, whose addresses it reads.

    machines: they send no forms, and what they send is theirs to read.
    """
    app.url_map.converters["int"] = RowNumber
    names = {blueprint.name for blueprint in machines}

    @app.before_request
    def _within() -> None:
        if request.blueprint in names:
            return
        given = (*(request.view_args or {}).items(), *request.args.items(multi=True), *request.form.items(multi=True))
        if any("\0" in str(word) for pair in given for word in pair):
            abort(400)
        for name, words in request.form.items(multi=True):
            if name not in OWN and len(words.replace("\r\n", "\n")) > LONGEST:
                raise TooLong(words, LONGEST)
