"""The twenty ways a real office's plan misleads a reader, each on a small document of our own."""

from tasks.plan.reading import read
from tests.plan_documents import dues, duties, page, plan, sheet

BOX = '<input type="checkbox"/>'
HEAD = "ข้อคำถาม | มาตรการ | ผู้รับผิดชอบ | การกำกับติดตาม"


def said(doubts, *words):
    """True when one sentence holds all the words."""
    return any(all(word in doubt for word in words) for doubt in doubts)


def test_01_one_code_with_two_titles_stays_two_measures():
    found = plan(f"""
        แผนปีงบประมาณ 2570
        {HEAD}
        O12 รายงานผลประจำปี | สรุปผลงานทั้งปี | สำนักปลัด | ภายในเดือนธันวาคม
        O12 ความก้าวหน้าการจัดซื้อ | ลงรายการจัดซื้อ | กองคลัง | ทุกไตรมาส
    """)
    assert [(m.codes, m.title) for m in found.measures] == [
        (("O12",), "รายงานผลประจำปี"),
        (("O12",), "ความก้าวหน้าการจัดซื้อ"),
    ]


def test_02_zeros_stand_for_o_and_a_repeated_digit_is_asked_about():
    found = plan(f"""
        แผนปีงบประมาณ 2570
        {HEAD}
        ข้อ ๐๑๔ แผนบุคลากร | ทำแผน | สำนักปลัด | ทุกเดือน
        ข้อ 0๒ ข้อมูลผู้บริหาร | ปรับข้อมูล | สำนักปลัด | ทุกเดือน
        ข้อ ๓๓ ท่านเคยพบการเรียกรับหรือไม่ | ประชุม | สำนักปลัด | ทุกเดือน
    """)
    first, second, third = found.measures
    assert (first.codes, first.codes_raw) == (("O14",), ("๐๑๔",))
    assert (second.codes, second.codes_raw) == (("O2",), ("0๒",))
    assert (third.codes, third.codes_unclear) == ((), ("๓๓",))
    assert said(third.doubts, "๓๓", "โปรดระบุ")


def test_03_codes_of_other_items_in_a_row_are_only_references():
    found = plan("""
        แผนปีงบประมาณ 2570
        ข้อคำถาม | ข้อค้นพบ | มาตรการ | ผู้รับผิดชอบ
        ข้อ O13 รายงานความก้าวหน้า | ไม่ตรงกับแผนข้อ O11 | จัดทำให้ตรงกับแผนข้อ O11 | กองคลัง
    """)
    assert found.measures[0].codes == ("O13",)
    assert said(found.measures[0].doubts, "O11", "อ้างอิง")


def test_04_a_stray_agency_name_is_told_and_not_taken():
    found = read(
        page(
            "แผนส่งเสริมคุณธรรม ปีงบประมาณ พ.ศ. ๒๕๗๐",
            "องค์การบริหารส่วนตำบลหนองแก้ว อำเภอเมือง",
            "องค์กรบริหารส่วนตำบลหนองแก้วมุ่งมั่นทำงาน และองค์การบริหารส่วนตำบลโคกสูงได้มอบหมายเจ้าหน้าที่",
            [HEAD, "O1 โครงสร้าง | ปรับผัง | สำนักปลัด | ทุกเดือน"],
        )
    )
    assert found.agency == "องค์การบริหารส่วนตำบลหนองแก้ว"
    assert said(found.doubts, "องค์การบริหารส่วนตำบลโคกสูง")
    assert said(found.doubts, "องค์กรบริหารส่วน")


def test_05_scores_names_and_limits_that_disagree_are_told():
    found = read(
        page(
            "ผลคะแนน ปีงบประมาณ 2570",
            ["อันดับ | ตัวชี้วัด | คะแนน", "1 | การปฏิบัติหน้าที่ | 97.10", "2 | การใช้งบประมาณ | 99.00"],
            "ตัวชี้วัดที่ ๒ การใช้อำนาจ",
            "ผลประเมินตัวชี้วัดที่ ๒ ด้านงบประมาณ ได้คะแนน ๙๘.๕๐",
            "เครื่องมือใดเครื่องมือหนึ่งมีคะแนนน้อยกว่า ๘๕ คะแนน ภาพรวมคะแนน ๙๘.๐๕",
            "ตั้งเป้าไม่ต่ำกว่า ๙๘.๐๕ คะแนน",
            [HEAD, "O1 โครงสร้าง | ปรับผัง | สำนักปลัด | ทุกเดือน"],
        )
    )
    assert [(s.indicator, s.name, s.score) for s in found.scores] == [
        (1, "การปฏิบัติหน้าที่", 97.10),
        (2, "การใช้งบประมาณ", 99.00),
    ]
    assert said(found.doubts, "ตัวชี้วัดที่ 2", "99.00", "98.50")
    assert said(found.doubts, "ชื่อตัวชี้วัดที่ 2", "การใช้อำนาจ")
    assert said(found.doubts, "ต่ำกว่า 85", "97.10")
    assert said(found.doubts, "98.05", "เป้าหมาย")
    assert said(found.doubts, "อันดับ")


