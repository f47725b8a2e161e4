"""`flask schedule read`: deadline wordings in, due dates out, one JSON object a line."""

import json
import sys
from typing import Any

import click
from flask.cli import AppGroup

from models.recurrence import read

schedule = AppGroup("schedule", help="กำหนดเวลา · deadline wordings")
# Years that an office could mean; far outside them a date would leave the calendar.
_FIRST_YEAR, _LAST_YEAR = 2400, 2699
_BLANK = b"\xef\xbb\xbf \t\r\n"  # a byte order mark is no text either


def _answer(line: str, fiscal_year: int | None) -> dict[str, Any]:
    """The answer to one line; raises ValueError saying what is wrong with it."""
    asked = json.loads(line)
    if not isinstance(asked, dict) or not isinstance(asked.get("phrase"), str):
        raise ValueError("it needs a text called phrase")
    year = asked.get("fiscal_year_be", fiscal_year)
    if type(year) is not int or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"it needs a fiscal year (BE) from {_FIRST_YEAR} to {_LAST_YEAR}, here or by --fiscal-year")
    found = read(asked["phrase"], year)
    return {"id": asked.get("id"), "due": [day.isoformat() for day in found.due], "vague": bool(found.vague)}


@schedule.command("read")
@click.option(
    "--fiscal-year",
    type=click.IntRange(_FIRST_YEAR, _LAST_YEAR),
    help="Fiscal year (BE) of the lines that name none, e.g. 2570.",
)
def read_lines(fiscal_year: int | None) -> None:
    """Read JSON lines from standard input: {"id", "phrase", "fiscal_year_be"}; write {"id", "due", "vague"}.

    \b
    A line, for example:
    {"id": 1, "phrase": "ภายในเดือนธันวาคมของทุกปี", "fiscal_year_be": 2570}
    """
    failed = False
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip(_BLANK):
            continue
        try:
            click.echo(json.dumps(_answer(line.strip(_BLANK).decode("utf-8"), fiscal_year), ensure_ascii=False))
        except ValueError as problem:
            failed = True
            click.echo(f"Line {number} could not be read: {problem}.", err=True)
    if failed:
        raise SystemExit(1)
