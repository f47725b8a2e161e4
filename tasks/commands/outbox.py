"""flask outbox: what is waiting to be said and why, what was said and at what cost, and what was not said."""

from datetime import date, datetime, time
from typing import Any

import click
from flask.cli import with_appcontext

from models.bangkok import BANGKOK, bangkok_day
from models.chat import ChatType
from models.outbox_report import Chosen, OutboxLine, report
from models.refusal import Refusal
from models.thaidate import find_dates, short_date
from tasks.commands.chat import TYPE_NAMES
from tasks.commands.shared import agency_option, at_work, format_option, office, show

NEWEST = 50
EARLIEST = 2011  # LINE began then; the first days of the calendar have no moment in UTC
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
@click.option("--state", type=click.Choice(list(STATES)), help="เฉพาะสถานะนี้")
@click.option("--chat", metavar="NAME", help="เฉพาะกลุ่มที่ชื่อมีคำนี้")
@click.option("--since", metavar="DATE", help='ตั้งแต่วันนี้ เช่น 2026-12-01 หรือ "1 ธ.ค. 2569"')
@format_option
@with_appcontext
def command(slug: str, everything: bool, state: str | None, chat: str | None, since: str | None, style: str) -> None:
    """List the outbox of one office, newest first; no words of messages and no LINE ids."""
    with at_work() as (house, session):
        chosen = Chosen(state, chat, _day(since) if since else None)
        lines = report(session, office(session, slug).id, None if everything else NEWEST, chosen)
        now = house.clock()
    show([_row(line, now, style) for line in lines], _LISTED, style)


def _day(written: str) -> datetime:
    """The first moment of a Bangkok day. Raises Refusal when it is no one day."""
    try:
        days: tuple[date, ...] = (date.fromisoformat(written.strip()),)
    except ValueError:
        days = find_dates(written)
    if len(days) != 1 or days[0].year < EARLIEST:
        raise Refusal(f"ไม่เข้าใจวันที่ “{written}” เขียนเช่น 2026-12-01 หรือ 1 ธ.ค. 2569")
    return datetime.combine(days[0], time.min, BANGKOK)


def _row(line: OutboxLine, now: datetime, style: str) -> dict[str, Any]:
    """Moments in Bangkok time to the minute: ISO 8601 as JSON, as Thai offices write them in the table."""
    moment = clock if style == "json" else thai_clock
    return {
        "id": line.id,
        "created": moment(line.created_at),
        "kind": line.kind,
        "kind_name": KINDS.get(line.kind, line.kind),
        "urgency": line.urgency,
        "chat_type": line.chat_type,
        "chat": chat_name(line.chat_type, line.chat),
        "state": line.state,
        "state_name": STATES[line.state],
        "way": line.way,
        "way_name": WAYS.get(line.way or ""),
        "said": moment(line.said_at),
        "cost": line.cost,
        "line_messages": line.line_messages,
        "why": reason(line, now),
        "push_after": moment(line.push_after),
    }


def reason(line: OutboxLine, now: datetime) -> str | None:
    """The reason stored; for a message not looked at yet, what it is waiting for."""
    if line.in_doubt:
        return IN_DOUBT
    patient = line.state == "waiting" and line.push_after is not None and line.push_after > now
    return line.why or (f"รอให้มีคนพูดในแชต ก่อน push {thai_clock(line.push_after)}" if patient else None)


def chat_name(chat_type: str, name: str | None) -> str:
    """A chat as the operator knows it: the group's name, else what kind of chat it is."""
    return name or ("1:1" if chat_type == ChatType.PRIVATE else TYPE_NAMES[ChatType(chat_type)])


def clock(moment: datetime | None) -> str | None:
    """2026-12-01 12:30, Bangkok time."""
    return moment.astimezone(BANGKOK).isoformat(sep=" ", timespec="minutes")[:16] if moment else None


def thai_clock(moment: datetime | None) -> str | None:
    """1 ธ.ค. 2569 เวลา 12.30 น., Bangkok time."""
    return f"{short_date(bangkok_day(moment))} เวลา {moment.astimezone(BANGKOK):%H.%M} น." if moment else None
