"""What a report must look like again is read from the document it began with."""

from pathlib import Path

import pytest

from models.source_form import form_of, row_of, stored, stored_row
from tasks.plan.outline import is_introduction
from tasks.plan.reading import read
from tasks.plan.sources import load
from tests.plan_documents import page, plan, sheet

SAMPLES = Path(__file__).parent / "samples"


def form(name: str):
    return read(load(SAMPLES / f"{name}.txt")).form


def test_a_cover_is_kept_down_to_its_office():
    found = form("grouped_report")
    assert found.cover
    assert found.title == (
        "รายงานผลการส่งเสริมคุณธรรมของหน่วยงาน",
        "ประจำปีงบประมาณ พ.ศ.2568",
        "จัดทำโดย",
        "สำนักงานปลัด (งานธุรการ)",
        "องค์การบริหารส่วนตำบลเนินตัวอย่าง อำเภอตัวอย่าง",
    )


def test_each_band_keeps_its_heading_and_its_rows():
    found = form("two_score_bands")
    assert [row.captions[0].split()[0] for row in found.rows] == ["๑.", "๑.", "๑.", "๑.", "๒."]
    assert [c.meaning for c in found.tables[0]] == [
        *("item", "score", "finding", "measure", "responsible", "monitoring", "result", "outcome")
    ]
    assert found.rows[4].cells[1] == "๙๑.๕๐"


def test_a_cell_merged_over_rows_is_told():
    assert [row.carried for row in form("analysis_and_plan").rows] == [(), (3,), (3,), (3,), (), (3,), (3,)]


def test_the_pieces_of_a_long_row_are_one_row():
    found = form("one_measure_over_pages")
    assert len(found.rows) == 1
    assert "อีกทั้ง ไม่มีรูปประกอบข่าว" in found.rows[0].cells[1]
    assert found.scores == ("ตัวชี้วัดที่", "รายละเอียด", "คะแนน")


def test_points_of_an_analysis_are_no_heading_of_the_table_below():
    found = plan("""
        แผนความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
        ๓. ให้ทุกกองอ่านคู่มือการประเมินด้วยกันก่อนเริ่มงาน
        การนำผลไปปรับปรุง
        (ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล)
        มาตรการ | ผู้รับผิดชอบ | กำหนดเวลา
        แก้เว็บไซต์ | สำนักปลัด | ธันวาคม 2569
    """).form
    assert found.rows[0].captions == ("การนำผลไปปรับปรุง", "(ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล)")


def test_a_sentence_before_the_table_is_the_lead_and_an_analysis_is_not():
    words = "จากมาตรการที่หน่วยงานกำหนดไว้เมื่อต้นปีงบประมาณ ทุกกองได้ดำเนินการและรายงานผลให้ผู้บริหารทราบแล้ว " * 2
    table = ["มาตรการ|ผู้รับผิดชอบ|กำหนดเวลา", "แก้เว็บไซต์|สำนักปลัด|ธันวาคม 2569"]
    one = read(page("รายงานผล ประจำปีงบประมาณ พ.ศ. 2570", words, table)).form
    many = read(page("รายงานผล ประจำปีงบประมาณ พ.ศ. 2570", *[f"{n} {words}" for n in "กขคง"], table)).form
    assert (one.lead, many.lead) == ((words.strip(),), ())


def test_a_heading_row_and_a_heading_of_two_levels_are_kept():
    found = read(
        sheet(
            "แผน|<แผน|<แผน|<แผน",
            "มาตรการ|ผู้รับผิดชอบ|ไตรมาส|<ไตรมาส",
            "^มาตรการ|^ผู้รับผิดชอบ|1|2",
            "1. ด้านเว็บไซต์|<1. ด้านเว็บไซต์|<1. ด้านเว็บไซต์|<1. ด้านเว็บไซต์",
            "แก้ลิงก์เสีย|สำนักปลัด|✓|",
        ),
        2570,
    ).form
    assert [(c.over, c.heading) for c in found.tables[0]][2:] == [("ไตรมาส", "1"), ("ไตรมาส", "2")]
    assert found.rows[0].headings == ("1. ด้านเว็บไซต์",)
    assert found.rows[0].cells == ("แก้ลิงก์เสีย", "สำนักปลัด", "✓", "")


def test_a_form_is_kept_whole():
    found = form("one_measure_over_pages")
    kept = form_of(stored(found))
    assert (kept.title, kept.tables, kept.scores) == (found.title, found.tables, found.scores)
    assert row_of(stored_row(found.rows[0])) == found.rows[0]
    assert row_of(None) is None


def test_a_sentence_that_leads_in_to_the_table_is_no_heading_of_it_and_no_title():
    words = "เทศบาลตำบลดอนตัวอย่างนำคะแนนของปีก่อนมาดูร่วมกับทุกกองแล้ว จึงวางมาตรการของปีนี้ไว้"
    band = "๑. เรื่องที่ต้องแก้ไข (ต่ำกว่า ๘๕ คะแนน)"
    table = ["มาตรการ|ผู้รับผิดชอบ|กำหนดเวลา", "แก้เว็บไซต์|สำนักปลัด|ธันวาคม 2569"]
    found = read(page("แผน ITA ประจำปีงบประมาณ พ.ศ. 2570", words, table))
    assert (found.form.title, found.form.rows[0].captions) == (("แผน ITA ประจำปีงบประมาณ พ.ศ. 2570",), (words,))
    assert [is_introduction(line) for line in (words, band)] == [True, False]
    low = "ตัวชี้วัดที่ต่ำกว่า ๘๕ คะแนนมีสองข้อ จึงกำหนดมาตรการดังนี้"
    assert [m.group for m in read(page("แผน ITA ปี 2570", low.removeprefix("ตัวชี้วัดที่"), table)).measures] == [None]
    assert [m.group for m in read(page("แผน ITA ปี 2570", words, band, table)).measures] == [band]


@pytest.mark.parametrize(
    ("line", "leads_in"),
    [
        ("ตามที่ได้รับผลการประเมินแล้ว ทุกกองได้ทบทวนงานของตน", True),
        ("แผนนี้ใช้ทั้งปีงบประมาณ", True),
        ("มีรายละเอียดดังต่อไปนี้", True),
        ("ตารางแสดงมาตรการที่ได้กำหนดไว้", False),
        ("การนำผลการวิเคราะห์ไปสู่การปฏิบัติ", False),
        ("๒. เรื่องที่จะดำเนินการ", False),
        ("กองคลัง", False),
    ],
)
def test_a_sentence_tells_and_a_heading_names(line, leads_in):
    assert is_introduction(line) is leads_in
