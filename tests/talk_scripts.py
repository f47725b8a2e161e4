"""What the people of an office say in the conversations of docs/conversations.md, one function a conversation."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.talk_record import Record
from tests.town import EXECUTIVES_GROUP, STAFF_GROUP

GROUP = STAFF_GROUP


@dataclass(frozen=True)
class Talk:
    """One conversation: what it shows, and what people do. greeted: the morning's reminder was said before."""

    title: str
    about: str
    play: Callable[[Record], None]
    greeted: bool = True


def finished_in_the_group(r: Record) -> None:
    r.say("ธนา", "อรุณสวัสดิ์ครับทุกคน", GROUP)
    r.press("ธนา", "เสร็จแล้ว", GROUP)
    r.say("กล้า", "E10 เรียบร้อยแล้วค่ะ", GROUP)
    r.answer("กล้า", "https://www.example.go.th/e10", GROUP)


def report_in_private(r: Record) -> None:
    r.say("กล้า", "E10 เสร็จแล้วค่ะ", GROUP)
    r.say("กล้า", "ตอบต่อ E10")
    r.say("กล้า", "ติดป้ายและลงข่าวช่องทางร้องเรียน วันที่ 3 พ.ย. 2569 ที่หน้าสำนักงานและศาลาประชาคม 8 หมู่บ้าน")
    r.press("กล้า", "ตอบภายหลัง")
    r.at("2026-12-02", "09:10")
    r.say("กล้า", "ตอบต่อ")
    r.say("กล้า", "ประชาชนทราบช่องทางและแจ้งเข้ามา 4 เรื่อง")
    r.photo("กล้า")


def doubt_asks(r: Record) -> None:
    r.say("กล้า", "เสร็จแล้วมั้งคะ", GROUP, mention_bot=True)
    r.press("กล้า", "O13 แผนการจัดซื้อจัดจ้าง · กองคลัง", GROUP)
    r.say("กล้า", "O13 ใกล้เสร็จแล้วค่ะ เหลือท่านปลัดลงนาม", GROUP)
    r.say("กล้า", "เสร็จหรือยังนะ ไม่แน่ใจเหมือนกันค่ะ O13")


def no_code(r: Record) -> None:
    r.say("กล้า", "เสร็จเรียบร้อยแล้วค่ะ https://www.example.go.th/plan")
    r.press("กล้า", "O13 แผนการจัดซื้อจัดจ้าง · กองคลัง")


def contrast(r: Record) -> None:
    r.say("กล้า", "E10 เสร็จแล้ว ส่วน O13 ยังทำไม่เสร็จค่ะ", GROUP)
    r.press("กล้า", "ยกเลิก O13", GROUP)


def obstacle(r: Record) -> None:
    r.press("ธนา", "ติดปัญหา", GROUP)
    r.answer("ธนา", "รอหนังสือตอบจากอำเภอ ส่งไปสองสัปดาห์แล้วครับ", GROUP)
    r.at("2026-12-01", "13:30")


def extension_granted(r: Record) -> None:
    r.say("กล้า", "O13 ขอเลื่อนไปวันศุกร์ที่ 15 มกราคม 2570 นะคะ รอ สตง. ตรวจเอกสาร")
    r.at("2026-12-01", "09:15")
    r.press("ชูใจ", "อนุมัติ")
    r.at("2026-12-01", "09:30")


def extension_refused(r: Record) -> None:
    r.say("กล้า", "E10 ขอเลื่อนนะคะ ยังไม่มีคนทำ")
    r.press("กล้า", "เลือกวัน", picked="2027-03-01")
    r.at("2026-12-01", "09:15")
    r.press("ชูใจ", "ไม่อนุมัติ")
    r.say("ชูใจ", "เดือนหน้าต้องใช้ประกอบการประเมินแล้ว เดี๋ยวให้คนมาช่วยค่ะ")
    r.at("2026-12-01", "09:30")


def edited(r: Record) -> None:
    message = r.say("กล้า", "O12 เสร็จแล้วค่ะ", GROUP)
    r.edit("กล้า", message, "O13 เสร็จแล้วค่ะ", GROUP)


def unsent(r: Record) -> None:
    message = r.say("ธนา", "O20 ติดปัญหา ผู้รับจ้างส่งงานช้าครับ", GROUP)
    r.unsend("ธนา", message, GROUP)
    r.say("มานี", "สรุป O20")


