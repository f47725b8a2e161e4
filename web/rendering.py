"""What every template can say: dates as Thai offices write them, digits as the office likes them, addresses."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, request, url_for

from bot.messages.cards import STATUS_WORDS
from bot.messages.people import khun
from models.bangkok import BANGKOK
from models.records import Role, Status
from models.thaidate import long_date, short_date
from models.thaitext import fold_digits, to_thai_digits
from models.web_address import readable
from tasks.commands.outbox import STATES
from tasks.commands.told import stage_words
from tasks.roster_rows import ROLE_NAMES
from web.access import visitor_may, visitor_or_none
from web.drawing import KINDS, bar
from web.navigation import places
from web.office.trail_words import act_words
from web.speaking import asking, polite, voice

STATIC = Path(__file__).with_name("static")
# What ways and requests are called in the words of people.
WAYS = {"reply": "ตอบในแชต (ไม่นับโควตา)", "push": "ส่งข้อความ (นับโควตา)"}
ASKED = {
    "asked": "รอพิจารณา",
    "approved": "อนุมัติ",
    "refused": "ไม่อนุมัติ",
    "withdrawn": "ถอนคำขอ",
    "needless": "เสร็จก่อนพิจารณา",
}


def register(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters.update(
        day=day,
        long_day=long_day,
        moment=moment,
        n=number,
        codes=codes,
        in_days=in_days,
        size=size,
        status=status,
        role=role,
        khun=khun,
        readable=readable,
    )
    app.jinja_env.globals.update(
        asset=asset,
        here_with=here_with,
        may=visitor_may,
        visitor=visitor_or_none,
        menu=places,
        stage_words=stage_words,
        told_words=STATES,
        ways=WAYS,
        asked_words=ASKED,
        act_words=act_words,
        bar=bar,
        tally_kinds=KINDS,
        polite=polite,
        asking=asking,
    )


def number(value: object) -> str:
    """A number (or words with numbers, in whatever digits a document has them) in the office's digits."""
    return to_thai_digits(str(value)) if _thai_digits() else fold_digits(str(value))


def day(value: date) -> str:
    """ "31 ธ.ค. 2569" """
    return short_date(value, thai_digits=_thai_digits())


def long_day(value: date) -> str:
    """ "31 ธันวาคม 2569" """
    return long_date(value, thai_digits=_thai_digits())


def moment(value: datetime) -> str:
    """ "31 ธ.ค. 2569 เวลา 09.05 น." of an aware moment, in Bangkok."""
    local = value.astimezone(BANGKOK)
    return number(f"{short_date(local.date())} เวลา {local:%H.%M} น.")


def codes(value: Sequence[str]) -> str:
    """The codes of a measure; codes are names and keep their digits."""
    return ", ".join(value)


def in_days(value: date, today: date) -> str:
    """ "อีก 3 วัน", "วันนี้", "เลยมา 2 วัน" """
    days = (value - today).days
    return number(f"อีก {days} วัน") if days > 0 else number(f"เลยมา {-days} วัน") if days else "วันนี้"


def size(value: int | None) -> str:
    """A file's size in words."""
    if value is None:
        return ""
    return number(f"{value / 1_000_000:.1f} MB" if value >= 1_000_000 else f"{max(1, value // 1000)} kB")


def status(value: Status | str) -> str:
    """A status in words."""
    return STATUS_WORDS[Status(value)]


def role(value: Role | str) -> str:
    """A role in words."""
    return ROLE_NAMES[Role(value)]


def asset(name: str) -> str:
    """The address of a static file, with a digest of its content: it may be kept for a year."""
    return url_for("static", filename=name, v=_digest(name))


def here_with(**changes: object) -> str:
    """This page's own address with some of its query changed; None takes a part out."""
    page = request.view_args or {}
    query = {name: value for name, value in {**request.args.to_dict(), **changes}.items() if value not in (None, "")}
    # Put together here: url_for would take "endpoint" or "_method" in an address for a word to itself.
    kept = urlencode({name: value for name, value in query.items() if name not in page})
    address = url_for(request.endpoint or "", **page)
    return f"{address}?{kept}" if kept else address


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _thai_digits() -> bool:
    return voice().digits == "thai"
