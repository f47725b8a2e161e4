"""Whatever a file holds, reading it returns, quickly, and invents no date."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.plan.document import Cell, Document, Paragraph, Row, Table
from tasks.plan.preview import as_json, as_table
from tasks.plan.reading import read

HEADINGS = [
    "ที่",
    "หัวข้อ",
    "มาตรการ",
    "ขั้นตอน",
    "ผู้รับผิดชอบ",
    "กำหนดแล้วเสร็จ",
    "ต.ค.",
    "พ.ย.",
    "คะแนน",
    "ผลการดำเนินงาน",
    "ชื่อ-สกุล",
]
WORDS = [
    *("O12 แผน", "ทุกเดือน", "๑.๑", "รวม", "ลงชื่อ....", "-", "", "กองคลัง", "๙๙.๕๐", "/", "ตัวชี้วัดที่ ๙", "(1)"),
    *("<p>1.ทำ</p>", "ผู้บริหารติดตามตามกำหนด", "หมายเหตุ", "31 มี.ค. 2570", "\u200b", "และ", "๓๓", "เสร็จแล้ว"),
]
texts = st.one_of(st.sampled_from(HEADINGS), st.sampled_from(WORDS), st.text(max_size=12))
cells = st.builds(Cell, text=texts, origin=st.booleans(), hidden=st.booleans())


@st.composite
def tables(draw):
    width = draw(st.integers(1, 6))
    lines = draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6))
    head = tuple(Cell(text) for text in draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width)))
    body = [Row(tuple(line), at) for at, line in enumerate(lines, start=2)]
    return Table((Row(head, 1), *body))


blocks = st.one_of(tables(), st.builds(Paragraph, text=texts, line=st.integers(1, 99), heading=st.booleans()))


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks, max_size=5), st.sampled_from([None, 2570]))
def test_any_document_is_read(found_blocks, year):
    reading = read(Document(tuple(found_blocks)), year)
    assert as_json(reading)["measures"] is not None
    assert as_table(reading)
    assert [measure.row for measure in reading.measures] == list(range(1, len(reading.measures) + 1))
    if year:
        days = [day for m in reading.measures for d in m.duties for day in d.schedule.due]
        assert all("2026-10-01" <= day.isoformat() <= "2027-09-30" for day in days)


def test_thousands_of_rows_are_read_in_seconds():
    head = Row(tuple(map(Cell, ("ที่", "มาตรการ", "ผู้รับผิดชอบ", "กำหนดแล้วเสร็จ", "ผลการดำเนินงาน"))), 1)
    rows = [
        Row(tuple(map(Cell, (str(n), f"ทำงานที่ {n}", "กองช่าง", "ทุกไตรมาส", f"ทำงานแล้วบางส่วน {n * 7919}"))), n + 1)
        for n in range(1, 3001)
    ]
    before = time.process_time()
    reading = read(Document((Table((head, *rows)),)), 2570)
    assert len(reading.measures) == 3000
    assert time.process_time() - before < 30