def undone(r: Record) -> None:
    r.say("ธนา", "O20 เสร็จแล้วครับ", GROUP)
    r.press("ธนา", "ยกเลิกการบันทึก", GROUP)
    r.say("ธนา", "O20 ทำไปแล้ว 60% ครับ", GROUP)


def only_noted(r: Record) -> None:
    r.say("ธนา", "รับทราบ O20 ครับ")
    for who, code in (
        *((who, "O12") for who in ("ธนา", "สมคิด", "ดวงใจ", "กล้า", "วีระ", "มานี")),
        ("กล้า", "O13"),
        ("มานี", "E1"),
    ):
        r.office.say(who, f"{code} เสร็จแล้ว")  # so that nobody else is reminded in this conversation
    r.at("2026-12-28", "08:30")
    r.at("2026-12-28", "13:30")


def gathered(r: Record) -> None:
    for who in ("ธนา", "สมคิด", "ดวงใจ"):
        r.say(who, "O12 เสร็จแล้ว", GROUP)
    r.say("มานี", "O12 ใครยังไม่ส่ง")
    r.press("มานี", "เตือนกองที่ยังไม่ส่ง")
    r.at("2026-12-01", "13:30")
    r.say("กล้า", "O12 ส่งให้แล้วค่ะ", GROUP)
    r.say("วีระ", "O12 เสร็จแล้ว", GROUP)
    r.say("มานี", "O12 รวบรวมส่งครบแล้วค่ะ")


def executive(r: Record) -> None:
    r.say("กล้า", "O13 เสร็จแล้วค่ะ https://www.example.go.th/o13", GROUP)
    r.say("ธนา", "O20 เสร็จแล้วครับ", GROUP)
    r.say("ปิติ", "สรุป", EXECUTIVES_GROUP)
    r.say("ปิติ", "รอรับทราบ")
    r.press("ปิติ", "รับทราบ")
    r.say("ปิติ", "ส่งกลับ O20 ยังไม่มีภาพหน้าปกคู่มือ")
    r.at("2026-12-01", "10:30")


def between_two_meetings(r: Record) -> None:
    r.say("กล้า", "O13 เสร็จแล้วค่ะ https://www.example.go.th/o13", GROUP)
    r.say("ธนา", "O20 ติดรอแบบฟอร์มจากอำเภอ", GROUP)
    r.say("กล้า", "O12 กำลังทำ 60%", GROUP)
    r.say("ปิติ", "สรุป")
    r.press("ปิติ", "กองคลัง")
    r.press("ปิติ", "รายการงาน")
    r.say("ปิติ", "สรุป O13")
    r.press("ปิติ", "รับทราบ")
    r.say("ปิติ", "ส่งเตือนกองที่ยังไม่ส่ง")
    r.at("2026-12-01", "13:30")
    r.say("ปิติ", "สรุป ณ 30 พฤศจิกายน")
    r.say("ปิติ", "สรุปของคุณธนา")


def for_another_unit(r: Record) -> None:
    r.say("กล้า", "O20 เสร็จแล้วค่ะ", GROUP)
    r.say("มานี", "O20 ของกองช่างเสร็จแล้วค่ะ", GROUP)
    r.press("มานี", "ใช่ บันทึกแทนกองช่าง", GROUP)


def small_talk(r: Record) -> None:
    r.say("สมคิด", "เที่ยงนี้กินอะไรกันดีคะ", GROUP)
    r.say("ธนา", "ก๋วยเตี๋ยวหน้าอำเภอครับ สั่งเสร็จแล้ว", GROUP)
    r.say("ดวงใจ", "รับทราบค่า เดี๋ยวตามไปนะ 😊", GROUP)


def bad_month(r: Record) -> None:
    r.office.line.set_quota(300, used=270)
    for clock in ("08:30", "12:31", "15:46"):
        r.at("2026-12-01", clock)
    r.press("มานี", "ดูรายการ")


