"""What the report of an item must have: by the catalogue of its year, by its title, or the usual three."""

import pytest

from config.files import load_catalogues
from config.items import parse_catalogue
from models.completeness import Share, items_for, lacks, missing, repeats, required

CATALOGUES = load_catalogues()


def share(year: int, code: str, title: str, rhythm: str = "yearly", last: bool = True) -> Share:
    return Share(year, (code,), title, rhythm, last)


def keys(one: Share) -> list[str]:
    return [element.key for element in required(one, CATALOGUES)]


def test_the_same_code_asks_for_something_else_every_year():
    assert keys(share(2566, "O13", "รายงานผลการดำเนินงานประจำปี")) == [
        *("result", "outcome", "element/projects", "element/budget", "element/obstacle", "evidence")
    ]
    assert keys(share(2569, "O13", "แผนการบริหารและพัฒนาทรัพยากรบุคคล")) == [
        "result",
        "outcome",
        "element/shown",
        "evidence",
    ]


def test_a_code_whose_title_says_otherwise_counts_for_nothing():
    assert keys(share(2569, "O12", "การจัดระเบียบตลาดสด")) == ["result", "outcome", "evidence"]


def test_a_year_without_a_catalogue_works_from_the_offices_own_titles():
    assert [i.code for i in items_for(share(2570, "O7", "ข้อมูลผู้บริหาร"), CATALOGUES)] == ["O2"]
    assert keys(share(2570, "O2", "การปลูกต้นไม้ริมทาง")) == ["result", "outcome", "evidence"]


def test_a_title_broken_by_a_scan_is_the_same_title():
    assert items_for(share(2566, "O13", "รายงานผล การดำเนินงาน ประจำปี"), CATALOGUES)[0].code == "O13"


def test_a_row_of_several_codes_asks_for_what_each_of_them_needs():
    row = Share(2566, ("O31", "O32"), "ประกาศเจตนารมณ์และการสร้างวัฒนธรรม No Gift Policy", "yearly", True)
    assert {item.code for item in items_for(row, CATALOGUES)} == {"O31", "O32"}


def test_the_result_of_several_codes_may_be_told_code_by_code():
    one, several = share(2570, "O2", "หน้าเว็บ"), Share(2570, ("O2", "O4"), "หน้าเว็บ", "yearly", True)
    assert [required(s, CATALOGUES)[0].hint for s in (one, several)] == ["", "ตอบแยกตามข้อได้ เช่น O2 ทำอะไรแล้ว"]


def test_of_many_rounds_only_the_last_is_asked_for_more_than_result_and_evidence():
    title = "รายงานผลการดำเนินงานประจำปี"
    assert keys(share(2566, "O13", title, "monthly", last=False)) == ["result", "evidence"]
    assert len(keys(share(2566, "O13", title, "monthly"))) == 6


def test_what_is_answered_or_proven_is_not_missing():
    needed = required(share(2570, "E1", "การให้บริการ"), CATALOGUES)
    assert [e.key for e in missing(needed, {"result"}, has_evidence=True)] == ["outcome"]
    assert [e.key for e in missing(needed, {"evidence"}, has_evidence=False)] == ["result", "outcome", "evidence"]


@pytest.mark.parametrize(
    ("words", "other", "same"),
    [
        ("จัดอบรมเจ้าหน้าที่เรื่องการให้บริการ", "จัดอบรม เจ้าหน้าที่ เรื่องการให้บริการ", True),
        ("จัดอบรมเจ้าหน้าที่เรื่องการให้บริการ 12 ม.ค. 2570 มีผู้เข้าร่วม 35 คน", "จัดอบรมเจ้าหน้าที่เรื่องการให้บริการ", False),
        ("เรียบร้อย", "เรียบร้อย", False),
    ],
)
def test_an_answer_that_says_again_what_another_says_is_noticed(words: str, other: str, same: bool):
    assert repeats(words, [other]) is same


def test_a_number_and_a_day_are_looked_for_where_the_item_needs_them():
    elements = [element for c in CATALOGUES for item in c.items for element in item.elements]
    number, day = (next(e for e in elements if e.kind == kind) for kind in ("number", "date"))
    assert [lacks(number, words) for words in ("หลายเรื่อง", "๓ เรื่อง")] == ["number", ""]
    assert [lacks(day, words) for words in ("เมื่อวาน", "กลางเดือนมกราคม", "12/1/70")] == ["date", "", ""]


def test_both_catalogues_are_read_and_their_words_are_known():
    assert [c.fiscal_year for c in CATALOGUES] == [2569, 2566]
    assert all(element.ask and element.label for c in CATALOGUES for item in c.items for element in item.elements)


@pytest.mark.parametrize(
    "item", ['code = "O1"\ntitle = "ก"\nshow = ["ข"]', 'code = "O1"\ntitle = "ก"\n[[item]]\ncode = "O1"\ntitle = "ข"']
)
def test_a_misspelt_catalogue_is_refused(item: str):
    with pytest.raises(ValueError, match=r"O1|twice"):
        parse_catalogue(f'agency_type = "local"\nfiscal_year = 2570\n[[item]]\n{item}')
