"""ITA codes are read in every spelling officers use, and nothing else is taken for one."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.codes import find_codes

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPLIES = SHARED / "corpora" / "replies_dev.jsonl"

SPELLINGS = {
    "O๑๒": "O12",
    "O12": "O12",
    "o12": "O12",
    "o.12": "O12",
    "O-12": "O12",
    "O 12": "O12",
    "O. 12": "O12",
    "O_12": "O12",
    "O๐๗": "O7",
    "O05": "O5",
    "โอ12": "O12",
    "โอ ๑๒": "O12",
    "โอ-12": "O12",
    "๐๑๒": "O12",
    "012": "O12",
    "0๑๒": "O12",
    "๐12": "O12",
    "๐ ๑๒": "O12",
    "๐๒": "O2",
    "อี10": "E10",
    "อี ๔": "E4",
    "e๑๐": "E10",
    "E-3": "E3",
    "ไอ7": "I7",
    "ไอ ๑๓": "I13",
    "i๗": "I7",
    "I30": "I30",
    "Ｏ１２": "O12",
    "О12": "O12",  # a Cyrillic letter
    "O\u200b1\u200b2": "O12",
    "\ufeffE9": "E9",
    "O\u00a014": "O14",
    "<u>O๒</u>": "O2",
    "<p><u>0๑๔</u></p>": "O14",
    "(O26)": "O26",
    "ข้อ O12": "O12",
    "ข้อ ๐๒": "O2",
    "ข้อที่ ๐๑๗": "O17",
    "หัวข้อ e๕": "E5",
    "OIT ข้อ 12": "O12",
    "EIT-3": "E3",
    "iit ๗": "I7",
}

SEVERAL = {
    "๐๑๙ , ๐๒๐ , ๐๒๑ แผนจัดหาพัสดุ": ["O19", "O20", "O21"],
    "๐๑๙,๐๒๐,๐๒๑": ["O19", "O20", "O21"],
    "๐๑ โครงสร้าง และ ๐๓ อำนาจหน้าที่": ["O1", "O3"],
    "O1-O3 ครบแล้ว": ["O1", "O2", "O3"],
    "O1 – O3 ครบแล้ว": ["O1", "O2", "O3"],
    "ตั้งแต่ O1 ถึง O4 อัปแล้ว": ["O1", "O2", "O3", "O4"],
    "ไอ๑-ไอ๓": ["I1", "I2", "I3"],
    "๐๑๙-๐๒๒": ["O19", "O20", "O21", "O22"],
    "O5-7 ทำแล้ว": ["O5", "O6", "O7"],
    "O12-3": ["O12"],
    "O19, 20 และ 22 ลงแล้ว": ["O19", "O20", "O22"],
    "O12 กับ 13 รอเซ็น": ["O12", "O13"],
    "O12 และข้อ 13 รอเซ็น": ["O12", "O13"],
    "O27/28": ["O27", "O28"],
    "O10/O11 รอข้อมูล": ["O10", "O11"],
    "e1 e2 e3": ["E1", "E2", "E3"],
    "O5 6 7 เสร็จ": ["O5", "O6", "O7"],
    "O2, E3 และ i7": ["O2", "E3", "I7"],
    "O3 แล้วก็ O3 อีกที": ["O3"],
    "ส่งO14แล้ว เหลือโอ15": ["O14", "O15"],
    "E10done ส่วน O11ok": ["E10", "O11"],
}

NOT_CODES = [
    "เติม E20 เต็มถัง",
    "แก๊สโซฮอล์ E20 ลิตรละ 35 บาท",
    "รถเติมอี 20 ได้ไหม",
    "ปั๊มหน้าอำเภอมี E10 กับดีเซล",
    "วัดออกซิเจนปลายนิ้ว O2 ได้ 97",
    "โน้ตบุ๊กเครื่องใหม่เป็น i5",
    "cpu intel core i7",
    "iPhone 12 ของใคร",
    "สอบ o-net รอบ 2",
    "ระบบ e-GP กับ e-LAAS ล่ม",
    "http://example.go.th/O12/e10.pdf",
    "ดูที่ www.example.com/o12",
    "example.go.th/E5",
    "ส่งเมลที่ o12@example.com",
    "ห้อง E10 ชั้น O2",
    "อาคาร E3",
    "ตามพระราชบัญญัติ พ.ศ. ๒๕๓๗",
    "ได้คะแนน ๐.๐๕",
    "โทร 02-123-4567 หรือ 081 234 5678",
    "โทร. ๐๔๕-๑๒๓๔๕๖",
    "ประชุม 09.30 น. ห้องใหญ่",
    "วันที่ 05 ธันวาคม",
    "ส่ง 01/10/2570",
    "ลงวันที่ ๐๑/๐๒/๗๐",
    "เลขที่ 012/2569",
    "9.1 ข้อมูลพื้นฐาน",
    "วิดีโอ 12 คลิป",
    "ซีอีโอ 2 ท่าน",
    "ไอ 3 วันแล้วยังไม่หาย",
    "พี่โอ 12 โมงเจอกัน",
    "CO2 กับ H2O",
    "O99 ไม่มีในรายการ",
    "กรุ๊ปโอ 2 ถุง",
    "ร้อยละ ๐๕",
    "OIT 43 ข้อ",
    "ช่วง OIT 1 มีนาคม",
    "OIT 9.1 ข้อมูลพื้นฐาน",
    "โอ 12 บาท",
    "เรียก i18n กับ e2e",
    "",
]


@pytest.mark.parametrize(("printed", "code"), SPELLINGS.items())
def test_a_code_is_read_however_it_is_spelled(printed: str, code: str) -> None:
    assert find_codes(f"{printed} รายงานประจำปีของหน่วยงาน").codes == (code,)


@pytest.mark.parametrize(("text", "codes"), SEVERAL.items())
def test_lists_and_ranges_give_every_code_inside_in_order(text: str, codes: list[str]) -> None:
    assert list(find_codes(text).codes) == codes


@pytest.mark.parametrize("text", NOT_CODES)
def test_look_alikes_are_no_codes(text: str) -> None:
    reading = find_codes(text)
    assert (reading.codes, reading.foreign) == ((), ())


@pytest.mark.parametrize(
    ("text", "own", "foreign"),
    [
        ("จัดกิจกรรมลดความเสี่ยง (อ้างอิงจาก ๐๒๓) ต่อไป", [], ["O23"]),
        ("ข้อ ๐๑๒ รายงานที่ไม่ตรงกับแผนข้อ ๐๑๑", ["O12"], ["O11"]),
        ("นำมาตรการตามข้อ O42 และ O43 มาสรุป", [], ["O42", "O43"]),
        ("O26 รายงานผลตามมาตรการ O25", ["O26"], ["O25"]),
        ("O7 แผนงานที่สอดคล้องกับ O6", ["O7"], ["O6"]),
        ("e๔ ปรับปรุงตามตัวชี้วัด O17", ["E4"], ["O17"]),
        ("มาตรการที่กำหนดในข้อ O9", [], ["O9"]),
        ("ผู้บริหารกำกับติดตาม O12 ทุกเดือน", ["O12"], []),
        ("O5 ข้อมูลในข้อ O5 ต้องครบ", ["O5"], []),
    ],
)
def test_a_reference_to_another_item_is_not_the_rows_own_code(text: str, own: list[str], foreign: list[str]) -> None:
    reading = find_codes(text)
    assert (list(reading.codes), list(reading.foreign)) == (own, foreign)


def test_a_message_mentions_own_and_referenced_codes_in_the_order_they_stand() -> None:
    assert find_codes("ตาม O26 แล้วค่อยส่ง O25").mentioned == ("O26", "O25")


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("๓๓ ประเด็นเรื่องสินบน", ["๓๓"]),
        ("ข้อ ๔๔ ท่านเคยจ่ายเงินพิเศษหรือไม่", ["๔๔"]),
        ("ข้อ ๓๗ ท่านทราบแนวปฏิบัติหรือไม่", ["๓๗"]),
        ("๔๑๐ ช่องทางร้องเรียน", ["๔๑๐"]),
        ("l๗ ท่านรับรู้แผนงบประมาณ", ["l๗"]),
        ("ข้อ 12 รายงานผลประจำปี", ["12"]),
        ("๓๑ มีนาคม ๒๕๗๐", []),
        ("40 คนเข้าประชุม", []),
        ("33. จัดทำแผน", []),
        ("มีผู้ร้องเรียน ๓๓ เรื่องในปีก่อน", []),
        ("O33 มาตรฐานจริยธรรม", []),
        ("ร้อยละ ๔๔ ของผู้ตอบ", []),
    ],
)
def test_a_number_that_may_be_a_misread_letter_is_asked_about_never_guessed(text: str, unclear: list[str]) -> None:
    reading = find_codes(text)
    assert list(reading.unclear) == unclear
    assert reading.codes == (("O33",) if text.startswith("O33") else ())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ข้อ 12 ส่งแล้ว", ["O12"]),
        ("ข้อที่ ๓ เรียบร้อย", ["O3"]),
        ("ข้อ 1 กับข้อ 2 รอเซ็น", ["O1", "O2"]),
        ("ข้อ 3, 4 และ 5 ครบ", ["O3", "O4", "O5"]),
        ("ข้อ 1,2,3 เสร็จ", ["O1", "O2", "O3"]),
        ("ข้อ 7-9 ทำหมดแล้ว", ["O7", "O8", "O9"]),
        ("ข้อ 9 เรื่องร้องเรียนลงเว็บแล้ว", ["O9"]),
        ("เหลือ 3 ข้อ", []),
        ("ตามระเบียบพัสดุ ข้อ 12 ต้องมีกรรมการ", []),
        ("ข้อ 9.1 ของคู่มือ", []),
        ("สัญญาข้อ 5 ระบุไว้", []),
    ],
)
def test_in_chat_a_bare_item_number_is_an_open_data_item(text: str, codes: list[str]) -> None:
    assert list(find_codes(text, bare=True).codes) == codes


def test_a_bare_item_number_counts_only_where_it_is_asked_for() -> None:
    assert find_codes("ข้อ 12 ส่งแล้วจ้า").codes == ()


def test_what_is_left_is_the_title() -> None:
    reading = find_codes("<p>9.4 งานบุคคล ข้อ <u>๐๒๗ , ๐๒๘</u> รายงานผล พ.ศ. ๒๕๖๖</p>")
    assert reading.raw == ("๐๒๗", "๐๒๘")
    assert reading.before == "9.4 งานบุคคล"
    assert reading.rest == "9.4 งานบุคคล รายงานผล พ.ศ. ๒๕๖๖"


def test_the_title_loses_unclear_numbers_and_empty_brackets_too() -> None:
    assert find_codes("ข้อ ๔๔ ท่านเคยจ่ายหรือไม่").rest == "ท่านเคยจ่ายหรือไม่"
    assert find_codes("รายงานผลแผน (O24)").rest == "รายงานผลแผน"


@given(st.text(max_size=200), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_an_error(text: str, bare: bool) -> None:
    reading = find_codes(text, bare)
    assert set(reading.codes) <= set(reading.mentioned)
    assert len(set(reading.codes)) == len(reading.codes)


def test_long_hostile_text_is_read_quickly() -> None:
    started = time.process_time()
    for piece in ("O1-", "ข้อ ", "0", "O1 ,", "a.", "๓๓ ", "((((", "1/1/", "ตามข้อ"):
        find_codes(piece * (5000 // len(piece)), bare=True)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("piece", ["a", "-", "a.", "O1 O2 ", "a@", "(  ", "O1,"])
def test_a_cell_of_a_hundred_thousand_letters_is_read_in_a_moment(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    find_codes(text)
    assert time.process_time() - started < 3


def test_codes_inside_host_names_and_mail_addresses_are_no_codes() -> None:
    text = "ดูที่ o12.example.go.th และ O13.com ถามที่ a.O14@b.go.th แล้วจัดทำ O15"
    assert find_codes(text).codes == ("O15",)


@pytest.mark.seeds
@pytest.mark.skipif(not REPLIES.exists(), reason="the example replies are not beside the repository")
def test_all_codes_of_the_example_replies_are_read() -> None:
    replies = [json.loads(line) for line in REPLIES.read_text("utf-8").splitlines()]
    wrong = [
        reply["id"]
        for reply in replies
        if list(find_codes(reply["text"], bare=reply["addressed"]).mentioned) != reply["expect"]["codes"]
    ]
    assert wrong == []
