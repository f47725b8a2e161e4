"""What no address and no form may hold: numbers that no row has, the one letter that PostgreSQL takes nowhere."""

from flask import Blueprint, Flask, abort, request
from werkzeug.routing import IntegerConverter

DIGITS = 9  # PostgreSQL counts rows in four bytes and refuses to be asked about more; no office has that many


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
    def _no_nul() -> None:
        if request.blueprint in names:
            return
        given = (*(request.view_args or {}).items(), *request.args.items(multi=True), *request.form.items(multi=True))
        if any("\0" in str(word) for pair in given for word in pair):
            abort(400)
