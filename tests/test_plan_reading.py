"""Plans of many forms read by meaning: what a careful clerk would copy out of each."""

import pytest

from models.readings import PlanReading
from tasks.plan.columns import meaning_of
from tasks.plan.document import Document
from tasks.plan.read_csv import parse_csv
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.plan_documents import across, dues, duties, page, plan, sheet


def said(doubts, *words):
    return any(all(word in doubt for word in words) for doubt in doubts)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("ประเด็นที่ต้องปรับปรุง แก้ไข/ ประเด็นที่ต้องพัฒนา", "item"),
        ("ข้อ คำถาม", "item"),
        ("รายการตัวชี้วัด", "item"),
        ("ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อน", "finding"),
        ("ผลการวิเคราะห์", "finding"),
        ("ข้อเสนอแนะจากผู้ตรวจ", "finding"),
        ("มาตรการ/โครงการ/กิจกรรม", "measure"),
        ("กิจกรรมที่จะดำเนินการ", "measure"),
        ("ขั้นตอน หรือวิธีการ/ มาตรการ", "steps"),
        ("มาตรการ/แนวทางปฏิบัติ", "measure"),
        ("วิธีดำเนินการ", "steps"),
        ("ผู้รับ ผิดชอบ", "responsible"),
        ("ผู้รับผืดชอบ", "responsible"),
        ("สำนัก/กองที่รับผิดชอบ", "responsible"),
        ("หน่วยงานสนับสนุน", "responsible"),
        ("การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ", "monitoring"),
        ("แนวทางการติดตาม", "monitoring"),
        ("ระยะเวลาดำเนินการ", "period"),
        ("กำหนดแล้วเสร็จ", "period"),
        ("วันครบกำหนด", "period"),
        ("คะแนนที่ได้", "score"),
        ("ผลการประเมิน", "score"),
        ("สรุปผลการดำเนินการ", "result"),
        ("ผลการกำกับติดตาม", "result"),
        ("ผลการปฏิบัติงานตามมาตรการ", "result"),
        ("ผลลัพธ์/ความสำเร็จ", "outcome"),
        ("ที่", "ordinal"),
        ("ลำดับที่", "ordinal"),
        ("งบประมาณ (บาท)", "budget"),
        ("ร้อยละความก้าวหน้า", "progress"),
        ("สถานะการดำเนินงาน", "progress"),
        ("ปัญหา/อุปสรรคและข้อเสนอแนะ", "obstacle"),
        ("เอกสาร/หลักฐานอ้างอิง", "evidence"),
        ("ตัวชี้วัดความสำเร็จ", "target"),
        ("หมายเหตุ", "remark"),
        ("สีรถประจำตำแหน่ง", None),
    ],
)
def test_a_heading_says_what_its_column_means(heading, meaning):
    assert meaning_of(heading) == meaning


def test_columns_are_found_by_their_words_wherever_they_stand():
    found = plan("""
        แผนปีงบประมาณ 2570
        กำหนดแล้วเสร็จ | หน่วยงานที่รับผิดชอบ | มาตรการ | หัวข้อการประเมิน
        ภายในเดือนมกราคม | กองคลัง | เผยแพร่แผนจัดซื้อ | O11 แผนการจัดซื้อจัดจ้าง
    """)
    measure = found.measures[0]
    assert (measure.codes, measure.title, measure.measure) == (("O11",), "แผนการจัดซื้อจัดจ้าง", "เผยแพร่แผนจัดซื้อ")
    assert measure.responsible.units == ("กองคลัง",)
    assert duties(measure) == [("ภายในเดือนมกราคม", "officer", ["2027-01-31"])]
    assert [c.meaning for c in found.columns] == ["period", "responsible", "measure", "item"]


