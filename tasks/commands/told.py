"""flask told: the answer to "I was never told": each reminder of a person or their unit, and what became of it."""

from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from models.records import StaffRecord
from models.thaidate import short_date
from models.told import Told, reminders_of, told
from models.unit import live_units
from tasks.commands.outbox import IN_DOUBT, STATES, WAYS, chat_name, clock, thai_clock
from tasks.commands.shared import agency_option, at_work, format_option, office, show
from tasks.commands.staff import person_named

_LISTED = {
    "codes": "ข้อ",
    "due": "ครบกำหนด",
    "stage": "ครั้งที่เตือน",
    "names": "ระบุชื่อ",
    "chat": "แชต",
    "state_name": "สถานะ",
    "said": "ส่งเมื่อ",
    "way_name": "ทาง",
    "line_message_ids": "เลขข้อความของ LINE",
    "why": "เหตุผล",
}


@click.command("told", help="ใครได้รับแจ้งอะไรเมื่อไร · who was told what, when and by which way")
@click.argument("name")
@agency_option
@click.option("--code", metavar="CODE", help="เฉพาะข้อนี้ เช่น O12")
@format_option
@with_appcontext
def command(name: str, slug: str, code: str | None, style: str) -> None:
    """List the reminders that named the person or were about their unit's work, oldest first; no LINE ids of people."""
    with at_work() as (_, session):
        agency_id = office(session, slug).id
        person = person_named(session, agency_id, name)
        mine = reminders_of(session, agency_id, person.id, units_of(session, person), (code or "").strip())
        chosen = told(session, agency_id, person.id, mine)
    if style == "table" and not chosen:
        click.echo(f"ยังไม่มีการแจ้งเตือนถึง {person.name} หรือส่วนราชการของ {person.name}" + (f" เรื่อง {code}" if code else ""))
        return
    show([_row(line, style) for line in chosen], _LISTED, style)


def units_of(session: Session, person: StaffRecord) -> set[int]:
    """The person's section and the unit above it."""
    above = {unit.id: unit.parent_id for unit in live_units(session, person.agency_id)}
    return {unit for unit in (person.unit_id, above.get(person.unit_id or 0)) if unit}


def _row(line: Told, style: str) -> dict[str, Any]:
    """Days and moments (Bangkok) as ISO 8601 in JSON; in the table as Thai offices write them."""
    as_data = style == "json"
    return {
        "id": line.id,
        "codes": list(line.codes),
        "title": line.title,
        "due": line.due_on.isoformat() if as_data else short_date(line.due_on),
        "expected": line.expected_on.isoformat(),
        "stage": line.stage if as_data else stage_words(line.stage),
        "names": line.is_named,
        "chat": chat_name(line.chat_type, line.chat),
        "state": line.state,
        "state_name": STATES[line.state],
        "said": clock(line.said_at) if as_data else thai_clock(line.said_at),
        "way": line.way,
        "way_name": WAYS.get(line.way or ""),
        "line_message_ids": list(line.line_message_ids),
        "in_doubt": line.in_doubt,
        "why": IN_DOUBT if line.in_doubt else line.why,
    }


def stage_words(name: str) -> str:
    """before-7 and after-3 of the ladder (tasks/reminders/policy.py), asked-<day> of a collector's wish, in words."""
    side, _, days = name.partition("-")
    if side == "asked":  # with the day, not a count of days
        return "ผู้รวบรวมขอให้เตือน"
    if days == "0":
        return "วันครบกำหนด"
    return f"{'ก่อน' if side == 'before' else 'หลัง'} {days} วัน"