TALKS = (
    Talk(
        "แจ้งว่าเสร็จในกลุ่ม",
        "เช้าวันที่ 1 ธันวาคม คุณธนา (กองช่าง) ทักทายในกลุ่ม การเตือนจึงไปกับคำตอบโดยไม่เสียโควตา แล้วคุณกล้า (กองคลัง) พิมพ์แจ้งเอง"
        "และส่งลิงก์ตามมา",
        finished_in_the_group,
        greeted=False,
    ),
    Talk(
        "เล่าผลต่อในแชตส่วนตัว แล้วกลับมาตอบวันรุ่งขึ้น",
        "คุณกล้าแจ้งในกลุ่มว่า E10 เสร็จแล้ว จึงมาตอบสรุปผล ผลลัพธ์ และส่งรูปในแชตส่วนตัว",
        report_in_private,
    ),
    Talk("ไม่แน่ใจก็ถาม ไม่เดาว่าเสร็จ", "คุณกล้าพูดไม่ชัดว่าเสร็จหรือยัง", doubt_asks),
    Talk("มีหลายเรื่อง ไม่ได้บอกรหัส", "คุณกล้ามีสามเรื่องที่ยังไม่ส่ง และแจ้งว่าเสร็จโดยไม่บอกว่าเรื่องไหน", no_code),
    Talk(
        "สองเรื่องในข้อความเดียว เรื่องหนึ่งเสร็จ อีกเรื่องยัง",
        "คุณกล้า (กองคลัง) แจ้งสองเรื่องพร้อมกัน แล้วแก้ทีละเรื่องได้ด้วยปุ่ม",
        contrast,
    ),
    Talk("ติดปัญหา และผู้ประสานงานได้ทราบ", "คุณธนากดปุ่มในการ์ดเตือน แล้วบอกว่าติดเรื่องใด", obstacle),
    Talk("ขอเลื่อน และได้รับอนุมัติ", "คุณกล้าขอเลื่อน คุณชูใจ (หัวหน้ากองคลัง) พิจารณา", extension_granted),
    Talk("ขอเลื่อน แต่ยังไม่ได้รับอนุมัติ", "คุณกล้าขอเลื่อนโดยไม่บอกวัน คุณชูใจบอกเหตุผลที่ไม่อนุมัติ", extension_refused),
    Talk("แก้ข้อความที่ส่งไปแล้ว", "คุณกล้าพิมพ์ผิดข้อ จึงแก้ข้อความเดิมใน LINE", edited),
    Talk("ยกเลิกข้อความที่ส่ง", "คุณธนายกเลิกข้อความ ถ้อยคำถูกลบ แต่สถานะที่บันทึกและตอบกลับไปแล้วยังอยู่", unsent),
    Talk("กดผิด ยกเลิกได้ทันที", "คุณธนาแจ้งเร็วไป จึงกดยกเลิกแล้วแจ้งใหม่", undone),
    Talk(
        "รับทราบอย่างเดียว แล้วเตือนอีกครั้งก่อนครบกำหนด",
        "คุณธนารับทราบ O20 ไว้ จึงไม่ถูกเตือนถี่ แต่เรื่องไม่หายไป (เรื่องอื่นของหน่วยงานเสร็จหมดแล้ว)",
        only_noted,
    ),
    Talk("ทุกกองส่ง ผู้รวบรวมตาม และปิดงาน", "คุณมานี (สำนักปลัด) รวบรวม O12 จากทุกส่วนราชการ", gathered),
    Talk("ผู้บริหารขอสรุป รับทราบ และส่งกลับแก้ไข", "คุณปิติ (ผู้บริหาร) ดูภาพรวมในกลุ่มผู้บริหาร แล้วพิจารณาในแชตส่วนตัว", executive),
    Talk(
        "ผู้บริหารมีเวลาหนึ่งนาที",
        "คุณปิติดูภาพรวมระหว่างประชุม เปิดดูทีละกอง รับทราบเรื่องที่เสร็จ สั่งส่งเตือน แล้วดูข้อมูลย้อนหลังและรายบุคคล",
        between_two_meetings,
    ),
    Talk("บอกแทนกองอื่น", "คุณกล้าไม่ใช่ผู้รับผิดชอบ O20 ส่วนคุณมานีเป็นผู้ประสานงานจึงบันทึกแทนได้", for_another_unit),
    Talk("คุยเล่นกัน ตามงานเงียบ", "พักเที่ยงในกลุ่มของหน่วยงาน", small_talk),
    Talk(
        "เดือนที่ข้อความใกล้หมด",
        "ต้นเดือนธันวาคม โควตาเหลือ 30 ข้อความ ผู้ประสานงานได้ทราบล่วงหน้า",
        bad_month,
        greeted=False,
    ),
)