TICKED = """
    แผนปฏิบัติการยกระดับคุณธรรม
    เทศบาลตำบลบ้านสวน
    ประจำปีงบประมาณ พ.ศ. ๒๕๗๐

    ที่ | มาตรการ/กิจกรรม | ผู้รับผิดชอบ |  | ระยะเวลาดำเนินการ |  |  |  |  |  |  |  |  |  |  |  | งบประมาณ
      |  | หลัก | สนับสนุน | ต.ค. | พ.ย. | ธ.ค. | ม.ค. | ก.พ. | มี.ค. | เม.ย. | พ.ค. | มิ.ย. | ก.ค. | ส.ค. | ก.ย. |
    ๑ | ด้านการเปิดเผยข้อมูล |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
    ๑.๑ | จัดทำผังโครงสร้าง (O1) | สำนักปลัด | กองช่าง |  |  | / |  |  | / |  |  |  |  |  |  | -
    ๑.๒ | เผยแพร่แผนจัดซื้อ (O11) | กองคลัง |  | / |  |  |  |  |  |  |  |  |  |  |  | ๕,๐๐๐
    ๒ | ด้านการป้องกันการทุจริต |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
    ๒.๑ | ติดตามเรื่องร้องเรียน (O18) | สำนักปลัด |  | / | / | / | / | / | / | / | / | / | / | / | / |
      | รวมทั้งสิ้น |  |  |  |  |  |  |  |  |  |  |  |  |  |  | ๕,๐๐๐

    หมายเหตุ / = ดำเนินการ

    ลงชื่อ ........................ ผู้จัดทำ
"""


def test_ticked_months_under_two_level_headings_are_due_at_their_ends():
    found = plan(TICKED)
    assert (found.agency, found.fiscal_year_be, found.digits) == ("เทศบาลตำบลบ้านสวน", 2570, "thai")
    assert [(m.codes[0], m.group, dues(m.duties[0])) for m in found.measures[:2]] == [
        ("O1", "1. ด้านการเปิดเผยข้อมูล", ["2026-12-31", "2027-03-31"]),
        ("O11", "1. ด้านการเปิดเผยข้อมูล", ["2026-10-31"]),
    ]
    third = found.measures[2]
    assert (third.group, len(dues(third.duties[0]))) == ("2. ด้านการป้องกันการทุจริต", 12)
    assert found.measures[0].responsible.units == ("สำนักปลัด", "กองช่าง")
    assert found.measures[1].responsible.units == ("กองคลัง",)
    assert said(found.measures[1].doubts, "งบประมาณ", "๕,๐๐๐")
    assert said(found.doubts, "แถวรวม")
    assert len(found.measures) == 3


def test_quarter_columns_with_reporting_marks_fall_due_where_the_legend_says():
    found = read(
        page(
            "แผนปีงบประมาณ พ.ศ. 2570 องค์การบริหารส่วนตำบลทุ่งนา",
            [
                "ลำดับ|กิจกรรม|ไตรมาส 1|ไตรมาส 2|ไตรมาส 3|ไตรมาส 4|ผู้รับผิดชอบ",
                "1|อบรมจริยธรรม|/||X||สำนักปลัด",
                "2|สำรวจความพึงพอใจ|/|/|/|/|ทุกกอง",
            ],
        )
    )
    assert [dues(m.duties[0]) for m in found.measures] == [
        ["2026-12-31", "2027-06-30"],
        ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"],
    ]
    assert [m.title for m in found.measures] == ["อบรมจริยธรรม", "สำรวจความพึงพอใจ"]
    assert found.measures[1].responsible.all_units


def test_merged_cells_of_a_sheet_are_carried_and_a_merged_measure_is_one_row():
    found = read(
        sheet(
            across("แผนยกระดับ ITA ปีงบประมาณ 2570", 4),
            "หัวข้อ|มาตรการ|ผู้รับผิดชอบ|กำหนดแล้วเสร็จ",
            "O9 คู่มือบริการ|ทำคู่มือ|กองช่าง|ภายในเดือนธันวาคม",
            "^O9 คู่มือบริการ|ลงเว็บไซต์|^กองช่าง|ภายในเดือนมกราคม",
            "O10 บริการออนไลน์|เปิดระบบ|กองคลัง|2027-03-15",
            "^O10 บริการออนไลน์|^เปิดระบบ|กองช่าง|^2027-03-15",
        )
    )
    assert [(m.codes, m.title, m.measure) for m in found.measures] == [
        (("O9",), "คู่มือบริการ", "ทำคู่มือ"),
        (("O9",), "คู่มือบริการ", "ลงเว็บไซต์"),
        (("O10",), "บริการออนไลน์", "เปิดระบบ"),
    ]
    assert [dues(m.duties[0]) for m in found.measures] == [["2026-12-31"], ["2027-01-31"], ["2027-03-15"]]
    assert said(found.measures[1].doubts, "หัวข้อ", "ผู้รับผิดชอบ", "แถวบน")
    assert found.measures[2].responsible.units == ("กองคลัง", "กองช่าง")


