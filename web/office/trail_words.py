"""What the trail's entries say in words: kinds of acts, and what stood before and after. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.messages.cards import STATUS_WORDS
from models.thaidate import find_dates, short_date
from tasks.roster_rows import ROLE_NAMES

KINDS = {
    "people": "ทะเบียนและบัญชี",
    "office": "หน่วยงานและการเตือน",
    "work": "แผนและผลงาน",
    "access": "การเข้าใช้หน้าเว็บ",
}
# Act → its kind and what it is called; an act that is not here is shown by its own name.
ACTS: dict[str, tuple[str, str]] = {
    "agency_created": ("office", "สร้างหน่วยงาน"),
    "agency_changed": ("office", "แก้การตั้งค่าหน่วยงาน"),
    "channel_kept": ("office", "ตั้งช่องทาง LINE"),
    "bot_learnt": ("office", "เชื่อมบัญชี LINE ครั้งแรก"),
    "day_set": ("office", "กำหนดวันหยุด/วันทำการ"),
    "day_cleared": ("office", "ยกเลิกวันที่กำหนดเอง"),
    "ladder_set": ("office", "เปลี่ยนวันเตือน"),
    "unit_added": ("office", "เพิ่มส่วนราชการ/งาน"),
    "unit_renamed": ("office", "เปลี่ยนชื่อส่วนราชการ"),
    "units_merged": ("office", "รวมส่วนราชการ"),
    "unit_closed": ("office", "ปิดส่วนราชการ"),
    "alias_added": ("office", "เพิ่มชื่อเรียก"),
    "alias_removed": ("office", "นำชื่อเรียกออก"),
    "chat_typed": ("office", "กำหนดชนิดกลุ่ม LINE"),
    "milestone_set": ("office", "กำหนดวันในปฏิทินประเมิน"),
    "milestone_withdrawn": ("office", "นำรายการออกจากปฏิทินประเมิน"),
    "staff_added": ("people", "เพิ่มคนในทะเบียน"),
    "staff_updated": ("people", "แก้ไขทะเบียน"),
    "staff_removed": ("people", "นำออกจากทะเบียน"),
    "binding_asked": ("people", "ขอลงทะเบียน LINE"),
    "binding_confirmed": ("people", "ยืนยันการลงทะเบียน"),
    "binding_rejected": ("people", "ไม่ยืนยันการลงทะเบียน"),
    "binding_by_code": ("people", "ลงทะเบียนด้วยรหัส"),
    "binding_released": ("people", "ปลดบัญชี LINE"),
    "contact_forgotten": ("people", "ลบข้อมูลบัญชี LINE"),
    "code_made": ("people", "ออกรหัส"),
    "code_revoked": ("people", "ยกเลิกรหัส"),
    "plan_imported": ("work", "นำเข้าแผน"),
    "seen": ("work", "รับทราบงาน"),
    "brought_up": ("work", "สั่งเตือนงาน"),
    "plan_adopted": ("work", "เริ่มใช้แผนจากเอกสารที่ตรวจ"),
    "plan_draft_discarded": ("work", "ยกเลิกเอกสารแผน"),
    "status_corrected": ("work", "แก้ไขสถานะ"),
    "dates_corrected": ("work", "แก้ไขกำหนด"),
    "own_request_decided": ("work", "พิจารณาคำขอเลื่อนของตนเอง"),
    "acknowledged": ("work", "ผู้บริหารรับทราบผลงาน"),
    "acknowledgement_taken_back": ("work", "ยกเลิกการรับทราบผลงาน"),
    "sent_back": ("work", "ผู้บริหารส่งกลับแก้ไข"),
    "published": ("work", "บันทึกว่าเผยแพร่แล้ว"),
    "publication_taken_back": ("work", "ยกเลิกการบันทึกว่าเผยแพร่แล้ว"),
    "signed_in": ("access", "เข้าหน้าเว็บ"),
    "signed_out_everywhere": ("access", "ออกจากระบบทุกเครื่อง"),
    "calendar_link_made": ("access", "ออกที่อยู่ปฏิทิน"),
    "calendar_links_revoked": ("access", "ยกเลิกที่อยู่ปฏิทิน"),
}
FIELDS = {
    "name": "ชื่อ",
    "position": "ตำแหน่ง",
    "unit": "สังกัด",
    "role": "บทบาท",
    "type": "ชนิดกลุ่ม",
    "quota": "โควตา",
    "website": "เว็บไซต์",
    "voice": "การพูด",
    "by_position": "ชื่อในรายงาน",
    "privacy_contact": "ผู้ติดต่อเรื่องข้อมูลส่วนบุคคล",
    "meeting": "วันประชุมประจำเดือน",
    "is_open": "วัน",
    "reason": "เหตุผล",
    "ladder": "วันเตือน",
    "status": "สถานะ",
    "rule": "กำหนด",
}
_GROUPS = {
    "new": "ยังไม่กำหนด",
    "staff": "เจ้าหน้าที่",
    "unit": "ส่วนราชการ",
    "executives": "ผู้บริหาร",
    "public": "สาธารณะ",
}
NOTHING = "—"


@dataclass(frozen=True)
class Names:
    """Row id → name, by what the trail's entries call the row."""

    staff: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)


