"""How long it takes to understand a message, a deadline wording, and a plan of 500 rows."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as Word
from openpyxl import Workbook

from bench.table import Figures
from bot.understanding import Heard, understand
from models import recurrence
from models.passwords import without_who
from tasks.plan.reading import read
from tasks.plan.sources import read as load

SAMPLES = Path(__file__).parent.parent / "tests" / "samples"
ROUNDS, ROWS = 3, 500
HEADER = ("ลำดับ", "มาตรการ", "ขั้นตอน/วิธีการปฏิบัติ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "การกำกับติดตาม")
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "ทุกส่วนราชการ")
WHEN = ("ภายในเดือนธันวาคม ๒๕๖๙", "รายงานทุกไตรมาส", "ทุกวันที่ ๕ ของเดือน", "รอบ ๖ เดือน และ ๑๒ เดือน", "ตลอดปีงบประมาณ")


def bench() -> Iterator[Figures]:
    """The best of three rounds; the plan's rows are counted as they were read."""
    messages = [(line["text"], _heard(line)) for line in _lines("replies_own.jsonl")]
    yield _each("message", messages, understand)
    wordings = [(line["phrase"], line["fiscal_year_be"]) for line in _lines("schedule_own.jsonl")]
    yield _each("deadline wording", wordings, recurrence.read)
    yield _each('words full of "@" and ":"', [(words,) for words in _strewn()], without_who)
    for name, data in (("แผน.xlsx", _sheet()), ("แผน.docx", _word())):
        yield _whole(name, data)


def _each(what: str, asked: Sequence[tuple[Any, ...]], answer: Callable[..., object]) -> Figures:
    slowest = 0.0
    rounds = []
    for _ in range(ROUNDS):
        times = [_seconds(lambda one=one: answer(*one)) for one in asked]
        rounds.append(sum(times))
        slowest = max(times)
    of_one = min(rounds) / len(asked) * 1000
    return {"what": what, "how many": len(asked), "ms each": round(of_one, 3), "slowest ms": round(slowest * 1000, 2)}


def _whole(name: str, data: bytes) -> Figures:
    times = [_seconds(lambda: read(load(name, data))) for _ in range(ROUNDS)]
    found = len(read(load(name, data)).measures)
    seconds = min(times)
    return {
        "what": f"plan of {ROWS} rows, {Path(name).suffix}",
        "how many": found,
        "ms each": round(seconds / found * 1000, 3),
        "whole, s": round(seconds, 2),
    }


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]


def _heard(line: dict[str, Any]) -> Heard:
    quoted = (line["quoted_code"],) if line["quoted_code"] else ()
    return Heard(line["addressed"], datetime.fromisoformat(line["now"]), quoted)


def _strewn() -> list[str]:
    """20,000 times what could begin or end a password: looked through in linear time, or the slowest takes minutes."""
    begins = ("https://a:", "a:", "https://", "a:1@", "https://a:1/", "O12:", "a,", "a:a@a", "?pin=", "a@")
    return [around.format(one * 20_000) for one in begins for around in ("{}", "{} @", "ก{}ก@", "{}@10.0.0.1", "{}@a")]


def _rows() -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            f"O{number % 35 + 1} เผยแพร่ข้อมูลเรื่องที่ {number} บนเว็บไซต์ของหน่วยงาน",
            "๑. รวบรวมข้อมูลที่เกี่ยวข้อง\n๒. เสนอผู้บริหารเห็นชอบ\n๓. เผยแพร่บนเว็บไซต์",
            UNITS[number % len(UNITS)],
            WHEN[number % len(WHEN)],
            "รายงานผลต่อผู้บริหารเมื่อสิ้นปีงบประมาณ",
        )
        for number in range(1, ROWS + 1)
    ]


def _sheet() -> bytes:
    book, into = Workbook(), BytesIO()
    for row in (HEADER, *_rows()):
        book.active.append(row)
    book.save(into)
    return into.getvalue()


def _word() -> bytes:
    page, into = Word(), BytesIO()
    table = page.add_table(0, len(HEADER))
    for row in (HEADER, *_rows()):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    page.save(into)
    return into.getvalue()
