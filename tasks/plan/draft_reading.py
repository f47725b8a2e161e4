"""Uploads read by the worker, each in a process of its own, and what of them is kept no longer taken away."""

from collections.abc import Callable
from datetime import timedelta

import structlog

from models import plan_draft
from models.database import transaction
from models.plan_draft import ToRead
from models.readings import PlanReading
from tasks.apart import Apart, apart
from tasks.evidence.storage import StorageError, storage_of
from tasks.house import House
from tasks.plan import kept
from tasks.plan.answers import Answers, to_json
from tasks.plan.difference import carried
from tasks.plan.document import Table
from tasks.plan.reading import read
from tasks.plan.source_error import SourceError
from tasks.plan.sources import read as read_file
from tasks.plan.standing import active_plan, standing

log = structlog.get_logger()
LONGEST = 300.0  # seconds; shorter than the claim (plan_draft.LEASE)
AGAIN = timedelta(minutes=1)
MOST_MEASURES = 500  # a page of more cannot be read through; no office's year has a hundred
OPENING, READING = "เปิดไฟล์", "อ่านตาราง {} แถว"
_TOO_LONG = "อ่านไฟล์นานเกิน 5 นาที โปรดส่งเฉพาะส่วนที่เป็นแผนหรือรายงานของปีเดียว"
_BROKE = "อ่านไฟล์ไม่สำเร็จ โปรดเปิดไฟล์แล้วบันทึกใหม่ หรือส่งเฉพาะส่วนที่เป็นแผน"
_TOO_MANY = f"พบมาตรการเกิน {MOST_MEASURES} รายการ โปรดส่งเฉพาะส่วนที่เป็นแผนหรือรายงานของปีเดียว"
_NOTHING = "ไม่พบมาตรการในไฟล์นี้ โปรดใช้ไฟล์ที่มีตารางซึ่งมีหัวคอลัมน์ เช่น มาตรการ ผู้รับผิดชอบ กำหนดแล้วเสร็จ"


def read_waiting(house: House, stopping: Callable[[], bool] = lambda: False) -> int:
    """Read every upload that waits; returns how many were taken up."""
    taken = 0
    while not stopping() and _read_one(house, stopping):
        taken += 1
    return taken


def _read_one(house: House, stopping: Callable[[], bool]) -> bool:
    with transaction(house.engine) as session:
        draft = plan_draft.claim(session, house.clock())
    if draft is None:
        return False
    if draft.attempts > plan_draft.MOST_ATTEMPTS:
        _fail(house, draft, _BROKE)
        return True
    try:
        data = storage_of(house.settings).read(draft.stored_as)
        arguments = (draft.source_name, data, draft.fiscal_year)
        reading, printed = apart(
            read_both, *arguments, seconds=LONGEST, stopping=stopping, heard=lambda part: _tell(house, draft, part)
        )
    except SourceError as problem:
        _fail(house, draft, str(problem))
    except StorageError:
        log.exception("draft_not_stored", id=draft.id)
        _give_back(house, draft, AGAIN)
    except Apart as end:
        log.warning("draft_not_read", id=draft.id, how=end.how)
        if end.how == "time":
            _fail(house, draft, _TOO_LONG)
        else:
            _give_back(house, draft, timedelta())
    else:
        _keep(house, draft, reading, printed)
    return True


def read_both(
    name: str, data: bytes, fiscal_year: int, tell: Callable[[str], object]
) -> tuple[PlanReading, PlanReading | None]:
    """The file read for a fiscal year (BE), and for its own where that is another. Raises SourceError."""
    tell(OPENING)
    document = read_file(name, data)
    tell(READING.format(f"{sum(len(b.rows) for b in document.blocks if isinstance(b, Table)):,}"))
    reading = read(document, fiscal_year)
    if not reading.measures:
        raise SourceError(_NOTHING)
    if len(reading.measures) > MOST_MEASURES:
        raise SourceError(_TOO_MANY)
    return reading, read(document) if reading.fiscal_year_be not in (None, fiscal_year) else None


def _keep(house: House, draft: ToRead, reading: PlanReading, printed: PlanReading | None) -> None:
    with transaction(house.engine) as session:
        plan = active_plan(session, draft.agency_id, draft.fiscal_year)
        answers = carried(standing(session, plan), reading) if plan else Answers()
        plan_draft.settle(
            session,
            draft.id,
            state="read",
            read_at=house.clock(),
            reading=kept.to_json(reading),
            printed=kept.to_json(printed) if printed else None,
            answers=to_json(answers),
        )
    remove_bytes(house)


def _fail(house: House, draft: ToRead, why: str) -> None:
    with transaction(house.engine) as session:
        plan_draft.settle(session, draft.id, state="failed", why=why)
    remove_bytes(house)


def _give_back(house: House, draft: ToRead, after: timedelta) -> None:
    with transaction(house.engine) as session:
        plan_draft.give_back(session, draft.id, house.clock() + after)


def _tell(house: House, draft: ToRead, part: str) -> None:
    with transaction(house.engine) as session:
        plan_draft.tell_part(session, draft.id, part)


def remove_bytes(house: House) -> int:
    """Remove stored files whose draft was read or is gone; returns how many. A store that is down is asked later."""
    with transaction(house.engine) as session:
        over = plan_draft.keeps_bytes(session, house.clock())
    removed = 0
    for draft_id, stored_as in over:
        try:
            storage_of(house.settings).remove(stored_as)
        except StorageError:
            log.exception("draft_not_removed", id=draft_id)
            continue
        with transaction(house.engine) as session:
            plan_draft.bytes_gone(session, draft_id)
        removed += 1
    return removed


def tidy_drafts(house: House) -> None:
    """Remove what is stored for nothing, and forget drafts past their time (personal data)."""
    with transaction(house.engine) as session:
        plan_draft.tidy(session, house.clock())
    remove_bytes(house)
    with transaction(house.engine) as session:
        plan_draft.tidy(session, house.clock())