def test_a_section_merged_across_the_sheet_is_a_group_and_no_measure():
    found = read(
        sheet(
            "ลำดับ|หัวข้อ|มาตรการ|ผู้รับผิดชอบ|กำหนดแล้วเสร็จ",
            across("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", 5),
            "1|O1 โครงสร้าง|ปรับผัง|สำนักปลัด|30 พฤศจิกายน 2569",
            "2|O4 ข่าว|ลงข่าว|สำนักปลัด|ทุกวันที่ 5 ของเดือน",
            across("ตัวชี้วัดที่ 10 การป้องกันการทุจริต", 5),
            "3|O20 No Gift|ประกาศ|สำนักปลัด|มกราคม",
        )
    )
    assert [m.group for m in found.measures] == ["ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"] * 2 + ["ตัวชี้วัดที่ 10 การป้องกันการทุจริต"]
    assert found.fiscal_year_be == 2570
    assert dues(found.measures[0].duties[0]) == ["2026-11-30"]
    assert len(dues(found.measures[1].duties[0])) == 12


def test_a_workbook_with_scores_staff_and_measures_takes_each_for_what_it_is():
    found = read(
        page(
            "รายงานผลตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2569",
            "องค์การบริหารส่วนตำบลทุ่งดอกบัว อำเภอสุขใจ",
            [
                "ตัวชี้วัดที่|รายละเอียดตัวชี้วัด|คะแนน ปี 2567|คะแนน ปี 2568",
                "1|การปฏิบัติหน้าที่|88.20|91.05",
                "2|การใช้งบประมาณ|80.11|85.90",
                "|เฉลี่ย|84.15|88.47",
            ],
            ["ชื่อ - สกุล|ตำแหน่ง|สังกัด|โทรศัพท์", "นายกล้า ตัวอย่าง|นักวิชาการ|สำนักปลัด|02-111"],
            [
                "ข้อคำถาม|มาตรการ|ผู้กำกับติดตาม|ผู้รับผิดชอบ|กำหนดแล้วเสร็จ|ความก้าวหน้า (ร้อยละ)|ปัญหาอุปสรรค|หลักฐาน|รหัสลับ",
                "E4 เข้าถึงข้อมูลง่าย|ปรับหน้าเว็บ|ปลัด อบต.|กองช่าง|ทุก 3 เดือน|100|ไม่มี|หนังสือ|ก",
                "I5 งบประมาณคุ้มค่า|ประชุมชี้แจง|นายก|กองคลัง|เป็นระยะ|50|คนไม่พอ||ข",
            ],
        )
    )
    assert [(s.indicator, s.name, s.score) for s in found.scores] == [
        (1, "การปฏิบัติหน้าที่", 91.05),
        (2, "การใช้งบประมาณ", 85.90),
    ]
    assert said(found.doubts, "รายชื่อเจ้าหน้าที่")
    first, second = found.measures
    assert (first.codes, first.status, first.status_evidence) == (("E4",), "completed", "explicit")
    assert dues(first.duties[0]) == ["2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30"]
    assert (second.status, second.duties, second.vague) == ("none", (), ("เป็นระยะ",))
    assert "คนไม่พอ" in second.result
    assert said(first.doubts, "หลักฐาน", "หนังสือ")
    assert said(first.doubts, "ผู้กำกับติดตาม", "ปลัด อบต.")


def test_unknown_columns_are_told_with_what_they_hold():
    found = plan("""
        แผนปีงบประมาณ 2570
        มาตรการ | สีรถ | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ
        ปรับเว็บไซต์ | แดง | กองช่าง | ทุกเดือน
    """)
    assert said(found.doubts, "สีรถ", "ไม่ทราบความหมาย", "แดง")
    assert [c.meaning for c in found.columns] == ["measure", None, "responsible", "period"]


def test_hidden_columns_and_rows_are_read_and_noted():
    found = read(
        sheet(
            "มาตรการ|~ผู้รับผิดชอบ|กำหนดแล้วเสร็จ",
            "ปรับเว็บไซต์|~กองช่าง|ทุกเดือน",
            "~ทำคู่มือ|~กองคลัง|~ทุกไตรมาส",
        ),
        2570,
    )
    assert [m.responsible.units for m in found.measures] == [("กองช่าง",), ("กองคลัง",)]
    assert said(found.doubts, "ผู้รับผิดชอบ", "ซ่อน")
    assert said(found.doubts, "แถวที่ซ่อน", "3")


