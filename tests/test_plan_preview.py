"""What `flask plan preview` prints: every field of the contract, and a table a clerk can check."""

from dataclasses import replace

from tasks.plan.preview import as_json, as_table
from tests.plan_documents import plan

DOCUMENT = """
    แผนส่งเสริมคุณธรรม ปีงบประมาณ 2570
    เทศบาลตำบลบ้านสวน
    หัวข้อ | มาตรการ | การกำกับติดตาม | ผู้รับผิดชอบ
    O11 แผนการจัดซื้อจัดจ้าง | เผยแพร่แผน | ทุกไตรมาส | กองคลัง/งานพัสดุ
    O4 ข่าวประชาสัมพันธ์ | ลงข่าว |  | ทุกกอง
"""


def test_every_field_is_printed_even_when_empty():
    printed = as_json(plan(DOCUMENT))
    assert list(printed) == ["agency", "fiscal_year_be", "title", "digits", "columns", "scores", "measures", "doubts"]
    assert (printed["agency"], printed["fiscal_year_be"], printed["digits"]) == ("เทศบาลตำบลบ้านสวน", 2570, "arabic")
    first, second = printed["measures"]
    assert first == {
        "row": 1,
        "lines": [4],
        "codes": ["O11"],
        "codes_raw": ["O11"],
        "codes_unclear": [],
        "group": None,
        "title": "แผนการจัดซื้อจัดจ้าง",
        "finding": None,
        "measure": "เผยแพร่แผน",
        "steps": [],
        "responsible": {
            "raw": "กองคลัง/งานพัสดุ",
            "units": ["กองคลัง"],
            "sections": ["งานพัสดุ"],
            "all_units": False,
            "others_to_be_named": False,
            "collector": None,
            "people": [],
        },
        "duties": [
            {
                "phrase": "ทุกไตรมาส",
                "actor": "officer",
                "due": ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"],
                "carried": False,
            }
        ],
        "vague": [],
        "score": None,
        "result": None,
        "outcome": None,
        "status": "none",
        "status_evidence": "no_result_column",
        "doubts": [],
    }
    assert second["duties"][0]["carried"] is True
    assert any(doubt.startswith("แถวที่ 2:") and "แถวบน" in doubt for doubt in printed["doubts"])


def test_the_table_names_who_owes_what_by_when():
    table = as_table(plan(DOCUMENT))
    assert "1. O11 แผนการจัดซื้อจัดจ้าง" in table
    assert "ผู้รับผิดชอบ: กองคลัง · งานพัสดุ" in table
    assert "เจ้าหน้าที่: ทุกไตรมาส → 31 ธ.ค. 2569" in table
    assert "ทุกส่วนราชการ" in table


def test_a_line_break_in_a_title_does_not_break_the_table():
    reading = plan(DOCUMENT)
    broken = replace(reading.measures[0], title="แผนการ\nจัดซื้อจัดจ้าง")
    assert "1. O11 แผนการ จัดซื้อจัดจ้าง" in as_table(replace(reading, measures=(broken,))).splitlines()
