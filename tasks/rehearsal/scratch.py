"""A copy of one office with one year's plan in a database of its own: nobody's LINE id, and nothing done yet."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, insert, select
from sqlalchemy.orm import Session

from models.bangkok import BANGKOK
from models.database import make_engine, reading, transaction
from models.fiscal import fiscal_bounds
from models.measure import Plan
from models.refusal import Refusal
from models.tables import METADATA
from tasks.reminders.rollout import roll_out_plan

# What is copied, by the column that says whose it is, and whose: the office, its plan, or a table copied before.
COPIED = {
    "agency": ("id", "agency"),
    "day_override": ("agency_id", "agency"),
    "unit": ("agency_id", "agency"),
    "unit_alias": ("agency_id", "agency"),
    "staff": ("agency_id", "agency"),
    "contact": ("agency_id", "agency"),
    "chat": ("agency_id", "agency"),
    "chat_member": ("agency_id", "agency"),
    "plan": ("id", "plan"),
    "measure": ("plan_id", "plan"),
    "duty": ("measure_id", "measure"),
    "assignment": ("duty_id", "duty"),
}
# What has happened stays behind; the year's occurrences are computed anew from the plan.
LEFT_OUT = frozenset(
    {"audit_entry", "delivery", "evidence", "extension", "inbox_event", "join_code", "link_check", "occurrence"}
    | {"calendar_link", "milestone", "page_link", "page_session", "plan_draft", "rehearsal_run"}
    | {"outbox_message", "reply_token", "report_answer", "sent_message", "status_reply"}
)
_NO_CHANNEL = dict.fromkeys(("line_bot_id", "channel_id", "channel_secret", "channel_token"))
_AT_ONCE = 500  # row ids in one statement: databases limit how many values a statement may bring


@contextmanager
def scratch_copy(
    engine: Engine, agency_id: int, fiscal_year: int, take_up: Callable[[Session], object] | None = None
) -> Iterator[Engine]:
    """The copy on the first morning of the fiscal year (BE), gone at the end; the office's database is only read.

    take_up: takes a plan up in the copy, beside or instead of the one that stands. Raises Refusal when there is no
    plan of that year to remind by.
    """
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        copy = make_engine(f"sqlite:///{Path(folder) / 'copy.db'}")
        event.listen(copy, "connect", _needs_no_disk)
        try:
            METADATA.create_all(copy)
            _copy_rows(engine, copy, agency_id, fiscal_year)
            _roll_out(copy, fiscal_year, take_up)
            yield copy
        finally:
            copy.dispose()


def year_begins(fiscal_year: int) -> datetime:
    """The first moment (aware, Bangkok) of a fiscal year (BE)."""
    return datetime.combine(fiscal_bounds(fiscal_year)[0], time.min, BANGKOK)


def invented_id(letter: str, number: int) -> str:
    """A LINE id that nobody has, of the shape of real ones."""
    return f"{letter}{number:032x}"


def _copy_rows(engine: Engine, copy: Engine, agency_id: int, fiscal_year: int) -> None:
    with reading(engine) as session, copy.begin() as target:
        plan = select(Plan.id).where(
            Plan.agency_id == agency_id, Plan.fiscal_year == fiscal_year, Plan.kind == "active"
        )
        # A unit may name a later one, and so on: checked when all rows are there.
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        whose = {"agency": [agency_id], "plan": list(session.scalars(plan))}
        for name in COPIED:
            whose[name] = _copy_table(session.connection(), target, name, whose, fiscal_year)


def _copy_table(source: Connection, target: Connection, name: str, whose: dict[str, list[int]], year: int) -> list[int]:
    table = METADATA.tables[name]
    column, owner = COPIED[name]
    rows = [
        _changed(name, dict(row), year)
        for some in _parts(whose[owner])
        for row in source.execute(select(table).where(table.c[column].in_(some))).mappings()
    ]
    if rows:
        target.execute(insert(table), rows)
    return [row["id"] for row in rows]


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[n : n + _AT_ONCE] for n in range(0, len(ids), _AT_ONCE))


def _changed(name: str, row: dict[str, Any], fiscal_year: int) -> dict[str, Any]:
    """The row as the copy has it: no credentials, no account, and a plan taken up on the first day."""
    kept = {**row}
    if name == "agency":
        kept |= _NO_CHANNEL
    elif name == "contact":
        forgotten = row["line_user_id"].startswith("forgotten/")
        kept["line_user_id"] = row["line_user_id"] if forgotten else invented_id("U", row["id"])
        # Who is no friend could be reached for a week after writing; in a year nobody knows when that will be.
        kept |= {"display_name": None, "wrote_privately_at": None}
    elif name == "chat":
        line_id = row["line_id"] and invented_id(row["line_id"][:1], row["id"])
        kept |= {"line_id": line_id, "counted_at": None, "spoken_on": []}
    elif name == "plan":
        kept["starts_on"] = year_begins(fiscal_year).date()
    return kept


def _roll_out(copy: Engine, fiscal_year: int, take_up: Callable[[Session], object] | None) -> None:
    with transaction(copy) as session:
        if take_up:
            take_up(session)
        plan = session.scalars(select(Plan).where(Plan.fiscal_year == fiscal_year, Plan.kind == "active")).first()
        if plan is None:
            raise Refusal(f"ยังไม่มีแผนปี {fiscal_year} นำเข้าด้วย `flask plan import`")
        roll_out_plan(session, plan, year_begins(fiscal_year))


def _needs_no_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF").close()  # it is thrown away: a power cut costs nothing
