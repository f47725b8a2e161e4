"""flask chat: the LINE groups of an office and the one-time codes that say what a group is for."""

import click
from flask.cli import AppGroup

from models import chat, join_codes
from models.chat import ChatType
from models.unit import live_units
from tasks.commands.shared import agency_option, at_work, format_option, office, show
from tasks.commands.unit import unit_named

group = AppGroup("chat", help="กลุ่ม LINE · the LINE groups")
TYPE_NAMES = {
    ChatType.NEW: "ยังไม่กำหนด",
    ChatType.STAFF: "เจ้าหน้าที่",
    ChatType.UNIT: "ส่วนราชการ",
    ChatType.EXECUTIVES: "ผู้บริหาร",
    ChatType.PUBLIC: "สาธารณะ",
}
_CHOICES = click.Choice([str(t) for t in (ChatType.STAFF, ChatType.UNIT, ChatType.EXECUTIVES, ChatType.PUBLIC)])
_LISTED = {"name": "กลุ่ม", "type_name": "ชนิด", "unit": "ส่วนราชการ", "members": "สมาชิก"}


@group.command("code")
@agency_option
@click.option("--type", "kind", required=True, type=_CHOICES, help="กลุ่มนี้ใช้ทำอะไร")
@click.option("--unit", help="ส่วนราชการ (เฉพาะ --type unit)")
def code(slug: str, kind: str, unit: str | None) -> None:
    """ออกรหัสกลุ่ม · A one-time code; typed in a group it says what the group is for."""
    with at_work() as (house, session):
        record = office(session, slug)
        found = unit_named(session, record.id, unit) if unit else None
        unit_id = found.id if found else None
        plain = join_codes.make_chat_code(session, record.id, ChatType(kind), unit_id, house.clock())
    of_unit = f" ({found.name})" if found else ""
    click.echo(f"รหัสกลุ่ม{TYPE_NAMES[ChatType(kind)]}{of_unit}: {plain}")
    click.echo("เชิญตามงานเข้ากลุ่ม LINE แล้วพิมพ์รหัสนี้ในกลุ่ม (ใช้ได้ครั้งเดียว ภายใน 7 วัน)")


@group.command("list")
@agency_option
@format_option
def list_all(slug: str, style: str) -> None:
    """กลุ่มที่ตามงานอยู่ · List the groups the bot is in."""
    with at_work() as (_, session):
        record = office(session, slug)
        names = {unit.id: unit.name for unit in live_units(session, record.id)}
        groups = chat.groups(session, record.id)
    rows = [
        {
            "name": found.name,
            "type": str(found.type),
            "type_name": TYPE_NAMES[ChatType(found.type)],
            "unit": names.get(found.unit_id or 0),
            "members": found.member_count,
        }
        for found in groups
    ]
    show(rows, _LISTED, style)
