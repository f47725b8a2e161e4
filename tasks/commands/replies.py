"""`flask replies read`: chat messages in, how each is understood out, one JSON object a line."""

import json
import sys
from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from bot.understanding import Heard, Reading, named, understand
from models.bangkok import BANGKOK

group = AppGroup("replies", help="ข้อความตอบ · what people reply")
_BLANK = b"\xef\xbb\xbf \t\r\n"  # a byte order mark is no text either
# "Who has not reported" is a question about what is late to whoever counts intents.
_PRINTED = {"ask_missing": "ask_overdue"}


@group.command("read")
def read_lines() -> None:
    """Read JSON lines {"id", "text", "addressed", "quoted_code", "now"}; write each with its intent and fields.

    \b
    A line, for example (text and now are needed):
    {"id": 1, "text": "O12 เสร็จแล้ว", "addressed": true, "now": "2026-12-15T09:30:00+07:00"}
    """
    failed = False
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip(_BLANK):
            continue
        try:
            click.echo(json.dumps(_answer(line.strip(_BLANK).decode("utf-8")), ensure_ascii=False))
        except ValueError as problem:
            failed = True
            click.echo(f"Line {number} could not be read: {problem}.", err=True)
    if failed:
        raise SystemExit(1)


def _answer(line: str) -> dict[str, Any]:
    """The answer to one line; raises ValueError saying what is wrong with it."""
    asked = json.loads(line)
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise ValueError("it needs a text called text")
    quoted = asked.get("quoted_code")
    heard = Heard(bool(asked.get("addressed")), _now(asked.get("now")), (str(quoted),) if quoted else ())
    return {"id": asked.get("id"), **_printed(understand(asked["text"], heard), asked["text"], heard)}


def _now(written: object) -> datetime:
    if not isinstance(written, str):
        raise ValueError("it needs the time it was said, called now")
    now = datetime.fromisoformat(written)
    if now.tzinfo is None:
        raise ValueError("now needs its offset from UTC")
    return now.astimezone(BANGKOK)


def _printed(reading: Reading | None, text: str, heard: Heard) -> dict[str, Any]:
    if reading is None:
        codes, urls = named(text, heard.addressed)
        reading = Reading("none", "small talk, or not the sender's own report", codes=codes, urls=urls)
    return {
        "intent": _PRINTED.get(reading.intent, reading.intent),
        "status": reading.status,
        "codes": reading.codes,
        "progress": reading.progress,
        "due": reading.due.isoformat() if reading.due else None,
        "urls": reading.urls,
        "per_code": dict(reading.per_code) or None,
        "reason": reading.reason,
    }