def act_words(act: str) -> str:
    """What an act is called."""
    return ACTS[act][1] if act in ACTS else act


def subject(about: Mapping[str, Any], names: Names) -> str:
    """What an entry is about, as far as it has a name: people, units, groups, days."""
    told = (
        names.staff.get(about.get("about", 0)),
        names.units.get(about.get("unit", 0)) or about.get("name"),
        f"→ {names.units.get(about['into'], '')}" if "into" in about else None,
        names.groups.get(about.get("chat", 0)),
        about.get("alias"),
        _day(about.get("day")),
        f"ปี {about['fiscal_year']}" if "fiscal_year" in about else None,
        " ถึง ".join(filter(None, (_day(about.get("starts_on")), _day(about.get("ends_on"))))),
    )
    return " · ".join(dict.fromkeys(str(one) for one in told if one))


def changes(about: Mapping[str, Any], names: Names) -> list[tuple[str, str, str]]:
    """(field, before, after) of everything a change changed."""
    before, after = about.get("before") or {}, about.get("after") or {}
    keys = dict.fromkeys((*before, *after))
    return [
        (FIELDS.get(key, key), _value(key, before.get(key), names), _value(key, after.get(key), names)) for key in keys
    ]


def _value(key: str, value: Any, names: Names) -> str:
    if value is None or value == "":
        return "ตามมาตรฐาน" if key == "ladder" else NOTHING
    if key == "unit":
        return names.units.get(value, NOTHING)
    if key == "role":
        return ROLE_NAMES.get(value, str(value))
    if key == "status":
        return STATUS_WORDS.get(value, str(value))
    if key == "type":
        return _GROUPS.get(value, str(value))
    if key == "is_open":
        return "วันทำการ" if value else "วันหยุด"
    if key == "by_position":
        return "ตำแหน่งเท่านั้น" if value else "ชื่อและตำแหน่ง"
    if key == "voice":
        return f"{value['particle']} · {'เลขไทย' if value['digits'] == 'thai' else 'เลขอารบิก'}"
    return _ladder(value) if key == "ladder" else str(value)


def _ladder(value: Mapping[str, Any]) -> str:
    yearly = ", ".join(map(str, value["before"]["yearly"]))
    after = ", ".join(str(rung["days"]) for rung in value["after"])
    return f"งานรายปี ก่อน {yearly} วัน หลัง {after} วัน ซ้ำ {value['weekly']['times']} ครั้ง"


def _day(written: str | None) -> str | None:
    found = find_dates(written) if written else ()
    return short_date(found[0]) if found else written