def test_06_years_that_disagree_and_a_due_date_before_its_result_are_told():
    found = read(
        page(
            "รายงานการวิเคราะห์ผลการประเมิน ปี พ.ศ. ๒๕๖๙",
            "ในรอบปีที่ผ่านมา (ปี ๒๕๖๗) หน่วยงานได้ดำเนินการ",
            "๔. มาตรการขับเคลื่อน",
            "- ๕.๑ ตั้งเป้าหมายให้สูงขึ้น",
            [HEAD, "O1 โครงสร้าง | ปรับผัง | สำนักปลัด | สรุปผล ณ ๓๑ มีนาคม ๒๕๖๙"],
        )
    )
    assert found.fiscal_year_be == 2569
    assert said(found.doubts, "2567")
    assert said(found.doubts, "31 มีนาคม 2569", "โปรดตรวจว่าปี")
    assert said(found.doubts, "ข้อ 5.1", "หัวข้อ 4")


def test_06_a_bare_year_is_taken_as_a_fiscal_year_and_told():
    found = read(page("การดำเนินการ ประจำปี ๒๕๖๙", [HEAD, "O1 โครงสร้าง | ปรับผัง | สำนักปลัด | ทุกเดือน"]))
    assert found.fiscal_year_be == 2569
    assert said(found.doubts, "ไม่ได้บอกว่าเป็นปีงบประมาณ")


def test_07_a_finding_in_the_prose_without_a_measure_is_offered():
    found = read(
        page(
            "ผลการวิเคราะห์ ปีงบประมาณ ๒๕๗๐",
            "๐๖ แผนและความก้าวหน้าการใช้งบประมาณ หน่วยงานควรเผยแพร่ให้ครบถ้วนตามองค์ประกอบ",
            [HEAD, "O2 ข้อมูลผู้บริหาร | ปรับข้อมูล | สำนักปลัด | ทุกเดือน"],
        )
    )
    assert said(found.doubts, "O6", "ไม่มีมาตรการ")


def test_08_a_result_that_repeats_the_plan_or_another_row_is_no_proof():
    found = plan("""
        รายงานผลปีงบประมาณ 2569
        ข้อคำถาม | มาตรการ | ผู้รับผิดชอบ | สรุปผลการดำเนินการ
        O1 โครงสร้าง | ปรับปรุงผังโครงสร้างและตำแหน่งให้ครบถ้วนบนหน้าเว็บ | สำนักปลัด | ปรับปรุงผังโครงสร้างและตำแหน่งให้ครบถ้วน บนหน้าเว็บ
        O2 ผู้บริหาร | เพิ่มช่องทางติดต่อของผู้บริหารทุกคน | สำนักปลัด | ใส่เบอร์และอีเมลของทุกตำแหน่งพร้อมรูปในหน้าแรก
        O3 ช่องทางติดต่อ | ทำแผนที่และเบอร์โทรให้หาง่าย | สำนักปลัด | ใส่เบอร์และอีเมลของทุกตำแหน่งพร้อมรูปในหน้าแรก
        O4 ข่าว | ลงข่าวให้ทันเหตุการณ์ | สำนักปลัด | ลงข่าวครบ ๑๒ เดือนเรียบร้อยแล้ว
        O5 ถามตอบ | เปิดกระดานถามตอบ | สำนักปลัด | -
    """)
    assert [(m.status, m.status_evidence) for m in found.measures] == [
        ("none", "copied_from_plan"),
        ("none", "narrative"),
        ("none", "copied_from_other_row"),
        ("completed", "explicit"),
        ("none", "no_result_column"),
    ]
    assert said(found.measures[2].doubts, "แถวที่ 2")
    assert said(found.measures[4].doubts, "ว่าง")


