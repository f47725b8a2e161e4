"""The scores a report tells: those its plan answers, its target, and those the year earned."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import transaction
from models.readings import Score
from models.source_form import SourceForm
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.reports.compose import compose
from tasks.reports.layout import PlainTable
from tasks.reports.report import FORMATS
from tests.reported import BEGINNING, YEAR, open_year
from tests.test_report_compose import REPORT, measure, share, year

FORM = SourceForm(title=("แผน",), tables=(REPORT,), targets=("ไม่ต่ำกว่า 90.00 คะแนน",), scores=("ที่", "ตัวชี้วัด", "คะแนน"))
OPENNESS, PREVENTION = Score(9, "การเปิดเผยข้อมูล", 53.5), Score(10, "การป้องกันการทุจริต", 80.0)
TARGET = "เป้าหมายตามแผน: ไม่ต่ำกว่า 90.00 คะแนน"
PLAN = """แผนส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. {year}

ตัวชี้วัดที่\tตัวชี้วัด\tคะแนน
9\tการเปิดเผยข้อมูล\t{openness}
10\tการป้องกันการทุจริต\t{prevention}

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O13 แผนการจัดซื้อจัดจ้าง\tกองคลัง\tจัดทำแผน\tรายงานภายในเดือนธันวาคมของทุกปี
"""


def scores_of(**how) -> PlainTable:
    found = compose(year(measure(share()), form=FORM, **how)).scores
    assert found is not None
    return found


def test_the_scores_and_the_target_stand_before_the_table():
    told = scores_of(scores=(OPENNESS,), source_year=2570)
    assert (told.heading, told.columns) == ("คะแนนที่เป็นฐานของแผน", ("ที่", "ตัวชี้วัด", "คะแนน"))
    assert told.rows == (("9", "การเปิดเผยข้อมูล", "53.50"),)


def test_while_the_year_has_no_score_of_its_own_the_report_says_so():
    assert scores_of(scores=(OPENNESS,)).lines == (TARGET, "คะแนนที่ได้รับของปีงบประมาณ พ.ศ. 2570: ยังไม่มีผลคะแนน")


def test_the_score_reached_stands_beside_the_one_that_was_to_be_raised():
    told = scores_of(scores=(OPENNESS,), reached=(Score(9, "การเปิดเผยข้อมูล", 91.25), PREVENTION))
    assert told.columns[3] == "ได้รับในปีงบประมาณ พ.ศ. 2570"
    assert told.rows == (("9", "การเปิดเผยข้อมูล", "53.50", "91.25"), ("10", "การป้องกันการทุจริต", "—", "80.00"))
    assert (told.lines, sum(told.widths)) == ((TARGET,), 1000)


def test_scores_reached_stand_alone_where_the_plan_told_none():
    plain = SourceForm(title=("แผน",), tables=(REPORT,))
    told = compose(year(measure(share()), form=plain, scores=(), reached=(PREVENTION,))).scores
    assert told is not None
    assert told.rows == (("10", "การป้องกันการทุจริต", "—", "80.00"),)
    assert compose(year(measure(share()), form=plain, scores=(), reached=())).scores is None


def test_scores_of_an_older_document_are_told_to_be_its_own():
    assert scores_of(scores=(OPENNESS,), source_year=2566).heading == "คะแนนที่เป็นฐานของแผน (ตามเอกสารปี 2566)"


@pytest.mark.one_database
def test_the_next_plans_scores_are_those_the_year_reached_and_do_not_confuse_a_reader(engine: Engine, tmp_path: Path):
    lived = open_year(engine, parse_text(PLAN.format(year=2570, openness="53.50", prevention="80.00")))
    assert "scores_reached" in json_of(lived.report())
    assert json_of(lived.report())["scores_reached"] == []
    following = parse_text(PLAN.format(year=2571, openness="91.25", prevention="88.00"))
    with transaction(engine) as session:
        source = Source("plan.txt", "plan")
        import_plan(session, lived.agency_id, read(following, YEAR + 1), source, YEAR + 1, BEGINNING)
    report = lived.report()
    assert [one["score"] for one in json_of(report)["scores_reached"]] == [91.25, 88.0]
    assert "คะแนนที่ได้รับนำมาจากแผนปี 2571 โปรดตรวจว่าเป็นผลของปี 2570" in report.layout.check.notes
    for style in ("docx", "xlsx"):
        (tmp_path / f"report.{style}").write_bytes(FORMATS[style].write(report, {}))
        again = read(load(tmp_path / f"report.{style}"), YEAR)
        assert [one.score for one in again.scores] == [53.5, 80.0]


def json_of(report) -> Mapping:
    return json.loads(FORMATS["json"].write(report, {}))