def test_an_unmerged_csv_with_blank_items_keeps_each_measure():
    found = plan("""
        แผนปีงบประมาณ 2570
        หัวข้อ | มาตรการ | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ
        O9 คู่มือ | จัดทำคู่มือ | กองช่าง | ภายในเดือนธันวาคม
          | ประชุมชี้แจงคู่มือ | กองคลัง | ภายในเดือนมีนาคม
          | เผยแพร่คู่มือ | สำนักปลัด | ภายในเดือนมิถุนายน
    """)
    assert [(m.codes, m.measure, m.responsible.units) for m in found.measures] == [
        (("O9",), "จัดทำคู่มือ", ("กองช่าง",)),
        (("O9",), "ประชุมชี้แจงคู่มือ", ("กองคลัง",)),
        (("O9",), "เผยแพร่คู่มือ", ("สำนักปลัด",)),
    ]
    assert [dues(m.duties[0]) for m in found.measures] == [["2026-12-31"], ["2027-03-31"], ["2027-06-30"]]


def test_several_deadlines_of_one_measure_are_duties_of_their_steps():
    steps = "1.ทำแผนภายในเดือนตุลาคม 2.ลงประกาศให้เป็นปัจจุบัน 3.สรุปผลรายเดือน 4.ทำรายงานภายในเดือนธันวาคม"
    follow_up = "1.รายงานแผนให้ผู้บริหารทราบภายในเดือนตุลาคม 2.ผู้บริหารติดตามให้เสร็จสิ้นภายในเวลาที่กำหนด"
    found = plan(f"""
        รายงานปีงบประมาณ 2570
        หัวข้อ | ขั้นตอน/มาตรการ | การกำกับติดตาม | ผู้รับผิดชอบ | สรุปผลการดำเนินการ
        O12 จัดซื้อจัดจ้าง | {steps} | {follow_up} | กองคลัง | รายงานทุกไตรมาส
    """)
    measure = found.measures[0]
    officer = [(d.step, dues(d)) for d in measure.duties if d.actor == "officer"]
    assert [step for step, _ in officer] == [1, 3, 4]
    assert (officer[0][1], len(officer[1][1]), officer[2][1]) == (["2026-10-31"], 12, ["2026-12-31"])
    executive = [d for d in measure.duties if d.actor == "executive"]
    assert [len(d.schedule.due) for d in executive] == [12]
    assert said(measure.doubts, "ผู้บริหาร", "เดียวกับเจ้าหน้าที่")
    assert "เป็นปัจจุบัน" in "".join(measure.vague)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("เจ้าหน้าที่รายงานผลทุกไตรมาส ผู้บริหารกำกับติดตามทุกเดือน", [("ทุกไตรมาส", "officer", 4), ("ทุกเดือน", "executive", 12)]),
        ("รายงานผู้บริหารทราบทุกเดือน", [("รายงานผู้บริหารทราบทุกเดือน", "officer", 12)]),
        ("1.รายงานให้ผู้บริหารติดตามทุกไตรมาส 2.ลงเว็บ", [("ทุกไตรมาส", "officer", 4)]),
        ("- ลงเว็บ - นายก อบต. ติดตามทุก 6 เดือน", [("ทุก 6 เดือน", "executive", 2)]),
        ("ปลัดเทศบาลตรวจสอบทุกเดือน", [("ปลัดเทศบาลตรวจสอบทุกเดือน", "executive", 12)]),
        (
            "1) สรุปรายเดือน และรายงานผลประจำปีภายในวันที่ 15 ตุลาคม 2569",
            [("รายเดือน", "officer", 12), ("ภายในวันที่ 15 ตุลาคม 2569", "officer", 1)],
        ),
        ("สำนักปลัดรวบรวมส่งภายใน 31 มี.ค. 70", [("สำนักปลัดรวบรวมส่งภายใน 31 มี.ค. 70", "officer", 1)]),
    ],
)
def test_each_deadline_goes_to_whoever_is_its_subject(cell, expected):
    found = plan(f"""
        แผนปีงบประมาณ 2570
        หัวข้อ | มาตรการ | การกำกับติดตาม | ผู้รับผิดชอบ
        O1 โครงสร้าง | ปรับผัง | {cell} | สำนักปลัด
    """)
    assert [(p, actor, len(days)) for p, actor, days in duties(found.measures[0])] == expected


