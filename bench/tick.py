"""One round of reminders with 200 due occurrences among ever more that are stored."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, event

from bench.country import AN_OFFICE, make_due, settle
from bench.databases import KINDS, ground
from bench.table import Figures
from config.files import load_policy
from models.bangkok import BANGKOK
from models.database import make_engine
from tasks.reminders.tick import tick

STORED = (10_000, 100_000, 400_000)
OFFICES, EACH = 10, 20  # as at a month's end: all the duties of an office at once
NOW = datetime(2026, 11, 30, 8, 30, tzinfo=BANGKOK)
DUE_ON = date(2026, 12, 7)  # a week on: the first stage of what comes round each month
ROUNDS = 3


def bench() -> Iterator[Figures]:
    """Each size a superset of the one before; the best of three rounds."""
    for kind in KINDS:
        with ground(kind) as place:
            engine = make_engine(place.url)
            offices = 0
            for stored in STORED:
                wanted = -(-stored // AN_OFFICE)
                settle(engine, offices, wanted)
                offices = wanted
                yield _figures(kind, engine, offices * AN_OFFICE)
            engine.dispose()


def _figures(kind: str, engine: Engine, stored: int) -> Figures:
    nothing = min(_round(engine, 0) for _ in range(ROUNDS))
    full = min(_due_round(engine) for _ in range(ROUNDS))
    return {
        "database": kind,
        "stored": stored,
        "nothing due, ms": round(nothing * 1000, 2),
        f"{OFFICES * EACH} due, s": round(full, 3),
        "reads by": _plan_of(engine),
    }


def _due_round(engine: Engine) -> float:
    made = make_due(engine, OFFICES, EACH, NOW.date(), DUE_ON)
    return _round(engine, made)


def _round(engine: Engine, wanted: int) -> float:
    """Seconds of one round; raises RuntimeError unless it added as many reminders as are due."""
    policy = load_policy()
    began = time.perf_counter()
    added = tick(engine, NOW, policy)
    seconds = time.perf_counter() - began
    if added != wanted:
        raise RuntimeError(f"{wanted} occurrences were due and {added} reminders were added")
    return seconds


def _plan_of(engine: Engine) -> str:
    """The index by which the database finds what is due, by its own word; "the whole table" when by none."""
    found = _explained(engine, lambda: tick(engine, NOW, load_policy()))
    index = re.search(r"ix_occurrence_\w+", found)
    return index.group() if index else "the whole table"


def _explained(engine: Engine, act: Callable[[], Any]) -> str:
    """EXPLAIN of the first statement that an act sends and that asks for the day of the next reminder."""
    sent: list[tuple[str, Any]] = []

    def listen(_c: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if "remind_on <=" in statement:
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", listen)
    act()
    event.remove(engine, "before_cursor_execute", listen)
    statement, parameters = sent[0]
    word = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        return "\n".join(str(row) for row in connection.exec_driver_sql(f"{word} {statement}", parameters))
