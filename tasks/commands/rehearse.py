"""flask rehearse: a year of an office's plan played on a pretended LINE, and what it would cost."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

import click
from flask.cli import with_appcontext

from models.refusal import Refusal
from tasks.commands.shared import agency_option, at_work, format_option, office, show
from tasks.rehearsal.account import Rehearsal, Told
from tasks.rehearsal.habits import Habits
from tasks.rehearsal.play import rehearse

MOST_A_DAY = 100
LATEST = 60  # days; after that the ladder has ended
WAYS = {"reply": "ตอบกลับ (ฟรี)", "1:1 push": "push 1:1", "group push": "push กลุ่ม", None: "ไม่ได้ส่ง"}
_MONTHS = {
    "month": "เดือน",
    "reminders": "เตือน",
    "delivered": "ส่งแล้ว",
    "replies": "ตอบกลับ",
    "pushes": "push",
    "counted": "นับโควตา",
    "late": "ช้ากว่าวัน",
    "undelivered": "ไม่ได้ส่ง",
}
_TOLD = {"day": "วัน", "said": "ส่งเมื่อ", "way": "ทาง", "chat": "แชต", "addressee": "ถึง", "items": "เรื่อง", "why": "เหตุผล"}


@click.command("rehearse", help="ซ้อมทั้งปี · play a year of the plan on a pretended LINE; sends nothing")
@agency_option
@click.option("--fiscal-year", type=click.IntRange(2500, 2700), required=True, help="ปีงบประมาณ (พ.ศ.) ของแผน")
@click.option(
    "--speaks-per-day",
    type=click.IntRange(0, MOST_A_DAY),
    default=3,
    show_default=True,
    help="ข้อความที่มีคนพิมพ์ในแต่ละกลุ่มต่อวันทำการ",
)
@click.option(
    "--late-days",
    type=click.IntRange(0, LATEST),
    default=0,
    show_default=True,
    help="รายงานว่าเสร็จช้ากว่ากำหนดกี่วัน (0 = สิ้นวันครบกำหนด)",
)
@format_option
@with_appcontext
def command(slug: str, fiscal_year: int, speaks_per_day: int, late_days: int, style: str) -> None:
    """Play the year and print it: months, then what is said on each day (json: every reminder)."""
    with at_work() as (house, session):
        agency_id = office(session, slug).id
    try:
        with _quiet():
            found = rehearse(house, agency_id, fiscal_year, Habits(speaks_per_day, late_days), _progress())
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if style == "json":
        click.echo(json.dumps(_document(found), ensure_ascii=False, indent=1))
        return
    show([asdict(month) for month in found.months], _MONTHS, "table")
    for assumed in found.assumed:
        click.echo(f"! {assumed}")
    counted = sum(month.counted for month in found.months)
    most = max(month.counted for month in found.months)
    click.echo(
        f"ทั้งปีนับ {counted} ข้อความ เดือนที่มากที่สุด {most} จากโควตา {found.quota} "
        f"· ถ้า push เข้ากลุ่มทุกครั้งที่เตือนจะนับ {found.naive_counted}\n"
    )
    show(_digests(found), _TOLD, "table")


def _document(found: Rehearsal) -> dict[str, Any]:
    return {
        "months": [asdict(month) for month in found.months],
        "naive_counted": found.naive_counted,
        "quota": found.quota,
        "habits": asdict(found.habits),
        "assumed": list(found.assumed),
        "reminders": [_row(one) for one in found.told],
    }


def _row(one: Told) -> dict[str, Any]:
    """Moments in Bangkok time, ISO 8601 to the minute."""
    said = one.said.isoformat(sep=" ", timespec="minutes")[:16] if one.said else None
    row = asdict(one)
    del row["occurrence_id"]  # a number of the copy's own
    return row | {"day": one.day.isoformat(), "said": said, "due_on": one.due_on.isoformat()}


def _digests(found: Rehearsal) -> list[dict[str, Any]]:
    """What is said to one addressee at one moment, in one line."""
    key: Callable[[dict[str, Any]], tuple[str, ...]] = lambda row: tuple(  # noqa: E731
        str(row[name] or "") for name in ("day", "said", "chat", "way", "addressee", "why")
    )
    lines = []
    for _, group in groupby(sorted(map(_row, found.told), key=key), key=key):
        rows = list(group)
        items = list(dict.fromkeys(" ".join(row["codes"]) or row["title"][:40] for row in rows))
        lines.append({**rows[0], "way": WAYS[rows[0]["way"]], "items": items})
    return lines


def _progress() -> Callable[[date], None]:
    """Each month as it begins, on standard error."""
    shown: list[str] = []

    def tell(day: date) -> None:
        month = f"{day:%Y-%m}"
        if month not in shown:
            shown.append(month)
            click.echo(f"ซ้อมเดือน {month} …", err=True)

    return tell


@contextmanager
def _quiet() -> Iterator[None]:
    """What the rounds log of their deliveries would read as if something had been sent."""
    logger = logging.getLogger("tasks")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