def test_a_measure_without_a_deadline_or_a_party_says_so():
    measure = plan("""
        แผนปีงบประมาณ 2570
        หัวข้อ | มาตรการ | ผู้รับผิดชอบ
        O1 โครงสร้าง | ปรับผังอย่างต่อเนื่อง | -
    """).measures[0]
    assert (measure.duties, measure.vague) == ((), ("อย่างต่อเนื่อง",))
    assert said(measure.doubts, "ไม่พบวันครบกำหนด")
    assert said(measure.doubts, "ไม่พบผู้รับผิดชอบ")


def test_signatures_notes_and_page_marks_are_outside():
    found = plan("""
        แผนปีงบประมาณ 2570
        ที่ | มาตรการ | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ
        (1) | (2) | (3) | (4)
        1 | ปรับเว็บไซต์ | กองช่าง | ทุกเดือน
        หมายเหตุ: ปรับได้ตามงบ |  |  |
        ลงชื่อ..........ผู้จัดทำ |  | ลงชื่อ..........ผู้อนุมัติ |
        (นางมานี ตัวอย่าง) |  | (นายกล้า ทดลอง) |
        นักทรัพยากรบุคคล |  | ปลัด อบต. |
    """)
    assert len(found.measures) == 1
    assert said(found.doubts, "หมายเหตุ")
    assert said(found.doubts, "ลงชื่อ")


def test_a_document_without_tables_says_what_to_do():
    found = plan("บันทึกข้อความ\nเรื่อง ประชุม")
    assert found.measures == ()
    assert said(found.doubts, "ไม่พบตารางมาตรการ")
    assert isinstance(read(Document(())), PlanReading)


def test_without_any_year_no_date_is_made_up():
    measure = plan("""
        มาตรการ | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ
        ปรับเว็บไซต์ | กองช่าง | ทุกเดือน
    """)
    assert measure.fiscal_year_be is None
    assert said(measure.doubts, "ไม่พบปีงบประมาณ")
    assert [d.schedule.due for d in measure.measures[0].duties] == [()]


def test_steps_with_their_own_dates_under_one_item_are_one_measure_with_a_duty_each():
    measure = plan("""
        แผนปีงบประมาณ 2570
        หัวข้อ | ขั้นตอน | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ
        O9 คู่มือ | ร่างคู่มือ | กองช่าง | ภายในเดือนธันวาคม
          | เสนอและลงเว็บไซต์ | กองคลัง | ภายในเดือนมีนาคม
    """).measures[0]
    assert [dues(d) for d in measure.duties] == [["2026-12-31"], ["2027-03-31"]]
    assert measure.steps == ("ร่างคู่มือ", "เสนอและลงเว็บไซต์")
    assert measure.responsible.units == ("กองช่าง", "กองคลัง")


def test_a_line_wrapped_in_mid_sentence_is_joined_again():
    measure = plan("""
        แผนปีงบประมาณ 2570
        ที่ | มาตรการ | ผู้รับผิดชอบ | การกำกับติดตาม
        1 | จัดทำคู่มือบริการ | กองช่าง | รายงานภายในวันที่
          | ฉบับย่อ |  | 5 ของเดือนถัดไป
    """).measures[0]
    assert measure.title == "จัดทำคู่มือบริการ ฉบับย่อ"
    assert len(dues(measure.duties[0])) == 12


HTML = """<h1>รายงานผลมาตรการ</h1><p>เทศบาลนครดอนใหญ่ ประจำปีงบประมาณ พ.ศ. 2569</p>
<table><tr><th rowspan="2">ลำดับ</th><th rowspan="2">ตัวชี้วัด</th><th rowspan="2">มาตรการ</th>
<th colspan="2">หน่วยงาน</th><th rowspan="2">กำหนดแล้วเสร็จ</th><th colspan="2">ผลการดำเนินงาน</th></tr>
<tr><th>หลัก</th><th>สนับสนุน</th><th>ดำเนินการแล้ว</th><th>อยู่ระหว่างดำเนินการ</th></tr>
<tr><td>1</td><td rowspan="2">O11 การจัดซื้อ</td><td>เผยแพร่แผน</td><td rowspan="2">สำนักคลัง</td><td>กองช่าง</td>
<td>ต.ค. 2568</td><td>✓</td><td></td></tr>
<tr><td>2</td><td>เผยแพร่ความก้าวหน้า</td><td></td><td>ทุกสิ้นเดือน</td><td></td><td>✓</td></tr>
<tr><td colspan="8">รวม 2 มาตรการ</td></tr></table>"""


