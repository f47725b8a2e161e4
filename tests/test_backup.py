"""What is backed up comes back to the last row, on the same database or the other."""

import json
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from config.settings import Settings
from models import schema
from models.agency import Agency
from models.assignment import Assignment, Extension, Occurrence
from models.audit import note
from models.database import transaction
from models.inbox import InboxEvent
from models.measure import Duty, Measure, Plan
from models.own_days import DayOverride
from models.reply import StatusReply
from models.tables import METADATA
from models.unit import Unit, UnitAlias
from tasks import backup
from tasks.house import House, build
from tests.databases import KINDS
from tests.office import Office, make_office

DAY = date(2026, 12, 31)


def stamp(engine: Engine) -> None:
    """A database with every table counts as migrated (quicker than to migrate it)."""
    with engine.begin() as connection:
        MigrationContext.configure(connection).stamp(ScriptDirectory(str(schema.MIGRATIONS)), "head")


@pytest.fixture
def house(engine: Engine, settings_for: Callable[..., Settings], now: datetime) -> House:
    """A house whose database is migrated, with an office that has worked for a while."""
    stamp(engine)
    with transaction(engine) as session:
        fill(session, make_office(session, now), now)
    return replace(build(settings_for("sqlite://")), engine=engine, clock=lambda: now)


def fill(session: Session, office: Office, now: datetime) -> None:
    """One plan with a duty owed, answered, undone and extended; a section listed before its unit."""
    own = {"agency_id": office.agency_id}

    def keep(row: Any) -> int:
        session.add(row)
        session.flush()
        return int(row.id)

    section = keep(Unit(name="งานพัสดุ", position=9, **own))
    keep(UnitAlias(unit_id=section, key="พัสดุ", **own))
    keep(DayOverride(day=DAY, is_open=False, reason="หยุดพิเศษ", **own))
    division = keep(Unit(name="กองพัสดุและทรัพย์สิน", position=10, **own))
    session.get_one(Unit, section).parent_id = division
    plan = Plan(
        fiscal_year=2570,
        kind="active",
        source_name="แผน.docx",
        source_sha256="0" * 64,
        layout={"columns": ["ก", None]},
        doubts=["คำว่า\u2028ขึ้นบรรทัด"],
        starts_on=DAY,
        imported_at=now,
        **own,
    )
    measure = {"row": 1, "codes": ["O12"], "title": "รายงาน", "content": {}, "score": 98.81}
    measure_id = keep(Measure(plan_id=keep(plan), key="1", **measure, **own))
    duty = keep(Duty(measure_id=measure_id, key="1", phrase="ภายในเดือนธันวาคม", actor="officer", rhythm="yearly", **own))
    unit = {"unit_id": office.unit["กองคลัง"]}
    assignment = keep(Assignment(duty_id=duty, key="unit/2", part="doer", **unit, **own))
    occurrence = keep(Occurrence(assignment_id=assignment, due_on=DAY, **own))
    event = {"type": "message", "source": "s", "occurred_at": now, "received_at": now}
    keep(InboxEvent(webhook_event_id="kept", raw={"text": 'เสร็จแล้ว\n"ค่ะ"'}, **event, **own))
    emptied = InboxEvent(webhook_event_id="emptied", state="done", done_at=now, **event, **own)
    reply = {"occurrence_id": occurrence, "said": "เสร็จ", "was": "not_started", "reason": "", "at": now}
    first = keep(StatusReply(event_id=keep(emptied), intent="report", became="completed", **reply, **own))
    keep(StatusReply(intent="undo", became="not_started", undoes_id=first, **reply, **own))
    keep(Extension(occurrence_id=occurrence, asked_until=DAY + timedelta(9), asked_at=now, **own))
    note(session, office.agency_id, "plan.imported", now, office.staff["มานี"], plan=1)


def everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
            for table in METADATA.sorted_tables
        }


@pytest.fixture
def migrate(tmp_path: Path, settings_for: Callable[..., Settings]) -> Iterator[Callable[[str], House]]:
    """Houses with nothing in them, on the databases named."""
    houses = []

    def house_at(url: str) -> House:
        houses.append(build(settings_for(url, DATA_DIR=str(tmp_path / "other"))))
        stamp(houses[-1].engine)
        return houses[-1]

    yield house_at
    for house in houses:
        house.engine.dispose()


@pytest.fixture
def empty_house(ground: Any, migrate: Callable[[str], House]) -> House:
    """Another migrated database, with its own folder for evidence."""
    return migrate(ground.fresh())


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back_as_it_was_on_either_database(
    house: House, kind: str, grounds: Callable[..., Any], migrate: Callable[[str], House], tmp_path: Path
) -> None:
    counts = backup.write(house, tmp_path / "backup.zip")
    empty_house = migrate(grounds(kind).fresh())
    assert backup.restore(empty_house, tmp_path / "backup.zip") == counts
    assert everything(empty_house.engine) == everything(house.engine)
    assert counts["status_reply"] == 2


def test_what_was_never_there_stays_nothing(house: House, empty_house: House, tmp_path: Path) -> None:
    backup.write(house, tmp_path / "backup.zip")
    backup.restore(empty_house, tmp_path / "backup.zip")
    count = select(func.count()).select_from(InboxEvent).where(InboxEvent.raw.is_(None))
    with house.engine.connect() as before, empty_house.engine.connect() as after:
        assert after.scalar(count) == before.scalar(count)


