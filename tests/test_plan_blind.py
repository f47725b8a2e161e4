"""Documents written blind, of the kinds offices really send, are read as a careful person reads them."""

from collections.abc import Callable

import pytest

from tasks.plan.document import Paragraph
from tasks.plan.read_csv import parse_csv
from tasks.plan.scores import scores_in_prose
from tasks.plan.sources import MOST_ROWS, SourceError
from tasks.plan.sources import read as load
from tests.blind_kit import Blind
from tests.blind_plans_again import SECOND
from tests.blind_plans_more import FIRST
from tests.blind_score import compare
from tests.plan_documents import plan


@pytest.mark.parametrize("document", [*FIRST, *SECOND], ids=lambda document: document.__name__)
def test_every_field_of_a_document_never_seen_is_read_as_a_person_reads_it(document: Callable[[], Blind]) -> None:
    missed = [(field, where, wanted, got) for field, where, wanted, got in compare(document()) if wanted != got]
    assert missed == []


def test_an_invented_example_is_no_law_and_keeps_its_year() -> None:
    found = plan("""
        แผนความโปร่งใส หน่วยงานสมมติ ปีงบประมาณ 2570
        มาตรการ | ผู้รับผิดชอบ | กำหนดเวลา
        ประกาศนโยบาย | สำนักปลัด | ทุกเดือน
    """)
    assert found.fiscal_year_be == 2570


def test_a_step_with_a_unit_of_its_own_is_told() -> None:
    found = plan("""
        แผนความโปร่งใส ปีงบประมาณ 2570
        มาตรการ | ขั้นตอน | ผู้รับผิดชอบ | กำหนดเวลา
        จัดทำคู่มือ | 1. รวบรวมขั้นตอน | สำนักปลัด | ธันวาคม 2569
         | 2. ตรวจแบบแปลน | กองช่าง | มีนาคม 2570
    """)
    assert [measure.responsible.units for measure in found.measures] == [("สำนักปลัด", "กองช่าง")]
    assert any("กองช่าง" in doubt and "ขั้นตอนนี้" in doubt for doubt in found.doubts)


def test_a_csv_row_that_only_goes_on_stays_in_its_table_after_a_blank_row() -> None:
    found = parse_csv("ที่;งาน;ขั้นตอน\n1;ทำป้าย;ออกแบบ\n;;\n;;ติดตั้ง\n")
    assert [row.cells[2].text for block in found.blocks for row in block.rows] == ["ขั้นตอน", "ออกแบบ", "ติดตั้ง"]


def test_results_of_two_items_with_one_name_are_not_joined_to_a_plan() -> None:
    found = plan("""
        แผนความโปร่งใส ปีงบประมาณ 2570
        รหัส | เรื่อง | มาตรการ | ผู้รับผิดชอบ
        O5 | ข้อมูลติดต่อ | ปรับแผนที่ | สำนักปลัด
        ส่วนที่ 2 ผล
        รหัส | เรื่อง | ผลการดำเนินงาน | ผลลัพธ์
        O5 | ข้อมูลติดต่อ | เสร็จแล้ว | ดี
        O5 | ข้อมูลติดต่อ | ยังไม่เริ่ม | -
    """)
    assert [measure.status for measure in found.measures] == ["none", "completed", "none"]


@pytest.mark.parametrize(
    ("line", "scores"),
    [
        ("ตัวชี้วัดที่ ๓ การใช้อำนาจ ได้ ๙๑.๕๐ คะแนน", [(3, "การใช้อำนาจ", 91.5)]),
        ("ตัวชี้วัดที่ 4 การใช้ทรัพย์สิน มีค่าคะแนนเท่ากับ 88", [(4, "การใช้ทรัพย์สิน", 88.0)]),
        ("ตัวชี้วัดที่ 5 ต่ำกว่า 85 คะแนน", []),
        ("ตัวชี้วัดที่ 6 คะแนนเต็ม 100", []),
    ],
)
def test_scores_told_in_sentences_are_read_and_limits_are_not(line: str, scores: list[tuple[int, str, float]]) -> None:
    found = scores_in_prose([Paragraph(line, 1)])
    assert [(score.indicator, score.name, score.score) for score in found] == scores


def test_a_table_of_jobs_with_helpers_is_a_plan() -> None:
    found = plan("""
        ตารางติดตามงาน ปีงบประมาณ 2570
        งาน | ผู้รับผิดชอบหลัก | ผู้ช่วย | กำหนด | ข้อติดขัด
        ลงข้อมูลแผนยุทธศาสตร์ | งานแผน สำนักปลัด | กองคลัง | 30 พ.ย. 2569 | รอข้อมูล
    """)
    assert [(m.title, m.responsible.units, m.responsible.people) for m in found.measures] == [
        ("ลงข้อมูลแผนยุทธศาสตร์", ("สำนักปลัด", "กองคลัง"), ())
    ]


def test_a_file_of_endless_rows_is_refused_in_words() -> None:
    with pytest.raises(SourceError, match="ยาวเกิน"):
        load("a.csv", ("มาตรการ,หน่วย\n" + "ก,ข\n" * MOST_ROWS).encode())
