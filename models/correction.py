"""What who runs the work puts right by hand: a status that was recorded wrongly; the trail keeps before and after."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import audit, reply
from models.assignment import StepRefused, hold
from models.records import Status
from models.refusal import Refusal
from models.reply import Statement

BY_HAND = "แก้ไขสถานะบนหน้าเว็บ"


def correct_status(
    session: Session, agency_id: int, occurrence_id: int, became: Status, why: str, staff_id: int, now: datetime
) -> None:
    """Set a status with the reason in the corrector's words. Permission is the caller's to check.

    Raises Refusal without a reason, for what is another office's, stands so already, or was acknowledged.
    """
    if not why.strip():
        raise Refusal("กรุณาระบุเหตุผลที่แก้ไข")
    occurrence = hold(session, occurrence_id)
    if occurrence.agency_id != agency_id:
        raise Refusal("ไม่พบรายการนี้")
    was = Status(occurrence.status)
    if was == became:
        raise Refusal("สถานะเป็นเช่นนั้นอยู่แล้ว")
    try:
        reply.record(session, occurrence, Statement(why.strip(), "correction", BY_HAND), became, staff_id, None, now)
    except StepRefused as refused:
        raise Refusal(str(refused)) from refused
    change = {"before": {"status": was}, "after": {"status": became}}
    audit.note(session, agency_id, "status_corrected", now, staff_id, occurrence=occurrence_id, **change)