def test_an_html_table_with_spans_is_read_with_ticked_states():
    found = read(parse_text(HTML))
    assert (found.agency, found.fiscal_year_be) == ("เทศบาลนครดอนใหญ่", 2569)
    assert [(m.codes, m.measure, m.status) for m in found.measures] == [
        (("O11",), "เผยแพร่แผน", "completed"),
        (("O11",), "เผยแพร่ความก้าวหน้า", "none"),
    ]
    assert found.measures[0].responsible.units == ("สำนักคลัง", "กองช่าง")
    assert dues(found.measures[0].duties[0]) == ["2025-10-31"]
    assert "อยู่ระหว่าง" in found.measures[1].result


CSV = """เทศบาลตำบลน้ำใส;;;;;
มาตรการยกระดับ ITA ประจำปี 2570;;;;;

ข้อ;รายการ;ผลคะแนน;ข้อเสนอแนะ;กิจกรรมที่จะดำเนินการ;ผู้รับผิดชอบหลัก;ระยะเวลา
O1;โครงสร้าง;100;-;รักษามาตรฐาน;สำนักปลัด;ต.ค. 69
O2;ข้อมูลผู้บริหาร;50;"ขาดเบอร์โทร
ของรองนายก";ปรับข้อมูล;สำนักปลัด;"1 ต.ค. 2569 - 31 ธ.ค. 2569"
O3-O4;ติดต่อและข่าว;75;ไม่ทันเหตุการณ์;ลงข่าว;งานประชาสัมพันธ์;ทุกวันศุกร์
รวม;;225;;;;
"""


def test_a_csv_with_the_code_in_its_number_column_is_read():
    found = read(parse_csv(CSV))
    assert [(m.codes, m.title, m.score) for m in found.measures] == [
        (("O1",), "โครงสร้าง", 100.0),
        (("O2",), "ข้อมูลผู้บริหาร", 50.0),
        (("O3", "O4"), "ติดต่อและข่าว", 75.0),
    ]
    assert [m.finding for m in found.measures][::2] == [None, "ไม่ทันเหตุการณ์"]
    assert [len(dues(m.duties[0])) for m in found.measures] == [1, 1, 52]
    assert found.fiscal_year_be == 2570


def test_start_and_end_columns_make_one_window():
    found = plan("""
        แผนปีงบประมาณ 2570
        โครงการ | ตัวชี้วัด | วันเริ่มต้น | วันสิ้นสุด | ผู้รับผิดชอบ
        อบรมคุณธรรม | ผู้เข้าอบรม 30 คน | 1 พฤศจิกายน 2569 | 28 กุมภาพันธ์ 2570 | สำนักปลัด
    """)
    measure = found.measures[0]
    assert measure.title == "อบรมคุณธรรม"
    assert [dues(d) for d in measure.duties] == [["2027-02-28"]]
    assert said(measure.doubts, "ตัวชี้วัด", "30 คน")


def test_years_ticked_without_months_are_told_and_give_no_date():
    found = plan("""
        แผนป้องกันการทุจริต ปีงบประมาณ 2570
        โครงการ | ปี 2569 | ปี 2570 | ผู้รับผิดชอบ
        อบรมคุณธรรม | / | / | สำนักปลัด
    """)
    assert found.measures[0].duties == ()
    assert said(found.doubts, "ปี 2570", "ไม่ทราบความหมาย")


def test_heading_rows_nest_by_their_numbers_and_hand_down_their_party():
    found = plan("""
        แผนปีงบประมาณ 2570
        ที่ | กิจกรรม | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ
        1 | ด้านบริการ | กองช่าง |
        1.1 | งานออนไลน์ |  |
        1.1.1 | เปิดระบบจองคิว |  | ธันวาคม
        1.2 | งานหน้าเคาน์เตอร์ |  |
        1.2.1 | ติดป้ายขั้นตอน |  | มกราคม
        1.2.2 | อบรมพนักงาน | กองคลัง | มีนาคม
        2 | ทบทวนคู่มือ | สำนักปลัด | ทุกไตรมาส
    """)
    assert [(m.title, m.group, m.responsible.units) for m in found.measures] == [
        ("เปิดระบบจองคิว", "1. ด้านบริการ › 1.1. งานออนไลน์", ("กองช่าง",)),
        ("ติดป้ายขั้นตอน", "1. ด้านบริการ › 1.2. งานหน้าเคาน์เตอร์", ("กองช่าง",)),
        ("อบรมพนักงาน", "1. ด้านบริการ › 1.2. งานหน้าเคาน์เตอร์", ("กองคลัง",)),
        ("ทบทวนคู่มือ", None, ("สำนักปลัด",)),
    ]


