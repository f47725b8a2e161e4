"""What the operator reads after `flask plan import` and in `flask duty list`."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from config.settings import Settings
from models.database import transaction
from models.measure import Measure
from tasks.commands.plan_import import told
from tasks.plan.apply import ImportReport
from tests.office import make_office
from wsgi import create_app

PLAN = """มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
E10 ช่องทางร้องเรียน\tสำนักปลัด\tปรับปรุงช่องทาง\tรายงานผู้บริหารไตรมาสละ 1 ครั้ง
O18 สถิติเรื่องร้องเรียน\tกองคลัง\tรวบรวมสถิติ\tภายใน 31 มีนาคม 2570
"""
MID_YEAR = datetime.fromisoformat("2027-02-01T09:00:00+07:00")


@pytest.fixture
def app(database_url: str, tmp_path: Path, settings_for: Callable[..., Settings]) -> Iterator[Flask]:
    """An office on 1 February that has no plan yet."""
    (tmp_path / "clock").write_text(MID_YEAR.isoformat())
    made = create_app(settings_for(database_url, CLOCK_FILE=str(tmp_path / "clock")), wake=lambda: None)
    with transaction(made.extensions["tamngan"].engine) as session:
        make_office(session, MID_YEAR)
    yield made
    made.extensions["tamngan"].engine.dispose()


def taken_over(app: Flask, folder: Path, text: str) -> Result:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    words = ["plan", "import", str(folder / "plan.txt"), "--agency", "tambon", "--fiscal-year", "2570"]
    return app.test_cli_runner().invoke(args=words)


def duties(app: Flask, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=["duty", "list", "--agency", "tambon", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_an_import_in_mid_year_tells_what_will_not_be_reminded_of(app: Flask, tmp_path: Path) -> None:
    lines = taken_over(app, tmp_path, PLAN).stdout.splitlines()
    assert lines[0].endswith("5 งวดใหม่")
    assert lines[1] == "ครบกำหนดก่อนวันที่เริ่มใช้แผน 1 งวด ระบบเก็บไว้แต่จะไม่แจ้งเตือน"


def test_a_file_without_measures_is_refused_in_one_sentence(app: Flask, tmp_path: Path) -> None:
    result = taken_over(app, tmp_path, "รายงานการประชุม ปีงบประมาณ พ.ศ. 2570\n")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ไม่พบมาตรการในไฟล์นี้ จึงไม่ได้นำเข้า")
    assert (result.stdout, len(result.stderr.splitlines())) == ("", 1)


def test_what_only_one_row_asks_stands_before_what_all_rows_ask() -> None:
    doubts: dict[str, list[int]] = {"ทุกแถวเหมือนกัน": [1, 2, 3], "ทั้งเอกสาร": [], "แถวเดียว": [2]}
    lines = told(ImportReport(2570, doubts=doubts)).splitlines()
    asked = ["  - ทั้งเอกสาร", "  - แถวเดียว (แถวที่ 2)", "  - ทุกแถวเหมือนกัน (แถวที่ 1, 2, 3)"]
    assert lines[lines.index("ข้อที่ต้องถาม (3)") + 1 :] == asked


def test_duties_are_listed_with_the_dates_to_come(app: Flask, tmp_path: Path) -> None:
    taken_over(app, tmp_path, PLAN)
    _, quarterly, once = duties(app).splitlines()
    assert quarterly.endswith("31 มี.ค. 2570, 30 มิ.ย. 2570 …")
    assert once.endswith("  31 มี.ค. 2570")
    rows: list[dict[str, Any]] = json.loads(duties(app, "--format", "json"))
    assert [row["dates"] for row in rows] == [["2027-03-31", "2027-06-30", "2027-09-30"], ["2027-03-31"]]


def test_a_line_break_in_a_title_is_a_space_in_the_table(app: Flask, tmp_path: Path) -> None:
    taken_over(app, tmp_path, PLAN)
    with transaction(app.extensions["tamngan"].engine) as session:
        session.query(Measure).filter(Measure.row == 1).one().title = "ช่องทาง\nร้องเรียน"
    assert len(duties(app).splitlines()) == 3
    assert "ช่องทาง ร้องเรียน" in duties(app)
