"""An office in the middle of its year: reports, an obstacle, more time, evidence; for tests and pictures of pages."""

import io

from PIL import Image, ImageDraw

from models import people
from models.database import transaction
from models.figures import Owed
from tasks.evidence.uploading import upload
from tests.journeys import Office


def live_in(office: Office) -> None:
    """Two months of an invented office; ends on 12 January 2570 at nine."""
    office.say("กล้า", "O13 กำลังทำ 60%")
    office.town.at("2026-12-02", "13:30")
    office.town.work()
    office.say("กล้า", "O13 ส่งให้ผู้อำนวยการลงนามแล้ว รอ สตง. ตรวจเอกสาร")
    office.town.at("2026-12-28", "09:00")
    office.say("ธนา", "O20 เสร็จแล้ว ลงเว็บแล้ว https://www.example.go.th/o20")
    office.say("ธนา", "O12 เสร็จแล้ว")
    office.say("ดวงใจ", "O12 เสร็จแล้ว ส่งสำนักปลัดแล้วค่ะ")
    attach(office, office.owed("O13"), "ประกาศ.png", "teal")
    attach(office, office.owed("O20"), "คู่มือหน้าปก.png", "peru")
    office.town.at("2027-01-06", "09:00")
    office.say("กล้า", "E10 ขอเลื่อนถึง 15 กุมภาพันธ์ 2570 เพราะรอแบบฟอร์มจากอำเภอ")
    office.town.at("2027-01-12", "09:00")
    office.town.work()


def attach(office: Office, one: Owed, name: str, colour: str) -> None:
    """A photo that proves something, as its unit would upload it."""
    drawn = Image.new("RGB", (1200, 900), colour)
    ImageDraw.Draw(drawn).rectangle((180, 140, 1020, 760), fill="ivory", outline="dimgray", width=12)
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    kept.seek(0)
    house = office.town.house
    with transaction(house.engine) as session:
        staff_id = next(p.id for p in people.roster(session, one.agency_id) if p.unit_id == one.unit_id)
    upload(house, one.agency_id, staff_id, one.occurrence_id, name, kept)
