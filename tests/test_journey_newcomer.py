"""What people ask in their first days: who is there, whom to turn to, how to begin; and no answer calms too early."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.evidence import Evidence
from models.records import Role
from models.report_answer import ReportAnswer
from tests.journeys import EXECUTIVES_GROUP, STAFF_GROUP, Office, living

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path, PUBLIC_URL="http://localhost") as found:
        yield found


@pytest.fixture
def early(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """The same office in October, when nothing is due within a month."""
    with living(database_url, tmp_path, day="2026-10-05") as found:
        yield found


# ── who is there ──


@pytest.mark.parametrize("asked", ["ใครยังไม่ลงทะเบียน", "ใครยังไม่ได้ลงทะเบียนไลน์บ้างคะ", "ลงทะเบียนครบหรือยัง"])
def test_who_has_not_registered_is_told_to_who_may_see_the_whole_office(office: Office, asked: str):
    assert office.say("มานี", asked) == "ลงทะเบียน LINE ครบทั้ง 8 คนแล้วค่ะ"
    office.hire("อำนวย", "กองช่าง")
    assert office.say("มานี", asked) == "ยังไม่ลงทะเบียน 1 จาก 9 คนค่ะ\n• กองช่าง: อำนวย"
    assert office.say("ปิติ", asked).endswith("• กองช่าง: อำนวย")
    assert office.say("กล้า", asked).startswith("เรื่องนี้ต้องให้ผู้ประสานงานหรือผู้บริหารดำเนินการค่ะ")


def test_whom_to_turn_to_is_the_coordinator_by_name(office: Office):
    assert office.say("กล้า", "ติดต่อใครได้คะ ถ้าไม่รู้ว่าต้องทำอะไร").startswith("ติดต่อคุณมานี (ผู้ประสานงาน) ได้เลยค่ะ")
    assert office.buttons("กล้า") == ["งานของฉัน", "วิธีใช้"]


def test_an_obstacle_that_names_registering_or_asking_is_still_an_obstacle(office: Office):
    assert "O13 (กองคลัง)" in office.say("กล้า", "O13 ติดปัญหา ไม่รู้จะติดต่อใครที่อำเภอค่ะ")


@pytest.mark.parametrize(
    "answer", ["คนที่ยังไม่ลงทะเบียนผู้ค้ามี 5 รายค่ะ", "รอผู้ที่ยังไม่ลงทะเบียนค่ะ", "ผู้ค้าที่ยังไม่ลงทะเบียนในระบบอีก 12 รายค่ะ"]
)
def test_an_answer_that_speaks_of_registering_is_kept_as_the_obstacle(office: Office, answer: str):
    assert "ติดปัญหาเรื่องใดคะ" in office.say("กล้า", "O13 ติดปัญหา")
    assert "ปัญหา/อุปสรรค: " in office.say("กล้า", answer)
    assert office.replies()[-1].said == answer


def test_an_answer_for_the_years_report_that_speaks_of_registering_is_kept(office: Office):
    assert "สรุปผล" in office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    told = "แจ้งผู้ค้าครบแล้ว เหลือกองที่ยังไม่ทราบว่าใครยังไม่ลงทะเบียนอีก 12 รายค่ะ"
    assert office.say("กล้า", told).startswith("จดแล้วค่ะ สรุปผล O13: ")
    assert [one.words for one in office.rows(ReportAnswer)] == [told]


def test_who_does_not_know_whom_to_ask_is_told(office: Office):
    assert office.say("กล้า", "ไม่รู้จะถามใครค่ะ").startswith("ติดต่อคุณมานี (ผู้ประสานงาน) ได้เลยค่ะ")


def test_the_only_coordinator_is_not_sent_to_herself(office: Office):
    told = "คุณมานีเป็นผู้ที่ทุกคนติดต่อเรื่องนี้ค่ะ ในทะเบียนยังไม่มีผู้ดูแลระบบหรือผู้ประสานงานท่านอื่น"
    assert office.say("มานี", "ติดต่อใครได้บ้างคะ").startswith(told)
    office.hire("อำนวย", "สำนักปลัด", Role.COORDINATOR)
    assert office.say("มานี", "ติดต่อใครได้บ้างคะ").startswith("ติดต่อคุณอำนวย (ผู้ประสานงาน) ได้เลยค่ะ")


# ── no all-clear before everything is done ──


def test_nothing_due_yet_is_no_word_that_all_have_reported(early: Office):
    told = early.say("มานี", "ใครยังไม่ส่งบ้าง")
    assert told.startswith("ถึงวันนี้ไม่มีเรื่องที่ขาดส่งค่ะ ยังไม่เสร็จ ")
    assert told.endswith("กำหนดถัดไป 31 ธ.ค. 2569 (อีก 87 วัน)")


def test_what_is_late_though_something_was_said_of_it_is_told(office: Office):
    office.town.at("2027-01-15", "09:00")
    office.say("ธนา", "O20 กำลังทำค่ะ")
    office.say("ธนา", "O12 กำลังทำค่ะ")
    told = office.say("ธนา", "ใครยังไม่ส่งบ้าง")
    assert told.startswith("เกินกำหนด 2 งวด แจ้งความคืบหน้าไว้แล้วแต่ยังไม่เสร็จค่ะ ยังไม่เสร็จ 2 จากทั้งหมด 2 งวด")


# ── registering without the button ──


@pytest.fixture
def stranger(office: Office) -> Office:
    """อำนวย is on the roster and sits in the staff group, but his account says little."""
    office.hire("นายอำนวย สุขดี", "กองช่าง")
    office.line.user("ช่างหนึ่ง")
    office.act(STAFF_GROUP, lambda: office.line.member_joined(STAFF_GROUP, "ช่างหนึ่ง"))
    office.say("ธนา", "สวัสดีค่ะ", STAFF_GROUP)  # the digest has been said
    return office


@pytest.mark.parametrize("typed", ["ลงทะเบียน", "ตามงาน ลงทะเบียน", "ขอลงทะเบียนหน่อยครับ"])
def test_the_word_alone_leads_to_the_names_in_the_group(stranger: Office, typed: str):
    assert "ท่านคือใครคะ" in stranger.say("ช่างหนึ่ง", typed, STAFF_GROUP)
    assert "นายอำนวย สุขดี" in stranger.buttons(STAFF_GROUP)


def test_the_word_with_the_name_asks_the_coordinator_at_once(stranger: Office):
    said = stranger.say("ช่างหนึ่ง", "ลงทะเบียน อำนวย สุขดี", STAFF_GROUP)
    assert "รับเรื่องแล้วค่ะ คุณอำนวย รอผู้ประสานงานยืนยันตัวตน" in said


def test_talk_of_other_registering_is_passed_over(stranger: Office):
    for talk in ("ลงทะเบียนอบรมวันไหนนะ", "ลงทะเบียนแล้วครับ", "พรุ่งนี้ไปลงทะเบียนที่อำเภอ"):
        assert stranger.say("ช่างหนึ่ง", talk, STAFF_GROUP) == ""
    assert stranger.say("ธนา", "ลงทะเบียน", STAFF_GROUP) == ""


def test_who_is_refused_and_is_no_friend_hears_it_in_the_group(stranger: Office):
    stranger.say("ช่างหนึ่ง", "ลงทะเบียน อำนวย สุขดี", STAFF_GROUP)
    stranger.town.at("2026-12-01", "09:15")
    stranger.town.work()
    stranger.press("มานี", "ไม่ใช่")
    stranger.say("ธนา", "ขอบคุณครับ", STAFF_GROUP)
    assert stranger.town.last(STAFF_GROUP).startswith("คุณอำนวย ผู้ประสานงานยังยืนยันตัวตนไม่ได้ค่ะ")


def test_a_code_within_a_polite_sentence_is_taken(stranger: Office):
    code = stranger.code("staff", "code", "อำนวย")
    assert "ลงทะเบียนเรียบร้อยแล้วค่ะ คุณอำนวย" in stranger.say("ช่างหนึ่ง", f"รหัส {code.lower().replace('-', ' ')} ครับ")


# ── pages, answers and files ──


def test_in_the_executives_group_the_pages_are_asked_for_and_the_way_is_told(office: Office):
    said = office.say("ปิติ", "เปิดหน้าเว็บ", EXECUTIVES_GROUP)
    assert said.endswith("ลิงก์เข้าหน้าเว็บเป็นของแต่ละท่าน รบกวนพิมพ์ “เปิดหน้าเว็บ” ในแชตส่วนตัวกับตามงานนะคะ")
    assert office.say("ปิติ", "เปิดหน้าเว็บของจังหวัดดูหรือยัง", EXECUTIVES_GROUP) == ""


def test_what_was_asked_is_not_written_before_the_answer_twice(office: Office):
    office.say("กล้า", "E10 เสร็จแล้วค่ะ")
    said = office.say("กล้า", "สรุปผล: ติดประกาศช่องทางร้องเรียนครบทั้งสิบหมู่บ้าน")
    assert said.startswith("จดแล้วค่ะ สรุปผล E10: ติดประกาศช่องทางร้องเรียนครบทั้งสิบหมู่บ้าน\n")


def test_a_file_that_its_name_rules_out_is_refused_at_once_and_not_kept(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    said = office.act("กล้า", lambda: office.line.send_file("กล้า", None, "หลักฐาน.exe", b"MZ" + bytes(64)))
    assert "คุณกล้า ไฟล์ หลักฐาน.exe เป็นชนิดที่รับไว้ไม่ได้ค่ะ" in said
    assert office.rows(Evidence) == []


def test_a_file_is_first_received_and_then_looked_at(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    said = office.act("กล้า", lambda: office.line.send_file("กล้า", None, "รายงาน.pdf", b"%PDF-1.7\n"))
    assert said.startswith("ได้รับไฟล์ รายงาน.pdf เป็นหลักฐานของ O13 งวด 31 ธ.ค. 2569 แล้วค่ะ กำลังตรวจไฟล์")


# ── examples are of the office's own plan ──

WITHOUT_CODES = """มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
การประกาศนโยบายไม่รับของขวัญ\tกองคลัง\tจัดทำประกาศ\tรายงานภายในเดือนธันวาคมของทุกปี
"""


def test_help_gives_a_code_of_ones_own_and_says_what_is_read_in_a_group(office: Office):
    office.say("ธนา", "ช่วยด้วยค่ะ ใช้ไม่เป็น")
    told = str(office.town.heard("ธนา")[-1]["body"])
    assert "“O12 เสร็จแล้ว”" in told
    assert "ในกลุ่ม ตามงานอ่านเมื่อกดปุ่ม กดค้างที่การ์ดแล้ว “ตอบกลับ” หรือขึ้นต้นด้วย @ตามงาน หรือบอกรหัสข้อ เช่น O12" in told


def test_where_the_plan_has_no_codes_none_is_advised(database_url: str, tmp_path: Path):
    with living(database_url, tmp_path, plan=WITHOUT_CODES) as office:
        assert "ลองกดค้างที่การ์ดแจ้งเตือนแล้วเลือก “ตอบกลับ”" in office.say("กล้า", "ท้องฟ้าสีฟ้าสดใส")
        office.say("กล้า", "ช่วยเหลือ")
        told = str(office.town.heard("กล้า")[-1]["body"])
        assert "กดค้างที่การ์ดแล้วเลือก “ตอบกลับ” เช่น “เสร็จแล้ว”" in told
        assert "O12" not in told


def test_the_first_words_in_a_group_say_how_to_be_heard(office: Office):
    office.line.group("กลุ่มใหม่", ["ธนา"])
    code = office.code("chat", "code", "--type", "staff")
    said = office.say("ธนา", code, "กลุ่มใหม่")
    assert "กดค้างที่การ์ดแล้ว “ตอบกลับ” หรือขึ้นต้นด้วย @ตามงาน หรือบอกรหัสข้อ" in said


# ── other words of the first days ──


def test_not_mine_names_who_answers_and_tells_the_coordinator_on_a_press(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    said = office.say("กล้า", "งานนี้ไม่ใช่ของหนู ของคุณวิชัยค่ะ")
    assert said.startswith("ตามแผน O13 เป็นงานของกองคลังค่ะ ยังไม่มีการเปลี่ยนแปลง")
    assert office.rows(ReportAnswer) == []
    assert office.press("กล้า", "แจ้งผู้ประสานงาน") == "แจ้งคุณมานีแล้วค่ะ"
    office.town.at("2026-12-01", "09:15")
    office.town.work()
    assert "คุณกล้าแจ้งว่าเรื่องนี้ไม่ใช่งานของตนค่ะ" in office.town.last("มานี")
    assert "“งานนี้ไม่ใช่ของหนู ของคุณวิชัยค่ะ”" in office.town.last("มานี")


def test_how_much_quota_is_left_is_told_to_who_runs_the_office(office: Office):
    said = office.say("มานี", "เหลือโควตาเท่าไหร่คะ")
    assert said == "เดือนนี้ส่งแบบนับโควตาไปแล้ว 0 จาก 300 ข้อความ เหลือ 300 ค่ะ (คำตอบในแชตไม่นับโควตา)"
    assert office.buttons("มานี") == ["โควตาและข้อความขาออก"]
    assert "ผู้ประสานงานหรือผู้บริหารดำเนินการ" in office.say("กล้า", "เหลือโควตาเท่าไหร่")


def test_make_me_the_report_leads_to_its_page(office: Office):
    assert "คุณมานี เปิดหน้ารายงานได้จากปุ่มนี้ค่ะ" in office.say("มานี", "ทำรายงานให้หน่อย")


def test_codes_for_everybody_pass_over_who_was_just_given_one(stranger: Office):
    given = stranger.code("staff", "code", "อำนวย")
    stranger.hire("ปรีดา", "กองคลัง")
    told = stranger.command("staff", "code", "--all")
    assert "รหัสของ ปรีดา" in told
    assert "รหัสของ นายอำนวย" not in told
    assert "จึงไม่ออกให้ใหม่" in told
    assert "คุณอำนวย" in stranger.say("ช่างหนึ่ง", given)
    assert "รหัสเดิมที่ยังไม่ได้ใช้ของ ปรีดา ใช้ไม่ได้แล้ว" in stranger.command("staff", "code", "ปรีดา")
