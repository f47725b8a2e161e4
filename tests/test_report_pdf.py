"""The report as PDF: for archives, in Thai that machines read back, in the source's form; nothing typed is markup."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image
from sqlalchemy import Engine

from models.thaitext import squeeze
from tasks.evidence.shrinking import PRINT
from tasks.plan.check_sheet import BEGINS, ENDS
from tasks.plan.document import Document
from tasks.plan.pdf_text import block_text
from tasks.plan.read_pdf import _glyphs
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.reports.drawable import drawable
from tasks.reports.layout import Annex, Block, Cell, CheckSheet, Column, Layout, Paragraph, PlainTable, Proof, Row
from tasks.reports.typst_page import draw_pdf
from tasks.reports.write_pdf import write_pdf
from tests.reported import YEAR, open_year, sample
from tests.test_report_round import SEEDS, SHARED, form_of, told

COLUMNS = (Column("มาตรการ", "measure", 400), Column("ผู้รับผิดชอบ", "responsible", 200), Column("ผล", "result", 400))
GROUPED = (replace(COLUMNS[0]), replace(COLUMNS[1], over="การดำเนินการ"), replace(COLUMNS[2], over="การดำเนินการ"))


def cell(text: str, covered: bool = False) -> Cell:
    return Cell(tuple(Paragraph(one) for one in text.split("\n")), covered=covered)


def row(*texts: str) -> Row:
    return Row(tuple(cell(text) for text in texts), measure=1)


def layout(*rows: Row, columns: tuple[Column, ...] = COLUMNS, proofs: tuple[Proof, ...] = (), **more: Any) -> Layout:
    nothing = PlainTable("ยังขาด", ("ข้อ", "ที่ขาด"), (500, 500), ())
    check = CheckSheet(BEGINS, ("ครบ 1 จาก 1 ข้อ",), (), nothing, "โปรดตรวจ", (), ENDS)
    made = Layout(
        agency="อบต.ตัวอย่าง",
        fiscal_year=2570,
        as_of=date(2027, 9, 30),
        digits="thai",
        landscape=False,
        cover=False,
        title=("รายงานผล",),
        lead=(),
        scores=None,
        blocks=(Block((), columns, rows),),
        check=check,
        annex=Annex("ภาคผนวก", proofs, "ไม่มีหลักฐาน"),
    )
    return replace(made, **more)


def pages(raw: bytes) -> list[str]:
    """The text of each page without blanks; marks above letters as the file itself says they read."""
    with pdfplumber.open(BytesIO(raw)) as file:
        return ["".join(block_text(_glyphs(page)).split()) for page in file.pages]


def photo(breadth: int = 900, height: int = 600, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (breadth, height), "#8899aa").save(out, kind)
    return out.getvalue()


def comes_back(engine: Engine, document: Document, folder: Path) -> None:
    year = open_year(engine, document)
    year.live()
    made, file = year.layout(), folder / "report.pdf"
    file.write_bytes(write_pdf(made, {}))
    meant, found = read(document, YEAR), read(load(file), YEAR)
    assert len(found.measures) == len(meant.measures)
    assert form_of(found.form.title, found.form.lead) == form_of(made.title, made.lead)
    for one, again in zip(meant.measures, found.measures, strict=True):
        assert (again.codes, again.codes_unclear, again.score) == (one.codes, one.codes_unclear, one.score)
        assert squeeze(again.group or "") == squeeze(one.group or "")
        assert [squeeze(step) for step in again.steps] == [squeeze(step) for step in one.steps]
        assert again.responsible.units == one.responsible.units
        assert squeeze(again.result or "").strip("—") == told(made, one.row, "result")
        assert squeeze(again.outcome or "").strip("—") == told(made, one.row, "outcome")


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["two_score_bands", "one_measure_over_pages", "report_without_units"])
def test_a_report_on_paper_is_read_back_as_what_it_was_written_from(engine: Engine, tmp_path: Path, name: str):
    comes_back(engine, sample(name), tmp_path)


@pytest.mark.one_database
@pytest.mark.seeds
@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real documents are not beside the repository")
@pytest.mark.parametrize("number", SEEDS)
def test_a_real_document_comes_back_from_paper_too(engine: Engine, tmp_path: Path, number: str):
    comes_back(engine, load(next((SHARED / "seeds").glob(f"{number}_*.txt"))), tmp_path)


def test_the_file_is_for_archives_and_says_so_and_the_same_report_is_the_same_file():
    made = layout(row("O12", "กองคลัง", "เผยแพร่แล้ว"))
    raw = write_pdf(made, {})
    assert b"<pdfaid:part>2</pdfaid:part>" in raw
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in raw
    assert raw == write_pdf(made, {})
    with pdfplumber.open(BytesIO(raw)) as file:
        letters = {char["fontname"].partition("+")[2] for page in file.pages for char in page.chars}
    assert letters == {"Sarabun-Regular", "Sarabun-Bold"}


def test_thai_with_marks_above_marks_is_read_back_letter_by_letter(tmp_path: Path):
    words = "ทั่วถึง ตั้งแต่ ขั้นตอน ทั้งสิ้น หนึ่ง สิ่งที่ ครั้ง น้ำ กตัญญู สิทธิ์ ซื้อ ชี้แจง เรื่อง เก่ง รู้ ใช้ พื้นที่ ษิ์"
    for kind in ("", "strong"):
        cells = tuple(Cell((Paragraph(words, strong=bool(kind)),)) for _ in COLUMNS)
        file = tmp_path / "report.pdf"
        file.write_bytes(write_pdf(layout(Row(cells, measure=1)), {}))
        table = next(block for block in load(file).blocks if hasattr(block, "rows") and "ทั่ว" in str(block))
        assert {squeeze(one.text) for one in table.rows[-1].cells} == {squeeze(words)}


def test_no_month_and_no_executive_is_broken_by_a_lines_end():
    words = "แล้วเสร็จวันที่ 31 มีนาคม 2570 ผู้บริหารรับทราบวันที่ 1 เมษายน 2570"
    for blanks in range(12):  # pushes every word over the column's edge once
        with pdfplumber.open(BytesIO(write_pdf(layout(row("ก" * blanks + words, "ข", "ค")), {}))) as file:
            lines = block_text(_glyphs(file.pages[1])).split("\n")
        for word in ("มีนาคม", "เมษายน", "ผู้บริหาร"):
            assert [line for line in lines if word in line], (blanks, lines)


def test_the_headings_stand_on_every_page_and_pages_count_from_the_title_in_the_offices_digits():
    many = [row(f"มาตรการที่ {n}", "กองคลัง", "\n".join(["ดำเนินการแล้ว"] * 6)) for n in range(1, 21)]
    check, first, *tables, _ = pages(write_pdf(layout(*many), {}))
    assert "–" not in check + first
    assert [page[:3] for page in tables] == [f"–{digit}–" for digit in "๒๓๔"]
    assert all("มาตรการผู้รับผิดชอบผล" in page for page in tables)
    assert "–2–" in pages(write_pdf(layout(*many, digits="arabic"), {}))[2]


def test_no_row_is_cut_where_a_page_has_room_for_it_and_a_longer_one_begins_a_page():
    short = [row("สั้น", "กองช่าง", "\n".join(["ชิ้นงาน"] * 12)) for _ in range(5)]
    endless = row("ยาว", "กองคลัง", "\n".join(f"บรรทัด{n}" for n in range(100)))
    found = pages(write_pdf(layout(*short, endless, columns=GROUPED), {}))
    assert [page.count("ชิ้นงาน") % 12 for page in found[1:3]] == [0, 0]
    begun = next(n for n, page in enumerate(found) if "ยาว" in page)
    assert "บรรทัด0" in found[begun]
    assert "ชิ้นงาน" not in found[begun]
    assert "บรรทัด99" in found[begun + 1] + found[begun + 2]


def test_a_merged_cell_is_printed_once():
    under = Row((cell("สอง"), cell("สำนักปลัด", covered=True), cell("ผลสอง")), measure=2)
    found = pages(write_pdf(layout(row("หนึ่ง", "สำนักปลัด", "ผลหนึ่ง"), under), {}))[1]
    assert found.count("สำนักปลัด") == 1
    assert "ผลสอง" in found


@pytest.mark.parametrize(
    "typed", ['#import "x.typ": *', "$ x^2 $", "*หนา* _เอน_ [x] <a> @b \\ `c`", "= หัวข้อ", "//", "#1"]
)
def test_what_people_typed_is_never_markup(typed: str):
    found = pages(write_pdf(layout(row(typed, "กองคลัง", typed), title=(typed,)), {}))[1]
    assert found.count("".join(typed.split())) == 3


def test_what_has_no_shape_on_paper_leaves_a_box_instead_of_stopping_the_report():
    assert drawable("เสร็จแล้ว 👍🏽\u200b ✓\tค่ะ\ue000\ufe0f 語") == "เสร็จแล้ว □□ ✓ ค่ะ□ □"
    everything = "".join(map(chr, range(0x20, 0x3100)))
    raw = draw_pdf("report", {**BARE, "lead": [drawable(everything)]}, datetime.fromisoformat("2027-09-30T00:00+07:00"))
    assert raw.startswith(b"%PDF")


BARE: dict[str, Any] = {
    "agency": "อบต.",
    "name": "รายงาน",
    "digits": "thai",
    "whole": ["มีนาคม"],
    "landscape": False,
    "cover": True,
    "title": ["รายงาน"],
    "lead": [],
    "scores": None,
    "blocks": [],
    "annex": {"title": "ภาคผนวก", "proofs": [], "none": "ไม่มี"},
    "check": {
        "title": "ใบตรวจ",
        "lines": [],
        "table": {"heading": "", "columns": [], "widths": [], "rows": [], "lines": []},
        "notes_heading": "",
        "notes": [],
        "end": "จบใบตรวจ",
    },
}


def test_photos_stand_in_the_annex_upright_and_small_and_a_broken_one_is_only_named():
    shown = Proof("O12 งานแรก", "กิจกรรม.jpg", None, ("SHA-256 " + "ab" * 32,), picture=1)
    link = Proof("O13", "https://www.example.go.th/o13", "https://www.example.go.th/o13", (), picture=None)
    broken = replace(shown, what="เสีย.jpg", picture=2)
    raw = write_pdf(layout(row("ก", "ข", "ค"), proofs=(shown, link, broken)), {1: photo(3000, 2000), 2: b"no picture"})
    with pdfplumber.open(BytesIO(raw)) as file:
        pictures = [picture for page in file.pages for picture in page.images]
        assert [picture["srcsize"] for picture in pictures] == [(PRINT.edge, 933)]
        links = [annotation["uri"] for page in file.pages for annotation in page.annots]
    assert links == ["https://www.example.go.th/o13"]
    told = "".join(pages(raw))
    assert "abab" in told
    assert "เสีย.jpg" in told


def test_a_title_that_fills_its_line_comes_back_whole_and_no_page_number_with_it(tmp_path: Path):
    long = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570 ขององค์การบริหารส่วนตำบลตัวอย่าง"
    lead = "รายงานฉบับนี้รวบรวมจากที่ทุกส่วนราชการรายงานไว้ตลอดปี " * 3 + "ดังนี้"
    file = tmp_path / "report.pdf"
    for cover in (False, True):
        made = layout(row("O12 แผน", "กองคลัง", "แล้ว"), title=(long, "อำเภอตัวอย่าง"), lead=(lead,), cover=cover)
        file.write_bytes(write_pdf(made, {}))
        found = read(load(file), YEAR)
        assert squeeze(found.title or "") == squeeze(long)
        assert form_of(found.form.title, found.form.lead) == form_of(made.title, made.lead), cover
