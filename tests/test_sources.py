"""A plan file of every kind, with the oddities offices send, becomes the same rows and paragraphs."""

import contextlib
import io
import os
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from tasks.plan.document import Document, Paragraph, Table
from tasks.plan.read_csv import parse_csv
from tasks.plan.read_html import parse_html
from tasks.plan.read_text import parse_text
from tasks.plan.sheet_values import shown
from tasks.plan.sources import LARGEST, SourceError, load, read

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).resolve().parents[2] / "shared"
ENDINGS = (".txt", ".md", ".csv", ".html", ".docx", ".xlsx", ".pdf")


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "plan.docx")
    for place in (tmp_path / "plan.docx", tmp_path, Path("/dev/zero")):
        with pytest.raises(SourceError, match="ไม่ใช่ไฟล์"):
            load(place)


def tables(document: Document) -> list[list[list[str]]]:
    """Each table's texts, "^" behind those that repeat a merge."""
    return [
        [[c.text + ("" if c.origin else "^") for c in row.cells] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def lines(document: Document) -> list[int]:
    return [row.line for block in document.blocks if isinstance(block, Table) for row in block.rows]


# --- text and Markdown -------------------------------------------------------------------------------------------


def test_tab_table_keeps_file_lines_blank_cells_and_the_text_around():
    found = parse_text("แผนงาน\n\nเรื่อง\tหน่วย\tกำหนด\nจัดอบรม\tกองช่าง\t\n\tสำรวจผล\t\nท้ายตาราง\n")
    assert paragraphs(found) == ["แผนงาน", "ท้ายตาราง"]
    assert tables(found) == [[["เรื่อง", "หน่วย", "กำหนด"], ["จัดอบรม", "กองช่าง", ""], ["", "สำรวจผล", ""]]]
    assert lines(found) == [3, 4, 5]
    assert found.doubts == ()


def test_a_page_break_parts_a_table_and_a_lone_continuation_stays_a_row():
    found = parse_text("ก\tข\tค\n๑\t๒\t๓\n\n- 2 -\n\n\tต่อ\t\n")
    assert tables(found) == [[["ก", "ข", "ค"], ["๑", "๒", "๓"]], [["", "ต่อ", ""]]]
    assert paragraphs(found) == ["- 2 -"]


def test_pipe_tables_with_and_without_outer_pipes_lose_rule_rows_and_unescape():
    outer = parse_text("| **เรื่อง** | หน่วย |\n|:--|---|\n| ก\\|ข | <u>กองคลัง</u> |\n")
    bare = parse_text("เรื่อง | หน่วย\n--|--\n | กองคลัง\n")
    assert tables(outer) == [[["เรื่อง", "หน่วย"], ["ก|ข", "<u>กองคลัง</u>"]]]
    assert tables(bare) == [[["เรื่อง", "หน่วย"], ["", "กองคลัง"]]]


def test_one_pipe_in_running_text_makes_no_table():
    assert paragraphs(parse_text("โทร. 02 | โทรสาร 03\n")) == ["โทร. 02 | โทรสาร 03"]


def test_rule_rows_in_tab_form_are_dropped_and_single_dashes_stay():
    assert tables(parse_text("ก\tข\n--\t---\n-\t-\n")) == [[["ก", "ข"], ["-", "-"]]]


def test_drawn_frames_join_the_lines_between_two_edges():
    edge = "+----+------+\n"
    frame = f"{edge}| ที่ | งาน  |\n+====+======+\n| 1  | จัด   |\n|    | อบรม |\n{edge}| 2  | สรุป  |\n{edge}"
    boxed = "┌──┬──┐\n│ ที่ │ งาน │\n├──┼──┤\n│ 1 │ สรุป │\n└──┴──┘"
    assert tables(parse_text(frame)) == [[["ที่", "งาน"], ["1", "จัด\nอบรม"], ["2", "สรุป"]]]
    assert tables(parse_text(boxed)) == [[["ที่", "งาน"], ["1", "สรุป"]]]


def test_a_quoted_cell_may_hold_line_breaks_and_a_stray_quote_is_a_letter():
    found = parse_text('ก\tข\n"บน\nล่าง"\t"คำ ""นี้"" "\n"ลอย\tค\n')
    assert tables(found) == [[["ก", "ข"], ["บน\nล่าง", 'คำ "นี้"'], ['"ลอย', "ค"]]]
    assert lines(found) == [1, 2, 4]


def test_a_row_longer_than_its_heading_is_kept_and_doubted():
    found = parse_text("ก\tข\n1\t2\t3\n")
    assert tables(found) == [[["ก", "ข", ""], ["1", "2", "3"]]]
    assert found.doubts == ("บรรทัดที่ 2 มี 3 ช่อง มากกว่าหัวตารางซึ่งมี 2 ช่อง โปรดตรวจว่าข้อความตรงช่อง",)


def test_numbered_lists_set_with_tabs_are_paragraphs():
    assert paragraphs(parse_text("1.\tวางแผน\n2.\tลงมือ\n")) == ["1. วางแผน", "2. ลงมือ"]


def test_an_html_table_in_text_has_its_spans_spread_and_file_lines():
    found = parse_text(
        "หัวเรื่อง\n<table><tr><th rowspan=2>ที่</th><th colspan=2>ไตรมาส</th></tr>\n<tr><td>1</td><td>2</td></tr>\n"
        "<tr><td>ก<td>/<td></table>\nท้าย"
    )
    assert tables(found) == [[["ที่", "ไตรมาส", "ไตรมาส^"], ["ที่^", "1", "2"], ["ก", "/", ""]]]
    assert lines(found) == [2, 3, 4]
    assert paragraphs(found) == ["หัวเรื่อง", "ท้าย"]


@pytest.mark.parametrize("measure", [len, lambda s: len(s.translate(dict.fromkeys(map(ord, "่้๊๋์ิีึืุูั็"))))])
def test_columns_kept_apart_by_blanks_are_found_by_place_however_marks_were_counted(measure):
    rows = [
        ["ที่", "กิจกรรม", "เจ้าของเรื่อง", "กำหนด"],
        ["1", "ปรับปรุงขั้นตอนบริการ", "กองช่าง", "สิ้นปี"],
        ["", "ติดป้ายประกาศ", "", "ทุกเดือน"],
        ["2", "สำรวจความเห็น", "กองคลัง", ""],
    ]
    text = "\n".join(
        "".join(cell + " " * (width - measure(cell)) for cell, width in zip(row, (5, 30, 18, 12), strict=True)).rstrip()
        for row in rows
    )
    assert tables(parse_text(f"ชื่อแผน\n\n{text}\n\nลงชื่อ  ผู้เสนอ\n")) == [rows]


def test_blank_lines_between_wrapped_rows_join_what_stands_between_them():
    found = parse_text(
        "Work          Unit      Due\n\nWrite the     Finance   end of\nmanual                  year\n\n"
        "Train staff   Clerk     monthly\n"
    )
    assert tables(found) == [
        [["Work", "Unit", "Due"]],
        [["Write the\nmanual", "Finance", "end of\nyear"]],
        [["Train staff", "Clerk", "monthly"]],
    ]


def test_letters_with_double_blanks_and_lists_are_no_tables():
    text = "ตามที่หน่วยงานได้รับแจ้งเรื่องนี้มาแล้ว  นั้น\nจึงเรียนมาเพื่อทราบ  และถือปฏิบัติ\n1.  ข้อแรก\n2.  ข้อสอง\n3.  ข้อสาม"
    assert tables(parse_text(text)) == []


def test_markdown_headings_are_headings():
    assert parse_text("## ส่วนที่ ๑").blocks == (Paragraph("ส่วนที่ ๑", 1, heading=True),)


# --- encodings and CSV -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"])
def test_every_encoding_offices_use_reads_the_same(encoding):
    data = "เรื่อง\tหน่วย\nจัดซื้อ\tกองคลัง\n".encode(encoding)
    assert tables(read("a.txt", data)) == [[["เรื่อง", "หน่วย"], ["จัดซื้อ", "กองคลัง"]]]


def test_a_few_spoilt_bytes_are_shown_and_doubted():
    found = read("a.txt", ("ข้อความยาว " * 50).encode() + b"\xe0\xb8")
    assert "\ufffd" in paragraphs(found)[0]
    assert len(found.doubts) == 1


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_separators_are_told_apart_and_title_lines_are_paragraphs(separator):
    rows = [["ที่", "งาน", "กำหนด"], ["1", '"ก, ข; ค"', "ธ.ค. 69"], ["2", '"บน\nล่าง"', ""]]
    text = "ปฏิทินงาน\n" + "\n".join(separator.join(row) for row in rows)
    found = read("a.csv", text.encode("cp874"))
    assert paragraphs(found) == ["ปฏิทินงาน"]
    assert tables(found) == [[["ที่", "งาน", "กำหนด"], ["1", "ก, ข; ค", "ธ.ค. 69"], ["2", "บน\nล่าง", ""]]]
    assert lines(found) == [2, 3, 4]


def test_csv_names_its_separator_and_blank_rows_part_tables():
    found = parse_csv("sep=;\r\nชื่อ;ตำแหน่ง;\r\nสมศรี;นักวิชาการ;\r\n;;\r\nตัวชี้วัด;คะแนน;\r\n1;90,5;\r\n")
    assert tables(found) == [
        [["ชื่อ", "ตำแหน่ง"], ["สมศรี", "นักวิชาการ"]],
        [["ตัวชี้วัด", "คะแนน"], ["1", "90,5"]],
    ]
    assert lines(found) == [2, 3, 5, 6]


def test_a_csv_quote_never_closed_does_not_swallow_the_file():
    found = parse_csv('ก,ข\n1,"เปิด\n' + "2,x\n" * 150)
    assert len(tables(found)[0]) == 152
    assert len(found.doubts) == 1


# --- HTML --------------------------------------------------------------------------------------------------------


def test_html_keeps_lists_boxes_captions_and_nested_tables():
    found = parse_html(
        "<h1>รายงาน</h1><table><caption>ตาราง ๑</caption><tr><td>ก<ol><li>หนึ่ง<li>สอง</ol>"
        "<td><input type=checkbox checked>ใช่<table><tr><td>ใน<td>นอก</table></table><script>x</script>จบ"
    )
    assert tables(found) == [[["ก\n1. หนึ่ง\n2. สอง", "☑ ใช่"]], [["ใน", "นอก"]]]
    assert paragraphs(found) == ["รายงาน", "ตาราง ๑", "จบ"]


# --- Excel -------------------------------------------------------------------------------------------------------


def workbook_bytes(workbook: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_a_workbook_shows_merges_dates_hidden_parts_and_what_was_left_out():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "แผน"
    sheet.append(["แผนงานประจำปี"])
    sheet.append([])
    sheet.append(["ที่", "งาน", "กำหนด", "หน่วย"])
    sheet.append([1.0, "ก", date(2569, 12, 31), "กองคลัง"])
    sheet.append([2, "ข", "ทุกเดือน", None])
    sheet.append([3, "=1+1", date(2027, 3, 31), None])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("D4:D5")
    sheet["B4"].comment = Comment("ถามปลัดก่อน", "x")
    sheet.row_dimensions[5].hidden = True
    hidden = workbook.create_sheet("ร่าง")
    hidden.append(["ลับ"])
    hidden.sheet_state = "hidden"
    found = read("a.XLSX", workbook_bytes(workbook))
    assert tables(found) == [
        [["แผนงานประจำปี", "แผนงานประจำปี^", "แผนงานประจำปี^", "แผนงานประจำปี^"]],
        [
            ["ที่", "งาน", "กำหนด", "หน่วย"],
            ["1", "ก", "2026-12-31", "กองคลัง"],
            ["2", "ข", "ทุกเดือน", "กองคลัง^"],
            ["3", "", "2027-03-31", ""],
        ],
        [["ลับ"]],
    ]
    assert lines(found) == [1, 3, 4, 5, 6, 1]
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert [row.cells[0].hidden for row in table.rows] == [False, False, True, False]
    assert (table.name, found.blocks[2].name) == ("แผน", "ร่าง")
    assert [doubt.partition(" ")[2][:9] for doubt in found.doubts] == ["แผน!B6 เป", "แผน!B4 มี", "“ร่าง” ถู"]


def test_one_cell_at_the_far_end_of_a_sheet_costs_nothing():
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "ไกล"
    workbook.active["A1"] = "ใกล้"
    found = read("a.xlsx", workbook_bytes(workbook))
    assert tables(found) == [[["ใกล้", ""]], [["", "ไกล"]]]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (0.985, "0.00%", "98.50%"),
        (98.5, "0.00", "98.50"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "t#,##0.00", "๑,๒๓๔.๕๐"),
        (12, '"O"00', "O12"),
        (7, "00", "07"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (12.5, "#.##", "12.5"),
        (date(2569, 12, 31), "d/m/yyyy", "2026-12-31"),
        (date(2026, 12, 31), "[$-107041E]d mmm yyyy;@", "2026-12-31"),
        (date(2026, 10, 1), "[$-41E]mmm yy", "ตุลาคม 2569"),
        (True, "General", "TRUE"),
    ],
)
def test_a_spreadsheet_value_reads_as_it_is_shown(value, number_format, text):
    assert shown(value, number_format) == text


# --- Word --------------------------------------------------------------------------------------------------------


def docx_bytes(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_word_file_reads_in_order_with_merges_lists_and_nested_tables():
    document = docx.Document()
    document.add_heading("แผนงาน", 1)
    document.add_paragraph("วางแผน", style="List Number")
    document.add_paragraph("ลงมือ", style="List Number")
    grid = document.add_table(3, 3)
    for row, texts in enumerate((("ที่", "งาน", "หน่วย"), ("1", "ก", "กองช่าง"), ("2", "ข", ""))):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text
    grid.cell(1, 2).merge(grid.cell(2, 2)).text = "กองคลัง"
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "หัวร่วม"
    grid.cell(2, 1).add_table(1, 1).cell(0, 0).text = "ใน"
    document.add_paragraph("ท้าย")
    found = read("a.docx", docx_bytes(document))
    assert paragraphs(found) == ["แผนงาน", "1. วางแผน", "2. ลงมือ", "ท้าย"]
    assert found.blocks[0] == Paragraph("แผนงาน", 1, heading=True)
    assert tables(found) == [
        [["หัวร่วม", "หัวร่วม^", "หน่วย"], ["1", "ก", "กองคลัง"], ["2", "ข", "กองคลัง^"]],
        [["ใน"]],
    ]


def test_word_changes_controls_and_symbols_read_as_they_print():
    document = docx.Document()
    body = document.element.body
    run = "<w:r><w:t>{}</w:t></w:r>"
    for inside in (
        f"<w:p {nsdecls('w')}><w:ins>{run.format('เพิ่ม')}</w:ins><w:del><w:r><w:delText>ตัด</w:delText></w:r></w:del>"
        '<w:r><w:br/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:tbl><w:tr><w:sdt><w:sdtContent><w:tc><w:p>{run.format('ก')}"
        f"</w:p></w:tc></w:sdtContent></w:sdt><w:tc><w:p>{run.format('ข')}</w:p></w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>",
        f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent><w:p>{run.format('กล่อง')}</w:p></w:txbxContent></w:pict>"
        "</w:r></w:p>",
    ):
        body.insert(len(body) - 1, parse_xml(inside))
    found = read("a.docx", docx_bytes(document))
    assert paragraphs(found) == ["เพิ่ม\n☑", "กล่อง"]
    assert tables(found) == [[["ก", "ข"]]]


def test_word_lists_in_thai_numerals_keep_their_levels():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, text in enumerate(("%1.", "%1.%2"))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in (("ใหญ่", 0), ("ย่อย", 1), ("ย่อยอีก", 1), ("ใหญ่อีก", 0)):
        paragraph = document.add_paragraph(text)
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(number))
    assert paragraphs(read("a.docx", docx_bytes(document))) == ["๑. ใหญ่", "๑.๑ ย่อย", "๑.๒ ย่อยอีก", "๒. ใหญ่อีก"]


# --- PDF (samples printed by Chromium from own HTML; Noto Sans Thai) ---------------------------------------------


def test_a_ruled_pdf_gives_its_table_over_two_pages_with_merges_and_whole_thai_words():
    found = load(SAMPLES / "plan_ruled.pdf")
    head = [
        ["ที่", "มาตรการ", "ผู้เกี่ยวข้อง", "ผู้เกี่ยวข้อง^", "กำหนดเวลา"],
        ["ที่^", "มาตรการ^", "หลัก", "สนับสนุน", "กำหนดเวลา^"],
    ]
    handbook = "จัดทำคู่มือการให้บริการประชาชนและเผยแพร่บนเว็บไซต์ของหน่วยงานให้ครบถ้วนทุกงานบริการ"
    assert tables(found) == [
        [
            *head,
            ["๑", handbook, "สำนักปลัด", "กองคลัง", "ภายในเดือนธันวาคม ๒๕๖๙"],
            ["๒", "อบรมเจ้าหน้าที่เรื่องประมวลจริยธรรม", "สำนักปลัด", "กองช่าง", "ภายในเดือนธันวาคม ๒๕๖๙^"],
        ],
        [*head, ["๓", "รายงานผลการใช้จ่ายงบประมาณ น้ำดื่ม ที่ทำการ", "กองคลัง", "ทุกกอง", "ทุกไตรมาส"]],
    ]
    assert paragraphs(found) == [
        "แผนขับเคลื่อนความโปร่งใส องค์การบริหารส่วนตำบลบ้านตัวอย่าง",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๗๐",
        "หมายเหตุ กำหนดเวลาอาจเปลี่ยนได้ตามความเหมาะสม",
    ]


def test_a_pdf_table_without_lines_is_found_by_alignment():
    found = load(SAMPLES / "plan_open.pdf")
    assert paragraphs(found) == ["ปฏิทินงานความโปร่งใส ปีงบประมาณ ๒๕๗๐"]
    assert tables(found) == [
        [
            ["ที่", "กิจกรรม", "ผู้รับผิดชอบ", "กำหนดเวลา"],
            ["๑", "ประกาศนโยบายไม่รับของขวัญ", "สำนักปลัด", "ตุลาคม ๒๕๖๙"],
            ["๒", "สรุปเรื่องร้องเรียน", "กองคลัง", "ทุกเดือน"],
            ["๓", "ปรับปรุงคู่มือ", "กองช่าง", "มีนาคม ๒๕๗๐"],
        ]
    ]


BARE_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.txt", "a.htm"])
def test_a_web_page_under_another_name_is_read_as_one(name):
    page = "<html><body><table><tr><td>ก<td>ข</table></body></html>"
    assert tables(read(name, page.encode("cp874"))) == [[["ก", "ข"]]]


def test_a_new_workbook_under_the_old_name_is_read():
    workbook = openpyxl.Workbook()
    workbook.active.append(["ก", "ข"])
    assert tables(read("a.xls", workbook_bytes(workbook))) == [[["ก", "ข"]]]


# --- what cannot be read -----------------------------------------------------------------------------------------


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "cure"),
    [
        ("a.exe", b"x", "ไม่รู้จักไฟล์ชนิดนี้"),
        ("a", b"x", "ไม่รู้จักไฟล์ชนิดนี้"),
        ("a.txt", b" \n", "ไฟล์ว่างเปล่า"),
        ("a.xlsx", b"", "ไฟล์ว่างเปล่า"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "บันทึกเป็น .docx"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "บันทึกเป็น .xlsx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "รหัสผ่าน"),
        ("a.docx", b"PK\x03\x04broken", "บันทึกใหม่เป็น .docx"),
        ("a.docx", zipped(photo=b"x"), "บันทึกใหม่เป็น .docx"),
        ("a.xlsx", zipped(word__document=b"x"), "บันทึกใหม่เป็น .xlsx"),
        ("a.xlsx", zipped(xl__workbook=b"<x/>"), "ไฟล์อาจเสียหาย"),
        ("a.pdf", b"no pdf", "ไฟล์อาจเสียหาย"),
        ("a.pdf", BARE_PDF, "ภาพสแกน"),
        ("a.txt", bytes(range(256)) * 40, "ไม่ใช่ไฟล์ข้อความ"),
        ("a.csv", b" " * (LARGEST + 1), "ใหญ่เกิน"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name, data, cure):
    with pytest.raises(SourceError, match=cure):
        read(name, data)


@pytest.mark.parametrize("merge", ["A5:XFD1048570", "A5:Z100000"])
def test_a_sheet_merged_without_measure_is_refused_before_it_is_built(merge):
    workbook = openpyxl.Workbook()
    workbook.active.merge_cells("A5:B6")
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(workbook))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"A5:B6", merge.encode()))
    with pytest.raises(SourceError, match="ผสานช่อง"):
        read("a.xlsx", content.getvalue())


