"""The days on which an office has its people reminded: the policy's own, a ready-made choice, or set by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from config.policy import Ladder, Policy, parse_ladder, with_ladder
from models import audit
from models.agency import Agency
from models.readings import Rhythm
from models.refusal import Refusal

MOST_DAYS = 8  # before one due date: more is nagging, and costs the month's messages
# The farthest day before the due date, by how often a duty comes round: farther would run into the round before.
FARTHEST = {
    Rhythm.WEEKLY: 6,
    Rhythm.MONTHLY: 27,
    Rhythm.QUARTERLY: 85,
    Rhythm.HALF_YEARLY: 120,
    Rhythm.YEARLY: 120,
    Rhythm.ONCE: 120,
}
LATEST, MOST_TIMES = 60, 12  # days after the due date for a first word; how often it is said again
RHYTHM_WORDS = {
    Rhythm.WEEKLY: "งานรายสัปดาห์",
    Rhythm.MONTHLY: "งานรายเดือน",
    Rhythm.QUARTERLY: "งานรายไตรมาส",
    Rhythm.HALF_YEARLY: "งานราย 6 เดือน",
    Rhythm.YEARLY: "งานรายปี",
    Rhythm.ONCE: "งานครั้งเดียว",
}


@dataclass(frozen=True)
class Preset:
    """A ready-made choice; ladder None is the policy's own."""

    key: str
    words: str
    ladder: Ladder | None


_LONG = (Rhythm.YEARLY, Rhythm.ONCE, Rhythm.HALF_YEARLY)
PRESETS = (
    Preset("standard", "มาตรฐาน", None),
    # For an office on the free plan with large groups: each due date costs two or three messages at most.
    Preset(
        "light",
        "เตือนน้อย (ประหยัดข้อความ)",
        Ladder(
            {**dict.fromkeys(_LONG, (14, 3, 0)), "quarterly": (7, 1, 0), "monthly": (3, 0), "weekly": (0,)},
            *(1, 5, 10, 17, 14, 2),
        ),
    ),
    # For an office that missed deadlines last year and wants to be pushed.
    Preset(
        "close",
        "เตือนถี่",
        Ladder(
            {
                **dict.fromkeys(_LONG, (60, 30, 14, 7, 3, 2, 1, 0)),
                "quarterly": (30, 14, 7, 3, 2, 1, 0),
                "monthly": (14, 7, 3, 2, 1, 0),
                "weekly": (2, 1, 0),
            },
            *(1, 2, 4, 7, 3, 8),
        ),
    ),
)


def own_ladder(session: Session, agency_id: int) -> Ladder | None:
    """The days the office set; None while it keeps to the policy's."""
    kept = session.get_one(Agency, agency_id).ladder
    return parse_ladder(kept) if kept else None


def policy_for(session: Session, agency_id: int, policy: Policy) -> Policy:
    """The policy with the office's own days of reminding."""
    own = own_ladder(session, agency_id)
    return with_ladder(policy, own) if own else policy


def set_ladder(
    session: Session, agency_id: int, ladder: Ladder | None, now: datetime, staff_id: int | None = None
) -> None:
    """Keep these days from now on, or with None the policy's. Raises Refusal naming the part that does not do.

    What is owed already follows once tasks.reminders.recompute has looked.
    """
    if ladder is not None:
        check(ladder)
    row = session.get_one(Agency, agency_id)
    before, row.ladder = row.ladder, _plain(ladder) if ladder else None
    session.flush()
    audit.note_change(session, agency_id, "ladder_set", now, staff_id, {"ladder": before}, {"ladder": row.ladder})


def check(ladder: Ladder) -> None:
    """Raises Refusal, with the field it is about, for days that cannot be kept."""
    for rhythm in Rhythm:
        _check_before(rhythm, ladder.before.get(rhythm, ()))
    if not 1 <= ladder.responsible < ladder.unit_head < ladder.executive <= LATEST:
        raise Refusal(f"เรียงจากผู้รับผิดชอบ หัวหน้า ไปถึงผู้บริหาร คนละวัน ระหว่าง 1 ถึง {LATEST} วันหลังครบกำหนด", "after")
    if not 0 <= ladder.times <= MOST_TIMES:
        raise Refusal(f"เตือนซ้ำได้ 0 ถึง {MOST_TIMES} ครั้ง", "times")
    if ladder.times and not (ladder.executive < ladder.first <= 2 * LATEST and 1 <= ladder.every <= LATEST):
        raise Refusal(f"เริ่มเตือนซ้ำหลังแจ้งผู้บริหารแล้ว และเว้นครั้งละ 1 ถึง {LATEST} วัน", "first")


def _check_before(rhythm: Rhythm, days: Sequence[int]) -> None:
    farthest, words = FARTHEST[rhythm], RHYTHM_WORDS[rhythm]
    if 0 not in days:
        raise Refusal(f"{words}: ต้องเตือนในวันครบกำหนดด้วย (0)", rhythm)
    if len(days) > MOST_DAYS or len(set(days)) != len(days):
        raise Refusal(f"{words}: ใส่ได้ไม่เกิน {MOST_DAYS} วัน และไม่ซ้ำกัน", rhythm)
    if not all(0 <= day <= farthest for day in days):
        raise Refusal(f"{words}: เตือนล่วงหน้าได้ไม่เกิน {farthest} วัน", rhythm)


def _plain(ladder: Ladder) -> dict[str, Any]:
    """As parse_ladder reads it."""
    days: Mapping[str, tuple[int, ...]] = ladder.before
    return {
        "before": {str(rhythm): sorted(listed, reverse=True) for rhythm, listed in days.items()},
        "after": [{"tell": tell, "days": getattr(ladder, tell)} for tell in ("responsible", "unit_head", "executive")],
        "weekly": {"first": ladder.first, "every": ladder.every, "times": ladder.times},
    }