def test_rows_numbered_from_one_in_each_section_stay_in_it():
    found = read(
        sheet(
            "ที่|กิจกรรม|ผู้รับผิดชอบ|กำหนดแล้วเสร็จ",
            across("1. ด้านบริการ", 4),
            "1|เปิดระบบจองคิว|กองช่าง|ธันวาคม",
            "2|ติดป้ายขั้นตอน|กองช่าง|มกราคม",
            across("2. ด้านข้อมูล", 4),
            "1|ลงข่าว|สำนักปลัด|ทุกเดือน",
        ),
        2570,
    )
    assert [m.group for m in found.measures] == ["1. ด้านบริการ", "1. ด้านบริการ", "2. ด้านข้อมูล"]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("แผนของเทศบาลตำบลในเมือง อำเภอเมือง จังหวัดตัวอย่าง", "เทศบาลตำบลในเมือง"),
        ("องค์การบริหารส่วนตำบลกองนาง", "องค์การบริหารส่วนตำบลกองนาง"),
        ("อบต.บ้านสวน", "องค์การบริหารส่วนตำบลบ้านสวน"),
        ("แผน อบจ. ตัวอย่างบุรี ปี 2570", "องค์การบริหารส่วนจังหวัดตัวอย่างบุรี"),
        ("ทม.ท่าน้ำ", "เทศบาลเมืองท่าน้ำ"),
        ("เทศบาล นครดอนใหญ่", "เทศบาลนครดอนใหญ่"),
        ("สำนักปลัด อบต. กองคลัง กองช่าง", None),
        ("พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537", None),
    ],
)
def test_the_office_is_named_in_full(line, agency):
    found = read(page(line, ["มาตรการ|ผู้รับผิดชอบ", "ปรับเว็บ|กองช่าง"]), 2570)
    assert found.agency == agency


def test_a_sheet_named_after_a_unit_is_that_units_when_no_column_says_who():
    found = read(sheet("มาตรการ|กำหนดแล้วเสร็จ", "ปรับเว็บไซต์|ทุกเดือน", name="กองช่าง"), 2570)
    assert found.measures[0].responsible.units == ("กองช่าง",)
    assert said(found.measures[0].doubts, "แผ่นงาน", "กองช่าง")
    other = read(sheet("มาตรการ|กำหนดแล้วเสร็จ", "ปรับเว็บไซต์|ทุกเดือน", name="Sheet1"), 2570)
    assert other.measures[0].responsible.units == ()


def test_main_and_supporting_units_are_both_named():
    found = read(
        sheet(
            "มาตรการ|ผู้เกี่ยวข้อง|<ผู้เกี่ยวข้อง|กำหนดแล้วเสร็จ",
            "^มาตรการ|หลัก|สนับสนุน|^กำหนดแล้วเสร็จ",
            "ปรับเว็บไซต์|สำนักปลัด|กองช่าง|ทุกเดือน",
        ),
        2570,
    )
    party = found.measures[0].responsible
    assert (party.units, party.others_to_be_named) == (("สำนักปลัด", "กองช่าง"), False)
    assert said(found.measures[0].doubts, "สนับสนุน", "กองช่าง")


def test_ditto_marks_take_the_row_above_and_a_code_column_names_the_item():
    found = read(
        sheet(
            "OIT|รายการข้อมูล|ผู้รับผิดชอบ|กำหนดส่ง|ผู้ตรวจสอบ",
            "O1|โครงสร้าง|งานธุรการ สำนักปลัด|15 ม.ค. 70|ปลัด",
            'O2|ข้อมูลผู้บริหาร|"|เช่นเดียวกัน|"',
        ),
        2570,
    )
    first, second = found.measures
    assert [(m.codes, m.title) for m in (first, second)] == [(("O1",), "โครงสร้าง"), (("O2",), "ข้อมูลผู้บริหาร")]
    assert second.responsible.sections == first.responsible.sections == ("งานธุรการ",)
    assert [dues(d) for d in second.duties] == [["2027-01-15"]]
    assert second.duties[0].carried