def test_09_states_named_in_a_finding_and_unticked_boxes_are_no_status():
    found = plan(f"""
        รายงานผลปีงบประมาณ 2569
        ข้อคำถาม | ข้อค้นพบ | มาตรการ | สรุปผลการดำเนินการ
        E2 ท่านได้รับบริการเท่าเทียม {BOX} มาก {BOX} มากที่สุด | บอกว่าดำเนินการแล้วเสร็จ หรือยังไม่ได้ดำเนินการ | ทำตาราง | ประชุมสองรอบ
    """)
    measure = found.measures[0]
    assert (measure.status, measure.status_evidence) == ("none", "narrative")
    assert measure.title == "ท่านได้รับบริการเท่าเทียม"
    assert "ยังไม่ได้ดำเนินการ" in measure.finding


def test_10_steps_that_skip_a_number_are_told():
    found = plan("""
        แผนปีงบประมาณ 2570
        ข้อคำถาม | ขั้นตอน | ผู้รับผิดชอบ | กำหนดแล้วเสร็จ
        O8 คู่มือ | 1.ร่างคู่มือ 3.เสนอผู้บริหาร 4.ลงเว็บ | กองช่าง | ทุกไตรมาส
    """)
    assert len(found.measures[0].steps) == 3
    assert said(found.measures[0].doubts, "1, 3, 4")


def test_11_numbered_lists_outside_the_steps_column_are_no_steps():
    found = plan("""
        รายงานผลปีงบประมาณ 2569
        ข้อคำถาม | มาตรการ | สรุปผลการดำเนินการ
        O2 ผู้บริหาร | แสดงข้อมูลให้ครบ ๑.ชื่อ ๒.รูปถ่าย ๓.เบอร์โทร | ๑.ทำหน้าใหม่ ๒.ลงรูปครบ
    """)
    assert found.measures[0].steps == ()


def test_12_a_slash_is_two_units_or_a_unit_and_its_section_and_either_or_is_asked():
    found = plan(f"""
        แผนปีงบประมาณ 2570
        {HEAD}
        O1 ก้าวหน้า | ทำผัง | สำนักปลัดอบต./ กองคลัง | ประชุมทุกเดือน/ไตรมาส
        O2 บริหาร | ทำข้อมูล | กองคลัง/งาน พัสดุ | ทุกเดือน
        O3 ติดต่อ | ทำเบอร์ | สำนัก ปลัด กองช่าง | ทุกเดือน
    """)
    first, second, third = (m.responsible for m in found.measures)
    assert (first.units, first.sections) == (("สำนักปลัด", "กองคลัง"), ())
    assert (second.units, second.sections) == (("กองคลัง",), ("งานพัสดุ",))
    assert third.units == ("สำนักปลัด", "กองช่าง")
    assert said(found.measures[0].doubts, "เดือน/ไตรมาส", "สองแบบ")


def test_13_words_that_only_look_like_deadlines_make_no_duty():
    found = plan("""
        แผนปีงบประมาณ 2570
        หัวข้อ | มาตรการ | ขั้นตอน | ผู้รับผิดชอบ
        O9 คู่มือบริการ | ลงสื่อออนไลน์ตามกรอบ ใส่วัน/เดือน/ปี | อบรมให้ครอบคลุมภายในหน่วยงาน ณ จุดเดียว ตามขั้นตอนและระยะเวลา | สำนักปลัด
    """)
    assert found.measures[0].duties == ()
    assert said(found.measures[0].doubts, "ไม่พบวันครบกำหนด")


def test_14_a_blank_first_cell_goes_on_and_a_blank_later_cell_is_carried():
    found = plan(f"""
        แผนปีงบประมาณ 2570
        {HEAD}
        O1 โครงสร้าง | - ปรับผัง | สำนักปลัด | ภายในเดือนธันวาคม
        O2 ผู้บริหาร | ทำประวัติ และ | กองคลัง |

         | ลงรูปถ่าย |  | 
    """)
    first, second = found.measures
    assert second.measure == "ทำประวัติ และ ลงรูปถ่าย"
    assert second.lines == (4, 6)
    assert [d.carried for d in first.duties + second.duties] == [False, True]
    assert dues(second.duties[0]) == ["2026-12-31"]
    assert said(second.doubts, "การกำกับติดตาม", "แถวบน")


