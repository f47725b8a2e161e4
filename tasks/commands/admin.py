"""flask admin: how the first administrator of an office gets in."""

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from models import join_codes, people
from models.people import RosterRow, Staff
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
    """ออกรหัสเข้าใช้งานของผู้ดูแลระบบ · A one-time code for each administrator, and where to type it."""
    with at_work() as (house, session):
        agency_id = office(session, slug).id
        chosen = _administrators(session, house, agency_id, name)
        codes = [
            (person.name, join_codes.make_staff_code(session, agency_id, person.id, house.clock())) for person in chosen
        ]
    for who, plain in codes:
        click.echo(f"รหัสของ {who}: {plain}")
    click.echo(WHERE_TO_TYPE)


def _administrators(session: Session, house: House, agency_id: int, name: str | None) -> tuple[StaffRecord, ...]:
    """Whom codes are for; an office without an administrator gets a nameless one, so that setting up can begin."""
    found = people.roster(session, agency_id, Staff.role == Role.ADMINISTRATOR)
    if name:
        person = person_named(session, agency_id, name)
        if person not in found:
            raise Refusal(f"{person.name} ไม่ใช่ผู้ดูแลระบบ ใช้ `flask staff code` หรือแก้บทบาทในทะเบียนก่อน")
        return (person,)
    row = RosterRow(UNNAMED, role=Role.ADMINISTRATOR)
    return found or (people.add_staff(session, agency_id, row, house.clock())[0],)
