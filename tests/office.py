"""The office that tests talk about: four units, a section, and people with names."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from models.agency import Agency
from models.people import Staff
from models.records import Role
from models.unit import Unit

UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")
PEOPLE = (
    ("มานี", Role.COORDINATOR, "สำนักปลัด", "นักวิเคราะห์นโยบายและแผน"),
    ("กล้า", Role.OFFICER, "กองคลัง", "นักวิชาการเงินและบัญชี"),
    ("ชูใจ", Role.OFFICER, "กองการศึกษา", "นักวิชาการศึกษา"),
    ("ธนา", Role.UNIT_HEAD, "กองช่าง", "ผู้อำนวยการกองช่าง"),
    ("วีระ", Role.UNIT_HEAD, "กองคลัง", "ผู้อำนวยการกองคลัง"),
    ("ปิติ", Role.EXECUTIVE, "สำนักปลัด", "ปลัดองค์การบริหารส่วนตำบล"),
    ("สมคิด", Role.ADMINISTRATOR, "สำนักปลัด", "นักวิชาการคอมพิวเตอร์"),
)


@dataclass(frozen=True)
class Office:
    """Row ids by name: office.unit["กองคลัง"], office.staff["มานี"]."""

    agency_id: int
    unit: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)


def make_office(session: Session, now: datetime, slug: str = "tambon", name: str = "อบต.ตัวอย่าง") -> Office:
    agency = Agency(slug=slug, name=name, quota=300, created_at=now)
    session.add(agency)
    session.flush()
    units = {n: Unit(agency_id=agency.id, name=n, position=i) for i, n in enumerate(UNITS, 1)}
    session.add_all(units.values())
    session.flush()
    staff = {
        n: Staff(agency_id=agency.id, name=n, role=role, unit_id=units[u].id, position=post, created_at=now)
        for n, role, u, post in PEOPLE
    }
    session.add_all(staff.values())
    session.flush()
    return Office(agency.id, {n: u.id for n, u in units.items()}, {n: s.id for n, s in staff.items()})