def test_15_a_table_cut_by_a_page_goes_on_under_its_section():
    found = read(
        page(
            "แผนปีงบประมาณ ๒๕๗๐",
            "๑. ประเด็นที่ต้องแก้ไข (ต่ำกว่า ๘๕ คะแนน)",
            [HEAD, "O1 โครงสร้าง | ปรับผัง | สำนักปลัด | ทุกเดือน"],
            [HEAD, "O2 ผู้บริหาร | ทำประวัติ | กองคลัง | ทุกเดือน"],
            ["O3 ติดต่อ | ทำแผนที่ | กองช่าง | ทุกไตรมาส"],
            "๒. ประเด็นที่ควรยกระดับ (๘๕.๐๑-๙๔.๙๙ คะแนน)",
            [HEAD, "O4 ข่าว | ลงข่าว | สำนักปลัด | ทุกเดือน"],
        )
    )
    assert [m.codes[0] for m in found.measures] == ["O1", "O2", "O3", "O4"]
    assert [m.group[:2] for m in found.measures] == ["๑.", "๑.", "๑.", "๒."]


def test_16_a_score_in_no_band_is_still_read_as_printed():
    found = plan("""
        แผนปีงบประมาณ 2570
        ข้อคำถาม | ผลการประเมิน | ข้อค้นพบ | มาตรการ
        E1 ความรวดเร็ว | ๘๕.๐๐ | ช้า | ลดขั้นตอน
        E2 ความเสมอภาค | 97.25 คะแนน | ดี | รักษาไว้
        E3 ข้อมูล | ผ่าน | ดี | รักษาไว้
    """)
    assert [m.score for m in found.measures] == [85.0, 97.25, None]
    assert said(found.measures[2].doubts, "คะแนน", "ผ่าน")


def test_17_an_item_keeps_the_indicator_it_is_printed_under():
    found = plan(f"""
        แผนปีงบประมาณ 2570
        {HEAD}
        เครื่องมือการประเมิน EIT ตัวชี้วัดที่ 7 การสื่อสาร E1 ความรวดเร็ว | ลดขั้นตอน | สำนักปลัด | ทุกเดือน
        E2 ความเสมอภาค | ทำป้าย | สำนักปลัด | ทุกเดือน
    """)
    assert [m.group for m in found.measures] == ["เครื่องมือการประเมิน EIT ตัวชี้วัดที่ 7 การสื่อสาร"] * 2
    assert [m.title for m in found.measures] == ["ความรวดเร็ว", "ความเสมอภาค"]


def test_18_gaps_between_codes_are_no_missing_rows():
    found = plan(f"""
        แผนปีงบประมาณ 2570
        {HEAD}
        E3 เปิดเผย | ประกาศ | สำนักปลัด | ทุกเดือน
        E5 ประโยชน์ | ประกาศข่าว | สำนักปลัด | ทุกเดือน
    """)
    assert [m.codes for m in found.measures] == [("E3",), ("E5",)]
    assert not said(found.doubts, "E4")


def test_19_past_dates_are_not_scheduled_in_another_year_but_recurring_ones_roll():
    document = f"""
        แผนปีงบประมาณ 2566
        {HEAD}
        O1 โครงสร้าง | ปรับผัง | สำนักปลัด | รายงานภายในวันที่ 31 มีนาคม 2566
        O2 ผู้บริหาร | ทำประวัติ | สำนักปลัด | ภายในเดือนมกราคมของทุกปี
    """
    fixed, recurring = plan(document, 2570).measures
    assert duties(fixed)[0][2] == []
    assert said(fixed.doubts, "31 มีนาคม 2566", "ต้องกำหนดวันใหม่")
    assert duties(recurring)[0][2] == ["2027-01-31"]
    assert dues(plan(document).measures[0].duties[0]) == ["2023-03-31"]


def test_20_people_with_and_without_a_dot_after_the_title_are_read():
    found = read(
        sheet(
            "แผนปีงบประมาณ 2570|<แผนปีงบประมาณ 2570|<แผนปีงบประมาณ 2570",
            "มาตรการ|กำหนดแล้วเสร็จ|ผู้รับผิดชอบ",
            "ปรับเว็บไซต์|ทุกเดือน|สำนักปลัด ๑.นส ชูใจ ตัวอย่าง ตำแหน่ง : หัวหน้าสำนักปลัด ๒.นส.ปิติ ทดลอง ตำแหน่ง : จพง.ธุรการ",
        )
    )
    party = found.measures[0].responsible
    assert party.units == ("สำนักปลัด",)
    assert ["ชูใจ" in p.name or "ปิติ" in p.name for p in party.people] == [True, True]
