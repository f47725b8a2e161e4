"""`flask rehearse`: a year played on a copy, counted as LINE counts, with nothing sent and nothing changed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select

from bot.line import LineGateway
from config.settings import Settings
from models import agency, people
from models.database import make_engine, reading, transaction
from models.people import RosterRow
from models.records import Role
from models.tables import METADATA
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.rehearsal.scratch import COPIED, LEFT_OUT
from wsgi import create_app

UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง")
# มานี runs ITA; กล้า and ธนา answer for one unit each; วีระ is the clerk (ปลัด).
ROSTER = (
    ("มานี", "สำนักปลัด", Role.COORDINATOR),
    ("กล้า", "กองคลัง", Role.OFFICER),
    ("ธนา", "กองช่าง", Role.OFFICER),
    ("วีระ", None, Role.EXECUTIVE),
)
HEADINGS = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
"""
ONE_DUTY = HEADINGS + "O12 รายงานผลการดำเนินงานประจำปี\tกองช่าง\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี\n"
Rehearse = Callable[..., dict[str, Any]]


@pytest.fixture
def app(database_url: str, tmp_path: Path, now: Any, settings_for: Callable[..., Settings]) -> Iterator[Any]:
    """An office of four on 30 November, its plan imported that day, not a single group or account known."""
    clock = tmp_path / "clock"
    clock.write_text(now.isoformat())
    made = create_app(settings_for(database_url, SECRET_KEY="k" * 20, CLOCK_FILE=str(clock)), wake=lambda: None)
    with transaction(made.extensions["tamngan"].engine) as session:
        office = agency.create(session, "demo", "อบต.ตัวอย่าง", 300, UNITS, now)
        units = {unit.name: unit.id for unit in agency.units(session, office.id)}
        people.update_roster(session, office.id, [RosterRow(n, None, units.get(u), r) for n, u, r in ROSTER], now)
        import_plan(session, office.id, read(parse_text(ONE_DUTY), 2570), Source("p", "0"), 2570, now)
    yield made
    made.extensions["tamngan"].engine.dispose()


def run(app: Any, *words: str) -> Result:
    args = ["rehearse", "--agency", "demo", "--fiscal-year", "2570", *words]
    return app.test_cli_runner().invoke(args=args)


def played(app: Any, *words: str) -> dict[str, Any]:
    done = run(app, "--format", "json", *words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def rows(url: str) -> dict[str, list[Any]]:
    engine = make_engine(url)
    with reading(engine) as session:
        found = {t.name: session.execute(select(t).order_by(*t.primary_key)).all() for t in METADATA.sorted_tables}
    engine.dispose()
    return found


def test_the_document_has_the_twelve_months_with_the_fields_of_the_contract(app: Any):
    found = played(app)
    assert [month["month"] for month in found["months"]] == [
        *("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"),
        *("2027-04", "2027-05", "2027-06", "2027-07", "2027-08", "2027-09"),
    ]
    names = ["month", "reminders", "delivered", "replies", "pushes", "counted", "late", "undelivered"]
    assert all(list(month) == names for month in found["months"])
    assert (found["quota"], type(found["naive_counted"])) == (300, int)


def test_the_whole_year_is_played_though_the_plan_came_in_the_middle_of_it(app: Any):
    said = [(one["day"], one["stage"], one["addressee"]) for one in played(app)["reminders"]]
    assert said == [
        ("2026-12-01", "before-30", "กองช่าง"),
        ("2026-12-17", "before-14", "กองช่าง"),
        ("2026-12-24", "before-7", "กองช่าง"),
        ("2026-12-28", "before-3", "กองช่าง"),
        ("2026-12-30", "before-0", "กองช่าง"),
    ]


def test_twice_gives_the_same_and_the_offices_database_stays_as_it_was(app: Any, database_url: str):
    before = rows(database_url)
    first, second = played(app), played(app)
    assert first == second
    assert rows(database_url) == before


def test_without_groups_and_accounts_it_says_what_it_took_for_granted(app: Any):
    assert played(app)["assumed"] == [
        "ยังไม่มีกลุ่มเจ้าหน้าที่ ถือว่ามีหนึ่งกลุ่ม",
        "ยังไม่มีใครลงทะเบียน LINE ถือว่าทุกคนในทะเบียนลงทะเบียนและเป็นเพื่อนกับบัญชีแล้ว",
    ]


def test_line_itself_is_never_called(app: Any, monkeypatch: pytest.MonkeyPatch):
    def called(*_: Any, **__: Any) -> None:
        raise AssertionError("LINE was called")

    monkeypatch.setattr(LineGateway, "_request", called)
    assert sum(month["delivered"] for month in played(app)["months"]) == 5


def test_a_year_without_a_plan_is_named_with_the_cure(app: Any):
    done = app.test_cli_runner().invoke(args=["rehearse", "--agency", "demo", "--fiscal-year", "2571"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: ยังไม่มีแผนปี 2571 นำเข้าด้วย `flask plan import`\n"


def test_every_table_is_either_copied_or_left_behind_on_purpose():
    assert set(COPIED) | LEFT_OUT == {table.name for table in METADATA.sorted_tables}
    assert not set(COPIED) & LEFT_OUT