def test_life_goes_on_after_a_restore(house: House, empty_house: House, tmp_path: Path, now: datetime) -> None:
    backup.write(house, tmp_path / "backup.zip")
    backup.restore(empty_house, tmp_path / "backup.zip")
    with transaction(empty_house.engine) as session:
        session.add(Agency(slug="next", name="อบต.ถัดไป", quota=300, created_at=now))
    with transaction(empty_house.engine) as session:
        assert session.scalars(select(Agency.slug).order_by(Agency.id)).all() == ["tambon", "next"]


def test_a_restored_postgresql_knows_its_rows_at_once(house: House, empty_house: House, tmp_path: Path) -> None:
    if empty_house.engine.dialect.name != "postgresql":
        pytest.skip("SQLite looks its rows over by itself")
    backup.write(house, tmp_path / "all.zip")
    backup.restore(empty_house, tmp_path / "all.zip")
    with empty_house.engine.connect() as connection:
        known = "SELECT count(*) FROM pg_stats WHERE schemaname = 'public' AND tablename = 'occurrence'"
        assert (connection.scalar(text(known)) or 0) > 5


def test_evidence_files_travel_with_the_rows(house: House, empty_house: House, tmp_path: Path) -> None:
    photo = house.settings.evidence_dir / "1" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8 a photo")
    backup.write(house, tmp_path / "backup.zip")
    backup.restore(empty_house, tmp_path / "backup.zip")
    assert (empty_house.settings.evidence_dir / "1" / "photo.jpg").read_bytes() == b"\xff\xd8 a photo"


def test_only_its_owner_may_read_a_backup(house: House, tmp_path: Path) -> None:
    backup.write(house, tmp_path / "backup.zip")
    assert stat.S_IMODE((tmp_path / "backup.zip").stat().st_mode) == 0o600


def test_writing_goes_on_while_a_backup_is_made(house: House, tmp_path: Path, now: datetime) -> None:
    with backup._snapshot(house.engine) as rows:
        rows.execute(select(Agency.id)).all()

        def write() -> None:
            with transaction(house.engine) as session:
                session.add(Agency(slug="meanwhile", name="ก", quota=300, created_at=now))

        writer = threading.Thread(target=write)
        writer.start()
        writer.join(timeout=5)
        assert not writer.is_alive()
        assert rows.execute(select(Agency.slug)).scalars().all() == ["tambon"]


def test_a_restore_refuses_a_database_in_use(house: House, tmp_path: Path) -> None:
    backup.write(house, tmp_path / "backup.zip")
    before = everything(house.engine)
    with pytest.raises(backup.BackupError, match="ไม่ว่าง"):
        backup.restore(house, tmp_path / "backup.zip")
    assert everything(house.engine) == before


def test_a_restore_refuses_a_database_without_tables(house: House, bare_url: str, tmp_path: Path) -> None:
    backup.write(house, tmp_path / "backup.zip")
    bare = build(replace(house.settings, database_url=bare_url))
    with pytest.raises(backup.BackupError, match="db upgrade"):
        backup.restore(bare, tmp_path / "backup.zip")
    bare.engine.dispose()


def changed(backup_file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same backup with one member changed."""
    other = backup_file.with_name("changed.zip")
    with zipfile.ZipFile(backup_file) as source, zipfile.ZipFile(other, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return other


def test_a_restore_refuses_another_revision(house: House, empty_house: House, tmp_path: Path) -> None:
    backup.write(house, tmp_path / "backup.zip")
    older = changed(
        tmp_path / "backup.zip", "manifest.json", lambda m: json.dumps({**json.loads(m), "revision": "0000"}).encode()
    )
    with pytest.raises(backup.BackupError, match="0000"):
        backup.restore(empty_house, older)


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("staff.jsonl", lambda lines: lines[: len(lines) // 2]),
        ("staff.jsonl", lambda lines: b"".join(lines.splitlines(keepends=True)[:-1])),
        ("manifest.json", lambda _: b"[]"),
        ("manifest.json", lambda m: json.dumps({**json.loads(m), "tables": 7}).encode()),
        ("staff.jsonl", lambda _: b"[1]\n"),
        ("staff.jsonl", lambda _: b"7\n"),
        ("staff.jsonl", lambda _: b"[" * 100_000),
    ],
)
def test_a_damaged_backup_leaves_the_database_empty(
    house: House, empty_house: House, tmp_path: Path, member: str, change: Callable[[bytes], bytes]
) -> None:
    backup.write(house, tmp_path / "backup.zip")
    with pytest.raises(backup.BackupError, match="not a whole backup"):
        backup.restore(empty_house, changed(tmp_path / "backup.zip", member, change))
    assert not any(everything(empty_house.engine).values())


def test_a_file_that_is_no_backup_is_refused(empty_house: House, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("เรียน ปลัด")
    with pytest.raises(backup.BackupError, match="not a whole backup"):
        backup.restore(empty_house, tmp_path / "letter.txt")


def test_a_failed_backup_leaves_the_former_one(house: House, tmp_path: Path) -> None:
    backup.write(house, tmp_path / "backup.zip")
    former = (tmp_path / "backup.zip").read_bytes()
    with house.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    with pytest.raises(backup.BackupError, match="db upgrade"):
        backup.write(house, tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").read_bytes() == former
    assert [f.name for f in tmp_path.glob("*.part")] == []


def test_folders_in_a_backup_are_passed_over(house: House, empty_house: House, tmp_path: Path) -> None:
    counts = backup.write(house, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip", "a") as archive:
        archive.writestr("evidence/", b"")
        archive.writestr("evidence/2570/", b"")
    assert backup.restore(empty_house, tmp_path / "backup.zip") == counts
