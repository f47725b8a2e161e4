"""flask admin: how the first administrator of an office gets in."""

from collections.abc import Iterator

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from models import enrolment, join_codes, page_access, people
from models.enrolment import RosterRow
from models.people import Staff
from models.records import Role, StaffRecord
from models.refusal import Refusal
from tasks.commands.shared import agency_option, at_work, office
from tasks.commands.staff import WHERE_TO_TYPE, person_named
from tasks.house import House

group = AppGroup("admin", help="ผู้ดูแลระบบ · the administrators")
UNNAMED = "ผู้ดูแลระบบ"  # stands on the roster of an office that has named no administrator yet


@group.command("link")
@agency_option
@click.option("--name", help="ชื่อในทะเบียน (ไม่ระบุ = ผู้ดูแลระบบทุกคนในทะเบียน)")
def link(slug: str, name: str | None) -> None:
    """ออกรหัสและลิงก์ของผู้ดูแลระบบ · A one-time code for each administrator, where to type it, and a link into the pages."""
    with at_work() as (house, session):
        agency_id = office(session, slug).id
        chosen = _administrators(session, house, agency_id, name)
        said = [words for person in chosen for words in _ways_in(session, house, person)]
    click.echo("\n".join((*said, WHERE_TO_TYPE)))
    if house.settings.pages is None:
        click.echo("ตั้ง PUBLIC_URL และ SECRET_KEY แล้วใช้คำสั่งนี้อีกครั้ง จะได้ลิงก์เข้าหน้าเว็บด้วย")


def _ways_in(session: Session, house: House, person: StaffRecord) -> Iterator[str]:
    """A code for LINE and, where there are pages, a link into them."""
    now = house.clock()
    yield f"รหัสของ {person.name}: {join_codes.make_staff_code(session, person.agency_id, person.id, now)}"
    if house.settings.pages:
        link = f"{house.settings.pages}/in/{page_access.make_link(session, person, now)}"
        yield f"ลิงก์เข้าหน้าเว็บของ {person.name} (ใช้ได้ครั้งเดียวภายใน {page_access.LINK_MINUTES} นาที): {link}"


def _administrators(session: Session, house: House, agency_id: int, name: str | None) -> tuple[StaffRecord, ...]:
    """Whom codes are for; an office without an administrator gets a nameless one, so that setting up can begin."""
    found = people.roster(session, agency_id, Staff.role == Role.ADMINISTRATOR)
    if name:
        person = person_named(session, agency_id, name)
        if person not in found:
            raise Refusal(f"{person.name} ไม่ใช่ผู้ดูแลระบบ ใช้ `flask staff code` หรือแก้บทบาทในทะเบียนก่อน")
        return (person,)
    row = RosterRow(UNNAMED, role=Role.ADMINISTRATOR)
    return found or (enrolment.add_staff(session, agency_id, row, house.clock())[0],)
