"""The doctor names what is wrong and the cure, and tells no secret."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from config.settings import Settings
from models.agency import Agency
from models.database import transaction
from models.schema import head
from simulator.server import Simulator, start
from tests.office import Office, make_office
from wsgi import create_app

LINE = {"LINE_CHANNEL_SECRET": "simulator-secret", "LINE_CHANNEL_ACCESS_TOKEN": "simulator-token"}
GOOD = {**LINE, "SECRET_KEY": "a-long-value-that-nobody-guesses", "PUBLIC_URL": "https://example.go.th"}


@pytest.fixture(scope="module")
def line() -> Iterator[Simulator]:
    with start() as simulator:
        yield simulator


@pytest.fixture
def examined(
    database_url: str, settings_for: Callable[..., Settings], line: Simulator, now: Any
) -> Iterator[Callable[..., Result]]:
    """Runs `flask doctor` on a database in order, with settings in order but for those given."""
    apps: list[Flask] = []

    def run(*words: str, change: Callable[[Any, Office], None] | None = None, **settings: str) -> Result:
        given = {**GOOD, "LINE_API_BASE": line.url, **settings}
        apps.append(create_app(settings_for(settings.pop("DATABASE_URL", database_url), **given)))
        engine = apps[-1].extensions["tamngan"].engine
        with transaction(engine) as session:
            session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
            session.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head()})
            office = make_office(session, now)
            if change:
                change(session, office)
        return apps[-1].test_cli_runner().invoke(args=["doctor", *words])

    yield run
    for app in apps:
        app.extensions["tamngan"].engine.dispose()
        app.extensions["tamngan"].gateway.close()


def lines(result: Result, mark: str) -> list[str]:
    return [line[2:] for line in result.stdout.splitlines() if line.startswith(mark)]


def test_an_office_in_order_has_nothing_to_put_right(examined: Callable[..., Result]) -> None:
    result = examined()
    assert (result.exit_code, lines(result, "✗")) == (0, [])
    assert [line.split(":")[0] for line in lines(result, "!")] == ["LINE_API_BASE"]
    assert any(line.startswith("LINE tambon: ใช้ได้ เดือนนี้ใช้ข้อความนับโควตา 0 จาก") for line in lines(result, "✓"))


def test_no_secret_is_shown(examined: Callable[..., Result]) -> None:
    result = examined(METRICS_TOKEN="metrics-secret")
    for secret in ("simulator-secret", "simulator-token", "nobody-guesses", "metrics-secret"):
        assert secret not in result.output


def test_the_findings_can_be_read_by_a_program(examined: Callable[..., Result]) -> None:
    findings = json.loads(examined("--format", "json").stdout)
    assert {"about": "SECRET_KEY", "state": "ok", "says": "ตั้งแล้ว"} in findings


def test_a_wrong_token_is_named_with_its_cure(examined: Callable[..., Result]) -> None:
    result = examined(LINE_CHANNEL_ACCESS_TOKEN="stale")
    assert result.exit_code == 1
    (wrong,) = lines(result, "✗")
    assert wrong.startswith("LINE tambon:")
    assert "LINE_CHANNEL_ACCESS_TOKEN" in wrong


def test_line_that_does_not_answer_is_told(examined: Callable[..., Result]) -> None:
    result = examined(LINE_API_BASE="http://127.0.0.1:9")
    (wrong,) = lines(result, "✗")
    assert "ตรวจเครือข่าย" in wrong


def test_another_bots_token_is_noticed(examined: Callable[..., Result]) -> None:
    def other_bot(session: Any, office: Office) -> None:
        session.get_one(Agency, office.agency_id).line_bot_id = "U" + "0" * 32

    (wrong,) = lines(examined(change=other_bot), "✗")
    assert "บอตอื่น" in wrong


def test_a_schema_of_another_version_is_noticed(examined: Callable[..., Result]) -> None:
    def older(session: Any, _office: Office) -> None:
        session.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    (wrong,) = lines(examined(change=older), "✗")
    assert wrong == f"schema: รุ่น older ต้องเป็น {head()} ปรับด้วย `flask db upgrade`"


def test_a_pretended_clock_is_told_and_a_broken_one_is_wrong(examined: Callable[..., Result], tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("2026-11-30T08:30:00+07:00")
    result = examined(CLOCK_FILE=str(clock), change=lambda *_: clock.write_text("half past eight"))
    assert any(line.startswith("CLOCK_FILE: ตั้งไว้") for line in lines(result, "!"))
    (wrong,) = lines(result, "✗")
    assert "เอา CLOCK_FILE ออก" in wrong


def test_a_database_that_does_not_answer_is_told(settings_for: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_text("this is no database, however long one looks at it")
    app = create_app(settings_for(f"sqlite:///{tmp_path}/broken.db", **GOOD))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in lines(result, "✗")] == ["database"]
    assert "ตรวจ DATABASE_URL" in lines(result, "✗")[0]


def test_an_empty_database_is_one_fault_with_one_cure(bare_url: str, settings_for: Callable[..., Settings]) -> None:
    app = create_app(settings_for(bare_url, **GOOD))
    result = app.test_cli_runner().invoke(args=["doctor"])
    app.extensions["tamngan"].engine.dispose()
    assert result.exit_code == 1
    assert lines(result, "✗") == ["schema: ยังไม่มีตารางในฐานข้อมูล สร้างด้วย `flask db upgrade`"]
