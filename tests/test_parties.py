"""Responsible cells are read into units, sections, people and roles, whatever the wording."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.unit_names import canonical_unit
from tasks.plan.parties import read

PALAD, KLANG, CHANG, SUEKSA, SAWAT = "สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม"
SATHA = "กองสาธารณสุขและสิ่งแวดล้อม"

# text → (units, sections, all units, collector)
CELLS: dict[str, tuple[list[str], list[str], bool, str | None]] = {
    # the forms the real documents print
    "สำนักปลัดอบต.": ([PALAD], [], False, None),
    "สำนักปลัดอบต./ กองคลัง": ([PALAD, KLANG], [], False, None),
    "สำนักปลัดอบต. กองคลัง กองช่าง กองการศึกษาฯ กองสวัสดิการสังคม": ([PALAD, KLANG, CHANG, SUEKSA, SAWAT], [], False, None),
    "สำนักปลัด": ([PALAD], [], False, None),
    "ทุกภารกิจงาน เขียนผลของ งานตนเอง แล้วส่งต่อให้ สำนักปลัด รวบรวม": ([], [], True, PALAD),
    "ทุกภารกิจงาน เขียนผลใน ส่วน ของตนแล้วส่ง ต่อให้สำนัก ปลัดรวบรวม": ([], [], True, PALAD),
    "กองคลัง/งาน พัสดุ": ([KLANG], ["งานพัสดุ"], False, None),
    "สำนักปลัด งานการเจ้าหน้าที่": ([PALAD], ["งานการเจ้าหน้าที่"], False, None),
    "เจ้าหน้าที่ทุก ภารกิจงาน": ([], [], True, None),
    "เจ้าหน้าที่ ทุกภารกิจงาน": ([], [], True, None),
    "เจ้าหน้าที่ทุก ภากรกิจการงาน": ([], [], True, None),
    "เจ้าหน้าที่ทุกภาค กรกิจงาน": ([], [], True, None),
    "สำนักปลัด ภารกิจอื่นที่เกี่ยวข้อง": ([PALAD], [], False, None),
    "กลุ่มงานทรัพยากรบุคคล สำนักปลัดฯ": ([PALAD], ["กลุ่มงานทรัพยากรบุคคล"], False, None),
    "กองคลังฯ": ([KLANG], [], False, None),
    "ส่วนราชการแต่ละกองงานของ อบต. ตัวอย่าง": ([], [], True, None),
    "งานนิติการสำนักปลัดฯ": ([PALAD], ["งานนิติการ"], False, None),
    "สำนักปลัดฯ": ([PALAD], [], False, None),
    # other spellings and separators
    "สำนักงานปลัด (งานนโยบายและแผน)": ([PALAD], ["งานนโยบายและแผน"], False, None),
    "สำนักงานปลัดเทศบาลตำบลตัวอย่าง กองสาธารณสุขฯ": ([PALAD, SATHA], [], False, None),
    "สำนัก ปลัดเทศบาล": ([PALAD], [], False, None),
    "สป./กค.": ([PALAD, KLANG], [], False, None),
    "กองช่าง และกองคลัง": ([CHANG, KLANG], [], False, None),
    "กองคลังกองช่าง": ([KLANG, CHANG], [], False, None),
    "สำนักปลัดเทศบาล,กองคลัง,กองสวัสดิการ": ([PALAD, KLANG, SAWAT], [], False, None),
    "๑. สำนักปลัด ๒. กองคลัง ๓. กองช่าง": ([PALAD, KLANG, CHANG], [], False, None),
    "- สำนักปลัด\n- กองคลัง": ([PALAD, KLANG], [], False, None),
    "<p>กองคลัง</p><p>กองช่าง</p>": ([KLANG, CHANG], [], False, None),
    "กองการศึกษา ศาสนา และวัฒนธรรม": ([SUEKSA], [], False, None),
    "สำนักปลัดองค์การบริหารส่วนจังหวัดตัวอย่าง และ สำนักช่าง": ([PALAD, "สำนักช่าง"], [], False, None),
    "สำนักปลัดฯ/งานธุรการ, กองคลัง/งานพัสดุ": ([PALAD, KLANG], ["งานธุรการ", "งานพัสดุ"], False, None),
    "งานธุรการ กองช่าง/งานพัสดุ กองคลัง": ([CHANG, KLANG], ["งานธุรการ", "งานพัสดุ"], False, None),
    "กองคลัง : งานจัดเก็บรายได้และพัฒนารายได้": ([KLANG], ["งานจัดเก็บรายได้และพัฒนารายได้"], False, None),
    "งานการ เจ้าหน้าที่ สำนัก ปลัด": ([PALAD], ["งานการเจ้าหน้าที่"], False, None),
    "ฝ่ายบริหารงานทั่วไป สำนักปลัด": ([PALAD], ["ฝ่ายบริหารงานทั่วไป"], False, None),
    "กองการศึกษา/ศูนย์พัฒนาเด็กเล็ก": ([SUEKSA], ["ศูนย์พัฒนาเด็กเล็ก"], False, None),
    "ศูนย์พัฒนาเด็กเล็ก": (["ศูนย์พัฒนาเด็กเล็ก"], [], False, None),
    "หน่วยตรวจสอบภายใน": (["หน่วยตรวจสอบภายใน"], [], False, None),
    "กองคลังดำเนินการร่วมกับกองช่าง": ([KLANG, CHANG], [], False, None),
    "กองยุทธศาสตร์ฯ": (["กองยุทธศาสตร์และงบประมาณ"], [], False, None),
    # names nobody listed
    "กองกิจการพิเศษ": (["กองกิจการพิเศษ"], [], False, None),
    "กอง กีฬา และนันทนาการ/กองคลัง": (["กองกีฬาและนันทนาการ", KLANG], [], False, None),
    "สำนักดิจิทัล กองช่าง": (["สำนักดิจิทัล", CHANG], [], False, None),
    "งานกู้ชีพ สำนักปลัด": ([PALAD], ["งานกู้ชีพ"], False, None),
    "งานส่งเสริมสุขภาพ กองสาธารณสุข": ([SATHA], ["งานส่งเสริมสุขภาพ"], False, None),
    # a scan's damage
    "กองสวัสดิการสังคน": ([SAWAT], [], False, None),
    "กองคลงั": ([KLANG], [], False, None),
    "สํานักปลัด": ([PALAD], [], False, None),
    "เจ้าหน้าที่ทุกภากรกิจงาน": ([], [], True, None),
    "ทุกส่วนราขการ": ([], [], True, None),
    # everybody
    "ทุกกอง": ([], [], True, None),
    "ทุกสำนัก/กอง": ([], [], True, None),
    "ทุกส่วนราชการในสังกัดองค์การบริหารส่วนตำบลตัวอย่าง": ([], [], True, None),
    "ทุกหน่วยงานภายใน": ([], [], True, None),
    "ทุกฝ่าย": ([], [], True, None),
    "บุคลากรทุกคน": ([], [], True, None),
    "พนักงานส่วนตำบลและพนักงานจ้างทุกคน": ([], [], True, None),
    "หัวหน้าส่วนราชการทุกกอง": ([], [], True, None),
    "ผู้อำนวยการกองทุกกอง": ([], [], True, None),
    "ทั้ง 5 กอง": ([], [], True, None),
    "ส่วนราชการ": ([], [], True, None),
    "ทุกกอง ยกเว้นกองช่าง": ([], [], True, None),
    "ทุกงานในกองคลัง": ([KLANG], [], False, None),
    "เจ้าหน้าที่กองคลังทุกคน": ([KLANG], [], False, None),
    "หน.สำนักปลัด/ผอ.กองทุกกอง": ([PALAD], [], True, None),
    # collectors
    "ทุกกอง/ทุกฝ่าย ดำเนินการ โดยสำนักปลัดเป็นผู้รวบรวมรายงานผู้บริหาร": ([], [], True, PALAD),
    "ทุกกอง โดยมีกองคลังเป็นหน่วยรวบรวม": ([], [], True, KLANG),
    "ทุกส่วนราชการ (ผู้รวบรวม: สำนักปลัด)": ([], [], True, PALAD),
    "กองช่าง กองคลัง ส่งข้อมูลให้สำนักปลัดรวบรวม": ([CHANG, KLANG], [], False, PALAD),
    "กองช่าง/กองคลัง/กองการศึกษาฯ (สำนักปลัด รวบรวม)": ([CHANG, KLANG, SUEKSA], [], False, PALAD),
    "กองช่าง กองคลัง (รวบรวม)": ([CHANG], [], False, KLANG),
    "ทุกกองจัดทำแล้วส่งกองคลัง": ([], [], True, KLANG),
    "สำนักปลัด รวบรวมและรายงานผล": ([PALAD], [], False, PALAD),
    # main and supporting
    "กองคลัง (หน่วยงานหลัก) กองช่าง (หน่วยงานสนับสนุน)": ([KLANG, CHANG], [], False, None),
    "หน่วยงานสนับสนุน: กองคลัง หน่วยงานหลัก: สำนักปลัด": ([PALAD, KLANG], [], False, None),
    "กองสวัสดิการสังคมเป็นเจ้าภาพหลัก กองการศึกษาร่วมดำเนินการ": ([SAWAT, SUEKSA], [], False, None),
    "ผู้รับผิดชอบหลัก สำนักปลัด ผู้รับผิดชอบร่วม กองคลัง": ([PALAD, KLANG], [], False, None),
    # positions that name a unit
    "ผอ.กองคลัง": ([KLANG], [], False, None),
    "หน.สป.": ([PALAD], [], False, None),
    "ผู้อำนวยการกองช่าง/ผู้อำนวยการกองการศึกษา": ([CHANG, SUEKSA], [], False, None),
    "ปลัด อบต. / กองคลัง": ([KLANG], [], False, None),
    "": ([], [], False, None),
    "-": ([], [], False, None),
}


@pytest.mark.parametrize(("text", "expected"), CELLS.items())
def test_a_cell_gives_its_units_sections_everybody_and_collector(
    text: str, expected: tuple[list[str], list[str], bool, str | None]
) -> None:
    reading = read(text)
    assert (list(reading.units), list(reading.sections), reading.all_units, reading.collector) == expected


PEOPLE = {
    "<p>สำนักปลัด</p> <p>ผู้รับผิดชอบคือ</p> <p>๑.นส บุษบา ร่มเย็น ตำแหน่ง : หัวหน้าสำนักปลัด</p>"
    " <p>๒.นส.มานี ทดสอบ ตำแหน่ง : จพง.ธุรการ</p>": [
        ("นส บุษบา ร่มเย็น", "หัวหน้าสำนักปลัด"),
        ("นส.มานี ทดสอบ", "เจ้าพนักงานธุรการ"),
    ],
    "นางสาวมานี ใจดี (นักวิชาการพัสดุ) กองคลัง": [("นางสาวมานี ใจดี", "นักวิชาการพัสดุ")],
    "นายกล้า ขยันงาน ตำแหน่ง ผู้อำนวยการกองช่าง": [("นายกล้า ขยันงาน", "ผู้อำนวยการกองช่าง")],
    "1. นายปิติ รักเรียน ตำแหน่ง : ปลัด อบต. 2. น.ส.ชูใจ เลิศล้ำ ตำแหน่ง : นวก.ศึกษา": [
        ("นายปิติ รักเรียน", "ปลัด อบต."),
        ("น.ส.ชูใจ เลิศล้ำ", "นักวิชาการศึกษา"),
    ],
    "ว่าที่ร้อยตรี ธนา มั่นคง นิติกร สำนักปลัด": [("ว่าที่ร้อยตรี ธนา มั่นคง", "นิติกร")],
    "ดร.วีระ ศึกษาดี": [("ดร.วีระ ศึกษาดี", None)],
    "นางมานะ มีสุข หัวหน้าฝ่ายบริหารงานทั่วไป สำนักปลัด": [("นางมานะ มีสุข", "หัวหน้าฝ่ายบริหารงานทั่วไป")],
    "นส.มานี มีนา ผู้ช่วยเจ้าพนักงานพัสดุ": [("นส.มานี มีนา", "ผู้ช่วยเจ้าพนักงานพัสดุ")],
    "ผู้อำนวยการกองสวัสดิการสังคม (นางสาวสีดา แสงจันทร์)": [("นางสาวสีดา แสงจันทร์", "ผู้อำนวยการกองสวัสดิการสังคม")],
    "หัวหน้าสำนักปลัด : นางชูใจ มะปราง": [("นางชูใจ มะปราง", "หัวหน้าสำนักปลัด")],
    "นายปิติ ประดู่ หัวหน้าสำนักปลัด, นางมานี ขนุน ผอ.กองคลัง": [
        ("นายปิติ ประดู่", "หัวหน้าสำนักปลัด"),
        ("นางมานี ขนุน", "ผู้อำนวยการกองคลัง"),
    ],
    "นายก อบต.": [("", "นายก อบต.")],
    "นายกเทศมนตรีตำบลตัวอย่าง": [("", "นายกเทศมนตรีตำบลตัวอย่าง")],
    "นายช่างโยธา กองช่าง": [("", "นายช่างโยธา")],
    "นักทรัพยากรบุคคลชำนาญการ สำนักปลัด": [("", "นักทรัพยากรบุคคลชำนาญการ")],
    "เจ้าหน้าที่พัสดุ กองคลัง": [("", "เจ้าหน้าที่พัสดุ")],
    "ผู้บริหาร": [("", "ผู้บริหาร")],
    "เจ้าหน้าที่ผู้รับผิดชอบ": [],
}


@pytest.mark.parametrize(("text", "people"), PEOPLE.items())
def test_people_and_positions_are_read(text: str, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.position) for person in read(text).people] == people


@pytest.mark.parametrize(
    "text",
    [
        "สำนักปลัด ภารกิจอื่นที่เกี่ยวข้อง",
        "กองคลังและหน่วยงานที่เกี่ยวข้อง",
        "กองที่เกี่ยวข้อง",
        "กองคลัง กองช่าง และอื่นๆ",
        "กองคลัง ฯลฯ",
        "เจ้าหน้าที่ที่ได้รับมอบหมาย",
        "หน่วยงานเจ้าของโครงการ",
        "คณะทำงาน ITA",
        "ทุกส่วนงานที่เกี่ยวข้อง",
        "สำนัก/กอง ที่เกี่ยวข้อง",
        "ทีมงาน ITA",
    ],
)
def test_related_others_must_be_named_by_somebody(text: str) -> None:
    reading = read(text)
    assert (reading.others_to_be_named, reading.all_units) == (True, False)
    assert any("ต้องระบุ" in doubt for doubt in reading.doubts)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("ทุกกอง ยกเว้นกองช่าง", "ยกเว้น กองช่าง"),
        ("กองคลัง (หลัก) กองช่าง (สนับสนุน)", "หน่วยงานสนับสนุน: กองช่าง"),
        ("งานพัสดุ", "ไม่ระบุกองต้นสังกัดของ งานพัสดุ"),
        ("กองคลัง พิจารณาเอกสาร", "ไม่เข้าใจข้อความ “พิจารณาเอกสาร” ในช่องผู้รับผิดชอบ"),
        ("กองสวัสดิการสังคน", "อ่าน “กองสวัสดิการสังคน” เป็น กองสวัสดิการสังคม กรุณาตรวจสอบ"),
        ("นายก อบต.", "ระบุเพียงตัวบุคคลหรือตำแหน่ง ไม่มีชื่อส่วนราชการ"),
        ("ทุกภารกิจงาน", "“ทุกภารกิจงาน” อาจหมายถึงทุกกองหรือทุกงาน อ่านเป็นทุกส่วนราชการ"),
    ],
)
def test_whatever_is_not_certain_is_a_doubt(text: str, doubt: str) -> None:
    assert read(text).doubts == (doubt,)


@pytest.mark.parametrize("text", ["สำนักปลัด", "กองคลัง/งานพัสดุ", "ทุกกอง", "กองช่าง และกองคลัง", "กองคลังฯ", ""])
def test_a_plain_cell_leaves_no_doubt(text: str) -> None:
    assert read(text).doubts == ()


def test_the_offices_own_unit_names_win_over_the_usual_ones() -> None:
    own = ("สำนักปลัดเทศบาล", "กองการศึกษา ศาสนาและวัฒนธรรม", "ตลาดกลาง")
    assert read("กองการศึกษาฯ / สป. / ตลาด กลาง", own).units == (own[1], own[0], own[2])


def test_the_raw_text_keeps_the_words_without_tags() -> None:
    assert read("<p>กองคลัง/งาน\nพัสดุ</p>").raw == "กองคลัง/งาน พัสดุ"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("สำนักปลัดฯ", "สำนักงานปลัด อบต.", True),
        ("กองการศึกษาฯ", "กองการศึกษา ศาสนาและวัฒนธรรม", True),
        ("กองคลัง", "กอง คลัง เทศบาลตำบลตัวอย่าง", True),
        ("กองคลัง", "กองช่าง", False),
        ("กองกิจการพิเศษ", "กองกิจการพิเศษ อบต.", True),
        ("กองช่าง", "กองช่างสุขาภิบาล", False),
    ],
)
def test_two_spellings_of_one_unit_are_the_same(first: str, second: str, same: bool) -> None:
    assert (canonical_unit(first) == canonical_unit(second)) is same


def test_an_unknown_name_comes_back_without_its_decorations() -> None:
    assert canonical_unit("กองกิจการพิเศษ ของเทศบาลเมืองตัวอย่าง") == "กองกิจการพิเศษ"


@given(st.text(alphabet="สำนักปลดกองคลังช่าทุภรกิจงพเ /,()ฯ.๑1\nนายตแหน่:", max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_cell_is_read_without_an_error(text: str) -> None:
    reading = read(text)
    assert len(set(reading.units)) == len(reading.units)


def test_a_long_cell_is_read_quickly() -> None:
    started = time.process_time()
    read("ทุกภากรกิจการงาน " * 60 + "กองคลงั " * 60 + "นายก" * 100)
    assert time.process_time() - started < 3


def test_a_cell_of_ten_thousand_letters_is_read_in_seconds():
    started = time.process_time()
    for piece in ("กอง", "ก", "กองคลัง "):
        read(piece * (10_000 // len(piece)))
    assert time.process_time() - started < 6
