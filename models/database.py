"""Connections: SQLite for one machine, PostgreSQL for more, with the same promises about what is on disk."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, cast

from sqlalchemy import (
    Connection,
    CursorResult,
    Dialect,
    Engine,
    Executable,
    Table,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base

BUSY_MS = 15_000  # a writer waits this long for another; longer than any transaction of ours lasts

ROWS_A_STATEMENT = 1_000  # both databases take some 30,000 values a statement


def make_engine(url: str) -> Engine:
    """An engine whose commits are on disk when they return (SQLite: WAL, synchronous=FULL)."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One transaction: committed at the end, rolled back on any error. No HTTP call belongs inside."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A look at one moment that changes nothing: on SQLite it takes no writer's lock, so it waits for nobody."""
    with Session(engine.execution_options(read_only=True), expire_on_commit=False) as session, session.begin():
        yield session


def insert_once(session: Session, table: type[Base], row: dict[str, Any]) -> bool:
    """Insert unless a unique key already holds it; True when the row is new."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(row).on_conflict_do_nothing()
    # Not by the count: PostgreSQL's driver knows none (-1) once SQLAlchemy asks for the new row's key.
    new = session.execute(statement.returning(*table.__table__.primary_key))
    return new.first() is not None


@contextmanager
def single_statement(engine: Engine) -> Iterator[Connection]:
    """A connection on which each statement is a transaction of its own, committed when it returns.

    BEGIN, INSERT and COMMIT apart are three waits, for the database and for the other threads of the process.
    """
    # SQLite's connections are like that whenever no BEGIN is sent (_begin).
    is_sqlite = engine.dialect.name == "sqlite"
    options: dict[str, Any] = {"single_statement": True} if is_sqlite else {"isolation_level": "AUTOCOMMIT"}
    with engine.execution_options(**options).connect() as connection:
        yield connection


def bound(dialect: Dialect, table: Table, columns: tuple[str, ...], row: Iterable[Any]) -> tuple[Any, ...]:
    """A row's values as the driver takes them."""
    binders = _binders(dialect, table, columns)
    return tuple(bind(value) if bind else value for bind, value in zip(binders, row, strict=True))


def insert_bound_once(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> int:
    """Insert each row (see bound) unless a unique key already holds it; how many were new.

    Many rows a statement, straight to the driver: SQLAlchemy's own cost for a row is several times the database's.
    """
    new = 0
    for at in range(0, len(rows), ROWS_A_STATEMENT):
        some = rows[at : at + ROWS_A_STATEMENT]
        statement = _insert_once(table.name, columns, len(some), connection.dialect.paramstyle == "qmark")
        new += connection.exec_driver_sql(statement, tuple(chain.from_iterable(some))).rowcount
    return new


@lru_cache(maxsize=8)
def _binders(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> list[Any]:
    return [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns]


@lru_cache(maxsize=64)
def _insert_once(table: str, columns: tuple[str, ...], rows: int, is_sqlite: bool) -> str:
    """The names are ours, and the values are the driver's business."""
    row = "(" + ", ".join(["?" if is_sqlite else "%s"] * len(columns)) + ")"
    values = ", ".join([row] * rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} ON CONFLICT DO NOTHING"  # noqa: S608


def draw_ids(session: Session, table: type[Base], count: int) -> list[int]:
    """Ids for so many new rows: many rows whose ids are known beforehand go in as one statement, in few round trips.

    On SQLite nobody else inserts before this transaction ends.
    """
    if session.get_bind().dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:rows, 'id')) FROM generate_series(1, :many)")
        return list(session.scalars(drawn, {"rows": table.__tablename__, "many": count}))
    last = session.scalar(select(func.max(table.__table__.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def insert_each_once(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert those rows that no unique key holds already, in one go; all have the same columns."""
    if rows:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def changed(session: Session, statement: Executable) -> int:
    """Run an INSERT or UPDATE and return how many rows it touched: a claim holds only when the count says so."""
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return int(cast("CursorResult[Any]", result).rowcount)


def is_reachable(engine: Engine) -> bool:
    """True when the database answers; for health checks."""
    with engine.execution_options(read_only=True).connect() as connection:
        return connection.execute(text("SELECT 1")).scalar() == 1


def _sqlite_engine(url: str) -> Engine:
    # Errors without the row's values (hide_parameters): they end in logs, and people's words must not.
    connect_args = {"timeout": BUSY_MS / 1000, "isolation_level": None}
    engine = create_engine(url, connect_args=connect_args, hide_parameters=True)
    event.listen(engine, "do_connect", _make_folder)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(_dialect: Any, _record: Any, arguments: list[Any], _options: Any) -> None:
    # Only when first connected: commands that need no database leave nothing behind.
    # For its owner alone: the rows hold personal data.
    if not arguments or arguments[0] == ":memory:":
        return
    folder = Path(arguments[0]).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:  # as SQLite's own trouble with a file, so that it is told like that
        raise sqlite3.OperationalError(f"cannot make the folder {folder}: {error.strerror}") from error


def _set_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later fails at once when another wrote between.
    options = connection.get_execution_options()
    if not options.get("single_statement", False):
        connection.exec_driver_sql("BEGIN" if options.get("read_only", False) else "BEGIN IMMEDIATE")
