"""Everything there is in one zip, the same for both databases: tables as JSON lines, evidence files, a manifest."""

import io
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, Date, Engine, Table, bindparam, func, insert, select, text, update

from models import schema
from models.base import Moment
from models.database import make_engine
from models.tables import METADATA
from tasks.evidence.storage import PARTS, storage_of
from tasks.house import House

FORMAT = 1
AT_ONCE = 1_000  # rows held in memory
READERS: dict[type, Callable[[str], date]] = {Moment: datetime.fromisoformat, Date: date.fromisoformat}
# What reading rows out of something else than rows ends in; zipfile raises RuntimeError for a locked archive.
_MALFORMED = (LookupError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError)


class BackupError(Exception):
    """A backup cannot be written or put back; the words name the cure. Nothing was changed."""


def write(house: House, file: Path) -> dict[str, int]:
    """Write all rows as of one moment, and the evidence files, to a zip only its owner may read.

    The file is there whole or not at all; a former one of that name is replaced. Returns rows by table.
    Files kept in an object store stay there: the manifest names it.
    Channel secrets stay sealed: without the same SECRET_KEY they cannot be opened after a restore.
    """
    with tempfile.NamedTemporaryFile(dir=file.resolve().parent, suffix=".part", delete=False) as part:
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive, _snapshot(house.engine) as rows:
                counts = _write_all(house, archive, rows)
            os.replace(part.name, file)
        except BaseException:
            os.unlink(part.name)
            raise
    return counts


def restore(house: House, file: Path) -> dict[str, int]:
    """Put a backup into a migrated, empty database, in one transaction; returns rows by table.

    Raises BackupError for a file that is no whole backup, another revision, or a database with rows in it.
    """
    try:
        with zipfile.ZipFile(file) as archive, house.engine.begin() as connection:
            manifest = _manifest(archive)
            _check(connection, manifest["revision"])
            for table in METADATA.sorted_tables:
                _fill(connection, table, archive, manifest["tables"][table.name])
            _restore_evidence(archive, house.settings.evidence_dir)
            if connection.dialect.name == "postgresql":
                connection.execute(text("ANALYZE"))  # else it plans every query blindly until it looks by itself
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, *_MALFORMED) as error:
        raise BackupError(f"{file.name} ไม่ใช่ไฟล์สำรองที่สมบูรณ์ · not a whole backup: {error}") from error
    return dict(manifest["tables"])


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """All tables as of one moment, without keeping any writer waiting."""
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = make_engine(f"sqlite:///{folder}/copy.db")
        with closing(engine.raw_connection()) as source, closing(copy.raw_connection()) as target:
            source.driver_connection.backup(target.driver_connection)  # type: ignore[union-attr]
        with copy.connect() as connection:
            yield connection
        copy.dispose()


def _write_all(house: House, archive: zipfile.ZipFile, rows: Connection) -> dict[str, int]:
    revision = schema.current(rows)
    if revision != schema.head():
        raise BackupError("โครงสร้างฐานข้อมูลยังไม่เป็นรุ่นปัจจุบัน ใช้ `flask db upgrade` · run `flask db upgrade` first")
    counts = {table.name: _write_table(rows, table, archive) for table in METADATA.sorted_tables}
    _write_evidence(archive, house.settings.evidence_dir)
    manifest = {"format": FORMAT, "revision": revision, "made_at": house.clock().isoformat(), "tables": counts}
    manifest["evidence_in"] = storage_of(house.settings).where if house.settings.evidence_s3 else "evidence/"
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return counts


def _write_evidence(archive: zipfile.ZipFile, folder: Path) -> None:
    """The files of the folder; after the rows, so that none they name is missing but what was withdrawn meanwhile."""
    for stored in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = stored.relative_to(folder)
        if name.parts[0] == PARTS:
            continue
        with suppress(FileNotFoundError):
            archive.write(stored, f"evidence/{name.as_posix()}")


def _write_table(rows: Connection, table: Table, archive: zipfile.ZipFile) -> int:
    count = 0
    ordered = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
        for count, row in enumerate(rows.execute(ordered).mappings(), 1):  # noqa: B007
            line = json.dumps(dict(row), default=_as_text, ensure_ascii=False)
            out.write(line.encode("utf-8", "surrogatepass") + b"\n")
    return count


def _as_text(value: Any) -> str:
    """Dates and moments (aware, UTC) in ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a backup cannot hold {type(value).__name__}")


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if not isinstance(manifest, dict) or manifest["format"] != FORMAT:
        raise ValueError(f"its manifest is not of format {FORMAT}")
    return manifest


def _check(connection: Connection, revision: str) -> None:
    stands = schema.current(connection)
    if stands is None:
        raise BackupError("ฐานข้อมูลยังไม่มีตาราง ใช้ `flask db upgrade` ก่อน · run `flask db upgrade` first")
    if stands != revision:
        raise BackupError(
            f"ไฟล์สำรองเป็นรุ่น {revision} ฐานข้อมูลเป็นรุ่น {stands} · restore with the version of the service that wrote it"
        )
    taken = [t.name for t in METADATA.sorted_tables if connection.execute(select(t).limit(1)).first()]
    if taken:
        raise BackupError(f"ฐานข้อมูลไม่ว่าง ({taken[0]}) · restore only into an empty database: set a new DATABASE_URL")


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile, expected: int) -> None:
    own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    put = insert(table).values({c: bindparam(f"new_{c.name}", type_=_column_type(c)) for c in table.columns})
    count = 0
    for rows in _batches(archive, table):
        # A row may name a later row of its own table: those columns come after all rows are there.
        without = [{f"new_{c.name}": None if c in own else row[c.name] for c in table.columns} for row in rows]
        connection.execute(put, without)
        count += len(rows)
    if count != expected:
        raise ValueError(f"{table.name} has {count} rows of {expected}")
    for column in own:
        _point(connection, table, column, archive)
    if connection.dialect.name == "postgresql":
        _continue_numbers(connection, table)


def _point(connection: Connection, table: Table, column: Column[Any], archive: zipfile.ZipFile) -> None:
    change = update(table).where(table.c.id == bindparam("row_id")).values({column: bindparam("target")})
    for rows in _batches(archive, table):
        pairs = [{"row_id": row["id"], "target": row[column.name]} for row in rows if row[column.name] is not None]
        if pairs:
            connection.execute(change, pairs)


def _column_type(column: Column[Any]) -> Any:
    """Nothing in a JSON column that may be null is SQL's NULL, not JSON's null."""
    return JSON(none_as_null=bool(column.nullable)) if isinstance(column.type, JSON) else column.type


def _batches(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    with archive.open(f"{table.name}.jsonl") as raw:
        lines = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogatepass", newline="\n")
        while rows := [_read_row(table, line) for line in islice(lines, AT_ONCE)]:
            yield rows


def _read_row(table: Table, line: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    for column in table.columns:
        read = READERS.get(type(column.type))
        if read and row[column.name] is not None:
            row[column.name] = read(row[column.name])
    return row


def _continue_numbers(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids apart from the rows: the next one must come after the last restored."""
    highest = connection.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0
    connection.execute(
        text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :next, false)"),
        {"name": table.name, "next": highest + 1},
    )


def _restore_evidence(archive: zipfile.ZipFile, folder: Path) -> None:
    for member in archive.namelist():
        kept = (folder / member.removeprefix("evidence/")).resolve()
        if not member.startswith("evidence/") or member.endswith("/") or not kept.is_relative_to(folder.resolve()):
            continue
        kept.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, kept.open("wb") as target:
            shutil.copyfileobj(source, target)