def test_a_word_file_of_endless_paragraphs_is_refused_before_it_is_built():
    with pytest.raises(SourceError, match="มากเกินไป"):
        read("a.docx", zipped(word__document=b"<d>" + b"<w:p/>" * 200_002 + b"</d>"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"O1," * 1_000_001),
        ("a.csv", b"," * 5000 + b"x" + b"\nO1,x" * 500),
        ("a.html", b"<table><tr>" + b"<td colspan=1000 rowspan=65000>O1</td>" * 50 + b"<tr><td>x" * 3000),
    ],
)
def test_tables_of_millions_of_cells_are_refused(name, data):
    with pytest.raises(SourceError, match="มากเกินไป"):
        read(name, data)


def test_an_endless_cell_is_cut_and_doubted():
    found = read("a.csv", "มาตรการ,กำหนด\n{},ธันวาคม\n".format("ก" * 20_000).encode())
    assert len(tables(found)[0][1][0]) == 10_000
    assert any("แถวที่ 2 มีข้อความยาวเกิน 10,000" in doubt for doubt in found.doubts)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(SourceError, match="คลายออกใหญ่เกินไป"):
        read("a.docx", zipped(word__document=b"\0" * (160 * 1024 * 1024)))


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=400),
    ending=st.sampled_from(ENDINGS),
    head=st.sampled_from((b"", b"PK\x03\x04", b"%PDF-1.7\n")),
)
def test_random_bytes_raise_nothing_but_the_one_exception(data, ending, head):
    with contextlib.suppress(SourceError):
        assert read("a" + ending, head + data).blocks


