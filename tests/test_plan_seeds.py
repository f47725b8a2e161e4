"""The five real documents, read whole: every measure, code, party, phrase and trap of theirs."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from models.thaitext import squeeze
from tasks.plan.document import Document, Row, Table
from tasks.plan.preview import as_json
from tasks.plan.reading import read
from tasks.plan.sources import load
from tests.plan_documents import dues

SHARED = Path(__file__).resolve().parents[2] / "shared"
pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real documents are not beside the repository"),
]
MONTHLY, QUARTERLY = 12, 4


def seed(number: str, fiscal_year: int | None = None):
    return read(load(next((SHARED / "seeds").glob(f"{number}_*.txt"))), fiscal_year)


def said(doubts, *words):
    return any(all(word in doubt for word in words) for doubt in doubts)


def by_code(reading):
    return {measure.codes[0]: measure for measure in reading.measures if measure.codes}


def test_the_five_documents_hold_49_measures_and_50_codes():
    found = [seed(number) for number in ("000", "001", "002", "003", "004")]
    assert [len(r.measures) for r in found] == [17, 12, 14, 1, 5]
    assert [sum(len(m.codes) for m in r.measures) for r in found] == [23, 0, 14, 9, 4]
    assert [sum(len(m.codes_unclear) for m in r.measures) for r in found] == [0, 0, 0, 0, 1]
    assert [r.fiscal_year_be for r in found] == [2566, 2568, 2566, 2569, 2566]
    assert [r.digits for r in found] == ["thai", "thai", "arabic", "mixed", "thai"]
    assert [len(r.scores) for r in found] == [0, 10, 0, 10, 0]
    assert [bool(r.agency) for r in found] == [False, True, True, True, True]


def test_each_document_is_headed_by_its_own_office():
    for number in ("001", "002", "003", "004"):
        found = seed(number)
        assert found.agency.startswith("องค์การบริหารส่วนตำบล")
        assert not said(found.doubts, "ไม่พบชื่อหน่วยงาน")
    assert said(seed("000").doubts, "ไม่พบชื่อหน่วยงาน")


def test_every_row_of_the_document_without_parties_or_dates_says_so():
    found = seed("000")
    assert [m.codes for m in found.measures] == [
        *(
            ("I7",),
            ("I8",),
            ("I13",),
            ("I19",),
            ("E1",),
            ("E10",),
            ("E14",),
            ("E15",),
            ("O1", "O3"),
            ("O13",),
            ("O14",),
        ),
        *(("O19", "O20", "O21", "O22"), ("O24",), ("O27", "O28"), ("O31", "O32"), ("O38",), ("O40",)),
    ]
    for measure in found.measures:
        assert (measure.duties, measure.steps, measure.responsible.units) == ((), (), ())
        assert said(measure.doubts, "ไม่พบวันครบกำหนด")
        assert measure.status == "none"
    assert found.measures[11].title == "การจัดซื้อจัดจ้างหรือแผนการจัดหาพัสดุ"
    assert [m.row for m in found.measures if said(m.doubts, "ช่องผล", "พบคำว่า")] == [2, 12]
    assert [m.codes[0] for m in found.measures if m.status_evidence == "copied_from_plan"] == ["E15"]
    assert said(found.measures[10].doubts, "ทุกภารกิจ")
    assert [m.row for m in found.measures if m.vague] == [3, 4]


def test_one_merged_date_is_carried_over_all_twelve_rows():
    found = seed("001")
    assert [[d.carried for d in m.duties] for m in found.measures] == [[row not in (0, 7)] for row in range(12)]
    assert {tuple(dues(d)) for m in found.measures for d in m.duties} == {("2025-03-31",)}
    assert {squeeze(d.phrase) for m in found.measures for d in m.duties} == {
        squeeze("รายงานความก้าวหน้าและสรุปผล ณ ๓๑ มีนาคม ๒๕๖๘")
    }
    assert found.measures[9].lines == (122, 124)
    assert len(found.measures[9].steps) == 3
    assert found.measures[9].responsible.units == ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม")
    assert [m.row for m in found.measures if m.responsible.units == ("สำนักปลัด", "กองคลัง")] == [1, 4]
    assert all(said(m.doubts, "ต้องกำหนดวันใหม่") for m in seed("001", 2570).measures)
    for line in (104, 105, 106, 107):
        assert said(found.doubts, f"บรรทัด {line} ", "มาตรการ")
    for words in (
        ("ยอดแวง",),
        ("องค์กรบริหาร",),
        ("2566",),
        ("๓๓",),
        ("E7",),
        ("E8",),
        ("99.17",),
        ("ต่ำกว่า 85", "96.67"),
    ):
        assert said(found.doubts, *words), words


# code: (officer's duties, executive's duties), each as (words the phrase holds, number of dates)
EXPECTED = {
    "O4": ([], [("ทุกเดือน", MONTHLY)]),
    "O12": ([("ธันวาคม", 1)], [("กำหนด", 1)]),
    "O20": ([("ธันวาคม", 1)], [("กำหนด", 1)]),
    "O24": ([("ตุลาคม", 1), ("รายเดือน", MONTHLY), ("ธันวาคม", 1)], []),
    "O27": ([("รอบ6เดือน", 1), ("รอบปี", 1), ("มกราคม", 1)], [("มกราคม", 1)]),
    "O28": ([("รอบ6เดือน", 1), ("รอบปี", 1), ("มกราคม", 1)], [("มกราคม", 1)]),
    "E1": ([("อย่างน้อยไตรมาสละ1ครั้ง", QUARTERLY)], []),
    "E2": ([], [("ทุกเดือน", MONTHLY)]),
    "E3": ([("อย่างน้อยไตรมาสละ1ครั้ง", QUARTERLY)], []),
    "E5": ([], [("ทุกเดือน", MONTHLY)]),
    "E6": ([("อย่างน้อยไตรมาสละ1ครั้ง", QUARTERLY)], []),
    "E7": ([], [("ทุกเดือน", MONTHLY)]),
    "E9": ([("ภายในเดือนเมษายนและเดือนตุลาคม", 2)], [("ทุก6เดือนตามกำหนด", 2)]),
    "E10": ([("ไตรมาสละ1ครั้ง", QUARTERLY)], [("ทุกไตรมาส", QUARTERLY)]),
}


@pytest.mark.parametrize("year", [None, 2570])
@pytest.mark.parametrize("code", EXPECTED)
def test_each_row_of_the_follow_up_document_gives_its_duties(code, year):
    measure = by_code(seed("002", year))[code]
    for actor, expected in zip(("officer", "executive"), EXPECTED[code], strict=True):
        found = [d for d in measure.duties if d.actor == actor]
        assert [len(dues(d)) for d in found] == [count for _, count in expected]
        for duty, (words, _) in zip(found, expected, strict=True):
            assert words in squeeze(duty.phrase)


def test_the_follow_up_document_keeps_its_parties_groups_and_copied_results():
    found = by_code(seed("002"))
    parties = {code: m.responsible for code, m in found.items()}
    assert [code for code, p in parties.items() if p.all_units] == ["O12", "O20", "E1", "E2", "E3", "E5", "E6", "E7"]
    assert [parties[code].collector for code in ("O12", "O20")] == ["สำนักปลัด", "สำนักปลัด"]
    assert (parties["O24"].units, parties["O24"].sections) == (("กองคลัง",), ("งานพัสดุ",))
    assert (parties["O27"].units, parties["O27"].sections) == (("สำนักปลัด",), ("งานการเจ้าหน้าที่",))
    assert parties["E9"].others_to_be_named
    assert [found[code].group.split()[0] for code in ("O12", "O20", "O24", "O27", "O28")] == [
        "9.2",
        "9.3",
        "9.3",
        "9.4",
        "9.4",
    ]
    assert all("EIT" in found[code].group for code in ("E1", "E2", "E10"))
    evidence = {code: m.status_evidence for code, m in found.items()}
    assert [code for code in evidence if evidence[code] == "copied_from_plan"] == ["O20", "E1", "E2"]
    assert [code for code in evidence if evidence[code] == "copied_from_other_row"] == ["O27", "O28", "E9"]
    assert {m.status for m in found.values()} == {"none"}
    assert found["E2"].title.endswith("น้อยเพียงใด")
    assert said(found["O20"].doubts, "1, 3, 4, 5")
    assert said(found["O12"].doubts, "เหตุการณ์", "ข้อบัญญัติ")
    assert said(found["O12"].doubts, "31 ธันวาคม 2565", "ปีใด")
    assert said(seed("002").doubts, "นาทม")


def test_one_measure_over_four_pages_is_one_row_with_its_sentences_joined():
    found = seed("003")
    measure = found.measures[0]
    assert measure.lines == (122, 124, 127, 130)
    assert measure.codes == ("O2", "O4", "O9", "O12", "O13", "O14", "O16", "O21", "O24")
    assert squeeze("อีกทั้ง ควรจัดทำสรุป") in squeeze(measure.finding)
    assert measure.group == "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล"
    assert [dues(d) for d in measure.duties] == [["2026-09-30"]]
    assert measure.responsible.units == ("สำนักปลัด",)
    assert [p.position for p in measure.responsible.people] == ["หัวหน้าสำนักปลัด", "เจ้าพนักงานธุรการ"]
    assert said(measure.doubts, "รายไตรมาสหรือรายเดือน", "ตัวอย่าง")
    for words in (("O6", "77"), ("ตัวชี้วัดที่ 8", "99.00", "99.76"), ("ตัวชี้วัดที่ 3", "การใช้อำนาจ"), ("2567",)):
        assert said(found.doubts, *words), words
    for line in (111, 113, 115):
        assert said(found.doubts, f"บรรทัด {line} ")


def test_two_score_bands_one_page_break_and_an_unclear_code():
    found = seed("004")
    assert [m.codes for m in found.measures] == [("O2",), ("O12",), ("O14",), ("O27",), ()]
    assert found.measures[4].codes_unclear == ("๔๔",)
    assert [m.score for m in found.measures] == [0.0, 0.0, 0.0, 0.0, 92.88]
    assert [m.group[0] for m in found.measures] == ["๑", "๑", "๑", "๑", "๒"]
    assert [m.status for m in found.measures] == ["completed", "completed", "completed", "none", "completed"]
    assert found.measures[3].status_evidence == "copied_from_plan"
    assert [m.responsible.sections for m in found.measures[:4:3]] == [("กลุ่มงานทรัพยากรบุคคล",), ("งานนิติการ",)]
    assert found.measures[2].responsible.all_units
    assert [[dues(d) for d in m.duties] for m in found.measures] == [[], [["2023-03-31"]], [], [], []]
    assert said(found.measures[1].doubts, "O11", "อ้างอิง")
    assert said(found.measures[1].doubts, "ชื่อรายการ")


def test_what_is_printed_keeps_the_contract():
    printed = json.loads(json.dumps(as_json(seed("002", 2570)), ensure_ascii=False))
    meanings = ["item", "responsible", "steps", "monitoring", "result", "outcome"]
    assert [c["meaning"] for c in printed["columns"]] == meanings
    assert len(printed["measures"]) == 14
    assert all(f"แถวที่ {m['row']}: {m['doubts'][0]}" in printed["doubts"] for m in printed["measures"] if m["doubts"])


def shuffled(document: Document, order: int) -> Document:
    """The same document with the columns of its wide tables in another order."""
    mixed: dict[int, list[int]] = {}

    def turned(block):
        if not isinstance(block, Table) or len(block.rows[0].cells) < 4:
            return block
        width = len(block.rows[0].cells)
        places = mixed.setdefault(width, random.Random(order).sample(range(width), width))
        return Table(tuple(Row(tuple(row.cells[i] for i in places), row.line) for row in block.rows), block.name)

    return Document(tuple(turned(block) for block in document.blocks), document.doubts)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_order_of_the_columns_changes_nothing(number):
    document = load(next((SHARED / "seeds").glob(f"{number}_*.txt")))
    meant = read(document, 2570).measures
    for order in range(3):
        found = read(shuffled(document, order), 2570).measures
        assert [replace(m, doubts=()) for m in found] == [replace(m, doubts=()) for m in meant]