def test_prose_between_the_tables_of_one_sheet_is_no_measure():
    found = read(
        sheet(
            "ตัวชี้วัดที่|รายละเอียดตัวชี้วัด|คะแนน|",
            "1|การปฏิบัติหน้าที่|92.50|",
            "|||",
            "ตัวชี้วัดที่ ๑ ได้คะแนน ๙๑.๐๐|||",
            "|||",
            "๑. เรื่องที่ต้องแก้ไข|||",
            "มาตรการ|ขั้นตอน/วิธีการปฏิบัติ|ผู้รับผิดชอบ|ระยะเวลา",
            "ปรับเว็บไซต์|ทำหน้าใหม่|กองช่าง|ทุกเดือน",
            "|||",
            "๒. เรื่องที่ควรยกระดับ|||",
            "มาตรการ|ขั้นตอน/วิธีการปฏิบัติ|ผู้รับผิดชอบ|ระยะเวลา",
            "ทำคู่มือ|ร่างคู่มือ|กองคลัง|ทุกไตรมาส",
            "|||",
            "แผนนี้ปรับได้ตามมติที่ประชุม|||",
        ),
        2570,
    )
    assert [(m.title, m.group) for m in found.measures] == [
        ("ปรับเว็บไซต์", "๑. เรื่องที่ต้องแก้ไข"),
        ("ทำคู่มือ", "๒. เรื่องที่ควรยกระดับ"),
    ]
    assert [s.score for s in found.scores] == [92.5]
    assert said(found.doubts, "92.50", "91.00")


STEPS = "มาตรการ|ขั้นตอน|ระยะเวลา|ผู้รับผิดชอบ"


@pytest.mark.parametrize(
    ("step", "period", "phrase", "first", "count"),
    [
        ("ลงผลการจัดซื้อ ไม่เกินวันที่ ๑๐ ของเดือนถัดไป", "ทุกเดือน", "ไม่เกินวันที่ ๑๐ ของเดือนถัดไป", "2026-10-10", 12),
        ("รายงานยอดทุกเดือน", "ภายในวันที่ 5 ของเดือน", "ภายในวันที่ 5 ของเดือน", "2026-10-05", 12),
        ("สรุปภายในวันที่ 15 หลังสิ้นไตรมาส", "ไตรมาสละครั้ง", "ภายในวันที่ 15 หลังสิ้นไตรมาส", "2026-10-15", 4),
        ("ประกาศภายในเดือนธันวาคม", "ปีละ ๑ ครั้ง", "ภายในเดือนธันวาคม", "2026-12-31", 1),
    ],
)
def test_a_step_with_its_own_deadline_and_a_period_as_often_are_one_duty_and_it_is_told(
    step, period, phrase, first, count
):
    (measure,) = plan(f"{STEPS}\nเผยแพร่|{step}|{period}|กองคลัง", 2570).measures
    (duty,) = measure.duties
    assert (duty.phrase, dues(duty)[0], len(dues(duty))) == (phrase, first, count)
    assert said(measure.doubts, "ถี่เท่ากัน", "งานเดียวกัน", phrase)


def test_two_deadlines_as_often_on_other_days_are_told_and_two_dates_of_a_year_are_just_two():
    (often,) = plan(f"{STEPS}\nส่งยอด|ส่งวันที่ 5 ของทุกเดือน|ภายในวันที่ 10 ของทุกเดือน|กองคลัง", 2570).measures
    assert [len(dues(duty)) for duty in often.duties] == [12, 12]
    assert said(often.doubts, "คนละวัน", "สองกำหนด")
    (once,) = plan(f"{STEPS}\nทำคู่มือ|ร่างภายในเดือนธันวาคม|ภายในเดือนกันยายน|กองคลัง", 2570).measures
    assert [dues(duty) for duty in once.duties] == [["2026-12-31"], ["2027-09-30"]]
    assert not said(once.doubts, "ถี่เท่ากัน")


def test_the_year_of_the_results_that_a_plan_starts_from_is_no_other_year():
    table = ["มาตรการ|ผู้รับผิดชอบ|กำหนดเวลา", "แก้เว็บไซต์|สำนักปลัด|ทุกเดือน"]
    title = "แผน ITA ประจำปีงบประมาณ พ.ศ. 2570"
    results = "อบต.ดอนตัวอย่างทบทวนผลการประเมิน ITA ปี ๒๕๖๙ แล้ว"
    assert not said(read(page(title, results, table)).doubts, "ปีในเอกสารไม่ตรงกัน")
    assert said(read(page(title, "รายงานประจำปี 2569", table)).doubts, "ปีในเอกสารไม่ตรงกัน", "2569")
