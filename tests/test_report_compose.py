"""What a report says: this year's answers and stamps in the source's own form, and nothing else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from docx import Document as open_docx
from openpyxl import load_workbook

from models.readings import Person
from models.records import Actor, Status
from models.source_form import FormColumn, FormRow, SourceForm
from models.summaries import Tally
from tasks.reports.cells import by_position, paragraphs, shifted_years, sub_items, with_set_phrases
from tasks.reports.compose import compose
from tasks.reports.digits import Digits
from tasks.reports.facts import Copy, MeasureFacts, Piece, Share, Told, YearFacts
from tasks.reports.layout import Layout
from tasks.reports.write_csv import GROUP, write_csv
from tasks.reports.write_docx import write_docx
from tasks.reports.write_json import write_json
from tasks.reports.write_xlsx import write_xlsx

PLAN = (
    FormColumn("มาตรการ", "measure"),
    FormColumn("ผู้รับผิดชอบ", "responsible"),
    FormColumn("การกำกับติดตาม", "monitoring"),
)
REPORT = (*PLAN, FormColumn("สรุปผล", "result"), FormColumn("ผลลัพธ์", "outcome"))
DUE = date(2026, 12, 31)


def share(**how) -> Share:
    usual = {"occurrence_id": 1, "duty_id": 1, "part": "doer", "actor": Actor.OFFICER, "who": "กองคลัง", "due_on": DUE}
    return Share(**{**usual, "extended_to": None, "rhythm": "yearly", "status": Status.NOT_STARTED, **how})


def done(on: date = date(2026, 12, 28), **how) -> Share:
    return share(status=Status.COMPLETED, completed_on=on, **how)


def result(words: str) -> Told:
    return Told("result", "สรุปผล", words)


def outcome(words: str) -> Told:
    return Told("outcome", "ผลลัพธ์", words)


def measure(*shares: Share, cells: tuple[str, ...] = ("จัดทำแผนจัดซื้อ", "กองคลัง", ""), **how) -> MeasureFacts:
    row = how.pop("row", FormRow(0, (*cells, "ผลของปีก่อน", "ผลลัพธ์ของปีก่อน")[: how.pop("columns", 5)]))
    return MeasureFacts(**{"number": 1, "codes": ("O13",), "title": "แผนจัดซื้อ", "row": row, "shares": shares, **how})


def year(*measures: MeasureFacts, table=REPORT, **how) -> YearFacts:
    numbered = tuple(replace(one, number=n) for n, one in enumerate(measures, 1))
    usual = {
        "agency": "อบต.ตัวอย่าง",
        "fiscal_year": 2570,
        "source_year": 2566,
        "as_of": date(2027, 9, 30),
        "title": None,
        "digits": "arabic",
        "office_digits": "arabic",
        "by_position": False,
        "scores": (),
        "form": SourceForm(title=("รายงานผล ประจำปีงบประมาณ พ.ศ. 2566",), tables=(table,)),
        "tally": Tally(),
        "before_start": 0,
        "measures": numbered,
    }
    return YearFacts(**{**usual, **how})


def cell(layout: Layout, heading: str, row: int = 0) -> str:
    block = layout.blocks[0]
    return block.rows[row].cells[[c.heading for c in block.columns].index(heading)].text


def told(*shares: Share, **how) -> str:
    return cell(compose(year(measure(*shares, **how))), "สรุปผล")


def layout_lines(layout: Layout) -> list[str]:
    return [one.text for one in layout.blocks[0].above]


def test_last_years_result_is_never_printed():
    layout = compose(year(measure(share())))
    assert (cell(layout, "สรุปผล"), cell(layout, "ผลลัพธ์")) == ("—", "—")
    assert "ปีก่อน" not in repr(layout)


def test_an_answer_stands_before_what_the_stamps_tell():
    assert told(done(told=(result("จัดทำแผน 12 รายการ"),))) == (
        "1. จัดทำแผน 12 รายการ\n2. ดำเนินการแล้วเสร็จเมื่อวันที่ 28 ธันวาคม 2569 ภายในกำหนด (31 ธันวาคม 2569)"
    )


def test_whether_it_was_in_time_is_reckoned_from_the_stamp():
    late, extended = date(2027, 1, 8), date(2027, 1, 15)
    assert told(done(late)) == "ดำเนินการแล้วเสร็จเมื่อวันที่ 8 มกราคม 2570 หลังกำหนด (31 ธันวาคม 2569)"
    assert told(done(late, extended_to=extended)) == (
        "ดำเนินการแล้วเสร็จเมื่อวันที่ 8 มกราคม 2570 ภายในกำหนดที่ขยายถึงวันที่ 15 มกราคม 2570 (กำหนดเดิม 31 ธันวาคม 2569)"
    )
    assert told(done(), done(late, occurrence_id=2), share(occurrence_id=3)) == (
        "ดำเนินการแล้วเสร็จ 2 จาก 3 งวด ภายในกำหนด 1 งวด หลังกำหนด 1 งวด"
    )


def test_what_is_under_way_says_how_far():
    assert told(share(status=Status.IN_PROGRESS, progress=60)) == "อยู่ระหว่างดำเนินการ ร้อยละ 60"
    assert told(share(status=Status.IN_PROGRESS)) == "อยู่ระหว่างดำเนินการ"


def test_each_unit_tells_its_own_result_and_the_same_words_stand_once():
    own = told(
        done(who="กองคลัง", told=(result("ส่งแผนแล้ว"),)),
        done(who="กองช่าง", told=(result("ส่งแผนแล้ว"),), occurrence_id=2),
        done(who="สำนักปลัด", told=(result("รวมเล่มแล้ว"),), occurrence_id=3),
    )
    assert own.split("\n")[:2] == ["1. กองคลัง, กองช่าง: ส่งแผนแล้ว", "2. สำนักปลัด: รวมเล่มแล้ว"]


def test_each_round_is_named_where_there_are_several():
    first = done(told=(result("สื่อสาร 3 ครั้ง"),), rhythm="quarterly")
    second = done(told=(result("สื่อสาร 5 ครั้ง"),), rhythm="quarterly", due_on=date(2027, 3, 31), occurrence_id=2)
    assert told(first, second).split("\n")[:2] == ["1. (ไตรมาส 1): สื่อสาร 3 ครั้ง", "2. (ไตรมาส 2): สื่อสาร 5 ครั้ง"]


def test_acknowledged_and_published_are_told_where_the_row_speaks_of_it():
    stamps = {"verified_on": date(2026, 12, 29), "published_on": date(2026, 12, 30)}
    asked = ("จัดทำแผน", "กองคลัง", "รายงานผู้บริหาร และเผยแพร่บนเว็บไซต์")
    assert told(done(**stamps), cells=asked).split("\n")[1:] == [
        "2. รายงานผู้บริหารและผู้บริหารรับทราบแล้ว เมื่อวันที่ 29 ธันวาคม 2569",
        "3. เผยแพร่บนเว็บไซต์ของหน่วยงานแล้ว เมื่อวันที่ 30 ธันวาคม 2569",
    ]
    assert told(done(), cells=asked).count("\n") == 0  # asked for, and no stamp tells of it
    plain = told(done(**stamps), row=FormRow(0, ("จัดทำแผน", "กองคลัง", "", "", "")))
    assert plain.count("\n") == 0


def test_the_executives_own_follow_ups_are_counted():
    one = share(part="executive", actor=Actor.EXECUTIVE, who="ผู้บริหาร", status=Status.COMPLETED, completed_on=DUE)
    again = replace(one, occurrence_id=2, completed_on=date(2027, 1, 31))
    assert told(one) == "ผู้บริหารกำกับติดตามแล้ว เมื่อวันที่ 31 ธันวาคม 2569"
    assert told(one, again) == "ผู้บริหารกำกับติดตามแล้ว 2 ครั้ง ครั้งล่าสุดเมื่อวันที่ 31 มกราคม 2570"


def test_elements_and_obstacles_stand_under_their_names():
    words = told(
        done(
            told=(result("ลงแผนครบ"), Told("element/budget", "งบประมาณที่ใช้", "ใช้ 12,000 บาท")),
            obstacles=("รอใบเสนอราคา",),
        )
    )
    assert words.split("\n")[:3] == [
        *("1. ลงแผนครบ", "2. งบประมาณที่ใช้: ใช้ 12,000 บาท", "3. ปัญหา/อุปสรรค: รอใบเสนอราคา"),
    ]


def test_an_obstacle_has_its_own_column_where_the_source_has_one():
    table = (*REPORT, FormColumn("ปัญหา", "obstacle"))
    row = FormRow(0, ("จัดทำแผน", "กองคลัง", "", "เดิม", "เดิม", "เดิม"))
    layout = compose(year(measure(done(obstacles=("รอใบเสนอราคา",)), row=row), table=table))
    assert cell(layout, "ปัญหา") == "รอใบเสนอราคา"
    assert "รอใบเสนอราคา" not in cell(layout, "สรุปผล")


def test_a_plan_gets_the_two_columns_it_lacks_and_says_it_is_a_report():
    row = FormRow(0, ("จัดทำแผน", "กองคลัง", "ภายในธันวาคม"))
    layout = compose(year(measure(done(told=(outcome("โปร่งใสขึ้น"),)), row=row), table=PLAN))
    assert [(c.heading, c.added) for c in layout.blocks[0].columns] == [
        *(("มาตรการ", False), ("ผู้รับผิดชอบ", False), ("การกำกับติดตาม", False)),
        *(("สรุปผลการดำเนินการ", True), ("ผลลัพธ์/ความสำเร็จ", True)),
    ]
    assert cell(layout, "ผลลัพธ์/ความสำเร็จ") == "โปร่งใสขึ้น"
    assert layout.title[0] == "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2570"
    assert compose(year(measure(share()))).title == ("รายงานผล ประจำปีงบประมาณ พ.ศ. 2570",)


def test_a_state_to_be_ticked_is_ticked():
    table = (
        *PLAN,
        FormColumn("ดำเนินการแล้ว", "progress", "ผล"),
        FormColumn("อยู่ระหว่างดำเนินการ", "progress", "ผล"),
        FormColumn("ยังไม่ดำเนินการ", "progress", "ผล"),
        FormColumn("ร้อยละ", "progress"),
    )
    rows = [measure(one, row=FormRow(0, ("ก", "ข", "ค", "✓", "", "", "80"))) for one in (done(), share())]
    layout = compose(year(*rows, table=table))
    assert [[c.text for c in row.cells[3:7]] for row in layout.blocks[0].rows] == [
        ["✓", "", "", "100"],
        ["", "", "✓", "0"],
    ]


def test_thai_digits_reach_words_and_dates_but_no_address_and_no_code():
    one = done(told=(result("ลงเว็บ 3 ครั้ง www.example.go.th/2570 ตามข้อ O13"),))
    words = cell(compose(year(measure(one), digits="thai")), "สรุปผล")
    assert words.startswith("๑. ลงเว็บ ๓ ครั้ง www.example.go.th/2570 ตามข้อ O13\n๒. ดำเนินการแล้วเสร็จเมื่อวันที่ ๒๘ ธันวาคม ๒๕๖๙")


def test_a_document_in_both_digits_keeps_what_was_typed_and_is_ours_in_the_offices():
    words = cell(compose(year(measure(done(told=(result("๓ ครั้ง"),))), digits="mixed", office_digits="thai")), "สรุปผล")
    assert words.startswith("๑. ๓ ครั้ง\n๒. ดำเนินการแล้วเสร็จเมื่อวันที่ ๒๘")
    assert Digits("mixed", "arabic").theirs("๓ กับ 4") == "๓ กับ 4"


def test_words_without_an_end_keep_no_report_waiting():
    assert Digits("thai", "thai").theirs("ก" * 2_000_000 + " a3 3") == "ก" * 2_000_000 + " a3 ๓"


def test_years_of_the_title_move_with_the_report_and_others_stay():
    assert shifted_years("๑ ตุลาคม ๒๕๖๕ ถึง ๓๐ กันยายน 2566 (แผน 2561-2580)", 4, (2565, 2566)) == (
        "๑ ตุลาคม ๒๕๖๙ ถึง ๓๐ กันยายน 2570 (แผน 2561-2580)"
    )


def test_a_report_before_the_years_end_says_of_what_day_it_is():
    assert compose(year(measure(share()), as_of=date(2027, 3, 31))).title[-1] == "ข้อมูล ณ วันที่ 31 มีนาคม 2570"


def test_a_deadline_set_anew_takes_the_place_of_the_documents():
    text = "1.รายงานความ ก้าวหน้า ณ ๓๑ มีนาคม ๒๕๖๘ 2.ติดตาม"
    assert with_set_phrases(text, [("รายงานความก้าวหน้า ณ 31 มีนาคม 2568", "รายงานภายใน 31 มีนาคม 2570")]) == (
        "1.รายงานภายใน 31 มีนาคม 2570 2.ติดตาม"
    )


def test_names_give_way_to_positions_where_the_office_chose_so():
    people = (Person("นส.มานี ใจกล้า", "หัวหน้าสำนักปลัด"), Person("นายปิติ รักงาน", None))
    text = "สำนักปลัด\n๑.นส มานี ใจกล้า ตำแหน่ง : หัวหน้าสำนักปลัด\n๒.นายปิติ รักงาน"
    assert by_position(text, people) == "สำนักปลัด\n๑.หัวหน้าสำนักปลัด\n๒.นายปิติ รักงาน"


def test_points_of_a_cell_stand_on_lines_of_their_own():
    found = paragraphs("ประกอบด้วย ๑.ชื่อ ๒.ตำแหน่ง ปี 2566. ราคา 3.5 ล้าน ๔.รูป (ผัง 9.1)")
    assert [(p.number, p.text) for p in found] == [
        *(("", "ประกอบด้วย"), ("๑.", "ชื่อ"), ("๒.", "ตำแหน่ง ปี 2566. ราคา 3.5 ล้าน"), ("๔.", "รูป (ผัง 9.1)")),
    ]
    assert [p.printed for p in paragraphs("-ติดบัตรคิว -สลับคน Pop - up")] == ["- ติดบัตรคิว", "- สลับคน Pop - up"]


LISTED = "ผู้ตรวจให้แก้ดังนี้\nO๒ ข้อมูลผู้บริหาร ขาดเบอร์โทร\nO๔ ข่าว เก่า\nไม่มีรูป"


def several(*shares: Share) -> Layout:
    table = (FormColumn("มาตรการ", "measure"), FormColumn("ผลวิเคราะห์", "finding"), *REPORT[3:])
    row = FormRow(0, ("ทำเว็บใหม่", LISTED, "", ""))
    return compose(year(measure(*shares, codes=("O2", "O4"), row=row), table=table))


def test_each_item_of_one_measure_has_its_own_row_once_an_answer_names_one():
    layout = several(done(told=(result("จัดหน้าใหม่\nO2 ลงเบอร์ครบ 7 คน"), outcome("ติดต่อได้ทุกคน"))))
    rows = layout.blocks[0].rows
    assert [row.measure for row in rows] == [1, 1, 1]
    assert [cell(layout, "ผลวิเคราะห์", n) for n in range(3)] == [
        *("ผู้ตรวจให้แก้ดังนี้", "O๒ ข้อมูลผู้บริหาร ขาดเบอร์โทร", "O๔ ข่าว เก่า\nไม่มีรูป"),
    ]
    assert cell(layout, "สรุปผล", 0).startswith("1. จัดหน้าใหม่\n2. ดำเนินการแล้วเสร็จ")
    assert [cell(layout, "สรุปผล", n) for n in (1, 2)] == ["O2: ลงเบอร์ครบ 7 คน", "O4: —"]
    assert [cell(layout, "ผลลัพธ์", n) for n in range(3)] == ["ติดต่อได้ทุกคน", "O2: —", "O4: —"]
    assert [row.cells[0].covered for row in rows] == [False, True, True]
    assert layout.check.gaps[0].lacks == ("ผลแยกตามข้อ O4",)


def test_an_answer_for_all_items_together_leaves_one_row():
    layout = several(done(told=(result("แก้ครบทุกข้อ"), outcome("หาข้อมูลง่าย"))))
    assert len(layout.blocks[0].rows) == 1
    assert layout.check.gaps[0].lacks == ("ผลแยกตามข้อ O2, O4",)


def test_items_are_cut_only_at_codes_of_the_measures_own():
    assert [one.code for one in sub_items(LISTED, ("O2", "O4"))] == ["", "O2", "O4"]
    assert sub_items(LISTED, ("O2",)) == ()
    assert sub_items("ทำตามข้อ O2\nและ O4", ("O2", "O4")) == ()


def test_the_check_sheet_counts_and_names_what_is_missing_and_from_whom():
    facts = year(
        measure(done(told=(result("ก"), outcome("ข")))),
        measure(done(lacks=("ผลลัพธ์", "หลักฐาน"), said="เสร็จแล้วครับ ลงเว็บแล้ว")),
        measure(share(who="กองช่าง"), done(occurrence_id=2)),
        measure(share(due_on=date(2027, 9, 30))),
        measure(),
        as_of=date(2027, 1, 31),
    )
    sheet = compose(facts).check
    assert sheet.lines[0] == "ครบ 1 จาก 5 ข้อ · ยังไม่ถึงกำหนด 1 ข้อ"
    assert [(gap.measure, gap.lacks, gap.who) for gap in sheet.gaps] == [
        (2, ("ผลลัพธ์", "หลักฐาน"), ("กองคลัง",)),
        (3, ("ยังไม่แล้วเสร็จ (1 จาก 2 งวด)",), ("กองช่าง",)),
        (5, ("ยังไม่มีกำหนดส่งในปีนี้",), ()),
    ]
    assert sheet.table.rows[0] == ("O13 แผนจัดซื้อ", "ผลลัพธ์ · หลักฐาน", "กองคลัง", "เสร็จแล้วครับ ลงเว็บแล้ว")


def test_what_only_the_executives_follow_up_lacks_its_result_and_the_rounds_not_done():
    one = share(part="executive", actor=Actor.EXECUTIVE, who="ผู้บริหาร")
    done_once = replace(one, occurrence_id=2, status=Status.COMPLETED, completed_on=DUE, due_on=date(2026, 11, 30))
    gap = compose(year(measure(one, done_once))).check.gaps[0]
    assert gap.lacks == ("ยังไม่แล้วเสร็จ (1 จาก 2 งวด)", "สรุปผล", "ผลลัพธ์")
    assert gap.who == ("ผู้บริหาร",)


def test_what_nobody_answers_for_is_told():
    gap = compose(year(measure(share(part="nobody", who="ยังไม่มีผู้รับผิดชอบ")))).check.gaps[0]
    assert gap.lacks == ("ยังไม่มีผู้รับผิดชอบ",)


def test_a_wording_of_an_earlier_year_is_pointed_out():
    notes = compose(year(measure(share(), cells=("รายงานของปี 2565", "กองคลัง", "")))).check.notes
    assert "ข้อความในแผนยังกล่าวถึงปี 2565: O13" in notes
    assert any("2566 เป็น 2570" in note for note in notes)


def test_evidence_is_listed_with_its_dates_its_copies_and_its_sum():
    at = datetime(2026, 12, 28, 20, tzinfo=UTC)  # the 29th in Bangkok
    link = Piece(7, "link", "https://www.example.go.th/a", None, "aa", at, True, copies=(Copy(at, "bb", True),))
    photo = Piece(8, "photo", None, "ประชุม.jpg", "cc", at, False, picture="1/x.jpg")
    proofs = compose(year(measure(done(pieces=(link, photo))))).annex.proofs
    assert [(p.what, p.url, p.picture) for p in proofs] == [
        ("https://www.example.go.th/a", "https://www.example.go.th/a", None),
        ("ประชุม.jpg", None, 8),
    ]
    assert proofs[0].facts == (
        "ลิงก์ ส่งเมื่อวันที่ 29 ธันวาคม 2569",
        "อยู่บนเว็บไซต์ของหน่วยงาน",
        "เก็บสำเนาหน้าเว็บวันที่ 29 ธันวาคม 2569 SHA-256 bb",
        "ตรวจล่าสุดว่าเปิดได้วันที่ 29 ธันวาคม 2569",
    )
    assert proofs[1].facts == ("รูปภาพ ส่งเมื่อวันที่ 29 ธันวาคม 2569", "SHA-256 cc")
    assert proofs[0].label == "O13 แผนจัดซื้อ · กองคลัง · กำหนด 31 ธ.ค. 2569"


def test_what_was_added_by_hand_stands_in_the_same_table():
    by_hand = measure(done(), row=None, texts=(("responsible", "กองช่าง"),), codes=("O20",), title="คู่มือ")
    block = compose(year(measure(done()), by_hand)).blocks[0]
    assert [c.text for c in block.rows[1].cells[:3]] == ["O20 คู่มือ", "กองช่าง", ""]


def test_headings_inside_a_table_are_printed_once_each():
    def under(*headings: str) -> MeasureFacts:
        return measure(share(), row=FormRow(0, ("ก", "ข", "", "", ""), headings=headings))

    rows = compose(year(under("1. เว็บ"), under("1. เว็บ"), under("1. เว็บ", "1.1 ข่าว"), under("2. พัสดุ"))).blocks[0].rows
    assert [row.heading for row in rows if row.heading] == ["1. เว็บ", "1.1 ข่าว", "2. พัสดุ"]
    assert [bool(row.heading) for row in rows] == [True, False, False, True, False, True, False]


def test_a_sentence_above_a_table_leads_in_to_it_and_makes_no_group_of_its_measures():
    intro = "อบต.ตัวอย่างนำผลการประเมินปี 2565 มาดูกับทุกกองแล้ว จึงวางมาตรการไว้"
    row = FormRow(0, ("ก", "ข", "", "", ""), captions=(intro, "๑. เรื่องเร่งด่วน"))
    led = year(measure(share(), row=row))
    layout = compose(led)
    assert [(one.text, one.strong) for one in layout.blocks[0].above] == [
        (intro.replace("2565", "2569"), False),
        ("๑. เรื่องเร่งด่วน", True),
    ]
    assert write_csv(layout).decode("utf-8-sig").split("\r\n")[1].startswith("๑. เรื่องเร่งด่วน,")
    page = load_workbook(BytesIO(write_xlsx(layout)))["รายงาน"]
    bold = {
        cell.value: cell.font.bold for line in page.iter_rows() for cell in line if cell.value in layout_lines(layout)
    }
    assert list(bold.values()) == [False, True]
    paragraphs_of = open_docx(BytesIO(write_docx(layout, {}))).paragraphs
    assert [bool(p.runs[0].bold) for p in paragraphs_of if p.text in layout_lines(layout)] == [False, True]
    alone = year(measure(share(), row=replace(row, captions=(intro,))))
    assert compose(alone).blocks[0].headings == ()
    assert not write_csv(compose(alone)).decode("utf-8-sig").startswith(GROUP)
    assert json.loads(write_json(alone, compose(alone)))["measures"][0]["headings"] == []


def test_the_columns_share_the_breadth_by_what_they_hold():
    columns = compose(year(measure(done(told=(result("ยาว " * 200),))))).blocks[0].columns
    assert sum(column.width for column in columns) == 1000
    widest = max(columns, key=lambda column: column.width)
    assert widest.heading == "สรุปผล"
    assert min(column.width for column in columns) >= 75


def test_a_column_holds_its_longest_latin_word_whole_since_only_thai_breaks_anywhere():
    cells = ("Transparency", "กองคลัง", "", "", "")
    columns = compose(year(measure(done(told=(result("ยาว " * 900),)), cells=cells))).blocks[0].columns
    assert 120 <= columns[0].width <= 140


def test_a_wording_set_anew_is_not_said_to_speak_of_another_year():
    old = "รายงาน ณ 31 มีนาคม 2566"
    cells = ("จัดทำแผน", "กองคลัง", old, "", "")
    stale = compose(year(measure(done(), cells=cells))).check.notes
    anew = compose(year(measure(done(), cells=cells, set_phrases=((old, "ภายในเดือนมีนาคม"),)))).check.notes
    assert [note for note in stale if "2566:" in note] == ["ข้อความในแผนยังกล่าวถึงปี 2566: O13"]
    assert [note for note in anew if "2566:" in note] == []
