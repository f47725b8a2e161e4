"""flask outbox: what is waiting to be said and why, what was said and at what cost, and what was not said."""

from datetime import datetime
from typing import Any

import click
from flask.cli import with_appcontext

from models.bangkok import BANGKOK
from models.chat import ChatType
from models.outbox_report import OutboxLine, report
from tasks.commands.chat import TYPE_NAMES
from tasks.commands.shared import agency_option, at_work, format_option, office, show

NEWEST = 50
STATES = {
    "waiting": "รอส่ง",
    "sending": "กำลังส่ง",
    "said": "ส่งแล้ว",
    "dropped": "ไม่ส่ง",
    "refused": "LINE ไม่รับ",
}
KINDS = {"answer": "คำตอบ", "reminder": "เตือน", "notice": "แจ้ง"}
WAYS = {"reply": "ตอบกลับ (ฟรี)", "push": "push"}
IN_DOUBT = "LINE ไม่ยืนยันว่าได้รับ"
_LISTED = {
    "id": "ที่",
    "created": "เวลา",
    "kind_name": "ชนิด",
    "chat": "แชต",
    "state_name": "สถานะ",
    "way_name": "ทาง",
    "said": "ส่งเมื่อ",
    "cost": "นับ",
    "line_messages": "ข้อความ",
    "why": "เหตุผล",
}


@click.command("outbox", help="ข้อความขาออก · messages waiting, said, dropped")
@agency_option
@click.option("--all", "everything", is_flag=True, help=f"ทั้งหมด ไม่ใช่เฉพาะ {NEWEST} รายการล่าสุด")
@format_option
@with_appcontext
def command(slug: str, everything: bool, style: str) -> None:
    """List the outbox of one office, newest first; no words of messages and no LINE ids."""
    with at_work() as (house, session):
        lines = report(session, office(session, slug).id, None if everything else NEWEST)
        now = house.clock()
    show([_row(line, now) for line in lines], _LISTED, style)


def _row(line: OutboxLine, now: datetime) -> dict[str, Any]:
    """Moments in Bangkok time, ISO 8601 to the minute."""
    return {
        "id": line.id,
        "created": _clock(line.created_at),
        "kind": line.kind,
        "kind_name": KINDS.get(line.kind, line.kind),
        "urgency": line.urgency,
        "chat_type": line.chat_type,
        "chat": line.chat or ("1:1" if line.chat_type == ChatType.PRIVATE else TYPE_NAMES[ChatType(line.chat_type)]),
        "state": line.state,
        "state_name": STATES[line.state],
        "way": line.way,
        "way_name": WAYS.get(line.way or ""),
        "said": _clock(line.said_at),
        "cost": line.cost,
        "line_messages": line.line_messages,
        "why": _why(line, now),
        "push_after": _clock(line.push_after),
    }


def _why(line: OutboxLine, now: datetime) -> str | None:
    """The reason stored; for a message not looked at yet, what it is waiting for."""
    if line.in_doubt:
        return IN_DOUBT
    patient = line.state == "waiting" and line.push_after is not None and line.push_after > now
    return line.why or (f"รอให้มีคนพูดในแชต ก่อน push {_clock(line.push_after)}" if patient else None)


def _clock(moment: datetime | None) -> str | None:
    return moment.astimezone(BANGKOK).isoformat(sep=" ", timespec="minutes")[:16] if moment else None