@settings(max_examples=80, deadline=None)
@given(text=st.text(alphabet='ก่ำ๑1 \t|\n"-+,;<>/tabletrd=&\\', max_size=200))
def test_any_text_keeps_all_its_words(text):
    kept = "".join(
        cell.text
        for block in parse_text(text.replace("<", "")).blocks
        for cell in ([block] if isinstance(block, Paragraph) else [c for row in block.rows for c in row.cells])
    )
    assert sum(kept.count(sign) for sign in "ก๑1taber") == sum(text.count(sign) for sign in "ก๑1taber")


# --- the five real documents -------------------------------------------------------------------------------------


@pytest.mark.seeds
@pytest.mark.skipif(not SHARED.exists(), reason="the five documents are not beside the repository")
@pytest.mark.parametrize(
    ("seed", "shapes"),
    [
        ("000", {(33, 5)}),
        ("001", {(11, 3), (15, 4)}),
        ("002", {(28, 6)}),
        ("003", {(11, 3), (5, 5)}),
        ("004", {(8, 8)}),
    ],
)
def test_each_seed_gives_its_rows_by_width_and_no_doubt(seed, shapes):
    found = load(next((SHARED / "seeds").glob(f"{seed}_*.txt")))
    counted: dict[int, int] = {}
    for table in tables(found):
        counted[len(table[0])] = counted.get(len(table[0]), 0) + len(table)
    assert {(rows, width) for width, rows in counted.items()} == shapes
    assert found.doubts == ()
