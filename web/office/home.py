"""The way in: every page of the office with a word on how it stands."""

from dataclasses import dataclass

from flask import url_for
from werkzeug.wrappers import Response

from models import agency, contacts, page_access, people
from models.bangkok import month_start
from models.chat import ChatType, groups
from models.delivery import counted_since
from models.ladder import own_ladder
from models.permissions import Action, may
from models.records import AgencyRecord
from models.unit import live_units
from web.office.room import Desk, blueprint, looking, shown

Answer = tuple[str, int] | Response


@dataclass(frozen=True)
class Room:
    """One page: its address, what it is called and how it stands; calls: somebody is waited for there."""

    address: str
    words: str
    state: str
    calls: bool = False


@blueprint.get("")
def home() -> Answer:
    """What who is looking may keep in order."""
    with looking() as desk:
        found = _rooms(desk, agency.by_id(desk.session, desk.id))
        rooms = [room for action, room in found if may(desk.person.role, action)]
    return shown("home.html", rooms=rooms)


def _rooms(desk: Desk, office: AgencyRecord) -> list[tuple[Action, Room]]:
    units, roster = live_units(desk.session, desk.id), people.roster(desk.session, desk.id)
    waits, places = len(contacts.pending(desk.session, desk.id)), groups(desk.session, desk.id)
    new = sum(place.type == ChatType.NEW for place in places)
    spent = counted_since(desk.session, desk.id, month_start(desk.now))
    here = {one.staff_id for one in page_access.signed_in(desk.session, desk.id, desk.now) if not one.link_only}
    tops = sum(unit.parent_id is None for unit in units)
    bound = sum(one.bound for one in roster)
    days = "วันเตือนที่หน่วยงานกำหนดเอง" if own_ladder(desk.session, desk.id) else "วันเตือนตามมาตรฐาน"
    office_, staff, trail = Action.MANAGE_OFFICE, Action.MANAGE_STAFF, Action.SEE_TRAIL
    return [
        (staff, _room("people_list", "ทะเบียนเจ้าหน้าที่", f"{len(roster)} คน ลงทะเบียน LINE แล้ว {bound}")),
        (Action.CONFIRM_STAFF, _room("waiting", "ผู้รอยืนยันและรหัส", f"รออยู่ {waits} คน" if waits else "ไม่มีผู้รอ", waits > 0)),
        (office_, _room("units", "ส่วนราชการและงาน", f"ส่วนราชการ {tops} แห่ง งาน {len(units) - tops} งาน")),
        (office_, _room("groups", "กลุ่ม LINE", f"{len(places)} กลุ่ม" + (f" ยังไม่กำหนดชนิด {new}" if new else ""), new > 0)),
        (office_, _room("reminding", "วันเตือน", days)),
        (office_, _room("days", "วันทำการ", "วันหยุดและวันทำการของหน่วยงาน")),
        (office_, _room("milestone_list", "ปฏิทินการประเมิน ITA", "กำหนดและเลื่อนตามประกาศ")),
        (office_, _room("settings", "การตั้งค่า", f"ลงท้าย {office.voice.particle} · โควตา {office.quota:,} ข้อความ")),
        (trail, _room("outbox", "โควตาและข้อความขาออก", f"เดือนนี้ใช้ {spent:,} จาก {office.quota:,} ข้อความ")),
        (trail, _room("told_page", "ใครได้รับแจ้งอะไรบ้าง", "ตรวจเมื่อมีผู้แจ้งว่าไม่ทราบเรื่อง")),
        (trail, _room("trail", "บันทึกการเปลี่ยนแปลง", "ใครทำอะไร เมื่อไร ก่อนและหลัง")),
        (staff, _room("sessions", "ผู้กำลังใช้หน้าเว็บ", f"{len(here)} คน")),
    ]


def _room(endpoint: str, words: str, state: str, calls: bool = False) -> Room:
    return Room(url_for(f"office.{endpoint}"), words, state, calls)
